"""The index of occurrences: every place on a marked page that prints a fact.

Fact pages and the ledger are made from the places that people read; an editor is told of all, and of those in files
(`galley.report.places`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from galley.marks import MARK, OPEN, marked, plain, sayings
from galley.markup import PARAGRAPHS
from galley.pages.tags import Tag, tags, words

READ = frozenset({"text", "heading", "table", "chart", "evidence"})
"""Kinds of places that people read on a page."""

FOLLOWING = frozenset({"evidence", "structured data"})
"""Kinds of places on the feature that the engine fills by itself."""

REACH = 60  # characters of its paragraph shown on either side of a figure

_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4"), "heading"),
    **dict.fromkeys(("td", "th"), "table"),
    **{"nav": "navigation", "svg": "chart", "title": "title", "script": "structured data", "style": "style"},
}
"""What kind of place an element makes of itself."""

_PARTS = PARAGRAPHS.union(
    _KINDS,
    ("text", "desc"),  # of a drawing
    ("subtitle", "entry", "content"),  # of a feed
)
"""Elements at whose tags a paragraph ends."""

_ATTRIBUTES = {"content": "meta", "alt": "alternative", "aria-label": "alternative", "aria-description": "alternative"}
_PIECE = re.compile(rf"{MARK.pattern.replace('(', '(?:')}|[^\W\d\u2e80-\uffff]+|.")


class Occurrence(NamedTuple):
    """One place that prints a fact."""

    fact: str
    edition: str
    path: str
    page: str  # the kind of the page: feature, ledger, fact, …, and `file` for what is no page
    section: str = ""  # the id of the section around it
    chart: str = ""  # the id of the chart that it is drawn in
    kind: str = "text"  # heading, table, chart, meta, card, …
    words: str = ""
    before: str = ""  # what stands before it in its paragraph, and what after: with their marks
    after: str = ""

    @property
    def address(self) -> str:
        return f"{self.path}#{self.section}" if self.section else self.path

    @property
    def spot(self) -> str:
        """Where it stands: page, section, chart, and what kind of place it is."""
        return f"{self.address}, {self.what}"

    @property
    def what(self) -> str:
        """In which chart, if any, and in what kind of place."""
        return f"chart {self.chart}, {self.kind}" if self.chart else self.kind

    @property
    def authored(self) -> bool:
        """Whether an author put it there; what stands elsewhere follows from the feature and from the facts."""
        return self.kind == "card" or (self.page == "feature" and self.kind not in FOLLOWING)


def read_on(page: Occurrence, html: str) -> Iterator[Occurrence]:
    """The places on a marked page that people read: all in a text, and in a chart the first of each fact.

    A fact that a chart draws without its figure stands in the description of the drawing.
    """
    drawn = set[tuple[str, str]]()
    for one in occurrences_on(page, html):
        if not one.chart and one.kind in READ:
            yield one
        elif one.chart and one.kind in (*READ, "alternative") and (one.chart, one.fact) not in drawn:
            drawn.add((one.chart, one.fact))
            yield one


def occurrences_on(page: Occurrence, html: str) -> Iterator[Occurrence]:
    """Every place in marked HTML, SVG or XML that prints a fact: those in words, and then those in attributes.

    `page` says what is known of all of them. A paragraph that its section repeats counts once.
    """
    around, start = [("", page)], 0  # the elements that are open: their names, and what is known of the words in them
    paragraphs, attributes = set[tuple[Occurrence, str]](), list[Occurrence]()
    for tag in tags(html):
        here = around[-1][1]
        if tag.name in _PARTS:
            if html.find(OPEN, start, tag.start) >= 0:
                line = words(html[start : tag.start])
                if (here, line) not in paragraphs:
                    paragraphs.add((here, line))
                    yield from _in_words(here, line)
            start = tag.end
            if tag.closing:
                closed = [at for at, (name, _) in enumerate(around) if name == tag.name][-1:]
                del around[closed[0] if closed else len(around) :]
            elif tag.lasting:
                around.append((tag.name, _inside(tag, here)))
        if OPEN in tag.attributes:
            attributes += _in_attributes(here, tag)
    yield from attributes


def in_file(file: Occurrence, text: str) -> Iterator[Occurrence]:
    """The facts that a marked text prints whose lines are no sentences."""
    return (file._replace(fact=found.name, words=found.words) for found in marked(text) if found.kind == "fact")


def _inside(tag: Tag, around: Occurrence) -> Occurrence:
    """What is known of the words in an element; in a drawing, a menu or a key everything is part of it."""
    section, chart, kind = around.section, around.chart, around.kind
    name = tag.attribute("id")
    if tag.name == "section":
        section = name or section
        kind = next((kind for kind in ("evidence", "key") if kind in tag.attribute("class").split()), kind)
    elif tag.name == "figure" and name.startswith("chart-"):
        chart = name.removeprefix("chart-")
    elif kind == "chart" and tag.name in ("title", "desc"):
        kind = "alternative"
    elif kind in ("text", "heading", "table") or (kind, tag.name) == ("evidence", "svg"):
        kind = _KINDS.get(tag.name, kind)
    return around._replace(section=section, chart=chart, kind=kind)


def _in_words(here: Occurrence, line: str) -> Iterator[Occurrence]:
    """The facts that a paragraph prints, and what is around them; no mark and no word of an alphabet is cut in two."""
    pieces = _PIECE.findall(line)
    starts = [0, *accumulate(map(len, pieces))]  # of the pieces, in the line
    read = [0, *accumulate(len(plain(piece)) if piece[0] == OPEN else len(piece) for piece in pieces)]  # and as read
    for found in (mark for mark in marked(line) if mark.kind == "fact"):
        at = bisect_left(starts, found.start)
        first, last = bisect_left(read, read[at] - REACH), bisect_right(read, read[at + 1] + REACH) - 1
        before, after = line[starts[first] : found.start], line[found.end : starts[last]]
        yield here._replace(
            fact=found.name,
            words=found.words,
            before=f"…{before.lstrip()}" if first else before,
            after=after if last == len(pieces) else f"{after.rstrip()}…",
        )


def _in_attributes(here: Occurrence, tag: Tag) -> Iterator[Occurrence]:
    for name, value in tag.values():
        yield from in_file(here._replace(kind=_ATTRIBUTES.get(name, "attribute")), value)


def facts_of(html: str) -> tuple[str, ...]:
    """The facts that some marked HTML prints, in order."""
    return tuple(dict.fromkeys(name for kind, name, _ in sayings(html) if kind == "fact"))


def by_fact(printed: Iterable[Occurrence]) -> dict[str, list[Occurrence]]:
    """The index by fact."""
    index: dict[str, list[Occurrence]] = {}
    for one in printed:
        index.setdefault(one.fact, []).append(one)
    return index
