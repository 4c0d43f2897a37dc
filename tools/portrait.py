"""Takes the two pictures of the README anew: the head of the feature, and the answer to a figure that its quote denies.

python -m tools.portrait      writes docs/page.png and docs/answer.svg; needs a built site and a Chromium
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

from tools import chromium

ROOT = Path(__file__).resolve().parent.parent
FACT = "\nrail.passenger.hours.before:"
SLIP = ("value: 7\n", "value: 8\n")
LINE, WIDE = 22, 1000  # pixels of a line, and of the picture


def main() -> int:
    page(ROOT / "site/index.html", ROOT / "docs/page.png")
    (ROOT / "docs/answer.svg").write_text(terminal(answer()), encoding="utf-8")
    return 0


def page(site: Path, target: Path) -> None:
    with chromium.opened() as browser:
        shown = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
        shown.goto(site.as_uri())
        shown.screenshot(path=target)


def answer() -> list[str]:
    """What `check` says of the story once a value is not what its quote says."""
    with tempfile.TemporaryDirectory() as folder:
        story = Path(folder) / "story"
        for part in ("content", "data", "templates", "assets"):
            shutil.copytree(ROOT / part, story / part)
        [facts] = [
            path
            for path in (story / "data/facts").glob("*.yaml")
            if "\nrail.passenger.hours.before:" in path.read_text("utf-8")
        ]
        head, found, rest = facts.read_text("utf-8").partition(FACT)
        facts.write_text(head + found + rest.replace(*SLIP, 1), "utf-8")
        command = [sys.executable, str(ROOT / "build.py"), "check", "--story", str(story)]
        told = subprocess.run(command, capture_output=True, text=True).stderr.splitlines()
    errors = [number for number, line in enumerate(told) if "warning:" not in line and not line.startswith("  ")]
    shown: list[str] = []
    for number in errors:
        shown += [told[number], *(line for line in told[number + 1 : number + 3] if line.startswith("  "))]
    return ["$ make check", *shown]


def terminal(lines: list[str]) -> str:
    """The lines as they stand in a terminal."""
    height = LINE * (len(lines) + 1)
    rows = "\n".join(
        f'<text x="18" y="{LINE * (number + 1)}" xml:space="preserve">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {height}" role="img">\n'
        f'<rect width="{WIDE}" height="{height}" rx="8" fill="#1d1f21"/>\n'
        '<g font-family="ui-monospace,Menlo,Consolas,monospace" font-size="13.5" fill="#e8e6e3">'
        f"\n{rows}\n</g>\n</svg>\n"
    )


if __name__ == "__main__":
    sys.exit(main())
