"""Quantities in words that no digit shows: shares, multiples, a pair, 三四家, dozens and hundreds of things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from galley.numbers.reading.han import SCALES
from galley.numbers.reading.lexicon import Language, simplified
from galley.numbers.reading.quantity import Quantity
from galley.numbers.reading.scan import left_of
from galley.numbers.reading.shipped import shipped

if TYPE_CHECKING:
    from galley.numbers.reading.reader import Reader

_HALF = re.compile(r"half|halves", re.IGNORECASE)
_ORDINAL = re.compile(r"an?\s\w+(?:rd|th)", re.IGNORECASE)  # a fifth night, and not a fifth of them
_OF_SOMETHING = re.compile(r"\s(?:of|the|a|an|its|their|our|his|her|all|as|again)\b|\s*[.,;:!?)]|\s*$", re.IGNORECASE)
_AN_HOUR = re.compile(r"\s(?:an?|the|its|their|our|his|her|all)\b", re.IGNORECASE)
_DETERMINED = re.compile(r"\b(?:the|its|their|other|this|that|each|either|first|second|one)\s$", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:(?:[Tt]he|[Ii]ts|[Tt]heir)\s([a-z]\w+)|([A-Z]\w+))\s$")
_TIME = re.compile(r"\b(?:in|per|each|every|last|next|this|that)\s$", re.IGNORECASE)


_TABLES = ("likely", "large", "more", "outright")
_ROMAN = (
    r"(?:([^\W\d_]+)\s)?(?<![A-Za-z0-9.'’-])(?=[IVXLCDM]{2})"
    r"(M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))"
)
_SIZES = frozenset({"CC", "CD", "CM", "CV", "DC", "DI", "IV", "LCD", "MC", "MD", "MI", "MM", "VI", "XL", "XX", "XXX"})
"""Letters that stand for something else more often than for a number."""


@dataclass(frozen=True)
class _Patterns:
    """Of one language: without `likely` a text has no such quantity, which spares most texts the reading."""

    likely: re.Pattern[str]
    large: re.Pattern[str]  # pairs, dozens and more; 三四
    more: re.Pattern[str]  # what makes a scale alone a count
    adverbs: frozenset[str]  # shares that only say “mostly”
    outright: re.Pattern[str]  # a couple of, a decade, 仨
    lasts: re.Pattern[str]  # in a group: an hour, 半天
    roman: re.Pattern[str]  # XII, where things to count follow
    measured: bool  # whether a number in words is known to count by the unit alone


@cache
def _patterns(of: Language) -> _Patterns:
    table = shipped(of)["worded"]
    likely, large, more, outright = (re.compile(table[name], re.IGNORECASE) for name in _TABLES)
    lasts = re.compile("|".join(table["lasts"]), re.IGNORECASE)
    roman = re.compile(f"{_ROMAN}(?={table['things']})")
    return _Patterns(likely, large, more, frozenset(table["adverbs"]), outright, lasts, roman, of == "zh")


def worded(reader: Reader, text: str) -> Iterator[Quantity]:
    """Each of them in a text, with its offsets; of “several” and “many” nothing is said that could be wrong."""
    known = _patterns(reader.language)
    plain = simplified(text) if reader.language == "zh" else text
    lasting = [found.span(found.lastindex or 0) for found in known.lasts.finditer(plain)]
    yield from (Quantity(start, end, text[start:end], "vague") for start, end in lasting)
    if not known.likely.search(plain):
        return
    outright = [found.span() for found in known.outright.finditer(plain)]
    yield from (Quantity(start, end, text[start:end], "vague") for start, end in outright)
    for found in known.roman.finditer(plain):
        if found[2] not in _SIZES and not _names_part(reader, found[1] or "", first=not found.start()):
            yield Quantity(*found.span(2), found[2], "number")
    for seen in reader.read(text):
        if any(start <= seen.start and seen.end <= end for start, end in (*lasting, *outright)):
            continue
        if seen.kind in ("fraction", "multiple") or _is_in_tenths(seen):
            if seen.text not in known.adverbs and not _is_part(reader, text, seen):
                yield seen
        elif seen.kind in ("vague", "number") and (_is_large(known, seen) or _is_measured(known, seen)):
            yield seen


def _is_in_tenths(seen: Quantity) -> bool:
    """Whether a number in words is a share by its unit."""
    return seen.kind == "number" and "tenths" in seen.units and not re.search(r"\d", seen.text)


def _names_part(reader: Reader, word: str, first: bool) -> bool:
    """Whether what stands before a Roman numeral is a name, or what is numbered: Pius XII, World War II, part XI."""
    plain = frozenset() if first else {"plain"}  # at the beginning any word has a capital
    named = word[:1].isupper() and reader.lexicon.roles.get(word.lower(), {}).keys() <= plain
    return named or word.lower() in reader.lexicon.tables.get("labels", ())


def _is_large(known: _Patterns, seen: Quantity) -> bool:
    """Whether it counts in sets, dozens or more, and is no scale alone, as at an axis."""
    alone = seen.text[0] in SCALES and not known.more.search(seen.text)
    return not alone and not re.search(r"\d", seen.text) and known.large.search(seen.text) is not None


def _is_measured(known: _Patterns, seen: Quantity) -> bool:
    """Whether numerals of a language without spaces count in a unit, be it the story's or not: 零下五度, 三小时.

    一天 is any day, and 万人 what an axis counts in. Where words are parted, they count without a unit.
    """
    if not known.measured or seen.kind != "number" or not seen.units or re.search(r"\d", seen.text):
        return False
    alone = SCALES.get(seen.text[0], 0) > 10 and not known.more.search(seen.text)
    return seen.value != 1 and not alone


def _is_part(reader: Reader, text: str, seen: Quantity) -> bool:
    """Whether a half is a part that has a name, and a quarter a time: the northern half, in one quarter."""
    before = left_of(text, seen.start)
    if seen.text.lower().endswith("quarter"):
        return _TIME.search(before) is not None and not text.startswith(" of", seen.end)
    if _ORDINAL.fullmatch(seen.text):
        return not _OF_SOMETHING.match(text, seen.end)
    if not _HALF.fullmatch(seen.text):
        return False
    named = None if _AN_HOUR.match(text, seen.end) else _NAMED.search(before)
    if named and not reader.lexicon.roles.get((named[1] or named[2]).lower(), {}).keys() - {"plain"}:
        return True
    if before.endswith(", "):
        return False  # of them, half leak
    of = re.match(r"\sof\b", text[seen.end :])
    return not of and (_DETERMINED.search(before) is not None or not _OF_SOMETHING.match(text, seen.end))
