"""What a story's theme says where the story itself says nothing: words of the interface, and qualifiers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from galley.errors import Place, Problem
from galley.inputs.yamlfile import Document, read
from galley.model import Edition, Qualifier, Site, Text
from galley.numbers.vocabulary import converter
from galley.story.entries import Entries
from galley.theme import HERE

QUALIFIERS, STRINGS = "qualifiers.yaml", "strings.yaml"
Words = TypeVar("Words", str, tuple[str, ...])
SAID_AS = MappingProxyType({"zh-Hant-HK": "s2hk", "zh-Hant-MO": "s2hk", "zh-Hant-TW": "s2twp", "zh-Hant": "s2t"})
"""How the theme's simplified Chinese becomes the Chinese of an edition that is written in another script."""
SIMPLIFIED = "zh-Hans"


def path_of(name: str) -> str:
    """Of a file of the theme, as problems name it."""
    return f"{HERE.parent.name}/{HERE.name}/{name}"


@cache
def phrases() -> Mapping[str, str]:
    """The theme's English words by their keys; what stands in braces is filled in."""
    document = read(HERE, STRINGS, [])
    return {key: words["en"] for key, words in document.data.items()} if document else {}


def add_strings(own: Entries[Text], themed: Entries[Text], site: Site, home: Document) -> Iterator[Problem]:
    """Adds to the story's words those of the theme that it does not hold.

    Tells of editions that it has no words for.
    """
    lacked: dict[str, list[str]] = {}
    for name, text in _others(own, themed):
        said = {edition.id: nearest(text, edition, _one) for edition in _authored(site)}
        for edition in (edition for edition, words in said.items() if words is None):
            lacked.setdefault(edition, []).append(name)
        _add(own, themed, name, MappingProxyType({edition: words for edition, words in said.items() if words}))
    for edition, names in lacked.items():
        yield _unspoken(home.key("editions", edition), site.editions[edition], names[0])
        for name in names:
            own.found.pop(name, None)


def add_qualifiers(own: Entries[Qualifier], themed: Entries[Qualifier], site: Site) -> None:
    """Adds to the story's qualifiers those of the theme that every edition of the story has words for."""
    for name, qualifier in _others(own, themed):
        forms = {edition.id: nearest(qualifier.forms, edition, _each) for edition in _authored(site)}
        label = {edition.id: nearest(qualifier.label, edition, _one) for edition in _authored(site)}
        if all(forms.values()) and all(label.values()):
            _add(own, themed, name, qualifier.model_copy(update={"forms": forms, "label": MappingProxyType(label)}))


def nearest(words: Mapping[str, Words], edition: Edition, converted: Callable[[Words, str], Words]) -> Words | None:
    """The words for an edition: in its own language, in its nearest kin, or converted to its script."""
    tags = edition.lang.split("-")
    kin: list[str] = ["-".join(tags[:length]) for length in range(len(tags), 0, -1)]
    for name in kin:
        if name in words:
            return words[name]
        if name in SAID_AS and SIMPLIFIED in words:
            return converted(words[SIMPLIFIED], SAID_AS[name])
    return words.get(SIMPLIFIED) if tags[0] == "zh" else None


def _one(words: str, script: str) -> str:
    return converter(script)(words)


def _each(words: tuple[str, ...], script: str) -> tuple[str, ...]:
    return tuple(map(converter(script), words))


T = TypeVar("T")


def _others(own: Entries[T], themed: Entries[T]) -> Iterable[tuple[str, T]]:
    return [(name, entry) for name, entry in themed.found.items() if name not in own.written]


def _add(own: Entries[T], themed: Entries[T], name: str, entry: T) -> None:
    own.found[name] = entry
    own.written[name] = themed.written[name]


def _authored(site: Site) -> list[Edition]:
    return [edition for edition in site.editions.values() if not edition.script]


def _unspoken(place: Place, edition: Edition, first: str) -> Problem:
    return Problem(
        "theme-language",
        place,
        f"{edition.id}: the theme has no words in {edition.lang}, and content/strings.yaml has none for {first}.",
        f"Copy what it lacks from {path_of(STRINGS)} to content/strings.yaml, with words in every edition.",
    )
