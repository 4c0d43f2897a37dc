"""What an editor's program learns of a story's files: which keys there are, and what each of them is for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
import referencing
from pydantic import BaseModel

from galley.charts.forms import any_chart
from galley.errors import Problem
from galley.inputs.yamlfile import front_matter, read
from galley.model import Fact, OwnWords, Qualifier, Section, Site, Source, Term, Unit
from galley.numbers.numerals import System
from galley.series import Series
from galley.story.draft import CHARTS, NUMBERS, QUALIFIERS, SITE, SOURCES, STRINGS, TERMS, UNITS
from galley.story.load import load_story
from galley.story.schema import DIALECT, GIVEN, ExceptionWording, _told, names, schemas, write_names
from galley.verify.record import ProofRecord
from galley.walk import EntryName

STORIES = Path(__file__).resolve().parent / "stories"
FILES = {
    "story": SITE,
    "charts": CHARTS,
    "strings": STRINGS,
    "units": UNITS,
    "qualifiers": QUALIFIERS,
    "terms": TERMS,
    "numbers": NUMBERS,
    "sources": SOURCES,
}
SCHEMAS = schemas()
MODELS = (
    Site,
    Section,
    Series,
    Unit,
    Qualifier,
    Term,
    OwnWords,
    System,
    Source,
    Fact,
    any_chart(),
    ExceptionWording,
    ProofRecord,
)
ANY_NAME = referencing.Registry[Any]().with_resource(
    "names.json",
    referencing.Resource.from_contents(
        {
            "$schema": DIALECT,
            "$defs": {kind: {"type": "string"} for kind in get_args(EntryName)},
        }
    ),
)
"""The names of no story in particular."""


def test_every_schema_is_one() -> None:
    for schema in SCHEMAS.values():
        jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("kind", FILES)
def test_the_files_of_a_good_story_agree_with_their_schema(kind: str, root: Path) -> None:
    for story in (root, STORIES / "tiny"):
        if (story / FILES[kind]).exists():
            assert _slips(_data(story, FILES[kind]), SCHEMAS[kind]) == []


def test_the_facts_and_sections_of_a_good_story_agree_with_their_schema(root: Path) -> None:
    for file in sorted((root / "data/facts").glob("*.yaml")):
        assert _slips(_data(root, str(file.relative_to(root))), SCHEMAS["facts"]) == []
    document = front_matter(STORIES / "tiny", "content/en/light.md", [])
    assert document is not None
    assert _slips(_plain(document[0].data), SCHEMAS["section"]) == []


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("facts", {"tower": {"label": {"en": "Height"}, "vlaue": 30}}),
        ("facts", {"tower": {"label": {"en": "Height"}, "value": "thirty"}}),
        ("facts", {"tower": {"id": "tower", "label": {"en": "Height"}}}),
        ("facts", {"tower": {"label": {"en": "Height"}, "value": None}}),
        ("facts", {}),
        ("strings", {"facts.title": {}}),
        ("charts", {"rail": {"form": "pie"}}),
        ("qualifiers", {"nearly": {"op": "≤", "forms": {}, "label": {"en": "nearly"}}}),
        ("story", {"title": {"en": "The lighthouse"}}),
    ],
)
def test_a_slip_is_shown_while_one_types(kind: str, data: Any) -> None:
    assert _slips(data, SCHEMAS[kind])


def test_every_key_says_what_it_is_for_in_both_languages() -> None:
    for model in _models(*MODELS):
        keys = {field.alias or name for name, field in model.model_fields.items()}
        told = _told(model)
        assert keys - GIVEN <= set(told), model.__name__
        for key in keys & set(told):
            english, chinese = told[key]["description"].split("\n")
            assert re.match("[A-Za-z]", english)
            assert re.search("[\u4e00-\u9fff]", chinese)


def test_what_is_said_is_said_of_a_key_that_there_is() -> None:
    problems: list[Problem] = []
    told = read(Path(schemas.__code__.co_filename).parent, "schema.yaml", problems)
    models = {
        owner.__name__: owner for model in _models(*MODELS) for owner in model.__mro__ if issubclass(owner, BaseModel)
    }

    assert told is not None
    assert not problems
    for model, keys in told.data.items():
        known = {field.alias or name for name, field in models[model].model_fields.items()} | {"form"}
        assert set(keys) <= known, model


def test_examples_are_such_as_the_key_takes() -> None:
    for kind, schema in SCHEMAS.items():
        for described, definitions in _described(schema):
            for example in described["examples"]:
                rest = {key: value for key, value in described.items() if key != "examples"}
                assert _slips(example, {**rest, "$defs": definitions}) == [], (kind, example)


def test_a_program_is_told_which_names_there_are_in_the_story() -> None:
    told = names(load_story(STORIES / "tiny"))["$defs"]
    assert told["source"] == {"enum": ["log"]}
    assert "tower.height" in told["fact"]["enum"]
    assert {"metre", "person", "tonne"} <= set(told["unit"]["enum"])
    assert "hours" not in told["unit"]["enum"]


def test_a_story_without_schemas_of_its_own_finds_all_of_them_in_its_cache(tmp_path: Path) -> None:
    write_names(load_story(STORIES / "tiny"), tmp_path)
    assert {path.stem for path in (tmp_path / "schemas").iterdir()} == {"names", *SCHEMAS}


def test_a_folder_that_cannot_be_written_costs_completion_and_no_build(tmp_path: Path) -> None:
    (tmp_path / "schemas").write_text("a file in its place")
    write_names(load_story(STORIES / "tiny"), tmp_path)
    assert (tmp_path / "schemas").read_text() == "a file in its place"


def test_schemas_are_json() -> None:
    assert json.loads(json.dumps(SCHEMAS)) == SCHEMAS


def _slips(data: Any, schema: dict[str, Any]) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema, registry=ANY_NAME)
    return [error.json_path for error in validator.iter_errors(data)]


def _described(schema: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    definitions = schema.get("$defs", {})
    entry = schema.get("additionalProperties") or {}
    for model in (schema, entry if isinstance(entry, dict) else {}, *definitions.values()):
        for described in model.get("properties", {}).values():
            if "examples" in described:
                yield described, definitions


def _models(*kinds: Any) -> set[type[BaseModel]]:
    found: set[type[BaseModel]] = set()
    waiting = list(kinds)
    while waiting:
        kind = waiting.pop()
        waiting += get_args(kind)
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in found:
            found.add(kind)
            waiting += [field.annotation for field in kind.model_fields.values()]
    return found


def _data(root: Path, path: str) -> Any:
    problems: list[Problem] = []
    document = read(root, path, problems)
    assert document is not None, problems
    return _plain(document.data)


def _plain(value: Any) -> Any:
    """As a YAML program of another make reads it."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return {key: _plain(item) for key, item in value.items()} if isinstance(value, dict) else value
