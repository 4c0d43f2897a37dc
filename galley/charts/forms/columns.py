"""Amounts period by period, upright from zero: parts that make a whole, or one sum a period and what kind it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Literal

from pydantic import Field

from galley.charts.canvas import (
    INK,
    INK_2,
    NOTE,
    PAPER,
    SCALE,
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
from galley.charts.checks import unlike
from galley.charts.claims import Beside, Claim, Figures, Height, Numbers, OneRuler, Order, Span, toned
from galley.charts.fit import Fitter, Label, Type
from galley.charts.form import ChartVoice, Datum, Form, Ground, Plot, Rows
from galley.charts.grammar import CAPPED, OPEN, above, bars, lids, look, looks, row, signs, stated
from galley.charts.labels import LabelBox, breadth, every
from galley.charts.model import Base, Told, Tone
from galley.charts.scales import NumberScale
from galley.charts.series import SeriesOfChart, alternative_in_time, in_series, unknown_rows
from galley.errors import Problem
from galley.series import Point
from galley.walk import Keys

SMALL = Type(13, "serif", 600)


class ColumnsChart(Base):
    """A column a period: of one thing, or of parts on top of each other that make a total which somebody has stated."""

    form: Literal["columns"]
    series: SeriesOfChart
    rows: Annotated[
        tuple[str, ...],
        Field(min_length=1),
        Told("Those of its things that are drawn, from the foot up.", "只画其中几项，自下而上。", ["river"]),
    ] = ()
    total: Annotated[
        str | None,
        Told("The thing of the series that says the whole of the parts.", "序列中说出总数的那一项。", "all"),
    ] = None


@dataclass(frozen=True, slots=True)
class Column:
    """A period: its parts from the foot up, and its figure."""

    time: Label
    short: Label
    parts: tuple[Datum, ...]
    total: Datum | None


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns in the order of time, with none for a period that nobody tells of: its place stays empty."""

    columns: tuple[Column | None, ...]
    names: tuple[tuple[Label, Tone], ...]  # of the parts; none for one thing
    measures: dict[str, Label]


def _drawn(chart: ColumnsChart, known: tuple[str, ...]) -> tuple[str, ...]:
    return chart.rows or tuple(name for name in known if name != chart.total) or ("",)


def faults(ground: Ground, chart: ColumnsChart) -> Iterator[Problem]:
    series, points = ground.series(chart.series), ground.points(chart.series)
    drawn = _drawn(chart, tuple(series.series))
    named: list[tuple[Keys, str]] = [(("rows", index), name) for index, name in enumerate(chart.rows)]
    named += [(("total",), chart.total)] if chart.total else []
    yield from unknown_rows(ground, chart.series, named, "Delete the key.")
    yield from unlike(
        ground, [(("series",), p.fact) for p in points if p.row in (*drawn, chart.total)], series.unit, True
    )
    if len(drawn) > 1:
        yield from _unstacked(ground, chart, points, drawn)
    elif chart.total:
        message = f"{ground.name}: {chart.total} is no whole of {drawn[0] or 'one thing'} alone."
        yield Problem(
            "columns-unstacked", ground.place("total"), message, "Name all its parts under rows:, or take total: out."
        )


def _unstacked(
    ground: Ground, chart: ColumnsChart, points: tuple[Point, ...], drawn: tuple[str, ...]
) -> Iterator[Problem]:
    """Parts that may not stand on each other."""
    kind = ground.series(chart.series).kind
    if kind not in ("flow", "stock"):
        message = f"{ground.name}: figures of a {kind} series do not add up, so they cannot be stacked."
        yield Problem("columns-unstacked", ground.place("series"), message, "Name one row under rows:, or draw a line.")
    if chart.total is None:
        message = f"{ground.name}: nobody is named who says the whole of {', '.join(drawn)}."
        hint = "Write total: and the thing of the series that says it, or name one row under rows:."
        yield Problem("columns-unstacked", ground.place("series"), message, hint)
        return
    for at, whole in {point.at.text: point for point in points if point.row == chart.total}.items():
        parts = [ground.number(p.fact) for p in points if p.row in drawn and p.at.text == at]
        stated = ground.number(whole.fact)
        if len(parts) < len(drawn) or None in parts or stated is None:
            continue
        if (added := sum(part for part in parts if part is not None)) != stated:
            message = f"{ground.name}: the parts of {at} make {added}, and {whole.fact} says {stated}."
            yield Problem(
                "columns-unequal", ground.place("total"), message, "Draw the rows apart, or name all the parts."
            )


