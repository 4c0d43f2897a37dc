"""How a mark shows what its fact says of itself: checked, cited or ours, and more, less or nearly; alike in every form.

Full is checked, hollow is cited, dashed is our calculation or inference. A chevron points where the number may lie, a
lid closes what is at most so much, a feather fades what is nearly so much, a stop ends what is exactly so much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from galley.charts.canvas import FEATHER, INK_2, PAPER, Along, Layer, Row, outlined, placed
from galley.charts.claims import ENDS, Chevron, Claim, End, Look, Span, Veil, toned

if TYPE_CHECKING:
    import altair as alt

    from galley.charts.form import Datum, Ground

Fill = Literal["full", "hollow", "dashed"]
LOOKS: tuple[Fill, ...] = ("full", "hollow", "dashed")
UP, RIGHT, STOP = "M-5,-9L0,-15L5,-9", "M3,-6L9,0L3,6", "M0,-10V10"
OPEN, CAPPED = (">", ">=", ">~"), ("<", "<=")
DASH = [2, 2]


def look(datum: Datum) -> Fill:
    if datum.soft:
        return "dashed"
    return "full" if datum.status == "checked" and datum.op not in CAPPED else "hollow"


def row(datum: Datum, role: str, **more: Any) -> Row:
    """A row of a layer: the fact's number, its key, and its tone."""
    return {"key": f"{role} {datum.fact}", "number": datum.number, "tone": datum.tone, **more}


def dots(rows: Sequence[tuple[Datum, Row]], x: Along, y: Along, size: float = 60) -> Iterator[Layer | None]:
    """A round mark a fact."""
    yield placed("point", _of(rows, "full"), x, y, filled=True, size=size + 20)
    hollow: Row = {"filled": False, "fill": PAPER, "size": size, "strokeWidth": 2}
    yield placed("point", _of(rows, "hollow"), x, y, **hollow)
    yield placed("point", _of(rows, "dashed"), x, y, **hollow, strokeDash=DASH)


def bars(
    rows: Sequence[tuple[Datum, Row]], x: Along, y: Along, x2: str, y2: str, across: tuple[str, str] = ("y", "y2")
) -> Iterator[Layer | None]:
    """A rectangle a fact, from (x, y) to (x2, y2); `across` are the fields of its thickness, in pixels.

    An outline is drawn half outside its rectangle, so hollow ones are a little thinner, to be as thick as full ones.
    """
    yield placed("rect", _of(rows, "full"), x, y, x2, y2)
    outlines: tuple[tuple[Fill, Row], ...] = (("hollow", {}), ("dashed", {"strokeDash": [4, 3]}))
    for wanted, dash in outlines:
        own = [{**row, across[0]: row[across[0]] + 0.25, across[1]: row[across[1]] - 0.25} for row in _of(rows, wanted)]
        yield placed("rect", own, x, y, x2, y2, filled=False, fill=PAPER, strokeWidth=1.5, **dash)


def _of(rows: Iterable[tuple[Datum, Row]], wanted: Fill) -> list[Row]:
    return [row for datum, row in rows if look(datum) == wanted]


def above(rows: Sequence[tuple[Datum, Row]], x: Along, y: Along, lid: float = 8) -> Iterator[Layer | None]:
    """What the numbers of marks that stand upright leave open; a lid reaches `lid` pixels to either side."""
    near = [_sign(datum, row, "feather", "M-3,0H3V16H-3Z") for datum, row in rows if datum.op == "<~"]
    plain = [{key: value for key, value in row.items() if key != "tone"} for row in near]
    yield outlined(plain, x, y, fill=_faded(INK_2, down=True), strokeWidth=0)
    yield outlined([_sign(d, row, "chevron", UP) for d, row in rows if d.op in OPEN], x, y, strokeWidth=2.5)
    capped = [(datum, row) for datum, row in rows if datum.op in CAPPED]
    yield outlined([_sign(d, row, "lid", f"M-{lid:g},0H{lid:g}") for d, row in capped], x, y, strokeWidth=3)
    yield outlined([_sign(d, row, "chevron", "M-5,-15L0,-9L5,-15") for d, row in capped], x, y, strokeWidth=2.5)


def beside(
    rows: Sequence[tuple[Datum, Row]], x: Along, y: Along, pixel: float, stops: bool = False
) -> Iterator[Layer | None]:
    """How bars that lie end; `pixel` is what one is worth on their scale. `y` and `y2` of a row are its edges.

    A stop after what is exact tells where ends differ from row to row; a bar that is full needs none.
    """
    near = [
        {
            "to": row["number"] + 2 * pixel,
            "from": row["number"] - FEATHER * pixel,
            "y": row["y"] - 2,
            "y2": row["y2"] + 2,
            "key": f"veil {datum.fact}",
        }
        for datum, row in rows
        if datum.op == "<~"
    ]
    yield placed("rect", near, Along("from", x.scale), y, "to", "y2", color=_faded(PAPER, down=False))
    middles = [(datum, {**row, "middle": (row["y"] + row["y2"]) / 2}) for datum, row in rows]
    middle = Along("middle")
    ended = [(d, row) for d, row in middles if stops and (d.op in CAPPED or (d.op == "=" and not d.soft))]
    yield outlined([_sign(d, row, "stop", STOP) for d, row in ended], x, middle, strokeWidth=3)
    yield outlined([_sign(d, row, "chevron", RIGHT) for d, row in middles if d.op in OPEN], x, middle, strokeWidth=2.5)
    back = [_sign(d, row, "chevron", "M12,-6L6,0L12,6") for d, row in middles if d.op in CAPPED]
    yield outlined(back, x, middle, strokeWidth=2.5)


