"""What the build says of a wrong story: it is laid out with links to the files of its original, and checked."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from functools import cache as once
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from galley.build import build_site
from galley.errors import Problem, StoryError
from galley.pages import renderer
from galley.pages.addresses import made
from galley.report.owed import missing_corrections
from tests.mutations.kinds import KINDS, Expected, Files, Kind, Mutation
from tests.mutations.originals import FOLDERS, ORIGINALS, Original


@dataclass(frozen=True)
class Verdict:
    """What came of a mutation: `told` is what is said, first what refuses it."""

    kind: str
    story: str
    says: str
    refused: bool
    rules: tuple[str, ...]
    told: tuple[str, ...]

    def holds(self, expected: Expected) -> bool:
        """Whether it was met with what its kind must be met with."""
        if self.rules == ("traceback",):
            return False
        if expected == "told":
            return bool(self.rules)
        if expected == "held":
            return not {*self.rules} - {"translation-stale", "translation-undeclared"}  # a sentence more to translate
        return self.refused


def mutations(kind: Kind, stories: Iterable[str] = ORIGINALS, most: int = 1000) -> Iterator[Mutation]:
    """The mutations of a kind, at most so many of a story."""
    for name in stories:
        yield from islice(kind.make(ORIGINALS[name]), most)


def judged(kind: Kind, mutation: Mutation, cache: Path) -> Verdict:
    """The verdict on one mutation."""
    original = ORIGINALS[mutation.story]
    prepare(mutation.story, cache)
    with laid(original, mutation.files) as root, mutation.plant() if mutation.plant else nullcontext():
        try:
            problems = since(original, root, cache) if kind.expected == "told" else problems_of(root, cache)
        except Exception as error:  # nothing that a person can write may end in a traceback
            return Verdict(kind.name, mutation.story, mutation.says, False, ("traceback",), (repr(error),))
    worst = sorted(problems, key=lambda one: one.level)  # error before warning
    refused = any(one.level == "error" for one in problems)
    rules = tuple(dict.fromkeys(one.rule for one in worst))
    return Verdict(kind.name, mutation.story, mutation.says, refused, rules, tuple(map(str, worst)))


def problems_of(root: Path, cache: Path) -> tuple[Problem, ...]:
    """What a build says of a story. What is refused without the pages of single things is refused with them too,
    so the whole site is built only of what passes: of the real story it is three times as long a build.
    """
    with _without_pages_of_single_things():
        problems = _said(root, cache / "part")
    return problems if any(one.level == "error" for one in problems) else _said(root, cache / "whole")


def _said(root: Path, cache: Path, *, keeps: bool = False) -> tuple[Problem, ...]:
    try:
        return build_site(root, cache, keeps=keeps).warnings
    except StoryError as error:
        return error.problems


@once
def prepare(name: str, cache: Path) -> None:
    """Keeps what the original is built of, for the wrong stories made from it. Raises ValueError if it has an error."""
    problems = [*_said(ORIGINALS[name].root, cache / "whole", keeps=True)]
    shutil.copytree(cache / "whole", cache / "part", dirs_exist_ok=True)  # its drawings
    with _without_pages_of_single_things():
        problems += _said(ORIGINALS[name].root, cache / "part", keeps=True)
    for one in problems:
        if one.level == "error":
            raise ValueError(f"{name} does not hold: {one}")


_SINGLE = frozenset({"chart", "embed", "fact"})
"""Kinds of page of which there is one for each fact or chart: three in four pages of the real story."""


@contextmanager
def _without_pages_of_single_things() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(renderer, "made", lambda story: made(story) - _SINGLE)
        yield


def since(original: Original, root: Path, cache: Path) -> tuple[Problem, ...]:
    """What `check --base` says of a story beside its original."""
    try:
        proof = build_site(root, cache / "whole", keeps=False)
    except StoryError as error:
        return error.problems
    return tuple(missing_corrections(proof.story, original.root, "main", date(2026, 12, 31)))


@contextmanager
def laid(original: Original, files: Files) -> Iterator[Path]:
    """The original with other files, in a folder that is gone afterwards."""
    with TemporaryDirectory(prefix="galley-wrong-") as folder:
        root = Path(folder)
        for part in FOLDERS:
            for source in (original.root / part).rglob("*"):
                path = source.relative_to(original.root)
                if source.is_file() and path.as_posix() not in files:
                    (root / path).parent.mkdir(parents=True, exist_ok=True)
                    _link(source, root / path)
        for name, content in files.items():
            if content is not None:
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        yield root


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk
        target.write_bytes(source.read_bytes())


def verdicts(name: str, stories: Iterable[str], most: int, cache: Path) -> list[Verdict]:
    """The verdict on every mutation of a kind, at most so many of a story."""
    return [judged(KINDS[name], mutation, cache) for mutation in mutations(KINDS[name], stories, most)]
