"""Whether the time that a fact is of agrees with the dates of its sentence, and with its own date."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile

from galley.dates import Date, overlapping, parse, spanning
from galley.errors import Problem
from galley.evidence.agreement import Comparison, date_of
from galley.evidence.planned import of_itself
from galley.evidence.quotes import TextSpan
from galley.numbers.reading.lexicon import pattern
from galley.numbers.reading.turning import owns_up
from galley.numbers.storyreader import Figure

A_MONTH = 31
"""Days after which a report of the eve no longer tells of the morrow."""
_STOPS = ("。", "！", "？", "；", "\n", ". ", "! ", "? ", "; ")


def time_problems(case: Comparison, figure: Figure | None) -> Iterator[Problem]:
    """What is wrong with `as_of`: it lies outside every date before the figure in its sentence, or outside its date."""
    as_of, own = case.fact.as_of, case.fact.date
    if as_of is None or as_of.precision == "undated":
        if own is None and figure is not None:
            yield from _foretold(case, figure, [one for one in _before(case, figure) if _dated(one)])
        return
    if own is not None and own.precision != "undated" and not overlapping(as_of, own):
        hint = "Write the time of the event, or leave as_of: out."
        yield case.problem("as-of-differs", "as_of", f"the date is {own}, as_of is {as_of}.", hint)
    elif own is None and figure is not None and case.fact.inferred is None:
        before = [one for one in _before(case, figure) if _dated(one)]
        stated = (_own(case, figure) if before else []) or _of_clause(case, before) or list(_after(case, figure))
        above = [] if stated else list(_headed(case, figure))
        stated = stated or above
        yield from _foretold(case, figure, stated)
        if stated and not _is_of_one(case, as_of, stated):
            said = ", ".join(f"“{one.text}”" for one in stated)
            message = f"the {'heading above' if above else 'sentence'} says {said}, as_of is {as_of}."
            hint = "Mend as_of, or say under `inferred:` how the time is known."
            yield case.problem("as-of-differs", "as_of", message, hint)
        elif not stated and _is_later(as_of, case.published) and not _named(case, as_of):
            message = f"its source is of {case.published}, as_of is {as_of}."
            hint = "Write the time that the source could know of, or quote the words that name the time."
            yield case.problem("as-of-later", "as_of", message, hint)


def _foretold(case: Comparison, figure: Figure, dates: Sequence[Figure]) -> Iterator[Problem]:
    """Refuses a figure of a time that its source could not know yet, where nothing says that it is foretold."""
    stated = dates or list(_next(case, figure))
    later = [one for one in stated if (when := _dated(one)) and _is_later(when, case.published)]
    if later and len(later) == len(stated) and not owns_up(of_itself(case.fact)):
        message = f"its source is of {case.published}, and its sentence says “{later[0].text}”: the figure is foretold."
        hint = "Say in its label or its caveat that it is planned, promised or expected; or quote that it came true."
        yield case.problem("quote-foretold", "label", message, hint)


def _next(case: Comparison, figure: Figure) -> Iterator[Figure]:
    """The date behind a figure in its clause, even one that closes: 12 boats by 2030."""
    behind = next(case.page.beginning(figure.end), None)
    if behind and _dated(behind):
        between = case.page.text[figure.end : behind.start]
        if not any(stop in between for stop in (*_STOPS, ",", "，")):
            yield behind


def _is_of_one(case: Comparison, as_of: Date, stated: Sequence[Figure]) -> bool:
    """Whether a time may be that of one of the dates; of two for one figure, 2019 and 2020, it is both."""
    if len(stated) == 2 and pattern("and").fullmatch(case.page.text[stated[0].end : stated[1].start].strip()):
        first, last = (_dated(one) for one in stated)
        others = (
            one
            for one in case.page.inside(case.span)
            if date_of(one) is None and not one.soft and "year" not in one.units
        )
        if first and last and first.precision == last.precision and len([*others]) == 1:
            return spanning(as_of, first) and spanning(as_of, last)
    return any(_may_be_of(case, as_of, one) for one in stated)


_PARTS: Mapping[str, tuple[int, int]] = {
    "begins": (1, 6), "ends": (7, 12), "middle": (4, 9), "spring": (2, 6), "summer": (5, 9), "autumn": (8, 12),
    "winter": (11, 3),
}  # fmt: skip
"""Months that a word for a part of a year can mean."""


def _may_be_of(case: Comparison, as_of: Date, stated: Figure) -> bool:
    when = _dated(stated)
    if when is None:
        return True
    if (months := _part(case, stated, when)) and as_of.precision != "year" and spanning(when, as_of):
        first, last = months
        within = (as_of.first or date.min).month, (as_of.last or date.max).month
        return all(first <= one <= last if first < last else one >= first or one <= last for one in within)
    return is_of(as_of, when, stated.opening) and _opens_at(as_of, when, stated.opening)


def _part(case: Comparison, stated: Figure, when: Date) -> tuple[int, int] | None:
    """The months of its year that the words beside a date can mean: early in 2019, 2021年底."""
    if when.precision != "year" or "/" in when.text:
        return None
    text = case.page.text
    around = f"{text[max(0, stated.start - 16) : stated.start]}¦{text[stated.end : stated.end + 4]}"
    return next((months for name, months in _PARTS.items() if pattern(name).search(around)), None)


def _opens_at(as_of: Date, stated: Date, opening: str) -> bool:
    """Whether a time that is open does not reach beyond the day that a sentence states: 2021/.. of what 2023 began."""
    first, last = stated.first or date.min, stated.last or date.max
    if as_of.since:
        return opening != "until" and (parse(as_of.text.removesuffix("/..")).last or date.max) >= first
    return not as_of.before or opening == "since" or (parse(as_of.text.removeprefix("../")).first or date.min) <= last


def is_of(as_of: Date, stated: Date, opening: str) -> bool:
    """Whether a time is the one that a sentence states, or the month or the day at its end, and no other.

    An open time only has to share a day with it; 2022/23 is a year that lies somewhere in these two.
    """
    if opening == "until":
        return overlapping(as_of, replace(stated, last=None))
    if opening or as_of.since or as_of.before:
        return overlapping(as_of, stated, opening)
    if "/" in stated.text and stated.precision == "year":
        return as_of.text == stated.text or (as_of.precision != "year" and spanning(stated, as_of))
    at_its_end = as_of.precision in ("month", "day") and "/" not in as_of.text and as_of.last == stated.last
    return (as_of.first, as_of.last) == (stated.first, stated.last) or at_its_end


def _is_later(as_of: Date, published: Date | None) -> bool:
    """Whether a time begins after its source was published: a report may tell of tomorrow, not of next year."""
    away = timedelta(A_MONTH if as_of.precision in ("month", "day") else 0)
    return bool(published and published.last and as_of.first and as_of.first > published.last + away)


def _named(case: Comparison, as_of: Date) -> bool:
    """Whether the quotation names the time anywhere: so much and so much for 2018 and 2019 respectively."""
    return any((date := _dated(one)) and overlapping(as_of, date) for one in case.page.inside(case.span))


def _before(case: Comparison, figure: Figure) -> Iterator[Figure]:
    """The dates of the figure's sentence that stand before it."""
    text = case.page.text
    start = 0
    for stop in _STOPS:
        start = max(start, text.rfind(stop, start, figure.start) + 1)
    dates = case.page.beginning(start, figure.start)
    return (one for one in dates if not of_a_base(text, case.page.figures, figure, one))


