"""A chart alone, to be shown in a frame on other people's pages."""

from __future__ import annotations

from galley.pages.kind import Given, Materials, PageKind
from galley.story.voice import Voice


def _given(materials: Materials, voice: Voice, name: str) -> Given:
    drawing = materials.drawings_of(voice)[name]
    gone = drawing.chart.withdrawn
    return {"drawing": drawing, "instead": voice.story.charts[gone.see] if gone else None}


KIND = PageKind(
    name="embed",
    place="embed/{}/index.html",
    counted_as="embedded charts",
    given=_given,
    names=lambda materials, voice: voice.story.charts,
    listed=False,
)
