"""What every chart says in content/charts.yaml, and the names of facts, tables and units in what its form adds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator

from galley.model import Day, Id, Model, NameOf, Text


class FactRef(str):
    """The id of a fact, where a chart names one; told from other words so that `references` finds it."""


class SeriesRef(str):
    """The id of a series, where a chart names one."""


class TableRef(str):
    """The name of a table of data/tables, where a chart names one."""


class UnitRef(str):
    """The id of a unit, where a chart names one."""


FactId = Annotated[str, AfterValidator(FactRef), NameOf("fact")]
SeriesName = Annotated[str, AfterValidator(SeriesRef), NameOf("series")]
TableName = Annotated[str, AfterValidator(TableRef)]
UnitId = Annotated[str, AfterValidator(UnitRef), NameOf("unit")]
Tone = Literal["before", "after", "plain", "quiet"]
"""before: what was, or the place set out from · after: what is, or the place arrived at · plain: ink"""
Glyph = Literal[
    "feather", "stop", "open", "capped", "diamond", "derived", "notch", "day", "month", "year", "inferred",
    "place", "place-before", "line", "line-dashed", "unit",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What something that an editor writes is for, in the languages of the handbooks, and an example of it."""

    en: str
    zh: str
    example: Any = None


FactOfChart = Annotated[FactId, Told("The fact that is drawn.", "所画的事实。", "trip.hours.before")]
Words = Annotated[Text, Told("The words beside it.", "旁注。", {"zh-Hans": "通车前", "en": "Before"})]
ToneOfChart = Annotated[
    Tone,
    Told(
        "before: set out from · after: arrived at · plain: ink.",
        "before 出发之色，after 抵达之色，plain 墨色。",
        "after",
    ),
]
FactsOfTable = Annotated[
    tuple[FactId, ...],
    Told("Facts that the rows of the table come from.", "表中各行所依据的事实。", ["trip.stops"]),
]


class KeyEntry(Model):
    """A line of the key: how something is drawn, and what that means."""

    glyph: Glyph
    label: Text


class ChartRef(str):
    """The id of a chart, where another names it."""


class Withdrawn(Model):
    """A chart that was published and is shown no more: its pages say so and lead to another."""

    on: Day
    reason: Text
    see: Annotated[str, AfterValidator(ChartRef)]  # the chart that stands in its place


class Base(Model):
    """What every chart says about itself."""

    id: Id
    title: Text  # the finding, in a sentence
    subtitle: Text  # measure, unit, period
    alt: Text | None = None  # what a reader who does not see it must know, where its form cannot say it
    key: tuple[KeyEntry, ...] = ()
    note: Text | None = None  # what it does not say
    source_note: Text | None = None  # beside the sources of its facts, which are listed anyway
    withdrawn: Withdrawn | None = None  # no text may show it; its addresses still answer
    form: str  # each form's own word

    @property
    def windows(self) -> tuple[tuple[int, int], ...]:
        """The row and the column of each cell that has small marks, in the order in which they are drawn."""
        return ()


Chart = Base
Keys = tuple[str | int, ...]


def references(chart: Chart) -> Iterator[tuple[Keys, str]]:
    """Every fact the chart draws, with the keys under which its entry names it."""
    return _named(chart, FactRef)


def table_names(chart: Chart) -> Iterator[tuple[Keys, str]]:
    """Every table the chart draws from, with the keys under which its entry names it."""
    return _named(chart, TableRef)


def series_names(chart: Chart) -> Iterator[tuple[Keys, str]]:
    """Every series the chart draws, with the keys under which its entry names it."""
    return _named(chart, SeriesRef)


def unit_names(chart: Chart) -> Iterator[tuple[Keys, str]]:
    """Every unit the chart measures in, with the keys under which its entry names it."""
    return _named(chart, UnitRef)


def _named(chart: Chart, kind: type[str]) -> Iterator[tuple[Keys, str]]:
    return ((keys, str(value)) for keys, value in _leaves(chart) if isinstance(value, kind))


def _leaves(value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    if isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _leaves(getattr(value, name), (*keys, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _leaves(item, (*keys, index))
    elif value is not None and not isinstance(value, Decimal):
        yield keys, value
