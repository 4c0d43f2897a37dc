"""Pins stored texts of sources as they are now."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from datetime import date

from galley.commands.command import Command
from galley.errors import UsageError


def run(options: Namespace) -> int:
    from galley.story.pins import pin

    try:
        day = date.fromisoformat(options.taken) if options.taken else date.today()
    except ValueError:
        raise UsageError(f"--taken: “{options.taken}” is not a day; write it as in 2024-05-01.") from None
    pinned = pin(options.story, options.source, day)
    print(f"pinned {', '.join(pinned)}" if pinned else "every stored text is as it was pinned", file=sys.stderr)
    return 0


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("source", nargs="*", help="only these; all that are new or have changed where none is named")
    parser.add_argument("--taken", metavar="DAY", help="when they were read at their source (default: today)")


COMMAND = Command(
    name="pin",
    says="pin stored texts of sources as they are now, and the day they were taken",
    run=run,
    add_options=add_options,
)
