"""Places along a line in order and at equal distances: along a line, or down one where there is no width."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from galley.charts.canvas import COLOURS, HEAD, INK_2, NOTE, PAPER, Drawing, Layer, Row, drawing, point, rule, text
from galley.charts.checks import miscounted, row_unknown, unnamed
from galley.charts.claims import Beside, Claim, Look, Order, toned
from galley.charts.fit import Fitter, Label, Type
from galley.charts.form import ChartVoice, Form, Ground, Plot, Rows
from galley.charts.model import Base, FactsOfTable, Told, Tone, ToneOfChart
from galley.errors import Problem
from galley.fonts import is_han
from galley.model import Model, TableName, Text

NARROW = 500
NAME, END_NAME = Type(17), Type(19, "serif", 600)
LATIN_NAME, LATIN_END = Type(15), Type(16, "serif", 600)
PITCHES = range(22, 42)  # px from waypoint to waypoint, downwards: the first at which the names of the stretches fit


class Area(Model):
    """A stretch of the line: the rows of the table whose `area` is its id."""

    id: Annotated[str, Told("A value of the area column.", "area 栏的值。", "northtown")]
    label: Annotated[Text, Told("Its name.", "名称。", {"zh-Hans": "北城", "en": "Northtown"})]
    within: Annotated[
        Text, Told("The larger region that it lies in.", "所属的更大区域。", {"zh-Hans": "北省", "en": "The north"})
    ]
    tone: ToneOfChart


class StripChart(Base):
    """Places along a line in their order, at equal distances, without borders.

    Its table has the columns area, existing (yes or empty), a column of names for each edition that is not made by
    script (`zh-Hans`, `en`), and `planned.zh-Hans`, `planned.en` for names that were dropped.
    """

    form: Literal["strip"]
    table: Annotated[
        TableName,
        Told("A table of data/tables: places in their order.", "data/tables 中的表，按次序列出各点。", "stops"),
    ]
    facts: FactsOfTable = ()
    stretches: Annotated[
        tuple[Area, ...],
        Field(min_length=1),
        Told("Stretches of the line, by the area column of the table.", "各区段，对应表的 area 栏。"),
    ]


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A place on the line, the name that was planned for it, and whether it was there before."""

    name: Label
    planned: Label | None
    existing: bool