_BEGINS = re.compile(r"[,，;；:：]\s*(?:(?:and|but|while|then)\s)?(?:(?:in|by|at|on|during)\s|\w{0,2})$", re.I)


def _of_clause(case: Comparison, before: list[Figure]) -> list[Figure]:
    """The dates before a figure without those of an earlier clause that has a figure itself: 2019年70人，2020年80人."""
    text, figures = case.page.text, case.page.figures
    for at in range(len(before) - 1, 0, -1):
        left, begun = before[at - 1].end, before[at].start
        taken = any(left <= one.start < begun and date_of(one) is None and not one.soft for one in figures)
        if taken and _BEGINS.search(text, max(left, begun - 16), begun):
            return before[at:]
    return before


_IN = re.compile(r"\s(?:in|of|for|at)\s", re.IGNORECASE)


def of_a_base(text: str, figures: Sequence[Figure], figure: Figure, when: Figure) -> bool:
    """Whether a date is the time of another figure alone: 2019, in 41 boats, down from 63 in 2019, and two ships."""
    at = bisect_left(figures, when.start, key=lambda one: one.start)
    near = (one for one in figures[max(0, at - 8) : at] if 0 < when.start - one.end < 8)
    beside = [one for one in near if _IN.fullmatch(text, one.end, when.start)]
    return any(one != figure and pattern("compared").search(text[max(0, one.start - 24) : one.start]) for one in beside)


def _own(case: Comparison, figure: Figure) -> list[Figure]:
    """The date that follows a figure at once, whatever stands before it: from 50 in 2023 to 40 boats in 2024."""
    behind = next(case.page.beginning(figure.end), None)
    own = behind and _dated(behind) and case.page.text[figure.end : behind.start].strip().casefold() == "in"
    return [behind] if behind and own else []


def _after(case: Comparison, figure: Figure) -> Iterator[Figure]:
    """The dates that stand next behind the figure in its clause: 21 sailings in 2019."""
    for number, one in enumerate(takewhile(_dated, case.page.beginning(figure.end))):
        between = case.page.text[figure.end : one.start]
        if not number and (one.opening == "until" or any(stop in between for stop in (*_STOPS, ",", "，"))):
            return
        if any(stop in between for stop in _STOPS):
            return
        compared = figure.change and not one.opening and pattern("compared").search(between)
        yield replace(one, opening="since") if compared else one  # fell by 2.8% on the FYE March 2020, and so later


def _headed(case: Comparison, figure: Figure) -> Iterator[Figure]:
    """The dates of the nearest heading above: a line with a date in it that ends no sentence."""
    at = case.page.back(TextSpan(figure.start, figure.end)).start
    line = case.page.stored.rfind("\n", 0, at) + 1
    for start, figures in reversed(case.page.headings):
        if start < line and (dated := [one for one in figures if _dated(one)]):
            yield from dated
            return


def _dated(figure: Figure) -> Date | None:
    """A date with a year."""
    given = date_of(figure)
    return given if given is not None and (given.first or given.last) else None
