"""What keeps a chart or the hero from being drawn, although it is well formed: found before anything is laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from galley.charts.fit import Overlong
from galley.charts.forms import FORMS, form_of
from galley.charts.model import (
    Chart,
    IsotypeChart,
    StatusChart,
    StripChart,
    TimelineChart,
    TrackChart,
    UnitsChart,
    references,
)
from galley.errors import Place, Problem
from galley.marks import plain
from galley.model import Edition
from galley.story.load import Story
from galley.story.references import Named, facts_of_hero


@dataclass(frozen=True, slots=True)
class Checked:
    """A story and a chart of it, as far as the checks of a form ask."""

    story: Story
    chart: Chart

    def number(self, fact: str) -> Decimal | None:
        return self.story.values[fact].number if fact in self.story.values else None

    def place(self, *keys: str | int) -> Place:
        return self.story.place("chart", self.chart.id, *keys)


def faults(story: Story, chart: Chart) -> list[Problem]:
    """Every problem of the chart that no single edition is to blame for."""
    if chart.form in FORMS:
        return list(form_of(chart).faults(Checked(story, chart), chart))
    match chart:
        case TimelineChart():
            found = _undated(story, chart)
        case StripChart():
            found = _strip(story, chart)
        case StatusChart():
            found = _statuses(story, chart)
        case TrackChart():
            found = _unlike(story, chart.unit, references(chart), chart.id, partial(story.place, "chart", chart.id))
        case UnitsChart() | IsotypeChart():
            found = _uncounted(story, references(chart), chart.id, partial(story.place, "chart", chart.id))
        case _:
            found = iter(())
    return list(found)


def hero_faults(story: Story) -> list[Problem]:
    """Every problem of the tracks at the head of the feature."""
    hero = story.site.hero
    place = partial(story.place, "site", "", "hero")
    return list(_unlike(story, hero.unit, facts_of_hero(hero), "hero", place)) if hero else []


def _uncounted(story: Story, facts: Named, name: str, place: Callable[..., Place]) -> Iterator[Problem]:
    for keys, fact in facts:
        number = story.values[fact].number if fact in story.values else None
        if number is None or number <= 0:
            yield Problem(
                "chart-no-number",
                place(*keys),
                f"{name}: {fact} has no number above zero to draw.",
                "Name a fact with a value, or choose another form.",
            )


def _undated(story: Story, chart: TimelineChart) -> Iterator[Problem]:
    for keys, fact in references(chart):
        date = story.facts[fact].date
        if date is None or date.first is None:
            yield Problem(
                "chart-no-date",
                story.place("chart", chart.id, *keys),
                f"{chart.id}: {fact} has no date from which it could be drawn.",
                "Name a fact with a date that begins somewhere, or take the event out.",
            )


def _unlike(story: Story, scale: str, facts: Named, name: str, place: Callable[..., Place]) -> Iterator[Problem]:
    named = list(facts)
    yield from _uncounted(story, iter(named), name, place)
    for keys, fact in named:
        unit = story.values[fact].unit if fact in story.values else None
        if unit and story.units[unit].measures != story.units[scale].measures:
            yield Problem(
                "chart-unlike-units",
                place(*keys),
                f"{name}: {fact} is in {unit}, which cannot be drawn on a scale of {scale}.",
                "Draw only what is measured alike on one scale.",
            )


def _strip(story: Story, chart: StripChart) -> Iterator[Problem]:
    table = story.tables[chart.table]
    yield from _columns(story, chart, "area", "existing")
    areas = [stretch.id for stretch in chart.stretches]
    drawn = [row.get("area", "") for row in table.rows]
    for index, area in enumerate(drawn):
        if area not in areas:
            yield _row_unknown(story, chart, index, "area", area, "stretches")
    order = [area for index, area in enumerate(drawn) if index == 0 or drawn[index - 1] != area]
    if set(areas) == set(drawn) and order != areas:
        yield Problem(
            "chart-order",
            story.place("chart", chart.id, "stretches"),
            f"{chart.id}: the stretches are not in the order of {table.path}.",
            "Keep the rows of an area together, and name the stretches in their order.",
            ", ".join(order),
        )


def _statuses(story: Story, chart: StatusChart) -> Iterator[Problem]:
    yield from _columns(story, chart, "state")
    states = {state.id for state in chart.states}
    for index, row in enumerate(story.tables[chart.table].rows):
        if row.get("state") not in states:
            yield _row_unknown(story, chart, index, "state", row.get("state", ""), "states")


def _columns(story: Story, chart: StripChart | StatusChart, *needed: str) -> Iterator[Problem]:
    table = story.tables[chart.table]
    named = [edition.id for edition in story.editions.values() if edition.script is None]
    for column in (*needed, *named):
        if column not in table.columns:
            yield Problem(
                "chart-no-column",
                story.place("chart", chart.id, "table"),
                f"{chart.id}: {table.path} has no column {column}.",
                "Add the column, or name another table.",
                ", ".join(table.columns),
            )


def _row_unknown(
    story: Story, chart: StripChart | StatusChart, index: int, column: str, found: str, known: str
) -> Problem:
    return Problem(
        "chart-row-unknown",
        story.tables[chart.table].place(index),
        f"{chart.id}: the {column} “{found}” is none of its {known}.",
        f"Mend the cell, or add it to `{known}` of {chart.id} in content/charts.yaml.",
    )


def too_wide(story: Story, edition: Edition, chart: Chart, width: int, overlong: Overlong) -> Problem:
    """A label that has no room, at the words to be shortened."""
    keys = overlong.label.keys
    try:
        place = story.place("chart", chart.id, *keys, edition.script[0] if edition.script else edition.id)
    except KeyError:
        place = story.place("chart", chart.id, *keys)
    return Problem(
        "label-too-wide",
        place,
        f"{chart.id}: a label needs {overlong.needs} pixels and has {overlong.has}, in {edition.id} at {width} pixels.",
        "Say it in fewer words; a chart never shrinks or cuts its labels.",
        plain(overlong.label.words),
    )
