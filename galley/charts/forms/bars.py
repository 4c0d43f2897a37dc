"""Amounts side by side, sorted by the facts and never by the editor; what falls runs to the left of zero."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import Field

from galley.charts.canvas import (
    INK,
    INK_2,
    LABEL,
    NOTE,
    SMALL_FIGURE,
    Along,
    Drawing,
    Layer,
    Row,
    drawing,
    placed,
    rule,
    said,
)
from galley.charts.checks import one_kind
from galley.charts.claims import Beside, Claim, Figures, OneRuler, Order, Span, Strokes
from galley.charts.fit import Fitter, Label
from galley.charts.form import ChartVoice, Datum, Form, Ground, Plot, Rows
from galley.charts.grammar import CAPPED, OPEN, bars, before, beside, looks, row, signed, signs, stated, veils
from galley.charts.model import Base, Told
from galley.charts.scales import NumberScale
from galley.errors import Problem
from galley.model import FactName, Model, Text

BAR, GAP = 16, 12  # px
FIGURE = 12  # px from a bar to its figure
MOST = 24


class Bar(Model):
    """An amount, and what it was at another time."""

    fact: Annotated[FactName, Told("The amount.", "所画的量。", "jobs.north")]
    label: Annotated[
        Text | None, Told("What it is called here.", "图中的称呼。", {"zh-Hans": "北区", "en": "North"})
    ] = None
    beside: Annotated[
        FactName | None,
        Told("What it was before, or should be: a stroke.", "此前的数或目标，画作竖线。", "jobs.before"),
    ] = None


class BarsChart(Base):
    """A ranking: amounts from zero, the largest first; a fall runs to the left, in the other tone."""

    form: Literal["bars"]
    rows: Annotated[
        tuple[Bar, ...],
        Field(min_length=3, max_length=MOST),
        Told("The amounts, in any order: they are sorted.", "各量，次序不限，图按大小排。"),
    ]
    beside: Annotated[
        Text | None, Told("What the strokes are.", "竖线是什么。", {"zh-Hans": "上一年", "en": "Year before"})
    ] = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """An amount with its name, and another that a stroke shows."""

    name: Label
    datum: Datum
    other: Datum | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Amounts from the largest down."""

    rows: tuple[Ranked, ...]
    beside: Label | None


def faults(ground: Ground, chart: BarsChart) -> Iterator[Problem]:
    named = [(("rows", index, "fact"), one.fact) for index, one in enumerate(chart.rows)]
    named += [(("rows", index, "beside"), one.beside) for index, one in enumerate(chart.rows) if one.beside]
    yield from one_kind(ground, named, negative=True)
    if any(one.beside for one in chart.rows) != (chart.beside is not None):
        message = f"{ground.name}: strokes beside the bars need to be told what they are, once."
        hint = "Write beside: with their name, and with each row that has one the fact; or neither."
        yield Problem("bars-beside", ground.place("beside" if chart.beside else "rows"), message, hint)


def data(voice: ChartVoice, chart: BarsChart) -> Ranking:
    unit = voice.unit(chart.rows[0].fact)
    ranked = []
    for index, one in enumerate(chart.rows):
        keys = ("rows", index)
        label = voice.label(one.label, *keys, "label") if one.label else Label(voice.called(one.fact), keys)
        datum = signed(voice.datum(one.fact, *keys, "fact", unit=unit))
        other = signed(voice.datum(one.beside, *keys, "beside", unit=unit, tone="plain")) if one.beside else None
        ranked.append(Ranked(label, datum, other))
    ranked.sort(key=lambda one: -one.datum.number)
    return Ranking(tuple(ranked), voice.label(chart.beside, "beside") if chart.beside else None)


@dataclass(frozen=True, slots=True)
class BarFrame:
    """Where bars and their names stand."""

    x: NumberScale
    above: bool  # whether names stand above their bars


