"""How exact a number is said to be, and what may be said of a number calculated from such numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from galley.model import OPS, Op

WEAKER: Mapping[Op, frozenset[Op]] = {
    "=": frozenset({"=", "~", ">=", ">~", "<="}),
    "<~": frozenset({"<~", "~"}),
    ">~": frozenset({">~", "~"}),
    "~": frozenset({"~"}),
    ">": frozenset({">", ">="}),
    ">=": frozenset({">="}),
    "<": frozenset({"<", "<="}),
    "<=": frozenset({"<="}),
    "±": frozenset({"±"}),
}
"""What may be said of a number of which the key is true: as much, or less, and never more."""

NEAR: frozenset[Op] = frozenset({"<~", "~", ">~"})
OPEN: frozenset[Op] = frozenset({">", ">="})
CAPPED: frozenset[Op] = frozenset({"<", "<="})

SAID: Mapping[str, str] = {**OPS, "=": "exactly"}
"""How exact a number is, in messages, where it stands beside others that are less so."""

_MIRRORED: Mapping[Op, Op] = {
    "=": "=",
    "<~": ">~",
    ">~": "<~",
    "~": "~",
    ">": "<",
    ">=": "<=",
    "<": ">",
    "<=": ">=",
    "±": "±",
}
"""What holds of a result that falls as the number rises."""


class Vague(Exception):
    """The numbers are too inexact for the calculation to say anything; carries why."""


def of_sum(parts: Collection[Op]) -> Op:
    """What is true of a sum. Raises Vague where parts lie on different sides, or open and near."""
    ops = set(parts) - {"="}
    if not ops:
        return "="
    if ops <= OPEN:
        return ">" if ">" in ops else ">="
    if ops <= CAPPED:
        return "<" if "<" in ops else "<="
    if ops <= NEAR:
        return ops.pop() if len(ops) == 1 else "~"
    first, second = (SAID[op] for op in sorted(ops, key=[*SAID].index)[:2])
    raise Vague(f"a sum of “{first}” and “{second}” lies on neither side of any number.")


def of_two(first: Op, second: Op) -> Op:
    """What is true of `first` less `second`, or divided by it. Raises Vague for two approximations."""
    if second == "=":
        return first
    if first != "=":
        raise Vague("of two approximations neither difference nor ratio means anything.")
    return _MIRRORED[second]


def mirrored(op: Op) -> Op:
    """What is true of a number taken the other way: a change of less than −3 is a fall of more than 3."""
    return _MIRRORED[op]


def of_rounding(op: Op) -> Op:
    """What is true of a rounded number; what is more than it is rounded down, what is less up, and both stay so."""
    return op if op in OPEN | CAPPED else "~"
