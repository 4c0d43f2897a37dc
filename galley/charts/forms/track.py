"""Durations as lengths of railway track, one sleeper a fixed time; other sources' readings stand above on stems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import altair as alt

from galley.charts.canvas import (
    CHEVRON,
    COLOURS,
    DIAMOND,
    FEATHER,
    FIGURE,
    HEAD,
    INK,
    INK_2,
    LABEL,
    MUTE,
    NOTE,
    PAPER,
    SCALE,
    SMALL_FIGURE,
    Layer,
    Row,
    Sheet,
    faded,
    measure,
    path,
    rect,
    rule,
    sheet,
    text,
)
from galley.charts.fit import Fitter
from galley.charts.material import Amount, TrackGroup, TrackRow, Tracks
from galley.marks import plain

HALF = 11  # px, half a sleeper's length
GAUGE = 6  # px from the middle to a rail
SLEEPERS_FROM = 5  # px between sleepers, below which only the hours are drawn


@dataclass(frozen=True, slots=True)
class Lane:
    """A track and the height of its middle."""

    row: TrackRow
    y: float


@dataclass(frozen=True, slots=True)
class Ruler:
    """Where zero stands, and how long a unit and a sleeper are."""

    zero: float
    unit: float
    sleeper: float | None
    scale: alt.Scale

    def at(self, number: float) -> float:
        return round(self.zero + number * self.unit, 1)


def draw(material: Tracks, width: int, fitter: Fitter) -> Sheet:
    rows = [row for group in material.groups for row in group.rows]
    beside = max(LABEL.width(row.label.words) for row in rows) <= width * 0.22
    ruler = _ruler(material, width, beside)
    layers: list[Layer | None] = []
    y = 0.0
    for group in material.groups:
        y, lanes, drawn = _group(group, ruler, width, y, beside, fitter)
        layers += [*drawn, *_tracks(lanes, ruler, material.unit)]
    layers += _scale(material, ruler, y - 8, width)
    return sheet(layers, width, y + 16)


def _ruler(material: Tracks, width: int, beside: bool) -> Ruler:
    """Whole pixels a sleeper, or a unit; as long as the longest row leaves room for its figure."""
    rows = [row for group in material.groups for row in group.rows]
    last = material.ticks[-1][0]
    zero = round(max(LABEL.width(row.label.words) for row in rows) + 12) if beside else 1
    room = min((width - zero - 16 - FIGURE.width(row.amount.words.words)) / row.amount.number for row in rows)
    room = min(room, (width - zero - 2) / last)
    sleeper = room // material.sleepers
    unit = sleeper * material.sleepers if sleeper >= SLEEPERS_FROM else room // 1
    scale = measure((0, last), (zero, zero + last * unit))
    return Ruler(zero, unit, sleeper if sleeper >= SLEEPERS_FROM else None, scale)


def _group(
    group: TrackGroup, ruler: Ruler, width: int, y: float, beside: bool, fitter: Fitter
) -> tuple[float, list[Lane], list[Layer | None]]:
    """The next free height, where the tracks stand, and the words around them."""
    head = fitter.line(group.label, width, HEAD)
    notes: list[Row] = []
    indent = HEAD.width(head) + 10
    y += 14
    heads: list[Row] = [{"x": 0, "y": y, "t": head}]
    if group.note and indent + NOTE.width(group.note.words) <= width:
        notes.append({"x": indent, "y": y, "t": group.note.words})
    elif group.note:
        lines = fitter.lines(group.note, width, NOTE, 2)
        notes.append({"x": 0, "y": y + 20, "t": lines})
        y += 18 * len(lines)
    y += 14 if group.rows[0].readings else 8
    top = y
    lanes = []
    labels: list[Row] = []
    for row in group.rows:
        if not beside:
            y += 20
            labels.append({"x": 6, "y": y, "t": fitter.line(row.label, width - 6, LABEL)})
        y += 24 if row.readings else 4
        lanes.append(Lane(row, y + HALF))
        if beside:
            labels.append({"x": 0, "y": y + HALF + 5, "t": row.label.words})
        y += 2 * HALF + 10
    return (
        y + 14,
        lanes,
        [
            text(heads, HEAD),
            text(notes, fill=INK_2, lineHeight=18),
            text(labels, LABEL, fill=INK_2),
            rule(list(_zero(lanes, ruler, top, y, width)), color=INK),
            *_readings(lanes, ruler, width, fitter),
            *_figures(lanes, ruler, width, fitter),
        ],
    )


def _zero(lanes: list[Lane], ruler: Ruler, top: float, bottom: float, width: int) -> Iterator[Row]:
    """The line from which all is measured, open where a reading's words cross it."""
    start = top
    for lane in lanes:
        if any(not _fits_right(reading, ruler, width) for reading in lane.row.readings):
            above = lane.y - HALF - 26
            if above > start:
                yield {"x": ruler.zero, "x2": ruler.zero, "y": start, "y2": above}
            start = lane.y - HALF - 3
    yield {"x": ruler.zero, "x2": ruler.zero, "y": start, "y2": bottom}


def _fits_right(reading: Amount, ruler: Ruler, width: int) -> bool:
    return ruler.at(reading.number) + 12 + SMALL_FIGURE.width(reading.words.words) <= width


def _figures(lanes: list[Lane], ruler: Ruler, width: int, fitter: Fitter) -> Iterator[Layer | None]:
    rows = []
    for lane in lanes:
        x = ruler.at(lane.row.amount.number) + (18 if lane.row.amount.end == "open" else 10)
        rows.append({"x": x, "y": lane.y + 8, "t": fitter.line(lane.row.amount.words, width - x, FIGURE)})
    yield text(rows, FIGURE)


