"""Series over time: a line from point to point, from zero, that joins nothing that was not measured alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from galley.charts.canvas import (
    INK,
    INK_2,
    NOTE,
    SCALE,
    SMALL_FIGURE,
    Along,
    Drawing,
    Layer,
    Row,
    drawing,
    outlined,
    placed,
    said,
    stamp,
)
from galley.charts.checks import unlike
from galley.charts.claims import Beside, Claim, Figures, Numbers, OneRuler, Order, Span, toned
from galley.charts.fit import Fitter, Label
from galley.charts.form import ChartVoice, Datum, Form, Ground, Plot, Rows
from galley.charts.grammar import CAPPED, OPEN, above, dots, lids, looks, signs, stated
from galley.charts.labels import LabelBox, Segment, Wanted, breadth, every, set_beside, spread
from galley.charts.model import Base, Told
from galley.charts.scales import NumberScale, TimeScale
from galley.charts.series import SeriesOfChart, alternative_in_time, in_series, unknown_rows
from galley.charts.tracks import Piece, SeriesTrack, at, day_of, joined, joints, pieces_of, track_of
from galley.errors import Problem
from galley.model import FactName

MOST = 4  # lines that a reader can tell apart
LINE = 17  # px from line to line of notes
LEFT = 26


class LineChart(Base):
    """One to four series over time, from zero; only neighbouring times of one measure are joined."""

    form: Literal["line"]
    series: SeriesOfChart
    rows: Annotated[
        tuple[str, ...],
        Field(min_length=1),
        Told("Those of its things that are drawn; without it, all.", "只画其中几项；不写则全画。", ["river"]),
    ] = ()
    limit: Annotated[
        FactName | None, Told("A fact that is drawn as a line across.", "横贯全图的界线。", "water.cap")
    ] = None


@dataclass(frozen=True, slots=True)
class Lines:
    """Tracks on one scale; `years` are the words of the years, `measures` of the kinds of number."""

    tracks: tuple[SeriesTrack, ...]
    cumulative: bool
    measures: dict[str, Label]
    years: tuple[tuple[int, Label, Label], ...]  # in full, and short
    limit: tuple[Datum, Label] | None
    nought: Label


def faults(ground: Ground, chart: LineChart) -> Iterator[Problem]:
    series, points = ground.series(chart.series), ground.points(chart.series)
    drawn = chart.rows or tuple(series.series) or ("",)
    rows = ((("rows", index), name) for index, name in enumerate(chart.rows))
    yield from unknown_rows(ground, chart.series, rows, "Delete rows:.")
    if len(drawn) > MOST:
        message = f"{ground.name}: {len(drawn)} lines cross each other, and nobody can follow them."
        hint = f"Name at most {MOST} of them under rows:, and draw the others in a chart of their own."
        yield Problem("chart-crowded", ground.place("series"), message, hint)
    of_facts = [(("series",), point.fact) for point in points if point.row in drawn]
    of_facts += [(("limit",), chart.limit)] if chart.limit else []
    yield from unlike(ground, of_facts, series.unit, negative=True)


def data(voice: ChartVoice, chart: LineChart) -> Lines:
    series, points = voice.series(chart.series), voice.points(chart.series)
    names = chart.rows or tuple(series.series) or ("",)
    tracks = tuple(track_of(voice, chart.series, name, "series") for name in names)
    days = [point.at.day for point in points]
    years = range(min(days).year, max(days).year + 1)
    limit = voice.datum(chart.limit, "limit", unit=series.unit, tone="plain") if chart.limit else None
    return Lines(
        tuple(track for track in tracks if track.points),
        series.kind == "cumulative",
        {name: voice.label(measure.label, "series") for name, measure in series.measures.items()},
        tuple((year, *voice.year(year)) for year in years),
        (limit, Label(f"{voice.called(limit.fact)} {limit.words.words}", ("limit",))) if limit else None,
        voice.end_of_scale("0"),
    )


class LineFrame(NamedTuple):
    """The plot's two directions."""

    x: TimeScale
    y: NumberScale


