"""The site as the preview holds it: the last good one, what is wrong with the story now, and what changed since."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from galley.errors import Problem, StoryError
from galley.press import Proof, pull

WATCHED = ("content", "data", "templates", "assets")
"""The folders whose files make the site."""

Stamps = Mapping[str, tuple[int, int, int]]
"""By path: what tells that a file has changed (modification time in ns, size, inode)."""


@dataclass(frozen=True)
class News:
    """What a browser is told after a save: the number of the good site it can fetch, and what is new or wrong."""

    epoch: int
    changed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass
class Desk:
    """Holds one story. A failed build leaves `files` and `epoch` as they were."""

    root: Path
    cache: Path | None
    files: Mapping[str, bytes] = field(default_factory=dict)
    news: News = News(0)
    building: threading.Lock = field(default_factory=threading.Lock)

    def rebuild(self) -> News:
        """Builds the story as it lies on the disk now, once it has held still while it was read."""
        with self.building:
            for _ in range(20):
                before = stamps(self.root)
                result = self._pulled()
                if stamps(self.root) == before:
                    break
            return self._take(result)

    def _pulled(self) -> Proof | StoryError:
        try:
            return pull(self.root, self.cache)
        except StoryError as error:
            return error

    def _take(self, result: Proof | StoryError) -> News:
        if isinstance(result, StoryError):
            self.news = News(self.news.epoch, problems=result.problems)
        else:
            changed = tuple(sorted(_different(self.files, result.files)))
            self.files = result.files
            self.news = News(self.news.epoch + bool(changed), changed)
        return self.news


def _different(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterator[str]:
    return (path for path in old.keys() | new.keys() if old.get(path) != new.get(path))


def stamps(root: Path) -> Stamps:
    """The state of every watched file; equal states mean that nothing was saved in between."""
    found: dict[str, tuple[int, int, int]] = {}
    for folder in WATCHED:
        for path in (root / folder).rglob("*"):
            try:
                stat = path.stat()
            except FileNotFoundError:
                continue
            found[str(path)] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return found


def told(problem: Problem, root: Path) -> str:
    """A problem with the line of the file that it stands in and a caret under the place."""
    place = problem.place
    line = _line(root / place.path, place.line) if place.line else ""
    if not line:
        return str(problem)
    gutter = f"{place.line:>5} │ "
    caret = (
        " " * (len(gutter) - 2)
        + "│ "
        + "".join("\u3000" if ord(character) > 0x2E7F else " " for character in line[: max(place.column - 1, 0)])
    )
    head, *rest = str(problem).splitlines()
    return "\n".join([head, f"{gutter}{line}", f"{caret}^", *rest])


def _line(path: Path, number: int) -> str:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    return lines[number - 1] if number <= len(lines) else ""


Rebuild = Callable[[], News]
