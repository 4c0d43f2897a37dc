"""Quantities in English text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from galley.dates import stated
from galley.numbers.reading.english_around import govern_left, govern_right, touched
from galley.numbers.reading.english_ranges import range_on
from galley.numbers.reading.english_values import code, seen_at, unit_on
from galley.numbers.reading.latin import MONTH_NUMBER, MONTHS, ONES, TENS
from galley.numbers.reading.lexicon import Lexicon
from galley.numbers.reading.periods import PATTERN as PERIOD
from galley.numbers.reading.periods import period
from galley.numbers.reading.quantity import Sighting
from galley.numbers.reading.scan import NAME, Scan, join, left_of, name_the_unread, unread_numerals
from galley.numbers.reading.stock import Units

_MONTH = "(?:" + "|".join(MONTHS) + r")\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]|20)\d\d"
_HOUR = r"(?:1[0-2]|0?[1-9])"
_SPELLED = f"(?:{_HOUR}|{'|'.join([*ONES][1:13])})"
_CLOCK = (
    rf"\d{{1,2}}:[0-5]\d(?:\s?[ap]\.?m)?|(?:{_HOUR}(?:[.:][0-5]\d)?(?:\s?[-–]\s?|\sto\s))?{_HOUR}(?:[.:][0-5]\d)?\s?[ap]\.?m"
    rf"|(?:half\spast|(?:a\s)?quarter\s(?:past|to))\s{_SPELLED}(?!\s(?:per\scent|[a-z]+s)\b|[.,]\d|\s?%)|{_SPELLED}\s?o'clock"
)
_DATE = re.compile(
    "|".join(
        (
            rf"\b(?P<part>{PERIOD})(?![A-Za-z\d])",
            rf"\b(?P<d>{_DAY})(?:\s?[-–]\s?{_DAY})?\s(?P<mon>{_MONTH})(?:,?\s(?P<y>{_YEAR}))?(?![A-Za-z\d])",
            rf"\b(?P<mon2>{_MONTH})\s(?P<d2>{_DAY})(?!\d|,\d{{3}})(?:,?\s(?P<y2>{_YEAR}))?(?![A-Za-z\d])",
            rf"\b(?P<mon3>{_MONTH}),?\s(?P<y3>{_YEAR})(?![A-Za-z\d])",
            rf"\b(?P<alone>{_MONTH})(?![A-Za-z\d])",
            rf"\b(?P<period>(?:Q[1-4]|H[12])(?:\s(?:of\s)?{_YEAR})?|{_YEAR}\s(?:Q[1-4]|H[12])|FYE?\s?(?:{_MONTH}\s?)?"
            rf"(?:{_YEAR}|\d\d)(?:[/–-]\d\d)?|{_YEAR}[/–-](?:20)?\d\d(?![\d-])|(?:1[89]|20)\d0s"
            r"|(?:the\s)?first\sthree\squarters|(?:the\s)?(?:first|second|third|fourth|final|last)\s(?:quarter|half|three\squarters)\sof)(?![A-Za-z\d])",
            r"\b(?P<y4>(?:19|20)\d\d)[-/.](?P<m4>\d{1,2})[-/.](?P<d4>\d{1,2})(?!\d)",
            r"\b(?P<era>\d{1,4}\s(?:BCE?|CE|AD)|(?:AD|BC)\s\d{1,4})(?![\w-])",
            rf"(?<![\d.,$£€¥])\b(?P<y5>{_YEAR})(?![\d,.]*\d|[A-Za-z%])",
            rf"(?<![\d.,$£€¥])\b(?P<clock>{_CLOCK})(?![\w-])",
        )
    )
)
_YEAR_ENDS = re.compile(
    r"\s(?!(?:and|was|to|for|is|in|a|the|as|it|this|but|that|on|by|with|were|has|had|when|while|which|after|at|or|of|"
    r"there|since|compared|up|down|from|leading|until|before|alone|onwards?|is)\b)(?:newly\s|[a-z]+ed\s)?[a-z]+s\b"
    r"|\s?%|\sper\scent"
)
_PART = r"(?:(?:the\s)?(?:end|start|beginning|middle|close)\sof\s|(?:early|mid|late)[\s-]|the\s)?"
_OPENS, _CLOSES, _ABOUT = (
    re.compile(rf"\b(?:since|from|after)\s{_PART}$", re.I),
    re.compile(rf"\b(?:until|till|before|up\sto|by|through\sto|no\slater\sthan)\s{_PART}$", re.I),
    re.compile(
        rf"(?:\b(around|about|circa|c\.|ca\.?|roughly|approximately|approx\.?|nearly|almost)|(~|≈))\s?(?:in\s)?{_PART}$",
        re.I,
    ),
)
_BESIDE = re.compile(
    r"\b((?:eve|morrow|week|weekend|fortnight|run-up)\s(?:of|to|before|after)"
    r"|(?:day|days|week|weeks|month|months|year|years|decade|morning|night)\s(?:after|before|following|from))\s$",
    re.I,
)
"""Before a date, what makes another of it: the eve of 1 May."""
_TOKEN = re.compile(
    r"\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:,\d{3})*(?:\.\d+)?|[A-Za-z]+(?:'[a-z]+)?|\S"
)


def read(text: str, lexicon: Lexicon, units: Units) -> list[Sighting]:
    """Every quantity of a text; offsets are those of the text."""
    masked = _unnamed(text, lexicon)
    tokens = [(found[0], *found.span()) for found in _TOKEN.finditer(masked) if found[0] not in (NAME, "\x00")]
    scan = Scan(masked, lexicon, units, tokens)
    dated = [*_dated(masked)]
    scan.dates = [(seen.start, seen.end) for seen in dated]
    at = 0
    while at < len(tokens):
        at = _at(scan, at)
    scan.found = sorted((*scan.found, *(seen for seen in dated if seen.kind != "name")), key=lambda seen: seen.start)
    join(scan, _JOINT.fullmatch)
    name_the_unread(scan, _CLAUSE, lambda start, end: False)
    scan.found += unread_numerals(scan, lambda place: masked[place] in "²³" and masked[place - 1 : place].isalpha())
    return sorted(scan.found, key=lambda seen: seen.start)


_JOINT = re.compile(r"\s?(?:and\s|,\s)?")
_CLAUSE = (*",;!?()\x00", ". ")


_FIRST = re.compile(r"\w*")


def _names_in(text: str, names: frozenset[str]) -> frozenset[str]:
    """The names that may stand in a text. Few do, and a pattern of all six hundred is ten times as slow to search."""
    lowered, by_first = text.lower(), _by_first_word(names)
    first_words = {"", *re.findall(r"\w+", lowered)}
    return frozenset(name for word in first_words for name in by_first.get(word, ()) if name in lowered)


@cache
def _by_first_word(names: frozenset[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(_FIRST.match(name)[0], []).append(name)  # type: ignore[index]
    return found


@lru_cache(1024)
def _pattern_of(names: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w-])(?<!\d[.,])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


_PERIOD_FOLLOWS = re.compile(r"(?:first|second|third|fourth)\s(?:quarter|half)$", re.I)
_HOURS_BEFORE = re.compile(r"\dh\s?$")  # 1h 20m
_HOUR_FOLLOWS = re.compile(rf"\s{_SPELLED}\b", re.I)
_OUT_OF_FOLLOWS = re.compile(rf"\s(?:in|out\sof)\s(?:every\s)?(?:\d|(?:{'|'.join((*ONES, *TENS))})\b)", re.I)
_CUT = re.compile(r"\b(?:cut|cuts|cutting|slash\w*|reduc\w+|chop\w*)\s(?:[\w'-]+\s){0,4}$", re.I)
_CAPITAL = re.compile(
    rf"(?<=[a-z,'’] )(?:{'|'.join(word.capitalize() for word in (*ONES, *TENS))})(?:-[A-Z][a-z]+)?(?:\s[A-Z][a-z]+)+"
)


def _unnamed(text: str, lexicon: Lexicon) -> str:
    """The text with every name and set phrase that holds a numeral masked: Three Gorges, two-way, one of."""
    if present := _names_in(text, lexicon.names):
        text = _pattern_of(present).sub(lambda found: found[0] if _hedges(found, lexicon) else _mask(found), text)
    return _CAPITAL.sub(_mask, text)


_COUNTED_BEFORE = re.compile(rf"(?:\d|\b(?:{'|'.join((*ONES, *TENS))}))[^.,;:!?]{{0,24}}$", re.I)


def _hedges(found: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a name bounds the figure before it: 37 boats too many."""
    return found[0].lower() in lexicon.after and bool(_COUNTED_BEFORE.search(left_of(found.string, found.start())))


