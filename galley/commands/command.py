"""What a command is, and what several of them take from their options."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from galley.address import link_address, site_address
from galley.errors import UsageError


def no_options(parser: ArgumentParser) -> None:
    """Of a command that has none of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command: its name, what `--help` says of it, what it does, which returns the exit code, and its own options."""

    name: str
    says: str
    run: Callable[[Namespace], int]
    add_options: Callable[[ArgumentParser], None] = no_options
    of_story: bool = True  # whether it is told by --story which story it is about
    diagnosed: bool = False  # whether it may tell problems to machines, and take warnings for errors


def cache_of(options: Namespace) -> Path:
    """Where what is kept from one build to the next stands."""
    story: Path = options.story
    return story / ".cache"


def addresses(options: Namespace) -> dict[str, str]:
    """Where the site will stand and where readers report errors, as far as the command says it. Raises UsageError."""
    found = dict[str, str]()
    for name, checked in (("url", site_address), ("report", link_address)):
        try:
            if (given := getattr(options, name)) is not None:
                found[name] = checked(given)
        except ValueError as error:
            raise UsageError(f"--{name}: {error}.") from None
    return found
