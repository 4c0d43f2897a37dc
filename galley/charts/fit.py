"""Sets labels into the room they have, by measure, and keeps count of those that do not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from galley.fonts import Face, text_width
from galley.marks import MARK

if TYPE_CHECKING:
    from galley.walk import Keys

HANGING = "，。、；：？！"
"""Punctuation that may hang over the end of a line, and ends a clause."""
_CLOSING = "，。、；：！？”’」』）】〕》…%·"
_OPENING = "“‘「『（【〔《"
_PIECE = re.compile(rf"{MARK.pattern}|[{_OPENING}]*[^\s{_OPENING}{_CLOSING}][{_CLOSING}]*|\s+|.")
_LATIN = re.compile(r"[^\W_\u2e80-\uffef][^\s\u2e80-\uffef–-]*[–-]?")


@dataclass(frozen=True, slots=True)
class Label:
    """Words of a chart, marked, and the keys of its entry under which an editor mends them."""

    words: str
    keys: Keys


@dataclass(frozen=True, slots=True)
class Type:
    """How words are set."""

    size: float
    face: Face = "sans"
    weight: int = 400

    def width(self, words: str) -> float:
        return text_width(words, self.size, self.face, self.weight)


@dataclass(frozen=True, slots=True)
class Overlong:
    """A label that needs more pixels than there are."""

    label: Label
    needs: int
    has: int


@dataclass(slots=True)
class Fitter:
    """Fits the labels of one drawing; `overlong` is what could not be fitted."""

    overlong: list[Overlong] = field(default_factory=list)

    def line(self, label: Label, room: float, type_: Type) -> str:
        """The label in one line."""
        self._check(label, label.words, room, type_)
        return label.words

    def lines(self, label: Label, room: float, type_: Type, at_most: int = 4) -> list[str]:
        """The label broken into lines; a figure is never torn."""
        lines = wrap(label.words, room, type_)
        for line in lines:
            self._check(label, line, room, type_)
        if len(lines) > at_most:
            self.overlong.append(Overlong(label, round(type_.width(label.words)), round(room * at_most)))
        return lines

    def _check(self, label: Label, words: str, room: float, type_: Type) -> None:
        self.room(label, type_.width(words), room)

    def room(self, label: Label, needs: float, room: float) -> None:
        """Notes the label if it needs more than there is."""
        if needs > room + 0.5:
            self.overlong.append(Overlong(label, round(needs), round(room)))


class Measured(Protocol):
    """How words are set: it says how many pixels marked words take in one line."""

    def width(self, words: str) -> float: ...


def wrap(words: str, room: float, type_: Measured, *, evenly: bool = True, clauses: bool = False) -> list[str]:
    """Marked `words` in lines no wider than `room`; a figure is never torn.

    `evenly`: lines as long as one another, as far as their number allows; `clauses`: Han break only where one ends.
    """
    unbroken = [*(_clauses(words) if clauses else pieces(words))]
    lines = _greedy(unbroken, room, type_)
    if len(lines) < 2 or not evenly:
        return lines
    narrower = room
    while narrower > room / 2 and len(tighter := _greedy(unbroken, narrower - 4, type_)) == len(lines):
        if any(type_.width(line) > narrower for line in tighter):
            break
        narrower, lines = narrower - 4, tighter
    return lines


def _greedy(unbroken: Iterable[str], room: float, type_: Measured) -> list[str]:
    lines = [""]
    for piece in unbroken:
        if lines[-1] and type_.width((lines[-1] + piece).rstrip()) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.strip() for line in lines if line.strip()]


def pieces(words: str) -> Iterator[str]:
    """The stretches between which a line may break: a figure, a Latin word, a Han character with its punctuation."""
    position = 0
    while position < len(words):
        found = MARK.match(words, position) or _LATIN.match(words, position) or _PIECE.match(words, position)
        end = found.end() if found else position + 1
        while end < len(words) and words[end] in _CLOSING + ",.;:!?)":
            end += 1
        yield words[position:end]
        position = end


def _clauses(words: str) -> Iterator[str]:
    """The same, those of Han put together up to the end of their clause."""
    clause = ""
    for piece in pieces(words):
        clause += piece
        if piece[-1].isspace() or piece[-1] in HANGING:
            yield clause
            clause = ""
    if clause:
        yield clause
