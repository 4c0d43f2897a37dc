"""The stretches of a page that a reader reads in one, and the marks in them as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from galley.marks import MARK

INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "cite", "code", "dfn", "em", "i", "mark", "q", "s", "small", "span", "strong"),
        *("sub", "sup", "time", "u", "var", "wbr"),
    }
)
"""Elements that part no words: what they hold is read with what stands around them."""
UNSEEN = frozenset({"script", "style", "template"})
BETWEEN = " ‖ "
"""Stands between marks side by side, and between letters that elements glue: they are no word together."""


@dataclass(frozen=True, slots=True)
class PrintedMark:
    """A mark in a block: the words of a fact, and where they stand in the block as a reader sees it."""

    kind: str
    name: str
    words: str
    start: int
    end: int


def blocks(page: HtmlElement, lang: str) -> Iterator[tuple[str, str]]:
    """(language, marked words) of each stretch of a page that a reader reads in one."""
    pieces: list[str] = []
    yield from _walked(page, lang, pieces)
    yield from _flushed(pieces, lang)


def _walked(element: HtmlElement, lang: str, pieces: list[str]) -> Iterator[tuple[str, str]]:
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return
    own, inline = element.get("lang") or lang, element.tag in INLINE
    wrapped = _goes_on(element.getprevious(), element)
    if (not inline and not wrapped) or own != lang:
        yield from _flushed(pieces, lang)
    if wrapped and pieces and _alnum(_edge(pieces[-1], -1)):
        pieces.append(" ")
    _add(pieces, element.text, glue=not inline)
    for child in element:
        if child.tag == "br":
            pieces.append(" ")
        yield from _walked(child, own, pieces)
        _add(pieces, child.tail, glue=False)
    if (not inline and not _goes_on(element, element.getnext())) or own != lang:
        yield from _flushed(pieces, own)


def _goes_on(line: HtmlElement | None, other: HtmlElement | None) -> bool:
    """Whether a line of a drawing goes on in another: they are set alike, and neither is the label of a mark."""
    if line is None or other is None or not line.tag == other.tag == "text":
        return False
    looks = ({name: value for name, value in one.attrib.items() if name != "y"} for one in (line, other))
    return line.get("data-mark") is None and next(looks) == next(looks)


def _flushed(pieces: list[str], lang: str) -> Iterator[tuple[str, str]]:
    text = "".join(pieces)
    pieces.clear()
    if text.strip():
        yield lang, " ".join(text.split())


def _add(pieces: list[str], words: str | None, glue: bool) -> None:
    """Adds words; letters and digits that only an element parts are no word together: 14座 and note 5."""
    if not words:
        return
    if pieces and not glue and _alnum(_edge(pieces[-1], -1)) and _alnum(_edge(words, 0)):
        pieces.append(BETWEEN)
    pieces.append(words)


def _edge(words: str, at: int) -> str:
    return MARK.sub(r"\3", words)[at : at + 1 or None]


def _alnum(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


_ESCAPED = re.compile(r"</?[a-z][^<>]*>")
"""Markup that a feed carries as text."""
_SIDE_BY_SIDE = re.compile("\ue002(\\s+)\ue000")


def plainly(block: str) -> tuple[str, list[PrintedMark]]:
    """The words as a reader sees them, and the places of the marks in them."""
    out: list[str] = []
    marks: list[PrintedMark] = []
    at = length = 0
    parted = _SIDE_BY_SIDE.sub(f"\ue002{BETWEEN}\ue000", _ESCAPED.sub(BETWEEN, block))
    for found in MARK.finditer(parted):
        between = parted[at : found.start()]
        start = length + len(between)
        out += [between, found[3]]
        length, at = start + len(found[3]), found.end()
        marks.append(PrintedMark(found[1], found[2], found[3], start, length))
    return "".join([*out, parted[at:]]), marks


def named(text: str) -> Iterable[str]:
    """The names in the marks of a text."""
    return dict.fromkeys(found[2] for found in MARK.finditer(text))
