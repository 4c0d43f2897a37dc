"""Finds the Chromium that the tests drive, or brings one with what it needs; run as a program, it says which."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import playwright
from playwright.sync_api import Browser, sync_playwright

SHELL = "chromium-headless-shell"
"""Debian's package, and the program in it: Chromium without a window. It lays out the same pages, and a new page costs
it a third of the processor's time."""
NAMES = (
    SHELL,
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Letters are as wide as on a screen of three pixels a pixel: the shell rounds them to whole ones. And nothing is asked
# of anybody else.
ARGUMENTS = (
    "--font-render-hinting=none",
    *("--disable-background-networking", "--disable-component-update", "--disable-quic", "--disable-sync"),
)
NONE = """\
No Chromium was found and none could be installed; the browser tests need one.
Install your system's chromium or Google Chrome, or name one:  make test CHROMIUM=/path/to/chromium
"""


@contextmanager
def opened() -> Iterator[Browser]:
    """The Chromium that is found, running. Raises RuntimeError where there is none."""
    found = find()
    if not found:
        raise RuntimeError(NONE)
    root_needs = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with sync_playwright() as session:
        browser = session.chromium.launch(executable_path=found, args=[*ARGUMENTS, *root_needs])
        yield browser
        browser.close()


def find() -> str | None:
    """$CHROMIUM, the system's Chromium or Chrome, or the one that Playwright installed: the first that is there."""
    return system() or (own() if driver_runs() else None)


def system() -> str | None:
    """The one that is named, and no other; else the machine's."""
    named = os.environ.get("CHROMIUM")
    return next(filter(None, map(shutil.which, [named] if named else NAMES)), None)


def own() -> str | None:
    with sync_playwright() as session:
        return shutil.which(session.chromium.executable_path)


def driver_runs() -> bool:
    """Whether Playwright's own Node starts: it wants libatomic, which a small Debian lacks."""
    node = Path(playwright.__file__).with_name("driver") / "node"
    return subprocess.run([node, "--version"], capture_output=True).returncode == 0


def reads_chinese() -> bool:
    """Whether the system has a Chinese typeface, without which pages are laid out in empty boxes."""
    listed = shutil.which("fc-list") and subprocess.run(["fc-list", ":lang=zh"], capture_output=True).stdout
    return bool(listed) or sys.platform == "darwin"


def bring() -> None:
    """Installs what is missing: Debian's packages where root may, else Playwright's own Chromium."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        there = {"libatomic1": driver_runs(), "fontconfig": shutil.which("fc-list"), "fonts-noto-cjk": reads_chinese()}
        there |= {SHELL: shutil.which(SHELL)}
        install([package for package, present in there.items() if not present])
    if not find():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])


def install(packages: Sequence[str]) -> None:
    """Debian's packages, one by one, since Ubuntu has no shell of Chromium and one unknown name would stop them all."""
    if packages:
        print(f"Installing Debian's {', '.join(packages)} …", file=sys.stderr, flush=True)
        apt("update")
        for package in packages:
            apt("install", "-y", "--no-install-recommends", package)
        if not system():
            apt("install", "-y", "--no-install-recommends", "chromium")


def apt(*command: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", *command], env=environment, stdout=subprocess.DEVNULL)


def main() -> int:
    if "CHROMIUM" not in os.environ:
        bring()
    found = find()
    print(found or NONE, end="\n" if found else "", file=sys.stdout if found else sys.stderr)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
