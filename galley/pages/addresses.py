"""Where each page of the site stands, and what a path of the site is."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from galley.model import Edition
from galley.pages.kinds import KINDS
from galley.story.load import Story
from galley.theme import layered


def made(story: Story) -> frozenset[str]:
    """The kinds of page that a story, or the theme it stands on, has a template for."""
    return frozenset(kind for kind in KINDS if layered(story.root, story.site.theme, f"templates/{kind}.html"))


def address(edition: Edition, kind: str, name: str = "") -> str:
    """The path of a page in the site; `name` is the id of its section, fact, source or chart."""
    return edition.path + KINDS[kind].place.format(name)


def edition_of(story: Story, path: str) -> Edition:
    """The edition whose folder a path of the site stands in."""
    inside = [edition for edition in story.editions.values() if path.startswith(edition.path)]
    return max(inside, key=lambda edition: len(edition.path))


def kind_of(edition: Edition, path: str) -> tuple[str, str]:
    """What a path of the site is, and the id of its fact, source or chart: ("fact", "trip.length"), ("file", "")."""
    for kind, pattern in _patterns().items():
        if found := pattern.fullmatch(path.removeprefix(edition.path)):
            return kind, found[1] if found.groups() else ""
    return "file", ""


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """The longest first: a page that has been withdrawn stands where one of a fact or a source stood."""
    kinds = sorted(KINDS.values(), key=lambda kind: -len(kind.place))
    return {kind.name: re.compile(re.escape(kind.place).replace(r"\{\}", "([^/]+)")) for kind in kinds}


def tells(edition: Edition, path: str) -> bool:
    """Whether the page at `path` tells the story itself: the feature, or a section that has a page of its own."""
    kind, _ = kind_of(edition, path)
    return kind in KINDS and KINDS[kind].tells


@lru_cache(maxsize=65536)
def relative(here: str, there: str) -> str:
    """How the page at `here` writes a link to `there`, #fragment and all: it holds in any folder, and on disk."""
    path, hash_, fragment = there.partition("#")
    if path == here and hash_:
        return hash_ + fragment
    return posixpath.relpath(f"/{path}", f"/{posixpath.dirname(here)}") + hash_ + fragment
