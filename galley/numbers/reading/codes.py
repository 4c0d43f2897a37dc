"""Numbers that name a thing and count nothing: A4, COVID-19, Route 66, page 28, the 45th president; 3号线, 第12届.

What looks like one and may be a quantity is none: USD53, OVER37, B53 boats, its 37th boat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from galley.numbers.reading.foreign import currencies
from galley.numbers.reading.lexicon import Language, simplified
from galley.numbers.reading.shipped import shipped

if TYPE_CHECKING:
    from galley.numbers.reading.reader import Reader

_ENDS = r"(?![.,:]?\d|[A-Za-z%‰°²³/^*+=~-]|\s?(?:[%‰°]|per\s?cent))"
_MADE = r"(?=-(?:[a-z]+(?:ed|ing)|type|class|style|like|series|free|positive|negative|compatible)\b)"
_CODE = re.compile(
    r"(?<![A-Za-z0-9$£€¥₩₹/:+−~≈<>=#-])(?<!\d[.,])"
    rf"(?:US-\d{{1,3}}|(?P<letters>[A-Z]{{1,5}}|[A-Z]{{6,10}}(?=-))-?\d{{1,4}}(?:\.\d)?(?:[A-Z]{{1,2}}\d{{0,2}}|s(?!\w))?|[2-6][DGS]"
    rf"|(?:[A-Z]{{1,3}}-[A-Z]{{1,2}}|MiG|Tu|Su|Yak|Il)-\d{{1,3}})(?:{_ENDS}|{_MADE})"
)
_SUFFIXED = re.compile(r"-\d{2,3}[A-JLN-Z]$")
_MONEY = frozenset({"RMB", "RM", "US", "HK", "NT", "NTD", "RS", "FT", "KR", "CN", "SFR", "EURO"})
"""What stands for money, beside the codes of CLDR."""
_NUMBERED = frozenset({"no", "nos", "m", "g"})
"""Labels that may be other words: no 53 boats, 53 m."""


def codes(reader: Reader, text: str) -> Iterator[tuple[int, int]]:
    """Where each of them stands in a text; of letters that are money or a word, and before what is counted, none."""
    chinese = reader.language == "zh"
    plain = simplified(text) if chinese else text
    for found in _CODE.finditer(plain):
        letters = found["letters"] or ""
        word = letters.lower()
        money = letters in _MONEY or letters in currencies()
        said = len(word) > 1 and reader.lexicon.roles.get(word)
        suffixed = _SUFFIXED.search(found[0])  # an MC-130H aircraft
        if not money and not said and (suffixed or not _counts(reader, plain[found.end() :])):
            yield found.span()
    for found in _naming(reader.language).finditer(plain):
        sign = found.groupdict().get("sign")  # of a list, which no 本 behind it makes a number of books
        if sign or not _counts(reader, plain[found.end() :].lower()):
            yield found.span()
    if not chinese:
        yield from _english(reader, text)


def _english(reader: Reader, text: str) -> Iterator[tuple[int, int]]:
    """A joke or two; the marks of a list, (1) and (2)."""
    marks = [*_MARK.finditer(text)]
    if len(marks) > 1 and [int(found[1]) for found in marks] == [*range(1, len(marks) + 1)]:
        yield from (found.span() for found in marks)
    for found in _OR_TWO.finditer(text):
        if not _counts(reader, found[1]):
            yield found.span()


_MARK = re.compile(r"(?<![\w.,])\(?\s?([1-9])\s?\)(?=\s)")
_OR_TWO = re.compile(r"\ban?(?:\s[a-z]+){0,2}(\s[a-z]+)\sor\stwo\b", re.IGNORECASE)


@cache
def _naming(of: Language) -> re.Pattern[str]:
    """The patterns of a language, with its words in the places that they have for them."""
    table = shipped(of)["naming"]
    pattern = "|".join(table["patterns"])
    for name, ending in table.get("endings", {}).items():
        pattern = pattern.replace(f"{{{name}}}", ending)
    labels = [label.capitalize() for label in shipped(of).get("labels", ()) if label not in _NUMBERED]
    for name, words in {**table["words"], "label": labels}.items():
        pattern = pattern.replace(f"{{{name}}}", f"(?:{'|'.join(map(re.escape, words))})")
    return re.compile(pattern, re.MULTILINE)


def _counts(reader: Reader, behind: str) -> bool:
    """Whether what stands behind a number is counted by it, or is a scale of it."""
    seen = next(iter(reader.read(f"37{behind[:40]}")), None)
    return seen is None or seen.value != 37 or bool(seen.units)
