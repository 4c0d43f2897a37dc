"""Numbers with their unit and qualifier, in an edition's words: 近7小时, nearly 7 hours, 41.65 billion yuan."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal, Inexact, localcontext

from galley.days import locale_of
from galley.errors import Problem, StoryError
from galley.model import Edition, Forms, Unit
from galley.numerals import SYSTEMS, System
from galley.script import convert, phrase
from galley.story import Story
from galley.written import Written, as_ordinal, in_figures, in_words, shortest

BARE = frozenset({"count", "number"})
"""Variants that print no unit."""


def number_words(
    story: Story,
    edition: Edition,
    value: Decimal,
    unit: str | None,
    qualifier: str | None,
    variants: Collection[str] = (),
) -> str:
    """Qualifier, number and unit in the edition's words, without marks: 近7小时, nearly 7 hours."""
    number, measure = _in_unit_of(story, edition, value, unit)
    pattern = _pattern(story, edition, qualifier)
    joined = next((both for both in ("{n} {u}", "{n}{u}") if both in pattern), None)
    ordinal = qualifier is not None and story.qualifiers[qualifier].ordinal
    if measure is None or not BARE.isdisjoint(variants):
        return _without_unit(pattern, _number(story, edition, number, measure, ordinal, variants).text)
    if ordinal or joined is None:
        n = _number(story, edition, number, measure, ordinal, variants)
        counted = Decimal(1) if ordinal else number
        return _around(pattern, n.text, _unit(story, edition, measure, counted, n.scaled))
    if "attributive" in variants:
        return pattern.replace(joined, _attributive(story, edition, number, measure))
    parts = _divided(story, number, measure)
    amounts = [_amount(story, edition, part, of, variants) for part, of in parts]
    return pattern.replace(joined, _space(story, edition).join(amounts))


def system_of(story: Story, edition: Edition) -> System:
    """The number system of an edition: the story's own, or one built in."""
    return SYSTEMS[edition.numbers]


def _amount(story: Story, edition: Edition, value: Decimal, unit: Unit, variants: Collection[str]) -> str:
    """Number and unit side by side; a unit that is a sign, such as %, stands close to its number."""
    n = _number(story, edition, value, unit, variants=variants)
    u = _unit(story, edition, unit, value, n.scaled)
    if "{n}" in u:
        return u.replace("{n}", n.text)
    return n.text + (_space(story, edition) if u[:1].isalpha() else "") + u


def _attributive(story: Story, edition: Edition, value: Decimal, unit: Unit) -> str:
    """Before a noun: 24-hour."""
    n = _number(story, edition, value, unit).text
    words = _of(story, edition, unit.attributive) or _lacking(story, edition, unit, "attributive")
    return phrase(story, edition, "figure.attributive", n=n.replace(" ", "-"), u=words)


def _number(
    story: Story,
    edition: Edition,
    value: Decimal,
    unit: Unit | None,
    ordinal: bool = False,
    variants: Collection[str] = (),
) -> Written:
    system, locale = system_of(story, edition), locale_of(edition)
    words: str | None = None
    if ordinal:
        words = as_ordinal(system, locale, value)
    elif "words" in variants or (unit and _of(story, edition, unit.numerals) == "han"):
        words = in_words(system, value, counting=unit is not None)
    if words is None and (ordinal or "words" in variants):
        raise StoryError([_unspelled(story, edition, value)])
    written = Written(words) if words else in_figures(system, locale, value, grouped=unit is not None and unit.group)
    return Written(convert(story, edition, written.text), written.scaled)


def _unit(story: Story, edition: Edition, unit: Unit, value: Decimal, scaled: bool) -> str:
    """The form of the unit that goes with the number."""
    forms: str | Forms | None = unit.forms.get(edition.id)
    if forms is None:
        origin = unit.forms.get(edition.script[0]) if edition.script else None
        forms = convert(story, edition, origin) if isinstance(origin, str) else None
    if forms is None:
        return _lacking(story, edition, unit, "forms")
    if isinstance(forms, str):
        words = forms
    else:
        category = locale_of(edition).plural_form(shortest(value))
        words = forms.get("many", forms["other"]) if scaled else forms.get(category, forms["other"])
    link = system_of(story, edition).link
    return f"{link} {words}" if scaled and link else words


