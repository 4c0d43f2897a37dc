"""What a claim is, and whether a picture shows all that is claimed of it and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from galley.charts.readback import PAPER, Box, Picture, Words
from galley.marks import plain

WITHIN = 0.6  # px that a mark may lie beside its value: drawings are rounded to tenths


class Claim:
    """Something that marks claim; what it says of them is compared with the picture by `untrue`."""

    __slots__ = ()

    @property
    def marks(self) -> frozenset[str]:
        """The keys of the marks that it is about, each of which is drawn."""
        raise NotImplementedError

    @property
    def spare(self) -> frozenset[str]:
        """The keys of marks that are left out where there is no room for them."""
        return frozenset()

    @property
    def counted(self) -> frozenset[str]:
        """The keys of the marks whose number it says itself: every other mark is drawn once."""
        return frozenset()

    @property
    def placed(self) -> frozenset[str]:
        """The facts whose figures it places, so that words with them need no key."""
        return frozenset()

    def untrue(self, picture: Picture) -> Iterator[str]:
        """What of it the picture does not bear out."""
        raise NotImplementedError


def untrue(picture: Picture, claims: Sequence[Claim]) -> list[str]:
    """Everything in which the picture does not show what is claimed, and marks and words that claim nothing.

    A mark that no claim counts is drawn once: a second bar beside the first would be read as another amount.
    """
    claimed = frozenset[str]().union(*(claim.marks for claim in claims))
    drawn = {*picture.shapes, *picture.written}
    spare = frozenset[str]().union(*(claim.spare for claim in claims))
    found = [f"{mark} is drawn, and claims nothing" for mark in sorted(drawn - claimed - spare)]
    found += [f"{mark} is not drawn" for mark in sorted(claimed - drawn)]
    placed = frozenset[str]().union(*(claim.placed for claim in claims))
    loose = (word.words for word in picture.words if not word.mark and placed.isdisjoint(word.facts))
    found += [f"“{plain(words)}” is written, and claims nothing" for words in loose]
    if found:
        return found
    counted = frozenset[str]().union(*(claim.counted for claim in claims))
    drawn_often = {mark: len(places) for mark, places in picture.boxes.items() if len(places) > 1}
    found += [f"{mark} is drawn {times} times" for mark, times in drawn_often.items() if mark not in counted]
    found += [f"it is drawn by {what}, which nothing reads back" for what in picture.unread]
    found += [f"{what} cannot be seen" for what in dict.fromkeys(_unseen(picture))]
    whole = Box(0, 0, picture.width, picture.height)
    outside = (mark for mark in picture.shapes for box in picture.boxes[mark] if not whole.holds(box))
    found += [f"{mark} is drawn outside the picture" for mark in dict.fromkeys(outside)]
    return found + [fault for claim in claims for fault in claim.untrue(picture)]


def _unseen(picture: Picture) -> Iterator[str]:
    """Marks without a colour or a size, and words without a colour or under a mark; those in the colour of paper stand
    on a mark that is full.
    """
    for mark, shapes in picture.shapes.items():
        blank = {""} if mark.startswith("veil ") else {"", PAPER}
        if any(shape.paint in blank or max(shape.box.size) < 1 for shape in shapes):
            yield mark
    full = [shape for shapes in picture.shapes.values() for shape in shapes if not shape.hollow]
    for word in picture.words:
        bare = word.paint == PAPER and not any(one.box.holds(word.box) for one in full)
        middle = Box(*word.box.middle * 2)
        if not word.paint or bare or any(one.after >= word.after and one.box.holds(middle) for one in full):
            yield f"“{plain(word.words)}”"


def misworded(word: Words, allowed: str | tuple[str, ...]) -> Iterator[str]:
    """Whether words are none of those that their mark may say."""
    known = (allowed,) if isinstance(allowed, str) else allowed
    if _unspaced(word.words) not in map(_unspaced, known):
        yield f"{word.mark} says “{plain(word.words)}”, and should say “{plain(known[0])}”"


def _unspaced(words: str) -> str:
    return re.sub(r"\s", "", words)
