"""What is timed: builds of an invented story and of the real one, from nothing, after no change and after one."""

from __future__ import annotations

import gc
import shutil
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from bench.invented import EACH, PINNED, THINGS, town_names, value
from bench.timing import ROOT, Run, run
from galley.pages import render_site
from galley.proof.doubts import Doubts
from galley.store import NOTHING_KEPT
from galley.story.load import load_story
from galley.story.pins import pin

Task = Callable[[], Run]


def cold(story: Path) -> Task:
    """A build with an empty cache and no site."""

    def task() -> Run:
        for folder in (".cache", "site"):
            shutil.rmtree(story / folder, ignore_errors=True)
        return run("build.py", "--story", story)

    return task


def unchanged(story: Path, command: str = "build") -> Task:
    return lambda: run("build.py", command, "--story", story)


def checked(story: Path) -> Task:
    """A check that has something to do, with all drawings kept."""

    def task() -> Run:
        for stamp in (story / ".cache").glob("*.stamp"):
            stamp.unlink()
        return run("build.py", "check", "--story", story)

    return task


def one_fact(story: Path) -> Task:
    """A build after the first fact, and the sentence that it is read from, were changed: its chart is drawn anew."""
    name, thing = town_names(1)[0], THINGS[0]
    values = count(value(0, thing), EACH)
    now = next(values)

    def task() -> Run:
        nonlocal now
        before, now = now, next(values)
        for path in (f"data/facts/{name}.yaml", f"data/sources/{name}.txt"):
            replace(story / path, f"{before}", f"{now}")
        pin(story, [], PINNED)
        return run("build.py", "--story", story)

    return task


def plain(story: Path) -> Task:
    """The plain script, which knows no difference."""
    return lambda: run("-m", "bench.plain", story, story / "plain")


def loaded(story: Path, cache: Path | None = None) -> Task:
    """The story read, and each figure compared with its quotation; what was read is kept in `cache`."""
    root = f"Path({str(cache)!r})" if cache else "None"
    script = (
        "import gc; from pathlib import Path; "
        "from galley.store import Store; from galley.story.load import load_story; "
        "gc.disable(); "  # as the command line sets it
        f"store = Store({root}); story = load_story(Path({str(story)!r}), store); "
        "story.clean.keep(store); story.vocabulary.keep(store)"
    )
    return lambda: run("-c", script)


def rendered(story: Path) -> Task:
    """Its pages rendered; the story has been read before, and starting Python is not counted."""

    def task() -> Run:
        read = load_story(story)
        gc.disable()  # as the command line sets it
        began, of_processor = time.perf_counter(), time.process_time()
        try:
            render_site(read, NOTHING_KEPT, Doubts(read).holds)
        finally:
            gc.enable()
        return Run(time.perf_counter() - began, time.process_time() - of_processor, 0)

    return task


def real_story(folder: Path) -> Path:
    """A copy of this repository's own story."""
    for part in ("content", "data", "templates", "assets"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


def one_real_fact(story: Path) -> Task:
    """The same for the real story: a number that no chart draws."""
    years = count(192)
    now = 191

    def task() -> Run:
        nonlocal now
        before, now = now, next(years)
        replace(story / "data/sources/seed-article.txt", f"选派{before}名", f"选派{now}名")
        replace(story / "data/facts/services.yaml", f"选派{before}名", f"选派{now}名")
        replace(story / "data/facts/services.yaml", f"value: {before}", f"value: {now}")
        pin(story, [], PINNED)
        return run("build.py", "--story", story)

    return task


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise RuntimeError(f"{path.name} has no {old!r} to change: mend the benchmark.")
    path.write_text(text.replace(old, new), encoding="utf-8")
