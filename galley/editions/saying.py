"""What an edition says: its own words, or those made for it by script, with every mention printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from galley.editions.figures import VARIANT_RULES, count_of, counted, printed
from galley.editions.script import converted, exceptions, phrase, worded
from galley.errors import Problem, StoryError
from galley.inputs.mentions import Mention, scan
from galley.marks import mark
from galley.model import COMPANIONS, Fact, Text
from galley.numbers.reading.han import NUMERAL, numeral
from galley.numbers.reading.lexicon import simplified
from galley.story.entries import Kind
from galley.story.load import Story
from galley.story.passages import (
    TEXTED,
    Passage,
    Wording,
    front_matter_of,
    passage_of,
    passages_of,
    wordings_of,
)
from galley.story.voice import Voice, voices


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


def wordings(story: Story) -> Iterator[Wording]:
    """Every text of the story outside its sections, in the order of the files' entries."""
    entries: dict[Kind, Mapping[str, Any]] = {
        "site": {"": story.site},
        "fact": story.facts,
        "series": story.series,
        "chart": story.charts,
        "source": story.sources,
        "term": story.terms,
        "qualifier": story.qualifiers,
        "string": story.strings,
    }
    return wordings_of(((kind, entries[kind]) for kind in TEXTED), story.points)


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


def refusals(story: Story) -> Iterator[Problem]:
    """Every mention that some edition cannot print, at the mention or at the unit that lacks a form."""
    for voice in voices(story):
        yield from _refused(voice)


def _refused(voice: Voice) -> Iterator[Problem]:
    for passage in _authored(voice):
        for mention in scan(passage.words):
            try:
                _printed(voice, mention, passage.words)
            except StoryError as error:
                at = passage.place(mention.start, mention.end)
                yield from (replace(p, place=at) if p.rule in VARIANT_RULES else p for p in error.problems)


def _authored(voice: Voice) -> Iterator[Passage]:
    """All passages that make up an edition, as their author wrote them."""
    story, edition = voice.story, voice.edition
    for wording in wordings(story):
        author = edition.author_of(wording.text)
        if author:
            yield passage_of(wording, author, story.documents)
    for section in story.sections[edition.id]:
        yield from passages_of(section, story.documents)


def unused_exceptions(story: Story) -> Iterator[Problem]:
    """A warning for each exception that no text of the story calls upon any more."""
    for voice in voices(story):
        if voice.edition.script:
            yield from _unused(voice)


def _unused(voice: Voice) -> Iterator[Problem]:
    document = exceptions(voice.story.root, voice.edition.id)
    if document is None:
        return
    used = {name for words in _converted_words(voice) for name in converted(voice, words).used}
    for name in document.data:
        if name not in used:
            yield Problem(
                "exception-unused",
                document.key(name),
                f"{name}: no text of the story needs this exception.",
                "Delete the line.",
                level="warning",
            )


def turned_figures(story: Story) -> Iterator[Problem]:
    """Every exception that makes another number, unit or bound of what is written: 亿元: 萬元, 近: 逾."""
    for voice in filter(lambda one: one.edition.script, voices(story)):
        document = exceptions(story.root, voice.edition.id)
        if document is None:
            continue
        for name in document.data:
            wording = converted(voice, name).words
            if _is_turned(voice, name, wording):
                message = f"{name}: where a figure stands, “{wording}” says another."
                hint = "Delete the line: an edition made by script prints the figures of the one that it is made from."
                yield Problem("exception-figure", document.key(name), message, hint)


def _is_turned(voice: Voice, name: str, wording: str) -> bool:
    """Whether a figure that holds the words, or stands beside them, is read as another with the wording for them."""
    story, edition = voice.story, voice.edition
    if set(name) <= set(NUMERAL):
        return set(simplified(wording)) - set(NUMERAL) != set() or numeral(simplified(wording)) != numeral(name)
    ours, theirs = story.vocabulary.reader(edition.origin), story.vocabulary.reader(edition.id)
    if ours is None or theirs is None:
        return False
    for frame in ("{}", "37{}", "{}37"):
        pairs = zip(ours.read(frame.format(name)), theirs.read(frame.format(wording)), strict=False)
        for one, other in pairs:
            apart = bool(one.units) and bool(other.units) and not {*one.units} & {*other.units}
            turned = bool(one.change) and bool(other.change) and one.change != other.change
            if apart or turned or (one.value, one.bound, one.date) != (other.value, other.bound, other.date):
                return True
    return False


def _converted_words(voice: Voice) -> Iterator[str]:
    """All words that are converted for an edition."""
    story, edition = voice.story, voice.edition
    for wording in wordings(story):
        if edition.id not in wording.text:
            yield wording.text.get(edition.origin, "")
    for section in story.sections[edition.id]:
        if section.edition != edition.id:
            yield from (section.body, *(words for _, words in front_matter_of(section)))
