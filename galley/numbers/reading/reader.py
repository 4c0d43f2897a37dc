"""Reads the quantities of a text by the shipped words, and those that a story adds."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from galley.numbers.reading import chinese, english
from galley.numbers.reading.lexicon import Additions, Language, Lexicon, language, lexicon, simplified
from galley.numbers.reading.quantity import Quantity, Sighting
from galley.numbers.reading.stock import Units, units

_NOTHING = Additions()
_WIDE = {wide: chr(wide - 0xFEE0) for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_WIDE |= {ord(wide): narrow for wide, narrow in zip("％．＋－＄～", "%.+-$~", strict=True)}
_BLANK = str.maketrans("\n\t\r’", "   '")


@dataclass(frozen=True)
class Reader:
    """Reads one language. Keeps what it has read: the same words stand on many pages."""

    language: Language
    added: Additions = _NOTHING
    _memo: dict[str, tuple[Quantity, ...]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def lexicon(self) -> Lexicon:
        return lexicon(self.language, self.added.words, self.added.terms)

    @cached_property
    def units(self) -> Units:
        return units(self.language, self.added)

    def read(self, text: str) -> tuple[Quantity, ...]:
        """Every quantity of `text`, in order, with offsets in it."""
        if text not in self._memo:
            self._memo[text] = tuple(seen.told(text) for seen in self._sightings(text))
        return self._memo[text]

    def _sightings(self, text: str) -> list[Sighting]:
        narrow = text.translate(_WIDE)
        if self.language == "zh":
            return chinese.read(simplified(narrow), self.lexicon, self.units)
        return english.read(narrow.translate(_BLANK), self.lexicon, self.units)


def reader(tag: str, added: Additions = _NOTHING) -> Reader | None:
    """The reader for a language tag such as zh-Hant-HK or en; None where no lexicon is shipped."""
    known = language(tag)
    return Reader(known, added) if known else None
