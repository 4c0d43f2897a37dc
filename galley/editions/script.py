"""An edition made out of another by changing its script, with the exceptions that its editors keep."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from galley.errors import Place, Problem, StoryError
from galley.inputs.yamlfile import Document, read
from galley.marks import MARK
from galley.model import Section, Text
from galley.numbers.vocabulary import converter
from galley.story import themed
from galley.story.memo import memoised
from galley.story.voice import Voice

KEPT = re.compile(rf"{MARK.pattern}|\{{\{{(?!=)[^{{}}]*\}}\}}")
"""What is not converted: marked figures, which were printed for the edition, and mentions; `{{=两组}}` is words."""

QUOTES = {"“": "「", "”": "」", "‘": "『", "’": "』"}
QUOTE = re.compile("[“”‘]|(?<![A-Za-z])’|’(?![A-Za-z])")
"""Quotation marks; an apostrophe inside a Latin word is none."""


@dataclass(frozen=True, slots=True)
class Converted:
    """Words in the new script, and which exceptions they called upon."""

    words: str
    used: frozenset[str]


Converter = Callable[[str], Converted]


def convert(voice: Voice, words: str) -> str:
    """`words` of the edition that this one is made from, in its script; marks and mentions stay as they are."""
    return converted(voice, words).words


def in_script(voice: Voice, section: Section, words: str) -> str:
    """Words of a section in the edition's script: its own, or converted from the section that it is made from."""
    return words if section.edition == voice.edition.id else convert(voice, words)


def authored(voice: Voice) -> tuple[Section, ...]:
    """The sections that are written for the edition itself; one made by script may have some."""
    return tuple(section for section in voice.story.sections[voice.edition.id] if section.edition == voice.edition.id)


def converted(voice: Voice, words: str) -> Converted:
    """As `convert`, and which exceptions were used."""
    if voice.edition.script is None:
        return Converted(words, frozenset())
    return _converter_for(voice)(words)


@memoised
def _converter_for(voice: Voice) -> Converter:
    edition = voice.edition
    configuration = edition.script[1] if edition.script else ""
    document = exceptions(voice.story.root, edition.id)
    kept = tuple((name, _wording(entry)) for name, entry in document.data.items()) if document else ()
    return _converter(configuration, kept)


def worded(voice: Voice, text: Text | str) -> str:
    """The words of `text` in the edition: its own, or converted; a plain string is in the language of its origin."""
    if isinstance(text, str):
        return convert(voice, text)
    own = text.get(voice.edition.id)
    return convert(voice, text[voice.edition.origin]) if own is None else own


def phrase(voice: Voice, key: str, **parts: str) -> str:
    """The words of the interface under `key`, with `{parts}` filled in. Raises StoryError where the story has none."""
    if key not in voice.story.strings:
        raise StoryError([_no_string(key, voice.story.strings)])
    words = worded(voice, voice.story.strings[key])
    for name, part in parts.items():
        words = words.replace(f"{{{name}}}", part)
    return words.strip() if parts else words


def exceptions_path(edition_id: str) -> str:
    """Where the editors of an edition keep its exceptions, relative to the story."""
    return f"content/{edition_id}/exceptions.yaml"


def exceptions(root: Path, edition_id: str) -> Document | None:
    """The exceptions of an edition as written, or None where it keeps none. Raises StoryError for a bad file."""
    path = exceptions_path(edition_id)
    if not (root / path).exists():
        return None
    problems: list[Problem] = []
    document = read(root, path, problems)
    if document is not None:
        problems += [_bad_entry(document, name) for name, entry in document.data.items() if not _wording(entry)]
    if problems:
        raise StoryError(problems)
    return document


def _wording(entry: Any) -> str:
    """The wording of an entry: `信息: 資訊`, or `信息: {to: 資訊, note: …}`."""
    found = entry.get("to") if isinstance(entry, Mapping) else entry
    return found if isinstance(found, str) else ""


@lru_cache(maxsize=16)
def _converter(configuration: str, kept: tuple[tuple[str, str], ...]) -> Converter:
    """A converter that remembers what it has converted: a site says the same words many times over."""
    into = converter(configuration)
    wordings = dict(kept)
    phrase = re.compile("|".join(map(re.escape, sorted(wordings, key=len, reverse=True))) or r"(?!)")
    quote = QUOTE if configuration.startswith("s2") else re.compile(r"(?!)")

    @lru_cache(maxsize=1 << 16)
    def run(words: str) -> Converted:
        used: set[str] = set()

        def excepted(found: str) -> str:
            used.add(found)
            return wordings[found]

        def turned(piece: str) -> str:
            return apart(quote, into(piece), QUOTES.__getitem__, str)

        def plainly(piece: str) -> str:
            # An exception names the words as they were written, or as the converter would write them.
            return apart(phrase, piece, excepted, lambda rest: apart(phrase, turned(rest), excepted, str))

        return Converted(apart(KEPT, words, str, plainly), frozenset(used))

    return run


def apart(pattern: re.Pattern[str], text: str, within: Callable[[str], str], between: Callable[[str], str]) -> str:
    """`text` with what `pattern` matches written anew by `within`, and all else by `between`."""
    pieces: list[str] = []
    end = 0
    for found in pattern.finditer(text):
        pieces += [between(text[end : found.start()]), within(found[0])]
        end = found.end()
    return "".join([*pieces, between(text[end:])])


def _bad_entry(document: Document, name: str) -> Problem:
    return Problem(
        "exception-form",
        document.place(name),
        f"{name}: this exception gives no wording.",
        f"Write “{name}: wording”, or “{name}: {{to: wording, note: why}}”.",
    )


def _no_string(key: str, known: Collection[str]) -> Problem:
    """With the theme's words for it, whose braces the story's must hold too, and with what its kind lacks besides."""
    words, (theirs, family) = themed.phrases(), (f"galley/theme/{themed.STRINGS}", key.partition(".")[0])
    hint = f'Write in content/strings.yaml, in the words of each edition: {key}: {{en: "{words.get(key, "…")}"}}.'
    others = sorted(name for name in words if name.startswith(f"{family}.") and name not in {key, *known})
    also = f" {theirs} has what may be asked for next: {', '.join(others)}." if others else ""
    return Problem(
        "string-missing",
        Place("content/strings.yaml"),
        f"{key}: the interface has no words under this key.",
        hint + also,
    )
