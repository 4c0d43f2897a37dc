"""Quantities in Chinese text of both scripts, which is read letter by letter in simplified characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from galley.dates import Date, parse, stated
from galley.numbers.reading.chinese_around import govern_left, govern_right
from galley.numbers.reading.chinese_values import add_half, number, range_on, scale_on, spelled, unit_on, valued
from galley.numbers.reading.han import AMONG_WORDS, DIGITS, NUMERAL, SCALES, UNMISTAKEN, VULGAR
from galley.numbers.reading.lexicon import GOVERNING, Lexicon
from galley.numbers.reading.quantity import QuantityKind, Sighting
from galley.numbers.reading.scan import NAME, Scan, join, left_of, name_the_unread, unread_numerals
from galley.numbers.reading.stock import Units

_YEAR = "(?:(?P<y>(?:1[89]|20)\\d\\d)|(?P<yh>[〇零一二三四五六七八九]{4}))年"
_TO = "(?:至|到|[-–—~]+)"
_PERIOD = (
    r"(?:1[89]|20)\d\d年(?:[前头][二三两]个?季度|第?[一二三四1-4]季度|[上下]半年|1月?[至到\-–—~]+\d{1,2}月份?)"
    r"|(?:1[89]|20)\d\d[/\-–—至](?:20)?\d\d年?(?:财政年度|财年|年度|学年|[赛榨产雪]季)"
    r"(?:的?(?:第?[一二三四1-4]季度|[上下]半年))?"
)
_HOURS = "(?:[0-2]?\\d|[一二两三四五六七八九]|十[一二]?)"
_CLOCK = (
    rf"(?:[上下]午|早上|[清凌]晨|中午|傍晚|[今当]?晚上?|深夜|午夜)\s?{_HOURS}[点时](?:半|整|钟|许|多|[一三]刻|{NAME}{{2}}|零?[0-5]?\d(?:分|(?=[^一-鿿\d]|$)))?"
    rf"|(?<![\d.{NUMERAL}涨跌升降了]){_HOURS}(?:点(?:半|钟|[一三]刻|{NAME}{{2}}|[0-5]?\d分)|时[0-5]?\d分(?!\d))"
)
_DAY = "(?:(?:[二三]?十|[廿卅])[一二三四五六七八九]|[二三]十|廿)"
_DATE = re.compile(
    "|".join(
        (
            rf"(?P<part>{_PERIOD})",
            rf"{_YEAR}(?:(?P<m>\d{{1,2}})月(?:(?P<d>\d{{1,2}})[日号])?)?(?P<more>{_TO}(?:(?:19|20)\d\d年)?(?:\d{{1,2}}月)?(?:\d{{1,2}}[日号])?)?",
            rf"\d{{1,2}}{_TO}\d{{1,2}}月份?|\d{{1,2}}月{_TO}\d{{1,2}}月",
            r"(?P<m2>\d{1,2})月(?P<d2>\d{1,2})[日号]",
            r"(?P<m3>\d{1,2})月(?:份|底|初|末)?(?!\d)",
            r"(?P<y4>(?:19|20)\d\d)[-/.](?P<m4>\d{1,2})[-/.](?P<d4>\d{1,2})(?!\d)",
            r"上?世纪\d0年代|\d0年代",
            r"(?<![〇零一二三四五六七八九十百千万])[零〇][一二三四五六七八九]年(?!级)",
            r"(?<![\d.个])(?:1?\d|2[01])世纪(?:\d0年代|[初末])?",
            r"(?P<period>[前头][三一二两四]个?季度|第?[一二三四]季度|[上下]半年)",
            r"[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}[日号])?(?![票亮饼])",
            r"(?<![\d.])(?P<d5>3[01]|[12]?\d)[日号](?![\d线楼院元圆])",
            rf"(?P<clock>(?<!比)(?<!比[例率为])(?<!比例为)\d{{1,2}}[:：][0-5]\d|{_CLOCK})",
            rf"(?<![期时满约近逾过共达每第了{NUMERAL}]){_DAY}日(?![内以之后间游期子元圆])",
            r"(?P<y6>(?:19|20)\d\d)(?=[年“]|财年|赛季|学年|\s*$)",
        )
    )
)
_SINCE, _UNTIL = (
    re.compile("(?:年|月|日|号)?(?:以来|起|至今|以后|之后|后|开始)"),
    re.compile("(?:年|月|日)?(?:以前|之前|前|底前|止)"),
)
_UNTIL_BEFORE, _ABOUT = (
    re.compile("(?:截至|截止到?|(?<![一-鿿])[至到]|直到|迟至|早于|不晚于)$"),
    re.compile("(?:约|大约|大概|约莫|大致|差不多|前后|左右)[于在为是]?$"),
)
_ABOUT_AFTER = re.compile("前后|左右|上下")
_MONEY = re.compile(r"(?:HK|US|NT|CNY|RMB|USD|EUR|HKD|[¥$€£])\s?$")
_LISTED = re.compile(r"(?:(?<=。)|(?<=\n)|^)\s*[（(]?[一二三四五六七八九十]{1,2}(?=[、）)])", re.MULTILINE)
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")
_LETTERS = re.compile("[A-Z]+(?![A-Za-z0-9])")
_ONCE = re.compile(
    "(?<![升降高低温差每约用了仅只有])一度(?=[一-鿿])(?![电半的左以多达之后前内])"
)  # once, and no degree
_DOUBTFUL = re.compile(r"翻[^，。、\d\x01]{1,4}番")


def read(text: str, lexicon: Lexicon, units: Units) -> list[Sighting]:
    """Every quantity of a text in simplified characters; offsets are those of the text."""
    plain = _ADDRESS.sub(lambda found: NAME * len(found[0]), _unnamed(text, lexicon, units))
    masked = _LISTED.sub(lambda found: "\x00" * len(found[0]), plain)
    masked = _ONCE.sub(NAME * 2, masked)
    scan = Scan(masked, lexicon, units)
    at, numbers = 0, number(lexicon)
    dated, counted = _DATE.search(masked), numbers.search(masked)
    while at < len(masked):
        dated, counted = _next(_DATE, masked, dated, at), _next(numbers, masked, counted, at)
        if dated and (not counted or dated.start() <= counted.start()) and not _is_code(masked, dated):
            scan.found.append(_date(scan, dated))
            at = dated.end()
        elif counted:
            seen = _quantity(scan, counted)
            scan.found += [seen] if seen else []
            at = max(counted.end(), seen.end if seen else 0)
        else:
            break
    join(scan, lambda between: not between)
    _multiplied(scan)
    name_the_unread(scan, _CLAUSE, lambda start, end: _within_word(scan, start, end))
    scan.found += [*unread_numerals(scan, lambda place: _quiet(masked[place])), *_doubtful(scan)]
    return sorted(scan.found, key=lambda seen: seen.start)


def _next(pattern: re.Pattern[str], text: str, known: re.Match[str] | None, at: int) -> re.Match[str] | None:
    """The first match from `at` on, given the first from somewhere before: a text is gone through once."""
    return known if known is None or known.start() >= at else pattern.search(text, at)


_CLAUSE = tuple("，。；！？\n,;!?、(（)）\x00")


_HOUR = re.compile(r"\d{1,2}时(?:\d{1,2}分)?")
_OF = re.compile(r"[^，。；：、\d\x00\x01]{0,8}的\s?")


def _multiplied(scan: Scan) -> None:
    """40家企业的两倍, 33公里的一半: what is said to be so many is another number."""
    for base, times in pairwise(scan.found):
        counts = times.kind in ("fraction", "multiple") and not times.change
        hour = _HOUR.fullmatch(scan.text, times.start, times.end)
        if base.kind == "date" and hour and base.end == times.start:
            times.kind, times.value = "clock", None  # 10月9日9时58分
        if counts and base.kind == "number" and _OF.fullmatch(scan.text, base.end, times.start):
            base.why.append(scan.text[times.start : times.end])


def _quiet(character: str) -> bool:
    """Whether a character with a numeric value is mostly part of a word."""
    return character in AMONG_WORDS or character == "十" or (character in DIGITS and character not in UNMISTAKEN)


def _doubtful(scan: Scan) -> Iterator[Sighting]:
    """翻了好几番."""
    for found in _DOUBTFUL.finditer(scan.text):
        if not any(seen.start <= found.start() < seen.end for seen in scan.found):
            yield Sighting(*found.span(), "vague", why=[found[0]])


@cache
def _pairs(names: frozenset[str]) -> frozenset[str]:
    """Every two characters that stand side by side in a name: without such a pair no name is looked for."""
    return frozenset(name[at : at + 2] for name in names for at in range(len(name) - 1))


def _unnamed(text: str, lexicon: Lexicon, units: Units) -> str:
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
                counts = start and text[start - 1] in _COUNTED_ON and name[0] in NUMERAL
                counts = counts or (text[start - 2 : start] == "分之" and name[0] in NUMERAL)
                counts = counts or _ends_hedge(text, start, start + length, lexicon)
                counts = counts or bool(_PART_OF_A_YEAR.search(text[max(0, start - 1) : start + length + 1]))
                counts = counts or (name == "半年" and bool(_FOR_HALF_A_YEAR.search(text[max(0, start - 2) : start])))
                counts = counts or _begins_unit(name, text, start, units)
                if not counts and not _counted(name, text[start + length : start + length + 2]):
                    return start, start + length
    return None


_FOR_HALF_A_YEAR = re.compile("不[到足]|逾|超过|至少|最多|[历耗用]时|为期|长达|短[至到]$")
_PART_OF_A_YEAR = re.compile("[上下]半年|四季度")


def _ends_hedge(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a name is the end of a longer word that governs a figure: 一点 in 差一点."""
    longer = (text[begin:end] for begin in range(max(0, start - 2), start))
    return any(GOVERNING & lexicon.roles.get(word, {}).keys() for word in longer)


