"""Remembers texts in which a check found nothing, so that the next build checks only what has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from galley.store import BRIEF, Store, digest, key_of

Found = TypeVar("Found")


@dataclass(slots=True)
class Clean:
    """What was read and found to hold, by digests: words outlast the page that they were on.

    `basis`: digest of what every reading rests on; what was found on another is forgotten.
    """

    basis: bytes = b""
    known: set[bytes] = field(default_factory=set)

    def findings(self, of: object, read: Callable[[], Iterable[Found]]) -> list[Found]:
        """What `read` finds; nothing, and it is not asked, where it found nothing before in the same `of`.

        `read` must depend on nothing else than `of` and the basis.
        """
        words = digest(of)
        if words in self.known:
            return []
        found = [*read()]
        if not found:
            self.known.add(words)
        return found

    def keep(self, store: Store) -> None:
        """Takes the place of what was kept before; where that has grown beyond all use, begins anew."""
        known = self.known if len(self.known) < MOST_CLEAN else ()
        store.put(_CLEAN, self.basis + b"".join(sorted(known)))


def recall_clean(store: Store, basis: bytes) -> Clean:
    """What a build on the same basis has kept."""
    kept = store.get(_CLEAN) or b""
    same = kept[:BRIEF] == basis
    return Clean(basis, {kept[at : at + BRIEF] for at in range(BRIEF, len(kept), BRIEF)} if same else set())


MOST_CLEAN = 1 << 20
_CLEAN = key_of("clean")
