"""Carries out one command: what went wrong becomes a message and an exit code here, and nowhere else."""

from __future__ import annotations

import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from galley.commands.parser import understood
from galley.commands.terminal import harmless, number, tell
from galley.errors import Problem, PublishError, StoryError, UsageError

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Carries out one command; returns 0 when all is well, 1 when the story has problems, 2 for wrong usage.

    130 when it was interrupted, also where a library has caught that and gone on.
    """
    options = understood(sys.argv[1:] if arguments is None else arguments)
    with interruptible() as interrupts:
        code = _carried_out(options, interrupts)
    return INTERRUPTED if interrupts else code


@contextmanager
def interruptible() -> Iterator[list[int]]:
    """Has Ctrl-C raise KeyboardInterrupt, and keeps a list of how often it was pressed."""
    interrupts: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        interrupts.append(number)
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield interrupts
        return
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield interrupts
    finally:
        signal.signal(signal.SIGINT, before)


def _carried_out(options: Namespace, interrupts: Sequence[int]) -> int:
    try:
        if "story" in options and not options.story.is_dir():
            raise UsageError(f"there is no folder {options.story}; name that of a story.")
        return int(options.run(options))
    except StoryError as error:
        tell(error.problems, options)
        print(_count(error.problems), file=sys.stderr)
        return error.exit_code
    except (PublishError, UsageError) as error:
        print(harmless(f"build.py: {error}"), file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        return 0
    except OSError as error:  # a file that went away meanwhile, or that this user may not read or write
        what = ": ".join(str(part) for part in (error.filename, error.strerror) if part)
        print(f"build.py: {what}. Mend that and run it again.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:
        if interrupts:  # what else goes wrong then, in the middle of an import, is told to nobody
            return INTERRUPTED
        raise


def _count(problems: Sequence[Problem]) -> str:
    return f"{number([one for one in problems if one.level == 'error'], 'problem')}; nothing was published"
