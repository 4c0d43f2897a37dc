"""Facts proposed for the figures of a source that nothing covers, each tried on the source before it is offered."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import count

from galley.dates import Date
from galley.errors import Place, Problem
from galley.evidence.agreement import date_of
from galley.evidence.examine import Covered, Evidence, TextSpan, cover, examine
from galley.evidence.quotes import headings
from galley.evidence.ranges import merged
from galley.evidence.times import of_a_base
from galley.manuscript.paper import one_line, sentence
from galley.model import Fact
from galley.numbers.amounts import tidy
from galley.numbers.reading.lexicon import Pattern, pattern
from galley.numbers.reading.stock import stock
from galley.numbers.storyreader import Figure
from galley.report.clauses import clauses
from galley.story.load import Story

TODO = "TODO"
PLACES = 18
_LABELLED = frozenset({"quote-planned", "label-turned"})
"""What is wrong with a fact until its label says so, and its label is left to the editor."""
TRIES = 32
"""Quotes tried for a figure before it is left to the editor."""


@dataclass(frozen=True, slots=True)
class Stub:
    """A fact for a figure; none where the figure tells no single number, or no quote could be found for it."""

    id: str
    figure: Figure
    fact: Fact | None
    guessed: bool = False  # whether its unit is no more than what its spelling may mean
    reason: str = ""  # why there is no fact
    heading: str = ""  # the heading above it that says its time, where its sentence does not
    near: tuple[str, ...] = ()  # dates of its sentence, where it is not told which of them is its time


@dataclass(frozen=True)
class Bare:
    """A source and its figures that nothing covers yet."""

    story: Story
    source: str

    @property
    def text(self) -> str:
        return self.story.texts[self.source]

    @cached_property
    def figures(self) -> list[Figure]:
        """All of them, covered or not, terms left out."""
        return [one.figure for one in self._covered if one.kind != "term"]

    @cached_property
    def uncovered(self) -> list[Figure]:
        return _ranged([one.figure for one in self._covered if one.by is None], self.text)

    @cached_property
    def whole(self) -> list[TextSpan]:
        """What no quote may cut apart: figures, and terms."""
        return [TextSpan(one.figure.start, one.figure.end) for one in self._covered]

    @cached_property
    def _covered(self) -> tuple[Covered, ...]:
        return cover(self.source, self.story)

    def line(self, figure: Figure) -> str:
        """The line that a figure stands in."""
        start, end = self.text.rfind("\n", 0, figure.start) + 1, self.text.find("\n", figure.end)
        return self.text[start : end if end >= 0 else None]

    @cached_property
    def _times(self) -> list[Figure]:
        """The dates that may say when figures hold."""
        return [one for one in self.figures if _is_time(self, one)]

    def times(self, span: TextSpan) -> list[Figure]:
        """The dates and times that begin in a stretch of the text."""
        first, end = (bisect_left(self._times, at, key=lambda one: one.start) for at in (span.start, span.end))
        return self._times[first:end]

    @cached_property
    def headings(self) -> list[tuple[int, list[Figure]]]:
        """Where each heading with a date begins, and its dates."""
        dates = ((span.start, self.times(span)) for span in headings(self.text))
        return [(start, found) for start, found in dates if found]

    def sentence(self, figure: Figure) -> TextSpan:
        return sentence(self.text, TextSpan(figure.start, figure.end))

    @cached_property
    def counted(self) -> Mapping[str, Counter[str]]:
        """What the facts of the story count, by the two characters before and after their figures: 项目 of 60个项目."""
        known: dict[str, Counter[str]] = {}
        for one in self.story.evidence.values():
            unit = self.story.facts[one.fact].unit
            if one.figure and unit:
                for words in _beside(self.story.texts[one.source], one.figure):
                    known.setdefault(words, Counter())[unit] += 1
        return known

    def unit(self, figure: Figure) -> str | None:
        """Of the units that a spelling may mean, the one that the story counts beside the same words."""
        if figure.ordinal and pattern("place").search(figure.text):  # it counts nothing
            return None
        spelled = self.story.vocabulary.lexicon(self.story.sources[self.source].lang).units.items()
        said = {unit for words, units in spelled if figure.text.lower().endswith(words) for unit in units}
        own = [unit for unit in figure.units if unit in said]
        named = [unit for unit in figure.units if self._follows(figure, unit)]
        if len(named) == 1:
            return named[0]
        if not own and len(figure.units) != 1:
            return None  # 家 counts companies, schools and much else
        return max(own or figure.units, key=lambda unit: self.known(figure, unit), default=None)

    def _follows(self, figure: Figure, unit: str) -> bool:
        """Whether a name of the unit, and no longer word, stands behind the figure: 县 of 个县, not 市 of 个市场."""
        names = "|".join(map(re.escape, stock()[unit].names("zh"))) if unit in stock() else "(?!)"
        behind = Pattern(re.compile(rf"(?:{names})(?:{pattern('ended').pattern})"))
        return behind.match(self.text[figure.end : figure.end + 24]) is not None

    def known(self, figure: Figure, unit: str) -> int:
        """How many facts of the story count in this unit beside the same words."""
        beside = _beside(self.text, TextSpan(figure.start, figure.end))
        return sum(self.counted.get(words, Counter())[unit] for words in beside)

    def guessed(self, figure: Figure) -> bool:
        """Whether the unit of a figure is of things counted, and nothing beside it tells that it is these."""
        unit = self.unit(figure)
        if figure.share or unit is None or self.known(figure, unit):
            return False
        own = self.story.units.get(unit)
        return own.measures == unit if own else stock()[unit].counted


def _ranged(figures: Sequence[Figure], text: str) -> list[Figure]:
    """The figures, the two ends of a range as one."""
    found: list[Figure] = []
    for one in figures:
        if found and (found[-1].end_of, one.end_of) == ("low", "high"):
            found[-1] = merged(found[-1], one, text)
        else:
            found.append(one)
    return found


def _beside(text: str, span: TextSpan) -> tuple[str, ...]:
    """The two characters before a figure, and the two after it."""
    return text[max(0, span.start - 12) : span.start].strip()[-2:], text[span.end : span.end + 12].strip()[:2]


def stubs(story: Story, source: str) -> list[Stub]:
    """A stub for each figure of a stored source that nothing covers, in order.

    A year, or part of one, that only says when a figure holds has no stub: the figure's `as_of` covers it.
    """
    bare = Bare(story, source)
    found, refused = _proven(bare)
    headed = {
        figure: _date_above(bare, figure) for figure in found if not date_of(figure) and not _date_near(bare, figure)
    }
    dated = {span for _, evidence in found.values() for span in evidence.dates}
    dated |= {TextSpan(when.start, when.end) for when in headed.values() if when}
    heads = {when for _, dates in bare.headings for when in dates}
    left = [
        one
        for one in bare.uncovered
        if not (_vague(one) and (TextSpan(one.start, one.end) in dated or one in heads or _compared(bare, one)))
        and not _numbers(bare, one)
    ]
    free = (name for number in count(1) if (name := f"todo.figure-{number}") not in story.facts)
    return [
        Stub(
            next(free),
            figure,
            found[figure][0] if figure in found else None,
            bare.guessed(figure),
            refused.get(figure, ""),
            bare.line(when).strip() if (when := headed.get(figure)) else "",
            tuple(dict.fromkeys(one_line(one.text) for one in _dates(bare, figure))),
        )
        for figure in left
    ]


def _proven(bare: Bare) -> tuple[dict[Figure, tuple[Fact, Evidence]], dict[Figure, str]]:
    """For each figure the first of its possible facts that the source bears out, tried together, round by round.

    For the others, what was wrong with the last that could only be it.
    """
    story, figures = bare.story, {f"figure-{at}": figure for at, figure in enumerate(bare.uncovered)}
    waiting = {name: _tries(bare, name, figure) for name, figure in figures.items()}
    found: dict[str, tuple[Fact, Evidence]] = {}
    refused: dict[Figure, str] = {}
    for _ in range(TRIES):
        tried = {name: fact for name in waiting.keys() - found if (fact := next(waiting[name], None))}
        if not tried:
            break
        problems: list[Problem] = []
        evidence = examine(tried, story.sources, story.texts, story.vocabulary, _named, problems, story.clean)
        wrong = {problem.place.path for problem in problems if problem.rule not in _LABELLED}
        told = {problem.place.path: problem.message for problem in problems if problem.rule != "figure-choice"}
        refused |= {figures[name]: message.partition(": ")[2] for name, message in told.items()}
        for name in tried.keys() & evidence.keys() - wrong:
            if evidence[name].figure == TextSpan(figures[name].start, figures[name].end):
                found[name] = tried[name], evidence[name]
    return {figures[name]: proven for name, proven in found.items()}, refused


def _named(name: str, *keys: str | int) -> Place:
    """A place that tells which fact a problem is about."""
    return Place(name)


def _tries(bare: Bare, name: str, figure: Figure) -> Iterator[Fact]:
    """The facts that a figure may be: with the shortest quote first, and each time also with `figure:`."""
    label = {edition.id: TODO for edition in bare.story.editions.values() if not edition.script}
    stated = _stated(bare, figure, label)
    if not stated:
        return
    when = None if date_of(figure) else _date_near(bare, figure)
    if not date_of(figure):
        told = when or _date_above(bare, figure)
        stated["as_of"] = str(date_of(told)) if told else "undated"
    with_date = when if when and _vague(when) and _first_after(bare, when) == figure else None
    for quote in clauses(bare.text, bare.whole, figure, with_date):
        fact = {**stated, "id": name, "label": label, "source": bare.source}
        fact["quote"] = one_line(bare.text[quote.start : quote.end])
        yield Fact.model_validate(fact)
        yield Fact.model_validate({**fact, "figure": one_line(figure.text)})


def _stated(bare: Bare, figure: Figure, label: Mapping[str, str]) -> dict[str, object]:
    """What the fact states; nothing where the text tells no single number. A date without a year takes the source's."""
    when = date_of(figure)
    if when is None and figure.high is not None:
        ends = tuple(end for end in (figure.value, figure.high) if isinstance(end, Decimal) and _written(end))
        if len(ends) != 2 or ends[0] >= ends[1]:
            return {}
        return {"between": ends, "unit": bare.unit(figure), "change": None if figure.level else figure.change}
    if when is None:
        number: dict[str, object] = {"value": figure.value, "unit": bare.unit(figure), "qualifier": figure.qualifier}
        if figure.share and isinstance(figure.value, Decimal):
            number |= {"value": tidy(figure.value * 100), "unit": "percent"}
        number["change"] = None if figure.level else figure.change
        return number if isinstance(figure.value, Decimal) and _written(figure.value) else {}
    if "X" not in str(when):
        return {"date": str(when)}
    known = str(when).replace("XXXX", str(bare.story.sources[bare.source].date)[:4])
    return {} if "X" in known else {"date": known, "inferred": dict(label)}


