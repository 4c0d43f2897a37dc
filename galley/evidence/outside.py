"""Whether what its sentence says of a figure, outside the quotation, is told with the fact.

A quotation may begin and end within a sentence. What that sentence denies, plans, puts a condition to, or gives for a
day or a thing, it says of the figure all the same: “12 boats” of “If the fair came, they had 12 boats a week”.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from galley.errors import Problem
from galley.evidence.agreement import Comparison
from galley.evidence.planned import of_itself
from galley.evidence.quotes import TextSpan
from galley.numbers.reading.compared import COMPARED, RATE
from galley.numbers.reading.lexicon import language
from galley.numbers.reading.occasions import is_occasion
from galley.numbers.reading.turning import APART, YEAR, directed, owns_up, says, turning
from galley.numbers.storyreader import Figure

_FAR = 200
"""Letters before and behind a figure in which its sentence is looked for."""
_MAY_BE_LEFT_OUT = frozenset({"most", "yearly", "moved", "money", "mass", *COMPARED})
"""That it is a record, more than another, by which year it grew, what was done with it: without, a quotation says no
other figure."""


def outside_problems(case: Comparison, figure: Figure | None, words: Sequence[TextSpan] = ()) -> Iterator[Problem]:
    """A problem for the first thing that is said around the figure, or the words of a claim, and is told nowhere."""
    places = [TextSpan(figure.start, figure.end)] if figure else [*words]
    for place in places:
        told = f"{case.words} ‖ {' ‖ '.join(case.fact.also)} ‖ {of_itself(case.fact)}"
        for what, word in _turned(case, place):
            if not _is_told(case, what, told):
                message = f"its sentence says “{word.strip()}” of “{case.page.text[place.start : place.end]}”, "
                hint = "Quote that word too, or say it in the label or the caveat."
                yield case.problem("quote-turned", "quote", f"{message}and the fact says so nowhere.", hint)
                return


def _turned(case: Comparison, place: TextSpan) -> Iterator[tuple[str, str]]:
    of = language(case.page.lang)
    if of is None:
        return
    first, last = max(0, place.start - _FAR), place.end + _FAR
    beside = (one for one in case.page.inside(TextSpan(first, min(last, len(case.page.text)))) if not one.soft)
    others = [
        (one.start - first, one.end - first) for one in beside if one.end <= place.start or place.end <= one.start
    ]
    dated = case.fact.date is not None
    text = case.page.text[first:last]
    for what, word in turning(of, text, (place.start - first, place.end - first), others, dated):
        if not (what.startswith(YEAR) or is_occasion(what) or what in {*_MAY_BE_LEFT_OUT, APART}):
            yield what, word


def _is_told(case: Comparison, what: str, told: str) -> bool:
    """Whether the quotation says it too, or the fact says it of itself, or its time is as long."""
    as_of = case.fact.as_of
    if what.startswith(RATE) and as_of is not None and as_of.precision == what.removeprefix(RATE):
        return True
    if what == "past" and any(directed(told, up=up) for up in (True, False)):
        return True  # 12小时压缩至6小时: what it was before is plain
    return owns_up(told) if what == "plan" else says(what, told)
