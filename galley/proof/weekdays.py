"""The day of the week that a text gives a date: Sunday, 4 May 2023 was a Thursday."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from babel import Locale
from babel.dates import get_day_names

from galley.marks import Marked
from galley.model import Fact
from galley.numbers.amounts import any_of
from galley.proof.differences import Difference


def weekdays(
    facts: Mapping[str, Fact], lang: str, text: str, marks: Sequence[Marked]
) -> Iterator[tuple[Marked, Difference]]:
    """Each date that stands directly behind or before the name of another day of the week than its own."""
    names = _names(lang)
    name = rf"(?<![A-Za-z])({any_of(names)})(?![a-z])"
    for mark in marks:
        fact = facts.get(mark.name)
        day = fact.date.first if fact and fact.date and fact.date.precision == "day" else None
        if day is None:
            continue
        before = re.search(rf"{name}{_GAP}$", text[: mark.start])
        behind = re.match(rf"{_GAP}(?:(?<=, )(?:a|um)\s)?{name}", text[mark.end :])
        for found in filter(None, (before, behind)):
            if names[found[1]] != day.weekday():
                said = f"stands beside “{found[1]}”, and {day} was {_named(lang)[day.weekday()]}"
                yield mark, Difference(said, word=found[1])


_GAP = r"[\s,，(（]{0,3}"


@cache
def _names(lang: str) -> Mapping[str, int]:
    """The days of the week in a language, whole and shortened, from 0 for Monday; also as they begin a sentence."""
    told = (_named(lang), get_day_names("abbreviated", locale=_locale(lang)))
    named = [(name.rstrip("."), day) for names in told for day, name in names.items()]
    return {written: day for name, day in named for written in (name, name.capitalize())}


def _named(lang: str) -> Mapping[int, str]:
    return get_day_names("wide", locale=_locale(lang))


def _locale(lang: str) -> Locale:
    return Locale.parse(lang, sep="-")
