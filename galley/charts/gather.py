"""Gathers a chart's material: its texts said, its facts printed, its numbers brought to the chart's unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from galley.charts.fit import Label
from galley.charts.forms import FORMS, form_of
from galley.charts.material import (
    Amount,
    Bunch,
    Dated,
    End,
    Isotype,
    Material,
    Standing,
    Station,
    Statuses,
    Strip,
    StripStretch,
    Timeline,
    TrackGroup,
    TrackRow,
    Tracks,
    Units,
)
from galley.charts.model import (
    Chart,
    Event,
    Group,
    IsotypeChart,
    Keys,
    StatusChart,
    StripChart,
    TimelineChart,
    Track,
    TrackChart,
    UnitsChart,
)
from galley.editions.figures import printed
from galley.editions.quantities import number_words
from galley.editions.saying import say
from galley.marks import mark
from galley.model import Edition, Op, Text
from galley.story.load import Story

Drawn = Chart
"""The charts that are pictures; a table of amounts is typeset by the page."""
_ENDS: Mapping[Op, End] = {
    **{"=": "exact", "<~": "nearly", "~": "about"},
    **{">": "open", ">~": "open", ">=": "open"},
    **{"<": "capped", "<=": "capped"},
}


@dataclass(frozen=True, slots=True)
class Copy:
    """A story's words and numbers for one chart in one edition."""

    story: Story
    edition: Edition
    chart: Drawn

    def say(self, text: Text) -> str:
        return say(self.story, self.edition, text)

    def called(self, fact: str) -> str:
        return self.say(self.story.facts[fact].label)

    def end_of_scale(self, words: str) -> Label:
        return Label(mark("scale", self.chart.id, words), ())

    def label(self, text: Text, *keys: str | int) -> Label:
        return Label(say(self.story, self.edition, text), keys)

    def figure(self, fact: str, *keys: str | int, variants: tuple[str, ...] = ()) -> Label:
        return Label(printed(self.story, self.edition, fact, variants), keys)

    def scale(self, number: int, unit: str | None = None, grouped: bool = True) -> Label:
        """A number of the scale, which no fact vouches for."""
        words = str(number)
        if grouped or unit:
            words = number_words(self.story, self.edition, Decimal(number), unit, None)
        return Label(mark("scale", self.chart.id, words), ())

    def count(self, fact: str) -> int:
        return int(self.story.values[fact].number or 0)

    def end(self, fact: str) -> End:
        if self.story.facts[fact].derived:
            return "derived"
        qualifier = self.story.values[fact].qualifier
        return _ENDS[self.story.qualifiers[qualifier].op] if qualifier else "exact"

    def amount(self, fact: str, words: Label, unit: str | None = None) -> Amount:
        return Amount(float(self.story.in_unit(fact, unit)), self.end(fact), words)

    def named(self, row: Mapping[str, str], prefix: str, *keys: str | int) -> Label | None:
        """The words that the columns of a table's row hold for the editions."""
        text = {name: words for name in self.story.editions if (words := row.get(prefix + name))}
        return self.label(text, *keys) if text else None


def gather(story: Story, edition: Edition, chart: Drawn) -> Any:
    """All that the chart shows in the edition."""
    copy = Copy(story, edition, chart)
    if chart.form in FORMS:
        return form_of(chart).data(copy, chart)
    return _gather(copy, chart)


def _gather(copy: Copy, chart: Drawn) -> Material:
    match chart:
        case TrackChart():
            return _tracks(copy, chart)
        case TimelineChart():
            return _timeline(copy, chart)
        case UnitsChart():
            return _units(copy, chart)
        case StripChart():
            return _strip(copy, chart)
        case IsotypeChart():
            return _isotype(copy, chart)
        case StatusChart():
            return _statuses(copy, chart)
    raise KeyError(chart.form)


