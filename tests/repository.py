"""Real git repositories for tests, away from the settings of whoever runs them."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

from galley.story.pins import pin

PINNED = date(2026, 1, 1)
"""When the stored texts of small stories were taken."""

EDITOR = {"GIT_AUTHOR_NAME": "Ed", "GIT_AUTHOR_EMAIL": "ed@example.org"} | {
    "GIT_COMMITTER_NAME": "Ed",
    "GIT_COMMITTER_EMAIL": "ed@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def git(folder: Path, *arguments: str) -> str:
    """Runs a command of git, away from the settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], env={**kept, **EDITOR}, check=True, capture_output=True, text=True
    )
    return done.stdout


def committed(folder: Path) -> Path:
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "As published")
    return folder


def edit(story: Path, path: str, *changes: tuple[str, str]) -> None:
    """Changes words in a file; each must stand there. The text of a source is pinned anew."""
    text = (story / path).read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (story / path).write_text(text, "utf-8")
    if path.startswith("data/sources/"):
        pin(story, [], PINNED)
