"""A ticket for each fact in each edition: what it says, and its picture, whose name changes with what is in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from math import ceil
from pathlib import Path

from galley.editions.days import date_words
from galley.editions.figures import printed
from galley.editions.quantities import number_words
from galley.editions.saying import say
from galley.editions.script import phrase
from galley.evidence.examine import Evidence
from galley.exports import pixels, ticketart
from galley.exports.addresses import address as absolute
from galley.exports.addresses import fact_path
from galley.exports.cards import typefaces
from galley.exports.outlines import painters, sans, serif
from galley.exports.pixels import Faces
from galley.exports.ticketart import CellKind, Cells, Ticket, TicketMeasure, Tone, ticket_png
from galley.languages import family, is_cjk
from galley.manuscript.paper import PaperCell
from galley.manuscript.views import around, paper, where
from galley.marks import MARK, mark, plain
from galley.model import Op
from galley.pages.notes import Note, note_of
from galley.store import Store, key_of
from galley.story.lines import lines
from galley.story.load import Story
from galley.story.memo import memoised
from galley.story.voice import Voice

CELLS = 20
MOST_BLOCKS = 40
SQUARE = ("zh", "ja")  # languages whose characters take a cell each
_SENTENCE_END = re.compile(r"[。！？]+[”’」』）)]*|[.!?][”’)\"]*(?=\s)")


@dataclass(frozen=True, slots=True)
class TicketPicture:
    """A ticket and where its picture stands in the site."""

    ticket: Ticket
    path: str
    key: str


def wanted(story: Story) -> bool:
    """Whether the story has the words for tickets: one with templates of its own need not show any."""
    return "ticket.title" in story.strings


@memoised
def picture(voice: Voice, fact: str) -> TicketPicture:
    """The ticket of a fact, not yet drawn."""
    ticket = _ticket(voice, note_of(voice, fact))
    chains = _faces(voice.story.root, voice.edition.lang, voice.edition.serif).items()
    types = [(part, face.stamp, face.number, face.location) for part, chain in chains for face in chain]
    key = key_of("ticket", painters(ticketart.__file__), painters(pixels.__file__), ticket, types)
    return TicketPicture(ticket, f"{fact_path(voice, fact)}ticket.{key[:8]}.png", key)


def tickets(voice: Voice, store: Store) -> dict[str, Callable[[], bytes]]:
    """What draws each picture of an edition, by its path: once for the same words, faces and painter."""
    story, edition = voice.story, voice.edition
    faces = _faces(story.root, edition.lang, edition.serif)
    found = (picture(voice, fact) for fact in story.facts if fact not in lines(story))
    return {one.path: partial(store.made, one.key, partial(ticket_png, one.ticket, faces)) for one in found}


@cache
def _faces(root: Path, lang: str, family: str | None) -> Mapping[str, Faces]:
    own = typefaces(root, lang, family)
    latin = sans(lang, 400) if is_cjk(lang) else own["text"]
    return {
        "black": own["black"],
        "bold": own["bold"],
        "heavy": (*serif(root, None, 800), *own["black"]),
        "text": (*latin, *own["text"]),
        "cell": sans(lang, 400),
        "strong": (*serif(root, None, 700, 26), *sans(lang, 700)),
    }


def _ticket(voice: Voice, of: Note) -> Ticket:
    story, edition = voice.story, voice.edition
    hero, site = story.site.hero, story.site
    own = family(edition.lang)
    other = next((one for one in story.editions.values() if family(one.lang) != own), edition)
    ends = (hero.start, hero.end) if hero else (site.title,)
    place = where(story, of.id)
    foreign = of.quotation is not None and family(of.quotation.lang) != own

    rows = tuple(_rows(voice, of))

    def t(key: str, **filled: str) -> str:
        return phrase(voice, key, **filled)

    return Ticket(
        route=tuple(say(voice, one) for one in ends),
        route_2=tuple(say(Voice(story, other), one) for one in ends) if other is not edition else (),
        brand=say(voice, site.title),
        date=mark("date", "published", date_words(voice, site.published)),
        cell=mark("id", "cell", f"№ {place}") if place else t("ticket.none"),
        label=of.label,
        figure=of.figure,
        tone=_tone(story, of),
        op=_op(story, of.id),
        measure=_measure(voice, of.id),
        status=of.status,
        place=_place(voice, of),
        original=t(f"original.{of.quotation.lang.split('-')[0]}") if of.quotation and foreign else "",
        rows=rows,
        quote=of.quotation.words if of.quotation and not rows else "",
        made="".join(printed(voice, step.fact) if step.fact else step.signs for step in of.working),
        rendering=of.rendering,
        status_words=(t(f"status.{of.status}"), t(f"status.{of.status}.says") + of.thin),
        caveats=tuple(_sentences(of.inferred + of.caveat)),
        stub=tuple(_stub(voice, of)),
        address=mark("id", "address", absolute(site, fact_path(voice, of.id)).removeprefix("https://")),
    )


def _tone(story: Story, of: Note) -> Tone:
    if of.status == "derived":
        return "plain"
    tracks = story.site.hero.tracks if story.site.hero else ()
    tones: dict[str, Tone] = {name: track.tone for track in tracks for name in (track.fact, *track.also)}
    return tones.get(of.id, "before" if of.as_of.startswith("..") else "after")


def _op(story: Story, fact: str) -> Op | None:
    value = story.values[fact]
    if value.number is None or story.facts[fact].date is not None or story.facts[fact].words is not None:
        return None
    qualifier = story.qualifiers[value.qualifier] if value.qualifier else None
    if qualifier and (qualifier.ordinal or qualifier.op == "±"):
        return None  # a place in an order and a margin are no lengths
    return qualifier.op if qualifier else "="


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a marked text; a full stop in a figure ends none."""
    start = 0
    for end in (found.end() for found in _SENTENCE_END.finditer(MARK.sub(lambda found: "0" * len(found[0]), text))):
        yield text[start:end]
        start = end
    if text[start:].strip():
        yield text[start:]