def draw(material: Lines, width: int, fitter: Fitter) -> Drawing:
    """Points joined where they may be, each end with its name; figures where they have room, the rest in the table."""
    names = _names(material, width, fitter)
    breaks = _breaks(material)
    stacked = _stacked(material, breaks, width)
    signed = any(datum.op in (*OPEN, *CAPPED) for track in material.tracks for datum in track.points)
    top = 20 + (18 * len(breaks) if stacked else 18 * bool(breaks)) + (24 if signed and breaks else 0)
    limit = _limit_words(material, _frame(material, width, names, top), fitter)
    frame = _frame(material, width, names, max(top, LINE * len(limit) - 10))
    measures = _measure_names(material, breaks, frame, stacked, width)
    x, y = frame.x.along(), frame.y.along()
    joins = [piece for track in material.tracks for piece in pieces_of(track, material.cumulative)]
    points = [(datum, at(datum)) for track in material.tracks for datum in track.points]
    layers = [
        *_ground(material, frame),
        *_limit(material, limit, frame),
        *_new_measures(breaks, measures, frame),
        *joined(joins, x, y),
        *above(points, x, y),
        *dots(points, x, y),
        *_figures(
            material,
            joins,
            breaks,
            [*(box for box, _ in measures), *_over(material, limit, frame)],
            frame,
            bool(names),
        ),
        *_ends(material, names, frame),
    ]
    return drawing(layers, width, frame.y.start + 28)


def _names(material: Lines, width: int, fitter: Fitter) -> list[list[str]]:
    """The names beside the ends of the lines, each in lines of its own; one line alone is named by the title."""
    if len(material.tracks) < 2:
        return []
    return [fitter.lines(track.name, width * 0.36, SMALL_FIGURE, 3) for track in material.tracks]


def _frame(material: Lines, width: int, names: list[list[str]], top: float) -> LineFrame:
    data = [datum for track in material.tracks for datum in track.points]
    last = [breadth(track.points[-1].words.words, SMALL_FIGURE) for track in material.tracks]
    beside = max([*(SMALL_FIGURE.width(line) for name in names for line in name), *(last if names else [])], default=0)
    right = beside + 18 if names else max(last) / 2 + 6
    numbers = [datum.number for datum in data] + ([material.limit[0].number] if material.limit else [])
    low, high = min(0.0, *numbers), max(0.0, *numbers)
    days = [day_of(datum) for datum in data]
    height = 112 if width < 500 else 240 if width < 800 else 280
    room = (high - low) * 0.04
    foot = top + 14 + height
    return LineFrame(
        TimeScale(min(days), max(days), LEFT, round(width - right)),
        NumberScale(low - (room if low else 0), high + room, foot, top + 14),
    )


Break = tuple[date, str, str]
"""Where a line begins to measure something else: the day, what it measured, and what it measures now."""


def _ground(material: Lines, frame: LineFrame) -> Iterator[Layer | None]:
    """Zero, which every line is measured from, and the years under it."""
    across = {"x": frame.x.start, "x2": frame.x.end}
    yield placed("rule", [{**across, "number": 0, "key": "foot zero"}], Along("x"), frame.y.along(), "x2", color=INK)
    ticks = list(_years(material, frame))
    x, foot = frame.x.along(), frame.y.start
    marks = [{"at": stamp(day), "y": foot, "y2": foot + 5, "key": f"tick {day.year}"} for day, _ in ticks]
    yield placed("rule", marks, x, Along("y"), "", "y2", color=INK)
    years: list[Row] = [
        {"at": stamp(day), "y": foot + 20, "t": words, "key": f"scale tick {day.year}"} for day, words in ticks
    ]
    yield said(years, SCALE, x, Along("y"), align="center", fill=INK_2)
    nought: list[Row] = [{"x": frame.x.start - 10, "number": 0, "t": material.nought.words, "key": "scale foot zero"}]
    yield said(nought, SCALE, Along("x"), frame.y.along(), align="right", dy=4, fill=INK_2)


