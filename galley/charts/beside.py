"""Words of a chart that belong beside another of its figures: “Coal” beside what wind made, “a fall” beside a rise.

A name is held against the labels and quotations of what it stands beside, and a speaker against its source. Words of an
editor's own are let be: only those by which another figure is known tell that two were exchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from galley.charts.forms.dumbbell import DumbbellChart
from galley.charts.forms.ladder import LadderChart
from galley.charts.forms.table import Course, TableChart
from galley.charts.ground import ChartGround, drawn_facts
from galley.charts.model import Chart
from galley.charts.naming import bounds
from galley.errors import Problem
from galley.inputs.mentions import blanked
from galley.model import Hero, Text
from galley.numbers.reading.lexicon import Language, language, pattern
from galley.numbers.reading.occasions import contents
from galley.story.load import Story
from galley.walk import Keys, leaves, names_in

_OTHERS = frozenset({"also", "beside"})
"""Keys under which a second figure stands beside what an entry is named for."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A text, the keys under which it stands, and what is known of each figure that it names."""

    keys: Keys
    text: Text
    known: tuple[str, ...]


def names_astray(ground: ChartGround, chart: Chart | Hero) -> Iterator[Problem]:
    """Names by which another figure of the chart is known, and not the one that they stand beside."""
    named = list(_named(ground, chart))
    for edition in ground.editions:
        of = language(ground.story.editions[edition].lang)
        for one, other in combinations(named, 2):
            if _are_apart(one.keys, other.keys):
                yield from _crossed(ground, edition, of, one, other, named)


def _are_apart(keys: Keys, others: Keys) -> bool:
    """Whether neither of two names stands over the other."""
    shorter = min(len(keys), len(others)) - 1
    return keys[:shorter] != others[:shorter]


def _crossed(
    ground: ChartGround, edition: str, of: Language | None, one: _Named, other: _Named, named: Sequence[_Named]
) -> Iterator[Problem]:
    """Two names that stand in each other's place, or one that belongs to the figures of a third."""
    said = [_said(of, blanked(each.text.get(edition, ""), " ")) for each in (one, other)]
    alone = [said[0] - said[1], said[1] - said[0]]
    if not all(alone):
        return
    known = [frozenset[str]().union(*(_said(of, told) for told in each.known)) for each in (one, other)]
    fits = [bool(mine & own) for mine, own in zip(alone, known, strict=True)]
    crosses = [bool(mine & (theirs - own)) for mine, own, theirs in zip(alone, known, known[::-1], strict=True)]
    if all(crosses) and not any(fits):
        yield _astray(ground, edition, one, other)
        return
    for at, (each, beside) in enumerate(((one, other), (other, one))):
        mine, theirs = alone[at], alone[1 - at]
        for told in each.known:
            own = _said(of, told)
            thirds = (third for entry in named for third in entry.known if third != told)
            if not mine & own and theirs <= own and any(mine <= _said(of, third) for third in thirds):
                yield _astray(ground, edition, each, beside)
                return


def _astray(ground: ChartGround, edition: str, one: _Named, other: _Named) -> Problem:
    words, others = one.text[edition], other.text[edition]
    message = f"{ground.name}: “{words}” stands beside what is known as “{others}”."
    hint = "Set each name beside its own figure; or mend the label of the fact, if that is wrong."
    return Problem("chart-name-exchanged", ground.place(*one.keys, edition), message, hint, words)


def _named(ground: ChartGround, chart: Chart | Hero) -> Iterator[_Named]:
    """Each name within the chart, and what it names: figures of its own entry, or of its row of a table."""
    if isinstance(chart, TableChart):
        for down, cells in enumerate(chart.rows):
            names = ((at, cell) for at, cell in enumerate(cells) if isinstance(cell, Mapping))
            known = tuple(_known(ground.story, cell) for cell in cells if isinstance(cell, (str, Course)))
            for at, name in islice(names, 1 if known else 0):
                yield _Named(("rows", down, at), name, known)
        return
    facts = [(keys, fact) for keys, fact in names_in(chart, "fact") if not _OTHERS & {*keys}]
    for leaf in leaves(chart):
        if leaf.keys[-1] == "label" and isinstance(leaf.value, Mapping):
            above = leaf.keys[:-1]
            own = (fact for keys, fact in facts if keys[: len(above)] == above)
            known = tuple(_known(ground.story, fact, isinstance(chart, LadderChart)) for fact in own)
            if known:
                yield _Named(leaf.keys, leaf.value, known)


def _known(story: Story, of: str | Course, spoken: bool = False) -> str:
    """All by which a figure, or the course of a thing, is known: its labels, its quotation, and who has spoken it."""
    if isinstance(of, Course):
        series = story.series[of.series]
        return " ".join((*series.label.values(), *series.row(of.row).label.values()))
    fact = story.facts[of]
    source = story.sources.get(fact.source or "") if spoken else None
    told = (*source.title.values(), *source.publisher.values()) if source else ()
    return " ".join((*fact.label.values(), fact.quote or "", *told))


