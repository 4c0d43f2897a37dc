"""Reads the series of a story, data/series: a head in YAML, and a table beside it of which each line is a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from galley.address import LONGEST
from galley.dates import Date, financial, parse
from galley.errors import Place, Problem
from galley.guess import closest, one_of
from galley.inputs.files import read_text
from galley.inputs.scalars import LONGEST_NUMBER, NUMBER
from galley.inputs.tables import Table, read_table
from galley.inputs.yamlfile import Document, Spot, read
from galley.model import Fact, Qualifier, Source, Text, Unit
from galley.series import Point, Series
from galley.store import Store
from galley.story.entries import ID, Entries
from galley.story.stocked import unit_meant
from galley.story.validation import validated
from galley.walk import EntryName, names_in

FOLDER = "data/series"
COLUMNS = (
    "series", "at", "value", "qualifier", "measure", "unit", "source", "quote", "figure", "where", "column",
    "row", "caveat", "inferred", "margin",
)  # fmt: skip
"""What a line may say; an empty cell says what the head says. `where` is a fact's `at`: page, section or minute;
`column` and `row` name a cell of the table that its source stores, in the row of its time where none is named;
`margin` the fact that says by how much the value may be higher or lower."""
_KEYS = {"at": ("as_of",), "where": ("at",), "value": ("value", "between")}
"""What a fact calls a column, where it has another name for it."""
MOST_LINES = 2000
"""Lines that a series may have: each is a fact with a page of its own."""
_FINANCIAL = {"financial-year": "{start}-{end}", "financial-quarter": "{start}-{end}-q{n}"}
"""How such a time is written in the id of a fact, whichever way its line spells it."""
_SERIES = TypeAdapter(Series)
_FACT = TypeAdapter(Fact)


def _ends(value: str) -> list[str]:
    """The number of a cell, or the two that a range lies between."""
    return re.split(r"(?<=\d)\s?[–—-]\s?(?=\d)", value, maxsplit=1)


@dataclass
class Shelf:
    """The series of a story, and which of its facts are points of them."""

    series: Entries[Series] = field(default_factory=lambda: Entries("series"))
    points: dict[str, Point] = field(default_factory=dict)  # by fact


@dataclass(frozen=True)
class Known:
    """What a head may name."""

    units: Entries[Unit]
    qualifiers: Entries[Qualifier]
    sources: Entries[Source]


def read_shelf(root: Path, facts: Entries[Fact], known: Known, problems: list[Problem], store: Store) -> Shelf:
    """Every series of the story; its lines become facts among the `facts`, each where it is written."""
    shelf = Shelf()
    folder = root / FOLDER
    names = sorted(path.name for path in folder.iterdir() if path.name[0] != ".") if folder.is_dir() else []
    for name in names:
        stem, _, kind = name.rpartition(".")
        if kind == "yaml" and not ID.fullmatch(stem):
            hint = "Rename both of its files: small letters and digits, joined by dots or hyphens."
            problems.append(
                Problem("bad-id", Place(f"{FOLDER}/{name}"), f"“{stem}” cannot be the id of a series.", hint)
            )
            facts.whole = False
        elif kind == "yaml":
            _read_series(root, stem, shelf, facts, known, problems, store)
        elif kind != "csv" or f"{stem}.yaml" not in names:
            hint = "A series is two files of one name: its head, water.yaml, and its lines, water.csv."
            problems.append(Problem("series-stray", Place(f"{FOLDER}/{name}"), f"{name} is not read.", hint))
    return shelf


def _read_series(
    root: Path, name: str, shelf: Shelf, facts: Entries[Fact], known: Known, problems: list[Problem], store: Store
) -> None:
    """One series. What fails leaves the names of its points unknown, not missing."""
    before = len(problems)
    shelf.series.failed.add(name)
    document = read(root, f"{FOLDER}/{name}.yaml", problems)
    if document is None or document.refused:
        facts.whole = False
        return
    shelf.series.written[name] = document, ()
    series = validated(_SERIES, {**document.data, "id": name}, document, (), name, problems)
    table = read_table(root, name, problems, store, FOLDER) if series else None
    text = read_text(root, f"{FOLDER}/{name}.csv", problems) if table else None
    if series is None or table is None or text is None:
        facts.whole = False
        return
    shelf.series.found[name] = series
    shelf.series.failed.discard(name)
    reader = _LineReader(series, document, _spotted(table, text), table, facts, facts.whole, problems)
    problems += [*_unknown_names(series, document, known), *reader.faults()]
    if len(problems) == before:
        shelf.points |= reader.points()
    facts.whole &= len(problems) == before


def _unknown_names(series: Series, head: Document, known: Known) -> Iterator[Problem]:
    looked_up: Mapping[EntryName, Entries[Any]]
    looked_up = {"unit": known.units, "source": known.sources, "qualifier": known.qualifiers}
    for kind, entries in looked_up.items():
        for keys, name in names_in(series, kind):
            if keys[0] != "history" and entries.lacks(name):  # a correction is looked up with its line
                message = f"{series.id}: there is no {kind} “{name}”."
                hint = unit_meant(name, entries.found) if entries is known.units else entries.unknown(name)
                yield Problem("series-unknown", head.place(*keys), message, hint)


def _spotted(table: Table, text: str) -> Document:
    """The lines as a document, so that every cell has a place: by the number of its row, and its column."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    inside: dict[str | int, Spot] = {}
    for index, row in enumerate(table.rows):
        line = starts[index + 1] if index + 1 < len(starts) else 0
        at, cells = line, dict[str | int, Spot]()
        end = starts[index + 2] if index + 2 < len(starts) else len(text)
        for column, cell in row.items():
            at = max(text.find(cell, at, end), at)
            for key in _KEYS.get(column, (column,)):
                cells[key] = (at, at, None)
            at += len(cell) + 1
        inside[str(index)] = (line, line, cells)
    return Document(table.path, {}, (0, 0, inside), text)


