"""Finds room for the figures of a chart beside their marks: the most telling first, and none over another mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from galley.charts.fit import Type
from galley.charts.readback import ems
from galley.marks import plain

CLEAR = 3  # px that stay free around words
NEARER = 2  # px by which words are nearer to their own mark than to another, at least
ESSENTIAL = 4  # weight of the first and the last figure
Segment = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class LabelBox:
    """A rectangle of the drawing in pixels, by its middle and half its size."""

    x: float
    y: float
    wide: float
    high: float

    def meets(self, other: LabelBox) -> bool:
        return abs(self.x - other.x) < self.wide + other.wide and abs(self.y - other.y) < self.high + other.high

    def crossed(self, segment: Segment) -> bool:
        """Whether a line runs through it: what Liang and Barsky's clipping leaves of the line."""
        x1, y1, x2, y2 = segment
        enters, leaves = 0.0, 1.0
        for step, start, low, high in (
            (x2 - x1, x1, self.x - self.wide, self.x + self.wide),
            (y2 - y1, y1, self.y - self.high, self.y + self.high),
        ):
            if not step:
                if not low < start < high:
                    return False
                continue
            first, last = sorted(((low - start) / step, (high - start) / step))
            enters, leaves = max(enters, first), min(leaves, last)
        return enters < leaves

    def apart(self, other: LabelBox) -> float:
        """Pixels between the two; nought where they touch."""
        across = max(abs(self.x - other.x) - self.wide - other.wide, 0.0)
        return hypot(across, max(abs(self.y - other.y) - self.high - other.high, 0.0))

    def inside(self, other: LabelBox) -> bool:
        return (
            abs(self.x - other.x) + self.wide <= other.wide + 0.5
            and abs(self.y - other.y) + self.high <= other.high + 0.5
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words for a mark at (x, y): how wide they are, how much it matters that they stand, and where they may."""

    key: str
    x: float
    y: float
    width: float
    weight: float
    up: bool = True  # whether their first place is above
    lift: float = 0  # px that a sign above the mark takes
    aside: int = 0  # whether they are to stand left (-1) or right (1) of it, if they can
    shift: float = 0  # px that a sign beside the mark takes
    tall: float = 9.0  # px, half of their height

    def nearest(self, place: LabelBox, marks: Sequence[LabelBox]) -> bool:
        """Whether words at that place would stand clearly nearer to their own mark than to any other."""
        words = LabelBox(place.x, place.y, place.wide - CLEAR, place.high)
        own = words.apart(LabelBox(self.x, self.y, 5, 5))
        others = (mark for mark in marks if (mark.x, mark.y) != (self.x, self.y))
        return all(words.apart(mark) > own + NEARER for mark in others)

    def places(self) -> Sequence[LabelBox]:
        half, tall = self.width / 2 + CLEAR, self.tall
        above = LabelBox(self.x, self.y - 7 - tall - self.lift, half, tall)
        below = LabelBox(self.x, self.y + 8 + tall, half, tall)
        left, right = (LabelBox(self.x + side * (half + 7 + self.shift), self.y, half, tall) for side in (-1, 1))
        upper, lower = ([LabelBox(one.x, one.y + shift, half, tall) for one in (left, right)] for shift in (-9, 9))
        first = [above, *upper, below, *lower] if self.up else [below, *lower, above, *upper]
        shifted = [
            LabelBox(one.x + side * (half - 8), one.y, half, tall)
            for one in ((above, below) if self.up else (below, above))
            for side in (-1, 1)
        ]
        beside = [left, right]
        return [*(beside[:1] if self.aside < 0 else beside[1:] if self.aside else []), *first, *beside, *shifted]


def breadth(words: str, type_: Type) -> float:
    """How wide words are, by measure or by the rough rule of those who read drawings back: whichever is more."""
    return max(type_.width(words), ems(plain(words)) * type_.size)


def set_beside(
    wanted: Sequence[Wanted],
    room: LabelBox,
    marks: Sequence[LabelBox],
    words: Sequence[LabelBox],
    lines: Sequence[Segment],
    dotted: Sequence[Segment] = (),
) -> dict[str, LabelBox]:
    """Where the words of each mark stand, by its key; those without room are left out, and never set smaller.

    None stands on a mark, on a line, or on `words` that stand there already.
    What matters most may stand over a dotted line, if it must; of it, the words with the fewest places choose first.
    """
    found: dict[str, LabelBox] = {}

    def free(one: Wanted, crossing: Sequence[Segment]) -> list[LabelBox]:
        taken = [*found.values(), *marks, *words]
        return [
            place
            for place in one.places()
            if place.inside(room)
            and one.nearest(place, marks)
            and not any(place.meets(box) for box in taken)
            and not any(place.crossed(line) for line in crossing)
        ]

    def turn(one: Wanted) -> tuple[bool, int, float]:
        essential = one.weight >= ESSENTIAL
        return not essential, len(free(one, lines)) if essential else 0, -one.weight

    for one in sorted(wanted, key=turn):
        for crossing in [[*lines, *dotted], *([lines] if one.weight >= ESSENTIAL else [])]:
            if one.key not in found and (places := free(one, crossing)):
                found[one.key] = places[0]
    return found


def every(pitch: float, full: float, short: float, count: int) -> tuple[int, bool]:
    """How many years apart the words of an axis stand, and whether those after the first are short: ’18.

    `pitch` is the room of a year in pixels, `full` and `short` what its words need; over `count` years, round steps.
    """
    if short <= pitch < full:
        return 1, True
    steps = (1, 2, 5, 10, 20, 50, 100, 500) if count < 13 else (1, 5, 10, 20, 50, 100, 500)
    return next((step for step in steps if pitch * step >= full), 1000), False


def spread(values: Sequence[float], least: float) -> list[float]:
    """The values moved apart as little as can be, so that neighbours are `least` from each other."""
    order = sorted(range(len(values)), key=values.__getitem__)
    moved = list(values)
    for _ in range(60):
        for low, high in pairwise(order):
            lack = least - (moved[high] - moved[low])
            if lack > 1e-6:
                moved[low], moved[high] = moved[low] - lack / 2, moved[high] + lack / 2
    return moved
