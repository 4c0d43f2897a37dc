"""Numbers that an author typed by hand where a fact should print them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from galley.clean import Clean
from galley.dates import Date
from galley.errors import Problem
from galley.inputs.mentions import blanked
from galley.numbers.reading.lexicon import pattern
from galley.numbers.storyreader import numeric, read_typed
from galley.numbers.vocabulary import Vocabulary
from galley.story.checks.unmarked import counts_things
from galley.story.draft import Draft
from galley.story.passages import Passage

_NOT_READ = re.compile(
    r"\]\([^()\s]*\)"  # the address of a link
    r"|<[^<>\s]+[:@][^<>\s]+>"  # an address by itself
    r"|^[ \t]*\d{1,3}[.)](?=[ \t])",  # the sign of a numbered list, which the browser numbers
    re.MULTILINE,
)


def orphans(draft: Draft, vocabulary: Vocabulary, clean: Clean) -> Iterator[Problem]:
    """Every figure that stands in an author's words outside braces, names and quotations."""
    if not draft.legible:
        return
    for passage in draft.passages:
        if passage.typed:
            of = "typed", passage.edition, passage.body, passage.words
            yield from clean.findings(of, partial(_orphans, passage, vocabulary))


def _orphans(passage: Passage, vocabulary: Vocabulary) -> Iterator[Problem]:
    words = blanked(passage.words)
    if passage.body:
        words = _NOT_READ.sub(lambda found: "\x00" * len(found[0]), words)
    read = read_typed(words, passage.edition, vocabulary)
    figures = [(one.start, one.text) for one in read]
    times = {one.start for one in read if isinstance(one.value, Date)}
    unread = [*_unread(passage, words, figures, vocabulary)]
    for start, text in (*figures, *unread):
        message = f"{passage.title} has the figure {text}, which no fact vouches for."
        countable = counts_things(passage.edition, text, vocabulary)
        own = f", or {{{{={text}}}}} if it is your own count" if countable else ""
        end = start + len(text)
        hint = f"Write the fact that says it, {{{{its.id}}}}{own}."
        if start in times:
            hint = "Write the time of a fact, {{its.id|as_of}}, or the fact whose date it is, {{its.id}}."
        name = _name(words, start, end)
        if name or (start, text) in unread:
            named = f"“{name}” in data/terms.yaml if it" if name else "what it is part of in data/terms.yaml if that"
            hint = f"Name {named} is a name; otherwise write the fact, {{{{its.id}}}}{own}."
        yield Problem("orphan-number", passage.place(start, end), message, hint, _around(passage.words, start, end))


_LETTERS = re.compile(r"[A-Za-z]+-?$"), re.compile(r"-?[A-Za-z]+")
_CAPITALS = re.compile(r"(?<=[\w,’'] )(?:[A-Z][\w’'-]+ )+$"), re.compile(r"(?: [A-Z][\w’'-]+)+")
_NOUN = re.compile(r"[\u4e00-\u9fff]{1,2}")


def _name(words: str, start: int, end: int) -> str:
    """What looks like a name with the figure in it, as 4A, Covid-19, Saturn 5; nothing where it stands by itself."""
    figure = words[start:end]
    before, after = _LETTERS[0].search(words[:start]), _LETTERS[1].match(words[end:])
    if not before and not after and figure.isdecimal():
        before, after = _CAPITALS[0].search(words[:start]), pattern("kind").match(words[end:])
    elif not before and not after and figure.istitle():
        after = _CAPITALS[1].match(words[end:])
    if before or after:
        return f"{before[0] if before else ''}{figure}{after[0] if after else ''}"
    noun = _NOUN.match(words[end:]) if pattern("order").fullmatch(figure) else None
    return figure + noun[0] if noun else ""


def _unread(
    passage: Passage, words: str, figures: list[tuple[int, str]], vocabulary: Vocabulary
) -> Iterator[tuple[int, str]]:
    """Numbers in one character that are part of no figure that was read, and of no name."""
    for at, glyph in numeric(words, passage.edition, vocabulary):
        if not any(start <= at < start + len(text) for start, text in figures):
            yield at, glyph


def _around(text: str, start: int, end: int) -> str:
    """The figure in its line, cut to what is near it."""
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    return text[max(line, start - 20) : min(len(text) if stop < 0 else stop, end + 20)].strip()
