"""How a mark shows what its fact says of itself: by its end, and by being solid or dashed, full or hollow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from galley.charts.claims.claim import WITHIN, Claim
from galley.charts.readback import PAPER, Along, Box, Picture, Point, Shape
from galley.model import Op

End = Literal["exact", "nearly", "open", "capped", "about", "derived"]
"""exact: a stop · nearly: feathered · open: it goes on · capped: a lid, and it lies below ·
about: cut, without a stop · derived: dashed"""
Sign = Literal["stop", "fade", "veil", "onward", "back", "dash"]
"""stop: a stroke across the end · fade: a feather, veil: of paper laid over the end · onward, back: a chevron after the
end and before it · dash: a cut stroke"""

ENDS: Mapping[Op, End] = {
    **{"=": "exact", "±": "exact", "<~": "nearly", "~": "about"},
    **{"<": "capped", "<=": "capped", ">": "open", ">~": "open", ">=": "open"},
}
"""How the mark of a number must end; what draws has a table of its own, in charts/voice.py."""
NEAR_END = 20  # px from the end of a mark within which its chevron points
SIGNS: dict[End, frozenset[Sign]] = {
    "exact": frozenset({"stop"}),
    "nearly": frozenset({"fade", "veil"}),
    "open": frozenset({"onward"}),
    "capped": frozenset({"stop", "back"}),
    "about": frozenset(),
    "derived": frozenset({"dash"}),
}


def signs_at_end(picture: Picture, mark: str, along: Along) -> set[Sign]:
    """The signs by which the mark is drawn to end where its values are highest."""
    shapes = picture.shapes[mark]
    found: set[Sign] = set()
    found |= {"fade"} if all(0 < shape.fade * _long(shape.box, along) <= _FEATHER for shape in shapes) else set()
    found |= {"dash"} if all(shape.dash for shape in shapes) else set()
    at = max(shape.box.edges(along)[1] for shape in shapes)
    for shape in picture.shapes.get(bearer("stop", mark), ()):
        low, high = shape.box.edges(along)
        found |= {"stop"} if high - low < 1 and abs(low - at) <= WITHIN and _crosses(shape, shapes) else set()
    for shape in picture.shapes.get(bearer("veil", mark), ()):
        low, high = shape.box.edges(along)
        found |= {"veil"} if low < at <= high else set()
    for shape in picture.shapes.get(bearer("onward", mark), ()):
        near = abs(_apex(shape, along) - at) <= NEAR_END and _on_axis(shape, shapes, along)
        found |= {_points(shape, along)} if near else set()
    return found


def _long(box: Box, along: Along) -> float:
    low, high = box.edges(along)
    return high - low


def bearer(sign: Sign, mark: str) -> str:
    """The key of the mark that stands at the end of another; nothing where that mark itself bears the sign."""
    role = {"stop": "stop", "veil": "veil", "onward": "chevron", "back": "chevron"}.get(sign)
    return f"{role} {mark.partition(' ')[2]}" if role else ""


def _crosses(stop: Shape, shapes: Iterable[Shape]) -> bool:
    """Whether the stop reaches as far as the mark that it ends, on both sides."""
    around = [shape.box for shape in shapes]
    box = stop.box
    return all(
        box.top <= other.top + WITHIN and other.bottom - WITHIN <= box.bottom
        if box.bottom - box.top > box.right - box.left
        else box.left <= other.left + WITHIN and other.right - WITHIN <= box.right
        for other in around
    )


def _on_axis(chevron: Shape, shapes: Sequence[Shape], along: Along) -> bool:
    """Whether a chevron stands in line with the mark that it is of."""
    first, *others = (shape.box.middle[1 if along == "right" else 0] for shape in (chevron, *shapes))
    return min(others) - 1 <= first <= max(others) + 1


def _apex(chevron: Shape, along: Along) -> float:
    return _ahead(chevron.points[len(chevron.points) // 2], along)


def _points(chevron: Shape, along: Along) -> Sign:
    """Whether a chevron points where values grow, or back."""
    return "onward" if _apex(chevron, along) > _ahead(chevron.points[0], along) else "back"


def _ahead(point: Point, along: Along) -> float:
    return {"right": point[0], "left": -point[0], "down": point[1], "up": -point[1]}[along]


@dataclass(frozen=True, slots=True)
class Chevron(Claim):
    """A chevron after the end of a mark, or after the last of those that are counted: it goes on, or is less."""

    mark: str
    of: str
    points: Literal["onward", "back"] = "onward"
    along: Along = "right"

    @property
    def marks(self) -> frozenset[str]:
        return frozenset({self.mark, self.of})

    def untrue(self, picture: Picture) -> Iterator[str]:
        across = 1 if self.along in ("right", "left") else 0
        last = max(picture.boxes[self.of], key=lambda box: box.bottom)
        for chevron in picture.shapes[self.mark]:
            if _points(chevron, self.along) != self.points:
                yield f"{self.mark} does not point {self.points}"
            level = abs(chevron.box.middle[across] - last.middle[across]) <= 1
            if not level or _apex(chevron, self.along) < last.edges(self.along)[1]:
                yield f"{self.mark} does not stand after the end of {self.of}"


@dataclass(frozen=True, slots=True)
class Look(Claim):
    """Marks that are drawn alike: dashed or solid, hollow or full."""

    alike: tuple[str, ...]
    dashed: bool | None = None
    hollow: bool | None = None

    @property
    def marks(self) -> frozenset[str]:
        return frozenset(self.alike)

    def untrue(self, picture: Picture) -> Iterator[str]:
        for mark in self.alike:
            for shape in picture.shapes.get(mark, ()):
                if self.dashed is not None and bool(shape.dash) != self.dashed:
                    yield f"{mark} is {'dashed' if shape.dash else 'solid'}, and should not be"
                if self.hollow is not None and shape.hollow != self.hollow:
                    yield f"{mark} is {'hollow' if shape.hollow else 'full'}, and should not be"


TONES: Mapping[str, str] = {
    "before": "var(--before)",
    "after": "var(--after)",
    "plain": "var(--ink)",
    "quiet": "var(--mute)",
}
"""The colour of each tone; what draws has a table of its own, in charts/canvas.py."""


@dataclass(frozen=True, slots=True)
class Toned(Claim):
    """Marks and words that are seen in one tone: where two lines or points meet, nothing else tells them apart."""

    alike: tuple[str, ...]
    tone: str

    @property
    def marks(self) -> frozenset[str]:
        return frozenset(self.alike)

    def untrue(self, picture: Picture) -> Iterator[str]:
        for mark in self.alike:
            painted = {shape.paint for shape in picture.shapes.get(mark, ())}
            painted |= {word.paint for word in picture.written.get(mark, ())}
            if painted != {TONES[self.tone]}:
                yield f"{mark} is painted {', '.join(sorted(painted))}, and should be {TONES[self.tone]}"


def toned(marks: Iterable[tuple[str, str]]) -> Iterator[Claim]:
    """What marks claim by their colours: each with its tone."""
    known = list(marks)
    for tone in dict.fromkeys(tone for _, tone in known):
        yield Toned(tuple(mark for mark, own in known if own == tone), tone)


@dataclass(frozen=True, slots=True)
class Veil(Claim):
    """What tells that a number is nearly reached: paper that fades over the end of a mark, or a feather below it."""

    mark: str
    of: str
    along: Along = "right"

    @property
    def marks(self) -> frozenset[str]:
        return frozenset({self.mark, self.of})

    def untrue(self, picture: Picture) -> Iterator[str]:
        across = 1 if self.along in ("right", "left") else 0
        box, own = picture.boxes[self.mark][0], picture.boxes[self.of][0]
        low, high = box.edges(self.along)
        at = own.edges(self.along)[1]
        under = max(shape.after for shape in picture.shapes[self.of]) if self.along == "right" else -1
        veils = picture.shapes[self.mark]
        fades = all(veil.fade and high - low <= _FEATHER and veil.after > under for veil in veils)
        if not fades or abs(box.middle[across] - own.middle[across]) > 1 or not low < at <= high + _ROUND:
            yield f"{self.mark} does not lie at the end of {self.of}"


_FEATHER = 26  # px over which a mark may fade at its end
_ROUND = 8  # px that a round mark may reach beyond its number


@dataclass(frozen=True, slots=True)
class Unkeyed(Claim):
    """What bears no key claims nothing: thin lines in no tone, and paper that covers the end of no mark, nor words."""

    @property
    def marks(self) -> frozenset[str]:
        return frozenset()

    def untrue(self, picture: Picture) -> Iterator[str]:
        for one in picture.ground:
            box = one.box
            at = f"from {box.left:.0f}, {box.top:.0f} to {box.right:.0f}, {box.bottom:.0f}"
            if one.paint == PAPER:
                yield from (
                    f"{hidden} is covered by a shape without a key, {at}" for hidden in self._covered(picture, one)
                )
            elif one.paint and (not one.hollow or one.stroke > _THIN or one.paint in _TELLING):
                yield f"a shape without a key, {at}, would be read as a mark"

    @staticmethod
    def _covered(picture: Picture, paper: Shape) -> Iterator[str]:
        """The marks of which it hides an end, unless it is the ground of one that is drawn upon it; words too."""
        shapes = [(mark, shape) for mark, found in picture.shapes.items() for shape in found]
        if any(shape.after > paper.after and paper.box.holds(shape.box) for _, shape in shapes):
            return
        for mark, shape in shapes:
            corners = {(x, y) for x in (shape.box.left, shape.box.right) for y in (shape.box.top, shape.box.bottom)}
            if shape.after < paper.after and any(paper.box.holds(Box(*corner * 2)) for corner in corners):
                yield mark
        yield from (word.mark or "a figure" for word in picture.words if paper.box.holds(Box(*word.box.middle * 2)))


_THIN = 2.0  # px of a line that parts
_TELLING = frozenset({TONES["before"], TONES["after"]})
