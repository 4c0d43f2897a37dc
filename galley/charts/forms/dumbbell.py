"""Before and after of several things on one scale from zero, sorted by how much each has changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from galley.charts.canvas import (
    INK,
    LABEL,
    NOTE,
    RULE,
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
from galley.charts.claims import Beside, Claim, Figures, Level, OneRuler, Order, Span, toned
from galley.charts.fit import Fitter, Label
from galley.charts.form import ChartVoice, Datum, Form, Ground, Plot, Rows
from galley.charts.grammar import CAPPED, OPEN, dots, looks, onward, row, signs, stated
from galley.charts.labels import LabelBox, Wanted, breadth, set_beside
from galley.charts.model import Base, Told
from galley.charts.scales import NumberScale
from galley.errors import Problem
from galley.model import FactName, Model, Text


class Pair(Model):
    """One thing, before and after."""

    before: Annotated[FactName, Told("What it was.", "之前。", "trip.hours.before")]
    after: Annotated[FactName, Told("What it is now.", "之后。", "trip.hours.after")]
    label: Annotated[Text, Told("What it is called.", "它的名称。", {"zh-Hans": "到南城", "en": "To Southtown"})]


class DumbbellChart(Base):
    """Pairs of points joined by a line, from zero; the greatest change first."""

    form: Literal["dumbbell"]
    pairs: Annotated[tuple[Pair, ...], Field(min_length=1), Told("The pairs, in any order.", "各对，次序不限。")]
    before: Annotated[
        Text | None,
        Told(
            "Over the first point; its time, if left out.",
            "前一点之上，不写就是它的时间。",
            {"zh-Hans": "通车前", "en": "Before"},
        ),
    ] = None
    after: Annotated[
        Text | None,
        Told(
            "Over the second point; its time, if left out.",
            "后一点之上，不写就是它的时间。",
            {"zh-Hans": "通车后", "en": "After"},
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """A thing, before and after."""

    name: Label
    before: Datum
    after: Datum


@dataclass(frozen=True, slots=True)
class Dumbbells:
    """Things from the most changed down, and the words over their first and second points."""

    rows: tuple[Dumbbell, ...]
    before: Label
    after: Label


def faults(ground: Ground, chart: DumbbellChart) -> Iterator[Problem]:
    named = [
        (("pairs", i, key), getattr(pair, key)) for i, pair in enumerate(chart.pairs) for key in ("before", "after")
    ]
    yield from one_kind(ground, named)
    for key, words in (("before", chart.before), ("after", chart.after)):
        times = {str(ground.time(getattr(pair, key))) for pair in chart.pairs}
        if words is None and (len(times) > 1 or times & {"None", "undated"}):
            message = (
                f"{ground.name}: what stands under {key}: in its pairs is not of one time, so none can be printed."
            )
            hint = f"Write {key}: with the words over these points, or mend as_of of the facts."
            yield Problem("dumbbell-times", ground.place("pairs"), message, hint)


def data(voice: ChartVoice, chart: DumbbellChart) -> Dumbbells:
    unit = voice.unit(chart.pairs[0].before)
    rows = []
    for index, pair in enumerate(chart.pairs):
        before = voice.datum(pair.before, "pairs", index, "before", unit=unit, tone="before")
        after = voice.datum(pair.after, "pairs", index, "after", unit=unit, tone="after")
        rows.append(Dumbbell(voice.label(pair.label, "pairs", index, "label"), before, after))
    rows.sort(key=lambda one: -abs(one.before.number - one.after.number))
    heads = (
        voice.label(words, key) if words else Label(voice.time(getattr(chart.pairs[0], key)), ("pairs", 0, key))
        for key, words in (("before", chart.before), ("after", chart.after))
    )
    return Dumbbells(tuple(rows), *heads)


PITCH = 66


def draw(material: Dumbbells, width: int, fitter: Fitter) -> Drawing:
    """Each name above its line; a figure beyond each end, or below it where there is no room."""
    most = max(d.number for one in material.rows for d in (one.before, one.after))
    outer = max(
        breadth(max((one.before, one.after), key=lambda d: d.number).words.words, SMALL_FIGURE) for one in material.rows
    )
    zero, end = 1.5, round(width - outer - 18)
    scale = NumberScale(0, most, zero, end)
    middles = [24 + PITCH * index + 34 for index in range(len(material.rows))]
    x, y = scale.along(), Along("y")
    points = [
        (datum, row(datum, "point", y=middle))
        for one, middle in zip(material.rows, middles, strict=True)
        for datum in (one.before, one.after)
    ]
    links = [
        {"number": one.before.number, "to": one.after.number, "y": middle, "key": f"link {one.after.fact}"}
        for one, middle in zip(material.rows, middles, strict=True)
    ]
    names: list[Row] = [
        {"x": 8, "y": middle - 15, "t": fitter.line(one.name, width - 12, LABEL), "key": f"label {one.after.fact}"}
        for one, middle in zip(material.rows, middles, strict=True)
    ]
    height = 24 + PITCH * len(middles)
    return drawing(
        [
            placed("rule", links, x, y, "to", color=RULE, strokeWidth=3),
            *dots(points, x, y, 90),
            *onward(points, x, y),
            *_figures(material, middles, scale, width, fitter),
            *_heads(material, scale, width),
            rule([{"x": zero, "x2": zero, "y": 20, "y2": height, "key": "zero"}], color=INK),
            said(names, LABEL, Along("x"), Along("y")),
        ],
        width,
        height,
    )


def _figures(
    material: Dumbbells, middles: list[int], scale: NumberScale, width: int, fitter: Fitter
) -> Iterator[Layer | None]:
    """Beside its point, beyond the line; else below it. A figure without any room is told to the editor."""
    rows: list[Row] = []
    together: list[Row] = []
    for one, middle in zip(material.rows, middles, strict=True):
        ends = [(datum, scale.at(datum.number)) for datum in (one.before, one.after)]
        marks = [LabelBox(at, middle, 6, 6) for _, at in ends]
        name = LabelBox(8 + LABEL.width(one.name.words) / 2, middle - 20, LABEL.width(one.name.words) / 2, 8)
        room = LabelBox(width / 2, middle + 6, width / 2, 26)
        inner = min(ends, key=lambda pair: pair[1])
        wanted = [_wanted(datum, at, middle, datum is inner[0]) for datum, at in ends]
        signed = [LabelBox(at + 12, middle, 4, 7) for datum, at in ends if datum.op in (*OPEN, *CAPPED)]
        line = [(ends[0][1], middle, ends[1][1], middle)]
        found = set_beside(wanted, room, marks, [name, *signed], line)
        if len(found) < len(ends):
            words = fitter.line(Label(_both(one), one.name.keys), width, SMALL_FIGURE)
            half = breadth(words, SMALL_FIGURE) / 2
            x = min(max((ends[0][1] + ends[1][1]) / 2, half), width - half)
            together.append({"x": x, "y": middle + 23, "t": words, "key": f"both {one.after.fact}"})
            continue
        for datum, _ in ends:
            place = found[datum.fact]
            rows.append({"x": place.x, "y": place.y + 5, "t": datum.words.words, "tone": datum.tone})
    yield said(rows, SMALL_FIGURE, Along("x"), Along("y"), align="center")
    yield said(together, SMALL_FIGURE, Along("x"), Along("y"), align="center")


def _both(one: Dumbbell) -> str:
    """Both figures in one text, in the order of time: their points are too near to each other."""
    return f"{one.before.words.words} → {one.after.words.words}"


def _wanted(datum: Datum, at: float, middle: float, inner: bool) -> Wanted:
    """The figure of an end: beyond it, if it can; the one further out is set first."""
    width, shift = breadth(datum.words.words, SMALL_FIGURE), 12 if datum.op in (*OPEN, *CAPPED) and not inner else 0
    return Wanted(datum.fact, at, middle, width, 1 + (not inner), False, 0, -1 if inner else 1, shift)


def _heads(material: Dumbbells, scale: NumberScale, width: int) -> Iterator[Layer | None]:
    """What the points are, in their tones, above all: the one that stands left first."""
    ends = [(material.rows[0].before, material.before), (material.rows[0].after, material.after)]
    ends.sort(key=lambda pair: pair[0].number)
    first, second = (NOTE.width(label.words) for _, label in ends)
    right = min(max(scale.at(ends[1][0].number), first + second / 2 + 20), width - second / 2)
    left = min(max(scale.at(ends[0][0].number), first / 2 + 6), right - first / 2 - second / 2 - 12)
    rows: list[Row] = [
        {"x": at, "y": 13, "t": label.words, "tone": datum.tone, "key": f"head {datum.fact}"}
        for at, (datum, label) in zip((left, right), ends, strict=True)
    ]
    yield said(rows, NOTE, Along("x"), Along("y"), align="center")


def claims(ground: Ground, voice: ChartVoice, chart: DumbbellChart) -> Iterator[Claim]:
    """Both points of each pair lie on one scale from zero, joined by a line; the greatest change stands first."""
    unit = voice.unit(chart.pairs[0].before)
    known = [(stated(ground, one.before, unit), stated(ground, one.after, unit)) for one in data(voice, chart).rows]
    points = [datum for pair in known for datum in pair]
    spans = [Span(f"point {datum.fact}", datum.number, datum.number) for datum in points]
    links = [Span(f"link {after.fact}", before.number, after.number) for before, after in known]
    yield OneRuler("right", (*spans, *links, Span("zero", 0, 0)))
    ranked = sorted(known, key=lambda pair: -abs(pair[0].number - pair[1].number))
    yield Order(tuple(f"link {after.fact}" for _, after in ranked), "down")
    yield from looks(points, "point")
    yield from signs(points, "point", "right")
    yield Figures(tuple((datum.fact, f"point {datum.fact}") for datum in points))
    marks = tuple(f"link {after.fact}" for _, after in known)
    for pair, link in zip(known, marks, strict=True):
        yield Level(link, frozenset(f"point {datum.fact}" for datum in pair))
    shown = data(voice, chart)
    heads = dict(zip((datum.fact for datum in known[0]), (shown.before, shown.after), strict=True))
    yield Order(tuple(f"head {datum.fact}" for datum in sorted(known[0], key=lambda datum: datum.number)), "right")
    for fact, label in heads.items():
        yield Beside(f"head {fact}", f"point {fact}", (), label.words)
    yield from toned((f"head {datum.fact}", datum.tone) for datum in known[0])
    for one in shown.rows:
        yield Beside(f"label {one.after.fact}", f"link {one.after.fact}", marks, one.name.words, stands="row")
        both = f"both {one.after.fact}"  # where their points lie too near to each other to have a figure each
        yield Beside(both, f"link {one.after.fact}", marks, _both(one), stands="row", spared=True)


def table(voice: ChartVoice, chart: DumbbellChart) -> Rows:
    shown = data(voice, chart)
    sides = ((shown.before, "before"), (shown.after, "after"))
    return voice.figures(
        (f"{one.name.words} · {side.words}", getattr(one, key).fact) for one in shown.rows for side, key in sides
    )


def alternative(voice: ChartVoice, chart: DumbbellChart) -> str:
    parts = [voice.phrase("alt.dumbbell", nought=voice.end_of_scale("0").words)]
    for one in data(voice, chart).rows[:10]:
        figures = {"before": one.before.words.words, "after": one.after.words.words}
        parts.append(voice.phrase("alt.changed", name=one.name.words, **figures))
    return voice.sentences(parts)


FORM = Form(
    entry=DumbbellChart,
    purpose=Told("before and after", "此前与此后"),
    faults=faults,
    plot=Plot(data=data, draw=draw, claims=claims),
    table=table,
    alt=alternative,
)
