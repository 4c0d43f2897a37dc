"""What a chart is drawn from: its words and numbers in one edition, before anything is laid out.

Two charts of equal material, width and code are the same picture; so this is also what a drawing is kept under.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from galley.charts.fit import Label

if TYPE_CHECKING:
    from galley.charts.model import Shape, Tone
    from galley.dates import Precision

End = Literal["exact", "nearly", "open", "capped", "about", "derived"]
"""exact: a stop · nearly: feathered · open: it goes on · capped: a lid, and it lies below ·
about: cut, without a stop · derived: dashed"""


@dataclass(frozen=True, slots=True)
class Amount:
    """A fact's number in the unit of its chart, how it ends, and its words."""

    number: float
    end: End
    words: Label


@dataclass(frozen=True, slots=True)
class TrackRow:
    """A duration as a length of track, and what other sources say of it."""

    label: Label
    tone: Tone
    amount: Amount
    readings: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class TrackGroup:
    """A panel: tracks that may be compared with each other."""

    label: Label
    note: Label | None
    rows: tuple[TrackRow, ...]


@dataclass(frozen=True, slots=True)
class Tracks:
    """Panels on one scale in `unit`: its ticks, whole units with their words, and how many sleepers make a unit."""

    unit: str
    ticks: tuple[tuple[int, Label], ...]
    sleepers: int
    groups: tuple[TrackGroup, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """An event: first and last day it may mean; no last day where it goes on."""

    first: date
    last: date | None
    precision: Precision
    inferred: bool
    words: Label
    label: Label
    tone: Tone
    side: Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in their order, from January of the first year to `end`, and the years between with their words."""

    first_year: int
    end: date
    years: tuple[tuple[int, Label], ...]
    events: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class Units:
    """`count` things, `each` of them a mark."""

    count: int
    each: int
    end: End
    tone: Tone
    marks: tuple[tuple[int, Label], ...]  # how many units are counted up to a label


@dataclass(frozen=True, slots=True)
class Station:
    """A stop, the name that was planned for it, and whether there was a railway before."""

    name: Label
    planned: Label | None
    existing: bool


@dataclass(frozen=True, slots=True)
class StripStretch:
    """Stations in their order, and what they lie in."""

    label: Label
    within: Label
    tone: Tone
    stations: tuple[Station, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """The stretches of a line in their order."""

    stretches: tuple[StripStretch, ...]


@dataclass(frozen=True, slots=True)
class Bunch:
    """Things in a group: how many of each shape, and what is printed as their number."""

    label: Label
    number: Label
    tone: Tone
    kinds: tuple[tuple[int, Shape], ...]


@dataclass(frozen=True, slots=True)
class Isotype:
    """Panes of two groups each, and what stands between the two."""

    panes: tuple[tuple[Bunch, Bunch, Label], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A thing, the part of it that is meant, and its state; the line is solid where that has been reached."""

    name: Label
    part: Label | None
    state: Label
    line: Literal["solid", "dashed"]


@dataclass(frozen=True, slots=True)
class Statuses:
    """Things and their states, a row each."""

    rows: tuple[Standing, ...]


Material = Tracks | Timeline | Units | Strip | Isotype | Statuses
