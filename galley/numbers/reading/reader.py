"""Reads the quantities of a text by the shipped words, and those that a story adds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from types import MappingProxyType

from galley.numbers.reading.lexicon import Additions, Language, Lexicon, folded, language, lexicon, simplified
from galley.numbers.reading.quantity import Quantity, Sighting
from galley.numbers.reading.stock import Units, units

Readings = Mapping[str, tuple[Quantity, ...]]
"""What was read in each sentence."""

NOTHING_READ: Readings = MappingProxyType({})
_NOTHING = Additions()
_WIDE = {wide: chr(wide - 0xFEE0) for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_WIDE |= {ord(wide): narrow for wide, narrow in zip("％．＋－＄～", "%.+-$~", strict=True)}
_BLANK = str.maketrans("\n\t\r’", "   '")


@dataclass(frozen=True)
class Reader:
    """Reads one language. Keeps what it has read: the same words stand on many pages, and in the next build.

    `before`: what a reader of the same language and words has read, by sentence.
    """

    language: Language
    added: Additions = _NOTHING
    before: Readings = field(default_factory=dict, repr=False, compare=False)
    memo: dict[str, tuple[Quantity, ...]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def lexicon(self) -> Lexicon:
        return lexicon(self.language, self.added.words, self.added.terms)

    @cached_property
    def units(self) -> Units:
        return units(self.language, self.added)

    def knows(self, word: str) -> bool:
        """Whether the lexicon has a word, or it is a figure: what it says of another is unclear, and not unknown."""
        key = folded(self.language, word)
        if word[:1] in ("?", "？", ":", "∶", "/"):  # 3:1, 12元/次: another number or unit
            return True
        listed = key in self.lexicon.roles or key in self.lexicon.after or key in self.lexicon.vague
        return listed or bool(self.read(word))

    def doubts(self, word: str) -> bool:
        """Whether a word beside a printed figure makes it say something else; “besides” and “divided by” do not."""
        key = folded(self.language, word)
        roles, bounds = self.lexicon.roles.get(key, {}), self.lexicon.after.get(key, "=") != "="
        return bounds or bool({"bound", "not", "exact"} & roles.keys()) or roles.get("unclear") == ""

    def joins(self, words: str) -> bool:
        """Whether nothing, or no more than a preposition or article of two letters, stands between two figures."""
        roles = self.lexicon.roles.get(folded(self.language, words), {})
        return not words or (len(words) <= 2 and bool({"link", "plain"} & roles.keys()))

    @cached_property
    def _named(self) -> re.Pattern[str]:
        names = sorted(self.lexicon.names, key=lambda name: (-len(name), name))
        alone = "|".join((*map(re.escape, names), self.lexicon.tables["worded"]["orders"]))
        return re.compile(alone if self.language == "zh" else rf"(?<![\w-])(?<!\d[.,])(?:{alone})(?![\w-])")

    def names(self, text: str) -> list[tuple[int, int]]:
        """Where the set words and names of the lexicon, and orders in words, stand in a text."""
        return [found.span() for found in self._named.finditer(folded(self.language, text))]

    def read(self, text: str) -> tuple[Quantity, ...]:
        """Every quantity of `text`, in order, with offsets in it."""
        pieces = _pieces(text, self.language)
        return tuple(_moved(seen, start) for start, piece in pieces for seen in self._read(piece))

    def _read(self, piece: str) -> tuple[Quantity, ...]:
        if piece not in self.memo:
            known = self.before.get(piece)
            self.memo[piece] = (
                tuple(seen.finished(piece) for seen in self._sightings(piece)) if known is None else known
            )
        return self.memo[piece]

    def _sightings(self, text: str) -> list[Sighting]:
        narrow = text.translate(_WIDE)
        if self.language == "zh":  # imported here, since few stories are read in both
            from galley.numbers.reading import chinese

            return chinese.read(simplified(narrow), self.lexicon, self.units)
        from galley.numbers.reading import english

        return english.read(narrow.translate(_BLANK), self.lexicon, self.units)


_SENTENCE: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"[^。！？；\n]*[。！？；\n]*"),
    "en": re.compile(
        r".+?(?:(?<!approx)(?<!\b[A-Z])(?<!\bNo)(?<!\bca)(?<!\bc)[.!?]+[”\"')]*\s+(?=[A-Z“\"'(])|\n\s*\n|$)", re.S
    ),
}


def _pieces(text: str, of: Language) -> Iterator[tuple[int, str]]:
    """The sentences of a text, each with its offset: no word governs a figure of another sentence."""
    return ((found.start(), found[0]) for found in _SENTENCE[of].finditer(text) if found[0].strip())


def _moved(seen: Quantity, by: int) -> Quantity:
    return replace(seen, start=seen.start + by, end=seen.end + by) if by else seen


def reader(tag: str, added: Additions = _NOTHING, before: Readings = NOTHING_READ) -> Reader | None:
    """The reader for a language tag such as zh-Hant-HK or en; None where no lexicon is shipped."""
    known = language(tag)
    return Reader(known, added, before) if known else None


def shipped_reader(tag: str) -> Reader | None:
    """The reader for a language tag by the shipped words alone, made ready once for all who ask."""
    known = language(tag)
    return _shipped(known) if known else None


@cache
def _shipped(of: Language) -> Reader:
    return Reader(of)
