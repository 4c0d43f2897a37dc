"""Whether what a sentence says around a printed figure is said by the source of its fact too.

A figure is right and its sentence wrong where words around it deny it, plan it, put a condition to it or give it for
another time: “would have 37 boats”, “37 boats a week”. One of them is borne out where the quotation, its sentence, or
what the fact says of itself has a word that says the same, in whatever language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from galley.charts.ground import drawn_facts
from galley.dates import Date, overlapping, parse
from galley.model import COMPANIONS, Fact
from galley.numbers.reading.compared import HIGHER, LOWER, RATE, SHARE
from galley.numbers.reading.lexicon import language, simplified
from galley.numbers.reading.occasions import PER, WAY, WHEN, by_an_event
from galley.numbers.reading.stock import stock
from galley.numbers.reading.turning import (
    APART,
    PART,
    YEAR,
    Offsets,
    directed,
    owns_up,
    planned,
    says,
    told_as_planned,
    turning,
)
from galley.proof.differences import Difference, unborne
from galley.store import digest
from galley.story.load import Story
from galley.story.memo import memoised
from galley.walk import leaves

_TIMES = frozenset({"time", "days", "months"})
_MEASURED = frozenset({"money", "mass"})
_A_MONTH = 31
_FAR = 120  # letters before a figure in which a word that plans it can stand
_FOREVER = 5  # years after which anyone may say that something was so once


@memoised
def rests_on(story: Story, fact: Fact) -> bytes:
    """What a verdict on words around a figure rests on, beside these: all that may bear them out, or ask for more."""
    told = (own_words(story, fact), called(story, fact), _plan_of(story, fact), _titles(story, fact), events(story))
    return digest((fact.date, fact.as_of, fact.change, fact.words is None, _of_two_parts(story, fact), *told))


def turns(
    story: Story, lang: str, fact: Fact, text: str, place: Offsets, others: Sequence[Offsets]
) -> Iterator[Difference]:
    """What the words around the figure at a place of a text say that nothing bears out; `others`: its other figures."""
    of = language(lang)
    if of is None:
        return
    told: list[str] = []
    for what, word in turning(of, text, place, others, dated=fact.date is not None):
        if not _borne_out(story, fact, what) and not any(word in one or one in word for one in told):
            told.append(word)
            yield unborne(f"stands beside “{word.strip()}”", word.strip())


def undone(story: Story, fact: Fact, text: str, place: Offsets) -> Iterator[Difference]:
    """What is wrong where a sentence tells as done what its fact's label, or its quotation, says is planned."""
    if (word := _plan_of(story, fact)) and not told_as_planned(text, place):
        yield Difference(f"is told as done, and its fact says “{word}”", "planned", word)


@memoised
def _plan_of(story: Story, fact: Fact) -> str:
    """The label that only plans a number, or the word of its source that does; none, where nothing does."""
    if fact.date is not None or fact.words is not None:
        return ""
    planning = [label for label in fact.label.values() if says("plan", label)]
    planning += [str(fact.as_of)] if _is_yet_to_come(story, fact) else []
    evidence, source = story.evidence.get(fact.id), story.sources.get(fact.source or "")
    of = language(source.lang) if source else None
    if planning or of is None or evidence is None or evidence.figure is None:
        return planning[0] if planning else ""
    before = story.texts[evidence.source][: evidence.figure.start]
    return planned(of, before[-_FAR:])


def _is_yet_to_come(story: Story, fact: Fact) -> bool:
    """Whether the time of a number begins so long after its source that nobody could know it then."""
    source = story.sources.get(fact.source or "")
    begins, known = fact.as_of.first if fact.as_of else None, source.date.last if source else None
    agreed = owns_up(" ‖ ".join(fact.label.values()))  # a price of the contract for next year
    return not agreed and begins is not None and known is not None and begins > known + timedelta(_A_MONTH)


def _borne_out(story: Story, fact: Fact, what: str) -> bool:
    """Whether the fact's own words say the same, or its time does."""
    if what.startswith(YEAR) and _is_of_year(story, fact, int(what.removeprefix(YEAR))):
        return True
    dates = [date for date in (fact.date, fact.as_of) if date]
    if what.removeprefix(RATE) in _spans(story, fact) or (what == "past" and _is_long_ago(story, fact)):
        return True
    if what in ("until", "limit", "circa") and any(date.before or date.since or date.about for date in dates):
        return True
    if what == "ago" and (fact.unit is None or story.units[fact.unit].measures not in _TIMES):
        return True  # 191名前来
    if what == PART and (fact.as_of is None or fact.as_of.precision != "year"):
        return True
    if what == APART:
        return not says("of_it", " ‖ ".join((fact.quote or "", *fact.label.values())))  # so many of them are no others
    if what.startswith(PER) and "/" in (story.units[fact.unit].measures if fact.unit else ""):
        return True
    if what == "further" and directed(own_words(story, fact), up=False):
        return True  # 只剩84所, of what became fewer
    if what.startswith(WAY) and not _travels(story, fact):
        return True
    if what in (HIGHER, LOWER) and fact.change is not None:
        return True
    if what == SHARE:
        return not _of_two_parts(story, fact)
    if what in _MEASURED and not _counts(story, fact):
        return True
    if what == "moved" and (fact.change is not None or not _counts_things(story, fact)):
        return True
    if what.startswith(WHEN) and says(what, f"{events(story)} ‖ {_titles(story, fact)}"):
        return True  # before the opening, of which a fact tells the day; when the bulletin came out
    return says(what, own_words(story, fact))


def _of_two_parts(story: Story, fact: Fact) -> bool:
    """Whether a ratio is that of two parts of one whole, so that it is no share of anything."""
    return fact.ratio is not None and any({*fact.ratio} <= {*(one.sum or ())} for one in story.facts.values())


