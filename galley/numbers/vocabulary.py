"""The words by which a story's figures are known in one language: spellings of units, patterns of qualifiers, terms."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any

from opencc import OpenCC

from galley.languages import family, kin_of
from galley.model import Edition, OwnWords, Qualifier, Term, Unit
from galley.numbers.amounts import VULGAR, any_of, number_pattern
from galley.numbers.exact import in_decimal
from galley.numbers.numerals import PLAIN, SYSTEMS, System
from galley.numbers.reading import NOTHING_READ, Additions, Reader, Readings, reader
from galley.stamp import engine
from galley.store import NOTHING_KEPT, Store, digest, key_of

Affixes = tuple[str, str, str]
"""The words of a qualifier before the number, between number and unit, and after the unit."""

HAN = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
"""Characters beside which Chinese and Japanese set no space."""

EDGE = r"(?:(?<![A-Za-z\d])|(?![A-Za-z\d]))"
"""Not inside a Latin word or a number: 5G is not in 35GB."""

_PARTS = re.compile(r"(?P<before>.*)\{n\}(?P<between>.*?)\s*(?:\{u\}(?P<after>.*))?")


@dataclass(frozen=True, slots=True)
class StoryLexicon:
    """One language, ready for reading."""

    system: System
    units: Mapping[str, tuple[str, ...]]  # a spelling → the units that it may mean
    framed: Mapping[tuple[str, str], tuple[str, ...]]  # what stands before and after the number → those units
    heads: frozenset[str]  # what stands before a number for its unit: 时速
    short: frozenset[str]  # spellings that count after a digit only: 十分 is “very”, not ten minutes
    counted: frozenset[str]  # units of things counted, which measure nothing: 个
    parts: Mapping[str, tuple[str, Decimal]]  # a unit said within a larger one → that one, and how many make it
    around: Mapping[Affixes, tuple[str, ...]]  # → the qualifiers that it may mean
    ordinals: tuple[str, ...]  # qualifiers of an order
    roughly: tuple[str, ...]  # qualifiers that say “about”, as a scale word alone does: 千亿元
    before: tuple[str, ...]  # all words that may stand before a number, the longest first
    terms: re.Pattern[str]
    term_of: Mapping[str, str]  # a spelling → its term
    months: Mapping[str, int]
    number: re.Pattern[str]  # any number
    figures: re.Pattern[str]  # groups n, i, u, s around a number; y, m, month, d, numbered, of dates


Memo = dict[tuple[str, str], Any]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What a story's figures are written with. With its editions, those made by script are read by their own script.

    Keeps what it has read (`memo`, by language and text): the same words stand on many pages, and in the next build.
    """

    units: Mapping[str, Unit]
    qualifiers: Mapping[str, Qualifier]
    terms: Mapping[str, Term]
    editions: Mapping[str, Edition] = field(default_factory=dict)
    systems: Mapping[str, System] = field(default_factory=lambda: SYSTEMS)
    words: Mapping[str, OwnWords] = field(default_factory=dict)
    store: Store = field(default=NOTHING_KEPT, repr=False)  # which knows what earlier builds have read
    memo: Memo = field(default_factory=dict, repr=False)
    _lexicons: dict[str, StoryLexicon] = field(default_factory=dict, repr=False)
    _readers: dict[str, Reader | None] = field(default_factory=dict, repr=False)

    def lexicon(self, lang: str) -> StoryLexicon:
        """The words of a language, compiled when first asked for."""
        if lang not in self._lexicons:
            self._lexicons[lang] = _compiled(self, lang)
        return self._lexicons[lang]

    def reader(self, lang: str) -> Reader | None:
        """The reader that fails closed, with the story's units and words; None for a language without a lexicon."""
        if lang not in self._readers:
            self._readers[lang] = self._reader(lang, lang, additions(self, lang))
        return self._readers[lang]

    def printed(self, lang: str) -> Reader | None:
        """The reader of what is printed: with the story's words and terms, and without a form of its units."""
        name = f"printed {lang}"
        if name not in self._readers:
            own = replace(additions(self, lang), units={}, counted=frozenset())
            self._readers[name] = self._reader(name, lang, own)
        return self._readers[name]

    def _reader(self, name: str, lang: str, added: Additions) -> Reader | None:
        return reader(lang, added, _recalled(self.store, name, added))

    def keep(self, store: Store) -> None:
        """Keeps what its readers have read, for the next build: what was read before too, unless that is too much."""
        for name, one in self._readers.items():
            if one and one.memo.keys() - one.before.keys():
                read = {**one.before, **one.memo} if len(one.before) < MANY else one.memo
                store.put(_kept_as(name), pickle.dumps((_basis(one.added), read), pickle.HIGHEST_PROTOCOL))


