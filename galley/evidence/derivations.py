"""How we calculate facts from others: one row a kind, with its calculation and how it is shown to readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import Protocol

from galley.errors import Problem, StoryError
from galley.evidence.agreement import RATIO, Places
from galley.evidence.exactness import Vague, of_sum, of_two
from galley.model import Fact, Op, Qualifier, Unit
from galley.numbers.reading.stock import stock
from galley.series import Point, SeriesKind

POINTS, INDEX, DAYS, PROPORTION = "points", "index", "days", "proportion"
"""What units measure that say what lies between two shares, an index whose base is 100, time by the calendar,
or so many to one.
A number divided by a share stays what it is."""
MEASURES = frozenset(
    {*(one.measures for one in stock().values() if not one.counted), RATIO, POINTS, INDEX, DAYS, PROPORTION}
)
"""What units measure that count no things."""


@dataclass(frozen=True, slots=True)
class Value:
    """A fact's number in its unit, and the qualifier with which it is said. No number for dates, words and ranges."""

    number: Decimal | None
    unit: str | None
    qualifier: str | None
    between: tuple[Decimal, Decimal] | None = None

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """The numbers that it says: one, the two ends of a range, or none."""
        return self.between or (() if self.number is None else (self.number,))


class TableRows(Protocol):
    """A table, of which only the rows are counted."""

    @property
    def rows(self) -> Sequence[object]: ...


@dataclass(frozen=True, slots=True)
class Part:
    """A number in base units of what it measures, and how exact it is."""

    number: Fraction
    measures: str | None
    op: Op

    @property
    def what(self) -> str:
        """What it measures, in words."""
        return self.measures or "number"


@dataclass(frozen=True, slots=True)
class Case:
    """A fact to be calculated, and what it is calculated with."""

    fact: Fact
    values: Mapping[str, Value]
    units: Mapping[str, Unit]
    qualifiers: Mapping[str, Qualifier]
    tables: Mapping[str, TableRows]
    points: Mapping[str, Point]  # the facts that are points of a series
    facts: Mapping[str, Fact]
    places: Places

    @property
    def key(self) -> str:
        """The kind of calculation."""
        return self.fact.calculation or ""

    @property
    def derivation(self) -> Derivation:
        """All that is known of the kind of calculation."""
        return DERIVATIONS[self.key]

    def op(self, qualifier: str | None) -> Op:
        return self.qualifiers[qualifier].op if qualifier else "="

    def size(self, unit: str | None) -> Fraction:
        return self.units[unit].size if unit else Fraction(1)

    def measures(self, unit: str | None) -> str | None:
        return self.units[unit].measures if unit else None

    def problem(self, rule: str, key: str, message: str, hint: str) -> StoryError:
        place = self.places(self.fact.id, key)
        return StoryError([Problem(rule, place, f"{self.fact.id}: {message}", hint)])

    def parts(self) -> list[Part]:
        """The numbers that it is calculated from."""
        return [self._part(name) for name in self.fact.parts]

    def _part(self, name: str) -> Part:
        value, counted = self.values[name], self.fact.counts_as
        if value.number is None:
            hint = "Calculate with facts that have a value, items, or a calculation of their own."
            what = "is a range, which has no one number" if value.between else "has no number"
            raise self.problem("derive-number", self.key, f"{name} {what} to calculate with.", hint)
        unit = value.unit
        if counted and self.measures(unit) != self.measures(counted):
            self._check_covered(name, unit, counted)
            unit = counted
        op = self.op(value.qualifier)
        if op == "±":
            hint = "Calculate with the numbers that it is the margin of; what comes out is about so much."
            raise self.problem("derive-margin", self.key, f"{name} is a margin, and no quantity of anything.", hint)
        return Part(Fraction(value.number) * self.size(unit), self.measures(unit), op)

    def _check_covered(self, name: str, unit: str | None, counted: str) -> None:
        if unit is None or unit not in self.units[counted].covers:
            message = f"{name} counts {unit or 'numbers'}, which {counted} does not cover."
            hint = f"If each of them is one, write covers: [{unit}] with {counted}; or leave it out of the {self.key}."
            raise self.problem("derive-covers", "counts_as", message, hint)


