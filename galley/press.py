"""From a story's folder to a proven site in memory: what build, check, serve, explain and diff have in common."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from galley.errors import Place, Problem, StoryError
from galley.store import Store
from galley.story.load import Story, load_story

Progress = Callable[[str], None]
"""Told the name of each step as it begins."""


@dataclass(frozen=True)
class Proof:
    """A story that holds: its site by path, the marked text of every text file, and what is still worth a look."""

    story: Story
    files: Mapping[str, bytes]
    pages: Mapping[str, str]
    assets: Mapping[str, str]
    warnings: tuple[Problem, ...]


def pull(root: Path, cache: Path | None, progress: Progress = lambda step: None, url: str | None = None) -> Proof:
    """Pulls a proof of the story at `root`; drawn charts, fonts and cards are kept in `cache`.

    `url`: where the site will stand, if not where the story says.

    Raises StoryError with every problem, before anything is written.
    """
    try:
        return _pulled(root, cache, progress, url)
    except OSError as error:  # a file that went away meanwhile, or that may not be read
        if error.filename is None:
            raise
        raise StoryError([_unreadable(root, error)]) from error


def _pulled(root: Path, cache: Path | None, progress: Progress, url: str | None) -> Proof:
    progress("read")
    store = Store(cache)
    story = load_story(root, store)
    if url:
        story = replace(story, site=story.site.model_copy(update={"url": url}))
    problems = [*story.warnings, *_words(story)]
    _refuse(problems)
    progress("render")
    from galley.pages import render_site

    site = render_site(story, store)
    progress("prove")
    from galley.proof import prove

    problems += [*site.warnings, *prove(story, site.pages, site.files.keys())]
    _refuse(problems)
    return Proof(story, site.files, site.pages, site.assets, tuple(problems))


def _unreadable(root: Path, error: OSError) -> Problem:
    path = Path(os.path.relpath(str(error.filename), root)).as_posix()
    message = f"{path} cannot be read: {error.strerror}."
    return Problem("unreadable-file", Place(path), message, "Put it back, so that whoever builds the site may read it.")


def _words(story: Story) -> Iterator[Problem]:
    """What is wrong with the editions' words: Markdown misread, figures not printed as asked, what has gone stale."""
    from galley.editions.prose import misreadings
    from galley.editions.saying import refusals, unused_exceptions
    from galley.editions.translations import parity, stale

    for find in (misreadings, refusals, parity, stale, unused_exceptions):
        yield from find(story)


def _refuse(problems: Iterable[Problem]) -> None:
    if any(problem.level == "error" for problem in problems):
        raise StoryError(problems)
