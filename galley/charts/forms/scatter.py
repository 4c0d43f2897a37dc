"""Two measures of several things as points, each direction on a scale of its own: from zero, or logarithmic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil, floor, log10
from typing import Annotated, Literal

from pydantic import Field

from galley.charts.canvas import (
    INK,
    INK_2,
    NOTE,
    RULE,
    SCALE,
    SMALL_FIGURE,
    Along,
    Drawing,
    Layer,
    Row,
    drawing,
    placed,
    said,
)
from galley.charts.checks import unlike
from galley.charts.claims import Beside, Chevron, Claim, Figures, Numbers, OneRuler, Order, Span
from galley.charts.fit import Fitter, Label
from galley.charts.form import ChartVoice, Datum, Form, Ground, Plot, Rows
from galley.charts.grammar import CAPPED, OPEN, above, dots, lids, looks, onward, row, signs, stated
from galley.charts.labels import CLEAR, LabelBox, Wanted, breadth, set_beside
from galley.charts.model import Base, Told, Tone
from galley.charts.readback import Along as Direction
from galley.charts.scales import NumberScale
from galley.errors import Problem
from galley.model import FactName, Model, Status, Text
from galley.walk import Keys

MOST = 24  # points
LINE = 18  # px
STATUSES: tuple[Status, ...] = ("checked", "cited", "inferred", "derived")


class Spot(Model):
    """A thing by its two figures."""

    x: Annotated[FactName, Told("How far right it stands.", "横向的量。", "tower.height")]
    y: Annotated[FactName, Told("How far up it stands.", "纵向的量。", "tower.cost")]
    label: Annotated[Text, Told("What it is called.", "它的名称。", {"zh-Hans": "北塔", "en": "North tower"})]
    tone: Annotated[Tone, Told("Its colour.", "颜色。", "before")] = "after"


class ScatterChart(Base):
    """Points by two measures; both directions from zero, or both logarithmic, which the drawing then says."""

    form: Literal["scatter"]
    points: Annotated[
        tuple[Spot, ...], Field(min_length=3, max_length=MOST), Told("The points, in any order.", "各点，次序不限。")
    ]
    x: Annotated[
        Text, Told("What is measured to the right, with its unit.", "横轴量的是什么，带单位。", {"en": "Length, km"})
    ]
    y: Annotated[
        Text, Told("What is measured upwards, with its unit.", "纵轴量的是什么，带单位。", {"en": "Cost, crowns"})
    ]
    scale: Annotated[
        Literal["linear", "log"],
        Told(
            "log: equal distances are equal ratios; for what differs tenfold and more.",
            "log：对数刻度，相差十倍以上时用。",
            "log",
        ),
    ] = "linear"


@dataclass(frozen=True, slots=True)
class Dot:
    """A thing: its name, and its figures to the right and upwards."""

    name: Label
    x: Datum
    y: Datum


@dataclass(frozen=True, slots=True)
class Axis:
    """A direction: its name, the ends of its scale, and the numbers that lines are drawn at, with their words."""

    name: Label
    low: float
    high: float
    ticks: tuple[tuple[float, Label], ...]


@dataclass(frozen=True, slots=True)
class Cloud:
    """Points between two axes; `note` says that the axes are logarithmic, where they are."""

    points: tuple[Dot, ...]
    x: Axis
    y: Axis
    log: bool
    note: Label | None


def faults(ground: Ground, chart: ScatterChart) -> Iterator[Problem]:
    log = chart.scale == "log"
    for side in ("x", "y"):
        named: list[tuple[Keys, str]] = [
            (("points", index, side), getattr(point, side)) for index, point in enumerate(chart.points)
        ]
        unit = next((found[0] for _, fact in named if (found := ground.measures(fact))), None)
        if unit:
            yield from unlike(ground, named, unit, negative=not log)
        for keys, fact in named:
            if not unit and ground.number(fact) is not None:
                message = f"{ground.name}: {fact} is in no unit, so no scale can say what it is drawn on."
                yield Problem("chart-no-number", ground.place(*keys), message, "Give the fact a unit.")
    twice = {point.x for point in chart.points} & {point.y for point in chart.points}
    for index, point in enumerate(chart.points):
        if point.x in twice:
            message = f"{ground.name}: {point.x} is drawn to the right and upwards."
            yield Problem("chart-fact-twice", ground.place("points", index, "x"), message, "Name two measures.")


def data(voice: ChartVoice, chart: ScatterChart) -> Cloud:
    units = voice.unit(chart.points[0].x), voice.unit(chart.points[0].y)
    points = tuple(
        Dot(
            voice.label(spot.label, "points", index, "label"),
            voice.datum(spot.x, "points", index, "x", unit=units[0], tone=spot.tone),
            voice.datum(spot.y, "points", index, "y", unit=units[1], tone=spot.tone),
        )
        for index, spot in enumerate(chart.points)
    )
    log = chart.scale == "log"
    x = _axis(voice, voice.label(chart.x, "x"), [point.x.number for point in points], units[0], log)
    y = _axis(voice, voice.label(chart.y, "y"), [point.y.number for point in points], units[1], log)
    return Cloud(points, x, y, log, Label(voice.phrase("chart.log"), ()) if log else None)


def _axis(voice: ChartVoice, name: Label, numbers: list[float], unit: str | None, log: bool) -> Axis:
    """From zero, or from below the least, to a little beyond the greatest; with lines at round numbers."""
    least, most = min(numbers), max(numbers)
    if log:
        low, high = least / 1.7, most * 1.7
        at = _powers(low, high)
    else:
        low, high = min(0.0, least), max(0.0, most)
        room = (high - low) * 0.06
        low, high = low - (room if low else 0), high + (room if high else 0 if low else 1)
        step = _round((high - low) / 3)
        at = [step * n for n in range(ceil(low / step), floor(high / step) + 1)]
    return Axis(name, low, high, tuple((number, voice.tick(number, unit)) for number in at))


def _powers(low: float, high: float) -> list[float]:
    """The powers of ten in between; where there is hardly one, twice and five times them as well."""
    powers = [10.0**power for power in range(floor(log10(low)), floor(log10(high)) + 1)]
    inside = [power for power in powers if power >= low]
    return (
        inside
        if len(inside) > 1
        else [n for power in powers for times in (1, 2, 5) if low <= (n := power * times) <= high]
    )


def _round(step: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten that is no more than the step."""
    power = 10.0 ** floor(log10(step))
    return next(power * times for times in (5, 2, 1) if power * times <= step * 1.0001)


