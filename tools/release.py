"""Tags the version that pyproject.toml names with what CHANGELOG.md tells of it, where it has no tag yet.

python tools/release.py [--remote origin]      1 where the version has no entry with a day
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WHO = ("-c", "user.name=release", "-c", "user.email=release@localhost")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Tags the version that CHANGELOG.md tells of.")
    parser.add_argument("--remote", default="origin")
    parser.add_argument("--root", type=Path, default=ROOT)
    options = parser.parse_args(arguments)
    version = tomllib.loads((options.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    notes = notes_of(version, (options.root / "CHANGELOG.md").read_text(encoding="utf-8"))
    if not notes:
        print(f"CHANGELOG.md has no entry “## {version} · year-month-day”; write it first.", file=sys.stderr)
        return 1
    return tag(options.root, options.remote, f"v{version}", notes)


def notes_of(version: str, changelog: str) -> str:
    """The entry of a version without its head; empty where there is none with a day."""
    entry = re.search(rf"^## {re.escape(version)} · \d{{4}}-\d\d-\d\d\n+(.*?)(?=^## |\Z)", changelog, re.M | re.S)
    return entry[1].strip() if entry else ""


def tag(root: Path, remote: str, name: str, notes: str) -> int:
    git = ["git", "-C", str(root)]
    if (
        subprocess.run([*git, "ls-remote", "--exit-code", "--tags", remote, name], stdout=subprocess.DEVNULL).returncode
        == 0
    ):
        print(f"{name} is there already.", file=sys.stderr)
        return 0
    told = f"{name}\n\n{notes}\n"
    subprocess.run(
        [*git, *WHO, "tag", "--annotate", "--cleanup=verbatim", "--file=-", name], input=told, text=True, check=True
    )
    return subprocess.run([*git, "push", "--quiet", remote, f"refs/tags/{name}"]).returncode


if __name__ == "__main__":
    sys.exit(main())
