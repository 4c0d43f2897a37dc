"""What the handbooks say is true: every command in them runs, every sample is used, every message is what is said.

A section starts from a fresh copy of the story, in a repository of its own. In it, in order,
- a YAML sample, whose first line names its file, changes the keys that it holds and adds new entries;
- a Markdown sample, whose first line names its file, is that file if it has front matter, else its new last paragraph;
- a console sample runs each command after `$` (and its further lines after `>`); what follows is what it must print,
  where … stands for anything and line numbers may be others. `^C` is pressed once all before it has been printed.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from galley.build import Build
from galley.editions.saying import say
from galley.marks import plain
from galley.story.load import Story
from galley.story.voice import voice_of

ROOT = Path(__file__).resolve().parent.parent
ENGLISH, CHINESE = ROOT / "docs/handbook.en.md", ROOT / "docs/handbook.zh.md"
STORY = ("content", "data", "templates", "assets", "galley", "tools")
FILES = ("build.py", "Makefile", "requirements.txt", ".gitignore")

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
NAMED = re.compile(r"(?:# |<!-- )(\S+?)(?: -->)?\n")
ENTRY, KEY = (re.compile(rf"^(?={indent}[^\s#-])", re.M) for indent in ("", "  "))


@dataclass(frozen=True)
class Section:
    """A section of the handbook: its heading and its samples, each with its language."""

    title: str
    samples: tuple[tuple[str, str], ...]


def sections(handbook: Path) -> list[Section]:
    parts = re.split(r"^#{2,3} (.+)$", handbook.read_text(), flags=re.M)
    return [Section(title, tuple(FENCE.findall(body))) for title, body in zip(parts[1::2], parts[2::2], strict=True)]


WITH_SAMPLES = [section for section in sections(ENGLISH) if section.samples]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, built: Callable[[str], Build]) -> Path:
    """The story and the engine, committed, with a place to push to, and what a build has kept, as if none had ended."""
    copy = tmp_path_factory.mktemp("handbook") / "story"
    for folder in STORY:
        shutil.copytree(ROOT / folder, copy / folder)  # with what Python has compiled, or each command does so again
    for file in FILES:
        shutil.copy2(ROOT / file, copy / file)
    shutil.copytree(ROOT / "docs/samples", copy / "docs/samples")
    (copy / "site").mkdir()
    (copy / ".venv").symlink_to(ROOT / ".venv")
    built("")
    shutil.copytree(ROOT / ".cache", copy / ".cache", ignore=shutil.ignore_patterns("*.stamp"))
    git = "git init -q -b main && git add -A && git commit -q -m Start && git init -q --bare ../origin.git"
    run(f"{git} && git remote add origin ../origin.git && git push -q origin main", copy)
    return copy


@pytest.mark.parametrize("section", WITH_SAMPLES, ids=lambda section: section.title)
def test_a_section_does_what_it_says(section: Section, original: Path, tmp_path: Path) -> None:
    story = tmp_path / "story"
    # Each with what was kept of the story as it is, not of the last section's: entries are never written in place.
    shutil.copytree(original, story, symlinks=True, ignore=shutil.ignore_patterns(".cache"))
    shutil.copytree(original / ".cache", story / ".cache", copy_function=os.link)
    shutil.copytree(original.parent / "origin.git", tmp_path / "origin.git")
    for language, sample in section.samples:
        if language == "console":
            for command, printed in commands(sample):
                follow(command, printed, story)
        else:
            apply(language, sample, story)


def test_both_handbooks_have_the_same_samples_in_the_same_sections() -> None:
    assert [section.samples for section in sections(CHINESE)] == [section.samples for section in sections(ENGLISH)]


@pytest.mark.parametrize("handbook", [ENGLISH, CHINESE, ROOT / "README.md"], ids=lambda path: path.name)
def test_what_is_linked_to_is_there(handbook: Path) -> None:
    text = FENCE.sub("", handbook.read_text())
    headings = {anchor(title) for title in re.findall(r"^#+ (.+)$", text, re.M)}
    for target in re.findall(r"\]\((?!https:)([^)]+)\)", text):  # what stands outside, `make links` asks for
        path, _, fragment = target.partition("#")
        assert (handbook.parent / path).exists() if path else fragment in headings, target


def anchor(title: str) -> str:
    """The anchor that a code host gives a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def apply(language: str, sample: str, story: Path) -> None:
    """Writes a sample into the file that it names."""
    found = NAMED.match(sample)
    assert found, f"The sample names no file:\n{sample}"
    path, content = story / found[1], sample[found.end() :]
    before = path.read_text() if path.exists() else ""
    path.parent.mkdir(exist_ok=True)
    if language == "csv":
        path.write_text(content)
    else:
        path.write_text(with_entries(before, content) if language == "yaml" else with_paragraph(before, content))


def with_entries(before: str, sample: str) -> str:
    """YAML with the entries of the sample: new ones are added, and of those that are there the keys are changed."""
    return merged(before, sample, ENTRY, with_keys)


