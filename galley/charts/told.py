"""What the words of a chart as a whole tell of its figures: their time, their rate, what they are compared with.

How many marks there are, and whether they are to scale, is told there too. None of it is a figure, and each turns all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from pydantic import BaseModel

from galley.charts.forms.bars import BarsChart
from galley.charts.forms.strip import StripChart
from galley.charts.forms.table import TableChart
from galley.charts.ground import ChartGround, drawn_facts
from galley.charts.model import Chart
from galley.dates import Date
from galley.errors import Problem
from galley.inputs.mentions import Mention, blanked, scan
from galley.model import Text
from galley.numbers.reading.lexicon import language, pattern
from galley.numbers.reading.occasions import PER, names_occasion, occasions
from galley.numbers.storyreader import read_all
from galley.walk import Keys, leaves, names_in

_RATES = ("day", "week", "month", "quarter", "year")
_UNSCALED = frozenset({"strip", "status", "isotype"})
_REST = 14  # letters beside a date in a cell that says when, and no more
_HINT = "Say what its figures are, or mend the facts."


def told_of_all(ground: ChartGround, chart: Chart) -> Iterator[Problem]:
    """What the subtitle, the alternative text and the cells of a chart tell, and its figures are not."""
    facts = [name for name in drawn_facts(ground.story, chart) if name in ground.story.facts]
    for edition, words in chart.subtitle.items():
        keys: Keys = ("subtitle", edition)
        yield from _rates(ground, keys, words, facts)
        yield from _dated(ground, keys, words, facts)
    for key, text in (("subtitle", chart.subtitle), ("alt", chart.alt or {})):
        yield from _counts(ground, chart, key, text)
        yield from _scale(ground, chart, key, text)
    if isinstance(chart, TableChart):
        yield from _cells(ground, chart)
    if isinstance(chart, BarsChart) and chart.beside:
        yield from _strokes(ground, chart, chart.beside)


def _known(ground: ChartGround, fact: str) -> str:
    told = ground.story.facts[fact]
    return " ".join((*told.label.values(), told.quote or ""))


def _rates(ground: ChartGround, keys: Keys, words: str, facts: Iterable[str]) -> Iterator[Problem]:
    """A subtitle that gives its figures for each week or household, or compares them with a month before, where their
    labels and quotations say a day, a person or a year."""
    text, of = blanked(words, " "), language(ground.story.editions[str(keys[-1])].lang)
    known = [_known(ground, fact) for fact in facts]
    for group in ("each {}", "on the {}"):
        said = {rate for rate in _RATES if pattern(group.format(rate)).search(text)}
        due = {rate for rate in _RATES for one in known if pattern(group.format(rate)).search(one)}
        if group.startswith("each"):
            points = (ground.story.points.get(fact) for fact in facts)
            due |= {ground.series(one.series).at.rpartition("-")[2] for one in points if one and one.kind == "flow"}
        if said and due and not said & due:
            told, others = " and ".join(sorted(said)), " and ".join(sorted(due))
            message = f"{ground.name}: the subtitle tells of a {told}, and its figures are of a {others}."
            yield Problem("chart-told", ground.place(*keys), message, _HINT, words)
    things = {what for what, _ in occasions(of, text, text, text) if what.startswith(PER)} if of else set[str]()
    for what in sorted(things):
        given = {
            one
            for told in known
            for lang in ("en", "zh")
            for one, _ in occasions(lang, told, told, told)
            if one.startswith(PER)
        }
        if given and not any(names_occasion(what, told) for told in known):
            message = f"{ground.name}: the subtitle gives figures {what}, and they are {' and '.join(sorted(given))}."
            yield Problem("chart-told", ground.place(*keys), message, _HINT, words)


def _time(ground: ChartGround, mention: Mention) -> Date | None:
    """The time that a mention prints, if it prints one."""
    fact = ground.story.facts.get(mention.name)
    if fact is None:
        return None
    return fact.as_of if "as_of" in mention.variants else fact.date


def _meet(one: Date, other: Date) -> bool:
    """Whether two times have a day in common; one that is open has no other end."""
    return not (
        (one.last and other.first and one.last < other.first) or (other.last and one.first and other.last < one.first)
    )


def _dated(ground: ChartGround, keys: Keys, words: str, facts: Iterable[str]) -> Iterator[Problem]:
    """Times that a text prints beside figures none of which is of such a time."""
    times = [time for fact in facts if (time := ground.time(fact)) and (time.first or time.last)]
    for mention in scan(words):
        told = _time(ground, mention)
        if told and (told.first or told.last) and times and not any(_meet(told, time) for time in times):
            message = f"{ground.name}: {{{{{mention.name}}}}} is {told}, and no figure beside it is of that time."
            yield Problem("chart-told", ground.place(*keys), message, _HINT, words)


def _cells(ground: ChartGround, chart: TableChart) -> Iterator[Problem]:
    """Cells that say when, in a row of figures of another time."""
    for down, cells in enumerate(chart.rows):
        facts = [cell for cell in cells if isinstance(cell, str)]
        for across, cell in enumerate(cells):
            for edition, words in cell.items() if isinstance(cell, Mapping) else ():
                if len(blanked(words, "").strip()) <= _REST:
                    yield from _dated(ground, ("rows", down, across, edition), words, facts)


def _counts(ground: ChartGround, chart: Chart, key: str, text: Text) -> Iterator[Problem]:
    """Your own counts in what describes a chart, of which it has no so many of anything."""
    countable = {Decimal(n) for n in (0, 1, *_countable(ground, chart))}
    for edition, words in text.items():
        for mention in scan(words):
            read = read_all(mention.name, ground.story.editions[edition].lang, ground.story.vocabulary)
            counted = {one.value for one in read if isinstance(one.value, Decimal)} if mention.kind == "own" else set()
            if counted and not counted & countable:
                message = f"{ground.name}: there are not {mention.name} of anything that the chart draws."
                yield Problem("chart-told", ground.place(key, edition), message, "Count again what it shows.", words)


def _countable(ground: ChartGround, chart: Chart) -> Iterator[int]:
    """How many there are of whatever may be counted in a chart: rows, panels, rows of one tone, places of a stretch."""
    stack: list[object] = [chart]
    while stack:
        one = stack.pop()
        if isinstance(one, BaseModel):
            stack += [getattr(one, name) for name in type(one).model_fields]
        elif isinstance(one, tuple):
            yield len(one)
            stack += one
    yield from Counter((leaf.keys[-1], str(leaf.value)) for leaf in leaves(chart)).values()
    yield from Counter(ground.story.facts[fact].change for _, fact in names_in(chart, "fact")).values()
    yield from (leaf.value for leaf in leaves(chart) if isinstance(leaf.value, int))
    if isinstance(chart, StripChart):
        rows = ground.table(chart.table).rows
        yield len(rows)
        yield from Counter(value for row in rows for value in row.values()).values()


def _scale(ground: ChartGround, chart: Chart, key: str, text: Text) -> Iterator[Problem]:
    """A text that calls a drawing to scale that is not, or not to scale that is."""
    for edition, words in text.items():
        scaled, unscaled = pattern("to scale").search(words), pattern("not to scale").search(words)
        is_scaled = chart.form not in (*_UNSCALED, "table")
        if (is_scaled and unscaled) or (chart.form in _UNSCALED and scaled and not unscaled):
            message = f"{ground.name}: a {chart.form} chart is {'' if is_scaled else 'not '}drawn to scale."
            yield Problem("chart-told", ground.place(key, edition), message, "Say so, or nothing of it.", words)


def _strokes(ground: ChartGround, chart: BarsChart, beside: Text) -> Iterator[Problem]:
    """Strokes that are called the time before, beside bars that are it."""
    for words in beside.values():
        for side, other in (("before", "after"), ("after", "before")):
            if not pattern(side).search(words) or pattern(other).search(words):
                continue
            for at, row in enumerate(chart.rows):
                labels = [_known_as(ground, fact) for fact in (row.fact, row.beside) if fact]
                said = [(pattern(side).search(label), pattern(other).search(label)) for label in labels]
                if len(said) == 2 and ((said[0][0] and not said[1][0]) or (said[1][1] and not said[1][0])):
                    message = f"{ground.name}: “{words}” is not what {row.beside} is beside {row.fact}."
                    hint = "Exchange the two facts, or mend beside:."
                    yield Problem("chart-sides", ground.place("rows", at, "beside"), message, hint, words)


def _known_as(ground: ChartGround, fact: str) -> str:
    return " ".join(ground.story.facts[fact].label.values())
