"""Kills builds at any moment, two at once and on a full disk too, while readers read the site: it is whole, or wrong.

    python -m tests.faults                   for a minute
    python -m tests.faults --kills 1000      the whole

Every page of the site says in its lead which build it is of. Torn is a page that has no end, or a site with pages of
two builds; lost is a site, or a front page, that is not there; stuck is a build after a fault that does not publish.

Builds are forked from a process that has loaded the engine and done nothing else: what is killed is a whole build,
from its command line on, without the second in which Python loads it. A third of them are killed at any moment, a third
in the last third of their time, and a third while they lay the next site out or have it trade places.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random

from tests.faults.builds import Readers, build, mark, name_of, published

STORIES = Path(__file__).resolve().parent.parent / "stories"
PATIENCE = 120.0
"""Seconds after which a build is stuck, on however busy a machine."""


class Faults:
    """One story that is built on and on, and what befalls its builds."""

    def __init__(self, story: Path, seed: int) -> None:
        self.story, self.chance, self.counts, self.number = story, Random(seed), Counter[str](), 0
        self.clean()
        self.clean()  # what later builds take, with all that a cache holds

    def clean(self) -> None:
        """Builds without a fault, and times it; it must publish."""
        began = time.monotonic()
        self.number += 1
        mark(self.story, self.number)
        self._wait(build(self.story))
        self.counts["stuck"] += published(self.story) != name_of(self.number)
        self.whole = time.monotonic() - began

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

    def _killed(self) -> None:
        running = build(self.story)
        self._moment(running)
        sign = self.chance.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT))
        if running.pid and running.is_alive():
            os.kill(running.pid, sign)
        self._wait(running)
        self.counts["while publishing"] += self._is_publishing()

    def _two(self) -> None:
        """Two builds at once; one of them is killed."""
        running = [build(self.story), build(self.story)]
        self._moment(running[0])
        running[0].kill()
        for one in running:
            self._wait(one)

    def _full(self) -> None:
        self._wait(build(self.story, limit=self.chance.choice((1, 100, 2000, 20_000))))

    def _special(self) -> None:
        """Something stands where the lock does: it is refused at once."""
        workshop = self.story / ".site.galley"
        shutil.rmtree(workshop, ignore_errors=True)
        if self.chance.random() < 0.5:
            os.mkfifo(workshop)
        else:
            workshop.mkdir()
            (workshop / "lock").symlink_to("/dev/zero")
        self._wait(build(self.story))
        (workshop if workshop.is_fifo() else workshop / "lock").unlink()

    def _moment(self, running: ForkServerProcess) -> None:
        """Waits until a moment of the build: any, of its last third, or of its publishing."""
        since = self.chance.choice((0, 0.67, None))
        if since is not None:
            time.sleep(self.whole * self.chance.uniform(since, 1.02))
            return
        while running.is_alive() and not self._is_publishing():
            time.sleep(0.0005)
        time.sleep(self.chance.uniform(0, 0.02))

    def _is_publishing(self) -> bool:
        return (self.story / ".site.galley/next").exists()

    def _wait(self, running: ForkServerProcess) -> None:
        running.join(PATIENCE)
        if running.exitcode is None:
            self.counts["stuck"] += 1
            running.kill()


KINDS = (*["killed"] * 8, "two", "full", "special")
BAD = ("torn", "lost", "stuck")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Kills builds while readers read.")
    parser.add_argument("--kills", type=int, default=0, help="how many (default: as many as a minute takes)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        story = Path(folder) / "story"
        shutil.copytree(STORIES / "tiny", story)
        faults, began = Faults(story, options.seed), time.monotonic()
        readers = Readers(story / "site")
        while faults.counts["killed"] < options.kills if options.kills else time.monotonic() - began < 60:
            faults.once()
        faults.clean()
        counts = faults.counts + readers.end()
    told = ("killed", "while publishing", "two", "full", "special", "reads", *BAD)
    print(", ".join(f"{counts[kind]} {kind}" for kind in told), file=sys.stderr)
    return 1 if any(counts[kind] for kind in BAD) else 0


if __name__ == "__main__":
    sys.exit(main())