@dataclass(frozen=True, slots=True)
class ScatterFrame:
    """Where the plot stands in the drawing, in pixels."""

    x: NumberScale
    y: NumberScale

    def spot(self, point: Dot) -> tuple[float, float]:
        """Where a point lies: words are set beside it."""
        return self.x.at(point.x.number), self.y.at(point.y.number)


def draw(material: Cloud, width: int, fitter: Fitter) -> Drawing:
    """Points on a grid of thin lines, each with its name beside it, and as many of its figures as have room."""
    left = max(SCALE.width(words.words) for _, words in material.y.ticks) + 10
    heads = fitter.lines(material.y.name, width, NOTE, 2)
    names = fitter.lines(material.x.name, width - left, NOTE, 2)
    top = LINE * len(heads) + 14
    foot = top + (250 if width < 500 else 300)
    frame = ScatterFrame(
        NumberScale(material.x.low, material.x.high, round(left) + 0.5, width - 8.5, material.log),
        NumberScale(material.y.low, material.y.high, foot, top, material.log),
    )
    points = [
        (_whole(point), {**row(point.y, "point"), "x": point.x.number, "y": point.y.number})
        for point in material.points
    ]
    upright = [(point.y, at) for point, (_, at) in zip(material.points, points, strict=True)]
    level = [(point.x, at) for point, (_, at) in zip(material.points, points, strict=True)]
    x, y = frame.x.along("x"), frame.y.along("y")
    below: list[Row] = [{"x": frame.x.end, "y": frame.y.start + 38, "t": names, "key": "axis x"}]
    height = frame.y.start + 28 + LINE * len(names)
    note: list[Row] = []
    if material.note:
        lines = fitter.lines(material.note, width - left, NOTE, 3)
        note, height = (
            [{"x": frame.x.end, "y": height + 12, "t": lines, "key": "scales"}],
            height + LINE * len(lines) + 2,
        )
    return drawing(
        [
            *_grid(material, frame),
            *above(_keyed(upright), x, y),
            *onward(_keyed(level), x, y),
            *dots(points, x, y, 60),
            *_labels(material, frame, width, fitter),
            said(
                [{"x": 0, "y": 13, "t": heads, "key": "axis y"}],
                NOTE,
                Along("x"),
                Along("y"),
                lineHeight=LINE,
                fill=INK_2,
            ),
            said([*below, *note], NOTE, Along("x"), Along("y"), lineHeight=LINE, align="right", fill=INK_2),
        ],
        width,
        height,
    )