def draw(material: Ranking, width: int, fitter: Fitter) -> Drawing:
    """Names beside the bars, or above them where they have no room; figures outside both bar and stroke."""
    frame = _frame(material, width)
    tops, names, height = _laid(material, frame, width, fitter)
    rows = [
        (one.datum, row(one.datum, "bar", y=top, y2=top + BAR, zero=0))
        for one, top in zip(material.rows, tops, strict=True)
    ]
    strokes = [
        {"number": one.other.number, "y": top - 3, "y2": top + BAR + 3, "key": f"stroke {one.other.fact}"}
        for one, top in zip(material.rows, tops, strict=True)
        if one.other
    ]
    # A name above its bar begins left of zero: one line from top to bottom would strike it through.
    zeros = [(top - 3, top + BAR + 3) for top in tops] if frame.above else [(tops[0] - 6, height)]
    return drawing(
        [
            *bars(rows, frame.x.along(), Along("y"), "zero", "y2"),
            *beside([pair for pair in rows if pair[0].number >= 0], frame.x.along(), Along("y"), frame.x.pixel),
            *before([pair for pair in rows if pair[0].number < 0], frame.x.along()),
            placed("rule", strokes, frame.x.along(), Along("y"), "", "y2", color=INK, strokeWidth=2),
            *_figures(material, tops, frame),
            *_key(material, tops, frame),
            rule([{"x": (x := frame.x.at(0)), "x2": x, "y": a, "y2": b, "key": "zero"} for a, b in zeros], color=INK),
            said(names, LABEL, Along("x"), Along("y"), lineHeight=19),
        ],
        width,
        height,
    )


_SHORTEST = 0.2
"""Of the width for all bars together; in less they cannot be told apart."""


def _frame(material: Ranking, width: int) -> BarFrame:
    numbers = [0.0, *(d.number for one in material.rows for d in (one.datum, one.other) if d)]
    low, high = min(numbers), max(numbers)
    column = max(LABEL.width(one.name.words) for one in material.rows) + 14
    figure = {side: _widest(material, side) for side in (True, False)}
    falls = figure[False] if low < 0 else 0
    above = column > width * 0.36 or width - column - falls - figure[True] < width * _SHORTEST
    left = (1.5 if above else column) + falls
    return BarFrame(NumberScale(low, high, round(left) + 0.5, round(width - figure[True]) - 0.5), above)


def _widest(material: Ranking, right: bool) -> float:
    """The room that figures beyond the bars of one side take."""
    own = [one.datum for one in material.rows if (one.datum.number >= 0) == right]
    signed = 12 if any(datum.op in (*OPEN, *CAPPED) for datum in own) else 0
    return max((SMALL_FIGURE.width(datum.words.words) for datum in own), default=0) + FIGURE + 2 + signed


def _laid(material: Ranking, frame: BarFrame, width: int, fitter: Fitter) -> tuple[list[float], list[Row], float]:
    tops: list[float] = []
    names: list[Row] = []
    y = 22.0 if material.beside else 6.0
    for one in material.rows:
        key = f"label {one.datum.fact}"
        if frame.above:
            lines = fitter.lines(one.name, width - 4, LABEL, 2)
            names.append({"x": 0, "y": y + 15, "t": lines, "key": key})
            y += 2 + 19 * len(lines)
        else:
            names.append({"x": 0, "y": y + 13, "t": [one.name.words], "key": key})
        tops.append(y)
        y += BAR + GAP
    return tops, names, y - GAP + 6


def _figures(material: Ranking, tops: list[float], frame: BarFrame) -> Iterator[Layer | None]:
    for right in (True, False):
        rows: list[Row] = [
            {"number": _beyond(one), "y": top + 13, "t": one.datum.words.words, "on": one.datum.op in (*OPEN, *CAPPED)}
            for one, top in zip(material.rows, tops, strict=True)
            if (one.datum.number >= 0) == right
        ]
        for ended in (False, True):
            own = [{k: v for k, v in one.items() if k != "on"} for one in rows if one["on"] == ended]
            shift = (FIGURE - 4 + (10 if ended else 0)) * (1 if right else -1)
            yield said(own, SMALL_FIGURE, frame.x.along(), Along("y"), dx=shift, align="left" if right else "right")


