"""What chance has found once stays mended, and chance goes on for a few inputs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.fuzz.__main__ import FOUND, STORIES, tried
from tests.fuzz.judge import is_unescaped, judged
from tests.fuzz.mutate import files_of, spoiled
from tests.fuzz.naughty import CANARY


@pytest.mark.parametrize("place", sorted(path for path in FOUND.iterdir() if path.is_dir()), ids=lambda path: path.name)
def test_what_was_found_once_is_built_or_refused_with_a_place(place: Path, tmp_path: Path) -> None:
    story = tmp_path / "story"
    shutil.copytree(STORIES / place.name.partition("-")[0], story)
    shutil.copytree(place, story, dirs_exist_ok=True)
    verdict = judged(story, tmp_path / "cache")
    assert not verdict.found, verdict.words


def test_a_few_inputs_are_built_or_refused_with_a_place() -> None:
    found = [(number, verdict.kind, verdict.words) for number, verdict, _ in tried(0, 1, 40, 0) if verdict.found]
    assert found == []


def test_an_input_is_the_same_each_time_and_another_than_the_next() -> None:
    files = files_of(STORIES / "harbour")
    assert spoiled(files, 7) == spoiled(files, 7)
    assert len({repr(spoiled(files, number)) for number in range(50)}) == 50


def test_a_build_that_falls_over_and_a_text_that_is_not_escaped_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.fuzz.judge.pull", lambda story, cache: 1 / 0)
    assert judged(tmp_path, None).kind == "traceback"
    assert is_unescaped("index.html", f"<p><{CANARY}>".encode())
    assert is_unescaped("a.svg", f"<svg {CANARY}='1'/>".encode())
    assert not is_unescaped("index.html", f"<p>&lt;{CANARY}&gt;</p>".encode())
