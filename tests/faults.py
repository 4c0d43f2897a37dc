"""Kills builds at any moment, two at once and on a full disk too, while readers read the site: it is whole, or wrong.

    python -m tests.faults                   for a minute
    python -m tests.faults --kills 1000      the whole

Every page of a site says in its title which build it is of. Torn is a page that has no end, or a site with pages of two
builds; lost is a site, or a front page, that is not there; stuck is a build after a fault that does not publish.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from threading import Event, Thread

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("index.html", "en/index.html")
OF = re.compile(r"<title>(?:灯塔|The lighthouse) ([a-z]+)</title>")
PATIENCE = 120.0
"""Seconds after which a build is stuck, on however busy a machine."""


class Readers:
    """Two threads that read the site again and again, and count what they find."""

    def __init__(self, site: Path) -> None:
        self.site, self.counts, self.ended = site, Counter[str](), Event()
        self.threads = [Thread(target=self._read, daemon=True) for _ in range(2)]
        for thread in self.threads:
            thread.start()

    def end(self) -> Counter[str]:
        self.ended.set()
        for thread in self.threads:
            thread.join()
        return self.counts

    def _read(self) -> None:
        while not self.ended.wait(0.002):
            self.counts["reads"] += 1
            try:
                page = (self.site / PAGES[0]).read_text("utf-8")
            except OSError:
                self.counts["lost"] += 1
                continue
            self.counts["torn"] += not (OF.search(page) and page.rstrip().endswith("</html>"))
            self.counts["torn"] += len(self._builds()) > 1

    def _builds(self) -> set[str]:
        """The builds that the pages of one folder are of; none where it was replaced, and emptied, meanwhile."""
        try:
            folder = os.open(self.site, os.O_RDONLY)
        except OSError:
            self.counts["lost"] += 1
            return set()
        try:
            return {found[1] for path in PAGES if (found := OF.search(_text(path, folder)))}
        except OSError:
            return set()
        finally:
            os.close(folder)


def _text(path: str, folder: int) -> str:
    with os.fdopen(os.open(path, os.O_RDONLY, dir_fd=folder), encoding="utf-8") as file:
        return file.read()


def name_of(number: int) -> str:
    """A number in letters, which no page has to prove."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def mark(story: Path, number: int) -> None:
    path = story / "content/story.yaml"
    named = f"title: {{zh-Hans: 灯塔 {name_of(number)}, en: The lighthouse {name_of(number)}}}"
    text = re.sub(r"^title: .*$", named, path.read_text("utf-8"), count=1, flags=re.MULTILINE)
    beside = path.with_suffix(".next")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def build(story: Path, limit: int = 0) -> subprocess.Popen[bytes]:
    """A build as a process of its own; `limit` is the size, in bytes, of the largest file that its disk takes."""

    def limited() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    quiet = subprocess.DEVNULL
    command = [sys.executable, str(ROOT / "build.py"), "--story", str(story)]
    return subprocess.Popen(command, stdout=quiet, stderr=quiet, preexec_fn=limited)


def published(story: Path) -> str | None:
    """The build that the site is of; None where it is of two, or none."""
    found = [OF.search((story / "site" / path).read_text("utf-8")) for path in PAGES]
    names = {one[1] if one else None for one in found}
    return names.pop() if len(names) == 1 else None


class Faults:
    """One story that is built on and on, and what befalls its builds."""

    def __init__(self, story: Path, seed: int) -> None:
        self.story, self.chance, self.counts, self.number = story, Random(seed), Counter[str](), 0
        self.whole = self.clean()

    def clean(self) -> float:
        """Builds without a fault, and tells how long it took; every later one must publish."""
        began = time.monotonic()
        self.number += 1
        mark(self.story, self.number)
        try:
            build(self.story).wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.counts["stuck"] += 1
        self.counts["stuck"] += published(self.story) != name_of(self.number)
        return time.monotonic() - began

    def once(self) -> None:
        """One fault, of whatever kind, and what it leaves."""
        self.number += 1
        mark(self.story, self.number)
        before, kind = published(self.story), self.chance.choice(KINDS)
        getattr(self, f"_{kind}")()
        self.counts[kind] += 1
        self.counts["torn"] += published(self.story) not in (before, name_of(self.number))
        if self.chance.random() < 0.1:
            self.clean()

    def told(self) -> int:
        """How many faults there have been."""
        return sum(self.counts[kind] for kind in {*KINDS})

    def _killed(self) -> None:
        running = build(self.story)
        time.sleep(self.whole * self.chance.random())
        running.send_signal(self.chance.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT)))
        running.wait()

    def _two(self) -> None:
        """Two builds at once; one of them is killed."""
        running = [build(self.story), build(self.story)]
        time.sleep(self.whole * self.chance.random())
        running[0].kill()
        for one in running:
            one.wait()

    def _full(self) -> None:
        build(self.story, limit=self.chance.choice((1, 100, 2000, 20_000))).wait()

    def _special(self) -> None:
        """Something stands where the lock does: it is refused at once."""
        workshop = self.story / ".site.galley"
        shutil.rmtree(workshop, ignore_errors=True)
        if self.chance.random() < 0.5:
            os.mkfifo(workshop)
        else:
            workshop.mkdir()
            (workshop / "lock").symlink_to("/dev/zero")
        try:
            build(self.story).wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.counts["stuck"] += 1
        (workshop if workshop.is_fifo() else workshop / "lock").unlink()


KINDS = (*["killed"] * 8, "two", "full", "special")
BAD = ("torn", "lost", "stuck")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Kills builds while readers read.")
    parser.add_argument("--kills", type=int, default=0, help="how many faults (default: as many as a minute takes)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        story = Path(folder) / "story"
        shutil.copytree(ROOT / "tests/stories/tiny", story)
        faults, began = Faults(story, options.seed), time.monotonic()
        readers = Readers(story / "site")
        while faults.told() < options.kills if options.kills else time.monotonic() - began < 60:
            faults.once()
        faults.clean()
        counts = faults.counts + readers.end()
    print(", ".join(f"{counts[kind]} {kind}" for kind in (*dict.fromkeys(KINDS), "reads", *BAD)), file=sys.stderr)
    return 1 if any(counts[kind] for kind in BAD) else 0


if __name__ == "__main__":
    sys.exit(main())
