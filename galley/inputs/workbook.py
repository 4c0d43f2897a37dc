"""A sheet of an XLSX file as CSV, each cell as people see it; what could be seen in more ways than one is refused.

A workbook stores numbers and, apart from them, the formats that show them: 1013 and `#,##0` are what people read as
1,013. The formats of most tables are a few; one that is not among them is named, and never guessed at.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from galley.errors import Place, Problem, StoryError, UsageError
from galley.folder import LARGEST
from galley.guess import closest, one_of

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

MOST_CELLS = 200_000
"""Cells of a sheet that are looked at: more is a database and no table."""
EXACT = 15
"""Significant digits of a number that a workbook holds; what its binary form has beyond them nobody wrote."""
GENERAL = 10
"""Significant digits up to which a number without a format is shown whole, however narrow its column is."""

_LITERAL = r'(?:"[^"]*"|\\.|\[\$[^\]-]*(?:-[0-9A-Fa-f]+)?\]|[£€¥$]| )'
_NUMBER = re.compile(
    rf"(?P<head>{_LITERAL}*)(?P<whole>#,##0|0)(?:\.(?P<places>0+))?(?P<percent>%?)(?P<tail>{_LITERAL}*)"
)
_WORDS = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[0-9A-Fa-f]+)?\]|(.)')
_DATE = re.compile(r'(?P<y>yyyy)|(?P<m>(?<!m)mm?(?!m))|(?P<d>(?<!d)dd?(?!d))|"(?P<words>[^"]*)"|\\?(?P<sign>[-/. ])')


class Unseen(Exception):
    """What people see in a cell cannot be told; carries why, and what to do about it."""


@dataclass
class Seen:
    """A sheet as CSV, and what of it was left out since nobody sees it."""

    text: str
    left_out: list[str] = field(default_factory=list)


def as_csv(path: Path, sheet: str = "", cells: str = "") -> Seen:
    """The `cells` (A3:F20; all, where none are named) of a sheet as people see them.

    Raises UsageError for a file, a sheet or cells that are none; StoryError for what cannot be told.
    """
    shown, stored = (_sheet(path, sheet, values) for values in (True, False))
    area = _area(shown, cells, path)
    seen, problems = Seen(""), list[Problem]()
    merged = _merged(shown)
    columns = [at for at in range(area[0], area[2] + 1) if not _hidden_column(shown, at)]
    rows = [at for at in range(area[1], area[3] + 1) if not shown.row_dimensions[at].hidden]
    seen.left_out += [f"row {at}" for at in range(area[1], area[3] + 1) if at not in rows]
    seen.left_out += [f"column {_letters(at)}" for at in range(area[0], area[2] + 1) if at not in columns]
    lines = []
    for row in rows:
        line = []
        for column in columns:
            source = merged.get((row, column), (row, column))
            try:
                line.append(_seen(shown.cell(*source), stored.cell(*source), merged))
            except Unseen as why:
                message, hint = why.args
                place = f"{_letters(column)}{row}"
                problems.append(Problem("cell-unseen", Place(str(path)), f"{shown.title}!{place}: {message}", hint))
        lines.append(line)
    if problems:
        raise StoryError(problems)
    seen.text = _written(lines)
    return seen


def _sheet(path: Path, name: str, values: bool) -> Worksheet:
    import zipfile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if not path.is_file():
        raise UsageError(f"there is no file {path}.")
    if path.stat().st_size > LARGEST:
        raise UsageError(f"{path} is larger than {LARGEST // 2**20} MB; save the one sheet that you need.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # of what it does not keep, such as lists to choose from, which nobody reads
            book = load_workbook(path, data_only=values)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise UsageError(f"{path} is no XLSX file that can be read: {error}. Save it anew as .xlsx.") from None
    known = [one.title for one in book.worksheets if one.sheet_state == "visible"]
    if not name and len(known) == 1:
        name = known[0]
    if name not in known:
        hint = closest(name, known, one_of(known)) if name else f"It has {', '.join(known)}."
        said = f"{path} has no visible sheet “{name}”" if name else f"{path} has several sheets; name one by --sheet"
        raise UsageError(f"{said}. {hint}")
    found: Worksheet = book[name]
    return found


def _area(sheet: Worksheet, cells: str, path: Path) -> tuple[int, int, int, int]:
    """The first column and row, and the last."""
    from openpyxl.utils import range_boundaries

    try:
        left, top, right, bottom = range_boundaries(cells or sheet.dimensions)
    except (ValueError, TypeError):
        raise UsageError(f"“{cells}” names no cells; write them as in A3:F20.") from None
    if None in (left, top, right, bottom) or (right - left + 1) * (bottom - top + 1) > MOST_CELLS:
        raise UsageError(f"{path} has too many cells; name those of the table, as in --cells A3:F20.")
    return left, top, right, bottom


def _hidden_column(sheet: Worksheet, at: int) -> bool:
    """Whether a column is hidden; a workbook says it once for several that lie side by side."""
    return any(one.hidden and one.min <= at <= one.max for one in sheet.column_dimensions.values() if one.min)


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """The cells of every merged range, each with the one that holds what all of them show."""
    return {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }


def _seen(cell: Cell, stored: Cell, merged: Mapping[tuple[int, int], object]) -> str:
    """What people see in a cell. A name that spans several cells is that of each; a number would be counted often."""
    value: Any = cell.value
    spans = (cell.row, cell.column) in merged
    if value is None:
        if isinstance(stored.value, str) and stored.value.startswith("="):
            raise Unseen("its formula has no saved result.", "Open the file in a spreadsheet, save it, and try again.")
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str):
        return " ".join(value.split())
    if spans:
        raise Unseen("a number spans several cells.", "Take the cells apart in a copy, and say in which of them it is.")
    if isinstance(value, (datetime, date)):
        return _day(value, cell.number_format)
    return _number(Decimal(repr(value)), cell.number_format)


def _number(value: Decimal, code: str) -> str:
    value = _exact(value)
    if code == "General":
        if len(value.normalize().as_tuple().digits) > GENERAL or not -5 <= value.adjusted() < GENERAL:
            message = f"{value.normalize()} has no format, and the width of its column decides what is seen of it."
            raise Unseen(message, "Give the column a format such as 0.0 in a copy, as its publisher shows it.")
        return f"{value.normalize():f}"
    found = _NUMBER.fullmatch(_positive(value, code))
    if not found:
        hint = "Format it as #,##0 or 0.0, with %, a currency or words in quotes, and see that it shows the same."
        raise Unseen(f"what the format {code} shows is not known.", hint)
    shown = (value * 100 if found["percent"] else value).quantize(
        Decimal(1).scaleb(-len(found["places"] or "")), ROUND_HALF_UP
    )
    digits = f"{abs(shown):,f}" if found["whole"] != "0" else f"{abs(shown):f}"
    sign = "-" if shown < 0 else ""
    return f"{sign}{_words(found['head'])}{digits}{found['percent']}{_words(found['tail'])}".strip()


def _positive(value: Decimal, code: str) -> str:
    """The part of a format that shows a number; others, in red or in brackets, are no plain minus."""
    parts = re.sub(r"\[(?:Red|Black|Blue|Color ?\d+)\]", "", code).split(";")
    if len(parts) == 1 or value > 0:
        return parts[0]
    if value == 0:
        return parts[2] if len(parts) > 2 else parts[0]
    return parts[1][1:] if parts[1] == f"-{parts[0]}" else parts[1] + "?"


def _exact(value: Decimal) -> Decimal:
    """Without what its binary form has beyond the digits that a workbook shows: 0.1 + 0.2 is 0.3."""
    if not value:
        return Decimal(0)
    return value.quantize(Decimal(1).scaleb(value.adjusted() - EXACT + 1), ROUND_HALF_UP)


def _words(literals: str) -> str:
    return "".join("".join(part or "" for part in found.groups()) for found in _WORDS.finditer(literals))


def _day(value: datetime | date, code: str) -> str:
    """A date of year, month and day in figures, in whatever order and with whatever words between them."""
    plain = re.sub(r"\[\$[^\]]*\]|;@$", "", code.lower())
    timed = isinstance(value, datetime) and (value.hour or value.minute or value.second)
    if timed or not re.fullmatch(f"(?:{_UNNAMED_DATE})+", plain):
        hint = "Format the cell as yyyy-mm-dd, or write the date as words, and see that it shows the same."
        raise Unseen(f"what the format {code} shows of a date is not known.", hint)
    return "".join(_dated(value, found) for found in _DATE.finditer(plain))


_UNNAMED_DATE = re.sub(r"\?P<\w+>", "?:", _DATE.pattern)


def _dated(value: date, found: re.Match[str]) -> str:
    if found["y"]:
        return f"{value.year:04}"
    if number := found["m"] or found["d"]:
        return f"{value.month if found['m'] else value.day:0{len(number)}}"
    return found["words"] or found["sign"] or ""


def _written(lines: Sequence[Sequence[str]]) -> str:
    """The lines as CSV, up to the last line and the last column that say something."""
    said = [(row, column) for row, line in enumerate(lines, 1) for column, cell in enumerate(line, 1) if cell]
    height, width = (max(ends) for ends in zip((0, 0), *said, strict=True))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(line[:width] for line in lines[:height])
    return out.getvalue()
