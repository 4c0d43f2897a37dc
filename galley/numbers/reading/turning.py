"""The words around a figure that make another statement of it: a rate, a denial, a plan, a condition, an order.

Which they are says the lexicon, under `turns:` and `rates:`; this is how far each reaches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from galley.numbers.reading.lexicon import Language, languages, simplified
from galley.numbers.reading.shipped import shipped

_NEAR: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(r"(?:\W*[\w'’-]+){0,3}"),  # were never counted
    "zh": re.compile(r".{0,4}"),
}
"""How far behind a figure a word is still said of it."""
_STOPS: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(r"[,:—()\[\]|｜‖“”\"…]|\s[-–]\s"),
    "zh": re.compile(r"[，、：—()（）\[\]|｜‖“”「」《》\"…\s]"),
}
_ENDS = re.compile(r"[。！？；;!?‖|]|\.(?=\s|$|[A-Z])")
_MAY = re.compile(r"\bMay\b")  # the month
_ASKS = re.compile(r"^\W*(?:Are|Is|Was|Were|Do|Does|Did|Has|Have|Had|Can|Could|Will|Would)\b")
_ASKED: Mapping[Language, re.Pattern[str]] = {"en": re.compile(r"\?$"), "zh": re.compile(r"[吗么没][?？]$")}
_INVERTED = re.compile(r"^\W*(?:Had|Were|Should)\s\w+")  # Had the ferry sunk
_LINK: Mapping[Language, str] = {
    "en": r"\s+(?:(?:of|in|the|its|their|some|all|these|those)\s+){0,2}",
    "zh": r"(?:的|了|一)?\s*",
}
_GAP: Mapping[Language, str] = {"en": r"\s+(?:of\s)?", "zh": r"\s*"}
_COMPARED = re.compile(r"\s+than\b")
RATE = "rate "
_COMMA = re.compile(r"[,，]")
_BRACKET = re.compile(r"^\s*[(（—–]\s*")
_COMPARISON = re.compile(r"\b(?:more|fewer|other)\s+than\b", re.IGNORECASE)


Place = tuple[int, int]
"""Where a figure begins and ends in a text."""


class Around(NamedTuple):
    """What stands before and behind a figure: in its clause, and in its sentence."""

    left: str
    right: str
    before: str
    behind: str


@dataclass(frozen=True)
class _Turns:
    """The words of a language that turn a figure, by what they say; `harmless` are passed over."""

    words: Mapping[str, re.Pattern[str]]
    rates: Mapping[str, re.Pattern[str]]
    harmless: re.Pattern[str]


@cache
def _turns(of: Language) -> _Turns:
    words = {name: _any(of, told) for name, told in shipped(of)["turns"].items()}
    rates = {name: _any(of, told) for name, told in shipped(of)["rates"].items()}
    return _Turns(words, rates, words.pop("harmless"))


def _any(of: Language, words: Sequence[str]) -> re.Pattern[str]:
    """A pattern of any of the words, the longest first; in a language of words each alone, except n't and 'll."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    alone = (re.escape(word) if of == "zh" or word in _ENDINGS else rf"\b{re.escape(word)}\b" for word in longest_first)
    return re.compile("|".join(alone), re.IGNORECASE)


_ENDINGS = frozenset({"n't", "'ll"})


def turning(of: Language, text: str, place: Place, others: Sequence[Place], dated: bool) -> Iterator[tuple[str, str]]:
    """(what is said, the word that says it) of all around the figure at a place of a text; `dated`: of a date.

    `others` are the places of the text's other figures: another figure is said of one before it, and what stands beyond
    one is said of that.
    """
    floor = max((other[1] for other in others if other[1] <= place[0]), default=0)
    ceiling = min((other[0] for other in others if other[0] >= place[1]), default=len(text))
    before = text[floor : place[0]]
    if floor and of == "zh":  # 2021年之前有37艘: said of the date
        before = re.sub(rf"^(?:{_turns(of).words['until'].pattern})", "", simplified(before))
    around = _around(of, before, text[place[1] : ceiling])
    yield from _said(of, around)
    if not dated:
        yield from _rates(of, around)
    elif not others:
        yield from _touching(of, around, "until")
    if not floor and not around.before.startswith("…"):  # an excerpt may have cut off the figure before
        yield from _touching(of, around, "further")


def says(what: str, text: str) -> bool:
    """Whether a text, in whatever language, has a word that says the same."""
    told, rate = _COMPARISON.sub(" ", text), what.removeprefix(RATE)
    if rate != what:
        return any(_turns(of).rates[rate].search(told) for of in languages())
    return any(_turns(of).words[what].search(_turns(of).harmless.sub(" ", told)) for of in languages())


