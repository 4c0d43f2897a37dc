"""Builds that can be killed, and readers of their site beside them."""

from __future__ import annotations

import multiprocessing
import os
import re
import resource
import signal
import sys
from collections import Counter
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from threading import Event, Thread

PAGES = ("index.html", "en/index.html")
OF = re.compile(r"(?:一座灯塔的账|The accounts of a lighthouse) ([a-z]+)")
LEAD = re.compile(r"(一座灯塔的账|The accounts of a lighthouse)( [a-z]+)?")
BUILDING = (
    *("galley.pages", "galley.build", "galley.publish"),
    *("galley.proof.lengths", "galley.proof.prove", "galley.proof.proof_json"),
)
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["build", *BUILDING, __name__])


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
    text = LEAD.sub(rf"\1 {name_of(number)}", path.read_text("utf-8"))
    beside = path.with_suffix(".next")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def build(story: Path, limit: int = 0) -> ForkServerProcess:
    """A build under way as a process of its own; `limit` is the size, in bytes, of the largest file its disk takes."""
    running = FORKS.Process(target=_built, args=(story, limit))
    running.start()
    return running


def _built(story: Path, limit: int) -> None:
    from build import main as command

    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.dup2(nowhere, sys.stderr.fileno())
    sys.exit(command(["build", "--story", str(story)]))


def published(story: Path) -> str | None:
    """The build that the site is of; None where it is of two, or none."""
    found = [OF.search((story / "site" / path).read_text("utf-8")) for path in PAGES]
    names = {one[1] if one else None for one in found}
    return names.pop() if len(names) == 1 else None
