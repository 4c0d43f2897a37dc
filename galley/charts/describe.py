"""A chart as rows: the figures that it draws, with units, qualifiers, times and sources, for a table and for a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from galley.charts.forms import FORMS, form_of
from galley.charts.gather import Copy
from galley.charts.model import (
    Chart,
    IsotypeChart,
    StatusChart,
    StripChart,
    TableChart,
    TimelineChart,
    TrackChart,
    references,
)
from galley.editions.days import date_words
from galley.editions.figures import printed
from galley.editions.saying import say
from galley.editions.script import phrase
from galley.evidence.derive import Value
from galley.marks import mark
from galley.model import Edition, Fact, Text
from galley.story.load import Story
from galley.story.once import once_a_story

FACT_COLUMNS = ("what", "figure", "number", "unit", "qualifier", "as-of", "status", "source")
DATE_COLUMNS = ("what", "date", "precision", "status", "source")


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of marked words: the names of its columns, and a cell a column in each row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@once_a_story
def table(story: Story, edition: Edition, chart: Chart) -> Rows:
    """What the chart shows, for those who would read it, or take it away."""
    match chart:
        case TableChart():
            return _amounts(story, edition, chart)
        case StripChart():
            return _strip(story, edition, chart)
        case StatusChart():
            return _statuses(story, edition, chart)
        case TimelineChart():
            rows = ((say(story, edition, event.label), story.facts[event.fact]) for event in chart.events)
            return _rows(story, edition, DATE_COLUMNS, [_dated(story, edition, *row) for row in rows])
        case _:
            lines = [_counted(story, edition, what, story.facts[fact]) for what, fact in _named(story, edition, chart)]
            return _rows(story, edition, FACT_COLUMNS, lines)


def _rows(story: Story, edition: Edition, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Rows:
    heads = tuple(phrase(story, edition, f"column.{name}") for name in columns)
    return Rows(heads, tuple(rows))


def _named(story: Story, edition: Edition, chart: Chart) -> Iterator[tuple[str, str]]:
    """Each fact that is drawn, with what the chart calls it; a further reading has a name of its own."""
    if chart.form in FORMS:
        yield from form_of(chart).rows(Copy(story, edition, chart), chart)
        return
    called: dict[str, Text] = {}
    match chart:
        case TrackChart():
            for panel in chart.panels:
                words = say(story, edition, panel.label)
                for track in panel.tracks:
                    yield f"{words} · {say(story, edition, track.label)}", track.fact
                    yield from ((say(story, edition, story.facts[fact].label), fact) for fact in track.also)
            return
        case IsotypeChart():
            groups = [group for pane in chart.panes for group in (pane.left, pane.right)]
            called = {group.kinds[0].fact: group.label for group in groups if len(group.kinds) == 1}
    for _, fact in references(chart):
        yield say(story, edition, called.get(fact, story.facts[fact].label)), fact


def _counted(story: Story, edition: Edition, what: str, fact: Fact) -> tuple[str, ...]:
    """A fact with a number: as it is printed, and as a spreadsheet counts with it."""
    value = story.values[fact.id]
    number, unit = _measured(story, edition, value)
    qualifier = story.qualifiers[value.qualifier].label if value.qualifier else None
    return (
        what,
        printed(story, edition, fact.id),
        mark("number", fact.id, number),
        unit,
        say(story, edition, qualifier) if qualifier else "",
        *_vouched(story, edition, fact, with_time=True),
    )


def _measured(story: Story, edition: Edition, value: Value) -> tuple[str, str]:
    """Number and unit, in the unit that the edition uses."""
    if value.number is None or value.unit is None:
        return f"{value.number or ''}", ""
    number, unit = value.number, story.units[value.unit]
    author = edition.id if edition.id in unit.as_ or not edition.script else edition.script[0]
    if author in unit.as_:
        other = story.units[unit.as_[author]]
        number, unit = number * unit.size / other.size, other
    forms = {name: form if isinstance(form, str) else form["other"] for name, form in unit.forms.items()}
    return f"{number.normalize():f}", say(story, edition, forms)


def _dated(story: Story, edition: Edition, what: str, fact: Fact) -> tuple[str, ...]:
    precision = phrase(story, edition, f"precision.{fact.date.precision}") if fact.date else ""
    return (what, printed(story, edition, fact.id), precision, *_vouched(story, edition, fact, with_time=False))


def _vouched(story: Story, edition: Edition, fact: Fact, with_time: bool) -> Iterator[str]:
    """What time it is of, how far it may be believed, and where it comes from."""
    if with_time:
        yield mark("date", fact.id, date_words(story, edition, fact.as_of)) if fact.as_of else ""
    yield phrase(story, edition, f"status.{story.status(fact.id)}")
    yield say(story, edition, story.sources[fact.source].title) if fact.source else ""


def _amounts(story: Story, edition: Edition, chart: TableChart) -> Rows:
    heads = chart.columns
    return Rows(
        tuple(say(story, edition, head) for head in (heads.amount, heads.nature, heads.what, heads.period)),
        tuple(
            (
                printed(story, edition, row.fact),
                *(say(story, edition, text) for text in (row.nature, row.what, row.period)),
            )
            for row in chart.rows
        ),
    )


def _strip(story: Story, edition: Edition, chart: StripChart) -> Rows:
    stretches = {stretch.id: stretch for stretch in chart.stretches}
    rows = [
        (
            _cell(story, edition, row, ""),
            say(story, edition, stretches[row["area"]].label),
            say(story, edition, stretches[row["area"]].within),
            phrase(story, edition, f"answer.{'yes' if row['existing'] else 'no'}"),
            _cell(story, edition, row, "planned."),
        )
        for row in story.tables[chart.table].rows
    ]
    return _rows(story, edition, ("station", "area", "within", "existing", "planned"), rows)


def _statuses(story: Story, edition: Edition, chart: StatusChart) -> Rows:
    states = {state.id: say(story, edition, state.label) for state in chart.states}
    rows = [
        (_cell(story, edition, row, ""), _cell(story, edition, row, "part."), states[row["state"]])
        for row in story.tables[chart.table].rows
    ]
    return _rows(story, edition, ("name", "part", "state"), rows)


def _cell(story: Story, edition: Edition, row: Mapping[str, str], prefix: str) -> str:
    text = {name: words for name in story.editions if (words := row.get(prefix + name))}
    return say(story, edition, text) if text else ""