def _around(of: Language, before: str, behind: str) -> Around:
    """The words around a figure, without those that only look as if they turned it."""
    before, behind = (_plain(of, part) for part in (before, behind))
    end = _ENDS.search(behind)
    before, behind = _ENDS.split(before)[-1], behind[: end.end() if end else None]
    return Around(_STOPS[of].split(before)[-1], _STOPS[of].split(behind, maxsplit=1)[0], before, behind)


def _plain(of: Language, text: str) -> str:
    text = simplified(text) if of == "zh" else _MAY.sub("\x01\x01\x01", text.replace("’", "'"))
    return _turns(of).harmless.sub(lambda found: "\x01" * len(found[0]), text)


def _said(of: Language, around: Around) -> Iterator[tuple[str, str]]:
    """(what is said, the word that says it) in the clause of a figure, and of conditions in its sentence."""
    words, near = _turns(of).words, _NEAR[of].match(around.right)
    for what in ("denial", "plan", "past"):
        aside = re.search(rf"(?:{words[what].pattern})\s*[,，][^,，]*[,，]\s*$", around.before, re.IGNORECASE)
        found = words[what].search(around.left) or words[what].search(near[0] if near else "") or aside
        if found:
            yield what, found[0].partition(",")[0].partition("，")[0]
    if found := words["untrue"].search(around.before):
        yield "untrue", found[0]
    found = words["condition"].search(around.before) or words["condition"].search(around.behind)
    if of == "zh" or _ASKS.search(around.before):  # Are there 37 boats?
        found = found or _ASKED[of].search(around.behind)
    if found := found or (_INVERTED.search(around.before) if of == "en" else None):
        yield "condition", found[0]
    yield from _touching(of, around, "order")


def _touching(of: Language, around: Around, what: str) -> Iterator[tuple[str, str]]:
    """The word that touches a figure; what is more *than* another is compared, and is no more of the same."""
    words = _turns(of).words[what].pattern
    left = re.search(rf"(?:{words}){_LINK[of]}$", around.left, re.IGNORECASE)
    right = re.match(rf"{_GAP[of]}(?:{words})", around.right, re.IGNORECASE)
    if left:
        yield what, left[0]
    elif right and (of == "zh" or what == "further") and not _COMPARED.match(around.right, right.end()):
        yield what, right[0]


_ONE = r"(?:a|an|one|each|every|per|any|single)"
_TIMES = r"(?:in|on|for|during|over|throughout|per|each|every|by)"


@cache
def _rate(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Before a figure, and behind one: on a summer day, every month; a day, in a week, weekly."""
    period = _turns("en").rates[name].pattern
    gone = r"(?!['’\s]*(?:s\s)?(?:ago|earlier|later|after|before|old|long|away|since|from now)\b)"
    one = rf"{_ONE}\s(?:[\w'-]+\s){{0,2}}?(?:{period}){gone}"
    timed = rf"\b(?:{_TIMES}\s(?:[\w'-]+\s)?{one}|(?:each|every|per)\s(?:[\w'-]+\s)?(?:{period}))"
    adverbs = (word for word in shipped("en")["rates"][name] if word.endswith("ly"))
    adverb = rf"\b(?:{'|'.join(adverbs) or '(?!)'})\b"
    return (
        re.compile(rf"{timed}|{adverb}", re.IGNORECASE),
        re.compile(rf"{timed}|^(?:\W*[\w'-]+){{0,3}}?\W+(?:{one}|{adverb})|/\s?(?:{period})", re.IGNORECASE),
    )


_EACH = re.compile(
    r"^(?:\W*[\w'-]+){0,3}?\W+(?:apiece|a head|at a time|individually|(?:each|every|per)\b(?!\s(?:of|other|cent)\b))",
    re.I,
)
_EACH_BEFORE = re.compile(r"\b(?:each|every|per)\s(?!of\b|other\b|cent\b)[\w'-]+", re.I)
_EACH_HAN = re.compile(r"每(?!年|月|日|天)|[人户单]均|各.{0,2}$")


def _rates(of: Language, around: Around) -> Iterator[tuple[str, str]]:
    """The time, or the thing, for each of which a sentence gives a figure."""
    near, behind = around.right[:6], _BRACKET.sub(" ", around.behind) if _BRACKET.match(around.behind) else around.right
    before = around.left
    if around.before.rstrip().endswith((",", "，")):  # each day, 37 boats
        before = _COMMA.split(around.before.rstrip(" ,，"))[-1]
    afar = r"(?![里内间后前来多以之中])"  # 一年里 is how long, and not how often
    for name, pattern in _turns(of).rates.items():
        if name == "each":
            left, right = (_EACH_HAN, _EACH_HAN) if of == "zh" else (_EACH_BEFORE, _EACH)
        else:
            left, right = (re.compile(rf"(?:{pattern.pattern}){afar}"),) * 2 if of == "zh" else _rate(name)
        if found := left.search(before) or right.search(near if of == "zh" else behind):
            yield f"{RATE}{name}", found[0]
            return
