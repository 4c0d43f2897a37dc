"""Sums from promise to payment: what lies within the one above, and what is another thing, cut off by a break."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from galley.charts.canvas import (
    INK,
    INK_2,
    LABEL,
    MUTE,
    NOTE,
    SMALL_FIGURE,
    Along,
    Drawing,
    Row,
    drawing,
    path,
    placed,
    rule,
    said,
)
from galley.charts.checks import one_kind
from galley.charts.claims import Beside, Claim, Figures, OneRuler, Order, Sign, Span, Strokes
from galley.charts.fit import Fitter, Label
from galley.charts.form import ChartVoice, Datum, Form, Ground, Plot, Rows
from galley.charts.grammar import bars, beside, looks, row, span, stated, veils
from galley.charts.model import Base, Told, ToneOfChart
from galley.charts.scales import NumberScale
from galley.errors import Problem
from galley.model import FactName, Model, Text

BAR = 20  # px
ZIGZAG = "M-7,4L-3,-4L3,4L7,-4"


class Stage(Model):
    """A sum on the way, and how it follows from the one before."""

    fact: Annotated[FactName, Told("The sum.", "款项。", "money.signed")]
    label: Annotated[
        Text | None, Told("What it is called here.", "图中的称呼。", {"zh-Hans": "报社", "en": "The paper"})
    ] = None
    part: Annotated[
        Literal["proved", "likely"] | None,
        Told(
            "That it lies within the one above: proved by a source, or likely, which is printed.",
            "它在上一笔之内：proved 有来源为证，likely 只是可能，会印出来。",
            "likely",
        ),
    ] = None
    another: Annotated[
        Text | None,
        Told("Why it is no part of the one above: another scope.", "为何不是上一笔的一部分：口径不同。"),
    ] = None
    tone: ToneOfChart = "after"


class StepsChart(Base):
    """Sums on one scale from zero, however thin the last; a stage is a part of the one above, or cut off from it."""

    form: Literal["steps"]
    stages: Annotated[tuple[Stage, ...], Field(min_length=2), Told("The sums in their order.", "各笔款项，依先后。")]


@dataclass(frozen=True, slots=True)
class DrawnStage:
    """A stage: its words, and what parts it from the one above."""

    label: Label
    datum: Datum
    another: Label | None


@dataclass(frozen=True, slots=True)
class DrawnStages:
    """Stages in their order."""

    steps: tuple[DrawnStage, ...]


def faults(ground: Ground, chart: StepsChart) -> Iterator[Problem]:
    yield from one_kind(ground, [(("stages", index, "fact"), one.fact) for index, one in enumerate(chart.stages)])
    for index, stage in enumerate(chart.stages):
        place = ground.place("stages", index)
        if index and (stage.part is None) == (stage.another is None):
            message = f"{ground.name}: it is not said how {stage.fact} follows from the one above."
            hint = "Write part: proved or likely where it lies within it, or another: and why it does not."
            yield Problem("steps-unsaid", place, message, hint)
        elif not index and (stage.part or stage.another):
            message = f"{ground.name}: {stage.fact} comes first and is a part of nothing."
            yield Problem("steps-unsaid", place, message, "Delete part: or another: of the first stage.")
        above = ground.number(chart.stages[index - 1].fact) if index else None
        number = ground.number(stage.fact)
        if stage.part and above is not None and number is not None and number > above:
            message = f"{ground.name}: {stage.fact} is more than the one above, of which it is said to be a part."
            yield Problem("steps-larger", place, message, "Write another: and why it is no part of it.")


def data(voice: ChartVoice, chart: StepsChart) -> DrawnStages:
    unit = voice.unit(chart.stages[0].fact)
    found = []
    for index, stage in enumerate(chart.stages):
        keys = ("stages", index)
        label = voice.label(stage.label, *keys, "label") if stage.label else Label(voice.called(stage.fact), keys)
        if stage.part == "likely":
            label = Label(voice.phrase("chart.likely", what=label.words), label.keys)
        datum = voice.whole(voice.datum(stage.fact, *keys, unit=unit, tone=stage.tone), *keys)
        another = voice.label(stage.another, *keys, "another") if stage.another else None
        found.append(DrawnStage(label, datum, another))
    return DrawnStages(tuple(found))


def draw(material: DrawnStages, width: int, fitter: Fitter) -> Drawing:
    """Bars from zero one below the other; the end of a whole falls as a dotted line past its parts."""
    steps = material.steps
    zero, longest = 8.5, max(step.datum.number for step in steps)
    ends = [(step.datum.number / longest, SMALL_FIGURE.width(step.datum.words.words) + 20) for step in steps]
    end = round(zero + min((width - zero - figure) / share for share, figure in ends if share > 0.02))
    end = min(end, width - 4)
    scale = NumberScale(0, longest, zero, end)
    x = scale.along()
    tops, words, breaks, height = _laid(steps, width, fitter)
    rows = [(s.datum, row(s.datum, "bar", y=top, y2=top + BAR, zero=0)) for s, top in zip(steps, tops, strict=True)]
    figures: list[Row] = [
        {"number": s.datum.number, "y": top + 15, "t": s.datum.words.words} for s, top in zip(steps, tops, strict=True)
    ]
    falls = [
        {"number": above.datum.number, "y": top + BAR, "y2": below + BAR, "key": f"fall {above.datum.fact}"}
        for (above, below_step), (top, below) in zip(pairwise(steps), pairwise(tops), strict=True)
        if below_step.another is None
    ]
    whys: list[Row] = [{"x": zero + 14, "y": y + 5, "t": words, "key": key} for y, words, key in breaks]
    return drawing(
        [
            placed("rule", falls, x, Along("y"), "", "y2", color=MUTE, strokeDash=[1, 3]),
            *bars(rows, x, Along("y"), "zero", "y2"),
            *beside(rows, x, Along("y"), scale.pixel),
            said(figures, SMALL_FIGURE, x, Along("y"), dx=14),
            rule(list(_trunk(zero, breaks, height)), color=INK),
            path([{"x": zero, "y": y, "d": ZIGZAG} for y, _, _ in breaks], strokeWidth=1.5, stroke=INK),
            said(whys, NOTE, Along("x"), Along("y"), fill=INK_2),
            said(words, LABEL, Along("x"), Along("y"), lineHeight=20),
        ],
        width,
        height,
    )


Break = tuple[float, str, str]
"""Where another thing begins in pixels, and the words that say why, with their key."""


def _laid(
    steps: tuple[DrawnStage, ...], width: int, fitter: Fitter
) -> tuple[list[float], list[Row], list[Break], float]:
    """Where each bar begins, its label above it, the breaks with their words, and the height of it all."""
    tops: list[float] = []
    labels: list[Row] = []
    breaks: list[Break] = []
    y = 0.0
    for step in steps:
        if step.another:
            breaks.append((y + 8, fitter.line(step.another, width - 24, NOTE), f"another {step.datum.fact}"))
            y += 18
        lines = fitter.lines(step.label, width - 16, LABEL, 3)
        labels.append({"x": 15, "y": y + 22, "t": lines, "key": f"label {step.datum.fact}"})
        tops.append(y + 10 + 20 * len(lines))
        y = tops[-1] + BAR + 12
    return tops, labels, breaks, y


def _trunk(zero: float, breaks: list[Break], height: float) -> Iterator[Row]:
    """The line from which all is measured, cut where another thing begins."""
    edges = [0.0, *(edge for y, _, _ in breaks for edge in (y - 5, y + 5)), height]
    for top, bottom in zip(edges[::2], edges[1::2], strict=True):
        yield {"x": zero, "x2": zero, "y": top, "y2": bottom, "key": "zero"}


def claims(ground: Ground, voice: ChartVoice, chart: StepsChart) -> Iterator[Claim]:
    """Every bar reaches from zero to its sum on one scale, and the end of a whole falls past its part."""
    unit = voice.unit(chart.stages[0].fact)
    steps = [replace(step, datum=stated(ground, step.datum, unit)) for step in data(voice, chart).steps]
    ends: tuple[Sign, ...] = ("veil", "onward", "back", "dash")
    wholes = [above for above, below in pairwise(steps) if below.another is None]
    falls = [Span(f"fall {one.datum.fact}", one.datum.number, one.datum.number) for one in wholes]
    yield OneRuler("right", (*(span(step.datum, "bar") for step in steps), *falls, Span("zero", 0, 0)), ends)
    yield Strokes(("zero",), (1 + sum(step.another is not None for step in steps),))
    yield from veils((step.datum for step in steps), "bar")
    yield Order(tuple(f"bar {step.datum.fact}" for step in steps), "down")
    yield from looks((step.datum for step in steps), "bar")
    yield Figures(tuple((step.datum.fact, f"bar {step.datum.fact}") for step in steps))
    bars_ = tuple(f"bar {step.datum.fact}" for step in steps)
    for step in steps:
        yield Beside(f"label {step.datum.fact}", f"bar {step.datum.fact}", bars_, step.label.words)
        if step.another:
            yield Beside(f"another {step.datum.fact}", f"bar {step.datum.fact}", bars_, step.another.words, "above")


def table(voice: ChartVoice, chart: StepsChart) -> Rows:
    return voice.figures(
        (voice.say(one.label) if one.label else voice.called(one.fact), one.fact) for one in chart.stages
    )


def alternative(voice: ChartVoice, chart: StepsChart) -> str:
    parts = [voice.phrase("alt.steps", nought=voice.end_of_scale("0").words)]
    for stage in chart.stages:
        name = voice.say(stage.label) if stage.label else voice.called(stage.fact)
        name = voice.phrase("chart.likely", what=name) if stage.part == "likely" else name
        key = "alt.another" if stage.another else "alt.row"
        why = voice.say(stage.another) if stage.another else ""
        parts.append(voice.phrase(key, name=name, figure=voice.figure(stage.fact).words, why=why))
    return voice.sentences(parts)


FORM = Form(
    entry=StepsChart,
    purpose=Told("sums from promise to payment", "从签约到到账的几笔钱"),
    faults=faults,
    plot=Plot(data=data, draw=draw, claims=claims),
    table=table,
    alt=alternative,
)
