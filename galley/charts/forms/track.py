"""Durations as lengths of a notched track, one notch a fixed time; other sources' readings stand above on stems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from galley.charts.canvas import (
    CHEVRON,
    CHEVRON_BACK,
    COLOURS,
    DIAMOND,
    FEATHER,
    FIGURE,
    HEAD,
    INK,
    INK_2,
    LABEL,
    MUTE,
    NOTE,
    PAPER,
    SCALE,
    SMALL_FIGURE,
    Drawing,
    Layer,
    Row,
    drawing,
    faded,
    measure,
    path,
    rect,
    rule,
    text,
)
from galley.charts.checks import misplaced, unlike
from galley.charts.claims import Beside, Claim, Height, Level, OneRuler, Order, Sign, Span, Strokes, toned
from galley.charts.fit import Fitter, Label
from galley.charts.form import Amount, ChartVoice, Form, Ground, Plot, Rows
from galley.charts.model import Base, FactOfChart, Told, Tone, ToneOfChart, Words
from galley.errors import Problem
from galley.marks import plain
from galley.model import FactName, Model, Positive, Text, UnitName
from galley.walk import Keys, names_in

if TYPE_CHECKING:
    import altair as alt

HALF = 11  # px, half a notch's length
GAUGE = 6  # px from the middle to an edge
ENDS: tuple[Sign, ...] = ("stop", "fade", "onward", "back", "dash")
NOTCHES_FROM = 5  # px between notches, below which only the hours are drawn


class Track(Model):
    """One duration as a length of track, with other sources' readings as diamonds on it."""

    fact: FactOfChart
    label: Words
    tone: ToneOfChart
    also: Annotated[
        tuple[FactName, ...],
        Told("Facts from other sources, drawn as diamonds.", "其他来源的事实，画成菱形。", ["trip.fastest.before"]),
    ] = ()


class TrackPanel(Model):
    """Tracks that may be compared with each other."""

    label: Annotated[Text, Told("What the group is of.", "该组的名称。", {"zh-Hans": "游客", "en": "Visitors"})]
    note: Annotated[
        Text | None,
        Told(
            "What holds for all of it.",
            "适用于全组的说明。",
            {"zh-Hans": "最快一班。", "en": "The fastest."},
        ),
    ] = None
    tracks: Annotated[tuple[Track, ...], Field(min_length=1), Told("The tracks, from the top.", "各条轨道，自上而下。")]


class TrackChart(Base):
    """Durations drawn to one scale from zero. A feathered end is nearly, a buffer stop exactly, a chevron more than,
    one that points back behind a stop at most."""

    form: Literal["track"]
    unit: Annotated[UnitName, Told("The unit of the scale.", "刻度的单位。", "hour")]
    tick: Annotated[Positive, Told("A number on the scale every so many units.", "每隔几个单位标一个数。", 1)]
    notches: Annotated[Positive, Told("How many notches stand for one unit.", "每单位画几道刻度。", 6)] = 6
    panels: Annotated[
        tuple[TrackPanel, ...],
        Field(min_length=1),
        Told("Groups of tracks that may be compared.", "可以相比的各组轨道。"),
    ]


@dataclass(frozen=True, slots=True)
class TrackRow:
    """A duration as a length of track, and what other sources say of it, by their facts."""

    fact: str
    label: Label
    tone: Tone
    amount: Amount
    readings: tuple[tuple[str, Amount], ...]


@dataclass(frozen=True, slots=True)
class TrackGroup:
    """A panel: tracks that may be compared with each other."""

    label: Label
    note: Label | None
    rows: tuple[TrackRow, ...]


