"""Foreign names before a number in Chinese text: Office, 斯图加特."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from galley.numbers.reading.lexicon import Lexicon, weighs
from galley.numbers.reading.scan import left_of

_LATIN = re.compile(r"(?<![A-Za-z0-9.])(?:[A-Z][A-Za-z]+|[a-z][A-Z][A-Za-z]+)\s?$")


def name_before(text: str, at: int, lexicon: Lexicon) -> int:
    """How long the foreign name is that ends at a place; 0 for none, and for a currency or hedge: USD, OVER."""
    latin = _LATIN.search(left_of(text, at))
    if latin and latin[0].strip() not in currencies() and not weighs(latin[0].strip().lower()):
        return len(latin[0])
    spelled = lexicon.foreign.search(left_of(text, at))
    return len(spelled[0]) if spelled else 0


@cache
def currencies() -> frozenset[str]:
    """The codes of all currencies."""
    return frozenset(Locale("en").currencies)
