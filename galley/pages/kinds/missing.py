"""The page that hosts show in place of one that is not there."""

from __future__ import annotations

from galley.pages.hero import head
from galley.pages.kind import Given, Materials, PageKind
from galley.story.voice import Voice


def _given(materials: Materials, voice: Voice, name: str) -> Given:
    return {"head": head(voice)}


KIND = PageKind(name="missing", place="404.html", counted_as="missing", given=_given, listed=False, anywhere=True)
