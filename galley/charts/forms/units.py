"""A count, as that many marks in rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from galley.charts.canvas import CHEVRON, CHEVRON_BACK, COLOURS, INK_2, SCALE, Drawing, Row, drawing, path, rule, text
from galley.charts.checks import uncounted
from galley.charts.claims import Beside, Chevron, Claim, Count, End, toned
from galley.charts.fit import Fitter, Label
from galley.charts.form import ChartVoice, Form, Ground, Plot, as_labelled
from galley.charts.model import Base, FactOfChart, Told, Tone, ToneOfChart
from galley.errors import Problem
from galley.model import Positive

STEP = (9, 11)  # px from mark to mark, at least and at most: many small marks, which no other chart is crushed by
IN_A_ROW = (50, 40, 30, 25, 20, 15, 10, 5)


class UnitsChart(Base):
    """A count as that many marks; where the number is more than what is printed, the last row stays open."""

    form: Literal["units"]
    fact: FactOfChart
    each: Annotated[Positive, Told("How many one mark stands for.", "一个标记代表多少。", 10)] = 1
    label_every: Annotated[
        Positive | None, Told("A number after every so many marks.", "每隔几个标记写一个数。", 50)
    ] = None
    tone: ToneOfChart = "after"


@dataclass(frozen=True, slots=True)
class UnitMarks:
    """`count` things, `each` of them a mark."""

    fact: str
    count: int
    each: int
    end: End
    tone: Tone
    marks: tuple[tuple[int, Label], ...]  # how many units are counted up to a label


@dataclass(frozen=True, slots=True)
class UnitGrid:
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
        """Where a row lies; one alone leaves room above it for a sign that is taller than its marks."""
        return row * self.step + (8 if self.rows == 1 else self.size / 2)


def faults(ground: Ground, chart: UnitsChart) -> Iterator[Problem]:
    yield from uncounted(ground, chart)
    number, worth = ground.number(chart.fact), Decimal(chart.each)
    if number and number % worth:
        yield Problem(
            "chart-mark-broken",
            ground.place("each"),
            f"{ground.name}: {chart.fact} is {number}, which is not so many marks of {chart.each} each.",
            "Let a mark stand for as many as go into it without a rest.",
        )
    said = {
        lang: words
        for entry in chart.key
        if entry.glyph == "unit"
        for lang, words in ground.counted(entry.label).items()
    }
    for edition in ground.editions:
        if said.get(edition, frozenset() if chart.each > 1 else frozenset({worth})) != {worth}:
            yield Problem(
                "chart-mark-unsaid",
                ground.place("each" if "each" in chart.model_fields_set else "fact"),
                f"{ground.name}: a mark stands for {chart.each}, and the key does not say so in {edition}.",
                "Say it at the glyph `unit` of the key: how many a mark stands for, in words or digits.",
            )


def data(voice: ChartVoice, chart: UnitsChart) -> UnitMarks:
    count, every = voice.count(chart.fact), chart.label_every
    marks = tuple((n, voice.scale(n)) for n in range(every, count + 1, every)) if every else ()
    return UnitMarks(chart.fact, count, chart.each, voice.end(chart.fact), chart.tone, marks)


def claims(ground: Ground, voice: ChartVoice, chart: UnitsChart) -> Iterator[Claim]:
    """As many marks as are counted, with the words of the scale beside the row up to which they count."""
    number, mark = int(ground.measured(chart.fact)), f"unit {chart.fact}"
    tally = (
        {f"tally {n}": n for n in range(chart.label_every, number + 1, chart.label_every)} if chart.label_every else {}
    )
    yield Count(mark, number, chart.each, tuple(tally.items()))
    for key, n in tally.items():
        yield Beside(key, mark, (), voice.scale(n).words, number=n)
    yield from toned([(mark, chart.tone)])
    end = ground.end(chart.fact)
    if end in ("open", "capped"):
        yield Chevron(f"chevron {chart.fact}", mark, "onward" if end == "open" else "back")


def draw(material: UnitMarks, width: int, fitter: Fitter) -> Drawing:
    """Marks in rows of a round number; each row is one dashed line."""
    labels = max((SCALE.width(label.words) for _, label in material.marks), default=0)
    grid = _grid(-(-material.count // material.each), _between(material), width - 20 - (labels + 14 if labels else 0))
    counted = [(n, n // material.each // grid.in_a_row - 1, label) for n, label in material.marks]
    words = [
        {"x": grid.edge + 12 + labels, "y": grid.middle(row) + 4.5, "t": label.words, "key": f"tally {n}"}
        for n, row, label in counted
    ]
    end = {
        "key": f"chevron {material.fact}",
        "x": grid.edge + (22 + labels if labels else 6),
        "y": grid.middle(grid.rows - 1),
    }
    chevron = {"open": CHEVRON, "capped": CHEVRON_BACK}.get(material.end)
    colour = COLOURS[material.tone]
    dash = [grid.size, grid.step - grid.size]
    return drawing(
        [
            rule(list(_lines(material, grid)), color=colour, strokeWidth=grid.size, strokeDash=dash),
            text(words, SCALE, align="right", fill=INK_2),
            path([{**end, "d": chevron}] if chevron else [], stroke=colour, strokeWidth=2.5),
        ],
        width,
        (grid.rows - 1) * grid.step + max(grid.size, 14 if labels or chevron or grid.rows == 1 else 0) + 2,
    )


def _between(material: UnitMarks) -> int:
    """How many marks stand between the words of the scale; nought where it has none."""
    return material.marks[0][0] // material.each if material.marks else 0


def _grid(marks: int, between: int, room: float) -> UnitGrid:
    """The longest round row that has room, that ends at words of the scale, and leaves no row short if possible."""
    fitting = [n for n in IN_A_ROW if n * STEP[0] <= room and between % n == 0] or [IN_A_ROW[-1]]
    in_a_row = next((n for n in fitting if marks % n == 0 or n <= 10), fitting[-1])
    step = min(STEP[1], int(room // in_a_row))
    return UnitGrid(marks, in_a_row, step, round(step * 0.7))


def _lines(material: UnitMarks, grid: UnitGrid) -> Iterator[Row]:
    for row in range(grid.rows):
        here = min(grid.in_a_row, grid.marks - row * grid.in_a_row)
        stop = here * grid.step - (grid.step - grid.size)
        counted = min((row + 1) * grid.in_a_row * material.each, material.count)
        yield {
            "x": 0, "x2": stop, "y": grid.middle(row), "y2": grid.middle(row), "counted": counted,
            "key": f"unit {material.fact}",
        }  # fmt: skip


FORM = Form(
    entry=UnitsChart,
    purpose=Told("a count, mark by mark", "一格一格地数"),
    faults=faults,
    plot=Plot(data=data, draw=draw, claims=claims),
    table=as_labelled,
    glyphs=frozenset({"capped", "open", "unit"}),
)
