"""The passage of a text that is most like a quotation which does not stand in it, and where the two part."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from galley.numbers.vocabulary import HAN

RARE = 32
"""How many pairs of a quotation's characters are looked up, the rarest first: they tell most of where it is from."""

NEAR = 0.7
"""How like the quotation a passage must be."""

AROUND, LONGEST = 4, 60
"""Words or Han characters that are shown before and after where the two part, and the longest stretch that is shown."""

_WORD = re.compile(rf"(?:(?![{HAN}])[^\W\d_])+|\d+(?:[.,]\d+)*|[^ ]")

Words = Sequence[re.Match[str]]


@dataclass(frozen=True, slots=True)
class Nearest:
    """Where the passage parts from the quotation first, what each says there, and in how many more places they part."""

    at: int
    quote: str
    passage: str
    further: int


def nearest(quote: str, text: str) -> Nearest | None:
    """None where no passage of `text` is like `quote`."""
    ours, theirs = list(_WORD.finditer(quote)), _around(quote, text)
    longest = _matcher(ours, theirs).find_longest_match()
    spare, begin = max(len(ours) // 4, 4), longest.b - longest.a
    theirs = theirs[max(begin - spare, 0) : begin + len(ours) + spare]
    matcher = _matcher(ours, theirs)
    same = matcher.get_matching_blocks()[:-1]
    if not same:
        return None
    first = max(same[0].b - same[0].a, 0)
    last = min(same[-1].b + len(ours) - same[-1].a, len(theirs))
    kept = len(_stretch(quote, ours, longest.a, longest.a + longest.size))
    passage = _stretch(text, theirs, first, last)
    if 2 * kept < len(quote) and SequenceMatcher(None, quote, passage, autojunk=False).ratio() < NEAR:
        return None
    partings = [
        (i1, i2, max(j1, first), min(j2, last))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal" and (i1 < i2 or (first < j2 and j1 < last))
    ] or [(0, len(ours), first, last)]  # by a space alone
    i1, i2, j1, j2 = partings[0]
    return Nearest(
        theirs[min(j1, len(theirs) - 1)].start(),
        _shown(quote, ours, i1, i2, 0, len(ours)),
        _shown(text, theirs, j1, j2, first, last),
        len(partings) - 1,
    )


def _matcher(ours: Words, theirs: Words) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [word[0] for word in ours], [word[0] for word in theirs], autojunk=False)


def _around(quote: str, text: str) -> Words:
    """The words of the text where most of the rarest pairs of the quotation's characters stand, and some around."""
    known = _pairs(text)
    found = {at: places for at in range(len(quote) - 1) if (places := known.get(quote[at : at + 2]))}
    rarest = sorted(found, key=lambda at: len(found[at]))[:RARE]
    step = max(len(quote) // 4, 4)
    votes = Counter((place - at) // step for at in rarest for place in found[at])
    if not votes:
        return []
    begin = step * max(votes, key=lambda one: votes[one] + votes.get(one + 1, 0))
    return list(_WORD.finditer(text, max(begin - 2 * step, 0), begin + len(quote) + 4 * step))


@lru_cache(maxsize=8)
def _pairs(text: str) -> Mapping[str, Sequence[int]]:
    """Where each pair of neighbouring characters stands."""
    places: dict[str, list[int]] = defaultdict(list)
    for at in range(len(text) - 1):
        places[text[at : at + 2]].append(at)
    return dict(places)


def _stretch(text: str, words: Words, start: int, end: int) -> str:
    return text[words[start].start() : words[end - 1].end()] if start < end else ""


def _shown(text: str, words: Words, start: int, end: int, first: int, last: int) -> str:
    """The words in which it parts, with a few around them."""
    shown = _stretch(text, words, max(start - AROUND, first), min(end + AROUND, last))
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST // 2]} … {shown[-LONGEST // 2 :]}"
