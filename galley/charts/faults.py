"""What keeps a chart or the hero from being drawn, although it is well formed: found before anything is laid out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from galley.charts.checks import misplaced, unlike
from galley.charts.claims import ENDS, End
from galley.charts.fit import Overlong
from galley.charts.forms import form_of
from galley.charts.model import Chart, references
from galley.dates import Date
from galley.errors import Place, Problem
from galley.guess import closest, one_of
from galley.inputs.mentions import blanked, scan
from galley.inputs.tables import Table
from galley.marks import plain
from galley.model import Text
from galley.numbers.amounts import any_of
from galley.numbers.storyreader import read_all
from galley.series import Point, Series
from galley.story.checks.references import facts_of_hero
from galley.story.load import Story
from galley.story.voice import Voice


@dataclass(frozen=True, slots=True)
class ChartGround:
    """A story and a drawing of it: the Ground that forms ask. `place` is where keys of the drawing are written."""

    story: Story
    name: str
    place: Callable[..., Place]

    @property
    def editions(self) -> tuple[str, ...]:
        return tuple(edition.id for edition in self.story.editions.values() if edition.script is None)

    def number(self, fact: str) -> Decimal | None:
        return self.story.values[fact].number if fact in self.story.values else None

    def quoted(self, fact: str) -> str:
        return self.story.facts[fact].quote or ""

    def measured(self, fact: str, unit: str | None = None) -> float:
        value = self.story.values[fact]
        number = value.number or Decimal(0)
        size = self.story.units[value.unit].size if value.unit else Decimal(1)
        return float(number * size / self.story.units[unit].size if unit else number * size)

    def end(self, fact: str) -> End:
        value = self.story.values[fact]
        if self.story.facts[fact].derived:
            return "derived"
        return ENDS[self.story.qualifiers[value.qualifier].op] if value.qualifier else "exact"

    def date(self, fact: str) -> Date | None:
        return self.story.facts[fact].date

    def measures(self, fact: str) -> tuple[str, str] | None:
        unit = self.story.values[fact].unit if fact in self.story.values else None
        return (unit, self.measured_in(unit)) if unit else None

    def measured_in(self, unit: str) -> str:
        return self.story.units[unit].measures

    def readings(self, fact: str) -> tuple[str, ...]:
        return self.story.facts[fact].readings

    def table(self, name: str) -> Table:
        return self.story.tables[name]

    def series(self, name: str) -> Series:
        return self.story.series[name]

    def points(self, name: str) -> tuple[Point, ...]:
        return tuple(point for point in self.story.points.values() if point.series == name)

    def time(self, fact: str) -> Date | None:
        return self.story.facts[fact].as_of

    def mentioned(self, text: Text) -> Mapping[str, frozenset[str]]:
        return {name: frozenset(one.name for one in scan(words) if one.kind == "fact") for name, words in text.items()}

    def counted(self, text: Text) -> Mapping[str, frozenset[Decimal]]:
        return {name: frozenset(self._numbers(name, words)) for name, words in text.items()}

    def units_in(self, edition: str, words: str) -> set[str]:
        """The units that words name, without a number beside them."""
        vocabulary = self.story.vocabulary
        spelled = vocabulary.lexicon(self.story.editions[edition].lang).units
        long = {word: ids for word, ids in spelled.items() if len(word) > 1}
        found = re.findall(rf"(?<![a-z]){any_of(long)}(?![a-z])", words.lower())
        return {unit for word in found for unit in long.get(word, ()) if unit in self.story.units}

    def _numbers(self, edition: str, words: str) -> Iterator[Decimal]:
        own = [(one.start, one.end, one.name if one.kind == "own" else " ") for one in scan(words)]
        for start, end, said in reversed(own):
            words = words[:start] + said + words[end:]
        for figure in read_all(words, self.story.editions[edition].lang, self.story.vocabulary):
            if isinstance(figure.value, Decimal):
                yield figure.value


def faults(story: Story, chart: Chart) -> Iterator[Problem]:
    """Every problem of the chart that no single edition is to blame for."""
    ground = ground_of(story, chart)
    yield from _unsaid(ground, chart)
    yield from _other_unit(ground, chart)
    yield from _undrawn_signs(ground, chart)
    yield from form_of(chart).faults(ground, chart)


def _unsaid(ground: ChartGround, chart: Chart) -> Iterator[Problem]:
    """Facts that are drawn, and that a reader who does not see them is not told; sources of a table's rows apart."""
    drawn = dict.fromkeys(fact for keys, fact in references(chart) if keys[0] != "facts")
    for edition, said in ground.mentioned(chart.alt or {}).items():
        if unsaid := [fact for fact in drawn if fact not in said]:
            yield Problem(
                "chart-alt-lacks",
                ground.place("alt", edition),
                f"{ground.name}: the alternative text does not say {', '.join(unsaid)}, which the chart draws.",
                f"Say {{{{{unsaid[0]}}}}} there, for readers who do not see the chart.",
            )


