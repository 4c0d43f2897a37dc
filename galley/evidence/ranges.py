"""Whether a quote states a range as its fact does: both ends, in one unit, with nothing that bounds them further."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from galley.errors import Problem
from galley.evidence.agreement import Comparison, change_problem, in_unit, measured, not_understood
from galley.evidence.quotes import TextSpan, occurrences, quoted
from galley.numbers.exact import in_digits
from galley.numbers.storyreader import Figure


@dataclass(frozen=True, slots=True)
class _Ends:
    """The two figures that are the ends of a range."""

    low: Figure
    high: Figure

    @property
    def span(self) -> TextSpan:
        return TextSpan(self.low.start, self.high.end)


def range_figure(case: Comparison, problems: list[Problem]) -> Figure | None:
    """The range of the quote that states the fact's, as one figure; None, and problems, where it says another."""
    ranges = [_Ends(low, high) for low, high in pairwise(case.page.inside(case.span)) if are_ends(low, high)]
    stated = [one for one in ranges if measured(one.low, case) and measured(one.high, case) and _picked(case, one)]
    if len(stated) != 1:
        problems.append(_not_one(case, stated or ranges))
        return None
    found = [*_differs(case, stated[0])]
    problems += found
    return None if found else merged(stated[0].low, stated[0].high, case.page.text)


def merged(low: Figure, high: Figure, text: str) -> Figure:
    """The two ends of a range as one figure of a text."""
    value = high.value if isinstance(high.value, Decimal) else None
    words = text[low.start : high.end]
    return replace(low, end=high.end, text=words, units=low.units or high.units, high=value, end_of="")


def are_ends(low: Figure, high: Figure) -> bool:
    """Whether the two are the ends of one range."""
    return (low.end_of, high.end_of) == ("low", "high")


def _picked(case: Comparison, ends: _Ends) -> bool:
    """Whether `figure:`, if it is given, stands where the range does."""
    if case.fact.figure is None:
        return True
    words = quoted(case.fact.figure)
    places = (case.span.start + at for at in occurrences(words, case.words))
    return any(ends.span.start < at + len(words) and at < ends.span.end for at in places)


def _not_one(case: Comparison, ranges: Sequence[_Ends]) -> Problem:
    texts = ", ".join(f"“{_words(case, one)}”" for one in ranges)
    if len(ranges) > 1:
        message, hint = f"the quote has more than one range: {texts}.", "Quote less, or write under `figure:` which."
        return case.problem("figure-choice", "quote", message, hint)
    message = f"the quote states no range of the unit {case.fact.unit}{f'; it has {texts}' if texts else ''}."
    hint = "Quote words that name both ends together, as “between 3 and 5 million” does; or write two facts."
    if texts:
        hint = "Mend the unit, or add what the quote counts them in to its `reads:` in data/units.yaml."
    return case.problem("quote-range", "between", message, hint)


def _words(case: Comparison, ends: _Ends) -> str:
    return case.page.text[ends.span.start : ends.span.end]


def _differs(case: Comparison, ends: _Ends) -> Iterator[Problem]:
    due, words = tuple(map(Fraction, case.fact.between or ())), _words(case, ends)
    if ends.span.start < case.span.start or ends.span.end > case.span.end:
        yield case.problem("quote-cut", "quote", f"the quote cuts “{words}” apart.", f"Quote the range whole: {words}.")
        return
    for figure in (ends.low, ends.high):
        if set(figure.why) - {words}:  # whether a scale that is said once is that of both, the fact says
            yield from not_understood(figure, case)
            return
    said = tuple(in_unit(end, case.fact, case.page.vocabulary) for end in (ends.low, ends.high))
    if said != due:
        shown, meant = (" to ".join(map(in_digits, ends)) for ends in (said, due))
        hint = f"Mend the range, or quote the sentence that says {meant}."
        yield case.problem("quote-value", "between", f"the quote says {shown}, the range is {meant}.", hint)
    if ends.low.change != case.fact.change:
        yield change_problem(ends.low, case)
