"""Quantities in Chinese text of both scripts, which is read letter by letter in simplified characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from galley.dates import Date, months_to, parse, stated
from galley.numbers.reading.chinese_around import govern_left, govern_right
from galley.numbers.reading.chinese_names import unnamed
from galley.numbers.reading.chinese_values import add_half, number, range_on, scale_on, spelled, unit_on, valued
from galley.numbers.reading.han import AMONG_WORDS, DIGITS, NUMERAL, UNMISTAKEN, VULGAR
from galley.numbers.reading.lexicon import Lexicon
from galley.numbers.reading.quantity import QuantityKind, Sighting
from galley.numbers.reading.scan import NAME, Scan, join, left_of, name_the_unread, unread_numerals
from galley.numbers.reading.stock import Units

_YEAR = "(?:(?P<y>(?:1[89]|20)\\d\\d)|(?P<yh>[〇零一二三四五六七八九]{4}))年"
_TO = "(?:至|到|[-–—~]+)"
_PERIOD = (
    r"(?:1[89]|20)\d\d年(?:[前头][二三两]个?季度|第?[一二三四1-4]季度|[上下]半年|(?:[前头后]|最后)(?:[二两三四五六七八九]|[2-9]|1[01])个月|1月?[至到\-–—~]+\d{1,2}月份?)"
    r"|(?:1[89]|20)\d\d[/\-–—至](?:20)?\d\d年?(?:财政年度|财年|年度|学年|[赛榨产雪]季)"
    r"(?:的?(?:第?[一二三四1-4]季度|[上下]半年))?"
)
_HOURS = "(?:[0-2]?\\d|[一二两三四五六七八九]|十[一二]?)"
_MINUTES = "(?:[0-5]?\\d|[零〇]?[一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?)"
_CLOCK = (
    rf"(?:[上下]午|早上|[清凌]晨|中午|傍晚|[今当]?晚上?|深夜|午夜)\s?{_HOURS}[点时](?:半|整|钟|许|多|[一三]刻|{NAME}{{2}}|{_MINUTES}分(?!之)|零?[0-5]?\d(?=[^一-鿿\d]|$))?"
    rf"|(?<![\d.{NUMERAL}涨跌升降了]){_HOURS}(?:点(?:半|钟|[一三]刻|{NAME}{{2}}|{_MINUTES}分(?!之))|时{_MINUTES}分(?![\d之]))"
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
_BESIDE = re.compile(
    "的?(?:次[日年月]|翌[日年]|隔[日年]|前夜|前夕|[前后][一二两三][天日周月年]|第二[天年]|[当那这]一?周|[当那这]个?周末)"
)
"""Behind a date, what makes another of it: 5月4日次日."""
_MONEY = re.compile(r"(?:HK|US|NT|CNY|RMB|USD|EUR|HKD|[¥$€£])\s?$")
_LISTED = re.compile(r"(?:(?<=。)|(?<=\n)|^)\s*[（(]?[一二三四五六七八九十]{1,2}(?=[、）)])", re.MULTILINE)
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")
_LETTERS = re.compile("[A-Z]+(?![A-Za-z0-9])")
_ONCE = re.compile("(?<![升降高低温差每约用了仅只有])一度(?=[一-鿿])(?![电半的左以多达之后前内])")
"""Once, and no degree."""
_DOUBTFUL = re.compile(r"翻[^，。、\d\x01]{1,4}番")


def read(text: str, lexicon: Lexicon, units: Units) -> list[Sighting]:
    """Every quantity of a text in simplified characters; offsets are those of the text."""
    plain = _ADDRESS.sub(lambda found: NAME * len(found[0]), unnamed(text, lexicon, units))
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
    if "个月" in rest:
        digits = re.sub(r"\D", "", rest)
        many = int(digits) if digits else int(DIGITS[rest[-3]])
        return months_to(int(year), many if rest[0] in "前头" else 12, many)
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
    seen.opening = "" if _ABOUT_AFTER.match(rest) else seen.opening
    seen.why += [about[0]] if about else []
    if date and (other := _BESIDE.match(scan.text, found.end())):
        seen.why.append(other[0])
    if date is None and kind == "date":
        seen.kind = "period"
    return seen


def _quantity(scan: Scan, found: re.Match[str]) -> Sighting | None:
    """The figure that a number begins; None where it counts nothing."""
    text, at = scan.text, found.start()
    if text.startswith("差一点", at - 1):
        return None  # as much as 差点
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
