"""Finds the Chromium that the tests drive, or brings one; run as a program, it says which."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
NONE = """\
No Chromium was found and none could be installed; the browser tests need one.
Install your system's chromium or Google Chrome, or name one:  make test CHROMIUM=/path/to/chromium
"""


def find() -> str | None:
    """$CHROMIUM, the system's Chromium or Chrome, or the one that Playwright installed: the first that is there."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [*NAMES, MAC, playwright_own()]
    return next((found for found in map(shutil.which, filter(None, candidates)) if found), None)


def playwright_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def bring() -> None:
    """Installs Debian's chromium where root may, else Playwright's own."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Debian's chromium …", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in ("update", "install -y --no-install-recommends chromium"):
            subprocess.run(["apt-get", *command.split()], env=environment, stdout=subprocess.DEVNULL)
    if not find():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])


def main() -> int:
    if not find() and "CHROMIUM" not in os.environ:
        bring()
    found = find()
    print(found or NONE, end="\n" if found else "", file=sys.stdout if found else sys.stderr)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
