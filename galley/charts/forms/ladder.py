"""One quantity as several speakers gave it, in the order in which they spoke, on one scale from zero."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from galley.charts.canvas import (
    INK,
    INK_2,
    LABEL,
    NOTE,
    SCALE,
    SMALL_FIGURE,
    Along,
    Drawing,
    Layer,
    Row,
    drawing,
    rule,
    said,
)
from galley.charts.checks import one_kind
from galley.charts.claims import Beside, Claim, Figures, OneRuler, Order, Sign, Span
from galley.charts.fit import Fitter, Label
from galley.charts.form import ChartVoice, Datum, Form, Ground, Plot, Rows
from galley.charts.grammar import bars, beside, looks, row, span, stated, veils
from galley.charts.model import Base, Told, ToneOfChart
from galley.charts.scales import NumberScale
from galley.errors import Problem
from galley.model import FactName, Model, Text

BAR = 9  # px
PITCH = 46
SIGN = 18  # px between the end of a bar and its figure


class LabelledReading(Model):
    """A reading under a name of the chart's own."""

    fact: Annotated[FactName, Told("The fact that one speaker states.", "一方说出的事实。", "trip.hours.press")]
    label: Annotated[
        Text | None, Told("What it is called here.", "图中的称呼。", {"zh-Hans": "报社", "en": "The paper"})
    ] = None


