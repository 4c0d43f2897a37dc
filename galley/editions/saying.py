"""What an edition says: its own words, or those made for it by script, with every mention printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from galley.editions.figures import VARIANT_RULES, count_of, counted, printed
from galley.editions.script import converted, exceptions, origin_of, phrase, worded
from galley.errors import Place, Problem, StoryError
from galley.inputs.files import point
from galley.inputs.mentions import Mention, scan
from galley.inputs.yamlfile import Keys
from galley.marks import mark
from galley.model import COMPANIONS, Edition, Fact, Section, Text
from galley.story.entries import Kind
from galley.story.load import Story
from galley.story.passages import texts_of

TEXTED: tuple[Kind, ...] = ("site", "fact", "series", "chart", "source", "term", "qualifier", "string")
"""The parts of a story that hold words for readers, beside its sections."""


def say(story: Story, edition: Edition, text: Text | str) -> str:
    """The marked words of `text` in the edition. A plain string is in the language that the edition is made from."""
    return fill(story, edition, worded(story, edition, text))


def reserve(story: Story, edition: Edition, fact: Fact) -> str:
    """What is said of a figure wherever its evidence is: its margin, of how many a place is one, its caveat."""
    named = [(key, name) for key in COMPANIONS if (name := getattr(fact, key)) is not None]
    notes = [phrase(story, edition, f"evidence.{key}", other=printed(story, edition, name)) for key, name in named]
    space = " " if story.systems[edition.numbers].spaced else ""
    return space.join([*notes, *([say(story, edition, fact.caveat)] if fact.caveat else [])])


def fill(story: Story, edition: Edition, words: str) -> str:
    """`words` with every mention printed. A chart's mention stays: it takes a line, and `prose` sees to it."""
    pieces: list[str] = []
    end = 0
    for mention in scan(words):
        pieces += [words[end : mention.start], _printed(story, edition, mention, words)]
        end = mention.end
    return "".join([*pieces, words[end:]])


def _printed(story: Story, edition: Edition, mention: Mention, words: str) -> str:
    match mention.kind:
        case "fact":
            return printed(story, edition, mention.name, mention.variants)
        case "own":
            return mark("own", "author", mention.name)
        case "count":
            return counted(story, edition, count_of(story, mention.name), mention.name)
        case _:
            return words[mention.start : mention.end]


@dataclass(frozen=True, slots=True)
class Wording:
    """A text of the story outside its sections, and where it is written: `chart`, `trip-times`, (`title`,)."""

    kind: Kind
    name: str
    keys: Keys
    text: Text

    @property
    def title(self) -> str:
        """Its name as an editor would look it up: `trip-times.title`."""
        return ".".join(map(str, (*filter(None, [self.name]), *self.keys)))


def wordings(story: Story) -> Iterator[Wording]:
    """Every text of the story outside its sections, in the order of the files' entries."""
    lines = {name for name, point in story.points.items() if point.line}  # their words are the head's
    entries: dict[Kind, Iterable[tuple[str, Any]]] = {
        "site": [("", story.site)],
        "fact": ((name, fact) for name, fact in story.facts.items() if name not in lines),
        "series": story.series.items(),
        "chart": story.charts.items(),
        "source": story.sources.items(),
        "term": ((name, term.note) for name, term in story.terms.items()),
        "qualifier": ((name, qualifier.label) for name, qualifier in story.qualifiers.items()),
        "string": story.strings.items(),
    }
    for kind in TEXTED:
        for name, entry in entries[kind]:
            start: Keys = {"term": ("note",), "qualifier": ("label",)}.get(kind, ())
            yield from (Wording(kind, name, keys, text) for keys, text in texts_of(entry, start))


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


def headings(section: Section) -> Iterator[tuple[str, str]]:
    """What a section says in its front matter: (key, words)."""
    for key in ("sign", "title", "standfirst"):
        words = getattr(section, key)
        if words:
            yield key, words


def refusals(story: Story) -> Iterator[Problem]:
    """Every mention that some edition cannot print, at the mention or at the unit that lacks a form."""
    for edition in story.editions.values():
        yield from _refused(story, edition)


def _refused(story: Story, edition: Edition) -> Iterator[Problem]:
    for words, place in _authored(story, edition):
        for mention in scan(words):
            try:
                _printed(story, edition, mention, words)
            except StoryError as error:
                at = place(mention.start, mention.end)
                yield from (replace(p, place=at) if p.rule in VARIANT_RULES else p for p in error.problems)


def _authored(story: Story, edition: Edition) -> Iterator[tuple[str, Callable[[int, int], Place]]]:
    """All words that make up an edition, as their author wrote them, and where each stretch of them stands."""
    for wording in wordings(story):
        author = next((name for name in (edition.id, origin_of(edition)) if name in wording.text), None)
        if author:
            keys = (*wording.keys, author)
            yield wording.text[author], _in_entry(story, wording.kind, wording.name, keys, wording.text[author])
    for section in story.sections[edition.id]:
        name = f"{section.edition}/{section.id}"
        for key, words in headings(section):
            yield words, _in_entry(story, "section", name, (key,), words)
        yield section.body, partial(_in_body, section)


def _in_entry(story: Story, kind: Kind, name: str, keys: Keys, words: str) -> Callable[[int, int], Place]:
    document, start = story.documents[kind, name]
    return partial(document.words, (*start, *keys), words)


def _in_body(section: Section, start: int, end: int) -> Place:
    return point(section.path, section.body, start, section.line)


def unused_exceptions(story: Story) -> Iterator[Problem]:
    """A warning for each exception that no text of the story calls upon any more."""
    for edition in story.editions.values():
        if edition.script:
            yield from _unused(story, edition)


def _unused(story: Story, edition: Edition) -> Iterator[Problem]:
    document = exceptions(story.root, edition.id)
    if document is None:
        return
    used = {name for words in _converted_words(story, edition) for name in converted(story, edition, words).used}
    for name in document.data:
        if name not in used:
            yield Problem(
                "exception-unused",
                document.key(name),
                f"{name}: no text of the story needs this exception.",
                "Delete the line.",
                level="warning",
            )


def _converted_words(story: Story, edition: Edition) -> Iterator[str]:
    """All words that are converted for an edition."""
    for wording in wordings(story):
        if edition.id not in wording.text:
            yield wording.text.get(origin_of(edition), "")
    for section in story.sections[edition.id]:
        if section.edition != edition.id:
            yield from (section.body, *(words for _, words in headings(section)))
