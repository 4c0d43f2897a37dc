"""Where a reader finds a source's words: in their sentence, and in their cells."""

from __future__ import annotations

import pytest

from galley.evidence.examine import Evidence, TextSpan
from galley.manuscript.paper import INKS, REACH, SIDE, Address, Manuscript, excerpt, manuscript, sentence

TEXT = "标题\n\n铁路通车，由近7小时缩短。真的吗？2022\n\n年开行，用6小时；下一句没人引用。\n"


def of(words: str, text: str = TEXT) -> TextSpan:
    start = text.index(words)
    return TextSpan(start, start + len(words))


def cited(fact: str, quote: str, figure: str | None = None, text: str = TEXT) -> Evidence:
    return Evidence(fact, "article", of(quote, text), of(figure, text) if figure else None)


def printed(paper: Manuscript) -> str:
    cells = (cell for sheet in paper.sheets for row in sheet.rows for cell in row)
    return "".join(cell.printed if cell else "" for cell in cells)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("近7小时", "铁路通车，由近7小时缩短。"),
        ("真的", "真的吗？"),
        ("开行", "2022\n\n年开行，用6小时；下一句没人引用。"),
        ("缩短。真的", "铁路通车，由近7小时缩短。真的吗？"),
        ("标题", "标题"),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(words: str, expected: str) -> None:
    found = sentence(TEXT, of(words))
    assert TEXT[found.start : found.end].strip("\n") == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("It took 7.5 hours before. Now 2.", "7.5 hours", "It took 7.5 hours before."),
        ("He said “it is done.” Then he left.", "done", "He said “it is done.”"),
    ],
)
def test_a_decimal_point_ends_no_sentence(text: str, words: str, expected: str) -> None:
    found = sentence(text, of(words, text))
    assert text[found.start : found.end].strip() == expected


def test_a_long_sentence_is_cut_at_a_clause_and_says_so() -> None:
    text = f"{'甲' * 30}，{'乙' * 30}，由近7小时缩短，{'丙' * 30}，{'丁' * 30}。"
    found = excerpt(text, of("由近7小时", text))
    assert found.before == f"…{'乙' * 30}，"
    assert found.quote == "由近7小时"
    assert found.after == f"缩短，{'丙' * 30}…"


def test_a_sentence_without_clauses_is_cut_all_the_same() -> None:
    text = f"{'甲' * 90}近7小时{'乙' * 90}"
    found = excerpt(text, of("近7小时", text))
    assert (len(found.before), len(found.after)) == (REACH + 1, REACH + 1)


def test_a_line_break_leaves_no_trace_in_chinese_and_a_space_in_english() -> None:
    assert excerpt(TEXT, of("2022\n\n年")).quote == "2022年"
    text = "cut from nearly\n7 hours before"
    assert excerpt(text, of("nearly\n7 hours", text)).quote == "nearly 7 hours"


def test_what_no_sentence_quotes_is_not_in_the_page_but_keeps_its_cell() -> None:
    text = f"{'无' * 15}。近7小时。"
    paper = manuscript(text, [cited("time", "近7小时", "近7小时", text)])
    assert printed(paper) == "近7小时。"
    assert paper.addresses == {"time": Address(1, 1, 19)}
    assert paper.count() == 21


def test_a_paragraph_begins_two_cells_in_and_one_broken_in_mid_sentence_goes_on() -> None:
    paper = manuscript(TEXT, [])
    rows = [row for row in paper.sheets[0].rows if row]
    assert all(row[:2] == (None, None) for row in rows if len(row) < SIDE or row[0] is None)
    lines = ["".join(cell.character for cell in row if cell) for row in rows]
    assert lines[0] == "标题"
    assert (
        lines[1] + lines[2]
        == "铁路通车，由近7小时缩短。真的吗？2022年开行，用6小时；下一句没人引用。"[: len(lines[1] + lines[2])]
    )


def test_an_address_counts_sheets_rows_and_cells_from_one() -> None:
    text = f"{'字' * (SIDE * SIDE - 2)}近7小时。"
    paper = manuscript(text, [cited("time", "近7小时", "近7小时", text)])
    assert str(paper.addresses["time"]) == "2-01-01"
    assert [sheet.number for sheet in paper.sheets] == [1, 2]
    assert all(len(sheet.rows) == SIDE for sheet in paper.sheets)


def test_a_figure_outranks_the_claim_around_it() -> None:
    claim, figure = cited("claim", "由近7小时缩短"), cited("time", "近7小时", "近7小时")
    paper = manuscript(TEXT, [claim, figure])
    facts = {cell.fact for sheet in paper.sheets for row in sheet.rows for cell in row if cell and cell.quoted}
    held = "".join(c.character for s in paper.sheets for row in s.rows for c in row if c and c.fact == "time")
    assert facts == {"claim", "time"}
    assert held == "近7小时"


def test_the_words_of_a_claim_stand_in_their_own_cells_only() -> None:
    found = Evidence("claim", "article", of("由近7小时缩短"), None, words=(of("缩短"),))
    paper = manuscript(TEXT, [found])
    assert paper.count(figures=True) == 2
    assert paper.count(quoted=True) == 7


def test_an_empty_text_is_an_empty_manuscript() -> None:
    assert manuscript("\n \n", []).sheets == ()


def test_every_character_takes_one_ink_and_a_figure_outranks_a_name_and_a_name_the_words_around_it() -> None:
    claim = Evidence("claim", "article", of("由近7小时缩短"), None, words=(of("7小时缩短"),))
    paper = manuscript(TEXT, [claim, cited("time", "近7小时", "近7小时")])
    inks = {
        ink: "".join(c.character for s in paper.sheets for r in s.rows for c in r if c and c.ink == ink) for ink in INKS
    }
    assert inks == {
        "figure": "近7小时",
        "name": "缩短",
        "quoted": "由",
        "unused": "标题铁路通车，。真的吗？2022年开行，用6小时；下一句没人引用。",
    }
    assert paper.inks() == {ink: len(words) for ink, words in inks.items()}
