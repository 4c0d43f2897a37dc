"""A thing's figures in the order of time as a line: what of it may be joined, how that is drawn, and what it claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from galley.charts.canvas import Along, Layer, Row, placed, stamp
from galley.charts.claims import Claim, Joined, Look, toned
from galley.charts.fit import Label
from galley.charts.form import ChartVoice, Datum
from galley.charts.grammar import row
from galley.charts.model import Tone

Piece = tuple[Datum, Datum]


@dataclass(frozen=True, slots=True)
class SeriesTrack:
    """One thing's figures in the order of time."""

    name: Label
    tone: Tone
    points: tuple[Datum, ...]


def track_of(voice: ChartVoice, series: str, name: str, *keys: str | int) -> SeriesTrack:
    """The figures of a thing of a series; those that are printed for it are mended under `keys`."""
    head = voice.series(series)
    own, points = head.row(name), [point for point in voice.points(series) if point.row == name]
    data = (voice.datum(point.fact, *keys, unit=head.unit, tone=own.tone) for point in points)
    return SeriesTrack(voice.label(own.label, *keys), own.tone, tuple(data))


def day_of(datum: Datum) -> date:
    return datum.at.day if datum.at else date.min


def at(datum: Datum, role: str = "point", **more: Any) -> Row:
    """A row of a layer: the fact's number, its time, its key and its tone."""
    return row(datum, role, at=stamp(day_of(datum)), **more)


def pieces_of(track: SeriesTrack, cumulative: bool) -> Iterator[Piece]:
    """What may be joined: neighbouring times of one measure; of a count since a start, whatever lies between."""
    for before, after in pairwise(track.points):
        near = before.period is not None and after.period is not None and after.period - before.period == 1
        if before.measure == after.measure and (near or cumulative):
            yield before, after


def joined(
    joints: Sequence[Piece], x: Along, y: Along, dash: tuple[int, int] = (5, 5), **style: Any
) -> Iterator[Layer | None]:
    """A rule a piece; one that ends in our own calculation is dashed."""
    for soft, cut in ((False, {}), (True, {"strokeDash": list(dash)})):
        rows: list[Row] = [
            at(after, "piece", to=stamp(day_of(after)), end=after.number)
            | {"at": stamp(day_of(before)), "number": before.number}
            for before, after in joints
            if after.soft == soft
        ]
        yield placed("rule", rows, x, y, "to", "end", **{"strokeWidth": 2.5, "strokeCap": "round", **style, **cut})


def joints(track: SeriesTrack, cumulative: bool) -> Iterator[Claim]:
    """What the pieces claim: that each joins its two points, and is dashed where it ends in our own calculation."""
    for before, after in pieces_of(track, cumulative):
        yield Joined(f"piece {after.fact}", ((f"point {before.fact}", f"point {after.fact}"),))
        yield Look((f"piece {after.fact}",), dashed=after.soft)
        yield from toned([(f"piece {after.fact}", track.tone)])
