"""Pictures of changed charts reach a branch of their own, by whatever runs the checks, and nothing else does."""

from __future__ import annotations

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.repository import committed, git
from tools.pictures import SIGNATURE, main

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def remote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bare repository with a branch in use; the tests run in a clone of it."""
    (tmp_path / "work").mkdir()
    (tmp_path / "work/story.md").write_text("Words.\n")
    git(committed(tmp_path / "work"), "clone", "-q", "--bare", ".", str(tmp_path / "remote.git"))
    git(tmp_path / "work", "remote", "add", "origin", "../remote.git")
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "remote.git"


def drawn(folder: Path, *names: str, content: str = "") -> Path:
    folder.mkdir()
    for name in names:
        (folder / name).write_bytes(SIGNATURE + f"{name}{content}".encode())
    return folder


def held(remote: Path, branch: str = "diffs") -> list[str]:
    return git(remote, "ls-tree", "-r", "--name-only", branch).split()


def test_the_first_pictures_found_a_branch_that_holds_nothing_else(
    remote: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(drawn(tmp_path / "a", "en-a-after.png", "en-a-before.png")), "7/abc"]) == 0
    assert held(remote) == ["7/abc/en-a-after.png", "7/abc/en-a-before.png"]
    assert git(remote, "log", "--format=%s", "diffs").splitlines() == ["Pictures for 7/abc"]
    shown = subprocess.run(["git", "-C", remote, "show", "diffs:7/abc/en-a-after.png"], capture_output=True).stdout
    assert shown == (tmp_path / "a/en-a-after.png").read_bytes()
    assert capsys.readouterr().out == "2 pictures in 7/abc of diffs.\n"


def test_further_pictures_are_added_and_the_same_ones_once(remote: Path, tmp_path: Path) -> None:
    first, second = drawn(tmp_path / "a", "a.png"), drawn(tmp_path / "b", "b.png")
    assert [main([str(first), "7/abc"]), main([str(second), "8/abc"]), main([str(first), "7/abc"])] == [0, 0, 0]
    assert held(remote) == ["7/abc/a.png", "8/abc/b.png"]
    assert git(remote, "log", "--format=%s", "diffs").splitlines() == ["Pictures for 8/abc", "Pictures for 7/abc"]


def test_no_other_branch_and_no_file_here_is_touched(remote: Path, tmp_path: Path) -> None:
    git(remote, "branch", "another")
    (tmp_path / "work/story.md").write_text("Words under way.\n")
    before = git(remote, "for-each-ref"), git(tmp_path / "work", "for-each-ref"), git(tmp_path / "work", "status", "-s")
    assert main([str(drawn(tmp_path / "a", "a.png")), "7/abc"]) == 0
    others = [line for line in git(remote, "for-each-ref").splitlines(True) if "refs/heads/diffs" not in line]
    here = git(tmp_path / "work", "for-each-ref"), git(tmp_path / "work", "status", "-s")
    assert ("".join(others), *here) == before
    assert not (tmp_path / "work/.git/FETCH_HEAD").exists()


def test_changes_that_push_at_once_all_get_their_pictures_in(remote: Path, tmp_path: Path) -> None:
    folders = [drawn(tmp_path / f"f{n}", "a.png", content=str(n)) for n in range(4)]
    with ThreadPoolExecutor() as pool:
        ended = list(pool.map(lambda n: main([str(folders[n]), f"{n}/abc"]), range(4)))
    assert ended == [0, 0, 0, 0]
    assert held(remote) == [f"{n}/abc/a.png" for n in range(4)]
    assert git(remote, "rev-list", "--count", "--no-merges", "diffs").strip() == "4"


@pytest.mark.parametrize("first", [True, False], ids=["the first push", "a later push"])
def test_a_push_that_another_came_before_is_tried_again(first: bool, remote: Path, tmp_path: Path) -> None:
    if not first:
        assert main([str(drawn(tmp_path / "z", "z.png")), "6/abc"]) == 0
    tip = [] if first else ["-p", git(remote, "rev-parse", "diffs").strip()]
    other = git(remote, "commit-tree", "main^{tree}", *tip, "-m", "Another's").strip()
    hook = remote / "hooks/pre-receive"
    hook.write_text(f'#!/bin/sh\nunset GIT_QUARANTINE_PATH\nrm "$0"\ngit update-ref refs/heads/diffs {other}\n')
    hook.chmod(0o755)
    assert main([str(drawn(tmp_path / "a", "a.png")), "7/abc"]) == 0
    assert held(remote) == ["7/abc/a.png", "story.md"]
    assert git(remote, "log", "--format=%s", "-2", "diffs").splitlines() == ["Pictures for 7/abc", "Another's"]


def test_where_no_chart_has_changed_nothing_is_pushed(
    remote: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "none"), "7/abc"]) == 0
    assert capsys.readouterr().out == "No pictures to push.\n"
    assert git(remote, "branch", "--list", "diffs") == ""


@pytest.mark.parametrize("name", ["script.yml", ".png", "A B.png", "folder.png", "link.png", "text.png"])
def test_what_is_no_picture_is_refused_and_nothing_pushed(
    name: str, remote: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = drawn(tmp_path / "a", "a.png")
    if name == "folder.png":
        (folder / name).mkdir()
    elif name == "link.png":
        (folder / name).symlink_to("a.png")
    else:
        (folder / name).write_bytes(b"on: push" if name == "text.png" else SIGNATURE)
    assert main([str(folder), "7/abc"]) == 1
    assert f"{name!r} in {folder} is no picture" in capsys.readouterr().err
    assert git(remote, "branch", "--list", "diffs") == ""


@pytest.mark.parametrize("place", ["../etc", "/7", "7//8", "7/", ".github/workflows", "7/a b", ""])
def test_a_place_that_leads_elsewhere_is_wrong_usage(place: str, remote: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main([str(drawn(tmp_path / "a", "a.png")), place])
    assert git(remote, "branch", "--list", "diffs") == ""


def test_a_remote_that_takes_nothing_is_told(remote: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = drawn(tmp_path / "a", "a.png")
    assert main([str(folder), "7/abc", "--remote", str(tmp_path / "nowhere")]) == 1
    assert "nowhere" in capsys.readouterr().err
    (remote / "hooks/pre-receive").write_text("#!/bin/sh\necho closed for good >&2\nexit 1\n")
    (remote / "hooks/pre-receive").chmod(0o755)
    assert main([str(folder), "7/abc"]) == 1
    assert "closed for good" in capsys.readouterr().err


def test_make_pushes_them_with_the_system_s_python_alone(remote: Path, tmp_path: Path) -> None:
    folder = drawn(tmp_path / "a", "a.png")
    make = ["make", "--silent", "pictures", f"PICTURES={folder}", "PICTURES_IN=7/abc", f"REMOTE={remote}"]
    bare = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    ran = subprocess.run(make, cwd=ROOT, env=bare, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert held(remote) == ["7/abc/a.png"]