def _years(material: Lines, frame: LineFrame) -> Iterator[tuple[date, str]]:
    """As many years as have room, counted back from the last; short ones after the first where that lets all stand."""
    known = [(date(year, 1, 1), full, short) for year, full, short in material.years]
    inside = [one for one in known if frame.x.first <= one[0] <= frame.x.last]
    pitch = (frame.x.end - frame.x.start) * 365.25 / frame.x.days
    step, brief = every(pitch, SCALE.width("2000") + 12, SCALE.width("’00") + 10, len(inside))
    chosen = [one for one in inside if (one[0].year - (inside[-1][0].year if step < 5 else 0)) % step == 0]
    for index, (day, words, less) in enumerate(chosen):
        yield day, (less if brief and index else words).words


def _breaks(material: Lines) -> list[Break]:
    """Where a line begins to measure something else: half way, with what it measured and measures."""
    found: dict[date, tuple[date, str, str]] = {}
    for track in material.tracks:
        for before, after in pairwise(track.points):
            if before.measure != after.measure:
                middle = day_of(before) + (day_of(after) - day_of(before)) / 2
                found[middle] = middle, before.measure, after.measure
    return [found[day] for day in sorted(found)]


def _stacked(material: Lines, breaks: list[Break], width: int) -> bool:
    """Whether the names of measures have no room side by side, so that each takes a line of its own."""
    if not breaks:
        return False
    days = [day_of(datum) for track in material.tracks for datum in track.points]
    whole = (max(days) - min(days)).days or 1
    edges = [min(days), *(day for day, _, _ in breaks), max(days)]
    rooms = [(after - before).days / whole * (width - LEFT - 40) for before, after in pairwise(edges)]
    shown = [breaks[0][1], *(after for _, _, after in breaks)]
    return any(NOTE.width(_measure(material, name)) + 14 > room for name, room in zip(shown, rooms, strict=True))


def _measure(material: Lines, name: str) -> str:
    return material.measures[name].words if name in material.measures else ""


def _measure_names(
    material: Lines, breaks: list[Break], frame: LineFrame, stacked: bool, width: int
) -> list[tuple[LabelBox, str]]:
    """The name of each measure over its time: right of where that begins, or left of it at the edge."""
    found = []
    starts = [(frame.x.first, breaks[0][1]), *((day, after) for day, _, after in breaks)] if breaks else []
    for index, (day, name) in enumerate(starts):
        words = _measure(material, name)
        half, x = NOTE.width(words) / 2, frame.x.at(day)
        side = 1 if x + 6 + 2 * half <= width else -1
        found.append((LabelBox(x + side * (6 + half), 9 + (18 * index if stacked else 0), half, 8), words))
    return found


def _new_measures(breaks: list[Break], names: list[tuple[LabelBox, str]], frame: LineFrame) -> Iterator[Layer | None]:
    """A dotted line where another thing is measured, two strokes through the axis, and the name of each measure."""
    x = frame.x.along()
    rules = [
        {"at": stamp(day), "y": box.y - 5, "y2": frame.y.start}
        for (day, _, _), (box, _) in zip(breaks, names[1:], strict=True)
    ]
    yield placed("rule", rules, x, Along("y"), "", "y2", color=INK_2, strokeDash=[1, 3])
    strokes = [{"at": stamp(day), "number": 0, "d": "M-6,6L0,-6M0,6L6,-6"} for day, _, _ in breaks]
    yield outlined(strokes, x, frame.y.along(), strokeWidth=1.5, stroke=INK)
    words: list[Row] = [
        {"x": box.x, "y": box.y + 5, "t": said_, "key": f"measure {index}"} for index, (box, said_) in enumerate(names)
    ]
    yield said(words, NOTE, Along("x"), Along("y"), align="center", fill=INK_2)


def _limit_words(material: Lines, frame: LineFrame, fitter: Fitter) -> list[str]:
    """What stands over the line across, no wider than that line."""
    return fitter.lines(material.limit[1], frame.x.end - frame.x.start, NOTE, 3) if material.limit else []


