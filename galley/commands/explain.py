"""Tells all about a fact or a source."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from galley.commands.command import Command, cache_of
from galley.commands.terminal import harmless


def run(options: Namespace) -> int:
    from galley.report import draft, explain_name

    if options.draft:
        print(harmless(draft(options.story, options.name)))
    else:
        told = explain_name(options.story, cache_of(options), options.name, options.format)
        print(harmless(told, options.format))
    return 0


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("name", help="the id of a fact or a source")
    parser.add_argument("--draft", action="store_true", help="a source: YAML stubs for figures that no fact covers")
    parser.add_argument("--format", default="text", choices=["text", "json"])


COMMAND = Command(
    name="explain",
    says="a fact: its evidence and where it is printed; a source: its figures",
    run=run,
    add_options=add_options,
)
