"""A fact as a picture to save: its figure with the sign of its end, its sentence on paper, how far to believe it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Literal

from galley.charts.standalone import LIGHT
from galley.exports.outlines import line_width, lines_of
from galley.exports.pixels import Canvas, Faces, blend
from galley.marks import plain
from galley.model import Op, Status

WIDTH, HEIGHT = 1080, 1440
LEFT, RIGHT = 64, 1016
ROOM = RIGHT - LEFT
CELL, ROW = 45, 60
GAP = 14  # between the pieces of a figure
STUB = 1168  # where the part with the address is torn off
Tone = Literal["before", "after", "plain"]
CellKind = Literal["", "quoted", "figure"]
PAPER, INK, INK_2, MUTE, RULE = (LIGHT[name] for name in ("paper", "ink", "ink2", "mute", "rule"))
WASH, HIGHLIGHT, RULER, WARNING = "#E2E9E4", "#F3DC95", "#3B8891", "#9A5B00"
TONES: Mapping[Tone, str] = {"before": LIGHT["before"], "after": LIGHT["after"], "plain": INK_2}
Cells = tuple[tuple[str, CellKind], ...]
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
SIZES = ((200, 104), (200, 84), (160, 84), (130, 72), (104, 64))
"""Of a figure's numbers, and of the words around them: the first at which it fits."""


@dataclass(frozen=True, slots=True)
class TicketMeasure:
    """A figure drawn to scale: `length` of the `whole`, on a track with notches, or in blocks; and words below it."""

    length: float
    whole: float
    notches: int = 0  # of each part of the track
    blocks: float = 0  # how many
    labels: tuple[str, ...] = ()  # along the whole, or one at its beginning


@dataclass(frozen=True, slots=True)
class Ticket:
    """All that a ticket says and draws; its words are marked. Whoever draws it knows no story."""

    route: tuple[str, ...]
    route_2: tuple[str, ...]  # the same in another language
    brand: str
    date: str
    cell: str  # where the figure stands in its source
    label: str
    figure: str
    tone: Tone
    op: Op | None  # none for what is no number
    measure: TicketMeasure | None
    status: Status
    place: str  # above the sentence
    original: str
    rows: tuple[tuple[str, Cells], ...]  # each with its number on the sheet, if it has one
    quote: str  # instead of rows, in a language that takes no cells
    made: str  # how it is worked out, where no source says it
    rendering: str
    status_words: tuple[str, str]
    caveats: tuple[str, ...]  # sentences
    stub: tuple[tuple[str, tuple[str, ...]], ...]  # each with its words, in full and shorter
    address: str

    @property
    def words(self) -> str:
        """What a reader who does not see the picture is told."""
        said = (self.label, self.figure, self.made, self.rendering, *self.status_words, *self.caveats)
        return " · ".join(one for one in said if one)


def ticket_png(ticket: Ticket, faces: Mapping[str, Faces]) -> bytes:
    """The ticket, 1080 by 1440 pixels. `faces`: those of a card."""
    canvas = Canvas(WIDTH, HEIGHT, RULE)
    colour = TONES[ticket.tone]
    _paper(canvas, colour)
    _head(canvas, ticket, faces)
    bottom = _figure(canvas, ticket, faces, colour)
    top = _measure(canvas, ticket.measure, ticket, bottom + 48, faces, colour)
    top = _sentence(canvas, ticket, faces, top + 56)
    _doubt(canvas, ticket, faces, top + 24)
    _stub(canvas, ticket, faces)
    edges = [blend(INK, PAPER, 0.35), blend(INK, PAPER, 0.65), blend(INK, HIGHLIGHT, 0.5), blend(colour, PAPER, 0.5)]
    return canvas.png([PAPER, RULE, INK, INK_2, colour, WASH, HIGHLIGHT, RULER, MUTE, WARNING, LIGHT["after"], *edges])


def _paper(canvas: Canvas, colour: str) -> None:
    canvas.rect(28, 28, WIDTH - 56, HEIGHT - 56, PAPER)
    canvas.rect(28, 28, WIDTH - 56, 14, colour)
    for x in (28, WIDTH - 28):
        canvas.disc(x, STUB, 24, RULE)
    canvas.dashes([(LEFT, STUB), (RIGHT, STUB)], MUTE, 2, 3, 7)


