"""Social cards: the headline, and the tracks at the head of the feature, drawn to scale from their facts."""

from __future__ import annotations

from pathlib import Path

from galley.charts.standalone import LIGHT
from galley.editions.figures import printed
from galley.editions.saying import say
from galley.exports import cardart, outlines
from galley.exports.cardart import Card, Faces, Shape, Track, card_svg
from galley.exports.outlines import painters, picture
from galley.marks import plain
from galley.model import Edition, Hero, HeroTrack
from galley.store import Store, key_of
from galley.story.load import Story


def card(story: Story, edition: Edition) -> Card:
    """What the edition's cards say."""
    hero, site = story.site.hero, story.site
    line = story.strings.get("card")
    return Card(
        lang=edition.lang,
        headline=say(story, edition, site.headline),
        line=say(story, edition, line or site.description),
        brand=say(story, edition, site.title),
        brand_2=_other_name(story, edition),
        start=say(story, edition, hero.start) if hero else "",
        sleepers=hero.sleepers if hero else 0,
        tracks=tuple(_track(story, edition, hero, track) for track in hero.tracks) if hero else (),
    )


def card_words(drawn: Card) -> str:
    """Every word on the card, marked, for its text alternative and for proof."""
    said = [drawn.headline, *(f"{track.figure} {track.label}" for track in drawn.tracks), drawn.line, drawn.brand]
    return " · ".join(said)


def card_png(drawn: Card, faces: Faces, shape: Shape, store: Store) -> bytes:
    """The card as PNG; drawn once for the same words, figures, typefaces and renderer."""
    types = [(part, face.stamp, face.number, face.location) for part, chain in faces.items() for face in chain]
    key = key_of("card", painters(cardart.__file__), LIGHT, drawn, shape, types)
    return store.made(key, lambda: picture(card_svg(drawn, shape, faces)))


def _other_name(story: Story, edition: Edition) -> str:
    """The site's name in the next edition of another language, as a masthead's second line."""
    own = plain(say(story, edition, story.site.title))
    names = (
        plain(say(story, other, story.site.title))
        for other in story.editions.values()
        if other.script is None and other.lang.split("-")[0] != edition.lang.split("-")[0]
    )
    return next((name for name in names if name != own), "")


def _track(story: Story, edition: Edition, hero: Hero, track: HeroTrack) -> Track:
    qualifier = story.values[track.fact].qualifier
    return Track(
        length=float(story.in_unit(track.fact, hero.unit)),
        op=story.qualifiers[qualifier].op if qualifier else "=",
        tone=track.tone,
        figure=printed(story, edition, track.fact),
        label=say(story, edition, track.label),
        diamonds=tuple(float(story.in_unit(reading, hero.unit)) for reading in track.also),
    )


def typefaces(root: Path, lang: str, family: str | None) -> Faces:
    """The typefaces by their part."""
    return {
        "black": (*outlines.serif(root, family, 900), *outlines.sans(lang, 900)),
        "bold": (*outlines.serif(root, family, 600), *outlines.sans(lang, 600)),
        "text": (*outlines.serif(root, None, 400, 16), *outlines.sans(lang, 400)),
        "italic": (*outlines.serif(root, None, 400, 16, italic=True), *outlines.sans(lang, 400)),
    }
