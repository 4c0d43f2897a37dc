"""White space folded away, as quotes are compared and figures read, and the way back to the text as it is stored."""

from __future__ import annotations

import re
from dataclasses import dataclass

from galley.numbers.vocabulary import HAN

_SPACE = re.compile(r"[^\S\u00a0\u202f\u2009]+")  # the others group digits
_FOLDS = re.compile(r"\A\s|\s\Z|[^\S \u00a0\u202f\u2009]|  |[^\x00-\x7f] | [^\x00-\x7f]")
"""Where there may be something to fold: most lines of an alphabet have nothing but single spaces between letters."""
_HAN = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with its white space folded: none beside a Han character, elsewhere one space; and the way back."""

    text: str
    offsets: tuple[int, ...] | None  # of each of its characters in the text as it was; None if nothing moved

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text as it was."""
        return (start, end) if self.offsets is None else (self.offsets[start], self.offsets[end - 1] + 1)


def fold(text: str) -> Folded:
    """`text` as quotes are compared and figures read: a line break inside 2022年 parts nothing."""
    if not _FOLDS.search(text):
        return Folded(text, None)
    pieces: list[str] = []
    offsets: list[int] = []
    at = 0
    for space in _SPACE.finditer(text):
        beside = text[space.start() - 1 : space.start()] + text[space.end() : space.end() + 1]
        if space[0] == " " and len(beside) == 2 and beside.isascii():
            continue  # as most are in an alphabet
        fill = "" if not space.start() or space.end() == len(text) or _HAN.search(beside) else " "
        if space[0] == fill:
            continue
        pieces += [text[at : space.start()], fill]
        offsets += [*range(at, space.start()), *([space.start()] if fill else [])]
        at = space.end()
    if not at:
        return Folded(text, None)
    return Folded("".join([*pieces, text[at:]]), (*offsets, *range(at, len(text))))
