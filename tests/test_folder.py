"""What lies in the folders of a story is looked at before it is read, and nothing is waited for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from galley.folder import LARGEST, files_in, plain_bytes, survey


def rules(story: Path) -> list[tuple[str, str]]:
    return [(problem.rule, problem.place.path) for problem in survey(story)]


@pytest.mark.parametrize("path", ["data/facts/a.yaml", "assets/style.css", "templates/feature.html", "content/.hidden"])
def test_a_pipe_is_refused_by_name_wherever_it_lies(path: str, tmp_path: Path) -> None:
    (tmp_path / path).parent.mkdir(parents=True)
    os.mkfifo(tmp_path / path)

    assert rules(tmp_path) == [("no-file", path)]
    with pytest.raises(OSError, match="no file"):
        plain_bytes(tmp_path / path)


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        ("/etc/passwd", "link-outside"),
        ("/dev/zero", "link-outside"),
        ("/nowhere/at/all", "link-outside"),
        ("../../.git/config", "link-outside"),
        ("..", "link-outside"),
        ("a.css", "link-loop"),
        ("../content", "link-to-folder"),
        ("../content/pipe", "no-file"),
    ],
)
def test_a_link_may_lead_to_a_file_of_the_story_and_nowhere_else(target: str, rule: str, tmp_path: Path) -> None:
    story = tmp_path / "story"
    for folder in ("assets", "content", ".git"):
        (story / folder).mkdir(parents=True)
    (story / ".git/config").write_text("token")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text("token")
    os.mkfifo(story / "content/pipe")
    (story / "assets/a.css").symlink_to(target)

    assert (rule, "assets/a.css") in rules(story)


def test_a_link_to_a_file_of_the_story_and_one_to_a_file_to_come_are_fine(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("words")
    (tmp_path / "content/b.md").symlink_to("a.md")
    (tmp_path / "content/.#a.md").symlink_to("editor@machine.4711")  # as Emacs locks what it edits

    assert rules(tmp_path) == []
    assert plain_bytes(tmp_path / "content/b.md") == b"words"


@pytest.mark.parametrize("name", [b"a\n::error::b", b"a\xff", "a\u2028".encode()])
def test_a_name_that_would_break_a_message_is_refused_and_shown_in_one_line(name: bytes, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path / "data") + b"/" + name)).write_text("")
    [problem] = survey(tmp_path)

    assert problem.rule == "odd-name"
    assert len(str(problem).encode().decode().splitlines()) == 2


def test_no_more_is_read_than_a_story_may_hold(tmp_path: Path) -> None:
    with (tmp_path / "endless").open("wb") as file:
        file.truncate(10**12)
    assert len(plain_bytes(tmp_path / "endless")) == LARGEST + 1
    with pytest.raises(OSError, match="no file"):
        plain_bytes("/dev/zero")


def test_links_that_lead_round_are_listed_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("b", "c", "d"):
        (tmp_path / "a" / name).symlink_to("..")
    assert [*files_in(tmp_path)] == []
