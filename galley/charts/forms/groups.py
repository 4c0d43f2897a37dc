"""Things in groups: counted one mark each beside another group, or named with the state each is in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from galley.charts.canvas import (
    INK,
    INK_2,
    LABEL,
    MUTE,
    NOTE,
    RULE,
    Layer,
    Row,
    Sheet,
    path,
    rule,
    sheet,
    text,
)
from galley.charts.fit import Fitter, Label, Type
from galley.charts.material import Bunch, Isotype, Standing, Statuses
from galley.fonts import is_han

if TYPE_CHECKING:
    from galley.charts.model import Shape

BIG = Type(36, "serif", 500)
STATE = Type(13, "sans", 700)
SHAPES: dict[Shape, str] = {  # 22 px, around their middle
    "hospital": "M-3.5,-11H3.5V-3.5H11V3.5H3.5V11H-3.5V3.5H-11V-3.5H-3.5Z",
    "school": "M0,-11L11,-2.5V11H3V4H-3V11H-11V-2.5Z",
    "college": (
        "M0,-11L11,-2.5V1H-11V-2.5ZM-11,3H-7.4V8H-11ZM-4.9,3H-1.3V8H-4.9Z"
        "M1.3,3H4.9V8H1.3ZM7.4,3H11V8H7.4ZM-11,9.5H11V11H-11Z"
    ),
    "person": "M-4,-7A4,4,0,1,1,4,-7A4,4,0,1,1,-4,-7ZM-8,11V3Q-8,-1,-4,-1H4Q8,-1,8,3V11Z",
    "square": "M-9,-9H9V9H-9Z",
}
IN_A_ROW = 5
BRACKETS = 78  # px for the two brackets and what stands between them
PANE = 400  # px at least for a pane beside another
APART = 48  # px between panes
LIST = 720  # px at most for a list of states


@dataclass(frozen=True, slots=True)
class Grid:
    """How far apart the marks of a pane stand, and where its two groups begin."""

    step: float
    left: float
    right: float
    column: float  # px of a group


def isotype(material: Isotype, width: int, fitter: Fitter) -> Sheet:
    """Pane beside pane where there is room, else one below the other."""
    panes = len(material.panes)
    beside = width >= PANE * panes
    pane_width = (width - APART * (panes - 1)) / panes if beside else width
    layers: list[Layer | None] = []
    deepest = 0.0
    for index, pane in enumerate(material.panes):
        grid = _grid(index * (pane_width + APART) if beside else 0, pane_width)
        drawn, bottom = _pane(pane, grid, deepest + 28 if index and not beside else 0, fitter)
        layers += drawn
        deepest = max(deepest, bottom)
    between = [index * (pane_width + APART) - APART / 2 for index in range(1, panes)] if beside else []
    layers.append(rule([{"x": x, "x2": x, "y": 0, "y2": deepest} for x in between], color=RULE))
    return sheet(layers, width, deepest + 4)


def _grid(x: float, width: float) -> Grid:
    step = min(36.0, (width - BRACKETS) / 2 // IN_A_ROW)
    column = IN_A_ROW * step
    return Grid(step, x, round(x + column + BRACKETS), column)


def _pane(pane: tuple[Bunch, Bunch, Label], grid: Grid, top: float, fitter: Fitter) -> tuple[list[Layer | None], float]:
    left, right, relation = pane
    room = grid.column - 4
    captions = [fitter.lines(bunch.label, room, NOTE, 4) for bunch in (left, right)]
    first = top + 54 + 17 * (max(map(len, captions)) - 1) + 28
    layers: list[Layer | None] = []
    bottom = first
    for bunch, caption, x in zip((left, right), captions, (grid.left, grid.right), strict=True):
        drawn, low = _bunch(bunch, caption, x, top, first, grid, fitter)
        layers += drawn
        bottom = max(bottom, low)
    bottom = max(bottom, top + _length(relation) + 24)
    return [*layers, *_brackets(relation, grid, top + 4, bottom)], bottom


def _bunch(
    bunch: Bunch, caption: list[str], x: float, top: float, first: float, grid: Grid, fitter: Fitter
) -> tuple[list[Layer | None], float]:
    marks: list[Row] = []
    y = first
    for count, shape in bunch.kinds:
        marks += [
            {
                "x": x + 11 + index % IN_A_ROW * grid.step,
                "y": y + index // IN_A_ROW * min(grid.step, 30),
                "d": SHAPES[shape],
                "tone": bunch.tone,
            }
            for index in range(count)
        ]
        y += -(-count // IN_A_ROW) * min(grid.step, 30) + 4
    scale = min(1.0, (grid.step - 4) / 22)
    number = fitter.line(bunch.number, grid.column, BIG)
    return [
        text([{"x": x, "y": top + 30, "t": number, "tone": bunch.tone}], BIG),
        text([{"x": x, "y": top + 54, "t": caption}], NOTE, fill=INK_2, lineHeight=17),
        path(marks, size=round(4 * scale * scale, 3), filled=True, strokeWidth=0),
    ], y - min(grid.step, 30) + 11


def _length(relation: Label) -> float:
    return (NOTE.size + 3) * len(relation.words) if is_han(relation.words) else NOTE.width(relation.words)


def _brackets(relation: Label, grid: Grid, top: float, bottom: float) -> Iterator[Layer | None]:
    """What joins the groups as wholes: no mark of one is drawn to a mark of the other."""
    x = grid.left + grid.column + (BRACKETS - 46) / 2 - 4
    middle = round((top + bottom) / 2, 1)
    outline = f"M0,{top}H6V{bottom}H0M6,{middle}H11M46,{top}H40V{bottom}H46M40,{middle}H35"
    yield path([{"x": x, "y": 0, "d": outline}], stroke=MUTE, strokeWidth=1.5)
    start = middle - _length(relation) / 2
    if is_han(relation.words):
        rows: list[Row] = [{"x": x + 23, "y": round(start + 13, 1), "t": list(relation.words)}]
        yield text(rows, NOTE, align="center", lineHeight=NOTE.size + 3, fill=INK_2)
    else:
        yield text([{"x": x + 18.5, "y": round(start, 1), "t": relation.words}], NOTE, angle=90, fill=INK_2)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a list of states: its words in lines, and where it stands."""

    row: Standing
    name: list[str]
    part: list[str]
    y: float

    @property
    def words(self) -> float:
        return 20 * len(self.name) + 17 * len(self.part)

    @property
    def height(self) -> float:
        return max(44, self.words + 10)

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def statuses(material: Statuses, width: int, fitter: Fitter) -> Sheet:
    """A row each: name, a line drawn or dashed, and the state in words."""
    used = min(width, LIST)
    longest = max(
        max(LABEL.width(row.name.words), NOTE.width(row.part.words) if row.part else 0) for row in material.rows
    )
    column = min(longest, used / 2)
    entries = _entries(material, column, fitter)
    start = round(column + 16)
    stop = round(used - 14 - max(STATE.width(row.state.words) for row in material.rows))
    solid, dashed = ([e for e in entries if e.row.line == line] for line in ("solid", "dashed"))
    ends = [entry.y + entry.height - 0.5 for entry in entries]
    return sheet(
        [
            rule(_double(solid, start, stop), color=INK, strokeWidth=2),
            rule(_double(dashed, start, stop), color=MUTE, strokeWidth=2, strokeDash=[5, 4]),
            rule([{"x": 0, "x2": used, "y": y, "y2": y} for y in ends], color=RULE),
            *_names(entries),
            text(_states(solid, used), STATE, align="right"),
            text(_states(dashed, used), NOTE, align="right", fill=INK_2),
        ],
        width,
        ends[-1] + 0.5,
    )


def _entries(material: Statuses, column: float, fitter: Fitter) -> list[Entry]:
    entries: list[Entry] = []
    for row in material.rows:
        name = fitter.lines(row.name, column, LABEL, 2)
        part = fitter.lines(row.part, column, NOTE, 2) if row.part else []
        entries.append(Entry(row, name, part, entries[-1].y + entries[-1].height if entries else 0))
    return entries


def _double(entries: list[Entry], start: float, stop: float) -> list[Row]:
    return [{"x": start, "x2": stop, "y": e.middle + o, "y2": e.middle + o} for e in entries for o in (-3, 3)]


def _names(entries: list[Entry]) -> Iterator[Layer | None]:
    tops = [(entry, entry.middle - entry.words / 2) for entry in entries]
    yield text([{"x": 0, "y": top + 15, "t": e.name} for e, top in tops], LABEL, lineHeight=20)
    parts: list[Row] = [{"x": 0, "y": top + 20 * len(e.name) + 12, "t": e.part} for e, top in tops if e.part]
    yield text(parts, NOTE, fill=INK_2, lineHeight=17)


def _states(entries: list[Entry], right: float) -> list[Row]:
    return [{"x": right, "y": entry.middle + 5, "t": entry.row.state.words} for entry in entries]
