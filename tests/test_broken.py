"""Every mistake an editor can make has a smallest story that makes it, and the exact words that it must be met with.

A folder of tests/broken holds what differs from the good story tests/stories/tiny: files that replace its files (a name
that ends with .xz is unpacked first), removed.txt (files to take away), made.txt (what git cannot keep: a pipe, a link
to a folder, a name that ends a line), and expected.txt (all that the build must say).
"""

from __future__ import annotations

import ast
import lzma
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from galley.build import build_site
from galley.errors import Problem, StoryError
from galley.story.load import load_story

HERE = Path(__file__).resolve().parent
BROKEN = HERE / "broken"
CASES = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())
NOTES = {"expected.txt", "removed.txt", "made.txt"}


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one case has drawn the next need not draw again."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_met_with_its_message_and_no_other(case: str, tmp_path: Path, cache: Path) -> None:
    story = overlaid(BROKEN / case, tmp_path / "story")

    assert said_of(story, cache) == (BROKEN / case / "expected.txt").read_text(encoding="utf-8").rstrip("\n")


def test_the_story_that_the_mistakes_are_made_in_has_none(tmp_path: Path, cache: Path) -> None:
    assert said_of(overlaid(tmp_path, tmp_path / "story"), cache) == ""


def test_every_rule_has_a_story_that_breaks_it() -> None:
    expected = "".join((BROKEN / case / "expected.txt").read_text(encoding="utf-8") for case in CASES)
    shown = set(re.findall(r" \[([a-z0-9-]+)\]$", expected, re.MULTILINE))

    assert sorted(set(rules()) - shown - {"drawing-untrue", "pin-place", "cell-unseen"}) == []


HARBOUR = HERE / "stories/harbour"
FILES = sorted(path.relative_to(HARBOUR).as_posix() for path in HARBOUR.rglob("*.yaml"))
SLIPS = {
    "a tab": (r"\n([^\n]*)\n*$", r"\n\t\1\n"),
    "a quote that is not closed": (r": ([^\n\"]*[^\n]*)\n*$", r': "\1\n'),
    "a missing colon": (r":( [^\n]*\n*$)", r"\1"),
}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story that has a file of every kind."""
    story = tmp_path_factory.mktemp("harbour")
    shutil.copytree(HARBOUR, story, dirs_exist_ok=True)
    return story


def told_when(story: Path, path: str, text: str) -> list[Problem]:
    """All that is said while a file of the story holds another text."""
    good = (story / path).read_text("utf-8")
    (story / path).write_text(text, "utf-8")
    try:
        load_story(story)
    except StoryError as error:
        return list(error.problems)
    finally:
        (story / path).write_text(good, "utf-8")
    return []


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("path", FILES)
def test_of_a_file_that_cannot_be_read_only_its_slip_is_told(path: str, slip: str, harbour: Path) -> None:
    text = (harbour / path).read_text("utf-8")
    told = told_when(harbour, path, re.sub(*SLIPS[slip], text, count=1))

    assert [problem.place.path for problem in told] == [path], "\n".join(map(str, told))
    assert told[0].place.line == text.rstrip("\n").count("\n") + 1


@pytest.mark.parametrize("path", [path for path in FILES if path.startswith("data/")])
def test_of_an_entry_that_is_refused_only_its_mistake_is_told(path: str, harbour: Path) -> None:
    text = (harbour / path).read_text("utf-8")
    for entry in re.finditer(r"^[\w.-]+:(?=\n| \{)", text, re.M):
        inside = " {odd: 1, " if text[entry.end()] == " " else "\n  odd: 1"
        rest = text[entry.end() :].removeprefix(" {")
        told = told_when(harbour, path, f"{text[: entry.end()]}{inside}{rest}")

        assert [problem.rule for problem in told] == ["unknown-key"], "\n".join(map(str, told))


def overlaid(case: Path, story: Path) -> Path:
    """The tiny story with the files of a case over it."""
    shutil.copytree(HERE / "stories/tiny", story)
    removed = case / "removed.txt"
    for name in removed.read_text(encoding="utf-8").split() if removed.exists() else []:
        shutil.rmtree(story / name) if (story / name).is_dir() else (story / name).unlink()
    for source in sorted(case.rglob("*")):
        if source.is_relative_to(story) or source.name in NOTES or (source.is_dir() and not source.is_symlink()):
            continue
        _lay(source, story / source.relative_to(case))
    made = case / "made.txt"
    for line in made.read_text(encoding="utf-8").splitlines() if made.exists() else []:
        kind, name, *target = (word.encode().decode("unicode_escape") for word in line.split())
        MAKERS[kind](story / name, *target)
    return story


MAKERS: dict[str, Callable[..., None]] = {
    "pipe": os.mkfifo,
    "link": lambda path, target: path.symlink_to(target),
    "file": lambda path: path.write_text("a: 1\n") and None,
}


def _lay(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    if source.suffix == ".xz":
        target.with_suffix("").write_bytes(lzma.decompress(source.read_bytes()))
    else:
        shutil.copy(source, target, follow_symlinks=False)


def said_of(story: Path, cache: Path) -> str:
    """All that the build says of a story."""
    try:
        return "\n".join(map(str, build_site(story, cache).warnings))
    except StoryError as error:
        return str(error)


def rules() -> Iterator[str]:
    """The name of every rule in the engine: the first argument wherever a Problem is made.

    Rules of galley.report are broken by a change, not by a story; test_report_owed has them. A drawing is untrue by a
    fault of the engine alone; test_readback plants those. A place for a pin is missed by the command that pins alone.
    """
    modules = (HERE.parent / "galley").rglob("*.py")
    for module in sorted(module for module in modules if module.parent.name != "report"):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _makes_a_problem(node.func):
                yield from _rule(node, module)


def _makes_a_problem(function: ast.expr) -> bool:
    """Whether the call is `Problem(…)`, or the method of something that makes problems about itself."""
    return getattr(function, "id", None) == "Problem" or getattr(function, "attr", None) == "problem"


def _rule(call: ast.Call, module: Path) -> Iterator[str]:
    given = [*call.args[:1], *(keyword.value for keyword in call.keywords if keyword.arg == "rule")]
    if given and isinstance(given[0], ast.Constant) and isinstance(given[0].value, str):
        yield given[0].value
    elif not given or getattr(given[0], "id", None) != "rule":  # passed on by such a method
        pytest.fail(f"{module.name}:{call.lineno}: write the rule of a Problem as a literal.")


def write_expected(cases: list[str]) -> None:
    """Writes what the build says of broken stories, for whoever has read it."""
    for case in cases:
        with tempfile.TemporaryDirectory() as folder:
            said = said_of(overlaid(BROKEN / case, Path(folder) / "story"), Path(folder) / "cache")
        (BROKEN / case / "expected.txt").write_text(f"{said}\n", encoding="utf-8")
        print(said)


if __name__ == "__main__":
    write_expected(sys.argv[1:])
