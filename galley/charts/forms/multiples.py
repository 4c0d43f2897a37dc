"""Small multiples: a panel a thing, all on one scale from zero, with the others behind in grey."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Annotated, Literal

from pydantic import Field

from galley.charts.canvas import (
    INK,
    INK_2,
    RULE,
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
    stamp,
)
from galley.charts.checks import unlike
from galley.charts.claims import Beside, Claim, Echo, Figures, OneScale, Span, Stamp, toned
from galley.charts.fit import Fitter, Label
from galley.charts.form import ChartVoice, Datum, Form, Ground, Plot, Rows
from galley.charts.grammar import CAPPED, OPEN, above, dots, lids, looks, signs, stated
from galley.charts.labels import LabelBox, Segment, Wanted, breadth, set_beside
from galley.charts.model import Base, Told
from galley.charts.scales import NumberScale, TimeScale
from galley.charts.series import SeriesOfChart, alternative_in_time, in_series, unknown_rows
from galley.charts.tracks import SeriesTrack, at, day_of, joined, joints, pieces_of, track_of
from galley.errors import Problem

LEAST, MOST = 2, 12  # panels
GAP = 22  # px between panels side by side
NARROWEST = 116  # px of a panel
LEFT = 6  # px before the first points
LINE = 18  # px of a line of a name


class MultiplesChart(Base):
    """A panel a thing of a series, all on one scale from zero; the others stand behind each in grey."""

    form: Literal["multiples"]
    series: SeriesOfChart
    rows: Annotated[
        tuple[str, ...],
        Field(min_length=LEAST),
        Told("Those of its things that are drawn, in this order.", "只画其中几项，依此次序。", ["river", "local"]),
    ] = ()


@dataclass(frozen=True, slots=True)
class Panels:
    """Tracks, a panel each, and the words of the first and the last time."""

    tracks: tuple[SeriesTrack, ...]
    cumulative: bool
    first: Label
    last: Label


def _drawn(ground: Ground | ChartVoice, chart: MultiplesChart) -> tuple[str, ...]:
    """The things that have figures, each under its name in the series."""
    told = {point.row for point in ground.points(chart.series)}
    return tuple(name for name in chart.rows or ground.series(chart.series).series if name in told)


def faults(ground: Ground, chart: MultiplesChart) -> Iterator[Problem]:
    series, points = ground.series(chart.series), ground.points(chart.series)
    rows = ((("rows", index), name) for index, name in enumerate(chart.rows))
    yield from unknown_rows(ground, chart.series, rows, "Draw it as a line.")
    drawn = _drawn(ground, chart)
    if not LEAST <= len(drawn) <= MOST or len(set(drawn)) < len(drawn):
        message = f"{ground.name}: {len(drawn)} panels make no small multiples."
        hint = f"Name {LEAST} to {MOST} of {chart.series}, each once, under rows:; draw one alone as a line."
        yield Problem("multiples-number", ground.place("series"), message, hint)
    own = [point for point in points if point.row in drawn]
    if len({point.measure for point in own}) > 1:
        message = f"{ground.name}: {chart.series} changes what it measures, and a panel has no room to say so."
        hint = "Draw it as a line, which says where the measure changes."
        yield Problem("multiples-measures", ground.place("series"), message, hint)
    yield from unlike(ground, [(("series",), point.fact) for point in own], series.unit, negative=True)


def data(voice: ChartVoice, chart: MultiplesChart) -> Panels:
    tracks = tuple(track_of(voice, chart.series, name, "series") for name in _drawn(voice, chart))
    ordered = sorted((datum for track in tracks for datum in track.points), key=day_of)
    series = voice.series(chart.series)

    def time(datum: Datum) -> Label:
        if series.at == "year":
            return voice.year(day_of(datum).year)[0]
        return Label(voice.time(datum.fact), ("series",))

    return Panels(tracks, series.kind == "cumulative", time(ordered[0]), time(ordered[-1]))


@dataclass(frozen=True, slots=True)
class PanelFrame:
    """The panel that all panels are copies of, in pixels, and where each copy stands."""

    columns: int
    pitch: tuple[float, float]  # from one copy to the next, right and down
    wide: float
    x: TimeScale  # to where the last points stand, before their figures
    y: NumberScale  # from the foot up to below the name

    def moved(self, index: int) -> tuple[float, float]:
        return round(index % self.columns * self.pitch[0], 1), index // self.columns * self.pitch[1]

    def spot(self, datum: Datum) -> tuple[float, float]:
        """Where a point lies in the panel."""
        return self.x.at(day_of(datum)), self.y.at(datum.number)


def draw(material: Panels, width: int, fitter: Fitter) -> Drawing:
    """One scale for all panels, which each panel's marks are drawn on and then moved: nothing else differs."""
    names, frame = _frame(material, width, fitter)
    layers: list[Layer | None] = []
    for index, track in enumerate(material.tracks):
        layers += _panel(material, index, track, frame)
    moves = [frame.moved(index) for index in range(len(material.tracks))]
    lines: list[Row] = [
        {"x": right, "x2": right + frame.wide, "y": down + frame.y.at(0), "key": f"foot {track.points[-1].fact}"}
        for (right, down), track in zip(moves, material.tracks, strict=True)
    ]
    heads: list[Row] = [
        {"x": right, "y": down + 15, "t": name, "tone": track.tone, "key": f"name {track.points[-1].fact}"}
        for (right, down), name, track in zip(moves, names, material.tracks, strict=True)
    ]
    layers += [
        rule([{**line, "y2": line["y"]} for line in lines], color=INK),
        said(heads, SMALL_FIGURE, Along("x"), Along("y"), lineHeight=LINE),
        *_times(material, moves, frame),
    ]
    rows = ceil(len(material.tracks) / frame.columns)
    return drawing(layers, width, rows * frame.pitch[1] - 10)


