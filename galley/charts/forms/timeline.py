"""Dated events down a line of years: a mark is as long as its date is imprecise, a leader goes to its words.

Where nothing happens for long, the line is broken, and the break is marked: it would leave half a page empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from galley.charts.canvas import (
    INK,
    INK_2,
    LABEL,
    MUTE,
    PAPER,
    SMALL_FIGURE,
    Drawing,
    Layer,
    Row,
    drawing,
    path,
    point,
    rect,
    rule,
    text,
)
from galley.charts.checks import twice
from galley.charts.claims import Beside, Chevron, Claim, Leader, Look, OneRuler, Span, Strokes, toned
from galley.charts.fit import Fitter, Label, Type
from galley.charts.form import ChartVoice, Form, Ground, Plot, Rows
from galley.charts.model import Base, FactOfChart, Told, Tone, ToneOfChart, Words
from galley.dates import Date, Precision
from galley.errors import Problem
from galley.model import Model
from galley.walk import names_in

YEAR = Type(15, "serif", 500)
NARROW = 500  # px of width, below which all words stand on one side
LINE = 20  # px from line to line
BETWEEN = 8  # px between two events' words
TOP = 10
PITCHES = range(56, 185, 8)  # px a year: the shortest at which no label strays far from its mark
STRAY, STRAY_NARROW = 40, 72  # px, over which a leader still leads the eye; on phones past fewer labels
LANE = 14  # px from lane to lane of marks
LONG = 640  # days without an event, from which the line is broken
KEPT = 110  # days of line before a break, which takes the room of as many
CLEAR = 17  # px by which a break stands above the year after it, whose digits it would cut
GAP = 2  # px by which a whole year's mark stands clear of the next year's
AFTER = timedelta(days=120)  # shown behind the last event


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

    fact: str
    first: date
    last: date | None
    precision: Precision
    inferred: bool
    words: Label
    label: Label
    tone: Tone
    side: Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Breaks:
    """Stretches that the line leaves out, each from a day to the first day after it."""

    left_out: tuple[tuple[date, date], ...]

    def shown(self, day: date) -> int:
        """A day by its number on the line: what is left out before it counts no more than the room of its break."""
        number = day.toordinal()
        for start, end in self.left_out:
            if day >= end:
                number -= (end - start).days - KEPT
            elif day > start:
                number -= (day - start).days
        return number

    def hides(self, year: int) -> bool:
        return any(start <= date(year, 1, 1) < end for start, end in self.left_out)


def breaks(days: Iterable[date]) -> Breaks:
    """Where nothing happens for long, from a while after one event to January of the next."""
    long = (pair for pair in pairwise(sorted(days)) if (pair[1] - pair[0]).days >= LONG)
    return Breaks(tuple((before + timedelta(days=KEPT), date(after.year, 1, 1)) for before, after in long))


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in their order, from January of the first year to `end`, and the years between with their words."""

    first_year: int
    end: date
    breaks: Breaks
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
    breaks: Breaks

    def at(self, day: date) -> float:
        days = self.breaks.shown(day) - self.begin.toordinal()
        return round(TOP + days * self.year / 365.25, 1)


def faults(ground: Ground, chart: TimelineChart) -> Iterator[Problem]:
    yield from twice(ground, names_in(chart, "fact"))
    for keys, fact in names_in(chart, "fact"):
        dated = ground.date(fact)
        if dated is None or dated.first is None:
            yield Problem(
                "chart-no-date",
                ground.place(*keys),
                f"{ground.name}: {fact} has no date from which it could be drawn.",
                "Name a fact with a date that begins somewhere, or take the event out.",
            )
    events = {event.fact for event in chart.events}
    for edition, said in ground.mentioned(chart.alt or {}).items():
        for fact in sorted(said - events):
            if ground.date(fact):
                yield Problem(
                    "chart-event-missing",
                    ground.place("alt", edition),
                    f"{ground.name}: the alternative text says {fact}, which is no event of the line.",
                    f"Add it to `events`, or take {{{{{fact}}}}} out of the text.",
                )


def data(voice: ChartVoice, chart: TimelineChart) -> Timeline:
    events = tuple(_dated(voice, event, index) for index, event in enumerate(chart.events))
    first_year = min(event.first for event in events).year
    end = max(event.last or event.first for event in events) + AFTER
    empty = breaks(day for event in events for day in (event.first, event.last) if day)
    shown = (year for year in range(first_year, end.year + 1) if not empty.hides(year))
    years = tuple((year, voice.scale(year, grouped=False)) for year in shown)
    return Timeline(first_year, end, empty, years, tuple(sorted(events, key=lambda event: event.first)))


