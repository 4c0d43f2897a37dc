"""Reads the tables of a story, data/tables/*.csv: rows of named columns, every cell a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from galley.errors import Place, Problem

FOLDER = "data/tables"


@dataclass(frozen=True, slots=True)
class Table:
    """A table as its file has it. `rows` are in the order of the file; an empty cell is an empty text."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]

    @property
    def path(self) -> str:
        """Of its file, relative to the story."""
        return f"{FOLDER}/{self.name}.csv"

    def place(self, row: int) -> Place:
        """Where row `row`, from 0, is written."""
        return Place(self.path, row + 2)


def read_table(root: Path, name: str, problems: list[Problem]) -> Table | None:
    """The table `name` of the story at `root`; None, and a problem more, if it cannot be used."""
    import pandas as pd  # only here: importing it takes a fifth of a second

    place = Place(f"{FOLDER}/{name}.csv")
    try:
        frame = pd.read_csv(
            root / place.path,
            dtype=str,
            keep_default_na=False,
            encoding="utf-8-sig",
            header=None,
            skip_blank_lines=False,
        )
    except FileNotFoundError:
        problems.append(
            Problem("table-missing", place, f"{name}: there is no such table.", f"Add {place.path}, or mend the name.")
        )
        return None
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        problems.append(
            Problem(
                "table-unreadable",
                place,
                f"{name}: this is not a table of comma-separated values: {_sentence(error)}",
                "Save it as CSV in UTF-8: a line of column names, then one line a row with as many cells.",
            )
        )
        return None
    lines = [tuple(str(cell).strip() for cell in line) for line in frame.itertuples(index=False)]
    table = Table(name, lines[0], tuple(dict(zip(lines[0], line, strict=True)) for line in lines[1:]))
    found = list(_faults(table, lines))
    problems.extend(found)
    return None if found else table


def _sentence(error: Exception) -> str:
    return str(error).strip().splitlines()[-1].rstrip(".") + "."


def _faults(table: Table, lines: list[tuple[str, ...]]) -> Iterator[Problem]:
    named = [column for column in table.columns if column]
    if len(set(named)) < len(table.columns):
        yield Problem(
            "table-columns",
            Place(table.path, 1),
            f"{table.name}: a column has no name, or the name of another.",
            "Give each column a name of its own in the first line.",
            ", ".join(table.columns),
        )
    if not table.rows:
        yield Problem("table-empty", Place(table.path, 1), f"{table.name}: the table has no rows.", "Add a line a row.")
    for index, line in enumerate(lines[1:]):
        if not any(line):
            yield Problem(
                "table-blank-row",
                table.place(index),
                f"{table.name}: row {index + 1} is empty.",
                "Delete the line; every line of the table counts as a row.",
            )
        elif line in lines[1 : index + 1]:
            yield Problem(
                "table-repeated-row",
                table.place(index),
                f"{table.name}: row {index + 1} says the same as an earlier row.",
                "Delete it; every line of the table counts as a row.",
                ", ".join(line),
            )