def _place(voice: Voice, of: Note) -> str:
    place = where(voice.story, of.id)
    if place:
        return phrase(voice, "ticket.sheet", n=mark("id", "sheet", str(place.sheet)))
    return phrase(voice, "ticket.cited" if of.quotation else "evidence.made")


def _measure(voice: Voice, fact: str) -> TicketMeasure | None:
    """The length of a figure on the scale of the head of the feature, or a share of the whole, or blocks to count."""
    story = voice.story
    hero, value = story.site.hero, story.values[fact]
    unit = story.units[value.unit] if value.unit else None
    if unit is None or value.number is None:
        return None
    if hero and unit.measures == story.units[hero.unit].measures:
        longest = ceil(max(story.in_unit(track.fact, hero.unit) for track in hero.tracks))
        length = story.in_unit(fact, hero.unit)
        if length <= longest:
            labels = tuple(mark("scale", "scale", str(n)) for n in range(longest + 1))
            return TicketMeasure(float(length), longest, notches=hero.notches, labels=labels)
    if unit.measures == "ratio" and 0 < story.in_unit(fact) <= 1:
        return TicketMeasure(float(story.in_unit(fact)), 1)
    if unit.id == unit.measures and not unit.group and value.number > 1:
        return _blocks(voice, value.number, unit.id)
    return None


def _blocks(voice: Voice, number: Decimal, unit: str) -> TicketMeasure:
    """Blocks of one, or of the round number that makes at most forty of them; what a block is, is said."""
    steps = (Decimal(digit) * 10**power for power in range(12) for digit in (1, 2, 5))
    step = next(step for step in steps if number / step <= MOST_BLOCKS)
    words = mark("scale", "scale", number_words(voice, step, unit, None))
    return TicketMeasure(1, 1, blocks=float(number / step), labels=(phrase(voice, "ticket.block", n=words),))


def _rows(voice: Voice, of: Note) -> Iterator[tuple[str, Cells]]:
    """The rows of the sheet on which the quotation stands; a quotation that is not stored, in cells without numbers."""
    story = voice.story
    most = 4 if family(voice.edition.lang) == "zh" else 3
    place = where(story, of.id)
    if place and of.source:
        found, numbers = story.evidence[of.id], [number for number, _ in around(story, of.id)]
        sheet = paper(story, of.source.id).sheets[place.sheet - 1]
        rows = [(number, tuple(_cell(cell, found) for cell in sheet.rows[number - 1])) for number in numbers]
        first = next((at for at, (_, row) in enumerate(rows) if any(kind == "figure" for _, kind in row)), 0)
        start = max(0, min(first - 1, len(rows) - most))
        for number, row in rows[start : start + most]:
            yield mark("id", "row", f"{number:02}"), row
    elif of.quotation and family(of.quotation.lang) in SQUARE:
        yield from _unstored(of, most)


def _cell(cell: PaperCell | None, found: Evidence) -> tuple[str, CellKind]:
    if cell is None or not cell.printed:
        return "", ""
    figure = found.figure or found.quote
    if figure.start <= cell.at < figure.end:
        return cell.character, "figure"
    return cell.character, "quoted" if found.quote.start <= cell.at < found.quote.end else ""


def _unstored(of: Note, most: int) -> Iterator[tuple[str, Cells]]:
    words = plain(of.quotation.words) if of.quotation else ""
    figure = plain(of.figure).replace(" ", "")
    at = words.find(figure)
    cells: list[tuple[str, CellKind]] = [
        (one, "figure" if 0 <= at <= place < at + len(figure) else "quoted") for place, one in enumerate(words)
    ]
    for start in range(0, min(len(cells), CELLS * most), CELLS):
        yield "", tuple(cells[start : start + CELLS])


def _stub(voice: Voice, of: Note) -> Iterator[tuple[str, tuple[str, ...]]]:
    def t(key: str, **filled: str) -> str:
        return phrase(voice, key, **filled)

    place = where(voice.story, of.id)
    if place:
        numbers = {"sheet": place.sheet, "row": place.row, "cell": place.cell}
        marked = {name: mark("id", name, str(number)) for name, number in numbers.items()}
        yield t("ticket.address"), (t("ticket.cell", **marked),)
    if of.source:
        title = t("source.titled", title=mark("quote", of.source.id, say(voice, of.source.title)))
        publisher = mark("quote", of.source.id, say(voice, of.source.publisher))
        yield t("evidence.source"), (title + t("list.comma") + publisher, title, publisher)
    if of.as_of:
        yield t("evidence.as-of"), (of.as_of,)
    if not (place or of.source or of.as_of):
        yield t("evidence.status"), (t(f"status.{of.status}"),)