class LadderChart(Base):
    """Readings of one quantity as bars from zero; no mean, and no winner."""

    form: Literal["ladder"]
    readings: Annotated[
        tuple[FactName | LabelledReading, ...],
        Field(min_length=2),
        Told(
            "The readings; each is named by its source, unless it has a label.",
            "各方所说；以来源为名，另有 label 的除外。",
            ["trip.hours.press", "trip.hours.operator"],
        ),
    ]
    tone: ToneOfChart = "before"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A reading: who said it, and when."""

    who: Label
    when: str
    datum: Datum


@dataclass(frozen=True, slots=True)
class Ladder:
    """Readings in the order in which they were said."""

    readings: tuple[Spoken, ...]


def _fact(reading: str | LabelledReading) -> str:
    return reading.fact if isinstance(reading, LabelledReading) else reading


def _label(reading: str | LabelledReading) -> Text | None:
    return reading.label if isinstance(reading, LabelledReading) else None


def faults(ground: Ground, chart: LadderChart) -> Iterator[Problem]:
    named = [(("readings", index), _fact(reading)) for index, reading in enumerate(chart.readings)]
    yield from one_kind(ground, named)


def data(voice: ChartVoice, chart: LadderChart) -> Ladder:
    unit = voice.unit(_fact(chart.readings[0]))
    spoken = []
    for index, reading in enumerate(chart.readings):
        fact, label = _fact(reading), _label(reading)
        who, when = voice.told_by(fact)
        name = voice.label(label, "readings", index, "label") if label else Label(who, ("readings", index))
        datum = voice.datum(fact, "readings", index, unit=unit, tone=chart.tone)
        spoken.append((voice.published(fact), Spoken(name, when, voice.whole(datum, "readings", index))))
    return Ladder(tuple(one for _, one in sorted(spoken, key=lambda pair: pair[0])))


def draw(material: Ladder, width: int, fitter: Fitter) -> Drawing:
    """Who says it beside each bar, or above it where they have no room side by side."""
    readings = material.readings
    column = max(max(LABEL.width(one.who.words), SCALE.width(one.when)) for one in readings) + 20
    above = column > width * 0.34
    tops, speakers, height = _above(readings, width, fitter) if above else _apart(readings)
    zero = 1.5 if above else round(column) + 0.5
    figure = max(SMALL_FIGURE.width(one.datum.words.words) for one in readings)
    end = round(width - figure - SIGN - 4)
    longest = max(one.datum.number for one in readings)
    scale = NumberScale(0, longest, zero, end)
    x = scale.along()
    rows = [
        (one.datum, row(one.datum, "bar", y=top, y2=top + BAR, zero=0)) for one, top in zip(readings, tops, strict=True)
    ]
    figures: list[Row] = [
        {"number": one.datum.number, "y": top + 10, "t": one.datum.words.words}
        for one, top in zip(readings, tops, strict=True)
    ]
    return drawing(
        [
            *bars(rows, x, Along("y"), "zero", "y2"),
            *beside(rows, x, Along("y"), scale.pixel, stops=True),
            said(figures, SMALL_FIGURE, x, Along("y"), dx=SIGN),
            rule([{"x": zero, "x2": zero, "y": 0, "y2": height, "key": "zero"}], color=INK),
            *speakers,
        ],
        width,
        height,
    )


Laid: TypeAlias = "tuple[list[float], list[Layer | None], float]"
"""Where each bar begins, the words of the speakers, and the height of it all."""


def _above(readings: tuple[Spoken, ...], width: int, fitter: Fitter) -> Laid:
    tops: list[float] = []
    words: list[Row] = []
    y = 0.0
    for one in readings:
        label = Label(f"{one.who.words} · {one.when}" if one.when else one.who.words, one.who.keys)
        lines = fitter.lines(label, width - 8, NOTE, 2)
        words.append({"x": 8, "y": y + 19, "t": lines, "key": f"label {one.datum.fact}"})
        tops.append(y + 27 + 18 * (len(lines) - 1))
        y = tops[-1] + BAR + 10
    return tops, [said(words, NOTE, Along("x"), Along("y"), lineHeight=18)], y


def _apart(readings: tuple[Spoken, ...]) -> Laid:
    tops = [index * PITCH + 18.0 for index in range(len(readings))]
    who: list[Row] = [
        {"x": 0, "y": top, "t": one.who.words, "key": f"label {one.datum.fact}"}
        for one, top in zip(readings, tops, strict=True)
    ]
    when: list[Row] = [
        {"x": 0, "y": top + 19, "t": one.when, "key": f"when {one.datum.fact}"}
        for one, top in zip(readings, tops, strict=True)
        if one.when
    ]
    layers = [said(who, LABEL, Along("x"), Along("y")), said(when, SCALE, Along("x"), Along("y"), fill=INK_2)]
    return tops, layers, len(readings) * PITCH


def claims(ground: Ground, voice: ChartVoice, chart: LadderChart) -> Iterator[Claim]:
    """Each bar reaches from zero to what was said, and they stand in the order in which it was."""
    unit = voice.unit(_fact(chart.readings[0]))
    readings = data(voice, chart).readings
    known = [stated(ground, one.datum, unit) for one in readings]
    bars_ = tuple(f"bar {one.datum.fact}" for one in readings)
    ends: tuple[Sign, ...] = ("stop", "veil", "onward", "back", "dash")
    yield OneRuler("right", (*(span(datum, "bar") for datum in known), Span("zero", 0, 0)), ends)
    yield from veils(known, "bar")
    yield Order(bars_, "down")
    yield from looks((one.datum for one in readings), "bar")
    yield Figures(tuple((one.datum.fact, f"bar {one.datum.fact}") for one in readings))
    for one in readings:
        own, who = f"bar {one.datum.fact}", one.who.words
        yield Beside(f"label {one.datum.fact}", own, bars_, (who, f"{who} · {one.when}"))
        yield Beside(f"when {one.datum.fact}", own, bars_, one.when, stands="row", spared=True)


def table(voice: ChartVoice, chart: LadderChart) -> Rows:
    facts = [(_fact(reading), _label(reading)) for reading in chart.readings]
    named = [(voice.say(label) if label else voice.told_by(fact)[0], fact) for fact, label in facts]
    return voice.figures(sorted(named, key=lambda pair: voice.published(pair[1])))


def alternative(voice: ChartVoice, chart: LadderChart) -> str:
    rows = [(name, when, fact) for (name, fact), when in _told(voice, chart)]
    parts = [voice.phrase("alt.ladder", nought=voice.end_of_scale("0").words)]
    parts += [
        voice.phrase("alt.spoken", name=name, at=when, figure=voice.figure(fact).words) for name, when, fact in rows
    ]
    return voice.sentences(parts)


def _told(voice: ChartVoice, chart: LadderChart) -> list[tuple[tuple[str, str], str]]:
    facts = sorted(chart.readings, key=lambda reading: voice.published(_fact(reading)))
    return [
        (
            (voice.say(label) if (label := _label(one)) else voice.told_by(_fact(one))[0], _fact(one)),
            voice.told_by(_fact(one))[1],
        )
        for one in facts
    ]


FORM = Form(
    entry=LadderChart,
    purpose=Told("one quantity as several speakers gave it", "同一个量，几方各说"),
    faults=faults,
    plot=Plot(data=data, draw=draw, claims=claims),
    table=table,
    alt=alternative,
)
