"""A sheet of a workbook becomes the CSV that people see, or is refused: stored and shown are two things."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from galley.commands.main import main
from galley.errors import StoryError, UsageError
from galley.inputs.workbook import as_csv

SEEN = [
    (1013, "#,##0", '"1,013"'),
    (1013, "General", "1013"),
    (0.1 + 0.2, "General", "0.3"),
    (2.5, "0", "3"),
    (-2.5, "0", "-3"),
    (1.005, "0.00", "1.01"),
    (0.042, "0.0%", "4.2%"),
    (4.2, "£#,##0.00", "£4.20"),
    (-4.2, '"£"#,##0.00;-"£"#,##0.00', "-£4.20"),
    (1234567, "[$$-409]#,##0", '"$1,234,567"'),
    (81.1, '0.0"万"', "81.1万"),
    (0, "#,##0;-#,##0", "0"),
    (True, "General", "TRUE"),
    ("  two\nlines ", "@", "two lines"),
    (date(2024, 3, 9), "yyyy-mm-dd", "2024-03-09"),
    (date(2024, 3, 9), 'yyyy"年"m"月"', "2024年3月"),
]
UNSEEN = [
    (3.14159265358979, "General", "no format"),
    (12345678901, "General", "no format"),
    (1500000, "#,##0,", "not known"),
    (1500000, "0.0E+00", "not known"),
    (-5, "#,##0_);(#,##0)", "not known"),
    (-5, "#,##0;[Red]#,##0", "not known"),
    (1013, '[>1000]#,##0,"k";0', "not known"),
    (0, '0;-0;"–"', "not known"),
    (5, "# ?/?", "not known"),
    (datetime(2024, 3, 9, 14, 30), "yyyy-mm-dd", "not known"),
    (date(2024, 3, 9), "d mmm", "not known"),
    ("=1+1", "0", "no saved result"),
]


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    def made(*lines: tuple[Any, ...], formats: dict[str, str] | None = None, change: Any = None) -> Path:
        workbook = Workbook()
        sheet = workbook.active
        for line in lines:
            sheet.append(line)
        for cell, code in (formats or {}).items():
            sheet[cell].number_format = code
        if change:
            change(sheet)
        path = tmp_path / "table.xlsx"
        workbook.save(path)
        return path

    return made


@pytest.mark.parametrize(("value", "code", "shown"), SEEN)
def test_a_cell_is_written_as_people_see_it(book: Callable[..., Path], value: Any, code: str, shown: str) -> None:
    assert as_csv(book(("of", "n"), ("a", value), formats={"B2": code})).text == f"of,n\na,{shown}\n"


@pytest.mark.parametrize(("value", "code", "why"), UNSEEN)
def test_what_may_be_seen_otherwise_is_refused_at_its_cell(
    book: Callable[..., Path], value: Any, code: str, why: str
) -> None:
    with pytest.raises(StoryError) as refused:
        as_csv(book(("of", "n"), ("a", value), formats={"B2": code}))

    (problem,) = refused.value.problems
    assert problem.rule == "cell-unseen"
    assert problem.message.startswith("Sheet!B2: ")
    assert why in problem.message


def test_a_saved_result_is_what_a_formula_shows(book: Callable[..., Path], tmp_path: Path) -> None:
    path, saved = book(("of", "n"), ("a", "=1+1"), formats={"B2": "0.0"}), tmp_path / "saved.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(saved, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, re.sub(rb"<v\s*/>|<v></v>", b"<v>2</v>", content) if "sheet1" in name else content)

    assert as_csv(saved).text == "of,n\na,2.0\n"


def test_a_name_that_spans_cells_is_that_of_each_and_a_number_is_refused(book: Callable[..., Path]) -> None:
    lines = (("Year", "Supply", None), (None, "River", "Local"), ("2021", 3, None))
    heads = as_csv(book(*lines, change=lambda sheet: [sheet.merge_cells(area) for area in ("A1:A2", "B1:C1")])).text
    assert heads == "Year,Supply,Supply\nYear,River,Local\n2021,3,\n"

    with pytest.raises(StoryError, match="spans several cells"):
        as_csv(book(*lines, change=lambda sheet: sheet.merge_cells("B3:C3")))


def test_what_is_hidden_is_left_out_and_told(book: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True

    assert main(["csv", str(book(("of", "x", "n"), ("a", 1, 2), ("b", 3, 4), change=hide))]) == 0
    out, err = capsys.readouterr()
    assert out == "of,n\nb,4\n"
    assert err == "left out, since it is hidden: row 2, column B\n"


def test_cells_can_be_named_so_that_titles_and_notes_stay_out(book: Callable[..., Path]) -> None:
    path = book(("A title",), ("of", "n"), ("a", 1), ("Note: provisional",))
    assert as_csv(path, cells="A2:B3").text == "of,n\na,1\n"


def test_one_of_several_sheets_is_named_and_a_hidden_one_cannot_be(book: Callable[..., Path]) -> None:
    def more(sheet: Any) -> None:
        sheet.parent.create_sheet("Hidden").sheet_state = "hidden"
        sheet.parent.create_sheet("Other").append(("x",))

    path = book(("of",), change=more)
    with pytest.raises(UsageError, match="It has Sheet, Other"):
        as_csv(path)
    with pytest.raises(UsageError, match="no visible sheet “Hidden”"):
        as_csv(path, "Hidden")
    assert as_csv(path, "Other").text == "x\n"


@pytest.mark.parametrize("content", [b"", b"of,n\na,1\n", b"PK\x03\x04 cut off"])
def test_what_is_no_workbook_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="no XLSX file"):
        as_csv(path)


def test_a_whole_grid_is_too_much(book: Callable[..., Path]) -> None:
    with pytest.raises(UsageError, match="too many cells"):
        as_csv(book(("of",)), cells="A1:ZZ9999")
    with pytest.raises(UsageError, match="names no cells"):
        as_csv(book(("of",)), cells="tomorrow")
