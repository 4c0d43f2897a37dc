"""The values of facts: those given, and those that are our own calculation from others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from math import floor
from typing import Protocol

from galley.agreement import Places
from galley.errors import Problem
from galley.exactness import OPEN, SAID, WEAKER, Vague, of_rounding, of_sum, of_two
from galley.model import Fact, Op, Qualifier, Unit

RATIO = "ratio"
"""What units of shares measure: percent, tenths. A number divided by a share stays what it is."""


@dataclass(frozen=True, slots=True)
class Value:
    """A fact's number in its unit, and the qualifier with which it is said. No number for dates and words."""

    number: Decimal | None
    unit: str | None
    qualifier: str | None


class Rows(Protocol):
    """A table, of which only the rows are counted."""

    @property
    def rows(self) -> Sequence[object]: ...


@dataclass(frozen=True, slots=True)
class _Part:
    """A number in base units of what it measures, and how exact it is."""

    number: Fraction
    measures: str | None
    op: Op


class _Refusal(Exception):
    """A calculation that cannot be made: its rule, the key to mend, what is wrong, and the remedy."""

    def __init__(self, rule: str, key: str, message: str, hint: str) -> None:
        super().__init__(rule, key, message, hint)
        self.rule, self.key, self.message, self.hint = rule, key, message, hint


@dataclass(frozen=True, slots=True)
class _Sums:
    """What calculations are made with."""

    units: Mapping[str, Unit]
    qualifiers: Mapping[str, Qualifier]
    tables: Mapping[str, Rows]

    def op(self, qualifier: str | None) -> Op:
        return self.qualifiers[qualifier].op if qualifier else "="

    def size(self, unit: str | None) -> Fraction:
        return Fraction(self.units[unit].size) if unit else Fraction(1)

    def measures(self, unit: str | None) -> str | None:
        return self.units[unit].measures if unit else None


def derive(
    facts: Mapping[str, Fact],
    units: Mapping[str, Unit],
    qualifiers: Mapping[str, Qualifier],
    tables: Mapping[str, Rows],
    places: Places,
) -> tuple[Mapping[str, Value], list[Problem]]:
    """The value of every fact, and every calculation that cannot stand. What depends on one of those has no value."""
    problems: list[Problem] = []
    sums, values = _Sums(units, qualifiers, tables), dict[str, Value]()
    for name in _in_order(facts, places, problems):
        fact = facts[name]
        if not fact.derived:
            number = Decimal(len(fact.items)) if fact.items is not None else fact.value
            values[name] = Value(number, fact.unit, fact.qualifier)
        elif values.keys() >= set(parts_of(fact)) and (fact.rows is None or fact.rows in tables):
            try:
                values[name] = _calculated(fact, values, sums)
            except _Refusal as refusal:
                place = places(name, refusal.key)
                problems.append(Problem(refusal.rule, place, f"{name}: {refusal.message}", refusal.hint))
    return {name: values[name] for name in facts if name in values}, problems


def parts_of(fact: Fact) -> tuple[str, ...]:
    """The facts that a fact is calculated from."""
    return fact.sum or fact.ratio or fact.difference or ()


def _in_order(facts: Mapping[str, Fact], places: Places, problems: list[Problem]) -> Iterator[str]:
    """The facts, each after those it is calculated from; without those that are calculated from themselves."""
    graph = {name: set(parts_of(fact)) & facts.keys() for name, fact in facts.items()}
    circular: set[str] = set()
    while True:
        try:
            order = [name for name in TopologicalSorter(graph).static_order() if name not in circular]
        except CycleError as error:
            circle = error.args[1][:0:-1]
            problems.append(_circular(circle, facts, places))
            circular |= set(circle)
            graph = {name: parts for name, parts in graph.items() if name not in circular}
        else:
            yield from order
            return


def _circular(circle: list[str], facts: Mapping[str, Fact], places: Places) -> Problem:
    first = circle.index(min(circle))
    chain = [*circle[first:], *circle[:first], circle[first]]
    message = f"{chain[0]} is calculated from itself: {' ← '.join(chain)}."
    hint = "Give one of them a value and a source of its own."
    return Problem("derive-circular", places(chain[0], _key(facts[chain[0]])), message, hint)


def _key(fact: Fact) -> str:
    return next(key for key in ("sum", "ratio", "difference", "rows") if getattr(fact, key) is not None)


def _calculated(fact: Fact, values: Mapping[str, Value], sums: _Sums) -> Value:
    parts = [_part(name, values[name], fact, sums) for name in parts_of(fact)]
    try:
        result = _result(fact, parts, sums)
    except Vague as vague:
        raise _Refusal("derive-vague", _key(fact), str(vague), "Print its parts side by side instead.") from None
    unit = _unit(fact, result, values, sums)
    number = result.number / sums.size(unit)
    rounded = _rounded(number, result.op, fact)
    value = _decimal(rounded, fact)
    _check_qualifier(fact, value, result.op if rounded == number else of_rounding(result.op), sums)
    return Value(value, unit, fact.qualifier)


