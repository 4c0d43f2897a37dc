"""The site as the preview holds it: the last that held, pages sketched ahead of the next, and what is wrong now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from galley.charts import worker
from galley.errors import Place, Problem, StoryError
from galley.folder import FOLDERS, files_in, plain_bytes

Stamps = Mapping[str, tuple[int, int, int]]
"""By path: what tells that a file has changed (modification time in ns, size, inode)."""


@dataclass(frozen=True)
class News:
    """What a browser is told after a save: which pages have changed, and what is wrong with the story."""

    epoch: int
    changed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    whole: bool = True  # the whole site, and not only the pages that are open


@dataclass(frozen=True)
class BuildResult:
    """What came of building the whole site; without files it has problems."""

    files: Mapping[str, bytes]
    assets: Mapping[str, str]
    problems: tuple[Problem, ...]
    of: Stamps | None = None  # how the story's files stood


@dataclass
class PreviewState:
    """Holds one story's preview. A failed build leaves `files` as they were."""

    root: Path
    cache: Path
    files: Mapping[str, bytes] = field(default_factory=dict)
    assets: Mapping[str, str] = field(default_factory=dict)
    sketches: dict[str, bytes] = field(default_factory=dict)
    news: News = News(0)
    built: Stamps | None = None  # of what the files were built
    sketched: dict[str, Stamps] = field(default_factory=dict)  # by path: of what it was last rendered
    one_at_a_time: Lock = field(default_factory=Lock)

    def page(self, path: str) -> bytes | None:
        """The file at a path as it is shown now."""
        return self.sketches.get(path) or self.files.get(path)

    def sketch(self, paths: Iterable[str]) -> News | None:
        """Renders the open pages alone, at once; None where nothing of them changes, or they cannot be rendered.

        They are proven with the whole site, which follows and tells what is wrong.
        """
        with self.one_at_a_time:
            before = stamps(self.root)
            wanted = {path for path in paths if path in self.files and self._is_stale(path, before)}
            if not wanted:
                return None
            try:
                made = _sketched(self.root, self.cache, wanted, self.assets)
            except Exception:  # whatever it is: a preview that stopped here would watch no more saves
                return None
            changed = {path: content for path, content in made.items() if content != self.page(path)}
            if stamps(self.root) != before:
                return None
            self.sketched |= dict.fromkeys(made, before)
            self.sketches |= changed
            return self._told(changed, (), whole=False) if changed else None

    def _is_stale(self, path: str, now: Stamps) -> bool:
        """Whether a page is of another save than the last; a page that tells where facts are printed is one, too."""
        return path.endswith(".html") and now not in (self.built, self.sketched.get(path))

    def warm(self) -> None:
        """Renders a page for nothing, so that the first save finds everything loaded."""
        worker.start()
        with suppress(Exception):
            _sketched(self.root, self.cache, {"index.html"}, self.assets)

    def take(self, result: BuildResult) -> News:
        """Shows the whole site that was built, or the last that held beside what is wrong now."""
        with self.one_at_a_time:
            shown, now = dict(self.files) | self.sketches, stamps(self.root)
            later = {path for path, of in self.sketched.items() if of == now != result.of}
            self.sketches = {path: page for path, page in self.sketches.items() if path in later}
            self.sketched = dict.fromkeys(later, now)
            if result.files:
                self.files, self.assets = result.files, result.assets
            self.built = result.of
            return self._told(_different(shown, dict(self.files) | self.sketches), result.problems, whole=True)

    def _told(self, changed: Iterable[str], problems: tuple[Problem, ...], whole: bool) -> News:
        paths = tuple(sorted(changed))
        self.news = News(self.news.epoch + 1, paths, problems, whole)
        return self.news


def _sketched(root: Path, cache: Path, paths: set[str], assets: Mapping[str, str]) -> dict[str, bytes]:
    from galley.pages.site import render_pages
    from galley.proof.doubts import Doubts
    from galley.store import Store
    from galley.story.load import load_story

    store = Store(cache)
    story = load_story(root, store)
    return render_pages(story, store, paths, assets, Doubts(story).holds)


def _different(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> set[str]:
    return {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}


def build(root: Path, cache: Path) -> BuildResult:
    """The whole site of the story as it lies on the disk, read while it held still."""
    from galley.build import build_site
    from galley.story.schema import write_names

    for _ in range(20):
        before = stamps(root)
        try:
            proof = build_site(root, cache)
            write_names(proof.story, cache)
            result = BuildResult(dict(proof.files), dict(proof.assets), (), before)
        except StoryError as error:
            result = BuildResult({}, {}, error.problems, before)
        if stamps(root) == before:
            break
    return result


def stamps(root: Path) -> Stamps:
    """The state of every watched file; equal states mean that nothing was saved in between."""
    found: dict[str, tuple[int, int, int]] = {}
    for path in (path for folder in FOLDERS for path in files_in(root / folder)):
        with suppress(OSError):  # gone meanwhile
            stat = Path(path).stat()
            found[path] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return found


def with_excerpt(problem: Problem, root: Path) -> str:
    """A problem with the line of the file that it stands in, and a caret under the place."""
    head, *rest = str(problem).splitlines()
    return "\n".join([head, *filter(None, [excerpt(problem.place, root)]), *rest])


def excerpt(place: Place, root: Path) -> str:
    """The line of the file with its number, and a caret under the place; empty where there is no such line."""
    line = _line(root / place.path, place.line).replace("\t", "⇥") if place.line else ""
    if not line:
        return ""
    gutter = f"{place.line:>5} │ "
    before = line[: max(place.column - 1, 0)]
    caret = "".join("\u3000" if ord(character) > 0x2E7F else " " for character in before)
    return f"{gutter}{line}\n{' ' * (len(gutter) - 2)}│ {caret}^"


def _line(path: Path, number: int) -> str:
    try:
        lines = plain_bytes(path).decode("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    return lines[number - 1] if number <= len(lines) else ""
