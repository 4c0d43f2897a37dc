"""The units that a chart's words name without a number beside them, held against those of what it draws.

“Cost, euros” over crowns, 产量，公斤 over tonnes, and “thousands of tonnes” where a tonne is one, hold no figure that
could be read back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import prod
from unicodedata import category

from galley.charts.forms.scatter import ScatterChart
from galley.charts.forms.table import TableChart
from galley.charts.ground import ChartGround, drawn_facts
from galley.charts.model import Chart
from galley.errors import Problem
from galley.inputs.mentions import blanked
from galley.model import Hero, Text
from galley.numbers.amounts import any_of
from galley.numbers.reading.latin import SCALES, SHORT
from galley.numbers.reading.lexicon import Language, language, pattern, shipped_lexicon
from galley.numbers.reading.stock import stock
from galley.story.load import Story
from galley.story.memo import memoised
from galley.walk import Keys, leaves, names_in

_SENTENCES = frozenset({"title", "alt", "note", "source_note"})
"""Words of a chart that may speak of other things than what it measures."""
_STRETCH = re.compile(r"[^,，、;；:：()（）/|·]+")
_SHORT: Mapping[Language, int] = {"en": 3, "zh": 2}
"""Letters that the name of a unit has at least where it is looked for among other words."""

_TOLD_AS_SCALES = {"ten": 10, "lakh": 10**5, "crore": 10**7}
"""English words that multiply a unit, and stand in no number as hundred does."""

Scaled = tuple[str, Fraction]
"""A unit, and how many of it the words count in: thousands of tonnes."""


def other_units(ground: ChartGround, chart: Chart) -> Iterator[Problem]:
    """Words that name another unit of the same kind than the chart is drawn in: minutes over hours."""
    scale, named = getattr(chart, "unit", None), [*names_in(chart, "fact")]
    for key, text in _measuring(chart):
        axis = isinstance(chart, ScatterChart)  # each has facts of its own
        along = {fact for keys, fact in named if axis and keys[-1] == key}
        drawn = {scale} if scale else _units(ground.story, along or drawn_facts(ground.story, chart))
        said = "the scale is" if scale else "what lies along it is" if along else "what it draws is"
        yield from _otherwise(ground, (key,), text, drawn, said, alone=bool(along))
    for leaf in leaves(chart):
        if leaf.keys[-1] == "label" and isinstance(leaf.value, Mapping):
            own = {fact for keys, fact in named if keys[:-1] == leaf.keys[:-1]}
            if len(own) == 1:
                yield from _otherwise(ground, leaf.keys, leaf.value, _units(ground.story, own), "its figure is")
    if not isinstance(chart, TableChart):
        return
    for across, column in enumerate(chart.columns):
        below = [cell for cells in chart.rows for cell in cells[across : across + 1] if isinstance(cell, str)]
        drawn = _units(ground.story, below)
        yield from _otherwise(ground, ("columns", across, "head"), column.head, drawn, "it stands over figures")


def other_units_of_hero(ground: ChartGround, hero: Hero) -> Iterator[Problem]:
    """The same of the words around the tracks at the head of the feature."""
    for leaf in leaves(hero):
        if isinstance(leaf.value, Mapping):
            yield from _otherwise(ground, leaf.keys, leaf.value, {hero.unit}, "the scale is")


def other_units_of_labels(story: Story) -> Iterator[Problem]:
    """Labels of facts that name another unit than their number has: it is printed beside them in every table."""
    for fact in story.facts.values():
        place = partial(story.place, "fact", fact.id)
        ground = ChartGround(story, fact.id, place)
        if not story.points.get(fact.id):
            yield from _otherwise(ground, ("label",), fact.label, _units(story, (fact.id,)), "its number is")


def _units(story: Story, facts: Iterable[str]) -> set[str]:
    values = (story.values.get(fact) for fact in facts)
    return {value.unit for value in values if value and value.unit}


def _otherwise(
    ground: ChartGround, keys: Keys, text: Text, drawn: set[str], words: str, *, alone: bool = False
) -> Iterator[Problem]:
    """Where a text names none of the units `drawn`, and another of their kind, or of any kind if they are `alone`.

    `words` say whose those are.
    """
    story = ground.story
    for edition in ground.editions if drawn else ():
        due = {other for unit in drawn for other in (unit, story.units[unit].as_.get(edition)) if other}
        said = units_in(story, edition, blanked(text.get(edition, ""), " "), due)
        for kind in sorted({_kind(story, unit) for unit in due}):
            alike = {one for one in said if _kind(story, one[0]) == kind} or (said if alone else set())
            if alike and not any(_is_same(story, one, other) for one in alike for other in due):
                told = " and ".join(sorted(f"{unit} × {times}" if times != 1 else unit for unit, times in alike))
                held = " and ".join(sorted(unit for unit in due if _kind(story, unit) == kind))
                message = f"{ground.name}: the {keys[-1]} says {told}, and {words} in {held}."
                hint = "Say the unit of the scale, or mend unit:." if words == "the scale is" else "Say that unit."
                yield Problem("chart-unit-said", ground.place(*keys, edition), message, hint)


def _measuring(chart: Chart) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The key and the text of what says how the chart measures: its subtitle, and the names of its axes."""
    for name in type(chart).model_fields:
        value = getattr(chart, name)
        if isinstance(value, Mapping) and name not in _SENTENCES:
            yield name, value


