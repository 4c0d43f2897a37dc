"""Adds a folder of pictures to a branch that holds nothing else, so that a comment on a change can show them.

    python tools/pictures.py FOLDER PLACE [--remote origin] [--branch diffs]

They are pushed to the folder PLACE of that branch; no other branch is touched, and no file here. What lies in FOLDER
may be anybody's work: nothing but PNG files with plain names is taken.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

NAME = re.compile(r"[a-z0-9][a-z0-9.-]*\.png")
PLACE = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*")
SIGNATURE = b"\x89PNG\r\n\x1a\n"
TIMES = 8
"""How often a push is tried at most, each time on top of what others have pushed meanwhile."""
OVERTAKEN = re.compile("fetch first|non-fast-forward|cannot lock ref|failed to update ref|reference already exists")

Run = subprocess.CompletedProcess[bytes]


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when the pictures are there, or there are none; 1 when they cannot be pushed; 2 for wrong usage."""
    parser = argparse.ArgumentParser(description="Adds pictures to a branch that holds nothing else.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("place", help="the folder of the branch, such as 42/0123abc")
    parser.add_argument("--remote", default="origin", help="a remote of this repository, or an address")
    parser.add_argument("--branch", default="diffs")
    options = parser.parse_args(arguments)
    if not PLACE.fullmatch(options.place):
        parser.error(f"“{options.place}” is no place; write small letters, digits and hyphens between slashes.")
    try:
        found = pictures(options.folder)
        if found:
            push(found, options.place, address(options.remote), options.branch)
    except Refused as error:
        print(f"pictures.py: {error}", file=sys.stderr)
        return 1
    print(f"{len(found)} pictures in {options.place} of {options.branch}." if found else "No pictures to push.")
    return 0


class Refused(Exception):
    """The pictures cannot be pushed; says why."""


def pictures(folder: Path) -> Mapping[str, bytes]:
    """The pictures of a folder by name. Raises Refused for whatever else lies in it."""
    found = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        if not (NAME.fullmatch(path.name) and content.startswith(SIGNATURE)):
            raise Refused(f"{path.name!r} in {folder} is no picture with a plain name that ends with .png.")
        found[path.name] = content
    return found


def address(remote: str) -> str:
    """Where a remote of the repository here is; what is none is an address itself."""
    told = subprocess.run(["git", "remote", "get-url", "--push", remote], capture_output=True, text=True)
    named = remote if told.returncode else told.stdout.strip()
    return str(Path(named).resolve()) if Path(named).is_dir() else named


def push(found: Mapping[str, bytes], place: str, remote: str, branch: str) -> None:
    """Commits the pictures on top of the branch, or as its first commit, in a repository that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        git = Git(Path(folder))
        git.must("init", "--quiet", "--bare")
        for pause in range(TIMES):
            time.sleep(pause / 4)
            commit = _commit(git, found, place, remote, branch)
            pushed = git.run("push", "--quiet", remote, f"{commit}:refs/heads/{branch}")
            said = pushed.stderr.decode(errors="replace").strip()
            if pushed.returncode == 0:
                return
            if not OVERTAKEN.search(said):
                break
        raise Refused(f"git could not push to {branch}:\n{said}")


def _commit(git: Git, found: Mapping[str, bytes], place: str, remote: str, branch: str) -> str:
    """The commit that adds the pictures; the branch's own where they are there already."""
    reference = f"refs/heads/{branch}"
    tip = git.must("ls-remote", remote, reference)
    if tip:
        git.must("fetch", "--quiet", "--depth=1", remote, reference)
        tip = git.must("rev-parse", "FETCH_HEAD")
    git.must("read-tree", "FETCH_HEAD" if tip else "--empty")
    entries = (
        f"100644 {git.must('hash-object', '-w', '--stdin', data=png)}\t{place}/{name}" for name, png in found.items()
    )
    git.must("update-index", "--add", "--replace", "--index-info", data="\n".join(entries).encode())
    tree = git.must("write-tree")
    if tip and tree == git.must("rev-parse", "FETCH_HEAD^{tree}"):
        return tip
    return git.must("commit-tree", tree, *(["-p", tip] if tip else []), "-m", f"Pictures for {place}")


class Git:
    """Commands of git in one repository, which ask nobody anything."""

    def __init__(self, folder: Path) -> None:
        who = {f"GIT_{role}_NAME": "Pictures" for role in ("AUTHOR", "COMMITTER")}
        who |= {f"GIT_{role}_EMAIL": "pictures@localhost" for role in ("AUTHOR", "COMMITTER")}
        self.environment = {**os.environ, **who, "GIT_DIR": str(folder), "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}

    def run(self, *arguments: str, data: bytes = b"") -> Run:
        return subprocess.run(["git", *arguments], env=self.environment, input=data, capture_output=True)

    def must(self, *arguments: str, data: bytes = b"") -> str:
        done = self.run(*arguments, data=data)
        if done.returncode:
            raise Refused(f"git {arguments[0]}: {done.stderr.decode(errors='replace').strip()}")
        return done.stdout.decode().strip()


if __name__ == "__main__":
    sys.exit(main())
