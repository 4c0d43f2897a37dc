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
_OUT_OF = re.compile(
    r"([A-Za-z]+|\d+)(?:\s(?:in|out\sof)\s(?:every\s)?|-in-)(?:(\d{1,3}(?:,\d{3})+|[1-9]0{4,}|\d{1,3}|1000)(?![\d.,]*\d)|(?:an?\s)?([A-Za-z]+(?:-[a-z]+)?))\b",
    re.I,
)
SUFFIX = re.compile(r"\s?(dozen|hundred|thousand|million|billion|trillion|bn|tn|mn)\b|(k|K|m|M|B)\b", re.I)


def code(scan: Scan, at: int) -> Sighting | None:
    """A4, H1N1, COVID-19, 5G; and what a capitalised label counts off: Route 66."""
    word, start, end = scan.tokens[at]
    if not word[0].isdecimal():
        return None
    beside = left_of(scan.text, start)
    if CURRENCY.search(beside):
        return None
    glued = re.search(r"[A-Za-z]-?$", beside)
    after = re.match(r"[A-Za-z][A-Za-z]*\d|G\b|D\b|[A-Z]{2,}\b(?!\s?\d)|-a-[a-z]", scan.text[end:])
    label = re.search(r"(?:^|[^\w])([A-Za-z]+)\s$", beside)
    named = label and label[1].lower() in scan.lexicon.tables["labels"] and (label[1][0].isupper() or label[1] == "no")
    if glued or named or (after and not spelling(scan, end)):
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
    tens, _, ones = low.partition("-")
    if tens in TENS and ones in ONES:
        return TENS[tens] + ONES[ones]
    return int(word) if word.isdecimal() else ONES.get(low, TENS.get(low, SCALES.get(low) if low not in SETS else None))


def _out_of(scan: Scan, at: int) -> Sighting | None:
    """one in four, 3 out of every 10."""
    _, start, _ = scan.tokens[at]
    found = _OUT_OF.match(scan.text, start)
    if not found:
        return None
    above, below = _small(found[1]), int(amount(found[2])) if found[2] else _small(found[3])
    if above is None or below is None or not 0 < above < below:
        return None
    value = Decimal(above) / below
    after = scan.text[found.end() : found.end() + 1]  # a 1-in-100-year flood is no share of a year
    return Sighting(start, found.end(), "fraction", value, why=[found[0]] if after == "-" else [])


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
    if whole := _whole_before(scan, start):
        return _added_to(scan, whole, value, found)
    if _IN_HALF.match(scan.text, max(0, start - 3)):  # cut in half: any other is masked
        return Sighting(start, found.end(), "fraction", value, change="fall")
    if found["scale"]:
        value *= SCALES[found["scale"].lower()]
        return Sighting(start, found.end(), "number", value)
    end = found.end() if not found[0].endswith(" of") else found.end() - 3
    last = scan.last
    if (
        found["top"]
        and end == found.end()
        and last
        and scan.text[last.end : start] == " and "
        and _measured(scan, last)
    ):
        last.why.append(f"and {found[0]}")  # two hours and a half
    of_one = _OF_ONE.match(scan.text, end)
    if of_one and _is_measure(scan, of_one[1]):
        return Sighting(start, of_one.start(1) - 1, "fraction", value)  # half an hour
    return Sighting(start, end, "fraction", value)


_IN_HALF = re.compile(r"\bin\shalf\b(?!\san?\s)", re.I)
_OF_ONE = re.compile(r"\san?\s([A-Za-z]+)\b")
_WHOLE = re.compile(r"\b(?:an?|one)\s([a-z]+)\sand\s$", re.I)


def _measured(scan: Scan, seen: Sighting) -> bool:
    return bool(seen.units) and not set(seen.units) <= scan.units.counted


def _is_measure(scan: Scan, word: str) -> bool:
    return word in scan.units.spellings and _measures(scan, word)


