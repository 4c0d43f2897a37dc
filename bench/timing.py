"""Runs a command as a whole: how long it took, what of the processor, and how much memory its processes held at most.

Time of the processor, user and system, is that of the process and of all that it started and waited for: what else the
machine does meanwhile counts for little in it, so ratios are told of it.

Python keeps what it compiles, as it does wherever nobody forbids it. Memory is the sum of what each process held at its
own peak, so never less than what they held at one moment; where the system has no /proc, it is that of the largest.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Thread

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    processor: float  # seconds of it, of all processes together
    megabytes: float


def run(*arguments: str | Path) -> Run:
    """One run of Python with `arguments`, from the repository. Raises RuntimeError with what it said if it fails."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        peaks: dict[int, float] = {}
        watch = Thread(target=_watch, args=(process.pid, peaks))
        watch.start()
        said = process.stderr.read() if process.stderr else b""
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.join()
    if process.returncode:
        raise RuntimeError(said.decode(errors="replace"))
    return Run(seconds, used.ru_utime + used.ru_stime, sum(peaks.values()) or used.ru_maxrss / 1024)


def _watch(parent: int, peaks: dict[int, float]) -> None:
    """Notes the peak of a process and of those that it starts, until it ends."""
    while peak := _peak(parent):
        peaks[parent] = peak
        with suppress(OSError):
            for child in map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split()):
                peaks[child] = max(peaks.get(child, 0), _peak(child))
        time.sleep(0.02)


def _peak(process: int) -> float:
    """The most megabytes that a process has held so far; 0 once it has ended."""
    try:
        held = re.search(r"VmHWM:\s*(\d+)", Path(f"/proc/{process}/status").read_text())
    except OSError:
        return 0
    return int(held[1]) / 1024 if held else 0


def middle(times: int, once: Callable[[], Run]) -> Run:
    """The medians of several runs."""
    runs = [once() for _ in range(times)]
    return Run(*(median(getattr(one, of) for one in runs) for of in ("seconds", "processor", "megabytes")))


def by_turns(times: int, tasks: Sequence[Callable[[], Run]]) -> list[Run]:
    """The medians of several tasks, which take turns: what else the machine does slows all of them alike."""
    rounds = [[task() for task in tasks] for _ in range(times)]
    return [middle(len(rounds), iter(runs).__next__) for runs in zip(*rounds, strict=True)]
