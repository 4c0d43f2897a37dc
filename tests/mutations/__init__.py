"""Deliberately wrong stories, by kind, and what the build must say of each.

The kinds were fixed before anything was mended, from what must hold; each makes several stories out of the real one
and the second (`tests/stories/harbour`). `python -m tests.mutations` prints how many of each kind are refused.
"""

from tests.mutations import (
    adjoining,
    carriers,
    derived,
    drawn,
    facts,
    forged,
    planted,
    prose,
    sentences,
    since,
    sources,
    tables,
    turned,
    unplanned,
    unseeable,
)

__all__ = [
    "adjoining", "carriers", "derived", "drawn", "facts", "forged", "planted", "prose", "sentences", "since", "sources",
    "tables", "turned", "unplanned", "unseeable",
]  # fmt: skip
