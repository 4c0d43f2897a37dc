"""What the workflows ask of tools/: nothing is taken for tested, new or released that is not."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

import galley
from tools import proposal, release, tested

ROOT = Path(__file__).resolve().parent.parent
HEAD, MERGED = "a" * 40, "b" * 40


PASSED = ("success", "success")


def answers(tree: str = "t", merged: str | None = "2026-11-26", said: tuple[str, ...] = PASSED) -> dict[str, Any]:
    runs = [{"name": f"Test on Python 3.1{n}", "conclusion": one} for n, one in enumerate(said)]
    return {
        f"git/commits/{MERGED}": {"tree": {"sha": "t"}},
        f"git/commits/{HEAD}": {"tree": {"sha": tree}},
        f"commits/{MERGED}/pulls": [{"head": {"sha": HEAD}, "merged_at": merged}],
        f"commits/{HEAD}/check-runs": {"check_runs": [*runs, {"name": "Comment", "conclusion": "failure"}]},
    }


@pytest.mark.parametrize(
    ("given", "known"),
    [
        (answers(), True),
        (answers(tree="of another merge since"), False),
        (answers(merged=None), False),
        (answers(said=("success", "failure")), False),
        (answers(said=()), False),
        ({}, False),
    ],
)
def test_a_merge_is_not_tested_again_only_if_just_its_files_have_passed(
    given: dict[str, Any], known: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tested, "asked", lambda path: given[path])
    assert tested.main(MERGED) == 0
    assert capsys.readouterr().out == f"tested={str(known).lower()}\n"


def test_without_the_code_host_s_program_all_is_tested(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert tested.main(MERGED) == 0
    assert capsys.readouterr().out == "tested=false\n"


def test_the_version_is_the_same_everywhere_and_has_its_day() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text()
    assert galley.__version__ == version
    assert release.notes_of(version, changelog)
    assert re.search(r"^## (\S+)", changelog, re.M)[1] == version  # type: ignore[index]
    assert f"version: {version}\n" in (ROOT / "CITATION.cff").read_text()


def repository(place: Path) -> Path:
    for name in ("pyproject.toml", "CHANGELOG.md"):
        (place / name).write_text((ROOT / name).read_text())
    who = "-c user.name=n -c user.email=e@x"
    commit = f"git init -q && git add -A && git {who} commit -qm x"
    script = f"{commit} && git init -q --bare origin.git && git remote add origin origin.git"
    subprocess.run(["bash", "-c", script], cwd=place, check=True)
    return place


def test_a_version_is_tagged_once_with_its_notes(tmp_path: Path) -> None:
    place = repository(tmp_path)
    for _ in range(2):
        assert release.main(["--root", str(place)]) == 0
    told = subprocess.run(["git", "-C", place / "origin.git", "tag", "-n99"], capture_output=True, text=True).stdout
    assert told.count(f"v{galley.__version__}") == 2  # its name and its first line
    assert "**Readers**" in told


def test_a_version_without_a_day_is_not_released(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = repository(tmp_path)
    (place / "CHANGELOG.md").write_text("## 9.9.9\n\nSoon.\n")
    assert release.main(["--root", str(place)]) == 1
    assert "write it first" in capsys.readouterr().err


def test_what_is_no_lock_is_proposed_to_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposal, "propose", lambda told: pytest.fail("It was proposed."))
    for name in proposal.LOCKS:
        (tmp_path / name).write_text((ROOT / name).read_text())
    assert proposal.main(tmp_path) == 0  # nothing is new
    with (tmp_path / "requirements.txt").open("a") as lock:
        lock.write("--index-url https://example.org/simple\n")
    assert proposal.main(tmp_path) == 1
    assert (ROOT / "requirements.txt").read_text() != (tmp_path / "requirements.txt").read_text()
