"""Begins a story."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from galley.commands.command import Command
from galley.commands.terminal import harmless, number


def run(options: Namespace) -> int:
    from galley.new import begin

    written = begin(options.folder, options.lang or ["en"], date.today(), not options.no_git)
    place = shlex.quote(str(options.folder))
    print(harmless(f"{number(written, 'file')} in {place}. Build it: python build.py --story {place}"))
    return 0


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="where it will stand; a folder that is not there yet")
    parser.add_argument(
        "--lang", action="append", metavar="LANG", help="its language, and again for each other (default: en)"
    )
    parser.add_argument("--no-git", action="store_true", help="write no repository: the story stands beside the engine")


COMMAND = Command(
    name="new",
    says="begin a story of your own: a small one that builds at once",
    run=run,
    add_options=add_options,
    of_story=False,
)
