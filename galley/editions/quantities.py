"""Numbers with their unit and qualifier, in an edition's words: 近7小时, nearly 7 hours, 41.65 billion yuan."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction

from galley.editions.days import locale_of
from galley.editions.script import convert, phrase
from galley.errors import Problem, StoryError
from galley.model import Unit
from galley.numbers.exact import in_decimal
from galley.numbers.numerals import System
from galley.numbers.written import Written, as_ordinal, in_figures, in_words, shortest
from galley.story.load import Story
from galley.story.voice import Voice

BARE = frozenset({"count", "number"})
"""Variants that print no unit."""


def number_words(
    voice: Voice,
    value: Decimal,
    unit: str | None,
    qualifier: str | None,
    variants: Collection[str] = (),
) -> str:
    """Qualifier, number and unit in the edition's words, without marks: 近7小时, nearly 7 hours."""
    number, measure = _in_unit_of(voice, value, unit)
    pattern = _pattern(voice, qualifier)
    joined = next((both for both in ("{n} {u}", "{n}{u}") if both in pattern), None)
    ordinal = qualifier is not None and voice.story.qualifiers[qualifier].ordinal
    if measure is None or not BARE.isdisjoint(variants):
        return _without_unit(pattern, _number(voice, number, measure, ordinal, variants).text)
    if ordinal or joined is None:
        n = _number(voice, number, measure, ordinal, variants)
        counted = Decimal(1) if ordinal else number
        return _around(pattern, n.text, _unit(voice, measure, counted, n.scaled))
    if "attributive" in variants:
        return pattern.replace(joined, _attributive(voice, number, measure))
    parts = _divided(voice.story, number, measure)
    amounts = [_amount(voice, part, of, variants) for part, of in parts]
    return pattern.replace(joined, _space(voice).join(amounts))


def range_words(voice: Voice, ends: tuple[Decimal, Decimal], unit: str | None, variants: Collection[str] = ()) -> str:
    """Both ends in the edition's words, the unit once where it is a word: 3至5小时, between 3 and 5 hours, 3%至5%."""
    low, high = (number_words(voice, end, unit, None, variants) for end in ends)
    number, measure = _in_unit_of(voice, ends[0], unit)
    if measure is not None and BARE.isdisjoint(variants):
        n = _number(voice, number, measure)
        form = _unit(voice, measure, number, n.scaled)
        low = n.text if "{n}" not in form and form[:1].isalpha() and measure.within is None else low
    return phrase(voice, "figure.between", low=low, high=high)


def system_of(voice: Voice) -> System:
    """The number system of an edition: the story's own, or one built in."""
    return voice.story.systems[voice.edition.numbers]


def _amount(voice: Voice, value: Decimal, unit: Unit, variants: Collection[str]) -> str:
    """Number and unit side by side; a unit that is a sign, such as %, stands close to its number."""
    n = _number(voice, value, unit, variants=variants)
    u = _unit(voice, unit, value, n.scaled)
    if "{n}" in u:
        return u.replace("{n}", n.text)
    return n.text + (_space(voice) if u[:1].isalpha() else "") + u


def _attributive(voice: Voice, value: Decimal, unit: Unit) -> str:
    """Before a noun: 24-hour."""
    n = _number(voice, value, unit).text
    words = _of(voice, unit.attributive)
    if words is None:
        raise StoryError([_no_attributive(voice, unit)])
    return phrase(voice, "figure.attributive", n=n.replace(" ", "-"), u=words)


def _number(
    voice: Voice,
    value: Decimal,
    unit: Unit | None,
    ordinal: bool = False,
    variants: Collection[str] = (),
) -> Written:
    system, locale = system_of(voice), locale_of(voice.edition)
    words: str | None = None
    if ordinal:
        words = as_ordinal(system, locale, value)
    elif "words" in variants or (unit and _of(voice, unit.numerals) == "han"):
        words = in_words(system, value, counting=unit is not None)
    if words is None and (ordinal or "words" in variants):
        raise StoryError([_unspelled(voice, value)])
    written = Written(words) if words else in_figures(system, locale, value, grouped=unit is not None and unit.group)
    return Written(convert(voice, written.text), written.scaled)


