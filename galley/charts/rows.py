"""The rows of a chart's table read back: which fact each row vouches for, and whether it stands under its own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from galley.charts.form import Rows
from galley.charts.model import Chart
from galley.marks import marked, plain
from galley.model import Text
from galley.walk import Keys, Leaf, leaves

FACTS = frozenset({"fact", "number"})
"""Kinds of marks whose name is the fact that vouches for them."""


def untrue_rows(chart: Chart, rows: Rows, say: Callable[[Text], str]) -> Iterator[str]:
    """Rows whose cells are of two facts, and facts that stand under the words of another."""
    printed = [_facts(row) for row in rows.rows]
    if rows.status is not None:
        for row, facts in zip(rows.rows, printed, strict=True):
            if len(facts) > 1:
                yield f"the row “{plain(row[0])}” is of {' and of '.join(sorted(facts))}"
    for fact, text in worded(chart):
        words = plain(say(text))
        under = [facts for row, facts in zip(rows.rows, printed, strict=True) if _says(row, words)]
        if under and fact not in frozenset[str]().union(*under):
            yield f"“{words}” is written at {', '.join(sorted(under[0])) or 'no fact'}, and belongs to {fact}"


def worded(chart: Chart) -> Iterator[tuple[str, Text]]:
    """Each fact that stands in the entry together with words, and those words."""
    together: dict[Keys, list[Leaf]] = defaultdict(list)
    for leaf in leaves(chart):
        if len(leaf.keys) > 1 and isinstance(leaf.keys[-1], str):
            together[leaf.keys[:-1]].append(leaf)
    for group in together.values():
        facts = [one.value for one in group if one.names("fact")]
        if len(facts) == 1:
            yield from ((facts[0], one.value) for one in group if isinstance(one.value, Mapping))


def _facts(row: tuple[str, ...]) -> frozenset[str]:
    """The facts whose figures a row gives; words of a cell may name others."""
    whole = (list(marked(cell)) for cell in row)
    return frozenset(
        one.name
        for cell, found in zip(row, whole, strict=True)
        for one in found
        if one.kind in FACTS and one.end - one.start == len(cell)
    )


def _says(row: tuple[str, ...], words: str) -> bool:
    return any(plain(cell) == words or plain(cell).endswith(f" · {words}") for cell in row)
