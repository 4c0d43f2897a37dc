"""A fact: its figure, its sentence, what else is said of it, what has been corrected, and where it is printed."""

from __future__ import annotations

from collections.abc import Iterable

from galley.editions.corrections import corrections_of
from galley.fonts import is_han
from galley.manuscript.views import around, where
from galley.marks import plain
from galley.model import Edition
from galley.pages.hero import head
from galley.pages.kind import Given, Materials, PageKind
from galley.pages.notes import note_of
from galley.pages.occurrences import Occurrence
from galley.pages.tickets import picture, wanted
from galley.story.lines import lines
from galley.story.voice import Voice, voices

WIDEST = 6.3  # em: what a phone has room for in the largest type of the stylesheet


def _given(materials: Materials, voice: Voice, name: str) -> Given:
    story = voice.story
    uses = _first_elsewhere(materials.uses_of(name), voice.edition)
    sections = {other.edition.id: _sections(materials, other, uses) for other in voices(story)}
    shown, about = note_of(voice, name), head(voice)
    bar = next((bar for bar in about.bars if bar.fact == name), None) if about else None
    return {
        "note": shown,
        "long": max(map(_ems, plain(shown.figure).split())) > WIDEST,
        "notes": {other: note_of(voice, other) for other in story.facts[name].readings},
        "uses": uses,
        "section": next(iter(sections[voice.edition.id].values()), None),
        "sections": sections,
        "printed_in": {use.edition: story.editions[use.edition] for use in uses},
        "charts": {use.chart: story.charts[use.chart] for use in uses if use.chart},
        "rows": around(story, name),
        "address": where(story, name),
        "corrections": corrections_of(voice, name),
        "head": about if bar else None,
        "bar": bar,
        "picture": picture(voice, name) if wanted(story) else None,
    }


def _ems(word: str) -> float:
    """About how long a word is in its own size: a Han letter is square, a digit hardly half as wide."""
    return sum(1 if is_han(letter) else 0.56 for letter in word)


def _sections(materials: Materials, voice: Voice, uses: Iterable[Occurrence]) -> dict[str, object]:
    """The sections of an edition in which a fact is printed, in their order."""
    printing = {use.section for use in uses if use.edition == voice.edition.id}
    return {section.id: section.outline for section in materials.sections_of(voice) if section.id in printing}


def _first_elsewhere(uses: Iterable[Occurrence], edition: Edition) -> tuple[Occurrence, ...]:
    """Every use in an edition, and the first in each of the others."""
    here, others = list[Occurrence](), dict[str, Occurrence]()
    for use in uses:
        if use.edition == edition.id:
            here.append(use)
        else:
            others.setdefault(use.edition, use)
    return (*here, *others.values())


KIND = PageKind(
    name="fact",
    place="facts/{}/index.html",
    counted_as="pages of facts",
    given=_given,
    names=lambda materials, voice: [name for name in voice.story.facts if name not in lines(voice.story)],
    about=lambda story, name, fact: name == fact,
    under="ledger",
)