def _unit(voice: Voice, unit: Unit, value: Decimal, scaled: bool) -> str:
    """The form of the unit that goes with the number."""
    edition = voice.edition
    author = edition.author_of(unit.forms) or edition.id
    forms = unit.forms[author]
    if not isinstance(forms, str):
        category = "many" if scaled and "many" in forms else locale_of(edition).plural_form(shortest(value))
        forms = forms.get(category, forms["other"])
    words = forms if author == edition.id else convert(voice, forms)
    link = system_of(voice).link
    return f"{link} {words}" if scaled and link else words


def _around(pattern: str, n: str, u: str) -> str:
    """A pattern in which number and unit stand apart: 60余个; where the unit surrounds its number, 时速350余公里."""
    if "{n}" in u:
        return u.replace("{n}", _without_unit(pattern, n))
    return pattern.replace("{n}", n).replace("{u}", u)


def _without_unit(pattern: str, n: str) -> str:
    return pattern.replace(" {u}", "").replace("{u}", "").replace("{n}", n).strip()


def _pattern(voice: Voice, qualifier: str | None) -> str:
    """The pattern that prints the qualifier; the first of its edition."""
    edition = voice.edition
    if qualifier is None:
        return "{n} {u}" if system_of(voice).spaced else "{n}{u}"
    forms = voice.story.qualifiers[qualifier].forms
    author = edition.author_of(forms) or edition.id
    pattern = forms[author][0]
    return pattern if author == edition.id else convert(voice, pattern)


def _in_unit_of(voice: Voice, value: Decimal, unit: str | None) -> tuple[Decimal, Unit | None]:
    """The amount in the unit that the edition uses for it: 七成 is 70 percent."""
    story = voice.story
    if unit is None:
        return value, None
    own = story.units[unit]
    author = voice.edition.author_of(own.as_)
    if author is None:
        return value, own
    other = story.units[own.as_[author]]
    said = in_decimal(Fraction(value) * own.size / other.size, len(value.as_tuple().digits))
    if said is None:
        raise StoryError([_inexact(story, own, other, value)])
    return said, other


def _divided(story: Story, value: Decimal, unit: Unit) -> list[tuple[Decimal, Unit]]:
    """332 minutes as 5 hours and 32 minutes, where the unit is said within a larger one."""
    if unit.within is None:
        return [(value, unit)]
    larger = story.units[unit.within]
    many = larger.size / unit.size
    whole = Fraction(value) // many
    taken = in_decimal(whole * many)
    if not whole or taken is None:
        return [(value, unit)]
    rest = value - taken
    return [*_divided(story, Decimal(whole), larger), *([(rest, unit)] if rest else [])]


def _of(voice: Voice, words: Mapping[str, str]) -> str | None:
    """The edition's own words, or those of the edition that it is made from, converted."""
    author = voice.edition.author_of(words)
    if author is None:
        return None
    return words[author] if author == voice.edition.id else convert(voice, words[author])


def _space(voice: Voice) -> str:
    return " " if system_of(voice).spaced else ""


def _unspelled(voice: Voice, value: Decimal) -> Problem:
    edition = voice.edition
    return Problem(
        "number-unspelled",
        voice.story.place("edition", edition.id),
        f"{edition.id}: {value} has no words in the number system “{edition.numbers}”.",
        "Print it in figures, without |words.",
    )


def _no_attributive(voice: Voice, unit: Unit) -> Problem:
    return Problem(
        "unit-attributive",
        voice.story.place("unit", unit.id),
        f"{unit.id}: the unit has no attributive form in {voice.edition.id}.",
        f"Write attributive: {{{voice.edition.id}: …}}, as it stands before a noun: 24-hour.",
    )


def _inexact(story: Story, unit: Unit, other: Unit, value: Decimal) -> Problem:
    return Problem(
        "unit-inexact",
        story.place("unit", unit.id, "as"),
        f"{unit.id}: {value} cannot be said in {other.id} without rounding.",
        "Delete the entry under as: and give the unit a form of its own for the edition.",
    )