def _written(value: Decimal) -> bool:
    """Whether an editor can write it down: a third cannot be."""
    return len(value.as_tuple().digits) <= PLACES


def _date_near(bare: Bare, figure: Figure) -> Figure | None:
    """The date that tells when a figure holds: the one of its own clause, else the last before it in its sentence."""
    own = next(clauses(bare.text, bare.whole, figure, None), None)
    dates = _dates(bare, figure)
    beside = [one for one in dates if own and own.start <= one.start < own.end]
    before = [one for one in dates if one.start < figure.start]
    if beside:
        return beside[0] if len(beside) == 1 else None
    return before[-1] if before else None


def _dates(bare: Bare, figure: Figure) -> list[Figure]:
    """The dates of the sentence of a figure that may be of the time of this figure."""
    return [one for one in bare.times(bare.sentence(figure)) if not _of_the_base(bare, figure, one)]


def _of_the_base(bare: Bare, figure: Figure, when: Figure) -> bool:
    """Whether a date is that of the figure with which a change is compared: 10% on the 27,876 homes of 2017-18."""
    base = figure.change is not None and _BASE.match(bare.text[figure.end : when.start]) is not None
    return base or of_a_base(bare.text, bare.figures, figure, when)


def _date_above(bare: Bare, figure: Figure) -> Figure | None:
    """The year, or part of one, of the nearest heading above that has one; none where it has several."""
    line = bare.text.rfind("\n", 0, figure.start) + 1
    dates = next((dates for start, dates in reversed(bare.headings) if start < line), [])
    return dates[0] if len(dates) == 1 and _vague(dates[0]) else None