@dataclass(frozen=True, slots=True)
class StripStretch:
    """Waypoints in their order, and what they lie in."""

    id: str
    label: Label
    within: Label
    tone: Tone
    waypoints: tuple[Waypoint, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """The stretches of a line in their order."""

    stretches: tuple[StripStretch, ...]


def faults(ground: Ground, chart: StripChart) -> Iterator[Problem]:
    yield from unnamed(ground, chart.table, "area", "existing")
    for fact in chart.facts:
        if (number := ground.number(fact)) is not None:
            yield from miscounted(ground, chart.table, [fact], int(number))
    rows, areas = ground.table(chart.table), [stretch.id for stretch in chart.stretches]
    drawn = [row.get("area", "") for row in rows.rows]
    for index, area in enumerate(drawn):
        if area not in areas:
            yield row_unknown(ground, rows, index, "area", "stretches")
    order = [area for index, area in enumerate(drawn) if index == 0 or drawn[index - 1] != area]
    if set(areas) == set(drawn) and order != areas:
        yield Problem(
            "chart-order",
            ground.place("stretches"),
            f"{ground.name}: the stretches are not in the order of {rows.path}.",
            "Keep the rows of an area together, and name the stretches in their order.",
            ", ".join(order),
        )


def data(voice: ChartVoice, chart: StripChart) -> Strip:
    rows = voice.table(chart.table).rows
    return Strip(
        tuple(
            StripStretch(
                stretch.id,
                voice.label(stretch.label, "stretches", index, "label"),
                voice.label(stretch.within, "stretches", index, "within"),
                stretch.tone,
                tuple(_waypoint(voice, row) for row in rows if row["area"] == stretch.id),
            )
            for index, stretch in enumerate(chart.stretches)
        )
    )


def _waypoint(voice: ChartVoice, row: Mapping[str, str]) -> Waypoint:
    return Waypoint(voice.named(row) or Label("", ("table",)), voice.named(row, "planned."), bool(row["existing"]))


def claims(ground: Ground, voice: ChartVoice, chart: StripChart) -> Iterator[Claim]:
    """Every row of the table in its order, under its own name, beside the stretch that it lies in."""
    rows = ground.table(chart.table).rows
    waypoints = tuple(f"waypoint {number}" for number in range(len(rows)))
    stretches = tuple(f"stretch {stretch.id}" for stretch in chart.stretches)
    yield Order(waypoints)
    yield Order(stretches)
    lines = {stretch.id: f"line {stretch.id}" for stretch in chart.stretches}
    yield Order(tuple(lines.values()))
    for stretch in chart.stretches:
        own = [way for way, row in zip(waypoints, rows, strict=True) if row["area"] == stretch.id]
        parts = (lines[stretch.id], f"stretch {stretch.id}", f"head {stretch.id}")
        yield from toned((mark, stretch.tone) for mark in (*parts, *own))
    for existing in (True, False):
        there = (waypoint for waypoint, row in zip(waypoints, rows, strict=True) if bool(row["existing"]) is existing)
        yield Look(tuple(there), hollow=existing)
    for number, (waypoint, row) in enumerate(zip(waypoints, rows, strict=True)):
        yield Beside(waypoint, f"stretch {row['area']}", stretches)
        for part, words in {"name": voice.named(row), "planned": voice.named(row, "planned.")}.items():
            if words:
                yield Beside(f"{part} {number}", waypoint, waypoints, words.words)
    for stretch in chart.stretches:
        for part, text_ in {"head": stretch.label, "within": stretch.within}.items():
            yield Beside(f"{part} {stretch.id}", f"stretch {stretch.id}", stretches, voice.say(text_))


def table(voice: ChartVoice, chart: StripChart) -> Rows:
    rows = (
        (
            waypoint.name.words,
            stretch.label.words,
            stretch.within.words,
            voice.answer(waypoint.existing),
            waypoint.planned.words if waypoint.planned else "",
        )
        for stretch in data(voice, chart).stretches
        for waypoint in stretch.waypoints
    )
    return voice.rows(("place", "area", "within", "existing", "planned"), rows)


def draw(material: Strip, width: int, fitter: Fitter) -> Drawing:
    """Along the width where there is room for it, else down the page."""
    return _down(material, width, fitter) if width < NARROW else _along(material, width, fitter)


def name_type(name: Label, terminus: bool) -> Type:
    """The ends of the line are set larger; Latin names are longer and smaller."""
    if is_han(name.words):
        return END_NAME if terminus else NAME
    return LATIN_END if terminus else LATIN_NAME


def _waypoints(material: Strip) -> list[tuple[Waypoint, str]]:
    """Each waypoint and its tone."""
    return [(waypoint, stretch.tone) for stretch in material.stretches for waypoint in stretch.waypoints]


def _along(material: Strip, width: int, fitter: Fitter) -> Drawing:
    waypoints = _waypoints(material)
    step = width / len(waypoints)
    centres = [round((index + 0.5) * step, 1) for index in range(len(waypoints))]
    heads, y = _stretch_heads(material, step, fitter)
    line = y + 30
    layers: list[Layer | None] = [*heads, *_line(material, centres, line, step, along=True)]
    lowest = line
    for index, ((waypoint, _), x) in enumerate(zip(waypoints, centres, strict=True)):
        type_ = name_type(waypoint.name, index in (0, len(waypoints) - 1))
        layer, end = _upright(waypoint.name, x, line + 22, type_, {}, f"name {index}")
        layers.append(layer)
        if waypoint.planned:
            layer, end = _upright(waypoint.planned, x, end + 12, NOTE, {"fill": INK_2}, f"planned {index}")
            layers.append(layer)
        lowest = max(lowest, end)
    return drawing(layers, width, lowest + 6)


def _upright(
    label: Label, x: float, top: float, type_: Type, style: dict[str, Any], key: str
) -> tuple[Layer | None, float]:
    """Words down the page: Han characters one below the other, others turned; and where they end."""
    end = top + _down_length(label, type_)
    if is_han(label.words):
        rows: list[Row] = [{"x": x, "y": round(top + type_.size * 0.88, 2), "t": list(label.words), "key": key}]
        return text(rows, type_, align="center", lineHeight=type_.size, **style), end
    rows = [{"x": round(x - type_.size * 0.34, 1), "y": top, "t": label.words, "key": key}]
    return text(rows, type_, angle=90, **style), end


def _stretch_heads(material: Strip, step: float, fitter: Fitter) -> tuple[list[Layer | None], float]:
    """A bar over each stretch with its name and what it lies in; under each other where they don't fit side by side."""
    bars: list[Row] = []
    names: list[Row] = []
    within: list[Row] = []
    start, deepest = 0, 26.0
    for stretch in material.stretches:
        left, right = round(start * step + 8, 1), round((start + len(stretch.waypoints)) * step - 8, 1)
        start += len(stretch.waypoints)
        bars.append({"x": left, "x2": right, "y": 1, "y2": 1, "tone": stretch.tone, "key": f"stretch {stretch.id}"})
        lines = fitter.lines(stretch.label, right - left, HEAD, 3)
        names.append({"x": left, "y": 26, "t": lines, "tone": stretch.tone, "key": f"head {stretch.id}"})
        beside = left + HEAD.width(lines[-1]) + 10
        below = 26 + 20 * (len(lines) - 1)
        if beside + NOTE.width(stretch.within.words) > right:
            beside, below = left, below + 20
            fitter.line(stretch.within, right - left, NOTE)
        within.append({"x": round(beside, 1), "y": below, "t": stretch.within.words, "key": f"within {stretch.id}"})
        deepest = max(deepest, below)
    return [rule(bars, strokeWidth=2), text(names, HEAD, lineHeight=20), text(within, fill=INK_2)], deepest


def _line(material: Strip, centres: list[float], across: float, step: float, along: bool) -> Iterator[Layer | None]:
    """The line in the colours of its stretches, and a dot a waypoint: hollow where it was there before."""
    pieces: list[Row] = []
    start = 0
    for stretch in material.stretches:
        stop = start + len(stretch.waypoints)
        ends = max(centres[0], round(start * step, 1)), min(centres[-1], round(stop * step, 1))
        pieces.append(_turned(*ends, across, along) | {"tone": stretch.tone, "key": f"line {stretch.id}"})
        start = stop
    yield rule(pieces, strokeWidth=3)
    places = [
        {"key": f"waypoint {number}", **({"x": c, "y": across} if along else {"x": across, "y": c})}
        for number, c in enumerate(centres)
    ]
    yield point([{"x": p["x"], "y": p["y"]} for p in places], filled=True, size=330, color=PAPER)
    waypoints = _waypoints(material)
    new = [{**p, "tone": tone} for p, (s, tone) in zip(places, waypoints, strict=True) if not s.existing]
    old = [{**p, "tone": tone} for p, (s, tone) in zip(places, waypoints, strict=True) if s.existing]
    yield point(new, filled=True, size=150)
    yield point(old, filled=False, size=110, strokeWidth=2.5)


def _turned(start: float, stop: float, across: float, along: bool) -> Row:
    if along:
        return {"x": start, "x2": stop, "y": across, "y2": across}
    return {"x": across, "x2": across, "y": start, "y2": stop}


def _down(material: Strip, width: int, fitter: Fitter) -> Drawing:
    waypoints = _waypoints(material)
    pitch = next((p for p in PITCHES if all(_fits_down(s.label, _room(s, p)) for s in material.stretches)), PITCHES[-1])
    centres = [18.0 + index * pitch for index in range(len(waypoints))]
    heads = [_down_lines(stretch.label, _room(stretch, pitch), fitter) for stretch in material.stretches]
    edges = [
        width - 30 - 18 * len(lines) for lines, s in zip(heads, material.stretches, strict=True) for _ in s.waypoints
    ]
    names: list[Layer | None] = []
    planned: list[Row] = []
    for index, ((waypoint, _), y, edge) in enumerate(zip(waypoints, centres, edges, strict=True)):
        type_ = name_type(waypoint.name, index in (0, len(waypoints) - 1))
        words = fitter.line(waypoint.name, edge - 28, type_)
        names.append(text([{"x": 28, "y": y + 6, "t": words, "key": f"name {index}"}], type_))
        if waypoint.planned:
            x = 28 + type_.width(words) + 10
            words = fitter.line(waypoint.planned, edge - x, NOTE)
            planned.append({"x": round(x, 1), "y": y + 5, "t": words, "key": f"planned {index}"})
    return drawing(
        [
            *_line(material, centres, 8, pitch, along=False),
            *names,
            text(planned, fill=INK_2),
            *_side_heads(material, heads, width, pitch),
        ],
        width,
        len(waypoints) * pitch + 4,
    )


def _room(stretch: StripStretch, pitch: int) -> int:
    """How long the bar beside a stretch is, downwards."""
    return len(stretch.waypoints) * pitch - 8


def _down_length(label: Label, type_: Type) -> float:
    return type_.size * len(label.words) if is_han(label.words) else type_.width(label.words)


def _down_lines(label: Label, room: float, fitter: Fitter) -> list[str]:
    """A name down the page, broken where it can be: Latin words, which are turned, stand in two lines if need be."""
    if not is_han(label.words):
        return fitter.lines(label, room, HEAD, 2)
    fitter.room(label, _down_length(label, HEAD), room)
    return [label.words]


def _fits_down(label: Label, room: float) -> bool:
    trial = Fitter()
    _down_lines(label, room, trial)
    return not trial.overlong


def _side_heads(material: Strip, heads: list[list[str]], width: int, pitch: int) -> Iterator[Layer | None]:
    """Each stretch's name down its side, and what it lies in after it, or beside it where there is no room."""
    top = 4
    for stretch, lines in zip(material.stretches, heads, strict=True):
        room = _room(stretch, pitch)
        bottom = top + room
        bar: Row = {"x": width - 1, "x2": width - 1, "y": top, "y2": bottom, "tone": stretch.tone}
        yield rule([{**bar, "key": f"stretch {stretch.id}"}], strokeWidth=2)
        style: dict[str, Any] = {"fill": COLOURS[stretch.tone]}
        if len(lines) > 1:
            turned: Row = {
                "x": round(width - 16 - HEAD.size * 0.34, 1),
                "y": top,
                "t": lines,
                "key": f"head {stretch.id}",
            }
            yield text([turned], HEAD, angle=90, lineHeight=18, **style)
            end = top + max(map(HEAD.width, lines))
        else:
            layer, end = _upright(stretch.label, width - 16, top, HEAD, style, f"head {stretch.id}")
            yield layer
        beside = len(lines) > 1 or end + 6 + _down_length(stretch.within, NOTE) > bottom
        x, y = (width - 18 - 18 * len(lines), top) if beside else (width - 16, end + 6)
        yield _upright(stretch.within, x, y, NOTE, {"fill": INK_2}, f"within {stretch.id}")[0]
        top = bottom + 8


FORM = Form(
    entry=StripChart,
    purpose=Told("places in order", "依次的地点"),
    faults=faults,
    plot=Plot(data=data, draw=draw, claims=claims),
    table=table,
    glyphs=frozenset({"place", "place-before"}),
)
