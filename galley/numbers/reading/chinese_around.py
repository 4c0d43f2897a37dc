"""What stands around a Chinese number: the words that bound and direct it, before and after."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from galley.numbers.reading.around import Walk, doubt_in_brackets, doubt_ratio
from galley.numbers.reading.chinese_values import take
from galley.numbers.reading.foreign import name_before
from galley.numbers.reading.han import NUMERAL
from galley.numbers.reading.lexicon import GOVERNING, Lexicon, Roles, changes
from galley.numbers.reading.quantity import Sighting
from galley.numbers.reading.scan import NAME, Scan, either, left_of, op_of
from galley.numbers.reading.stock import StockUnit, stock

STOP = frozenset('，。；：！？、（）()【】《》〈〉[]\n\t,;:!?…|\x00—／/“”‘’「」『』"‖+÷=×→·•*\ue000\ue001\ue002')
JOINED = re.compile(r"\s*(?:和|及|与|或|或者|还是|以及|、)\s*")
_BARE = frozenset("的了着在为是有从由和与及共达已占把被让曾仍也均亦皆则便还竟先才就且并而但")
"""Letters that begin no word of two: 可 does, 可达."""
_PREPOSITIONS = frozenset("由从自")
_SHORTEST_NAME = 3
_NEAR = re.compile("[一-鿿]*$")
_DETERMINERS = tuple("这那每该各此某首") + tuple(NUMERAL)
_THINGS = re.compile(f"(?:(?![{NUMERAL}])[一-鿿]){{1,4}}?(以上|以下|以内|左右)(?![述两兩侧岸边手])")
"""What is counted, between a number and its bound: 37艘渔船以上."""
_UNDONE = re.compile("(?:都|也|还|仍|尚)?(?:不(?![同等断])|没|未|无(?!人))")


_BETWEEN, _AND_OTHERS = "之间", "等"
_NO_MORE = re.compile("((?:不|没有?|未必?|非)(?:见得|会|能)?比)[^，。；：、]{1,16}$")  # 并不比去年少3%
_SHARED = ("强", "弱")
_STRENGTH = "视劲势大烈化调制度者项智小国"
_TO_LOSER, _OF_WINNER = re.compile(r"比\d{1,3}(?![\d.,年月日万亿%])"), re.compile(r"(?<!\d\d\d)\d比$")
"""The score of a match: 2比0."""
_MARGIN = re.compile(r"[，,]?\s*[（(]?(?:±|正负|误差(?:为|是|在)?)")


def govern_left(scan: Scan, seen: Sighting, at: int) -> None:
    """Walks leftwards from the number over words that bound or direct it, until one ends the search."""
    walk = _ChineseWalk(scan, seen, at)
    while not walk.ended:
        walk.step()


@dataclass
class _ChineseWalk(Walk):
    """Letter by letter: words are not parted from each other."""

    directed: bool = False  # a direction has been found: only hedges and negations may still count
    passed: str = ""  # single letters just walked over: part of the word that is then unknown

    def step(self) -> None:
        text, last = self.scan.text, self.scan.last
        if self.at == 0 or text[self.at - 1] in STOP:
            self._stopped()
        elif last and (self.at <= last.end or (not self.chained and JOINED.fullmatch(text, last.end, self.at))):
            self._follows(last)
        elif text[self.at - 1] == NAME:
            self.ended = True
        elif text[self.at - 1] in (" ", "\u00a0"):
            self.at -= 1
            self.ended = text[self.at - 1 : self.at] in ("-", "−")  # what is taken away is no number below nought
        elif not self._head():
            word = self._divided(_word_before(text, self.at, self.scan.lexicon))
            if len(word) < _SHORTEST_NAME and name_before(text, self.at, self.scan.lexicon) > len(word):
                self.ended = True
            elif word and not self._parted(word):
                self._take(word, self.scan.lexicon.roles[word])
            else:
                self._unknown(_guess(text, self.at) + self.passed)

    def _stopped(self) -> None:
        last, text = self.scan.last, self.scan.text
        listed = self.at > 0 and text[self.at - 1] == "、" and not self.chained
        if last and listed and not text[last.end : self.at].strip(" 、"):
            self._follows(last)
        self.ended = True

    def _follows(self, last: Sighting) -> None:
        """In a list a direction carries over, a hedge does not: is 近 said of both?"""
        joint = self.scan.text[last.end : self.at].strip()
        if joint in ("或", "或者", "还是") and not self.chained:
            either(last, self.seen, joint)
        if last.kind in ("fraction", "multiple") and joint in ("", "于", "的"):
            self.seen.why.append(self.scan.text[last.start : last.end] + joint)  # 三倍于20
        if not self.chained and last.units and set(last.units) & set(self.seen.units) and joint:
            if last.change and not last.level:
                self.seen.direct(last.change)
            if last.bound not in ("=", "between"):
                self.seen.why.append(self.scan.text[last.start : last.end] + joint)
        elif not joint and not self.chained and not last.unit and last.kind not in ("date", "period", "clock"):
            self.seen.why.append(self.scan.text[last.start : last.end])
        self.ended = True

    def _head(self) -> bool:
        """时速 and 人民币, which stand before the number for its unit."""
        for (head, tail), ids in self.scan.units.framed.items():
            fits = tail == self.seen.unit or (not tail and _alike(ids, self.seen.units))
            if head and fits and self.scan.text.endswith(head, 0, self.at):
                self.seen.unit, self.seen.units = head + tail, ids
                self.at -= len(head)
                self.seen.start = min(self.seen.start, self.at)
                return True
        return False

    def _divided(self, word: str) -> str:
        """Its last letter alone, where the first is that of the word before: 去年|少3%, 估计|有37家."""
        roles, start = self.scan.lexicon.roles, self.at - len(word)
        last = roles.get(word[1:], {}) if len(word) == 2 and roles[word].keys() == {"plain"} else {}
        return word[1:] if last and "bound" not in last and self.scan.text[start - 1 : start + 1] in roles else word

    def _parted(self, word: str) -> bool:
        """Whether a word that ends in a hedge is none here: 条约 in 这条约10公里."""
        roles, start = self.scan.lexicon.roles, self.at - len(word)
        hedge = "bound" in roles.get(word[-1], {}) and "plain" in roles[word]
        return hedge and word[:-1] in self.scan.units.spellings and self.scan.text[start - 1 : start] in _DETERMINERS

    def _unknown(self, word: str) -> None:
        if not self.directed:
            self.seen.why.append(word)
        self.ended = True

    def _take(self, word: str, roles: Roles) -> None:
        start = self.at - len(word)
        hedges = len(word) == 1 and "bound" in roles and self.passed[:1] not in _BARE
        turns = bool(changes(roles)) and self.passed[:1] in self.scan.lexicon.closing
        if self.passed and (hedges or turns):
            self._unknown(word + self.passed)  # 过站12个 is no more than 12, and 压缩机37台 no fewer
            return
        if self.directed and not roles.keys() & {"bound", "not", "mode", "minus", "unclear"}:
            self.ended = True
            return
        if self.directed and len(word) == 1 and "not" not in roles:
            self.ended = True
            return
        self.scan.used.append((start, self.at))
        beside, self.beside = self.beside, False
        self.passed = word + self.passed if roles.keys() <= {"plain", "link"} and len(word) == 1 else ""
        self._apply(word, roles, start, beside)
        self.chained, self.at = True, start
        if roles.keys() & {"bound", "minus"}:
            self.seen.start = min(self.seen.start, start)

    def _apply(self, word: str, roles: Roles, start: int, beside: bool) -> None:
        change = changes(roles)
        if "to" in roles and self._leads_from_direction(start):
            self.level = "to"
        elif change:
            self._direct(roles, start)
        elif self.governs(word, roles, beside):
            pass
        elif word == "的":
            self._governed(start)
        elif (word in _PREPOSITIONS or word == "等") and not self.chained:  # 张公庙等4所
            self.ended = True
        elif word == "第":
            self.seen.kind, self.seen.start, self.ended = "ordinal", start, True
        elif "plain" in roles and "link" not in roles and "emphasis" not in roles and len(word) > 1:
            self._plain(start)
        elif word in self.scan.lexicon.closing and self._weightless(start):
            self._turned(start)
            self.ended = True
        elif len(word) == 1 and word not in self.scan.lexicon.light:
            self._two_letters(word, start)

    def _plain(self, start: int) -> None:
        """Ends the search; a hedge or direction before it is of it or of the number: 约耗时6小时, 减少支出33元."""
        before = _word_before(self.scan.text, start, self.scan.lexicon)
        roles = self.scan.lexicon.roles.get(before, {})
        if changes(roles) and (before in self.scan.lexicon.tables["transitive"] or self._counted(before, start)):
            self._direct(roles, start - len(before))
        elif GOVERNING & roles.keys() and not self._within(before, start):
            self.seen.why.append(before)
        self.ended = True

    def _counted(self, before: str, start: int) -> bool:
        """Whether the word just taken is a thing that some unit counts: 项目 of 个项目."""
        thing = self.scan.text[start : self.at]
        return len(before) > 1 and any(name.endswith(thing) for name in self.scan.units.spellings)

    def _within(self, before: str, start: int) -> bool:
        last = self.scan.last
        return last is not None and last.end > start - len(before)

    def _turned(self, end: int) -> None:
        """Takes the direction of what ends here, though it is in no list: 下调过路费33元."""
        near = _NEAR.search(self.scan.text, max(0, end - 6), end)
        turns = [*_either(tuple(self.scan.lexicon.tables["transitive"])).finditer(near[0])] if near else []
        if near and turns and turns[-1].end() < len(near[0]):  # 压缩机 compresses nothing
            self._direct(self.scan.lexicon.roles[turns[-1][0]], near.start() + turns[-1].start())

    def _weightless(self, end: int) -> bool:
        """Whether what ends here can be no hedge or negation: none has its last letter, or stands by it."""
        near = _NEAR.search(self.scan.text, max(0, end - 6), end)
        beside = near[0] if near else ""
        return beside[-1:] not in self.scan.lexicon.weighty and not self.scan.lexicon.heavy.search(beside)

    def _two_letters(self, word: str, start: int) -> None:
        """Two letters that are known alone may be a word together that is not: 自称, 可达."""
        before = self.scan.text[start - 1 : start]
        roles = self.scan.lexicon.roles.get(_word_before(self.scan.text, start, self.scan.lexicon), {})
        alone = len(_word_before(self.scan.text, start, self.scan.lexicon)) == 1
        if before and alone and before not in _BARE and not {"bound", "not"} & roles.keys() and before not in STOP:
            if not self.directed:
                self.seen.why.append(before + word)
            self.ended = True

    def _leads_from_direction(self, start: int) -> bool:
        before = _word_before(self.scan.text, start, self.scan.lexicon)
        return bool(before and changes(self.scan.lexicon.roles[before]))

    def _direct(self, roles: Roles, start: int) -> None:
        change = changes(roles)
        if change and not self.seen.change:
            self.seen.direct(change)
            self.seen.level = "to" if roles[change] == "to" else self.level
            before = _word_before(self.scan.text, start, self.scan.lexicon)
            if before and "not" in self.scan.lexicon.roles[before]:
                self.seen.why.append(before)
                self.ended = True
            if change in ("above", "below") and (denied := _NO_MORE.search(left_of(self.scan.text, start))):
                self.seen.why.append(denied[1])
        self.directed = True

    def _governed(self, start: int) -> None:
        """A hedge before “… 的” governs: 不到全市的三成."""
        text = self.scan.text
        floor = max([0, *(text.rfind(stop, 0, start) + 1 for stop in STOP)])
        last = self.scan.last
        floor = max(floor, last.end) if last else floor
        hits = [
            hit for hit in self.scan.lexicon.governing.finditer(text, floor, start) if not self._in_word(*hit.span())
        ]
        lone = re.compile(r"(?:^|[占达有为])([约近超逾过])(?=[^\d]{1,12}$)").search(text[floor:start])
        lone = None if lone and self._in_word(floor + lone.start(1), floor + lone.end(1)) else lone
        if hits:
            hit = hits[-1]
            self.scan.used.append(hit.span())
            self._apply_governing(hit[0])
        elif lone:
            self.scan.used.append((floor + lone.start(1), floor + lone.end(1)))
            self._apply_governing(lone[1])
        self.ended = True

    def _in_word(self, start: int, end: int) -> bool:
        """Whether a longer word that governs nothing begins with what stands here: 逾期."""
        words = (self.scan.text[start : end + more] for more in (1, 2))
        return any(self.scan.lexicon.roles.get(word, {}).keys() == {"plain"} for word in words)

    def _apply_governing(self, word: str) -> None:
        op = self.scan.lexicon.roles[word].get("bound")
        if op:
            self.seen.hedge(op_of(op), word)
        else:
            self.seen.why.append(word)


@cache
def _alike(ids: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether units measure one thing, as far as is known: HK$ and 元 money, but 时速350英里 is no 350 kilometres."""
    kinds, told = ({_kind(stock()[one]) for one in units if one in stock()} for units in (ids, others))
    return not (kinds and told) or not kinds.isdisjoint(told)


