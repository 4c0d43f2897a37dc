"""Counts: as that many marks, as lollipops side by side, and as a share of a bar."""

from __future__ import annotations

from collections.abc import Iterator

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


def units(material: Units, width: int, fitter: Fitter) -> Sheet:
    """Marks in rows of a round number; each row is one dashed line."""
    marks = -(-material.count // material.each)
    labels = max((SCALE.width(label.words) for _, label in material.marks), default=0)
    room = width - 20 - (labels + 14 if labels else 0)
    in_a_row = next((n for n in IN_A_ROW if n * STEP[0] <= room and (marks % n == 0 or n <= 10)), 5)
    step = min(STEP[1], int(room // in_a_row))
    size = round(step * 0.7)
    rows = -(-marks // in_a_row)
    edge = in_a_row * step

    def middle(row: int) -> float:
        return row * step + size / 2

    lines = [
        {
            "x": 0,
            "x2": min(in_a_row, marks - row * in_a_row) * step - (step - size),
            "y": middle(row),
            "y2": middle(row),
            "counted": min((row + 1) * in_a_row * material.each, material.count),
        }
        for row in range(rows)
    ]
    words = [
        {"x": edge + 12 + labels, "y": middle(row) + 4.5, "t": label.words}
        for count, label in material.marks
        if (row := -(-count // material.each // in_a_row) - 1) < rows
    ]
    chevron = [{"x": edge + (22 + labels if labels else 6), "y": middle(rows - 1), "d": CHEVRON}]
    colour = COLOURS[material.tone]
    return sheet(
        [
            rule(lines, color=colour, strokeWidth=size, strokeDash=[size, step - size]),
            text(words, SCALE, align="right", fill=INK_2),
            path(chevron if material.end == "open" else [], stroke=colour, strokeWidth=2.5),
        ],
        width,
        (rows - 1) * step + max(size, 14 if labels or material.end == "open" else 0) + 2,
    )


def lollipops(material: Lollipops, width: int, fitter: Fitter) -> Sheet:
    """Each count from zero on one scale, longest possible; labels wrap within two fifths of the width."""
    column = min(max(LABEL.width(row.label.words) for row in material.rows), round(width * 0.4))
    labels = [fitter.lines(row.label, column, LABEL, 3) for row in material.rows]
    zero = round(column) + 14.5
    most = max(row.amount.number for row in material.rows)
    figure = max(FIGURE.width(row.amount.words.words) for row in material.rows)
    scale = measure((0, most), (zero, round(width - figure - 20)))
    pitch = max(44, 20 * max(map(len, labels)) + 16)
    stems: list[Row] = []
    words: list[Row] = []
    for index, (row, lines) in enumerate(zip(material.rows, labels, strict=True)):
        y = index * pitch + pitch / 2
        stems.append(
            {"zero": 0, "count": row.amount.number, "y": y, "y2": y, "tone": row.tone, "t": row.amount.words.words}
        )
        words.append({"x": 0, "y": y + 5 - 10 * (len(lines) - 1), "t": lines})
    height = len(material.rows) * pitch
    return sheet(
        [
            rule([{"x": zero, "x2": zero, "y": 0, "y2": height}], color=INK),
            rule(stems, "zero", "count", scale, strokeWidth=3),
            point([_only(row, "count", "y", "tone") for row in stems], "count", scale, filled=True, size=154),
            text([_only(row, "count", "y", "t") for row in stems], FIGURE, "count", scale, dx=16, dy=7),
            text(words, LABEL, fill=INK_2, lineHeight=20),
        ],
        width,
        height,
    )


def _only(row: Row, *keys: str) -> Row:
    return {key: row[key] for key in keys}


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
