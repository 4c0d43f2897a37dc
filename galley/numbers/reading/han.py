"""Chinese numerals: digits, places and scales as they are written, and what they come to."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

DIGITS = dict(
    zip("零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖", (0, 0, 1, 2, 2, *range(3, 10), *range(1, 10)), strict=True)
)
SCALES = {"十": 10, "拾": 10, "廿": 20, "卅": 30, "卌": 40, "百": 100, "佰": 100, "千": 1000, "仟": 1000} | {
    "万": 10**4,
    "亿": 10**8,
}
COUNTERS = frozenset("个位名家间座条件本艘辆台张份项册棵株栋幢封篇部架枚颗户所")
"""Words that count things of whatever kind, a story's own or not: 十间 is ten of them."""

THROUGH = "至到"
"""Between the ends of a range."""
TENS = "廿卅卌"
NUMERAL = "".join((*DIGITS, *SCALES))
UNMISTAKEN = frozenset("廿卅卌壹贰叁肆伍柒捌玖拾佰仟")
"""Numerals that are hardly ever anything else, so that they count where no unit stands by them."""
AMONG_WORDS = frozenset("百千万亿什参陆伍拾佰仟柒肆")
"""Characters with a numeric value in Unicode that mostly stand in names and words."""
VULGAR = {
    sign: Decimal(above) / Decimal(below)
    for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
    for above, below in [unicodedata.normalize("NFKC", sign).split("⁄")]
}


def amount(text: str) -> Decimal:
    """Digits with their groups: 1,800 and 4 000."""
    return Decimal("".join(character for character in text if character not in ",\u00a0\u202f\u2009 "))


def scaled(text: str) -> int:
    """Scale words multiplied: 万亿."""
    size = 1
    for character in text:
        size *= SCALES[character]
    return size


def numeral(text: str) -> Decimal | None:
    """两千五百万, 二〇二二, 七点五. None for what tells no number: 七八, 两三千."""
    whole, _, decimals = text.partition("点")
    value = _whole(whole) if whole else None
    if value is None or not decimals:
        return value
    return value + Decimal("0." + "".join(str(DIGITS[digit]) for digit in decimals))


def _whole(text: str) -> Decimal | None:
    if all(character in DIGITS for character in text):
        figures = "".join(str(DIGITS[character]) for character in text)
        return None if len(figures) == 2 and "0" not in figures else Decimal(figures)
    return _composed(text)


def _composed(text: str) -> Decimal | None:
    """By places; a last digit right after a large one counts in the next lower: 两万五 is 25,000."""
    total, section, digit, lower = Decimal(0), Decimal(0), None, Decimal(1)
    for before, character in zip(" " + text, text, strict=False):
        size = SCALES.get(character, 0)
        if not size:
            if digit is not None and DIGITS[before]:
                return None
            digit, lower = Decimal(DIGITS[character]), Decimal(1) if DIGITS.get(before) == 0 else lower
        elif character in TENS:
            section, digit, lower = section + size, None, Decimal(1)
        elif size < 10**4:
            section, digit, lower = section + (1 if digit is None else digit) * size, None, _lower(size)
        else:
            total, section, digit, lower = _climbed(total, section + (digit or 0), size), Decimal(0), None, _lower(size)
    return total + section + (digit or 0) * lower


def _lower(size: int) -> Decimal:
    return Decimal(size) / 10 if size >= 100 else Decimal(1)


def _climbed(total: Decimal, below: Decimal, size: int) -> Decimal:
    """A larger scale word multiplies all before it (万亿), a smaller one only what is below."""
    return (total + below or Decimal(1)) * size if total < size else total + (below or Decimal(1)) * size
