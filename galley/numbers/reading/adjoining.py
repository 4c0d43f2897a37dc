"""What stands right against a printed figure and makes another of it: another unit, a clock, a doubt in brackets.

Which words do so says the lexicon, under `adjoining:`; units are those of the stock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from galley.numbers.reading.lexicon import Language, simplified
from galley.numbers.reading.reader import Reader
from galley.numbers.reading.stock import stock

_BRACKET = re.compile(r"\s?[(（]\s*([^()（）]{1,20}?)\.?\s*[)）]")
_ARROW = re.compile(r"\s?[↑↓▲▼△▽⬆⬇]")
_OPENING = re.compile(r"(?:^|[.;!?]\s)([A-Za-z-]+),\s[^.,;!?]*$")
_OPENING_HAN = re.compile(r"(?:^|[。；！？])([^，。；！？]{2,4}?)(?:[来地而]?[说讲看言])?，[^，。；！？]*$")
_HYPHEN = re.compile(r"-([A-Za-z]+)")
_HEDGED = re.compile(r"-(?:odd|ish|plus|something)\b", re.I)
_SHORTEST: Mapping[Language, int] = {"en": 3, "zh": 2}
_MEASURED = frozenset(
    {"length", "area", "mass", "volume", "power", "energy", "ratio", "points", "speed", "temperature"}
)
"""What units measure that stand behind no other: of times an adverb may be made, 37 boats days later."""


def adjoining(reader: Reader, text: str, place: tuple[int, int], own: frozenset[str], bare: bool) -> Iterator[str]:
    """Each stretch that touches the figure at a place of a text and makes it say something else.

    `bare`: the figure is printed without its unit, whose names are `own`.
    """
    plain = simplified(text) if reader.language == "zh" else text
    before, behind = plain[max(0, place[0] - 40) : place[0]], plain[place[1] : place[1] + 60]
    found = [
        _doubt_in_brackets(reader, behind),
        _opening(reader, plain[: place[0]]),
        _ARROW.match(behind),
        *(_of_bare(reader, before, behind, own) if bare else []),
    ]
    if not bare:
        found += [_again(reader, behind, own), _HEDGED.match(behind), *_spanned(reader, behind, own)]
    yield from (one[0].strip() for one in found if one)


def _spanned(reader: Reader, behind: str, own: frozenset[str]) -> Iterator[re.Match[str] | None]:
    """37 boats long: of a count is said what only a length or a time can be."""
    spans = reader.lexicon.tables["adjoining"]["spans"]
    if spans and not own & _extents(reader.language):
        found = _any(tuple(spans)).match(behind)
        yield found if found and not _NOUN.match(behind, found.end()) else None


_NOUN = re.compile(r"\s(?!(?:and|or|but|by|from|at|in|on|the|a|an|as|when|where|which|that|it|is|was)\b)[a-z]", re.I)


@cache
def _extents(of: Language) -> frozenset[str]:
    """Names of units of length and time."""
    extents = (unit for unit in stock().values() if unit.measures in ("length", "time", "days", "months", "ratio"))
    return frozenset(name.lower() for unit in extents for name in unit.names(of))


def _doubt_in_brackets(reader: Reader, behind: str) -> re.Match[str] | None:
    """37 boats (est.), 191名（估）: the brackets hold nothing but a hedge."""
    found = _BRACKET.match(behind)
    word = found[1].lower() if found else ""
    roles = reader.lexicon.roles.get(word, {})
    if word in reader.lexicon.tables["adjoining"]["doubts"]:
        return found
    return found if {"bound", "unclear", "mode", "not"} & roles.keys() else None


def _opening(reader: Reader, before: str) -> re.Match[str] | None:
    """Roughly, 37 boats; 大致来说，37艘."""
    found = (_OPENING_HAN if reader.language == "zh" else _OPENING).search(before)
    word = found[1].lower() if found else ""
    roles = reader.lexicon.roles.get(word, {}) if word not in reader.lexicon.tables["loose"] else {}  # Below, …
    return found if {"bound", "unclear"} & roles.keys() and roles.get("unclear") != "relates" else None


def _of_bare(reader: Reader, before: str, behind: str, own: frozenset[str]) -> Iterator[re.Match[str] | None]:
    """room 37, 37路, 37 o'clock; and 37-strong, where 37-boat is the fact's own unit."""
    table = reader.lexicon.tables["adjoining"]
    if reader.language == "en":
        labels = reader.lexicon.tables["labels"]
        yield _named(tuple(labels)).search(before)
        hyphen = _HYPHEN.match(behind)
        yield hyphen if hyphen and not any(hyphen[1].lower() in name for name in own) else None
    named = [word for word in table["named"] if behind.lstrip().startswith(word)]
    yield (
        None
        if any(name.startswith(word) for word in named for name in own)
        else _any(tuple(table["named"])).match(behind)
    )


@cache
def _named(labels: tuple[str, ...]) -> re.Pattern[str]:
    """What is numbered, before its number: room 37, but not “in the room 37 wait”."""
    named = "|".join(map(re.escape, (*labels, "number")))
    return re.compile(rf"(?:^|[.,;:(]\s?|\b(?!(?:the|this|that|each|every|a|an|its|their)\b)\w+\s)(?:{named})\s$", re.I)


@cache
def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"\s?(?:{'|'.join(map(re.escape, longest_first))})(?![a-z])", re.I)


@cache
def _names(of: Language) -> tuple[str, ...]:
    """Names of measures and currencies, without those of a letter or two, which are words of other kinds."""
    told = (
        name
        for unit in stock().values()
        if unit.measures in _MEASURED or unit.measures.isupper()
        for name in unit.names(of)
    )
    return tuple(name for name in told if "{n}" not in name and len(name) >= _SHORTEST[of])


def _again(reader: Reader, behind: str, own: frozenset[str]) -> re.Match[str] | None:
    """Another unit or scale behind a figure that has its own: 37 boats per cent, 2.5 million crowns million."""
    table = reader.lexicon.tables["adjoining"]
    names = {*_names(reader.language), *table["again"]} - {*table["words"]}
    found = _unit(reader.language, tuple(sorted(names, key=lambda one: (-len(one), one)))).match(behind)
    return found if found and found[0].strip().lower() not in own else None


@cache
def _unit(of: Language, names: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(map(re.escape, names))
    return (
        re.compile(rf"个?({either})|(\+)(?!\s?\w)")
        if of == "zh"
        else re.compile(rf"\s(?:in\s)?({either})\b|(\+)(?!\s?\w)", re.I)
    )
