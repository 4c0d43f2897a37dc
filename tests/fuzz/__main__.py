"""Spoils the stories of the tests by chance, builds each, and tells what is neither a site nor a message.

    python -m tests.fuzz                     for a minute
    python -m tests.fuzz --inputs 10000      the whole
    python -m tests.fuzz --only 4711         one input, with all that is told of it

What is found is kept in tests/fuzz/found/, which tests/test_fuzz.py builds again ever after.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

from tests.fuzz.judge import Verdict, judged, write
from tests.fuzz.mutate import Files, files_of, spoiled

STORIES = Path(__file__).resolve().parent.parent / "stories"
FOUND = Path(__file__).with_name("found")
WEIGHTS = ("tiny", "tiny", "grid", "harbour")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Spoils stories by chance.")
    parser.add_argument("--inputs", type=int, default=0, help="how many (default: as many as a minute takes)")
    parser.add_argument("--start", type=int, default=0, help="the number of the first")
    parser.add_argument("--only", type=int, help="one input")
    options = parser.parse_args()
    if options.only is not None:
        print(*next(tried(options.only, 1, options.only + 1, 0))[1:], sep="\n")
        return 0
    until, jobs = options.start + options.inputs if options.inputs else 0, os.cpu_count() or 1
    counts: Counter[str] = Counter()
    with get_context("fork").Pool(jobs) as pool:
        for told in pool.imap_unordered(_share, [(options.start + n, jobs, until) for n in range(jobs)]):
            counts += told
    return report(counts)


def report(counts: Counter[str]) -> int:
    """Prints the counts; 1 where anything was found."""
    found = sum(number for kind, number in counts.items() if kind not in ("built", "refused"))
    said = ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items()))
    print(f"{sum(counts.values())} inputs: {said or 'none'}; {found} found", file=sys.stderr)
    return 1 if found else 0


def _share(given: tuple[int, int, int]) -> Counter[str]:
    start, step, until = given
    counts: Counter[str] = Counter()
    for number, verdict, changed in tried(start, step, until, 0 if until else 60):
        counts[verdict.kind] += 1
        if verdict.found:
            print(f"input {number}: {verdict.kind}\n{verdict.words}", file=sys.stderr, flush=True)
            keep(number, changed)
    return counts


def tried(start: int, step: int, until: int, seconds: float) -> Iterator[tuple[int, Verdict, dict[str, bytes | None]]]:
    """Every `step`th input up to `until`, or for so many seconds."""
    with tempfile.TemporaryDirectory() as folder:
        home, began, number = Path(folder), time.monotonic(), start
        originals = {name: _laid(name, home) for name in {*WEIGHTS}}
        while number < until if until else time.monotonic() - began < seconds:
            name = story_of(number)
            changed = spoiled(originals[name], number)
            write(home / name, changed)
            yield number, judged(home / name, home / "cache"), changed
            write(home / name, {path: originals[name].get(path) for path in changed})
            number += step


def story_of(number: int) -> str:
    return WEIGHTS[number % len(WEIGHTS)]


def _laid(name: str, home: Path) -> Files:
    for part in ("content", "data", "templates", "assets"):
        if (STORIES / name / part).is_dir():
            shutil.copytree(STORIES / name / part, home / name / part)
    return files_of(home / name)


def keep(number: int, changed: dict[str, bytes | None]) -> None:
    """Keeps what was found, as files over the story that it was made in."""
    place = FOUND / f"{story_of(number)}-{number}"
    for path, content in changed.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        if content is not None:
            (place / path).write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