def _other_unit(ground: ChartGround, chart: Chart) -> Iterator[Problem]:
    """A subtitle that names another unit of the same measure than the scale has: minutes over hours."""
    unit = ground.story.units.get(getattr(chart, "unit", None) or "")
    if unit is None:
        return
    for edition in ground.editions:
        words = blanked(chart.subtitle.get(edition, ""), " ")
        said = {one for one in ground.units_in(edition, words) if ground.measured_in(one) == unit.measures}
        if said and unit.id not in said and unit.as_.get(edition) not in said:
            message = f"{ground.name}: the subtitle says {' and '.join(sorted(said))}, and the scale is in {unit.id}."
            place = ground.place("subtitle", edition)
            yield Problem("chart-unit-said", place, message, "Say the unit of the scale, or mend unit:.")


def _undrawn_signs(ground: ChartGround, chart: Chart) -> Iterator[Problem]:
    """Lines of the key for signs that the form never draws: readers would look for them."""
    known = sorted(form_of(chart).glyphs)
    for at, entry in enumerate(chart.key):
        if entry.glyph not in known:
            message = f"{ground.name}: the key explains “{entry.glyph}”, which no {chart.form} chart draws."
            hint = closest(entry.glyph, known, one_of(known)) if known else "Take it out: this form explains its signs."
            yield Problem("key-undrawn", ground.place("key", at, "glyph"), message, hint)


def ground_of(story: Story, chart: Chart) -> ChartGround:
    """What a chart's checks, and what its drawing must show, are asked of."""
    return ChartGround(story, chart.id, partial(story.place, "chart", chart.id))


def hero_faults(story: Story) -> Iterator[Problem]:
    """Every problem of the tracks at the head of the feature."""
    hero = story.site.hero
    if hero:
        ground = ground_of_hero(story)
        yield from unlike(ground, facts_of_hero(hero), hero.unit)
        tracks = ((track.fact, ("tracks", n), track.also) for n, track in enumerate(hero.tracks))
        yield from misplaced(ground, tracks)


def ground_of_hero(story: Story) -> ChartGround:
    """What the tracks at the head of the feature, and of its cards, are asked of."""
    return ChartGround(story, "hero", partial(story.place, "site", "", "hero"))


def fault_of_drawing(voice: Voice, chart: Chart, width: int, fault: str) -> Problem:
    """A drawing that does not show its facts, at the chart that it is of."""
    where = f"{chart.id}: drawn in {voice.edition.id} at {width} pixels"
    return untrue_drawing(voice.story.place("chart", chart.id), where, fault, f"galley/charts/forms/{chart.form}.py")


def untrue_drawing(place: Place, where: str, fault: str, by: str) -> Problem:
    """What is drawn `by` a file is not what the facts say."""
    hint = f"Mend how {by} draws: what is drawn is read back and compared with the facts."
    return Problem("drawing-untrue", place, f"{where}, {fault}.", hint)


def too_wide(voice: Voice, chart: Chart, width: int, overlong: Overlong) -> Problem:
    """A label that has no room, at the words to be shortened."""
    story, edition = voice.story, voice.edition
    keys = overlong.label.keys
    try:
        place = story.place("chart", chart.id, *keys, edition.script[0] if edition.script else edition.id)
    except KeyError:
        place = story.place("chart", chart.id, *keys)
    return Problem(
        "label-too-wide",
        place,
        f"{chart.id}: a label needs {overlong.needs} pixels and has {overlong.has}, in {edition.id} at {width} pixels.",
        "Say it in fewer words; a chart never shrinks or cuts its labels.",
        plain(overlong.label.words),
    )
