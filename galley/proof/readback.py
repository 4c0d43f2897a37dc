"""Reads printed figures back, in whole blocks, by a reader that shares no words with what printed them.

It knows no form of a unit or a qualifier of the story: its units are those of the stock, its words the lexicon. So a
form that says another unit or bound, and a word beside a figure that changes it, are taken as readers take them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial

from lxml.html import HtmlElement

from galley.clean import Clean
from galley.dates import compatible, within
from galley.errors import Place, Problem
from galley.evidence.agreement import RATIO
from galley.evidence.derivations import POINTS, Value
from galley.marks import OPEN, Marked, sayings
from galley.model import Change, Fact, Op, Unit
from galley.numbers.exact import in_digits
from galley.numbers.reading import Quantity, Reader
from galley.numbers.reading.adjoining import adjoining
from galley.numbers.reading.lexicon import simplified
from galley.numbers.reading.stock import StockUnit, stock
from galley.numbers.reading.turning import directed
from galley.pages.addresses import edition_of
from galley.proof.blocks import BETWEEN, blocks, gathered, plainly
from galley.proof.differences import Difference, Finding, beside, bounded, unborne, unlisted
from galley.proof.exchanged import exchanged
from galley.proof.foreign import foreign
from galley.proof.overstated import called, own_words, rests_on, turns, undone
from galley.proof.weekdays import weekdays
from galley.proof.whence import whence
from galley.story.load import Story
from galley.story.voice import Voice

_FIGURES = frozenset({"fact", "number", "own"})
UP: frozenset[Change] = frozenset({"rise", "above"})


@dataclass
class Readback:
    """One reading of a site. Blocks that stand on many pages are read once."""

    story: Story
    clean: Clean = field(default_factory=Clean)
    _told: dict[tuple[str, str], tuple[Finding, ...]] = field(default_factory=dict)

    def findings(self, page: HtmlElement, lang: str) -> list[Finding]:
        """What the figures of a page say that their facts do not."""
        found = dict.fromkeys(one for block in blocks(page, lang) if OPEN in block[1] for one in self._of(*block))
        beside = (one for rows in gathered(page, lang) for one in self._side_by_side(*rows))
        return [*dict.fromkeys((*found, *beside))]

    def _side_by_side(self, lang: str, rows: str) -> Iterator[Finding]:
        """Figures that stand in each other's rows, columns or items."""
        reader, (text, marks) = self.story.vocabulary.printed(lang), plainly(rows)
        for mark, difference in exchanged(self.story, reader.language, text, marks) if reader else ():
            yield Finding(lang, mark.name, mark.words, difference, _around(mark, text))

    def basis(self, text: str) -> tuple[object, ...]:
        """What the verdict on a text rests on, beside its words: the facts that it names."""
        names = dict.fromkeys(name for _, name, _ in sayings(text) if name in self.story.facts)
        facts = ((name, self.story.values.get(name), rests_on(self.story, self.story.facts[name])) for name in names)
        return self.story.site.published, *facts

    def _of(self, lang: str, block: str) -> tuple[Finding, ...]:
        if (lang, block) not in self._told:
            of = ("block", lang, block, self.basis(block))
            self._told[lang, block] = tuple(self.clean.findings(of, partial(self._read, lang, block)))
        return self._told[lang, block]

    def _read(self, lang: str, block: str) -> Iterator[Finding]:
        reader = self.story.vocabulary.printed(lang)
        text, marks = plainly(block)
        for mark, difference in weekdays(self.story.facts, lang, text, marks):
            yield Finding(lang, mark.name, mark.words, difference, _around(mark, text))
        if reader is None:
            yield from self._foreign(lang, text, marks)
            return
        quantities = reader.read(text)
        for mark, difference in exchanged(self.story, reader.language, text, marks):
            yield Finding(lang, mark.name, mark.words, difference, _around(mark, text))
        free = [one for one in quantities if not any(one.start < mark.end and mark.start < one.end for mark in marks)]
        for mark, after in zip(marks, [*marks[1:], None], strict=False):  # a broken mark is none
            if after and (joint := _joined(mark, after, text)):
                difference = Difference(f"is one figure with “{after.words}” behind “{joint}”")
                yield Finding(lang, mark.name, mark.words, difference, _around(mark, text))
            if after and self._lent(mark, after, text):
                difference = Difference(f"stands beside “{after.words}”, which is not its margin")
                yield Finding(lang, mark.name, mark.words, difference, _around(mark, text))
            if mark.kind in ("own", "count"):
                for difference in _counted_otherwise(mark, quantities, reader):
                    yield Finding(lang, mark.words, mark.words, difference, _around(mark, text))
            if mark.kind in ("fact", "number") and mark.name in self.story.facts:
                factors = list(_factors(mark, text, free, reader))
                others = [(one.start, one.end) for one in marks if one is not mark and one.kind in _FIGURES]
                fact = self.story.facts[mark.name]
                place = (mark.start, mark.end)
                turned = [*turns(self.story, lang, fact, text, place, others), *undone(self.story, fact, text, place)]
                turned += self._within(mark, fact, lang, quantities)
                turned = [] if fact.words else turned
                differs = [*self._differs(mark, text, quantities, reader, factors)]
                named = {one.word.lower() for one in differs}
                found = [*differs, *(one for one in turned if one.word.lower() not in named)]
                table = self._table_of(mark, fact, reader) if found else ""
                yield from (Finding(lang, mark.name, mark.words, one, _around(mark, text), table) for one in found)

    def _within(self, mark: Marked, fact: Fact, lang: str, quantities: Iterable[Quantity]) -> Iterator[Difference]:
        """What words of its form say of a figure, beside its unit: 30 metres each."""
        start, end = _said_at(mark, quantities)
        unit = self.story.units.get(fact.unit or "")
        rest = f"{mark.words[: start - mark.start]} {mark.words[end - mark.start :]}".strip().lower()
        if rest and not (unit and rest in _forms(unit)):
            yield from turns(self.story, lang, fact, mark.words, (start - mark.start, end - mark.start), [])

    def _table_of(self, mark: Marked, fact: Fact, reader: Reader) -> str:
        """The table that gave a figure words which are wrong by themselves; none of a range, which has several."""
        if fact.between:
            return ""
        alone = mark._replace(start=0, end=len(mark.words))
        return _table([*self._differs(alone, mark.words, reader.read(mark.words), reader, [])])

    def _lent(self, mark: Marked, after: Marked, text: str) -> bool:
        """Whether a margin touches a number that is another's: its source gives it none."""
        fact, value = self.story.facts.get(mark.name), self.story.values.get(after.name)
        qualifier = self.story.qualifiers.get(value.qualifier or "") if value else None
        if fact is None or qualifier is None or qualifier.op != "±":
            return False
        touches = not text[mark.end : after.start].strip(f" ,，(（{BETWEEN}")
        return touches and mark.kind in _FIGURES and mark.name != after.name and fact.margin != after.name

    def _foreign(self, lang: str, text: str, marks: list[Marked]) -> Iterator[Finding]:
        reader = foreign(self.story, lang)
        for before, mark, after in zip([None, *marks], marks, [*marks[1:], None], strict=False):
            if after and (joint := _joined(mark, after, text)):
                difference = Difference(f"is one figure with “{after.words}” behind “{joint}”")
                yield Finding(lang, mark.name, mark.words, difference, _around(mark, text))
            if reader and mark.kind in ("fact", "number") and mark.name in self.story.facts:
                left = text[before.end if before else 0 : mark.start]
                right = text[mark.end : after.start if after else len(text)]
                for difference in reader.differs(mark.words, mark.kind, mark.name, left, right):
                    alone = [*reader.differs(mark.words, mark.kind, mark.name, "", "")]
                    yield Finding(lang, mark.name, mark.words, difference, _around(mark, text), _table(alone))

    def _differs(
        self, mark: Marked, text: str, quantities: tuple[Quantity, ...], reader: Reader, factors: list[str]
    ) -> Iterator[Difference]:
        fact, value = self.story.facts[mark.name], self.story.values.get(mark.name)
        here = [one for one in quantities if one.start < mark.end and mark.start < one.end]
        if fact.date is not None:
            yield from _date_differs(fact, here, reader.read(mark.words))
        elif factors:
            what = "which nothing vouches for and which makes it say something else"
            yield Difference(f"stands beside “{factors[0]}”, {what}")
        elif value is not None and value.ends and fact.words is None:
            yield from self._number_differs(mark, fact, value, text, quantities, reader)

    def _number_differs(
        self, mark: Marked, fact: Fact, value: Value, text: str, quantities: tuple[Quantity, ...], reader: Reader
    ) -> Iterator[Difference]:
        here = [one for one in quantities if one.start < mark.end and mark.start < one.end]
        bare = any(one.end == len(mark.words) and not one.unit for one in reader.read(mark.words))
        speed = any(head in simplified(text[max(0, mark.start - 30) : mark.start]) for head in reader.units.heads)
        counted = [one for one in here if one.kind not in ("period", "clock", "name")]
        same = [one for one in counted if self._says(one, value, bare, speed)]
        if not same:
            seen = ", ".join(f"{in_digits(one.value)} {one.unit}".strip() for one in counted) or "no number"
            yield Difference(f"reads as {seen}")
            return
        one = same[0]
        one = replace(one, why=tuple(word for word in one.why if not self._is_for_each(word, mark, value)))
        one = replace(
            one, why=tuple(word for word in one.why if reader.knows(word) or not self._is_name(word, fact, reader))
        )
        doubts = [*_doubts(one, mark, text, reader), *self._adjoining(mark, value, text, reader)]
        if doubts:
            yield doubts[0]
            return
        ordinal = value.qualifier is not None and self.story.qualifiers[value.qualifier].ordinal
        if one.kind == "ordinal" and not ordinal:
            yield Difference("reads as a place in an order, and the fact says how many there are")
            return
        if one.change and not one.unit and self._is_share(value):
            yield Difference("reads as so many more or fewer, and the fact says a share")
            return
        if not self._is_limit(one, fact, reader):
            yield from self._bound_differs(one, value, mark.kind, fact.margin is not None)
        if fact.change or not self._is_borne_out(one, fact):
            yield from _change_differs(one, fact.change)

    def _is_share(self, value: Value) -> bool:
        return value.unit is not None and self.story.units[value.unit].measures in (RATIO, POINTS)

    def _is_for_each(self, word: str, mark: Marked, value: Value) -> bool:
        """Whether a word is the second part of the unit that it is printed in, which counts so much for each: 元/人."""
        unit = self.story.units.get(value.unit or "")
        return unit is not None and "/" in unit.measures and word.startswith("/") and word in mark.words

    def _is_name(self, words: str, fact: Fact, reader: Reader) -> bool:
        """Whether what the fact is of is called so: 信丰9800户, of the growers of 信丰; Dongguan for eleven years."""
        names = [one for one in words.split() if not (reader.knows(one) and not reader.doubts(one))]
        return bool(names) and all(map(partial(_stands_in, called(self.story, fact)), names))

    def _adjoining(self, mark: Marked, value: Value, text: str, reader: Reader) -> Iterator[Difference]:
        """What touches it and makes another of it: room 37, 37 boats per cent."""
        unit = self.story.units.get(value.unit or "")
        stocked = stock().get(value.unit or "")
        names = (*(_forms(unit) if unit else ()), *(stocked.names(reader.language) if stocked else ()))
        own, bare = frozenset(name.lower() for name in names), mark.kind == "number" or mark.words[-1:].isdecimal()
        for words in adjoining(reader, text, (mark.start, mark.end), own, bare):
            yield beside(words)

    def _is_borne_out(self, seen: Quantity, fact: Fact) -> bool:
        """Whether what the fact says of itself has a word of the direction in which a figure came to be, or differs."""
        compared = seen.level or seen.change in ("above", "below")
        return bool(compared) and directed(own_words(self.story, fact), up=seen.change in UP)

    def _says(self, seen: Quantity, value: Value, bare: bool, headed: bool) -> bool:
        """Whether it is the number, or both ends of the range."""
        if value.between is None:
            return self._is_value(seen, value, bare, headed)
        said = zip((seen.value, seen.high), value.between, strict=True)
        return seen.high is not None and all(
            self._is_value(replace(seen, value=end, high=None), replace(value, number=due), bare, headed)
            for end, due in said
        )

    def _is_value(self, seen: Quantity, value: Value, bare: bool, headed: bool) -> bool:
        """Whether it is the number, in a unit that measures the same."""
        number = value.number
        if seen.kind == "date" and re.fullmatch(r"\d{4}", seen.text):
            return Decimal(seen.text) == number  # four digits alone are read as a year
        if number is None or seen.value is None:
            return False
        meant = self._meant(value.unit)
        said = [stock()[unit] for unit in seen.units if unit in stock()]
        if meant is None or meant.counted:
            counted = self._counts(value.unit, seen.unit, said) if said else not self._is_another(value.unit, seen.unit)
            return number in (seen.value, seen.high) and counted
        headed = headed and meant.measures == "speed"  # 港币 is read with its number, as another currency
        ends = [end for end in (seen.value, seen.high) if end is not None]
        lengths = [unit.size for unit in said if unit.measures == "length"]
        if headed and lengths and meant.size * _A_KILOMETRE not in lengths:
            return False  # 时速350米
        if not said or (headed and number in ends):  # 时速350公里，…跑300公里
            return (bare or headed) and self._is_bare(number, value.unit, meant, ends) and (headed or not seen.unit)
        alike = [unit.size for unit in said if unit.measures == meant.measures]
        return any(Fraction(end) * size == Fraction(number) * meant.size for end in ends for size in alike)

    def _counts(self, unit: str | None, words: str, said: list[StockUnit]) -> bool:
        """Whether a counter of the stock may count things of the fact's unit: 191所 are no 191 experts.

        In English a counter may be the first of two nouns: 11 county hospitals.
        """
        own, counters = self.story.units.get(unit or ""), [one for one in said if one.counted]
        if own is not None and words.isascii() and self._is_of_others(own, words, counters):
            return False
        if own is None or words.isascii() or simplified(words) in map(simplified, _forms(own)):
            return bool(counters)
        return any(one.measures in _ANYTHING or one.measures == _first(own) for one in counters)

    def _is_of_others(self, own: Unit, words: str, counters: list[StockUnit]) -> bool:
        """Whether counters count other things than a unit that the stock counts too: 37 households are no 37 people."""
        forms, counted = _forms(own), {one.measures for one in counters} - _ANYTHING - {"trips"}
        if not counted or not words.endswith("s") or words.lower() in forms:  # of two nouns the last is counted
            return False
        named = {one.measures for one in stock().values() if one.counted and not forms.isdisjoint(one.names("en"))}
        return bool(named) and named.isdisjoint(counted)

    def _is_another(self, unit: str | None, words: str) -> bool:
        """Whether words are a unit of the story that measures something else: 37 crowns are no 37 boats."""
        own = self.story.units.get(unit or "")
        measured = {_first(one) for one in self.story.units.values() if words.lower() in _forms(one)}
        return own is not None and bool(measured) and _first(own) not in measured

    def _is_bare(self, number: Decimal, unit: str | None, meant: StockUnit, ends: list[Decimal]) -> bool:
        """Whether a number without a unit is the fact's, in its own unit or one that an edition says instead."""
        instead = self.story.units[unit].as_.values() if unit else ()
        sizes = (meant.size, Fraction(1), *(stock()[other].size for other in instead if other in stock()))
        return any(Fraction(end) * size == Fraction(number) * meant.size for end in ends for size in sizes)

    def _meant(self, unit: str | None) -> StockUnit | None:
        """The unit as the stock has it; one of the story's own that measures the same as units of the stock.

        Of so much for each, readers of figures take the first: 46,300 yuan in 46,300 yuan a person.
        """
        own = self.story.units.get(unit or "")
        if own is None or own.id in stock():
            return stock().get(unit or "")
        measures = _first(own)
        if measures not in {one.measures for one in stock().values() if not one.counted}:
            return None
        return StockUnit(own.id, measures, own.size, False, None, {}, {})

    def _is_limit(self, seen: Quantity, fact: Fact, reader: Reader) -> bool:
        """Whether the fact is a ceiling or floor itself, as its label says."""
        labels = " ".join(fact.label.values()).lower()
        return seen.bound in ("<=", ">=") and any(word in labels for word in reader.lexicon.tables["limits"])

    def placed(self, path: str, found: Finding) -> Problem:
        """The finding on the page at a path, at the place in the editor's files that it comes from.

        Pages of facts show sentences of other editions than their own.
        """
        own, differs = edition_of(self.story, path), found.difference
        edition = next((one for one in self.story.editions.values() if one.lang == found.lang), own)
        place = whence(Voice(self.story, edition), found.name, found.words, found.around, found.table)
        message = f"{found.name}: “{found.words}” {differs.what}."
        return Problem("printed-otherwise", place or Place(path), message, differs.remedy(edition.lang), found.around)

    def _bound_differs(self, seen: Quantity, value: Value, kind: str, wide: bool) -> Iterator[Difference]:
        qualifier = self.story.qualifiers[value.qualifier] if value.qualifier else None
        due: Op = qualifier.op if qualifier else "="
        if (qualifier and qualifier.ordinal) or seen.kind in ("ordinal", "range"):
            return
        if seen.margin and wide and due in ("=", "~"):
            return
        if seen.bound != due and not (kind == "number" and seen.bound == "="):
            yield bounded(seen.bound, due)