_NO_UNIT = re.compile("度电[商视脑子台器]|星期[待望间刊货]")


def _begins_unit(name: str, text: str, start: int, units: Units) -> bool:
    """Whether what follows the numeral of a name is the beginning of a measure here: 四海里, 八公里, 一小时."""
    rest = name.lstrip(NUMERAL)
    at = start + len(name) - len(rest)
    if not rest or rest == name or _NO_UNIT.match(text, at):
        return False
    measures = (unit for unit in units.by_first.get(rest[0], ()) if not set(units.spellings[unit]) <= units.counted)
    return any(len(unit) > len(rest) and text.startswith(unit, at) for unit in measures)


def _counted(name: str, after: str) -> bool:
    """Whether the words of a name begin a quantity here: 十分之一, 零点三, 第一批 of what is counted."""
    if name[-1] in "点块" and name[0] in NUMERAL and after[:1] and (after[0] in DIGITS or after[0] in "半钱"):
        return True
    if name[-1] == "一" and after[:1] == "半":
        return True  # 约合一半
    if name[0] in "高大" and name[-1] in NUMERAL and re.match("[米丈尺成倍岁]|分之|半(?!期)", after):
        return True  # 高三成, and no third year of a school
    return (name[-1:] in "分" and after[:1] in ("之", "钟")) or (
        name[-1:] in SCALES and after[:1] in SCALES and len(name) < 4
    )