def _frame(material: Panels, width: int, fitter: Fitter) -> tuple[list[list[str]], PanelFrame]:
    """As many panels side by side as have room for their ends' figures and times."""
    data = [datum for track in material.tracks for datum in track.points]
    last = max(breadth(track.points[-1].words.words, SMALL_FIGURE) for track in material.tracks)
    need = max(NARROWEST, last + 80, SCALE.width(material.first.words) + SCALE.width(material.last.words) + last)
    columns = max(1, min(4, len(material.tracks), int((width + GAP) // (need + GAP))))
    rows = ceil(len(material.tracks) / columns)
    columns = ceil(len(material.tracks) / rows)  # no row that is nearly empty
    wide = (width - GAP * (columns - 1)) / columns
    names = [fitter.lines(track.name, wide, SMALL_FIGURE, 3) for track in material.tracks]
    signed = 14 * any(datum.op in (*OPEN, *CAPPED) for datum in data)
    top = LINE * max(len(name) for name in names) + 26 + signed
    low, high = min(0.0, *(d.number for d in data)), max(0.0, *(d.number for d in data))
    foot = top + (84 if columns > 1 else 96)
    days = [day_of(datum) for datum in data]
    pitch = wide + GAP, foot + 44
    across = TimeScale(min(days), max(days), LEFT, round(wide - last - 14))
    return names, PanelFrame(columns, pitch, wide, across, NumberScale(low, high if high > low else 1, foot, top))


def _panel(material: Panels, index: int, track: SeriesTrack, frame: PanelFrame) -> Iterator[Layer | None]:
    """The others in grey, then the thing itself with its figures."""
    right, down = frame.moved(index)
    moved: Row = {"xOffset": right, "yOffset": down, "x2Offset": right, "y2Offset": down}
    behind = [
        {"key": f"ghost {index} {other.points[-1].fact}", **_ends(before, after)}
        for place, other in enumerate(material.tracks)
        if place != index
        for before, after in pieces_of(other, material.cumulative)
    ]
    x, y = frame.x.along(), frame.y.along()
    yield placed("rule", behind, x, y, "to", "end", color=RULE, strokeWidth=1.5, **moved)
    joins = list(pieces_of(track, material.cumulative))
    yield from joined(joins, x, y, **moved)
    points = [(datum, at(datum)) for datum in track.points]
    for layer in [*above(points, x, y), *dots(points, x, y, 40)]:
        if layer is not None:
            layer.mark.xOffset, layer.mark.yOffset = right, down
            yield layer
    placed_figures = _figures(track, joins, frame)
    figures: list[Row] = [{**one, "x": one["x"] + right, "y": one["y"] + down} for one in placed_figures]
    yield said(figures, SMALL_FIGURE, Along("x"), Along("y"), align="center")


def _ends(before: Datum, after: Datum) -> Row:
    ends = stamp(day_of(before)), stamp(day_of(after))
    return {"at": ends[0], "to": ends[1], "number": before.number, "end": after.number}


def _figures(track: SeriesTrack, joins: Sequence[tuple[Datum, Datum]], frame: PanelFrame) -> list[Row]:
    """The first figure, the last, and the highest and lowest between, where they have room."""
    spots = {datum.fact: frame.spot(datum) for datum in track.points}
    numbers = [datum.number for datum in track.points]
    telling = {numbers.index(min(numbers)): 1, numbers.index(max(numbers)): 2, 0: 4, len(numbers) - 1: 4}
    wanted = []
    for index, datum in enumerate(track.points):
        weight = max(telling.get(index, 0), 2 * (datum.op != "="))
        if weight:
            lift = 14 if datum.op in (*OPEN, *CAPPED) else 0
            size = breadth(datum.words.words, SMALL_FIGURE)
            up, aside = index != numbers.index(min(numbers)), int(index == len(numbers) - 1)
            wanted.append(Wanted(datum.fact, *spots[datum.fact], size, weight, up, lift, aside))
    marks = [LabelBox(x, y, 4, 4) for x, y in spots.values()]
    lines: list[Segment] = [(*spots[a.fact], *spots[b.fact]) for a, b in joins]
    lines.append((0, frame.y.at(0), frame.wide, frame.y.at(0)))
    low, high = frame.y.end - 26, frame.y.start
    room = LabelBox(frame.wide / 2, (low + high) / 2, frame.wide / 2 + 2, (high - low) / 2)
    found = set_beside(wanted, room, marks, [], lines)
    return [
        {"x": found[d.fact].x, "y": found[d.fact].y + 5, "t": d.words.words, "tone": track.tone}
        for d in track.points
        if d.fact in found
    ]


def _times(material: Panels, moves: Sequence[tuple[float, float]], frame: PanelFrame) -> Iterator[Layer | None]:
    """The first and the last time under each panel."""
    for end, x, label in (("first", LEFT, material.first), ("last", frame.x.end, material.last)):
        half = SCALE.width(label.words) / 2
        inside = min(max(x, half), frame.wide - half)
        rows: list[Row] = [
            {"x": right + inside, "y": down + frame.y.start + 19, "t": label.words, "key": f"{end} {index}"}
            for index, (right, down) in enumerate(moves)
        ]
        yield said(rows, SCALE, Along("x"), Along("y"), align="center", fill=INK_2)


def claims(ground: Ground, voice: ChartVoice, chart: MultiplesChart) -> Iterator[Claim]:
    """A unit and a day are as long in each panel; lines join neighbours alone; what is behind is what others show."""
    panels, unit = data(voice, chart), ground.series(chart.series).unit
    told = [[stated(ground, datum, unit) for datum in track.points] for track in panels.tracks]
    feet = [f"foot {track.points[-1].fact}" for track in panels.tracks]
    days = [day_of(datum) for own in told for datum in own]
    first, whole = min(days), (max(days) - min(days)).days
    levels = (
        (*(_point(d, d.number) for d in own), *lids(own), Span(foot, 0, 0))
        for own, foot in zip(told, feet, strict=True)
    )
    times = (tuple(_point(d, (day_of(d) - first).days) for d in own) for own in told)
    yield OneScale("up", tuple(zip(feet, levels, strict=True)))
    ends = (("first", 0, panels.first.words), ("last", whole, panels.last.words))
    stamps = [tuple(Stamp(f"{end} {index}", value, words) for end, value, words in ends) for index in range(len(feet))]
    yield OneScale("right", tuple(zip(feet, times, strict=True)), tuple(stamps) if whole else ())
    if not whole:  # one time has no scale to stand on
        for index, foot in enumerate(feet):
            yield from (Beside(f"{end} {index}", foot, (), words) for end, _, words in ends)
    points = [datum.fact for own in told for datum in own]
    yield Figures(tuple((fact, f"point {fact}") for fact in points), spared=frozenset(points))
    for index, (track, own, foot) in enumerate(zip(panels.tracks, told, feet, strict=True)):
        yield from joints(track, panels.cumulative)
        yield from looks(own, "point")
        yield from signs(own, "point")
        yield Beside(f"name {own[-1].fact}", foot, tuple(feet), track.name.words, stands="above")
        yield from toned([(f"name {own[-1].fact}", track.tone)])
        for other, there in zip(panels.tracks, feet, strict=True):
            strokes = tuple(f"piece {after.fact}" for _, after in pieces_of(other, panels.cumulative))
            if there != foot and strokes:
                yield Echo(f"ghost {index} {other.points[-1].fact}", strokes, foot, there)


def _point(datum: Datum, value: float) -> Span:
    return Span(f"point {datum.fact}", value, value)


def table(voice: ChartVoice, chart: MultiplesChart) -> Rows:
    own = [point for name in _drawn(voice, chart) for point in voice.points(chart.series) if point.row == name]
    return voice.figures((in_series(voice, chart.series, point), point.fact) for point in own)


def alternative(voice: ChartVoice, chart: MultiplesChart) -> str:
    """First, last and extreme figures of each panel."""
    return alternative_in_time(voice, chart.series, _drawn(voice, chart), "alt.multiples")


FORM = Form(
    entry=MultiplesChart,
    purpose=Told("small multiples of a series, one scale", "序列的分格小图，同一比例"),
    faults=faults,
    plot=Plot(data=data, draw=draw, claims=claims),
    table=table,
    alt=alternative,
)
