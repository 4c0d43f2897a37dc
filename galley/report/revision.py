"""A story as a revision of its git repository has it, laid out in a folder that is gone afterwards."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from galley.errors import UsageError
from galley.folder import FOLDERS


def commit_of(root: Path, revision: str) -> str:
    """The full name of the commit. Raises UsageError where there is no repository, or no such revision in it."""
    if _git(root, "rev-parse", "--git-dir").returncode:
        raise UsageError(f"{root} is in no git repository, so there is nothing to compare with.")
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode:
        remedy = "Name a branch, a tag or a commit; in a shallow clone, first run: git fetch --unshallow"
        raise UsageError(f"git knows no revision “{revision}”. {remedy}")
    return found.stdout.decode().strip()


@contextmanager
def laid_out(root: Path, commit: str) -> Iterator[Path | None]:
    """The story as the commit has it, in a temporary folder; None where it holds none yet."""
    there = _git(root, "ls-tree", "--name-only", commit, "--", *FOLDERS).stdout.decode().split()
    if "content" not in there:
        yield None
        return
    with TemporaryDirectory(prefix="galley-") as folder:
        packed = _git(root, "archive", "--format=zip", "-0", commit, "--", *there)
        if packed.returncode:
            raise UsageError(f"git could not hand out {commit}: {packed.stderr.decode(errors='replace').strip()}")
        with zipfile.ZipFile(io.BytesIO(packed.stdout)) as archive:
            archive.extractall(folder)
        yield Path(folder)


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"}
        )
    except FileNotFoundError:
        raise UsageError("git is not installed, and only git knows what stood here before.") from None
