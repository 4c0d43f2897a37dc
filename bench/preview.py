"""How long after a save the open page shows it: a sentence, a fact, a fact that redraws a chart; in a real browser."""

from __future__ import annotations

import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from galley.story.draft import SOURCES
from galley.story.pins import sha256_of
from tools import chromium

ROOT = Path(__file__).resolve().parent.parent
STORY = ROOT
PAUSE = 1.0
"""Seconds between two saves, in which the whole site is still being built: a busy desk, not an idle one."""

Change = tuple[str, str, str]
"""A file of the story, words in it, and words in their place. With every save {n} changes, {few}, of which as many are
drawn, and {w}."""

CHANGES: dict[str, tuple[list[Change], str]] = {
    "a sentence": ([("content/zh-Hans/care.md", "没有名单；", "没有名单{w}；")], "没有名单{w}；"),
    "a fact": (
        [
            ("data/sources/seed-article.txt", "选派191名", "选派{n}名"),
            ("data/facts/services.yaml", "value: 191", "value: {n}"),
            ("data/facts/services.yaml", "选派191名", "选派{n}名"),
        ],
        "{n}",
    ),
    "a fact and its chart": (
        [
            ("data/sources/seed-article.txt", "大湾区19所", "大湾区{few}所"),
            ("data/facts/services.yaml", "value: 19\n", "value: {few}\n"),
            ("data/facts/services.yaml", "大湾区19所", "大湾区{few}所"),
        ],
        "{few}所职业院校",
    ),
}


def main(times: int = 20) -> None:
    """Prints median, 95th percentile and worst of each kind of save, in milliseconds."""
    with tempfile.TemporaryDirectory() as folder, preview(Path(folder) / "story") as (story, page):
        print("after a save, until the open page shows it (ms): median, 95th percentile, worst")
        for name, (changes, shown) in CHANGES.items():
            taken = sorted(seconds * 1000 for seconds in saves(story, page, changes, shown, times))
            median, worst = statistics.median(taken), taken[-1]
            print(f"  {name:<22} {median:6.0f} {taken[max(0, int(len(taken) * 0.95) - 1)]:6.0f} {worst:6.0f}")


@contextmanager
def preview(story: Path) -> Iterator[tuple[Path, Page]]:
    """A copy of the story, served, with its feature open in a browser and the first build done, from the same cache."""
    for part in ("content", "data", "templates", "assets"):
        if (STORY / part).is_dir():
            shutil.copytree(STORY / part, story / part)
    if (STORY / ".cache").is_dir():
        (story / ".cache").symlink_to(STORY / ".cache")
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--story", str(story), "--port", "0"]
    served = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    with served as process, chromium.opened() as browser, browser.new_page(bypass_csp=True) as page:
        try:
            page.goto(process.stderr.readline().split()[0] if process.stderr else "")
            page.wait_for_selector("main", timeout=120_000)
            yield story, page
        finally:
            process.send_signal(signal.SIGINT)


def saves(story: Path, page: Page, changes: list[Change], shown: str, times: int) -> Iterator[float]:
    """Seconds from each save to the page that shows it. The first is not counted; the story ends as it was."""
    good = {name: (story / name).read_text(encoding="utf-8") for name in (SOURCES, *(name for name, _, _ in changes))}
    for turn in range(times + 1):
        filled = {
            "n": str(300 + turn),
            "few": str(20 + turn),
            "w": "甲乙丙丁戊己庚辛壬癸"[turn % 10] * (turn // 10 + 1),
        }
        texts = dict(good)
        for name, old, new in changes:
            if old not in texts[name]:
                raise SystemExit(f"{name} no longer says {old}: mend bench/preview.py.")
            texts[name] = texts[name].replace(old, new.format(**filled))
            texts[SOURCES] = texts[SOURCES].replace(sha256_of(good[name]), sha256_of(texts[name]))
        began = time.perf_counter()
        for name, text in texts.items():
            (story / name).write_text(text, encoding="utf-8")
        page.wait_for_function(
            "words => document.querySelector('main').textContent.includes(words)", arg=shown.format(**filled)
        )
        if turn:
            yield time.perf_counter() - began
        time.sleep(PAUSE)
    for name, text in good.items():
        (story / name).write_text(text, encoding="utf-8")
    time.sleep(PAUSE)


if __name__ == "__main__":
    main()
