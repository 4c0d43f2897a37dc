"""Words drawn as outlines: the same on every machine, broken where a reader would break them."""

from __future__ import annotations

from pathlib import Path

import pytest

from galley.exports.outlines import line_path, line_width, missing, sans, serif, wrap
from galley.marks import mark

LATIN = serif(Path(), None, 600)
HAN = (*LATIN, *sans("zh-Hans", 600))


def test_a_character_that_no_face_has_is_named_and_leaves_a_gap() -> None:
    assert missing("时 hour", LATIN) == "时"
    assert line_width("时", 40, LATIN) == 20
    assert line_path("时", 40, LATIN) == ""


def test_han_is_drawn_without_any_font_of_the_machine() -> None:
    assert missing("近7小时", HAN) == ""
    assert line_path("近7小时", 40, HAN).count("M") > 8


def test_han_and_digits_stand_a_little_apart() -> None:
    assert line_width("近7", 40, HAN) == line_width("近", 40, HAN) + line_width("7", 40, HAN) + 5


@pytest.mark.parametrize(
    ("words", "room", "clauses", "lines"),
    [
        ("one line", 1000, False, ["one line"]),
        ("a line of words that is broken", 300, False, ["a line of words", "that is broken"]),
        ("一条线上的事实，逐条放回原句", 400, False, ["一条线上的事实，逐条", "放回原句"]),
        ("一条线上的事实，逐条放回原句", 400, True, ["一条线上的事实，", "逐条放回原句"]),
        (f"到深圳用时{mark('fact', 'a', '近2小时')}", 250, False, ["到深圳用时", "近2小时"]),
        (f"takes {mark('fact', 'a', 'nearly 2 hours')}", 190, False, ["takes", "nearly", "2 hours"]),
        ("一二三四，五", 160, False, ["一二三四，", "五"]),
    ],
)
def test_lines_break_where_a_reader_would_break_them(words: str, room: int, clauses: bool, lines: list[str]) -> None:
    assert wrap(words, 40, HAN, room, clauses) == lines
