"""Numbers, columns and indents as a terminal shows them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal

from galley.dates import Date
from galley.numbers.exact import in_digits


def number(value: Decimal | Date) -> str:
    """As an editor writes it in YAML: 180000000000, 2022-05."""
    return str(value) if isinstance(value, Date) else in_digits(value)


def columns(rows: Iterable[Sequence[str]]) -> str:
    """The rows with their cells below one another; the last is as long as it is."""
    table = [[*row] for row in rows]
    if not table:
        return ""
    widths = [max(map(width, column)) for column in zip(*(row[:-1] for row in table), strict=True)]
    return "\n".join("  " + "  ".join([*map(padded, row[:-1], widths), row[-1]]) for row in table)


def padded(words: str, to: int) -> str:
    """`words` and as much space as they lack of the width."""
    return words + " " * (to - width(words))


def width(words: str) -> int:
    """Columns of a terminal that words take: a Han character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in words)


def indented(lines: Iterable[str]) -> str:
    """The lines, each two columns in."""
    return "\n".join(f"  {line}" for line in lines)
