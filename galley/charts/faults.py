"""What keeps a chart or the hero, although well formed, from being drawn; and what is told of a drawing that fails."""

from __future__ import annotations

from collections.abc import Iterator

from galley.charts.beside import names_astray, told_otherwise, untimely
from galley.charts.checks import misplaced, unlike
from galley.charts.fit import Overlong
from galley.charts.forms import form_of
from galley.charts.ground import ChartGround, ground_of, ground_of_hero
from galley.charts.model import Chart
from galley.charts.naming import called_alike, exchanged_sides, missaid_signs, mistimed_heads
from galley.charts.told import told_of_all
from galley.charts.unitwords import other_units, other_units_of_hero
from galley.errors import Place, Problem
from galley.guess import closest, one_of
from galley.marks import plain
from galley.story.load import Story
from galley.story.voice import Voice
from galley.walk import names_in


def faults(story: Story, chart: Chart) -> Iterator[Problem]:
    """Every problem of the chart that no single edition is to blame for."""
    ground = ground_of(story, chart)
    yield from _unsaid(ground, chart)
    yield from other_units(ground, chart)
    yield from _undrawn_signs(ground, chart)
    yield from missaid_signs(ground, chart)
    yield from called_alike(ground, chart)
    yield from exchanged_sides(ground, chart)
    yield from mistimed_heads(ground, chart)
    yield from names_astray(ground, chart)
    yield from untimely(ground, chart)
    yield from told_otherwise(ground, chart)
    yield from told_of_all(ground, chart)
    yield from form_of(chart).faults(ground, chart)


def _unsaid(ground: ChartGround, chart: Chart) -> Iterator[Problem]:
    """Facts that are drawn, and that a reader who does not see them is not told; sources of a table's rows apart."""
    drawn = dict.fromkeys(fact for keys, fact in names_in(chart, "fact") if keys[0] != "facts")
    for edition, said in ground.mentioned(chart.alt or {}).items():
        if unsaid := [fact for fact in drawn if fact not in said]:
            yield Problem(
                "chart-alt-lacks",
                ground.place("alt", edition),
                f"{ground.name}: the alternative text does not say {', '.join(unsaid)}, which the chart draws.",
                f"Say {{{{{unsaid[0]}}}}} there, for readers who do not see the chart.",
            )


def _undrawn_signs(ground: ChartGround, chart: Chart) -> Iterator[Problem]:
    """Lines of the key for signs that the form never draws: readers would look for them."""
    known = sorted(form_of(chart).glyphs)
    for at, entry in enumerate(chart.key):
        if entry.glyph not in known:
            message = f"{ground.name}: the key explains “{entry.glyph}”, which no {chart.form} chart draws."
            hint = closest(entry.glyph, known, one_of(known)) if known else "Take it out: this form explains its signs."
            yield Problem("key-undrawn", ground.place("key", at, "glyph"), message, hint)


def hero_faults(story: Story) -> Iterator[Problem]:
    """Every problem of the tracks at the head of the feature."""
    hero = story.site.hero
    if hero:
        ground = ground_of_hero(story)
        yield from unlike(ground, names_in(hero, "fact"), hero.unit)
        tracks = ((track.fact, ("tracks", n), track.also) for n, track in enumerate(hero.tracks))
        yield from misplaced(ground, tracks)
        yield from called_alike(ground, hero)
        yield from other_units_of_hero(ground, hero)
        yield from names_astray(ground, hero)


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
        place = story.place("chart", chart.id, *keys, edition.origin)
    except KeyError:
        place = story.place("chart", chart.id, *keys)
    return Problem(
        "label-too-wide",
        place,
        f"{chart.id}: a label needs {overlong.needs} pixels and has {overlong.has}, in {edition.id} at {width} pixels.",
        "Say it in fewer words; a chart never shrinks or cuts its labels.",
        plain(overlong.label.words),
    )
