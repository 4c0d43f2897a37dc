"""The story as it is now beside the story of a revision, both proven by this program, and all that differs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from galley.build import Build, build_site
from galley.errors import Problem, StoryError, UsageError
from galley.report.changes import Changes, compare
from galley.report.pictures import ChartPicture, pictures
from galley.report.revision import commit_of, laid_out
from galley.store import Store


@dataclass(frozen=True)
class Diff:
    """The changes since a revision; none are known, and `problems` say why, where its own story does not build."""

    revision: str
    commit: str
    changes: Changes | None
    problems: tuple[Problem, ...] = ()
    pictures: tuple[ChartPicture, ...] = ()


def since(
    root: Path, cache: Path | None, revision: str, folder: Path | None = None, address: str | None = None
) -> Diff:
    """The changes of the story in `root` since `revision`."""
    commit = commit_of(root, revision)
    with laid_out(root, commit) as there:
        if there is None:
            raise UsageError(f"there is no story here at {revision} ({commit[:10]}).")
        after = build_site(root, cache)
        try:
            before = build_site(there, cache, keeps=False)
        except StoryError as error:
            return Diff(revision, commit, None, tuple(p for p in error.problems if p.level == "error"))
        store = Store(cache)
        changes = compare(before, after, store)
        return Diff(revision, commit, changes, (), tuple(_pictures(before, after, changes, store, folder, address)))


def _pictures(
    before: Build, after: Build, changes: Changes, store: Store, folder: Path | None, address: str | None
) -> Iterator[ChartPicture]:
    if folder:
        yield from pictures(before, after, changes.charts, store, folder, address or str(folder))


def counts(changes: Changes) -> str:
    """How much of each changed, in one line."""
    lists = {
        "figure": {one.fact for one in changes.figures},
        "quote": changes.quotes,
        "chart": {one.chart for one in changes.charts},
        "section in other words": changes.words,
        "fact added": changes.facts_added,
        "fact gone": changes.facts_removed,
        "source text": changes.texts,
        "stale translation": changes.stale,
        "page added": changes.pages_added,
        "page removed": changes.pages_removed,
        "new warning": changes.warnings,
        "settled warning": changes.settled,
    }
    said = [f"{len(items)} {_plural(name, len(items))}" for name, items in lists.items() if items]
    return ", ".join(said) or "nothing"


def _plural(name: str, number: int) -> str:
    """The noun of a name made plural: facts gone, new warnings."""
    nouns = ("figure", "quote", "chart", "section", "fact", "text", "translation", "page", "warning")
    return name if number == 1 else re.sub(rf"\b({'|'.join(nouns)})\b", r"\1s", name, count=1)


def quote(of: tuple[str, str]) -> str:
    """A quotation with its source."""
    source, words = of
    return f"「{words}」 ({source})" if words else f"({source or 'no source'})"
