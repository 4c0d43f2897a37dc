"""Declares a translation up to date again."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from galley.commands.command import Command


def run(options: Namespace) -> int:
    from galley.editions.translations import declare
    from galley.story.load import load_story

    declare(load_story(options.story), options.edition, options.section)
    return 0


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("edition")
    parser.add_argument("section", nargs="?", help="only this section")


COMMAND = Command(name="translated", says="declare a translation up to date again", run=run, add_options=add_options)
