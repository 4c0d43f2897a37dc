"""The entries of the story's YAML files, each an id and a model; what failed to load is unknown, not missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from pydantic import TypeAdapter

from galley.address import LONGEST
from galley.errors import Place, Problem
from galley.guess import closest, one_of
from galley.inputs.yamlfile import Document, read
from galley.story.validation import validated
from galley.walk import Keys

T = TypeVar("T")
EntryKind = Literal[
    "site",
    "edition",
    "unit",
    "qualifier",
    "term",
    "lexicon",
    "numbers",
    "source",
    "fact",
    "series",
    "chart",
    "string",
    "section",
]

Documents = Mapping[tuple[EntryKind, str], tuple[Document, Keys]]
"""Where each entry is written: its document, and the keys that lead to it there."""

EntryType = TypeAdapter[T] | Callable[[Any], TypeAdapter[T]]
"""What reads the entries of a kind: the same for all of them, or found by what one of them says."""

ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
TAG = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
"""An edition's id, which is called as its language is, and is part of the names of files and elements: zh-Hant-HK."""
GROWING: frozenset[EntryKind] = frozenset({"unit", "qualifier", "source"})
"""Kinds that a story often needs more of: where one is unknown, the remedy also says in which file to write it."""


@dataclass
class Entries(Generic[T]):
    """The entries of one kind that loaded, where each is written, and what is known of the rest."""

    kind: EntryKind
    found: dict[str, T] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    whole: bool = True  # whether every file of the kind could be read
    written: dict[str, tuple[Document, Keys]] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether all that the files hold has loaded."""
        return self.whole and not self.failed

    def lacks(self, name: str) -> bool:
        """Whether there is surely no such entry."""
        return self.whole and name not in self.found and name not in self.failed

    def place(self, name: str, *keys: str | int) -> Place:
        """Of the value under these keys of the entry; without any, of the entry's own id."""
        document, start = self.written[name]
        return document.place(*start, *keys) if keys else document.key(*start)

    def key(self, name: str, *keys: str | int) -> Place:
        """Of the last of these keys; without any, of the entry's own id."""
        document, start = self.written[name]
        return document.key(*start, *keys)

    def unknown(self, name: str) -> str:
        """A hint for a name that is lacking."""
        known = [*self.found, *self.failed]
        if not known:
            return f"The story has no {self.kind} yet; write it first."
        hint = closest(name, known, one_of(known))
        path = next((document.path for document, _ in self.written.values()), "")
        return f"{hint} A new one goes into {path}." if path and self.kind in GROWING else hint


def read_entries(
    root: Path,
    paths: Iterable[str],
    kind: EntryKind,
    reader: EntryType[T],
    problems: list[Problem],
    named: bool = True,
) -> Entries[T]:
    """Every entry of the files. `named` entries are maps that learn their id from their key."""
    entries: Entries[T] = Entries(kind)
    for path in paths:
        document = read(root, path, problems)
        if document is None:
            entries.whole = False
        else:
            add_entries(entries, document, (), document.data, reader, problems, named)
    return entries


def add_entries(
    entries: Entries[T],
    document: Document,
    keys: Keys,
    data: Mapping[str, Any],
    reader: EntryType[T],
    problems: list[Problem],
    named: bool = True,
) -> None:
    """The entries of a map in a document, at `keys`."""
    for name, raw in data.items():
        if _new(entries, document, (*keys, name), problems):
            entries.written[name] = document, (*keys, name)
            entry = None
            if keys or name not in document.refused:
                entry = _entry(reader, raw, document, (*keys, name), problems, named)
            if entry is None:
                entries.failed.add(name)
            else:
                entries.found[name] = entry


def _entry(
    reader: EntryType[T], raw: Any, document: Document, keys: Keys, problems: list[Problem], named: bool
) -> T | None:
    name = str(keys[-1])
    adapter = reader if isinstance(reader, TypeAdapter) else reader(raw)
    if not named or not isinstance(raw, dict):
        return validated(adapter, raw, document, keys, name, problems)
    if "id" in raw:
        message, hint = f"{name}.id: there is no key “id” here.", "Delete it: the id is the word above."
        problems.append(Problem("unknown-key", document.key(*keys, "id"), message, hint))
        return None
    return validated(adapter, {**raw, "id": name}, document, keys, name, problems)


def _new(entries: Entries[T], document: Document, keys: Keys, problems: list[Problem]) -> bool:
    """Whether the key can be an id and is none yet."""
    name = str(keys[-1])
    form, what, hint = ID, f"a {entries.kind}", "Write small letters and digits, joined by dots or hyphens."
    if entries.kind in ("edition", "lexicon"):
        form, what = TAG, "an edition" if entries.kind == "edition" else "a language"
        hint = "Write letters and digits, joined by hyphens, as languages are called: zh-Hant-HK."
    if entries.kind != "string" and not form.fullmatch(name):
        problems.append(Problem("bad-id", document.key(*keys), f"“{name}” cannot be the id of {what}.", hint))
        entries.failed.add(name)
        return False
    if len(name) > LONGEST:
        problems.append(too_long(name, document.key(*keys)))
        entries.failed.add(name)
        return False
    if name in entries.written:
        hint = f"Give one of the two another id: the first is at {entries.key(name)}."
        problems.append(Problem("duplicate-id", document.key(*keys), f"{name} stands here a second time.", hint))
        return False
    return True


def too_long(name: str, place: Place) -> Problem:
    """An id that no file could be called by."""
    message = f"“{name[:24]}…” is longer than the {LONGEST} characters that an id may have."
    return Problem("long-id", place, message, "Shorten it: it is part of addresses and of the names of files.")
