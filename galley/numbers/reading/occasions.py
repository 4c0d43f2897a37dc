"""The occasion for which a sentence gives a figure: a time that it names, and the way by which people travel.

A preposition of time takes what it names from anywhere; so whatever it names must be among the words of the source.
Times that return, and ways to travel, say the lexicon's lists `occasions:` and `ways:`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from galley.numbers.reading.lexicon import Language, languages, simplified
from galley.numbers.reading.shipped import shipped

WHEN, TIME, WAY, PER = "when ", "time ", "way ", "per "
_LISTS = {TIME: "occasions", WAY: "ways"}

_OBJECT = r"((?:(?!(?:and|but|or|when|while|which|that|it|he|she|they|has|had|is|was)\b)[A-Za-z'-]+\s?){1,5})"
_NAMED: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b(?:before|(?<!named )after|during|until|till|(?<!not )counting|inclusive of)\s{_OBJECT}"
        r"|\bsince\s((?:the|a|an|its|that)\s[a-z]+(?:\s[a-z]+)?)(?=[,.]|\s?$|\s(?:it|there|they|the|we|he|she)\b)",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"([一-鿿]{2,8})(?:之前|之后|期间|以来)|(?:直到|连同|算上|连带)([一-鿿]{1,8})|把([一-鿿]{1,8}?)也?[算计]进"
    ),
}
"""What a preposition of time names, and what is said to be counted with the rest."""
_ANY_TIME: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"^(?:then|that|this|now|all|today|long|lately|last|each|every|\w+ing)\b"
        r"|\b(?:years?|months?|weeks?|days?|decades?|century|hours?|minutes?|date|time|moment|january|february|march|april|may"
        r"|june|july|august|september|october|november|december)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"[年月日天周季此那这今昨]$|^[此那这今其自]|长期|一直|自古|有史|历来|向来|不久|很久|时间|小时|分钟"
    ),
}
"""What a preposition may name without naming an occasion: since then, after a year, after closing."""
_CONTENT = re.compile(r"[a-z]{3,}")
_EMPTY = re.compile(
    r"\b(?:the|its|his|her|our|their|there|these|those|with|from|some|have|been|were|will|came|took|others|all|any|new|old"
    r"|one|two|for|had|has|was|who|out|now|day|and|but|not|you|him|she|them)\b"
)


def occasions(of: Language, opening: str, before: str, behind: str) -> Iterator[tuple[str, str]]:
    """(what is said, the words that say it) of the words in the sentence of a figure: all that stand before it, those
    between it and the figure before, and those behind it in its clause.
    """
    for part in (opening, behind):
        for found in _NAMED[of].finditer(part):
            named = next(filter(None, found.groups())).strip()
            if not _ANY_TIME[of].search(named) and contents(of, named):
                yield f"{WHEN}{named}", found[0].strip()
    yield from _for_each(of, behind)
    yield from _for_each(of, before)
    for prefix, name in _LISTS.items():
        for key, words in _listed(of, name):
            if told := words.search(before) or words.search(behind):
                yield f"{prefix}{key}", told[0]


_BY_AN_EVENT = re.compile(r"\b(?:before|after|during|since|until)\b|[前后後]|期[间間]|以[来來]", re.IGNORECASE)


def by_an_event(text: str) -> bool:
    """Whether a text names a time by an event, in whatever language: journey before the opening."""
    return _BY_AN_EVENT.search(text) is not None


def _for_each(of: Language, text: str) -> Iterator[tuple[str, str]]:
    """For each of what a text tells a figure: per household, 户均, 每千人."""
    for key, told in _things(of).items():
        if found := told.search(text):
            yield f"{PER}{key}", found[0]


@cache
def _things(of: Language) -> Mapping[str, re.Pattern[str]]:
    """What things are called where so much is told for each of them."""
    each = r"\b(?:per|each|every)\s(?:{})\b" if of == "en" else "每[百千万]?(?:{0})|(?:{0})均"
    things = {key: "|".join(words) for key, words in shipped(of)["things"].items()}
    return {key: re.compile(each.format(words), re.IGNORECASE) for key, words in things.items()}


@cache
def _thing(key: str) -> re.Pattern[str]:
    """Where a text, in whatever language, names a thing, or counts so much for each of it."""
    named, han = ("|".join(shipped(of)["things"][key]) for of in ("en", "zh"))
    return re.compile(rf"\b(?:{named})|{_things('zh')[key].pattern}|/(?:{han})", re.IGNORECASE)


def is_occasion(what: str) -> bool:
    """Whether what is said is an occasion."""
    return what.startswith((WHEN, PER, *_LISTS))


def names_occasion(what: str, text: str) -> bool:
    """Whether a text, in whatever language, names the same occasion: a word of it, or one that is listed with it."""
    if what.startswith(WHEN):
        named, told = what.removeprefix(WHEN), simplified(text.lower())
        return any(word in told for of in languages() for word in contents(of, named))
    if what.startswith(PER):
        return _thing(what.removeprefix(PER)).search(text) is not None
    prefix = next(one for one in _LISTS if what.startswith(one))
    key = what.removeprefix(prefix)
    lists = ("ways", "means") if prefix == WAY else ("occasions",)
    listed = ((of, shipped(of)[name].get(key, ())) for of in languages() for name in lists)
    return any(_named(words, of).search(text) for of, words in listed)


def contents(of: Language, words: str) -> Sequence[str]:
    """What tells a text that names the same: the beginnings of words, pairs of characters."""
    if of == "zh":
        han = "".join(re.findall(r"[一-鿿]", simplified(words)))
        return [han[at : at + 2] for at in range(len(han) - 1)]
    return [word[:4] for word in _CONTENT.findall(_EMPTY.sub(" ", words.lower()))]


@cache
def _listed(of: Language, name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each key of a list, and its words where they stand as an occasion: on Sundays, by car."""
    at = (
        r"(?:(?:on|in|at|by|over|during|come|every|each|as|(?:was|were)(?:\sstill)?)\s(?:the|a|its|their|his|her|our|my)?\s?|over)"
        if name == "occasions"
        else ""
    )
    return tuple(
        (key, re.compile(rf"\b{at}(?:{'|'.join(map(re.escape, words))})\b" if of == "en" else _any(words), re.I))
        for key, words in shipped(of)[name].items()
    )


def _any(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, words)) or "(?!)"


def _named(words: Sequence[str], of: Language) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(words)})\b" if of == "en" else _any(words), re.I)
