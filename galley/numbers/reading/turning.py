"""The words around a figure that make another statement of it: a rate, a denial, a plan, a condition, an order.

Which they are says the lexicon, under `turns:` and `rates:`; this is how far each reaches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from galley.numbers.reading.compared import HIGHER, LOWER, RATE, compared
from galley.numbers.reading.lexicon import Language, languages, simplified
from galley.numbers.reading.occasions import is_occasion, names_occasion, occasions
from galley.numbers.reading.shipped import shipped

_NEAR: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(r"(?:\W*[\w'’-]+){0,3}"),  # were never counted
    "zh": re.compile(r".{0,4}"),
}
"""How far behind a figure a word is still said of it."""
_CLAUSE: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(r"(?:\W*[\w'’-]+){0,5}"),
    "zh": re.compile(r"[，、]?[^，。、；]{0,8}"),
}
"""How far behind it a clause of its own is: 37 boats, or so they used to say."""
_LAST: Mapping[Language, re.Pattern[str]] = {"en": re.compile(r"(?:[\w'’-]+\W*){0,3}$"), "zh": re.compile(r".{0,4}$")}
"""How far before a figure a word is said of it alone."""
_STOPS: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(r"[,:—()\[\]|｜‖“”\"…]|\s[-–]\s"),
    "zh": re.compile(r"[，、：—()（）\[\]|｜‖“”「」《》\"…\s]"),
}
_ENDS = re.compile(r"[。！？；;!?‖|]|\.(?=\s|$|[A-Z])")
_SENTENCE = re.compile(r"[。！？!?]|\.(?=\s|$)")
_MAY = re.compile(r"\bMay\b")  # the month
_ASKED = re.compile(r"[?？][”’」』\"']*\s*$")
_ASKS_ELSE: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:who|whom|whose|what|why|how|when|where|which|or)\b", re.IGNORECASE),
    "zh": re.compile(r"[谁哪怎几]|还是|什么|为何|何时|何处|何地|如何|多少|多久|多远|多长|多大|多高"),
}
"""Questions for something else take the figure for granted: Who counted the 37 boats?"""
_INVERTED = re.compile(r"^\W*(?:Had|Were|Should)\s\w+")  # Had the ferry sunk
_LINK: Mapping[Language, str] = {
    "en": r"\s+(?:(?:of|in|the|its|their|some|all|these|those)\s+){0,2}",
    "zh": r"(?:的|了|一)?\s*",
}
_GAP: Mapping[Language, str] = {"en": r"\s+(?:of\s)?", "zh": r"\s*"}
_COMPARED = re.compile(r"\s+than\b")
_TOLD_OF_IT: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:\s[\w'’-]+){0,3}\s?[,;—–]\s(?:which|that|it|this|says|as|an?\s(?:figure|number|count|claim|sum|total))\b[^.!?]{0,60}"
    ),
    "zh": re.compile(
        r"[一-鿿]{0,4}[，；](?:这|此|该)[^。！？]{0,16}|[，；][^，。！？]{0,6}"
        r"|(?:[一-鿿]{0,4}的(?:说法|消息|报道|传闻|数字|统计|结论)|[一-鿿]{0,4}(?:是|系|纯属))[^。！？，]{0,8}"
    ),
}
"""What is said behind a figure of the figure itself: 37 boats, a figure nobody trusts."""
_FIGURE = "\x02"
"""Stands where the words behind a figure end at another."""
APART = "apart"
"""Said of a figure behind another, as of a further one: 37 boats and another 9."""
YEAR = "year "
PART = "part"
"""Said of a figure that is given for a part of a year."""
_COMMA = re.compile(r"[,，]")
_BRACKET = re.compile(r"^\s*[(（—–]\s*")
_BOUND = re.compile(r"\b(?:more|less|fewer|higher|lower|greater|longer|shorter|up)\s(?:than|to)\b", re.IGNORECASE)
_COMPARISON = re.compile(r"\b(?:more|fewer|other)\s+than\b", re.IGNORECASE)


Offsets = tuple[int, int]
"""Where a figure begins and ends in a text."""


class Around(NamedTuple):
    """What stands before and behind a figure: in its clause, and in its sentence; `opening`: other figures included."""

    left: str
    right: str
    before: str
    behind: str
    opening: str = ""


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
    if of == "zh":
        return re.compile("|".join(map(re.escape, longest_first)))
    ends = [f"(?i:{re.escape(word)})" for word in longest_first if word in _ENDINGS]
    by_letter: dict[str, list[str]] = {}  # a class of letters tells at once where none of its words can begin
    for word in (word for word in longest_first if word not in _ENDINGS):
        by_letter.setdefault(word[0].lower(), []).append(re.escape(word[1:]))
    begun = (f"[{letter}{letter.upper()}](?i:{'|'.join(rest)})" for letter, rest in by_letter.items())
    return re.compile("|".join([rf"\b(?:{'|'.join(begun)})\b"] * bool(by_letter) + ends))


_ENDINGS = frozenset({"n't", "'ll"})


def turning(
    of: Language, text: str, place: Offsets, others: Sequence[Offsets], dated: bool
) -> Iterator[tuple[str, str]]:
    """(what is said, the word that says it) of all around the figure at a place of a text; `dated`: of a date.

    `others` are the places of the text's other figures: another figure is said of one before it, and what stands beyond
    one is said of that.
    """
    floor = max((other[1] for other in others if other[1] <= place[0]), default=0)
    ceiling = min((other[0] for other in others if other[0] >= place[1]), default=len(text))
    before = text[floor : place[0]]
    if floor and of == "zh":  # 2021年之前有37艘: said of the date
        before = re.sub(rf"^(?:{_turns(of).words['until'].pattern})", "", simplified(before))
    opening = _plain(of, _ENDS.split(text[: place[0]])[-1])
    behind = text[place[1] : ceiling] + (_FIGURE if ceiling < len(text) else "")
    around = _around(of, before, behind)._replace(opening=opening)
    yield from (one for one in _said(of, around) if not dated or one != _DEPARTED)
    if not dated:
        yield from _years(of, around)
        yield from _parts(of, around)
        yield from _rates(of, around)
        yield from _counted(of, around)
        yield from compared(of, around.before, around.behind)
        yield from occasions(of, around.opening, around.before, around.right)
    else:
        yield from _touching(of, around, "circa")
        yield from _touching(of, around, "limit")
        yield from _year_before(of, around)
        if not any(_is_in_one_sentence(text, place, other) for other in others):  # in 2023 they had 37, by 2024 60
            yield from _touching(of, around, "until")
    if not around.before.startswith("…"):  # an excerpt may have cut off the figure before
        further = words.search(around.left) if floor and (words := _turns(of).words[APART]) else None
        yield from ((APART, further[0]),) if further else () if floor else _touching(of, around, "further")


_DEPARTED = ("end", "left")
"""Said of a date, that something went away then; of a count, that no more remain."""


def _is_in_one_sentence(text: str, one: Offsets, other: Offsets) -> bool:
    first, second = sorted((one, other))
    return _SENTENCE.search(text[first[1] : second[0]]) is None


def find_any(of: Language, kinds: Sequence[str], text: str) -> str:
    """The first word of a text that is of one of these kinds; none, where none is."""
    told = _plain(of, text)
    return next((found[0] for kind in kinds if (found := _turns(of).words[kind].search(told))), "")


def says(what: str, text: str) -> bool:
    """Whether a text, in whatever language, has a word that says the same."""
    told, rate = _COMPARISON.sub(" ", text), what.removeprefix(RATE)
    if is_occasion(what):
        return names_occasion(what, text)
    if what in (HIGHER, LOWER):
        return directed(text, up=what == HIGHER)
    if what.startswith(YEAR):
        years = ((word, away) for of in languages() for word, away in shipped(of)["years"].items())
        return any(f"{YEAR}{away}" == what and word in told.lower() for word, away in years)
    if rate != what:
        return any(_turns(of).rates[rate].search(told) for of in languages())
    return any(_turns(of).words[what].search(_turns(of).harmless.sub(" ", told)) for of in languages())


_MOST: Mapping[Language, int] = {"en": 4, "zh": 8}
"""Words, or letters, between a plan and what is planned: aims to build some 37."""
_DATED = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?[底末初]?")
_OF_ANOTHER: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:the|its|their|his|her|our|these|those|for|with|from|by|than|after|before|now|under)\b", re.I
    ),
    "zh": re.compile(r"[给对与和由从把被的现同向比让使]|.为|为."),
}
"""Between them, what says that the figure is of something that is there already: will serve the 37 boats."""


def planned(of: Language, before: str) -> str:
    """The word that only plans the figure behind `before`: aims to build 37, 拟建37; none, where none does."""
    clause = _STOPS[of].split(_ENDS.split(_plain(of, before))[-1])[-1]
    found = next(reversed([*_plans(of, "governs").finditer(clause)]), None)
    if found is None:
        return ""
    between = clause[found.end() :].strip()
    between = _DATED.sub("", between) if of == "zh" else between
    far = len(between if of == "zh" else between.split()) > _MOST[of]
    takes = found[0] == "将" and not between  # 将37艘船拖走
    return "" if far or takes or _OF_ANOTHER[of].search(between) else found[0]


def owns_up(text: str) -> bool:
    """Whether a text, in whatever language, says that something is planned, promised, designed or agreed."""
    return says("plan", text) or any(_plans(of, "owned").search(_plain(of, text)) for of in languages())


def told_as_planned(text: str, place: Offsets) -> bool:
    """Whether the sentence of the figure at a place of a text plans it, or says who does; one cut off may do so."""
    before, behind = _SENTENCE.split(text[: place[0]])[-1], _SENTENCE.split(text[place[1] :], maxsplit=1)
    sentence = simplified(before + text[place[0] : place[1]] + behind[0])
    is_whole = len(behind) > 1 and "…" not in sentence
    return not is_whole or owns_up(sentence) or any(_plans(of, "told").search(sentence) for of in languages())


@cache
def _plans(of: Language, which: str) -> re.Pattern[str]:
    return _any(of, shipped(of)["plans"][which])


def directed(text: str, *, up: bool) -> bool:
    """Whether a text, in whatever language, has a word by which something rises, or falls, or is more, or less."""
    told = _BOUND.sub(" ", text)
    return any(_directions(of, up).search(told) for of in languages())


@cache
def _directions(of: Language, up: bool) -> re.Pattern[str]:
    lists = ("rise", "raised", "above") if up else ("fall", "below")
    return _any(of, [word for name in lists for word in shipped(of).get(name, ())])


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
    words, bracket = _turns(of).words, _BRACKET.match(around.behind)
    near = _NEAR[of].match(around.behind[bracket.end() :] if bracket else around.right)
    for what in ("denial", "plan", "past", "average"):
        found = words[what].search(around.left) or words[what].search(near[0] if near else "")
        found = found or _aside(of, what).search(around.before)
        if found:
            yield what, found[0].partition(",")[0].partition("，")[0]
    further = _CLAUSE[of].match(around.behind)
    if found := words["untrue"].search(around.before) or (further and words["untrue"].search(further[0])):
        yield "untrue", found[0]
    found = words["condition"].search(_MERELY.sub("", around.before)) or words["condition"].search(around.behind)
    if not _ASKS_ELSE[of].search(around.opening + around.behind):  # Are there 37 boats? 37 boats?
        found = found or _ASKED.search(around.behind)
    if found := found or (_INVERTED.search(around.before) if of == "en" else None):
        yield "condition", found[0]
    last = _LAST[of].search(around.left)
    ends = words["end"].search(last[0] if last else "") or words["end"].search(near[0] if near else "")
    if ends:
        yield "end", ends[0]
    if found := words["ever"].search(around.before) or words["ever"].search(around.right):
        yield "ever", found[0]
    for what in ("except", "loosely", "most"):  # 14 sailings on a summer day except Sundays
        found = words[what].search(further[0] if further else "")
        found = found or (words[what].search(last[0]) if last and what == "most" else None)
        if found:
            yield what, found[0]
    scorn = _TOLD_OF_IT[of].match(around.behind)
    if scorn and (found := words["scorned"].search(scorn[0])):
        yield "scorned", found[0]
    for what in ("order", "trip", "ago", "yearly"):
        yield from _touching(of, around, what)


_MERELY = re.compile("只要$")  # 只要1小时: no more than that; 只要来37艘 puts a condition
_AMONG = re.compile("^(?:当中|之中|中|里|内)的?")  # 84所中的大多数


def _counted(of: Language, around: Around) -> Iterator[tuple[str, str]]:
    """A sum or a part made of what is counted, so many that come or go, and what counts none: money and mass."""
    words, follows = _turns(of).words, _NEAR[of].match(around.behind)
    if found := words["sum"].search(follows[0] if follows else ""):
        beside = _STOPS[of].split(around.behind[found.end() :], maxsplit=1)[0]
        if _FIGURE not in beside:  # 37 boats besides 9 others
            yield "sum", found[0]
    for what in ("portion", "moved", "money", "mass"):
        before, behind = _touch(of, what)
        among = _AMONG.sub("", around.right, count=1)
        found = before.search(around.left) or (behind.match(among) if of == "zh" and what == "portion" else None)
        if found:
            yield what, found[0]


def _year_before(of: Language, around: Around) -> Iterator[tuple[str, str]]:
    """The word for a year right before a date, which may be of another: 去年2024年3月."""
    left = around.left.rstrip().lower()
    found = next(((words, away) for words, away, *_ in _year_words(of) if left.endswith(words)), None)
    if found:
        yield f"{YEAR}{found[1]}", found[0]


_OPENS = re.compile(r"[^,，]{0,24}[,，]")  # Last year, 37 boats came
_WHOLE = re.compile(r"全年|年底|年末|\b(?:whole|full|entire)\syear\b")


def _parts(of: Language, around: Around) -> Iterator[tuple[str, str]]:
    """The part of a year for which a sentence gives a figure: in the first half, 上半年."""
    words, opens = _turns(of).words[PART], _OPENS.match(around.opening)
    found = words.search(around.left) or words.search(opens[0] if opens else "") or words.search(around.right)
    if found and not _WHOLE.search(around.left):
        yield PART, found[0]


_COMPARES: Mapping[Language, str] = {
    "en": r"(?:than|from|over|on|with|to|since|versus)\s(?:in\s|the\s)?",
    "zh": r"[比较与同从自和跟]",
}


def _years(of: Language, around: Around) -> Iterator[tuple[str, str]]:
    """The year for which a sentence gives a figure, by its distance from this one: last year, 去年."""
    opens = _OPENS.match(around.opening)
    for words, away, told, beside in _year_words(of):
        for part in (around.left, around.right, opens[0] if opens else ""):
            if told.search(part) and not beside.search(part):
                yield f"{YEAR}{away}", words
                return


@cache
def _year_words(of: Language) -> tuple[tuple[str, int, re.Pattern[str], re.Pattern[str]], ...]:
    """Each word for a year, how far that year lies from this one, the word itself, and as what is compared with."""
    alone = {words: rf"(?<![A-Za-z]){re.escape(words)}(?![A-Za-z])" for words in shipped(of)["years"]}
    return tuple(
        (words, shipped(of)["years"][words], re.compile(told, re.I), re.compile(f"{_COMPARES[of]}{told}", re.I))
        for words, told in alone.items()
    )


def _touching(of: Language, around: Around, what: str) -> Iterator[tuple[str, str]]:
    """The word that touches a figure; what is more *than* another is compared, and is no more of the same."""
    before, behind = _touch(of, what)
    left, right = before.search(around.left), behind.match(around.right)
    if left:
        yield what, left[0]
    elif (
        right
        and (of == "zh" or what in ("further", "trip", "ago", "limit"))
        and not _COMPARED.match(around.right, right.end())
    ):
        yield what, right[0]


@cache
def _touch(of: Language, what: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A word that touches a figure, before it and behind it."""
    words = _turns(of).words[what].pattern
    patterns = rf"(?:{words}){_LINK[of]}$", rf"{_GAP[of]}(?:{words})"
    return re.compile(patterns[0], re.IGNORECASE), re.compile(patterns[1], re.IGNORECASE)