def _said(of: Language | None, words: str) -> frozenset[str]:
    """What a name is told by: the beginnings of its words, or pairs of characters."""
    return frozenset(contents(of, words) if of else (word[:4] for word in re.findall(r"\w{3,}", words.lower())))


def untimely(ground: ChartGround, chart: Chart) -> Iterator[Problem]:
    """Figures of a table under heads of times that come in another order; and pairs whose labels say so."""
    if isinstance(chart, DumbbellChart):
        yield from _turned(ground, chart)
    if not isinstance(chart, TableChart):
        return
    for edition in ground.editions:
        heads = [(at, column.head.get(edition, "")) for at, column in enumerate(chart.columns)]
        early = [at for at, head in heads if pattern("early").search(head) and not pattern("late").search(head)]
        late = [at for at, head in heads if pattern("late").search(head) and not pattern("early").search(head)]
        for down, cells in enumerate(chart.rows):
            for first, last in ((first, last) for first in early for last in late):
                both = (*cells[first : first + 1], *cells[last : last + 1])
                facts = [cell for cell in both if isinstance(cell, str)]
                times = [time.first for fact in facts if (time := ground.time(fact)) and time.first]
                if len(times) == 2 and times[0] > times[1]:
                    words = chart.columns[first].head[edition]
                    message = f"{ground.name}: under “{words}” stands a figure of a later time than under the other."
                    hint = "Exchange the two cells, or the heads."
                    yield Problem("chart-sides", ground.place("rows", down, first), message, hint, words)


def _turned(ground: ChartGround, chart: DumbbellChart) -> Iterator[Problem]:
    """Pairs of which the fact that came after is written as the one before."""
    for at, pair in enumerate(chart.pairs):
        labels = [" ".join(ground.story.facts[fact].label.values()) for fact in (pair.before, pair.after)]
        sides = [(_side(label, "before"), _side(label, "after")) for label in labels]
        times = [time.first for fact in (pair.before, pair.after) if (time := ground.time(fact)) and time.first]
        if (sides[0] == (False, True) and sides[1][0]) or (len(times) == 2 and times[0] > times[1]):
            message = f"{ground.name}: {pair.before} is not what was before {pair.after}."
            yield Problem("chart-sides", ground.place("pairs", at, "before"), message, "Exchange the two.")


def _side(words: str, side: str) -> bool:
    return pattern(side).search(words) is not None


def told_otherwise(ground: ChartGround, chart: Chart) -> Iterator[Problem]:
    """Words beside figures that give them another direction or another bound: “a fall” of a rise, “at most” of more."""
    facts = list(names_in(chart, "fact"))
    for leaf in leaves(chart):
        above = leaf.keys[:-1]
        if leaf.keys[-1] == "label" and isinstance(leaf.value, Mapping):
            beside = [fact for keys, fact in facts if keys[:-1] == above and keys[-1] not in _OTHERS]
            yield from _misdirected(ground, leaf.keys, leaf.value, beside)
            yield from _misbound(ground, leaf.keys, leaf.value, beside)
    if isinstance(chart, TableChart):
        for across, column in enumerate(chart.columns):
            beside = [cell for cells in chart.rows for cell in cells[across : across + 1] if isinstance(cell, str)]
            yield from _misdirected(ground, ("columns", across, "head"), column.head, beside)
    yield from _misdirected(ground, ("subtitle",), chart.subtitle, drawn_facts(ground.story, chart))


def _misdirected(ground: ChartGround, keys: Keys, text: Text, facts: Sequence[str]) -> Iterator[Problem]:
    """A text that says only a rise, or only a fall, over a figure that has gone the other way."""
    ways = {fact: ground.story.facts[fact].change for fact in facts if fact in ground.story.facts}
    for edition, words in text.items():
        told = [way for way in ("rise", "fall") if pattern(f"a {way}").search(blanked(words, " ").strip())]
        for fact, way in ways.items():
            if len(told) == 1 and way in ("rise", "fall") and way != told[0]:
                message = f"{ground.name}: “{words}” says a {told[0]}, and {fact} is a {way}."
                hint = "Say what all of them are, or mend change: of the fact."
                yield Problem("chart-direction", ground.place(*keys, edition), message, hint, words)
                break


def _misbound(ground: ChartGround, keys: Keys, text: Text, facts: Sequence[str]) -> Iterator[Problem]:
    """A text that bounds the figure beside it otherwise than its qualifier does."""
    story = ground.story
    for edition, words in text.items() if len(facts) == 1 and facts[0] in story.values else ():
        qualifier = story.values[facts[0]].qualifier
        due = story.qualifiers[qualifier].op if qualifier else "="
        said = bounds(ground, edition, words) - {"="}
        if said and due not in said:
            message = f"{ground.name}: “{words}” bounds its figure by {' and '.join(sorted(said))}, which is {due}."
            hint = "Leave that to the figure, which says it itself."
            yield Problem("chart-bound", ground.place(*keys, edition), message, hint, words)
