"""The kinds of wrong story: what each gets wrong, how, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Literal

from tests.mutations.originals import Original

Expected = Literal["refused", "told", "unseen", "held"]
"""refused: an error, and nothing is published · told: a comparison with what is published names it · unseen: no machine
can know it; the handbooks say why · held: nothing is wrong, and nothing is said; without these a refusal could come
of something else that all the wrong stories share."""

Files = Mapping[str, str | bytes | None]
"""What replaces files of the story, by path; None takes a file away."""


@dataclass(frozen=True)
class Mutation:
    """One wrong story: an original with other files, or one whose engine draws wrongly while `plant` lasts."""

    story: str
    says: str
    files: Files = field(default_factory=dict)
    plant: Callable[[], AbstractContextManager[None]] | None = None


Make = Callable[[Original], Iterator[Mutation]]


@dataclass(frozen=True)
class Kind:
    """A way of being wrong."""

    name: str
    says: str
    expected: Expected
    make: Make


KINDS: dict[str, Kind] = {}


def kind(says: str, expected: Expected = "refused") -> Callable[[Make], Make]:
    """Registers a generator of mutations under its own name, with hyphens."""

    def register(make: Make) -> Make:
        name = make.__name__.replace("_", "-")
        KINDS[name] = Kind(name, says, expected, make)
        return make

    return register
