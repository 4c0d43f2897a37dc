"""The engine builds any story: a fictional harbour, in English and in a language that it knows from data alone.

Two more are told with series: electricity and money in English, and a county's statistical bulletin in Chinese.

After a change that was meant, look at what it does to the site, then write the new golden files and look at their diff:

    python -m tests.test_second_story && git diff tests/stories
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path

import pytest

from galley.build import Build, build_site
from galley.editions.figures import printed
from galley.marks import plain
from galley.numbers.storyreader import read_figures
from galley.story.voice import Voice

ROOT = Path(__file__).resolve().parent.parent
STORIES = ROOT / "tests/stories"
HARBOUR = STORIES / "harbour"
KEPT = (
    *("index.html", "facts/index.html", "corrections/index.html", "charts/residents/index.html"),
    *("facts/ferry.crossing.after/index.html", "facts/harbour.boats/index.html", "facts/quay.budget/index.html"),
    *("data/*.csv", "data/facts.json", "data/datapackage.json", "feature.txt", "feed.xml", "manifest.webmanifest"),
    *("robots.txt", "_headers", "favicon.svg"),
)
"""What is compared word by word, in each edition: a page of each kind, and what can be taken away. Drawings are left
out, since they change with the renderer; they have tests of their own."""

OF_SERIES = (
    *(
        "feature.txt",
        "data/charts/*.csv",
        "data/series/*.csv",
        "charts/courses/index.html",
        "charts/support/index.html",
    ),
    *("series/outlook/index.html", "series/people/index.html", "source/tables/index.html"),
)
GOLDEN: Mapping[str, tuple[str, ...]] = {"harbour": KEPT, "grid": OF_SERIES, "bulletin": OF_SERIES}
"""The stories whose site a person has looked at, and what of it is compared: of the later two, what series change."""

_DRAWING = re.compile("<svg.*?</svg>", re.DOTALL)
_NAMED_BY_CONTENT = re.compile(r"(assets/[\w-]+)\.[0-9a-f]{8}\.")


def compared(files: Mapping[str, bytes], kept: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """(path, text) of each golden file as the site has it."""
    for path, content in sorted(files.items()):
        if any(fnmatch(path.removeprefix("pt/"), pattern) for pattern in kept):
            text = content.decode()
            yield path, text if path.endswith(".svg") else _NAMED_BY_CONTENT.sub(r"\1.", _DRAWING.sub("<svg/>", text))


@pytest.fixture(scope="module")
def proof(built: Callable[[str], Build]) -> Build:
    return built("harbour")


@pytest.mark.parametrize("name", GOLDEN)
def test_the_site_is_what_a_person_has_looked_at(name: str, proof: Build) -> None:
    built = proof if name == "harbour" else build_site(STORIES / name, None)
    folder = STORIES / name / "golden"
    golden = {
        path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in folder.rglob("*") if path.is_file()
    }
    found = dict(compared(built.files, GOLDEN[name]))
    assert sorted(found) == sorted(golden)
    for path, text in golden.items():
        assert found[path] == text, path
    assert [str(problem) for problem in built.warnings] == []  # nothing is left to mend


@pytest.mark.parametrize(
    ("fact", "english", "portuguese"),
    [
        ("ferry.crossing.before", "nearly 3 hours", "quase 3 horas"),
        ("ferry.petrel.service", "4 May 2023", "4 de maio de 2023"),
        ("ferry.passengers", "more than 240,000 passengers", "mais de 240.000 passageiros"),
        ("ferry.residents", "nearly 80 percent", "quase 80%"),
        ("town.people", "3,200 people", "3.200 habitantes"),
        ("tide.spring", "about 6.4 metres", "cerca de 6,4 metros"),
        ("quay.budget", "2.5 million crowns", "2,5 milhões de coroas"),
        ("quay.lamps", "1 million crowns", "1 milhão de coroas"),
        ("harbour.boats", "46 boats", "46 barcos"),
        ("harbour.skippers", "3 skippers", "3 mestres"),
        ("harbour.quiet", "the quietest harbour on the coast", "o porto mais sossegado da costa"),
    ],
)
def test_a_language_is_data(proof: Build, fact: str, english: str, portuguese: str) -> None:
    story = proof.story
    said = [plain(printed(Voice(story, edition), fact)) for edition in story.editions.values()]
    assert said == [english, portuguese]


def test_what_a_language_of_data_prints_it_also_reads(proof: Build) -> None:
    story = proof.story
    numbers = {name: value for name, value in story.values.items() if value.number is not None}
    for name, value in numbers.items():
        for edition in story.editions.values():
            (figure,) = read_figures(plain(printed(Voice(story, edition), name)), edition.lang, story.vocabulary)
            assert (figure.value, value.unit in figure.units) == (value.number, True), (name, edition.id)


def test_no_word_of_the_first_story_is_in_the_second(proof: Build) -> None:
    for path, text in proof.pages.items():
        assert not re.search("[\u4e00-\u9fff]|Ganzhou|Shenzhen", text), path


MACHINES: tuple[tuple[str, dict[str, str], int], ...] = (
    ("here", {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}, 0o022),
    ("deep in/another folder, 另一处", {"TZ": "Asia/Hong_Kong", "LC_ALL": "C", "PYTHONHASHSEED": "1"}, 0o077),
    ("ç", {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "LANG": "pt_PT", "PYTHONHASHSEED": "4242"}, 0o027),
)


def test_every_machine_builds_the_same_bytes(tmp_path: Path) -> None:
    builds = [_build(tmp_path / folder, settings, umask) for folder, settings, umask in MACHINES]
    for build in builds:
        _, errors = build.communicate(timeout=300)
        assert build.returncode == 0, errors
    first, *others = (_files(tmp_path / folder / "site") for folder, _, _ in MACHINES)
    assert len(first) > 100
    for other in others:
        assert sorted(other) == sorted(first)
        assert [path for path in first if other[path] != first[path]] == []


def _build(folder: Path, settings: dict[str, str], umask: int) -> subprocess.Popen[str]:
    story = folder / "story"
    shutil.copytree(HARBOUR, story, ignore=shutil.ignore_patterns("golden", ".cache", "site"))
    (folder / "site").parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, str(ROOT / "build.py"), "build", "--story", str(story), "--site", str(folder / "site")]
    settings = {"PATH": os.environ["PATH"], "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", **settings}
    return subprocess.Popen(
        command, cwd=folder, env=settings, umask=umask, stderr=subprocess.PIPE, text=True, errors="replace"
    )


def _files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def write_golden() -> None:
    """Replaces the golden files by what the site is now."""
    for name, kept in GOLDEN.items():
        folder = STORIES / name / "golden"
        shutil.rmtree(folder, ignore_errors=True)
        for path, text in compared(build_site(STORIES / name, None).files, kept):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text.encode())


if __name__ == "__main__":
    write_golden()
