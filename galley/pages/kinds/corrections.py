"""Every correction of the story, the newest first."""

from __future__ import annotations

from galley.editions.corrections import corrections
from galley.pages.kind import Given, Materials, PageKind
from galley.story.voice import Voice


def _given(materials: Materials, voice: Voice, name: str) -> Given:
    withdrawn = [chart for chart in voice.story.charts.values() if chart.withdrawn]
    return {"corrections": corrections(voice), "withdrawn": withdrawn}


KIND = PageKind(name="corrections", place="corrections/index.html", counted_as="corrections", given=_given, menu=5)
