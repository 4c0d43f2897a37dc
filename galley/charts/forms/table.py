"""A table with columns of the editor's choosing, typeset by the page: figures, words, and small marks beside them.

The marks of a table are one drawing, a window of it for each cell that has any; the page shows each in its cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from galley.charts.canvas import (
    INK,
    MARK_PITCH,
    MARK_TALL,
    MARK_WIDE,
    MUTE,
    Along,
    Drawing,
    Layer,
    grouped,
    placed,
    rule,
)
from galley.charts.checks import one_kind
from galley.charts.claims import Claim, Look, OneRuler, Span, Window, toned
from galley.charts.fit import Fitter
from galley.charts.form import ChartVoice, Datum, Form, Ground, Plot, Rows
from galley.charts.grammar import bars, beside, dots, looks, row, signed, signs, stated, veils
from galley.charts.model import Base, Told
from galley.charts.scales import NumberScale, TimeScale
from galley.charts.tracks import SeriesTrack, at, day_of, joined, joints, pieces_of, track_of
from galley.errors import Problem
from galley.model import FactName, Model, SeriesName, Text
from galley.walk import Keys

INSET = 4  # px that a line stays within its window
SIGN = 14  # px for a sign after a bar


class Head(Model):
    """A column."""

    head: Annotated[Text, Told("Over the column.", "栏目名。", {"zh-Hans": "金额", "en": "Amount"})]
    spark: Annotated[
        Literal["bar"] | None,
        Told("bar: each figure also as a bar, all on one scale.", "bar：各数另画成横条，同一比例。", "bar"),
    ] = None


class Course(Model):
    """The course of a thing of a series: a small line from its own zero."""

    series: Annotated[SeriesName, Told("The series.", "序列。", "water")]
    row: Annotated[
        str, Told("Which of its things; none where it has one.", "其中哪一项；只有一项则不写。", "river")
    ] = ""


class MarkedWords(Model):
    """Words behind a small mark, by whose shape rows of one kind are found at a glance."""

    words: Annotated[Text, Told("The words.", "文字。", {"zh-Hans": "签约", "en": "Signed"})]
    mark: Annotated[
        Literal["square", "triangle", "circle"],
        Told(
            "The shape before them, the same wherever a column says the same.",
            "前面的形状；同一栏里同词同形。",
            "square",
        ),
    ]


def _kind(cell: Any) -> str:
    if isinstance(cell, MarkedWords) or (isinstance(cell, dict) and "mark" in cell):
        return "marked"
    if isinstance(cell, Course) or (isinstance(cell, dict) and "series" in cell):
        return "course"
    return "fact" if isinstance(cell, str) else "words"


Cell = Annotated[
    Annotated[FactName, Tag("fact")]
    | Annotated[Course, Tag("course")]
    | Annotated[MarkedWords, Tag("marked")]
    | Annotated[Text, Tag("words")],
    Discriminator(_kind),
]


class TableChart(Base):
    """A typeset table: what belongs on no common axis, or more than a drawing can hold."""

    form: Literal["table"]
    columns: Annotated[tuple[Head, ...], Field(min_length=2), Told("The columns, from the left.", "各栏，自左而右。")]
    rows: Annotated[
        tuple[tuple[Cell, ...], ...],
        Field(min_length=2),
        Told(
            "The rows, each a list of facts, words, words with a mark, and courses.",
            "各行；每行依次为事实、文字、带标记的文字或走势。",
        ),
    ]

    @property
    def windows(self) -> tuple[tuple[int, int], ...]:
        return tuple(
            (down, across)
            for down, cells in enumerate(self.rows)
            for across, cell in enumerate(cells)
            if isinstance(cell, Course) or self.columns[across].spark
        )


@dataclass(frozen=True, slots=True)
class Line:
    """The course of one thing."""

    track: SeriesTrack
    cumulative: bool


@dataclass(frozen=True, slots=True)
class CellBar:
    """A figure as a bar between the ends of its column."""

    datum: Datum
    low: float
    high: float


Sparks = tuple[Line | CellBar, ...]


def faults(ground: Ground, chart: TableChart) -> Iterator[Problem]:
    uneven = [index for index, cells in enumerate(chart.rows) if len(cells) != len(chart.columns)]
    for index in uneven:
        message = (
            f"{ground.name}: the row has {len(chart.rows[index])} cells, and the table {len(chart.columns)} columns."
        )
        yield Problem(
            "table-uneven", ground.place("rows", index), message, "Write a cell for each column, words for none."
        )
    if uneven:
        return
    for across, column in enumerate(chart.columns):
        if column.spark:
            cells = [(("rows", down, across), cells[across]) for down, cells in enumerate(chart.rows)]
            yield from _without_bar(ground, cells)
            named = [(keys, cell) for keys, cell in cells if isinstance(cell, str)]
            yield from one_kind(ground, named, negative=True)
    for across in range(len(chart.columns)):
        marked = [(("rows", down, across), cells[across]) for down, cells in enumerate(chart.rows)]
        yield from _ambiguous(ground, [(keys, cell) for keys, cell in marked if isinstance(cell, MarkedWords)])
    drawn: set[object] = set()
    for down, across in chart.windows:
        cell, keys = chart.rows[down][across], ("rows", down, across)
        if isinstance(cell, Course):
            yield from _unknown(ground, cell, keys)
        mark = (cell.series, cell.row) if isinstance(cell, Course) else cell if isinstance(cell, str) else keys
        if mark in drawn:
            message = f"{ground.name}: the same is drawn a second time."
            yield Problem("chart-fact-twice", ground.place(*keys), message, "Name another, or take this one out.")
        drawn.add(mark)


def _without_bar(ground: Ground, cells: Sequence[tuple[Keys, Any]]) -> Iterator[Problem]:
    for keys, cell in cells:
        if not isinstance(cell, str):
            message = f"{ground.name}: a cell of a column with `spark: bar` is no fact, so it has no bar."
            yield Problem("table-no-bar", ground.place(*keys), message, "Write the id of a fact, or take `spark` away.")


def _ambiguous(ground: Ground, cells: Sequence[tuple[Keys, MarkedWords]]) -> Iterator[Problem]:
    """A shape that stands for two things, or a thing that has two shapes, says nothing."""
    for above, (keys, cell) in enumerate(cells):
        for _, other in cells[:above]:
            if (cell.mark == other.mark) != (cell.words == other.words):
                message = f"{ground.name}: {cell.mark} stands before other words than above."
                if cell.words == other.words:
                    message = f"{ground.name}: the same words have {other.mark} above, and {cell.mark} here."
                yield Problem(
                    "table-mark",
                    ground.place(*keys, "mark"),
                    message,
                    "Give the same words the same mark, and others another.",
                )
                break


def _unknown(ground: Ground, course: Course, keys: Keys) -> Iterator[Problem]:
    series = ground.series(course.series)
    if course.row not in (tuple(series.series) or ("",)):
        message = f"{ground.name}: {course.series} has no row “{course.row}”."
        hint = f"Write one of {', '.join(series.series)}." if series.series else "Delete row:."
        yield Problem("chart-no-row", ground.place(*keys, "row"), message, hint)
    elif not any(point.row == course.row for point in ground.points(course.series)):
        message = f"{ground.name}: {course.series} has no figure of “{course.row}”."
        yield Problem("chart-no-row", ground.place(*keys, "row"), message, "Name one that has figures.")


def data(voice: ChartVoice, chart: TableChart) -> Sparks:
    ends = {across: _ends(voice, chart, across) for across, column in enumerate(chart.columns) if column.spark}
    found: list[Line | CellBar] = []
    for down, across in chart.windows:
        cell = chart.rows[down][across]
        if isinstance(cell, Course):
            track = track_of(voice, cell.series, cell.row, "rows", down, across)
            found.append(Line(track, voice.series(cell.series).kind == "cumulative"))
        else:
            unit, numbers = ends[across]
            low, high = min(0.0, *numbers), max(0.0, *numbers)
            found.append(CellBar(_bar(voice, str(cell), unit), low, high if high > low else 1.0))
    return tuple(found)


def _ends(voice: ChartVoice, chart: TableChart, across: int) -> tuple[str | None, list[float]]:
    """The unit of a column of bars, and its numbers."""
    facts = [str(cells[across]) for cells in chart.rows]
    return voice.unit(facts[0]), [_bar(voice, fact, voice.unit(facts[0])).number for fact in facts]


def _bar(voice: ChartVoice, fact: str, unit: str | None) -> Datum:
    return signed(voice.datum(fact, unit=unit))


def draw(sparks: Sparks, width: int, fitter: Fitter) -> Drawing:
    """The windows below each other; however wide the page is, they are as small."""
    groups = [
        list(_line(spark, index) if isinstance(spark, Line) else _barred(spark, index))
        for index, spark in enumerate(sparks)
    ]
    return grouped(groups, MARK_WIDE, MARK_PITCH * len(sparks))


def _line(line: Line, index: int) -> Iterator[Layer | None]:
    """The course on a scale of its own, its foot at zero, its last point as its fact is."""
    points, top = line.track.points, MARK_PITCH * index
    numbers = [datum.number for datum in points]
    days = [day_of(datum) for datum in points]
    low, high = min(0.0, *numbers), max(0.0, *numbers)
    high = high if high > low else 1.0
    first = min(min(days), max(days) - timedelta(days=1))  # a lone point stands at the end, where the last one does
    scale = NumberScale(low, high, top + MARK_TALL - INSET, top + INSET)
    x, y, foot = TimeScale(first, max(days), INSET, MARK_WIDE - INSET).along(), scale.along(), scale.at(0)
    zero = {"x": 0, "x2": MARK_WIDE, "y": foot, "y2": foot, "key": f"foot {index}"}
    joins = list(pieces_of(line.track, line.cumulative))
    ends = {datum.fact for pair in joins for datum in pair}
    yield rule([zero], color=MUTE, opacity=0.5)
    yield from joined(joins, x, y, (3, 3), strokeWidth=1.5)
    for lone, size in ((False, 2.25), (True, 12.0)):
        rows = [at(datum) for datum in points[:-1] if (datum.fact not in ends) == lone]
        yield placed("point", rows, x, y, filled=True, size=size)
    yield from dots([(points[-1], at(points[-1]))], x, y, 16)


def _barred(bar: CellBar, index: int) -> Iterator[Layer | None]:
    """The figure from the zero of its column."""
    top = MARK_PITCH * index + 7
    left = SIGN if bar.low < 0 else 0.5
    scale = NumberScale(bar.low, bar.high, left, MARK_WIDE - SIGN)
    zero = scale.at(0)
    foot = {"x": zero, "x2": zero, "y": top - 5, "y2": top + 19, "key": f"zero {bar.datum.fact}"}
    rows = [(bar.datum, row(bar.datum, "bar", y=top, y2=top + 14, zero=0))]
    x = scale.along()
    yield from bars(rows, x, Along("y"), "zero", "y2")
    if bar.datum.number >= 0:
        yield from beside(rows, x, Along("y"), scale.pixel)
    yield rule([foot], color=INK)


def claims(ground: Ground, voice: ChartVoice, chart: TableChart) -> Iterator[Claim]:
    """Each line stands on its own zero, the bars of a column on one, and each mark in the window of its cell."""
    columns: dict[int, list[Datum]] = {}
    for index, ((_, across), spark) in enumerate(zip(chart.windows, data(voice, chart), strict=True)):
        edges = MARK_PITCH * index, MARK_PITCH * index + MARK_TALL
        if isinstance(spark, Line):
            yield from _course(ground, spark, index, edges)
        else:
            unit = voice.unit(str(chart.rows[0][across]))
            columns.setdefault(across, []).append(signed(stated(ground, spark.datum, unit)))
            yield Window((f"bar {spark.datum.fact}", f"zero {spark.datum.fact}"), *edges)
    for own in columns.values():
        lengths = (Span(f"bar {datum.fact}", 0, datum.number) for datum in own)
        yield OneRuler("right", (*lengths, *(Span(f"zero {datum.fact}", 0, 0) for datum in own)))
        yield from looks(own, "bar")
        yield from signs((datum for datum in own if datum.number >= 0), "bar", "right")
        yield from veils((datum for datum in own if datum.number >= 0), "bar")


def _course(ground: Ground, line: Line, index: int, edges: tuple[int, int]) -> Iterator[Claim]:
    told = [stated(ground, datum, None) for datum in line.track.points]
    first = day_of(told[0])
    marks = [f"point {datum.fact}" for datum in told]
    levels = [Span(mark, datum.number, datum.number) for mark, datum in zip(marks, told, strict=True)]
    days = [(mark, (day_of(datum) - first).days) for mark, datum in zip(marks, told, strict=True)]
    yield OneRuler("up", (*levels, Span(f"foot {index}", 0, 0)))
    yield OneRuler("right", tuple(Span(mark, day, day) for mark, day in days))
    yield from joints(line.track, line.cumulative)
    yield from looks(told[-1:], "point")
    yield from toned((f"point {datum.fact}", datum.tone) for datum in told)
    yield Look(tuple(f"point {datum.fact}" for datum in told[:-1]), hollow=False)
    yield Window((f"foot {index}", *marks), *edges)


def table(voice: ChartVoice, chart: TableChart) -> Rows:
    heads = tuple(voice.say(column.head) for column in chart.columns)
    return Rows(heads, tuple(tuple(_said(voice, cell) for cell in cells) for cells in chart.rows))


def _said(voice: ChartVoice, cell: Any) -> str:
    """A cell in words: a course by its first, last and extreme figures."""
    if isinstance(cell, Course):
        own = [point.fact for point in voice.points(cell.series) if point.row == cell.row]
        return voice.in_time(voice.say(voice.series(cell.series).row(cell.row).label), own)
    if not isinstance(cell, str):
        return voice.say(cell.words if isinstance(cell, MarkedWords) else cell)
    words = voice.figure(cell).words
    change = voice.change(cell)
    return voice.phrase(f"table.{change}", figure=words) if change in ("rise", "fall") else words


def alternative(voice: ChartVoice, chart: TableChart) -> str:
    """The rows as sentences: what each begins with, and the other cells under their heads."""
    rows = table(voice, chart)
    parts = [voice.phrase("alt.table")]
    for cells in rows.rows:
        others = [
            voice.phrase("alt.cell", head=head, cell=cell)
            for head, cell in zip(rows.columns[1:], cells[1:], strict=True)
        ]
        parts.append(voice.phrase("alt.cells", name=cells[0], cells=voice.phrase("list.comma").join(others)))
    return voice.sentences(parts)


FORM = Form(
    entry=TableChart,
    purpose=Told("figures in columns, with small marks", "多栏的数，带小图"),
    faults=faults,
    plot=Plot(data=data, draw=draw, claims=claims),
    table=table,
    alt=alternative,
    typeset=True,
)