def _whole_before(scan: Scan, start: int) -> re.Match[str] | None:
    """An hour, before “and a half”."""
    found = _WHOLE.search(left_of(scan.text, start))
    return found if found and _is_measure(scan, found[1]) else None


def _added_to(scan: Scan, whole: re.Match[str], part: Decimal, found: re.Match[str]) -> Sighting:
    begin = found.start() - len(whole[0])
    return Sighting(begin, found.end(), "number", 1 + part, whole[1], scan.units.spellings[whole[1]])


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
    if found[0].lower() in ("many", "few") and re.search(r"\bas\s$", scan.text[:start][-4:], re.I):
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
    spelled = in_words(scan, at)
    if spelled is None:
        return None
    value, end = spelled
    if _is_adjective(scan, end):
        return Sighting(start, end, "name")
    alone = value == 1 and word.lower() == "one" and end == scan.tokens[at][2]
    return Sighting(start, end, "soft" if alone else "number", value)


def _is_adjective(scan: Scan, end: int) -> bool:
    """Whether a small number is joined to a word that is no unit: three-piece, two-storey."""
    joined = re.compile(r"-(a-)?([a-z]+)\b", re.I).match(scan.text, end)
    if not joined or joined[1]:
        return joined is not None  # seven-a-side
    word = joined[2]
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


_GROUPS = re.compile(r"[1-9]\d{0,2}(?: \d{3})+(?![\d,.-]*[\dA-Za-z])(?!-)")


def _digits(scan: Scan, at: int) -> Sighting:
    word, start, end = scan.tokens[at]
    if groups := _GROUPS.match(scan.text, start):
        word, end = groups[0], groups.end()
    value = amount(word)
    if len(value.as_tuple().digits) > LONGEST:
        return Sighting(start, end, "vague")
    seen = Sighting(start, end, "number", value)
    money = CURRENCY.search(left_of(scan.text, start))
    if scan.text[end : end + 1] in VULGAR:
        seen.value, seen.end = value + VULGAR[scan.text[end]], end + 1
    elif part := part_on(scan, end):
        seen.value, seen.end = value + part[0], part[1]
    quotient = re.compile(r"/(\d+)(?![\d/])").match(scan.text, seen.end)
    if quotient and Decimal(quotient[1]):
        share = value / Decimal(quotient[1])  # and 60/40 is none
        return Sighting(start, quotient.end(), "fraction", share, why=[quotient[0]] if share >= 1 else [])
    if re.compile(r"(?:st|nd|rd|th)\b").match(scan.text, end):
        return Sighting(start, end + 2, "ordinal", value)
    if re.compile(r"s\b").match(scan.text, end):
        return Sighting(start, end + 1, "period")
    if scan.text[start - 1 : start] == "(" and CURRENCY.search(left_of(scan.text, start - 1)):
        seen.why.append("(")  # £(4.6)m is a loss
    suffix(scan, seen, bool(money))
    if money:
        seen.start, seen.unit = start - len(money[0]), money[0].strip()
        framed = scan.units.framed.get((seen.unit, ""), ())
        seen.units = (*framed, *scan.units.spellings.get(seen.unit, ()))
    return seen


_COUNTED = re.compile(r"\s(people|(?!is\b|was\b|has\b|as\b|its\b|this\b|plus\b|less\b|across\b|towards\b)[a-z]+s)\b")
"""What may be counted in millions: 1.6m barrels."""


def suffix(scan: Scan, seen: Sighting, money: bool) -> None:
    """£4.2m, £350k, 1.2bn, 3 million."""
    found = SUFFIX.match(scan.text, seen.end)
    if not found or seen.value is None:
        return
    word = found[1] or found[2]
    size = SCALES.get(word.lower()) or SHORT.get(word) or SHORT.get(word.lower(), 1)
    counted = _COUNTED.match(scan.text, found.end()) if word == "m" and scan.text[seen.end] == "m" else None
    if found[2] and not money and word in "mMB" and not (counted and counted[1] in scan.units.spellings):
        seen.why += [word] if counted else []  # 1.6m walls: so many, or so high?
        return  # 5 m may be metres: the unit tells
    seen.value, seen.end = seen.value * size, found.end()


