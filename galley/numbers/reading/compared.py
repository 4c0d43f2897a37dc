"""What a sentence tells beside a figure without a number: another amount, and the one span of time that it is of.

As many again, more than the year before, in May alone: no mark vouches for them, and readers take them as said of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from galley.numbers.reading.latin import MONTHS
from galley.numbers.reading.lexicon import Language
from galley.numbers.reading.shipped import shipped

HIGHER, LOWER, REFERS, SHARE = "higher", "lower", "refers", "share"
RATE = "rate "
COMPARED = frozenset({HIGHER, LOWER, REFERS, SHARE})

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        HIGHER: "more|higher|larger|greater|bigger|longer|better|faster|up",
        LOWER: "fewer|less|lower|smaller|shorter|worse|slower|down",
    },
    "zh": {HIGHER: "[多高大增升长快]", LOWER: "[少低小减降短慢]"},
}
_THAN: Mapping[Language, str] = {
    "en": r"[,;—–(]\s?(?:[\w'-]+\s){{0,3}}?(?:{words})\s(?:than|from|on)\b"
    r"(?!\s(?:once|ever|half|enough|double|twice|one)\b)",
    "zh": "[，；,;（(](?:[也又还要已且远略均都]|大大|而且|仍然|依然){{0,2}}"
    "(?:(?:{words})于|比[^，。；]{{1,10}}?(?:{words}))",
}
"""Behind a comma or a bracket: 37 boats more than before is read as a change."""
_AS: Mapping[Language, str] = {
    "en": r"[,;—–(]\s?(?:[\w'-]+\s){0,2}?as\s(?:many|much|few|high|low|long)\sas\b(?!\s(?:ever|possible|before\b))",
    "zh": "[，；,;（(](?:超过|超出|不及|不如|赶上|追平|持平)[^，。；]{1,8}",
}
_NUMBER = r"(?![^,.;，。；]{0,24}[\d\x02])"  # more than the 9 of Farhaven, which is vouched for by itself
_MAY = "\x01{3}"  # the month, as it stands where may has been told from it
_ALONE: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "month": rf"\bin\s(?:the\smonth|(?:{'|'.join(MONTHS)}|{_MAY})(?:\s\d{{4}})?)\salone\b",
        "year": r"\bin\s(?:(?:the|that|this|last)\syear|\d{4})\salone\b",
        "day": r"\b(?:in|on)\s(?:the|that|one)\sday\salone\b",
    },
    "zh": {
        "month": "(?:[仅光单]是?|仅仅)(?:[0-9]{4}年)?[0-9一二三四五六七八九十]{1,3}月(?!份?以)",
        "year": "(?:[仅光单]是?|仅仅)(?:[0-9]{4}|[去今前])年(?![0-9一二三四五六七八九十])",
    },
}


def compared(of: Language, before: str, behind: str) -> Iterator[tuple[str, str]]:
    """(what is said, the words that say it) of what stands before and behind a figure in its sentence."""
    for what, pattern in _patterns(of).items():
        found = pattern.search(behind) or (None if what in (HIGHER, LOWER) else pattern.search(before))
        if found:
            yield what, found[0].strip(" ,;，；—–(（").replace("\x01\x01\x01", "May")


@cache
def _patterns(of: Language) -> Mapping[str, re.Pattern[str]]:
    edge = r"\b" if of == "en" else ""
    lists = {what: "|".join(map(re.escape, shipped(of)["turns"][what])) for what in (REFERS, SHARE)}
    told = {what: f"{edge}(?:{words}){edge}" for what, words in lists.items()}
    told[REFERS] += f"|{_AS[of]}{_NUMBER}"
    told |= {what: _THAN[of].format(words=words) + _NUMBER for what, words in _WORDS[of].items()}
    told |= {f"{RATE}{span}": words for span, words in _ALONE[of].items()}
    return {what: re.compile(pattern, re.IGNORECASE) for what, pattern in told.items()}
