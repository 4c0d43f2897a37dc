"""Where a quotation stands in a source, and which figures stand in it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from galley.numbers.folding import Folded, fold
from galley.numbers.reading.lexicon import pattern
from galley.numbers.storyreader import Figure, read_source
from galley.numbers.vocabulary import StoryLexicon, Vocabulary

SEED, LONG = 8, 20_000
"""A text longer than LONG is searched by an index of its runs of SEED characters."""

_ITEM = ("-", "*", "•", "·", "–", "—")
HEADING = 60
"""Characters that a heading has at most."""
_ENDS = ("。", "！", "？", "；", "，", ".", "!", "?", ";", ",", "”", '"')


@dataclass(frozen=True, slots=True, order=True)
class TextSpan:
    """A stretch of a text, from `start` to `end`."""

    start: int
    end: int


@dataclass(frozen=True)
class SourceText:
    """A text with its white space folded, and all of its figures; spans and figures are offsets in the folded text."""

    folded: Folded
    lang: str
    vocabulary: Vocabulary
    stored: str
    file: str = ""

    @property
    def text(self) -> str:
        return self.folded.text

    @property
    def lexicon(self) -> StoryLexicon:
        return self.vocabulary.lexicon(self.lang)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return read_source(self.text, self.lang, self.vocabulary)

    @cached_property
    def headings(self) -> tuple[tuple[int, tuple[Figure, ...]], ...]:
        """Where each heading of the stored text that has figures begins, and these."""
        read = ((start, read_source(words, self.lang, self.vocabulary)) for start, words in self._headings)
        return tuple((start, figures) for start, figures in read if figures)

    @cached_property
    def _headings(self) -> tuple[tuple[int, str], ...]:
        """Where each heading of the stored text begins, and its words."""
        return tuple((span.start, self.stored[span.start : span.end].strip()) for span in headings(self.stored))

    def over(self, line: int) -> str:
        """The words over the line that begins at an offset of the stored text: what leads to it, or its heading.

        A heading that is the text's first line is of the whole, and over no more than the line below it.
        """
        lines = reversed(self.stored[:line].split("\n"))
        above = next((words for one in lines if (words := one.strip()) and not words.startswith(_ITEM)), "")
        if above.endswith((":", "：")):
            return above
        upwards = reversed(self._headings[: bisect_left(self._headings, line, key=itemgetter(0))])
        start, words = next((one for one in upwards if not one[1].startswith(_ITEM)), (0, ""))
        return words if start or words == above else ""

    @cached_property
    def _starts(self) -> list[int]:
        return [figure.start for figure in self.figures]

    @cached_property
    def _runs(self) -> Mapping[str, list[int]]:
        """Where each run of `SEED` characters stands: a long source is searched once, not once a quote."""
        text, found = self.text, defaultdict[str, list[int]](list)
        for at in range(len(text) - SEED + 1):
            found[text[at : at + SEED]].append(at)
        return found

    def find(self, words: str) -> list[TextSpan]:
        """Every place where `words` stand."""
        if len(words) < SEED or len(self.text) < LONG:
            return [TextSpan(at, at + len(words)) for at in occurrences(words, self.text)]
        seeds = (*range(0, len(words) - SEED, SEED), len(words) - SEED)
        known = {seed: self._runs.get(words[seed : seed + SEED], []) for seed in seeds}
        rarest = min(known, key=lambda seed: len(known[seed]))
        starts = (at - rarest for at in known[rarest])
        return [TextSpan(at, at + len(words)) for at in starts if at >= 0 and self.text.startswith(words, at)]

    def inside(self, span: TextSpan) -> list[Figure]:
        """The figures that stand in `span`, wholly or in part."""
        first = bisect_left(self._starts, span.start)
        if first and self.figures[first - 1].end > span.start:
            first -= 1
        return list(self.figures[first : bisect_left(self._starts, span.end)])

    def beginning(self, first: int, end: int | None = None) -> Iterator[Figure]:
        """The figures that begin from `first` on, before `end`."""
        last = len(self.figures) if end is None else bisect_left(self._starts, end)
        return (self.figures[at] for at in range(bisect_left(self._starts, first), last))

    def back(self, span: TextSpan) -> TextSpan:
        """`span` in the text as it is stored."""
        return TextSpan(*self.folded.back(span.start, span.end))

    def line(self, at: int) -> int:
        """The line of the stored text, from 1, in which a character stands."""
        return self.stored.count("\n", 0, self.back(TextSpan(at, at + 1)).start) + 1


def headings(text: str) -> Iterator[TextSpan]:
    """The lines of a text that may be headings: short ones that end like no sentence."""
    start = 0
    for line in text.split("\n"):
        words = line.strip()
        if words and len(words) <= HEADING and not words.endswith(_ENDS) and not pattern("dateline").match(words):
            yield TextSpan(start, start + len(line))
        start += len(line) + 1


def page(text: str, lang: str, vocabulary: Vocabulary, file: str = "") -> SourceText:
    """`text` made ready for finding quotes in it; `file` is where an editor finds it."""
    return SourceText(fold(text), lang, vocabulary, text, file)


def quoted(words: str) -> str:
    """The words of a quote as they are looked for: folded as the source is."""
    return fold(words.strip()).text


def occurrences(words: str, text: str) -> Iterator[int]:
    """Every offset in `text` at which `words` begin."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
