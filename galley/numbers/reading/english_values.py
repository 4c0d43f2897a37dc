"""What English numbers come to: their values, scales, units and ranges."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from galley.numbers.reading.han import VULGAR, amount
from galley.numbers.reading.latin import ONES, ORDINALS, PARTS, SCALES, SETS, SHORT, TENS
from galley.numbers.reading.quantity import LONGEST, Sighting
from galley.numbers.reading.scan import Scan, left_of

CURRENCY = re.compile(r"(?:US\$|HK\$|NT\$|A\$|C\$|S\$|MOP\$?|[$£€¥₩₹]|EUR|GBP|USD|HKD|RMB|CNY|JPY)\s?$")
_UNIT = re.compile(r"[ \u00a0\u202f-]?((?:[A-Za-z%°‰€£$][\w²³/%-]*'?)(?:\s[A-Za-z][\w²³-]*){0,5}|%(?:-point)?|‰)")
_TO_ONE = re.compile(
    r"\s?[:∶]1(?!\d|[.:∶]\d)|\sto\s(?:1|one)(?!\.\d)(?!\sin\s(?:\d{1,3}\b|[a-z]))"
    r"(?=\s*(?:[.,;:!?)\]”\"‖…—–]|$)|\s(?:ratio|odds|in|at|for|on|and|but|than|when|after|before)\b)",
    re.I,
)
_RANGE = re.compile(r"\s?(?:[-–—~]|\bto\b)\s?[$£€¥]?(\d[\d,]*(?:\.\d+)?)(?![\d,]*\d)")
_OUT_OF = re.compile(r"([A-Za-z]+|\d+)\s(?:in|out\sof)\s(?:every\s)?([A-Za-z]+|\d{1,3})\b", re.I)
_SUFFIX = re.compile(r"\s?(dozen|hundred|thousand|million|billion|trillion|bn|tn|mn)\b|(k|K|m|M|B)\b", re.I)


def code(scan: Scan, at: int) -> Sighting | None:
    """A4, H1N1, COVID-19, 5G; and what a capitalised label counts off: Route 66."""
    word, start, end = scan.tokens[at]
    if not word[0].isdecimal():
        return None
    beside = left_of(scan.text, start)
    if CURRENCY.search(beside):
        return None
    glued = re.search(r"[A-Za-z]-?$", beside)
    after = re.match(r"[A-Za-z][A-Za-z]*\d|G\b|D\b|[A-Z]{2,}\b(?!\s?\d)", scan.text[end:])
    label = re.search(r"(?:^|[^\w])([A-Za-z]+)\s$", beside)
    named = label and label[1].lower() in scan.lexicon.tables["labels"] and (label[1][0].isupper() or label[1] == "no")
    if glued or named or (after and not _spelled(scan, end)):
        tail = re.match(r"[\w-]*", scan.text[end:])
        return Sighting(start, end + (tail.end() if tail and not named else 0), "name")
    return None


def seen_at(scan: Scan, at: int) -> Sighting | None:
    word, start, _ = scan.tokens[at]
    for attempt in (_out_of, _part, _multiple, _vague, _counted, _ordinal):
        seen = attempt(scan, at)
        if seen:
            return seen
    if word in VULGAR:
        return Sighting(start, start + 1, "fraction", VULGAR[word])
    return None


def _small(word: str) -> int | None:
    low = word.lower()
    return int(word) if word.isdecimal() else ONES.get(low, TENS.get(low))


def _out_of(scan: Scan, at: int) -> Sighting | None:
    """one in four, 3 out of every 10."""
    _, start, _ = scan.tokens[at]
    found = _OUT_OF.match(scan.text, start)
    if not found:
        return None
    above, below = _small(found[1]), _small(found[2])
    if above is None or below is None or not 0 < above < below or (found[2].isdecimal() and len(found[2]) > 3):
        return None
    value = Decimal(above) / below
    return Sighting(start, found.end(), "fraction", value)


_PART = re.compile(
    rf"(?:(?P<top>a|an|{'|'.join(ONES)})[\s-])?(?P<part>{'|'.join(sorted(PARTS, key=len, reverse=True))})\b(?:\sof)?"
    r"(?:\s(?:a\s)?(?P<scale>million|billion|dozen|thousand|trillion)\b)?",
    re.I,
)


def _part(scan: Scan, at: int) -> Sighting | None:
    """a third, two-thirds, half a million."""
    _, start, _ = scan.tokens[at]
    found = _PART.match(scan.text, start)
    if not found or (not found["top"] and found["part"].lower() != "half"):
        return None
    top, below = (found["top"] or "a").lower(), PARTS[found["part"].lower()]
    if top in ("a", "an", "one") and found["part"].lower().endswith("s"):
        return None
    value = Decimal(ONES.get(top, 1)) / below
    if found["scale"]:
        value *= SCALES[found["scale"].lower()]
        return Sighting(start, found.end(), "number", value)
    end = found.end() if not found[0].endswith(" of") else found.end() - 3
    return Sighting(start, end, "fraction", value)


def _multiple(scan: Scan, at: int) -> Sighting | None:
    """twice, doubled, tenfold."""
    word, start, end = scan.tokens[at]
    low = word.lower()
    if low in scan.lexicon.tables["times"]:
        return Sighting(start, end, "multiple", Decimal(scan.lexicon.tables["times"][low]), low, ("times",))
    if low in scan.lexicon.tables["double"]:
        value = Decimal(str(scan.lexicon.tables["double"][low]))
        seen = Sighting(start, end, "multiple", value, low, ("times",))
        seen.direct("rise" if value > 1 else "fall")
        return seen
    return None


@cache
def _vague_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})\b", re.IGNORECASE)


def _vague(scan: Scan, at: int) -> Sighting | None:
    """dozens, hundreds of thousands, several."""
    _, start, _ = scan.tokens[at]
    found = _vague_of(tuple(scan.lexicon.tables["vague"])).match(scan.text, start)
    counted = found and re.match(r"\s(?:of\s)?[a-z]+s\b", scan.text[found.end() :])
    if not found or (found[0].lower() in ("many", "most", "few", "multiple") and not counted):
        return None
    if re.search(r"\bas\s$", scan.text[:start][-4:]):
        return None
    return Sighting(start, found.end(), "vague", why=[found[0]])


def _ordinal(scan: Scan, at: int) -> Sighting | None:
    word, start, end = scan.tokens[at]
    if word.lower() in ORDINALS:
        return Sighting(start, end, "ordinal", Decimal(ORDINALS[word.lower()]))
    return None


def _counted(scan: Scan, at: int) -> Sighting | None:
    """A number in digits or in words, with its scale and currency."""
    word, start, end = scan.tokens[at]
    if word[0].isdecimal():
        return _digits(scan, at)
    spelled = _words(scan, at)
    if spelled is None:
        return None
    value, end = spelled
    if _is_adjective(scan, end):
        return Sighting(start, end, "name")
    kind = "soft" if value == 1 and word.lower() == "one" and end == scan.tokens[at][2] else "number"
    seen = Sighting(start, end, "soft" if kind == "soft" else "number", value)
    _worded_range(scan, seen, at)
    return seen


def _worded_range(scan: Scan, seen: Sighting, at: int) -> None:
    """Between three and five million, three to five; a scale that is said once is that of both."""
    beside = left_of(scan.text, seen.start)
    opens = _OPENS_RANGE.search(beside)
    apart = opens and _APART.search(beside.removesuffix(opens[0]))
    joint = next((place for place in range(at, len(scan.tokens)) if scan.tokens[place][1] >= seen.end), at)
    high = _words(scan, joint + 1) if _token(scan, joint) == ("and" if opens else "to") else None
    if high is None or apart or seen.value is None or seen.kind != "number" or (not opens and _MOVED.search(beside)):
        return
    value, end = high
    last = scan.text[scan.tokens[joint][2] : end].split()[-1].lower()
    own = scan.text[seen.start : seen.end].split()[-1].lower()
    scale = SCALES.get(last, 1) if own not in SCALES else 1
    if seen.value * scale < value:
        seen.start -= len(opens[0]) if opens else 0
        seen.kind, seen.bound, seen.high, seen.end = "range", "between", value, end
        seen.value *= scale


_MOVED = re.compile(r"\b(?:by|from|fell|rose|up|down|than|cut|grew)\s(?:[a-z]+\s){0,3}$", re.I)


def _is_adjective(scan: Scan, end: int) -> bool:
    """Whether a small number is joined to a word that is no unit: three-piece, two-storey."""
    joined = re.compile(r"-([a-z]+)\b", re.I).match(scan.text, end)
    if not joined:
        return False
    word = joined[1]
    known = word in scan.units.spellings or word.lower() in (
        "odd",
        "plus",
        "ish",
        "fold",
        "something",
        "strong",
        "year",
    )
    return not known and word.lower() not in SCALES and word.lower() not in scan.lexicon.roles


def _digits(scan: Scan, at: int) -> Sighting:
    word, start, end = scan.tokens[at]
    value = amount(word)
    if len(value.as_tuple().digits) > LONGEST:
        return Sighting(start, end, "vague")
    seen = Sighting(start, end, "number", value)
    money = CURRENCY.search(left_of(scan.text, start))
    if scan.text[end : end + 1] in VULGAR:
        seen.value, seen.end = value + VULGAR[scan.text[end]], end + 1
    quotient = re.compile(r"/(\d+)(?![\d/])").match(scan.text, seen.end)
    if quotient and Decimal(quotient[1]):
        return Sighting(start, quotient.end(), "fraction", value / Decimal(quotient[1]))
    if re.compile(r"(?:st|nd|rd|th)\b").match(scan.text, end):
        return Sighting(start, end + 2, "ordinal", value)
    if re.compile(r"s\b").match(scan.text, end):
        return Sighting(start, end + 1, "period")
    _suffix(scan, seen, bool(money))
    if money:
        seen.start, seen.unit = start - len(money[0]), money[0].strip()
        framed = scan.units.framed.get((seen.unit, ""), ())
        seen.units = (*framed, *scan.units.spellings.get(seen.unit, ()))
    _range(scan, seen)
    _between(scan, seen)
    return seen


_COUNTED = re.compile(r"\s(people|(?!is\b|was\b|has\b|as\b|its\b|this\b|plus\b|less\b|across\b|towards\b)[a-z]+s)\b")
"""What may be counted in millions: 1.6m barrels."""


def _suffix(scan: Scan, seen: Sighting, money: bool) -> None:
    """£4.2m, £350k, 1.2bn, 3 million."""
    found = _SUFFIX.match(scan.text, seen.end)
    if not found or seen.value is None:
        return
    word = found[1] or found[2]
    size = SCALES.get(word.lower()) or SHORT.get(word) or SHORT.get(word.lower(), 1)
    counted = _COUNTED.match(scan.text, found.end()) if word == "m" and scan.text[seen.end] == "m" else None
    if found[2] and not money and word in "mMB" and not (counted and counted[1] in scan.units.spellings):
        seen.why += [word] if counted else []  # 1.6m walls: so many, or so high?
        return  # 5 m may be metres: the unit tells
    seen.value, seen.end = seen.value * size, found.end()


_APART = re.compile(r"\b(?:gaps?|differ\w*|gulfs?|spread|distances?|ratios?|margins?|splits?|choose|choice)\s$", re.I)
_OPENS_RANGE = re.compile(r"\bbetween\s$", re.I)
_HIGH_END = re.compile(
    r"(?P<unit>\s?%|\s(?!and\b)[a-z]+(?:\s(?!and\b)[a-z]+)?)?\sand\s[$£€¥]?(?P<n>\d[\d,]*(?:\.\d+)?)(?![\d,]*\d)", re.I
)


def _between(scan: Scan, seen: Sighting) -> None:
    """Between 3 and 5 million pounds; no gap between two things, and no two days of a month."""
    opens = _OPENS_RANGE.search(left_of(scan.text, seen.start))
    found = _HIGH_END.match(scan.text, seen.end)
    if not opens or not found or seen.value is None or seen.kind != "number":
        return
    written, at = amount(found["n"]), found.start("n")
    before = left_of(scan.text, seen.start).removesuffix(opens[0])
    if _APART.search(before) or any(begin <= at < stop for begin, stop in scan.dates):
        return
    end = Sighting(at, found.end(), "number", written)
    _suffix(scan, end, money=bool(CURRENCY.search(left_of(scan.text, at))))
    if end.value is None or not written:
        return
    shared = not found["unit"] and seen.value < written  # the scale is that of both: between 3 and 5 million
    low = seen.value * end.value / written if shared else seen.value
    alike = scan.text[end.end :].lower().startswith((found["unit"] or "").lower())
    if alike and low < end.value:
        seen.start -= len(opens[0])
        seen.kind, seen.bound, seen.value, seen.high, seen.end = "range", "between", low, end.value, end.end


def _range(scan: Scan, seen: Sighting) -> None:
    found = _RANGE.match(scan.text, seen.end)
    if not found or seen.value is None:
        return
    high = amount(found[1])
    spaced = found[0].lstrip().lower().startswith("to")
    moved = re.search(r"\b(?:by|from|fell|rose|up|down|than)\s(?:[a-z]+\s){0,3}$", left_of(scan.text, seen.start), re.I)
    if high <= seen.value or (spaced and moved) or re.search(r"\bfrom\s$", left_of(scan.text, seen.start)):
        return
    if re.match(r"\s[-–—]\s", found[0]):
        return
    seen.kind, seen.bound, seen.high, seen.end = "range", "between", high, found.end()
    scale = _SUFFIX.match(scan.text, seen.end)
    if scale and scale[1]:
        size = SCALES.get(scale[1].lower()) or SHORT[scale[1].lower()]
        seen.value, seen.high, seen.end = seen.value * size, high * size, scale.end()


def _words(scan: Scan, at: int) -> tuple[Decimal, int] | None:
    """two hundred and fifty thousand, a dozen, twenty-five; its value and end."""
    total, current, seen, end, place = Decimal(0), Decimal(0), False, 0, at
    last = ""
    if scan.tokens[at][0].lower() in ("a", "an") and _token(scan, at + 1) in SCALES:
        current, seen, place = Decimal(1), True, at + 1
    while place < len(scan.tokens):
        word = _token(scan, place)
        small = ONES.get(word, TENS.get(word))
        if small is not None and not (seen and last in ONES) and not (seen and last in TENS and word in TENS):
            if last in TENS and word not in ONES:
                break
            current, seen = current + small, True
        elif seen and (word == "hundred" or word in SETS):
            current *= SCALES[word]
        elif seen and word in SCALES:
            total, current = total + (current or 1) * SCALES[word], Decimal(0)
        elif seen and (word == "-" or (word == "and" and last in SCALES)) and _continues(scan, place + 1, last, word):
            place += 1
            continue
        elif seen and word == "and" and [_token(scan, place + 1), _token(scan, place + 2)] == ["a", "half"]:
            return total + current + Decimal("0.5"), scan.tokens[place + 2][2]
        else:
            break
        last, end, place = word, scan.tokens[place][2], place + 1
    value = total + current
    return (value, end) if seen and end and value.adjusted() < LONGEST else None


def _token(scan: Scan, at: int) -> str:
    return scan.tokens[at][0].lower() if at < len(scan.tokens) else ""


def _continues(scan: Scan, at: int, last: str, joint: str) -> bool:
    word = _token(scan, at)
    if joint == "-":
        return word in SCALES or (last in TENS and word in ONES)
    return word in ONES or word in TENS


def _spelled(scan: Scan, at: int) -> tuple[str, int] | None:
    """The spelling of a unit that follows, and where it ends; three words that are not known may stand between."""
    found = _UNIT.match(scan.text, at)
    if not found:
        return None
    words = found[1].split(" ")
    offsets = [found.start(1)]
    for word in words[:-1]:
        offsets.append(offsets[-1] + len(word) + 1)
    for skipped in range(min(4, len(words))):
        if skipped and (words[skipped - 1].lower() in scan.lexicon.roles or words[skipped - 1].lower() in _AFTER_FIRST):
            return None
        for length in range(min(4, len(words) - skipped), 0, -1):
            name = " ".join(words[skipped : skipped + length])
            form = _form(scan, name)
            if form and not (skipped and len(form) < 3):
                last = skipped + length - 1
                return form, offsets[last] + len(words[last])
    return None


_AFTER_FIRST = frozenset({"or", "and", "odd", "plus"})


def _form(scan: Scan, name: str) -> str:
    stripped = name.rstrip("'-")
    forms = [stripped, *([stripped.lower()] if len(stripped) > 2 else []), stripped.split("-")[0]]
    return next((form for form in forms if form in scan.units.spellings), "")


def unit_on(scan: Scan, seen: Sighting) -> None:
    """Takes the unit behind the number, where one is there."""
    if seen.kind == "multiple" or _to_one_on(scan, seen):
        return
    after = _UNIT.match(scan.text, seen.end)
    first = after[1].split(" ")[0].lower() if after else ""
    if first in scan.lexicon.after or first.split("-")[0] in scan.lexicon.after or _is_comparison(scan, first):
        return
    found = _spelled(scan, seen.end)
    if found and not (seen.unit and not _measures(scan, found[0])):
        form, end = found
        seen.unit = seen.unit or scan.text[seen.end : end].strip(" -\u00a0")
        seen.units, seen.end = seen.units or scan.units.spellings[form], end
        if "times" in seen.units and seen.kind == "number":
            seen.kind = "multiple"
    elif after and not seen.unit and seen.kind in ("number", "range"):
        _unlisted_unit(scan, seen, after[1].split(" ")[0])


def _to_one_on(scan: Scan, seen: Sighting) -> bool:
    """3:1, three to one: so many to one; from 3 to 1 is a fall."""
    found = _TO_ONE.match(scan.text, seen.end) if seen.kind == "number" and not seen.unit else None
    if not found or re.search(r"\bfrom\s$", left_of(scan.text, seen.start), re.I):
        return False
    seen.unit, seen.units, seen.end = found[0].strip(), ("to-one",), found.end()
    return True


def _measures(scan: Scan, form: str) -> bool:
    return not set(scan.units.spellings[form]) <= scan.units.counted


def _is_comparison(scan: Scan, word: str) -> bool:
    roles = scan.lexicon.roles.get(word, {})
    return bool({"above", "below"} & roles.keys())


def _unlisted_unit(scan: Scan, seen: Sighting, word: str) -> None:
    """A noun that no unit knows: what is counted, as far as one can tell."""
    bare = word.rstrip("'-")
    if bare.lower() not in scan.lexicon.roles and re.fullmatch(r"[A-Za-z][A-Za-z-]{2,}", bare):
        end = scan.text.index(word, seen.end) + len(word)
        seen.unit, seen.end = bare, end
    elif scan.text[seen.end : seen.end + 1].isalpha() or "/" in bare:
        seen.why.append(word)
