"""A social card as SVG: what stands where, every letter an outline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

from galley.charts.claims import End
from galley.charts.standalone import LIGHT
from galley.exports import outlines
from galley.fonts import Typeface, is_han
from galley.marks import plain

Faces = Mapping[str, tuple[Typeface, ...]]


Shape = Literal["wide", "square"]

PAPER, INK, INK_2 = LIGHT["paper"], LIGHT["ink"], LIGHT["ink2"]
TONES = {"before": LIGHT["before"], "after": LIGHT["after"]}


@dataclass(frozen=True, slots=True)
class CardTrack:
    """A track as the card draws it: its length and its diamonds in the unit of the scale, and the words at its end."""

    fact: str
    length: float
    end: End
    tone: str
    figure: str
    label: str
    diamonds: tuple[tuple[str, float], ...]  # each with its fact


@dataclass(frozen=True, slots=True)
class ShareCard:
    """All that a card says and draws; the words are marked."""

    lang: str
    headline: str
    line: str
    brand: str
    brand_2: str
    start: str
    notches: int
    tracks: tuple[CardTrack, ...]


@dataclass(frozen=True, slots=True)
class TextBox:
    """Room for words: its left and upper edge, how wide and high it is, and the greatest size of type in it."""

    x: int
    y: int
    width: int
    height: int
    size: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand on a card, in pixels."""

    width: int
    height: int
    rule: int  # x of the rule at the left
    headline: TextBox
    tracks: tuple[int, ...]  # x of each
    top: int  # where the tracks begin
    longest: int  # how long the longest is
    figure: int  # greatest size of the figures at their ends
    label: int  # size of the words under them
    room: int  # greatest width of both
    line: TextBox
    brand: tuple[int, int, int]  # x, baseline, size
    second: bool  # whether the other name stands beside the brand


LAYOUTS: Mapping[Shape, Layout] = {
    "wide": Layout(
        width=1200, height=630, rule=48, headline=TextBox(96, 56, 132, 522, 132), tracks=(316, 584), top=62,
        longest=518, figure=46, label=22, room=248, line=TextBox(640, 272, 500, 230, 48),
        brand=(640, 564, 32), second=True,
    ),
    "square": Layout(
        width=600, height=600, rule=28, headline=TextBox(58, 56, 84, 492, 84), tracks=(182, 326), top=62,
        longest=488, figure=36, label=17, room=200, line=TextBox(326, 256, 246, 150, 30),
        brand=(326, 424, 22), second=False,
    ),
}  # fmt: skip


def card_svg(drawn: ShareCard, shape: Shape, faces: Faces) -> str:
    """The card as SVG without any text element: every letter is an outline."""
    layout = LAYOUTS[shape]
    parts = [
        f'<path fill="{PAPER}" d="M0 0H{layout.width}V{layout.height}H0z"/>',
        f'<path fill="{TONES["before"]}" d="M{layout.rule} 0h5v{layout.height}h-5z"/>',
        *_headline(drawn, layout, faces),
        *_tracks(drawn, layout, faces),
        *_line(drawn, layout, faces),
        *_brand(drawn, layout, faces),
    ]
    size = f'width="{layout.width}" height="{layout.height}" viewBox="0 0 {layout.width} {layout.height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{_FADE}{"".join(parts)}</svg>'


_FADE = (
    '<defs><linearGradient id="fade" x2="0" y2="1">'
    f'<stop stop-color="{PAPER}" stop-opacity="0"/><stop offset="1" stop-color="{PAPER}"/></linearGradient></defs>'
)


def _words(words: str, size: float, faces: tuple[Typeface, ...], x: float, y: float, fill: str, turn: str = "") -> str:
    placed = f"translate({x:.1f} {y:.1f}){turn} {outlines.scaled(size)}"
    return f'<path fill="{fill}" transform="{placed}" d="{outlines.line_path(words, faces)}"/>'


