"""Work that is not done again while what it is made of, and what came of it, are as they were."""

from __future__ import annotations

import gc
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from galley.commands.command import cache_of
from galley.commands.terminal import Steps, tell_warnings
from galley.stamp import Moment, made_of, recall, remember


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a command: what it is about, what it did, and whether doing it again would tell nothing more.

    `files`: how those of the site stood when it was published.
    """

    of: str
    did: str
    settled: bool
    files: Mapping[str, Moment] = field(default_factory=dict)


def unless_done(work: Callable[[Steps], Done], options: Namespace, site: Path | None = None, *choices: object) -> int:
    """Runs `work`, unless its inputs and the site are the same as after its last run without warnings."""
    steps, cache, command = Steps(), cache_of(options), str(options.command)
    made = made_of(options.story, command, site, *choices)
    known = None if getattr(options, "base", None) else recall(cache, command, made, site)
    if known is not None:
        tell_warnings((), options)
        steps.end(f"{known}: nothing has changed")
        return 0
    from galley.charts import worker

    if not cache.exists() and (options.story / "content/charts.yaml").exists():
        worker.start()  # while the story is being read; later it is started where a drawing is not kept
    gc.disable()  # a story is many small things that last: to look for rubbish among them takes a tenth longer
    try:
        done = work(steps)
    finally:
        gc.enable()
    if made and done.settled and made == made_of(options.story, command, site, *choices):
        remember(cache, command, made, done.of, done.files)
    steps.end(": ".join(filter(None, (done.of, done.did))))
    return 0
