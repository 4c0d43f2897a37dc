"""What a reader makes of a figure: its value, how the words around it bound and direct it, and what it did not know."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from galley.dates import Date
from galley.model import Change, Op

Bound = Op | Literal["between"]
QuantityKind = Literal[
    "number", "fraction", "multiple", "range", "ordinal", "date", "period", "clock", "vague", "soft", "name"
]
"""vague: hundreds of, 数百, never a value · soft: a bare one, which may count or not · name: A4, Route 66"""
Level = Literal["", "to", "from"]
Opening = Literal["", "since", "until"]

LONGEST = 24
"""Digits beyond which nobody counts, and arithmetic would round."""

FLIPPED: dict[Bound, Bound] = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}
"""What a negation makes of a bound: 不 + 超过."""

_AGREE: frozenset[tuple[Bound, Bound]] = frozenset({(">", ">~"), (">", ">="), ("<", "<="), ("<~", "~")})
"""Pairs of hedges around one number that say the same, the first of them more: 超过60余个, at least 60-odd."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of a text, from `start` to `end`, hedges included.

    `units` are all ids that its unit may mean. `why` holds the words beside it that were not understood; a quantity
    with any is no evidence.
    """

    start: int
    end: int
    text: str
    kind: QuantityKind
    value: Decimal | None = None
    unit: str = ""
    units: tuple[str, ...] = ()
    bound: Bound = "="
    high: Decimal | None = None  # the upper end of a range
    change: Change | None = None
    level: Level = ""  # cut *to* six: the number is where it came to, or came from, and not by how much
    date: Date | None = None
    opening: Opening = ""  # since 2018, until 2021
    margin: bool = False  # a margin follows, and nothing else makes it about: 52% ± 3 points
    why: tuple[str, ...] = ()
    nearby: tuple[str, ...] = ()  # hedges elsewhere in its clause that no figure has taken: no evidence either


@dataclass(slots=True)
class Sighting:
    """A quantity while its surroundings are being read."""

    start: int
    end: int
    kind: QuantityKind = "number"
    value: Decimal | None = None
    unit: str = ""
    units: tuple[str, ...] = ()
    bound: Bound = "="
    high: Decimal | None = None
    change: Change | None = None
    level: Level = ""
    date: Date | None = None
    opening: Opening = ""
    margin: bool = False
    why: list[str] = field(default_factory=list)
    nearby: list[str] = field(default_factory=list)

    def hedge(self, op: Op, word: str) -> None:
        """Takes a bound that `word` sets; a second one must say no more than the first."""
        if self.kind == "range":
            self.why.append(word)
        elif self.bound == "=":
            self.bound = op
        elif self.bound != op and not {(self.bound, op), (op, self.bound)} & _AGREE:
            self.why.append(word)

    def negate(self, word: str, beside: bool) -> None:
        """Turns a bound round where the negation stands right beside it: not more than."""
        if beside and self.bound in FLIPPED and self.change is None:
            self.bound = FLIPPED[self.bound]
        else:
            self.why.append(word)

    def direct(self, change: Change) -> None:
        if self.change is None:
            self.change = change

    def invert(self, word: str) -> None:
        """A minus before it."""
        if self.value is None or self.value < 0 or self.change or self.bound != "=":
            self.why.append(word)
        else:
            self.value = -self.value

    def finished(self, text: str) -> Quantity:
        value = None if self.kind == "vague" else self.value
        return Quantity(
            self.start, self.end, text[self.start : self.end], self.kind, value, self.unit, self.units,
            self.bound, self.high, self.change, self.level, self.date, self.opening, self.margin,
            tuple(dict.fromkeys(self.why)), tuple(dict.fromkeys(self.nearby)),
        )  # fmt: skip