def _first_after(bare: Bare, when: Figure) -> Figure | None:
    """The first figure beside a date that is no date itself; it brings the date into its quote."""
    around = bare.sentence(when)
    counts = (one for one in bare.uncovered if around.start <= one.start < around.end and not date_of(one))
    return next((one for one in counts if _date_near(bare, one) == when), None)


def _known(figure: Figure) -> bool:
    when = date_of(figure)
    return when is not None and "X" not in str(when)


_BASE = re.compile(
    r"\s(?:on|from|over|than|compared (?:to|with)|relative to|versus)\s(?:the\s)?[\d£$€¥]", re.IGNORECASE
)
"""Between a change and the figure that it is compared with."""


def _numbers(bare: Bare, figure: Figure) -> bool:
    """Whether the figure is the number of a table, a picture or a page."""
    return pattern("numbered").search(bare.text[max(0, figure.start - 12) : figure.start]) is not None


def _compared(bare: Bare, figure: Figure) -> bool:
    before = bare.text[max(0, figure.start - 24) : figure.start]
    return bool(pattern("since").match(bare.text[figure.end : figure.end + 24]) or pattern("compared").search(before))


def _is_time(bare: Bare, figure: Figure) -> bool:
    """Whether a date may say when figures hold: no number of a table, and no time that they are compared with."""
    return _known(figure) and not _numbers(bare, figure) and not _compared(bare, figure)


def _vague(figure: Figure) -> bool:
    """Whether it is a year or a part of one; a day is an event, and so a fact of its own."""
    when: Date | None = date_of(figure)
    return when is not None and when.precision in ("year", "half", "quarter", "month")
