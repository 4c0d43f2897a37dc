"""Whether a figure that its sentence only plans is said to be planned."""

from __future__ import annotations

from collections.abc import Iterator

from galley.errors import Problem
from galley.evidence.agreement import Comparison
from galley.model import Fact
from galley.numbers.reading.lexicon import language
from galley.numbers.reading.turning import owns_up, planned
from galley.numbers.storyreader import Figure

_FAR = 120
"""Letters before a figure in which a word that plans it can stand."""


def plan_problems(case: Comparison, figure: Figure | None) -> Iterator[Problem]:
    """What is wrong with a fact whose figure a plan, a promise or a forecast governs, where nothing of it says so."""
    of = language(case.page.lang)
    if of is None or figure is None:
        return
    before = case.page.text[max(0, figure.start - _FAR) : figure.start]
    if (word := planned(of, before)) and not owns_up(of_itself(case.fact)):
        message = f"its sentence only plans “{figure.text}” (“{word}”), and the fact says so nowhere."
        hint = "Say in its label or its caveat that it is planned, promised or expected; or quote that it came true."
        yield case.problem("quote-planned", "label", message, hint)


def of_itself(fact: Fact) -> str:
    """What readers are told wherever the figure is explained."""
    told = (fact.label, fact.caveat, fact.inferred, fact.words)
    return " ‖ ".join(words for one in told if one for words in one.values())
