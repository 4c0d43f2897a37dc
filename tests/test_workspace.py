"""An editor's program completes and checks every YAML file of the story: its schema is found, current and strict."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import referencing
import yaml

from galley.story.load import load_story
from galley.story.schema import names, schemas

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(path for folder in ("content", "data", "galley/theme") for path in (ROOT / folder).rglob("*.yaml"))
SETTINGS = json.loads((ROOT / ".vscode/settings.json").read_text())
MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def schema_of(path: Path) -> Path:
    """The schema that the file itself asks for."""
    first = path.read_text().partition("\n")[0]
    found = MODELINE.fullmatch(first)
    assert found, f"{name(path)} names no schema in its first line."
    return Path(os.path.normpath(path.parent / found[1]))


@cache
def registry() -> referencing.Registry[Any]:
    """What the schemas ask for: the names that there are in this story."""
    told = referencing.Resource.from_contents(names(load_story(ROOT)))
    found: referencing.Registry[Any] = referencing.Registry[Any]().with_resource("names.json", told)
    return found


def slips(schema: Path, data: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(json.loads(schema.read_text()), registry=registry())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


def test_the_committed_schemas_are_those_of_the_engine() -> None:
    committed = {path.stem: json.loads(path.read_text()) for path in (ROOT / "schemas").glob("*.json")}
    committed.pop("names", None)  # of the story as it was last built
    assert committed == schemas(), "Run: make schemas"


def test_make_schemas_writes_what_the_command_prints() -> None:
    printed = subprocess.run([sys.executable, "build.py", "schema", "facts"], cwd=ROOT, capture_output=True, check=True)
    assert printed.stdout == (ROOT / "schemas/facts.json").read_bytes()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_and_the_workspace_ask_for_the_same_schema(path: Path) -> None:
    asked = [
        key
        for key, files in SETTINGS["yaml.schemas"].items()
        if any(fnmatchcase(name(path), pattern) for pattern in ([files] if isinstance(files, str) else files))
    ]
    assert [ROOT / key for key in asked] == [schema_of(path)]


def test_the_workspace_names_only_schemas_that_there_are() -> None:
    assert all((ROOT / key).is_file() for key in SETTINGS["yaml.schemas"])


def test_the_workspace_recommends_the_program_that_reads_these_settings() -> None:
    assert json.loads((ROOT / ".vscode/extensions.json").read_text())["recommendations"] == ["redhat.vscode-yaml"]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_file_of_the_story_is_as_its_schema_says(path: Path) -> None:
    assert slips(schema_of(path), plain(yaml.load(path.read_text(), Loader=yaml.BaseLoader))) == []


def plain(data: Any) -> Any:
    """`data`, where all is text, with the numbers and truths that YAML 1.2 reads; a date stays text, as there."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(value) for value in data]
    return json.loads(data) if re.fullmatch(r"-?\d+(\.\d+)?|true|false", data) else data


Spoil = Callable[[dict[str, Any]], object]


def first(data: dict[str, Any]) -> dict[str, Any]:
    entry: dict[str, Any] = next(iter(data.values()))
    return entry


SPOILT: list[tuple[str, str, Spoil]] = [
    ("a unit that there is not", "data/facts/industry.yaml", lambda data: first(data).update(unit="hours")),
    ("a misspelt key", "data/facts/industry.yaml", lambda data: first(data).update(vlaue=3)),
    ("a label for nobody", "data/facts/industry.yaml", lambda data: first(data).update(label={})),
    ("words for a number", "data/facts/industry.yaml", lambda data: first(data).update(value="280 projects")),
    ("a form that does not exist", "content/charts.yaml", lambda data: first(data).update(form="pie")),
    ("a chart without its title", "content/charts.yaml", lambda data: first(data).pop("title")),
    ("an unknown tone", "content/charts.yaml", lambda data: data["santong-trains"].update(tone="red")),
    ("a source without a publisher", "data/sources.yaml", lambda data: first(data).pop("publisher")),
    ("a unit that measures nothing", "data/units.yaml", lambda data: first(data).pop("measures")),
    ("a relation that does not exist", "galley/theme/qualifiers.yaml", lambda data: first(data).update(op="<<")),
    ("a term without words", "data/terms.yaml", lambda data: first(data).pop("text")),
    ("a feature without editions", "content/story.yaml", lambda data: data.pop("editions")),
    ("a word of the interface in no language", "content/strings.yaml", lambda data: data.update(card={})),
    ("a wording without words", "content/zh-Hant-HK/exceptions.yaml", lambda data: data.update(a={"note": "b"})),
    ("a name in two languages", "content/glossary.yaml", lambda data: data.update(a={"en": "b"})),
]


@pytest.mark.parametrize(("file", "spoil"), [case[1:] for case in SPOILT], ids=[case[0] for case in SPOILT])
def test_a_slip_is_refused(file: str, spoil: Spoil) -> None:
    data = plain(yaml.load((ROOT / file).read_text(), Loader=yaml.BaseLoader))
    spoil(data)
    assert slips(schema_of(ROOT / file), data)