def _around(pattern: str, n: str, u: str) -> str:
    """A pattern in which number and unit stand apart: 60余个; where the unit surrounds its number, 时速350余公里."""
    if "{n}" in u:
        return u.replace("{n}", _without_unit(pattern, n))
    return pattern.replace("{n}", n).replace("{u}", u)


def _without_unit(pattern: str, n: str) -> str:
    return pattern.replace(" {u}", "").replace("{u}", "").replace("{n}", n).strip()


def _pattern(story: Story, edition: Edition, qualifier: str | None) -> str:
    if qualifier is None:
        return "{n} {u}" if system_of(story, edition).spaced else "{n}{u}"
    forms = story.qualifiers[qualifier].forms
    if edition.id in forms:
        return forms[edition.id][0]
    if edition.script and edition.script[0] in forms:
        return convert(story, edition, forms[edition.script[0]][0])
    raise StoryError([_no_pattern(story, edition, qualifier)])


def _in_unit_of(story: Story, edition: Edition, value: Decimal, unit: str | None) -> tuple[Decimal, Unit | None]:
    """The amount in the unit that the edition uses for it: 七成 is 70 percent."""
    if unit is None:
        return value, None
    own = story.units[unit]
    used = own.as_.get(edition.id) or (own.as_.get(edition.script[0]) if edition.script else None)
    if used is None:
        return value, own
    other = story.units[used]
    with localcontext() as context:
        context.traps[Inexact] = True
        try:
            return value * own.size / other.size, other
        except Inexact:
            raise StoryError([_inexact(story, own, other, value)]) from None


def _divided(story: Story, value: Decimal, unit: Unit) -> list[tuple[Decimal, Unit]]:
    """332 minutes as 5 hours and 32 minutes, where the unit is said within a larger one."""
    if unit.within is None:
        return [(value, unit)]
    larger = story.units[unit.within]
    whole, rest = divmod(value, larger.size / unit.size)
    if not whole:
        return [(value, unit)]
    return [*_divided(story, whole, larger), *([(rest, unit)] if rest else [])]


def _of(story: Story, edition: Edition, words: Mapping[str, str]) -> str | None:
    """What a unit's map has for the edition, or for the one that it is made from."""
    if edition.id in words:
        return words[edition.id]
    return convert(story, edition, words[edition.script[0]]) if edition.script and edition.script[0] in words else None


def _space(story: Story, edition: Edition) -> str:
    return " " if system_of(story, edition).spaced else ""


def _unspelled(story: Story, edition: Edition, value: Decimal) -> Problem:
    return Problem(
        "number-unspelled",
        story.place("edition", edition.id),
        f"{edition.id}: {value} has no words in the number system “{edition.numbers}”.",
        "Print it in figures, without |words.",
    )


def _lacking(story: Story, edition: Edition, unit: Unit, key: str) -> str:
    problem = Problem(
        "unit-form",
        story.place("unit", unit.id, key),
        f"{unit.id}: the unit has no {'form' if key == 'forms' else f'{key} form'} in {edition.id}.",
        f"Write it under {key}: {edition.id}: …",
    )
    raise StoryError([problem])


def _no_pattern(story: Story, edition: Edition, qualifier: str) -> Problem:
    return Problem(
        "qualifier-form",
        story.place("qualifier", qualifier, "forms"),
        f"{qualifier}: the qualifier has no pattern in {edition.id}.",
        f'Write one under forms: {edition.id}: ["… {{n}} {{u}}"]',
    )


def _inexact(story: Story, unit: Unit, other: Unit, value: Decimal) -> Problem:
    return Problem(
        "unit-inexact",
        story.place("unit", unit.id, "as"),
        f"{unit.id}: {value} cannot be said in {other.id} without rounding.",
        "Delete the entry under as: and give the unit a form of its own for the edition.",
    )