def _head(canvas: Canvas, ticket: Ticket, faces: Mapping[str, Faces]) -> None:
    x = float(LEFT)
    size = 54 if line_width("".join(map(plain, ticket.route)), 54, faces["black"]) < 420 else 42
    for at, name in enumerate(map(plain, ticket.route)):
        if at:
            for y in (98, 112):
                canvas.line([(x, y), (x + 92, y)], INK, 3)
            for notch in range(6):
                canvas.line([(x + 8 + notch * 14, 92), (x + 8 + notch * 14, 118)], INK, 3)
            canvas.line([(x + 88, 90), (x + 103, 105), (x + 88, 120)], INK, 4)
            x += 124
        if len(ticket.route_2) > at:
            canvas.words(plain(ticket.route_2[at]), x, 158, 24, faces["text"], INK_2)
        x += canvas.words(name, x, 122, size, faces["black"], INK) + 20
    canvas.words(plain(ticket.cell), RIGHT, 114, 36, faces["bold"], TONES[ticket.tone], "end")
    canvas.words(plain(ticket.date), RIGHT, 158, 24, faces["text"], INK_2, "end")
    canvas.line([(LEFT, 186), (RIGHT, 186)], INK, 1)


def _figure(canvas: Canvas, ticket: Ticket, faces: Mapping[str, Faces], colour: str) -> float:
    """The label and the figure; where the figure ends below."""
    y = 240.0
    for line in lines_of(ticket.label, 34, faces["bold"], ROOM)[:2]:
        canvas.words(line, LEFT, y, 34, faces["bold"], INK)
        y += 44
    room = ROOM - 150 if ticket.status == "cited" else ROOM
    inset = 22 if ticket.status == "derived" else 0
    top, x = y - 6, float(LEFT + inset)
    lines = _set(ticket.figure, faces, room - 2 * inset)
    widest = 0.0
    y = top
    for pieces in lines:
        y += max(size for _, size, _ in pieces) * 0.86 + GAP
        at = x
        for words, size, face in pieces:
            at += canvas.words(words, at, y, size, faces[face], colour) + GAP
        widest = max(widest, at - x)
    bottom = y + 26
    if ticket.status == "derived":
        box = [(LEFT, top + 4), (x + widest + 8, top + 4), (x + widest + 8, bottom), (LEFT, bottom), (LEFT, top + 4)]
        canvas.dashes(box, INK_2, 5, 16, 10)
    if ticket.status == "cited":
        middle = (top + bottom) / 2 + 6
        canvas.line([(957, middle - 58), (1015, middle), (957, middle + 58), (899, middle), (957, middle - 58)], INK, 6)
    return bottom


Line = list[tuple[str, float, str]]


def _set(figure: str, faces: Mapping[str, Faces], room: float) -> list[Line]:
    """A figure in lines of (words, size, face), its numbers large; what is no number is set in whole words."""
    parts = [part.strip() for part in re.split(f"({NUMBER.pattern})", plain(figure)) if part.strip()]
    if not any(map(NUMBER.fullmatch, parts)):
        return _said(figure, faces["black"], room)
    latin = parts[0].isascii()
    before = parts.pop(0) if latin and not NUMBER.fullmatch(parts[0]) else ""
    for large, small in SIZES:
        size = small * 0.7 if latin else small
        line = [(part, large, "heavy") if NUMBER.fullmatch(part) else (part, size, "black") for part in parts]
        if sum(line_width(part, size, faces[face]) + GAP for part, size, face in line) - GAP <= room:
            return [[(before, 56, "bold")], line] if before else [line]
    return _said(figure, faces["black"], room)


