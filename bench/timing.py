"""Runs a command as a whole process: how long it took, and how much memory it held at most.

Python keeps what it compiles, as it does wherever nobody forbids it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
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
        said = process.stderr.read() if process.stderr else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(said.decode(errors="replace"))
    return Run(time.perf_counter() - began, used.ru_maxrss / 1024)


def middle(times: int, once: Callable[[], Run]) -> Run:
    """The medians of several runs."""
    runs = [once() for _ in range(times)]
    return Run(median(one.seconds for one in runs), median(one.megabytes for one in runs))


def by_turns(times: int, tasks: Sequence[Callable[[], Run]]) -> list[Run]:
    """The medians of several tasks, which take turns: what else the machine does slows all of them alike."""
    rounds = [[task() for task in tasks] for _ in range(times)]
    return [middle(len(rounds), iter(runs).__next__) for runs in zip(*rounds, strict=True)]
