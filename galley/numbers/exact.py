"""Exact numbers, which are not all decimals: a second is 1/60 of a minute."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

MOST_PLACES = 100
"""Decimal places that are looked for: twice as many as a value and the sizes of two units can have together."""


def in_decimal(number: Fraction, digits: int = 1) -> Decimal | None:
    """The number as a decimal of at least so many significant digits; None where its digits have no end."""
    places = next((places for places in range(MOST_PLACES) if 10**places % number.denominator == 0), None)
    if places is None:
        return None
    whole = number.numerator * 10**places // number.denominator
    more = max(0, digits - len(str(abs(whole))))
    return Decimal(f"{whole * 10**more}E-{places + more}")


def in_digits(value: Decimal | Fraction | None) -> str:
    """A number as messages tell it: 1500, 0.25, 1/60 where its digits have no end; “no number” where there is none."""
    if value is None:
        return "no number"
    decimal = in_decimal(Fraction(value))
    return f"{value}" if decimal is None else f"{decimal:f}"


def rounded(number: Fraction) -> Decimal:
    """The nearest decimal of 28 digits: as near as a drawing needs it."""
    return Decimal(number.numerator) / Decimal(number.denominator)
