"""Reads printed figures back in a language that has no lexicon: by CLDR, and by the words that the story lists for it.

What it does not understand it refuses: a bound must stand under `before:` of the language in data/lexicon.yaml, and
every other word between a figure and the next stop under `plain:`, unless the fact's own label or rendering has it, or
it is a name, or an article or a preposition of the languages that `light.yaml` knows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from galley.dates import compatible, stated, within
from galley.editions.days import locale_of
from galley.evidence.derivations import Value
from galley.inputs.mentions import blanked
from galley.languages import family
from galley.marks import unmarked
from galley.model import Change, Fact, Op, OwnWords
from galley.numbers import cldr
from galley.numbers.reading.shipped import shipped
from galley.numbers.reading.stock import stock
from galley.proof.differences import Difference, Way, beside, bounded, unlisted
from galley.story.load import Story
from galley.story.memo import memoised
from galley.story.voice import Voice, voices

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NAME = re.compile(r"(?<=[\w,]\s)[^\W\d_a-z][\w'’-]*")
"""A word with a capital letter that begins no sentence."""
_NOUNS_TOO = frozenset({"de", "lb"})
"""Languages in which every noun has a capital letter."""
_SENTENCE = re.compile(r"[.!?;？‖·](?=\s|$)")
_TIMES = frozenset({"time", "days", "months"})
_WAYS: Mapping[Way, tuple[Change, Change]] = {"rise": ("rise", "above"), "fall": ("fall", "below")}
_SHORT = 3  # words of a clause that says no more than when, or for each of what
_STOP = re.compile(r"[.,;:!?…|—()\[\]/“”\"«»‖+÷=×→·•−]|\d")
_MINUS = re.compile(r"(?:^|\s)[-−]$")
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
        light = shipped("light").get(family(self.voice.edition.lang), ())
        return frozenset({*light, *(word.lower() for word in self.own.plain)})

    @cached_property
    def phrases(self) -> re.Pattern[str]:
        """Plain words of several, which may hold a bound but end in none: até então."""
        ends = {bound.split()[0] for bound in self.bounds}
        said = (told for told in self.own.plain if " " in told and told.lower().split()[-1] not in ends)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, said)) or '(?!)'})(?!\w)", re.IGNORECASE)

    @cached_property
    def joining(self) -> frozenset[str]:
        """What stands before the ends of a range and between them."""
        lang = self.voice.edition.lang
        through = self.voice.story.vocabulary.lexicon(lang).system.through
        return frozenset({*shipped("light").get(family(lang), ()), *shipped("through").get(family(lang), ()), *through})

    @cached_property
    def directions(self) -> dict[str, Way]:
        """Each word by which the story says that something rises, or falls."""
        return {word.lower(): way for way in _WAYS for word in getattr(self.own, way)}

    @cached_property
    def unclear(self) -> frozenset[str]:
        return frozenset(map(str.lower, self.own.unclear))

    @cached_property
    def times(self) -> frozenset[str]:
        """The names of spans of time, for each of which so much may be told."""
        names = cldr.units(locale_of(self.voice.edition))
        return frozenset(name for name, ids in names.items() if any(stock()[one].measures in _TIMES for one in ids))

    @cached_property
    def heads(self) -> frozenset[str]:
        """Words of bounds, which may stand behind a figure too: or more."""
        return frozenset(word for bound in self.bounds for word in bound.split()) - self.plain

    def differs(self, words: str, kind: str, name: str, before: str, after: str) -> Iterator[Difference]:
        """What a mark says that its fact does not; `before` and `after` reach to the marks beside it."""
        fact, value = self.voice.story.facts[name], self.voice.story.values.get(name)
        if fact.date is not None:
            yield from self._date(words, fact)
            yield from self._around(fact, before, after)
        elif value is not None and value.between is not None:
            yield from self._range(words.lower(), value)
            yield from self._around(fact, before, after)
        elif value is not None and value.number is not None and fact.words is None:
            yield from self._number(words.lower(), value, kind)
            yield from self._around(fact, before, after)

    def _number(self, words: str, value: Value, kind: str) -> Iterator[Difference]:
        said = self._read(words)
        if said is None:
            yield Difference("has no number that can be read by CLDR")
            return
        hedge, number, unit = said
        qualifier = self.voice.story.qualifiers[value.qualifier] if value.qualifier else None
        due = qualifier.op if qualifier else "="
        if hedge and hedge not in self.bounds:
            yield unlisted("holds", hedge, "unlisted-bound", due)
        elif (
            self.bounds.get(hedge, "=") != due and (hedge or kind != "number") and not (qualifier and qualifier.ordinal)
        ):
            yield bounded(self.bounds.get(hedge, "="), due)
        yield from self._measure(number, unit, value)

    def _range(self, words: str, value: Value) -> Iterator[Difference]:
        """Both ends, and that nothing stands between and before them but what makes a range: entre 60 e 70 barcos."""
        at = [found.start() for found in _NUMBER.finditer(words)]
        low, high = (self._read(words[at[0] : at[1]]), self._read(words[at[1] :])) if len(at) == 2 else (None, None)
        if low is None or high is None or value.between is None:
            yield Difference("has no two numbers that can be read by CLDR")
            return
        unit = high[2]
        joint = low[2].removeprefix(unit) if unit else low[2]
        unknown = [word for word in (*_words(words[: at[0]]), *_words(joint)) if word not in self.joining]
        yield from (unlisted("holds", word) for word in unknown)
        for number, end in zip((low[1], high[1]), value.between, strict=True):
            yield from self._measure(number, unit, replace(value, number=end, between=None))

    def _read(self, words: str) -> tuple[str, Decimal, str] | None:
        """What stands before the number, the number with its scale, and what stands behind."""
        locale = locale_of(self.voice.edition)
        found = _NUMBER.search(words)
        number = cldr.number(locale, found[0]) if found else None
        start, end = found.span() if found else (0, 0)
        if number is not None and _MINUS.search(words[:start]):
            number, start = -number, start - 1
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
        ids = frozenset({"age"}) if own and own.measures == "age" and "year" in ids else ids  # 54 anos
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

    def _around(self, fact: Fact, before: str, after: str) -> Iterator[Difference]:
        """What makes another of a figure: what denies or asks for it in its sentence, all words to the next stop."""
        opening, (closing, end) = _SENTENCE.split(before)[-1], _ended(after)
        said = " | ".join(" ".join(_words(part)) for part in (opening, closing))
        yield from (beside(words) for words in sorted(self.unclear) if _stands_in(words, said))
        yield from (beside(sign) for sign in dict.fromkeys((after[:1], end)) if sign and sign in "%‰°?")
        known = {*self.plain, *self.unclear, *self._said_of(fact)}
        for clause in (_STOP.split(before)[-1], _STOP.split(after, maxsplit=1)[0]):
            yield from self._unknown(clause, known, fact)
        others = opening == before and before[:1].isspace()  # the first clause is that of the figure before
        for clause in (*opening.split(",")[others:-1], *closing.split(",")[1:]):  # by day, so many; so many, a week
            words = _words(clause)
            spans = [word for word in words if word in self.times and word not in known]
            yield from (unlisted("stands beside", word) for word in spans if len(words) <= _SHORT)

    @cached_property
    def _of_names(self) -> re.Pattern[str]:
        """Bounds of which a name says what they are of, and no figure: até Farhaven."""
        names = "(?!)" if family(self.voice.edition.lang) in _NOUNS_TOO else r"(?=\s[^\W\d_a-z])"
        bounds = sorted(self.bounds, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?i:{'|'.join(map(re.escape, bounds)) or '(?!)'}){names}")

    def _is_way(self, fact: Fact, way: Way) -> bool:
        """Whether the fact is by how much something rose, or fell, or one thing is more or less than another."""
        value = self.voice.story.values.get(fact.id)
        over = fact.difference is not None and value is not None and value.number is not None and value.number > 0
        return fact.change in _WAYS[way] or (over and way == "rise" and fact.change is None)

    def _unknown(self, clause: str, known: Collection[str], fact: Fact) -> Iterator[Difference]:
        """Bounds of a clause, and words of which nobody has said what they make of its figure."""
        clause = self.phrases.sub(" ", clause)
        words = _words(clause)
        said, bounding = " ".join(_words(self._of_names.sub(" ", clause))), set[str]()
        for bound in self.bounds:
            if _stands_in(bound, said):
                bounding |= set(bound.split())
                yield _governing(bound, said)
        named = [] if family(self.voice.edition.lang) in _NOUNS_TOO else [one.lower() for one in _NAME.findall(clause)]
        of_names = {*_words(" ".join(self._of_names.findall(clause)))}
        for word in dict.fromkeys(words):
            if word in self.directions:
                yield from () if self._is_way(fact, self.directions[word]) else (beside(word),)
            elif word in self.heads - bounding - of_names:
                way = next((one for one in _WAYS if self._is_way(fact, one)), None)
                yield unlisted("stands beside", word, "unlisted-change", way) if way else _governing(word, said)
            elif word not in {*known, *bounding, *named, *of_names}:
                yield unlisted("stands beside", word)

    def _said_of(self, fact: Fact) -> Iterator[str]:
        """The words that a fact, and what it is calculated from, says of itself in the edition."""
        for one in (fact, *(self.voice.story.facts[part] for part in fact.parts)):
            for text in (one.label, one.rendering, one.caveat):
                yield from _words(unmarked(blanked(text.get(self.voice.edition.id, ""), " "))) if text else ()

    def _date(self, words: str, fact: Fact) -> Iterator[Difference]:
        locale, due = locale_of(self.voice.edition), fact.date
        if due is None or due.precision == "undated":
            return
        months = cldr.months(locale)
        found = [months[word.rstrip(".")] for word in _words(words) if word.rstrip(".") in months]
        known = (*months, *cldr.literals(locale), *self.plain)
        unknown = [word for word in _words(words) if word.rstrip(".") not in known]
        if unknown:
            yield unlisted("holds", unknown[0])
            return
        numbers = [int(one) for one in re.findall(r"\d+", words)]
        years, days = [one for one in numbers if one > 31], [one for one in numbers if one <= 31]
        said = stated(*(next(iter(part), None) for part in (years, found, days)))
        if len(years) > 1 or len(found) > 1 or len(days) > 1:
            return  # a span, of which the ends are two dates
        if said is None or not (compatible(said, due) or within(said, due)):
            yield Difference(f"reads as {said or 'no date'}, where the date is {due}")


def _governing(bound: str, clause: str) -> Difference:
    """What a bound makes of a figure, with the word that it governs in its clause where that is no figure."""
    follows = re.search(rf"(?<!\w){re.escape(bound)} (\w+)", clause)
    return replace(beside(bound), cause="governs", word=f"{bound} {follows[1]}") if follows else beside(bound)


def _ended(text: str) -> tuple[str, str]:
    """The rest of a sentence, and the sign that ends it."""
    end = _SENTENCE.search(text)
    return (text[: end.start()], end[0]) if end else (text, "")


def _stands_in(words: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", said) is not None


def _words(text: str) -> Sequence[str]:
    return [word.lower() for word in _WORD.findall(text)]
