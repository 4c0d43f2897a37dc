"""How a number system writes a number, by exact decimal arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from babel import Locale

from galley.numbers.numerals import Scale, System, spelled, spelled_ordinal


@dataclass(frozen=True, slots=True)
class Written:
    """A number as written, and whether it ends in a word for a power of ten: 1800亿, 180 billion."""

    text: str
    scaled: bool = False


NEAR, DECIMALS = 100, 2
"""In a system of places, less than so many of its smallest scale is said in it with so many decimals, or in digits."""


def in_figures(system: System, locale: Locale, value: Decimal, grouped: bool = False) -> Written:
    """`value` in digits; with the largest scale word that it reaches, where it is to be `grouped`."""
    scale = _scale(system, value) if grouped else None
    if scale is None:
        return Written(_digits(system, value))
    mantissa = value.scaleb(-scale.size.adjusted())
    word = scale.forms.get(locale.plural_form(shortest(mantissa)), scale.forms["other"])
    return Written(_digits(system, mantissa) + (" " if system.spaced else "") + word, scaled=True)


def in_words(system: System, value: Decimal, counting: bool) -> str | None:
    """A small whole number in words; None where the system has none for it."""
    return spelled(system, int(value), counting) if value == value.to_integral_value() else None


def as_ordinal(system: System, locale: Locale, value: Decimal) -> str | None:
    """first, 21st; in a system of places the plain numeral, which the qualifier's pattern makes an ordinal: 第一."""
    if value != value.to_integral_value():
        return None
    if system.digits:
        return spelled(system, int(value)) or _digits(system, value)
    word = spelled_ordinal(system, int(value))
    mark = system.ordinal_marks.get(locale.ordinal_form(int(value)))
    return word or (_digits(system, value) + mark if mark else None)


def shortest(value: Decimal) -> Decimal:
    """The same number without zeros at its end, which CLDR's plural rules would take for precision."""
    return Decimal(_plainly(value))


def _scale(system: System, value: Decimal) -> Scale | None:
    found = next((scale for scale in system.scales if scale.prints and abs(value) >= scale.size), None)
    if found and system.digits and found == system.scales[-1] and abs(value) < NEAR * found.size:
        places = -Decimal(_plainly(value.scaleb(-found.size.adjusted()))).as_tuple().exponent  # type: ignore[operator]
        return found if places <= DECIMALS else None
    return found


def _digits(system: System, value: Decimal) -> str:
    whole, _, rest = _plainly(value).partition(".")
    if not system.digits:  # a system of places groups by its own words: 4000列, 1800亿元
        whole = f"{int(whole):,}".replace(",", system.group)
    return whole + (system.decimal + rest if rest else "")


def _plainly(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
