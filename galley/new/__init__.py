"""Begins a story: a small one that builds at once, in the languages asked for, without what the engine brings."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from galley import __version__
from galley.errors import UsageError
from galley.guess import closest
from galley.numbers.vocabulary import converter
from galley.story.pins import pin

HERE = Path(__file__).parent
ENGINE = HERE.parent.parent
SKELETON = HERE / "skeleton"
SECTION = "content/section.md"
FOR_GIT = frozenset({".gitignore", "Makefile", "engine.mk", ".github/workflows/check.yml"})
"""What a story needs that is a repository of its own."""


@dataclass(frozen=True, slots=True)
class NewEdition:
    """An edition of the new story: its setting in story.yaml, and what it says; nothing where it is made by script."""

    id: str
    setting: dict[str, Any]
    says: dict[str, Any]


def begin(folder: Path, languages: Sequence[str], today: date, in_git: bool) -> list[str]:
    """Writes a story into `folder` and returns the paths of its files, those for git only where it is one of its own.

    Raises UsageError where the folder holds anything, or a language is not spoken.
    """
    if os.path.lexists(folder) and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is there already and not empty; name a folder that is not.")
    every = tuple(_editions(languages))
    given = {
        "id": _id(folder.resolve().name),
        "every": every,
        "editions": tuple(edition for edition in every if edition.says),
        "today": today.isoformat(),
        "version": __version__,
        "engine": _asked("remote", "get-url", "origin") or str(ENGINE),
        "revision": _asked("rev-parse", "HEAD") or "HEAD",
    }
    files = dict(_files(given, in_git))
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    pin(folder, [], today)
    if in_git and shutil.which("git") and not _git(folder, "rev-parse", "--show-toplevel"):  # no repository in another
        subprocess.run(["git", "init", "--quiet", "--initial-branch=main", "--", folder], check=False)
    return sorted(files)


def spoken() -> tuple[str, ...]:
    """The languages that a story can be begun in."""
    return tuple(_languages())


def _languages() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "languages.yaml").read_text(encoding="utf-8"))
    return found


def _editions(languages: Sequence[str]) -> Iterator[NewEdition]:
    known = _languages()
    for language in dict.fromkeys(languages):
        if language not in known:
            hint = closest(language, known, f"Choose from {', '.join(known)}; others are added to it later.")
            raise UsageError(f"a story cannot be begun in “{language}”. {hint}")
        says = known[language]
        setting = {**says["edition"], "path": "" if language == languages[0] else f"{language.lower()}/"}
        if "script" not in says:
            yield NewEdition(language, setting, says)
        elif says["script"][0] in languages:
            yield NewEdition(language, {**setting, "script": says["script"]}, {})
        else:
            yield NewEdition(language, setting, _converted(known, *says["script"]))


def _converted(known: dict[str, dict[str, Any]], origin: str, configuration: str) -> dict[str, Any]:
    """What a story says in one language, written in another script."""
    words = yaml.safe_dump(known[origin], allow_unicode=True, sort_keys=False)
    said: dict[str, Any] = yaml.safe_load(converter(configuration)(words))
    return said


def _files(given: dict[str, Any], in_git: bool) -> Iterator[tuple[str, str]]:
    jinja = Environment(
        loader=FileSystemLoader(SKELETON),
        undefined=StrictUndefined,
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    jinja.filters["yaml"] = lambda value: json.dumps(value, ensure_ascii=False)
    for file in sorted(path for path in SKELETON.rglob("*") if path.is_file()):
        path = file.relative_to(SKELETON).as_posix()
        if path == SECTION:
            for edition in given["editions"]:
                text = jinja.get_template(path).render({**given, "says": edition.says})
                yield f"content/{edition.id}/loans.md", text
        elif in_git or path not in FOR_GIT:
            yield path, jinja.get_template(path).render(given).rstrip("\n") + "\n"


def _id(name: str) -> str:
    """A folder's name as the id of a story."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower())[:60].strip("-") or "story"


def _asked(*words: str) -> str:
    """What git says of the engine's own checkout; empty where it is none."""
    return _git(ENGINE, *words) if (ENGINE / ".git").exists() else ""


def _git(folder: Path, *words: str) -> str:
    """What git says there; empty where it says no, or is not to be had."""
    try:
        told = subprocess.run(["git", "-C", folder, *words], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return told.stdout.strip() if told.returncode == 0 else ""