def _tracks(copy: Copy, chart: TrackChart) -> Tracks:
    groups = tuple(
        TrackGroup(
            copy.label(panel.label, "panels", p, "label"),
            copy.label(panel.note, "panels", p, "note") if panel.note else None,
            tuple(_track(copy, track, chart.unit, ("panels", p, "tracks", t)) for t, track in enumerate(panel.tracks)),
        )
        for p, panel in enumerate(chart.panels)
    )
    amounts = [amount for group in groups for row in group.rows for amount in (row.amount, *row.readings)]
    longest = max(amount.number for amount in amounts)
    last = int(-(-longest // chart.tick)) * chart.tick
    ticks = tuple(
        (tick, copy.scale(tick, chart.unit if tick == last else None)) for tick in range(0, last + 1, chart.tick)
    )
    return Tracks(chart.unit, ticks, chart.sleepers, groups)


def _track(copy: Copy, track: Track, unit: str, keys: Keys) -> TrackRow:
    value = copy.story.values.get(track.fact)
    variants = ("count",) if value and value.unit == unit else ()  # the scale names the unit, if it is the scale's
    return TrackRow(
        copy.label(track.label, *keys, "label"),
        track.tone,
        copy.amount(track.fact, copy.figure(track.fact, *keys, "fact", variants=variants), unit),
        tuple(copy.amount(fact, copy.figure(fact, *keys, "also", a), unit) for a, fact in enumerate(track.also)),
    )


def _timeline(copy: Copy, chart: TimelineChart) -> Timeline:
    events = tuple(_dated(copy, event, index) for index, event in enumerate(chart.events))
    first_year = min(event.first for event in events).year
    end = max(event.last or event.first for event in events) + timedelta(days=120)
    years = tuple((year, copy.scale(year, grouped=False)) for year in range(first_year, end.year + 1))
    return Timeline(first_year, end, years, tuple(sorted(events, key=lambda event: event.first)))


def _dated(copy: Copy, event: Event, index: int) -> Dated:
    fact = copy.story.facts[event.fact]
    first = fact.date.first if fact.date else None
    if fact.date is None or first is None:
        raise ValueError(f"{event.fact}: a timeline needs a date with a beginning")
    return Dated(
        first,
        None if fact.date.since else fact.date.last,
        fact.date.precision,
        bool(fact.inferred),
        copy.figure(event.fact, "events", index, "fact", variants=("cap",)),
        copy.label(event.label, "events", index, "label"),
        event.tone,
        event.side,
    )


def _units(copy: Copy, chart: UnitsChart) -> Units:
    count = copy.count(chart.fact)
    every = chart.label_every
    marks = tuple((n, copy.scale(n)) for n in range(every, count + 1, every)) if every else ()
    return Units(count, chart.each, copy.end(chart.fact), chart.tone, marks)


def _strip(copy: Copy, chart: StripChart) -> Strip:
    rows = copy.story.tables[chart.table].rows
    return Strip(
        tuple(
            StripStretch(
                copy.label(stretch.label, "stretches", index, "label"),
                copy.label(stretch.within, "stretches", index, "within"),
                stretch.tone,
                tuple(_station(copy, row) for row in rows if row["area"] == stretch.id),
            )
            for index, stretch in enumerate(chart.stretches)
        )
    )


def _station(copy: Copy, row: Mapping[str, str]) -> Station:
    name = copy.named(row, "", "table") or Label("", ("table",))
    return Station(name, copy.named(row, "planned.", "table"), bool(row["existing"]))


def _isotype(copy: Copy, chart: IsotypeChart) -> Isotype:
    return Isotype(
        tuple(
            (
                _bunch(copy, pane.left, ("panes", index, "left")),
                _bunch(copy, pane.right, ("panes", index, "right")),
                copy.label(pane.relation, "panes", index, "relation"),
            )
            for index, pane in enumerate(chart.panes)
        )
    )


def _bunch(copy: Copy, group: Group, keys: Keys) -> Bunch:
    numbers = [copy.figure(kind.fact, variants=("count",)).words for kind in group.kinds]
    return Bunch(
        copy.label(group.label, *keys, "label"),
        Label("+".join(numbers), (*keys, "kinds")),
        group.tone,
        tuple((copy.count(kind.fact), kind.shape) for kind in group.kinds),
    )


def _statuses(copy: Copy, chart: StatusChart) -> Statuses:
    states = {state.id: (index, state) for index, state in enumerate(chart.states)}
    return Statuses(
        tuple(
            Standing(
                copy.named(row, "", "table") or Label("", ("table",)),
                copy.named(row, "part.", "table"),
                copy.label(states[row["state"]][1].label, "states", states[row["state"]][0], "label"),
                states[row["state"]][1].line,
            )
            for row in copy.story.tables[chart.table].rows
        )
    )
