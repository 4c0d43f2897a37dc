"""English numbers that are the two ends of a range: 3-5 per cent, £3m-£5m, between three and five million."""

from __future__ import annotations

import re
from decimal import Decimal

from galley.numbers.reading.english_values import CURRENCY, SUFFIX, in_words, suffix, token
from galley.numbers.reading.han import amount
from galley.numbers.reading.latin import SCALES, SHORT
from galley.numbers.reading.quantity import Sighting
from galley.numbers.reading.scan import Scan, left_of

_RANGE = re.compile(r"\s?(?:[-–—~]|\bto\b)\s?([-−]?)[$£€¥]?(\d[\d,]*(?:\.\d+)?)(?![\d,]*\d)")
_WHOLE = re.compile(
    r"(?P<unit>\s?%|\s?°?[CF]|\s?[a-z]{1,12}|\sper\scent)?(?:\s?[-–—~]\s?|(?P<to>\sto\s))"
    r"(?P<minus>[-−]?)[$£€¥]?(?P<n>\d[\d,]*(?:\.\d+)?)(?![\d,]*\d)"
)
_APART = re.compile(r"\b(?:gaps?|differ\w*|gulfs?|spread|distances?|ratios?|margins?|splits?|choose|choice)\s$", re.I)
_BETWEEN = re.compile(r"\bbetween\s$", re.I)
_FROM = re.compile(
    r"\b(?:anywhere|somewhere|anything|rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying))\s(?:\w+\s)?from\s$", re.I
)
_HIGH_END = re.compile(
    r"(?P<unit>\s?%|\s(?!and\b)[a-z]+(?:\s(?!and\b)[a-z]+)?)?\sand\s[$£€¥]?(?P<n>\d[\d,]*(?:\.\d+)?)(?![\d,]*\d)", re.I
)
_MOVED = re.compile(r"\b(?:by|from|fell|rose|up|down|than|cut|grew)\s(?:[a-z]+\s){0,3}$", re.I)


def range_on(scan: Scan, seen: Sighting, at: int) -> None:
    """Makes the number that begins at a token a range, where the words behind it name another end."""
    if seen.value is None or seen.kind != "number":
        return
    if not scan.tokens[at][0][0].isdecimal():
        _in_words(scan, seen, at)
        return
    for attempt in (_in_digits, _in_full, _between):
        if seen.kind == "number":
            attempt(scan, seen)


def _signed(scan: Scan, seen: Sighting) -> Decimal:
    """The lower end, which a minus before it makes less than nought: -5C to 3C."""
    before = scan.text[max(0, seen.start - 2) : seen.start]
    value = seen.value or Decimal(0)
    return -value if before[-1:] in ("-", "−") and not before[:-1].isalnum() else value


def _spans(
    seen: Sighting, opens: re.Match[str] | None, low: Decimal, high: Decimal, end: int, sign: Decimal = Decimal(0)
) -> None:
    seen.start -= len(opens[0]) if opens else int(sign < 0)
    seen.kind, seen.bound, seen.value, seen.high, seen.end = "range", "between", low, high, end


def _in_words(scan: Scan, seen: Sighting, at: int) -> None:
    """Between three and five million, three to five; a scale that is said once is that of both."""
    beside = left_of(scan.text, seen.start)
    opens = _BETWEEN.search(beside)
    apart = opens and _APART.search(beside.removesuffix(opens[0]))
    ranging = _FROM.search(beside)
    joint = next((place for place in range(at, len(scan.tokens)) if scan.tokens[place][1] >= seen.end), at)
    high = in_words(scan, joint + 1) if token(scan, joint) == ("and" if opens else "to") else None
    if high is None or apart or seen.value is None or (not opens and not ranging and _MOVED.search(beside)):
        return
    value, end = high
    last = scan.text[scan.tokens[joint][2] : end].split()[-1].lower()
    own = scan.text[seen.start : seen.end].split()[-1].lower()
    low = seen.value * (SCALES.get(last, 1) if own not in SCALES else 1)
    if low < value:
        _spans(seen, opens or ranging, low, value, end)


def _in_digits(scan: Scan, seen: Sighting) -> None:
    """3-5, 3 to 5 million; what rose by 3 to 5 did not."""
    found = _RANGE.match(scan.text, seen.end)
    if not found or seen.value is None:
        return
    before = left_of(scan.text, seen.start)
    low, high, ranging = _signed(scan, seen), amount(found[2]), _FROM.search(before)
    high = -high if found[1] else high
    spaced = found[0].lstrip().lower().startswith("to")
    if high <= low or re.match(r"\s[-–—]\s", found[0]):
        return
    if not ranging and ((spaced and _MOVED.search(before)) or re.search(r"\bfrom\s$", before)):
        return
    scale = SUFFIX.match(scan.text, found.end())
    size = 1
    if scale and scale[1]:
        size = SCALES.get(scale[1].lower()) or SHORT[scale[1].lower()]
    _spans(seen, ranging, low * size, high * size, scale.end() if scale and scale[1] else found.end(), low)


def _in_full(scan: Scan, seen: Sighting) -> None:
    """£3m-£5m, 3%-5%, 5kg to 10kg: each end has its scale, or its unit, and both the same."""
    found = _WHOLE.match(scan.text, seen.end)
    scaled = seen.end > 0 and not scan.text[seen.end - 1].isdecimal()
    if not found or not (found["unit"] or scaled) or seen.value is None:
        return
    before, at = left_of(scan.text, seen.start), found.start("n")
    end = Sighting(at, found.end(), "number", amount(found["n"]))
    suffix(scan, end, money=bool(CURRENCY.search(left_of(scan.text, at))))
    unit = (found["unit"] or "").strip()
    alike = scan.text[end.end :].lstrip().startswith(unit) and (unit or not scan.text[end.end - 1].isdecimal())
    ranging = _FROM.search(before)
    moved = not ranging and found["to"] and (_MOVED.search(before) or _turned(scan, before))
    low, high = _signed(scan, seen), -(end.value or Decimal(0)) if found["minus"] else end.value
    if alike and not moved and high is not None and low < high:
        if not ranging and re.search(r"\bfrom\s$", before):
            return
        _spans(seen, ranging, low, high, end.end, low)


def _turned(scan: Scan, before: str) -> bool:
    """Whether something before it rose or fell: raised its stake 3% to 5%."""
    return any(
        "rise" in roles or "fall" in roles for word in before.lower().split() if (roles := scan.lexicon.roles.get(word))
    )


def _between(scan: Scan, seen: Sighting) -> None:
    """Between 3 and 5 million pounds; no gap between two things, and no two days of a month."""
    opens = _BETWEEN.search(left_of(scan.text, seen.start))
    found = _HIGH_END.match(scan.text, seen.end)
    if not opens or not found or seen.value is None:
        return
    written, at = amount(found["n"]), found.start("n")
    before = left_of(scan.text, seen.start).removesuffix(opens[0])
    if _APART.search(before) or any(begin <= at < stop for begin, stop in scan.dates):
        return
    end = Sighting(at, found.end(), "number", written)
    suffix(scan, end, money=bool(CURRENCY.search(left_of(scan.text, at))))
    if end.value is None or not written:
        return
    shared = not found["unit"] and seen.value < written  # the scale is that of both: between 3 and 5 million
    low = seen.value * end.value / written if shared else seen.value
    alike = scan.text[end.end :].lower().startswith((found["unit"] or "").lower())
    if alike and low < end.value:
        _spans(seen, opens, low, end.value, end.end)