def in_words(scan: Scan, at: int) -> tuple[Decimal, int] | None:
    """two hundred and fifty thousand, a dozen, twenty-five; its value and end."""
    total, current, seen, end, place = Decimal(0), Decimal(0), False, 0, at
    last = ""
    if scan.tokens[at][0].lower() in ("a", "an") and token(scan, at + 1) in SCALES:
        current, seen, place = Decimal(1), True, at + 1
    while place < len(scan.tokens):
        word = token(scan, place)
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
        elif seen and word == "and" and (part := part_on(scan, scan.tokens[place][1] - 1)):
            size = SCALES[last] if last in SCALES and last not in SETS else 1  # a million and a half
            return _scaled_on(scan, total + current + part[0] * size, part[1])
        else:
            break
        last, end, place = word, scan.tokens[place][2], place + 1
    value = total + current
    return (value, end) if seen and end and value.adjusted() < LONGEST else None


def _scaled_on(scan: Scan, value: Decimal, end: int) -> tuple[Decimal, int]:
    """two and a half million."""
    scale = SUFFIX.match(scan.text, end)
    size = SCALES.get((scale[1] or "").lower()) if scale else None
    return (value * size, scale.end()) if scale and size else (value, end)


_AND_PART = re.compile(r"\sand\s(an?|one|two|three)[\s-](half|thirds?|quarters?)\b(?!\sof\b)", re.I)


def part_on(scan: Scan, at: int) -> tuple[Decimal, int] | None:
    """The part that is added to a whole number that ends here, and where it ends: two and three-quarter hours."""
    found = _AND_PART.match(scan.text, at)
    if not found:
        return None
    counted = found[2].lower() == "half" or SUFFIX.match(scan.text, found.end()) or spelling(scan, found.end())
    return (Decimal(ONES.get(found[1].lower(), 1)) / PARTS[found[2].lower()], found.end()) if counted else None


def token(scan: Scan, at: int) -> str:
    return scan.tokens[at][0].lower() if at < len(scan.tokens) else ""


def _continues(scan: Scan, at: int, last: str, joint: str) -> bool:
    word = token(scan, at)
    if joint == "-":
        return word in SCALES or (last in TENS and word in ONES)
    return word in ONES or word in TENS


def spelling(scan: Scan, at: int) -> tuple[str, int] | None:
    """The spelling of a unit that follows, and where it ends; three words that are not known may stand between."""
    found = _UNIT.match(scan.text, at)
    if not found:
        return None
    words = found[1].split(" ")
    offsets = [found.start(1)]
    for word in words[:-1]:
        offsets.append(offsets[-1] + len(word) + 1)
    for skipped in range(min(4, len(words))):
        if skipped and _ANOTHER.search(words[skipped - 1]):
            return None
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
_ANOTHER = re.compile(r"-\d")


def _form(scan: Scan, name: str) -> str:
    stripped = name.rstrip("'-")
    forms = [stripped, *([stripped.lower()] if len(stripped) > 2 else [])]
    forms += [] if _ANOTHER.search(stripped) else [stripped.split("-")[0]]  # 5kg-10kg
    return next((form for form in forms if form in scan.units.spellings), "")


def unit_on(scan: Scan, seen: Sighting) -> None:
    """Takes the unit behind the number, where one is there."""
    if seen.kind == "multiple" or _to_one_on(scan, seen):
        return
    after = _UNIT.match(scan.text, seen.end)
    first = after[1].split(" ")[0].lower() if after else ""
    if first in scan.lexicon.after or first.split("-")[0] in scan.lexicon.after or _is_comparison(scan, first):
        return
    found = spelling(scan, seen.end)
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
