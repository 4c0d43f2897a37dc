"""A chart as rows: the same figures that it draws, with units, qualifiers, times and sources, for a table and a file."""

from __future__ import annotations

from dataclasses import dataclass

from galley.charts.model import (
    Chart,
    StatusChart,
    StripChart,
    TableChart,
)
from galley.model import Edition
from galley.story import Story


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of marked words: the names of its columns, and a cell a column in each row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table(story: Story, edition: Edition, chart: Chart) -> Rows:
    """What the chart shows, for those who would read it, or take it away."""
    match chart:
        case StripChart() | StatusChart():
            return _listed(story, edition, chart)
        case TableChart():
            return _amounts(story, edition, chart)
        case _:
            return _facts(story, edition, chart)
