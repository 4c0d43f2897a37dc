"""Dated events down a line of years; a mark is as long as its date is imprecise, a thin line leads to its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from galley.charts.canvas import (
    INK,
    INK_2,
    LABEL,
    MUTE,
    PAPER,
    SMALL_FIGURE,
    Layer,
    Row,
    Sheet,
    path,
    point,
    rect,
    rule,
    sheet,
    text,
)
from galley.charts.fit import Fitter, Label, Type
from galley.charts.form import Form, Ground, Plot, Rows, Voice
from galley.charts.model import Base, FactOfChart, Told, Tone, ToneOfChart, Words, references
from galley.dates import Precision
from galley.errors import Problem
from galley.model import Model

YEAR = Type(15, "serif", 500)
NARROW = 500  # px of width, below which all words stand on one side
LINE = 20  # px from line to line
BETWEEN = 12  # px between two events' words
TOP = 10
PITCHES = range(104, 185, 8)  # px a year: the shortest at which no label strays far from its mark
STRAY = 32  # px
LANE = 14  # px from lane to lane of marks


class Event(Model):
    """Something dated; the fact's own date says how precisely, whether it is inferred, and whether it goes on."""

    fact: FactOfChart
    label: Words
    tone: ToneOfChart = "plain"
    # of the line, where there is room for two
    side: Annotated[Literal["left", "right"], Told("On which side of the line it stands.", "位于线的哪一侧。")] = (
        "right"
    )


class TimelineChart(Base):
    """Dated events on a vertical line; each mark is as long as its date is imprecise."""

    form: Literal["timeline"]
    events: Annotated[
        tuple[Event, ...], Field(min_length=2), Told("The dated facts, in order.", "有日期的事实，按先后。")
    ]


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
class Side:
    """Where one side's marks and words stand: first lane of marks, words' edge; direction is 1 to the right."""

    marks: float
    words: float
    room: float
    direction: int


@dataclass(frozen=True, slots=True)
class Placed:
    """An event, its words in lines, where its mark's middle is and where its words begin."""

    event: Dated
    head: list[str]
    lines: list[str]
    lane: int
    mark: float
    top: float

    @property
    def height(self) -> float:
        return LINE * (len(self.head) + len(self.lines))


@dataclass(frozen=True, slots=True)
class Time:
    """Height of a day on the page."""

    begin: date
    year: float  # px

    def at(self, day: date) -> float:
        return round(TOP + (day - self.begin).days * self.year / 365.25, 1)


def faults(ground: Ground, chart: TimelineChart) -> Iterator[Problem]:
    for keys, fact in references(chart):
        dated = ground.date(fact)
        if dated is None or dated.first is None:
            yield Problem(
                "chart-no-date",
                ground.place(*keys),
                f"{ground.name}: {fact} has no date from which it could be drawn.",
                "Name a fact with a date that begins somewhere, or take the event out.",
            )


def data(voice: Voice, chart: TimelineChart) -> Timeline:
    events = tuple(_dated(voice, event, index) for index, event in enumerate(chart.events))
    first_year = min(event.first for event in events).year
    end = max(event.last or event.first for event in events) + timedelta(days=120)
    years = tuple((year, voice.scale(year, grouped=False)) for year in range(first_year, end.year + 1))
    return Timeline(first_year, end, years, tuple(sorted(events, key=lambda event: event.first)))


def _dated(voice: Voice, event: Event, index: int) -> Dated:
    known = voice.date(event.fact)
    if known is None or known.first is None:
        raise ValueError(f"{event.fact}: a timeline needs a date with a beginning")
    return Dated(
        known.first,
        None if known.since else known.last,
        known.precision,
        voice.inferred(event.fact),
        voice.figure(event.fact, "events", index, "fact", variants=("cap",)),
        voice.label(event.label, "events", index, "label"),
        event.tone,
        event.side,
    )


def table(voice: Voice, chart: TimelineChart) -> Rows:
    return voice.dates((voice.say(event.label), event.fact) for event in chart.events)


