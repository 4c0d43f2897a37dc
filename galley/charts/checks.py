"""What several forms refuse: facts that no scale can hold, that are drawn twice, or that a table does not bear out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from galley.charts.form import Ground
from galley.charts.model import Chart
from galley.errors import Problem
from galley.inputs.tables import Table
from galley.walk import Keys, names_in


def uncounted(ground: Ground, chart: Chart) -> Iterator[Problem]:
    """Facts of the chart that have no number above zero to draw."""
    return without_number(ground, names_in(chart, "fact"))


def uncounted_or_twice(ground: Ground, chart: Chart) -> Iterator[Problem]:
    """Facts of the chart that have no number above zero to draw, or that it draws twice."""
    yield from uncounted(ground, chart)
    yield from twice(ground, names_in(chart, "fact"))


def twice(ground: Ground, facts: Iterable[tuple[Keys, str]]) -> Iterator[Problem]:
    """Facts that are drawn a second time: two marks of one thing look like two things."""
    drawn: set[str] = set()
    for keys, fact in facts:
        if fact in drawn:
            yield Problem(
                "chart-fact-twice",
                ground.place(*keys),
                f"{ground.name}: {fact} is drawn a second time.",
                "Name another fact, or take this one out.",
            )
        drawn.add(fact)


def without_number(ground: Ground, facts: Iterable[tuple[Keys, str]], negative: bool = False) -> Iterator[Problem]:
    """Facts that have no number to draw; `negative` forms draw what is not above zero too."""
    for keys, fact in facts:
        number = ground.number(fact)
        if number is None or (number <= 0 and not negative):
            yield Problem(
                "chart-no-number",
                ground.place(*keys),
                f"{ground.name}: {fact} has no number {'' if negative else 'above zero '}to draw.",
                "Name a fact with one number, which a range is not; a table shows any.",
            )


def unlike(ground: Ground, facts: Iterable[tuple[Keys, str]], scale: str, negative: bool = False) -> Iterator[Problem]:
    """Facts that cannot be drawn on a scale in the unit `scale`."""
    named = tuple(facts)
    yield from without_number(ground, named, negative)
    yield from twice(ground, named)
    for keys, fact in named:
        measured = ground.measures(fact)
        if measured and measured[1] != ground.measured_in(scale):
            yield Problem(
                "chart-unlike-units",
                ground.place(*keys),
                f"{ground.name}: {fact} is in {measured[0]}, which cannot be drawn on a scale of {scale}.",
                "Draw only what is measured alike on one scale.",
            )


def one_kind(ground: Ground, facts: Iterable[tuple[Keys, str]], negative: bool = False) -> Iterator[Problem]:
    """Facts that are not measured like the first of them."""
    named = tuple(facts)
    scale = next((measured[0] for _, fact in named if (measured := ground.measures(fact))), None)
    if scale is None:
        yield from without_number(ground, named, negative)
    else:
        yield from unlike(ground, named, scale, negative)


def misplaced(ground: Ground, tracks: Iterable[tuple[str, Keys, Sequence[str]]]) -> Iterator[Problem]:
    """Readings that are drawn beside a fact that they are no reading of: each fact, its keys, and what is beside it."""
    for fact, keys, also in tracks:
        for index, reading in enumerate(also):
            if reading not in ground.readings(fact):
                yield Problem(
                    "chart-reading-astray",
                    ground.place(*keys, "also", index),
                    f"{ground.name}: {reading} is drawn beside {fact}, and is none of its readings.",
                    f"Draw it beside the fact that it is a reading of, or add it to `readings` of {fact}.",
                )


def unnamed(ground: Ground, name: str, *needed: str) -> Iterator[Problem]:
    """Columns that the chart's table lacks: those `needed`, and the names in each edition."""
    table = ground.table(name)
    for column in (*needed, *ground.editions):
        if column not in table.columns:
            yield Problem(
                "chart-no-column",
                ground.place("table"),
                f"{ground.name}: {table.path} has no column {column}.",
                "Add the column, or name another table.",
                ", ".join(table.columns),
            )


def miscounted(ground: Ground, name: str, facts: Sequence[str], number: int) -> Iterator[Problem]:
    """Facts that count the rows of a table, where they count `number` of them and it has another number."""
    rows = len(ground.table(name).rows)
    if number != rows:
        yield Problem(
            "chart-row-count",
            ground.place("facts"),
            f"{ground.name}: {ground.table(name).path} has {rows} rows, and {number} by {', '.join(facts)}.",
            "Give the table the rows that are missing, or name the facts that count those it has.",
        )


def row_unknown(ground: Ground, table: Table, index: int, column: str, known: str) -> Problem:
    """The cell of a row says what the chart's entry does not list under `known`."""
    return Problem(
        "chart-row-unknown",
        table.place(index),
        f"{ground.name}: the {column} “{table.rows[index].get(column, '')}” is none of its {known}.",
        f"Mend the cell, or add it to `{known}` of {ground.name} in content/charts.yaml.",
    )