def _result(fact: Fact, parts: list[_Part], sums: _Sums) -> _Part:
    if fact.rows is not None:
        rows = Fraction(len(sums.tables[fact.rows].rows))
        return _Part(rows * sums.size(fact.unit), sums.measures(fact.unit), "=")
    if fact.ratio is not None:
        return _ratio(parts)
    return (_sum if fact.sum is not None else _difference)(_alike(parts, fact))


def _part(name: str, value: Value, fact: Fact, sums: _Sums) -> _Part:
    if value.number is None:
        hint = "Calculate with facts that have a value, items, or a calculation of their own."
        raise _Refusal("derive-number", _key(fact), f"{name} has no number to calculate with.", hint)
    counted, measures = fact.counts_as, sums.measures(value.unit)
    if counted and measures != sums.measures(counted):
        return _Part(Fraction(value.number) * sums.size(counted), sums.measures(counted), sums.op(value.qualifier))
    return _Part(Fraction(value.number) * sums.size(value.unit), measures, sums.op(value.qualifier))


def _alike(parts: list[_Part], fact: Fact) -> list[_Part]:
    if not parts:
        raise _Refusal("derive-empty", _key(fact), "it is the sum of nothing.", "Name the facts that it is the sum of.")
    kinds = sorted({part.measures or "number" for part in parts})
    if len(kinds) > 1:
        hint = "Write counts_as: and the unit under which all of them count, or leave out what is unlike."
        raise _Refusal("derive-unlike", _key(fact), f"{' and '.join(kinds)} are unlike and do not add up.", hint)
    return parts


def _sum(parts: list[_Part]) -> _Part:
    return _Part(
        sum((part.number for part in parts), Fraction(0)), parts[0].measures, of_sum([part.op for part in parts])
    )


def _difference(parts: list[_Part]) -> _Part:
    whole, less = parts
    return _Part(whole.number - less.number, whole.measures, of_two(whole.op, less.op))


def _ratio(parts: list[_Part]) -> _Part:
    whole, part = parts
    if not part.number:
        raise _Refusal("derive-zero", "ratio", "it is divided by zero.", "Divide by a fact that is not zero.")
    if part.measures not in (whole.measures, RATIO):
        message = f"{whole.measures} divided by {part.measures} is in no unit of this story."
        raise _Refusal("derive-unlike", "ratio", message, "Divide by a share, or by what measures the same.")
    measures = whole.measures if part.measures == RATIO else RATIO
    return _Part(whole.number / part.number, measures, of_two(whole.op, part.op))


def _unit(fact: Fact, result: _Part, values: Mapping[str, Value], sums: _Sums) -> str | None:
    """The unit of the result: the fact's own, or else that of the first part, if the result is of its kind."""
    first = values[parts_of(fact)[0]].unit if parts_of(fact) else None
    unit = fact.unit or fact.counts_as or (first if sums.measures(first) == result.measures else None)
    if unit and sums.measures(unit) != result.measures:
        message = f"the calculation gives {result.measures}, the unit {unit} measures {sums.measures(unit)}."
        raise _Refusal("derive-unit", "unit", message, f"Give it a unit that measures {result.measures}.")
    return unit


def _rounded(number: Fraction, op: Op, fact: Fact) -> Fraction:
    """To a multiple of `round`, half up; what is more than a number is also more than a smaller one, so down."""
    if fact.round is None:
        return number
    if fact.round <= 0:
        raise _Refusal(
            "derive-round", "round", "it is rounded to nothing.", "Write round: 10 for tens, 0.1 for tenths."
        )
    steps = number / Fraction(fact.round)
    return floor(steps if op in OPEN else steps + Fraction(1, 2)) * Fraction(fact.round)


def _decimal(number: Fraction, fact: Fact) -> Decimal:
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest > 1:
        message = f"the {_key(fact)} does not come out even: {float(number):.6g}…"
        raise _Refusal("derive-round", _key(fact), message, "Write round: and what to round to, and a qualifier.")
    value = Decimal(number.numerator) / Decimal(number.denominator)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _check_qualifier(fact: Fact, number: Decimal, op: Op, sums: _Sums) -> None:
    """What is said may be weaker than what was calculated, never stronger."""
    stated = sums.op(fact.qualifier)
    if stated not in WEAKER[op]:
        able = [name for name, one in sums.qualifiers.items() if one.op in WEAKER[op] and not one.ordinal]
        said = f"the fact says {SAID[stated]}" if fact.qualifier else "the fact has no qualifier"
        message = f"the calculation gives {SAID[op]} {number:f}, {said}."
        hint = f"Write qualifier: {' or '.join(able)}." if able else "Add a qualifier to data/qualifiers.yaml."
        raise _Refusal("derive-qualifier", "qualifier", message, hint)