def data(voice: ChartVoice, chart: ColumnsChart) -> Columns:
    series, points = voice.series(chart.series), voice.points(chart.series)
    drawn = _drawn(chart, tuple(series.series))

    def datum(point: Point) -> Datum:
        return voice.datum(point.fact, "series", unit=series.unit, tone=series.row(point.row).tone)

    columns: list[Column | None] = []
    last: int | None = None
    own = [point for point in points if point.row in (*drawn, chart.total)]
    for _, at_once in groupby(own, key=lambda point: point.at.text):
        told = list(at_once)
        period = told[0].period
        columns += [None] * (period - last - 1 if last is not None and period is not None else 0)
        last = period
        parts = tuple(datum(p) for name in drawn for p in told if p.row == name)
        total = next((datum(p) for p in told if p.row == chart.total), None)
        said_whole = Label(voice.time(told[0].fact), ("series",))
        full, short = voice.year(told[0].at.day.year) if series.at == "year" else (said_whole, said_whole)
        columns.append(Column(full, short, parts, total))
    last_told = {point.row for point in own if point.at.text == own[-1].at.text}
    named = (series.row(name) for name in drawn if name in last_told)
    names = tuple((voice.label(one.label, "series"), one.tone) for one in named)
    measures = {name: voice.label(one.label, "series") for name, one in series.measures.items()}
    return Columns(tuple(columns), names if len(drawn) > 1 else (), measures)


@dataclass(frozen=True, slots=True)
class ColumnFrame:
    """Where the columns stand: `pitch` from one to the next, `wide` each, in pixels."""

    pitch: float
    wide: float
    y: NumberScale

    def middle(self, index: int) -> float:
        return self._start(index) + self.wide / 2

    def edges(self, index: int) -> Row:
        return {"x": self._start(index), "x2": self._start(index) + self.wide}

    def box(self, index: int, column: Column) -> LabelBox:
        """What a column covers."""
        low, high = _extent(column)
        middle, half = (self.y.at(low) + self.y.at(high)) / 2, (self.y.at(low) - self.y.at(high)) / 2
        return LabelBox(self.middle(index), middle, self.wide / 2, half)

    def _start(self, index: int) -> int:
        """On a whole pixel, so that all columns are equally wide."""
        return round(self.pitch * (index + 0.5) - self.wide / 2)


def draw(material: Columns, width: int, fitter: Fitter) -> Drawing:
    """Columns as wide as there is room; kinds of number bracketed under their periods."""
    frame = _frame(material, width)
    known = [(index, column) for index, column in enumerate(material.columns) if column]
    rows = [made for index, column in known for made in _parts(column, frame.edges(index))]
    tops = [
        (column.parts[0], {**row(column.parts[0], "top"), "x": frame.middle(index)})
        for index, column in known
        if len(column.parts) == 1
    ]
    brackets, depth = _brackets(material, known, frame, fitter)
    return drawing(
        [
            *bars(rows, Along("x"), frame.y.along("from"), "x2", "number", ("x", "x2")),
            *above(tops, Along("x"), frame.y.along(), frame.wide * 0.58),
            *_figures(known, frame, width),
            *_inside(known, frame, bool(material.names)),
            *_names(material, known, frame, fitter),
            placed(
                "rule",
                [{"x": 0, "x2": frame.pitch * len(material.columns), "number": 0, "key": "foot zero"}],
                Along("x"),
                frame.y.along(),
                "x2",
                color=INK,
            ),
            *_times(known, frame),
            *brackets,
        ],
        width,
        frame.y.start + 26 + depth,
    )


