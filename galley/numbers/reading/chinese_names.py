"""Names and idioms of Chinese that hold a numeral, and where one only looks like one: 八公 in 八公里."""

from __future__ import annotations

import re
from functools import cache

from galley.numbers.reading.han import DIGITS, NUMERAL, SCALES
from galley.numbers.reading.lexicon import GOVERNING, Lexicon
from galley.numbers.reading.scan import NAME
from galley.numbers.reading.stock import Units


@cache
def _pairs(names: frozenset[str]) -> frozenset[str]:
    """Every two characters that stand side by side in a name: without such a pair no name is looked for."""
    return frozenset(name[at : at + 2] for name in names for at in range(len(name) - 1))


def unnamed(text: str, lexicon: Lexicon, units: Units) -> str:
    """The text with every name and idiom that holds a numeral masked."""
    out, at, pairs = text, 0, _pairs(lexicon.names)
    for place, character in enumerate(text):
        if place < at or (character not in _IN_NAMES and not character.isascii()):
            continue
        if text[place : place + 2] not in pairs and text[max(0, place - 1) : place + 1] not in pairs:
            continue
        span = _name_over(text, place, at, lexicon, units)
        if span:
            out, at = out[: span[0]] + NAME * (span[1] - span[0]) + out[span[1] :], span[1]
    return out


_COUNTED_ON = frozenset(NUMERAL) | set("数几好上分0123456789")
_IN_NAMES = frozenset(NUMERAL) | set("数几半成")
_NAME_LENGTHS = range(10, 1, -1)


def _name_over(text: str, place: int, floor: int, lexicon: Lexicon, units: Units) -> tuple[int, int] | None:
    for start in range(max(floor, place - 5), place + 1):
        for length in _NAME_LENGTHS:
            name = text[start : start + length]
            if start + length > place and name in lexicon.names and len(name) == length:
                held = _reads_on(name, text, start, lexicon) or _begins_unit(name, text, start, units)
                if not held and not _counted(name, text[start + length : start + length + 2]):
                    return start, start + length
    return None


def _reads_on(name: str, text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether a name is the end of a number, or of a word that governs one, that begins before it."""
    before = text[max(0, start - 2) : start]
    if name[0] in NUMERAL and (before[-1:] in _COUNTED_ON or _INSIDE.search(before)):
        return True
    if (name[0] == "高" and before[-1:] in _RISING) or (name == "半年" and _FOR_HALF_A_YEAR.search(before)):
        return True
    year = _PART_OF_A_YEAR.search(text[max(0, start - 1) : start + len(name) + 1])
    return year is not None or _ends_hedge(text, start, start + len(name), lexicon)


_RISING = frozenset("提升走拔增攀")  # 提高二点九七, and no second year
_INSIDE = re.compile(f"分之$|[{''.join(DIGITS)}]点$")  # 三分之一起, 零点六四
_FOR_HALF_A_YEAR = re.compile("不[到足]|逾|超过|至少|最多|[历耗用]时|为期|长达|短[至到]$")
_PART_OF_A_YEAR = re.compile("[上下]半年|四季度")


def _ends_hedge(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a name is the end of a longer word that governs a figure: 一点 in 差一点."""
    longer = (text[begin:end] for begin in range(max(0, start - 2), start))
    return any(GOVERNING & lexicon.roles.get(word, {}).keys() for word in longer)


_HOLIDAY = re.compile("期间|[号路]")


def _goes_on(name: str, text: str, at: int, units: Units) -> bool:
    """Whether a name of numerals alone is a number here: 二百五十万, 十一家, 十一分之三."""
    if text[at : at + 1] in tuple(NUMERAL) or text.startswith("分之", at):
        return True
    counts = len(name) > 1 and name[-2] in SCALES and not _HOLIDAY.match(text, at)
    return counts and any(text.startswith(unit, at) for unit in units.by_first.get(text[at : at + 1], ()))


_NO_UNIT = re.compile("度电[商视脑子台器]|星期[待望间刊货]")


def _begins_unit(name: str, text: str, start: int, units: Units) -> bool:
    """Whether what follows the numeral of a name is the beginning of a measure here: 四海里, 八公里, 一小时."""
    rest = name.lstrip(NUMERAL)
    at = start + len(name) - len(rest)
    if not rest:
        return _goes_on(name, text, at, units)
    if rest == name or _NO_UNIT.match(text, at):
        return False
    measures = (unit for unit in units.by_first.get(rest[0], ()) if not set(units.spellings[unit]) <= units.counted)
    return any(len(unit) > len(rest) and text.startswith(unit, at) for unit in measures)


def _counted(name: str, after: str) -> bool:
    """Whether the words of a name begin a quantity here: 十分之一, 零点三, 第一批 of what is counted."""
    if name[-1] in "点块" and name[0] in NUMERAL and after[:1] and (after[0] in DIGITS or after[0] in "半钱"):
        return True
    if name[0] in NUMERAL and name[-1] in "元斤" and not re.match("[一-鿿]", after):
        return True  # 四元 alone, and no bridge
    if name[-1] == "一" and after[:1] == "半":
        return True  # 约合一半
    if name[0] in "高大" and name[-1] in NUMERAL and re.match("[米丈尺成倍岁]|分之|半(?!期)", after):
        return True  # 高三成, and no third year of a school
    return (name[-1:] in "分" and after[:1] in ("之", "钟")) or (
        name[-1:] in SCALES and after[:1] in SCALES and len(name) < 4
    )