def _readings(lanes: list[Lane], ruler: Ruler, width: int, fitter: Fitter) -> Iterator[Layer | None]:
    """A diamond above its track, on a stem that points at its length, with its words beside it."""
    stems, diamonds, right, left = [], [], [], []
    for lane in lanes:
        for reading in lane.row.readings:
            x, y = ruler.at(reading.number), lane.y - HALF - 12
            stems.append({"x": x, "x2": x, "y": y, "y2": lane.y + HALF})
            diamonds.append({"x": x, "y": y, "d": DIAMOND})
            words = {"y": y + 5, "t": reading.words.words}
            if _fits_right(reading, ruler, width):
                right.append({"x": x + 12, **words})
            else:
                fitter.line(reading.words, x - 12, SMALL_FIGURE)
                left.append({"x": x - 12, **words})
    yield rule(stems, color=INK, strokeWidth=1.5)
    yield path(diamonds, stroke=INK, fill=PAPER)
    yield text(right, SMALL_FIGURE)
    yield text(left, SMALL_FIGURE, align="right")


def _tracks(lanes: list[Lane], ruler: Ruler, unit: str) -> Iterator[Layer | None]:
    if ruler.sleeper:
        ties = [_measured(lane, ruler, unit, solid=True) for lane in lanes if lane.row.amount.end != "derived"]
        yield _across(ties, ruler, unit, 1.5, ruler.sleeper, opacity=0.5)
        yield rule([tie for lane in lanes for tie in _fading(lane, ruler)], strokeWidth=1.5)
    yield _across([_measured(lane, ruler, unit, solid=True) for lane in lanes], ruler, unit, 2, ruler.unit)
    for lane in lanes:
        yield from _rails(lane, ruler, unit)
    yield rule(
        [
            {"x": x, "x2": x, "y": lane.y - HALF, "y2": lane.y + HALF, "tone": lane.row.tone}
            for lane in lanes
            if lane.row.amount.end == "exact" and (x := ruler.at(lane.row.amount.number))
        ],
        strokeWidth=3,
    )
    yield path(
        [
            {"x": ruler.at(lane.row.amount.number) + 7, "y": lane.y, "d": CHEVRON, "tone": lane.row.tone}
            for lane in lanes
            if lane.row.amount.end == "open"
        ],
        strokeWidth=2.5,
    )


def _measured(lane: Lane, ruler: Ruler, unit: str, solid: bool) -> Row:
    """A row with the duration itself in it, up to where it is drawn solid."""
    feathered = lane.row.amount.end == "nearly" and solid
    length = lane.row.amount.number - (FEATHER / ruler.unit if feathered else 0)
    return {
        "start": 0, unit: round(length, 4), "y": lane.y, "y2": lane.y, "tone": lane.row.tone,
        "what": plain(lane.row.label.words),
    }  # fmt: skip


def _across(rows: list[Row], ruler: Ruler, unit: str, thick: float, every: float, **style: float) -> Layer | None:
    """Sleepers: a line as wide as they are long, dashed so that each dash is one."""
    dash = [thick, every - thick]
    return rule(
        rows, "start", unit, ruler.scale, strokeWidth=2 * HALF, strokeDash=dash, strokeDashOffset=thick / 2, **style
    )


def _fading(lane: Lane, ruler: Ruler) -> Iterator[Row]:
    """The sleepers inside a feather, each fainter than the last."""
    if lane.row.amount.end != "nearly" or ruler.sleeper is None:
        return
    end = ruler.at(lane.row.amount.number)
    for index in range(1, int((FEATHER - 0.1) // ruler.sleeper) + 1):
        x = end - index * ruler.sleeper
        faint = round(0.5 * index * ruler.sleeper / FEATHER, 2)
        yield {"x": x, "x2": x, "y": lane.y - HALF, "y2": lane.y + HALF, "tone": lane.row.tone, "opacity": faint}


def _rails(lane: Lane, ruler: Ruler, unit: str) -> Iterator[Layer | None]:
    end, number, colour = lane.row.amount.end, lane.row.amount.number, COLOURS[lane.row.tone]
    rows = [
        {**_measured(lane, ruler, unit, solid=False), "y": lane.y + rail - 1.25, "y2": lane.y + rail + 1.25}
        for rail in (-GAUGE, GAUGE)
    ]
    if end == "derived":
        middles = [{**row, "y": row["y"] + 1.25, "y2": row["y"] + 1.25} for row in rows]
        yield rule(middles, "start", unit, ruler.scale, strokeWidth=1.5, strokeDash=[4, 3])
    elif end == "nearly":
        untoned = [{key: value for key, value in row.items() if key != "tone"} for row in rows]
        yield rect(untoned, "start", unit, ruler.scale, color=faded(colour, number * ruler.unit))
    else:
        yield rect(rows, "start", unit, ruler.scale)


def _scale(material: Tracks, ruler: Ruler, y: float, width: int) -> Iterator[Layer | None]:
    yield rule([{"x": ruler.at(t), "x2": ruler.at(t), "y": y - 6, "y2": y - 1} for t, _ in material.ticks], color=MUTE)
    words: list[Row] = [{material.unit: t, "y": y + 14, "t": label.words} for t, label in material.ticks]
    half = SCALE.width(words[-1]["t"]) / 2
    within = ruler.at(material.ticks[-1][0]) + half <= width
    yield text(words if within else words[:-1], SCALE, material.unit, ruler.scale, align="center", fill=INK_2)
    if not within:
        yield text([{**words[-1], "x": width}], SCALE, align="right", fill=INK_2)