def _said_at(mark: Marked, quantities: Iterable[Quantity]) -> tuple[int, int]:
    """Where the figure of a mark stands: words of its form around it are read as words beside it, 30 m each."""
    here = [one for one in quantities if mark.start <= one.start and one.end <= mark.end]
    if not here:
        return mark.start, mark.end
    return min(one.start for one in here), max(one.end for one in here)


def _counted_otherwise(mark: Marked, quantities: Iterable[Quantity], reader: Reader) -> Iterator[Difference]:
    """What stands at a count and makes another number of it: more than 18 facts, 18 million."""
    alone = {one.value for one in reader.read(mark.words) if one.value is not None}
    for one in quantities:
        if one.start < mark.end and mark.start < one.end and one.kind in ("number", "multiple"):
            if one.bound != "=":
                yield bounded(one.bound, "=")
            elif one.value is not None and alone and one.value not in alone:
                yield Difference(f"reads as {in_digits(one.value)}")


def _stands_in(text: str, word: str) -> bool:
    bounds = (r"(?<!\w)", r"(?!\w)") if word.isascii() else ("", "")
    return re.search(re.escape(simplified(word).lower()).join(bounds), text) is not None


def _first(unit: Unit) -> str:
    """What it measures; of so much for each, what there is so much of."""
    return unit.measures.partition("/")[0]


