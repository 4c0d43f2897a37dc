"""YAML and front matter, read with a place for every key and value; what would falsify is refused.

Built on the events of libyaml instead of its node graph: six times as fast, and a deep file cannot crash it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from galley.errors import Place, Problem
from galley.inputs.files import read_text
from galley.inputs.scalars import SUSPECT, is_empty, plain
from galley.inputs.syntax import slip_of, syntax_problem, unquoted_mention
from galley.inputs.unseen import unseen
from galley.walk import Keys

Spot = tuple[int, int, "dict[str | int, Spot] | None"]
"""Where a value begins and where its key does, as offsets in the text; and the spots of what is in it."""

DEEPEST = 20
LONGEST_KEY = 400
"""Characters; an id has fewer, and the words of an exception are seldom more."""
_TAB = re.compile(r"^ *\t\s*\S", re.MULTILINE)
_CUT = re.compile(r"[ \t]+(#)(?=[^\s#])")
_FENCE = re.compile(r"---[ \t]*")


@dataclass(frozen=True)
class Document:
    """A YAML file: what it says, in tuples, Decimals and words, and where it says it."""

    path: str
    data: Mapping[str, Any]
    places: Spot = field(repr=False)
    text: str = field(repr=False)
    refused: frozenset[str] = frozenset()  # keys of `data` in whose values something was refused

    def place(self, *keys: str | int) -> Place:
        """Of the value under these keys; where one of them is missing, of the key that it is missing from."""
        spot, missing = self._spot(keys)
        return self._at(spot[1] if missing else spot[0])

    def key(self, *keys: str | int) -> Place:
        """Of the last of these keys itself; of an item of a list, the item."""
        return self._at(self._spot(keys)[0][1])

    def words(self, keys: Keys, value: str, start: int, end: int) -> Place:
        """Of `value[start:end]`, where `value` is the text under these keys, however it is quoted or folded."""
        begin = self._spot(keys)[0][0]
        wanted = value[start:end]
        for _ in range(value.count(wanted, 0, start) + 1):
            found = self.text.find(wanted, begin)
            if found < 0:
                return self.place(*keys)
            begin = found + max(len(wanted), 1)
        return self._at(found)

    def _spot(self, keys: Keys) -> tuple[Spot, bool]:
        """The spot as far as the keys lead, and whether they lead further than there is."""
        spot = self.places
        for key in keys:
            inner = (spot[2] or {}).get(key)
            if inner is None:
                return spot, True
            spot = inner
        return spot, False

    def _at(self, offset: int) -> Place:
        row = bisect_right(self._line_starts, offset) - 1
        return Place(self.path, row + 1, offset - self._line_starts[row] + 1)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]


def read(root: Path, path: str, problems: list[Problem]) -> Document | None:
    """The file, a map at its root; None where it cannot be read as a whole. Adds what is wrong to `problems`."""
    text = read_text(root, path, problems)
    return None if text is None else parse(path, text, problems)


def front_matter(root: Path, path: str, problems: list[Problem]) -> tuple[Document, str, int] | None:
    """The front matter of a Markdown file, its body, and the line on which the body begins."""
    text = read_text(root, path, problems)
    if text is None:
        return None
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines) if n and _FENCE.fullmatch(line)), 0)
    if not _FENCE.fullmatch(lines[0]) or not end:
        hint = "Begin it with a line ---, then title: and what else it has, then another line ---."
        problems.append(Problem("front-matter", Place(path, 1), f"{path} has no front matter.", hint))
        return None
    document = parse(path, "\n".join(["", *lines[1:end]]) + "\n", problems)
    return None if document is None else (document, "\n".join(lines[end + 1 :]), end + 2)


def parse(path: str, text: str, problems: list[Problem]) -> Document | None:
    """The YAML text as a Document; None where it cannot be read as a whole."""
    document, found = _parsed(path, text)
    problems += found
    return document


@lru_cache(maxsize=1024)
def _parsed(path: str, text: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """A process that builds again, as a preview does, finds most files as they were."""
    problems: list[Problem] = []
    if tab := _TAB.search(text):
        place = Document(path, {}, (0, 0, None), text)._at(text.index("\t", tab.start()))
        return None, (Problem("tab", place, "A tab indents this line.", "Indent with spaces."),)
    reader = _Reader(path, text, problems)
    try:
        return reader.document(), tuple(problems)
    except _Given:
        return None, tuple(problems)
    except yaml.MarkedYAMLError as error:
        return None, (*problems, syntax_problem(path, text, error))


class _Given(Exception):
    """The file was given up; its problem has been added."""


class _Reader:
    """Walks the events of one file and builds data and spots together."""

    def __init__(self, path: str, text: str, problems: list[Problem]) -> None:
        self.text = text
        self.problems = problems
        self.refused: set[str] = set()
        self.blank = Document(path, {}, (0, 0, None), text)
        self.events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)

    def document(self) -> Document:
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            hint = "Write its first entry, or delete the file if the story has none."
            raise self._give_up(Problem("empty-file", Place(self.blank.path), f"{self.blank.path} is empty.", hint))
        root: Any = next(self.events)
        if slip := self._slip(root):
            raise self._give_up(slip)
        if not isinstance(root, yaml.MappingStartEvent) or self._begins_with_mention(root):
            hint = "Write “key: value” lines; a list with - has its place under a key."
            raise self._give_up(
                Problem("not-a-map", self._place(root), f"{self.blank.path} does not begin with a key.", hint)
            )
        self._plain_node(root)
        data, spots = self._map(root, 0)
        next(self.events)
        if isinstance(more := next(self.events), yaml.DocumentStartEvent):
            hint = "Delete the line ---; a file holds one document."
            raise self._give_up(Problem("several-documents", self._place(more), "A second document begins here.", hint))
        return Document(self.blank.path, data, (0, 0, spots), self.text, frozenset(self.refused))

    def _map(self, start: Any, depth: int) -> tuple[dict[str, Any], dict[str | int, Spot]]:
        data: dict[str, Any] = {}
        spots: dict[str | int, Spot] = {}
        found = len(self.problems)
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event)
            value_event = next(self.events)
            value, inner = self._value(value_event, depth, key_event=event, flow=start.flow_style)
            if key in data:
                first = self.blank._at(spots[key][1])
                hint = f"Keep one of the two: the first is in line {first.line}."
                self.problems.append(
                    Problem("duplicate-key", self._place(event), f"{key} stands here a second time.", hint)
                )
            data[key] = value
            spots[key] = (value_event.start_mark.index, event.start_mark.index, inner)
            if depth == 0 and len(self.problems) > found:
                self.refused.add(key)
                found = len(self.problems)
        return data, spots

    def _list(self, depth: int) -> tuple[tuple[Any, ...], dict[str | int, Spot]]:
        data: list[Any] = []
        spots: dict[str | int, Spot] = {}
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            value, inner = self._value(event, depth)
            spots[len(data)] = (event.start_mark.index, event.start_mark.index, inner)
            data.append(value)
        return tuple(data), spots

    def _key(self, event: Any) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            if self._begins_with_mention(event):
                raise self._give_up(unquoted_mention(self._place(event), self._line(event)))
            hint = "Write a word before the colon."
            raise self._give_up(Problem("odd-key", self._place(event), "This is no key.", hint, self._line(event)))
        self._plain_node(event)
        self._seen(event)
        if not event.value.isprintable() or len(event.value) > LONGEST_KEY:
            hint = f"Write a word of at most {LONGEST_KEY} letters, in one line."
            raise self._give_up(Problem("odd-key", self._place(event), "This is no key.", hint))
        return event.value

    def _value(
        self, event: Any, depth: int, key_event: Any = None, flow: bool = False
    ) -> tuple[Any, dict[str | int, Spot] | None]:
        self._plain_node(event)
        if isinstance(event, yaml.ScalarEvent):
            self._seen(event)
            return (event.value if event.style else self._unquoted(event, key_event, flow)), None
        if depth == DEEPEST:
            hint = "Close the brackets, or indent less."
            raise self._give_up(
                Problem("too-deep", self._place(event), "Nothing in a story is nested this deep.", hint)
            )
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(depth + 1)
        if self._begins_with_mention(event):
            raise self._give_up(unquoted_mention(self._place(event), self._line(event)))
        return self._map(event, depth + 1)

    def _unquoted(self, event: Any, key_event: Any, flow: bool) -> Any:
        text, end = event.value, event.end_mark.index
        if not text and flow and key_event is not None and key_event.end_mark.index == event.start_mark.index:
            hint = "Put a text that holds a comma in quotes."
            self.problems.append(
                Problem(
                    "stray-key",
                    self._place(key_event),
                    f"“{key_event.value}” is a key without a value.",
                    hint,
                    self._line(event),
                )
            )
        elif cut := (self.text[end : end + 1] in (" ", "\t") or not text) and _CUT.match(self.text, end):
            return self._cut(text, event, cut)
        elif SUSPECT.match(text) is not None and is_empty(text):
            name = f"{key_event.value}: nothing follows." if key_event is not None else "This item is empty."
            hint = "Write it, or delete the line."
            self.problems.append(Problem("empty-value", self._place(key_event or event), name, hint))
        elif SUSPECT.match(text):
            return plain(text, self._place(event), self.problems)
        return text

    def _cut(self, text: str, event: Any, cut: re.Match[str]) -> Any:
        """A value with a comment behind it that may have been meant as its end: “Northtown #1 city”."""
        value = plain(text, self._place(event), self.problems) if text else text
        if isinstance(value, str):
            hint = "Put the value in quotes; a comment needs a space after its #."
            place = self.blank._at(cut.start(1))
            self.problems.append(
                Problem("comment-cut", place, "What follows this # is not read.", hint, self._line(event))
            )
        return value

    def _plain_node(self, event: Any) -> None:
        """Refuses what lets one value stand for another elsewhere, or for a type of a program's own."""
        if event.anchor is None and getattr(event, "tag", None) is None:
            return
        hint = "Write the value itself; in quotes if it begins with &, * or !."
        raise self._give_up(
            Problem(
                "anchor-or-tag", self._place(event), "Anchors, aliases and tags are not read.", hint, self._line(event)
            )
        )

    def _seen(self, event: Any) -> None:
        """Refuses what an escape brings in: the text of the file has been looked at, not what it stands for."""
        if event.style == '"' and "\\" in self.text[event.start_mark.index : event.end_mark.index]:
            self.problems += unseen(event.value, lambda offset: self._place(event))

    def _slip(self, event: Any) -> Problem | None:
        """The slip by which a file of keys reads as one long text."""
        if not isinstance(event, yaml.ScalarEvent):
            return None
        return slip_of(self.blank.path, self._place(event).line - 1, self._line(event))

    def _begins_with_mention(self, event: Any) -> bool:
        return bool(self.text.startswith("{{", event.start_mark.index))

    def _give_up(self, problem: Problem) -> _Given:
        self.problems.append(problem)
        return _Given()

    def _place(self, event: Any) -> Place:
        return Place(self.blank.path, event.start_mark.line + 1, event.start_mark.column + 1)

    def _line(self, event: Any) -> str:
        start = self.text.rfind("\n", 0, event.start_mark.index) + 1
        return self.text[start:].split("\n", 1)[0].strip() if start < len(self.text) else ""