def _recalled(store: Store, name: str, added: Additions) -> Readings:
    """What a reader of that name has read in earlier builds, if its words and the engine were the same."""
    kept = store.get(_kept_as(name))
    with suppress(Exception):  # whatever it was written by, it holds no readings of ours
        of, read = pickle.loads(kept) if kept else (b"", NOTHING_READ)
        if of == _basis(added):
            return MappingProxyType(read)
    return NOTHING_READ


def _basis(added: Additions) -> bytes:
    """A digest of all that the readings of a reader rest on, beside its language."""
    return digest((engine(), *added.words.items(), *added.units.items(), sorted(added.counted), added.terms))


def _kept_as(name: str) -> str:
    return key_of("readings", name)


def additions(vocabulary: Vocabulary, lang: str) -> Additions:
    """What the story adds to the shipped words of a language: words, spellings of units, names that hold numbers."""
    words: dict[str, tuple[str, ...]] = {}
    for own in (own for name, own in vocabulary.words.items() if family(name) == family(lang)):
        lists = {"plain": own.plain, "unclear": own.unclear, "rise": own.rise, "fall": own.fall}
        for name, told in (*lists.items(), *((f"before {op}", told) for op, told in own.before.items())):
            words[name] = (*words.get(name, ()), *told)
    counted = frozenset(unit.id for unit in vocabulary.units.values() if unit.measures == unit.id)
    terms = tuple(word for term in vocabulary.terms.values() for word in _said(vocabulary, lang, term.text))
    return Additions(words, _spellings(vocabulary, lang), counted, terms)


def as_before(vocabulary: Vocabulary) -> Vocabulary:
    """The vocabulary of the last build, with what it has read, if its words are unchanged; else the new one."""
    last = _LAST[0] if _LAST else vocabulary
    same = all(getattr(last, name) == getattr(vocabulary, name) for name in _WORDS)
    _LAST[:] = [last if same and len(last.memo) < MANY else vocabulary]
    return _LAST[0]


_WORDS = ("units", "qualifiers", "terms", "editions", "systems", "words")
_LAST: list[Vocabulary] = []
MANY = 200_000
"""Texts after which a vocabulary, and each of its readers, forgets what it has read."""


def _compiled(vocabulary: Vocabulary, lang: str) -> StoryLexicon:
    system = _system(vocabulary, lang)
    units = _spellings(vocabulary, lang)
    framed = {_frame(spelling): ids for spelling, ids in units.items() if "{n}" in spelling}
    units = {spelling: ids for spelling, ids in units.items() if "{n}" not in spelling}
    around = _around(vocabulary, lang)
    terms = {key(word): term.id for term in vocabulary.terms.values() for word in _said(vocabulary, lang, term.text)}
    heads, tails = frozenset(head for head, _ in framed), {tail for _, tail in framed}
    return StoryLexicon(
        system=system,
        units=units,
        framed=framed,
        heads=heads,
        short=_short(vocabulary, lang),
        counted=frozenset(unit.id for unit in vocabulary.units.values() if unit.measures == unit.id),
        parts=_parts(vocabulary.units),
        around={words: ids for words, ids in around.items() if any(words)},
        ordinals=tuple(qualifier.id for qualifier in vocabulary.qualifiers.values() if qualifier.ordinal),
        roughly=tuple(qualifier.id for qualifier in vocabulary.qualifiers.values() if qualifier.op == "~"),
        before=_longest({words for words, _, _ in around} | heads),
        terms=re.compile(f"{EDGE}{any_of(terms)}{EDGE}", re.IGNORECASE),
        term_of=terms,
        months={key(name): place % 12 + 1 for place, name in enumerate(system.months)},
        number=re.compile(number_pattern(system), re.IGNORECASE),
        figures=re.compile(_figure_pattern(system, {*units, *tails}, heads, around), re.IGNORECASE),
    )


def _longest(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*words} - {""}, key=lambda word: (-len(word), word)))


def _parts(units: Mapping[str, Unit]) -> dict[str, tuple[str, Decimal]]:
    wholes = ((unit, units[unit.within]) for unit in units.values() if unit.within and unit.within in units)
    made_of = ((unit.id, whole.id, in_decimal(whole.size / unit.size)) for unit, whole in wholes)
    return {unit: (whole, many) for unit, whole, many in made_of if many is not None}


def key(words: str) -> str:
    """`words` as they are looked up: without case and doubled spaces."""
    return " ".join(words.lower().split())


def _system(vocabulary: Vocabulary, lang: str) -> System:
    edition = vocabulary.editions.get(lang)
    name = edition.numbers if edition else family(lang)
    return vocabulary.systems.get(name, PLAIN)


def _spellings(vocabulary: Vocabulary, lang: str) -> dict[str, tuple[str, ...]]:
    """Each spelling of a unit, and the units that it may mean: first those that print it, then those that read it."""
    found: dict[str, tuple[str, ...]] = {}
    for of_unit in (_printed, lambda unit: [unit.reads]):
        for unit in vocabulary.units.values():
            for words in of_unit(unit):
                for spelling in map(key, _said(vocabulary, lang, words)):
                    found[spelling] = tuple(dict.fromkeys((*found.get(spelling, ()), unit.id)))
    return found