@dataclass
class _LineReader:
    """A series being read: its head, its lines, and the facts among which they are put."""

    series: Series
    head: Document
    lines: Document
    table: Table
    facts: Entries[Fact]
    certain: bool  # whether all other facts are known
    problems: list[Problem]

    def faults(self) -> Iterator[Problem]:
        """What is wrong with the head and the columns, before any line is read."""
        known = {"at", "value", *(["series"] if self.series.series else [])}
        for column in self.table.columns:
            if column not in COLUMNS:
                hint = closest(column, COLUMNS, one_of(COLUMNS))
                yield self.problem("series-column", None, f"there is no column “{column[:LONGEST]}” in a series.", hint)
        for column in sorted(known - {*self.table.columns}):
            hint = "Write it in the first line, and a cell in each of the others."
            yield self.problem("series-column", None, f"the column {column} is missing.", hint)
        if not {"quote", "figure", "where", "column"} & {*self.table.columns}:
            hint = "Add the column figure, with what the source prints in its table; or quote, or where."
            yield self.problem("series-column", None, "no line says what its source prints.", hint)
        if len(self.table.rows) > MOST_LINES:
            message = f"it has {len(self.table.rows)} lines, and {MOST_LINES} are the most that one page can show."
            hint = "Keep the times that the story tells of; the rest can be a table in data/tables."
            yield self.problem("series-long", MOST_LINES, message, hint)
        if self.series.id in self.facts.written:
            place = self.head.place()
            hint = f"Give the fact at {self.facts.key(self.series.id)} another id, or this file another name."
            yield Problem("duplicate-id", place, f"{self.series.id} is the id of a fact as well.", hint)

    def points(self) -> Mapping[str, Point]:
        """Each line as a fact, in the order of the file; nothing of a line that cannot be read."""
        found: dict[str, Point] = {}
        for index, row in enumerate(self.table.rows):
            point = self._point(index, row)
            if point is None:
                self.facts.whole = False
            elif point.fact in found:
                hint = "Keep one of the two; what another source says is a fact of its own."
                message = f"{point.fact} stands in a line above as well."
                self.problems.append(self.problem("series-twice", index, message, hint, "as_of"))
            else:
                found[point.fact] = point
                self._placed(index, row, point)
        self.problems += self._history(found)
        if self.series.kind == "cumulative":
            self.problems += self._falls(found)
        return found

    def _point(self, index: int, row: Mapping[str, str]) -> Point | None:
        named = self._named(index, row.get("series", ""))
        measured = self._measured(index, row.get("measure", ""))
        at = self._date(index, row["at"])
        if not named or not measured or at is None:
            return None
        series, thing = self.series, row.get("series", "")
        key = _FINANCIAL.get(series.at, at.text).format(**series.financial(at))
        name = ".".join(part for part in (series.id, thing, key.lower()) if part)
        return Point(name, series.id, thing, at, row.get("measure", ""), series.kind, bool(row["value"]))

    def _named(self, index: int, name: str) -> bool:
        known = self.series.series
        if name in known or not (name or known):
            return True
        message = f"there is no series “{name}” in {self.head.path}."
        hint = closest(name, known, one_of(known) if known else "Add it under series: there, or delete it here.")
        self.problems.append(self.problem("series-row", index, message, hint, "series"))
        return False

    def _measured(self, index: int, name: str) -> bool:
        known = self.series.measures
        if not name or name in known:
            return True
        message = f"there is no measure “{name}” in {self.head.path}."
        hint = closest(name, known, f"Add it under measures: there, as {name}:.")
        self.problems.append(self.problem("series-measure", index, message, hint, "measure"))
        return False

    def _date(self, index: int, text: str) -> Date | None:
        told = self.series.at in _FINANCIAL
        try:
            at = financial(text, self.series.begins, self.series.at == "financial-quarter") if told else parse(text)
        except ValueError as error:
            self.problems.append(self.problem("series-date", index, f"{error}.", "Mend the cell.", "as_of"))
            return None
        if told:
            return at
        if at.precision == self.series.at and at.first and at.last and "/" not in text and not at.about:
            return at
        message = f"“{text}” is no {self.series.at}, as the times of this series are."
        hint = f"Write a {self.series.at}, or mend `at:` in {self.head.path}."
        self.problems.append(self.problem("series-date", index, message, hint, "as_of"))
        return None

    def _placed(self, index: int, row: Mapping[str, str], point: Point) -> None:
        """The line as a fact; one without a value is told in data/facts, where there is room for more."""
        if not row["value"]:
            self.problems += self._told_elsewhere(index, row, point)
            return
        if point.fact in self.facts.written:
            hint = f"Empty the value here to keep the fact at {self.facts.key(point.fact)}, or delete that fact."
            self.problems.append(self.problem("duplicate-id", index, f"{point.fact} is a fact already.", hint))
            return
        self.facts.written[point.fact] = self.lines, (str(index),)
        before = len(self.problems)
        notes = {key: self._note(index, key, row.get(key, "")) for key in ("caveat", "inferred")}
        ends = _ends(row["value"])
        if not all(NUMBER.fullmatch(end) and len(end) <= LONGEST_NUMBER for end in ends):
            hint = (
                f"Write digits and a point, {LONGEST_NUMBER} at most, or a range as 12–15; "
                "what the source prints goes under `figure`."
            )
            message = f"“{row['value'][:LONGEST_NUMBER]}” is no number."
            self.problems.append(self.problem("series-value", index, message, hint, "value"))
        if len(self.problems) > before:
            self.facts.failed.add(point.fact)
            return
        fact = validated(_FACT, self._raw(row, point, notes), self.lines, (str(index),), point.fact, self.problems)
        if fact:
            self.facts.found[point.fact] = fact
        else:
            self.facts.failed.add(point.fact)

    def _raw(self, row: Mapping[str, str], point: Point, notes: Mapping[str, Text | None]) -> dict[str, Any]:
        series, measure = self.series, self.series.measures.get(point.measure)
        names = [series.label, *([series.row(point.row).label] if point.row else [])]
        label = {
            edition: " · ".join([*(name[edition] for name in names if edition in name), f"{{{{{point.fact}|as_of}}}}"])
            for edition in names[-1]
        }
        ends = [Decimal(end) for end in _ends(row["value"])]
        stated: dict[str, Any] = {"value": ends[0]} if len(ends) == 1 else {"between": tuple(ends)}
        given = {
            "unit": row.get("unit") or series.unit,
            "qualifier": row.get("qualifier") or (measure.qualifier if measure else None),
            "source": row.get("source") or series.source,
            "quote": row.get("quote"),
            "figure": row.get("figure"),
            "at": row.get("where"),
            "cell": {"row": row.get("row") or row["at"], "column": row["column"]} if row.get("column") else None,
            "margin": row.get("margin"),
            "history": series.history.get(point.fact.removeprefix(f"{series.id}.")),
        }
        said = {key: value for key, value in (given | dict(notes)).items() if value}
        return {"id": point.fact, "label": label, "as_of": point.at, **said, **stated}

    def _note(self, index: int, column: str, name: str) -> Text | None:
        if name and name not in self.series.notes:
            message = f"there is no note “{name}” in {self.head.path}."
            hint = closest(name, self.series.notes, f"Write its words under notes: there, as {name}:.")
            self.problems.append(self.problem("series-note", index, message, hint, column))
        return self.series.notes.get(name)

    def _told_elsewhere(self, index: int, row: Mapping[str, str], point: Point) -> Iterator[Problem]:
        fact = self.facts.found.get(point.fact)
        if fact is None and point.fact not in self.facts.failed and self.certain:
            hint = (
                f"Write the value here, or {point.fact} as a fact of data/facts; for a missing time, delete the line."
            )
            yield self.problem("series-empty", index, f"{point.fact} has no value.", hint, "value")
        elif fact and (fact.as_of is None or fact.as_of.text != point.at.text):
            message = f"{point.fact} is of {fact.as_of or 'no time'} there, and of {point.at} here."
            yield Problem("series-date", self.facts.key(point.fact), message, f"Write as_of: {point.at}.")
        for column in set(row) - {"series", "at", "value", "measure"}:
            if row[column]:
                message = f"{point.fact}: its {column} stands beside no value."
                hint = "Write it with the fact in data/facts, or the value here."
                yield self.problem("series-empty", index, message, hint, column)

    def _history(self, found: Mapping[str, Point]) -> Iterator[Problem]:
        for name in self.series.history:
            if f"{self.series.id}.{name}" not in found:
                known = [point.removeprefix(f"{self.series.id}.") for point in found]
                message = f"{self.series.id} has no line {name} to correct."
                yield Problem(
                    "series-history", self.head.key("history", name), message, closest(name, known, one_of(known))
                )

    def _falls(self, found: Mapping[str, Point]) -> Iterator[Problem]:
        """A count since a start cannot fall; where it does, it is another count."""
        last: dict[tuple[str, str], tuple[Point, Decimal]] = {}
        for point in sorted(found.values(), key=lambda one: one.at.day):
            fact = self.facts.found.get(point.fact)
            if fact is None or fact.value is None:
                continue
            before, most = last.get((point.row, point.measure), (point, fact.value))
            if fact.value < most:
                message = f"{point.fact} is less than {before.fact}, and a cumulative count cannot fall."
                hint = "Mend the value or the time, give what is counted anew a `measure`, or write kind: stock."
                yield Problem("series-falls", self.facts.place(point.fact, "value"), message, hint)
            last[point.row, point.measure] = point, fact.value

    def problem(self, rule: str, index: int | None, message: str, hint: str, column: str = "") -> Problem:
        place = (
            Place(self.lines.path, 1) if index is None else self.lines.place(str(index), *([column] if column else []))
        )
        return Problem(rule, place, f"{self.series.id}: {message}", hint)
