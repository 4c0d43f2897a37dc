"""A chart alone, to be shown in a frame on other people's pages."""

from __future__ import annotations

from galley.model import Edition
from galley.pages.kind import Given, Materials, PageKind


def _given(materials: Materials, edition: Edition, name: str) -> Given:
    drawing = materials.drawings_of(edition)[name]
    gone = drawing.chart.withdrawn
    return {"drawing": drawing, "instead": materials.story.charts[gone.see] if gone else None}


KIND = PageKind(
    name="embed",
    place="embed/{}/index.html",
    told="embedded charts",
    given=_given,
    names=lambda materials, edition: materials.story.charts,
    listed=False,
)