def with_keys(entry: str, sample: str) -> str:
    return merged(entry, sample, KEY, lambda old, new: new) + "\n" if KEY.search(sample) else sample


def merged(before: str, sample: str, parts: re.Pattern[str], change: Callable[[str, str], str]) -> str:
    head, *old = parts.split(before)
    new = {name_of(part): part for part in parts.split(sample)[1:]}
    kept = [change(part, new.pop(name_of(part))) if name_of(part) in new else part for part in old]
    return head + "".join(kept) + "".join(f"\n{part}" for part in new.values())


def name_of(part: str) -> str:
    return part.partition(":")[0]


def with_paragraph(before: str, sample: str) -> str:
    return sample if sample.startswith("---\n") else f"{before}\n{sample}"


def commands(sample: str) -> Iterator[tuple[str, str]]:
    """Each command of a console sample and what it must print."""
    for part in re.split(r"^\$ ", sample, flags=re.M)[1:]:
        command, *lines = part.splitlines()
        typed = [line.startswith("> ") for line in lines]
        further = typed.index(False) if False in typed else len(typed)
        yield "\n".join([command, *(line[2:] for line in lines[:further])]), "\n".join(lines[further:])


def follow(command: str, printed: str, story: Path) -> None:
    """Runs a command and compares what it prints with what the handbook says."""
    if printed.endswith("^C"):
        told = interrupted(command, printed.removesuffix("^C"), story)
    else:
        told = run(command, story, fine="nothing was published" not in printed)
    assert agrees(told, printed.removesuffix("^C")), f"$ {command}\n{told}\nThe handbook says:\n{printed}"


def agrees(told: str, printed: str) -> bool:
    return not printed.strip() or bool(re.fullmatch(pattern(printed.strip()), told.strip(), re.S))


def pattern(printed: str) -> str:
    """… is anything; so are line numbers, which change with the lines above them."""
    numbers = re.sub(r"(\\\.(?:yaml|md|txt)):\d+", r"\1:\\d+", re.escape(printed))
    return re.sub(r"\n*…\n*", lambda found: ".*", numbers.replace("\\\n", "\n"))


def run(command: str, story: Path, fine: bool = True) -> str:
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=story,
        env=environment(story),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert (done.returncode == 0) == fine, f"$ {command}\n{done.stdout}"
    return done.stdout


PATIENCE = 120
"""Seconds after which a command is taken to do nothing any more; a machine may be that busy."""


def interrupted(command: str, printed: str, story: Path) -> str:
    """What a lasting command prints until Ctrl-C, which must end it."""
    log = story.parent / "log"
    with log.open("w") as told:
        running = subprocess.Popen(
            ["bash", "-c", command], cwd=story, env=environment(story), stdout=told, stderr=told, start_new_session=True
        )
    try:
        deadline = time.monotonic() + PATIENCE
        while not agrees(log.read_text(), printed) and running.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        before = log.read_text()
        os.killpg(running.pid, signal.SIGINT)
        running.wait(PATIENCE)
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
    return before


def environment(story: Path) -> dict[str, str]:
    """As on an editor's machine, with the environment activated; a server takes any free port."""
    who = {f"GIT_{role}_{what}": "editor@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    path = f"{story / '.venv/bin'}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, **who, "PATH": path, "PORT": "0", "PYTHONUTF8": "1", "MAKEFLAGS": ""}


def table(handbook: Path, section: str) -> list[list[str]]:
    """The cells of the table of a section, without its head."""
    body = handbook.read_text().partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+) \|$", body, re.M)
    return [[cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row)] for row in rows[1:]]


@pytest.fixture(scope="module")
def story(loaded: Callable[[str], Story]) -> Story:
    return loaded("")


@pytest.mark.parametrize(("handbook", "section"), [(ENGLISH, "How a figure is printed"), (CHINESE, "数字怎样印出来")])
def test_a_mention_prints_what_the_table_says(handbook: Path, section: str, story: Story) -> None:
    rows = [row for row in table(handbook, section) if row[0].startswith("`{{") and "count." not in row[0]]
    assert len(rows) > 7
    for mention, chinese, english in rows:
        for edition, words in (("zh-Hans", chinese), ("en", english)):
            if words != "–":
                assert plain(say(voice_of(story, edition), mention.strip("`"))) == words, mention


@pytest.mark.parametrize(
    ("handbook", "section"), [(ENGLISH, "How numbers are qualified"), (CHINESE, "数字带着什么样的修饰")]
)
def test_every_qualifier_of_the_story_is_in_the_table(handbook: Path, section: str, story: Story) -> None:
    assert {row[0].strip("`") for row in table(handbook, section)} - {"–"} == set(story.qualifiers)


def test_the_fact_in_the_readme_is_one_of_the_story() -> None:
    (sample,) = (sample for language, sample in FENCE.findall((ROOT / "README.md").read_text()) if language == "yaml")
    found = NAMED.match(sample)
    assert found
    shown, there = yaml.safe_load(sample), yaml.safe_load((ROOT / found[1]).read_text())
    assert [fact for fact, keys in shown.items() if not keys.items() <= there[fact].items()] == []
