"""What is written at which mark: figures and readings stand nearest to their own, numbers of a scale at their line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from galley.charts.claims.claim import Claim, misworded
from galley.charts.claims.places import JOINED
from galley.charts.readback import Along, Box, Picture
from galley.marks import plain, unmarked

Stands = Literal["near", "row", "column", "above"]
"""near: nowhere is another mark nearer · row: nor at another height · column: no other's middle is less far aside ·
above: marks wholly above it do not count"""


@dataclass(frozen=True, slots=True)
class Beside(Claim):
    """What stands nearer to its own mark than to any other of its part: a reading at its bar, or words at their mark.

    `words` is what it must say, where it is words, or may, one of these; `number` is the number that is in them, where
    it is of a scale. What is `spared` may be left out. Where it is `among` none, it may stand anywhere.
    """

    mark: str
    of: str
    among: tuple[str, ...]
    words: str | tuple[str, ...] | None = None
    stands: Stands = "near"
    number: int | None = None
    spared: bool = False

    @property
    def marks(self) -> frozenset[str]:
        return frozenset({self.of} if self.spared else {self.mark, self.of})

    @property
    def spare(self) -> frozenset[str]:
        return frozenset({self.mark} if self.spared else ())

    def untrue(self, picture: Picture) -> Iterator[str]:
        for word in picture.written.get(self.mark, ()):
            if self.words is not None:
                yield from misworded(word, self.words)
            if self.number is not None and _digits(word.words) != f"{self.number}":
                yield f"{self.mark} says “{plain(word.words)}”"
        for box in picture.boxes.get(self.mark, ()):
            yield from _stranded(picture, self.mark, box, self.of, self.among, self.stands)


@dataclass(frozen=True, slots=True)
class Height(Claim):
    """Words that lie in line with a mark, or wholly above its middle: a track's figure, and that of a reading on it.

    Whether they are there at all says another claim.
    """

    mark: str
    of: str
    above: bool

    @property
    def marks(self) -> frozenset[str]:
        return frozenset({self.of})

    @property
    def spare(self) -> frozenset[str]:
        return frozenset({self.mark})

    def untrue(self, picture: Picture) -> Iterator[str]:
        top = min(box.top for box in picture.boxes[self.of])
        bottom = max(box.bottom for box in picture.boxes[self.of])
        for box in picture.boxes.get(self.mark, ()):
            if self.above and box.bottom > (top + bottom) / 2:
                yield f"{self.mark} does not stand above {self.of}"
            if not self.above and not top <= box.middle[1] <= bottom:
                yield f"{self.mark} does not stand in line with {self.of}"


@dataclass(frozen=True, slots=True)
class Figures(Claim):
    """Every figure of these facts stands nearer to its own mark than to another's.

    `spared` are facts whose figures may be left out, where they have no room.
    """

    own: tuple[tuple[str, str], ...]  # each fact and its mark
    stands: Stands = "near"
    spared: frozenset[str] = frozenset()

    @property
    def marks(self) -> frozenset[str]:
        return frozenset(mark for _, mark in self.own)

    @property
    def placed(self) -> frozenset[str]:
        return frozenset(fact for fact, _ in self.own)

    def untrue(self, picture: Picture) -> Iterator[str]:
        among = tuple(mark for _, mark in self.own)
        for fact, mark in self.own:
            figures = [word for word in picture.words if fact in word.facts]
            if not figures and fact not in self.spared:
                yield f"the figure of {fact} is not beside {mark}"
            for word in figures:
                if not word.mark:  # words with a key have a claim of their own
                    if unmarked(word.words, "").strip(_JOINS):
                        yield f"“{plain(word.words)}” says more than the figure of {fact}"
                    yield from _stranded(picture, plain(word.words), word.box, mark, among, self.stands)


_JOINS = " +\u00a0"
"""What may stand between two figures of one text."""


def _stranded(picture: Picture, name: str, box: Box, of: str, among: Iterable[str], stands: Stands) -> Iterator[str]:
    """Whether another mark is nearer to the box than its own."""

    def apart(mark: str) -> float:
        boxes = picture.boxes[mark]
        if stands == "row":
            return min(max(box.top - other.bottom, other.top - box.bottom, 0) for other in boxes)
        if stands == "column":
            return min(abs(box.middle[0] - other.middle[0]) for other in boxes)
        under = [other for other in boxes if stands == "near" or other.bottom >= box.top]
        return min((box.apart(other) for other in under), default=float("inf"))

    own = apart(of)
    nearest = min((mark for mark in among if mark != of), key=apart, default=of)
    if own == float("inf") or (nearest != of and apart(nearest) <= own):
        yield f"{name} stands at {nearest if own != float('inf') else 'nothing'}, and belongs to {of}"


@dataclass(frozen=True, slots=True)
class Numbers(Claim):
    """Numbers along a scale, each in line with the line that it is of; some may be left out, but never all.

    `lines` are the marks of the lines, which other claims put on the scale, with the words of their numbers, or those
    that they may have; the keys of the words are those of the lines after `scale`.
    """

    along: Along
    lines: tuple[tuple[str, str | tuple[str, ...]], ...]

    @property
    def marks(self) -> frozenset[str]:
        return frozenset()

    @property
    def spare(self) -> frozenset[str]:
        return frozenset(f"scale {line}" for line, _ in self.lines)

    def untrue(self, picture: Picture) -> Iterator[str]:
        if self.spare.isdisjoint(picture.written):
            yield f"nothing says what {self.lines[0][0]} is of"
        for line, words in self.lines:
            levels = [sum(box.edges(self.along)) / 2 for box in picture.boxes.get(line, ())]
            for word in picture.written.get(f"scale {line}", ()):
                yield from misworded(word, words)
                if not any(abs(sum(word.box.edges(self.along)) / 2 - level) <= JOINED for level in levels):
                    yield f"scale {line} does not stand in line with it"


def _digits(words: str) -> str:
    return "".join(letter for letter in plain(words) if letter.isdecimal())
