"""Where marks lie to each other: one after another, in line, or joined by a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from galley.charts.claims.claim import Claim
from galley.charts.readback import Along, Box, Picture, Point, Shape

JOINED = 6  # px from a leader to what it joins


@dataclass(frozen=True, slots=True)
class Order(Claim):
    """Marks one after the other in that direction; where none is given, to the right or down."""

    sequence: tuple[str, ...]
    along: Along | None = None

    @property
    def marks(self) -> frozenset[str]:
        return frozenset(self.sequence)

    def untrue(self, picture: Picture) -> Iterator[str]:
        ways: tuple[Along, ...] = (self.along,) if self.along else ("right", "down")
        found = [list(self._astray(picture, along)) for along in ways]
        yield from min(found, key=len)

    def _astray(self, picture: Picture, along: Along) -> Iterator[str]:
        places = [(mark, sum(picture.boxes[mark][0].edges(along)) / 2) for mark in self.sequence]
        for (before, at), (after, then) in pairwise(places):
            if then <= at:
                yield f"{after} does not come after {before}"


@dataclass(frozen=True, slots=True)
class Level(Claim):
    """Other marks that lie in line with a mark, as a dot on its bar or the notches of a track; they may be left out."""

    mark: str
    others: frozenset[str]
    along: Along = "right"
    thick: bool = False  # whether they are equally thick as well

    @property
    def marks(self) -> frozenset[str]:
        return frozenset({self.mark})

    @property
    def spare(self) -> frozenset[str]:
        return self.others

    def untrue(self, picture: Picture) -> Iterator[str]:
        low, high = _breadth(picture.shapes[self.mark], self.along)
        for mark in sorted(self.others & picture.shapes.keys()):
            first, last = _breadth(picture.shapes[mark], self.along)
            if abs(first + last - low - high) > 2 or (self.thick and abs(last - first - high + low) > 1):
                yield f"{mark} does not lie in line with {self.mark}"


def _breadth(shapes: Sequence[Shape], along: Along) -> Point:
    """Where marks begin and end across that direction, their strokes included."""
    boxes = [(shape.box, shape.stroke / 2) for shape in shapes]
    if along == "right":
        return min(box.top - half for box, half in boxes), max(box.bottom + half for box, half in boxes)
    return min(box.left - half for box, half in boxes), max(box.right + half for box, half in boxes)


@dataclass(frozen=True, slots=True)
class Joined(Claim):
    """The pieces of a line, each through the middles of these marks in their order, and through nothing else."""

    line: str
    through: tuple[tuple[str, ...], ...]

    @property
    def marks(self) -> frozenset[str]:
        return frozenset({self.line, *(mark for piece in self.through for mark in piece)})

    @property
    def counted(self) -> frozenset[str]:
        return frozenset({self.line})

    def untrue(self, picture: Picture) -> Iterator[str]:
        drawn = [shape.points for shape in picture.shapes[self.line]]
        meant = [[picture.boxes[mark][0].middle for mark in piece] for piece in self.through]
        if len(drawn) != len(meant):
            yield f"{self.line} is drawn in {len(drawn)} pieces, and has {len(meant)}"
        for piece, points in zip(drawn, meant, strict=False):
            pairs = zip(piece, points, strict=False)
            if len(piece) != len(points) or any(Box(*a * 2).apart(Box(*b * 2)) > 1 for a, b in pairs):
                yield f"{self.line} does not pass through its points"


@dataclass(frozen=True, slots=True)
class Leader(Claim):
    """A line that joins a mark to words with the figure of its fact."""

    mark: str
    of: str
    words: str
    fact: str

    @property
    def marks(self) -> frozenset[str]:
        return frozenset({self.mark, self.of, self.words})

    def untrue(self, picture: Picture) -> Iterator[str]:
        line = picture.shapes[self.mark][0]
        start, stop, marks = Box(*line.points[0] * 2), Box(*line.points[-1] * 2), picture.boxes[self.of]
        if not any(box.apart(start) <= JOINED and box.top - 1 <= start.top <= box.bottom + 1 for box in marks):
            yield f"{self.mark} does not begin at {self.of}"
        for word in picture.written[self.words]:
            if self.fact not in word.facts or word.box.apart(stop) > JOINED:
                yield f"{self.mark} does not lead to the words of {self.fact}"
