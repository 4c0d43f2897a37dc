"""The facts of a chart as rows: with units, qualifiers, times and sources, for a table and for a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from galley.charts.form import Rows
from galley.editions.days import date_words
from galley.editions.figures import in_full, printed
from galley.editions.saying import say
from galley.editions.script import phrase
from galley.evidence.derivations import Value
from galley.marks import mark
from galley.model import Fact
from galley.numbers.exact import in_decimal, in_digits
from galley.story.voice import Voice

FACT_COLUMNS = ("what", "figure", "number", "unit", "qualifier", "as-of", "status", "source")
DATE_COLUMNS = ("what", "date", "precision", "status", "source")


def figures(voice: Voice, drawn: Iterable[tuple[str, str]]) -> Rows:
    """Facts with a number, each under what the chart calls it."""
    lines = (_counted(voice, what, voice.story.facts[fact]) for what, fact in drawn)
    return headed(voice, FACT_COLUMNS, lines)


def dates(voice: Voice, drawn: Iterable[tuple[str, str]]) -> Rows:
    """Facts with a date, each under what the chart calls it."""
    lines = (_dated(voice, what, voice.story.facts[fact]) for what, fact in drawn)
    return headed(voice, DATE_COLUMNS, lines)


def headed(voice: Voice, columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Rows:
    """A table under the edition's words for the columns."""
    names = tuple(columns)
    heads = tuple(phrase(voice, f"column.{name}") for name in names)
    return Rows(heads, tuple(rows), names.index("status") if "status" in names else None)


def _counted(voice: Voice, what: str, fact: Fact) -> tuple[str, ...]:
    """A fact with a number: as it is printed, and as a spreadsheet counts with it."""
    value = voice.story.values[fact.id]
    number, unit = _measured(voice, value)
    qualifier = voice.story.qualifiers[value.qualifier].label if value.qualifier else None
    return (
        what,
        in_full(voice, fact.id),
        mark("number", fact.id, number) if number else "",
        unit,
        say(voice, qualifier) if qualifier else "",
        *_vouched(voice, fact, with_time=True),
    )


def _measured(voice: Voice, value: Value) -> tuple[str, str]:
    """Number and unit, in the unit that the edition uses; a range has no one number."""
    story = voice.story
    if value.unit is None:
        return "" if value.number is None else f"{value.number}", ""
    number, unit = value.number, story.units[value.unit]
    if author := voice.edition.author_of(unit.as_):
        other = story.units[unit.as_[author]]
        number, unit = number and in_decimal(Fraction(number) * unit.size / other.size), other
    forms = {name: form if isinstance(form, str) else form["other"] for name, form in unit.forms.items()}
    return "" if number is None else in_digits(number), say(voice, forms)


def _dated(voice: Voice, what: str, fact: Fact) -> tuple[str, ...]:
    precision = phrase(voice, f"precision.{fact.date.precision}") if fact.date else ""
    return (what, printed(voice, fact.id), precision, *_vouched(voice, fact, with_time=False))


def _vouched(voice: Voice, fact: Fact, with_time: bool) -> Iterator[str]:
    """What time it is of, how far it may be believed, and where it comes from."""
    if with_time:
        yield mark("date", fact.id, date_words(voice, fact.as_of)) if fact.as_of else ""
    yield phrase(voice, f"status.{voice.story.status(fact.id)}")
    yield mark("quote", fact.source, say(voice, voice.story.sources[fact.source].title)) if fact.source else ""
