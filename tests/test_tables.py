"""Tables of a story: every cell a text, every line a row, and what is wrong said where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from galley.errors import Problem
from galley.inputs.tables import Table, read_table


def read(root: Path, content: bytes) -> tuple[Table | None, list[Problem]]:
    path = root / "data/tables/stations.csv"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    problems: list[Problem] = []
    return read_table(root, "stations", problems), problems


@pytest.mark.parametrize(
    ("content", "rule", "line"),
    [
        (b"", "table-unreadable", 0),
        (b"area,en\nbay,Zhongkai,more\n", "table-unreadable", 0),
        (b"area,en\nbay\n", "table-unreadable", 0),
        (b"area,en\nbay,Zhongkai\n<<<<<<< HEAD\n", "merge-conflict", 3),
        ("area,名\n".encode("gbk"), "not-utf8", 1),
        ("area,en\nbay,Zhong\u202ekai\n".encode(), "hidden-character", 2),
        ("area,en\nbay,\ue000own:x\ue00153\ue002\n".encode(), "private-character", 2),
        (b"area,area\nbay,Zhongkai\n", "table-columns", 1),
        (b"area,\nbay,Zhongkai\n", "table-columns", 1),
        (b"area,en\n", "table-empty", 1),
        (b"area,en\nbay,Zhongkai\n\nbay,Boluo\n", "table-blank-row", 3),
        (b"area,en\nbay,Zhongkai\nbay,Zhongkai\n", "table-repeated-row", 3),
    ],
)
def test_what_is_wrong_is_said_at_its_line(tmp_path: Path, content: bytes, rule: str, line: int) -> None:
    table, problems = read(tmp_path, content)
    assert table is None
    assert [(problem.rule, problem.place.line) for problem in problems] == [(rule, line)]


def test_a_table_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_table(tmp_path, "stations", problems) is None
    assert [problem.rule for problem in problems] == ["missing-file"]


def test_cells_stay_what_was_typed(tmp_path: Path) -> None:
    table, problems = read(tmp_path, "\ufeffcode,en,note\n007,NA,\n1e6, 1.50 ,null\n".encode())
    assert problems == []
    assert table is not None
    assert table.columns == ("code", "en", "note")
    assert [tuple(row.values()) for row in table.rows] == [("007", "NA", ""), ("1e6", "1.50", "null")]


def test_a_row_is_found_in_its_file(tmp_path: Path) -> None:
    table, _ = read(tmp_path, b"en\nZhongkai\nBoluo\n")
    assert table is not None
    assert str(table.place(1)) == "data/tables/stations.csv:3"