def _margin(material: Columns, width: int) -> float:
    return max((min(SMALL_FIGURE.width(name.words), width * 0.34) for name, _ in material.names), default=-12) + 12


def _frame(material: Columns, width: int) -> ColumnFrame:
    room = width - _margin(material, width)
    count = len(material.columns)
    numbers = [0.0, *(number for column in material.columns if column for number in _extent(column))]
    pitch = min(room / count, 120)
    signed = any(part.op in (*OPEN, *CAPPED) for column in material.columns if column for part in column.parts)
    top = 36 if signed else 24
    height = 112 if width < 500 else 220
    wide = round(pitch * (0.72 if count < 12 else 0.8))
    return ColumnFrame(pitch, wide, NumberScale(min(numbers), max(numbers), top + height, top))


def _extent(column: Column) -> tuple[float, float]:
    whole = sum(part.number for part in column.parts)
    return min(whole, 0.0), max(whole, column.total.number if column.total else 0.0)


def _parts(column: Column, edges: Row) -> Iterator[tuple[Datum, Row]]:
    """The parts of a column, each from where the one below ends."""
    foot = 0.0
    for part in column.parts:
        yield (
            part,
            {
                **row(part, "part" if len(column.parts) > 1 else "column"),
                **edges,
                "from": foot,
                "number": foot + part.number,
            },
        )
        foot += part.number


def _figures(known: list[tuple[int, Column]], frame: ColumnFrame, edge: float) -> Iterator[Layer | None]:
    """A figure over each column; where not all have room, over the first, the last, the highest and the lowest."""
    shown = [(index, column.total or (column.parts[0] if len(column.parts) == 1 else None)) for index, column in known]
    wanted = [(index, datum) for index, datum in shown if datum]
    if not wanted:
        return
    type_ = next(
        (one for one in (SMALL_FIGURE, SMALL) if max(one.width(d.words.words) for _, d in wanted) + 6 <= frame.pitch),
        SMALL,
    )
    numbers = [datum.number for _, datum in wanted]
    telling = [wanted[at] for at in (0, -1, numbers.index(max(numbers)), numbers.index(min(numbers)))]
    rows = _over(wanted, known, frame, type_, edge)
    if len(rows) < len(wanted):
        rows = _over([one for at, one in enumerate(telling) if one not in telling[:at]], known, frame, type_, edge)
    for lift in sorted({one["lift"] for one in rows}):
        level = [{k: v for k, v in one.items() if k != "lift"} for one in rows if one["lift"] == lift]
        yield said(level, type_, Along("x"), frame.y.along(), align="center", dy=lift)


def _over(
    wanted: Sequence[tuple[int, Datum]], known: list[tuple[int, Column]], frame: ColumnFrame, type_: Type, edge: float
) -> list[Row]:
    """Where the figures stand over their columns, in this order, those that have room."""
    boxes = {index: frame.box(index, column) for index, column in known}
    taken: list[LabelBox] = []
    rows: list[Row] = []
    for index, datum in wanted:
        half = breadth(datum.words.words, type_) / 2
        lift = -25 if datum.op in (*OPEN, *CAPPED) else -8
        place = LabelBox(
            min(max(frame.middle(index), half), edge - half), frame.y.at(max(datum.number, 0)) + lift - 4, half, 8
        )
        own = place.apart(boxes[index])
        clear = all(place.apart(box) > own + 1 for other, box in boxes.items() if other != index)
        under = abs(place.x - frame.middle(index)) < frame.pitch / 2
        if clear and under and not any(place.meets(other) for other in taken):
            taken.append(place)
            key = f"total {datum.fact}"
            rows.append(
                {"x": place.x, "number": max(datum.number, 0), "t": datum.words.words, "lift": lift, "key": key}
            )
    return rows


