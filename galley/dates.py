"""Dates as precise as they are known: year, quarter, month, day, open or about, in the Extended Date/Time Format."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

Precision = Literal["year", "half", "quarter", "month", "day", "undated"]

_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-(?P<part>[QH])(?P<n>[1-4]))?(~)?")
_SMALL = re.compile(r"(?<=-)[qh](?=\d)")
_MONTHS = {"Q": 3, "H": 6}
"""Of a quarter and of half a year. EDTF has numbers for them, 33 to 41, which nobody reads; these are its names."""


@dataclass(frozen=True, slots=True)
class Date:
    """`text` as written; first and last day it may mean (None: open or unknown); precision of the end that is given."""

    text: str
    first: date | None
    last: date | None
    precision: Precision
    about: bool = False

    def __str__(self) -> str:
        return self.text

    @property
    def before(self) -> bool:
        """Whether it means everything up to its date: `../2021`."""
        return self.text.startswith("../")

    @property
    def since(self) -> bool:
        """Whether it goes on from its date: `2018/..`."""
        return self.text.endswith("/..")

    @property
    def part(self) -> bool:
        """Whether it is a quarter, a half or some months, which have other months of the year beside them."""
        months = self.precision == "month" and "/" in self.text and not (self.before or self.since)
        return self.precision in ("quarter", "half") or months

    @property
    def day(self) -> date:
        """The first day that it may mean, for feeds and search engines, which know no less precise one."""
        return self.first or self.last or date.min

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(_validated)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: core_schema.CoreSchema, handler: Any) -> dict[str, Any]:
        return {
            "type": ["string", "number"],
            "format": "edtf",
            "examples": [
                "2022-11-28",
                "2022-05",
                "2022-Q3",
                "2022-H1",
                "2021",
                "2018/..",
                "../2021",
                "2023~",
                "undated",
            ],
        }


def _validated(value: Any) -> Date:
    if isinstance(value, Date):
        return value
    return parse(str(value))


def parse(text: str) -> Date:
    """Reads `2022-11-28`, `2022-05`, `2022-Q3`, `2022-H1`, `2021`, `2023~`, `2018/..`, `2018/2023` or `undated`.

    Raises ValueError, with the remedy, for anything else and for days that do not exist.
    """
    if text == "undated":
        return Date(text, None, None, "undated")
    text = _SMALL.sub(lambda found: found[0].upper(), text)  # as in the id of a fact: output.2022-q3
    start, slash, end = text.partition("/")
    if not slash:
        first, last, precision, about = _point(text)
        return Date(text, first, last, precision, about)
    if start == end == "..":
        raise ValueError(_REMEDY.format(text))
    low = None if start == ".." else _point(start)
    high = None if end == ".." else _point(end)
    if low and high and low[0] > high[1]:
        raise ValueError(f"the date “{text}” ends before it begins; write the earlier date first")
    known = low or high
    if known is None:
        raise ValueError(_REMEDY.format(text))
    about = any(end[3] for end in (low, high) if end)
    return Date(text, low[0] if low else None, high[1] if high else None, known[2], about)


def stated(year: int | None, month: int | None = None, day: int | None = None) -> Date | None:
    """A date as a text states it, in the parts that it states: `2022-11-28`, `2021`, `XXXX-02-14` without a year.

    None for a day that no calendar has.
    """
    text = f"{year:04}" if year else "XXXX"
    if month or day:
        text += f"-{month:02}" if month else "-XX"
    if day:
        text += f"-{day:02}"
    precision: Precision = "day" if day else "month" if month else "year"
    try:
        if "X" not in text:
            return parse(text)
        date(2000, month or 1, day or 1)
    except ValueError:
        return None
    return Date(text, None, None, precision)


def months_to(year: int, month: int, many: int) -> Date:
    """The period of `many` months that ends with a month: the year to March 2024, three months to June."""
    began = year * 12 + month - many
    return parse(f"{began // 12}-{began % 12 + 1:02}/{year}-{month:02}")


_FINANCIAL = re.compile(r"(\d{4})[-/–](?:\d\d)?(\d\d)(?:[- ]Q([1-4]))?", re.IGNORECASE)


def financial(text: str, begins: int, quarter: bool) -> Date:
    """The months that `2023-24` or `2023/24 Q2` names, of a year from the month `begins`.

    Raises ValueError, with the remedy, for what is no such year, or no `quarter` of it.
    """
    found = _FINANCIAL.fullmatch(text)
    if found is None or (int(found[1]) + 1) % 100 != int(found[2]) or bool(found[3]) != quarter:
        what, example = ("quarter of a financial year", "2023-24-Q2") if quarter else ("financial year", "2023-24")
        raise ValueError(f"“{text}” is no {what}; write both of its years, as in {example}")
    last = int(found[1]) * 12 + begins - 2 + 3 * int(found[3] or 4)
    return months_to(last // 12, last % 12 + 1, 3 if quarter else 12)


def within(given: Date, claimed: Date) -> bool:
    """Whether what a text states (`given`) is the date that is `claimed`, or falls into it: 2022-11-28 into 2022.

    Of a span with two ends the text states one: 2018 of 2018/2023.
    """
    if given.first is None or given.last is None or given.text == claimed.text:
        return given.text == claimed.text
    ends = [parse(end) for end in claimed.text.split("/") if end != ".."]
    return any(end.first and end.last and end.first <= given.first <= given.last <= end.last for end in ends)


def compatible(given: Date, claimed: Date) -> bool:
    """Whether the parts that a text states agree with an end of `claimed`, which may know more: 2023-02-14 of 02-14."""
    ends = [end for end in (claimed.first, claimed.last) if end]
    if given.first and given.last:
        return any(given.first <= end <= given.last for end in ends)
    return any(_fits(given.text, end.isoformat()) for end in ends)


def overlapping(one: Date, other: Date, opening: str = "") -> bool:
    """Whether two dates may be of one day; `opening` says that the second is where a time begins or ends."""
    first = other.first if opening != "until" else None
    last = other.last if opening != "since" else None
    low, high = one.first or date.min, one.last or date.max
    return low <= (last or date.max) and (first or date.min) <= high


def spanning(whole: Date, part: Date) -> bool:
    """Whether every day that `part` may mean lies within `whole`."""
    low, high = whole.first or date.min, whole.last or date.max
    return low <= (part.first or date.min) and (part.last or date.max) <= high


def _fits(stated: str, full: str) -> bool:
    return all(
        part in (known, "X" * len(part)) for part, known in zip(stated.split("-"), full.split("-"), strict=False)
    )


_REMEDY = (
    "“{}” is not a date; write 2022-11-28, 2022-05, 2022-Q3, 2022-H1, 2021, 2023~, 2018/.., ../2021, "
    "2018/2023 or undated"
)


def _point(text: str) -> tuple[date, date, Precision, bool]:
    found = _POINT.fullmatch(text)
    if not found:
        raise ValueError(_REMEDY.format(text))
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    about = bool(found[6])
    try:
        if part := found["part"]:
            months = _MONTHS[part]
            last = int(found["n"]) * months
            days = calendar.monthrange(year, last)[1]
            return date(year, last - months + 1, 1), date(year, last, days), "quarter" if part == "Q" else "half", about
        if found[3] is not None:
            return date(year, month, day), date(year, month, day), "day", about
        if found[2] is not None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month", about
        return date(year, 1, 1), date(year, 12, 31), "year", about
    except (ValueError, calendar.IllegalMonthError):
        raise ValueError(
            f"there is no “{text}” in the calendar; mend the month, the day or the part of the year"
        ) from None
