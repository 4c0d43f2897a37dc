"""How exact a number is said to be, and what may be said of a number calculated from such numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from galley.model import Op

WEAKER: Mapping[Op, frozenset[Op]] = {
    "=": frozenset({"=", "~", ">=", ">~"}),
    "<~": frozenset({"<~", "~"}),
    ">~": frozenset({">~", "~"}),
    "~": frozenset({"~"}),
    ">": frozenset({">", ">="}),
    ">=": frozenset({">="}),
}
"""What may be said of a number of which the key is true: as much, or less, and never more."""

NEAR: frozenset[Op] = frozenset({"<~", "~", ">~"})
OPEN: frozenset[Op] = frozenset({">", ">="})

SAID: Mapping[Op, str] = {
    "=": "exactly",
    "<~": "just under",
    "~": "about",
    ">~": "about or just above",
    ">": "more than",
    ">=": "at least",
}

_MIRRORED: Mapping[Op, Op] = {"=": "=", "<~": ">~", ">~": "<~", "~": "~"}
"""What holds of a result that falls as the number rises. Less than a number, and no more, we have no word for."""


class Vague(Exception):
    """The numbers are too inexact for the calculation to say anything; carries why."""


def of_sum(parts: Collection[Op]) -> Op:
    """What is true of a sum. Raises Vague where some parts are open above and others near."""
    ops = set(parts) - {"="}
    if not ops:
        return "="
    if ops <= OPEN:
        return ">" if ">" in ops else ">="
    if ops <= NEAR:
        return ops.pop() if len(ops) == 1 else "~"
    raise Vague("a sum of “more than” and “nearly” lies on neither side of any number.")


def of_two(first: Op, second: Op) -> Op:
    """What is true of `first` less `second`, or divided by it. Raises Vague for two approximations."""
    if second == "=":
        return first
    if first != "=":
        raise Vague("of two approximations neither difference nor ratio means anything.")
    if second in OPEN:
        raise Vague("less than a number “more than” so much, or a part of one, has no lower end.")
    return _MIRRORED[second]


def of_rounding(op: Op) -> Op:
    """What is true of a rounded number; one that is open above is rounded down, and stays so."""
    return op if op in OPEN else "~"
