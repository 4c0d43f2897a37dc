"""Each figure of a quotation belongs to one fact, whether its source is stored or only cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from galley.errors import Problem
from galley.evidence.agreement import Places
from galley.evidence.quotes import TextSpan
from galley.model import Fact


@dataclass(frozen=True, slots=True)
class Cited:
    """A quotation from a source that is not stored, and where in it the fact's figure stands."""

    fact: Fact
    words: str
    figure: TextSpan

    @property
    def around(self) -> tuple[str, str, str]:
        """What stands before the figure, the figure, and what stands after it."""
        start, end = self.figure.start, self.figure.end
        return self.words[:start], self.words[start:end], self.words[end:]


def claimed_twice(
    owned: Iterable[tuple[str, TextSpan, Fact]], places: Places, texts: Mapping[str, str]
) -> Iterator[Problem]:
    """Refuses a second fact for one figure of a stored text; an inference may lean on another fact's."""
    owners: dict[tuple[str, TextSpan], Fact] = {}
    for source, span, fact in owned:
        if fact.inferred is None and (owner := owners.setdefault((source, span), fact)).id != fact.id:
            yield _problem(fact, owner, texts[source][span.start : span.end], places)


def cited_twice(cited: Sequence[Cited], places: Places) -> Iterator[Problem]:
    """The same of cited quotations: the figure is one where the words around it, as far as both have them, are one."""
    alike: dict[tuple[str | None, str], list[Cited]] = {}
    for one in cited:
        if one.fact.inferred is None:
            alike.setdefault((one.fact.source, one.around[1]), []).append(one)
    twice = {
        two.fact.id: (one, two) for own in alike.values() for one, two in combinations(own, 2) if _is_one(one, two)
    }
    for one, two in twice.values():
        yield _problem(two.fact, one.fact, two.around[1], places)


def _is_one(one: Cited, two: Cited) -> bool:
    """Whether the words around two figures that read alike, in one source, are the same as far as both go."""
    (before, _, after), (left, _, right) = one.around, two.around
    return (before.endswith(left) or left.endswith(before)) and (after.startswith(right) or right.startswith(after))


def _problem(fact: Fact, owner: Fact, words: str, places: Places) -> Problem:
    message = f"{fact.id}: the figure “{words}” is that of {owner.id} already."
    hint = "Quote the passage that states this fact, or pick its figure under `figure:`."
    return Problem("figure-claimed", places(fact.id, "quote"), message, hint, f"「{fact.quote}」")
