"""A build that has nothing to do says so at once, and is never wrong about it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from build import main
from galley.publish import Publication, publish
from galley.stamp import made_of, recall, remember

ROOT = Path(__file__).resolve().parent.parent
HEAVY = (
    "pydantic",
    "yaml",
    "jinja2",
    "altair",
    "pandas",
    "lxml",
    "fontTools",
    "babel",
    "opencc",
    "uharfbuzz",
    "vl_convert",
)
IDLE = "nothing has changed"


@pytest.fixture
def story(story_copy: Callable[..., Path]) -> Path:
    """A small story that has been built."""
    copied = story_copy("tiny")
    assert IDLE not in build(copied)
    return copied


def build(story: Path, *options: str) -> str:
    """What a build says."""
    arguments = [sys.executable, "build.py", *options, "--story", str(story)]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stderr


def contents(story: Path) -> dict[str, bytes]:
    site = story / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def page(story: Path) -> Path:
    return story / "site/index.html"


def same_but_in_content(story: Path) -> None:
    """As long as before, and dated as before."""
    state = page(story).stat()
    page(story).write_bytes(page(story).read_bytes().replace(b"<h1>", b"<h2>", 1))
    os.utime(page(story), ns=(state.st_atime_ns, state.st_mtime_ns))


SPOILED: dict[str, Callable[[Path], object]] = {
    "edited": lambda story: page(story).write_text("spoiled"),
    "edited, with its size and time": same_but_in_content,
    "touched": lambda story: os.utime(page(story)),
    "deleted": lambda story: page(story).unlink(),
    "a stranger": lambda story: (story / "site/stranger.txt").write_text("?"),
    "moved away": lambda story: (story / "site").rename(story / "elsewhere"),
    "stamp deleted": lambda story: (story / ".cache/build.stamp").unlink(),
    "stamp empty": lambda story: (story / ".cache/build.stamp").write_text(""),
    "stamp cut": lambda story: (story / ".cache/build.stamp").write_bytes(
        (story / ".cache/build.stamp").read_bytes()[:-9]
    ),
    "stamp of something else": lambda story: (story / ".cache/build.stamp").write_text("[1]"),
    "stamp without end": lambda story: (story / ".cache/build.stamp").write_text("[" * 100_000),
    "stamp of wrong kinds": lambda story: (story / ".cache/build.stamp").write_text('{"made": 1, "files": {"a": 1}}'),
    "stamp of another version": lambda story: (story / ".cache/build.stamp").write_text('{"version": 0}'),
    "cache deleted": lambda story: shutil.rmtree(story / ".cache"),
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED.keys())
def test_a_site_or_stamp_that_was_spoiled_is_made_again(spoil: Callable[[Path], object], story: Path) -> None:
    before = contents(story)
    spoil(story)
    assert IDLE not in build(story)
    assert contents(story) == before


CHANGED: dict[str, tuple[str, str, str]] = {
    "a sentence": ("content/en/light.md", "---\ntitle: ", "---\ntitle: X"),
    "a template": ("templates/feature.html", "<h1>", '<h1 class="x">'),
}


@pytest.mark.parametrize(("path", "old", "new"), CHANGED.values(), ids=CHANGED.keys())
def test_what_was_edited_is_published(path: str, old: str, new: str, story: Path) -> None:
    before = contents(story)
    edit(story / path, old, new)
    assert IDLE not in build(story)
    assert contents(story) != before


def test_an_edit_taken_back_while_a_build_runs_is_told_from_none(tmp_path: Path) -> None:
    words = tmp_path / "content/words.md"
    words.parent.mkdir()
    words.write_text("one")
    made = made_of(tmp_path)
    words.write_text("two")
    words.write_text("one")
    assert made_of(tmp_path) != made


def test_a_file_that_cannot_be_read_is_no_reason_to_rest(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/gone.md").symlink_to(tmp_path / "nowhere")
    assert made_of(tmp_path) is None
    assert recall(tmp_path, "build", None) is None


def test_another_choice_is_another_build(story: Path) -> None:
    assert IDLE not in build(story, "--compress")
    assert any(path.endswith(".br") for path in contents(story))
    assert IDLE not in build(story)
    assert not any(path.endswith(".br") for path in contents(story))


def test_a_stamp_is_good_for_one_site(story: Path, tmp_path: Path) -> None:
    assert IDLE not in build(story, "--site", str(tmp_path / "other"))
    assert (tmp_path / "other/index.html").read_bytes() == page(story).read_bytes()


def test_a_site_that_another_build_took_meanwhile_is_made_again(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def overtaken(files: Mapping[str, bytes], site: Path) -> Publication:
        changes = publish(files, site)
        publish({**files, "index.html": b"of another build"}, site)
        return changes

    monkeypatch.setattr("galley.publish.publish", overtaken)
    edit(story / "content/en/light.md", "---\ntitle: ", "---\ntitle: X")
    assert main(["build", "--story", str(story)]) == 0
    assert page(story).read_bytes() == b"of another build"
    assert IDLE not in build(story)


def test_warnings_are_told_each_time(story: Path) -> None:
    edit(story / "templates/feature.html", "{{ site.lead|say }}", "")
    for section in (story / "content").glob("*/light.md"):
        section.write_text("---\ntitle: T\n---\nNo.\n", encoding="utf-8")
    assert "fact-unprinted" in build(story)
    assert "fact-unprinted" in build(story)


def test_a_place_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    made = made_of(tmp_path)
    (tmp_path / "cache").write_text("in the way")
    assert made
    remember(tmp_path / "cache", "build", made, "said")
    assert recall(tmp_path / "cache", "build", made) is None


@pytest.mark.parametrize("command", ["build", "check"])
def test_what_is_done_is_not_done_again_and_imports_nothing(command: str, story: Path) -> None:
    build(story, command)
    program = (
        f"import sys, build; build.main([{command!r}, '--story', {str(story)!r}]); "
        f"print(*(name for name in {HEAVY!r} if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert IDLE in done.stderr
    assert done.stdout.split() == []


def test_a_check_against_a_revision_is_always_made(story: Path) -> None:
    build(story, "check")
    assert IDLE in build(story, "check")
    git = ["git", "-C", str(story), "-c", "user.name=n", "-c", "user.email=e"]
    for arguments in (["init", "-q"], ["add", "content", "data"], ["commit", "-q", "-m", "first"]):
        subprocess.run([*git, *arguments], check=True)
    assert IDLE not in build(story, "check", "--base", "HEAD")
