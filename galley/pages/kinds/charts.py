"""The list of all charts, each drawn small."""

from __future__ import annotations

from galley.pages.kind import Given, Materials, PageKind
from galley.pages.sections import sections_of_charts
from galley.story.voice import Voice


def _given(materials: Materials, voice: Voice, name: str) -> Given:
    drawings = materials.drawings_of(voice)
    return {
        "drawings": {chart: drawing.narrow for chart, drawing in drawings.items() if not drawing.chart.withdrawn},
        "section_of_chart": sections_of_charts(materials.sections_of(voice)),
    }


KIND = PageKind(name="charts", place="charts/index.html", counted_as="list of charts", given=_given, menu=4)
