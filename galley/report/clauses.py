"""The stretches of a text that may be quoted for a figure: whole clauses of its sentence, the shortest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from galley.evidence.examine import TextSpan
from galley.manuscript.paper import sentence
from galley.numbers.storyreader import Figure

_CLAUSE = re.compile(r"[，；：,;:](?=\D)[”’」』）)\"]*\s*|\n+|——")
_LISTED = re.compile(rf"{_CLAUSE.pattern}|、|\s+and\s+")
_EDGES = " \t\n\u3000，、；：,;:。！？!?.—"
CONTEXT = 2
"""Characters that a quote holds beside its figure, which alone proves little."""


def clauses(text: str, whole: Sequence[TextSpan], figure: Figure, also: Figure | None) -> Iterator[TextSpan]:
    """Quotes for a figure, the shortest first, those that hold `also` before all others; what is `whole` is never cut.

    Clauses come before the items of a list, which read worse on their own, and the sentences around come last.
    """
    around = sentence(text, TextSpan(figure.start, figure.end))
    spans = [span for cut in (_CLAUSE, _LISTED) for span in _stretches(text, whole, around, cut, figure)]
    spans += [_trimmed(text, _widened(text, around))]
    if also:
        yield from (span for span in spans if span.start <= also.start and also.end <= span.end)
    yield from spans


def _stretches(
    text: str, whole: Sequence[TextSpan], around: TextSpan, cut: re.Pattern[str], figure: Figure
) -> list[TextSpan]:
    ends = (found.end() for found in cut.finditer(text, around.start, around.end))
    cuts = [around.start, *(end for end in ends if not any(one.start < end < one.end for one in whole)), around.end]
    found = {
        _trimmed(text, TextSpan(start, end))
        for start in cuts
        for end in cuts
        if start <= figure.start and figure.end <= end
    }
    told = [span for span in found if span.end - span.start >= figure.end - figure.start + CONTEXT]
    return sorted(told or found, key=lambda span: (span.end - span.start, span.start))


def _widened(text: str, around: TextSpan) -> TextSpan:
    """The sentence with the one before it."""
    return (
        TextSpan(sentence(text, TextSpan(around.start - 1, around.start)).start, around.end) if around.start else around
    )


def _trimmed(text: str, span: TextSpan) -> TextSpan:
    """The span without the punctuation and space at its ends."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip(_EDGES))
    return TextSpan(start, max(start, span.end - (len(words) - len(words.rstrip(_EDGES)))))
