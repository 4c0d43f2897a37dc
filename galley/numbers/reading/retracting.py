"""What takes a figure back from outside its sentence: the heading over it, the sentence behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from galley.numbers.reading.lexicon import Language, languages, simplified
from galley.numbers.reading.turning import find_any

_KINDS = ("untrue", "scorned", "retracted")
_TELLS_OF_IT: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:that|this|it|none of (?:that|this|it)|verdict|rating"
        r"|the (?:figure|number|count|claim|report|story|statement|total|rumou?r|sum))\b|(?:[\w'’-]+\W+){0,3}$",
        re.IGNORECASE,
    ),
    "zh": re.compile(r"[这此该]|[以]?上述|事实|其实|实际|经[查核调]|后[来经]|但|然而|不过|结论|纯属|查无"),
}
"""How a sentence begins that is told of the one before it."""
_NEXT = re.compile(
    r"^[^.。!！?？\n]*(?:\.(?!\s)[^.。!！?？\n]*)*[.。!！?？][\s”’」』\"')）]*([^.。!！?？\n]{1,90}[.。!！?？]?)"
)

_FIGURE = re.compile(r"\d")
"""Behind it a sentence is of another figure."""


def retracted(of: Language, above: str, behind: str) -> str:
    """The word by which a line above a figure, or the sentence behind its own, says that it is not so; else none."""
    if of == "zh":
        above, behind = simplified(above), simplified(behind)
    follows = _NEXT.match(behind.replace("’", "'"))
    told = _FIGURE.split(follows[1])[0] if follows and _TELLS_OF_IT[of].match(follows[1]) else ""
    for text in (above.replace("’", "'"), told):
        if text and (word := find_any(of, _KINDS, text)):
            return word
    return ""


def is_retracting(word: str) -> bool:
    """Whether a word takes a figure back wherever it stands: denied, 不实."""
    return any(find_any(of, _KINDS, word) for of in languages())


def owns_it(text: str) -> bool:
    """Whether a text, in whatever language, says of itself that it is not so."""
    return any(find_any(of, (*_KINDS, "denial"), text) for of in languages())