def _printed(unit: Unit) -> list[Mapping[str, tuple[str, ...]]]:
    forms = {name: (form,) if isinstance(form, str) else tuple(form.values()) for name, form in unit.forms.items()}
    return [forms, {name: (form,) for name, form in unit.attributive.items()}]


def _short(vocabulary: Vocabulary, lang: str) -> frozenset[str]:
    """The printed form of a unit that is said within a larger one: 分 of 5小时32分."""
    parts = [unit for unit in vocabulary.units.values() if unit.within]
    forms = ({name: (form,) for name, form in unit.forms.items() if isinstance(form, str)} for unit in parts)
    return frozenset(key(word) for form in forms for word in _said(vocabulary, lang, form))


def _said(vocabulary: Vocabulary, lang: str, words: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The words in a language: its own, those it converts from another script, or those of its nearest kin."""
    edition = vocabulary.editions.get(lang)
    if edition and edition.script:
        yield from words.get(lang, ())
        yield from map(converter(edition.script[1]), words.get(edition.origin, ()))
    else:
        yield from words.get(kin_of(lang, words) or "", ())


@cache
def converter(configuration: str) -> Callable[[str], str]:
    """OpenCC's converter by one of its configurations, whose dictionaries are read once."""
    convert: Callable[[str], str] = OpenCC(configuration).convert
    return convert


def _frame(spelling: str) -> tuple[str, str]:
    head, _, tail = spelling.partition("{n}")
    return head.strip(), tail.strip()


def _around(vocabulary: Vocabulary, lang: str) -> dict[Affixes, tuple[str, ...]]:
    found: dict[Affixes, tuple[str, ...]] = {}
    for qualifier in vocabulary.qualifiers.values():
        for pattern in _said(vocabulary, lang, qualifier.forms):
            parts = _PARTS.fullmatch(pattern)
            if parts:
                words = (key(parts["before"]), key(parts["between"]), key(parts["after"] or ""))
                found[words] = tuple(dict.fromkeys((*found.get(words, ()), qualifier.id)))
    return found


def _figure_pattern(system: System, units: set[str], heads: Iterable[str], around: Mapping[Affixes, object]) -> str:
    between = {words for _, words, _ in around}
    after = {words for _, _, words in around} | between  # 57分余 is seen, so that it can be refused
    gap, edge = (r"(?:\s+|-)?", r"(?![^\W\d_])") if system.spaced else (r"\s?", "(?![A-Za-z])")
    link = rf"(?:\s*{re.escape(system.link)}\s+)?" if system.link else ""
    latin = {unit for unit in units if _letter(unit)}
    unit = rf"{gap}{link}(?P<u>{any_of(latin)}{edge}|{any_of(units - latin)})(?P<s>\s?{any_of(after)}{edge})?"
    number = rf"(?P<n>{number_pattern(system, units)})(?P<i>\s?{any_of(between)}{edge})?(?:{unit})?"
    openings = "".join(map(re.escape, sorted(system.openings)))  # most places of a text are none: they fail at once
    return rf"(?=[\d{VULGAR}−\-{openings}])(?!{any_of(heads)})(?:{'|'.join([*_date_patterns(system), number])})"


def _letter(unit: str) -> bool:
    """Whether a spelling ends in a letter that could be the middle of a longer word."""
    return unit[-1:].isalpha() and not re.fullmatch(f"[{HAN}]", unit[-1])


BARE_YEAR = "{y}"
_DATES = ("{y}-{m}-{d}", "{y}-{m}", "{y}/{m}/{d}", "{y}.{m}.{d}")
"""How dates are written in digits everywhere."""


def _date_patterns(system: System) -> Iterator[str]:
    """One pattern a way to write a date; its groups are numbered by it."""
    digits = any_of(word for word in system.digits)
    places = any_of((*system.digits, *system.places))
    parts = {
        "y": rf"(?P<y#>\d{{4}}|{digits}{{4}})",
        "m": rf"(?P<m#>1[0-2]|0?[1-9]|{places}{{1,2}})",
        "d": rf"(?P<d#>3[01]|[12]\d|0?[1-9]|{places}{{1,3}}){any_of(system.ordinal_marks.values())}?",
        "month": rf"(?P<month#>{any_of(system.months)})\.?",
    }
    for number, pattern in enumerate((*_DATES, *(date for date in system.dates if date != BARE_YEAR))):
        words = re.escape(re.sub(r"[{}]", "_", pattern)).replace(r"\ ", r"\s+")
        named = re.sub("_(y|m|d|month)_", lambda part: parts[part[1]], words).replace("#", str(number))
        start = r"(?<![\w.,])" if system.spaced else rf"(?<![\d.,])(?<!{digits})"
        yield start + named + (r"(?![\w-])" if system.spaced else r"(?!\d)" if pattern.endswith("}") else "")
