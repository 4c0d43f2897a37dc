"""Reads the tables of a story, data/tables/*.csv: rows of named columns, every cell a text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from galley.errors import Place, Problem
from galley.folder import LARGEST
from galley.inputs.files import read_text
from galley.store import NOTHING_KEPT, Store, key_of

FOLDER = "data/tables"


@dataclass(frozen=True, slots=True)
class Table:
    """A table as its file has it. `rows` are in the order of the file; an empty cell is an empty text."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    folder: str = FOLDER

    @property
    def path(self) -> str:
        """Of its file, relative to the story."""
        return f"{self.folder}/{self.name}.csv"

    def place(self, row: int) -> Place:
        """Where row `row`, from 0, is written."""
        return Place(self.path, row + 2)


def read_table(
    root: Path, name: str, problems: list[Problem], store: Store = NOTHING_KEPT, folder: str = FOLDER
) -> Table | None:
    """The table `name` of the story at `root`; None, and a problem more, if it cannot be used."""
    place = Place(f"{folder}/{name}.csv")
    text = read_text(root, place.path, problems)
    if text is None:
        return None
    try:
        lines = _lines(text, store)
    except ValueError as error:
        found = [_unreadable(name, place, error)]
    else:
        rows = tuple(dict(zip(lines[0], line, strict=True)) for line in lines[1:])
        table = Table(name, lines[0], rows, folder)
        found = list(_faults(table, lines))
        if not found:
            return table
    problems.extend(found)
    return None


@lru_cache(maxsize=64)
def _lines(text: str, store: Store) -> tuple[tuple[str, ...], ...]:
    """Every line of a file, with as many cells as the first; kept, since to import pandas takes a fifth of a second."""
    kept = store.made(key_of("whole table", text, version("pandas")), lambda: json.dumps(_read(text)).encode())
    return tuple(tuple(line) for line in json.loads(kept))


def _read(text: str) -> list[list[str]]:
    """The cells of a file, line by line. pandas' errors are ValueErrors."""
    import pandas as pd

    frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, header=None, skip_blank_lines=False)
    _refuse_short(text, frame.shape[1])
    return [[str(cell).strip() for cell in line] for line in frame.itertuples(index=False)]


def _refuse_short(text: str, cells: int) -> None:
    """A line that ends early, as those do that a merge leaves, which pandas would fill up with empty cells."""
    for number, line in csv_lines(text):
        if 0 < len(line) < cells:
            raise ValueError(f"Expected {cells} fields in line {number}, saw {len(line)}")


def csv_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of every line of CSV, and the line of the file that it ends in. A cell may be as long as its file."""
    csv.field_size_limit(LARGEST)
    reader = csv.reader(io.StringIO(text, newline=""))
    yield from ((reader.line_num, line) for line in reader)


def _unreadable(name: str, place: Place, error: Exception) -> Problem:
    reason = str(error).strip().splitlines()[-1].rstrip(".")
    return Problem(
        "table-unreadable",
        place,
        f"{name}: this cannot be read as a table of comma-separated values: {reason}.",
        "Save it as CSV in UTF-8: a line of column names, then one line a row with as many cells.",
    )


def _faults(table: Table, lines: Sequence[tuple[str, ...]]) -> Iterator[Problem]:
    first = Place(table.path, 1)
    if len({column for column in table.columns if column}) < len(table.columns):
        yield Problem(
            "table-columns",
            first,
            f"{table.name}: a column has no name, or the name of another.",
            "Give each column a name of its own in the first line.",
            ", ".join(table.columns),
        )
    if not table.rows:
        yield Problem("table-empty", first, f"{table.name}: the table has no rows.", "Add a line a row.")
    first_said: dict[tuple[str, ...], int] = {}
    for index, line in enumerate(lines[1:]):
        yield from _row_faults(table, index, line, first_said.setdefault(line, index))


def _row_faults(table: Table, index: int, line: tuple[str, ...], first: int) -> Iterator[Problem]:
    """Every line counts as a row, so none may be there by oversight; `first` is the first that says the same."""
    if not any(line):
        yield Problem(
            "table-blank-row", table.place(index), f"{table.name}: row {index + 1} is empty.", "Delete the line."
        )
    elif first < index:
        yield Problem(
            "table-repeated-row",
            table.place(index),
            f"{table.name}: row {index + 1} says the same as row {first + 1}.",
            "Delete it, or mend what should tell them apart.",
            ", ".join(line),
        )
