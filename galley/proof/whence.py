"""Where a printed figure comes from: the text that mentions it, or the table that gave its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from galley.editions.script import convert
from galley.errors import Place
from galley.inputs.files import point
from galley.inputs.mentions import blanked, scan
from galley.story.voice import Voice

_MARKUP = re.compile(r"[*_`\[\]#>]|\([^()\s]*\)")
_REACH = 12  # characters of the text before a mention that are looked for on the page


def whence(voice: Voice, name: str, words: str, around: str, table: str) -> Place | None:
    """The place of the mention of `name` that was printed as `words` in the line `around`.

    `table`: unit or qualifier, where its words are wrong by themselves; empty where those beside it make them so.
    """
    story = voice.story
    if table:
        entry = getattr(story.facts[name], table) or ""
        if (table, entry) in story.documents:
            return story.place("unit" if table == "unit" else "qualifier", entry, "forms", voice.edition.origin)
        return story.place("fact", name)
    before = _bare(around.partition(words)[0])
    found = [(_alike(_bare(convert(voice, left)), before), place) for left, place in _mentions(voice, name)]
    best = max(found, key=lambda one: one[0], default=None)
    return best[1] if best and (best[0] or len(found) == 1) else None


def typed_at(voice: Voice, figure: str, around: str) -> Place | None:
    """Where a figure was typed that an edition prints in the line `around`, in which … is for a mark."""
    story, line = voice.story, max(around.split("…"), key=lambda part: (figure in part, len(part))).strip()
    if figure not in line or line == figure:
        return None
    for one in story.wordings:
        author = voice.edition.author_of(one.text)
        if author and (one.kind, one.name) in story.documents:
            typed = blanked(convert(voice, one.text[author]), "…").split("…")
            if any(line in " ".join(part.split()) for part in typed):
                return story.place(one.kind, one.name, *one.keys, author)
    cells = (
        (table.place(at), convert(voice, cell))
        for table in story.tables.values()
        for at, row in enumerate(table.rows)
        for cell in row.values()
        if any(letter in cell for letter in figure)
    )
    return next((place for place, cell in cells if figure in cell and (cell in line or line in cell)), None)


def _mentions(voice: Voice, name: str) -> Iterator[tuple[str, Place]]:
    """What stands before each mention of a fact, or of an own count, in the texts of an edition, and its place."""
    story, edition = voice.story, voice.edition
    for section in story.sections[edition.id]:
        for mention in scan(section.body):
            if mention.kind in ("fact", "own") and mention.name == name:
                yield (
                    section.body[max(0, mention.start - _REACH) : mention.start],
                    point(section.path, section.body, mention.start, section.line),
                )
    for one in story.wordings:
        author = edition.author_of(one.text)
        if author is None or (one.kind, one.name) not in story.documents:
            continue
        for mention in scan(one.text[author]):
            if mention.kind in ("fact", "own") and mention.name == name:
                left = one.text[author][max(0, mention.start - _REACH) : mention.start]
                yield left, story.place(one.kind, one.name, *one.keys, author)


def _bare(words: str) -> str:
    return "".join(_MARKUP.sub("", words.rpartition("}}")[2]).split()).lower()


def _alike(left: str, before: str) -> int:
    """How many characters stand before both."""
    longest = min(len(left), len(before))
    return next((n for n in range(longest, 0, -1) if left[-n:] == before[-n:]), 0)
