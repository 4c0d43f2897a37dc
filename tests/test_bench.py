"""The benchmark runs, on the smallest stories there are, and what it invents is a story that holds."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench import pages, preview
from bench.builds import replace
from bench.invented import THINGS, invent, invent_facts
from bench.timing import ROOT, run
from galley.build import Build, build_site
from galley.new import begin
from galley.story.load import load_story
from tools import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_the_smallest_run_tells_every_table_of_builds(tmp_path: Path) -> None:
    curve = tmp_path / "growth.svg"
    few = ["--times", "1", "--pages", "1", "2", "--facts", "80"]
    options = [*few, "--no-real", "--no-views", "--curve", str(curve)]
    done = subprocess.run(
        [sys.executable, "-m", "bench", *options], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for head in (
        "| one page, 8 charts |",
        "| nothing changed |",
        "| pages, processor |",
        "| facts of one source",
        "| 80 facts loaded",
    ):
        assert head in done.stdout
    assert curve.read_text(encoding="utf-8").startswith("<svg")


@pytest.fixture
def opened(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """One browser for each process of the tests."""
    monkeypatch.setattr(chromium, "opened", lambda: nullcontext(browser))


def test_a_page_is_weighed_and_timed_on_a_slow_phone_beside_its_bare_twin(
    built: Callable[[str], Build], opened: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pages, "build_site", lambda *_: built(""))
    monkeypatch.setattr(pages, "KINDS", {"feature": "index.html"})
    monkeypatch.setattr(pages, "EDITIONS", {"en": "en/"})
    pages.main(1)
    weights, speeds = re.findall(r"^\| (?:feature, )?en \| (.+) \|$", capsys.readouterr().out, re.MULTILINE)
    assert weights.endswith("| no")
    assert re.fullmatch(r"(\d+ ms \| ){3}\d\.\d\d \| 0\.0\d\d", speeds)


def test_a_save_is_timed_until_the_open_page_shows_it(
    tmp_path: Path, opened: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    begin(tmp_path / "story", ["en"], date(2025, 3, 4), in_git=False)
    sentence = ([("content/en/loans.md", "in the next.", "in the next{w}.")], "in the next{w}.")
    monkeypatch.setattr(preview, "STORY", tmp_path / "story")
    monkeypatch.setattr(preview, "CHANGES", {"a sentence": sentence})
    preview.main(1)
    assert re.search(r"^  a sentence( +\d+){3}$", capsys.readouterr().out, re.MULTILINE)


@pytest.mark.parametrize("kind", preview.CHANGES)
def test_what_the_preview_is_timed_by_stands_in_the_story(kind: str) -> None:
    changes, _ = preview.CHANGES[kind]
    assert [old for name, old, _ in changes if old not in (ROOT / name).read_text(encoding="utf-8")] == []


def test_an_invented_story_has_a_page_a_section_and_nothing_to_warn_of(tmp_path: Path) -> None:
    invent(tmp_path, 3)
    proof = build_site(tmp_path, None)
    assert proof.warnings == ()
    pages = [path for path in proof.files if path.startswith("sections/")]
    assert len(pages) == 3
    assert all(proof.files[path].count(b"<svg") == 6 for path in pages)
    assert all(f'href="{path}"' in proof.files["index.html"].decode() for path in pages)


def test_an_invented_story_of_facts_has_a_page_a_fact_and_nothing_to_warn_of(tmp_path: Path) -> None:
    invent_facts(tmp_path, 8)
    proof = build_site(tmp_path, None)
    assert proof.warnings == ()
    assert sum(path.startswith("facts/") for path in proof.files) == 8 + 1  # and the ledger


def test_every_invented_fact_is_compared_with_its_quote(tmp_path: Path) -> None:
    invent(tmp_path, 5, 0)
    assert len(load_story(tmp_path).evidence) == 5 * len(THINGS)


def test_a_run_that_fails_says_why() -> None:
    with pytest.raises(RuntimeError, match="no such story"):
        run("-c", "import sys; sys.exit('no such story')")


def test_a_change_that_finds_nothing_to_change_is_no_measurement(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("value: 1\n")
    with pytest.raises(RuntimeError, match="mend the benchmark"):
        replace(tmp_path / "facts.yaml", "value: 2", "value: 3")
