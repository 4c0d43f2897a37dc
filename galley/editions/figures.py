"""Facts as an edition prints them: qualifier, number and unit, or a date, or words, marked with the fact's id."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from galley.editions.days import date_words, sayable
from galley.editions.quantities import number_words, range_words
from galley.editions.script import phrase, worded
from galley.errors import Place, Problem, StoryError
from galley.evidence.examine import cover
from galley.marks import mark
from galley.model import COMPANIONS, Fact
from galley.story.load import Story
from galley.story.memo import memoised
from galley.story.voice import Voice

RANGE_VARIANTS = frozenset({"count", "cap"})
FIGURE_VARIANTS = frozenset({"count", "number", "words", "attributive", "cap"})
DATE_VARIANTS = frozenset({"year", "day", "cap"})
TIME_VARIANTS = frozenset({"as_of", "year", "day"})
CLAIM_VARIANTS = frozenset({"cap"})
VARIANT_RULES = frozenset(
    {"variant-unfit", "number-qualified", "date-imprecise", "number-unspelled", "time-missing", "companion-missing"}
)
"""Rules that a mention breaks by a variant that its fact cannot be printed in: the mention is what an editor mends."""


@memoised
def printed(voice: Voice, fact_id: str, variants: tuple[str, ...] = ()) -> str:
    """The fact's marked words. Raises StoryError where the edition, or the variant, has none."""
    fact = voice.story.facts[fact_id]
    if "as_of" in variants:
        return mark("date", fact_id, _time_words(voice, fact, variants))
    if with_it := [key for key in COMPANIONS if key in variants]:
        return _accompanied(voice, fact, with_it[0], tuple(one for one in variants if one != with_it[0]))
    _refuse(voice.story, fact, variants)
    words = _fact_words(voice, fact, variants)
    return mark("fact", fact_id, words[:1].upper() + words[1:] if "cap" in variants else words)


def in_full(voice: Voice, fact_id: str) -> str:
    """The fact's marked words with the other that it names, if it does: third of 14 cities."""
    named = [key for key in COMPANIONS if getattr(voice.story.facts[fact_id], key) is not None]
    return printed(voice, fact_id, tuple(named[:1]))


def _accompanied(voice: Voice, fact: Fact, key: str, variants: tuple[str, ...]) -> str:
    """The fact's words and those of the other that it names, each with a mark of its own: 52% ± 3 points."""
    other = getattr(fact, key)
    if other is None:
        message = f"{fact.id}: it names no {key}."
        hint = f"Write {key}: and a fact with {fact.id}, or take the word out."
        raise StoryError([Problem("companion-missing", voice.story.place("fact", fact.id), message, hint)])
    words, beside = printed(voice, fact.id, variants), printed(voice, other)
    return phrase(voice, f"figure.{key}", figure=words, other=beside)


def amount(story: Story, fact_id: str, unit: str | None) -> Fraction:
    """How large a fact is: in `unit`, or in the base unit of what it measures; a date in years, from its first day."""
    when = story.facts[fact_id].date
    if when is None or when.first is None:
        return story.in_unit(fact_id, unit)
    return when.first.year + Fraction(when.first.timetuple().tm_yday - 1, 366)


def counted(voice: Voice, n: int, name: str) -> str:
    """A count of the engine's own, marked with its name."""
    return mark("count", name, number_words(voice, Decimal(n), None, None))


def count_of(story: Story, name: str) -> int:
    """What the engine counts under `name`: count.facts, count.checked, count.figures, …"""
    what = name.removeprefix("count.")
    match what:
        case "facts":
            return len(story.facts)
        case "sources":
            return len(story.sources)
        case "charts":
            return len(story.shown)
        case "characters":
            return sum(len("".join(story.texts[source].split())) for source in _whole(story))
        case "figures":
            return sum(found.kind != "term" for source in _whole(story) for found in cover(source, story))
        case "excerpted":
            found = (story.evidence[fact].source for fact in story.evidence if story.status(fact) == "checked")
            return sum(story.sources[source].excerpt for source in found)
        case _:
            return sum(story.status(fact) == what for fact in story.facts)


