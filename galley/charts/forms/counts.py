"""Counts: as that many marks, as lollipops side by side, and as a share of a bar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from galley.charts.canvas import (
    CHEVRON,
    COLOURS,
    FIGURE,
    HEAD,
    INK,
    INK_2,
    LABEL,
    NOTE,
    SCALE,
    Layer,
    Row,
    Sheet,
    faded,
    measure,
    path,
    point,
    rect,
    rule,
    sheet,
    text,
)
from galley.charts.fit import Fitter
from galley.charts.material import Lollipops, Share, Units

STEP = (9, 11)  # px from mark to mark, at least and at most: many small marks, which no other chart is crushed by
IN_A_ROW = (50, 40, 30, 25, 20, 15, 10, 5)


@dataclass(frozen=True, slots=True)
class Grid:
    """Marks in rows: how many there are and stand in a row, how far apart, and how large."""

    marks: int
    in_a_row: int
    step: int
    size: int

    @property
    def rows(self) -> int:
        return -(-self.marks // self.in_a_row)

    @property
    def edge(self) -> int:
        return self.in_a_row * self.step

    def middle(self, row: int) -> float:
        return row * self.step + self.size / 2


def units(material: Units, width: int, fitter: Fitter) -> Sheet:
    """Marks in rows of a round number; each row is one dashed line."""
    labels = max((SCALE.width(label.words) for _, label in material.marks), default=0)
    grid = _grid(-(-material.count // material.each), width - 20 - (labels + 14 if labels else 0))
    counted = [(n // material.each // grid.in_a_row - 1, label) for n, label in material.marks]
    words = [{"x": grid.edge + 12 + labels, "y": grid.middle(row) + 4.5, "t": label.words} for row, label in counted]
    end = {"x": grid.edge + (22 + labels if labels else 6), "y": grid.middle(grid.rows - 1), "d": CHEVRON}
    goes_on = material.end == "open"
    colour = COLOURS[material.tone]
    dash = [grid.size, grid.step - grid.size]
    return sheet(
        [
            rule(list(_lines(material, grid)), color=colour, strokeWidth=grid.size, strokeDash=dash),
            text(words, SCALE, align="right", fill=INK_2),
            path([end] if goes_on else [], stroke=colour, strokeWidth=2.5),
        ],
        width,
        (grid.rows - 1) * grid.step + max(grid.size, 14 if labels or goes_on else 0) + 2,
    )


def _grid(marks: int, room: float) -> Grid:
    """The longest round row that has room, and that leaves no row short if it can be helped."""
    in_a_row = next((n for n in IN_A_ROW if n * STEP[0] <= room and (marks % n == 0 or n <= 10)), 5)
    step = min(STEP[1], int(room // in_a_row))
    return Grid(marks, in_a_row, step, round(step * 0.7))


def _lines(material: Units, grid: Grid) -> Iterator[Row]:
    for row in range(grid.rows):
        here = min(grid.in_a_row, grid.marks - row * grid.in_a_row)
        stop = here * grid.step - (grid.step - grid.size)
        counted = min((row + 1) * grid.in_a_row * material.each, material.count)
        yield {"x": 0, "x2": stop, "y": grid.middle(row), "y2": grid.middle(row), "counted": counted}


def lollipops(material: Lollipops, width: int, fitter: Fitter) -> Sheet:
    """Each count from zero on one scale, as long as can be; labels wrap within two fifths of the width."""
    column = min(max(LABEL.width(row.label.words) for row in material.rows), round(width * 0.4))
    labels = [fitter.lines(row.label, column, LABEL, 3) for row in material.rows]
    zero = round(column) + 14.5
    figure = max(FIGURE.width(row.amount.words.words) for row in material.rows)
    scale = measure((0, max(row.amount.number for row in material.rows)), (zero, round(width - figure - 20)))
    pitch = max(44, 20 * max(map(len, labels)) + 16)
    middles = [index * pitch + pitch / 2 for index in range(len(labels))]
    counts = [{"count": r.amount.number, "y": y, "tone": r.tone} for r, y in zip(material.rows, middles, strict=True)]
    figures = [
        {"count": c["count"], "y": c["y"], "t": r.amount.words.words}
        for c, r in zip(counts, material.rows, strict=True)
    ]
    words = [{"x": 0, "y": y + 5 - 10 * (len(lines) - 1), "t": lines} for y, lines in zip(middles, labels, strict=True)]
    height = len(labels) * pitch
    return sheet(
        [
            rule([{"x": zero, "x2": zero, "y": 0, "y2": height}], color=INK),
            rule([{"zero": 0, **count, "y2": count["y"]} for count in counts], "zero", "count", scale, strokeWidth=3),
            point(counts, "count", scale, filled=True, size=154),
            text(figures, FIGURE, "count", scale, dx=16, dy=7),
            text(words, LABEL, fill=INK_2, lineHeight=20),
        ],
        width,
        height,
    )


def share(material: Share, width: int, fitter: Fitter) -> Sheet:
    """The whole bar is 100 %; a share that is nearly so much ends in a feather."""
    part = fitter.line(material.part, width, HEAD)
    rest = fitter.line(material.rest, width, NOTE)
    together = HEAD.width(part) + 20 + NOTE.width(rest) <= width
    top = 26 if together else 46
    bottom = top + 34
    scale = measure((0, 1), (0, width))
    colour = COLOURS[material.tone]
    bar = [{"from": 0, "share": material.share.number, "y": top, "y2": bottom}]
    feathered = material.share.end == "nearly"
    length = material.share.number * width
    heads = [{"x": 0, "y": 15, "t": part}]
    return sheet(
        [
            rect(bar, "from", "share", scale, color=faded(colour, length) if feathered else colour),
            rect(
                [{"x": 0.5, "x2": width - 0.5, "y": top + 0.5, "y2": bottom - 0.5}],
                filled=False,
                stroke=INK,
                strokeWidth=1,
            ),
            rule([{"x": x, "x2": x, "y": bottom, "y2": bottom + 5} for x in (0.5, length, width - 0.5)], color=INK_2),
            text(heads, HEAD, fill=colour),
            text([{"x": width, "y": 15 if together else 36, "t": rest}], fill=INK_2, align="right"),
            *_share_scale(material, width, bottom, fitter),
            *_whole(material, width, bottom + 36, fitter),
        ],
        width,
        bottom + (66 if material.total else 26),
    )


def _share_scale(material: Share, width: int, bottom: float, fitter: Fitter) -> Iterator[Layer | None]:
    zero, hundred = (label.words for label in material.ends)
    words = fitter.line(material.share.words, width, HEAD)
    half = HEAD.width(words) / 2
    left, right = SCALE.width(zero) + 8, width - SCALE.width(hundred) - 8
    middle = min(max(material.share.number * width, left + half), right - half)
    yield text([{"x": 0, "y": bottom + 20, "t": zero}], SCALE, fill=INK_2)
    yield text([{"x": width, "y": bottom + 20, "t": hundred}], SCALE, fill=INK_2, align="right")
    yield text(
        [{"x": round(middle, 1), "y": bottom + 22, "t": words}], HEAD, fill=COLOURS[material.tone], align="center"
    )


def _whole(material: Share, width: int, top: float, fitter: Fitter) -> Iterator[Layer | None]:
    """Our own calculation of the whole, in a dashed outline."""
    if material.total is None:
        return
    yield rect(
        [{"x": 0.75, "x2": width - 0.75, "y": top, "y2": top + 28}],
        filled=False,
        stroke=INK_2,
        strokeWidth=1.5,
        strokeDash=[4, 3],
    )
    words = fitter.line(material.total, width - 16, LABEL)
    yield text([{"x": width / 2, "y": top + 19, "t": words}], LABEL, fill=INK_2, align="center")
