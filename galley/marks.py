"""Invisible marks around every printed figure, so that proof can tell a 7 from a 7.

A mark is `U+E000 kind:name U+E001 words U+E002`. The characters are private-use, so nothing a reader may write
contains them, and they pass unchanged through OpenCC, Jinja, Markdown, Vega and JSON.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple, get_args

MarkKind = Literal["fact", "number", "quote", "term", "scale", "date", "count", "id", "own"]
"""fact: a fact's figure · number: its bare number, with unit and qualifier in columns of their own · quote: words of a
source · term: a name with a number in it · scale: an axis or a key · date: a calendar date of the site's own, or what
time a figure is of · count: counted by the engine · id: an address or identifier · own: the author's own count, listed
for review."""

KINDS: frozenset[str] = frozenset(get_args(MarkKind))
OPEN, MIDDLE, CLOSE = "\ue000", "\ue001", "\ue002"
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
MARK = re.compile(f"{OPEN}([a-z]+):([^{OPEN}{MIDDLE}{CLOSE}]*){MIDDLE}([^{OPEN}{MIDDLE}{CLOSE}]*){CLOSE}")


class Marked(NamedTuple):
    """One marked stretch of a text: what vouches for it, its words, and where it stands in the text."""

    kind: str
    name: str
    words: str
    start: int
    end: int


Said = tuple[str, str, str]
"""What a mark says: its kind, the name of what vouches for its words, and the words."""


def mark(kind: MarkKind, name: str, words: str) -> str:
    """`words` with the mark of what vouches for them around it. A mark inside `words` is dropped: marks do not nest."""
    return f"{OPEN}{kind}:{name}{MIDDLE}{plain(words)}{CLOSE}"


def marked(text: str) -> Iterator[Marked]:
    """Every marked stretch of `text`, in order."""
    for found in MARK.finditer(text):
        yield Marked(found[1], found[2], found[3], *found.span())


def sayings(text: str) -> list[Said]:
    """What every mark of `text` says, in order."""
    return MARK.findall(text)


def plain(text: str) -> str:
    """`text` as a reader sees it, without marks."""
    return MARK.sub(r"\3", text) if OPEN in text else text


def unmarked(text: str, filler: str = "\x00") -> str:
    """`text` with every marked stretch replaced by `filler`: what nothing vouches for."""
    return MARK.sub(filler, text)


def turn(text: str, write: Callable[[Marked], str]) -> str:
    """`text` with every marked stretch written anew by `write`."""
    return MARK.sub(lambda found: write(Marked(found[1], found[2], found[3], *found.span())), text)