def _kind(unit: StockUnit) -> str:
    return "money" if unit.measures.isupper() else unit.measures


@cache
def _either(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words that turn what follows; 少 as one alone, which 不少 and 青少年 hold too."""
    several = "|".join(word for word in words if len(word) > 1)
    return re.compile(rf"{several}|(?<![至不很最更较青年多减缺稀])少(?![年数儿量女林将校爷先见])")


def _word_before(text: str, at: int, lexicon: Lexicon) -> str:
    """The longest word of the lexicon that ends here."""
    for length in range(min(lexicon.longest, at), 0, -1):
        if text[at - length : at] in lexicon.roles:
            return text[at - length : at]
    return ""


def _guess(text: str, at: int) -> str:
    """The word that may end here, as far as two characters tell."""
    latin = re.search(r"[A-Za-z0-9.-]+$", left_of(text, at))
    if latin:
        return latin[0]
    word = text[max(0, at - 2) : at]
    return word[-1] if word[0] in STOP or word[0] == NAME or word[0].isdecimal() else word


_OR_MORE = re.compile("，?((?:甚至|或许|可能|也许|只会?)(?:还|要|更|还要)?[多少高低](?:不[多少高低])?)(?![于数样种人])")


def govern_right(scan: Scan, seen: Sighting) -> None:
    """Takes the words behind the number that bound it, name its margin, or leave it in doubt."""
    at = _past_inclusion(scan, seen.end)
    for _ in range(3):
        word = _word_after(scan, at)
        if not word or (word in ("多", "余") and not seen.unit and seen.kind != "fraction"):
            break
        scan.used.append((at, at + len(word)))
        if word in _SHARED and not _is_share(scan, seen, at):
            break
        closes = seen.kind == "range" and word == _BETWEEN  # what two ends lie between, and says no more of them
        listed = word == _AND_OTHERS and "percent" in seen.units  # 9.1%等经济体: others like it, and no more per cent
        take(seen, "=" if closes else "?" if listed else scan.lexicon.after[word], word)
        at += len(word)
        if scan.lexicon.after[word] == "=":
            break
        seen.end = at
    things = _THINGS.match(scan.text, at) if at == seen.end and seen.bound == "=" else None
    if things:
        scan.used.append(things.span(1))
        take(seen, scan.lexicon.after[things[1]], things[1])
    margin = _MARGIN.match(scan.text, at)
    if margin and seen.bound == "=":
        seen.margin = True
        take(seen, "~", margin[0])
    doubt_ratio(scan, seen)
    doubt_in_brackets(scan, seen)
    if more := _OR_MORE.match(scan.text, seen.end):
        seen.why.append(more[1])
    if _TO_LOSER.match(scan.text, seen.end) or _OF_WINNER.search(left_of(scan.text, seen.start)):
        seen.why.append(":")
    undone = _UNDONE.match(scan.text, at)
    if undone:
        seen.why.append(undone[0])
    if seen.kind == "number" and not seen.unit and not seen.why:
        rest = scan.text[seen.end : seen.end + 2]
        if rest and rest[0] not in STOP and rest[0] != "." and not rest[0].isspace() and seen.end == at:
            seen.why.append(_unit_guess(rest))


_INCLUSION = re.compile(r"[(（]\s?(?:不?[包]?含)(?:本数|此数|\d+[^()（）\d]{0,2})?\s?[)）](?=及?以[上下]|之[上下])")


def _past_inclusion(scan: Scan, at: int) -> int:
    """Behind the brackets of 70人（含）以上, which part a bound from its figure."""
    found = _INCLUSION.match(scan.text, at)
    return found.end() if found else at


def _is_share(scan: Scan, seen: Sighting, at: int) -> bool:
    """Whether 强 or 弱 behind a figure makes it a little more or less, as it does of a share alone: 三分之二强."""
    of_shares = seen.kind == "fraction" or "tenths" in seen.units
    return of_shares and scan.text[at + 1 : at + 2] not in tuple(_STRENGTH)


def _word_after(scan: Scan, at: int) -> str:
    for length in range(scan.lexicon.longest_after, 0, -1):
        word = scan.text[at : at + length]
        if (
            word in scan.lexicon.after
            and len(word) == length
            and scan.text[at : at + 2] not in ("起点", "起来", "等等")
        ):
            return word
    return ""


def _unit_guess(rest: str) -> str:
    return rest if len(rest) > 1 and rest[1] not in STOP else rest[0]