def _is_code(text: str, found: re.Match[str]) -> bool:
    """Whether it is glued to letters, or begins a longer word: A4月, 2号线."""
    return bool(re.search("[A-Za-z]$", left_of(text, found.start()))) or text[found.end() : found.end() + 1] in tuple(
        "线楼院度"
    )


def _period(words: str) -> Date | None:
    """The part of a year, or the two years, that words say; None for two that do not follow each other."""
    year, rest = words[:4], words[4:].removeprefix("年")
    if two := re.match(r"\D(?:20)?(\d\d)年?(?:财|年|学)", rest):  # a part of them lies somewhere in the two
        return parse(f"{year}/{int(year) + 1}") if (int(year) + 1) % 100 == int(two[1]) else None
    if "季度" in rest:
        last = re.sub(r"\D", "", rest) or str(DIGITS[re.sub("[前头第个季度]", "", rest)])
        return parse(f"{year}-Q1/{year}-Q{last}" if rest[0] in "前头" else f"{year}-Q{last}")
    if "半年" in rest:
        return parse(f"{year}-H{'1' if rest[0] == '上' else '2'}")
    numbers = re.findall(r"\d+", rest)
    return parse(f"{year}-01/{year}-{int(numbers[-1]):02}") if 1 < int(numbers[-1]) <= 12 else None