def _over(material: Lines, words: list[str], frame: LineFrame) -> Iterator[LabelBox]:
    """The room that the words over the line across take."""
    if material.limit:
        half, tall = max(map(NOTE.width, words)) / 2, LINE * len(words) / 2
        yield LabelBox(frame.x.start + half, frame.y.at(material.limit[0].number) - 4 - tall, half, tall)


def _limit(material: Lines, words: list[str], frame: LineFrame) -> Iterator[Layer | None]:
    if material.limit is None:
        return
    datum = material.limit[0]
    y = frame.y.along()
    across = {"x": frame.x.start, "x2": frame.x.end, "number": datum.number, "key": f"limit {datum.fact}"}
    yield placed("rule", [across], Along("x"), y, "x2", color=INK)
    over: list[Row] = [{"x": frame.x.start, "number": datum.number, "t": words, "key": f"over {datum.fact}"}]
    lift = -7 - LINE * (len(words) - 1)
    yield said(over, NOTE, Along("x"), y, dy=lift, lineHeight=LINE, fill=INK_2)


def _figures(
    material: Lines, pieces: list[Piece], breaks: list[Break], measures: list[LabelBox], frame: LineFrame, named: bool
) -> Iterator[Layer | None]:
    """The figures that have room beside their points."""
    spots = {d.fact: (frame.x.at(day_of(d)), frame.y.at(d.number)) for track in material.tracks for d in track.points}
    lines: list[Segment] = [(*spots[a.fact], *spots[b.fact]) for a, b in pieces]
    dotted: list[Segment] = [(frame.x.at(day), 0, frame.x.at(day), frame.y.start) for day, _, _ in breaks]
    marks, words = [LabelBox(x, y, 5, 5) for x, y in spots.values()], [*measures]
    if material.limit:
        level = frame.y.at(material.limit[0].number)
        lines.append((frame.x.start, level, frame.x.end, level))
    right = frame.x.end + (24 if named else breadth(material.tracks[0].points[-1].words.words, SMALL_FIGURE) / 2 + 6)
    room = LabelBox(right / 2, frame.y.start / 2, right / 2, frame.y.start / 2 - 1)
    wanted = [one for track in material.tracks for one in _wanted(track, pieces, spots, named, frame)]
    found = set_beside(wanted, room, marks, words, lines, dotted)
    rows: list[Row] = [
        {"x": found[d.fact].x, "y": found[d.fact].y + 5, "t": d.words.words, "tone": track.tone}
        for track in material.tracks
        for d in track.points
        if d.fact in found
    ]
    yield said(rows, SMALL_FIGURE, Along("x"), Along("y"), align="center")


def _wanted(
    track: SeriesTrack, pieces: list[Piece], spots: dict[str, tuple[float, float]], named: bool, frame: LineFrame
) -> Iterator[Wanted]:
    """The figures of a line, the ends, extremes and qualified ones before the others."""
    numbers = [datum.number for datum in track.points]
    for index, datum in enumerate(track.points):
        if named and datum is track.points[-1] and day_of(datum) == frame.x.last:
            continue  # it stands with the name
        x, y = spots[datum.fact]
        beside = [spots[other.fact][1] for a, b in pieces for other in (a, b) if datum in (a, b) and other is not datum]
        weight = 4 * (index in (0, len(numbers) - 1)) + 2 * (datum.number == max(numbers))
        weight += 2 * (datum.op != "=") + (datum.number == min(numbers))
        up = y <= sum(beside) / len(beside) + 1 if beside else True
        lift = 14 if datum.op in (*OPEN, *CAPPED) else 0
        yield Wanted(datum.fact, x, y, breadth(datum.words.words, SMALL_FIGURE), weight, up, lift)


def _ends(material: Lines, names: list[list[str]], frame: LineFrame) -> Iterator[Layer | None]:
    """The name of each line at its end, and its last figure below the name where the line reaches the last time."""
    if not names:
        return
    x = frame.x.end + 14
    texts = [
        [*name, *([track.points[-1].words.words] if day_of(track.points[-1]) == frame.x.last else [])]
        for name, track in zip(names, material.tracks, strict=True)
    ]
    levels = [frame.y.at(track.points[-1].number) for track in material.tracks]
    moved = spread(levels, max(18 * len(lines) + 4 for lines in texts))
    rows: list[Row] = [
        {
            "x": x,
            "y": level - 9 * (len(lines) - 2) - 4,
            "t": lines,
            "tone": track.tone,
            "key": f"name {track.points[-1].fact}",
        }
        for level, lines, track in zip(moved, texts, material.tracks, strict=True)
    ]
    yield said(rows, SMALL_FIGURE, Along("x"), Along("y"), lineHeight=18)


