"""Checks a published site; a line a fault."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from galley.commands.command import Command
from galley.commands.terminal import harmless, number
from galley.errors import UsageError


def run(options: Namespace) -> int:
    from galley.verify.check import faults, unread
    from galley.verify.published import RECORD, site_at

    site = site_at(options.site)
    try:
        site.fetch(RECORD)
    except (OSError, ValueError) as error:
        raise UsageError(f"{options.site} holds no record of a proof that can be read: {error!r}.") from None
    found: list[str] = []
    doubtful: list[str] = []
    try:
        found += faults(site, options.sources)
        doubtful += unread(site)
        figures, facts = site.record["figures"], next(iter(site.facts.values()))
    except (OSError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, StopIteration) as error:
        found.append(f"{RECORD}: the record, or a file that it names, is not what it should be: {error!r}")
        figures, facts = [], {}
    for line in (*found, *(f"note: {one}" for one in doubtful)):
        print(harmless("".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)))
    told = f"{number(found, 'fault')}, {number(doubtful, 'quotation')} not understood"
    summary = f"{number(figures, 'printed figure')} of {number(facts, 'fact')}: {told}"
    print(summary, file=sys.stderr)
    return 1 if found else 0


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("site", metavar="FOLDER|ADDRESS", help="where it is published")
    parser.add_argument("--sources", type=Path, metavar="DIR", help="stored texts, to be compared with their pins too")


COMMAND = Command(name="verify", says="check a published site, without its story", run=run, add_options=add_options)