def _date(scan: Scan, found: re.Match[str]) -> Sighting:
    named = found.groupdict()
    kind: QuantityKind = "clock" if named["clock"] else "period" if named["period"] or named["more"] else "date"
    year = named["y"] or named["y4"] or named["y6"]
    if named["yh"]:
        year = "".join(str(DIGITS[digit]) for digit in named["yh"])
    month = named["m"] or named["m2"] or named["m3"] or named["m4"]
    day = named["d"] or named["d2"] or named["d4"] or named["d5"]
    date = stated(*(int(part) if part else None for part in (year, month, day))) if year or month or day else None
    date = _period(named["part"]) if named["part"] else date
    seen = Sighting(found.start(), found.end(), kind, date=date if kind == "date" else None)
    rest = scan.text[found.end() : found.end() + 4]
    seen.opening = "since" if _SINCE.match(rest) else "until" if _UNTIL.match(rest) else ""
    beside = left_of(scan.text, found.start())
    if not seen.opening and _UNTIL_BEFORE.search(beside) and not re.match("底|末", rest):
        seen.opening = "until"  # 截至5月底 is the time of a count
    about = _ABOUT.search(beside) or _ABOUT_AFTER.match(rest)
    seen.why += [about[0]] if about else []
    if date is None and kind == "date":
        seen.kind = "period"
    return seen


def _quantity(scan: Scan, found: re.Match[str]) -> Sighting | None:
    """The figure that a number begins; None where it counts nothing."""
    text, at = scan.text, found.start()
    if re.search("[A-Za-z]-?$", left_of(text, at)) and not _MONEY.search(left_of(text, at)):
        code = re.match("[A-Za-z0-9.-]*", text[found.end() :])
        return Sighting(at, found.end() + (code.end() if code else 0), "name")
    letters = _LETTERS.match(text, found.end())
    if letters and not spelled(scan, found.end()):  # 5G, 4S
        return Sighting(at, letters.end(), "name")
    seen = valued(scan, found)
    if seen is None:
        return None
    scale_on(scan, seen)
    unit_on(scan, seen)
    range_on(scan, seen)
    add_half(scan, seen)
    govern_left(scan, seen, seen.start)
    if seen.kind == "ordinal":
        seen.why.clear()
        return seen
    govern_right(scan, seen)
    return seen if _counts(scan, seen, found) else None


def _counts(scan: Scan, seen: Sighting, found: re.Match[str]) -> bool:
    """Whether it states anything: a numeral in characters that counts nothing is part of a word."""
    written = re.search(r"\d", found[0]) or found[0][0] in UNMISTAKEN or found["n"] in VULGAR
    bare = seen.bound == "=" and not seen.change and not seen.unit
    if seen.kind in ("number", "vague") and bare and not written and len(found["few"] or "") < 3:
        return False
    plainly = seen.kind == "number" and seen.bound == "=" and not seen.change
    if found[0] == "一" and plainly and set(seen.units) <= scan.units.counted:
        seen.kind = "soft"
        seen.why.clear()
    return True


def _within_word(scan: Scan, start: int, end: int) -> bool:
    """Whether a longer word holds it that governs nothing: 不到位."""
    roles = scan.lexicon.roles
    for begin in range(max(0, start - 3), start + 1):
        for to in range(end, min(len(scan.text), end + 3) + 1):
            word = scan.text[begin:to]
            if to - begin > end - start and word in roles and not {"bound", "not", "unclear"} & roles[word].keys():
                return True
    return False
