"""What a series is made of: one measure over time, for one thing or several, of which each figure is a fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from galley.dates import Date
from galley.model import Id, Model, QualifierName, SourceName, Superseded, Text, UnitName, Whole

SeriesKind = Literal["flow", "stock", "cumulative", "rate", "index"]
"""flow: an amount of each period · stock: a state at a time · cumulative: a count since a start, which cannot fall ·
rate: a share, in per cent · index: a number beside a base. What may be calculated follows from it."""
SeriesTone = Literal["before", "after", "plain", "quiet"]


class SeriesRow(Model):
    """One thing whose figures follow each other in time."""

    label: Text
    tone: SeriesTone = "after"


class Measure(Model):
    """What kind of number a figure is, where one series has several: a fixed sum, a ceiling."""

    label: Text
    qualifier: QualifierName | None = None  # of every figure of the kind, where its line has none of its own


class Series(Model):
    """The head of a series; its figures are the lines of the table beside it."""

    id: Id
    label: Text
    kind: SeriesKind
    unit: UnitName
    at: Literal["year", "half", "quarter", "month", "day", "financial-year", "financial-quarter"] = (
        "year"  # how exact its times are
    )
    begins: Annotated[Whole, Field(ge=2, le=12)] = 4  # the month in which a financial year does
    source: SourceName | None = None  # of every figure whose line names none
    series: Mapping[str, SeriesRow] = Field(default_factory=dict)  # none: there is one thing, and the label names it
    measures: Mapping[str, Measure] = Field(default_factory=dict)
    notes: Mapping[str, Text] = Field(default_factory=dict)  # what a line names under `caveat` or `inferred`
    history: Mapping[str, tuple[Superseded, ...]] = Field(default_factory=dict)  # corrections, by line: output.2017
    note: Text | None = None  # what the series does not say

    def financial(self, at: Date) -> dict[str, str]:
        """The years of a financial time, `start` and `end`, and the number `n` of its quarter; empty for any other."""
        if not self.at.startswith("financial") or at.first is None:
            return {}
        start, months = at.first.year - (at.first.month < self.begins), at.first.month - self.begins
        return {"start": f"{start}", "end": f"{(start + 1) % 100:02}", "n": f"{months % 12 // 3 + 1}"}

    def row(self, name: str) -> SeriesRow:
        """The thing of that name; the series itself where it is about one."""
        return self.series.get(name) or SeriesRow(label=self.label)


@dataclass(frozen=True, slots=True)
class Point:
    """Where a fact stands in a series: whose figure it is, of what time, and which kind of number."""

    fact: str
    series: str
    row: str
    at: Date
    measure: str
    kind: SeriesKind
    line: bool = True  # whether the line is all of it, and no entry of data/facts tells more

    @property
    def period(self) -> int | None:
        """The number of its year, half, quarter or month, in which neighbours differ by one; None for a day."""
        first, last = self.at.first, self.at.last
        if first is None or last is None or self.at.precision == "day":
            return None
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        return (first.year * 12 + first.month - 1) // months
