"""The stored text of a source as a reader meets it: in sentences, and a character a cell on manuscript paper.

Only sentences that a fact quotes are set out. Every other character keeps its cell and is not printed, so that an
address such as 2-11-07 (sheet, row, cell) never changes and a source is never reprinted whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args

from galley.evidence.examine import Evidence, TextSpan

SIDE = 20  # cells in a row and rows on a sheet, as on the paper that Chinese authors are paid by
INDENT = 2
REACH = 44  # characters of a sentence shown on either side of a quotation before it is cut short

Ink = Literal["figure", "quoted", "name", "unused"]
"""What the evidence makes of a character: part of a figure or a date that was read back, of other quoted words, of a
name or a claim, which is no figure, or of nothing. A figure outranks a name, and a name the words around it."""
INKS: tuple[Ink, ...] = get_args(Ink)

_STOP = re.compile(r"[。！？!?][”’」』）)\"]*|\.[”’)\"]*(?=\s)|\n\s*\n|\n")
_GOES_ON = re.compile(r"[\d,，、;；:：-]\s*$")
LONGEST_GAP = 40  # characters of white space at the end of a line
_CLAUSE = re.compile(r"(?:[，、；：;]|[,:](?!\d))\s*")  # not within 240,000 or 12:30
_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_BREAK = re.compile(rf"(?<=[{_HAN}])\s*\n\s*|\s*\n\s*(?=[{_HAN}])")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quotation in its sentence, on one line; `…` where the sentence is cut short. `figure` stands inside `quote`."""

    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class PaperCell:
    """One character of the text, what quotes it, and whether it may be shown."""

    at: int  # its offset in the stored text
    character: str
    shown: bool = False
    quoted: bool = False
    fact: str | None = None  # whose figure or words stand here
    figure: bool = False  # whether it is a figure
    first: bool = False  # of that fact's cells

    @property
    def printed(self) -> str:
        return self.character if self.shown else ""

    @property
    def ink(self) -> Ink:
        if self.fact:
            return "figure" if self.figure else "name"
        return "quoted" if self.quoted else "unused"


Row = tuple[PaperCell | None, ...]


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """Where a character stands: its sheet, row and cell, from 1."""

    sheet: int
    row: int
    cell: int

    def __str__(self) -> str:
        return f"{self.sheet}-{self.row:02}-{self.cell:02}"


@dataclass(frozen=True, slots=True)
class ManuscriptSheet:
    """Twenty rows of twenty cells, and the facts that begin on them."""

    number: int
    rows: tuple[Row, ...]
    facts: tuple[tuple[Address, str], ...]

    @property
    def characters(self) -> int:
        return sum(self.inks().values())

    def inks(self) -> Counter[Ink]:
        """How many characters each ink has; together, all of them."""
        return Counter(cell.ink for row in self.rows for cell in row if cell)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text on sheets, and where each fact begins."""

    sheets: tuple[ManuscriptSheet, ...]
    addresses: dict[str, Address]

    def inks(self) -> Counter[Ink]:
        """How many characters each ink has on all the sheets."""
        return sum((sheet.inks() for sheet in self.sheets), Counter())

    def count(self, *, quoted: bool = False, figures: bool = False) -> int:
        """How many characters it has; only those quoted, or only those in which a fact stands."""
        cells = (cell for sheet in self.sheets for row in sheet.rows for cell in row if cell)
        return sum((cell.quoted or not quoted) and (cell.fact is not None or not figures) for cell in cells)


def manuscript(text: str, evidence: Iterable[Evidence]) -> Manuscript:
    """`text` on manuscript paper, with what quotes each of its characters."""
    known = _covered(text, tuple(evidence))
    rows = [row for paragraph in _paragraphs(text) for row in _rows(_cells(text, paragraph, known))]
    sheets = tuple(_sheet(at // SIDE + 1, rows[at : at + SIDE]) for at in range(0, len(rows), SIDE))
    addresses: dict[str, Address] = {}
    for address, fact in (entry for sheet in sheets for entry in sheet.facts):
        addresses.setdefault(fact, address)
    return Manuscript(sheets, addresses)


def sentence(text: str, span: TextSpan) -> TextSpan:
    """The sentence, or sentences, of `text` that hold `span`."""
    stops = _stops(text)
    first = bisect_right(stops, span.start, key=lambda stop: stop.after)
    start = stops[first - 1].after if first else 0
    last = bisect_left(stops, span.end, lo=first, key=lambda stop: stop.after)
    return TextSpan(start, max(stops[last].end, span.end) if last < len(stops) else len(text))


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where a sentence ends, its punctuation included, and where what follows begins: after the line breaks."""

    end: int
    after: int