def _dated(voice: ChartVoice, event: Event, index: int) -> Dated:
    known = voice.date(event.fact)
    if known is None or known.first is None:
        raise ValueError(f"{event.fact}: a timeline needs a date with a beginning")
    return Dated(
        event.fact,
        known.first,
        None if known.since else known.last,
        known.precision,
        voice.inferred(event.fact),
        voice.figure(event.fact, "events", index, "fact", variants=("cap",)),
        voice.label(event.label, "events", index, "label"),
        event.tone,
        event.side,
    )


def claims(ground: Ground, voice: ChartVoice, chart: TimelineChart) -> Iterator[Claim]:
    """Marks lie at their dates on the line of years, what its breaks leave out not counted; a leader joins each to its
    figure; its words stand below."""
    dated = {event.fact: when for event in chart.events if (when := ground.date(event.fact)) and when.first}
    days = [day for when in dated.values() for day in (when.first, None if when.since else when.last) if day]
    empty = breaks(days)
    spans = {fact: _claimed(fact, when, voice.inferred(fact), empty) for fact, when in dated.items()}
    last = (max(days) + AFTER).year
    years = [year for year in range(min(days).year, last + 1) if not empty.hides(year)]
    ticks = {year: Span(f"tick {year}", (day := empty.shown(date(year, 1, 1))), day) for year in years}
    yield OneRuler("down", (*ticks.values(), *spans.values()))
    yield Strokes(tuple(tick.mark for tick in ticks.values()), (2, 1))
    for year in years:
        words = voice.scale(year, grouped=False).words
        yield Beside(f"year {year}", f"tick {year}", tuple(tick.mark for tick in ticks.values()), words, number=year)
    for event in chart.events:
        fact, mark = event.fact, spans[event.fact].mark
        yield Leader(f"leader {fact}", mark, f"head {fact}", fact)
        heads = tuple(f"head {other.fact}" for other in chart.events)
        yield Beside(f"label {fact}", f"head {fact}", heads, voice.say(event.label))
        hollow = None if mark.startswith("since") else mark.startswith("inferred")
        yield Look((mark,), dashed=voice.inferred(fact), hollow=hollow)
        yield from toned([(mark, event.tone), (f"head {fact}", event.tone)])
        if mark.startswith("since"):
            yield Chevron(f"onward {fact}", mark, along="down")


def _claimed(fact: str, when: Date, inferred: bool, empty: Breaks) -> Span:
    """Where a date lies, in days: a whole year or month from its first day to the day after its last."""
    first, last = when.first or date.min, when.last
    start = empty.shown(first)
    if when.since or last is None:
        return Span(f"since {fact}", start, None)
    if inferred or when.precision == "day":
        middle = start + (last - first).days // 2
        return Span(f"{'inferred' if inferred else 'day'} {fact}", middle, middle)
    return Span(f"span {fact}", start, empty.shown(last) + 1, short=GAP if when.precision == "year" else 0)


def table(voice: ChartVoice, chart: TimelineChart) -> Rows:
    return voice.dates((voice.say(event.label), event.fact) for event in chart.events)


def draw(material: Timeline, width: int, fitter: Fitter) -> Drawing:
    """Down the page, with words on both sides where there is room; a year as short as its labels allow."""
    sides = _sides(material, width)
    begin = date(material.first_year, 1, 1)
    stray = STRAY_NARROW if width < NARROW else STRAY
    for pitch in PITCHES:
        time = Time(begin, pitch, material.breaks)
        placed = {d: _place(events, time, side, fitter) for d, (side, events) in sides.items()}
        if all(abs(p.top - _wanted(p)) <= stray for row in placed.values() for p in row):
            break
    end = time.at(material.end)
    layers: list[Layer | None] = []
    bottom = end
    for direction, row in placed.items():
        side = sides[direction][0]
        layers += [*_leaders(row, side), *_marks(row, side, time, end), *_words(row, side)]
        bottom = max([bottom, *(p.top + p.height for p in row)])
    spine = list(_spine(material, time, end, len(sides) > 1, _middle(width)))
    return drawing([*spine, *layers, *_breaks(material, time, sides, width)], width, bottom + 10)


def _breaks(
    material: Timeline, time: Time, sides: Mapping[int, tuple[Side, list[Dated]]], width: int
) -> Iterator[Layer | None]:
    """Paper over whatever runs through a break, between two strokes aslant."""
    edge = min(side.words for side, _ in sides.values() if side.direction > 0) - 10
    left = 38 if width < NARROW else _middle(width) - 38
    for _, end in material.breaks.left_out:
        middle = round(time.at(end) - CLEAR, 1)
        slant = f"M{left},{middle}L{edge},{middle - 8}V{middle + 2}L{left},{middle + 10}Z"
        strokes = f"M{left},{middle}L{edge},{middle - 8}M{left},{middle + 10}L{edge},{middle + 2}"
        yield path([{"x": 0, "y": 0, "d": slant}], fill=PAPER, stroke=PAPER)
        yield path([{"x": 0, "y": 0, "d": strokes}], stroke=INK, strokeWidth=1)


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


