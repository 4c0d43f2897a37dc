"""Says a chart in an edition: what it is drawn from, its numbers in the chart's unit, and what it shows as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as day
from decimal import Decimal
from functools import reduce
from typing import Any

from galley.charts import describe
from galley.charts.claims import Claim, End, Unkeyed
from galley.charts.faults import untrue_drawing
from galley.charts.fit import Label
from galley.charts.form import Amount, Datum, Rows
from galley.charts.forms import form_of
from galley.charts.ground import ground_of, points_of
from galley.charts.model import Chart, Tone
from galley.charts.rows import untrue_rows
from galley.dates import Date
from galley.editions.days import date_words
from galley.editions.figures import printed
from galley.editions.quantities import BARE, number_words
from galley.editions.saying import say
from galley.editions.script import phrase
from galley.errors import StoryError
from galley.inputs.tables import Table
from galley.marks import mark
from galley.model import Change, Op, Text
from galley.series import Point, Series
from galley.story.load import Story
from galley.story.memo import memoised
from galley.story.voice import Voice

_ENDS: Mapping[Op, End] = {
    **{"=": "exact", "±": "exact", "<~": "nearly", "~": "about"},
    **{">": "open", ">~": "open", ">=": "open"},
    **{"<": "capped", "<=": "capped"},
}


@dataclass(frozen=True, slots=True)
class VoicedChart:
    """A chart as one edition says it: the ChartVoice that forms ask."""

    voice: Voice
    chart: Chart

    @property
    def story(self) -> Story:
        return self.voice.story

    def say(self, text: Text) -> str:
        return say(self.voice, text)

    def called(self, fact: str) -> str:
        return self.say(self.story.facts[fact].label)

    def label(self, text: Text, *keys: str | int) -> Label:
        return Label(self.say(text), keys)

    def figure(self, fact: str, *keys: str | int, variants: tuple[str, ...] = ()) -> Label:
        return Label(printed(self.voice, fact, variants), keys)

    def scale(self, number: int, unit: str | None = None, grouped: bool = True) -> Label:
        words = str(number)
        if grouped or unit:
            words = number_words(self.voice, Decimal(number), unit, None)
        return self.end_of_scale(words)

    def year(self, year: int) -> tuple[Label, Label]:
        short = self.phrase("year.short", year=f"{year % 100:02}")
        return self.end_of_scale(f"{year}"), self.end_of_scale(short)

    def tick(self, number: float, unit: str | None = None) -> Label:
        return self.end_of_scale(number_words(self.voice, Decimal(f"{number:.10g}"), unit, None, BARE))

    def end_of_scale(self, words: str) -> Label:
        return Label(mark("scale", self.chart.id, words), ())

    def amount(self, fact: str, words: Label, unit: str | None = None) -> Amount:
        return Amount(float(self.story.in_unit(fact, unit)), self.end(fact), words)

    def count(self, fact: str) -> int:
        return int(self.story.values[fact].number or 0)

    def end(self, fact: str) -> End:
        return end_of(self.story, fact)

    def date(self, fact: str) -> Date | None:
        return self.story.facts[fact].date

    def inferred(self, fact: str) -> bool:
        return bool(self.story.facts[fact].inferred)

    def change(self, fact: str) -> Change | None:
        return self.story.facts[fact].change

    def unit(self, fact: str) -> str | None:
        return self.story.values[fact].unit if fact in self.story.values else None

    def table(self, name: str) -> Table:
        return self.story.tables[name]

    def series(self, name: str) -> Series:
        return self.story.series[name]

    def points(self, name: str) -> tuple[Point, ...]:
        return points_of(self.story, name)

    def datum(self, fact: str, *keys: str | int, unit: str | None = None, tone: Tone = "after") -> Datum:
        value, point = self.story.values[fact], self.story.points.get(fact)
        return Datum(
            fact,
            float(self.story.in_unit(fact, unit or value.unit)),
            self.story.qualifiers[value.qualifier].op if value.qualifier else "=",
            self.story.status(fact),
            tone,
            self.figure(fact, *keys, variants=("count",) if unit in (None, value.unit) else ()),
            self.story.facts[fact].as_of,
            point.measure if point else "",
            point.period if point else None,
            self.story.facts[fact].change in ("fall", "below"),
        )

    def time(self, fact: str) -> str:
        as_of, point = self.story.facts[fact].as_of, self.story.points.get(fact)
        series = self.story.series[point.series] if point else None
        if point and series and (said := series.financial(point.at)):
            return mark("date", fact, phrase(self.voice, f"date.{series.at}", **said))
        return mark("date", fact, date_words(self.voice, as_of)) if as_of else ""

    def whole(self, datum: Datum, *keys: str | int) -> Datum:
        return replace(datum, words=self.figure(datum.fact, *keys))

    def published(self, fact: str) -> day:
        source = self.story.sources.get(self.story.facts[fact].source or "")
        return source.date.day if source else day.min

    def sentences(self, parts: Iterable[str]) -> str:
        return reduce(lambda before, after: self.phrase("alt.joined", before=before, after=after), parts)

    def in_time(self, name: str, facts: Sequence[str]) -> str:
        first, last, number = facts[0], facts[-1], self.story.in_unit
        said = {"name": name, "first": self._at(first), "last": self._at(last)}
        if first == last:
            return self.phrase("alt.one", **said)
        ends = {"alt.highest": max(facts, key=number), "alt.lowest": min(facts, key=number)}
        between = [self.phrase(key, figure=self._at(one)) for key, one in ends.items() if one not in (first, last)]
        return self.phrase("alt.ends", **said) + "".join(between) + self.phrase("alt.stop")

    def _at(self, fact: str) -> str:
        return self.phrase("alt.figure", figure=self.figure(fact).words, at=self.time(fact))

    def told_by(self, fact: str) -> tuple[str, str]:
        source = self.story.sources.get(self.story.facts[fact].source or "")
        if source is None:
            return phrase(self.voice, "status.derived"), ""
        published = mark("date", source.id, date_words(self.voice, source.date))
        return self.say(source.publisher), published

    def phrase(self, key: str, **parts: str) -> str:
        return phrase(self.voice, key, **parts)

    def named(self, row: Mapping[str, str], prefix: str = "") -> Label | None:
        text = {name: words for name in self.story.editions if (words := row.get(prefix + name))}
        return self.label(text, "table") if text else None

    def answer(self, yes: bool) -> str:
        return phrase(self.voice, f"answer.{'yes' if yes else 'no'}")

    def rows(self, columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Rows:
        return describe.headed(self.voice, columns, rows)

    def figures(self, drawn: Iterable[tuple[str, str]]) -> Rows:
        return describe.figures(self.voice, drawn)

    def dates(self, drawn: Iterable[tuple[str, str]]) -> Rows:
        return describe.dates(self.voice, drawn)


def end_of(story: Story, fact: str) -> End:
    """How a mark of the fact ends."""
    if story.facts[fact].derived:
        return "derived"
    qualifier = story.values[fact].qualifier
    return _ENDS[story.qualifiers[qualifier].op] if qualifier else "exact"


def alternative(voice: Voice, chart: Chart) -> str:
    """What a reader who does not see the chart must know: the author's words, or those that its form makes."""
    written = form_of(chart).alt
    if chart.alt is not None or written is None:
        return say(voice, chart.alt or {})
    return written(VoicedChart(voice, chart), chart)


def chart_data(voice: Voice, chart: Chart) -> Any:
    """All that the chart shows in the edition, as its form draws it."""
    return form_of(chart).plot.data(VoicedChart(voice, chart), chart)


def claimed(voice: Voice, chart: Chart) -> Iterator[Claim]:
    """What the chart's drawing in the edition claims, from the facts themselves."""
    yield from form_of(chart).plot.claims(ground_of(voice.story, chart), VoicedChart(voice, chart), chart)
    yield Unkeyed()


@memoised
def table(voice: Voice, chart: Chart) -> Rows:
    """What the chart shows, for those who would read it, or take it away.

    Raises StoryError where a row does not stand under its own words.
    """
    story, edition = voice.story, voice.edition
    said = VoicedChart(voice, chart)
    rows = form_of(chart).table(said, chart)
    if found := list(untrue_rows(chart, rows, said.say)):
        by = f"galley/charts/forms/{chart.form}.py"
        place, where = story.place("chart", chart.id), f"{chart.id}: its table in {edition.id}"
        raise StoryError(untrue_drawing(place, where, fault, by) for fault in found)
    return rows