def units_in(story: Story, edition: str, words: str, due: Collection[str] = ()) -> set[Scaled]:
    """The units that words name: by a name anywhere, or by whatever stands alone between two commas.

    A scale word before a name counts, and so does one alone between commas: of all units there, else of those `due`.
    What is counted for each thousand people is in no thousands of people.
    """
    names = _names(story, edition)
    found = {
        (unit, names.worth(one.groupdict().get("scale")))
        for spelling in names.patterns
        for one in spelling.finditer(words.lower())
        if one[0] not in names.idioms and not pattern("divides").search(words[: one.start()])
        for unit in names.units[one["unit"]]
    }
    multiplied = {unit for unit, times in found if times != 1}
    found -= {(unit, Fraction(1)) for unit in multiplied}  # a name within what multiplies it
    stretches = [stretch.strip() for stretch in _STRETCH.findall(words)]
    found |= {(unit, Fraction(1)) for name in stretches for unit in names.alone.get(name, ())}
    for scale in filter(None, (names.scale.fullmatch(stretch.lower()) for stretch in stretches)):
        of = found or {(unit, Fraction(1)) for unit in due}
        found = {(unit, times * names.worth(scale[0])) for unit, times in of}
    return found


@dataclass(frozen=True, slots=True)
class _Names:
    """What units are called in an edition, and what may be said before them."""

    patterns: tuple[re.Pattern[str], ...]  # where units are looked for among other words, in small letters
    scale: re.Pattern[str]
    alone: Mapping[str, tuple[str, ...]]  # the ids by every name
    units: Mapping[str, tuple[str, ...]]  # the same in small letters
    idioms: frozenset[str]
    sizes: Mapping[str, Decimal | int]
    sized: re.Pattern[str]  # each of them

    def worth(self, scales: str | None) -> Fraction:
        """What scale words come to together: 百万, “hundreds of thousands of”."""
        found = self.sized.findall(scales or "")
        return prod((Fraction(self.sizes[word]) for word in found), start=Fraction(1))


@memoised
def _names(story: Story, edition: str) -> _Names:
    lang = story.editions[edition].lang
    of, own = language(lang), story.vocabulary.lexicon(lang).units
    alone = {name: tuple(unit for unit in ids if unit in story.units) for name, ids in own.items()}
    anywhere = {name.lower() for name in alone if len(name) > 1}
    if of:
        for unit in stock().values():
            for name in unit.names(of):
                alone[name] = (*alone.get(name, ()), unit.id)
            form = unit.forms["zh-Hans" if of == "zh" else "en"]
            name = (form if isinstance(form, str) else form["other"]).lower()
            anywhere |= {name} if len(name) >= _SHORT[of] else set()
    units: dict[str, tuple[str, ...]] = {}
    for name, ids in alone.items():
        units[name.lower()] = (*units.get(name.lower(), ()), *ids)
    system = story.systems[story.editions[edition].numbers]
    long: dict[str, Decimal | int] = {**system.multipliers, **(SCALES | _TOLD_AS_SCALES if of == "en" else {})}
    sizes = {**long, **(SHORT if of == "en" else {})}
    of_scale = re.escape(system.link or "of")
    gap = rf"s?[\s-]+(?:{of_scale}\s+)?" if system.spaced else r"\s?"
    scales = rf"(?<![a-z])(?P<scale>(?:{any_of(long)}{gap})+)"
    short = any_of(name for name in sizes if name.islower())
    signs = any_of(name for name in units if category(name[-1]) == "Sc")
    patterns = (
        rf"(?:{scales})?(?<![a-z])(?P<unit>{any_of(anywhere)})(?![a-z])",
        rf"{scales}(?P<unit>{any_of(units)})(?![a-z])",
        rf"(?P<unit>{signs})\s?(?P<scale>{short})(?![a-z])",
        rf"(?P<unit>{any_of(units)})\s(?P<scale>{short})(?=\s?(?:$|[,)]))",
        rf"(?:^|[,(])\s?(?P<scale>{short})\s(?P<unit>{any_of(anywhere)})(?![a-z])",
    )
    alone_scale = re.compile(rf"(?:\w{{1,3}}\s)?(?:{any_of(long)}s?\s?)+")
    idioms = shipped_lexicon(of).names if of else frozenset[str]()
    return _Names(tuple(map(re.compile, patterns)), alone_scale, alone, units, idioms, sizes, re.compile(any_of(sizes)))


def _kind(story: Story, unit: str) -> str:
    """What the unit measures; all currencies measure money."""
    held = stock().get(unit) or story.units[unit]
    measures = held.measures.partition("/")[0]
    return "money" if re.fullmatch(r"[A-Z]{3}", measures) else measures


def _is_same(story: Story, scaled: Scaled, other: str) -> bool:
    """Whether so many of a unit are another."""
    one, two = (story.units.get(unit) or stock()[unit] for unit in (scaled[0], other))
    return scaled == (other, Fraction(1)) or (one.measures == two.measures and one.size * scaled[1] == two.size)
