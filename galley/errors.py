"""What is wrong with a story, where, and what mends it.

A check yields `Problem`s. A function that reads or calculates something takes a list, `problems`, and appends to it.
One that cannot go on without the whole of a thing raises `StoryError` with all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Place:
    """A point in a file of the story: `path` relative to its root, line and column from 1, 0 for the whole file."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `rule` is its short stable name; `quote` shows the words it is about; `hint` is the remedy."""

    rule: str
    place: Place
    message: str
    hint: str
    quote: str = ""
    level: Level = "error"

    def __str__(self) -> str:
        message = self.message.replace("\n", "⏎")  # of a value of several lines that it names
        head = f"{self.place}: {'warning: ' if self.level == 'warning' else ''}{message} [{self.rule}]"
        return "\n".join([head, *(f"  {line}" for line in (self.quote, self.hint) if line)])


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems without repeats, in the order in which an editor meets them in the files."""
    return sorted(set(problems), key=lambda p: (p.place.path, p.place.line, p.place.column, p.rule, p.message))


class StoryError(Exception):
    """The story cannot be built; carries all of its problems."""

    exit_code = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(in_order(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UsageError(Exception):
    """The command was called in a way it cannot carry out."""

    exit_code = 2


class PublishError(Exception):
    """The site could not be published and is as it was; `hint` is the remedy."""

    exit_code = 1

    def __init__(self, message: str, hint: str) -> None:
        self.message, self.hint = message, hint
        super().__init__(f"{message}\n  {hint}")
