"""Whether a fact may name another that is printed with it: the margin of a number, or of how many a place is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from galley.dates import overlapping
from galley.errors import Problem
from galley.evidence.agreement import RATIO, Places
from galley.evidence.derivations import MEASURES, POINTS, Value
from galley.evidence.exactness import OPEN
from galley.model import COMPANIONS, Fact, Qualifier, Unit


@dataclass(frozen=True, slots=True)
class _Pair:
    """A fact and the other that it names under `key`."""

    fact: Fact
    key: str
    other: Fact
    values: Mapping[str, Value]
    units: Mapping[str, Unit]
    qualifiers: Mapping[str, Qualifier]
    places: Places

    def problem(self, rule: str, message: str, hint: str) -> Problem:
        return Problem(rule, self.places(self.fact.id, self.key), f"{self.fact.id}: {message}", hint)

    def qualifier(self, fact: Fact) -> Qualifier | None:
        value = self.values.get(fact.id)
        return self.qualifiers.get(value.qualifier or "") if value else None

    def measures(self, fact: Fact) -> str:
        unit = self.values[fact.id].unit
        return self.units[unit].measures if unit else ""

    def number(self, fact: Fact) -> Decimal | None:
        value = self.values.get(fact.id)
        return value.number if value else None


def companion_problems(
    facts: Mapping[str, Fact],
    values: Mapping[str, Value],
    units: Mapping[str, Unit],
    qualifiers: Mapping[str, Qualifier],
    places: Places,
) -> Iterator[Problem]:
    """What does not go together."""
    for fact in facts.values():
        for key in COMPANIONS:
            name = getattr(fact, key)
            if name in values and fact.id in values:
                pair = _Pair(fact, key, facts[name], values, units, qualifiers, places)
                yield from (_margin(pair) if key == "margin" else _among(pair)) or _times(pair)


def _margin(pair: _Pair) -> list[Problem]:
    own, margin = pair.qualifier(pair.fact), pair.qualifier(pair.other)
    if own is not None and own.op == "±":
        return [pair.problem("margin-of-margin", "it is a margin itself.", "Name the margin with the number.")]
    if margin is None or margin.op != "±":
        message = f"{pair.other.id} is no margin: its source says how much there is, and not by how much it may differ."
        hint = "Quote “± 3 points” or “margin of error of 3 points”, and give that fact a qualifier whose op is ±."
        return [pair.problem("margin-none", message, hint)]
    own_kind, kind = pair.measures(pair.fact), pair.measures(pair.other)
    if own_kind != kind and (own_kind, kind) != (RATIO, POINTS):
        due = f"{own_kind} or {POINTS}" if own_kind == RATIO else own_kind or "numbers"
        message = f"{pair.other.id} measures {kind or 'numbers'}, and this {own_kind or 'numbers'}."
        return [pair.problem("margin-unlike", message, f"Name a margin that measures {due}.")]
    return _survey(pair)


def _survey(pair: _Pair) -> list[Problem]:
    """Refuses the margin of another survey: each source tells that of its own numbers."""
    own, other = pair.fact.source, pair.other.source
    if own == other:
        return []
    message = f"{pair.other.id} is of {other}, and this number of {own}."
    hint = f"Quote the margin from {own} as a fact of its own, or take `margin:` out."
    return [pair.problem("margin-elsewhere", message, hint)]


def _among(pair: _Pair) -> list[Problem]:
    own, field = pair.qualifier(pair.fact), pair.qualifier(pair.other)
    if own is None or not own.ordinal:
        message = "it is no place in an order."
        hint = "Write a qualifier that is ordinal with it, or take `among:` out; a part of a whole is a share."
        return [pair.problem("among-place", message, hint)]
    place, many = pair.number(pair.fact), pair.number(pair.other)
    kind = pair.measures(pair.other)
    whole = many is not None and many == many.to_integral_value() and many > 0
    if many is None or not whole or kind in MEASURES or (field and (field.ordinal or field.op == "±")):
        message = f"{pair.other.id} does not say how many things there are."
        return [pair.problem("among-things", message, "Name a fact that counts those that are ordered.")]
    if place is not None and place > many and not (field and field.op in OPEN):
        message = f"{place:f} is no place among {many:f}."
        return [pair.problem("among-beyond", message, "Mend the place, or name the fact that counts all of them.")]
    return []


def _times(pair: _Pair) -> list[Problem]:
    one, other = pair.fact.as_of, pair.other.as_of
    if one is None or other is None or "undated" in (one.precision, other.precision) or overlapping(one, other):
        return []
    message = f"it is of {one}, and {pair.other.id} of {other}, which have no day in common."
    return [pair.problem("companion-time", message, "Name the fact that is of its time.")]
