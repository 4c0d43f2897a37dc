"""What an editor writes in content/charts.yaml: one flat model a chart form, told apart by `form:`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from galley.model import Id, Model, Positive, Text


class FactRef(str):
    """The id of a fact, where a chart names one; told from other words so that `references` finds it."""


class TableRef(str):
    """The name of a table of data/tables, where a chart names one."""


FactId = Annotated[str, AfterValidator(FactRef)]
TableName = Annotated[str, AfterValidator(TableRef)]
Tone = Literal["before", "after", "plain"]
"""before: laterite, the place set out from · after: teal, the place arrived at · plain: ink"""
Glyph = Literal[
    "feather", "stop", "open", "capped", "diamond", "derived", "sleeper", "day", "month", "year", "inferred",
    "station", "station-before", "line", "line-dashed", "unit",
]  # fmt: skip
Shape = Literal["hospital", "school", "college", "person", "square"]


@dataclass(frozen=True, slots=True)
class Told:
    """What something that an editor writes is for, in the languages of the handbooks, and an example of it."""

    en: str
    zh: str
    example: Any = None


FactOfChart = Annotated[FactId, Told("The fact that is drawn.", "所画的事实。", "rail.hours.before")]
Words = Annotated[Text, Told("The words beside it.", "旁注。", {"zh-Hans": "通车前", "en": "Before"})]
ToneOfChart = Annotated[
    Tone,
    Told(
        "before: set out from · after: arrived at · plain: ink.",
        "before 出发之色，after 抵达之色，plain 墨色。",
        "after",
    ),
]


class KeyEntry(Model):
    """A line of the key: how something is drawn, and what that means."""

    glyph: Glyph
    label: Text


class Base(Model):
    """What every chart says about itself."""

    id: Id
    title: Text  # the finding, in a sentence
    subtitle: Text  # measure, unit, period
    alt: Text  # what a reader who does not see it must know
    key: tuple[KeyEntry, ...] = ()
    note: Text | None = None  # what it does not say
    source_note: Text | None = None  # beside the sources of its facts, which are listed anyway
    form: str  # each form's own word


class Track(Model):
    """One duration as a length of railway track, with other sources' readings as diamonds on it."""

    fact: FactId
    label: Text
    tone: Tone
    also: tuple[FactId, ...] = ()


class TrackPanel(Model):
    """Tracks that may be compared with each other."""

    label: Text
    note: Text | None = None
    tracks: Annotated[tuple[Track, ...], Field(min_length=1)]


class TrackChart(Base):
    """Durations drawn to one scale from zero. A feathered end is nearly, a buffer stop exactly, a chevron more than,
    one that points back behind a stop at most."""

    form: Literal["track"]
    unit: str  # of the scale
    tick: Positive  # a number on the scale every so many units
    sleepers: Positive = 6  # a unit
    panels: Annotated[tuple[TrackPanel, ...], Field(min_length=1)]


class Event(Model):
    """Something dated; the fact's own date says how precisely, whether it is inferred, and whether it goes on."""

    fact: FactId
    label: Text
    tone: Tone = "plain"
    side: Literal["left", "right"] = "right"  # of the line, where there is room for two


class TimelineChart(Base):
    """Dated events on a vertical line; each mark is as long as its date is imprecise."""

    form: Literal["timeline"]
    events: Annotated[tuple[Event, ...], Field(min_length=2)]


class UnitsChart(Base):
    """A count as that many marks; where the number is more than what is printed, the last row stays open."""

    form: Literal["units"]
    fact: FactId
    each: Positive = 1  # how many one mark stands for
    label_every: Positive | None = None
    tone: Tone = "after"


class Columns(Model):
    """The headings of a typeset table."""

    amount: Text
    nature: Text
    what: Text
    period: Text


class AmountRow(Model):
    """An amount, and what kind of amount it is."""

    fact: FactId
    nature: Text  # signed, raised, spent
    what: Text
    period: Text


class TableChart(Base):
    """Amounts of unlike nature, typeset in a table because they belong on no common axis."""

    form: Literal["table"]
    columns: Columns
    rows: Annotated[tuple[AmountRow, ...], Field(min_length=2)]


class Stretch(Model):
    """A stretch of the line: the rows of the table whose `area` is its id."""

    id: str
    label: Text
    within: Text
    tone: Tone


class StripChart(Base):
    """Stations of a railway in their order, at equal distances, without borders.

    Its table has the columns area, existing (yes or empty), a column of names for each edition that is not made by
    script (`zh-Hans`, `en`), and `planned.zh-Hans`, `planned.en` for names that were dropped.
    """

    form: Literal["strip"]
    table: TableName
    facts: tuple[FactId, ...] = ()  # that its rows come from
    stretches: Annotated[tuple[Stretch, ...], Field(min_length=1)]


class Kind(Model):
    """Marks of one shape, as many as the fact counts."""

    fact: FactId
    shape: Shape


class Group(Model):
    """Things that are counted together."""

    label: Text
    tone: Tone
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]


class Pane(Model):
    """Two groups and what stands between them; who is paired with whom is not drawn."""

    left: Group
    right: Group
    relation: Text


class IsotypeChart(Base):
    """Things counted one mark each, group beside group."""

    form: Literal["isotype"]
    panes: Annotated[tuple[Pane, ...], Field(min_length=1)]


class State(Model):
    """A state in which a row of the table may be: its `state` column holds the id."""

    id: str
    label: Text
    line: Literal["solid", "dashed"]


class StatusChart(Base):
    """Named things and the state each is in; the length of a line means nothing.

    Its table has the columns state, a column of names an edition, and `part.zh-Hans`, `part.en`: what of it is meant.
    """

    form: Literal["status"]
    table: TableName
    facts: tuple[FactId, ...] = ()  # that its rows come from
    states: Annotated[tuple[State, ...], Field(min_length=1)]


Chart = Base
Keys = tuple[str | int, ...]


def references(chart: Chart) -> Iterator[tuple[Keys, str]]:
    """Every fact the chart draws, with the keys under which its entry names it."""
    return ((keys, str(value)) for keys, value in _leaves(chart) if isinstance(value, FactRef))


def table_names(chart: Chart) -> Iterator[tuple[Keys, str]]:
    """Every table the chart draws from, with the keys under which its entry names it."""
    return ((keys, str(value)) for keys, value in _leaves(chart) if isinstance(value, TableRef))


def _leaves(value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    if isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _leaves(getattr(value, name), (*keys, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _leaves(item, (*keys, index))
    elif value is not None and not isinstance(value, Decimal):
        yield keys, value
