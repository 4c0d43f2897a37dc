"""What stands in double braces in a text: facts, charts, counts of the engine, and the author's own counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from galley.errors import Place, Problem
from galley.guess import closest, one_of

MentionKind = Literal["fact", "chart", "own", "count"]

VARIANTS = frozenset({"count", "number", "words", "cap", "attributive", "year", "day", "as_of", "margin", "among"})
"""count: qualifier and number · number: the bare number · words: the number in words · cap: with a capital ·
attributive: before a noun (24-hour) · year: of a date · day: month and day of a date · as_of: its own time ·
margin, among: with the fact that it names there"""

COUNTS = frozenset(
    f"count.{what}"
    for what in (
        "facts",
        "checked",
        "excerpted",
        "cited",
        "inferred",
        "derived",
        "sources",
        "charts",
        "figures",
        "characters",
    )
)
"""facts, of each status; sources, charts; figures in the stored sources and characters of them"""

_MENTION = re.compile(r"\{\{([^{}\n]*)\}\}")
# A pair without its other, or an id in braces that are too few or full-width: readers would see all of it.
_BRACES = re.compile(
    r"\{\{|\}\}|[{｛]{1,2}(?=\s*(?:chart\s+[\w.-]+|[a-z0-9]+(?:[.-][a-z0-9]+)+)\s*(?:[|｜][^{}\n]*)?[}｝](?!\}))"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]`, read. `name` is an id, or the words of an own count."""

    kind: MentionKind
    name: str
    variants: tuple[str, ...]
    start: int
    end: int


def scan(text: str) -> Iterator[Mention]:
    """Every mention of the text, in order."""
    if "{{" in text:
        for found in _MENTION.finditer(text):
            yield _read(found)


def blanked(text: str, filler: str = "\x00") -> str:
    """The text with every mention replaced by as many fillers: what is typed by hand, at its own offsets."""
    return _MENTION.sub(lambda found: filler * len(found[0]), text) if "{{" in text else text


def faults(text: str, place: Callable[[int, int], Place]) -> Iterator[Problem]:
    """What is wrong with the mentions themselves; `place` tells where a stretch of the text stands."""
    if "{" not in text and "}" not in text and "｛" not in text:
        return
    for braces in _BRACES.finditer(blanked(text)):
        hint = "Write {{fact}} on one line, two braces on either side, half-width."
        at = place(braces.start(), braces.end())
        yield Problem("open-mention", at, f"{braces[0]} stands alone.", hint, _around(text, braces.start()))
    for mention in scan(text):
        yield from _fault(mention, text[mention.start : mention.end], place)


def _read(found: re.Match[str]) -> Mention:
    words = found[1].strip()
    if words.startswith("="):
        return Mention("own", words[1:].strip(), (), found.start(), found.end())
    if words.partition(" ")[0] == "chart":
        return Mention("chart", words.removeprefix("chart").strip(), (), found.start(), found.end())
    name, *variants = (part.strip() for part in re.split(r"[|｜]", words))
    kind: MentionKind = "count" if name.startswith("count.") else "fact"
    return Mention(kind, name, tuple(variants), found.start(), found.end())


def _fault(mention: Mention, quote: str, place: Callable[[int, int], Place]) -> Iterator[Problem]:
    if not mention.name:
        at = place(mention.start, mention.end)
        yield Problem("empty-mention", at, f"{quote} names nothing.", "Write the id of a fact between the braces.")
    elif mention.kind == "count" and mention.name not in COUNTS:
        at, hint = place(mention.start, mention.end), closest(mention.name, COUNTS, one_of(COUNTS))
        yield Problem("unknown-count", at, f"{mention.name} is not counted.", hint, quote)
    for variant in mention.variants:
        if variant not in VARIANTS:
            at, hint = place(mention.start, mention.end), closest(variant, VARIANTS, one_of(VARIANTS))
            yield Problem("unknown-variant", at, f"{mention.name}: there is no variant “{variant}”.", hint, quote)


def _around(text: str, offset: int) -> str:
    """The line of the text that the character stands in, cut to what is near it."""
    start = text.rfind("\n", 0, offset) + 1
    return text[max(start, offset - 20) : offset + 40].split("\n", 1)[0].strip()
