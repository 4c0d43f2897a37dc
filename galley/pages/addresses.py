"""The kinds of page that a site may have, and where each of them stands."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, get_args

from galley.model import Edition
from galley.story.load import Story
from galley.theme import layered

Kind = Literal["feature", "section", "ledger", "fact", "source", "charts", "chart", "embed", "corrections", "missing"]

KINDS: tuple[Kind, ...] = get_args(Kind)

PLACES: Mapping[Kind, str] = MappingProxyType(
    {
        "feature": "index.html",
        "section": "sections/{}/index.html",
        "ledger": "facts/index.html",
        "fact": "facts/{}/index.html",
        "source": "source/{}/index.html",
        "charts": "charts/index.html",
        "chart": "charts/{}/index.html",
        "embed": "embed/{}/index.html",
        "corrections": "corrections/index.html",
        "missing": "404.html",
    }
)


def made(story: Story) -> frozenset[Kind]:
    """The kinds of page that a story, or the theme it stands on, has a template for."""
    return frozenset(kind for kind in KINDS if layered(story.root, story.site.theme, f"templates/{kind}.html"))


def address(edition: Edition, kind: Kind, name: str = "") -> str:
    """The path of a page in the site; `name` is the id of its section, fact, source or chart."""
    return edition.path + PLACES[kind].format(name)


def edition_of(story: Story, path: str) -> Edition:
    """The edition whose folder a path of the site stands in."""
    inside = [edition for edition in story.editions.values() if path.startswith(edition.path)]
    return max(inside, key=lambda edition: len(edition.path))


def tells(edition: Edition, path: str) -> bool:
    """Whether the page at `path` tells the story itself: the feature, or a section that has a page of its own."""
    inside = path.removeprefix(edition.path)
    return inside == PLACES["feature"] or inside.startswith("sections/")


@lru_cache(maxsize=65536)
def relative(here: str, there: str) -> str:
    """How the page at `here` writes a link to `there`, #fragment and all: it holds in any folder, and on disk."""
    path, hash_, fragment = there.partition("#")
    if path == here and hash_:
        return hash_ + fragment
    return posixpath.relpath(path, posixpath.dirname(here) or ".") + hash_ + fragment
