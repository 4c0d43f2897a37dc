"""A chart alone, to be shown in a frame on other people's pages."""

from __future__ import annotations

from galley.model import Edition
from galley.pages.kind import Given, Materials, PageKind


def _given(materials: Materials, edition: Edition, name: str) -> Given:
    return {"drawing": materials.drawings_of(edition)[name]}


KIND = PageKind(
    name="embed",
    place="embed/{}/index.html",
    told="embedded charts",
    given=_given,
    names=lambda materials, edition: materials.story.charts,
    listed=False,
)