def _beyond(one: Ranked) -> float:
    """Where the figure begins: outside bar and stroke."""
    numbers = [datum.number for datum in (one.datum, one.other) if datum]
    return max(numbers) if one.datum.number >= 0 else min(numbers)


def _key(material: Ranking, tops: list[float], frame: BarFrame) -> Iterator[Layer | None]:
    """What the strokes are, over the first of them."""
    first = next(((one.other, top) for one, top in zip(material.rows, tops, strict=True) if one.other), None)
    if first is None or material.beside is None:
        return
    half = NOTE.width(material.beside.words) / 2
    at = frame.x.at(first[0].number)
    x = min(max(at, half), frame.x.end + 40 - half)
    yield said(
        [{"x": x, "y": first[1] - 8, "t": material.beside.words, "key": "strokes"}],
        NOTE,
        Along("x"),
        Along("y"),
        align="center",
        fill=INK_2,
    )


def claims(ground: Ground, voice: ChartVoice, chart: BarsChart) -> Iterator[Claim]:
    """Each bar reaches from zero to its amount, falls to the left, and the larger stands above the smaller."""
    unit = voice.unit(chart.rows[0].fact)
    known = [
        replace(
            one,
            datum=signed(stated(ground, one.datum, unit)),
            other=signed(stated(ground, one.other, unit)) if one.other else None,
        )
        for one in data(voice, chart).rows
    ]
    spans = [Span(f"bar {one.datum.fact}", 0, one.datum.number) for one in known]
    strokes = [Span(f"stroke {one.other.fact}", one.other.number, one.other.number) for one in known if one.other]
    yield OneRuler("right", (*spans, *strokes, Span("zero", 0, 0)))
    yield Strokes(("zero",), (1, len(known)))
    ranked = sorted(known, key=lambda one: -one.datum.number)
    yield Order(tuple(f"bar {one.datum.fact}" for one in ranked), "down")
    yield from looks((one.datum for one in known), "bar")
    yield from signs((one.datum for one in known if one.datum.number >= 0), "bar", "right")
    yield from veils((one.datum for one in known if one.datum.number >= 0), "bar")
    yield from signs((one.datum for one in known if one.datum.number < 0), "bar", "left")
    yield Figures(tuple((one.datum.fact, f"bar {one.datum.fact}") for one in known), "row")
    if strokes and chart.beside:
        yield Beside("strokes", strokes[0].mark, (), voice.say(chart.beside))
    marks = tuple(f"bar {one.datum.fact}" for one in known)
    for one in known:
        yield Beside(f"label {one.datum.fact}", f"bar {one.datum.fact}", marks, one.name.words, stands="row")


def table(voice: ChartVoice, chart: BarsChart) -> Rows:
    ranked = data(voice, chart).rows
    named = [(one.name.words, datum.fact) for one in ranked for datum in (one.datum, one.other) if datum]
    return voice.figures(named)


def alternative(voice: ChartVoice, chart: BarsChart) -> str:
    """The rows in the order in which they are drawn: ten of them at most."""
    parts = [voice.phrase("alt.bars", nought=voice.end_of_scale("0").words)]
    for one in data(voice, chart).rows[:10]:
        key = "alt.fallen" if one.datum.falls else "alt.row"
        parts.append(voice.phrase(key, name=one.name.words, figure=voice.figure(one.datum.fact).words))
    return voice.sentences(parts)


FORM = Form(
    entry=BarsChart,
    purpose=Told("a ranking, falls to the left", "排名，下降的朝左"),
    faults=faults,
    plot=Plot(data=data, draw=draw, claims=claims),
    table=table,
    alt=alternative,
)