def _place(events: Sequence[Dated], time: Time, side: Side, fitter: Fitter) -> list[Placed]:
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
        lines.append({"x": 0, "y": placed.mark, "d": path_, "key": f"leader {placed.event.fact}"})
    yield path(lines, stroke=MUTE, strokeWidth=1)


def _marks(row: list[Placed], side: Side, time: Time, end: float) -> Iterator[Layer | None]:
    def mark(placed: Placed, part: str) -> Row:
        event = placed.event
        return {
            "x": side.marks + side.direction * LANE * placed.lane, "y": placed.mark,
            "tone": event.tone, "key": f"{part} {event.fact}",
        }  # fmt: skip

    def spanned(placed: Placed) -> Row:
        event, at = placed.event, mark(placed, "span")
        last = time.at((event.last or event.first) + timedelta(days=1)) - (GAP if _kind(event) == 1 else 0)
        return {**at, "x": at["x"] - 4, "x2": at["x"] + 4, "y": time.at(event.first), "y2": last}

    parts = {part: [p for p in row if _part(p.event) == part] for part in ("span", "day", "inferred", "since")}
    yield rect([spanned(placed) for placed in parts["span"]])
    yield point([mark(placed, "day") for placed in parts["day"]], filled=True, size=95)
    inferred = [mark(placed, "inferred") for placed in parts["inferred"]]
    yield point(inferred, filled=False, fill=PAPER, size=113, strokeWidth=2, strokeDash=[3.5, 2.5])
    since = [(placed, mark(placed, "since")) for placed in parts["since"]]
    lines = [{**at, "x2": at["x"], "y": time.at(placed.event.first), "y2": end + 4} for placed, at in since]
    yield rule(
        [line for line, (placed, _) in zip(lines, since, strict=True) if not placed.event.inferred], strokeWidth=4
    )
    guessed = [line for line, (placed, _) in zip(lines, since, strict=True) if placed.event.inferred]
    yield rule(guessed, strokeWidth=4, strokeDash=[3.5, 2.5])
    tips = [{**mark(placed, "onward"), "y": end + 6, "d": "M-6,-6L0,0L6,-6"} for placed in parts["since"]]
    yield path(tips)


def _part(event: Dated) -> Literal["span", "day", "inferred", "since"]:
    """How an event is drawn: as long as its date is imprecise, as a dot, hollow where inferred, or to the end."""
    if event.last is None:
        return "since"
    if event.inferred:
        return "inferred"
    return "day" if event.precision == "day" else "span"


def _words(row: list[Placed], side: Side) -> Iterator[Layer | None]:
    align = "left" if side.direction > 0 else "right"
    heads: list[Row] = [
        {"x": side.words, "y": p.top + 15, "t": p.head, "tone": p.event.tone, "key": f"head {p.event.fact}"}
        for p in row
    ]
    lines: list[Row] = [
        {"x": side.words, "y": p.top + 15 + LINE * len(p.head), "t": p.lines, "key": f"label {p.event.fact}"}
        for p in row
    ]
    yield text(heads, SMALL_FIGURE, align=align, lineHeight=LINE)
    yield text(lines, LABEL, align=align, lineHeight=LINE)


def _spine(material: Timeline, time: Time, end: float, double: bool, centre: float) -> Iterator[Layer | None]:
    """The years: between two lines where words stand on both sides, else along one."""
    years = [(year, time.at(date(year, 1, 1)), label.words) for year, label in material.years]
    narrow = not double and centre < NARROW * 0.42
    x = 0 if narrow else centre
    words: list[Row] = [{"x": x, "y": y + 5, "t": said, "key": f"year {year}"} for year, y, said in years]
    if narrow:
        yield rule([{"x": 44.5, "x2": 44.5, "y": TOP, "y2": end}], color=INK)
        yield rule([{"x": 38, "x2": 44, "y": y, "y2": y, "key": f"tick {year}"} for year, y, _ in years], color=INK)
        yield text(words, YEAR, fill=INK_2)
        return
    yield rule(
        [{"x": centre + o, "x2": centre + o, "y": TOP, "y2": end} for o in (-31, 31)], color=INK, strokeWidth=1.5
    )
    ticks = [
        {"x": centre + o, "x2": centre + o + 8, "y": y, "y2": y, "key": f"tick {year}"}
        for year, y, _ in years
        for o in (-31, 23)
    ]
    yield rule(ticks, color=INK)
    yield text(words, YEAR, fill=INK_2, align="center")


FORM = Form(
    entry=TimelineChart,
    purpose=Told("dated events", "有日期的事"),
    faults=faults,
    plot=Plot(data=data, draw=draw, claims=claims),
    table=table,
    glyphs=frozenset({"day", "month", "year", "inferred", "open"}),
)
