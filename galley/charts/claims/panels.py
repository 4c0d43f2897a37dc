"""What drawings of several panels claim: that a unit is as long in each, and that each shows what is its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import dist

from galley.charts.claims.claim import WITHIN, Claim, misworded
from galley.charts.claims.ruler import OneRuler, Span, laid
from galley.charts.readback import Along, Picture, Point


@dataclass(frozen=True, slots=True)
class Stamp:
    """Words along the scale of a panel, over the place of their value; they may be moved to stay inside."""

    mark: str
    value: float
    words: str


@dataclass(frozen=True, slots=True)
class OneScale(Claim):
    """Marks of several panels on one ruler, each measured from the corner of a mark of its own panel.

    `stamps` are the words along it, in the order of the panels.
    """

    along: Along
    panels: tuple[tuple[str, tuple[Span, ...]], ...]
    stamps: tuple[tuple[Stamp, ...], ...] = ()

    @property
    def marks(self) -> frozenset[str]:
        stamps = frozenset(stamp.mark for panel in self.stamps for stamp in panel)
        return stamps.union(*((corner, *(span.mark for span in spans)) for corner, spans in self.panels))

    def untrue(self, picture: Picture) -> Iterator[str]:
        lying = [
            (mark, value, at - picture.boxes[corner][0].edges(self.along)[0])
            for corner, spans in self.panels
            for mark, value, at in OneRuler(self.along, spans).edges(picture)
        ]
        nought, unit = laid([(value, at) for _, value, at in lying])
        for mark, value, at in lying:
            if abs(nought + unit * value - at) > WITHIN:
                yield f"{mark} is drawn {at:.1f} px into its panel, and lies {nought + unit * value:.1f} in"
        if unit < 0:
            yield "the scale runs backwards"
        for (corner, _), stamps in zip(self.panels, self.stamps, strict=False):
            origin = picture.boxes[corner][0].edges(self.along)[0] + nought
            for stamp in stamps:
                yield from self._misplaced(picture, stamp, origin + unit * stamp.value)

    def _misplaced(self, picture: Picture, stamp: Stamp, at: float) -> Iterator[str]:
        for word in picture.written.get(stamp.mark, ()):
            yield from misworded(word, stamp.words)
            low, high = word.box.edges(self.along)
            if not low - WITHIN <= at <= high + WITHIN:
                yield f"{stamp.mark} stands from {low:.1f} to {high:.1f} px, and its time lies at {at:.1f}"


@dataclass(frozen=True, slots=True)
class Echo(Claim):
    """Strokes of another panel drawn again: as far from the mark `here` as they are from `there` in their own."""

    mark: str
    of: tuple[str, ...]
    here: str
    there: str

    @property
    def marks(self) -> frozenset[str]:
        return frozenset({self.mark, *self.of, self.here, self.there})

    @property
    def counted(self) -> frozenset[str]:
        return frozenset({self.mark})

    def untrue(self, picture: Picture) -> Iterator[str]:
        drawn = sorted(self._strokes(picture, (self.mark,), self.here))
        meant = sorted(self._strokes(picture, self.of, self.there))
        pairs = zip(drawn, meant, strict=False)
        if len(drawn) != len(meant) or any(dist(a, b) > 1 for pair in pairs for a, b in zip(*pair, strict=True)):
            yield f"{self.mark} is drawn otherwise than {self.of[0]}"

    @staticmethod
    def _strokes(picture: Picture, marks: tuple[str, ...], origin: str) -> Iterator[tuple[Point, ...]]:
        """The ends of each stroke, measured from the corner of a mark."""
        box = picture.boxes[origin][0]
        for mark in marks:
            for shape in picture.shapes[mark]:
                yield tuple((x - box.left, y - box.top) for x, y in (shape.points[0], shape.points[-1]))


@dataclass(frozen=True, slots=True)
class Window(Claim):
    """Marks that lie in the stretch of the drawing, from `top` to `bottom` pixels, which is shown beside their row."""

    own: tuple[str, ...]
    top: float
    bottom: float

    @property
    def marks(self) -> frozenset[str]:
        return frozenset(self.own)

    def untrue(self, picture: Picture) -> Iterator[str]:
        for mark in self.own:
            for box in picture.boxes[mark]:
                if box.top < self.top or box.bottom > self.bottom:
                    yield f"{mark} is not drawn in the window of its row"
