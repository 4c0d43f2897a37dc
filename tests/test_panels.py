"""Small multiples, points by two measures and marks in tables: what they draw wrong is refused, whoever drew it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from galley.charts import canvas, drawing, scales, worker
from galley.charts.canvas import MARK_PITCH
from galley.charts.claims import Chevron
from galley.charts.form import Rows
from galley.charts.forms import multiples, scatter, table
from galley.charts.readback import read_back
from galley.charts.render import draw
from galley.errors import StoryError
from galley.marks import plain
from galley.pages.drawings import drawings
from galley.store import NOTHING_KEPT
from galley.story.load import Story, load_story
from galley.story.pins import pin
from galley.story.voice import voice_of
from tests.repository import edit

Patch = pytest.MonkeyPatch


@pytest.fixture(scope="module")
def grid(root: Path) -> Story:
    return load_story(root / "tests/stories/grid")


def a_panel_has_a_scale_of_its_own(patch: Patch) -> None:
    panel = multiples._panel

    def taller(material: Any, index: int, track: Any, frame: Any) -> Any:
        points = tuple(replace(datum, number=datum.number * (1.2 if index == 1 else 1)) for datum in track.points)
        return panel(material, index, replace(track, points=points), frame)

    patch.setattr(multiples, "_panel", taller)


def a_panel_stands_beside_its_foot(patch: Patch) -> None:
    panel = multiples._panel

    def moved(material: Any, index: int, track: Any, frame: Any) -> Any:
        return panel(material, index, track, replace(frame, pitch=(frame.pitch[0] + 6, frame.pitch[1] + 6)))

    patch.setattr(multiples, "_panel", moved)


def what_stands_behind_is_lower(patch: Patch) -> None:
    ends = multiples._ends
    patch.setattr(multiples, "_ends", lambda *pair: {**ends(*pair), "end": ends(*pair)["end"] * 0.9})


def panels_change_names(patch: Patch) -> None:
    framed = multiples._frame

    def exchanged(*given: Any) -> Any:
        names, frame = framed(*given)
        return names[::-1], frame

    patch.setattr(multiples, "_frame", exchanged)


def an_axis_is_no_power(patch: Patch) -> None:
    patch.setattr(scales, "logarithmic", canvas.measure)


def an_axis_is_misnumbered(patch: Patch) -> None:
    grid_of = scatter._grid

    def misnumbered(material: Any, frame: Any) -> Any:
        ticks = material.x.ticks
        wrong = tuple((number, words) for (number, _), (_, words) in zip(ticks, ticks[1:] + ticks[:1], strict=True))
        return grid_of(replace(material, x=replace(material.x, ticks=wrong)), frame)

    patch.setattr(scatter, "_grid", misnumbered)


def two_points_change_names(patch: Patch) -> None:
    labels = scatter._labels

    def exchanged(material: Any, *rest: Any) -> Any:
        first, second, *others = material.points
        wrong = replace(first, name=second.name), replace(second, name=first.name), *others
        return labels(replace(material, points=wrong), *rest)

    patch.setattr(scatter, "_labels", exchanged)


def what_is_more_seems_exact(patch: Patch) -> None:
    patch.setattr(scatter, "onward", lambda *given: iter(()))


def windows_change_places(patch: Patch) -> None:
    drawn = table.FORM.plot.draw
    plot = replace(table.FORM.plot, draw=lambda sparks, *rest: drawn(sparks[::-1], *rest))
    patch.setattr(table, "FORM", replace(table.FORM, plot=plot))


def a_line_does_not_stand_on_its_zero(patch: Patch) -> None:
    line = table._line

    def floating(spark: Any, index: int) -> Any:
        least = min(datum.number for datum in spark.track.points)
        patch.setattr(scales, "measure", lambda domain, pixels: canvas.measure((least, domain[1]), pixels))
        return list(line(spark, index))

    patch.setattr(table, "_line", floating)


def every_bar_fills_its_cell(patch: Patch) -> None:
    barred = table._barred

    def full(bar: Any, index: int) -> Any:
        return barred(replace(bar, low=min(0, bar.datum.number), high=max(0, bar.datum.number)), index)

    patch.setattr(table, "_barred", full)


def a_fall_runs_to_the_right(patch: Patch) -> None:
    barred = table._barred
    patch.setattr(table, "_barred", lambda bar, index: barred(replace(bar, datum=_risen(bar.datum)), index))


def _risen(datum: Any) -> Any:
    return replace(datum, number=abs(datum.number))


PLANTED: list[tuple[Callable[[Patch], None], str, str]] = [
    (a_panel_has_a_scale_of_its_own, "panels", r"px into its panel, and lies"),
    (a_panel_stands_beside_its_foot, "panels", r"px into its panel, and lies"),
    (what_stands_behind_is_lower, "panels", r"ghost 0 power\.wind\.2024 is drawn otherwise"),
    (panels_change_names, "panels", r"name power\.coal\.2024 says “In all”, and should say “Coal”"),
    (an_axis_is_no_power, "parks", r"point park\.\w+\.cost is drawn at"),
    (an_axis_is_misnumbered, "parks", r"scale upright 100 says “1,000”, and should say “100”"),
    (two_points_change_names, "parks", r"label park\.havn\.cost says “Brekka .*, and should say “Havn"),
    (what_is_more_seems_exact, "parks", r"chevron park\.fonn\.power is not drawn"),
    (windows_change_places, "courses", r"is not drawn in the window of its row"),
    (a_line_does_not_stand_on_its_zero, "courses", r"foot 0 is drawn at|is not drawn in the window"),
    (every_bar_fills_its_cell, "users", r"bar use\.\w+ is drawn at"),
    (a_fall_runs_to_the_right, "users", r"bar use\.\w+ is drawn at"),
]


@pytest.mark.parametrize(("plant", "chart", "told"), PLANTED, ids=[plant.__name__ for plant, _, _ in PLANTED])
@pytest.mark.parametrize("width", ["narrow", "wide"])
def test_a_planted_fault_is_refused(
    grid: Story, monkeypatch: Patch, plant: Callable[[Patch], None], chart: str, told: str, width: Any
) -> None:
    monkeypatch.setattr(worker, "ask", lambda task, order: lambda: getattr(drawing, task)(order))
    plant(monkeypatch)
    with pytest.raises(StoryError) as raised:
        draw(voice_of(grid, "en"), grid.charts[chart], width, NOTHING_KEPT)
    assert {problem.rule for problem in raised.value.problems} == {"drawing-untrue"}
    assert re.search(told, "\n".join(problem.message for problem in raised.value.problems))


def test_a_cell_shows_the_window_that_is_drawn_for_it(grid: Story) -> None:
    shown = drawings(voice_of(grid, "en"), NOTHING_KEPT)()["users"]
    assert shown.drawn == {}
    assert shown.marks
    assert [*shown.marks.windows] == [(row, 1) for row in range(4)]
    tops = [re.search(r'viewBox="0 (\d+) ', window) for window in shown.marks.windows.values()]
    assert [int(top[1]) for top in tops if top] == [MARK_PITCH * row for row in range(4)]


def test_a_fall_in_a_table_says_that_it_is_one(grid: Story) -> None:
    rows = drawings(voice_of(grid, "en"), NOTHING_KEPT)()["users"].rows.rows
    assert [plain(cells[1]) for cells in rows] == [
        "up 4 per cent",
        "down 31.5 per cent",
        "down 12 per cent",
        "up 58 per cent",
    ]


def test_a_column_keeps_its_cells_whatever_an_editor_calls_it(story_copy: Callable[..., Path]) -> None:
    story = story_copy("grid")
    edit(story, "content/charts.yaml", ("{head: {en: Change}, spark: bar}", "{head: {en: Number}, spark: bar}"))
    grid = load_story(story)
    rows = drawings(voice_of(grid, "en"), NOTHING_KEPT)()["users"].rows
    assert rows.columns == ("Who", "Number", "Meanwhile")
    assert {len(cells) for cells in rows.rows} == {3}


@pytest.mark.parametrize(
    ("figures", "hung"),
    [
        (("12.5%", "3.25%", "140%"), [(0, 1), (0, 2), (0, 0)]),
        (("约12.5亿元", "3亿元"), [(0, 0), (1, 1)]),
        (("12.5%", "3 hours"), [(0, 0), (0, 0)]),
        (("12.5%", "no figure"), [(0, 0), (0, 0)]),
    ],
)
def test_points_of_figures_in_one_unit_stand_below_each_other(
    grid: Story, figures: tuple[str, ...], hung: list[tuple[int, int]]
) -> None:
    users = drawings(voice_of(grid, "en"), NOTHING_KEPT)()["users"]
    drawn = replace(users, rows=Rows(("Who", "How much"), tuple(("x", figure) for figure in figures)))
    assert [drawn.hung(row, 1) for row in range(len(figures))] == hung


def test_a_course_is_told_in_words(grid: Story) -> None:
    rows = drawings(voice_of(grid, "en"), NOTHING_KEPT)()["courses"].rows.rows
    assert plain(rows[0][3]) == "Coal: 48 terawatt-hours (2019), 12 terawatt-hours (2024)."


@pytest.mark.parametrize("width", ["narrow", "medium", "wide"])
def test_two_points_that_nearly_meet_are_told_in_one_text(root: Path, width: Any) -> None:
    story = load_story(root / "tests/stories/bulletin")
    chart = story.charts["then"]
    svg = plain(draw(voice_of(story, "zh-Hans"), chart, width, NOTHING_KEPT))
    assert "1.14万 → 9800" in svg
    assert ">12.8万<" in svg


@pytest.mark.parametrize("chart", ["use", "users"])
def test_bars_of_what_is_more_or_nearly_so_much_are_drawn_and_proven(root: Path, tmp_path: Path, chart: str) -> None:
    story = tmp_path / "grid"
    shutil.copytree(root / "tests/stories/grid", story)
    for words, qualifier, where in (("58", "exceeds", "transport rose by"), ("4", "nearly", "homes rose by")):
        said = f"{where} {'more than' if qualifier == 'exceeds' else qualifier} {words} per cent"
        edit(story, "data/sources/review.txt", (f"{where} {words} per cent", said))
        facts = (story / "data/facts/facts.yaml").read_text("utf-8")
        before, _, after = facts.partition(f"{where} {words} per cent")
        head, unit, tail = before.rpartition("  unit: percent\n")
        changed = f"{head}{unit}  qualifier: {qualifier}\n{tail}{said}{after}"
        (story / "data/facts/facts.yaml").write_text(changed, "utf-8")
    pin(story, [], date(2026, 1, 1))
    told = load_story(story)
    assert "chevron use.transport" in draw(voice_of(told, "en"), told.charts[chart], "medium", NOTHING_KEPT)


@pytest.mark.parametrize(
    ("qualifier", "said", "points"), [("exceeds", "more than", True), ("less-than", "less than", False)]
)
def test_a_fall_of_more_or_less_than_so_much_has_its_sign_at_the_end_of_its_bar(
    root: Path, tmp_path: Path, qualifier: str, said: str, points: bool
) -> None:
    story, words = tmp_path / "grid", "cement works fell by"
    shutil.copytree(root / "tests/stories/grid", story)
    edit(story, "data/sources/review.txt", (f"{words} 12 per cent", f"{words} {said} 12 per cent"))
    edit(
        story,
        "data/facts/facts.yaml",
        ("  value: 12\n  unit: percent\n", f"  value: 12\n  unit: percent\n  qualifier: {qualifier}\n"),
        (f"{words} 12 per cent", f"{words} {said} 12 per cent"),
    )
    pin(story, [], date(2026, 1, 1))
    told = load_story(story)
    drawn = draw(voice_of(told, "en"), told.charts["use"], "medium", NOTHING_KEPT)
    sign = Chevron("chevron use.cement", "bar use.cement", "onward" if points else "back", "left")
    wrong = replace(sign, points="back" if points else "onward")
    assert [*sign.untrue(read_back(drawn))] == []
    assert [*wrong.untrue(read_back(drawn))] == [f"chevron use.cement does not point {wrong.points}"]
