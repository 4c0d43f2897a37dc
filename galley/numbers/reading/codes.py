"""Names that are written with digits, and count nothing: A4, COVID-19, H1N1, 5G, Route 66.

What looks like one and may be a quantity is none: USD53, OVER37, B53 boats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale

from galley.numbers.reading.lexicon import Language

if TYPE_CHECKING:
    from galley.numbers.reading.reader import Reader

_ENDS = r"(?![.,:]?\d|[A-Za-z%‰°²³/^*+=~-]|\s?(?:[%‰°]|per\s?cent))"
_CODE = re.compile(
    r"(?<![A-Za-z0-9$£€¥₩₹.,/:+−~≈<>=#-])"
    rf"(?:(?P<letters>[A-Z]{{1,5}})-?\d{{1,4}}(?:\.\d)?(?:[A-Z]{{1,2}}\d{{0,2}}|s(?!\w))?|[2-6][DGS]"
    rf"|(?:MiG|Tu|Su|Yak|Il)-\d{{1,3}}){_ENDS}"
)
_ALSO: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\bunder-\d\ds\b|\b[48]K(?=\s(?:tv|telev|video|screen|camera))"
        r"|\b\d{1,2}(?:st|nd|rd|th)(?=\s(?:Battalion|Division|Regiment|Brigade|Army|Corps|Infantry|Squadron|Fleet"
        r"|Street|Avenue|Floor|District|Amendment|Congress|Parliament)\b)"
        r"|(?:\bNumber|\b[Tt]he\snumber)\s\d{1,4}(?=\s(?:bus|tram|train|ferry|line|route|shirt|seat)\b)"
    ),
    "zh": re.compile(
        r"(?<![\d.,])\d{1,3}(?=[国省县國縣]道)|(?<=[歼轰运图苏殲轟運圖蘇]-)\d{1,3}|(?:波音|空客)A?\d{3}"
        r"|[双雙]11(?!\d)|(?<!\d)3·15(?!\d)|(?<!\d)(?:211|985)(?=高校|大学|院校|大學|工程)"
        r"|(?<![\d.,至到达達为為成有共了])(?:[6-9][05]|[01]0|05)(?=[后後](?![来來又再，。；]))"
    ),
}
"""Others: under-18s, the 1st Battalion, the number 7 bus; 318国道, 歼-20, 双11, 90后, and not 增至90后.

A capital makes no name of a number in words: a headline may have one in every word."""
_MONEY = frozenset({"RMB", "RM", "US", "HK", "NT", "NTD", "RS", "FT", "KR", "CN", "SFR", "EURO"})
"""What stands for money, beside the codes of CLDR."""
_NUMBERED = frozenset({"no", "nos", "m", "g"})
"""Labels that may be other words: no 53 boats, 53 m."""


def codes(reader: Reader, text: str) -> Iterator[tuple[int, int]]:
    """Where each of them stands in a text; of letters that are money or a word, and before what is counted, none."""
    for found in _CODE.finditer(text):
        letters = found["letters"] or ""
        word = letters.lower()
        money = letters in _MONEY or letters in _currencies()
        said = len(word) > 1 and reader.lexicon.roles.get(word)
        if not money and not said and not _counts(reader, text[found.end() :]):
            yield found.span()
    for found in _ALSO[reader.language].finditer(text):
        if not _counts(reader, text[found.end() :].lower()):
            yield found.span()
    if reader.language == "en":
        for found in _labelled(tuple(reader.lexicon.tables["labels"])).finditer(text):
            if not _counts(reader, text[found.end() :]):
                yield found.span()


@cache
def _currencies() -> frozenset[str]:
    return frozenset(Locale("en").currencies)


@cache
def _labelled(labels: tuple[str, ...]) -> re.Pattern[str]:
    """What is numbered, with a capital, and its number."""
    either = "|".join(re.escape(label.capitalize()) for label in labels if label not in _NUMBERED)
    return re.compile(rf"(?<![\w-])(?:{either}|iPhone)\s\d{{1,4}}{_ENDS}")


def _counts(reader: Reader, behind: str) -> bool:
    """Whether what stands behind a number is counted by it, or is a scale of it."""
    seen = next(iter(reader.read(f"37{behind[:40]}")), None)
    return seen is None or seen.value != 37 or bool(seen.units)