def _mask(found: re.Match[str]) -> str:
    if found[0].lower() in ("half past", "quarter past", "quarter to") and _HOUR_FOLLOWS.match(
        found.string, found.end()
    ):
        return found[0]
    if found[0].lower().endswith(" one") and _OUT_OF_FOLLOWS.match(found.string, found.end()):
        return found[0]  # not one in ten
    before, after = left_of(found.string, found.start()), found.string[found.end() : found.end() + 4]
    if found[0].lower() == "in half" and (_CUT.search(before) or after.startswith((" a ", " an "))):
        return found[0]
    if _PERIOD_FOLLOWS.search(found[0]) and found.string[found.end() : found.end() + 3] == " of":
        return found[0]
    return NAME * len(found[0])


def _dated(text: str) -> Iterator[Sighting]:
    for found in _DATE.finditer(text):
        named = found.groupdict()
        if named["alone"] and (found[0] in ("May", "March", "Mar") or found[0].lower() == found[0]):
            continue
        if named["y5"] and _YEAR_ENDS.match(text, found.end()):
            continue
        yield _date(text, found)


def _date(text: str, found: re.Match[str]) -> Sighting:
    named = found.groupdict()
    if named["period"] or named["clock"] or named["era"]:
        return Sighting(*found.span(), "clock" if named["clock"] else "period")
    year = named["y"] or named["y2"] or named["y3"] or named["y4"] or named["y5"]
    month = named["mon"] or named["mon2"] or named["mon3"] or named["alone"]
    day = re.sub(r"\D", "", named["d"] or named["d2"] or named["d4"] or "")
    number = MONTH_NUMBER[month[:3].lower()] if month else int(named["m4"]) if named["m4"] else None
    date = stated(int(year) if year else None, number, int(day) if day else None)
    date = period(named["part"]) if named["part"] else date
    if date is None:
        return Sighting(*found.span(), "period")
    seen = Sighting(*found.span(), "date" if not named["alone"] else "name", date=date)
    both = date.precision == "month" and "/" in date.text  # from October to December 2023, which closes
    seen.opening = "since" if not both and _OPENS.search(left_of(text, found.start())) else ""
    seen.opening = "until" if _CLOSES.search(left_of(text, found.start())) else seen.opening
    about = _ABOUT.search(left_of(text, found.start()))
    seen.why += [about[1] or about[2]] if about else []
    beside = _BESIDE.search(left_of(text, found.start()))
    seen.why += [beside[1]] if beside else []
    return seen


def _at(scan: Scan, at: int) -> int:
    """Reads the figure that begins at a token, if one does; returns the token to go on from."""
    start = scan.tokens[at][1]
    if any(begin <= start < stop for begin, stop in scan.dates):
        return at + 1
    seen = code(scan, at) or seen_at(scan, at)
    if seen is None:
        return at + 1
    if seen.kind not in ("name", "soft", "ordinal"):
        range_on(scan, seen, at)
        unit_on(scan, seen)
        if seen.unit == "m" and _HOURS_BEFORE.search(left_of(scan.text, seen.start)):
            seen.units = ("minute",)
        govern_left(scan, seen)
        govern_right(scan, seen)
        touched(scan, seen)
    scan.found.append(seen)
    return next(
        (place for place in range(at + 1, len(scan.tokens)) if scan.tokens[place][1] >= seen.end), len(scan.tokens)
    )
