"""A stored table as a source: each cell has an address, the names of its row and column, and is quoted by it.

Names are the address and not numbers: a row that is put in above moves nothing, and a renamed one breaks loudly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from galley.dates import Date, parse
from galley.errors import Problem
from galley.evidence.agreement import Places, date_of
from galley.evidence.cells import cell_problems
from galley.evidence.quotes import SourceText, TextSpan
from galley.evidence.quotes import page as page_of
from galley.evidence.times import is_of
from galley.guess import closest, one_of
from galley.inputs.tables import csv_lines
from galley.languages import family
from galley.model import Cell, Fact, Source
from galley.numbers.numerals import SYSTEMS
from galley.numbers.reading.lexicon import pattern
from galley.numbers.storyreader import Figure, read_source
from galley.numbers.vocabulary import Vocabulary, key

JOINED = " / "  # between the names of a head of several rows


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a table by the names of their row and column, each where it stands in the stored text."""

    rows: Counter[str]  # how many bear each name
    columns: Counter[str]
    cells: Mapping[tuple[str, str], TextSpan]


def read_sheet(text: str, source: Source) -> Sheet:
    """The table that a source stores. A head's empty cell takes the name to its left, as merged cells do."""
    lines = list(_spotted(text))
    deep = source.sheet.header if source.sheet else 1
    named = [[name for name, _ in line] for line in lines[:deep]]
    heads = [*map(_filled, named[:-1]), *named[-1:]]
    width = max((len(line) for line in lines), default=0)
    columns = [
        JOINED.join(dict.fromkeys(head[at] for head in heads if at < len(head) and head[at])) for at in range(width)
    ]
    rows = [(line[0][0], line) for line in lines[deep:] if line]
    cells = {
        (name, column): span for name, line in rows for column, (_, span) in list(zip(columns, line, strict=False))[1:]
    }
    return Sheet(Counter(name for name, _ in rows), Counter(columns[1:]), cells)


def _filled(head: list[str]) -> list[str]:
    """Merged cells of a row of the head that has another below it take the name to their left."""
    filled: list[str] = []
    for at, name in enumerate(head):
        filled.append(name or (filled[-1] if at > 1 else ""))
    return filled


def _spotted(text: str) -> Iterator[list[tuple[str, TextSpan]]]:
    """Every line of a CSV file: what each cell says, and where: between its quotation marks, if it has any."""
    at = 0
    for _, line in csv_lines(text):
        spans = []
        for cell in line:
            quoted = text.startswith('"', at)
            start = at + quoted
            end = start + len(cell.replace('"', '""') if quoted else cell)
            spans.append((cell.strip(), TextSpan(start, end)))
            at = end + quoted + 1
        if not line:
            at += 1
        if text.startswith("\n", at) and text[at - 1 : at] == "\r":
            at += 1
        yield spans


def quoted_cell(
    fact: Fact, sheet: Sheet, source: Source, page: SourceText, places: Places, problems: list[Problem]
) -> TextSpan | None:
    """Where the cell stands that a fact quotes, if it says what the fact does."""
    if fact.cell is None:
        return None
    before = len(problems)
    problems += _absent(fact, sheet, places)
    if len(problems) > before:
        return None
    span = sheet.cells[fact.cell.row, fact.cell.column]
    said = page.stored[span.start : span.end].strip()
    mark = next((mark for mark in (source.sheet.notes if source.sheet else {}) if said.endswith(mark)), "")
    if mark and fact.caveat is None:
        message, hint = f"{fact.id}: the cell bears “{mark}”.", "Write caveat: and what the note of the table says."
        problems.append(Problem("cell-note", places(fact.id, "cell"), message, hint, f"「{said}」"))
    bare = said.removesuffix(mark)
    figure = _in_full(fact.cell, bare, source.lang, page.vocabulary)
    problems += cell_problems(fact, figure, source.lang, page.vocabulary, places)
    problems += _unheaded(fact, figure, page, places)
    problems += _of_another_time(fact, source, page, places)
    ranged = re.fullmatch(f"{_ALONE.pattern}{_to()}{_ALONE.pattern}", bare) is not None
    if figure == bare and (ranged or _ALONE.fullmatch(bare)) and (scale := _scale().search(fact.cell.column)):
        message = f"{fact.id}: the head says “{scale[0]}”, and in what the number is counted cannot be read from it."
        hint = "Write the unit in brackets at the end of the head: (million yuan)."
        hint = "Write `words:`, or quote a sentence: a range is read only in the unit itself." if ranged else hint
        problems.append(Problem("cell-head", places(fact.id, "cell"), message, hint, f"「{fact.cell.column}」"))
    return span if len(problems) == before else None


