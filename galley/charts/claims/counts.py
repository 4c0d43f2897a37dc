"""How often a mark is drawn: as many as are counted, or in as many strokes as it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from galley.charts.claims.claim import Claim
from galley.charts.readback import Picture, Shape


@dataclass(frozen=True, slots=True)
class Count(Claim):
    """As many marks of one size as are counted, `each` of them for so many; a dash of a stroke is a mark as well.

    `tally` holds words of the scale by their keys: beside the row up to which so many are counted.
    """

    mark: str
    number: int
    each: int = 1
    tally: tuple[tuple[str, int], ...] = ()

    @property
    def marks(self) -> frozenset[str]:
        return frozenset({self.mark, *(key for key, _ in self.tally)})

    @property
    def counted(self) -> frozenset[str]:
        return frozenset({self.mark})

    def untrue(self, picture: Picture) -> Iterator[str]:
        shapes = picture.shapes.get(self.mark, ())
        drawn = sum(_pieces(shape) for shape in shapes)
        if drawn * self.each != self.number:
            yield f"{self.mark} is drawn {drawn} times, {self.each} each, and counts {self.number}"
        if len({_size(shape) for shape in shapes}) > 1:
            yield f"{self.mark} is drawn in several sizes"
        for key, number in self.tally:
            level = picture.written[key][0].at[1]
            above = sum(_pieces(shape) for shape in shapes if shape.box.top - shape.stroke / 2 < level)
            if above * self.each != number:
                yield f"{key} stands where {above * self.each} are counted"


def _pieces(shape: Shape) -> int:
    """How many marks a shape is: the dashes of its stroke, or itself."""
    if not shape.dash:
        return 1
    length = max(shape.box.right - shape.box.left, shape.box.bottom - shape.box.top)
    return round((length + shape.dash[1]) / sum(shape.dash))


def _size(shape: Shape) -> tuple[float, ...]:
    if shape.dash:
        return (*shape.dash, shape.stroke)
    return round(shape.box.right - shape.box.left, 1), round(shape.box.bottom - shape.box.top, 1)


@dataclass(frozen=True, slots=True)
class Strokes(Claim):
    """Marks of so many strokes each, as a double line has two; of several numbers, which differ from width to width."""

    alike: tuple[str, ...]
    numbers: tuple[int, ...]

    @property
    def marks(self) -> frozenset[str]:
        return frozenset(self.alike)

    @property
    def counted(self) -> frozenset[str]:
        return self.marks

    def untrue(self, picture: Picture) -> Iterator[str]:
        for mark in self.alike:
            if (drawn := len(picture.shapes.get(mark, ()))) not in self.numbers:
                yield f"{mark} is drawn in {drawn} strokes, and has {self.numbers[0]}"
