"""The HTML that templates and prose write, tag by tag; it is our own, so it is known to be well formed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

_ATTRIBUTES = r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*"
TAG = re.compile(rf"<!--.*?-->|<(/?)([a-zA-Z][\w:-]*)({_ATTRIBUTES})>", re.DOTALL)
_VALUE = re.compile(r"""([\w:-]+)=(?:"([^"]*)"|'([^']*)')""")
ENTITY = re.compile(r"&(amp|lt|gt|quot|#34|#39);")
ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "#34": '"', "#39": "'"}
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


class Tag(NamedTuple):
    """A start or end tag, and where it stands in the text."""

    name: str
    attributes: str
    closing: bool
    start: int
    end: int

    @property
    def lasting(self) -> bool:
        """Whether an end tag follows."""
        return not (self.closing or self.name in VOID or self.attributes.endswith("/"))

    def attribute(self, name: str) -> str:
        """The value of an attribute, empty where it is not given."""
        found = re.search(rf'(?:^|\s){name}="([^"]*)"', self.attributes)
        return found[1] if found else ""

    def values(self) -> Iterator[tuple[str, str]]:
        """(name, what a reader is told) of each attribute that has a value."""
        for name, *value in _VALUE.findall(self.attributes):
            yield name.lower(), unescaped("".join(value))


def tags(html: str, names: frozenset[str] = frozenset()) -> Iterator[Tag]:
    """Every tag of `html` in order, or every one of these names; comments are passed over."""
    for found in (_tag_of(names) if names else TAG).finditer(html):
        if found[2]:
            yield Tag(found[2].lower(), found[3], bool(found[1]), found.start(), found.end())


@cache
def _tag_of(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"<!--.*?-->|<(/?)({'|'.join(sorted(names))})(?![\w:-])({_ATTRIBUTES})>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """An element that stands at the top of a text."""

    name: str
    html: str


def blocks(html: str) -> Iterator[Block]:
    """The elements that stand at the top of `html`, in order."""
    depth, opening = 0, None
    for tag in tags(html):
        if depth == 0 and not tag.closing:
            opening = tag
        depth += tag.lasting - tag.closing
        if depth == 0 and opening:
            yield Block(opening.name, html[opening.start : tag.end])
            opening = None


def words(html: str) -> str:
    """The words of `html` as a reader sees them, on one line."""
    return " ".join(unescaped(TAG.sub("", html)).split())


def unescaped(html: str) -> str:
    return ENTITY.sub(lambda found: ENTITIES[found[1]], html)
