"""The list of all charts, each drawn small."""

from __future__ import annotations

from galley.model import Edition
from galley.pages.kind import Given, Materials, PageKind
from galley.pages.sections import sections_of_charts


def _given(materials: Materials, edition: Edition, name: str) -> Given:
    drawings = materials.drawings_of(edition)
    return {
        "drawings": {chart: drawing.narrow for chart, drawing in drawings.items() if not drawing.chart.withdrawn},
        "section_of_chart": sections_of_charts(materials.sections_of(edition)),
    }


KIND = PageKind(name="charts", place="charts/index.html", told="list of charts", given=_given, menu=4)
