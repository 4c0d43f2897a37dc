"""Proposes the locks in a folder as a change of their own, with the text of what they do to the page.

    python tools/proposal.py FOLDER      pushes the branch `update` and opens a pull request, or renews the one there is

What lies in FOLDER was made by packages that nobody has read yet: of it, nothing is taken but the two locks, if they
are locks, and a text.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

BRANCH = "update"
LOCKS = ("requirements.txt", "requirements-dev.txt")
LINE = re.compile(r"[a-z0-9-]+==\S+(?: ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?|    # .*|")
TITLE = "Take the newest packages"


def main(folder: Path) -> int:
    """0 where it is proposed, or nothing is new; 1 for what is no lock."""
    root = Path(__file__).resolve().parent.parent
    found = {name: text_of(folder, name) for name in LOCKS}
    if broken := [name for name, text in found.items() if not all(map(LINE.fullmatch, text.splitlines()))]:
        print(f"{broken[0]} is no lock, or not there; it is left alone.", file=sys.stderr)
        return 1
    if all(text == (root / name).read_text(encoding="utf-8") for name, text in found.items()):
        print("Nothing is new.", file=sys.stderr)
        return 0
    for name, text in found.items():
        (root / name).write_text(text, encoding="utf-8")
    return propose(text_of(folder, "diff.md") or "What changes on the page could not be told.")


def text_of(folder: Path, name: str) -> str:
    """Wherever in the folder it lies: an artifact keeps the folders that its files share."""
    paths = sorted(path for path in folder.rglob(name) if path.is_file() and not path.is_symlink())
    return paths[0].read_text(encoding="utf-8", errors="replace") if paths else "-"


def propose(told: str) -> int:
    who = ["-c", "user.name=update", "-c", "user.email=update@localhost"]
    subprocess.run(["git", "checkout", "--quiet", "-B", BRANCH], check=True)
    subprocess.run(["git", *who, "commit", "--quiet", "-m", TITLE, "--", *LOCKS], check=True)
    subprocess.run(["git", "push", "--quiet", "--force", "origin", BRANCH], check=True)
    opened = subprocess.run(["gh", "pr", "edit", BRANCH, "--body-file", "-"], input=told, text=True).returncode == 0
    if not opened:
        create = ["gh", "pr", "create", "--head", BRANCH, "--title", TITLE, "--body-file", "-"]
        subprocess.run(create, input=told, text=True, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
