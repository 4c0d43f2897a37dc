"""The values of facts: those given, and those that are our own calculation from others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from math import ceil, floor

from galley.errors import Problem, StoryError
from galley.evidence.agreement import Places
from galley.evidence.derivations import Case, Part, TableRows, Value
from galley.evidence.exactness import CAPPED, OPEN, SAID, WEAKER, Vague, mirrored, of_rounding
from galley.evidence.lawful import check_lawful, rounds_away
from galley.model import Fact, Op, Qualifier, Unit
from galley.numbers.exact import in_decimal
from galley.series import Point


def derive(
    facts: Mapping[str, Fact],
    units: Mapping[str, Unit],
    qualifiers: Mapping[str, Qualifier],
    tables: Mapping[str, TableRows],
    points: Mapping[str, Point],
    places: Places,
    problems: list[Problem],
) -> Mapping[str, Value]:
    """The value of every fact; a calculation that cannot stand is a problem, and what depends on it has no value."""
    values: dict[str, Value] = {}
    for name in _in_order(facts, places, problems):
        fact = facts[name]
        if not fact.derived:
            number = Decimal(len(fact.items)) if fact.items is not None else fact.value
            values[name] = Value(number, fact.unit, fact.qualifier, fact.between)
        elif values.keys() >= set(fact.parts) and (fact.rows is None or fact.rows in tables):
            try:
                values[name] = _calculated(Case(fact, values, units, qualifiers, tables, points, facts, places))
            except StoryError as refused:
                problems += refused.problems
    return {name: values[name] for name in facts if name in values}


def _in_order(facts: Mapping[str, Fact], places: Places, problems: list[Problem]) -> Iterator[str]:
    """The facts, each after those it is calculated from; without those that are calculated from themselves."""
    yield from (name for name, fact in facts.items() if not fact.derived)
    derived = {name for name, fact in facts.items() if fact.derived}
    graph = {name: set(facts[name].parts) & derived for name in derived}
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
    return Problem("derive-circular", places(chain[0], facts[chain[0]].calculation or ""), message, hint)


def _calculated(case: Case) -> Value:
    try:
        check_lawful(case)
        result = _widened(case, _directed(case, case.derivation.calculated(case)))
    except Vague as vague:
        raise case.problem("derive-vague", case.key, str(vague), "Print its parts side by side instead.") from None
    unit = _unit(case, result)
    number = result.number / case.size(unit)
    rounded = _rounded(case, number, result.op)
    value = _decimal(case, rounded)
    _check_qualifier(case, value, result.op if rounded == number else of_rounding(result.op))
    return Value(value, unit, case.fact.qualifier)


def _directed(case: Case, result: Part) -> Part:
    """A rise or a fall as the fact says it: by how much, and not below zero."""
    said = case.fact.change
    _check_changes(case)
    if not case.derivation.directed:
        return result
    falls = said in ("fall", "below")
    if said is None and (result.number >= 0 or not case.derivation.signed):
        return result
    turned = replace(result, number=-result.number, op=mirrored(result.op)) if falls else result
    if turned.number < 0:
        way = "rise" if falls else "fall"
        message = f"the calculation gives a {way}, and the fact says {f'a {said}' if said else 'no direction'}."
        raise case.problem("derive-direction", "change" if said else case.key, message, f"Write change: {way}.")
    return turned


def _widened(case: Case, result: Part) -> Part:
    """What is calculated from numbers with a margin of error is about so much."""
    wide = result.op == "=" and any(case.facts[name].margin is not None for name in case.fact.parts)
    return replace(result, op="~") if wide else result


def _check_changes(case: Case) -> None:
    """A rise and a fall, or a rise and an amount, are no parts of one thing; the sum of two rises is a rise."""
    ways = {case.facts[name].change for name in case.fact.parts}
    ways |= {case.fact.change} if case.derivation.adds else set()
    if len(ways) > 1:
        told = " and ".join(sorted(f"a {way}" if way else "an amount" for way in ways))
        hint = "Calculate with parts that tell the same change:, and write it for their sum."
        raise case.problem("derive-change", case.key, f"{told} do not go together.", hint)


def _unit(case: Case, result: Part) -> str | None:
    """The unit of the result: the fact's own, or else that of the first part, if the result is of its kind."""
    fact = case.fact
    first = case.values[fact.parts[0]].unit if fact.parts else None
    unit = fact.unit or fact.counts_as or (first if case.measures(first) == result.measures else None)
    if unit and case.measures(unit) != result.measures:
        message = f"the calculation gives {result.measures}, the unit {unit} measures {case.measures(unit)}."
        raise case.problem("derive-unit", "unit", message, f"Give it a unit that measures {result.measures}.")
    return unit


def _rounded(case: Case, number: Fraction, op: Op) -> Fraction:
    """To a multiple of `round`, half up; what is more than a number is also more than a smaller one, so down."""
    step = case.fact.round
    if step is None:
        return number
    if rounds_away(number, step):
        message = f"rounded to {step}, nothing is left of {float(number):.6g}."
        raise case.problem("derive-round", "round", message, "Write a smaller step.")
    steps = number / Fraction(step)
    whole = floor(steps) if op in OPEN else ceil(steps) if op in CAPPED else floor(steps + Fraction(1, 2))
    return whole * Fraction(step)


def _decimal(case: Case, number: Fraction) -> Decimal:
    value = in_decimal(number)
    if value is None:
        message = f"the {case.key} does not come out even: {float(number):.6g}…"
        raise case.problem("derive-round", case.key, message, "Write round: and what to round to, and a qualifier.")
    return value


def _check_qualifier(case: Case, number: Decimal, op: Op) -> None:
    """What is said may be weaker than what was calculated, never stronger."""
    stated = case.op(case.fact.qualifier)
    if stated in WEAKER[op]:
        return
    able = [name for name, one in case.qualifiers.items() if one.op in WEAKER[op] and not one.ordinal]
    said = f"the fact says “{SAID[stated]}”" if case.fact.qualifier else "the fact has no qualifier"
    hint = f"Write qualifier: {' or '.join(able)}." if able else "Add such a qualifier to data/qualifiers.yaml."
    raise case.problem("derive-qualifier", "qualifier", f"the calculation gives {SAID[op]} {number:f}, {said}.", hint)
