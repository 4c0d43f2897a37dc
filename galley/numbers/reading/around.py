"""What stands around a number in any language: which words bound and direct it is for the language to say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from galley.numbers.reading.lexicon import GOVERNING, Roles
from galley.numbers.reading.quantity import Level, Sighting
from galley.numbers.reading.scan import Scan, left_of, op_of

_TO_ANOTHER = re.compile(r"[:∶：]\d|\s?×\s?\d")
_OF_ANOTHER = re.compile(r"(?<!\d\d\d)\d[:∶：]$|\d\s?×\s?$")
_IN_BRACKETS = re.compile(r"\s?[(（]\s?([^()（）]{1,16}?)\s?[)）]")


@dataclass
class Walk:
    """A walk leftwards from a number over words that bound or direct it, until one ends the search."""

    scan: Scan
    seen: Sighting
    at: int
    ended: bool = False
    chained: bool = False  # whether a word has been taken already
    beside: bool = False  # whether the word just taken bounds the number: a negation before it turns it round
    level: Level = ""

    def bound(self, word: str, roles: Roles) -> None:
        self.seen.hedge(op_of(roles["bound"]), word)
        self.beside = True

    def governs(self, word: str, roles: Roles, beside: bool) -> bool:
        """Whether the word doubts, bounds, denies or plans the number, which is then noted."""
        if "unclear" in roles:
            self.seen.why.append(word)
        elif "bound" in roles:
            self.bound(word, roles)
        elif "exact" in roles:
            self.seen.why += [word] if self.seen.bound != "=" else []
        elif "not" in roles:
            self.seen.negate(word, beside)
        elif "minus" in roles:
            self.seen.invert(word)
        else:
            return "mode" in roles
        return True


def doubt_ratio(scan: Scan, seen: Sighting) -> None:
    """3:1 is one number beside another, and neither alone; nor is a side of 2×3 metres."""
    if _TO_ANOTHER.match(scan.text, seen.end) or _OF_ANOTHER.search(left_of(scan.text, seen.start)):
        seen.why.append(":")


def doubt_in_brackets(scan: Scan, seen: Sighting) -> None:
    """37 boats (est.), 37 boats (maybe): the brackets hold nothing but a hedge."""
    found = _IN_BRACKETS.match(scan.text, seen.end)
    word = found[1].lower() if found else ""
    hedges = GOVERNING & scan.lexicon.roles.get(word, {}).keys() or word in scan.lexicon.tables["adjoining"]["doubts"]
    if hedges or scan.lexicon.after.get(word, "=") != "=":
        seen.why.append(word)
