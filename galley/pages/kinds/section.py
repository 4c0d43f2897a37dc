"""A section of the feature on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator

from galley.model import Edition
from galley.pages.kind import Given, Materials, PageKind
from galley.story.voice import Voice


def _names(materials: Materials, edition: Edition) -> Iterator[str]:
    return (section.id for section in materials.sections_of(edition))


def _given(materials: Materials, voice: Voice, name: str) -> Given:
    section = next(section for section in materials.sections_of(voice.edition) if section.id == name)
    drawings = materials.drawings_of(voice.edition)
    return {"section": section, "drawings": {chart: drawings[chart] for chart in section.charts}}


KIND = PageKind(
    name="section",
    place="sections/{}/index.html",
    counted_as="pages of sections",
    given=_given,
    names=_names,
    tells=True,
    noted=True,
)