def _forms(unit: Unit) -> frozenset[str]:
    """What a unit is called in any edition, in small letters."""
    told = [*unit.forms.values(), *unit.attributive.values()]
    return frozenset(form.lower() for one in told for form in ([one] if isinstance(one, str) else one.values()))


def _around(mark: Marked, text: str) -> str:
    return " ".join(text[max(0, mark.start - 24) : mark.end + 24].split())


def _table(alone: list[Difference]) -> str:
    """The table that gave a figure words which are wrong by themselves."""
    return "" if not alone else "qualifier" if alone[0].of_bound else "unit"


def _doubts(seen: Quantity, mark: Marked, text: str, reader: Reader) -> list[Difference]:
    """What the words say that touch or govern a printed figure, where it is no mere besides or divided by."""
    unclear = [word for word in seen.why if reader.doubts(word)]
    unknown = [word for word in seen.why if not reader.knows(word) and not _is_cut(word, mark, text)]
    if (
        reader.language == "en"
        and seen.end <= mark.end
        and (behind := _behind(_bounding(reader)).match(text, mark.end))
    ):
        unclear.append(behind[1])
    return [*map(beside, unclear), *(unlisted("stands beside", word) for word in unknown)]


def _is_cut(word: str, mark: Marked, text: str) -> bool:
    """Whether a word is the rest of one that an excerpt begins within."""
    return len(word) == 1 and text[: mark.start].rstrip().endswith(f"…{word}")


