"""Times the build beside a plain Altair script, and prints the tables of docs/benchmarks.md: `make bench`."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from pathlib import Path

from bench import pages, preview
from bench.growth import curve, grown
from bench.tables import against_plain, facts_read, facts_shown, growth_table, real


def main() -> None:
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        print(f"Python {platform.python_version()}, {os.cpu_count()} cores, medians of {options.times}.\n", flush=True)
        print(against_plain(folder / "one", options.times), flush=True)
        points = grown(folder / "growth", options.pages)
        print(growth_table(points), flush=True)
        print(facts_shown(folder / "shown", options.facts // 20, options.facts // 5, options.times), flush=True)
        print(facts_read(folder / "facts", options.facts, folder / "one", options.times), flush=True)
        if options.views:
            pages.main(options.times)
            preview.main(options.saves)
        if options.real:
            print(real(folder / "real", options.times), flush=True)
        if options.curve:
            options.curve.write_text(curve(points), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="runs of which the median is told (default: 5)")
    parser.add_argument(
        "--pages", type=int, nargs="+", default=[1, 10, 100, 1000], help="lengths of the story that grows"
    )
    parser.add_argument("--facts", type=int, default=10_000, help="how many are loaded (default: 10000)")
    parser.add_argument("--saves", type=int, default=20, help="how many of each kind the preview shows (default: 20)")
    parser.add_argument("--no-real", dest="real", action="store_false", help="leave the real story out")
    parser.add_argument(
        "--no-views", dest="views", action="store_false", help="leave the pages and the preview in a browser out"
    )
    parser.add_argument("--curve", type=Path, metavar="SVG", help="where to draw how the build grows")
    return parser


if __name__ == "__main__":
    main()