def draw(material: Timeline, width: int, fitter: Fitter) -> Sheet:
    """Down the page, with words on both sides where there is room; a year as short as its labels allow."""
    sides = _sides(material, width)
    begin = date(material.first_year, 1, 1)
    for pitch in PITCHES:
        time = Time(begin, pitch)
        placed = {d: _place(events, time, side, material.end, fitter) for d, (side, events) in sides.items()}
        if all(abs(p.top - _wanted(p)) <= STRAY for row in placed.values() for p in row):
            break
    end = time.at(material.end)
    layers: list[Layer | None] = []
    bottom = end
    for direction, row in placed.items():
        side = sides[direction][0]
        layers += [*_leaders(row, side), *_marks(row, side, time, end), *_words(row, side)]
        bottom = max([bottom, *(p.top + p.height for p in row)])
    spine = list(_spine(material, time, end, len(sides) > 1, _middle(width)))
    return sheet([*spine, *layers], width, bottom + 10)


def _middle(width: int) -> float:
    return round(width * 0.42)


def _sides(material: Timeline, width: int) -> dict[int, tuple[Side, list[Dated]]]:
    """Both sides of the line where there is room, else one."""
    lanes = _lanes(material.events)
    if width < NARROW:
        words = 56 + LANE * (1 + max(lanes.values()))
        return {1: (Side(54, words, width - words, 1), list(material.events))}
    centre = _middle(width)
    left = [event for event in material.events if event.side == "left"]
    right = [event for event in material.events if event.side == "right"]
    sides = {1: (Side(centre + 41, centre + 88, width - centre - 88, 1), right)}
    if left:
        sides[-1] = (Side(centre - 41, centre - 88, centre - 88, -1), left)
    return sides


def _kind(event: Dated) -> int:
    """Points stand nearest to the line, then years, then what goes on."""
    return 2 if event.last is None else 1 if event.precision == "year" else 0


def _lanes(events: Sequence[Dated]) -> dict[int, int]:
    return {kind: lane for lane, kind in enumerate(sorted({_kind(event) for event in events}))}


def _place(events: Sequence[Dated], time: Time, side: Side, end: date, fitter: Fitter) -> list[Placed]:
    """Words beside their marks, moved apart where they would touch."""
    lanes = _lanes(events)
    row = []
    for event in events:
        head = fitter.lines(event.words, side.room, SMALL_FIGURE, 2)
        lines = fitter.lines(event.label, side.room, LABEL, 5)
        middle = time.at(event.first + ((event.last or event.first) - event.first) / 2)
        row.append(Placed(event, head, lines, lanes[_kind(event)], middle, 0))
    row.sort(key=lambda placed: placed.mark)
    tops = apart([_wanted(placed) for placed in row], [placed.height + BETWEEN for placed in row])
    return [Placed(p.event, p.head, p.lines, p.lane, p.mark, top) for p, top in zip(row, tops, strict=True)]


def _wanted(placed: Placed) -> float:
    """The first line of the words level with the mark."""
    return max(placed.mark - LINE / 2, 0)


