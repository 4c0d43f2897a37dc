"""Texts that stand apart on a page, joined into one for metadata: each ends as a sentence does."""

from __future__ import annotations

import unicodedata

from galley.marks import plain

_ENDS = frozenset(".!?…:;\u3002\uff01\uff1f\uff1a\uff1b")
_CLOSING = "\u201d\u2019\u300d\u300f\uff09)\"'"


def sentences(*texts: str) -> str:
    """The texts in one line; one that ends without a stop gets that of its own script."""
    return "".join(_ended(text.strip()) for text in texts if text.strip()).strip()


def _ended(text: str) -> str:
    said = plain(text).rstrip(_CLOSING)
    wide = unicodedata.east_asian_width(plain(text)[-1]) in "WF"
    stop = "" if said[-1:] in _ENDS else "\u3002" if wide else "."
    return f"{text}{stop}{'' if wide else ' '}"
