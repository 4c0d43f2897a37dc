"""A text while it is read, and what is asked of it as a whole once its figures are known."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import get_args

from galley.model import Op
from galley.numbers.reading.lexicon import Lexicon
from galley.numbers.reading.quantity import Sighting
from galley.numbers.reading.stock import Units

NAME = "\x01"
"""What stands for every character of a name or idiom, so that no word is read out of it."""

COUNTLESS = frozenset({"date", "period", "clock", "name", "ordinal", "soft"})
"""Kinds that no hedge elsewhere in the clause is said of."""

_PARTS = {("hour", "minute"): 60, ("minute", "second"): 60}
_OPS: dict[str, Op] = {op: op for op in get_args(Op)}


REACH = 60
"""Characters before a place at which the words beside it are looked for; a whole book before it takes minutes."""


def left_of(text: str, at: int) -> str:
    """The words that end at a place."""
    return text[max(0, at - REACH) : at]


@dataclass
class Scan:
    """One text while it is read."""

    text: str
    lexicon: Lexicon
    units: Units
    tokens: list[tuple[str, int, int]] = field(default_factory=list)  # of a language of words
    dates: list[tuple[int, int]] = field(default_factory=list)
    found: list[Sighting] = field(default_factory=list)
    used: list[tuple[int, int]] = field(default_factory=list)  # words that some figure has taken

    @property
    def last(self) -> Sighting | None:
        return self.found[-1] if self.found else None


def op_of(op: str) -> Op:
    """An op as the lexicon writes it."""
    return _OPS[op]


def either(first: Sighting, second: Sighting, word: str) -> None:
    """Doubts both of two numbers of which the text says that one holds: 5,200 or 5,300."""
    alike = not first.units or set(first.units) & set(second.units)  # 10 hours or 600 minutes is one number twice
    if alike and {first.kind, second.kind} <= {"number", "vague", "range"}:
        first.why.append(word)
        second.why.append(word)


def join(scan: Scan, joint: Callable[[str], object]) -> None:
    """Makes 5小时32分 one, where `joint` holds of what stands between the two."""
    joined: list[Sighting] = []
    for seen in scan.found:
        before = joined[-1] if joined else None
        if before and _is_part(before, seen) and joint(scan.text[before.end : seen.start]):
            _add(before, seen, scan.text)
        else:
            joined.append(seen)
    scan.found[:] = joined


def _is_part(larger: Sighting, smaller: Sighting) -> bool:
    known = larger.value is not None and smaller.value is not None and smaller.kind == "number" and larger.high is None
    return known and any(whole in larger.units and part in smaller.units for whole, part in _PARTS)


def _add(whole: Sighting, part: Sighting, text: str) -> None:
    if whole.value is None or part.value is None:
        return
    beside = text[whole.start : whole.end]
    whole.why += [word for word in part.why if word != beside]
    whole.value = whole.value * 60 + part.value
    whole.unit, whole.units, whole.end = part.unit, part.units, part.end
    if part.bound != "=":
        whole.hedge(op_of(part.bound), text[part.start : part.end])


def name_the_unread(scan: Scan, stops: tuple[str, ...], within: Callable[[int, int], bool]) -> None:
    """Names each hedge in a figure's clause that no figure has taken, at the nearest of them.

    `within` tells whether a longer word that governs nothing holds it.
    """
    figures = [seen for seen in scan.found if seen.kind not in COUNTLESS]
    taken = held([*scan.used, *((seen.start, seen.end) for seen in scan.found)])
    for hit in scan.lexicon.governing.finditer(scan.text.lower()) if figures else ():
        if not taken.isdisjoint(range(*hit.span())) or within(*hit.span()):
            continue
        floor, end = _clause(scan.text, *hit.span(), stops)
        near = [seen for seen in figures if floor <= seen.start < end]
        if near:
            min(near, key=lambda seen: _away(seen, *hit.span())).nearby.append(hit[0])


def held(spans: Iterable[tuple[int, int]]) -> set[int]:
    """The places of every character in the stretches."""
    return {at for start, end in spans for at in range(start, end)}


def _clause(text: str, start: int, end: int, stops: tuple[str, ...]) -> tuple[int, int]:
    before = (text.rfind(stop, 0, start) + len(stop) for stop in stops if stop in text[:start])
    return max(before, default=0), min(
        (text.find(stop, end) for stop in stops if stop in text[end:]), default=len(text)
    )


def _away(seen: Sighting, start: int, end: int) -> int:
    return min(abs(seen.start - end), abs(start - seen.end))


def unread_numerals(scan: Scan, quiet: Callable[[int], bool]) -> Iterator[Sighting]:
    """Every character with a numeric value that no figure, date or name holds."""
    known = held([*((seen.start, seen.end) for seen in scan.found), *scan.dates])
    for at, character in enumerate(scan.text):
        if unicodedata.numeric(character, None) is None or at in known:
            continue
        if not quiet(at):
            yield Sighting(at, at + 1, "vague", why=[character])