@memoised
def events(story: Story) -> str:
    """What the facts that are dates tell of, and labels that name a time by an event: a sentence may name these too."""
    told = (words for one in story.facts.values() if one.date for words in (*one.label.values(), one.quote or ""))
    named = (words for one in story.facts.values() for words in one.label.values() if by_an_event(words))
    return " ‖ ".join((*told, *named))


def _titles(story: Story, fact: Fact) -> str:
    source = story.sources.get(fact.source or "")
    return " ‖ ".join(source.title.values()) if source else ""


def _travels(story: Story, fact: Fact) -> bool:
    """Whether a fact may tell how long, how far or how fast one travels."""
    unit = story.units.get(fact.unit or "")
    return unit is not None and unit.measures in ("time", "length", "speed")


def _counts_things(story: Story, fact: Fact) -> bool:
    unit, known = story.units.get(fact.unit or ""), stock().get(fact.unit or "")
    return unit is not None and (known.counted if known else unit.measures == unit.id)


def _counts(story: Story, fact: Fact) -> bool:
    """Whether a fact counts things, or measures what is neither money nor mass."""
    unit = story.units.get(fact.unit or "")
    known = stock().get(fact.unit or "")
    measures = known.measures if known else ""
    if unit is None or measures in ("mass", "ratio") or measures.isupper() or unit.measures.isupper():
        return False
    return unit.measures == unit.id or (known is not None and not known.measures.isupper())


def _is_of_year(story: Story, fact: Fact, away: int) -> bool:
    """Whether the fact may hold in the year `away` years from publication; a fact of no certain time may."""
    time, published = fact.date or fact.as_of, story.site.published.first
    if time is None or published is None or time.about:
        return True
    return overlapping(time, parse(str(published.year + away)))


def _is_long_ago(story: Story, fact: Fact) -> bool:
    times = [date for date in (fact.date, fact.as_of) if date]
    published = story.site.published.first
    return any(
        date.before or (date.last and published and date.last.year + _FOREVER <= published.year) for date in times
    )


def _spans(story: Story, fact: Fact) -> frozenset[str]:
    """The times that a fact's own time is long, and what its unit counts for each."""
    each = fact.unit is not None and "/" in story.units[fact.unit].measures
    per = {"each"} if each else set[str]()
    return frozenset({fact.as_of.precision, *_twelve_months(fact.as_of), *per} if fact.as_of else per)


def _twelve_months(when: Date) -> set[str]:
    """A financial year is a year too, though months say when it begins."""
    return {"year"} if when.first and when.last and 364 <= (when.last - when.first).days <= 365 else set()


@memoised
def own_words(story: Story, fact: Fact) -> str:
    """All that a fact says of itself, and what is said of it where it is quoted.

    Of a calculation that of its parts too, of a margin that of the numbers that have it: they are printed side by side.
    """
    told = [words for one in (fact.id, *fact.parts, *_with_it(story, fact)) for words in _told(story, story.facts[one])]
    return " ‖ ".join((*told, simplified(" ".join(told)))).replace("’", "'")


def called(story: Story, fact: Fact) -> str:
    """What a fact, and what it is calculated from, is called in any edition: by its label, and in the charts of it."""
    labels = (words for one in (fact.id, *fact.parts) for words in story.facts[one].label.values())
    told = " ‖ ".join((*labels, *_in_charts(story).get(fact.id, ())))
    return f"{told} ‖ {simplified(told)}".lower().replace("’", "'")


@memoised
def _in_charts(story: Story) -> Mapping[str, Sequence[str]]:
    """For each fact, the names of things and measures in the charts that draw it: rows, columns, axes."""
    found: dict[str, list[str]] = {}
    for chart in story.charts.values():
        names = [leaf.value for leaf in leaves(chart) if isinstance(leaf.value, Mapping) and leaf.keys[0] not in _TELLS]
        words = [said for text in names for said in text.values() if isinstance(said, str)]
        for fact in drawn_facts(story, chart):
            found.setdefault(fact, []).extend(words)
    return found


_TELLS = frozenset({"title", "subtitle", "alt", "withdrawn", "note", "source_note"})
"""What a chart says in sentences."""


def _with_it(story: Story, fact: Fact) -> Iterator[str]:
    """The facts that a fact is printed with: those that it names, and those that name it."""
    yield from (name for key in COMPANIONS if (name := getattr(fact, key)) is not None)
    yield from _naming(story).get(fact.id, ())


@memoised
def _naming(story: Story) -> Mapping[str, Sequence[str]]:
    """For each fact, the facts that name it under `margin:` or `among:`."""
    found: dict[str, list[str]] = {}
    for fact in story.facts.values():
        for key in COMPANIONS:
            if (name := getattr(fact, key)) is not None:
                found.setdefault(name, []).append(fact.id)
    return found


def _told(story: Story, fact: Fact) -> Iterator[str]:
    yield fact.quote or ""
    yield from _sentence(story, fact.id)
    for words in (fact.label, fact.words, fact.caveat, fact.inferred, fact.rendering):
        yield from words.values() if words else ()


def _sentence(story: Story, name: str) -> Iterator[str]:
    """The whole sentence that a quotation stands in."""
    evidence = story.evidence.get(name)
    if evidence is None:
        return
    text = story.texts[evidence.source]
    for span in (evidence.quote, *evidence.also):
        left, right = text[max(0, span.start - 200) : span.start], text[span.end : span.end + 200]
        yield (
            re.split(r"[。！？\n]|\.\s", left)[-1]
            + text[span.start : span.end]
            + re.split(r"[。！？\n]|\.\s", right)[0]
        )
