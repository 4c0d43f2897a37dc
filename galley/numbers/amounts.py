"""Numbers read exactly out of the words that say them: 1800亿, 两千五百万, 5:32, ½, 1.2bn, two hundred and fifty."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from galley.inputs.scalars import LONGEST_NUMBER
from galley.numbers.numerals import System

AmountKind = Literal["digits", "spelled", "magnitude", "fraction", "clock"]
"""magnitude: a scale word alone, 千亿, which tells the order only · clock: 5:32, which counts minutes"""

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
CLOCK = r"(?<![\d:：])\d{1,2}[:：][0-5]\d(?![\d:：])"
HALF = Decimal("0.5")
MOST = LONGEST_NUMBER
"""Digits of a number that is read; of a longer one the value is not told, since it could not be computed exactly."""

_BLANKS = dict.fromkeys(map(ord, "\u00a0\u202f\u2009"))  # spaces that group digits


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was read. `value` is None where the words tell none: 几十, 七八, 1.2.3."""

    value: Decimal | None
    kind: AmountKind
    ordinal: bool = False


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest first; for none of them, one that never matches."""
    longest_first = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    spelled = (re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
    return f"(?:{'|'.join(spelled)})" if longest_first else "(?!)"


def number_pattern(system: System, units: Iterable[str] = ()) -> str:
    """A pattern, without groups, for every number of the system.

    A place word that begins one of `units`, as 千 begins 千米, is left to the unit.
    """
    stop = f"(?!{any_of(unit for unit in units if unit[:1] in system.places)})"
    parts = [CLOCK, _digits_pattern(system, stop)]
    if system.digits:
        parts.append(_places_pattern(system, stop))
    if system.words:
        parts.append(_words_pattern(system))
    return f"(?:{'|'.join(parts)})"


@lru_cache
def _amount_pattern(system: System) -> str:
    group, point = re.escape(system.group), "[.．]" if system.decimal == "." else re.escape(system.decimal)
    grouped = rf"\d{{1,3}}(?:{group}\d{{3}})+(?!\d)|\d{{1,3}}(?:[\u00a0\u202f\u2009]\d{{3}})+(?!\d)"
    return rf"(?:(?:(?<![\w.])[-−])?(?:{grouped}|\d+)(?:{point}\d+)*[{VULGAR}]?|[{VULGAR}])"


@lru_cache
def _amounts_pattern(system: System) -> re.Pattern[str]:
    return re.compile(rf"({_amount_pattern(system)})([^\d]*)")


@lru_cache
def _scale_pattern(system: System) -> str:
    return any_of(system.multipliers)


def _digits_pattern(system: System, stop: str) -> str:
    amount, scales = _amount_pattern(system), _scale_pattern(system)
    if system.spaced:
        marks = any_of(system.ordinal_marks.values())
        return rf"{amount}(?:{marks}(?!\w)|(?:(?:\s+|-)?{scales}(?!\w))+)?"
    scale = rf"\s?(?:{stop}{scales})+"
    return rf"{amount}(?:{scale}(?:{amount}{scale})*)?(?:{system.half_more})?"


def _places_pattern(system: System, stop: str) -> str:
    digits, scales, places, vague = map("".join, (system.digits, system.multipliers, system.places, system.vague))
    run = rf"(?:[{vague}](?=[{scales}]))?(?:{stop}[{digits}{scales}])+(?:(?<=[{places}])[{vague}])?"
    fraction = rf"(?:{run}|\d+){system.out_of}(?:{run}|\d+)"
    decimals = rf"(?:{system.point}[{digits}]+(?![{scales}]))?"
    return rf"{fraction}|{run}{decimals}(?:{system.half_more})?|{any_of((*system.fractions, *system.ordinals))}"


def _words_pattern(system: System) -> str:
    gap, scale = r"(?:\s+|-)", rf"{any_of(system.multipliers)}(?!\w)"
    small = rf"(?:{any_of(system.tens)}(?:-{any_of(system.words[1:10])})?|{any_of(system.words)})(?!\w)"
    article, more = any_of(system.article), any_of([system.half_more])
    start = rf"(?:{small}|{article}(?={gap}{scale}))(?:{gap}{more})?"
    whole = rf"{start}(?:{gap}{scale}(?:{gap}(?:{any_of([system.conjunction])}{gap})?{small})?)*"
    halves = any_of(word for word, parts in system.fractions.items() if parts == 2)
    part = rf"(?:(?:{small}|{article}){gap}{any_of(system.fractions)}|{halves})(?!\w)"
    return rf"(?<!\w)(?:{_ordinal_pattern(system)}|{part}(?:{gap}(?:{article}{gap})?{scale})?|{whole})"


@lru_cache
def _ordinal_pattern(system: System) -> str:
    return rf"(?:{any_of(system.tens)}-)?{any_of(system.ordinals)}(?!\w)"


@lru_cache(maxsize=4096)
def read_number(text: str, system: System) -> Number:
    """The number that `text` says, where the system's pattern has found it."""
    if sum(character.isdigit() or character in system.digits for character in text) > MOST:
        return Number(None, "digits")
    try:
        return _read(re.sub(r"[ \t\n]+", " " if system.spaced else "", text.lower().strip()), system)
    except ArithmeticError:  # such as a chain of a million scale words
        return Number(None, "spelled")


