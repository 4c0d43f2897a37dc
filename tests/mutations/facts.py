"""A fact that no longer says what its sentence says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tests.mutations.kinds import Mutation, kind
from tests.mutations.originals import Original, Written

MOST = 10  # of a kind and story


def some(original: Original, name: str, pattern: str, most: int = MOST) -> list[Written]:
    """Facts whose entry has the pattern, of all files alike."""
    able = [one for one in original.facts if re.search(pattern, one.text, re.M)]
    return original.chance(name).sample(able, min(most, len(able)))


def numbers(original: Original, name: str) -> list[Written]:
    return some(original, name, r"^  value: ")


def _value(original: Original, one: Written, value: Decimal) -> dict[str, str]:
    return original.entry(one, r"^  value: .*$", f"  value: {value:f}")


@kind("another number than the sentence says")
def value_changed(original: Original) -> Iterator[Mutation]:
    for one in numbers(original, "value-changed"):
        value = one.fact.value or Decimal(0)
        yield Mutation(original.name, f"{one.fact.id}: one more", _value(original, one, value + 1))


@kind("ten times, or a thousandth of, what the sentence says")
def value_scaled(original: Original) -> Iterator[Mutation]:
    for at, one in enumerate(numbers(original, "value-scaled")):
        factor = (Decimal(10), Decimal("0.1"), Decimal(1000), Decimal("0.001"))[at % 4]
        value = (one.fact.value or Decimal(0)) * factor
        yield Mutation(original.name, f"{one.fact.id}: times {factor}", _value(original, one, value.normalize()))


@kind("the same number, of another unit")
def unit_changed(original: Original) -> Iterator[Mutation]:
    pairs = {"hour": "minute", "minute": "hour", "percent": "person", "tenths": "percent", "yuan": "train"}
    for one in some(original, "unit-changed", r"^  value: "):
        unit = pairs.get(one.fact.unit or "", "hour")
        changed = original.entry(one, r"^  unit: .*$", f"  unit: {unit}")
        yield Mutation(original.name, f"{one.fact.id}: {one.fact.unit} → {unit}", changed)


@kind("a sentence's “nearly” or “more than” is dropped")
def qualifier_dropped(original: Original) -> Iterator[Mutation]:
    for one in some(original, "qualifier-dropped", r"^  quote: (.*\n)*?  qualifier: |^  qualifier: "):
        if not one.fact.derived:
            yield Mutation(original.name, one.fact.id, original.entry(one, r"^  qualifier: .*\n", ""))


@kind("“nearly” where the sentence says “more than”, and the like")
def qualifier_exchanged(original: Original) -> Iterator[Mutation]:
    other = {"nearly": "exceeds", "exceeds": "nearly", "about": "exceeds", "odd": "nearly", "at-least": "nearly"}
    for one in some(original, "qualifier-exchanged", r"^  qualifier: "):
        name = other.get(one.fact.qualifier or "", "nearly")
        changed = original.entry(one, r"^  qualifier: .*$", f"  qualifier: {name}")
        yield Mutation(original.name, f"{one.fact.id}: {one.fact.qualifier} → {name}", changed)


@kind("a qualifier that the sentence does not have")
def qualifier_added(original: Original) -> Iterator[Mutation]:
    for one in numbers(original, "qualifier-added"):
        if one.fact.qualifier is None:
            changed = original.entry(one, r"^(  unit: .*)$", r"\1\n  qualifier: nearly")
            yield Mutation(original.name, one.fact.id, changed)


@kind("another day, month or year than the sentence says")
def date_changed(original: Original) -> Iterator[Mutation]:
    for one in some(original, "date-changed", r"^  date: \d"):
        year = re.search(r"^  date: (\d{4})", one.text, re.M)
        if year:
            changed = original.entry(one, r"^  date: \d{4}", f"  date: {int(year[1]) - 1}")
            yield Mutation(original.name, f"{one.fact.id}: a year earlier", changed)


@kind("a quotation cut so that its number is gone, or is half a number")
def quote_cut(original: Original) -> Iterator[Mutation]:
    for one in some(original, "quote-cut", r"^  value: (.*\n)*  quote: .*\d"):
        quote = one.fact.quote or ""
        cut = next((at for at, character in enumerate(quote) if character.isdigit()), 0)
        for kept in {quote[: cut + 1] if quote[cut + 1 : cut + 2].isdigit() else quote[:cut]} - {"", quote}:
            changed = original.entry(one, r"^  quote: .*$", f'  quote: "{kept.strip()}"')
            yield Mutation(original.name, f"{one.fact.id}: {kept}", changed)


@kind("a quotation that is not what the source has")
def quote_edited(original: Original) -> Iterator[Mutation]:
    for one in some(original, "quote-edited", r"^  quote: "):
        quote = one.fact.quote or ""
        if one.fact.source in original.story.texts and quote:
            changed = original.entry(one, r"^  quote: .*$", f'  quote: "{quote[:2]}X{quote[2:]}"'.replace('""', '"'))
            yield Mutation(original.name, one.fact.id, changed)


@kind("a quotation is taken out")
def quote_gone(original: Original) -> Iterator[Mutation]:
    for one in some(original, "quote-gone", r"^  quote: .*\n"):
        yield Mutation(original.name, one.fact.id, original.entry(one, r"^  quote: .*\n", ""))
        yield Mutation(
            original.name,
            f"{one.fact.id}, and “at:” in its stead",
            original.entry(one, r"^  quote: .*\n", "  at: page 1\n"),
        )


@kind("a thing less is named than the sentence names")
def items_dropped(original: Original) -> Iterator[Mutation]:
    for one in some(original, "items-dropped", r"^  items:"):
        # Of an open list some may be named; and an inference says why something in it is none of them.
        if one.fact.inferred or one.fact.qualifier == "at-least":
            continue
        block = re.compile(r"^ +- .*\n(?: {6,}.*\n)*", re.M)
        last = list(block.finditer(one.text[: one.text.index("  unit:")]))[-1]
        entry = one.text.replace(last[0], "", 1)
        yield Mutation(original.name, one.fact.id, {one.path: original.text(one.path).replace(one.text, entry, 1)})


@kind("a claim that its source does not make")
def claim_changed(original: Original) -> Iterator[Mutation]:
    for one in some(original, "claim-changed", r"^  words:"):
        lang = original.story.sources[one.fact.source or ""].lang
        said = (one.fact.words or {}).get(lang)
        if said:
            yield Mutation(original.name, one.fact.id, original.entry(one, re.escape(said), f"{said}X"))


@kind("a figure of a stored source is given to a second fact")
def figure_twice(original: Original) -> Iterator[Mutation]:
    for one in some(original, "figure-twice", r"^  (value|date): "):
        if one.fact.source in original.story.texts and not one.fact.inferred:
            yield from _twice(original, one)


@kind("a figure of a cited quotation is given to a second fact")
def cited_figure_twice(original: Original) -> Iterator[Mutation]:
    for one in some(original, "cited-figure-twice", r"^  value: "):
        if one.fact.source and one.fact.source not in original.story.texts and one.fact.quote:
            yield from _twice(original, one)


def _twice(original: Original, one: Written) -> Iterator[Mutation]:
    again = one.text.replace(f"{one.fact.id}:", f"{one.fact.id}.again:", 1)
    again = re.sub(r"^  (rendering|readings|history|caveat):(?: .*\n|\n(?:   .*\n|  - .*\n)*)", "", again, flags=re.M)
    text = f"{original.text(one.path).rstrip()}\n{again}"
    yield Mutation(original.name, one.fact.id, {one.path: text})


@kind("the time of a figure is another than that of its sentence")
def time_of_another(original: Original) -> Iterator[Mutation]:
    year = re.compile(r"\b(20\d\d)\b|(20\d\d)年")
    for one in some(original, "time-of-another", r"^  value: (.*\n)*  as_of: \d"):
        if year.search(one.fact.quote or ""):
            changed = original.entry(one, r"^  as_of: .*$", "  as_of: 2017")
            yield Mutation(original.name, f"{one.fact.id}: as of 2017", changed)


@kind("a date and the time that it is of contradict each other")
def date_against_time(original: Original) -> Iterator[Mutation]:
    for one in some(original, "date-against-time", r"^  date: \d{4}"):
        changed = original.entry(one, r"^(  date: .*)$", r"\1\n  as_of: 1999")
        if one.fact.as_of:
            changed = original.entry(one, r"^  as_of: .*$", "  as_of: 1999")
        yield Mutation(original.name, one.fact.id, changed)
