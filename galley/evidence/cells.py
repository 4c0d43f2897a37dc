"""Whether a cell of a table says what its fact says: a figure or a range, nothing beside it, in its head's unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from galley.errors import Place, Problem
from galley.evidence.agreement import Places, in_unit
from galley.evidence.quotes import SourceText, page
from galley.evidence.ranges import are_ends
from galley.model import Fact
from galley.numbers.exact import in_digits
from galley.numbers.storyreader import Figure
from galley.numbers.vocabulary import Vocabulary


def cell_problems(fact: Fact, cell: str, lang: str, vocabulary: Vocabulary, places: Places) -> Iterator[Problem]:
    """What does not agree between a cell and its fact. A number alone is in the fact's unit, as the head says."""
    read = page(cell, lang, vocabulary)
    figures = [figure for figure in read.figures if figure.start == 0 and figure.end == len(read.text)]
    shown, place = f"「{cell}」", places(fact.id, "figure")
    if fact.between is not None:
        yield from _range_problems(fact, read, vocabulary, place)
        return
    if len(figures) != 1:
        hint = "Write the cell as the source has it, whole: one figure, with its unit or without."
        yield Problem("cell-unread", place, f"{fact.id}: the cell is not one figure.", hint, shown)
        return
    number = in_unit(figures[0].counted, fact, vocabulary)
    if number is None:
        message = f"{fact.id}: the cell is not in {fact.unit}."
        yield Problem("cell-unit", place, message, "Mend the unit, or write the cell that has it.", shown)
    elif number != fact.value:
        message = f"{fact.id}: the cell says {in_digits(number)}, the value is {fact.value}."
        yield Problem("cell-value", place, message, "Mend the one that is wrong.", shown)
    elif _said(figures[0], vocabulary) != _op((fact.qualifier,) if fact.qualifier else (), vocabulary):
        said = f"the qualifier is {fact.qualifier}" if fact.qualifier else "the line has no qualifier"
        message = f"{fact.id}: the cell says “{figures[0].text}”, {said}."
        yield Problem("cell-qualifier", place, message, "Write the qualifier that the source has.", shown)


def _range_problems(fact: Fact, read: SourceText, vocabulary: Vocabulary, place: Place) -> Iterator[Problem]:
    """What does not agree between a cell and the range that its fact says."""
    low, high = read.figures if len(read.figures) == 2 else (None, None)
    shown = f"「{read.text}」"
    if low is None or high is None or not are_ends(low, high) or (low.start, high.end) != (0, len(read.text)):
        hint = "Write the cell as the source has it, whole: 12–15, with its unit or without."
        yield Problem("cell-unread", place, f"{fact.id}: the cell is not one range.", hint, shown)
        return
    both = (*low.why, *high.why, *low.qualifiers, *high.qualifiers)
    if both:
        message = f"{fact.id}: the cell says “{both[0]}”, which a range does not hold."
        yield Problem("cell-qualifier", place, message, "Write it in `data/facts`, as words.", shown)
        return
    ends = tuple(in_unit(replace(one.counted, units=low.units or high.units), fact, vocabulary) for one in (low, high))
    if None in ends:
        message = f"{fact.id}: the cell is not in {fact.unit}."
        yield Problem("cell-unit", place, message, "Mend the unit, or write the cell that has it.", shown)
    elif ends != (between := tuple(map(Fraction, fact.between or ()))):
        said, due = (" to ".join(map(in_digits, pair)) for pair in (ends, between))
        message = f"{fact.id}: the cell says {said}, the range is {due}."
        yield Problem("cell-value", place, message, "Mend the one that is wrong.", shown)


def _said(figure: Figure, vocabulary: Vocabulary) -> tuple[str, bool]:
    op, ordinal = _op(figure.qualifiers, vocabulary)
    return figure.bound or op, ordinal


def _op(qualifiers: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, bool]:
    """How exact it is said to be, and whether it is a place in an order."""
    first = vocabulary.qualifiers[qualifiers[0]] if qualifiers else None
    return (first.op, first.ordinal) if first else ("=", False)
