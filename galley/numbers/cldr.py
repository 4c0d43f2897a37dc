"""What CLDR says of a language: its signs in numbers, its scale words, its months and its names of units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from babel import Locale

from galley.numbers.reading.stock import stock


@lru_cache(maxsize=64)
def scales(locale: Locale) -> Mapping[str, Decimal]:
    """Each scale word, in small letters, and what it multiplies by: milhões → 1,000,000."""
    found: dict[str, Decimal] = {}
    for patterns in locale.compact_decimal_formats["long"].values():
        for size, pattern in patterns.items():
            zeros, word = str(pattern.pattern).count("0"), re.sub(r"[0\s\u00a0']+", " ", pattern.pattern).strip()
            if word and zeros:
                found[word.lower()] = Decimal(size) / Decimal(10 ** (zeros - 1))
    return found


@lru_cache(maxsize=64)
def months(locale: Locale) -> Mapping[str, int]:
    """Each name of a month, in small letters and without a stop, and its number."""
    forms = (locale.months[use][width] for use in ("format", "stand-alone") for width in ("wide", "abbreviated"))
    return {str(name).lower().rstrip("."): number for names in forms for number, name in names.items()}


@lru_cache(maxsize=64)
def literals(locale: Locale) -> frozenset[str]:
    """The words that stand between the parts of a date: de."""
    patterns = [str(one.pattern) for one in locale.date_formats.values()]
    patterns += [str(one) for one in locale.datetime_skeletons.values()]
    return frozenset(word.lower() for one in patterns for text in re.findall("'([^']+)'", one) for word in text.split())


@lru_cache(maxsize=64)
def units(locale: Locale) -> Mapping[str, frozenset[str]]:
    """Each name of a unit, in small letters, and the units of the stock that it may mean; %, of per cent."""
    found: dict[str, set[str]] = {"%": {"percent"}, "‰": {"permille"}}
    patterns = locale._data["unit_patterns"]
    for unit in stock().values():
        for width in ("long", "short"):
            forms = patterns.get(unit.cldr, {}).get(width, {})
            for form in dict(forms).values():
                if isinstance(form, str) and "{0}" in form:
                    found.setdefault(form.replace("{0}", "").strip("\u00a0\u202f ").lower(), set()).add(unit.id)
        for name in _currency(locale, unit.cldr or ""):
            found.setdefault(name.lower(), set()).add(unit.id)
    return {name: frozenset(ids) for name, ids in found.items() if name}


def _currency(locale: Locale, code: str) -> Iterator[str]:
    """What a currency is called, one and many of it."""
    yield from (str(name) for name in locale._data["currency_names_plural"].get(code, {}).values())
    yield from (str(named[code]) for named in (locale.currencies, locale.currency_symbols) if code in named)


def number(locale: Locale, text: str) -> Decimal | None:
    """Digits as the language groups and points them; None where its signs stand in another order."""
    decimal = str(locale.number_symbols["latn"]["decimal"])
    groups = "." if decimal == "," else ","
    shape = rf"(?:\d{{1,3}}(?:[{re.escape(groups)}\s\u00a0\u202f’']\d{{3}})+|\d+)(?:{re.escape(decimal)}\d+)?"
    if not re.fullmatch(shape, text):
        return None
    whole, _, part = text.partition(decimal)
    return Decimal(re.sub(r"\D", "", whole) + (f".{part}" if part else ""))
