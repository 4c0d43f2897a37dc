"""What the working tree changes on the printed page against a revision, as text, JSON or Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from galley.diagnostics import record
from galley.pages.occurrences import Occurrence
from galley.report.changes import Changes, FigureChange
from galley.report.comparison import Diff, counts, quote, since
from galley.report.layout import indented
from galley.report.markdown import markdown
from galley.report.places import rest_of


def diff(
    root: Path,
    cache: Path | None,
    revision: str,
    style: str = "text",
    folder: Path | None = None,
    address: str | None = None,
) -> str:
    """What changed since `revision`. Pictures of changed charts are written to `folder`, if one is given, and
    referred to by `address`, where readers will find that folder.

    Raises UsageError where git knows no such revision, and StoryError where the story as it is now does not build.
    """
    found = since(root, cache, revision, folder, address)
    if style == "json":
        return json.dumps(_account(found), ensure_ascii=False, indent=2)
    return markdown(found) if style == "markdown" else text(found)


def text(found: Diff) -> str:
    """The changes for a terminal."""
    head = f"Since {found.revision} ({found.commit[:10]})"
    if found.changes is None:
        said = f"{head} nothing can be compared: the story there does not build."
        return "\n".join([said, indented(line for problem in found.problems for line in str(problem).splitlines())])
    parts = [f"{head}: {counts(found.changes)}", *(_part(*part) for part in _parts(found.changes))]
    written = [f"  {picture.reference}" for picture in found.pictures]
    return "\n\n".join([part for part in parts if part] + (["\n".join(["pictures", *written])] if written else []))


def _part(title: str, lines: Iterable[str]) -> str:
    told = list(lines)
    return "\n".join([title, indented(told)]) if told else ""


def _parts(changes: Changes) -> Iterator[tuple[str, Iterable[str]]]:
    yield "figures", _figure_lines(changes.figures)
    yield "facts that are new", changes.facts_added
    yield "facts that are gone", changes.facts_removed
    yield "quotes", (f"{one.fact}: {quote(one.before)} → {quote(one.after)}" for one in changes.quotes)
    yield "source texts that changed", changes.texts
    yield "charts", (f"{one.chart}, {one.edition}: {one.what}" for one in changes.charts)
    yield "words, beside figures", (f"{path}#{section}" if section else path for path, section in changes.words)
    yield "translations to look at", map(str, changes.stale)
    yield "pages added", changes.pages_added
    yield "pages removed", changes.pages_removed
    yield "new warnings", map(str, changes.warnings)
    yield "warnings that are settled", (f"{one.place}: {one.message}" for one in changes.settled)


def _figure_lines(figures: Sequence[FigureChange]) -> Iterator[str]:
    for one in figures:
        yield f"{one.fact}, {one.edition}: {one.before or '(not printed)'} → {one.after or '(not printed)'}"
        yield from (f"  {place.spot}" for place in one.places if place.authored)
        if rest := rest_of(one.places):
            yield f"  and {rest}"


def _account(found: Diff) -> dict[str, Any]:
    changes = found.changes
    head = {
        "revision": found.revision,
        "commit": found.commit,
        "comparable": changes is not None,
        "problems": [record(problem) for problem in found.problems],
    }
    if changes is None:
        return head
    return head | {
        "figures": [
            {"fact": one.fact, "edition": one.edition, "before": one.before or None, "after": one.after or None}
            | {"places": [_place(place) for place in one.places]}
            for one in changes.figures
        ],
        "facts": {"added": changes.facts_added, "removed": changes.facts_removed},
        "quotes": [
            {"fact": one.fact, "before": _quotation(one.before), "after": _quotation(one.after)}
            for one in changes.quotes
        ],
        "source_texts": changes.texts,
        "charts": [asdict(one) for one in changes.charts],
        "words": [{"path": path, "section": section} for path, section in changes.words],
        "stale": [record(problem) for problem in changes.stale],
        "pages": {"added": changes.pages_added, "removed": changes.pages_removed},
        "warnings": {"new": [record(problem) for problem in changes.warnings]}
        | {"settled": [record(problem) for problem in changes.settled]},
        "pictures": [asdict(picture) for picture in found.pictures],
    }


def _quotation(of: tuple[str, str]) -> dict[str, str]:
    return {"source": of[0], "quote": of[1]}


def _place(one: Occurrence) -> dict[str, str]:
    return {name: getattr(one, name) for name in ("path", "page", "section", "chart", "kind")}
