"""The stock of units, which every story may use with nothing declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Any

from galley.numbers.reading.lexicon import Additions, Language, folded
from galley.numbers.reading.shipped import shipped


@dataclass(frozen=True)
class StockUnit:
    """A unit as it is shipped: what it measures, its size in the base unit of that, its names."""

    id: str
    measures: str
    size: Fraction
    counted: bool  # a thing that is counted, or a measure word, which measures nothing
    cldr: str | None  # its key in CLDR: a unit such as mass-tonne, or a currency
    forms: Mapping[str, Any]
    reads: Mapping[str, tuple[str, ...]]

    def names(self, of: Language) -> Iterator[str]:
        """Every spelling in a language, with {n} where the number does not come first."""
        form = self.forms["zh-Hans" if of == "zh" else "en"]
        yield from (form,) if isinstance(form, str) else form.values()
        yield from self.reads.get(of, ())


@cache
def stock() -> Mapping[str, StockUnit]:
    """Every unit of the stock by its id."""
    return {name: _unit(name, told) for name, told in shipped("units").items()}


def _unit(name: str, told: Mapping[str, Any]) -> StockUnit:
    return StockUnit(
        id=name,
        measures=told["measures"],
        size=Fraction(str(told["size"])),
        counted=told.get("counted", False),
        cldr=told.get("cldr") or told.get("currency"),
        forms=told["forms"],
        reads={of: tuple(map(str, words)) for of, words in told.get("reads", {}).items()},
    )


@dataclass(frozen=True)
class Units:
    """The spellings of units in one language, ready for reading."""

    spellings: Mapping[str, tuple[str, ...]]
    framed: Mapping[tuple[str, str], tuple[str, ...]]  # what stands before and after the number
    counted: frozenset[str]
    longest: int
    by_first: Mapping[str, tuple[str, ...]] = field(repr=False)  # spellings by their first letter, the longest first

    @property
    def heads(self) -> frozenset[str]:
        return frozenset(head for head, _ in self.framed)


def units(of: Language, added: Additions) -> Units:
    """The spellings that a story adds come first, then those of the stock."""
    spelled: dict[str, tuple[str, ...]] = {}
    shipped = ((name, (unit.id,)) for unit in stock().values() for name in unit.names(of))
    for name, ids in (*added.units.items(), *shipped):
        key = folded(of, name) if of == "zh" else name
        spelled[key] = tuple(dict.fromkeys((*spelled.get(key, ()), *ids)))
    plain = {name: ids for name, ids in spelled.items() if "{n}" not in name}
    framed = {_frame(name): ids for name, ids in spelled.items() if "{n}" in name}
    counted = {unit.id for unit in stock().values() if unit.counted} | added.counted
    return Units(plain, framed, frozenset(counted), max(map(len, plain)), _by_first(plain))


def _frame(name: str) -> tuple[str, str]:
    head, _, tail = name.partition("{n}")
    return head.strip(), tail.strip()


def _by_first(names: Mapping[str, object]) -> Mapping[str, tuple[str, ...]]:
    first: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        first.setdefault(name[:1], []).append(name)
    return {letter: tuple(found) for letter, found in first.items()}
