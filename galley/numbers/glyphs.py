"""Letters that are a number by themselves, which a reader of figures may pass over: ⁷ ❼ ㈦ ㊆ ½ Ⅻ 叁 卅 〧, MMXIX."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

FORMAL = frozenset("壹贰貳弐弍弎叁叄柒捌玖佰仟廿卄卅卌皕")
"""Chinese numerals that are hardly ever anything else. Unicode calls others numbers too (陆 land, 参 join, 什 what):
they are read as numbers only beside other numerals."""

_ORDINARY = FORMAL | frozenset("一二三四五六七八九十百千万亿两零")
_YEAR = re.compile(r"(?<![^\W_])(?=[MDCLXVI]{4})M(?:M|CM|DC{0,3})?(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![^\W_])")
"""A year in Roman numerals: the shorter ones are other words as often."""
_NOUGHT, _BESIDE = "〇", frozenset("〇零一二三四五六七八九十百千万")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def glyphs(text: str) -> Iterator[tuple[int, str]]:
    """Each of them, and its offset; plain digits and ordinary Chinese numerals are none."""
    yield from ((found.start(), found[0]) for found in _YEAR.finditer(text))
    if text.isascii():
        return
    for at, character in enumerate(text):
        if not character.isascii() and (_is_number(character) or _is_alone(text, at)):
            yield at, character


def _is_alone(text: str, at: int) -> bool:
    """Whether it is the round nought with no numeral beside it: 二〇二二 is read as a whole."""
    return text[at] == _NOUGHT and not _BESIDE.intersection(text[max(at - 1, 0) : at] + text[at + 1 : at + 2])


@lru_cache(maxsize=1 << 14)
def _is_number(character: str) -> bool:
    folded = unicodedata.normalize("NFKC", character)
    if folded != character and folded in _ORDINARY:  # a radical or a double of one, which looks like it: ⼆
        return True
    if _HAN.match(character):
        return character in FORMAL
    if character == _NOUGHT:
        return False
    return unicodedata.numeric(character, None) is not None or any(one.isdigit() for one in folded)
