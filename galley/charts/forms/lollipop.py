"""Counts side by side: a line each from zero."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from galley.charts.canvas import FIGURE, INK, INK_2, LABEL, Drawing, drawing, measure, point, rule, text
from galley.charts.checks import uncounted_or_twice
from galley.charts.claims import Beside, Claim, Figures, Level, Look, OneRuler, Order, Span, toned
from galley.charts.fit import Fitter, Label
from galley.charts.form import Amount, ChartVoice, Form, Ground, Plot, Rows
from galley.charts.model import Base, FactOfChart, Told, Tone, ToneOfChart
from galley.model import Model, Text


class LollipopRow(Model):
    """A count, and the words beside it."""

    fact: FactOfChart
    label: Annotated[
        Text | None,
        Told(
            "The words beside it; its own label, if left out.",
            "旁注，不写就是它自己的名称。",
            {"zh-Hans": "北区", "en": "North"},
        ),
    ] = None
    tone: ToneOfChart = "after"


class LollipopChart(Base):
    """Counts that may overlap, side by side from zero and never summed."""

    form: Literal["lollipop"]
    rows: Annotated[tuple[LollipopRow, ...], Field(min_length=2), Told("The rows, from the top.", "各行，自上而下。")]


@dataclass(frozen=True, slots=True)
class Lollipop:
    """A count as it is drawn, and its words."""

    fact: str
    label: Label
    tone: Tone
    amount: Amount


@dataclass(frozen=True, slots=True)
class Lollipops:
    """Counts on one scale from zero."""

    rows: tuple[Lollipop, ...]


def _called(voice: ChartVoice, row: LollipopRow) -> str:
    return voice.say(row.label) if row.label else voice.called(row.fact)


def data(voice: ChartVoice, chart: LollipopChart) -> Lollipops:
    return Lollipops(
        tuple(
            Lollipop(
                row.fact,
                voice.label(row.label, "rows", index, "label")
                if row.label
                else Label(_called(voice, row), ("rows", index)),
                row.tone,
                voice.amount(row.fact, voice.figure(row.fact, "rows", index, "fact", variants=("count",))),
            )
            for index, row in enumerate(chart.rows)
        )
    )


def claims(ground: Ground, voice: ChartVoice, chart: LollipopChart) -> Iterator[Claim]:
    """A line and its dot both say how much; each row's words are its own."""
    counted = {row.fact: ground.measured(row.fact) for row in chart.rows}
    bars, dots = (tuple(f"{part} {fact}" for fact in counted) for part in ("bar", "dot"))
    lengths = [Span(bar, 0, count) for bar, count in zip(bars, counted.values(), strict=True)]
    ends = [Span(dot, count, count) for dot, count in zip(dots, counted.values(), strict=True)]
    yield OneRuler("right", (*lengths, *ends, Span("zero", 0, 0)))
    yield from toned((mark, row.tone) for row in chart.rows for mark in (f"bar {row.fact}", f"dot {row.fact}"))
    yield Look(dots, hollow=False)
    yield Order(bars, "down")
    yield from (Level(bar, frozenset({dot})) for bar, dot in zip(bars, dots, strict=True))
    yield Figures(tuple(zip(counted, dots, strict=True)))
    for row in chart.rows:
        yield Beside(f"label {row.fact}", f"bar {row.fact}", bars, _called(voice, row))


def table(voice: ChartVoice, chart: LollipopChart) -> Rows:
    return voice.figures((_called(voice, row), row.fact) for row in chart.rows)


_SHORTEST = 0.33
"""Of the width; shorter lines cannot be told apart."""


def draw(material: Lollipops, width: int, fitter: Fitter) -> Drawing:
    """Each count from zero on one scale, as long as can be; labels wrap within two fifths of the width.

    Where that leaves the lines less than a third of it, labels stand above them.
    """
    figure = max(FIGURE.width(row.amount.words.words) for row in material.rows)
    column = min(max(LABEL.width(row.label.words) for row in material.rows), round(width * 0.4))
    above = width - column - figure < width * _SHORTEST
    labels = [fitter.lines(row.label, width - 20 if above else column, LABEL, 3) for row in material.rows]
    zero = 8.5 if above else round(column) + 14.5
    scale = measure((0, max(row.amount.number for row in material.rows)), (zero, round(width - figure - 20)))
    tall = 20 * max(map(len, labels))
    pitch = tall + 36 if above else max(44, tall + 16)
    middles = [index * pitch + (tall + 16 if above else pitch / 2) for index in range(len(labels))]
    rows = list(zip(material.rows, middles, labels, strict=True))
    counts = [{"count": row.amount.number, "y": y, "tone": row.tone} for row, y, _ in rows]
    bars = [
        {"zero": 0, **count, "y2": count["y"], "key": f"bar {row.fact}"}
        for count, (row, _, _) in zip(counts, rows, strict=True)
    ]
    dots = [{**count, "key": f"dot {row.fact}"} for count, (row, _, _) in zip(counts, rows, strict=True)]
    figures = [{"count": row.amount.number, "y": y, "t": row.amount.words.words} for row, y, _ in rows]
    words = [
        {"x": 16, "y": y - tall, "t": lines, "key": f"label {row.fact}"}
        if above
        else {"x": 0, "y": y + 15 - 10 * len(lines), "t": lines, "key": f"label {row.fact}"}
        for row, y, lines in rows
    ]
    height = len(labels) * pitch
    return drawing(
        [
            rule([{"x": zero, "x2": zero, "y": 0, "y2": height, "key": "zero"}], color=INK),
            rule(bars, "zero", "count", scale, strokeWidth=3),
            point(dots, "count", scale, filled=True, size=154),
            text(figures, FIGURE, "count", scale, dx=16, dy=7),
            text(words, LABEL, fill=INK_2, lineHeight=20),
        ],
        width,
        height,
    )


FORM = Form(
    entry=LollipopChart,
    purpose=Told("counts side by side", "几个数并排"),
    faults=uncounted_or_twice,
    plot=Plot(data=data, draw=draw, claims=claims),
    table=table,
)
