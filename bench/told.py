"""What the preview takes from a save to the message that it sends to the open page."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from bench.builds import replace
from bench.invented import town_names
from bench.timing import ROOT, Run

SAID = "counts what it has"


def told(story: Path, times: int) -> Run:
    """The medians of several saves of a sentence of the invented story, and of the processor that its server took.

    The process that builds the whole site follows, and is waited for: it is not counted. Linux alone tells what the
    threads of another process have taken.
    """
    runs = list(islice(_saves(story), times + 1))[1:]
    return Run(median(one.seconds for one in runs), median(one.processor for one in runs), 0)


def _saves(story: Path) -> Iterator[Run]:
    command = [sys.executable, "build.py", "serve", "--story", str(story), "--port", "0"]
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(command, cwd=ROOT, env=plain, stderr=subprocess.PIPE, text=True) as server:
        try:
            address = server.stderr.readline().split()[0] if server.stderr else ""
            with urlopen(f"{address}-/events?page=index.html") as events:
                news = _news(events)
                _until(news, whole=True)
                said = SAID
                while True:
                    now, taken, began = f"{said} and more", _taken(server.pid), time.perf_counter()
                    replace(story / f"content/en/{town_names(1)[0]}.md", said, now)
                    _until(news, whole=False)
                    yield Run(time.perf_counter() - began, _taken(server.pid) - taken, 0)
                    _until(news, whole=True)
                    said = now
        finally:
            server.send_signal(signal.SIGINT)


def _news(events: Iterator[bytes]) -> Iterator[dict[str, bool]]:
    """What an open page is told, after the state of things at first."""
    told = (json.loads(line.removeprefix(b"data: ")) for line in events if line.startswith(b"data: "))
    return islice(told, 1, None)


def _until(news: Iterator[dict[str, bool]], whole: bool) -> None:
    """Waits for news of the whole site, or of the open page alone."""
    next(one for one in news if one["whole"] == whole)


def _taken(process: int) -> float:
    """Seconds of the processor that the threads of a process have taken."""
    threads = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9
