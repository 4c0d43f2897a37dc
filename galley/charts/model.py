"""What every chart says in content/charts.yaml, and the types of what its form adds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from galley.model import ChartName, Day, FactName, Id, Model, Text

Tone = Literal["before", "after", "plain", "quiet"]
"""before: what was, or the place set out from · after: what is, or the place arrived at · plain: ink"""
Glyph = Literal[
    "feather", "stop", "open", "capped", "diamond", "derived", "notch", "day", "month", "year", "inferred",
    "place", "place-before", "line", "line-dashed", "unit",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What something that an editor writes is for, in the languages of the handbooks, and an example of it."""

    en: str
    zh: str
    example: Any = None


FactOfChart = Annotated[FactName, Told("The fact that is drawn.", "所画的事实。", "trip.hours.before")]
Words = Annotated[Text, Told("The words beside it.", "旁注。", {"zh-Hans": "通车前", "en": "Before"})]
ToneOfChart = Annotated[
    Tone,
    Told(
        "before: set out from · after: arrived at · plain: ink.",
        "before 出发之色，after 抵达之色，plain 墨色。",
        "after",
    ),
]
FactsOfTable = Annotated[
    tuple[FactName, ...],
    Told("Facts that the rows of the table come from.", "表中各行所依据的事实。", ["trip.stops"]),
]


class KeyEntry(Model):
    """A line of the key: how something is drawn, and what that means."""

    glyph: Glyph
    label: Text


class Withdrawn(Model):
    """A chart that was published and is shown no more: its pages say so and lead to another."""

    on: Day
    reason: Text
    see: ChartName  # the chart that stands in its place


class Base(Model):
    """What every chart says about itself."""

    id: Id
    title: Text  # the finding, in a sentence
    subtitle: Text  # measure, unit, period
    alt: Text | None = None  # what a reader who does not see it must know, where its form cannot say it
    key: tuple[KeyEntry, ...] = ()
    note: Text | None = None  # what it does not say
    source_note: Text | None = None  # beside the sources of its facts, which are listed anyway
    withdrawn: Withdrawn | None = None  # no text may show it; its addresses still answer
    form: str  # each form's own word

    @property
    def windows(self) -> tuple[tuple[int, int], ...]:
        """The row and the column of each cell that has small marks, in the order in which they are drawn."""
        return ()


Chart = Base
