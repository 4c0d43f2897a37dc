"""The square card of a story that rests on a stored text: each character in the ink of what evidence makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from galley.charts.standalone import LIGHT
from galley.editions.figures import counted
from galley.editions.saying import say
from galley.editions.script import phrase
from galley.exports.cardart import Faces
from galley.exports.outlines import line_path, line_width, lines_of, painters, picture, scaled
from galley.manuscript.paper import INKS, Ink
from galley.manuscript.views import first_stored, xray
from galley.marks import plain
from galley.store import Store, key_of
from galley.story.voice import Voice

SIDE, EDGE, TITLE = 1200, 64, 92
SHEET = 120, 158  # what a miniature is drawn on
ROOM = 858  # px for the sheets; the key stands beside them
STROKES: Mapping[Ink, tuple[str, float]] = {
    "figure": (LIGHT["after"], 6), "quoted": ("#9CC1C3", 6), "name": (LIGHT["mute"], 6), "unused": ("#C9C1AF", 2.2),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetCard:
    """All that the card says and draws; its words are marked."""

    brand: str
    title: str
    key: tuple[tuple[Ink, str, str], ...]  # an ink, what it is, and how many characters have it
    sheets: tuple[tuple[str, Mapping[Ink, str]], ...]  # of each its lines, and the runs of cells by ink


def sheet_card(voice: Voice) -> SheetCard | None:
    """The card of an edition; none where no source is stored, or the story has no words for it."""
    story = voice.story
    source = first_stored(story)
    if source is None or "xray.title" not in story.strings:
        return None
    seen = xray(story, source)

    def count(n: int, ink: str) -> str:
        return counted(voice, n, f"ink.{ink}")

    filled = {"n": count(seen.characters, "all"), "figures": count(seen.inks["figure"], "figure")}
    return SheetCard(
        say(voice, story.site.title),
        phrase(voice, "xray.title", **filled),
        tuple((ink, phrase(voice, f"xray.{ink}"), count(seen.inks[ink], ink)) for ink in INKS),
        tuple((leaf.blank, leaf.miniature) for leaf in seen.leaves),
    )


def sheet_card_png(card: SheetCard, faces: Faces, store: Store) -> bytes:
    """The card as PNG; drawn once for the same text, evidence, words and typefaces."""
    types = [(part, face.stamp, face.number, face.location) for part, chain in faces.items() for face in chain]
    key = key_of("sheet-card", painters(__file__), card, types)
    return store.made(key, lambda: picture(sheet_card_svg(card, faces)))


def sheet_card_svg(card: SheetCard, faces: Faces) -> str:
    """The card as SVG without any text element: every letter is an outline."""
    room = SIDE - 2 * EDGE
    clauses = lines_of(card.title, TITLE, faces["black"], room, clauses=True)
    whole = all(line_width(line, TITLE, faces["black"]) <= room for line in clauses)
    lines = clauses if whole else lines_of(card.title, TITLE, faces["black"], room)
    parts = [_words(plain(card.brand), 30, faces, "black", EDGE, 98)]
    parts += [_words(line, TITLE, faces, "black", EDGE, 205 + 110 * at) for at, line in enumerate(lines)]
    top = 205 + 110 * (len(lines) - 1) + 90
    size = f'width="{SIDE}" height="{SIDE}" viewBox="0 0 {SIDE} {SIDE}"'
    paper = f'<path fill="{LIGHT["paper"]}" d="M0 0H{SIDE}V{SIDE}H0z"/>'
    drawn = "".join([*parts, *_sheets(card, top), *_key(card, faces)])
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{paper}{drawn}</svg>'


def _sheets(card: SheetCard, top: float) -> Iterator[str]:
    """As large as all of them fit."""
    across, size = max(((n, _size(n, len(card.sheets), top)) for n in range(3, 13)), key=lambda fit: fit[1])
    for at, (blank, miniature) in enumerate(card.sheets):
        x, y = EDGE + at % across * (SHEET[0] * size + 26), top + at // across * (SHEET[1] * size + 30)
        place = f'transform="translate({x:.1f} {y:.1f}) scale({size:.4f})"'
        yield f'<g fill="none" stroke-width="6" stroke-dasharray="5.1 .9" {place}>'
        yield f'<path stroke="#F3EEE3" d="{blank}"/>'
        for ink in reversed(INKS):
            colour, width = STROKES[ink]
            yield f'<path stroke="{colour}" stroke-width="{width}" d="{miniature[ink]}"/>'
        hollow = f'stroke="{LIGHT["paper"]}" stroke-width="4" stroke-dasharray="0 1 3.1 1.9"'
        yield f'<path {hollow} d="{miniature["name"]}"/></g>'


def _size(across: int, sheets: int, top: float) -> float:
    """How large sheets are that stand so many in a row."""
    rows = ceil(sheets / across)
    wide, high = (ROOM - 26 * (across - 1)) / across, (SIDE - EDGE - top - 30 * (rows - 1)) / rows
    return min(wide / SHEET[0], high / SHEET[1])


def _key(card: SheetCard, faces: Faces) -> Iterator[str]:
    x, y = EDGE + ROOM + 24, SIDE - EDGE - 4 * 116 + 40
    for ink, words, number in card.key:
        colour, thick = STROKES[ink]
        if ink == "name":
            yield f'<path fill="none" stroke="{colour}" stroke-width="3" d="M{x + 1.5} {y - 21.5}h23v23h-23z"/>'
        else:
            height = 26 if thick == 6 else 10
            yield f'<path fill="{colour}" d="M{x} {y - 10 - height / 2}h26v{height}h-26z"/>'
        yield _words(plain(words), 24, faces, "text", x + 36, y, LIGHT["ink2"])
        yield _words(plain(number), 52, faces, "black", x + 36, y + 52)
        y += 116


def _words(words: str, size: float, faces: Faces, part: str, x: float, y: float, fill: str = LIGHT["ink"]) -> str:
    placed = f"translate({x:.1f} {y:.1f}) {scaled(size)}"
    return f'<path fill="{fill}" transform="{placed}" d="{line_path(words, faces[part])}"/>'
