"""Repeats the calculations of a published site, from nothing but what the site publishes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from galley.dates import parse

Size = Callable[[str], tuple[str, Fraction]]
"""What a unit measures, and its size in the base unit of that."""

FactRecord = Mapping[str, Any]

_RATIO, _POINTS = "ratio", "points"
OF_TWO: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "difference": lambda one, other: one - other,
    "ratio": lambda one, other: one / other,
    "per": lambda one, other: one / other,
    "growth": lambda one, other: (one - other) / other,
    "index": lambda one, other: 100 * one / other,
    "exchange": lambda one, other: one * other,
}


_NUMBER = re.compile(r"-?\d{1,40}(?:[./]\d{1,40})?|-?\d(?:\.\d{1,40})?[eE][-+]?\d\d?", re.ASCII)


def exact(told: object) -> Fraction:
    """A number of the site: 0.5, 1/60, 1e-07. Raises ValueError for what is none, or too long to calculate with."""
    if not _NUMBER.fullmatch(str(told)):
        raise ValueError(f"“{str(told)[:60]}” is no number")
    return Fraction(str(told))


def miscounted(fact: FactRecord, facts: Mapping[str, FactRecord], size: Size) -> str | None:
    """What is wrong with a calculation, done again; None where it comes out, or where a table is counted."""
    [(key, names)] = fact["derived_from"].items()
    parts = [facts.get(name) for name in names] if isinstance(names, list) else []
    if not parts:
        return None
    if len(parts) > len(facts):
        return "it is calculated from more facts than there are"
    if any(part is None for part in parts):
        return f"it is calculated from {', '.join(names)}, of which facts.json does not have all"
    if key == "days":
        later, before = (parse(str(part["value"])).day.toordinal() for part in parts if part)
        number = Fraction(later - before)
    else:
        number = _calculated(key, [_base(part, size) for part in parts if part])
        measures, unit = size(fact["unit"]) if fact["unit"] else ("", Fraction(1))
        number = number * (100 if measures == _POINTS and key == "difference" else 1) / unit
    value = exact(fact["value"])
    off = abs(abs(number) - abs(value))
    if off and (fact["op"] == "as stated" or off > _step(Decimal(str(fact["value"])))):
        return f"the {key} of {', '.join(names)} comes to {float(number):.6g}, and not to {fact['value']}"
    return None


def _calculated(key: str, parts: list[Fraction]) -> Fraction:
    return sum(parts, Fraction(0)) if key == "sum" else OF_TWO[key](*parts)


def _base(part: FactRecord, size: Size) -> Fraction:
    return exact(part["value"]) * (size(part["unit"])[1] if part["unit"] else 1)


def _step(value: Decimal) -> Fraction:
    """The worth of the last digit that is not nought: no more may be lost by rounding."""
    exponent = value.normalize().as_tuple().exponent
    return Fraction(10) ** exponent if isinstance(exponent, int) else Fraction(0)