@lru_cache(maxsize=16)
def _stops(text: str) -> tuple[_Stop, ...]:
    """The ends of all sentences; found once a text, since every fact of a source asks for them."""
    return tuple(
        _Stop(stop.start() if stop[0].startswith("\n") else stop.end(), stop.end())
        for stop in _STOP.finditer(text)
        if not (stop[0].startswith("\n") and _goes_on(text, stop.start()))
    )


def _goes_on(text: str, end: int) -> bool:
    """Whether a line that ends at `end` ends in mid-sentence."""
    return _GOES_ON.search(text, max(end - LONGEST_GAP, 0), end) is not None


def excerpt(text: str, span: TextSpan) -> Excerpt:
    """The quotation at `span` in its sentence, cut at a clause where the sentence is long."""
    around = sentence(text, span)
    before, after = one_line(text[around.start : span.start]).lstrip(), one_line(text[span.end : around.end]).rstrip()
    if len(before) > REACH:
        cut = [found.end() for found in _CLAUSE.finditer(before) if len(before) - found.end() <= REACH]
        before = "…" + before[cut[0] if cut else -REACH :]
    if len(after) > REACH:
        cut = [found.start() for found in _CLAUSE.finditer(after) if found.start() <= REACH]
        after = after[: cut[-1] if cut else REACH] + "…"
    return Excerpt(before, one_line(text[span.start : span.end]), after)


def one_line(text: str) -> str:
    """`text` without its line breaks: none is left beside a Han character, elsewhere it becomes a space."""
    return re.sub(r"\s+", " ", _BREAK.sub("", text))


def _paragraphs(text: str) -> Iterator[list[int]]:
    """The offsets of the characters of each paragraph; a line that ends in mid-sentence goes on in the next."""
    found: list[int] = []
    for line in re.finditer(r"[^\n]+", text):
        offsets = [at for at in range(line.start(), line.end()) if not text[at].isspace()]
        if offsets and found and not _goes_on(text, found[-1] + 1):
            yield found
            found = []
        found = found + offsets
    if found:
        yield found


def _covered(text: str, evidence: tuple[Evidence, ...]) -> dict[int, dict[str, Any]]:
    """What is known of each quoted offset; a figure outranks the words of a claim around it."""
    known: dict[int, dict[str, Any]] = {}
    for found in evidence:
        for span in (found.quote, *found.also):
            for at in _within(sentence(text, span)):
                known.setdefault(at, {})["shown"] = True
            for at in _within(span):
                known[at]["quoted"] = True
    for found in evidence:
        for span in (found.figure, *found.repeats) if found.figure else found.repeats:
            for at in _within(span):
                known.setdefault(at, {"shown": True, "quoted": True}).update(fact=found.fact, figure=bool(found.figure))
    for found in (one for one in evidence if not one.figure):
        for span in found.words or (found.quote,):
            for at in _within(span):
                known.setdefault(at, {"shown": True, "quoted": True}).setdefault("fact", found.fact)
    return known


def _within(span: TextSpan) -> range:
    return range(span.start, span.end)


def _cells(text: str, paragraph: Iterable[int], known: Mapping[int, Mapping[str, Any]]) -> Iterator[PaperCell]:
    """The characters of a paragraph; a fact's cell is its first where the one before it is not the fact's."""
    before: str | None = None
    for at in paragraph:
        cover = known.get(at, {})
        fact = cover.get("fact")
        yield PaperCell(at, text[at], first=fact is not None and fact != before, **cover)
        before = fact


def _rows(paragraph: Iterable[PaperCell]) -> Iterator[Row]:
    row: list[PaperCell | None] = [None] * INDENT
    for cell in paragraph:
        if len(row) == SIDE:
            yield tuple(row)
            row = []
        row.append(cell)
    yield tuple(row)


def _sheet(number: int, rows: list[Row]) -> ManuscriptSheet:
    facts = tuple(
        (Address(number, r, c), cell.fact)
        for r, row in enumerate(rows, start=1)
        for c, cell in enumerate(row, start=1)
        if cell and cell.fact and cell.first
    )
    return ManuscriptSheet(number, (*rows, *[()] * (SIDE - len(rows))), facts)