def _read(text: str, system: System) -> Number:
    if re.fullmatch(CLOCK, text):
        hours, minutes = re.split("[:：]", text)
        return Number(Decimal(hours) * 60 + Decimal(minutes), "clock")
    if system.out_of and system.out_of in text:
        below, above = (read_number(part, system).value for part in text.split(system.out_of, 1))
        return Number(_tidy(above / below) if above is not None and below else None, "fraction")
    if re.match(rf"[-−]?\d|[{VULGAR}]", text):
        return _read_digits(text, system)
    return _read_places(text, system) if system.digits else _read_words(text, system)


def _tidy(value: Decimal) -> Decimal | None:
    return None if value.adjusted() >= MOST else tidy(value)


def tidy(value: Decimal) -> Decimal:
    """The same number without zeros at its end, and without a power of ten: 20 for 20.0 and for 2E+1."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _read_digits(text: str, system: System) -> Number:
    """Reads 1,800, 64.8亿, 3亿5000万, 11th, 2½, 2个半."""
    scales, total = system.multipliers, Decimal(0)
    if system.half_more and text.endswith(system.half_more):
        text, total = text.removesuffix(system.half_more), HALF
    for found in _amounts_pattern(system).finditer(text):
        value = _amount(found[1], system)
        if value is None:
            return Number(None, "digits")
        for word in re.findall(_scale_pattern(system), found[2]) if found[2] else ():
            value *= scales[word]
        total += value
    return Number(_tidy(total), "digits", text.endswith(tuple(system.ordinal_marks.values())))


def _amount(text: str, system: System) -> Decimal | None:
    more = Decimal(0)
    if text[-1] in VULGAR:
        above, below = unicodedata.normalize("NFKC", text[-1]).split("⁄")
        text, more = text[:-1], Decimal(above) / Decimal(below)
    plain = text.translate(_BLANKS).replace(system.group, "").replace("−", "-")
    plain = plain.replace("．", ".") if system.decimal == "." else plain.replace(system.decimal, ".")
    return None if plain.count(".") > 1 else Decimal(plain or 0) + more


def _read_places(text: str, system: System) -> Number:
    """Reads 两千五百万, 二〇二二, 七点五, 千亿, 半, 首."""
    if text in system.ordinals:
        return Number(Decimal(system.ordinals.index(text) + 1), "spelled", ordinal=True)
    if text in system.fractions:
        return Number(_tidy(1 / Decimal(system.fractions[text])), "fraction")
    whole = text.removesuffix(system.half_more) if system.half_more else text
    more = HALF if whole != text else Decimal(0)
    whole, _, decimals = whole.partition(system.point) if system.point else (whole, "", "")
    value = _places_value(whole, system)
    if value is None:
        return Number(None, "spelled")
    more += Decimal("0." + "".join(str(system.digits[digit]) for digit in decimals)) if decimals else 0
    alone = system.multipliers.get(text[0], 0) >= 100
    return Number(_tidy(value + more), "magnitude" if alone else "spelled")


def _places_value(text: str, system: System) -> Decimal | None:
    """None for what tells no number: 几十, 七八."""
    if any(character in system.vague for character in text):
        return None
    if all(character in system.digits for character in text):
        figures = "".join(str(system.digits[character]) for character in text)
        return Decimal(figures) if len(text) != 2 or "0" in figures else None
    return _compose(text, system)


def _compose(text: str, system: System) -> Decimal | None:
    """A last digit right after a place counts in the next lower one: 两万五 is 25,000."""
    sizes, total, section, last = system.multipliers, Decimal(0), Decimal(0), 1
    digit: Decimal | None = None
    for before, character in zip(" " + text, text, strict=False):
        if character in system.digits:
            if digit:
                return None
            digit, last = Decimal(system.digits[character]), 1 if system.digits.get(before) == 0 else last
        elif character in system.places:
            last = system.places[character]
            section, digit = section + (1 if digit is None else digit) * last, None
        else:
            size = sizes[character]
            total = _climb(total, section + (digit or 0), size)
            section, digit, last = Decimal(0), None, int(size)
    shortened = digit and last >= 100
    return total + section + (digit or 0) * (Decimal(last) / 10 if shortened else 1)


def _climb(total: Decimal, below: Decimal, size: Decimal) -> Decimal:
    """The total after a scale word: a larger one multiplies all before it (万亿), a smaller one only what is below."""
    return (total + below or Decimal(1)) * size if total < size else total + (below or Decimal(1)) * size


def _read_words(text: str, system: System) -> Number:
    """Reads twenty-five, two hundred and fifty thousand, a hundred, half a million, three quarters, twenty-first."""
    worth = {word: Decimal(n) for n, word in enumerate(system.words)} | {w: Decimal(n) for w, n in system.tens.items()}
    ordinal = re.fullmatch(_ordinal_pattern(system), text) is not None
    if ordinal:
        worth |= {word: Decimal(n) for n, word in enumerate(system.ordinals, start=1)}
    scales, parts = system.multipliers, {} if ordinal else system.fractions
    total, current = Decimal(0), Decimal(0)
    kind: AmountKind = "spelled"
    known = any_of((*worth, *scales, *parts, system.half_more))
    for word in re.findall(rf"(?<!\w){known}(?!\w)", text):
        if word == system.half_more:
            current += HALF
        elif word in worth:
            current += worth[word]
        elif word in parts:
            current, kind = (current or Decimal(1)) / parts[word], "fraction"
        elif scales[word] == 100:
            current = (current or Decimal(1)) * 100
        else:
            total, current = _climb(total, current, scales[word]), Decimal(0)
    return Number(_tidy(total + current), kind, ordinal)
