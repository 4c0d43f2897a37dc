"""What several test modules share: the stories they build and the browser they look with."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from galley.build import Build, build_site
from galley.story.load import Story, load_story
from tools import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent


FIRST = ("test_broken.py", "test_accessibility.py", "test_headlines.py", "test_address.py", "test_setup.py")
"""With two processes, the second of these builds the real story for all, and the first, third and last need none."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts first what nobody waits for while the real story is built."""
    items.sort(key=lambda item: FIRST.index(item.path.name) if item.path.name in FIRST else len(FIRST))


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository, whose own folder is a story."""
    return ROOT


@pytest.fixture(scope="session")
def loaded() -> Callable[[str], Story]:
    """Loads a story (the repository's own, or one of tests/stories by name), once for each process of the tests.

    What is remembered of it is each caller's own, since some tests have the engine say what is not so.
    """

    @cache
    def load(name: str) -> Story:
        return load_story(ROOT / "tests/stories" / name if name else ROOT)

    return lambda name: replace(load(name), memo={})


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Build]:
    """Builds a story (named as for `loaded`): the processes of the tests share what one of them has drawn and kept."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    @cache
    def build(name: str) -> Build:
        story = ROOT / "tests/stories" / name if name else ROOT
        with (shared / f"{name or 'own'}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return build_site(story, shared / f"cache of {name}" if name else ROOT / ".cache")

    return build


@pytest.fixture
def story_copy(tmp_path: Path) -> Callable[..., Path]:
    """Copies a story (the repository's own, or one of tests/stories by name) to a place where a test may spoil it."""

    def copy(name: str | None = None) -> Path:
        origin = ROOT / "tests/stories" / name if name else ROOT
        copied = tmp_path / (name or "story")
        for part in ("content", "data", "templates", "assets"):
            if (origin / part).is_dir():
                shutil.copytree(origin / part, copied / part)
        return copied

    return copy


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that `make test` found or brought; a test that needs one fails without it and is not skipped."""
    with chromium.opened() as running:
        yield running
