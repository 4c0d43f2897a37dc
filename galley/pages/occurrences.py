"""Where each fact is printed in what people read: the index that fact pages and the ledger are made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from galley.marks import MARK, OPEN, marked, plain, sayings
from galley.model import Edition
from galley.pages.tags import Tag, tags, words

BLOCKS = frozenset(
    {"p", "li", "h1", "h2", "h3", "h4", "td", "th", "dt", "dd", "figcaption", "caption", "blockquote", "summary"}
    | {"text"}  # of a drawing
)
PARTS = frozenset({"section", "header", "figure"})
UNREAD = frozenset({"title", "desc", "script", "style", "head", "nav"})
REACH = 60  # characters of its paragraph shown on either side of a figure
_PIECE = re.compile(rf"{MARK.pattern.replace('(', '(?:')}|[^\W\d\u2e80-\uffff]+|.")


class Occurrence(NamedTuple):
    """One place that prints a fact. `section` is the id of its section, `chart` that of the chart it is drawn in."""

    path: str
    edition: str
    section: str
    chart: str
    fact: str
    words: str
    before: str = ""  # marked, as is `after`
    after: str = ""


def occurrences_on(path: str, edition: Edition, html: str) -> Iterator[Occurrence]:
    """Every place on a marked page that prints a fact, once."""
    seen = set[tuple[str, str, str, int, str]]()
    for section, chart, text in _passages(html):
        line = words(text)
        pieces = list(_PIECE.finditer(line))
        places = {piece.start(): at for at, piece in enumerate(pieces)}
        for found in (mark for mark in marked(line) if mark.kind == "fact"):
            where = (section, chart, found.name, *((0, "") if chart else (found.start, line)))
            if where not in seen:
                seen.add(where)
                at = places[found.start]
                before = _tail([piece[0] for piece in pieces[max(0, at - REACH - 1) : at]])
                after = _head([piece[0] for piece in pieces[at + 1 : at + REACH + 2]])
                yield Occurrence(path, edition.id, section, chart, found.name, found.words, before, after)


def facts_of(html: str) -> tuple[str, ...]:
    """The facts that some marked HTML prints, in order."""
    return tuple(dict.fromkeys(name for kind, name, _ in sayings(html) if kind == "fact"))


def _passages(html: str) -> Iterator[tuple[str, str, str]]:
    """(section, chart, marked HTML) of every paragraph, heading, cell and label that has a mark.

    The key to the marks tells nothing.
    """
    section, chart, unread, start, key = "", "", 0, 0, False
    for tag in tags(html, BLOCKS | UNREAD | PARTS):
        if tag.name in UNREAD:
            unread += tag.lasting - tag.closing
        if not unread and not key and html.find(OPEN, start, tag.start) >= 0:
            yield section, chart, html[start : tag.start]
        start = tag.end
        if tag.name in ("section", "header") and not tag.closing:
            section, key = tag.attribute("id") or section, "key" in tag.attribute("class").split()
        elif tag.name == "figure":
            chart = _chart(tag)


def _chart(tag: Tag) -> str:
    name = tag.attribute("id")
    return name.removeprefix("chart-") if name.startswith("chart-") and not tag.closing else ""


def _head(pieces: Sequence[str]) -> str:
    """The beginning of a marked text; no mark and no word of an alphabet is cut in two."""
    ends = [*accumulate(len(plain(piece)) for piece in pieces)]
    kept = [piece for piece, end in zip(pieces, ends, strict=True) if end <= REACH]
    return "".join(pieces) if len(kept) == len(pieces) else f"{''.join(kept).rstrip()}…"


def _tail(pieces: Sequence[str]) -> str:
    """The end of a marked text."""
    ends = [*accumulate(len(plain(piece)) for piece in reversed(pieces))]
    kept = sum(end <= REACH for end in ends)
    return "".join(pieces) if kept == len(pieces) else f"…{''.join(pieces[len(pieces) - kept :]).lstrip()}"


def by_fact(printed: Iterable[Occurrence]) -> dict[str, list[Occurrence]]:
    """The index by fact."""
    index: dict[str, list[Occurrence]] = {}
    for one in printed:
        index.setdefault(one.fact, []).append(one)
    return index
