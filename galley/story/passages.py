"""Every stretch of words that an author wrote for readers, with its edition and the place of each character."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from galley.errors import Place
from galley.inputs.files import point
from galley.model import Model, Section, Text
from galley.series import Point
from galley.story.entries import Documents, EntryKind
from galley.walk import Keys, Leaf, leaves

# Printed inside the fact's mark; in the source's language they stand verbatim in the quote.
CLAIMS = {("fact", "words"), ("fact", "items")}
LARGE = {("site", "headline"), ("site", "description"), ("site", "lead"), ("chart", "title")}
QUOTED = {("fact", "rendering"), ("source", "title"), ("source", "publisher")}  # words that are not ours, or names


@dataclass(frozen=True, slots=True)
class Wording:
    """A text of an entry, by edition, and where it is written: `chart`, `trip-times`, (`title`,)."""

    kind: EntryKind
    name: str
    keys: Keys  # within the entry
    text: Text

    @property
    def field(self) -> str:
        """The key of the entry that it stands under; none where the entry is the text."""
        return str(self.keys[0]) if self.keys else ""

    @property
    def title(self) -> str:
        """Its name as an editor would look it up: `trip-times.title`."""
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


def wordings_of(kinds: Iterable[tuple[EntryKind, Mapping[str, Any]]], points: Mapping[str, Point]) -> Iterator[Wording]:
    """Every text of entries of these kinds. A figure of a series has none of its own: its words are the head's."""
    for kind, entries in kinds:
        for name, entry in entries.items():
            if kind != "fact" or name not in points or not points[name].line:
                yield from (Wording(kind, name, keys, text) for keys, text in texts_of(entry))


def texts_of(entry: Model | Text) -> Iterator[tuple[Keys, Text]]:
    """The texts of an entry, or the entry where it is one. Only they are read-only maps: the model sees to it."""
    found = leaves(entry) if isinstance(entry, Model) else [Leaf((), entry, ())]
    return ((leaf.keys, leaf.value) for leaf in found if isinstance(leaf.value, MappingProxyType) and leaf.value)


def passage_of(wording: Wording, edition: str, documents: Documents) -> Passage:
    """A text in one of the editions that have it."""
    document, start = documents[wording.kind, wording.name]
    words, at = wording.text[edition], (wording.kind, wording.field)
    place = partial(document.words, (*start, *wording.keys, edition), words)
    return Passage(wording.title, edition, words, place, claim=at in CLAIMS, large=at in LARGE, quoted=at in QUOTED)


def passages_of(section: Section, documents: Documents) -> Iterator[Passage]:
    """What a section says in its front matter, and its body."""
    title = f"{section.edition}/{section.id}"
    document, _ = documents["section", title]
    for key, words in front_matter_of(section):
        yield Passage(f"{title}.{key}", section.edition, words, partial(document.words, (key,), words), large=True)
    yield Passage(title, section.edition, section.body, partial(_in_body, section), body=True)


def front_matter_of(section: Section) -> Iterator[tuple[str, str]]:
    """What a section says in its front matter: (key, words)."""
    for key in ("sign", "title", "standfirst"):
        if words := getattr(section, key):
            yield key, words


def _in_body(section: Section, start: int, end: int) -> Place:
    return point(section.path, section.body, start, section.line)
