"""Social cards: the headline, and the tracks at the head of the feature, drawn to scale from their facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from galley.charts.claims import Beside, Claim, OneRuler, Order, Span, Strokes, untrue
from galley.charts.faults import untrue_drawing
from galley.charts.ground import ChartGround, ground_of_hero
from galley.charts.readback import read_back
from galley.charts.standalone import LIGHT
from galley.charts.voice import end_of
from galley.editions.figures import printed
from galley.editions.saying import say
from galley.errors import Place, StoryError
from galley.exports import cardart, outlines
from galley.exports.cardart import CardTrack, Faces, Shape, ShareCard, card_svg
from galley.exports.outlines import painters, picture
from galley.languages import family
from galley.marks import plain
from galley.model import Hero, HeroTrack
from galley.store import Store, key_of
from galley.story.load import Story
from galley.story.voice import Voice, voices


def card(voice: Voice) -> ShareCard:
    """What the edition's cards say."""
    story = voice.story
    hero, site = story.site.hero, story.site
    line = story.strings.get("card")
    return ShareCard(
        lang=voice.edition.lang,
        headline=say(voice, site.headline),
        line=say(voice, line or site.description),
        brand=say(voice, site.title),
        brand_2=_other_name(voice),
        start=say(voice, hero.start) if hero else "",
        notches=hero.notches if hero else 0,
        tracks=tuple(_track(voice, hero, track) for track in hero.tracks) if hero else (),
    )


def card_words(drawn: ShareCard) -> str:
    """Every word on the card, marked, for its text alternative and for proof."""
    said = [drawn.headline, *(f"{track.figure} {track.label}" for track in drawn.tracks), drawn.line, drawn.brand]
    return " · ".join(said)


def card_png(drawn: ShareCard, faces: Faces, shape: Shape, store: Store, proof: CardProof | None = None) -> bytes:
    """The card as PNG; drawn once for the same words, figures, typefaces and renderer.

    Raises StoryError where its tracks are not what `proof` has them claim.
    """
    types = [(part, face.stamp, face.number, face.location) for part, chain in faces.items() for face in chain]
    key = key_of("card", painters(cardart.__file__), LIGHT, drawn, shape, types, proof)

    def made() -> bytes:
        svg = card_svg(drawn, shape, faces)
        if proof:
            proof.hold(svg, shape)
        return picture(svg)

    return store.made(key, made)


@dataclass(frozen=True, slots=True)
class CardProof:
    """What the tracks of a card claim, and where the head is written that they are of."""

    claims: tuple[Claim, ...]
    place: Place

    def hold(self, svg: str, shape: Shape) -> None:
        """Raises StoryError where the drawing does not bear the claims out."""
        if found := untrue(read_back(svg), self.claims):
            raise StoryError(untrue_drawing(self.place, f"card-{shape}.png", fault, DRAWN_BY) for fault in found)


DRAWN_BY = "galley/exports/cardart.py"


def card_proof(story: Story) -> CardProof | None:
    """What the cards of the story must show; None where they draw no tracks."""
    hero, ground = story.site.hero, ground_of_hero(story)
    return CardProof(tuple(_claims(hero, ground)), ground.place()) if hero else None


def _claims(hero: Hero, ground: ChartGround) -> Iterator[Claim]:
    """Tracks from nought and readings lie on one ruler downwards; a reading stands on its own track."""
    bars = tuple(f"bar {track.fact}" for track in hero.tracks)
    lengths = (Span(f"bar {t.fact}", 0, ground.measured(t.fact, hero.unit), ground.end(t.fact)) for t in hero.tracks)
    readings = [(fact, track) for track in hero.tracks for fact in track.also]
    at = {fact: ground.measured(fact, hero.unit) for fact, _ in readings}
    points = (Span(f"reading {fact}", number, number) for fact, number in at.items())
    yield OneRuler("down", (*lengths, *points), ("stop", "veil", "onward", "back", "dash"))
    yield Order(bars, "right")
    yield Strokes(bars, (2,))
    yield from (Beside(f"reading {fact}", f"bar {track.fact}", bars) for fact, track in readings)


def _other_name(voice: Voice) -> str:
    """The site's name in the next edition of another language, as a masthead's second line."""
    story = voice.story
    own = plain(say(voice, story.site.title))
    names = (
        plain(say(other, story.site.title))
        for other in voices(story)
        if other.edition.script is None and family(other.edition.lang) != family(voice.edition.lang)
    )
    return next((name for name in names if name != own), "")


def _track(voice: Voice, hero: Hero, track: HeroTrack) -> CardTrack:
    story = voice.story
    return CardTrack(
        fact=track.fact,
        length=float(story.in_unit(track.fact, hero.unit)),
        end=end_of(story, track.fact),
        tone=track.tone,
        figure=printed(voice, track.fact),
        label=say(voice, track.label),
        diamonds=tuple((reading, float(story.in_unit(reading, hero.unit))) for reading in track.also),
    )


def typefaces(root: Path, lang: str, family: str | None) -> Faces:
    """The typefaces by their part."""
    return {
        "black": (*outlines.serif(root, family, 900), *outlines.sans(lang, 900)),
        "bold": (*outlines.serif(root, family, 600), *outlines.sans(lang, 600)),
        "text": (*outlines.serif(root, None, 400, 16), *outlines.sans(lang, 400)),
        "italic": (*outlines.serif(root, None, 400, 16, italic=True), *outlines.sans(lang, 400)),
    }
