"""A stored table is a source whose cells are quotations: found by their names, whole, in the unit of their head."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from galley.errors import StoryError
from galley.marks import plain
from galley.pages.notes import note_of
from galley.story.load import Story
from galley.story.voice import voice_of
from tests.small import FILES, small_story

TABLE = """Year,Supply (trains),,Total
,Local,River,
2017,329,651,980
2018,277,736,"1,013"
2021,244,811,"1,055*"
"""
SOURCE = """
        table: {title: {zh-Hans: 表, en: Table, pt: Tabela}, publisher: {zh-Hans: 署, en: Office, pt: Agência},
          lang: en, date: 2023, text: table.csv,
          sheet: {header: 2, notes: {"*": {zh-Hans: 初步, en: provisional, pt: provisório}}}}
        """
WORDS = "label: {zh-Hans: 数, en: Number, pt: Número}"


def changes(table: str = TABLE, **fact: str) -> dict[str, str | None]:
    told = {"value": "651", "unit": "train", "row": "2017", "column": "Supply (trains) / River"} | fact
    more = ", caveat: {zh-Hans: 初步数, en: Provisional., pt: Provisório.}" if told.get("caveat") else ""
    return {
        "data/sources.yaml": FILES["data/sources.yaml"].rstrip() + SOURCE,
        "data/sources/table.csv": table,
        "data/facts/more.yaml": (
            f"it: {{{WORDS}, value: {told['value']}, unit: {told['unit']}, source: table,"
            f' cell: {{row: "{told["row"]}", column: "{told["column"]}"}}{more}}}\n'
        ),
        "data/series/water.yaml": (
            "label: {zh-Hans: 水, en: Water, pt: Água}\nkind: flow\nunit: train\nsource: table\n"
        ),
        "data/series/water.csv": (
            "at,value,column\n2017,329,Supply (trains) / Local\n2018,277,Supply (trains) / Local\n"
        ),
    }


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return small_story(tmp_path_factory.mktemp("sheet"), changes())


def test_a_cell_is_found_by_the_names_of_its_row_and_column(story: Story) -> None:
    span = story.evidence["it"].quote
    assert story.texts["table"][span.start : span.end] == "651"
    assert story.status("it") == "checked"
    shown = note_of(voice_of(story, "en"), "it")
    assert plain(shown.at) == "2017, Supply (trains) / River"


@pytest.mark.parametrize(
    ("as_of", "holds"),
    [("2022-04/2023-03", True), ("2022", False), ("2023", False), ("2022-06", False), ("2023-04/2024-03", False)],
)
def test_a_cell_under_twelve_months_is_of_no_year_of_the_calendar(tmp_path: Path, as_of: str, holds: bool) -> None:
    table = f"{TABLE}Apr 2022 to Mar 2023,1,2,3\n"
    told = changes(table, value="2", row="Apr 2022 to Mar 2023", column="Supply (trains) / River")
    told["data/facts/more.yaml"] = str(told["data/facts/more.yaml"]).replace(", source", f", as_of: {as_of}, source")
    try:
        small_story(tmp_path, told)
        rules = set()
    except StoryError as error:
        rules = {one.rule for one in error.problems}
    assert rules == (set() if holds else {"as-of-differs"})


def test_a_line_of_a_series_is_the_cell_in_the_row_of_its_time(story: Story) -> None:
    span = story.evidence["water.2018"].quote
    assert story.texts["table"][span.start : span.end] == "277"
    assert story.values["water.2018"].number == Decimal(277)


def test_a_cell_with_a_note_is_quoted_whole_and_needs_its_caveat(tmp_path: Path) -> None:
    told = {"value": "1055", "row": "2021", "column": "Supply (trains) / Total"}
    table = TABLE.replace(",,Total\n", ",,\n").replace("River,\n", "River,Total\n")
    told_of = small_story(tmp_path, changes(table, **told, caveat="yes"))
    span = told_of.evidence["it"].quote
    assert told_of.texts["table"][span.start : span.end] == "1,055*"


@pytest.mark.parametrize(
    ("rule", "fact"),
    [
        ("cell-value", {"value": "650"}),
        ("cell-absent", {"row": "2016"}),
        ("cell-absent", {"column": "River"}),
        ("cell-head", {"unit": "hospital"}),
        ("cell-head", {"column": "Total", "value": "980"}),
    ],
)
def test_a_cell_that_says_something_else_is_refused(rule: str, fact: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(StoryError) as refused:
        small_story(tmp_path, changes(**fact))
    assert [problem.rule for problem in refused.value.problems] == [rule]


def headed(head: str, cell: str, value: str, unit: str) -> dict[str, str | None]:
    """The changes with one column under that head, and a fact that quotes its cell."""
    given = changes(f'Year,Other (trains),"{head}"\n2017,329,{cell}\n', value=value, unit=unit, column=head)
    given["data/series/water.csv"] = "at,value,column\n2017,329,Other (trains)\n"
    given["data/sources.yaml"] = (given["data/sources.yaml"] or "").replace("header: 2", "header: 1")
    return given


@pytest.mark.parametrize(
    ("head", "cell", "value", "unit"),
    [
        ("Supply (thousand trains)", "0.651", "651", "train"),
        ("Money (million yuan)", "651", "651000000", "yuan"),
        ("Money (Unit: million yuan)", "651", "651000000", "yuan"),
        ("Money (¥ million)", "651", "651000000", "yuan"),
        ("Trains ('000)", "651", "651000", "train"),
    ],
)
def test_a_number_takes_the_thousands_or_millions_of_its_head(
    head: str, cell: str, value: str, unit: str, tmp_path: Path
) -> None:
    assert small_story(tmp_path, headed(head, cell, value, unit)).status("it") == "checked"


@pytest.mark.parametrize(
    ("head", "value", "unit", "rule"),
    [
        ("Supply (thousands of trains)", "651", "train", "cell-head"),
        ("Money, million yuan", "651", "yuan", "cell-head"),
        ("Money, million yuan", "651000000", "yuan", "cell-value"),
        ("Trains ('000)", "651", "train", "cell-value"),
        ("Money (million yuan)", "651", "yuan", "cell-value"),
    ],
)
def test_a_head_that_scales_its_numbers_is_never_passed_over(
    head: str, value: str, unit: str, rule: str, tmp_path: Path
) -> None:
    with pytest.raises(StoryError) as refused:
        small_story(tmp_path, headed(head, "651", value, unit))
    assert rule in {problem.rule for problem in refused.value.problems}


def summed(
    table: str, sums: str = "{Supply (trains) / Total: [Supply (trains) / Local, Supply (trains) / River]}"
) -> Any:
    given = changes(table)
    given["data/sources.yaml"] = (given["data/sources.yaml"] or "").replace("header: 2,", f"header: 2, sums: {sums},")
    return given


ADDED = 'Year,Supply (trains),,\n,Local,River,Total\n2017,329,651,980\n2018,277,736,"1,013"\n2021,244,–,"1,055*"\n'


def test_the_sums_that_a_table_prints_are_added_up_again(tmp_path: Path) -> None:
    assert small_story(tmp_path, summed(ADDED)).status("it") == "checked"


@pytest.mark.parametrize(
    ("table", "sums", "told"),
    [
        (ADDED.replace("736", "763"), "", "in the row “2018”, .* make 1040, and Supply \\(trains\\) / Total says 1013"),
        (ADDED, "{Supply (trains) / Totl: [Supply (trains) / Local]}", "no column “Supply \\(trains\\) / Totl”"),
        (ADDED.replace("980", "980.4"), "", "make 980, and .* says 980.4"),
    ],
)
def test_a_table_that_does_not_add_up_is_refused(table: str, sums: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(StoryError) as refused:
        small_story(tmp_path, summed(table, sums) if sums else summed(table))
    (problem,) = refused.value.problems
    assert problem.rule == "sheet-sum"
    assert re.search(told, problem.message)
