"""Words drawn as outlines: the same on every machine, broken where a reader would break them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.transformPen import TransformPen
from fontTools.svgLib.path import parse_path
from fontTools.ttLib import TTFont

from galley.exports.outlines import column_path, line_path, line_width, lines_of, sans, serif
from galley.fonts import EM, text_width
from galley.marks import mark

LATIN = serif(Path(), None, 600)
HAN = (*LATIN, *sans("zh-Hans", 600))


def test_a_character_that_no_face_has_leaves_a_gap() -> None:
    assert line_width("时", 40, LATIN) == 20
    assert line_path("时", LATIN) == ""


@pytest.mark.parametrize("character", ["g", "7", "é", "近", "，"])
def test_a_character_is_drawn_as_its_face_has_it(character: str) -> None:
    """Without any font of the machine."""
    face, *_ = sans("zh-Hans", 600) if ord(character) > 0x2E80 else LATIN
    font = TTFont(io.BytesIO(face.path.read_bytes()), fontNumber=face.number, lazy=True)
    glyphs = font.getGlyphSet(location=dict(face.location))
    to_path = EM / font["head"].unitsPerEm
    expected, drawn = (AreaPen(glyphs), BoundsPen(glyphs)), (AreaPen(), BoundsPen(None))
    for pen in expected:
        glyphs[font.getBestCmap()[ord(character)]].draw(TransformPen(pen, (to_path, 0, 0, -to_path, 0, 0)))
    for pen in drawn:
        parse_path(line_path(character, HAN).removeprefix("M0 0"), pen)
    assert drawn[0].value == pytest.approx(expected[0].value, rel=0.002)
    assert drawn[1].bounds == pytest.approx(expected[1].bounds, abs=1)


def test_a_line_is_drawn_as_wide_as_it_is_said_to_be() -> None:
    pen = BoundsPen(None)
    parse_path(line_path("近7小时", HAN), pen)
    assert 0.9 * line_width("近7小时", EM, HAN) < pen.bounds[2] <= line_width("近7小时", EM, HAN)


def test_han_stand_one_under_another_in_a_column() -> None:
    pen = BoundsPen(None)
    parse_path(column_path("近小时", HAN), pen)
    left, top, right, bottom = pen.bounds
    assert right - left < EM
    assert 2 * EM < bottom - top < 3 * EM


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
    assert lines_of(words, 40, HAN, room, clauses) == lines


@pytest.mark.parametrize("size", [16, 20, 36, 72])
def test_a_line_is_drawn_as_wide_as_it_was_measured(size: int) -> None:
    words = "The passenger times say “nearly”, the freight times are averages"
    drawn = line_width(words, size, serif(Path(), None, 600, size))
    assert drawn == pytest.approx(text_width(words, size, "serif", 600), rel=0.001)
