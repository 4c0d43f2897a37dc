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

End = Literal["exact", "nearly", "open", "about", "derived"]
"""exact: a stop · nearly: feathered · open: it goes on · about: cut, without a stop · derived: dashed"""


@dataclass(frozen=True, slots=True)
class Amount:
    """A fact's number in the unit of its chart, how it ends, and its words."""

    number: float
    end: End
    words: Label


@dataclass(frozen=True, slots=True)
class TrackRow:
    label: Label
    tone: Tone
    amount: Amount
    readings: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class TrackGroup:
    label: Label
    note: Label | None
    rows: tuple[TrackRow, ...]


@dataclass(frozen=True, slots=True)
class Tracks:
    unit: str
    ticks: tuple[tuple[int, Label], ...]
    sleepers: int
    groups: tuple[TrackGroup, ...]


@dataclass(frozen=True, slots=True)
class Share:
    share: Amount  # of 1
    part: Label
    rest: Label
    total: Label | None
    ends: tuple[Label, Label]
    tone: Tone


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
    first_year: int
    end: date
    years: tuple[tuple[int, Label], ...]
    events: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class Units:
    count: int
    each: int
    end: End
    tone: Tone
    marks: tuple[tuple[int, Label], ...]  # how many units are counted up to a label


@dataclass(frozen=True, slots=True)
class Counted:
    label: Label
    tone: Tone
    amount: Amount


@dataclass(frozen=True, slots=True)
class Lollipops:
    rows: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Station:
    name: Label
    planned: Label | None
    existing: bool


@dataclass(frozen=True, slots=True)
class StripStretch:
    label: Label
    within: Label
    tone: Tone
    stations: tuple[Station, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    stretches: tuple[StripStretch, ...]


@dataclass(frozen=True, slots=True)
class Bunch:
    label: Label
    number: Label
    tone: Tone
    kinds: tuple[tuple[int, Shape], ...]


@dataclass(frozen=True, slots=True)
class Isotype:
    panes: tuple[tuple[Bunch, Bunch, Label], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    name: Label
    part: Label | None
    state: Label
    line: Literal["solid", "dashed"]


@dataclass(frozen=True, slots=True)
class Statuses:
    rows: tuple[Standing, ...]


Material = Tracks | Share | Timeline | Units | Lollipops | Strip | Isotype | Statuses
