"""At a chart stand its own drawing, its own description, and its small marks in the cells of their figures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from galley.charts.voice import alternative
from galley.marks import mark
from galley.markup import parsed
from galley.proof.astray import astray
from galley.story.load import Story
from galley.story.voice import voice_of


def told(story: Story, chart: str, shown: str) -> str:
    page = parsed(f'<html><body><figure id="chart-{chart}">{shown}</figure></body></html>')
    return "; ".join(one.message for one in astray(story, "index.html", page))


@pytest.mark.parametrize(
    ("fact", "found"),
    [("ferry.sailings.summer", ""), ("harbour.moorings", "sailings has the drawing of another chart")],
)
def test_a_chart_has_its_own_drawing(loaded: Callable[[str], Story], fact: str, found: str) -> None:
    drawing = f'<svg class="chart"><text>{mark("fact", fact, "14 sailings")}</text></svg>'
    message = told(loaded("harbour"), "sailings", drawing)
    assert found in message
    assert bool(found) == bool(message)


@pytest.mark.parametrize(("other", "found"), [("sailings", False), ("moorings", True)])
def test_a_chart_is_described_by_its_own_words(loaded: Callable[[str], Story], other: str, found: bool) -> None:
    story = loaded("harbour")
    words = alternative(voice_of(story, "en"), story.charts[other])
    assert ("words of another chart" in told(story, "sailings", f'<p aria-label="{words}"></p>')) is found


@pytest.mark.parametrize(("windows", "found"), [((0, 32, 64), 0), ((32, 0, 64), 2), ((0, 32, 32), 1)])
def test_small_marks_stand_in_the_cells_of_their_figures(
    loaded: Callable[[str], Story], windows: tuple[int, ...], found: int
) -> None:
    rows = (f'<tr><td><td><td><td><svg class="mark" viewBox="0 {at} 92 28"></svg></tr>' for at in windows)
    shown = f"<table><tbody>{''.join(rows)}</tbody></table>"
    assert told(loaded("grid"), "courses", shown).count("belong elsewhere") == found
