"""What CONTRIBUTING says works: each recipe, followed in a copy of the engine with the small story beside it.

A sample names its file in its first line. Python is a new file, or is put below or above the line that is named; YAML
changes entries as in the handbooks; a console sample is run, and prints what it says.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.test_handbook import Section, apply, commands, follow, sections

ROOT = Path(__file__).resolve().parent.parent
RECIPES = [section for section in sections(ROOT / "CONTRIBUTING.md") if section.samples]
PLACE = re.compile(r"(?:# |<!-- )(\S+?)(?: -->|, (?:(below|above): (.+)|at its end))?\n")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The engine and the small story in one folder, with what tests the one by the other."""
    copy = tmp_path_factory.mktemp("contributing") / "engine"
    unwanted = shutil.ignore_patterns("golden", "browser", "mutations")
    for folder in ("galley", "tests"):
        shutil.copytree(ROOT / folder, copy / folder, symlinks=True, ignore=unwanted)
    shutil.copytree(ROOT / "tests/stories/tiny", copy, dirs_exist_ok=True)
    shutil.copy2(ROOT / "build.py", copy)
    (copy / ".venv").symlink_to(ROOT / ".venv")
    return copy


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.title)
def test_a_recipe_does_what_it_says(recipe: Section, engine: Path, tmp_path: Path) -> None:
    copy = tmp_path / "engine"
    shutil.copytree(engine, copy, symlinks=True)
    for language, sample in recipe.samples:
        if language == "console":
            for command, printed in commands(sample):
                follow(command, printed, copy)
        elif language == "yaml":
            apply(language, sample, copy)
        else:
            write(sample, copy)


def write(sample: str, engine: Path) -> None:
    """Writes a sample into the file that it names: as all of it, at its end, or beside one of its lines."""
    found = PLACE.match(sample)
    assert found, f"The sample names no file:\n{sample}"
    path, side, line = engine / found[1], found[2], found[3]
    content = sample[found.end() :]
    path.parent.mkdir(exist_ok=True)
    if side:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        at = [one.strip() for one in lines].index(line.strip())
        lines.insert(at + (side == "below"), content)
        path.write_text("".join(lines), encoding="utf-8")
    else:
        before = f"{path.read_text(encoding='utf-8')}\n\n" if path.exists() else ""
        path.write_text(before + content, encoding="utf-8")


def test_there_is_a_recipe_for_each_thing_that_is_added() -> None:
    titles = ["A chart form", "A derivation", "A kind of page", "A rule", "An edition", "A message"]
    assert [recipe.title for recipe in RECIPES] == titles