def _headline(drawn: ShareCard, layout: Layout, faces: Faces) -> Iterator[str]:
    """Downwards: Han upright, anything else turned on its side; as large as its room allows."""
    words, face = plain(drawn.headline), faces["black"]
    box = layout.headline
    if is_han(words):
        size = min(box.size, box.height / len(words))
        placed = f"translate({box.x} {box.y}) {outlines.scaled(size)}"
        yield f'<path fill="{INK}" transform="{placed}" d="{outlines.column_path(words, face)}"/>'
        return
    lines, size = _fitted(drawn.headline, face, box.height, box.width * 1.3, round(box.size * 1.12))
    for row, line in enumerate(reversed(lines)):
        yield _words(line, size, face, box.x + size * (0.3 + row), box.y, INK, " rotate(90)")


def _fitted(
    words: str, face: tuple[Typeface, ...], width: float, height: float, greatest: int
) -> tuple[list[str], float]:
    """`words` in lines within `width` and `height`, and the greatest size at which they fit.

    One line if that costs little of the size; else whole clauses of Han; else wherever a line may break.
    """
    whole = outlines.line_width(plain(words), greatest, face)
    single = min(greatest, int(greatest * width / whole))
    if single >= greatest * _SMALLER:
        return [plain(words)], single
    for size in range(greatest, 10, -1):
        fewest = int(whole * size / greatest / width)  # lines, were all of them full
        if (fewest - 1) * size * _LEADING + size > height:
            continue
        clauses = size >= greatest * _SMALLER and any(map(is_han, plain(words)))
        lines = outlines.lines_of(words, size, face, width, clauses)
        widest = max(map(outlines.Setting(size, face).width, lines))
        if (len(lines) - 1) * size * _LEADING + size <= height and widest <= width:
            return lines, size
    return [plain(words)], 10


_SMALLER = 0.7
_LEADING = 1.4


def _tracks(drawn: ShareCard, layout: Layout, faces: Faces) -> Iterator[str]:
    top = layout.top
    scale = layout.longest / max((track.length for track in drawn.tracks), default=1)
    for x, track in zip(layout.tracks, drawn.tracks, strict=False):
        end = top + track.length * scale
        start = plain(drawn.start)
        width = outlines.line_width(start, 20, faces["text"])
        yield _words(start, 20, faces["text"], x + 17 - width / 2, top - 19, INK)
        yield from _edges(track, x, top, scale, drawn.notches)
        yield from _end(track, x, end, layout, faces)


def _edges(track: CardTrack, x: int, top: int, scale: float, notches: int) -> Iterator[str]:
    """Two edges, a notch for each part of the unit, a heavy one for the whole unit; the end as the qualifier says."""
    colour, end, faded = TONES[track.tone], top + track.length * scale, track.end == "nearly"
    parts = range(0, int(track.length * notches + (0 if faded else 1e-9)) + (not faded))
    each = notches * max(1, ceil(_SPACING * 2 / scale))
    light = [n for n in parts if n % notches] if scale / notches >= _SPACING else []
    yield _notches(x, (top + n * scale / notches for n in light), f'stroke="{colour}" stroke-width="2" opacity=".5"')
    yield _notches(
        x, (top + n * scale / notches for n in parts if n % each == 0), f'stroke="{colour}" stroke-width="4"'
    )
    cut = ' stroke-dasharray="8 6"' if track.end == "derived" else ""
    edges = f"M{x + 6.8} {top}V{end:.1f}M{x + 27.2} {top}V{end:.1f}"
    yield f'<path data-mark="bar {track.fact}" stroke="{colour}" stroke-width="4"{cut} d="{edges}"/>'
    yield from _ending(track, x, end, colour)
    for fact, reading in track.diamonds:
        y = top + reading * scale - 9
        style = f'data-mark="reading {fact}" fill="{PAPER}" stroke="{INK}" stroke-width="3"'
        yield f'<path {style} d="M{x + 17} {y:.1f}l9 9l-9 9l-9-9z"/>'


