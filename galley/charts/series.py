"""What forms that draw a series share: which of its things are drawn, and how their figures are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Annotated

from galley.charts.form import ChartVoice, Ground
from galley.charts.model import Told
from galley.errors import Problem
from galley.model import SeriesName
from galley.series import Point
from galley.walk import Keys

SeriesOfChart = Annotated[SeriesName, Told("The series that is drawn.", "所画的序列。", "water")]


def unknown_rows(ground: Ground, series: str, rows: Iterable[tuple[Keys, str]], otherwise: str) -> Iterator[Problem]:
    """Things that a chart names and its series does not have; `otherwise` is the remedy where it has none at all."""
    known = ground.series(series).series
    for keys, name in rows:
        if name not in known:
            message = f"{ground.name}: {series} has no row “{name}”."
            hint = f"Write one of {', '.join(known)}." if known else otherwise
            yield Problem("chart-no-row", ground.place(*keys), message, hint)


def in_series(voice: ChartVoice, series: str, point: Point) -> str:
    """What a figure of a series is called: its row, and what it measures where the series measures several things."""
    known = voice.series(series)
    words, measure = voice.say(known.row(point.row).label), known.measures.get(point.measure)
    return f"{words} · {voice.say(measure.label)}" if measure else words


def alternative_in_time(voice: ChartVoice, series: str, rows: Sequence[str], opening: str) -> str:
    """What the chart is, in the words of `opening`, then the first, last and extreme figures of each row.

    They are told apart where something else is measured: unlike ones have no highest.
    """
    parts = [voice.phrase(opening, nought=voice.end_of_scale("0").words)]
    for name in rows:
        points = (point for point in voice.points(series) if point.row == name)
        for words, alike in groupby(points, lambda point: in_series(voice, series, point)):
            parts.append(voice.in_time(words, [point.fact for point in alike]))
    return voice.sentences(parts)