def apart(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Tops as near as may be to those wanted, in their order, none over another: blocks that touch move as one."""
    blocks: list[tuple[list[int], float]] = []  # members, top of the block
    for index in range(len(wanted)):
        members, top = [index], wanted[index]
        while blocks and blocks[-1][1] + sum(heights[i] for i in blocks[-1][0]) > top:
            members = blocks.pop()[0] + members
            offsets = [sum(heights[i] for i in members[:n]) for n in range(len(members))]
            top = max(0, sum(wanted[i] - offset for i, offset in zip(members, offsets, strict=True)) / len(members))
        blocks.append((members, top))
    tops = [0.0] * len(wanted)
    for members, top in blocks:
        for index in members:
            tops[index] = round(top, 1)
            top += heights[index]
    return tops


def _leaders(row: list[Placed], side: Side) -> Iterator[Layer | None]:
    """From the mark to its words, with a bend where the words had to move."""
    lines = []
    for placed in row:
        start = side.marks + side.direction * (LANE * placed.lane + 6)
        bend, stop = side.words - side.direction * 16, side.words - side.direction * 5
        level = placed.top + LINE / 2 - placed.mark
        path_ = f"M{start},0H{bend}L{stop},{round(level, 1)}"
        lines.append({"x": 0, "y": placed.mark, "d": path_})
    yield path(lines, stroke=MUTE, strokeWidth=1)


def _marks(row: list[Placed], side: Side, time: Time, end: float) -> Iterator[Layer | None]:
    def across(placed: Placed) -> float:
        return side.marks + side.direction * LANE * placed.lane

    spans = [p for p in row if p.event.last is not None and p.event.precision != "day" and not p.event.inferred]
    yield rect(
        [
            {
                "x": across(p) - 4,
                "x2": across(p) + 4,
                "y": time.at(p.event.first),
                "y2": time.at((p.event.last or p.event.first) + timedelta(days=1)) - (2 if _kind(p.event) == 1 else 0),
                "tone": p.event.tone,
            }
            for p in spans
        ]
    )
    days = [p for p in row if p.event.precision == "day" and not p.event.inferred and p.event.last]
    yield point([{"x": across(p), "y": p.mark, "tone": p.event.tone} for p in days], filled=True, size=95)
    inferred = [{"x": across(p), "y": p.mark, "tone": p.event.tone} for p in row if p.event.inferred]
    yield point(inferred, filled=False, fill=PAPER, size=113, strokeWidth=2, strokeDash=[3.5, 2.5])
    open_ = [p for p in row if p.event.last is None]
    yield rule(
        [
            {"x": across(p), "x2": across(p), "y": time.at(p.event.first), "y2": end + 4, "tone": p.event.tone}
            for p in open_
        ],
        strokeWidth=4,
    )
    yield path([{"x": across(p), "y": end + 6, "d": "M-6,-6L0,0L6,-6", "tone": p.event.tone} for p in open_])


def _words(row: list[Placed], side: Side) -> Iterator[Layer | None]:
    align = "left" if side.direction > 0 else "right"
    heads: list[Row] = [{"x": side.words, "y": p.top + 15, "t": p.head, "tone": p.event.tone} for p in row]
    lines: list[Row] = [{"x": side.words, "y": p.top + 15 + LINE * len(p.head), "t": p.lines} for p in row]
    yield text(heads, SMALL_FIGURE, align=align, lineHeight=LINE)
    yield text(lines, LABEL, align=align, lineHeight=LINE)


def _spine(material: Timeline, time: Time, end: float, double: bool, centre: float) -> Iterator[Layer | None]:
    """The years: between two rails where words stand on both sides, else along one."""
    years = [(time.at(date(year, 1, 1)), label.words) for year, label in material.years]
    if not double and centre < NARROW * 0.42:
        yield rule([{"x": 44.5, "x2": 44.5, "y": TOP, "y2": end}], color=INK)
        yield rule([{"x": 38, "x2": 44, "y": y, "y2": y} for y, _ in years], color=INK)
        yield text([{"x": 0, "y": y + 5, "t": words} for y, words in years], YEAR, fill=INK_2)
        return
    yield rule(
        [{"x": centre + o, "x2": centre + o, "y": TOP, "y2": end} for o in (-31, 31)], color=INK, strokeWidth=1.5
    )
    ticks = [{"x": centre + o, "x2": centre + o + 8, "y": y, "y2": y} for y, _ in years for o in (-31, 23)]
    yield rule(ticks, color=INK)
    yield text([{"x": centre, "y": y + 5, "t": words} for y, words in years], YEAR, fill=INK_2, align="center")


FORM = Form(
    entry=TimelineChart,
    told=Told("dated events", "有日期的事"),
    faults=faults,
    plot=Plot(data=data, draw=draw),
    table=table,
    glyphs=frozenset({"day", "month", "year", "inferred", "open"}),
)