@cache
def _aside(of: Language, what: str) -> re.Pattern[str]:
    """A word before a clause that is put in: it is not, says the office, 37 boats."""
    return re.compile(rf"(?:{_turns(of).words[what].pattern})\s*[,，][^,，]*[,，]\s*$", re.IGNORECASE)


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


_SLASHED = {
    "minute": "分",
    "hour": "小?时",
    "day": "[日天]",
    "week": "周",
    "month": "月",
    "quarter": "季",
    "year": "年",
}


@cache
def _rate_of_han(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Before a figure, and behind one; 一年里 is how long, and not how often."""
    timed = rf"(?:{_turns('zh').rates[name].pattern})(?![里内间后前来多以之中])"
    slashed = rf"|^/\s?{_SLASHED[name]}" if name in _SLASHED else ""
    return re.compile(timed), re.compile(timed + slashed)


_EACH = re.compile(
    r"^(?:\W*[\w'-]+){0,3}?\W+"
    r"(?:in a (?:single|whole) \w|a ?piece|a head|at a time|individually"
    r"|(?:each|every|per)\b(?!\s(?:of|other|cent)\b))",
    re.I,
)
_EACH_UNIT = re.compile(
    r"^\sa(?:n\s(?:acre|hour)|\s(?:metre|meter|kilometre|kilometer|mile|tonne|ton|litre|barrel))\b(?!\s\w)", re.I
)
_EACH_BEFORE = re.compile(
    r"\bin a (?:single|whole) \w+|\b(?:each|every|per)\s(?:(?!of\b|other\b|cent\b)[\w'-]+|$)", re.I
)
_EACH_HAN = re.compile(r"每(?!年|月|日|天)|[人户单]均|各.{0,2}$")


def _rates(of: Language, around: Around) -> Iterator[tuple[str, str]]:
    """The time, or the thing, for each of which a sentence gives a figure."""
    near, behind = around.right[:6], _BRACKET.sub(" ", around.behind) if _BRACKET.match(around.behind) else around.right
    before = around.left
    if around.before.rstrip().endswith((",", "，")):  # each day, 37 boats
        before = _COMMA.split(around.before.rstrip(" ,，"))[-1]
    for name in _turns(of).rates:
        if name == "each":
            left, right = (_EACH_HAN, _EACH_HAN) if of == "zh" else (_EACH_BEFORE, _EACH)
        else:
            left, right = _rate_of_han(name) if of == "zh" else _rate(name)
        found = _EACH_UNIT.match(behind) if of == "en" and name == "each" else None
        if found := found or left.search(before) or right.search(near if of == "zh" else behind):
            yield f"{RATE}{name}", found[0]
            return
