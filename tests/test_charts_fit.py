"""Labels in the room they have: broken between words, never inside a figure, and told when there is no room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from galley.charts.fit import Fitter, Label, Type, pieces, wrap
from galley.charts.forms.timeline import apart
from galley.marks import mark, plain

TYPE = Type(15)
HOURS = mark("fact", "rail.hours", "nearly 7 hours")


def test_a_label_without_room_is_told_with_its_keys() -> None:
    fitter = Fitter()
    fitter.line(Label("Shenzhen’s own items", ("rows", 1, "label")), 40, TYPE)
    (found,) = fitter.overlong
    assert found.label.keys == ("rows", 1, "label")
    assert found.needs > found.has == 40


def test_a_label_in_too_many_lines_is_told() -> None:
    fitter = Fitter()
    fitter.lines(Label("深圳事项在赣自助办", ()), 30, TYPE, at_most=3)
    assert len(fitter.overlong) == 1


def test_a_label_that_fits_is_not() -> None:
    fitter = Fitter()
    assert fitter.lines(Label("跨省通办", ()), 60, TYPE) == ["跨省通办"]
    assert fitter.overlong == []


@pytest.mark.parametrize(
    ("words", "room", "lines"),
    [
        ("Freight express Rongwanhao", 130, ["Freight express", "Rongwanhao"]),
        ("First Ganzhou–Guangzhou train", 130, ["First Ganzhou–", "Guangzhou train"]),
        ("江西定位赣州为“桥头堡”", 120, ["江西定位赣州", "为“桥头堡”"]),
        ("对口支援，持续至今。", 75, ["对口支援，", "持续至今。"]),
        ("", 100, []),
    ],
)
def test_lines_break_where_a_typesetter_would(words: str, room: int, lines: list[str]) -> None:
    assert wrap(words, room, TYPE) == lines


def test_a_figure_is_never_torn() -> None:
    assert f"{HOURS}." in wrap(f"It took {HOURS}.", 60, TYPE)


@given(st.text(alphabet="ab 近七，。“”–", max_size=40), st.integers(20, 200))
def test_breaking_loses_no_word(words: str, room: int) -> None:
    assert "".join(pieces(words)) == words
    assert "".join("".join(wrap(words, room, TYPE)).split()) == "".join(words.split())


@given(st.lists(st.text(alphabet="abc近七", min_size=1, max_size=6), max_size=8), st.integers(60, 300))
def test_no_line_is_wider_than_its_room_unless_it_is_one_piece(words: list[str], room: int) -> None:
    for line in wrap(" ".join(words), room, TYPE):
        assert TYPE.width(plain(line)) <= room or len(list(pieces(line))) == 1


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(20, 60)), max_size=12))
def test_labels_moved_apart_keep_their_order_and_do_not_touch(labels: list[tuple[int, int]]) -> None:
    labels.sort()
    heights = [height for _, height in labels]
    tops = apart([top for top, _ in labels], heights)
    assert all(top >= 0 for top in tops)
    for index in range(1, len(tops)):
        assert tops[index] >= tops[index - 1] + heights[index - 1] - 0.2


def test_labels_with_room_stay_where_they_are_wanted() -> None:
    assert apart([0, 100, 200], [40, 40, 40]) == [0, 100, 200]


def test_two_labels_for_one_place_share_the_shift() -> None:
    assert apart([100, 100], [40, 40]) == [80, 120]
