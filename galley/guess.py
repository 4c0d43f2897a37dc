"""The known name that an unknown one was probably meant to be."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches


def closest(name: str, known: Collection[str], otherwise: str) -> str:
    """A hint: the nearest of the known names, or `otherwise`."""
    meant = near(name, known)
    return f"Did you mean {meant}?" if meant else otherwise


def near(name: str, known: Collection[str]) -> str | None:
    """The one of the known names that is most like this one, if any is."""
    return next(iter(get_close_matches(name, known, n=1)), None)


def one_of(names: Collection[str]) -> str:
    """The names as a hint lists them, the first few of many."""
    few = sorted(names)[:10]
    return f"Write one of {', '.join(few)}{', …' if len(names) > len(few) else ''}."