def _inside(known: list[tuple[int, Column]], frame: ColumnFrame, stacked: bool) -> Iterator[Layer | None]:
    """The figures of the parts within them, where they have room."""
    if not stacked:
        return
    for full in (True, False):
        rows: list[Row] = []
        for index, column in known:
            for part, edges in _parts(column, {}):
                tall = part.number / frame.y.pixel
                if (look(part) == "full") == full and SMALL.width(part.words.words) + 4 <= frame.wide and tall >= 18:
                    middle = (edges["from"] + edges["number"]) / 2
                    rows.append({"x": frame.middle(index), "number": middle, "t": part.words.words})
        yield said(rows, SMALL, Along("x"), frame.y.along(), align="center", dy=5, fill=PAPER if full else INK)


def _names(
    material: Columns, known: list[tuple[int, Column]], frame: ColumnFrame, fitter: Fitter
) -> Iterator[Layer | None]:
    """The name of each part beside the last column."""
    column = known[-1][1]
    x = frame.middle(len(material.columns) - 1) + frame.wide / 2 + 10
    rows: list[Row] = []
    for (name, tone), (part, edges) in zip(material.names, _parts(column, {}) if material.names else (), strict=True):
        lines = fitter.lines(name, _margin(material, 10_000), SMALL_FIGURE, 2)
        key, middle = f"name {part.fact}", (edges["from"] + edges["number"]) / 2
        rows.append({"x": x, "number": middle, "t": lines, "tone": tone, "key": key})
    yield said(rows, SMALL_FIGURE, Along("x"), frame.y.along(), dy=5, lineHeight=18)


def _foot(column: Column) -> str:
    """The key of the mark that stands lowest in a column."""
    return f"{'part' if len(column.parts) > 1 else 'column'} {column.parts[0].fact}"


def _times(known: list[tuple[int, Column]], frame: ColumnFrame) -> Iterator[Layer | None]:
    """The periods under their columns, as many as have room."""
    full = max(SCALE.width(column.time.words) for _, column in known) + 8
    short = max(SCALE.width(column.short.words) for _, column in known) + 6
    step, brief = every(frame.pitch, full, short, len(known))
    last = known[-1][0]
    right = frame.pitch * (last + 1)
    rows: list[Row] = []
    for at, (i, column) in enumerate(known):
        words = (column.short if brief and at else column.time).words
        x = min(frame.middle(i), right - SCALE.width(words) / 2)  # a period longer than its column ends where that does
        if (last - i) % step == 0:
            rows.append({"x": x, "y": frame.y.start + 18, "t": words, "key": f"scale {_foot(column)}"})
    yield said(rows, SCALE, Along("x"), Along("y"), align="center", fill=INK_2)


def _brackets(
    material: Columns, known: list[tuple[int, Column]], frame: ColumnFrame, fitter: Fitter
) -> tuple[list[Layer | None], float]:
    """The kinds of number, each named once under a line below its periods; and how much height they take."""
    if material.names or not material.measures:
        return [], 0
    spans = [
        (name, [index for index, _ in group]) for name, group in groupby(known, key=lambda one: one[1].parts[0].measure)
    ]
    y = frame.y.start + 30
    lines: list[Row] = []
    words: list[Row] = []
    for name, indexes in spans:
        if name not in material.measures:
            continue
        left, right = frame.edges(indexes[0])["x"], frame.edges(indexes[-1])["x2"]
        lines.append({"x": left, "x2": right, "y": y, "y2": y})
        broken = fitter.lines(material.measures[name], right - left + frame.pitch - frame.wide, NOTE, 4)
        key = f"measure {dict(known)[indexes[0]].parts[0].fact}"
        words.append({"x": (left + right) / 2, "y": y + 18, "t": broken, "key": key})
    deepest = max((len(one["t"]) for one in words), default=0)
    layers = [
        rule(lines, color=INK_2),
        said(words, NOTE, Along("x"), Along("y"), align="center", lineHeight=17, fill=INK_2),
    ]
    return layers, 10 + 17 * deepest


