"""Pages that remember: each is kept with the questions that its templates asked, and a digest of all the answers.

A page is a function of what its templates ask. One that would be told the same again is taken from the store instead
of being made; every mark on it is read back all the same, so that a record which is stale or was made elsewhere costs
time and never prints a figure that no fact says.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, is_dataclass
from types import MappingProxyType
from typing import Any, TypeVar

from jinja2 import UndefinedError

from galley.model import Edition, Model
from galley.pages.addresses import address
from galley.store import Store, digest, key_of

Question = tuple[Any, ...]
"""What a template asked that all pages of an edition are told alike: ("say", {"en": …}), ("figure", "trip.length")."""

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Page:
    """One page: what it is, in which edition, of which fact, source or chart, and the path at which it stands."""

    kind: str
    edition: Edition = field(repr=False)  # all that is said of editions is part of every page's basis
    name: str = ""

    @property
    def path(self) -> str:
        return address(self.edition, self.kind, self.name)


@dataclass(slots=True)
class MarkedPage:
    """A page as its templates wrote it, marks and all, and what has been made from it since.

    `basis`: digest of what every page depends on: the engine, the templates, the address of the site, the editions.
    `given`: digests of what it looked at of the things that its kind gives it, by their names.
    `asked`: the questions that its templates asked, by their keys; `answers`: one digest of all the answers.
    """

    basis: str
    html: str
    given: Mapping[str, bytes]
    asked: tuple[bytes, ...]
    answers: bytes
    made: dict[str, tuple[bytes, Any]] = field(default_factory=dict)
    changed: bool = True  # whether the store does not have it like this

    def derive(self, name: str, make: Callable[[], Made], of: object = None) -> Made:
        """What is made of the page's HTML and of `of`: once, and again only where one of them has changed.

        It is kept with the page, so `make` must depend on nothing else, and what it gives must be picklable.
        """
        known = digest(of)
        if name not in self.made or self.made[name][0] != known:
            self.made[name] = known, make()
            self.changed = True
        made: Made = self.made[name][1]
        return made


@dataclass(slots=True)
class Questions:
    """What templates ask, each question once for all pages, by a key that says it in a few bytes.

    `basis`: that of the pages; questions that were asked on another are forgotten.
    """

    basis: str
    known: dict[bytes, Question] = field(default_factory=dict)
    keys: dict[Question, bytes] = field(default_factory=dict)
    changed: bool = False  # whether the store does not have them like this

    def key(self, asked: Question) -> bytes:
        plain = question_of(asked)
        if plain not in self.keys:
            key = self.keys[plain] = digest(plain)
            self.changed |= key not in self.known
            self.known[key] = plain
        return self.keys[plain]

    def keep(self, store: Store) -> None:
        """Takes the place of what was kept before."""
        if self.changed:
            self.changed = False
            store.put(_QUESTIONS, pickle.dumps((self.basis, self.known), pickle.HIGHEST_PROTOCOL))


def recall_questions(store: Store, basis: str) -> Questions:
    """The questions that builds on the same basis have kept; none, where nothing readable is kept."""
    kept = store.get(_QUESTIONS)
    with suppress(Exception):  # whatever it was written by, it holds no questions of ours
        of, known = pickle.loads(kept) if kept else ("", {})
        if of == basis:
            return Questions(basis, known)
    return Questions(basis)


@dataclass(frozen=True, slots=True)
class Asked:
    """Learns what one page asks and is told."""

    digests: Digests
    questions: Questions
    given: dict[str, object]
    seen: dict[str, bytes] = field(default_factory=dict)  # of the things given
    answers: dict[bytes, bytes] = field(default_factory=dict)  # by the keys of the questions

    def looked(self, name: str) -> None:
        """Notes that the page looks at something that it was given."""
        if name not in self.seen:
            self.seen[name] = self.digests.of(self.given[name])

    def answered(self, question: Question, answer: object) -> None:
        key = self.questions.key(question)
        if key not in self.answers:  # a page is told the same however often it asks
            self.answers[key] = self.digests.of(answer)


class Watched:
    """A thing of which a template asks one part at a time, so that its page depends on no other."""

    def __init__(self, thing: object, name: str, asked: Asked) -> None:
        self._thing, self._name, self._asked = thing, name, asked

    def __getattr__(self, part: str) -> Any:
        if part.startswith("__"):
            raise AttributeError(part)
        if not hasattr(self._thing, part):
            raise UndefinedError(f"{self._name} has no “{part}”")
        value = getattr(self._thing, part)
        self._asked.answered((self._name, part), value)
        return value


@dataclass(frozen=True, slots=True)
class Digests:
    """Digests of what templates are given, each thing once: a drawing stands on several pages."""

    known: dict[int, tuple[bytes, object]] = field(default_factory=dict)  # by identity; the thing is held with it

    def of(self, value: object) -> bytes:
        """A digest of all that the value's `repr` says."""
        if isinstance(value, Mapping):
            return together(self.of(part) for item in value.items() for part in item)
        if not (isinstance(value, Model | tuple) or is_dataclass(value)):
            return digest(value)
        if id(value) not in self.known:
            self.known[id(value)] = digest(value), value
        return self.known[id(value)][0]


def together(digests: Iterable[bytes]) -> bytes:
    """One digest of many things."""
    return digest(b"".join(digests))


def question_of(asked: Question) -> Question:
    """A question as it is kept: hashable, and of plain types."""
    return tuple(
        tuple(part.items()) if isinstance(part, Mapping) else str(part) if isinstance(part, str) else part
        for part in asked
    )


def parts_of(question: Question) -> Question:
    """The question as it was asked."""
    return tuple(MappingProxyType(dict(part)) if isinstance(part, tuple) else part for part in question)


def recall(store: Store, path: str, basis: str) -> MarkedPage | None:
    """What is kept of the page at a path; None where nothing is, or where it rests on another basis."""
    kept = store.get(_key(path))
    found: object = None
    with suppress(Exception):  # whatever it was written by, it is no page of ours
        found = pickle.loads(kept) if kept else None
    return found if isinstance(found, MarkedPage) and found.basis == basis else None


def keep(store: Store, path: str, marked: MarkedPage) -> None:
    """Puts a page in the place of what was kept of it."""
    if marked.changed:
        marked.changed = False
        store.put(_key(path), pickle.dumps(marked, pickle.HIGHEST_PROTOCOL))


def _key(path: str) -> str:
    return key_of("page", path)


_QUESTIONS = key_of("questions")
