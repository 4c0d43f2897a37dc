"""Prints JSON Schema of one kind of YAML file, or of all."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from galley.commands.command import Command
from galley.errors import UsageError


def run(options: Namespace) -> int:
    from galley.guess import closest
    from galley.story.schema import as_text, schemas

    known = schemas()
    if options.kind and options.kind not in known:
        hint = closest(options.kind, known, f"Choose from {', '.join(known)}.")
        raise UsageError(f"there is no kind “{options.kind}”. {hint}")
    print(as_text(known[options.kind] if options.kind else known), end="")
    return 0


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("kind", nargs="?", help="facts, units, …; all of them where none is named")


COMMAND = Command(name="schema", says="JSON Schema of the YAML files", run=run, add_options=add_options)
