"""Scales that a form both draws on and measures by: what stands at their ends, and where, in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import log10

from galley.charts.canvas import Along, calendar, logarithmic, measure


@dataclass(frozen=True, slots=True)
class NumberScale:
    """Numbers from `low` to `high`, drawn from `start` to `end` px; `log`: equal distances are equal ratios."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    @property
    def pixel(self) -> float:
        """What a pixel of a linear scale is worth."""
        return (self.high - self.low) / abs(self.end - self.start)

    def at(self, number: float) -> float:
        """Where a number stands."""
        low, high, at = map(log10, (self.low, self.high, number)) if self.log else (self.low, self.high, number)
        return self.start + (self.end - self.start) * (at - low) / (high - low)

    def along(self, field: str = "number") -> Along:
        """The scale for marks whose number is in `field`."""
        return Along(field, (logarithmic if self.log else measure)((self.low, self.high), (self.start, self.end)))


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Days from the first to the last, from `start` to `end` px."""

    first: date
    last: date
    start: float
    end: float

    @property
    def days(self) -> int:
        """From the first to the last, and at least one."""
        return (self.last - self.first).days or 1

    def at(self, day: date) -> float:
        """Where a day stands."""
        return self.start + (self.end - self.start) * (day - self.first).days / self.days

    def along(self, field: str = "at") -> Along:
        """The scale for marks whose day is in `field`."""
        return Along(field, calendar(self.first, self.last, (self.start, self.end)), "temporal")
