"""The ground that a drawing stands on: what its checks, and what it must show, are asked of, before any edition."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial

from galley.charts.claims import ENDS, End
from galley.charts.model import Chart
from galley.dates import Date
from galley.errors import Place
from galley.inputs.mentions import scan
from galley.inputs.tables import Table
from galley.model import Text
from galley.numbers.storyreader import read_all
from galley.series import Point, Series
from galley.story.load import Story
from galley.story.memo import memoised
from galley.walk import names_in


@dataclass(frozen=True, slots=True)
class ChartGround:
    """A story and a drawing of it: the Ground that forms ask. `place` is where keys of the drawing are written."""

    story: Story
    name: str
    place: Callable[..., Place]

    @property
    def editions(self) -> tuple[str, ...]:
        return tuple(edition.id for edition in self.story.editions.values() if edition.script is None)

    def number(self, fact: str) -> Decimal | None:
        return self.story.values[fact].number if fact in self.story.values else None

    def quoted(self, fact: str) -> str:
        return self.story.facts[fact].quote or ""

    def measured(self, fact: str, unit: str | None = None) -> float:
        value = self.story.values[fact]
        number = Fraction(value.number or 0)
        size = self.story.units[value.unit].size if value.unit else Fraction(1)
        return float(number * size / self.story.units[unit].size if unit else number * size)

    def end(self, fact: str) -> End:
        value = self.story.values[fact]
        if self.story.facts[fact].derived:
            return "derived"
        return ENDS[self.story.qualifiers[value.qualifier].op] if value.qualifier else "exact"

    def date(self, fact: str) -> Date | None:
        return self.story.facts[fact].date

    def measures(self, fact: str) -> tuple[str, str] | None:
        unit = self.story.values[fact].unit if fact in self.story.values else None
        return (unit, self.measured_in(unit)) if unit else None

    def measured_in(self, unit: str) -> str:
        return self.story.units[unit].measures

    def readings(self, fact: str) -> tuple[str, ...]:
        return self.story.facts[fact].readings

    def table(self, name: str) -> Table:
        return self.story.tables[name]

    def series(self, name: str) -> Series:
        return self.story.series[name]

    def points(self, name: str) -> tuple[Point, ...]:
        return tuple(point for point in self.story.points.values() if point.series == name)

    def time(self, fact: str) -> Date | None:
        return self.story.facts[fact].as_of

    def mentioned(self, text: Text) -> Mapping[str, frozenset[str]]:
        return {name: frozenset(one.name for one in scan(words) if one.kind == "fact") for name, words in text.items()}

    def counted(self, text: Text) -> Mapping[str, frozenset[Decimal]]:
        return {name: frozenset(self._numbers(name, words)) for name, words in text.items()}

    def _numbers(self, edition: str, words: str) -> Iterator[Decimal]:
        own = [(one.start, one.end, one.name if one.kind == "own" else " ") for one in scan(words)]
        for start, end, said in reversed(own):
            words = words[:start] + said + words[end:]
        for figure in read_all(words, self.story.editions[edition].lang, self.story.vocabulary):
            if isinstance(figure.value, Decimal):
                yield figure.value


@memoised
def points_of(story: Story, series: str) -> tuple[Point, ...]:
    """The figures of a series, in the order of time; at one time, in that of its table."""
    return tuple(sorted((one for one in story.points.values() if one.series == series), key=lambda one: one.at.day))


@memoised
def drawn_facts(story: Story, chart: Chart) -> tuple[str, ...]:
    """Every fact that the chart draws, each once: those it names, and those of the series that it names."""
    of_series = (point.fact for _, name in names_in(chart, "series") for point in points_of(story, name))
    return tuple(dict.fromkeys([*(fact for _, fact in names_in(chart, "fact")), *of_series]))


def ground_of(story: Story, chart: Chart) -> ChartGround:
    """What a chart's checks, and what its drawing must show, are asked of."""
    return ChartGround(story, chart.id, partial(story.place, "chart", chart.id))


def ground_of_hero(story: Story) -> ChartGround:
    """What the tracks at the head of the feature, and of its cards, are asked of."""
    return ChartGround(story, "hero", partial(story.place, "site", "", "hero"))
