"""The sums that a stored table prints, added up again: one that does not add up was copied wrong, or is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from galley.errors import Problem
from galley.evidence.sheets import Sheet, read_sheet
from galley.guess import closest, one_of
from galley.model import Source
from galley.story.draft import Draft

_NUMBER = re.compile(r"[-−]?\d[\d, \u00a0\u202f]*(?:\.\d+)?")


def printed_sums(draft: Draft) -> Iterator[Problem]:
    """Rows of a table in which a column that is said to be a sum is not that of its parts."""
    for source in draft.sources.found.values():
        if source.sheet and source.sheet.sums and source.id in draft.texts:
            yield from _sums(draft, source, read_sheet(draft.texts[source.id], source))


def _sums(draft: Draft, source: Source, sheet: Sheet) -> Iterator[Problem]:
    for total, parts in (source.sheet.sums if source.sheet else {}).items():
        place = draft.sources.place(source.id, "sheet", "sums", total)
        unknown = [name for name in (total, *parts) if name not in sheet.columns]
        for name in unknown:
            message = f"{source.id}: the table has no column “{name}” to add up."
            yield Problem("sheet-sum", place, message, closest(name, sheet.columns, one_of(sheet.columns)))
        for row in sheet.rows if not unknown else ():
            said, *added = (_number(draft, source, sheet, row, name) for name in (total, *parts))
            known = [number for number in added if number is not None]
            if said is None or len(known) < len(added):
                continue  # a cell without a number adds up to nothing that could be compared
            if abs(sum(known) - said) > _rounding([said, *known], source):
                message = (
                    f"{source.id}: in the row “{row}”, {', '.join(parts)} make {sum(known)}, and {total} says {said}."
                )
                hint = (
                    "Compare the stored table with its source; if the source adds up so, take the sum away, and say so."
                )
                yield Problem("sheet-sum", place, message, hint)


def _number(draft: Draft, source: Source, sheet: Sheet, row: str, column: str) -> Decimal | None:
    """The number of a cell, without its notes; None for a cell that has none."""
    span = sheet.cells.get((row, column))
    cell = draft.texts[source.id][span.start : span.end].strip() if span else ""
    for mark in source.sheet.notes if source.sheet else ():
        cell = cell.removesuffix(mark)
    if not _NUMBER.fullmatch(cell.strip()):
        return None
    return Decimal(re.sub(r"[^\d.-]", "", cell.replace("\u2212", "-")))


def _rounding(numbers: list[Decimal], source: Source) -> Decimal:
    """By how much rounded parts may miss their rounded sum: half of the last place, for each of them."""
    places = max(-int(number.as_tuple().exponent) for number in numbers)
    return (
        Decimal(len(numbers)) / 2 * Decimal(1).scaleb(-places) if source.sheet and source.sheet.rounded else Decimal(0)
    )
