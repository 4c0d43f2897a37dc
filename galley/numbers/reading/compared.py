"""What a sentence tells beside a figure without a number: another amount, and the one span of time that it is of.

As many again, more than the year before, in May alone: no mark vouches for them, and readers take them as said of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from galley.numbers.reading.lexicon import Language
from galley.numbers.reading.shipped import shipped

HIGHER, LOWER, REFERS, SHARE = "higher", "lower", "refers", "share"
RATE = "rate "
COMPARED = frozenset({HIGHER, LOWER, REFERS, SHARE})

_NUMBER = r"(?![^,.;，。；]{0,24}[\d\x02])"  # more than the 9 of Farhaven, which is vouched for by itself
_MAY = "\x01\x01\x01"  # the month, as it stands where may has been told from it


def compared(of: Language, before: str, behind: str) -> Iterator[tuple[str, str]]:
    """(what is said, the words that say it) of what stands before and behind a figure in its sentence."""
    for what, pattern in _patterns(of).items():
        found = pattern.search(behind) or (None if what in (HIGHER, LOWER) else pattern.search(before))
        if found:
            yield what, found[0].strip(" ,;，；—–(（").replace(_MAY, "May")


@cache
def _patterns(of: Language) -> Mapping[str, re.Pattern[str]]:
    edge = r"\b" if of == "en" else ""
    lists = {what: "|".join(map(re.escape, shipped(of)["turns"][what])) for what in (REFERS, SHARE)}
    told = {what: f"{edge}(?:{words}){edge}" for what, words in lists.items()}
    shapes = shipped(of)["compared"]
    told[REFERS] += f"|(?:{shapes['as']}){_NUMBER}"
    than = f"(?:{shapes['than']}){_NUMBER}"
    told |= {what: than.replace("{words}", shapes[what]) for what in (HIGHER, LOWER)}
    told |= {f"{RATE}{span}": words for span, words in shapes["alone"].items()}
    return {what: re.compile(pattern, re.IGNORECASE) for what, pattern in told.items()}
