"""What is wrong with marks: each, read afresh, must be of a known kind, borne out by the story, and say its fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from html import unescape

from galley.errors import Place, Problem
from galley.evidence.derivations import Value
from galley.marks import KINDS, Said, sayings
from galley.numbers.storyreader import Figure, read_all
from galley.pages.addresses import edition_of
from galley.proof.vouchers import believed
from galley.story.load import Story
from galley.story.voice import Voice


@dataclass(frozen=True, slots=True)
class Doubts:
    """What was found of a site's marks, by edition; each is read when it is first met, and stands on many pages."""

    story: Story
    known: dict[str, dict[Said, Problem | None]] = field(default_factory=dict)
    sound: dict[str, str] = field(default_factory=dict)  # by path, the texts that hold

    def holds(self, path: str, text: str) -> bool:
        """Whether nothing is wrong with any mark in the marked text at a path."""
        if any(self.of({path: text})):
            return False
        self.sound[path] = text
        return True

    def of(self, texts: Mapping[str, str]) -> Iterator[Problem]:
        """What is wrong with marks of the texts, by path; told where each first stands."""
        told = set[Said]()
        for path, text in texts.items():
            if self.sound.get(path) == text:
                continue
            edition = edition_of(self.story, path)
            known = self.known.setdefault(edition.id, {})
            for mark in dict.fromkeys(sayings(text)):
                if mark not in known:
                    known[mark] = _doubt(Voice(self.story, edition), *mark)
                if (doubt := known[mark]) and mark not in told:
                    told.add(mark)
                    yield replace(doubt, place=Place(path))


def _readings(words: str) -> Iterator[str]:
    """The words of a mark, and what they are where its file writes quotation marks otherwise: HTML, CSV, JSON."""
    yield words
    if "&" in words:
        yield unescape(words)
    if '""' in words:
        yield words.replace('""', '"')
    if "\\" in words:
        yield re.sub(r'\\(["\\/])', r"\1", words)


def _doubt(voice: Voice, kind: str, name: str, words: str) -> Problem | None:
    """What is first wrong with a mark: of no known kind, not borne out by the story, or read as another number."""
    place = Place("")
    if kind not in KINDS:
        hint = f"Use one of {', '.join(sorted(KINDS))} in the template."
        return Problem("mark-unknown", place, f"a figure is marked as “{kind}”, which is no kind of mark.", hint)
    if not any(believed(voice, kind, name, one) for one in _readings(words)):
        message = f"“{words}” is marked as {kind} “{name}”, which the story does not bear out."
        hint = "Print it through a fact; in a template, |ident and |scale are for names and axes, not for quantities."
        return Problem("mark-unbelieved", place, message, hint)
    if kind in ("fact", "number") and not _agrees(voice, kind, name, words):
        message = f"{name}: the page prints “{words}”, which does not read as the fact does."
        hint = "Mend the unit's or qualifier's forms for this edition in data/units.yaml or data/qualifiers.yaml."
        return Problem("figure-disagrees", place, message, hint)
    return None


def _agrees(voice: Voice, kind: str, name: str, words: str) -> bool:
    """Whether the words of a mark, read afresh, are the fact: number, unit as far as it is said, qualifier.

    They are read in the language of the page, or of another edition that the page quotes.
    """
    story = voice.story
    value = story.values.get(name)
    if value is None or not value.ends:
        return True
    for lang in dict.fromkeys((voice.edition.lang, *(other.lang for other in story.editions.values()))):
        read = read_all(words, lang, story.vocabulary)
        said = [any(_same(story, figure, value, end) for figure in read) for end in value.ends]
        if any(said) if kind == "number" else all(said) and _qualified(story, read, value.qualifier):
            return True
    return False


def _same(story: Story, figure: Figure, value: Value, number: Decimal) -> bool:
    figure = figure.counted
    if not isinstance(figure.value, Decimal):
        return False
    if value.unit is None:
        return figure.value == number
    meant = story.units[value.unit]
    said = [story.units[unit] for unit in figure.units or (value.unit, *meant.as_.values())]
    due, read = Fraction(number) * meant.size, Fraction(figure.value)
    return any(unit.measures == meant.measures and read * unit.size == due for unit in said)


def _qualified(story: Story, read: tuple[Figure, ...], qualifier: str | None) -> bool:
    if qualifier is None or story.qualifiers[qualifier].op == "=":
        return True
    ops = {story.qualifiers[said].op for figure in read for said in figure.qualifiers}
    return story.qualifiers[qualifier].op in ops
