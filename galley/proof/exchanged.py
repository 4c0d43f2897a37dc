"""Two figures of a sentence in each other's place: what is said of each are the words of the other's label.

“9 under motor and 37 under sail” of 37 and 9, and “the former under sail, the latter under motor”. That two facts are
exchanged can be seen only where the words beside them are those by which their labels differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from galley.marks import Marked
from galley.numbers.reading.lexicon import Language, pattern
from galley.numbers.reading.occasions import contents
from galley.proof.differences import Difference
from galley.story.load import Story

_ENDS = re.compile(r"[.!?。！？‖](?=\s|$|[^\x00-\x7f])")
_STOP = re.compile(r"[.;!?。；！？‖|](?=\s|$|[^\x00-\x7f])")

Said = frozenset[str]
"""What is said of a figure, or by a label: the beginnings of words, or pairs of characters."""


def exchanged(story: Story, of: Language, text: str, marks: Sequence[Marked]) -> Iterator[tuple[Marked, Difference]]:
    """Each figure that stands where the next one of the same measure belongs, among the `marks` of a text."""
    figures = [mark for mark in marks if mark.kind in ("fact", "number") and mark.name in story.values]
    edges = [0, *(edge for mark in figures for edge in (mark.start, mark.end)), len(text)]
    between = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    for at, (one, other) in enumerate(pairwise(figures)):
        if story.values[one.name].unit != story.values[other.name].unit or one.name == other.name:
            continue
        labels = [_label(story, of, mark.name) for mark in (one, other)]
        own = (labels[0] - labels[1], labels[1] - labels[0])
        first, middle, last = ([_said(of, part) for part in _STOP.split(words)] for words in between[at : at + 3])
        beside = ((first[-1], middle[-1]), (middle[0], last[0]))  # what stands before the two, and behind them
        sides = () if _ENDS.search(between[at + 1]) else beside
        told = _former(of, between[at + 2])
        crossed = any(_fits(side, own[::-1]) for side in sides) and not any(_fits(side, own) for side in sides)
        if crossed or (told and _fits(told, own[::-1])):
            yield one, Difference(f"stands where “{other.words}” belongs, by the words beside the two")


def _label(story: Story, of: Language, name: str) -> Said:
    return _said(of, " ".join(story.facts[name].label.values()))


def _said(of: Language, words: str) -> Said:
    return frozenset(contents(of, words))


def _fits(said: tuple[Said, Said], own: tuple[Said, Said]) -> bool:
    """Whether what is said of each of two figures is its own, and nothing of it the other's."""
    return all(words & mine and not words & others for words, mine, others in zip(said, own, own[::-1], strict=True))


def _former(of: Language, text: str) -> tuple[Said, Said] | None:
    """What the words behind two figures say of the former and of the latter; None if they say nothing of both."""
    former, latter = pattern("former").search(text), pattern("latter").search(text)
    if former is None or latter is None:
        return None
    places = sorted([(former.end(), former.start()), (latter.end(), latter.start())])
    parts = [text[places[0][0] : places[1][1]], text[places[1][0] :]]
    parts = parts if former.start() < latter.start() else parts[::-1]
    first, second = (_said(of, _STOP.split(part)[0]) for part in parts)
    return first, second