_A_KILOMETRE = 1000  # metres: speeds are measured by the kilometre an hour
_ANYTHING = frozenset({"piece", "people", "rank", "case"})
"""What counters measure that count things of many kinds: 个, 名."""
_JOINT = re.compile(r"[,.:/–—e-]||\s?[×*]\s?")


def _joined(mark: Marked, after: Marked, text: str) -> str:
    """What makes one figure of two: 31,38 and 31–38."""
    joint = text[mark.end : after.start]
    digits = mark.words[-1:].isdecimal() and after.words[:1].isdecimal()
    numbers = {mark.kind, after.kind} <= {"fact", "number"}
    return joint if digits and numbers and joint and _JOINT.fullmatch(joint) else ""


def _bounding(reader: Reader) -> frozenset[str]:
    return frozenset(word for word, op in reader.lexicon.after.items() if op != "=" and word != "among others")


_ENDS = r"(?=\s*[.,;:!?)\]]|\s+(?:of|a|an|the)\b|\s*$)"


@cache
def _behind(after: frozenset[str]) -> re.Pattern[str]:
    words = sorted(
        (*after, "minus", "squared", "cubed", "late", "overdue", "early"), key=lambda word: (-len(word), word)
    )
    return re.compile(rf"\s+[(\[]?({'|'.join(map(re.escape, words))}){_ENDS}", re.IGNORECASE)


