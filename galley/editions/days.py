"""Dates in an edition's words, as precise as they are known and no more."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date as Day
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton

from galley.dates import Date, months_to, parse
from galley.editions.script import phrase
from galley.model import Edition
from galley.story.voice import Voice


def date_words(voice: Voice, date: Date, variants: Collection[str] = (), inferred: bool = False) -> str:
    """`date` in words: before 2021, May 2022, 14 February [2023] where the year is `inferred`.

    `year` and `day` among the variants print that part alone; of an open date, the part that is known.
    """
    edition = voice.edition
    known = date.first or date.last
    if known is None:
        return phrase(voice, "date.undated")
    if "day" in variants:
        return _rest(edition, known, "day")
    if "year" in variants:
        return _bracketed(voice, known, "year") if inferred else _written(edition, known, "year")
    start, slash, end = date.text.partition("/")
    if not slash:
        words = _written(edition, known, date.precision)
        if date.precision in ("half", "quarter"):
            words = _part(voice, date, known)
        elif inferred:
            words = _bracketed(voice, known, date.precision)
        return phrase(voice, "date.about", date=words) if date.about else words
    if whole := _period(voice, start, end):
        return whole
    ends = [date_words(voice, parse(point), (), inferred) for point in (start, end) if point != ".."]
    if len(ends) == 2:
        first, last = ends if inferred else _within_a_year(edition, parse(start), parse(end), ends)
        return phrase(voice, "date.span", start=first, end=last)
    return phrase(voice, "date.before" if start == ".." else "date.since", date=ends[0])


def _within_a_year(edition: Edition, start: Date, end: Date, words: list[str]) -> list[str]:
    """Months or days of one year say the year once: 2023年1月至4月, January to April 2023."""
    alike = start.precision == end.precision and start.day.year == end.day.year and not (start.about or end.about)
    if not alike or start.precision not in ("month", "day"):
        return words
    first, last = words
    year = _written(edition, start.day, "year")
    if last.startswith(year):
        return [first, _rest(edition, end.day, end.precision)]
    if first.endswith(year):
        locale, month = locale_of(edition), start.precision == "month"
        short = format_date(start.day, "LLLL", locale) if month else format_skeleton("MMMMd", start.day, locale=locale)
        return [short, last]
    return words


def _part(voice: Voice, date: Date, day: Day) -> str:
    """A quarter or a half of a year."""
    n, year = date.text.removesuffix("~")[-1], _written(voice.edition, day, "year")
    return phrase(voice, "date.quarter" if date.precision == "quarter" else f"date.half-{n}", n=n, year=year)


def _period(voice: Voice, start: str, end: str) -> str:
    """Three quarters from the first, and twelve months that are no year of the calendar, as they are said."""
    if ".." in (start, end) or "~" in start + end:
        return ""
    first, last = parse(start), parse(end)
    if (start[4:], end[4:]) == ("-Q1", "-Q3") and start[:4] == end[:4]:
        return phrase(voice, "date.three-quarters", year=_written(voice.edition, first.day, "year"))
    monthly = {first.precision, last.precision} == {"month"}
    if monthly and months_to(last.day.year, last.day.month, 12).first == first.first and first.day.month != 1:
        words = [date_words(voice, point) for point in (first, last)]
        return phrase(voice, "date.year-to", start=words[0], end=words[1])
    return ""


def sayable(date: Date, variant: str) -> bool:
    """Whether `year` or `day` of the date is known."""
    if date.first and date.last and variant == "year":
        return date.first.year == date.last.year
    return date.precision == "day" if variant == "day" else date.precision != "undated"


def locale_of(edition: Edition) -> Locale:
    """The CLDR locale by which an edition writes dates and chooses plural forms."""
    return _locale(edition.locale or edition.lang)


@lru_cache(maxsize=64)
def _locale(tag: str) -> Locale:
    return Locale.parse(tag, sep="-")


def _written(edition: Edition, day: Day, precision: str) -> str:
    locale = locale_of(edition)
    if precision == "day":
        return format_date(day, "long", locale=locale)
    return format_skeleton("yMMMM" if precision == "month" else "y", day, locale=locale)


def _bracketed(voice: Voice, day: Day, precision: str) -> str:
    year = _written(voice.edition, day, "year")
    return phrase(voice, "date.inferred", year=year, rest=_rest(voice.edition, day, precision))


def _rest(edition: Edition, day: Day, precision: str) -> str:
    """The date without its year."""
    return _written(edition, day, precision).replace(_written(edition, day, "year"), "").strip(" ,")
