"""Every stretch of words that an author wrote for readers, with its edition and the place of each character."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from galley.errors import Place, Problem
from galley.inputs.files import point
from galley.inputs.unseen import referred
from galley.inputs.yamlfile import Document, Keys
from galley.model import Model, Section, Text
from galley.story.draft import Draft
from galley.story.entries import Entries, Kind

# Printed inside the fact's mark; in the source's language they stand verbatim in the quote.
CLAIMS = {("fact", "words"), ("fact", "items")}
LARGE = {("site", "headline"), ("site", "description"), ("site", "lead"), ("chart", "title")}
QUOTED = {("fact", "rendering"), ("source", "title"), ("source", "publisher")}  # words that are not ours, or names


@dataclass(frozen=True, slots=True)
class Worded:
    """A text of an entry by edition."""

    kind: Kind
    name: str
    keys: Keys  # within the entry
    text: Text
    document: Document
    start: Keys  # that lead to the entry in its document

    @property
    def field(self) -> str:
        """The key of the entry that it stands under; none where the entry is the text."""
        return str(self.keys[0]) if self.keys else ""

    @property
    def title(self) -> str:
        """As a problem names it: trip.length.label."""
        return ".".join(map(str, (*filter(None, [self.name]), *self.keys)))


@dataclass(frozen=True, slots=True)
class Passage:
    """Words in one edition."""

    title: str
    edition: str
    words: str
    place: Callable[[int, int], Place]  # of words[start:end]
    body: bool = False  # Markdown, in which a chart may stand
    claim: bool = False  # printed as it is inside a mark
    large: bool = False  # a title, or words at the head of the feature, by which people judge the whole
    quoted: bool = False  # words that are not ours, or names

    @property
    def typed(self) -> bool:
        """Whether a figure in it is one typed by hand."""
        return not (self.claim or self.quoted)


def texts(draft: Draft) -> Iterator[Worded]:
    """Every text of the story outside its sections."""
    if draft.site and draft.home:
        for keys, text in texts_of(draft.site):
            yield Worded("site", "", keys, text, draft.home, ())
    groups: tuple[Entries[Any], ...] = (
        *(draft.qualifiers, draft.terms, draft.sources, draft.shelf.series, draft.facts, draft.charts, draft.strings),
    )
    lines = {name for name, point in draft.shelf.points.items() if point.line}  # their words are the head's
    for entries in groups:
        for name, entry in entries.found.items():
            if entries is draft.facts and name in lines:
                continue
            document, start = entries.written[name]
            for keys, text in texts_of(entry):
                yield Worded(entries.kind, name, keys, text, document, start)
    for name, section in draft.sections.found.items():
        document, start = draft.sections.written[name]
        for keys, text in texts_of(section):
            yield Worded("section", name, keys, text, document, start)


def texts_of(value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, Text]]:
    """The texts in a model. Only they are read-only maps of words: the model's type sees to it."""
    if isinstance(value, Model):
        for name, inner in value.__dict__.items():
            if inner is not None and not isinstance(inner, str):
                yield from texts_of(inner, (*keys, name))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from texts_of(inner, (*keys, index))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from texts_of(inner, (*keys, name))
    elif isinstance(value, MappingProxyType) and value:
        yield keys, value


def passages(draft: Draft, worded: list[Worded]) -> Iterator[Passage]:
    """Every passage of the story, sections included."""
    for text in worded:
        yield from _of_text(text)
    for name, section in draft.sections.found.items():
        yield from _of_section(section, draft.sections.written[name][0])


def _of_text(worded: Worded) -> Iterator[Passage]:
    claim = (worded.kind, worded.field) in CLAIMS
    quoted = (worded.kind, worded.field) in QUOTED
    for edition, words in worded.text.items():
        keys = (*worded.start, *worded.keys, edition)
        place = _in_yaml(worded.document, keys, words)
        large = (worded.kind, worded.field) in LARGE
        yield Passage(worded.title, edition, words, place, claim=claim, large=large, quoted=quoted)


def _of_section(section: Section, document: Document) -> Iterator[Passage]:
    title = f"{section.edition}/{section.id}"
    for key in ("title", "sign", "standfirst"):
        if words := getattr(section, key):
            yield Passage(f"{title}.{key}", section.edition, words, _in_yaml(document, (key,), words), large=True)

    def place(start: int, end: int) -> Place:
        return point(section.path, section.body, start, section.line)

    yield Passage(title, section.edition, section.body, place, body=True)


def _in_yaml(document: Document, keys: Keys, words: str) -> Callable[[int, int], Place]:
    return lambda start, end: document.words(keys, words, start, end)


def hidden(said: Iterable[Passage]) -> Iterator[Problem]:
    """References to characters that nobody sees, which Markdown would hand on to the page."""
    for passage in said:
        for at, reference in referred(passage.words):
            message = f"{passage.title}: {reference} stands for a character that nobody sees."
            place = passage.place(at, at + len(reference))
            yield Problem("hidden-reference", place, message, "Write the character itself, or leave it out.")
