"""Numbers that an author typed by hand where a fact should print them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from galley.errors import Problem
from galley.inputs.mentions import blanked
from galley.numbers.glyphs import glyphs
from galley.numbers.reader import Figure, read_typed
from galley.numbers.vocabulary import Vocabulary
from galley.story.draft import Draft
from galley.story.passages import Passage

_NOT_READ = re.compile(
    r"\]\([^()\s]*\)"  # the address of a link
    r"|<[^<>\s]+[:@][^<>\s]+>"  # an address by itself
    r"|^[ \t]*\d{1,3}[.)](?=[ \t])",  # the sign of a numbered list, which the browser numbers
    re.MULTILINE,
)


def orphans(draft: Draft, passages: Iterable[Passage], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Every figure that stands in an author's words outside braces, names and quotations."""
    if not draft.legible:
        return
    for passage in passages:
        if passage.typed:
            yield from _orphans(passage, vocabulary)


def _orphans(passage: Passage, vocabulary: Vocabulary) -> Iterator[Problem]:
    words = blanked(passage.words)
    if passage.body:
        words = _NOT_READ.sub(lambda found: "\x00" * len(found[0]), words)
    read = read_typed(words, passage.edition, vocabulary)
    figures = [(one.start, one.text) for one in read]
    measured = {one.text for one in read if not _counts(one, vocabulary)}
    for start, text in (*figures, *_unread(words, figures)):
        message = f"{passage.title} has the figure {text}, which no fact vouches for."
        own = "" if text in measured else f", or {{{{={text}}}}} if it is your own count"
        hint = f"Write the fact that says it, {{{{its.id}}}}{own}."
        end = start + len(text)
        yield Problem("orphan-number", passage.place(start, end), message, hint, _around(passage.words, start, end))


def _counts(figure: Figure, vocabulary: Vocabulary) -> bool:
    """Whether it may be a count of things, and no date, time, amount or bound."""
    known = [vocabulary.units[unit] for unit in figure.units if unit in vocabulary.units]
    of_things = not known or any(unit.measures == unit.id for unit in known)
    whole = isinstance(figure.value, Decimal) and figure.value % 1 == 0
    return whole and of_things and not figure.qualifiers


def _unread(words: str, figures: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Numbers in one character that are part of no figure that was read."""
    for at, glyph in glyphs(words):
        if not any(start <= at < start + len(text) for start, text in figures):
            yield at, glyph


def _around(text: str, start: int, end: int) -> str:
    """The figure in its line, cut to what is near it."""
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    return text[max(line, start - 20) : min(len(text) if stop < 0 else stop, end + 20)].strip()
