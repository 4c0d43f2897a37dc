"""Marks on one ruler: each begins and ends at its values, and a unit is as long at every one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log10

from galley.charts.claims.claim import WITHIN, Claim
from galley.charts.claims.signs import SIGNS, End, Sign, bearer, signs_at_end
from galley.charts.readback import Along, Picture, Point

_THINNEST = 0.9  # px of a mark that has a length
STROKE = 1.1  # px by which an outlined bar may be thicker than a full one


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
class OneRuler(Claim):
    """Marks on one scale: there must be one ruler on which every mark lies at its value, nought included.

    `signs` are those by which the form tells how a mark ends. A dashed stroke in `pitches` is cut once every so much.
    `ticks` lie on it as well, those that have room.
    """

    along: Along
    spans: tuple[Span, ...]
    signs: tuple[Sign, ...] = ()  # in an order: pictures are kept by what their claims say
    pitches: tuple[tuple[str, float], ...] = ()
    ticks: tuple[Span, ...] = ()
    log: bool = False

    @property
    def marks(self) -> frozenset[str]:
        ends = {bearer(kind, span.mark) for span in self.spans if span.end for kind in self._expected(span.end)}
        return frozenset({span.mark for span in self.spans} | (ends - {""}))

    @property
    def spare(self) -> frozenset[str]:
        return frozenset({*(mark for mark, _ in self.pitches), *(tick.mark for tick in self.ticks)})

    def untrue(self, picture: Picture) -> Iterator[str]:
        edges = list(self.edges(picture))
        nought, unit = laid([(value, at) for _, value, at in edges])
        for mark, value, at in edges:
            if abs(nought + unit * value - at) > WITHIN:
                yield f"{mark} is drawn at {abs(at):.1f} px, and lies at {abs(nought + unit * value):.1f}"
        if unit < 0:
            yield "the scale runs backwards"
        yield from self._unlike(picture)
        yield from self._misended(picture)
        yield from self._miscut(picture, nought, unit)

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
        """Marks of one part, the first word of their keys, are equally thick, but for a stroke: eyes compare areas."""
        parts: dict[str, list[tuple[float, str]]] = {}
        for span in self.spans:
            for shape in picture.shapes.get(span.mark, ()):
                if span.start != span.stop and not shape.dash:
                    thick = shape.box.across(self.along) + shape.stroke
                    parts.setdefault(span.mark.partition(" ")[0], []).append((thick, span.mark))
        for (thin, one), (thick, other) in ((min(found), max(found)) for found in parts.values()):
            if thin < _THINNEST:
                yield f"{one} is {thin:.1f} px thin"
            if thick - thin > STROKE:
                yield f"{other} is {thick - thin:.1f} px thicker than {one}"

    def _misended(self, picture: Picture) -> Iterator[str]:
        for span in self.spans:
            if span.end:
                signs, expected = signs_at_end(picture, span.mark, self.along), self._expected(span.end)
                if signs != expected:
                    yield f"{span.mark} ends in {_listed(signs)}, and should in {_listed(expected)}"

    def _expected(self, end: End) -> frozenset[Sign]:
        return SIGNS[end].intersection(self.signs)

    def _miscut(self, picture: Picture, nought: float, unit: float) -> Iterator[str]:
        for mark, value in self.pitches:
            for shape in picture.shapes.get(mark, ()):
                if abs(shape.box.edges(self.along)[0] - nought) > WITHIN:
                    yield f"{mark} does not begin at nought"
                if abs(sum(shape.dash) - unit * value) > 0.1:
                    yield f"{mark} is cut every {sum(shape.dash):g} px, and should be every {unit * value:.1f}"


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


def _listed(signs: Iterable[str]) -> str:
    return ", ".join(sorted(signs)) or "nothing"