def _whole(story: Story) -> Iterator[str]:
    """The sources whose text is stored whole."""
    return (source for source in story.texts if not story.sources[source].excerpt)


def _time_words(voice: Voice, fact: Fact, variants: Collection[str]) -> str:
    """What time the figure is of: whole, or its year or day."""
    parts = [one for one in variants if one != "as_of"]
    place = voice.story.place("fact", fact.id)
    problems = [_unfit(place, fact.id, "time", part, TIME_VARIANTS) for part in parts if part not in TIME_VARIANTS]
    if fact.as_of is None:
        problems.append(_timeless(place, fact.id))
    elif not problems:
        problems += [_imprecise(place, fact.id, part) for part in parts if not sayable(fact.as_of, part)]
    if problems or fact.as_of is None:
        raise StoryError(problems)
    return date_words(voice, fact.as_of, parts)


def _fact_words(voice: Voice, fact: Fact, variants: Collection[str]) -> str:
    if fact.words is not None:
        return worded(voice, fact.words)
    if fact.date is not None:
        return date_words(voice, fact.date, variants, inferred=fact.inferred is not None)
    value = voice.story.values[fact.id]
    if value.between is not None:
        return range_words(voice, value.between, value.unit, variants)
    if value.number is None:
        raise ValueError(f"{fact.id} has neither words nor a date nor a number")
    return number_words(voice, value.number, value.unit, value.qualifier, variants)


_ALLOWED: Mapping[str, tuple[str, Collection[str]]] = {
    **{"words": ("claim", CLAIM_VARIANTS), "between": ("range", RANGE_VARIANTS), "date": ("date", DATE_VARIANTS)},
}
"""By what a fact states, other than a number: what that is called, and the variants that it may be printed in."""


def _refuse(story: Story, fact: Fact, variants: Collection[str]) -> None:
    """Raises StoryError for a variant that would say something else than the fact, or nothing."""
    kind, allowed = _ALLOWED.get(fact.content, ("number", FIGURE_VARIANTS))
    place = story.place("fact", fact.id)
    problems = [_unfit(place, fact.id, kind, variant, allowed) for variant in variants if variant not in allowed]
    if fact.date is not None:
        unknown = [part for part in ("year", "day") if part in variants and not sayable(fact.date, part)]
        problems += [_imprecise(place, fact.id, part) for part in unknown]
    elif kind == "number" and "number" in variants:
        qualifier = story.values[fact.id].qualifier
        if qualifier is not None and story.qualifiers[qualifier].op != "=":
            problems.append(_qualified(place, fact.id, qualifier))
    if problems:
        raise StoryError(problems)


def _unfit(place: Place, name: str, kind: str, variant: str, allowed: Collection[str]) -> Problem:
    return Problem(
        "variant-unfit",
        place,
        f"{name}: a {kind} cannot be printed as “{variant}”.",
        f"Write {{{{{name}}}}}, or with one of: {', '.join(sorted(allowed))}.",
    )


def _timeless(place: Place, name: str) -> Problem:
    return Problem(
        "time-missing",
        place,
        f"{name}: it does not say what time it is of.",
        "Write as_of: and the time with the fact, or take the words out.",
    )


def _imprecise(place: Place, name: str, variant: str) -> Problem:
    return Problem(
        "date-imprecise",
        place,
        f"{name}: the date is not known to the {variant}.",
        f"Write {{{{{name}}}}}, which prints as much as is known.",
    )


def _qualified(place: Place, name: str, qualifier: str) -> Problem:
    return Problem(
        "number-qualified",
        place,
        f"{name}: the bare number would be wrong, since the fact says “{qualifier}”.",
        f"Write {{{{{name}|count}}}}, which keeps the qualifier.",
    )
