"""What was printed once and has been corrected, a figure or a statement, in the words of an edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from galley.dates import Date
from galley.editions.days import date_words
from galley.editions.figures import printed
from galley.editions.quantities import number_words, range_words
from galley.editions.saying import fill, say
from galley.editions.script import in_script
from galley.marks import mark, plain
from galley.model import Fact, Rewording, Superseded
from galley.story.load import Story
from galley.story.memo import memoised
from galley.story.voice import Voice


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction of a fact, or of a statement in a section, marked; `order` tells apart two of one day."""

    fact: str | None
    section: str | None
    label: str
    before: str
    after: str
    reason: str
    changed: Date
    order: int

    @property
    def name(self) -> str:
        """The fact or the section that it is of."""
        return self.fact or self.section or ""


@memoised
def corrections(voice: Voice) -> tuple[Correction, ...]:
    """Every correction of the story, the newest first."""
    made = [
        _correction(voice, fact, order) for fact in voice.story.facts.values() for order in range(len(fact.history))
    ]
    made += [_reworded(voice, old, order) for order, old in enumerate(voice.story.site.corrections)]
    return tuple(sorted(made, key=lambda one: (one.changed.day, one.name, one.order), reverse=True))


def corrections_of(voice: Voice, fact_id: str) -> tuple[Correction, ...]:
    """The corrections of one fact, the newest first."""
    return _by_fact(voice).get(fact_id, ())


@memoised
def _by_fact(voice: Voice) -> Mapping[str, tuple[Correction, ...]]:
    found: dict[str, list[Correction]] = {}
    for one in corrections(voice):
        if one.fact:
            found.setdefault(one.fact, []).append(one)
    return {fact: tuple(made) for fact, made in found.items()}


@memoised
def updated(story: Story) -> Date:
    """When the feature last said something else: on the day that it gives, or on that of its last correction."""
    figures = (old.changed for fact in story.facts.values() for old in fact.history)
    statements = (old.changed for old in story.site.corrections)
    return max([story.site.modified, *figures, *statements], key=lambda when: when.day)


def _correction(voice: Voice, fact: Fact, order: int) -> Correction:
    """What replaced a value is the next one of the history, or the fact as it stands."""
    following = fact.history[order + 1 :]
    return Correction(
        fact.id,
        None,
        say(voice, fact.label),
        _once(voice, fact, fact.history[order]),
        _once(voice, fact, following[0]) if following else printed(voice, fact.id),
        say(voice, fact.history[order].reason),
        fact.history[order].changed,
        order,
    )


def _reworded(voice: Voice, old: Rewording, order: int) -> Correction:
    """A statement that has been mended, under the name of its section."""
    section = next(one for one in voice.story.sections[voice.edition.id] if one.id == old.section)
    return Correction(
        None,
        old.section,
        fill(voice, in_script(voice, section, section.sign or section.title)),
        say(voice, old.said),
        say(voice, old.says),
        say(voice, old.reason),
        old.changed,
        order,
    )


def _once(voice: Voice, fact: Fact, old: Superseded) -> str:
    """A superseded value; a mark of its own, because it is no longer what the fact says."""
    match old:
        case Superseded(words=words) if words is not None:
            said = plain(say(voice, words))
        case Superseded(date=Date() as when):
            said = date_words(voice, when)
        case Superseded(value=Decimal() as value):
            said = number_words(voice, value, old.unit or fact.unit, old.qualifier)
        case Superseded(between=(low, high)):
            said = range_words(voice, (low, high), old.unit or fact.unit)
        case _:
            said = ""
    return mark("own", fact.id, said)
