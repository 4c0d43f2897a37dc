"""How languages say numbers, as tables: what printing writes and reading understands.

A system is data. `zh` and `en` are built in; a story defines further ones in data/numbers.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, Field

from galley.model import Forms, Model, Positive, Whole


def _with_other(forms: Forms) -> Forms:
    if "other" not in forms:
        raise ValueError("it has no form “other”; write other: and the word for most numbers")
    return forms


def _date(pattern: str) -> str:
    parts = re.findall(r"\{(.*?)\}", pattern)
    if not parts or len({*parts}) < len(parts) or not {*parts} <= {"y", "m", "month", "d"}:
        raise ValueError(f"“{pattern}” writes no date; write {{y}}, {{m}} or {{month}}, and {{d}}, each once at most")
    return pattern


Word = Annotated[str, Field(min_length=1)]
Words = tuple[Word, ...]


class Scale(Model):
    """A word for a power of ten: 亿, million."""

    size: Annotated[Decimal, Field(gt=0)]
    forms: Annotated[Forms, AfterValidator(_with_other)]  # by plural category
    reads: Words = ()  # further spellings found in sources
    prints: bool = True  # whether large numbers are printed with it


class System(Model):
    """How one language writes numbers. One of places (Chinese) has `digits`; one of words (English) has `words`."""

    id: str
    decimal: str = "."
    group: str = ","
    spaced: bool = True  # whether spaces part the number, its scale and its unit
    link: str = ""  # between a scale word and a unit: 3 milhões de pessoas
    scales: tuple[Scale, ...] = ()  # the largest first
    words: Words = ()  # zero, one, two, …
    tens: Mapping[str, Whole] = Field(default_factory=dict)  # twenty: 20; joined by a hyphen: twenty-one
    conjunction: str = ""  # and: two hundred and five
    article: Words = ()  # a, an: a hundred, half a million
    fractions: Mapping[str, Positive] = Field(default_factory=dict)  # half: 2, third: 3
    half_more: str = ""  # and a half, 个半
    ordinals: Words = ()  # first, second, third, …
    ordinal_marks: Forms = Field(default_factory=dict)  # by ordinal plural category: 1st 2nd 3rd 4th
    digits: Mapping[str, Whole] = Field(default_factory=dict)  # 一: 1; the first spelling of a digit prints
    places: Mapping[str, Whole] = Field(default_factory=dict)  # 十: 10
    counting: Mapping[str, str] = Field(default_factory=dict)  # 二: 两, where a unit follows
    point: str = ""  # 点: 七点五
    vague: str = ""  # 几: a digit that is not told
    out_of: str = ""  # 分之: 三分之二
    through: Words = ()  # between the ends of a range: 至, to
    dates: tuple[
        Annotated[str, AfterValidator(_date)], ...
    ] = ()  # {y} year, {m} month, {month} its name, {d} day; "{y}": four digits alone are a year
    months: Words = ()  # the names of the months, and any further spellings of them, twelve by twelve

    def __hash__(self) -> int:
        return hash(self.id)

    @cached_property
    def multipliers(self) -> dict[str, Decimal]:
        """Every spelling of a place or scale, with its worth."""
        scales = {word: scale.size for scale in self.scales for word in (*scale.forms.values(), *scale.reads)}
        return scales | {word: Decimal(worth) for word, worth in self.places.items()}

    @property
    def openings(self) -> set[str]:
        """What a number or a date may begin with, beside a digit."""
        words = (*self.words, *self.tens, *self.article, *self.fractions, *self.ordinals, *self.months)
        return {word[0] for word in (*words, *self.digits, *self.multipliers, *self.vague)}


ZH = System(
    id="zh",
    spaced=False,
    scales=(
        Scale(size=Decimal(10**12), forms={"other": "万亿"}, reads=("萬億",)),
        Scale(size=Decimal(10**8), forms={"other": "亿"}, reads=("億",)),
        Scale(size=Decimal(10**4), forms={"other": "万"}, reads=("萬",)),
    ),
    fractions={"半": 2},
    half_more="个半",
    ordinals=("首",),
    digits=dict(zip("零一二三四五六七八九〇两兩", (*range(10), 0, 2, 2), strict=True)),
    places={"十": 10, "百": 100, "千": 1000},
    counting={"二": "两"},
    point="点",
    vague="几数幾數",
    out_of="分之",
    through=("至", "到"),
    dates=("{y}年{m}月{d}日", "{y}年{m}月{d}号", "{y}年{m}月", "{y}年", "{m}月{d}日", "{m}月{d}号", "{m}月", "{d}日"),
)

_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

EN = System(
    id="en",
    scales=(
        Scale(size=Decimal(10**12), forms={"other": "trillion"}, reads=("tn",)),
        Scale(size=Decimal(10**9), forms={"other": "billion"}, reads=("bn",)),
        Scale(size=Decimal(10**6), forms={"other": "million"}, reads=("mn",)),
        Scale(size=Decimal(10**3), forms={"other": "thousand"}, prints=False),
        Scale(size=Decimal(10**2), forms={"other": "hundred"}, prints=False),
    ),
    words=(
        *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        *_TEENS,
    ),
    tens={word: 10 * n for n, word in enumerate(_TENS, start=2)},
    conjunction="and",
    article=("a", "an"),
    fractions={"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5},
    half_more="and a half",
    ordinals=(
        *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
        *("twelfth", *(f"{word}th" for word in _TEENS), "twentieth"),
    ),
    ordinal_marks={"one": "st", "two": "nd", "few": "rd", "other": "th"},
    through=("to",),
    dates=("{d} {month} {y}", "{month} {d}, {y}", "{month} {y}", "{d} {month}", "{month} {d}", "{y}"),
    months=(*_MONTHS, *(month[:3] for month in _MONTHS)),
)

SYSTEMS: Mapping[str, System] = MappingProxyType({"zh": ZH, "en": EN})
PLAIN = System(id="plain")
"""Digits alone: for a language of which no system is known."""


def spelled(system: System, number: int, counting: bool = False) -> str | None:
    """A whole number below a hundred in words: eight, 十四, and 两 where it counts. None if the system has none."""
    if not 0 <= number < 100:
        return None
    if system.digits:
        words = _in_places(system, number)
        return system.counting.get(words, words) if counting else words
    if number < len(system.words):
        return system.words[number]
    ten = next((word for word, value in system.tens.items() if value == number // 10 * 10), None)
    return ten and (f"{ten}-{system.words[number % 10]}" if number % 10 else ten)


def spelled_ordinal(system: System, number: int) -> str | None:
    """first, second, …; None where the system has no word for it."""
    return system.ordinals[number - 1] if 0 < number <= len(system.ordinals) else None


def _in_places(system: System, number: int) -> str:
    names = {value: word for word, value in reversed(list(system.digits.items()))}
    tens, ones = divmod(number, 10)
    ten = next((word for word, value in system.places.items() if value == 10), "")
    return ("" if tens < 2 else names[tens]) + (ten if tens else "") + (names[ones] if ones or not tens else "")