def _ending(track: CardTrack, x: int, end: float, colour: str) -> Iterator[str]:
    """How the track ends: a feather, a stop, and a chevron where it goes on or lies below."""
    if track.end == "nearly":
        yield f'<path data-mark="veil {track.fact}" fill="url(#fade)" d="M{x - 2} {end - 28:.1f}h38v30h-38z"/>'
    if track.end in ("exact", "capped"):
        yield f'<path data-mark="stop {track.fact}" stroke="{colour}" stroke-width="5" d="M{x} {end:.1f}h34"/>'
    points = {"open": f"M{x + 5} {end + 8:.1f}l12 10l12 -10", "capped": f"M{x + 5} {end - 8:.1f}l12 -10l12 10"}
    if outline := points.get(track.end):
        style = f'fill="none" stroke="{colour}" stroke-width="4"'
        yield f'<path data-mark="chevron {track.fact}" {style} d="{outline}"/>'


_SPACING = 6  # pixels between notches, under which they are left out


def _notches(x: int, heights: Iterable[float], style: str) -> str:
    return f'<path {style} d="{"".join(f"M{x} {y:.1f}h34" for y in heights)}"/>'


def _end(track: CardTrack, x: int, end: float, layout: Layout, faces: Faces) -> Iterator[str]:
    """The figure and what it is of, to the right of the track's end and a little above it."""
    size, small, room = layout.figure, layout.label, layout.room
    lines, large = _fitted(track.figure, faces["bold"], room, size * 3, size)
    label = outlines.lines_of(track.label, small, faces["text"], room)
    y = max(end, layout.top + 110) - 14 - (len(label) - 1) * small * 1.35
    for row, line in enumerate(reversed(lines)):
        yield _words(line, large, faces["bold"], x + 54, y - small - 16 - row * large * 1.1, TONES[track.tone])
    for row, line in enumerate(label):
        yield _words(line, small, faces["text"], x + 54, y + row * small * 1.35, INK_2)


def _line(drawn: ShareCard, layout: Layout, faces: Faces) -> Iterator[str]:
    box, _ = _places(drawn, layout)
    if box.height < box.size:
        return
    lines, size = _fitted(drawn.line, faces["bold"], box.width, box.height, box.size)
    for row, line in enumerate(lines):
        yield _words(line, size, faces["bold"], box.x, box.y + size * (0.9 + _LEADING * row), INK)


def _places(drawn: ShareCard, layout: Layout) -> tuple[TextBox, tuple[int, int]]:
    """Where the line and the brand stand: under the shorter tracks, or above the words at the end of a long one."""
    box, (x, baseline, size) = layout.line, layout.brand
    longest = max((track.length for track in drawn.tracks), default=1)
    shorter = max((track.length for track in drawn.tracks[1:]), default=0)
    end = int(layout.top + layout.longest * shorter / longest)
    y = max(box.y, end + 36)
    room = box.y + box.height - y
    if room >= box.size:
        return replace(box, y=y, height=room), (x, baseline)
    x, y = layout.tracks[-1] + 54, layout.top + size + 24
    width = min(box.width, layout.width - x - 24)
    return replace(box, x=x, y=y, width=width, height=end - layout.figure * 4 - 24 - y), (x, layout.top + size)


def _brand(drawn: ShareCard, layout: Layout, faces: Faces) -> Iterator[str]:
    _, (x, y) = _places(drawn, layout)
    size, name = layout.brand[-1], plain(drawn.brand)
    yield _words(name, size, faces["black"], x, y, INK)
    if drawn.brand_2 and layout.second:
        x_2 = x + outlines.line_width(name, size, faces["black"]) + 16
        face = faces["bold" if any(map(is_han, drawn.brand_2)) else "italic"]
        yield _words(drawn.brand_2, size * 0.75, face, x_2, y, INK_2)
