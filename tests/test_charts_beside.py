"""Names that stand beside the figures of a chart, and say what they are of, are those of their own figures."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

import pytest

from galley.charts.beside import names_astray, untimely
from galley.charts.claims.signs import TONES, Toned
from galley.charts.faults import faults
from galley.charts.forms.bars import BarsChart
from galley.charts.forms.dumbbell import DumbbellChart
from galley.charts.forms.table import TableChart
from galley.charts.ground import ground_of
from galley.charts.model import Chart
from galley.charts.readback import read_back
from galley.charts.told import told_of_all
from galley.charts.voice import claimed
from galley.story.load import Story
from galley.story.voice import voice_of


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


@pytest.mark.parametrize(
    ("name", "chart", "key", "words", "told"),
    [
        ("grid", "bills", "subtitle", "What a household pays in a month, crowns", True),
        ("grid", "bills", "subtitle", "A household’s yearly bill in crowns", False),
        ("grid", "bills", "subtitle", "What a household pays, crowns", False),
        ("harbour", "sailings", "subtitle", "Sailings a week", True),
        ("harbour", "sailings", "subtitle", "Sailings daily, in {{harbour.boats|as_of}}", False),
        ("harbour", "sailings", "subtitle", "Sailings a day, since {{ferry.petrel.service}}", True),
        ("harbour", "moorings", "alt", "{{harbour.moorings|cap}}, a mark for every {{=ten}}.", True),
        ("harbour", "moorings", "alt", "{{harbour.moorings|cap}}, {{=one}} mark each.", False),
        ("harbour", "crossing-times", "subtitle", "Crossing time, hours; not to scale", True),
        ("harbour", "crossing-times", "subtitle", "Crossing time, hours, to scale", False),
        ("bulletin", "parts", "subtitle", "三次产业增加值，元，各自的比例", True),
        ("bulletin", "prices", "subtitle", "价格比上月的升降，%", True),
        ("bulletin", "prices", "subtitle", "价格的同比升降，%", False),
        ("bulletin", "incomes", "subtitle", "户均可支配收入，元", True),
        ("bulletin", "incomes", "alt", "{{=三条}}横线：城镇居民{{income.town}}，农村居民{{income.village}}。", True),
        ("grid", "use", "beside", "a year after", True),
        ("grid", "use", "beside", "before", False),
    ],
)
def test_the_words_of_a_chart_tell_nothing_of_its_figures_that_they_are_not(
    loaded: Callable[[str], Story], name: str, chart: str, key: str, words: str, told: bool
) -> None:
    story = loaded(name)
    changed = story.charts[chart].model_copy(update={key: MappingProxyType({next(iter(story.editions)): words})})
    rules = {one.rule for one in told_of_all(ground_of(story, changed), changed)}
    assert (rules & {"chart-told", "chart-sides"} != set()) is told


def test_a_bar_and_its_stroke_are_not_exchanged(loaded: Callable[[str], Story]) -> None:
    story = loaded("grid")
    use = story.charts["use"]
    assert isinstance(use, BarsChart)
    exchanged = use.rows[2].model_copy(update={"fact": use.rows[2].beside, "beside": use.rows[2].fact})
    chart = use.model_copy(update={"rows": (*use.rows[:2], exchanged, use.rows[3])})
    assert [one.rule for one in told_of_all(ground_of(story, chart), chart)] == ["chart-sides"]


def test_a_cell_that_says_when_stands_in_a_row_of_that_time(loaded: Callable[[str], Story]) -> None:
    story = loaded("grid")
    courses = story.charts["courses"]
    assert isinstance(courses, TableChart)
    for fact, rules in (("power.coal.2024", []), ("bill.2021", ["chart-told"])):
        when = MappingProxyType({"en": f"{{{{{fact}|as_of}}}}"})
        rows = ((courses.rows[0][0], courses.rows[0][2], when), *courses.rows[1:])
        chart = courses.model_copy(update={"rows": rows})
        assert [one.rule for one in told_of_all(ground_of(story, chart), chart)] == rules


def test_a_sign_claims_the_tone_of_its_mark(loaded: Callable[[str], Story]) -> None:
    story = loaded("grid")
    sign = "chevron wait.home.after"
    claims = claimed(voice_of(story, "en"), story.charts["waits"])
    [own] = [claim for claim in claims if isinstance(claim, Toned) and sign in claim.marks]
    for tone, told in (("after", False), ("before", True)):
        drawn = f'<path data-mark="{sign}" d="M3,-6L9,0L3,6" fill="none" stroke="{TONES[tone]}" stroke-width="2"/>'
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99" viewBox="0 0 99 99">{drawn}</svg>'
        assert any(fault.startswith(sign) for fault in own.untrue(read_back(svg))) is told
