"""Parts of years in English: quarters, halves, twelve months that are no year of the calendar, two years as one."""

from __future__ import annotations

import re

from galley.dates import Date, months_to, parse
from galley.numbers.reading.latin import MONTH_NUMBER, MONTHS, ONES

_MONTH = "(?:" + "|".join(MONTHS) + r")\.?"
_YEAR = r"(?:1[89]|20)\d\d"
_MANY = rf"(?:{'|'.join(ONES)}|\d\d?)"
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_PART = r"(?:(?:the\s)?(?:first|second|third|fourth|final|last)\s(?:quarter|half)\s(?:of\s)?|[QH][1-4](?:\sof)?\s)"
_TWO = rf"{_YEAR}[/–-](?:20)?\d\d"

PATTERN = (
    rf"(?:the\s)?(?:(?:financial\s|fiscal\s|calendar\s)?year|quarter|{_MANY}\smonths)\s(?:to|ending|ended)\s"
    rf"(?:the\send\sof\s|end[\s-])?(?:\d\d?(?:st|nd|rd|th)?\s)?{_MONTH}\s{_YEAR}"
    rf"|FYE\s{_MONTH}\s{_YEAR}"
    rf"|{_MONTH}\s?(?:\sto\s|\sthrough\s|[-–])\s?{_MONTH}\s{_YEAR}|(?<=[Bb]etween\s){_MONTH}\sand\s{_MONTH}\s{_YEAR}"
    rf"|{_PART}(?:FYE?\s?)?{_TWO}(?![\d-])|(?:FYE?\s?)?{_TWO}(?:\s(?:Q[1-4]|H[12])|(?![\d-]))"
    rf"|(?:the\s)?(?:first|second|third|fourth|final|last)\s(?:quarter|half)\s(?:of\s)?{_YEAR}"
    rf"|(?:the\s)?(?:first|last|final)\s(?:(?:two|three)\squarters|{_MANY}\smonths)\sof\s{_YEAR}"
    rf"|(?:Q[1-4]|H[12])(?:\sof)?\s{_YEAR}|{_YEAR}\s(?:Q[1-4]|H[12])"
)
"""Every period that says which year it is of."""

_TO = re.compile(rf"(?:(year|quarter)\s\w+.*?|({_MANY})\smonths\s\w+.*?|FYE\s)({_MONTH})\s({_YEAR})$", re.I)
_MONTHS = re.compile(rf"({_MONTH})\s?(?:to|through|and|[-–])\s?({_MONTH})\s({_YEAR})", re.I)
_OF = re.compile(rf"(first|second|third|fourth|final|last)\s(quarter|half)\s(?:of\s)?({_YEAR})$", re.I)
_SEVERAL = re.compile(rf"(first|last|final)\s({_MANY})\s(quarters|months)\sof\s({_YEAR})$", re.I)
_SHORT = re.compile(rf"([QH][1-4])(?:\sof)?\s({_YEAR})|({_YEAR})\s([QH][1-4])")
_TWO_YEARS = re.compile(rf"({_YEAR})[/–-](?:20)?(\d\d)(?:\s[QH]\d)?$")


def period(words: str) -> Date | None:
    """The period that words say, where `PATTERN` has found them; None for 2023-28, which may be much else.

    A part of a financial year, Q2 2023/24, lies somewhere in the two: when they begin is for each country to say.
    """
    if found := _TWO_YEARS.search(words):
        follows = (int(found[1]) + 1) % 100 == int(found[2])
        return parse(f"{found[1]}/{int(found[1]) + 1}") if follows else None
    if found := _MONTHS.fullmatch(words):
        begins, ends = (MONTH_NUMBER[found[at][:3].lower()] for at in (1, 2))
        return parse(f"{found[3]}-{begins:02}/{found[3]}-{ends:02}") if begins < ends else None
    if found := _TO.search(words):
        many = _number(found[2]) if found[2] else 3 if (found[1] or "").lower() == "quarter" else 12
        return months_to(int(found[4]), MONTH_NUMBER[found[3][:3].lower()], many) if 0 < many <= 36 else None
    if found := _OF.search(words):
        part, n = found[2].lower(), _ORDER[found[1].lower()]
        if part == "half":
            return parse(f"{found[3]}-H{min(n, 2)}") if n != 3 else None
        return parse(f"{found[3]}-Q{n}")
    if found := _SEVERAL.search(words):
        many, year = _number(found[2]) * (3 if found[3].lower() == "quarters" else 1), int(found[4])
        return months_to(year, many if found[1].lower() == "first" else 12, many) if 1 < many <= 12 else None
    found = _SHORT.search(words)
    return parse(f"{found[2] or found[3]}-{found[1] or found[4]}") if found else None


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else int(ONES[words.lower()])
