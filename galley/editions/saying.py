"""What an edition says: its own words, or those made for it by script, with every mention printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from galley.editions.figures import count_of, counted, printed
from galley.editions.script import phrase, worded
from galley.inputs.mentions import Mention, scan
from galley.marks import mark
from galley.model import COMPANIONS, Fact, Text
from galley.story.voice import Voice


def say(voice: Voice, text: Text | str) -> str:
    """The marked words of `text` in the edition. A plain string is in the language that the edition is made from."""
    return fill(voice, worded(voice, text))


def reserve(voice: Voice, fact: Fact) -> str:
    """What is said of a figure wherever its evidence is: its margin, of how many a place is one, its caveat."""
    named = [(key, name) for key in COMPANIONS if (name := getattr(fact, key)) is not None]
    notes = [phrase(voice, f"evidence.{key}", other=printed(voice, name)) for key, name in named]
    space = " " if voice.story.systems[voice.edition.numbers].spaced else ""
    return space.join([*notes, *([say(voice, fact.caveat)] if fact.caveat else [])])


def fill(voice: Voice, words: str) -> str:
    """`words` with every mention printed. A chart's mention stays: it takes a line, and `prose` sees to it."""
    pieces: list[str] = []
    end = 0
    for mention in scan(words):
        pieces += [words[end : mention.start], _printed(voice, mention, words)]
        end = mention.end
    return "".join([*pieces, words[end:]])


def _printed(voice: Voice, mention: Mention, words: str) -> str:
    match mention.kind:
        case "fact":
            return printed(voice, mention.name, mention.variants)
        case "own":
            return mark("own", "author", mention.name)
        case "count":
            return counted(voice, count_of(voice.story, mention.name), mention.name)
        case _:
            return words[mention.start : mention.end]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of Markdown between empty lines; `line` counts from 0 at the head of its section's body."""

    line: int
    text: str


def paragraphs(body: str) -> list[Paragraph]:
    """The paragraphs of a section's body, in order."""
    found, line, counted = [], 0, 0
    for block in re.finditer(r"(?:^[^\n]*\S[^\n]*(?:\n|\Z))+", body, re.MULTILINE):
        line += body.count("\n", counted, block.start())
        counted = block.start()
        found.append(Paragraph(line, block[0].rstrip()))
    return found
