"""What a story must hold as a whole. A check yields its problems.

One that asks nothing but a draft, and the vocabulary made of it, stands in one of the lists here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from galley.errors import Problem
from galley.numbers.vocabulary import Vocabulary
from galley.story.checks.number_systems import system_rules
from galley.story.checks.references import fact_names, languages, other_names
from galley.story.checks.rules import correction_days, edition_rules, fact_rules, unit_rules
from galley.story.checks.sums import printed_sums
from galley.story.checks.texts import hidden, mentioned, translations, unwritten
from galley.story.checks.unmarked import differing_claims, own_counts, stray_renderings
from galley.story.checks.wordlists import wordlist_rules
from galley.story.draft import Draft
from galley.story.pins import pin_rules

OF_STORY: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    *(edition_rules, unit_rules, wordlist_rules, system_rules, pin_rules, printed_sums),
    *(correction_days, languages, other_names, translations, mentioned, unwritten, hidden),
)
OF_FACTS: tuple[Callable[[Draft], Iterator[tuple[str, Problem]]], ...] = (fact_rules, fact_names)
"""Each problem with its fact, of which nothing more can be said."""
OF_FIGURES: tuple[Callable[[Draft, Vocabulary], Iterator[Problem]], ...] = (
    differing_claims,
    own_counts,
    stray_renderings,
)
"""Of figures in words, which are read only where all has loaded by which figures are read."""
