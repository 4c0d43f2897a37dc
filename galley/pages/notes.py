"""A note is the evidence of a fact as an edition shows it: figure, sentence, source, and how far to believe it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from galley.editions.corrections import Correction, corrections_of
from galley.editions.days import date_words
from galley.editions.figures import printed
from galley.editions.saying import reserve, say
from galley.editions.script import phrase
from galley.evidence.derivations import Step, working
from galley.evidence.examine import TextSpan
from galley.manuscript.paper import excerpt, one_line
from galley.manuscript.views import credit
from galley.marks import mark, marked, plain
from galley.model import Fact, Source, Status
from galley.pages.occurrences import facts_of
from galley.story.load import Story
from galley.story.memo import memoised
from galley.story.voice import Voice
from galley.walk import reached


@dataclass(frozen=True, slots=True)
class Quotation:
    """Marked words of a source, and what of their sentence stands before and after them."""

    before: str
    words: str
    after: str
    lang: str
    lead: str = ""  # the words again, parted around the figure in them
    figure: str = ""
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A fact in which somebody else says otherwise; a derived one has no source."""

    id: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Note:
    """All that is said at a printed figure; marked, in the words of one edition."""

    id: str
    figure: str
    label: str
    status: Status
    quotation: Quotation | None
    rendering: str  # our translation of the quotation, where the edition has another language
    source: Source | None
    at: str
    as_of: str
    inferred: str
    thin: str  # that little stands behind it
    caveat: str
    readings: tuple[Reading, ...]
    operands: tuple[str, ...]  # facts that a derived one is made of
    working: tuple[Step, ...]  # how it is made of them
    table: str  # whose rows it counts
    corrections: tuple[Correction, ...]  # what was printed once and is no longer right, the newest first


@memoised
def note_of(voice: Voice, fact_id: str) -> Note:
    """The evidence of a fact."""
    story = voice.story
    fact = story.facts[fact_id]
    return Note(
        id=fact_id,
        figure=printed(voice, fact_id),
        label=say(voice, fact.label),
        status=story.status(fact_id),
        quotation=_quotation(story, fact),
        rendering=_rendering(voice, fact),
        source=_source(story, fact_id),
        at=mark("id", fact_id, fact.at) if fact.at else mark("quote", fact_id, fact.cell.address) if fact.cell else "",
        as_of=mark("date", fact_id, date_words(voice, fact.as_of)) if fact.as_of else "",
        inferred=say(voice, fact.inferred) if fact.inferred else "",
        thin=phrase(voice, f"thin.{thin}") if (thin := story.thin(fact_id)) else "",
        caveat=reserve(voice, fact),
        readings=tuple(Reading(name, _source(story, name)) for name in fact.readings),
        operands=fact.parts,
        working=tuple(working(fact)),
        table=fact.rows or "",
        corrections=corrections_of(voice, fact_id),
    )


def _source(story: Story, fact_id: str) -> Source | None:
    source = story.facts[fact_id].source
    return credit(story, source) if source else None


def noted(voice: Voice, facts: Iterable[str]) -> Iterator[str]:
    """`facts` in their order, and each that their evidence prints in turn."""

    def printed_in(fact: str) -> Iterator[str]:
        made = note_of(voice, fact)
        yield from (*facts_of(made.caveat), *(one.id for one in made.readings), *made.operands)

    return reached(facts, printed_in)


def _quotation(story: Story, fact: Fact) -> Quotation | None:
    quote = fact.quote or fact.figure or (fact.cell and fact.cell.row)
    if not fact.source or not quote:
        return None
    lang, found = story.sources[fact.source].lang, story.evidence.get(fact.id)
    if found is None:
        words = _quoted(fact, quote)
        return Quotation("", words, "", lang, lead=words)
    text = story.texts[fact.source]
    around = excerpt(text, found.quote)
    start, end = found.quote.start, found.quote.end
    inside = found.figure or TextSpan(end, end)
    parted = (text[start : inside.start], text[inside.start : inside.end], text[inside.end : end])
    shown = (around.before, around.quote, around.after, *map(one_line, parted))
    before, words, after, lead, figure, tail = (_quoted(fact, part) for part in shown)
    return Quotation(before, words, after, lang, lead, figure, tail)


def _quoted(fact: Fact, words: str) -> str:
    return mark("quote", fact.id, words) if words else ""


def _rendering(voice: Voice, fact: Fact) -> str:
    edition = voice.edition
    if not fact.rendering or not fact.source or voice.story.sources[fact.source].lang == edition.lang:
        return ""
    if not edition.author_of(fact.rendering):
        return ""
    said = say(voice, fact.rendering)
    claim = plain(say(voice, fact.words)) if fact.words else ""
    return said.replace(claim, mark("quote", fact.id, claim), 1) if claim and not [*marked(said)] else said
