"""Prints how many of each kind of wrong story are refused: `python -m tests.mutations [kind …] [--passed]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutations.judge import Verdict, prepare, verdicts
from tests.mutations.kinds import KINDS, Kind
from tests.mutations.originals import ORIGINALS

ENOUGH = 97
"""So many in 100 of the wrong stories that a machine can see must be met as their kind says."""


def main(arguments: Sequence[str]) -> int:
    """Judges the kinds named, or all; returns 1 where too few are met, or a right story is not."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--story", choices=[*ORIGINALS], help="only those made from one story")
    parser.add_argument("--each", type=int, default=1000, metavar="N", help="at most so many of a kind and story")
    parser.add_argument("--passed", action="store_true", help="name what was not met as it must be")
    parser.add_argument("--told", action="store_true", help="print what was said of each")
    parser.add_argument("--processes", type=int, default=1, metavar="N")
    options = parser.parse_args(arguments)
    met: list[tuple[Kind, bool]] = []
    for name, found in _judged(options):
        met += [(KINDS[name], one.holds(KINDS[name].expected)) for one in found]
        _tell(KINDS[name], found, options)
    return _sum(met)


def _judged(options: argparse.Namespace) -> Iterator[tuple[str, list[Verdict]]]:
    stories = [options.story] if options.story else list(ORIGINALS)
    names = options.kinds or list(KINDS)
    with TemporaryDirectory(prefix="galley-cache-") as folder:
        judge = partial(verdicts, stories=stories, most=options.each, cache=Path(folder))
        for story in stories:
            prepare(story, Path(folder))
        if options.processes == 1:
            yield from ((name, judge(name)) for name in names)
        else:
            # Forked, they would share the process that draws, and read each other's drawings.
            with ProcessPoolExecutor(options.processes, get_context("spawn")) as pool:
                yield from zip(names, pool.map(judge, names), strict=True)


def _tell(kind: Kind, found: list[Verdict], options: argparse.Namespace) -> None:
    good = sum(one.holds(kind.expected) for one in found)
    rate = f"{good}/{len(found)}"
    print(f"{rate if kind.expected in ('refused', 'told') else f'({rate})':>9}  {kind.name:26} {kind.says}", flush=True)
    for one in found:
        if options.told or (options.passed and not one.holds(kind.expected)):
            print(f"{'':11}{one.story}: {one.says}   {', '.join(one.rules)}")
        if options.told:
            print("\n".join(f"{'':15}{line}" for said in one.told[:3] for line in said.splitlines()))


def _sum(met: list[tuple[Kind, bool]]) -> int:
    seen = [good for kind, good in met if kind.expected in ("refused", "told")]
    right = [good for kind, good in met if kind.expected == "held"]
    unseen = sum(kind.expected == "unseen" for kind, _ in met)
    share = 100 * sum(seen) / len(seen) if seen else 100
    print(f"{sum(seen)} of {len(seen)} wrong stories met, {share:.1f} %; {sum(right)} of {len(right)} right ones held;")
    print(f"{unseen} more are wrong in ways that no machine can see.")
    return 0 if share >= ENOUGH and all(right) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
