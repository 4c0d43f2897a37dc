"""Says a chart in an edition: what it is drawn from, its numbers in the chart's unit, and what it shows as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from galley.charts import describe
from galley.charts.claims import Claim, End
from galley.charts.faults import ground_of
from galley.charts.fit import Label
from galley.charts.form import Amount, Plot, Rows
from galley.charts.forms import form_of
from galley.charts.model import Chart
from galley.dates import Date
from galley.editions.figures import printed
from galley.editions.quantities import number_words
from galley.editions.saying import say
from galley.editions.script import phrase
from galley.inputs.tables import Table
from galley.marks import mark
from galley.model import Edition, Op, Text
from galley.story.load import Story
from galley.story.once import once_a_story

_ENDS: Mapping[Op, End] = {
    **{"=": "exact", "<~": "nearly", "~": "about"},
    **{">": "open", ">~": "open", ">=": "open"},
    **{"<": "capped", "<=": "capped"},
}


@dataclass(frozen=True, slots=True)
class Copy:
    """A story's words and numbers for one chart in one edition: the Voice that forms ask."""

    story: Story
    edition: Edition
    chart: Chart

    def say(self, text: Text) -> str:
        return say(self.story, self.edition, text)

    def called(self, fact: str) -> str:
        return self.say(self.story.facts[fact].label)

    def label(self, text: Text, *keys: str | int) -> Label:
        return Label(self.say(text), keys)

    def figure(self, fact: str, *keys: str | int, variants: tuple[str, ...] = ()) -> Label:
        return Label(printed(self.story, self.edition, fact, variants), keys)

    def scale(self, number: int, unit: str | None = None, grouped: bool = True) -> Label:
        words = str(number)
        if grouped or unit:
            words = number_words(self.story, self.edition, Decimal(number), unit, None)
        return self.end_of_scale(words)

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

    def unit(self, fact: str) -> str | None:
        return self.story.values[fact].unit if fact in self.story.values else None

    def table(self, name: str) -> Table:
        return self.story.tables[name]

    def named(self, row: Mapping[str, str], prefix: str = "") -> Label | None:
        text = {name: words for name in self.story.editions if (words := row.get(prefix + name))}
        return self.label(text, "table") if text else None

    def answer(self, yes: bool) -> str:
        return phrase(self.story, self.edition, f"answer.{'yes' if yes else 'no'}")

    def rows(self, columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Rows:
        return describe.headed(self.story, self.edition, columns, rows)

    def figures(self, drawn: Iterable[tuple[str, str]]) -> Rows:
        return describe.figures(self.story, self.edition, drawn)

    def dates(self, drawn: Iterable[tuple[str, str]]) -> Rows:
        return describe.dates(self.story, self.edition, drawn)


def end_of(story: Story, fact: str) -> End:
    """How a mark of the fact ends."""
    if story.facts[fact].derived:
        return "derived"
    qualifier = story.values[fact].qualifier
    return _ENDS[story.qualifiers[qualifier].op] if qualifier else "exact"


def plot_of(chart: Chart) -> Plot[Any, Any]:
    """How the chart is drawn. Raises KeyError for a form that the page typesets."""
    plot = form_of(chart).plot
    if plot is None:
        raise KeyError(chart.form)
    return plot


def gather(story: Story, edition: Edition, chart: Chart) -> Any:
    """All that the chart shows in the edition, as its form draws it."""
    return plot_of(chart).data(Copy(story, edition, chart), chart)


def claimed(story: Story, edition: Edition, chart: Chart) -> Iterator[Claim]:
    """What the chart's drawing in the edition claims, from the facts themselves."""
    return plot_of(chart).claims(ground_of(story, chart), Copy(story, edition, chart), chart)


@once_a_story
def table(story: Story, edition: Edition, chart: Chart) -> Rows:
    """What the chart shows, for those who would read it, or take it away."""
    return form_of(chart).table(Copy(story, edition, chart), chart)
