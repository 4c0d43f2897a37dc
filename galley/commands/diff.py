"""Tells what the working tree changes on the printed page."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from galley.commands.command import Command, cache_of
from galley.commands.terminal import harmless


def run(options: Namespace) -> int:
    from galley.report import diff

    told = diff(options.story, cache_of(options), options.rev, options.format, options.pictures, options.pictures_at)
    print(harmless(told, options.format))
    return 0


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("rev", nargs="?", default="HEAD", help="of git (default: HEAD)")
    parser.add_argument("--format", default="text", choices=["text", "markdown", "json"])
    parser.add_argument("--pictures", type=Path, metavar="DIR", help="write changed charts there, before and after")
    parser.add_argument("--pictures-at", metavar="URL", help="where readers will find DIR (default: as it is named)")


COMMAND = Command(
    name="diff",
    says="what the working tree changes on the printed page, against a revision",
    run=run,
    add_options=add_options,
)
