"""What a command says on the terminal: the step under way, problems, and a line with what came of it."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Sequence, Sized
from dataclasses import replace

from galley.errors import Problem, StoryError


class Steps:
    """Progress on a terminal: the step under way, and at the end one line with what came of it."""

    def __init__(self) -> None:
        self.began = time.perf_counter()
        self.shown = sys.stderr.isatty()

    def __call__(self, step: str) -> None:
        if self.shown:
            print(f"\r\033[K{step} …", end="", file=sys.stderr, flush=True)

    def end(self, summary: str) -> None:
        clear = "\r\033[K" if self.shown else ""
        print(f"{clear}{summary} · {time.perf_counter() - self.began:.2f} s", file=sys.stderr)


def harmless(text: str, style: str = "text") -> str:
    """The text without what a terminal, or a runner of workflows, would take for a command."""
    from galley.diagnostics import harmless

    return harmless(text, style)


def tell(problems: Sequence[Problem], options: Namespace) -> None:
    """Problems on standard error, in the format that was asked for."""
    from galley.diagnostics import FORMATS, write

    style = getattr(options, "format", "text")
    print(write(problems, style if style in FORMATS else "text"), file=sys.stderr)


def tell_warnings(warnings: Sequence[Problem], options: Namespace) -> None:
    """Warnings on standard error; raises StoryError where one is an error, as all are with --strict."""
    if any(warning.level == "error" for warning in warnings) or (options.strict and warnings):
        raise StoryError(replace(warning, level="error") if options.strict else warning for warning in warnings)
    if warnings or options.format == "json":
        tell(warnings, options)


def number(things: Sized, name: str) -> str:
    """How many there are: 1 fact, 2 facts."""
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"