def claims(ground: Ground, voice: ChartVoice, chart: ColumnsChart) -> Iterator[Claim]:
    """Each column reaches from zero to its number, each part from where the one below it ends; all in time's order."""
    columns = [column for column in data(voice, chart).columns if column]
    spans: list[Span] = []
    series = ground.series(chart.series)
    for column in columns:
        foot = 0.0
        for part in column.parts:
            role = "part" if len(column.parts) > 1 else "column"
            number = ground.measured(part.fact, series.unit)
            spans.append(Span(f"{role} {part.fact}", foot, foot + number))
            foot += number
    single = [stated(ground, one.parts[0], series.unit) for one in columns if len(one.parts) == 1]
    yield OneRuler("up", (*spans, *lids(single), Span("foot zero", 0, 0)))
    yield Order(tuple(_foot(one) for one in columns), "right")
    yield Numbers("right", tuple((_foot(one), (one.time.words, one.short.words)) for one in columns))
    yield from looks(single, "column")
    yield from signs(single, "column")
    yield from looks((part for column in columns if len(column.parts) > 1 for part in column.parts), "part")
    own = tuple((span.mark.partition(" ")[2], span.mark) for span in spans)
    yield Figures(own, spared=frozenset(fact for fact, _ in own))
    yield from _worded(voice, chart, columns)


def _worded(voice: ChartVoice, chart: ColumnsChart, columns: list[Column]) -> Iterator[Claim]:
    """Figures stand over their columns, names beside the last, kinds of number below their first periods."""
    series, rows = voice.series(chart.series), {point.fact: point.row for point in voice.points(chart.series)}
    feet = tuple(map(_foot, columns))
    for column, foot in zip(columns, feet, strict=True):
        over = column.total or (column.parts[0] if len(column.parts) == 1 else None)
        if over:
            yield Beside(f"total {over.fact}", foot, feet, over.words.words, "column", spared=True)
        if column.total:
            yield Height(f"total {column.total.fact}", f"part {column.parts[-1].fact}", above=True)
    stacked = len(_drawn(chart, tuple(series.series))) > 1
    for part in columns[-1].parts if stacked else ():
        mark = f"{_foot(columns[-1]).partition(' ')[0]} {part.fact}"
        yield Beside(f"name {part.fact}", mark, (), voice.say(series.row(rows[part.fact]).label))
        yield from toned([(f"name {part.fact}", part.tone)])
    if stacked:
        yield Order(tuple(f"name {part.fact}" for part in reversed(columns[-1].parts)), "down")
    groups = groupby(() if stacked else columns, key=lambda column: column.parts[0].measure)
    firsts = {next(group): kind for kind, group in groups if kind in series.measures}
    for first, kind in firsts.items():
        label = voice.say(series.measures[kind].label)
        yield Beside(f"measure {first.parts[0].fact}", _foot(first), (), label)
    yield Order(tuple(f"measure {first.parts[0].fact}" for first in firsts), "right")


def table(voice: ChartVoice, chart: ColumnsChart) -> Rows:
    series = voice.series(chart.series)
    drawn = (*_drawn(chart, tuple(series.series)), chart.total)
    own = [point for point in voice.points(chart.series) if point.row in drawn]
    return voice.figures((in_series(voice, chart.series, point), point.fact) for point in own)


def alternative(voice: ChartVoice, chart: ColumnsChart) -> str:
    series = voice.series(chart.series)
    drawn = (*_drawn(chart, tuple(series.series)), *([chart.total] if chart.total else []))
    key = "alt.stacked" if chart.total else "alt.columns"
    return alternative_in_time(voice, chart.series, drawn, key)


FORM = Form(
    entry=ColumnsChart,
    purpose=Told("amounts period by period", "逐期的量"),
    faults=faults,
    plot=Plot(data=data, draw=draw, claims=claims),
    table=table,
    alt=alternative,
)
