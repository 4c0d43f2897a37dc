"""What Chinese numbers come to: their values, scales, units and ranges."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from galley.numbers.reading.han import DIGITS, NUMERAL, SCALES, TENS, VULGAR, amount, numeral, scaled
from galley.numbers.reading.lexicon import Lexicon
from galley.numbers.reading.quantity import LONGEST, Sighting
from galley.numbers.reading.scan import NAME, Scan, left_of, op_of

_AMOUNT = r"(?:\d{1,3}(?:[,\u00a0\u202f\u2009 ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
_HAN = f"[{NUMERAL}]"
_SCALE = r"(?:(?!千米|千克|千瓦|百分)[十百千万亿])+"
_POINT = f"(?:点[{''.join(DIGITS)}]+)?"
_NO_SUM = r"(?!\+[\dA-Z])"
_COMPOUND = re.compile(rf"({_AMOUNT})((?:(?!千米|千克|千瓦)[百千万])+)")
_BEFORE_HALF = re.compile(r"[一两二三四五六七八九十\d个年大后前上下多过]$")
_HEDGED = re.compile("[近逾超过破上约足数到]$")
_GROUPED = re.compile(r"\s?(?:[-–—~至到]|——)\s?")


@cache
def _number_of(halves: tuple[str, ...], doubles: tuple[str, ...], inside: str, vague: str) -> re.Pattern[str]:
    either = ("|".join(sorted(map(re.escape, words), key=len, reverse=True)) for words in (halves, doubles))
    half, double = either
    return re.compile(
        rf"(?P<half>{half})|(?P<double>{double})"
        rf"|(?P<below>{_AMOUNT}|{_HAN}+)分之(?P<above>{_AMOUNT}|{_HAN}+{_POINT})"
        rf"|(?P<of>[三四五六八])分(?P<parts>[一二三])(?![十百千万亿点分秒个次年月天人名位场之])"
        rf"|(?P<over>\d+)/(?P<under>\d+)(?!\d)"
        rf"|(?P<lead>好几|[数几]|上(?=[百千万亿]))?(?P<n>{_AMOUNT}|[{''.join(VULGAR)}]|(?!零下){_HAN}+{_POINT})"
        rf"(?P<in1>{_NO_SUM}[{inside}])?\s?(?P<scale>{_SCALE})?(?P<in2>{_NO_SUM}[{inside}])?"
        rf"|(?P<few>数以[十百千万亿]+计|(?:{vague})(?=[个家所名位人次辆台座条项天年月倍成度元种户公米吨十百千万亿]))"
    )


def number(lexicon: Lexicon) -> re.Pattern[str]:
    tables = lexicon.tables
    inside = "".join(character for words in tables["inside"].values() for character in words)
    return _number_of(tuple(tables["halves"]), tuple(tables["double"]), inside, "好几|若干|[数几]")


def valued(scan: Scan, found: re.Match[str]) -> Sighting | None:
    for group, value in _VALUES:
        if found[group]:
            return value(scan, found)
    return _counted_value(scan, found)


def _half_of(scan: Scan, at: int, unit: str, beside: str) -> Sighting | None:
    """半小时, and 个半小时, which is one and a half."""
    seen = Sighting(at, at + 1, "fraction", Decimal("0.5"))
    if _AND_A_HALF.search(beside) and _half_measure(scan, seen):
        return Sighting(at - 1, seen.end, "number", Decimal("1.5"), seen.unit, seen.units)
    if not unit or _BEFORE_HALF.search(beside):
        return None
    _half_measure(scan, seen)
    return seen


def _half_measure(scan: Scan, seen: Sighting) -> bool:
    """Takes the measure that a half is of: half an hour is no half of what there is."""
    unit = spelled(scan, seen.end).strip()
    if not unit or set(scan.units.spellings[unit]) <= scan.units.counted:
        return False
    seen.end += len(spelled(scan, seen.end))
    seen.unit, seen.units = unit, scan.units.spellings[unit]
    return True


_AND_A_HALF = re.compile(f"(?<![{NUMERAL}\\d几多好大小这那每整一])个$")


def _half(scan: Scan, found: re.Match[str]) -> Sighting | None:
    word, beside = found["half"], left_of(scan.text, found.start())
    whole = (
        len(word) == 2 and word[1] == "半" and scan.text[found.start() - 1 : found.start() + 1] in scan.lexicon.roles
    )
    if word == "半" or whole:  # 至多|半小时, 最近|半年
        at = found.end() - 1
        return _half_of(scan, at, spelled(scan, at + 1), "" if whole else beside)
    op = scan.lexicon.tables["halves"][word]
    seen = Sighting(*found.span(), "fraction", Decimal("0.5"))
    if op == "?":
        return Sighting(*found.span(), "vague", why=[word])
    seen.bound = op
    if word[-1] == "半":
        _half_measure(scan, seen)
    return seen


def _double(scan: Scan, found: re.Match[str]) -> Sighting:
    value = Decimal(str(scan.lexicon.tables["double"][found["double"]]))
    seen = Sighting(*found.span(), "multiple", value, "倍", ("times",))
    seen.direct("rise" if value > 1 else "fall")
    return seen


def _few(_scan: Scan, found: re.Match[str]) -> Sighting:
    return Sighting(*found.span(), "vague", why=[found["few"]])


def _share(_scan: Scan, found: re.Match[str]) -> Sighting:
    below, above = (amount(part) if part[0].isdecimal() else numeral(part) for part in (found["below"], found["above"]))
    if below in (100, 1000) and above is not None:
        unit = ("%", ("percent",)) if below == 100 else ("‰", ("permille",))
        return Sighting(*found.span(), "number", above, *unit)
    value = above / below if above is not None and below else None
    return Sighting(*found.span(), "fraction", value, why=[] if value is not None else [found[0]])


def _short_share(_scan: Scan, found: re.Match[str]) -> Sighting:
    """三分一, as Hong Kong says it."""
    return Sighting(*found.span(), "fraction", Decimal(DIGITS[found["parts"]]) / DIGITS[found["of"]])


def _quotient(_scan: Scan, found: re.Match[str]) -> Sighting:
    above, below = Decimal(found["over"]), Decimal(found["under"])
    value = above / below if below else None
    return Sighting(*found.span(), "fraction", value, why=[] if value is not None and value < 1 else [found[0]])


_VALUES = (
    ("half", _half), ("double", _double), ("few", _few), ("below", _share), ("of", _short_share), ("over", _quotient),
)  # fmt: skip


def _counted_value(scan: Scan, found: re.Match[str]) -> Sighting | None:
    words, lone = found["n"], not found["scale"] and not found["in1"] and not found["lead"]
    if lone and words in ("壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖", "拾", "佰", "仟"):
        return None
    value = _written(words)
    hedged = _HEDGED.search(left_of(scan.text, found.start()))
    if lone and words in "百千万亿" and not hedged and not spelled(scan, found.end()):
        return None
    seen = Sighting(*found.span(), "number", value)
    if value is None:
        seen.kind, seen.why = "vague", [] if words[0].isdecimal() else [words]
    elif found["scale"]:
        size = scaled(found["scale"])
        seen.value = value * size
    _hedge_inside(scan, seen, found)
    if seen.bound == "=" and set(words) <= set(SCALES) - {"十", *TENS} and seen.kind == "number":
        seen.bound = "~" if not found["lead"] and not hedged else "="
    return seen


_SAID_LOOSELY = re.compile(f"[百千万][{''.join(DIGITS)}]")
"""百八十 people are about a hundred, and not 180."""


def _written(words: str) -> Decimal | None:
    if words in VULGAR:
        return VULGAR[words]
    if words[0].isdecimal():
        value = amount(words)
        return value if len(value.as_tuple().digits) <= LONGEST else None
    spelled = None if _SAID_LOOSELY.match(words) else numeral(words)
    if spelled is None or max(spelled.adjusted() + 1, len(spelled.as_tuple().digits)) > LONGEST:
        return None
    return spelled


def _hedge_inside(scan: Scan, seen: Sighting, found: re.Match[str]) -> None:
    """240多万, 30余万, 100来万; 数百 and 上千 before it."""
    ops = {character: op for op, words in scan.lexicon.tables["inside"].items() for character in words}
    for word in filter(None, (found["in1"], found["in2"])):
        take(seen, ops[word], word)
    if found["lead"]:
        take(seen, scan.lexicon.tables["vague"].get(found["lead"], "?"), found["lead"])
        if found["lead"] in seen.why:
            seen.kind = "vague"


def take(seen: Sighting, op: str, word: str) -> None:
    """Bounds the number by a word behind it, or doubts it where the word leaves open how."""
    if op == "?":
        seen.why.append(word)
    elif op != "=":
        seen.hedge(op_of(op), word)


def scale_on(scan: Scan, seen: Sighting) -> None:
    """3亿5000万."""
    more = _COMPOUND.match(scan.text, seen.end) if scan.text[seen.end - 1] in "亿万" else None
    if more and seen.value is not None and seen.kind == "number":
        size = Decimal(scaled(more[2]))
        seen.value, seen.end = seen.value + amount(more[1]) * size, more.end()


_GOES_ON = re.compile(rf"[.:∶：]?\d|[{NUMERAL}]")


def spelled(scan: Scan, at: int) -> str:
    """The longest spelling of a unit that stands here, with the space before it."""
    space = scan.text[at : at + 1] if scan.text[at : at + 1] in (" ", "\u00a0", "\u202f") else ""
    start = at + len(space)
    for name in scan.units.by_first.get(scan.text[start : start + 1], ()):
        if scan.text.startswith(name, start):
            after = scan.text[start + len(name) : start + len(name) + 1]
            if name[-1] in "1一" and _GOES_ON.match(scan.text, start + len(name)):
                continue  # 3∶15
            if after and after in scan.lexicon.tables["longer"].get(name[-1], ""):
                continue  # 12个分馆, 5股东
            if not (name[-1].isascii() and name[-1].isalpha() and after.isascii() and after.isalpha()):
                return space + name
    return ""


_SLASHED = re.compile("/[A-Za-z一-鿿]+")


def unit_on(scan: Scan, seen: Sighting) -> None:
    """Takes the unit behind the number, where one is there."""
    if seen.unit or seen.kind in ("fraction", "multiple"):
        return
    name = _counted_more(scan, seen) or spelled(scan, seen.end)
    behind = {scan.text[seen.end : seen.end + length] for length in (2, 3)}
    if any(len(word) > max(1, len(name)) and word in scan.lexicon.after for word in behind):
        return  # 37万封顶 counts no letters
    if name:
        seen.unit, seen.units = name.strip(), scan.units.spellings[name.strip()]
        seen.end += len(name)
    if slashed := _SLASHED.match(scan.text, seen.end):
        seen.why.append(slashed[0])  # 12平方米/人: so much for each, which is another unit
    if "times" in seen.units:
        seen.kind = "multiple" if seen.kind == "number" else seen.kind
    _tenths_on(scan, seen)


_TENTHS: Mapping[str, re.Pattern[str]] = {
    "成": re.compile("([一二三四五六七八九1-9])"),
    "米": re.compile(r"([一二三四五六七八九1-9]{1,2})(?!\d)"),
    "度": re.compile(r"([一二三四五六七八九1-9])(?!\d)"),
    "秒": re.compile(r"(\d{1,3}|[一二三四五六七八九]{1,2})(?!\d|[.点])"),
    "块": re.compile("([一二三四五六七八九1-9])(?:[毛角](?:钱)?|(?=一[斤两个张份只条包瓶件碗杯]))?"),
}
_TENTHS_END = re.compile("[的以左上多有钱是为属]|[^一-鿿0-9]|$|(?<=[毛角钱])|一[斤两个张份只条包瓶件碗杯]")


def _tenths_on(scan: Scan, seen: Sighting) -> None:
    """九成五, 一米七五, 三块五: what stands behind the unit are its tenths, where it counts nothing else."""
    found = _TENTHS[seen.unit].match(scan.text, seen.end) if seen.unit in _TENTHS else None
    if seen.unit in ("块", "米") and scan.text.startswith(NAME, seen.end):
        seen.why.append(seen.unit)  # 三块五一斤, 一米八五: 五一 is no holiday here
    if not found or seen.value is None or seen.value % 1 or seen.kind != "number":
        return
    counts = spelled(scan, found.end()) or scan.text[found.end() : found.end() + 1] in tuple(NUMERAL)
    if (seen.unit == "秒" and not counts) or _TENTHS_END.match(scan.text, found.end()):
        digits = "".join(str(DIGITS.get(digit, digit)) for digit in found[1])
        seen.value, seen.end = seen.value + Decimal(f"0.{digits}"), found.end()
    elif not counts:
        seen.why.append(found[1])


def _counted_more(scan: Scan, seen: Sighting) -> str:
    """五个多小时: the hedge stands between the measure word and the unit."""
    found = re.compile("个([多来余])").match(scan.text, seen.end)
    name = spelled(scan, found.end()) if found else ""
    if not found or not name or set(scan.units.spellings[name]) <= scan.units.counted:
        return ""
    ops = {character: op for op, words in scan.lexicon.tables["inside"].items() for character in words}
    take(seen, ops[found[1]], found[1])
    seen.end = found.end()
    return name


def range_on(scan: Scan, seen: Sighting) -> None:
    """3至5亿元, 6–8个, 10小时到12小时."""
    between = _GROUPED.match(scan.text, seen.end)
    high = re.compile(rf"({_AMOUNT}|{_HAN}+)({_SCALE})?").match(scan.text, between.end()) if between else None
    if not high or seen.value is None or seen.kind not in ("number", "multiple") or "between" in seen.bound:
        return
    value = _written(high[1])
    unit = spelled(scan, high.end())
    if value is None or (seen.unit and scan.text[high.end() : high.end() + len(unit)].strip() != seen.unit):
        return
    if seen.unit and re.search("[由从]$", left_of(scan.text, seen.start)):
        return
    seen.kind, seen.high, seen.end = "range", value * scaled(high[2] or ""), high.end() + len(unit)
    seen.bound = "between"
    if high[2] and seen.high > seen.value * 1000:
        seen.why.append(scan.text[seen.start : seen.end])  # 3至5亿: nothing says whether 3 is 3亿; the likelier is told
        seen.value *= scaled(high[2]) if seen.value < value else 1
    if unit:
        seen.unit, seen.units = unit.strip(), scan.units.spellings[unit.strip()]


def add_half(scan: Scan, seen: Sighting) -> None:
    """两个半, 3年半; and no other digit may touch the end: 2小时几."""
    after = scan.text[seen.end : seen.end + 1]
    if scan.text[seen.end : seen.end + 2] in ("半径", "半圈", "半岛"):
        return
    if after == "半" and seen.unit and seen.value is not None and seen.kind != "fraction":
        seen.value, seen.end = seen.value + Decimal("0.5"), seen.end + 1
        unit = spelled(scan, seen.end) if set(seen.units) <= scan.units.counted else ""
        if unit:
            seen.unit, seen.units, seen.end = unit, scan.units.spellings[unit], seen.end + len(unit)
    elif after and after in "半几数":
        seen.why.append(after)
