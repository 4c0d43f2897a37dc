"""What the words after `build.py` ask for: the commands, in the order in which `--help` lists them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from galley import __version__
from galley.commands import build, check, csv, diff, explain, new, pin, schema, serve, translated, verify
from galley.commands.command import Command

COMMANDS: Sequence[Command] = [
    module.COMMAND for module in (build, check, serve, explain, diff, translated, new, csv, pin, verify, schema)
]
HERE = Path(__file__).resolve().parents[2]  # where build.py is


def understood(arguments: Sequence[str]) -> argparse.Namespace:
    """The command and its options, in whatever order they were given."""
    known = parser()
    return known.parse_args(_command_first(list(arguments), known))


def _command_first(arguments: list[str], known: Parser) -> list[str]:
    """`build` is meant where no command is named; a word that is none is left where it is refused as one.

    The value of an option is a word of its own, which may be that of a command: `--story check`.
    """
    valued = {option for command in known.commands.values() for option in command.valued}
    words = [at for at, word in enumerate(arguments) if at == 0 or arguments[at - 1] not in valued]
    named = [at for at in words if arguments[at] in known.commands]
    for at in named or [at for at in words if not arguments[at].startswith("-")]:
        return [arguments[at], *arguments[:at], *arguments[at + 1 :]]
    asked = [word for word in arguments if word in ("-h", "--help", "--version")]
    return asked or ["build", *arguments]


class Parser(argparse.ArgumentParser):
    """Names the word that was probably meant, where one is misspelt."""

    commands: Mapping[str, Parser]  # of the first of them alone

    @property
    def valued(self) -> Iterator[str]:
        """Options that a value follows."""
        return (option for option, action in self._option_string_actions.items() if action.nargs != 0)

    def error(self, message: str) -> NoReturn:
        from galley.guess import near

        found = re.search(r"invalid choice: '(.+)' \(choose from (.+)\)", message)
        meant = near(found[1], re.findall(r"[\w-]+", found[2])) if found else None  # with quotes or, of late, without
        super().error(message.replace(" (choose", f". Did you mean {meant}? (choose") if meant else message)


def parser() -> Parser:
    """The commands and their options."""
    top = Parser(
        prog="build.py", description="Builds the site from its facts, and proves that every printed figure holds."
    )
    top.add_argument("--version", action="version", version=f"galley {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    top.commands = commands.choices
    for command in COMMANDS:
        added = commands.add_parser(command.name, help=command.says, description=command.says, allow_abbrev=False)
        added.set_defaults(run=command.run)
        if command.of_story:
            _add_story(added)
        if command.diagnosed:
            _add_diagnostics(added)
        command.add_options(added)
    return top


def _add_story(parser: Parser) -> None:
    parser.add_argument(
        "--story", type=Path, default=HERE, metavar="DIR", help="the story (default: where build.py is)"
    )


def _add_diagnostics(parser: Parser) -> None:
    parser.add_argument("--format", default="text", choices=["text", "json", "github"], help="how problems are told")
    parser.add_argument("--strict", action="store_true", help="treat warnings as errors")
    parser.add_argument("--url", metavar="ADDRESS", help="where the site will stand (default: url of the story)")
    parser.add_argument(
        "--report", metavar="ADDRESS", help="where readers report errors (default: report of the story)"
    )
