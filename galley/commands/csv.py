"""Prints a sheet of an XLSX file as CSV, as people see it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from galley.commands.command import Command


def run(options: Namespace) -> int:
    from galley.inputs.workbook import as_csv

    seen = as_csv(options.file, options.sheet or "", options.cells or "")
    sys.stdout.write(seen.text)
    if seen.left_out:
        print(f"left out, since it is hidden: {', '.join(seen.left_out)}", file=sys.stderr)
    return 0


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the XLSX file")
    parser.add_argument("--sheet", metavar="NAME", help="which sheet, where there are several")
    parser.add_argument("--cells", metavar="A3:F20", help="only these, without titles above and notes below")


COMMAND = Command(
    name="csv",
    says="print a sheet of an XLSX file as CSV, each cell as people see it",
    run=run,
    add_options=add_options,
    of_story=False,
    diagnosed=False,
)
