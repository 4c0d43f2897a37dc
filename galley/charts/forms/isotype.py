"""Things counted one mark each, group beside group, and what joins the groups; or a box each, with its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from galley.charts import boxes
from galley.charts.canvas import INK_2, MUTE, NOTE, RULE, Drawing, Layer, Row, drawing, path, rule, text
from galley.charts.checks import uncounted_or_twice
from galley.charts.claims import Beside, Claim, Count, Figures, Look, toned
from galley.charts.fit import Fitter, Label, Type
from galley.charts.form import ChartVoice, Form, Ground, Plot, Rows
from galley.charts.model import Base, FactOfChart, Told, Tone, ToneOfChart
from galley.errors import Problem
from galley.fonts import is_han
from galley.model import Model, Text
from galley.walk import Keys, names_in

Shape = Literal["hospital", "school", "college", "person", "square"]

BIG = Type(24, "serif", 500)
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
IN_A_ROW = 7
BRACKETS = 50  # px for the two brackets and what stands between them
PANE = 400  # px at least for a pane beside another
APART = 48  # px between panes


class Kind(Model):
    """Marks of one shape, as many as the fact counts."""

    fact: FactOfChart
    shape: Annotated[Shape, Told("The shape of one mark.", "一个标记的形状。", "hospital")]


class Group(Model):
    """Things that are counted together."""

    label: Annotated[Text, Told("What the group is.", "组名。", {"zh-Hans": "南城", "en": "Southtown"})]
    tone: ToneOfChart
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1), Told("What is counted in it.", "其中所数之物。")]


class Pane(Model):
    """Two groups and what stands between them; who is paired with whom is not drawn."""

    left: Annotated[Group, Told("The group on the left.", "左组。")]
    right: Annotated[Group, Told("The group on the right.", "右组。")]
    relation: Annotated[
        Text, Told("What stands between them.", "两组之间的关系。", {"zh-Hans": "对口帮扶", "en": "supports"})
    ]


class IsotypeChart(Base):
    """Things counted one mark each, group beside group."""

    form: Literal["isotype"]
    panes: Annotated[
        tuple[Pane, ...],
        Field(min_length=1),
        Told("The panes, each two groups and what stands between them.", "各幅，每幅两组与其间的关系。"),
    ]
    named: Annotated[
        tuple[boxes.NamedThings, ...],
        Told("Below them, things of which only some are named.", "其下，只写出部分名字的东西。"),
    ] = ()


@dataclass(frozen=True, slots=True)
class Bunch:
    """Things in a group: how many of each shape, and what is printed as their number."""

    label: Label
    number: Label
    tone: Tone
    kinds: tuple[tuple[str, int, Shape], ...]  # each kind's fact, and how many of what shape


@dataclass(frozen=True, slots=True)
class Isotype:
    """Panes of two groups each, and what stands between the two; then things in boxes."""

    panes: tuple[tuple[Bunch, Bunch, Label], ...]
    named: tuple[boxes.Boxes, ...]


@dataclass(frozen=True, slots=True)
class IsotypeGrid:
    """How far apart the marks of a pane stand, and where its two groups begin."""

    step: float
    left: float
    right: float
    column: float  # px of a group


def faults(ground: Ground, chart: IsotypeChart) -> Iterator[Problem]:
    yield from uncounted_or_twice(ground, chart)
    yield from boxes.astray(ground, chart.named)


def data(voice: ChartVoice, chart: IsotypeChart) -> Isotype:
    return Isotype(
        tuple(
            (
                _gathered(voice, pane.left, ("panes", index, "left")),
                _gathered(voice, pane.right, ("panes", index, "right")),
                voice.label(pane.relation, "panes", index, "relation"),
            )
            for index, pane in enumerate(chart.panes)
        ),
        tuple(boxes.boxes_of(voice, named, ("named", index)) for index, named in enumerate(chart.named)),
    )


def _gathered(voice: ChartVoice, group: Group, keys: Keys) -> Bunch:
    numbers = [voice.figure(kind.fact, variants=("count",)).words for kind in group.kinds]
    return Bunch(
        voice.label(group.label, *keys, "label"),
        Label("+".join(numbers), (*keys, "kinds")),
        group.tone,
        tuple((kind.fact, voice.count(kind.fact), kind.shape) for kind in group.kinds),
    )


def claims(ground: Ground, voice: ChartVoice, chart: IsotypeChart) -> Iterator[Claim]:
    """As many marks as each fact counts, under the words and the number of their group."""
    groups = [group for pane in chart.panes for group in (pane.left, pane.right)]
    facts = [kind.fact for group in groups for kind in group.kinds]
    marks = tuple(f"mark {fact}" for fact in facts)
    yield from (Count(mark, int(ground.measured(fact))) for mark, fact in zip(marks, facts, strict=True))
    yield from toned((f"mark {kind.fact}", group.tone) for group in groups for kind in group.kinds)
    yield Look(marks, hollow=False)
    firsts = [(group.kinds[0].fact, f"mark {group.kinds[0].fact}") for group in groups]
    yield Figures((*firsts, *((named.fact, f"box 0 {named.fact}") for named in chart.named)), stands="above")
    relations = {pane.left.kinds[0].fact: pane.relation for pane in chart.panes}
    lefts = tuple(f"mark {first}" for first in relations)
    for first, relation in relations.items():
        yield Beside(f"relation {first}", f"mark {first}", lefts, voice.say(relation))
    for group in groups:
        first = group.kinds[0].fact
        own = {f"mark {kind.fact}" for kind in group.kinds[1:]}  # beside these it may stand too
        apart = tuple(mark for mark in marks if mark not in own)
        yield Beside(f"label {first}", f"mark {first}", apart, voice.say(group.label), stands="above")
    for named in chart.named:
        others = (*marks, *(f"box 0 {other.fact}" for other in chart.named))
        yield from boxes.claimed(named, int(ground.measured(named.fact)), voice, others)


def table(voice: ChartVoice, chart: IsotypeChart) -> Rows:
    """A group of one kind is called what the chart calls it; of several, each kind by its own name."""
    groups = [group for pane in chart.panes for group in (pane.left, pane.right)]
    called = {group.kinds[0].fact: voice.say(group.label) for group in groups if len(group.kinds) == 1}
    called |= {named.fact: voice.say(named.label) for named in chart.named}
    return voice.figures((called.get(fact) or voice.called(fact), fact) for _, fact in names_in(chart, "fact"))


def draw(material: Isotype, width: int, fitter: Fitter) -> Drawing:
    """Pane beside pane where there is room, else one below the other."""
    panes = len(material.panes)
    beside = width >= PANE * panes
    pane_width = (width - APART * (panes - 1)) / panes if beside else width
    layers: list[Layer | None] = []
    deepest = 0.0
    for index, pane in enumerate(material.panes):
        grid = _grid(index * (pane_width + APART) if beside else 0, pane_width)
        drawn, bottom = _pane(pane, grid, deepest + 12 if index and not beside else 0, fitter)
        layers += drawn
        deepest = max(deepest, bottom)
    between = [index * (pane_width + APART) - APART / 2 for index in range(1, panes)] if beside else []
    layers.append(rule([{"x": x, "x2": x, "y": 0, "y2": deepest} for x in between], color=RULE))
    for things in material.named:
        drawn, deepest = boxes.draw(things, width, deepest + 12, BIG, fitter)
        layers += drawn
    return drawing(layers, width, deepest + 4)


def _grid(x: float, width: float) -> IsotypeGrid:
    step = min(32.0, round((width - BRACKETS) / 2 / IN_A_ROW, 1))
    column = IN_A_ROW * step
    return IsotypeGrid(step, x, round(x + column + BRACKETS), column)


@dataclass(frozen=True, slots=True)
class Caption:
    """What a bunch is, in lines: how far from its left edge they stand, where the first does, and where they end."""

    lines: list[str]
    x: float
    y: float
    bottom: float


def _caption(bunch: Bunch, column: float, top: float, fitter: Fitter) -> Caption:
    """Beside the number where it has room there, in one line of Han characters or three of words; else below."""
    beside, trial = BIG.width(bunch.number.words) + 8, Fitter()
    lines = trial.lines(bunch.label, column - beside, NOTE, 1 if is_han(bunch.label.words) else 3)
    if trial.overlong:
        lines = fitter.lines(bunch.label, column, NOTE, 4)
        return Caption(lines, 0, top + 39, top + 45 + 17 * (len(lines) - 1))
    y = top + (21 if len(lines) == 1 else 10)
    return Caption(lines, beside, y, y + 6 + 17 * (len(lines) - 1))


def _pane(
    pane: tuple[Bunch, Bunch, Label], grid: IsotypeGrid, top: float, fitter: Fitter
) -> tuple[list[Layer | None], float]:
    left, right, relation = pane
    captions = [_caption(bunch, grid.column, top, fitter) for bunch in (left, right)]
    first = max(top + 28, *(caption.bottom for caption in captions)) + grid.step / 2
    layers: list[Layer | None] = []
    bottom = first
    for bunch, caption, x in zip((left, right), captions, (grid.left, grid.right), strict=True):
        drawn, low = _bunch(bunch, caption, x, top, first, grid, fitter)
        layers += drawn
        bottom = max(bottom, low)
    bottom = max(bottom, top + _length(relation) + 12)
    return [*layers, *_brackets(relation, f"relation {left.kinds[0][0]}", grid, top + 3, bottom)], bottom


def _bunch(
    bunch: Bunch, caption: Caption, x: float, top: float, first: float, grid: IsotypeGrid, fitter: Fitter
) -> tuple[list[Layer | None], float]:
    """The number of the bunch with its name beside it, and below them its marks; and how far down they reach."""
    scale = min(1.0, (grid.step - 3) / 22)
    marks: list[Row] = []
    y = first
    for fact, count, shape in bunch.kinds:
        marks += [
            {
                "x": round(x + 11 * scale + index % IN_A_ROW * grid.step, 1),
                "y": round(y + index // IN_A_ROW * grid.step, 1),
                "d": SHAPES[shape],
                "tone": bunch.tone,
                "key": f"mark {fact}",
            }
            for index in range(count)
        ]
        y += -(-count // IN_A_ROW) * grid.step + 2
    number = fitter.line(bunch.number, grid.column, BIG)
    said: Row = {"x": x + caption.x, "y": caption.y, "t": caption.lines, "key": f"label {bunch.kinds[0][0]}"}
    return [
        text([{"x": x, "y": top + 21, "t": number, "tone": bunch.tone}], BIG),
        text([said], NOTE, fill=INK_2, lineHeight=17),
        path(marks, size=round(4 * scale * scale, 3), filled=True, strokeWidth=0),
    ], y - 2 - grid.step + 11 * scale


def _length(relation: Label) -> float:
    return (NOTE.size + 1) * len(relation.words) if is_han(relation.words) else NOTE.width(relation.words)


def _brackets(relation: Label, key: str, grid: IsotypeGrid, top: float, bottom: float) -> Iterator[Layer | None]:
    """What joins the groups as wholes: no mark of one is drawn to a mark of the other."""
    x = grid.left + grid.column + (BRACKETS - 38) / 2 - 2
    middle = round((top + bottom) / 2, 1)
    outline = f"M0,{top}H6V{bottom:.1f}H0M6,{middle}H10M38,{top}H32V{bottom:.1f}H38M32,{middle}H28"
    yield path([{"x": x, "y": 0, "d": outline}], stroke=MUTE, strokeWidth=1.5)
    start = middle - _length(relation) / 2
    if is_han(relation.words):
        rows: list[Row] = [{"x": x + 19, "y": round(start + 12, 1), "t": list(relation.words), "key": key}]
        yield text(rows, NOTE, align="center", lineHeight=NOTE.size + 1, fill=INK_2)
    else:
        yield text([{"x": x + 14.5, "y": round(start, 1), "t": relation.words, "key": key}], NOTE, angle=90, fill=INK_2)


FORM = Form(
    entry=IsotypeChart,
    purpose=Told("groups and what joins them", "成组的东西和它们的关系"),
    faults=faults,
    plot=Plot(data=data, draw=draw, claims=claims),
    table=table,
    glyphs=frozenset({"unit"}),
)