def _factors(mark: Marked, text: str, free: Iterable[Quantity], reader: Reader) -> Iterator[str]:
    """A figure that nothing marks and that multiplies or divides the one it stands before: twice, a third of."""
    for one in free:
        changes = one.kind in ("fraction", "multiple", "vague") or (one.kind == "number" and not one.unit)
        if changes and one.end <= mark.start and reader.joins(text[one.end : mark.start].strip()):
            yield one.text


_SAID_OF: Mapping[Change, str] = {
    **{"rise": "a rise", "fall": "a fall"},
    **{"above": "how much more than another", "below": "how much less than another"},
}


def _change_differs(seen: Quantity, change: Change | None) -> Iterator[Difference]:
    if seen.change is None:
        return
    if seen.level and change is not None:
        yield Difference("reads as where it came to, and the fact says by how much")
    elif seen.level:
        yield unborne(f"reads as where a {seen.change} ended or began")
    elif change is None:
        yield Difference(f"reads as {_SAID_OF[seen.change]}, and the fact says how many there are")
    elif change is not None and (seen.change in UP) != (change in UP):
        yield Difference(f"reads as a {seen.change}, and the fact says a {change}")


def _date_differs(fact: Fact, here: list[Quantity], alone: tuple[Quantity, ...]) -> Iterator[Difference]:
    due = fact.date
    dates = [one.date for one in here if one.date is not None]
    if due is None or due.precision == "undated" or not dates:
        return
    wrong = [date for date in dates if not (compatible(date, due) or within(date, due))]
    if wrong:
        yield Difference(f"reads as {wrong[0]}, where the date is {due}")
    spans = due.first and due.last and "/" in due.text
    opens = "since" if due.since and not spans else "until" if due.before and not spans else ""
    said = next((one.opening for one in alone if one.date is not None), "")
    if due.about and not any(one.why for one in alone):
        yield Difference(f"reads as exactly {due.text}, where the date is {due}")
    if said != opens and not spans:
        yield Difference(f"reads as {said or 'a date that is closed'}, where the date is {due}")