@dataclass(frozen=True, slots=True)
class Tracks:
    """Panels on one scale in `unit`: its ticks, whole units with their words, and how many notches make a unit."""

    unit: str
    ticks: tuple[tuple[int, Label], ...]
    notches: int
    groups: tuple[TrackGroup, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """A track and the height of its middle."""

    row: TrackRow
    y: float


@dataclass(frozen=True, slots=True)
class Ruler:
    """Where zero stands, and how long a unit and a notch are."""

    zero: float
    unit: float
    notch: float  # 0 where they would stand too close
    scale: alt.Scale

    def at(self, number: float) -> float:
        return round(self.zero + number * self.unit, 1)


def faults(ground: Ground, chart: TrackChart) -> Iterator[Problem]:
    yield from unlike(ground, names_in(chart, "fact"), chart.unit)
    yield from _notches_unsaid(ground, chart)
    for p, panel in enumerate(chart.panels):
        tracks = ((track.fact, ("panels", p, "tracks", t), track.also) for t, track in enumerate(panel.tracks))
        yield from misplaced(ground, tracks)


def _notches_unsaid(ground: Ground, chart: TrackChart) -> Iterator[Problem]:
    """A key that says another number of notches than stand for a unit; on phones it is one."""
    for at, entry in enumerate(chart.key):
        for edition, said in ground.counted(entry.label).items() if entry.glyph == "notch" else ():
            if said and said - {Decimal(1)} != {Decimal(chart.notches)} - {Decimal(1)}:
                message = f"{ground.name}: {chart.notches} notches make one {chart.unit}; the key says otherwise."
                hint = f"Say in the key that {chart.notches} are one {chart.unit}, or mend notches:."
                yield Problem("chart-notches-unsaid", ground.place("key", at, "label", edition), message, hint)


def data(voice: ChartVoice, chart: TrackChart) -> Tracks:
    groups = tuple(
        TrackGroup(
            voice.label(panel.label, "panels", p, "label"),
            voice.label(panel.note, "panels", p, "note") if panel.note else None,
            tuple(_track(voice, track, chart.unit, ("panels", p, "tracks", t)) for t, track in enumerate(panel.tracks)),
        )
        for p, panel in enumerate(chart.panels)
    )
    rows = [row for group in groups for row in group.rows]
    longest = max(amount.number for row in rows for amount in (row.amount, *(reading for _, reading in row.readings)))
    return Tracks(chart.unit, tuple(_ticks(voice, chart, longest)), chart.notches, groups)


def _ticks(voice: ChartVoice, chart: TrackChart, longest: float) -> Iterator[tuple[int, Label]]:
    """The numbers of the scale with their words; the last, at or beyond the longest, names the unit."""
    last = int(-(-longest // chart.tick)) * chart.tick
    for tick in range(0, last + 1, chart.tick):
        yield tick, voice.scale(tick, chart.unit if tick == last else None)


def _track(voice: ChartVoice, track: Track, unit: str, keys: Keys) -> TrackRow:
    variants = ("count",) if voice.unit(track.fact) == unit else ()  # the scale names the unit, if it is the scale's
    return TrackRow(
        track.fact,
        voice.label(track.label, *keys, "label"),
        track.tone,
        voice.amount(track.fact, voice.figure(track.fact, *keys, "fact", variants=variants), unit),
        tuple(
            (fact, voice.amount(fact, voice.figure(fact, *keys, "also", a), unit)) for a, fact in enumerate(track.also)
        ),
    )


def claims(ground: Ground, voice: ChartVoice, chart: TrackChart) -> Iterator[Claim]:
    """Tracks from nought, readings and ticks lie on one ruler; readings stand on their track, words at their mark."""
    tracks = [track for panel in chart.panels for track in panel.tracks]
    hours = {fact: ground.measured(fact, chart.unit) for track in tracks for fact in (track.fact, *track.also)}
    ticks = dict(_ticks(voice, chart, max(hours.values())))
    edges = {track.fact: f"edge {track.fact}" for track in tracks}
    readings = {fact: f"reading {fact}" for track in tracks for fact in track.also}
    yield OneRuler(
        "right",
        (
            *(Span(edge, 0, hours[fact], ground.end(fact)) for fact, edge in edges.items()),
            *(Span(reading, hours[fact], hours[fact]) for fact, reading in readings.items()),
            *(Span(f"tick {tick}", tick, tick) for tick in ticks),
            *(Span(f"zero {panel.tracks[-1].fact}", 0, 0) for panel in chart.panels),
        ),
        ENDS,
        (
            *((f"notch {fact}", 1 / chart.notches) for fact in edges),
            *((f"whole {fact}", 1) for fact in edges),
        ),
        tuple(Span(f"upper {fact}", 0, 0) for fact in edges),
    )
    yield Order(tuple(edges.values()), "down")
    yield Strokes((*edges.values(), *readings.values()), (2,))
    yield from toned((edges[track.fact], track.tone) for track in tracks)
    for own in (edges, readings):
        for fact, mark in own.items():
            scaled = own is edges and voice.unit(fact) == chart.unit  # the scale names the unit
            words = voice.figure(fact, variants=("count",) if scaled else ()).words
            yield Beside(f"figure {fact}", mark, tuple(own.values()), words)
    marks = tuple(edges.values())
    for fact, edge in edges.items():
        yield Level(edge, frozenset({f"notch {fact}", f"whole {fact}"}))
    for panel in chart.panels:
        first = panel.tracks[0].fact
        for part, said in (("head", panel.label), ("note", panel.note)):
            if said:
                yield Beside(f"{part} {first}", edges[first], marks, voice.say(said), "above")
    for track in tracks:
        yield Beside(f"label {track.fact}", edges[track.fact], marks, voice.say(track.label), "above")
        yield from (Beside(readings[fact], edges[track.fact], marks, stands="row") for fact in track.also)
        yield Height(f"figure {track.fact}", edges[track.fact], above=False)
        yield from (Height(f"figure {fact}", edges[track.fact], above=True) for fact in track.also)
    for tick, label in ticks.items():
        yield Beside(
            f"scale {tick}", f"tick {tick}", tuple(f"tick {other}" for other in ticks), label.words, number=tick
        )


def table(voice: ChartVoice, chart: TrackChart) -> Rows:
    return voice.figures(_called(voice, chart))


def _called(voice: ChartVoice, chart: TrackChart) -> Iterator[tuple[str, str]]:
    """A further reading has a name of its own."""
    for panel in chart.panels:
        for track in panel.tracks:
            yield f"{voice.say(panel.label)} · {voice.say(track.label)}", track.fact
            yield from ((voice.called(fact), fact) for fact in track.also)


def draw(material: Tracks, width: int, fitter: Fitter) -> Drawing:
    """Panels one below the other on one scale, which stands below the last."""
    longest = max(LABEL.width(row.label.words) for group in material.groups for row in group.rows)
    beside = longest <= width * 0.22
    ruler = _ruler(material, width, round(longest + 12) if beside else 1)
    layers: list[Layer | None] = []
    y = 0.0
    for group in material.groups:
        y, heading = _heading(group, y, width, fitter)
        bottom, lanes, labels = _lanes(group, ruler, y, beside, width, fitter)
        layers += [*heading, text(labels, LABEL, fill=INK_2)]
        layers.append(rule(list(_zero(lanes, ruler, y, bottom, width)), color=INK))
        layers += [*_readings(lanes, ruler, width, fitter), *_figures(lanes, ruler, width, fitter)]
        layers += _tracks(lanes, ruler, material.unit)
        y = bottom + 14
    layers += _scale(material, ruler, y - 8, width)
    return drawing(layers, width, y + 16)


def _ruler(material: Tracks, width: int, zero: int) -> Ruler:
    """Whole pixels a notch, or a unit; as long as the longest row leaves room for its figure."""
    rows = [row for group in material.groups for row in group.rows]
    last = material.ticks[-1][0]
    room = min((width - zero - 16 - FIGURE.width(row.amount.words.words)) / row.amount.number for row in rows)
    room = min(room, (width - zero - 2) / last)
    notch = room // material.notches
    if notch < NOTCHES_FROM:
        unit, notch = room // 1 or room, 0
    else:
        unit = notch * material.notches
    return Ruler(zero, unit, notch, measure((0, last), (zero, zero + last * unit)))


def _heading(group: TrackGroup, y: float, width: int, fitter: Fitter) -> tuple[float, list[Layer | None]]:
    """What the panel shows, and the note beside it, or below where they don't fit side by side; and where they end."""
    head, first = fitter.line(group.label, width, HEAD), group.rows[0].fact
    y += 14
    layers = [text([{"x": 0, "y": y, "t": head, "key": f"head {first}"}], HEAD)]
    indent = HEAD.width(head) + 10
    if group.note and indent + NOTE.width(group.note.words) <= width:
        layers.append(text([{"x": indent, "y": y, "t": group.note.words, "key": f"note {first}"}], fill=INK_2))
    elif group.note:
        lines = fitter.lines(group.note, width, NOTE, 2)
        layers.append(text([{"x": 0, "y": y + 20, "t": lines, "key": f"note {first}"}], fill=INK_2, lineHeight=18))
        y += 18 * len(lines)
    return y + (14 if group.rows[0].readings else 8), layers


def _lanes(
    group: TrackGroup, ruler: Ruler, y: float, beside: bool, width: int, fitter: Fitter
) -> tuple[float, list[Lane], list[Row]]:
    """Where the panel ends, where its tracks stand, and their labels, beside or above."""
    lanes: list[Lane] = []
    labels: list[Row] = []
    for row in group.rows:
        if not beside:
            y += 20
            labels.append({"x": 6, "y": y, "t": fitter.line(row.label, width - 6, LABEL), "key": f"label {row.fact}"})
        y += (24 if row.readings else 4) + HALF
        y += 20 if any(_stands(reading, ruler, width) == "above" for _, reading in row.readings) else 0
        lanes.append(Lane(row, y))
        if beside:
            labels.append({"x": 0, "y": y + 5, "t": row.label.words, "key": f"label {row.fact}"})
        y += HALF + 10
    return y, lanes, labels


def _zero(lanes: list[Lane], ruler: Ruler, top: float, bottom: float, width: int) -> Iterator[Row]:
    """The line from which all is measured, open where a reading's words cross it."""
    start = top
    for lane in lanes:
        if any(_stands(reading, ruler, width) == "left" for _, reading in lane.row.readings):
            above = lane.y - HALF - 26
            if above > start:
                yield {"x": ruler.zero, "x2": ruler.zero, "y": start, "y2": above, "key": f"upper {lane.row.fact}"}
            start = lane.y - HALF - 3
    yield {"x": ruler.zero, "x2": ruler.zero, "y": start, "y2": bottom, "key": f"zero {lanes[-1].row.fact}"}


def _stands(reading: Amount, ruler: Ruler, width: int) -> Literal["right", "left", "above"]:
    """On which side of its diamond a reading's words have room."""
    x, words = ruler.at(reading.number), SMALL_FIGURE.width(reading.words.words)
    if x + 12 + words <= width:
        return "right"
    return "left" if words <= x - 12 else "above"


def _figures(lanes: list[Lane], ruler: Ruler, width: int, fitter: Fitter) -> Iterator[Layer | None]:
    rows = []
    for lane in lanes:
        x = ruler.at(lane.row.amount.number) + (18 if lane.row.amount.end == "open" else 10)
        words = fitter.line(lane.row.amount.words, width - x, FIGURE)
        rows.append({"x": x, "y": lane.y + 8, "t": words, "key": f"figure {lane.row.fact}"})
    yield text(rows, FIGURE)


def _readings(lanes: list[Lane], ruler: Ruler, width: int, fitter: Fitter) -> Iterator[Layer | None]:
    """A diamond above its track, on a stem that points at its length, with its words beside it."""
    readings = [(lane, fact, reading) for lane in lanes for fact, reading in lane.row.readings]
    places = [
        (f"reading {fact}", ruler.at(of.number), lane.y - HALF - 12, lane.y + HALF) for lane, fact, of in readings
    ]
    yield rule(
        [{"x": x, "x2": x, "y": y, "y2": foot, "key": k} for k, x, y, foot in places], color=INK, strokeWidth=1.5
    )
    yield path([{"x": x, "y": y, "d": DIAMOND, "key": key} for key, x, y, _ in places], stroke=INK, fill=PAPER)
    words: dict[str, list[Row]] = {"left": [], "right": []}
    for (_, fact, reading), (_, x, y, _) in zip(readings, places, strict=True):
        side = _stands(reading, ruler, width)
        at = {"right": (x + 12, y + 5), "left": (x - 12, y + 5), "above": (width, y - 13)}[side]
        said = fitter.line(reading.words, width, SMALL_FIGURE)
        row = {"x": at[0], "y": at[1], "t": said, "key": f"figure {fact}"}
        words["right" if side == "right" else "left"].append(row)
    yield text(words["right"], SMALL_FIGURE)
    yield text(words["left"], SMALL_FIGURE, align="right")


def _tracks(lanes: list[Lane], ruler: Ruler, unit: str) -> Iterator[Layer | None]:
    if ruler.notch:
        notches = [_measured(lane, ruler, unit, "notch") for lane in lanes if lane.row.amount.end != "derived"]
        yield _across(notches, ruler, unit, 1.5, ruler.notch, opacity=0.5)
        yield rule([notch for lane in lanes for notch in _fading(lane, ruler)], strokeWidth=1.5)
    if ruler.unit >= NOTCHES_FROM:
        hours = [_measured(lane, ruler, unit, "whole") for lane in lanes if lane.row.amount.end != "derived"]
        yield _across(hours, ruler, unit, 2, ruler.unit)
    for lane in lanes:
        yield from _edges(lane, ruler, unit)
    yield rule(
        [
            {
                "x": x,
                "x2": x,
                "y": lane.y - HALF,
                "y2": lane.y + HALF,
                "tone": lane.row.tone,
                "key": f"stop {lane.row.fact}",
            }
            for lane in lanes
            if lane.row.amount.end in ("exact", "capped") and (x := ruler.at(lane.row.amount.number))
        ],
        strokeWidth=3,
    )
    yield path(
        [
            {
                "x": ruler.at(lane.row.amount.number) + x,
                "y": lane.y,
                "d": d,
                "tone": lane.row.tone,
                "key": f"chevron {lane.row.fact}",
            }
            for end, x, d in (("open", 7, CHEVRON), ("capped", -7, CHEVRON_BACK))
            for lane in lanes
            if lane.row.amount.end == end
        ],
        strokeWidth=2.5,
    )


def _measured(lane: Lane, ruler: Ruler, unit: str, part: Literal["edge", "notch", "whole"]) -> Row:
    """A row with the duration itself in it, up to where it is drawn solid: edges fade, notches stand alone there."""
    feathered = lane.row.amount.end == "nearly" and part != "edge"
    length = lane.row.amount.number - (FEATHER / ruler.unit if feathered else 0)
    return {
        "start": 0, unit: round(length, 4), "y": lane.y, "y2": lane.y, "tone": lane.row.tone,
        "what": plain(lane.row.label.words), "key": f"{part} {lane.row.fact}",
    }  # fmt: skip


def _across(rows: list[Row], ruler: Ruler, unit: str, thick: float, every: float, **style: float) -> Layer | None:
    """Notches: a line as wide as they are long, dashed so that each dash is one."""
    dash = [thick, every - thick]
    return rule(
        rows, "start", unit, ruler.scale, strokeWidth=2 * HALF, strokeDash=dash, strokeDashOffset=thick / 2, **style
    )


def _fading(lane: Lane, ruler: Ruler) -> Iterator[Row]:
    """The notches inside a feather, each fainter than the last."""
    if lane.row.amount.end != "nearly" or not ruler.notch:
        return
    end = ruler.at(lane.row.amount.number)
    for index in range(1, int((FEATHER - 0.1) // ruler.notch) + 1):
        x = end - index * ruler.notch
        faint = round(0.5 * index * ruler.notch / FEATHER, 2)
        yield {"x": x, "x2": x, "y": lane.y - HALF, "y2": lane.y + HALF, "tone": lane.row.tone, "opacity": faint}


def _edges(lane: Lane, ruler: Ruler, unit: str) -> Iterator[Layer | None]:
    end, number, colour = lane.row.amount.end, lane.row.amount.number, COLOURS[lane.row.tone]
    rows = [
        {**_measured(lane, ruler, unit, "edge"), "y": lane.y + edge - 1.25, "y2": lane.y + edge + 1.25}
        for edge in (-GAUGE, GAUGE)
    ]
    if end == "derived":
        middles = [{**row, "y": row["y"] + 1.25, "y2": row["y"] + 1.25} for row in rows]
        yield rule(middles, "start", unit, ruler.scale, strokeWidth=1.5, strokeDash=[4, 3])
    elif end == "nearly":
        untoned = [{key: value for key, value in row.items() if key != "tone"} for row in rows]
        yield rect(untoned, "start", unit, ruler.scale, color=faded(colour, number * ruler.unit))
    else:
        yield rect(rows, "start", unit, ruler.scale)


def _scale(material: Tracks, ruler: Ruler, y: float, width: int) -> Iterator[Layer | None]:
    ticks = [(t, ruler.at(t)) for t, _ in material.ticks]
    yield rule([{"x": x, "x2": x, "y": y - 6, "y2": y - 1, "key": f"tick {t}"} for t, x in ticks], color=MUTE)
    words: list[Row] = [
        {material.unit: t, "y": y + 14, "t": label.words, "key": f"scale {t}"} for t, label in material.ticks
    ]
    half = SCALE.width(words[-1]["t"]) / 2
    within = ruler.at(material.ticks[-1][0]) + half <= width
    yield text(words if within else words[:-1], SCALE, material.unit, ruler.scale, align="center", fill=INK_2)
    if not within:
        yield text([{**words[-1], "x": width}], SCALE, align="right", fill=INK_2)


FORM = Form(
    entry=TrackChart,
    purpose=Told("durations", "时长"),
    faults=faults,
    plot=Plot(data=data, draw=draw, claims=claims),
    table=table,
    glyphs=frozenset({"feather", "stop", "open", "capped", "diamond", "derived", "notch"}),
)