@dataclass(frozen=True, slots=True)
class Derivation:
    """A kind of calculation: the key of the fact that asks for it, what is calculated, and how that is written."""

    key: str
    calculated: Callable[[Case], Part]
    written: str  # {a} and {b} for its parts; for any number of them the sign between two; nothing for what is no sum
    verb: str = "compare"  # what unlike parts do not do
    adds: bool = False  # whether its parts are counted into one whole, and so each of them once
    directed: bool = False  # whether it is a rise or a fall
    signed: bool = False  # whether a fall has to be told: change: fall
    timed: bool = True  # whether its parts and what comes out are of a time
    over_times: bool = False  # whether it compares one time with another
    never: Mapping[SeriesKind, str] = field(default_factory=dict)  # kinds of series that it says nothing of, and why
    over_time: Mapping[SeriesKind, str] = field(
        default_factory=dict
    )  # kinds for which it says nothing between two times, and why


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of a calculation as it is written out: a fact, or the signs between two."""

    fact: str = ""
    signs: str = ""


def working(fact: Fact) -> Iterator[Step]:
    """The calculation as a reader would repeat it; nothing for a fact that is no calculation from others."""
    written = DERIVATIONS[fact.calculation].written if fact.calculation else ""
    if fact.parts and "{" not in written:
        written = written.join(f"{{{place}}}" for place, _ in zip(count(), fact.parts, strict=False))
    places = {"a": 0, "b": 1} | {str(place): place for place in range(len(fact.parts))}
    for signs in written.split("{") if fact.parts else ():
        name, closed, after = signs.partition("}")
        if closed:
            yield Step(fact=fact.parts[places[name]])
        if rest := after if closed else name:
            yield Step(signs=rest)


def _sum(case: Case) -> Part:
    parts = case.parts()
    _check_alike(case, parts)
    if parts[0].measures == PROPORTION:
        message = "so many to one of one thing and so many to one of another do not add up."
        raise case.problem("derive-proportion", "sum", message, "Print them side by side.")
    total = sum((part.number for part in parts), Fraction(0))
    if parts[0].measures == RATIO and total > 1:
        message = "the shares come to more than the whole, so they are no shares of one thing."
        raise case.problem("derive-share", "sum", message, "Print them side by side.")
    return Part(total, parts[0].measures, of_sum([one.op for one in parts]))


def _difference(case: Case) -> Part:
    whole, less = case.parts()
    _check_alike(case, [whole, less])
    result = Part(whole.number - less.number, whole.measures, of_two(whole.op, less.op))
    if whole.measures != RATIO:
        return result
    if case.measures(case.fact.unit) == RATIO:
        message = "two rates differ by percentage points; as a share it would be read as a part of the second."
        raise case.problem("derive-points", "unit", message, f"Write a unit that measures {POINTS}.")
    return replace(result, number=result.number * 100, measures=POINTS)


def _ratio(case: Case) -> Part:
    whole, part = case.parts()
    if part.measures not in (whole.measures, RATIO):
        message = f"{whole.what} divided by {part.what} is in no unit of this story."
        hint = "Divide by a share, or by what measures the same; write per: for so much a person or a hectare."
        raise case.problem("derive-unlike", "ratio", message, hint)
    to_one = PROPORTION if case.measures(case.fact.unit) == PROPORTION else RATIO
    return replace(_quotient(case, whole, part), measures=whole.measures if part.measures == RATIO else to_one)


def _per(case: Case) -> Part:
    whole, part = case.parts()
    if whole.measures == part.measures:
        message = f"both measure {whole.what}: so much of it for each of the same is a share."
        raise case.problem("derive-unlike", "per", message, "Write ratio: instead of per:.")
    return replace(_quotient(case, whole, part), measures=f"{whole.what}/{part.what}")


def _exchange(case: Case) -> Part:
    """An amount at a rate, such as 3 yuan for each Hong Kong dollar: what it comes to in the other currency."""
    amount, rate = case.parts()
    into, _, given = rate.what.partition("/")
    name = case.fact.parts[1]
    if given != amount.measures:
        message = f"{name} measures {rate.what}, which is no rate for {amount.what}."
        hint = f"Give the rate a unit that measures so much for each: …/{amount.what}."
        raise case.problem("derive-unlike", "exchange", message, hint)
    when = case.facts[name].as_of
    if when is None or when.precision != "day":
        message = f"{name} is of {when or 'no time'}, and a rate changes by the day."
        raise case.problem(
            "derive-rate-undated", "exchange", message, f"Write as_of: and the day of the rate at {name}."
        )
    return Part(amount.number * rate.number, into, of_sum([amount.op, rate.op]))


def _growth(case: Case) -> Part:
    later, before = case.parts()
    _check_alike(case, [later, before])
    if later.measures in (RATIO, POINTS):
        message = "a growth of rates, a per cent of a per cent, is read as percentage points."
        raise case.problem("derive-points", "growth", message, "Write difference: and a unit that measures points.")
    if before.number < 0:
        message = "from a number below zero, a rate of growth says nothing."
        raise case.problem("derive-negative", "growth", message, "Write difference: instead.")
    return replace(_times(_quotient(case, later, before), 1, -1), measures=RATIO)


def _index(case: Case) -> Part:
    later, base = case.parts()
    _check_alike(case, [later, base])
    return replace(_times(_quotient(case, later, base), 100, 0), measures=INDEX)


def _days(case: Case) -> Part:
    """From one day to another, as a calendar counts them: from the 1st to the 3rd are two."""
    dates = [case.facts[name].date for name in case.fact.parts]
    for name, date in zip(case.fact.parts, dates, strict=True):
        if date is None or date.precision != "day" or date.first != date.last or date.about:
            message = f"{name} is not of one day."
            raise case.problem("derive-day", "days", message, "Count between facts whose date is a day.")
    later, before = (date.day.toordinal() for date in dates if date)
    return Part(Fraction(later - before), DAYS, "=")


def _rows(case: Case) -> Part:
    fact = case.fact
    rows = Fraction(len(case.tables[fact.rows or ""].rows))
    return Part(rows * case.size(fact.unit), case.measures(fact.unit), "=")


def _quotient(case: Case, whole: Part, part: Part) -> Part:
    if not part.number:
        raise case.problem("derive-zero", case.key, "it is divided by zero.", "Divide by a fact that is not zero.")
    op = of_two(whole.op, part.op)
    if op != "=" and (whole.number < 0 or part.number < 0):
        raise Vague("of a number below zero, “nearly” and “more than” turn round in a quotient.")
    return Part(whole.number / part.number, whole.measures, op)


def _times(part: Part, factor: int, more: int) -> Part:
    return replace(part, number=part.number * factor + more)


def _check_alike(case: Case, parts: list[Part]) -> None:
    if not parts:
        raise case.problem("derive-empty", case.key, "it is the sum of nothing.", "Name the facts that it sums up.")
    if len(kinds := sorted({part.what for part in parts})) > 1:
        hint = "Write counts_as: and the unit under which all of them count, or leave out what is unlike."
        raise case.problem("derive-unlike", case.key, f"{' and '.join(kinds)} do not {case.derivation.verb}.", hint)


_SHARES: Mapping[SeriesKind, str] = {
    "rate": "shares of different wholes do not add up",
    "index": "numbers beside a base do not add up",
}
_COUNTED_AGAIN: Mapping[SeriesKind, str] = {
    "stock": "what is there at two times would be counted twice",
    "cumulative": "a count since a start holds the earlier one already",
}
_POINTS: Mapping[SeriesKind, str] = {"index": "the points between two numbers of an index depend on its base"}
_OF_A_SHARE: Mapping[SeriesKind, str] = {"rate": "a per cent of a per cent is read as percentage points"}
_ONLY_GROWS: Mapping[SeriesKind, str] = {
    "cumulative": "a count since a start only grows, so its rate shrinks by itself"
}
# By kind of series, why a calculation with its figures says nothing.

DERIVATIONS: Mapping[str, Derivation] = {
    one.key: one
    for one in (
        Derivation("sum", _sum, " + ", verb="add up", adds=True, never=_SHARES, over_time=_COUNTED_AGAIN),
        Derivation("difference", _difference, " − ", verb="add up", directed=True, never=_POINTS),
        Derivation("ratio", _ratio, " ÷ ", never=_OF_A_SHARE, over_time=_ONLY_GROWS),
        Derivation("per", _per, " ÷ ", never=_SHARES),
        Derivation("exchange", _exchange, " × ", never=_SHARES),
        Derivation(
            "growth",
            _growth,
            "({a} − {b}) ÷ {b}",
            directed=True,
            signed=True,
            over_times=True,
            never=_OF_A_SHARE,
            over_time=_ONLY_GROWS,
        ),
        Derivation("index", _index, " ÷ ", over_times=True, never=_OF_A_SHARE, over_time=_ONLY_GROWS),
        Derivation("days", _days, " − ", directed=True, timed=False),
        Derivation("rows", _rows, "", timed=False),
    )
}
"""Every kind of calculation. A kind is one row here, and the key of a fact that `model.Fact` has for it."""