def _said(words: str, face: Faces, room: float) -> list[Line]:
    """Words in three lines at most, as large as they fit; five of the smallest, if they are long."""
    for size in (104, 84, 72, 60, 48, 40):
        lines = lines_of(words, size, face, room)
        if len(lines) <= min(3, 230 // size) and all(line_width(line, size, face) <= room for line in lines):
            return [[(line, size, "black")] for line in lines]
    return [[(line, 36, "black")] for line in lines_of(words, 36, face, room)[:5]]


def _measure(
    canvas: Canvas, measure: TicketMeasure | None, ticket: Ticket, y: float, faces: Mapping[str, Faces], colour: str
) -> float:
    """The figure to scale, or a bar of no scale, with the sign of its end; where it ends below."""
    if ticket.op is None:
        return y - 24
    full = ROOM - 60
    end = LEFT + full * (measure.length / measure.whole if measure else 1)
    if measure and measure.notches:
        _track(canvas, measure, y, full, colour)
    elif measure and measure.blocks:
        step = full / measure.blocks
        for at in range(ceil(measure.blocks)):
            canvas.rect(LEFT + at * step, y, step * min(1, measure.blocks - at) * 0.74, 40, colour)
    else:
        canvas.rect(LEFT, y, end - LEFT, 40, colour)
        if measure:
            canvas.dashes([(LEFT, y), (LEFT + full, y), (LEFT + full, y + 40), (LEFT, y + 40)], INK_2, 3)
    if ticket.op in ("<~", "~"):
        canvas.fade(end - 64, y - 2, 66, 44, PAPER)
    elif ticket.status == "cited" and measure and measure.notches:
        canvas.draw.polygon([(end, y), (end + 20, y + 20), (end, y + 40), (end - 20, y + 20)], PAPER, INK, 5)
    elif ticket.op in (">", ">~", ">="):
        canvas.line([(end + 14, y), (end + 34, y + 20), (end + 14, y + 40)], colour, 6)
    else:
        canvas.rect(end + 4, y - 6, 6, 52, colour)
    for at, label in enumerate(measure.labels if measure else ()):
        x = LEFT + full * at / max(len(measure.labels) - 1 if measure else 0, 1)
        canvas.words(plain(label), x, y + 76, 24, faces["text"], INK_2, "start" if at == 0 else "middle")
    return y + (84 if measure and measure.labels else 52)


def _track(canvas: Canvas, measure: TicketMeasure, y: float, full: float, colour: str) -> None:
    step = full / measure.whole / measure.notches
    end = LEFT + measure.length / measure.whole * full
    for notch in range(int(measure.length * measure.notches + 1e-9) + 1):
        hour = notch % measure.notches == 0
        x, reach = LEFT + notch * step, 20 if hour else 16
        tone, width = (colour, 4) if hour else (blend(colour, PAPER, 0.5), 2)
        canvas.line([(x, y + 20 - reach), (x, y + 20 + reach)], tone, width)
    for edge in (y + 9, y + 31):
        canvas.line([(LEFT, edge), (end, edge)], colour, 5)


def _sentence(canvas: Canvas, ticket: Ticket, faces: Mapping[str, Faces], y: float) -> float:
    """The quotation, a character a cell, or in lines where it is of another script; our rendering below it."""
    if not (ticket.rows or ticket.made or ticket.quote):
        return y - 40
    canvas.words(plain(ticket.place), LEFT, y, 24, faces["text"], INK_2)
    for line in lines_of(ticket.made, 40, faces["bold"], ROOM)[:3] if ticket.made else ():
        y += 60
        canvas.words(line, LEFT, y, 40, faces["bold"], INK)
    canvas.words(plain(ticket.original), RIGHT, y, 24, faces["text"], INK_2, "end")
    y += 20
    for line in lines_of(ticket.quote, 34, faces["bold"], ROOM - 24)[:4] if ticket.quote else ():
        canvas.rect(LEFT, y + 6, 4, 44, LIGHT["after"])
        y += 44
        canvas.words(line, LEFT + 24, y - 6, 34, faces["bold"], INK)
    for number, cells in ticket.rows:
        _row(canvas, cells, number, faces, y)
        y += ROW
    lines = lines_of(ticket.rendering, 26, faces["text"], ROOM - 24) if ticket.rendering else []
    y += 12 if lines and ticket.quote else 0
    if lines:
        canvas.dashes([(LEFT + 2, y + 2), (LEFT + 2, y + len(lines) * 36 + 4)], MUTE, 3, 8, 6)
    for line in lines:
        y += 36
        canvas.words(line, LEFT + 24, y - 6, 26, faces["text"], INK)
    return y


def _row(canvas: Canvas, cells: Cells, number: str, faces: Mapping[str, Faces], y: float) -> None:
    for at, (character, kind) in enumerate(cells):
        x = LEFT + at * CELL
        if kind:
            canvas.rect(x, y, CELL, CELL, HIGHLIGHT if kind == "figure" else WASH)
        if kind == "figure":
            canvas.rect(x, y + CELL + 6, CELL, 3, RULER)
            for tick in range(0, CELL, 9):
                canvas.rect(x + tick, y + CELL + 2, 2, 5, RULER)
        face = faces["strong" if kind == "figure" else "cell"]
        canvas.words(character, x + CELL / 2, y + 33, 28, face, INK, "middle")
    canvas.line([(LEFT, y), (LEFT + 20 * CELL, y)], RULE, 1)
    canvas.line([(LEFT, y + CELL), (LEFT + 20 * CELL, y + CELL)], RULE, 1)
    for at in range(21):
        canvas.line([(LEFT + at * CELL, y), (LEFT + at * CELL, y + CELL)], RULE, 1)
    canvas.words(plain(number), LEFT + 20 * CELL + 12, y + 32, 24, faces["text"], INK_2)


def _doubt(canvas: Canvas, ticket: Ticket, faces: Mapping[str, Faces], y: float) -> None:
    """Status by shape and words, and the caveat: whole sentences, as many as there is room for."""
    y += 28
    _shape(canvas, ticket.status, y)
    words, says = map(plain, ticket.status_words)
    colour = {"checked": LIGHT["after"], "cited": INK}.get(ticket.status, WARNING)
    x = LEFT + 40 + canvas.words(words, LEFT + 40, y, 28, faces["strong"], colour) + 24
    beside = line_width(says, 24, faces["text"]) <= RIGHT - x
    if beside:
        canvas.words(says, x, y, 24, faces["text"], INK_2)
    room = int((STUB - 40 - y) // 38)
    for line in lines_of(says, 24, faces["text"], ROOM) if not beside else ():
        y += 36
        canvas.words(line, LEFT, y, 24, faces["text"], INK_2)
        room -= 1
    for line in next(_fitting(ticket.caveats, faces["text"], room), []):
        y += 38
        canvas.words(line, LEFT, y, 26, faces["text"], INK)


def _fitting(sentences: tuple[str, ...], faces: Faces, most: int) -> Iterator[list[str]]:
    """The most sentences from the first on that fit into `most` lines."""
    for kept in range(len(sentences), 0, -1):
        lines = lines_of("".join(sentences[:kept]), 26, faces, ROOM)
        if len(lines) <= most:
            yield lines


def _shape(canvas: Canvas, status: Status, y: float) -> None:
    x, top = LEFT, y - 22
    if status == "checked":
        canvas.rect(x, top, 24, 24, LIGHT["after"])
    elif status == "cited":
        canvas.line([(x + 12, top), (x + 24, top + 12), (x + 12, top + 24), (x, top + 12), (x + 12, top)], INK, 4)
    elif status == "derived":
        canvas.dashes([(x, top), (x + 24, top), (x + 24, top + 24), (x, top + 24), (x, top)], WARNING, 4, 6, 3)
    else:
        for start in range(0, 360, 60):
            canvas.draw.arc((x, top, x + 24, top + 24), start, start + 36, WARNING, 4)


def _stub(canvas: Canvas, ticket: Ticket, faces: Mapping[str, Faces]) -> None:
    y = float(STUB + 58)
    names = max((line_width(plain(name), 24, faces["text"]) for name, _ in ticket.stub), default=0) + 24
    for name, words in ticket.stub:
        canvas.words(plain(name), LEFT, y, 24, faces["text"], INK_2)
        _fit(canvas, words, LEFT + names, y, ROOM - names, 26, faces["text"])
        y += 42
    canvas.line([(LEFT, 1348), (RIGHT, 1348)], RULE, 2)
    brand = canvas.words(plain(ticket.brand), RIGHT, 1392, 32, faces["black"], INK, "end")
    _fit(canvas, (ticket.address,), LEFT, 1390, ROOM - brand - 32, 24, faces["text"])


def _fit(canvas: Canvas, choices: tuple[str, ...], x: float, y: float, room: float, size: float, faces: Faces) -> None:
    """The first of the words that fit whole; the last of them in smaller type where none does."""
    said = [plain(words) for words in choices]
    words = next((one for one in said if line_width(one, size, faces) <= room), said[-1])
    canvas.words(words, x, y, min(size, size * room / max(line_width(words, size, faces), 1)), faces, INK)
