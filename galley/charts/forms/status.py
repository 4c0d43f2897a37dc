"""Named things and the state each is in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from galley.charts.canvas import INK, INK_2, LABEL, MUTE, NOTE, RULE, Drawing, Layer, Row, drawing, rule, text
from galley.charts.checks import miscounted, row_unknown, unnamed
from galley.charts.claims import Beside, Claim, Look, Order, Strokes
from galley.charts.fit import Fitter, Label, Type
from galley.charts.form import ChartVoice, Form, Ground, Plot, Rows
from galley.charts.model import Base, FactsOfTable, Told
from galley.errors import Problem
from galley.model import Model, TableName, Text

Line = Literal["solid", "dashed"]

STATE = Type(13, "sans", 700)
LIST = 720  # px at most for a list of states


class State(Model):
    """A state in which a row of the table may be: its `state` column holds the id."""

    id: Annotated[str, Told("A value of the state column.", "state 栏的值。", "open")]
    label: Annotated[Text, Told("The word for it.", "称呼。", {"zh-Hans": "已通车", "en": "Open"})]
    line: Annotated[Line, Told("How its line is drawn.", "线的画法。", "solid")]


class StatusChart(Base):
    """Named things and the state each is in; the length of a line means nothing.

    Its table has the columns state, a column of names an edition, and `part.zh-Hans`, `part.en`: what of it is meant.
    """

    form: Literal["status"]
    table: Annotated[
        TableName,
        Told("A table of data/tables: named things, one a row.", "data/tables 中的表，每行一个事物。", "works"),
    ]
    facts: FactsOfTable = ()
    states: Annotated[
        tuple[State, ...], Field(min_length=1), Told("The states that a thing can be in.", "事物可能的状态。")
    ]


@dataclass(frozen=True, slots=True)
class Standing:
    """A thing, the part of it that is meant, and its state; the line is solid where that has been reached."""

    name: Label
    part: Label | None
    state: Label
    line: Line


@dataclass(frozen=True, slots=True)
class Statuses:
    """Things and their states, a row each."""

    rows: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a list of states: its number, its words in lines, and where it stands."""

    number: int
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


def faults(ground: Ground, chart: StatusChart) -> Iterator[Problem]:
    yield from unnamed(ground, chart.table, "state")
    counts = [number for fact in chart.facts if (number := ground.number(fact)) is not None]
    if counts:
        yield from miscounted(ground, chart.table, chart.facts, int(sum(counts)))
    rows, states = ground.table(chart.table), {state.id for state in chart.states}
    for index, row in enumerate(rows.rows):
        if row.get("state") not in states:
            yield row_unknown(ground, rows, index, "state", "states")


def data(voice: ChartVoice, chart: StatusChart) -> Statuses:
    states = {state.id: (index, state) for index, state in enumerate(chart.states)}
    return Statuses(
        tuple(
            Standing(
                voice.named(row) or Label("", ("table",)),
                voice.named(row, "part."),
                voice.label(states[row["state"]][1].label, "states", states[row["state"]][0], "label"),
                states[row["state"]][1].line,
            )
            for row in voice.table(chart.table).rows
        )
    )


def claims(ground: Ground, voice: ChartVoice, chart: StatusChart) -> Iterator[Claim]:
    """Every row of the table in its order, under its own name, with the line and the word of its state."""
    states = {state.id: state for state in chart.states}
    found = [(f"{number}", row, states[row["state"]]) for number, row in enumerate(ground.table(chart.table).rows)]
    lines = tuple(f"row {number}" for number, _, _ in found)
    yield Order(lines, "down")
    yield Strokes(lines, (2,))
    for look in ("solid", "dashed"):
        yield Look(tuple(f"row {number}" for number, _, state in found if state.line == look), dashed=look == "dashed")
    for number, row, state in found:
        said = {"name": voice.named(row), "part": voice.named(row, "part."), "state": voice.label(state.label)}
        for part, words in said.items():
            if words:
                yield Beside(f"{part} {number}", f"row {number}", lines, words.words)
        yield Beside(f"row {number}", f"state {number}", tuple(f"state {at}" for at, _, _ in found), stands="row")


def table(voice: ChartVoice, chart: StatusChart) -> Rows:
    found = data(voice, chart).rows
    rows = ((row.name.words, row.part.words if row.part else "", row.state.words) for row in found)
    return voice.rows(("name", "part", "state"), rows)


def draw(material: Statuses, width: int, fitter: Fitter) -> Drawing:
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
    return drawing(
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
    for number, row in enumerate(material.rows):
        name = fitter.lines(row.name, column, LABEL, 2)
        part = fitter.lines(row.part, column, NOTE, 2) if row.part else []
        entries.append(Entry(number, row, name, part, entries[-1].y + entries[-1].height if entries else 0))
    return entries


def _double(entries: list[Entry], start: float, stop: float) -> list[Row]:
    return [
        {"x": start, "x2": stop, "y": e.middle + o, "y2": e.middle + o, "key": f"row {e.number}"}
        for e in entries
        for o in (-3, 3)
    ]


def _names(entries: list[Entry]) -> Iterator[Layer | None]:
    tops = [(entry, entry.middle - entry.words / 2) for entry in entries]
    yield text(
        [{"x": 0, "y": top + 15, "t": e.name, "key": f"name {e.number}"} for e, top in tops], LABEL, lineHeight=20
    )
    parts: list[Row] = [
        {"x": 0, "y": top + 20 * len(e.name) + 12, "t": e.part, "key": f"part {e.number}"} for e, top in tops if e.part
    ]
    yield text(parts, NOTE, fill=INK_2, lineHeight=17)


def _states(entries: list[Entry], right: float) -> list[Row]:
    return [
        {"x": right, "y": entry.middle + 5, "t": entry.row.state.words, "key": f"state {entry.number}"}
        for entry in entries
    ]


FORM = Form(
    entry=StatusChart,
    purpose=Told("what is open, what is not", "建成的与在建的"),
    faults=faults,
    plot=Plot(data=data, draw=draw, claims=claims),
    table=table,
    glyphs=frozenset({"line", "line-dashed"}),
)
