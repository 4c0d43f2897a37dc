"""From a story's folder to a proven site in memory: what build, check, serve, explain and diff have in common."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from galley.errors import Place, Problem, StoryError
from galley.store import Store
from galley.story.load import Story, load_story
from galley.verify import record

Progress = Callable[[str], None]
"""Told the name of each step as it begins."""


@dataclass(frozen=True)
class Build:
    """A story that holds: the marked text of every text file, its assets, and what is still worth a look.

    `paths`: of each file of its site; `distrusted`: kept pages whose marks did not read as the facts do, and were made
    anew.
    """

    story: Story
    pages: Mapping[str, str]
    assets: Mapping[str, str]
    paths: Set[str]
    warnings: tuple[Problem, ...]
    distrusted: tuple[str, ...]
    finish: Callable[[], Mapping[str, bytes]]

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """Its site by path, made when first asked for: whoever only wants to know what holds waits for no picture."""
        return self.finish()


def build_site(
    root: Path,
    cache: Path | None,
    progress: Progress = lambda step: None,
    addresses: Mapping[str, str] = MappingProxyType({}),
    *,
    keeps: bool = True,
) -> Build:
    """Builds the site of the story at `root`, and proves it; drawn charts, fonts, cards and pages are kept in `cache`.

    `addresses`: `url`, where the site will stand, and `report`, where readers report errors, if not as the story says.
    `keeps`: whether its pages take the place of those that are kept; those of another story may be used, and stay.

    Raises StoryError with every problem, before anything is written.
    """
    try:
        return _built(root, cache, progress, addresses, keeps)
    except OSError as error:  # a file that went away meanwhile, or that may not be read
        if error.filename is None:
            raise
        raise StoryError([_unreadable(root, error)]) from error


def _built(root: Path, cache: Path | None, progress: Progress, addresses: Mapping[str, str], keeps: bool) -> Build:
    from galley.editions.checks import OF_EDITIONS
    from galley.pages.literals import typed_counts

    progress("read")
    store = Store(cache)
    story = load_story(root, store)
    if addresses:
        story = replace(story, site=story.site.model_copy(update=dict(addresses)))
    of_editions = (problem for check in OF_EDITIONS for problem in check(story))
    problems = [*story.warnings, *of_editions, *typed_counts(root)]
    _refuse(problems)
    progress("render")
    from galley.pages import render_site
    from galley.proof.doubts import Doubts
    from galley.proof.lengths import untrue_lengths
    from galley.proof.proof_json import proof_json
    from galley.proof.prove import prove, prove_assets

    doubts = Doubts(story)
    site = render_site(story, store, doubts.holds)
    progress("prove")
    standing = site.paths | {f"assets/{name}" for name in site.assets} | {record.PATH}
    # What these two find to hold is kept by `prove`, with all that it finds.
    looks = [
        *prove_assets(story, site.plain),
        *untrue_lengths(story, site.pages, site.plain[site.assets["style.css"]].decode()),
    ]
    problems += [*site.warnings, *prove(story, site.texts, standing, site.pages, store, doubts), *looks]
    if keeps:  # a page is kept as it was made, with what was found on it: one that is refused now is refused again
        site.keep()
    _refuse(problems)

    def finish() -> Mapping[str, bytes]:
        progress("finish")
        files = site.files()
        if keeps:
            site.keep()
        return {**files, record.PATH: proof_json(story, site.texts, files)}

    paths = site.paths | {record.PATH}
    return Build(story, site.texts, site.assets, paths, tuple(problems), site.distrusted, finish)


def _unreadable(root: Path, error: OSError) -> Problem:
    path = Path(os.path.relpath(str(error.filename), root)).as_posix()
    message = f"{path} cannot be read: {error.strerror}."
    return Problem("unreadable-file", Place(path), message, "Put it back, so that whoever builds the site may read it.")


def _refuse(problems: Iterable[Problem]) -> None:
    if any(problem.level == "error" for problem in problems):
        raise StoryError(problems)