def claims(ground: Ground, voice: ChartVoice, chart: LineChart) -> Iterator[Claim]:
    """Every point lies at its number and time; pieces of line join neighbours of one measure and nothing else."""
    lines = data(voice, chart)
    unit = ground.series(chart.series).unit
    points = [stated(ground, datum, unit) for track in lines.tracks for datum in track.points]
    marks = {datum.fact: f"point {datum.fact}" for datum in points}
    level = ground.measured(chart.limit, unit) if chart.limit else 0
    limit = [Span(f"limit {chart.limit}", level, level)] if chart.limit else []
    levels = [Span(marks[datum.fact], datum.number, datum.number) for datum in points]
    yield OneRuler("up", (*levels, *limit, *lids(points), Span("foot zero", 0, 0)))
    times = {datum.fact: day_of(datum).toordinal() for datum in points}
    news = {year: date(year, 1, 1).toordinal() for year, _, _ in lines.years}
    ticks = tuple(Span(f"tick {year}", day, day) for year, day in news.items())
    yield OneRuler("right", tuple(Span(marks[fact], day, day) for fact, day in times.items()), ticks=ticks)
    yield Numbers("up", (("foot zero", lines.nought.words),))
    if any(min(times.values()) <= day <= max(times.values()) for day in news.values()):
        yield Numbers("right", tuple((f"tick {year}", (full.words, short.words)) for year, full, short in lines.years))
    for track in lines.tracks:
        yield from joints(track, lines.cumulative)
    yield from looks(points, "point")
    yield from signs(points, "point")
    if lines.limit:
        yield Beside(f"over {chart.limit}", f"limit {chart.limit}", (), lines.limit[1].words)
    breaks = _breaks(lines)
    for index, kind in enumerate([*(before for _, before, _ in breaks[:1]), *(after for _, _, after in breaks)]):
        yield Beside(f"measure {index}", "foot zero", (), _measure(lines, kind))
    yield Order(tuple(f"measure {index}" for index in range(len(breaks) + bool(breaks))))
    named = {track.points[-1].fact for track in lines.tracks} if len(lines.tracks) > 1 else set()
    own = tuple((fact, mark) for fact, mark in marks.items() if fact not in named)
    yield Figures(own, spared=frozenset(marks))
    if named:
        ends = {track.points[-1]: track for track in sorted(lines.tracks, key=lambda one: -one.points[-1].number)}
        yield Order(tuple(f"name {end.fact}" for end in ends), "down")
        for end, track in ends.items():
            figure = end.words.words if times[end.fact] == max(times.values()) else ""
            yield Beside(f"name {end.fact}", marks[end.fact], (), f"{track.name.words} {figure}")
            yield from toned([(f"name {end.fact}", track.tone)])


def table(voice: ChartVoice, chart: LineChart) -> Rows:
    drawn = [point for point in voice.points(chart.series) if not chart.rows or point.row in chart.rows]
    named = [(in_series(voice, chart.series, point), point.fact) for point in drawn]
    limit = [(voice.called(chart.limit), chart.limit)] if chart.limit else []
    return voice.figures([*named, *limit])


def alternative(voice: ChartVoice, chart: LineChart) -> str:
    """First, last and extreme figures of each line, and what breaks it."""
    rows = chart.rows or tuple(voice.series(chart.series).series) or ("",)
    return alternative_in_time(voice, chart.series, rows, "alt.line")


FORM = Form(
    entry=LineChart,
    purpose=Told("a series over time", "随时间变化的序列"),
    faults=faults,
    plot=Plot(data=data, draw=draw, claims=claims),
    table=table,
    alt=alternative,
)
