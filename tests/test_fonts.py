"""The shipped faces: as wide as they are drawn, as small as they can be, and the same each time."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from galley.errors import StoryError
from galley.fonts import FEATURES, GRID, LATIN, cut, font_path, is_han, text_width
from galley.marks import mark
from galley.store import Store

NOWHERE = Store(None)


def test_a_face_that_the_story_does_not_have_is_a_problem_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(StoryError) as raised:
        cut(tmp_path, "noto-serif-sc", 600, "近", NOWHERE)
    (problem,) = raised.value.problems
    assert (problem.rule, problem.place.path) == ("font-missing", "assets/fonts/noto-serif-sc-600.woff2")
    assert "make fonts" in problem.hint


@pytest.mark.parametrize("family", ["noto-serif-sc", "noto-serif-hk"])
@pytest.mark.parametrize("weight", [600, 900])
def test_a_display_face_holds_all_that_its_edition_may_print(root: Path, family: str, weight: int) -> None:
    words = {
        "noto-serif-sc": "向南而行赣深高铁圳虔“近七成”，突破",
        "noto-serif-hk": "向南而行贛深高鐵「近七成」，突破裏",
    }[family]
    assert set(map(ord, words)) <= set(opened(root, family, weight).getBestCmap())


def test_a_cut_face_holds_what_was_asked_for_and_little_else(root: Path) -> None:
    font = TTFont(io.BytesIO(cut(root, "noto-serif-sc", 600, "近七近龘", NOWHERE)))
    assert font.flavor == "woff2"
    assert set(font.getBestCmap()) == {ord("近"), ord("七")}


def test_a_cut_latin_face_keeps_its_weights_and_its_figures(root: Path) -> None:
    font = TTFont(io.BytesIO(cut(root, "newsreader", None, "0123456789", NOWHERE)))
    assert {axis.axisTag: (axis.minValue, axis.maxValue) for axis in font["fvar"].axes} == {
        "wght": (400, 800),
        "opsz": (16, 72),
    }
    assert {"tnum", "pnum"} <= features(font, "GSUB")
    assert features(font, "GPOS") == {"kern"}


def test_a_cut_chinese_face_keeps_what_its_punctuation_needs_upright_and_closed_up(root: Path) -> None:
    font = TTFont(io.BytesIO(cut(root, "noto-serif-sc", 600, "“近七成”，", NOWHERE)))
    assert features(font, "GSUB") == {"vert", "vrt2"}
    assert features(font, "GPOS") == {"halt", "chws"}


@pytest.mark.parametrize(
    ("family", "weight", "place"),
    [
        ("newsreader", None, {"wght": 400.0, "opsz": 18.0}),
        ("newsreader", None, {"wght": 650.0, "opsz": 16.0}),
        ("newsreader-italic", None, {"wght": 800.0, "opsz": 72.0}),
        ("noto-serif-sc", 900, None),
        ("noto-serif-hk", 600, None),
    ],
)
def test_a_cut_moves_no_letter_by_more_than_its_grid(
    root: Path, family: str, weight: int | None, place: dict[str, float] | None
) -> None:
    words = "Rfg7," if family in LATIN else "近七，"
    before, after = opened(root, family, weight), TTFont(io.BytesIO(cut(root, family, weight, words, NOWHERE)))
    for character in words:
        assert letter(after, character, place) == pytest.approx(letter(before, character, place), abs=0.7 / GRID)


def opened(root: Path, family: str, weight: int | None = None) -> TTFont:
    return TTFont(io.BytesIO(font_path(root, family, weight).read_bytes()))


def letter(font: TTFont, character: str, place: dict[str, float] | None) -> tuple[float, ...]:
    """How wide a letter is, its box and its area, in em."""
    glyphs, em = font.getGlyphSet(location=place), font["head"].unitsPerEm
    glyph, box, area = glyphs[font.getBestCmap()[ord(character)]], BoundsPen(glyphs), AreaPen(glyphs)
    glyph.draw(box)
    glyph.draw(area)
    return (glyph.width / em, *(side / em for side in box.bounds), area.value / em**2)


def features(font: TTFont, table: str) -> set[str]:
    kept = {record.FeatureTag for record in font[table].table.FeatureList.FeatureRecord}
    assert kept <= set(FEATURES)
    return kept


def test_a_face_that_no_page_prints_in_weighs_next_to_nothing(root: Path) -> None:
    assert max(len(cut(root, family, None, "", NOWHERE)) for family in LATIN) < 1024


def test_the_same_characters_give_the_same_bytes(root: Path) -> None:
    assert cut(root, "newsreader", None, "210", NOWHERE) == cut(root, "newsreader", None, ["0", "1", "2"], NOWHERE)


def test_a_face_is_cut_once(root: Path, tmp_path: Path) -> None:
    store = Store(tmp_path)
    made = cut(root, "newsreader", None, "7", store)
    assert made == cut(root, "newsreader", None, "7", store)
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("words", "ems"),
    [("", 0), ("近", 1), ("赣州西", 3), ("“融湾号”", 5), ("大湾区，未给", 6)],
)
def test_han_takes_an_em_a_character_and_so_does_its_punctuation(words: str, ems: int) -> None:
    assert text_width(words, 20) == 20 * ems


def test_marks_take_no_room() -> None:
    assert text_width(mark("fact", "rail.hours", "近7小时"), 22, "serif", 600) == text_width(
        "近7小时", 22, "serif", 600
    )


@pytest.mark.parametrize("weight", [400, 600, 700, 800])
@pytest.mark.parametrize("size", [6, 13, 18, 29, 72])
def test_every_letter_is_as_wide_as_the_face_says_at_its_weight_and_size(root: Path, weight: int, size: int) -> None:
    font = opened(root, "newsreader")
    glyphs, em = font.getGlyphSet(location={"wght": weight, "opsz": size}), font["head"].unitsPerEm
    for code, name in font.getBestCmap().items():
        if code < 0x2200 and chr(code).isprintable():
            wide = text_width(chr(code), size, "serif", weight) / size
            assert wide == pytest.approx(glyphs[name].width / em, abs=0.51 / em), chr(code)


def test_han_and_digits_stand_apart() -> None:
    assert text_width("近7", 16) == pytest.approx(text_width("近", 16) + text_width("7", 16) + 2)


def test_a_heavier_weight_is_wider() -> None:
    assert text_width("nearly 7 hours", 22, "serif", 600) > text_width("nearly 7 hours", 22, "serif", 400)


def test_an_unknown_sans_is_taken_to_be_wide() -> None:
    assert text_width("Guangmingcheng", 15) >= text_width("Guangmingcheng", 15, "serif")


@pytest.mark.parametrize(
    ("words", "answer"), [("惠州、东莞", True), ("赣州 West", False), ("Heyuan", False), ("“三同”", True)]
)
def test_only_full_width_words_stand_upright_in_a_vertical_line(words: str, answer: bool) -> None:
    assert is_han(words) is answer