def before(rows: Sequence[tuple[Datum, Row]], x: Along) -> Iterator[Layer | None]:
    """What the numbers of bars that fall to the left leave open."""
    middles = [(datum, {**row, "middle": (row["y"] + row["y2"]) / 2}) for datum, row in rows]
    ahead = [_sign(d, row, "chevron", "M-3,-6L-9,0L-3,6") for d, row in middles if d.op in OPEN]
    back = [_sign(d, row, "chevron", "M-12,-6L-6,0L-12,6") for d, row in middles if d.op in CAPPED]
    yield outlined([*ahead, *back], x, Along("middle"), strokeWidth=2.5)


def _sign(datum: Datum, row: Row, role: str, outline: str) -> Row:
    return {**row, "key": f"{role} {datum.fact}", "d": outline}


def stated(ground: Ground, datum: Datum, unit: str | None) -> Datum:
    """The mark as its fact has it now: a claim does not lean on the number that was drawn."""
    return replace(datum, number=ground.measured(datum.fact, unit))


def signed(datum: Datum) -> Datum:
    """A fall as a number below zero, in the tone of what is left behind."""
    number = -datum.number if datum.falls else datum.number
    return replace(datum, number=number, tone="before" if number < 0 and datum.tone != "plain" else datum.tone)


def onward(rows: Sequence[tuple[Datum, Row]], x: Along, y: Along) -> Iterator[Layer | None]:
    """What the numbers of points on a level line leave open."""
    ahead = [_sign(d, row, "chevron", "M9,-6L15,0L9,6") for d, row in rows if d.op in OPEN]
    back = [_sign(d, row, "chevron", "M15,-6L9,0L15,6") for d, row in rows if d.op in CAPPED]
    yield outlined([*ahead, *back], x, y, strokeWidth=2.5)


def span(datum: Datum, role: str, start: float = 0) -> Span:
    """What a bar claims: that it reaches from `start` to its number, and how it ends."""
    end: End | None = None if datum.soft and datum.op != "=" else "derived" if datum.soft else ENDS[datum.op]
    return Span(f"{role} {datum.fact}", start, start + datum.number, end)


def looks(data: Iterable[Datum], role: str) -> Iterator[Claim]:
    """What marks claim by how they are drawn: full, hollow or dashed, and in which tone."""
    known = list(data)
    yield from toned((f"{role} {datum.fact}", datum.tone) for datum in known)
    for wanted in LOOKS:
        alike = tuple(f"{role} {datum.fact}" for datum in known if look(datum) == wanted)
        if alike:
            yield Look(alike, dashed=wanted == "dashed", hollow=wanted != "full")


def veils(data: Iterable[Datum], role: str) -> Iterator[Claim]:
    """What bars claim by the paper that fades over their ends."""
    yield from (Veil(f"veil {one.fact}", f"{role} {one.fact}") for one in data if one.op == "<~")


def lids(data: Iterable[Datum]) -> list[Span]:
    """What the lids on upright marks claim: that they lie at their numbers."""
    return [Span(f"lid {datum.fact}", datum.number, datum.number) for datum in data if datum.op in CAPPED]


def signs(data: Iterable[Datum], role: str, along: Literal["up", "right", "left"] = "up") -> Iterator[Claim]:
    """What marks claim by the signs above or after them, which have the tones of their marks."""
    known = list(data)
    yield from toned((f"chevron {one.fact}", one.tone) for one in known if one.op in (*OPEN, *CAPPED))
    for datum in known:
        if datum.op in OPEN:
            yield Chevron(f"chevron {datum.fact}", f"{role} {datum.fact}", along=along)
        elif datum.op in CAPPED:
            yield Chevron(f"chevron {datum.fact}", f"{role} {datum.fact}", "back", along)
        elif datum.op == "<~" and along == "up":
            yield Veil(f"feather {datum.fact}", f"{role} {datum.fact}", along)


def _faded(colour: str, down: bool) -> alt.LinearGradient:
    """From the colour to nothing, downwards or to the left; its first fifth is solid, or what it covers shows."""
    import altair as alt

    stops = [
        alt.GradientStop(color=colour, offset=0),
        alt.GradientStop(color=colour, offset=0 if down else 0.2),
        alt.GradientStop(color="transparent", offset=1),
    ]
    x1, y2 = (0, 1) if down else (1, 0)
    return alt.LinearGradient(gradient="linear", stops=stops, x1=x1, x2=0, y1=0, y2=y2)