def _keyed(rows: list[tuple[Datum, Row]]) -> list[tuple[Datum, Row]]:
    return [(datum, {**at, "number": datum.number}) for datum, at in rows]


def _whole(point: Dot) -> Datum:
    """The point as the less certain of its two figures looks."""
    status = max(point.x.status, point.y.status, key=STATUSES.index)
    capped = next((datum.op for datum in (point.x, point.y) if datum.op in CAPPED), point.y.op)
    return replace(point.y, status=status, op=capped)


def _grid(material: Cloud, frame: ScatterFrame) -> Iterator[Layer | None]:
    """Lines at round numbers, darker at zero, and their numbers."""
    across: list[Row] = [
        {"x": frame.x.start, "x2": frame.x.end, "y": number, "t": words.words, "key": f"across {number:g}"}
        for number, words in material.y.ticks
    ]
    upright: list[Row] = [
        {"y": frame.y.end, "y2": frame.y.start, "x": number, "t": words.words, "key": f"upright {number:g}"}
        for number, words in material.x.ticks
    ]
    to_right, upwards = frame.x.along("x"), frame.y.along("y")
    for rows, x, y, ends in ((across, Along("x"), upwards, ("x2", "")), (upright, to_right, Along("y"), ("", "y2"))):
        lines = [{key: value for key, value in one.items() if key != "t"} for one in rows]
        for zero in (False, True):
            own = [one for one in lines if (one["key"].endswith(" 0")) == zero]
            yield placed("rule", own, x, y, *ends, color=INK if zero else RULE)
    left = [{**one, "x": frame.x.start - 8, "key": f"scale {one['key']}"} for one in across]
    foot = [{**one, "y": frame.y.start + 18, "key": f"scale {one['key']}"} for one in _apart(upright, frame)]
    yield said(left, SCALE, Along("x"), upwards, align="right", dy=4, fill=INK_2)
    yield said(foot, SCALE, to_right, Along("y"), align="center", fill=INK_2)


def _apart(upright: list[Row], frame: ScatterFrame) -> list[Row]:
    """As many of the numbers below as have room: every one, or every second."""
    widest = max(SCALE.width(one["t"]) for one in upright) + 10
    pitch = (frame.x.end - frame.x.start) / max(len(upright), 1)
    return upright[:: max(1, ceil(widest / pitch))]


def _labels(material: Cloud, frame: ScatterFrame, width: int, fitter: Fitter) -> Iterator[Layer | None]:
    """A name with its two figures, with the one upwards alone, or by itself: as much as has room beside each point."""
    spots = {point.y.fact: frame.spot(point) for point in material.points}
    marks = [LabelBox(x, y, 6, 6) for x, y in spots.values()]
    signed = [
        LabelBox(spots[p.y.fact][0] + 12, spots[p.y.fact][1], 5, 8)
        for p in material.points
        if p.x.op in (*OPEN, *CAPPED)
    ]
    room = LabelBox(width / 2, (frame.y.end + frame.y.start) / 2 - 6, width / 2, (frame.y.start - frame.y.end) / 2 + 4)
    lines = [(frame.x.start, frame.y.start, frame.x.end, frame.y.start)]
    said_: dict[str, tuple[LabelBox, list[str]]] = {}
    for shown in (2, 1, 0):
        left = [point for point in material.points if point.y.fact not in said_]
        words = {point.y.fact: _words(point, shown) for point in left}
        wanted = [
            Wanted(
                *(fact, *spots[fact], max(breadth(line, SMALL_FIGURE) for line in words[fact]), spots[fact][0]),
                tall=9.0 * len(words[fact]),
                lift=14 if point.y.op in (*OPEN, *CAPPED) else 0,
                shift=14 if point.x.op in (*OPEN, *CAPPED) else 0,
            )
            for point, fact in ((point, point.y.fact) for point in left)
        ]
        taken = [*signed, *(box for box, _ in said_.values())]
        found = set_beside(wanted, room, marks, taken, lines)
        said_ |= {fact: (box, words[fact]) for fact, box in found.items()}
    for point in material.points:
        if point.y.fact not in said_:
            fitter.room(point.name, SMALL_FIGURE.width(point.name.words), 0)
    tones = {point.y.fact: point.y.tone for point in material.points}
    for align, side in (("right", -1), ("center", 0), ("left", 1)):
        rows: list[Row] = [
            {"x": box.x - side * (box.wide - CLEAR), "y": box.y - 9 * len(words) + 14, "t": words, "tone": tones[fact]}
            | {"key": f"label {fact}"}
            for fact, (box, words) in said_.items()
            if side == (box.x - box.wide > spots[fact][0]) - (box.x + box.wide < spots[fact][0])
        ]
        yield said(rows, SMALL_FIGURE, Along("x"), Along("y"), align=align, lineHeight=LINE)


