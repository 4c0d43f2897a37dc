"""Whether what its sentence says of a figure, outside the quotation, is told with the fact.

A quotation may begin and end within a sentence. What that sentence denies, plans, puts a condition to, or gives for a
day or a thing, it says of the figure all the same: “12 boats” of “If the fair came, they had 12 boats a week”. So do
the heading above it, “What is false”, and the sentence behind it, “That is not so”.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from galley.errors import Problem
from galley.evidence.agreement import Comparison
from galley.evidence.planned import of_itself
from galley.evidence.quotes import TextSpan
from galley.numbers.reading.compared import COMPARED, RATE
from galley.numbers.reading.lexicon import language, pattern
from galley.numbers.reading.occasions import PER, is_occasion
from galley.numbers.reading.retracting import is_retracting, owns_it, retracted
from galley.numbers.reading.turning import APART, PART, YEAR, directed, owns_up, says, turning
from galley.numbers.storyreader import Figure

_FAR = 200
"""Letters before and behind a figure in which its sentence is looked for."""
_MAY_BE_LEFT_OUT = frozenset({"most", "yearly", "moved", "money", "mass", *COMPARED})
"""That it is a record, more than another, by which year it grew, what was done with it: without, a quotation says no
other figure."""

_DENIED = frozenset({"untrue", "scorned"})
_ITSELF = frozenset({"condition", "loosely", "average", *_DENIED})
"""What readers of the figure must be told beside it, since a page prints the figure and not its quotation."""


def outside_problems(case: Comparison, figure: Figure | None, words: Sequence[TextSpan] = ()) -> Iterator[Problem]:
    """A problem for the first thing that is said around the figure, or the words of a claim, and is told nowhere."""
    places = [TextSpan(figure.start, figure.end)] if figure else [*words]
    for place in places:
        own = of_itself(case.fact)
        told = f"{case.words} ‖ {' ‖ '.join(case.fact.also)} ‖ {own}"
        for what, word in _turned(case, place):
            counted = figure is not None and figure.bound != "±"  # a margin is told with the figure that has it
            itself = counted and _says_otherwise(case, place, what, word)
            if not _is_told(case, what, own if itself else told):
                said = f"its sentence says “{word.strip()}” of “{case.page.text[place.start : place.end]}”"
                rule, at = ("label-turned", "label") if itself else ("quote-turned", "quote")
                hint = f"{'Say' if itself else 'Quote that word too, or say'} it in the label or the caveat."
                yield case.problem(rule, at, f"{said}, and the fact says so nowhere.", hint)
                return


def _says_otherwise(case: Comparison, place: TextSpan, what: str, word: str) -> bool:
    """Whether the figure without the word says another thing, of which a quotation that has it tells no reader."""
    text = case.page.text
    if what.startswith(RATE):  # every four days is the interval itself, and 全年 the span
        if not pattern("for each").search(word):
            return False
        return not text[max(0, place.start - _FAR) : place.start].rstrip().endswith(word.strip())
    if case.fact.date is not None and what in ("denial", "plan"):
        return True
    if what == "denial" and case.fact.change is None:  # 37 boats without sails are counted all the same
        return word in text[case.span.start : place.start] or is_retracting(word)
    if what == "plan":
        return word in text[place.end : case.span.end]  # 37 boats might come
    return what in _ITSELF or what.startswith(PER)


def _turned(case: Comparison, place: TextSpan) -> Iterator[tuple[str, str]]:
    of = language(case.page.lang)
    if of is None:
        return
    first, last = max(0, place.start - _FAR), place.end + _FAR
    beside = (one for one in case.page.inside(TextSpan(first, min(last, len(case.page.text)))) if not one.soft)
    others = [
        (one.start - first, one.end - first) for one in beside if one.end <= place.start or place.end <= one.start
    ]
    asked = of, case.page.text[first:last], (place.start - first, place.end - first), others, case.fact.date is not None
    yield from case.clean.findings(("outside", *asked), lambda: filter(_says_another, turning(*asked)))
    if word := retracted(of, *_beyond(case, place)):
        yield "untrue", word


def _beyond(case: Comparison, place: TextSpan) -> tuple[str, str]:
    """The line that stands over a figure, or leads to it, and what follows its sentence."""
    at, stored = case.page.back(place), case.page.stored
    return case.page.over(stored.rfind("\n", 0, at.start) + 1), stored[at.end : at.end + _FAR]


def _says_another(found: tuple[str, str]) -> bool:
    """Whether a quotation that leaves it out says another figure."""
    what, _ = found
    left_out = what.startswith(YEAR) or (is_occasion(what) and not what.startswith(PER))
    return not (left_out or what in {*_MAY_BE_LEFT_OUT, APART, PART})


def _is_told(case: Comparison, what: str, told: str) -> bool:
    """Whether the quotation says it too, or the fact says it of itself, or its time is as long."""
    as_of = case.fact.as_of
    if what.startswith(RATE) and as_of is not None and as_of.precision == what.removeprefix(RATE):
        return True
    if what == "past" and any(directed(told, up=up) for up in (True, False)):
        return True  # 12小时压缩至6小时: what it was before is plain
    if what in _DENIED:
        return owns_it(told)
    return owns_up(told) if what == "plan" else says(what, told)
