"""What stands around an English number: the words that bound and direct it, before and after."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from galley.numbers.reading.around import Walk, doubt_in_brackets, doubt_ratio
from galley.numbers.reading.english_values import unit_on
from galley.numbers.reading.latin import ONES, TENS
from galley.numbers.reading.lexicon import GOVERNING, Roles, changes
from galley.numbers.reading.quantity import Sighting
from galley.numbers.reading.scan import NAME, Scan, either, left_of, op_of

STOP = frozenset(',;:!?…|\x00—()[]/“”"‖+÷=×→·•\n\ue000\ue001\ue002.') - {"."}
_WORDS = re.compile(r"[A-Za-z][\w']*(?:-[A-Za-z]+)*\.?|[~≈<>≤≥±]")
_EITHER_WAY = ("+/-", "+/−")
_CHANGED = re.compile(
    r"[\s-]+(?:year-on-year |annual |further |net |sharp |steep |big )?"
    r"(?:(increase|rise|gain|growth|jump|climb|hike|surge|expansion)|"
    r"(decrease|fall|drop|decline|reduction|cut|loss|slump|slide|shortfall|deficit))s?\b(?!\s(?:to|from|by)\b)",
    re.I,
)
LIGHT = frozenset({"than", "as", "of", "to", "at", "like", "but", "on", "from", "by", "for"})


def govern_left(scan: Scan, seen: Sighting) -> None:
    """Walks leftwards from the number over words that bound or direct it, until one ends the search."""
    if seen.kind == "multiple" and seen.change:
        _negated(scan, seen)
        return
    if _SUPPOSED.search(left_of(scan.text, seen.start)[-8:]):
        seen.why.append("say")  # a boat of, say, 37 feet
    walk = _EnglishWalk(scan, seen, seen.start)
    walk.sign()
    while not walk.ended:
        walk.step()
    if walk.linked and not seen.change:
        _direction_before(scan, seen)
    if _SPARED.search(left_of(scan.text, seen.start)):
        seen.direct("fall")  # it saved passengers three hours


def _negated(scan: Scan, seen: Sighting) -> None:
    """nearly doubled, not doubled."""
    walk = _EnglishWalk(scan, seen, seen.start)
    while not walk.ended:
        walk.step()


_PARTICLE = re.compile(
    r"\b(?!(?:mov|edg|inch|nudg|tick|stepp|jump|climb|dropp|tumbl|clos|finish|end|open|trad|revis|adjust|scal|slimm|whittl|mark)ed\b)"
    r"([a-z]+ed\s|(?:took|held|broke|shot|wrote|made|brought|built|bought|tore|blew|drew|threw)\s)$"
)
"""Verbs that “up” and “down” belong to, where they say no direction."""
_SUPPOSED = re.compile(r"(?:^|[,(—–]\s?)say,?\s(?:an?\s)?$", re.I)
_PAIR = re.compile(r"(?:on|up|in)\s(for|on)$", re.I)
"""What comes of a verb before it, and no mere preposition: getting on for 70, coming up on, closing in on."""


@dataclass
class _EnglishWalk(Walk):
    """Word by word: light words between them, as of and than, say what the others mean."""

    linked: bool = False
    hedged: bool = False  # a hedge has just been taken: one capitalised word may stand unlisted before it
    light: str = ""  # the light word just passed

    def sign(self) -> None:
        text = self.scan.text
        sign = text[self.at - 1 : self.at]
        if text[: self.at].endswith(_EITHER_WAY):
            return
        if sign and sign in "-−+" and not text[self.at - 2 : self.at - 1].isalnum():
            self.at -= 1
            self.seen.start = self.at
            if sign != "+" and self.seen.value is not None:
                self.seen.value = -self.seen.value

    def step(self) -> None:
        context = self.scan.text[: self.at].rstrip(" \u00a0")
        last = self.scan.last
        if any(end == len(context) for _, end in self.scan.dates):
            self.ended = True
        elif context.endswith(_EITHER_WAY) and not self.chained:
            self._either_way(len(context))
        elif not context or context[-1] in STOP or context[-1] in "-–−" or _ends_sentence(context):
            self._bracketed(context)
            self._beside(context)
            self.ended = True
        elif context[-1] == NAME:
            self.ended = True
        elif last and len(context) <= last.end:
            self._follows(last)
        elif not self.chained and (pair := _PAIR.search(context)) and _phrase_before(self.scan, context) == pair[1]:
            self._unknown(pair[0])
        else:
            self._take_from(context)

    def _either_way(self, end: int) -> None:
        roles = self.scan.lexicon.roles.get(_EITHER_WAY[0])
        if roles:
            self._take(_EITHER_WAY[0], roles, end - len(_EITHER_WAY[0]), end)
        else:
            self._unknown(_EITHER_WAY[0])

    def _beside(self, context: str) -> None:
        """3-1: neither is a number alone."""
        last = self.scan.last
        if last and not self.chained and context[-1:] in ("-", "–") and last.end == len(context) - 1 == self.at - 1:
            last.why.append(context[-1])
            self.seen.why.append(context[-1])

    def _bracketed(self, context: str) -> None:
        """growth (3.2 per cent)."""
        word = re.search(r"(\w+)\s\($", left_of(context, len(context)))
        roles = self.scan.lexicon.roles.get(word[1].lower(), {}) if word else {}
        change = changes(roles)
        if change in ("rise", "fall") and not self.chained:
            self.seen.direct(change)

    def _follows(self, last: Sighting) -> None:
        between = " ".join(self.scan.text[last.end : self.seen.start].split())
        if last.kind in ("fraction", "multiple") and between in ("", "of"):
            self.seen.why.append(f"{self.scan.text[last.start : last.end]} {between}".strip())  # half of 44, twice 20
        if not self.chained and not self.scan.text[last.end : self.seen.start].strip():
            uncounted = last.kind in ("date", "period", "name", "soft", "ordinal")
            if not last.unit and not uncounted:
                self.seen.why.append(self.scan.text[last.start : last.end])
            elif last.units and not self.seen.unit and not uncounted and not set(last.units) <= self.scan.units.counted:
                last.why.append(self.scan.text[self.seen.start : self.seen.end])  # six foot two
                self.seen.why.append(last.unit)
        elif (
            last.units and not self.seen.units and re.fullmatch(r"\s?to\s", self.scan.text[last.end : self.seen.start])
        ):
            self.seen.units, self.seen.unit = last.units, last.unit
            if last.change:
                self.seen.change, self.seen.level = last.change, "to"
        self.ended = True

    def _take_from(self, context: str) -> None:
        word = _WORDS.findall(context[-40:])
        if not word or not context.endswith(word[-1]):
            self._unknown(context[-1])
            return
        phrase = _phrase_before(self.scan, context)
        if phrase:
            start = context.lower().rindex(
                phrase.split(" ")[0], 0, len(context) - len(phrase) + len(phrase.split(" ")[0])
            )
            self._take(phrase, self.scan.lexicon.roles[phrase], start, len(context))
        else:
            self._unlisted(word[-1])

    def _unlisted(self, word: str) -> None:
        capital = word[0].isupper()
        if word.lower() in self.scan.lexicon.tables["labels"] and capital and not self.chained:
            self.seen.kind = "name"
        elif word.endswith("'s") and not self.light:
            pass  # Taipei's 101 floors: whose they are bounds nothing
        elif capital and self.light == "at" and self.scan.text[: self.at].count(" ") > 1:
            pass  # in Cardiff at 5.7 per cent
        elif not (self.hedged and capital and not self.light) and (not self.chained or self.light or self.hedged):
            self._unknown(word)
        self.ended = True

    def _unknown(self, word: str) -> None:
        self.seen.why.append(f"{word} {self.light}".strip())
        self.ended = True

    def _take(self, word: str, roles: Roles, start: int, end: int) -> None:
        self.scan.used.append((start, end))
        beside, self.beside = self.beside, False
        light, self.light = self.light, word if word in LIGHT else ""
        self._apply(word, roles, start, beside, light)
        self.hedged = bool(roles.keys() & {"bound", "exact"})
        self.chained, self.at = True, start
        if roles.keys() & {"bound", "minus"}:
            self.seen.start = min(self.seen.start, start)

    def _apply(self, word: str, roles: Roles, start: int, beside: bool, light: str) -> None:
        change = changes(roles)
        if "bound" in roles and not (change in ("rise", "fall") and not self.chained):
            self.bound(word, roles)
        elif change in ("rise", "fall") and (roles[change] != "raised" or light in ("by", "to", "from")):
            self._direct(word, change, start, light)
        elif change in ("rise", "fall"):
            self.ended = True  # raised 6.48 billion yuan
        elif change:
            self._unknown(word)
        elif self.governs(word, roles, beside):
            pass
        elif word == "at" and self._is_clock():
            self.seen.kind, self.seen.value, self.ended = "clock", None, True
        elif "link" in roles or word in LIGHT:
            self.linked = True
            self.level = "to" if word == "to" else "from" if word == "from" else self.level
        elif "emphasis" not in roles:
            if word == "an average of" and self.scan.text[:start].endswith("by "):
                self.linked = True  # fell by an average of 3%
                return
            self._plain(start)

    def _is_clock(self) -> bool:
        """at 14 hours; a journey at 5.5 hours, or at 5 hours 32 minutes, takes so long."""
        seen, value = self.seen, self.seen.value
        whole = value is not None and value == value.to_integral_value() and 0 <= value <= 24
        alone = not re.compile(r",?\s(?:and\s)?\d").match(self.scan.text, seen.end)
        return whole and alone and not self.chained and "hour" in seen.units

    def _plain(self, start: int) -> None:
        last = self.scan.last
        if last and self.scan.text[last.end : self.seen.start].strip() == "or":
            either(last, self.seen, "or")
        if last and last.why and self.scan.text[last.end : self.seen.start].strip() in ("and", "or", "to"):
            self.seen.why += last.why  # between 40 and 50
        self._hedged_by(start)

    def _hedged_by(self, start: int) -> None:
        """Ends the search; a hedge right before the word is said of it or of the number: roughly employs 40."""
        before = _phrase_before(self.scan, self.scan.text[:start].rstrip(" \u00a0"))
        denied = before and "not" in self.scan.lexicon.roles[before]  # it does not make 21 sailings, it never had 12
        loose = not denied and before in self.scan.lexicon.tables["loose"]  # within a year, over land
        if before and not loose and GOVERNING & self.scan.lexicon.roles[before].keys():
            self.seen.why.append(before)
        self.ended = True

    def _direct(self, word: str, change: str, start: int, light: str) -> None:
        if light == "than":
            self.seen.why.append(f"{word} than")
        elif light != "on":  # an increase on 45,592 is no rise of it
            if word in ("up", "down") and set(self.seen.units) <= self.scan.units.counted:
                verb = _PARTICLE.search(left_of(self.scan.text, start))
                self.seen.why += [verb[1] + word] if verb else []  # snapped up 37 boats
            self.seen.direct("rise" if change == "rise" else "fall")
            self.seen.level = self.level
            before = re.search(r"(?:\bnot|\bno|n't|\bnever|\bwithout)\s*$", self.scan.text[:start], re.I)
            self.seen.why += [f"{before[0].strip()} {word}"] if before else []
            self._hedged_before(start)
        self.ended = True

    def _hedged_before(self, start: int) -> None:
        """almost halved to, up to: what stands right before a direction and doubts it."""
        words = [*_WORDS.finditer(self.scan.text[:start])]
        word = words[-1][0].lower() if words and words[-1].end() == len(self.scan.text[:start].rstrip()) else ""
        roles = self.scan.lexicon.roles.get(word, {})
        if "unclear" in roles:
            self.seen.why.append(word)


def _phrase_before(scan: Scan, context: str) -> str:
    """The longest phrase of the lexicon that ends a text."""
    words = [*_WORDS.finditer(context, max(0, len(context) - 60))]
    if not words or words[-1].end() != len(context):
        return ""
    floor = scan.last.end if scan.last else 0
    for length in range(min(scan.lexicon.longest, len(words)), 0, -1):
        start = words[-length].start()
        phrase = " ".join(context[start:].lower().split())
        for known in (phrase, phrase.rstrip(".")):
            if known in scan.lexicon.roles and start >= floor:
                return known
    return ""


def _ends_sentence(context: str) -> bool:
    return context[-1] == "." and not re.search(r"\b(?:approx|est|ca|c|no|fig|Nos?)\.$", context)


_SPARED = re.compile(r"\b(?:sav|spar)(?:e|es|ed|ing)\s(?:[\w'-]+\s){1,2}$", re.I)


def _direction_before(scan: Scan, seen: Sighting) -> None:
    """a fall of almost 20%, cut the journey to 6 hours: the direction stands a few words off."""
    window = scan.text[max(0, seen.start - 80) : seen.start]
    found = _directions_of(scan.lexicon.directions).search(window)
    floor = max(0, seen.start - 80)
    last = scan.last
    if not found or (last and floor + found.start() < last.end and not last.change):
        return
    change = changes(scan.lexicon.roles[found[1].lower()])
    seen.direct("rise" if change in ("rise", "above") else "fall")
    tail = re.search(r".*\b(to|from)\s(?:[a-z]+\s){0,3}$", window, re.I)
    seen.level = ("to" if tail[1].lower() == "to" else "from") if tail else ""
    scan.used.append((floor + found.start(1), floor + found.end(1)))


_AT_A_RATE = r"(?:\sat\san?(?:\s[\w-]+){0,2}\s(?:rate|pace|speed|clip))?"


@cache
def _directions_of(words: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"\b({either})\b(?:\s[\w'-]+){{0,3}}{_AT_A_RATE}\s(?:of|by|to|from)\s(?:[a-z]+\s){{0,3}}$", re.I)


@cache
def _after_of(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"[\s-]*({'|'.join(map(re.escape, longest_first))})(?![a-z])(?!\s+than\b)", re.I)


def govern_right(scan: Scan, seen: Sighting) -> None:
    """Takes the words behind the number that bound, direct or compare it, or leave it in doubt."""
    for _ in range(2):
        if not _hedged_after(scan, seen):
            break
    _counted_or_more(scan, seen)
    margin = _MARGIN.match(scan.text, seen.end)
    if margin and seen.bound == "=":
        seen.margin = True
        seen.hedge("~", margin[1])
    doubt_ratio(scan, seen)
    doubt_in_brackets(scan, seen)
    if more := _OR_MORE.match(scan.text, seen.end):
        seen.why.append(more[1].lower())
    if seen.bound != "=" and (exact := _EXACTLY.match(scan.text, seen.end)):
        seen.why.append(exact[1].lower())
    _changed_after(scan, seen)
    _compared_after(scan, seen)
    if re.compile(r"[\s,]+(?:not|never|if that)\b", re.I).match(scan.text, seen.end):
        seen.why.append(scan.text[seen.end :].split()[0])


_EXACTLY = re.compile(r"(?:\s[a-z]+)?,?\s(exactly|precisely|flat)\s?(?:[.,;:!?)]|$)", re.I)
_OR_MORE = re.compile(
    r",?\s[(—–-]?\s?((?:and |or )?(?:maybe|perhaps|possibly|probably|if not)(?: even)?"
    r" (?:more|fewer|less|higher|lower))\b(?!\s(?:than|of)\b)",
    re.I,
)
_MARGIN = re.compile(r",?\s*\(?(±|\+/-|give or take|plus or minus|(?:with a |within a )?margin of error)", re.I)


def _hedged_after(scan: Scan, seen: Sighting) -> bool:
    found = _after_of(tuple(scan.lexicon.after)).match(scan.text, seen.end)
    if not found:
        return False
    word = found[1].lower()
    if word == "plus" and not re.compile(r"\s+(?:[a-z]+s\b|people\b)|\s?[.,;]|\s?$", re.I).match(
        scan.text, found.end()
    ):
        return False
    if word in ("off", "apart", "short", "tops") and re.compile(r"\s\w").match(scan.text, found.end()):
        return False
    if word == "+" and not re.compile(r"(?![\s-])\+(?!\s?\d)").match(scan.text, seen.end):
        return False  # a sum
    op = scan.lexicon.after[word]
    scan.used.append(found.span(1))
    if op == "?":
        seen.why.append(word)
    elif seen.bound in ("=", "between") or seen.bound != op:
        seen.hedge(op_of(op), word)
    seen.end = found.end()
    if not seen.unit:
        unit_on(scan, seen)
    return True


@cache
def _things_of(words: tuple[str, ...]) -> re.Pattern[str]:
    several = sorted((word for word in words if " " in word), key=len, reverse=True)
    after, other = "|".join(map(re.escape, several)), "|".join(("than", "all", *ONES, *TENS))  # and above all
    one = "|".join(sorted((word for word in words if word.isalpha()), key=len, reverse=True))
    return re.compile(
        rf"(?:\s[a-z][\w'-]*){{1,3}}?,?\s(?P<several>{after})\b(?!\s(?:\W?\d|(?:{other})\b))"
        rf"|\s[a-z][\w'-]*\s(?P<one>{one})(?=\s?[.,;:!?)]|\s?$)",
        re.I,
    )


def _counted_or_more(scan: Scan, seen: Sighting) -> None:
    """31 motor boats or more, give or take, at least: the things that are counted stand between."""
    found = _things_of(tuple(scan.lexicon.after)).match(scan.text, seen.end)
    group = found.lastgroup or "" if found else ""
    op = scan.lexicon.after.get(found[group].lower()) if found else None
    if found and op:
        scan.used.append(found.span(group))
        if op == "?":
            seen.why.append(found[group])
        else:
            seen.hedge(op_of(op), found[group])


def _changed_after(scan: Scan, seen: Sighting) -> None:
    """a 6.9 per cent increase."""
    found = _CHANGED.match(scan.text, seen.end)
    if found and not seen.change:
        seen.direct("rise" if found[1] else "fall")
        group = 1 if found[1] else 2
        scan.used.append(found.span(group))


_PACE = ("faster", "quicker", "slower")
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
"""What is faster takes so many fewer of them."""


@cache
def _compared_of(above: tuple[str, ...], below: tuple[str, ...]) -> re.Pattern[str]:
    either = ("|".join(map(re.escape, words)) for words in (above, below))
    more, less = either
    return re.compile(rf"[\s-]*(?:({more})|({less}))\b(?:\s+than\b)?", re.I)


_LEVEL = (
    r"\s(?:[\w'-]+\s){0,2}"
    r"(?:mark|average|level|target|norm|limit|forecast|estimate|benchmark|peak|threshold|mean|median)\b"
)
"""Above which, or below, something lies by so much."""


def _compared_after(scan: Scan, seen: Sighting) -> None:
    """12 fewer boats, 5.3pp lower than in 2019."""
    tables = scan.lexicon.tables
    found = _compared_of(tuple(tables["above"]), tuple(tables["below"])).match(scan.text, seen.end)
    if not found or re.compile(
        rf"\s*(?:up|down|behind|ahead|above|below|under)\s(?:to|a|the|its|and)\b(?!{_LEVEL})"
    ).match(scan.text, seen.end):
        return
    more = bool(found[1]) != ((found[1] or found[2]).lower() in _PACE and not _TIMES.isdisjoint(seen.units))
    if seen.change and (seen.change in ("rise", "above")) != more:
        seen.why.append(found[1] or found[2])  # grew 3 points slower
    seen.direct("above" if more else "below")
    scan.used.append(found.span())
    if not seen.unit or seen.unit.lower() in (*tables["above"], *tables["below"]):
        seen.unit, seen.units, seen.end = "", (), found.end()
        unit_on(scan, seen)


def touched(scan: Scan, seen: Sighting) -> None:
    """Another digit may not touch its end: 7⁷."""
    after = scan.text[seen.end : seen.end + 1]
    if after and after not in "²³" and unicodedata.numeric(after, None) is not None:
        seen.why.append(after)
