"""Names that stand beside the figures of a chart, and say what they are of, are those of their own figures."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

import pytest

from galley.charts.beside import names_astray, untimely
from galley.charts.faults import faults
from galley.charts.forms.bars import BarsChart
from galley.charts.forms.dumbbell import DumbbellChart
from galley.charts.forms.table import TableChart
from galley.charts.ground import ground_of
from galley.charts.model import Chart
from galley.story.load import Story


def _swapped(chart: Chart, field: str, *keys: str) -> Chart:
    """The chart with what its first two entries hold under those keys exchanged, or their first cells."""
    one, other, *rest = getattr(chart, field)
    if keys:
        first = one.model_copy(update={key: getattr(other, key) for key in keys})
        second = other.model_copy(update={key: getattr(one, key) for key in keys})
    else:
        first, second = (other[0], *one[1:]), (one[0], *other[1:])
    return chart.model_copy(update={field: (first, second, *rest)})


@pytest.mark.parametrize(
    ("name", "chart", "field", "keys"),
    [
        ("grid", "waits", "pairs", ("label",)),
        ("grid", "waits", "pairs", ("before", "after")),
        ("grid", "parks", "points", ("label",)),
        ("grid", "parks", "points", ("y",)),
        ("grid", "courses", "rows", ()),
        ("grid", "users", "rows", ()),
        ("grid", "fund", "stages", ("label",)),
        ("bulletin", "then", "pairs", ("label",)),
        ("bulletin", "courses", "rows", ()),
        ("bulletin", "incomes", "rows", ("label",)),
        ("harbour", "sailings", "rows", ("label",)),
    ],
)
def test_names_exchanged_are_known_by_what_their_figures_are_called(
    loaded: Callable[[str], Story], name: str, chart: str, field: str, keys: tuple[str, ...]
) -> None:
    story = loaded(name)
    assert [*names_astray(ground_of(story, story.charts[chart]), story.charts[chart])] == []
    exchanged = _swapped(story.charts[chart], field, *keys)
    assert {one.rule for one in names_astray(ground_of(story, exchanged), exchanged)} == {"chart-name-exchanged"}


@pytest.mark.parametrize(
    "words", ["Where people live", "A dwelling", "Home of a farmer", "Connections in town", "Wind"]
)
def test_names_of_an_editor_s_own_are_let_be(loaded: Callable[[str], Story], words: str) -> None:
    story = loaded("grid")
    waits = story.charts["waits"]
    assert isinstance(waits, DumbbellChart)
    first, *rest = waits.pairs
    renamed = waits.model_copy(
        update={"pairs": (first.model_copy(update={"label": MappingProxyType({"en": words})}), *rest)}
    )
    assert [*faults(story, renamed)] == []


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("Homes by the falls", []),
        ("Homes, a fall", ["chart-direction"]),
        ("Fall in demand from homes", ["chart-direction"]),
        ("Homes, rise or fall", []),
        ("Homes at the waterfall", []),
        ("Homes, less than", ["chart-bound"]),
        ("Homes, up to", ["chart-bound"]),
        ("Homes, all but new ones", []),
    ],
)
def test_a_name_gives_its_figure_no_other_direction_or_bound(
    loaded: Callable[[str], Story], words: str, rules: list[str]
) -> None:
    story = loaded("grid")
    use = story.charts["use"]
    assert isinstance(use, BarsChart)
    first, *rest = use.rows
    told = use.model_copy(update={"rows": (first.model_copy(update={"label": MappingProxyType({"en": words})}), *rest)})
    assert [one.rule for one in faults(story, told)] == rules


@pytest.mark.parametrize(
    ("name", "chart", "heads", "told"),
    [
        ("grid", "courses", ("At last", "At first"), 3),
        ("grid", "courses", ("First", "Now"), 0),
        ("grid", "courses", ("Coal in all", "Wind"), 0),
        ("bulletin", "courses", ("最近", "起初"), 2),
    ],
)
def test_a_table_has_the_earlier_figure_under_the_head_that_says_so(
    loaded: Callable[[str], Story], name: str, chart: str, heads: tuple[str, str], told: int
) -> None:
    story = loaded(name)
    table = story.charts[chart]
    assert isinstance(table, TableChart)
    lang = next(iter(story.editions))
    first, one, other, *rest = table.columns
    both = (
        column.model_copy(update={"head": MappingProxyType({lang: head})})
        for column, head in zip((one, other), heads, strict=True)
    )
    found = [*untimely(ground_of(story, table), table.model_copy(update={"columns": (first, *both, *rest)}))]
    assert [one.rule for one in found] == ["chart-sides"] * told
