"""A section of the feature on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator

from galley.pages.kind import Given, Materials, PageKind
from galley.story.voice import Voice


def _names(materials: Materials, voice: Voice) -> Iterator[str]:
    return (section.id for section in materials.sections_of(voice))


def _given(materials: Materials, voice: Voice, name: str) -> Given:
    section = next(section for section in materials.sections_of(voice) if section.id == name)
    drawings = materials.drawings_of(voice)
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
