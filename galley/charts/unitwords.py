"""The units that a chart's words name without a number beside them, held against those of what it draws.

“Cost, euros” over crowns, and 产量，公斤 over tonnes, hold no figure that could be read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from galley.charts.ground import ChartGround, drawn_facts
from galley.charts.model import Chart
from galley.errors import Problem
from galley.inputs.mentions import blanked
from galley.numbers.amounts import any_of
from galley.numbers.reading.lexicon import Language, language
from galley.numbers.reading.stock import stock
from galley.story.load import Story
from galley.story.memo import memoised

Names = Mapping[str, tuple[str, ...]]
"""What units are called, and the ids of those that are called so."""

_SENTENCES = frozenset({"title", "alt", "note", "source_note"})
"""Words of a chart that may speak of other things than what it measures."""
_STRETCH = re.compile(r"[^,，、;；:：()（）/|]+")
_SHORT: Mapping[Language, int] = {"en": 3, "zh": 2}
"""Letters that the name of a unit has at least where it is looked for among other words."""


def other_units(ground: ChartGround, chart: Chart) -> Iterator[Problem]:
    """Words that name another unit of the same kind than the chart is drawn in: minutes over hours."""
    story, scale = ground.story, getattr(chart, "unit", None)
    values = (story.values.get(fact) for fact in drawn_facts(story, chart))
    drawn = {scale} if scale else {value.unit for value in values if value and value.unit}
    for key, text in _measuring(chart):
        for edition in ground.editions:
            due = {other for unit in drawn for other in (unit, story.units[unit].as_.get(edition)) if other}
            said = units_in(story, edition, blanked(text.get(edition, ""), " "))
            for kind in sorted({_kind(story, unit) for unit in due}):
                alike = {unit for unit in said if _kind(story, unit) == kind}
                if alike and not any(_is_same(story, unit, other) for unit in alike for other in due):
                    told = " and ".join(sorted(alike))
                    held = " and ".join(sorted(unit for unit in due if _kind(story, unit) == kind))
                    words = "the scale is in" if scale else "what it draws is in"
                    message = f"{ground.name}: the {key} says {told}, and {words} {held}."
                    hint = "Say the unit of the scale, or mend unit:." if scale else "Say that unit."
                    yield Problem("chart-unit-said", ground.place(key, edition), message, hint)


def _measuring(chart: Chart) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The key and the text of what says how the chart measures: its subtitle, and the names of its axes."""
    for name in type(chart).model_fields:
        value = getattr(chart, name)
        if isinstance(value, Mapping) and name not in _SENTENCES:
            yield name, value


def units_in(story: Story, edition: str, words: str) -> set[str]:
    """The units that words name: by a name anywhere, or by whatever stands alone between two commas."""
    looked_for, anywhere, alone = _names(story, edition)
    stretches = (stretch.strip() for stretch in _STRETCH.findall(words))
    ids = [anywhere[name] for name in looked_for.findall(words.lower())]
    ids += [alone[name] for name in stretches if name in alone]
    return {unit for names in ids for unit in names}


@memoised
def _names(story: Story, edition: str) -> tuple[re.Pattern[str], Names, Names]:
    """What units are called in an edition: names that are looked for anywhere, in small letters; and all of them."""
    lang = story.editions[edition].lang
    of, own = language(lang), story.vocabulary.lexicon(lang).units
    alone = {name: tuple(unit for unit in ids if unit in story.units) for name, ids in own.items()}
    anywhere = {name.lower(): ids for name, ids in alone.items() if len(name) > 1}
    for unit, spoken in ((unit, of) for unit in stock().values() if of):
        for name in unit.names(spoken):
            alone[name] = (*alone.get(name, ()), unit.id)
        form = unit.forms["zh-Hans" if spoken == "zh" else "en"]
        name = (form if isinstance(form, str) else form["other"]).lower()
        if len(name) >= _SHORT[spoken]:
            anywhere[name] = (*anywhere.get(name, ()), unit.id)
    return re.compile(rf"(?<![a-z]){any_of(anywhere)}(?![a-z])"), anywhere, alone


def _kind(story: Story, unit: str) -> str:
    """What the unit measures; all currencies measure money."""
    held = stock().get(unit) or story.units[unit]
    measures = held.measures.partition("/")[0]
    return "money" if re.fullmatch(r"[A-Z]{3}", measures) else measures


def _is_same(story: Story, one: str, other: str) -> bool:
    """Whether two units are one under two ids."""
    units = [story.units.get(unit) or stock()[unit] for unit in (one, other)]
    return one == other or (units[0].measures == units[1].measures and units[0].size == units[1].size)