_ALONE = re.compile(r"[-−–]?[\d,.\s]+")
_BRACKETS = re.compile(r"[（(\[]([^（()）\[\]]+)[)）\]]")
_SPELT: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^[^:：]*[:：]\s*"), ""),
    (re.compile(r"\b(thousand|million|billion)s\b"), r"\1"),
    (re.compile(r"['’]?000s?\b"), "thousand"),
    (re.compile(r"^([£$€¥]|[A-Z]{1,3}\$)\s*(.*)"), r"\1{n} \2"),
)
"""How what stands in brackets is said beside a number: “Unit: £ million” as £{n} million."""


@cache
def _scale() -> re.Pattern[str]:
    """Words for powers of ten, which a head may count in."""
    known = (scale for system in SYSTEMS.values() for scale in system.scales)
    words = {word for scale in known for word in (*scale.forms.values(), *scale.reads)} | {"thousand"}
    latin = "|".join(re.escape(word) for word in words if word.isascii() and len(word) > 1)
    others = "|".join(re.escape(word) for word in words if not word.isascii())
    return re.compile(rf"{others}|\b(?:{latin})s?\b|['’]000s?\b", re.IGNORECASE)


def _in_full(cell: Cell, figure: str, lang: str, vocabulary: Vocabulary) -> str:
    """A number alone with what the head of its column or row has in brackets, where that scales it: 35 million yuan."""
    if not _ALONE.fullmatch(figure):
        return figure
    bracketed = (found for name in (cell.column, cell.row) for found in reversed(_BRACKETS.findall(name)))
    for words in filter(_scale().search, bracketed):
        for spelt, instead in _SPELT:
            words = spelt.sub(instead, words.strip())
        gap = "" if family(lang) == "zh" else " "
        full = words.replace("{n}", figure).strip() if "{n}" in words else f"{figure}{gap}{words}"
        read = page_of(full, lang, vocabulary)
        whole = [one for one in read.figures if one.start == 0 and one.end == len(read.text)]
        if len(whole) == 1:
            return full
    return figure


def _absent(fact: Fact, sheet: Sheet, places: Places) -> Iterator[Problem]:
    named = (("row", fact.cell.row, sheet.rows), ("column", fact.cell.column, sheet.columns)) if fact.cell else ()
    for what, name, known in named:
        place = places(fact.id, "cell", what)
        if known[name] > 1:
            message = f"{fact.id}: the table has the {what} “{name}” twice."
            yield Problem(
                "cell-twice", place, message, "Tell the two apart in the stored table, as its reviewer would."
            )
        elif not known[name]:
            message = f"{fact.id}: the table has no {what} “{name}”."
            none = "Put a table into its file, or mend `header:` of the source: all of it is head."
            yield Problem("cell-absent", place, message, closest(name, known, one_of(known)) if known else none)


def _unheaded(fact: Fact, figure: str, page: SourceText, places: Places) -> Iterator[Problem]:
    """A number alone takes its unit from the head of its column or row, which must say it."""
    if fact.cell is None or fact.unit is None or re.search(r"[^\W\d_]|[%％‰$¥£€]", figure):
        return
    heads = key(f"{fact.cell.column} {fact.cell.row}")
    spelt = [word for word, units in page.lexicon.units.items() if fact.unit in units]
    if not any(re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", heads) for word in spelt):
        message = f"{fact.id}: neither the column nor the row says {fact.unit}."
        hint = "Mend the unit, or add the words of the head to its `reads:` in data/units.yaml."
        yield Problem("cell-head", places(fact.id, "unit"), message, hint, f"「{fact.cell.column}」")


def _of_another_time(fact: Fact, source: Source, page: SourceText, places: Places) -> Iterator[Problem]:
    """A cell is of the time that the head of its row or column names."""
    if fact.cell is None or fact.as_of is None or fact.as_of.precision == "undated" or fact.inferred is not None:
        return
    for head in (fact.cell.row, fact.cell.column):
        dated = [*_times_of(head, read_source(head, source.lang, page.vocabulary))]
        if dated and not any(is_of(fact.as_of, one, "") for one in dated):
            message = f"{fact.id}: the table has it under “{head}”, as_of is {fact.as_of}."
            hint = "Mend as_of, or quote the cell that is of this time."
            yield Problem("as-of-differs", places(fact.id, "as_of"), message, hint)


def _to() -> str:
    """Between the two ends of a range."""
    return rf"\s*(?:[-–—~～]|{pattern('to').pattern})\s*"


def _times_of(head: str, figures: Iterable[Figure]) -> Iterator[Date]:
    """The dates of a head; two of which one leads to the other are one time: Apr 2022 to Mar 2023."""
    dated = [(one, date) for one in figures if (date := date_of(one)) and (date.first or date.last)]
    if len(dated) == 2 and re.fullmatch(_to(), head[dated[0][0].end : dated[1][0].start], re.IGNORECASE):
        with suppress(ValueError):  # the later before the earlier
            yield parse(f"{dated[0][1]}/{dated[1][1]}")
            return
    yield from (date for _, date in dated)
