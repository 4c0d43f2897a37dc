"""What the marks of a drawing claim, and whether that is so: compared with the facts by code that draws nothing.

A form says what its marks claim (this bar reaches from nought to this fact); what was drawn is read back from the
finished picture. A mark that claims nothing, and a claim that nothing is drawn for, are faults as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import log10
from typing import Literal, Protocol

from galley.charts.readback import Along, Box, Picture, Point, Shape, Words
from galley.marks import plain

End = Literal["exact", "nearly", "open", "capped", "about", "derived"]
"""exact: a stop · nearly: feathered · open: it goes on · capped: a lid, and it lies below ·
about: cut, without a stop · derived: dashed"""
Sign = Literal["stop", "fade", "veil", "onward", "back", "dash"]
"""stop: a stroke across the end · fade: a feather, veil: of paper laid over the end · onward, back: a chevron after the
end and before it · dash: a cut stroke"""

STROKE = 1.1  # px by which an outlined bar may be thicker than a full one
WITHIN = 0.6  # px that a mark may lie beside its value: drawings are rounded to tenths
NEAR_END = 20  # px from the end of a mark within which its chevron points
SIGNS: dict[End, frozenset[Sign]] = {
    "exact": frozenset({"stop"}),
    "nearly": frozenset({"fade", "veil"}),
    "open": frozenset({"onward"}),
    "capped": frozenset({"stop", "back"}),
    "about": frozenset(),
    "derived": frozenset({"dash"}),
}


class Claim(Protocol):
    """Something that marks claim."""

    @property
    def marks(self) -> frozenset[str]:
        """The keys of the marks that it is about."""

    def untrue(self, picture: Picture) -> Iterator[str]:
        """What of it the picture does not bear out."""


class Counting:
    """A claim that says itself how often its marks are drawn: every other mark is drawn once."""

    __slots__ = ()

    @property
    def counted(self) -> frozenset[str]:
        """The keys of the marks that it counts."""
        raise NotImplementedError


def untrue(picture: Picture, claims: Sequence[Claim]) -> list[str]:
    """Everything in which the picture does not show what is claimed, and marks and words that claim nothing.

    A mark that no claim counts is drawn once: a second bar beside the first would be read as another amount.
    """
    claimed = frozenset[str]().union(*(claim.marks for claim in claims))
    drawn = {*picture.shapes, *picture.written}
    sparing = (claim for claim in claims if isinstance(claim, OneRuler | Level | Numbers | Beside))
    spare = frozenset[str]().union(*(claim.spare for claim in sparing))
    found = [f"{mark} is drawn, and claims nothing" for mark in sorted(drawn - claimed - spare)]
    found += [f"{mark} is not drawn" for mark in sorted(claimed - drawn)]
    figures = frozenset(fact for claim in claims if isinstance(claim, Figures) for fact, _ in claim.own)
    loose = (word.words for word in picture.words if not word.mark and figures.isdisjoint(word.facts))
    found += [f"“{plain(words)}” is written, and claims nothing" for words in loose]
    if found:
        return found
    counted = frozenset[str]().union(*(claim.counted for claim in claims if isinstance(claim, Counting)))
    drawn_often = {mark: len(places) for mark, places in picture.boxes.items() if len(places) > 1}
    found += [f"{mark} is drawn {times} times" for mark, times in drawn_often.items() if mark not in counted]
    found += [f"it is drawn by {what}, which nothing reads back" for what in picture.unread]
    outside = (mark for mark in picture.shapes for box in picture.boxes[mark] if not _inside(box, picture))
    found += [f"{mark} is drawn outside the picture" for mark in dict.fromkeys(outside)]
    return found + [fault for claim in claims for fault in claim.untrue(picture)]


def _inside(box: Box, picture: Picture) -> bool:
    x = box.left >= -1 and box.right <= picture.width + 1
    return x and box.top >= -1 and box.bottom <= picture.height + 1


@dataclass(frozen=True, slots=True)
class Span:
    """A mark that reaches from one value to another, as a bar does from nought; a point where both are the same.

    It goes on for ever where `stop` is None. `end` is how the mark must end; `short` is by how many pixels it is cut
    before its value, to stand clear of the next.
    """

    mark: str
    start: float
    stop: float | None
    end: End | None = None
    short: float = 0


@dataclass(frozen=True, slots=True)
class OneRuler:
    """Marks on one scale: there must be one ruler on which every mark lies at its value, nought included.

    `signs` are those by which the form tells how a mark ends. A dashed stroke in `pitches` is cut once every so much.
    `ticks` lie on it as well, those that have room.
    """

    along: Along
    spans: tuple[Span, ...]
    signs: frozenset[Sign] = frozenset()
    pitches: tuple[tuple[str, float], ...] = ()
    ticks: tuple[Span, ...] = ()
    log: bool = False

    @property
    def marks(self) -> frozenset[str]:
        ends = {_ending(kind, span.mark) for span in self.spans if span.end for kind in self._expected(span.end)}
        return frozenset({span.mark for span in self.spans} | (ends - {""}))

    @property
    def spare(self) -> frozenset[str]:
        """Marks that need not be there: they are left out where there is no room for them."""
        return frozenset({*(mark for mark, _ in self.pitches), *(tick.mark for tick in self.ticks)})

    def untrue(self, picture: Picture) -> Iterator[str]:
        edges = list(self.edges(picture))
        ruler = laid([(value, at) for _, value, at in edges])
        for mark, value, at in edges:
            if abs(ruler[0] + ruler[1] * value - at) > WITHIN:
                yield f"{mark} is drawn at {abs(at):.1f} px, and lies at {abs(ruler[0] + ruler[1] * value):.1f}"
        if ruler[1] < 0:
            yield "the scale runs backwards"
        yield from self._unlike(picture)
        for span in self.spans:
            if span.end:
                yield from self._ends(picture, span, span.end)
        for mark, value in self.pitches:
            for shape in picture.shapes.get(mark, ()):
                if abs(shape.box.edges(self.along)[0] - ruler[0]) > WITHIN:
                    yield f"{mark} does not begin at nought"
                if abs(sum(shape.dash) - ruler[1] * value) > 0.1:
                    yield f"{mark} is cut every {sum(shape.dash):g} px, and should be every {ruler[1] * value:.1f}"

    def edges(self, picture: Picture) -> Iterator[tuple[str, float, float]]:
        """Each edge that stands for a value: its mark, the value as the ruler takes it, and where it is drawn."""
        for span in (*self.spans, *self.ticks):
            for box in picture.places(span.mark):
                low, high = box.edges(self.along)
                if span.stop is None:
                    yield span.mark, self._value(span.start), low
                elif span.start == span.stop:
                    yield span.mark, self._value(span.start), (low + high) / 2
                else:
                    first, last = (low, high) if span.stop > span.start else (high, low)
                    yield span.mark, self._value(span.start), first
                    yield span.mark, self._value(span.stop), last + span.short

    def _value(self, value: float) -> float:
        return log10(value) if self.log else value

    def _unlike(self, picture: Picture) -> Iterator[str]:
        """Marks of one part are equally thick, a stroke more or less: an eye compares their areas."""
        parts: dict[str, list[tuple[float, str]]] = {}
        for span in self.spans:
            for shape in picture.shapes.get(span.mark, ()):
                if span.start != span.stop and not shape.dash:
                    thick = shape.box.across(self.along) + shape.stroke
                    parts.setdefault(_part(span.mark), []).append((thick, span.mark))
        for (thin, one), (thick, other) in ((min(found), max(found)) for found in parts.values()):
            if thick - thin > STROKE:
                yield f"{other} is {thick - thin:.1f} px thicker than {one}"

    def _expected(self, end: End) -> frozenset[Sign]:
        return SIGNS[end] & self.signs

    def _ends(self, picture: Picture, span: Span, end: End) -> Iterator[str]:
        shapes = picture.shapes[span.mark]
        signs: set[Sign] = set()
        signs |= {"fade"} if all(shape.fade for shape in shapes) else set()
        signs |= {"dash"} if all(shape.dash for shape in shapes) else set()
        at = max(shape.box.edges(self.along)[1] for shape in shapes)
        for shape in picture.shapes.get(_ending("stop", span.mark), ()):
            low, high = shape.box.edges(self.along)
            signs |= {"stop"} if high - low < 1 and abs(low - at) <= WITHIN and _crosses(shape, shapes) else set()
        for shape in picture.shapes.get(_ending("veil", span.mark), ()):
            low, high = shape.box.edges(self.along)
            signs |= {"veil"} if low < at <= high else set()
        for shape in picture.shapes.get(_ending("onward", span.mark), ()):
            near = abs(_apex(shape, self.along) - at) <= NEAR_END and _on_axis(shape, shapes, self.along)
            signs |= {_points(shape, self.along)} if near else set()
        if signs != self._expected(end):
            yield f"{span.mark} ends in {_listed(signs)}, and should in {_listed(self._expected(end))}"


def laid(edges: Sequence[tuple[float, float]]) -> Point:
    """The ruler through the edges, as the pixel of nought and pixels a unit: that on which the most of them lie."""
    pairs = sorted(set(edges))
    values = {value for value, _ in pairs}
    if len(values) < 2:
        return (pairs[0][1] if pairs else 0.0), 0.0
    best = _through(pairs[0], pairs[-1])
    if _off(best, pairs):
        best = min(
            (_through(a, b) for a, b in combinations(pairs[:40], 2) if a[0] != b[0]), key=lambda r: _off(r, pairs)
        )
    return best


def _through(low: Point, high: Point) -> tuple[float, float]:
    unit = (high[1] - low[1]) / (high[0] - low[0])
    return low[1] - unit * low[0], unit


def _off(ruler: tuple[float, float], pairs: Iterable[Point]) -> int:
    return sum(abs(ruler[0] + ruler[1] * value - at) > WITHIN for value, at in pairs)


def _part(mark: str) -> str:
    """What part a mark plays: the first word of its key."""
    return mark.partition(" ")[0]


def _ending(sign: Sign, mark: str) -> str:
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
    axis = (_across(shape.box, along) for shape in (chevron, *shapes))
    first, *others = axis
    return min(others) - 1 <= first <= max(others) + 1


def _across(box: Box, along: Along) -> float:
    """The middle of a mark across that direction."""
    return _middle(box)[1 if along == "right" else 0]


def _apex(chevron: Shape, along: Along) -> float:
    return _ahead(chevron.points[len(chevron.points) // 2], along)


def _points(chevron: Shape, along: Along) -> Sign:
    """Whether a chevron points where values grow, or back."""
    return "onward" if _apex(chevron, along) > _ahead(chevron.points[0], along) else "back"


def _ahead(point: Point, along: Along) -> float:
    return {"right": point[0], "left": -point[0], "down": point[1], "up": -point[1]}[along]


def _listed(signs: Iterable[str]) -> str:
    return ", ".join(sorted(signs)) or "nothing"


@dataclass(frozen=True, slots=True)
class Count(Counting):
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
class Strokes(Counting):
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


@dataclass(frozen=True, slots=True)
class Chevron:
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
            level = abs(_middle(chevron.box)[across] - _middle(last)[across]) <= 1
            if not level or _apex(chevron, self.along) < last.edges(self.along)[1]:
                yield f"{self.mark} does not stand after the end of {self.of}"


@dataclass(frozen=True, slots=True)
class Level:
    """What lies in line with a mark, as a dot on its bar or the notches of a track; it may be left out."""

    mark: str
    spare: frozenset[str]
    along: Along = "right"
    thick: bool = False  # whether they are equally thick as well

    @property
    def marks(self) -> frozenset[str]:
        return frozenset({self.mark})

    def untrue(self, picture: Picture) -> Iterator[str]:
        low, high = _breadth(picture.shapes[self.mark], self.along)
        for mark in sorted(self.spare & picture.shapes.keys()):
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
class Order:
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


Stands = Literal["near", "row", "column", "above"]
"""near: nowhere is another mark nearer · row: nor at another height · column: no other's middle is less far aside ·
above: marks wholly above it do not count"""


@dataclass(frozen=True, slots=True)
class Beside:
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
class Numbers:
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


@dataclass(frozen=True, slots=True)
class Figures:
    """Every figure of these facts stands nearer to its own mark than to another's.

    `spared` are facts whose figures may be left out, where they have no room.
    """

    own: tuple[tuple[str, str], ...]  # each fact and its mark
    stands: Stands = "near"
    spared: frozenset[str] = frozenset()

    @property
    def marks(self) -> frozenset[str]:
        return frozenset(mark for _, mark in self.own)

    def untrue(self, picture: Picture) -> Iterator[str]:
        among = tuple(mark for _, mark in self.own)
        for fact, mark in self.own:
            figures = [word for word in picture.words if fact in word.facts]
            if not figures and fact not in self.spared:
                yield f"the figure of {fact} is not beside {mark}"
            for word in figures:
                if not word.mark:  # words with a key have a claim of their own
                    yield from _stranded(picture, plain(word.words), word.box, mark, among, self.stands)


def _stranded(picture: Picture, name: str, box: Box, of: str, among: Iterable[str], stands: Stands) -> Iterator[str]:
    """Whether another mark is nearer to the box than its own."""

    def apart(mark: str) -> float:
        boxes = picture.boxes[mark]
        if stands == "row":
            return min(max(box.top - other.bottom, other.top - box.bottom, 0) for other in boxes)
        if stands == "column":
            return min(abs(_middle(box)[0] - _middle(other)[0]) for other in boxes)
        under = [other for other in boxes if stands == "near" or other.bottom >= box.top]
        return min((box.apart(other) for other in under), default=float("inf"))

    own = apart(of)
    nearest = min((mark for mark in among if mark != of), key=apart, default=of)
    if own == float("inf") or (nearest != of and apart(nearest) <= own):
        yield f"{name} stands at {nearest if own != float('inf') else 'nothing'}, and belongs to {of}"


def misworded(word: Words, allowed: str | tuple[str, ...]) -> Iterator[str]:
    """Whether words are none of those that their mark may say."""
    known = (allowed,) if isinstance(allowed, str) else allowed
    if _unspaced(word.words) not in map(_unspaced, known):
        yield f"{word.mark} says “{plain(word.words)}”, and should say “{plain(known[0])}”"


def _digits(words: str) -> str:
    return "".join(letter for letter in plain(words) if letter.isdecimal())


def _unspaced(words: str) -> str:
    return re.sub(r"\s", "", words)


@dataclass(frozen=True, slots=True)
class Leader:
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


JOINED = 6  # px from a leader to what it joins


@dataclass(frozen=True, slots=True)
class Joined(Counting):
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
        meant = [[_middle(picture.boxes[mark][0]) for mark in piece] for piece in self.through]
        if len(drawn) != len(meant):
            yield f"{self.line} is drawn in {len(drawn)} pieces, and has {len(meant)}"
        for piece, points in zip(drawn, meant, strict=False):
            pairs = zip(piece, points, strict=False)
            if len(piece) != len(points) or any(Box(*a * 2).apart(Box(*b * 2)) > 1 for a, b in pairs):
                yield f"{self.line} does not pass through its points"


def _middle(box: Box) -> Point:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


@dataclass(frozen=True, slots=True)
class Look:
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
