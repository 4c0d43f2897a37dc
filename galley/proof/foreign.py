"""Reads printed figures back in a language that has no lexicon: by CLDR, and by the words that the story lists for it.

What it does not understand it refuses: a bound must stand under `before:` of the language in data/lexicon.yaml, and a
word that touches a figure under `plain:`. Words of one or two letters prove nothing, and are looked through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from galley.dates import compatible, stated, within
from galley.editions.days import locale_of
from galley.evidence.derivations import Value
from galley.languages import family
from galley.model import Fact, Op, OwnWords
from galley.numbers import cldr
from galley.numbers.reading.shipped import shipped
from galley.numbers.reading.stock import stock
from galley.proof.differences import Difference, beside, bounded, unlisted
from galley.story.load import Story
from galley.story.memo import memoised
from galley.story.voice import Voice, voices

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_STOP = re.compile(r"[.,;:!?…|—()\[\]/“”\"«»‖+÷=×→·•−]|\d")
_NUMBER = re.compile(r"\d(?:[\d.,\u00a0\u202f ’']*\d)?")


@memoised
def foreign(story: Story, lang: str) -> Foreign | None:
    """What reads the edition in a language without a lexicon; None where no edition is in it."""
    voice = next((one for one in voices(story) if one.edition.lang == lang), None)
    return Foreign(voice) if voice else None


@dataclass(frozen=True)
class Foreign:
    """One edition in a language without a lexicon."""

    voice: Voice

    @cached_property
    def own(self) -> OwnWords:
        return self.voice.story.vocabulary.words.get(self.voice.edition.lang, OwnWords(id=self.voice.edition.lang))

    @cached_property
    def bounds(self) -> dict[str, Op]:
        """Each bound that the story lists, and its op."""
        return {word.lower(): op for op, words in self.own.before.items() for word in words}

    @cached_property
    def spelled(self) -> dict[str, Decimal]:
        """The small numbers of the language in words."""
        listed = shipped("counting").get(family(self.voice.edition.lang), ())
        return {one: Decimal(at) for at, ones in enumerate(listed) for one in ones.split("/")}

    @cached_property
    def plain(self) -> frozenset[str]:
        return frozenset(map(str.lower, self.own.plain))

    def differs(self, words: str, kind: str, name: str, before: str, after: str) -> Iterator[Difference]:
        """What a mark says that its fact does not; `before` and `after` reach to the marks beside it."""
        fact, value = self.voice.story.facts[name], self.voice.story.values.get(name)
        if fact.date is not None:
            yield from self._date(words, fact)
        elif value is not None and value.between is not None:
            yield Difference("is a range, which cannot be read back in this language")
        elif value is not None and value.number is not None and fact.words is None:
            yield from self._number(words.lower(), value, kind)
            yield from self._left(before)
            yield from self._right(after, bare=_NUMBER.fullmatch(words.strip()) is not None)

    def _number(self, words: str, value: Value, kind: str) -> Iterator[Difference]:
        said = self._read(words)
        if said is None:
            yield Difference("has no number that can be read by CLDR")
            return
        hedge, number, unit = said
        qualifier = self.voice.story.qualifiers[value.qualifier] if value.qualifier else None
        due = qualifier.op if qualifier else "="
        if hedge and hedge not in self.bounds:
            yield unlisted("holds", hedge, bound=True)
        elif (
            self.bounds.get(hedge, "=") != due and (hedge or kind != "number") and not (qualifier and qualifier.ordinal)
        ):
            yield bounded(self.bounds.get(hedge, "="), due)
        yield from self._measure(number, unit, value)

    def _read(self, words: str) -> tuple[str, Decimal, str] | None:
        """What stands before the number, the number with its scale, and what stands behind."""
        locale = locale_of(self.voice.edition)
        found = _NUMBER.search(words)
        number = cldr.number(locale, found[0]) if found else None
        start, end = found.span() if found else (0, 0)
        if found is None:
            for word in _WORD.finditer(words):
                if word[0] in self.spelled:
                    number, (start, end) = self.spelled[word[0]], word.span()
        if number is None:
            return None
        rest = words[end:].strip(" \u00a0\u202f")
        for scale in sorted(cldr.scales(locale), key=len, reverse=True):
            if re.match(rf"{re.escape(scale)}(?!\w)", rest):
                number *= cldr.scales(locale)[scale]
                rest = re.sub(r"^\w{1,2}\s+", "", rest[len(scale) :].strip())
                break
        return words[:start].strip(), number, rest

    def _measure(self, number: Decimal, unit: str, value: Value) -> Iterator[Difference]:
        own = self.voice.story.units.get(value.unit or "")
        meant = stock().get(value.unit or "")
        ids = cldr.units(locale_of(self.voice.edition)).get(unit, frozenset())
        alike = [stock()[one] for one in ids if own and stock()[one].measures == (meant or own).measures]
        if ids and not alike:
            yield Difference(f"reads as {'/'.join(sorted(ids))}")
        elif not ids and unit and own and unit not in self._forms(own.id):
            yield unlisted("is counted in", unit)
        elif not ids and unit and meant and meant.cldr and not meant.counted:
            yield Difference(f"is counted in “{unit}”, which is no name of the {meant.id} that CLDR has")
        sizes = [one.size / (meant or own).size for one in alike if own] or [Fraction(1)]
        if value.number is not None and Fraction(value.number) not in (Fraction(number) * size for size in sizes):
            yield Difference(f"reads as {number:f}")

    def _forms(self, unit: str) -> frozenset[str]:
        forms = self.voice.story.units[unit].forms.get(self.voice.edition.id, {})
        said = (forms,) if isinstance(forms, str) else forms.values()
        attributive = self.voice.story.units[unit].attributive.get(self.voice.edition.id)
        return frozenset(form.lower() for form in (*said, *([attributive] if attributive else ())))

    def _left(self, before: str) -> Iterator[Difference]:
        """The words before a figure, up to one that is plain."""
        words = _words(_STOP.split(before)[-1])
        for word in words:
            if word in map(str.lower, self.own.unclear):
                yield beside(word)
                return
        for at in range(len(words), 0, -1):
            tail = " ".join(words[:at])
            bound = next((one for one in self.bounds if re.search(rf"(?<!\w){re.escape(one)}$", tail)), "")
            if bound:
                yield beside(bound)
            elif words[at - 1] not in self.plain and len(words[at - 1]) > 2:
                yield unlisted("stands beside", words[at - 1])
            elif len(words[at - 1]) <= 2:
                continue
            return

    def _right(self, after: str, bare: bool) -> Iterator[Difference]:
        """The words behind a figure: what counts, behind a bare number; and the words of a bound, “or more”."""
        words = _words(_STOP.split(after, maxsplit=1)[0])
        if after[:1] in tuple("%‰°"):
            yield beside(after[0])
        heads = {word for bound in self.bounds for word in bound.split() if len(word) > 2}
        first = next((word for word in words if len(word) > 2), "")
        if first in heads:
            yield beside(first)
        elif bare and words and len(words[0]) > 2 and words[0] not in self.plain:
            yield unlisted("stands beside", words[0])

    def _date(self, words: str, fact: Fact) -> Iterator[Difference]:
        locale, due = locale_of(self.voice.edition), fact.date
        if due is None or due.precision == "undated":
            return
        months = cldr.months(locale)
        found = [months[word.rstrip(".")] for word in _words(words) if word.rstrip(".") in months]
        known = (*months, *cldr.literals(locale), *self.plain)
        unknown = [word for word in _words(words) if word.rstrip(".") not in known]
        if unknown:
            yield unlisted("holds", unknown[0], bound=True)
            return
        numbers = [int(one) for one in re.findall(r"\d+", words)]
        years, days = [one for one in numbers if one > 31], [one for one in numbers if one <= 31]
        said = stated(*(next(iter(part), None) for part in (years, found, days)))
        if len(years) > 1 or len(found) > 1 or len(days) > 1:
            return  # a span, of which the ends are two dates
        if said is None or not (compatible(said, due) or within(said, due)):
            yield Difference(f"reads as {said or 'no date'}, where the date is {due}")


def _words(text: str) -> Sequence[str]:
    return [word.lower() for word in _WORD.findall(text)]