def _words(point: Dot, shown: int) -> list[str]:
    figures = [point.x.words.words, point.y.words.words][2 - shown :]
    return [point.name.words, *([" · ".join(figures)] if figures else [])]


def claims(ground: Ground, voice: ChartVoice, chart: ScatterChart) -> Iterator[Claim]:
    """Every point lies at its two numbers, on scales on which the lines of the grid lie too, and has its own name."""
    cloud = data(voice, chart)
    units = voice.unit(chart.points[0].x), voice.unit(chart.points[0].y)
    known = [replace(p, x=stated(ground, p.x, units[0]), y=stated(ground, p.y, units[1])) for p in cloud.points]
    marks = tuple(f"point {point.y.fact}" for point in known)
    sides: tuple[tuple[Direction, str, Axis, str], ...] = (
        ("right", "upright", cloud.x, "x"),
        ("up", "across", cloud.y, "y"),
    )
    for along, role, axis, side in sides:
        lines = [Span(f"{role} {number:g}", number, number) for number, _ in axis.ticks]
        spots = [Span(f"point {p.y.fact}", *[getattr(p, side).number] * 2) for p in known]
        capped = lids([p.y for p in known]) if side == "y" else []
        yield OneRuler(along, (*lines, *spots, *capped), log=cloud.log)
        yield Numbers(along, tuple((f"{role} {number:g}", words.words) for number, words in axis.ticks))
    for key, label in (("axis x", cloud.x.name), ("axis y", cloud.y.name), ("scales", cloud.note)):
        if label:
            yield Beside(key, marks[0], (), label.words)
    yield Order(("axis y", "axis x"), "down")
    yield from looks([_whole(point) for point in known], "point")
    yield from signs([point.y for point in known], "point")
    for point in known:
        if point.x.op in (*OPEN, *CAPPED):
            way: Literal["onward", "back"] = "onward" if point.x.op in OPEN else "back"
            yield Chevron(f"chevron {point.x.fact}", f"point {point.y.fact}", way)
        name, right, up = point.name.words, point.x.words.words, point.y.words.words
        may_say = name, f"{name} {up}", f"{name} {right} · {up}"
        yield Beside(f"label {point.y.fact}", f"point {point.y.fact}", marks, may_say)
    own = tuple((datum.fact, f"point {point.y.fact}") for point in known for datum in (point.x, point.y))
    yield Figures(own, spared=frozenset(fact for fact, _ in own))


def table(voice: ChartVoice, chart: ScatterChart) -> Rows:
    sides = (("x", chart.x), ("y", chart.y))
    return voice.figures(
        (f"{voice.say(spot.label)} · {voice.say(name)}", getattr(spot, side))
        for spot in chart.points
        for side, name in sides
    )


def alternative(voice: ChartVoice, chart: ScatterChart) -> str:
    """Both axes, and each thing with its two figures."""
    sides = {"x": voice.say(chart.x), "y": voice.say(chart.y)}
    nought = voice.end_of_scale("0").words
    log = chart.scale == "log"
    parts = [voice.phrase("alt.scatter.log", **sides) if log else voice.phrase("alt.scatter", **sides, nought=nought)]
    for spot in chart.points:
        figures = {side: voice.figure(getattr(spot, side)).words for side in ("x", "y")}
        parts.append(voice.phrase("alt.spot", name=voice.say(spot.label), **figures))
    return voice.sentences(parts)


FORM = Form(
    entry=ScatterChart,
    purpose=Told("two measures of several things", "几样东西的两个量"),
    faults=faults,
    plot=Plot(data=data, draw=draw, claims=claims),
    table=table,
    alt=alternative,
)
