"""Charts from their entries: what an editor may write, what is refused, and what readers without the picture get."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest
from pydantic import TypeAdapter, ValidationError

from galley.charts.faults import faults, hero_faults
from galley.charts.forms import any_chart
from galley.charts.forms.bars import BarsChart
from galley.charts.forms.status import Statuses
from galley.charts.forms.strip import Strip, StripChart
from galley.charts.forms.table import TableChart
from galley.charts.forms.timeline import Timeline
from galley.charts.forms.track import Tracks
from galley.charts.forms.units import UnitMarks
from galley.charts.model import Chart
from galley.charts.naming import rows_called_alike
from galley.charts.unitwords import other_units_of_labels
from galley.charts.voice import chart_data, table
from galley.marks import marked, plain
from galley.story.load import Story
from galley.story.voice import Voice, voice_of
from galley.walk import names_in

WORDS = {"zh-Hans": "词", "en": "Words"}
ENTRY = {"id": "a", "title": WORDS, "subtitle": WORDS, "alt": WORDS}


def material_of(story: Story, edition: str, chart_id: str) -> object:
    return chart_data(voice_of(story, edition), story.charts[chart_id])


@pytest.fixture(scope="module")
def story(loaded: Callable[[str], Story]) -> Story:
    return loaded("")


def entry(**fields: object) -> Chart:
    chart: Chart = TypeAdapter(any_chart()).validate_python({**ENTRY, **fields})
    return chart


@pytest.mark.parametrize(
    "fields",
    [
        {"form": "pie", "fact": "a"},
        {"form": "units"},
        {"form": "units", "fact": "a", "colour": "red"},
        {"form": "units", "fact": "a", "alt": {}},
        {"form": "units", "fact": "a", "each": "10"},
        {"form": "lollipop", "rows": ({"fact": "a", "label": WORDS},)},
        {"form": "timeline", "events": ({"fact": "a", "label": WORDS, "tone": "red"}, {"fact": "b", "label": WORDS})},
        {"form": "track", "unit": "hour", "tick": 3, "panels": ()},
    ],
)
def test_an_entry_that_cannot_be_drawn_is_refused(fields: Mapping[str, object]) -> None:
    with pytest.raises(ValidationError):
        entry(**fields)


def test_every_fact_of_a_chart_is_found_with_its_keys() -> None:
    track = {"fact": "a", "label": WORDS, "tone": "before", "also": ("b", "c")}
    chart = entry(form="track", unit="hour", tick=3, panels=({"label": WORDS, "tracks": (track,)},))
    assert list(names_in(chart, "fact")) == [
        (("panels", 0, "tracks", 0, "fact"), "a"),
        (("panels", 0, "tracks", 0, "also", 0), "b"),
        (("panels", 0, "tracks", 0, "also", 1), "c"),
    ]


def test_every_table_of_a_chart_is_found() -> None:
    chart = entry(form="status", table="roads", states=({"id": "open", "label": WORDS, "line": "solid"},))
    assert list(names_in(chart, "table")) == [(("table",), "roads")]


def test_the_unit_of_a_scale_is_found() -> None:
    track = {"fact": "a", "label": WORDS, "tone": "before"}
    chart = entry(form="track", unit="hour", tick=3, panels=({"label": WORDS, "tracks": (track,)},))
    assert list(names_in(chart, "unit")) == [(("unit",), "hour")]


def changed(story: Story, chart_id: str, **fields: object) -> Chart:
    return story.charts[chart_id].model_copy(update=fields)


def test_a_date_or_a_claim_cannot_be_counted(story: Story) -> None:
    found = faults(story, changed(story, "xunwu-projects", fact="rail.ganshen.opened"))
    (problem,) = (problem for problem in found if problem.rule == "chart-no-number")
    assert problem.place == story.place("chart", "xunwu-projects", "fact")


def test_what_is_measured_otherwise_cannot_stand_on_the_scale(story: Story) -> None:
    problems = [*faults(story, changed(story, "rail-times", unit="train"))]
    assert {problem.rule for problem in problems} == {"chart-unlike-units"}
    assert len(problems) == 6


def test_an_event_needs_a_date_with_a_beginning(story: Story) -> None:
    chart = story.charts["policy-timeline"]
    dates = {"aid.xunwu.since": story.facts["aid.xunwu.since"].model_copy(update={"date": None})}
    (problem,) = faults(replace(story, facts={**story.facts, **dates}), chart)
    assert (problem.rule, "aid.xunwu.since" in problem.message) == ("chart-no-date", True)


@pytest.mark.parametrize(("name", "key"), [("stations", "stretches"), ("roads", "states")])
def test_a_row_of_no_known_stretch_or_state_is_named_at_its_line(story: Story, name: str, key: str) -> None:
    problems = faults(story, changed(story, name, **{key: getattr(story.charts[name], key)[:1]}))
    assert {problem.rule for problem in problems} == {"chart-row-unknown"}
    assert all(problem.place.path == f"data/tables/{name}.csv" for problem in problems)


def test_stretches_follow_the_order_of_the_table(story: Story) -> None:
    chart = story.charts["stations"]
    assert isinstance(chart, StripChart)
    problems = faults(story, changed(story, "stations", stretches=chart.stretches[::-1]))
    assert [problem.rule for problem in problems] == ["chart-order"]


def test_a_table_without_names_for_an_edition_is_refused(story: Story) -> None:
    roads = story.tables["roads"]
    lacking = replace(roads, columns=tuple(column for column in roads.columns if column != "en"))
    problems = faults(replace(story, tables={**story.tables, "roads": lacking}), story.charts["roads"])
    assert [(problem.rule, "column en" in problem.message) for problem in problems] == [("chart-no-column", True)]


def test_the_story_s_own_charts_have_no_faults(story: Story) -> None:
    assert [problem for chart in story.charts.values() for problem in faults(story, chart)] == []


def test_how_a_number_ends_follows_from_its_qualifier(story: Story) -> None:
    material = material_of(story, "zh-Hans", "rail-times")
    assert isinstance(material, Tracks)
    rows = [row for group in material.groups for row in group.rows]
    assert [row.amount.end for row in rows] == ["nearly", "nearly", "exact", "exact"]
    assert [plain(row.amount.words.words) for row in rows] == ["近7", "近2", "12", "6"]


def test_readings_of_other_sources_are_brought_to_the_scale(story: Story) -> None:
    material = material_of(story, "en", "rail-times")
    assert isinstance(material, Tracks)
    _, reading = material.groups[0].rows[0].readings[0]
    assert reading.number == pytest.approx(5 + 32 / 60)
    assert plain(reading.words.words) == "5 hours 32 minutes"


def test_the_scale_is_marked_as_one_and_names_its_unit_once(story: Story) -> None:
    material = material_of(story, "en", "rail-times")
    assert isinstance(material, Tracks)
    assert [plain(label.words) for _, label in material.ticks] == ["0", "3", "6", "9", "12 hours"]
    assert {found.kind for _, label in material.ticks for found in marked(label.words)} == {"scale"}


def test_an_event_keeps_its_precision_and_its_doubt(story: Story) -> None:
    material = material_of(story, "zh-Hans", "policy-timeline")
    assert isinstance(material, Timeline)
    assert [event.precision for event in material.events] == [
        "year", "month", "month", "day", "year", "month", "day", "day",
    ]  # fmt: skip
    assert [event.inferred for event in material.events] == [False] * 7 + [True]
    assert [event.last is None for event in material.events] == [True] + [False] * 7


def test_a_count_beyond_what_is_printed_stays_open(story: Story) -> None:
    material = material_of(story, "en", "santong-trains")
    assert isinstance(material, UnitMarks)
    assert (material.count, material.each, material.end) == (4000, 10, "open")
    assert [plain(label.words) for _, label in material.marks] == ["1,000", "2,000", "3,000", "4,000"]


def test_names_come_from_the_table_in_the_edition_s_script(story: Story) -> None:
    names = {}
    for edition in story.editions.values():
        material = material_of(story, edition.id, "stations")
        assert isinstance(material, Strip)
        names[edition.id] = [place.name.words for stretch in material.stretches for place in stretch.waypoints]
    assert {len(found) for found in names.values()} == {14}
    assert [found[2] for found in names.values()] == ["龙南东", "龍南東", "Longnan East"]


def test_states_come_from_the_table(story: Story) -> None:
    material = material_of(story, "en", "roads")
    assert isinstance(material, Statuses)
    assert [row.line for row in material.rows] == ["solid", "solid", "dashed", "dashed", "dashed"]


def test_a_table_has_a_cell_a_column_and_no_number_without_a_mark(story: Story) -> None:
    for edition in story.editions.values():
        for chart in story.charts.values():
            rows = table(Voice(story, edition), chart)
            assert rows.rows, chart.id
            assert {len(row) for row in rows.rows} == {len(rows.columns)}
            for cell in (cell for row in rows.rows for cell in row):
                assert not any(c.isdigit() for c in plain(cell)) or list(marked(cell)) or "-" in cell, cell


def test_a_table_says_unit_qualifier_and_status(story: Story) -> None:
    rows = table(voice_of(story, "en"), story.charts["rail-times"])
    first = [plain(cell) for cell in rows.rows[0]]
    assert first[:5] == ["Passengers · Before", "nearly 7 hours", "7", "hours", "nearly"]
    assert "Machine-checked" in first


def test_a_table_counts_in_the_unit_that_its_edition_uses(story: Story) -> None:
    found = {
        edition: [plain(cell) for cell in table(voice_of(story, edition), story.charts["projects-share"]).rows[0]]
        for edition in ("zh-Hans", "en")
    }
    assert found["zh-Hans"][1:4] == ["近七成", "7", "成"]
    assert found["en"][1:4] == ["nearly 70 per cent", "70", "per cent"]


@pytest.mark.parametrize(
    ("name", "chart", "key", "words"),
    [
        ("grid", "waits", "subtitle", {"en": "Days until a new connection"}),
        ("grid", "stack", "subtitle", {"en": "Electricity from coal and wind, gigawatt-hours"}),
        ("grid", "parks", "y", {"en": "Cost, euros"}),
        ("grid", "parks", "x", {"en": "Power, kW"}),
        ("grid", "parks", "x", {"en": "Cost, crowns"}),
        ("bulletin", "crops", "subtitle", {"zh-Hans": "产量，公斤"}),
        ("bulletin", "parts", "subtitle", {"zh-Hans": "三次产业增加值（美元），同一比例"}),
        ("harbour", "crossing-times", "subtitle", {"en": "Crossing time, minutes", "pt": "Duração"}),
        ("harbour", "crossing-times", "subtitle", {"en": "Crossing time", "pt": "Duração, mil horas"}),
        # the right unit, so many times
        ("bulletin", "crops", "subtitle", {"zh-Hans": "产量，万吨"}),
        ("bulletin", "crops", "subtitle", {"zh-Hans": "产量（单位：百万吨）"}),
        ("bulletin", "crops", "subtitle", {"zh-Hans": "产量，单位：万"}),
        ("bulletin", "crops", "subtitle", {"zh-Hans": "各乡年产千吨数"}),
        ("grid", "parks", "y", {"en": "Cost, hundred crowns"}),
        ("grid", "parks", "y", {"en": "Cost, thousands of crowns"}),
        ("grid", "parks", "y", {"en": "Cost (crowns, millions)"}),
        ("grid", "bills", "subtitle", {"en": "Hundreds of thousands of crowns"}),
        ("grid", "parks", "x", {"en": "Power, thousand MW"}),
        ("grid", "stack", "subtitle", {"en": "Electricity from coal and wind, in thousands"}),
        ("grid", "stack", "subtitle", {"en": "Dozens of TWh from coal and wind"}),
        ("grid", "stack", "subtitle", {"en": "Tens of TWh from coal and wind"}),
        ("grid", "parks", "y", {"en": "Cost, m crowns"}),
        ("grid", "parks", "y", {"en": "Cost, crowns m"}),
        ("bulletin", "crops", "subtitle", {"zh-Hans": "产量，吨·万"}),
    ],
)
def test_words_that_name_another_unit_than_is_drawn_are_refused(
    loaded: Callable[[str], Story], name: str, chart: str, key: str, words: Mapping[str, str]
) -> None:
    story = loaded(name)
    right = story.charts[chart]
    assert [one.rule for one in faults(story, right)] == []
    wrong = [one.rule for one in faults(story, right.model_copy(update={key: words}))]
    assert wrong == ["chart-unit-said"], f"{chart}: {words} passes over {right.subtitle}"


def test_labels_heads_and_captions_that_name_another_unit_are_refused(loaded: Callable[[str], Story]) -> None:
    harbour, courses = loaded("harbour"), loaded("grid").charts["courses"]
    assert isinstance(courses, TableChart)
    assert [*other_units_of_labels(harbour), *hero_faults(harbour), *faults(loaded("grid"), courses)] == []

    crossing = harbour.facts["ferry.crossing.before"].model_copy(update={"label": {"en": "Minutes to Farhaven"}})
    mislabelled = replace(harbour, facts={**harbour.facts, crossing.id: crossing})
    assert [one.rule for one in other_units_of_labels(mislabelled)] == ["chart-unit-said"]

    residents = harbour.facts["town.people"].model_copy(update={"label": {"en": "Residents of each thousand people"}})
    counted = replace(harbour, facts={**harbour.facts, residents.id: residents})
    assert [one.rule for one in other_units_of_labels(counted)] == [], "what is counted for each is no unit"
    in_thousands = residents.model_copy(update={"label": {"en": "Residents, thousands of people"}})
    scaled = replace(harbour, facts={**harbour.facts, residents.id: in_thousands})
    assert [one.rule for one in other_units_of_labels(scaled)] == ["chart-unit-said"]

    assert harbour.site.hero
    hero = harbour.site.hero.model_copy(update={"caption": MappingProxyType({"en": "To scale, in minutes"})})
    captioned = replace(harbour, site=harbour.site.model_copy(update={"hero": hero}))
    assert [one.rule for one in hero_faults(captioned)] == ["chart-unit-said"]

    columns = (
        courses.columns[0],
        courses.columns[1].model_copy(update={"head": {"en": "Then, GWh"}}),
        *courses.columns[2:],
    )
    headed = courses.model_copy(update={"columns": columns})
    assert [one.rule for one in faults(loaded("grid"), headed)] == ["chart-unit-said"]

    use = loaded("grid").charts["use"]
    assert isinstance(use, BarsChart)
    homes, *rows = use.rows
    named = homes.model_copy(update={"label": MappingProxyType({"en": "Homes, per mille"})})
    waits = use.model_copy(update={"rows": (named, *rows)})
    assert [one.rule for one in faults(loaded("grid"), waits)] == ["chart-unit-said"]


def test_two_tracks_at_the_head_of_the_feature_have_two_names(loaded: Callable[[str], Story]) -> None:
    story = loaded("harbour")
    assert story.site.hero
    ferry = MappingProxyType({"en": "by ferry"})
    tracks = tuple(track.model_copy(update={"label": ferry}) for track in story.site.hero.tracks)
    hero = story.site.hero.model_copy(update={"tracks": tracks})
    alike = replace(story, site=story.site.model_copy(update={"hero": hero}))
    assert [one.rule for one in hero_faults(alike)] == ["chart-called-alike"]


def test_two_things_of_a_series_have_two_names(loaded: Callable[[str], Story]) -> None:
    story = loaded("grid")
    assert [*rows_called_alike(story)] == []
    power = story.series["power"]
    coal = power.series["coal"].model_copy(update={"label": {"en": "wind"}})
    alike = power.model_copy(update={"series": {**power.series, "coal": coal}})
    found = [*rows_called_alike(replace(story, series={**story.series, "power": alike}))]
    assert [one.rule for one in found] == ["chart-called-alike"]


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ("before", "now", []),
        ("Until then", "Since then", []),
        ("homes", "farms", []),
        ("homes", "Homes", ["chart-called-alike"]),
        ("now", "before", ["chart-sides", "chart-sides"]),
        ("After the line", "once", ["chart-sides", "chart-sides"]),
    ],
)
def test_a_key_calls_the_time_before_by_no_word_for_what_came_after(
    loaded: Callable[[str], Story], before: str, after: str, rules: list[str]
) -> None:
    story = loaded("grid")
    key = {"before": MappingProxyType({"en": before}), "after": MappingProxyType({"en": after})}
    assert [one.rule for one in faults(story, story.charts["waits"].model_copy(update=key))] == rules


@pytest.mark.parametrize(
    ("name", "chart", "words"),
    [
        ("grid", "waits", {"en": "Weeks until a new connection, by year"}),
        ("grid", "stack", {"en": "TWh made in a year from coal and wind"}),
        ("bulletin", "crops", {"zh-Hans": "每年产量，吨"}),
        ("bulletin", "crops", {"zh-Hans": "万家灯火的乡，产量，吨"}),
        ("grid", "stack", {"en": "Electricity from coal and wind, million MWh"}),
        ("grid", "stack", {"en": "Thousands of GWh from coal and wind"}),
        ("grid", "stack", {"en": "Electricity for thousands of people, TWh"}),
        ("bulletin", "incomes", {"zh-Hans": "居民一年的人均可支配收入"}),
    ],
)
def test_words_that_name_its_unit_or_another_measure_are_right(
    loaded: Callable[[str], Story], name: str, chart: str, words: Mapping[str, str]
) -> None:
    story = loaded(name)
    assert [one.message for one in faults(story, story.charts[chart].model_copy(update={"subtitle": words}))] == []
