"""Previews the site until Ctrl-C."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from galley.commands.command import Command, cache_of


def run(options: Namespace) -> int:
    from galley.preview.server import serve

    return serve(options.story, cache_of(options), options.port)


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="0 for any free one (default: 8000)")


COMMAND = Command(name="serve", says="preview on 127.0.0.1, with reload on save", run=run, add_options=add_options)
