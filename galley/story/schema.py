"""JSON Schema of each kind of YAML file, drawn from the model, by which an editor's program completes and explains."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from galley import __version__
from galley.charts.forms import any_chart
from galley.charts.model import Told
from galley.errors import Problem, StoryError
from galley.inputs.tables import FOLDER
from galley.inputs.yamlfile import read
from galley.model import Fact, Model, OwnWords, Qualifier, Section, Site, Source, Term, Text, Unit
from galley.numbers.numerals import System
from galley.numbers.reading.stock import stock
from galley.series import Series
from galley.story.load import Story
from galley.verify.record import ProofRecord
from galley.walk import NAME_OF, EntryName

DIALECT = "https://json-schema.org/draft/2020-12/schema"
GIVEN = frozenset({"id", "edition", "path", "line", "body"})
"""Fields that follow from where an entry or a section stands; they are written only where there are words for them."""


class ExceptionWording(Model):
    """What an edition made by script writes instead of the words as converted."""

    to: str
    note: str | None = None


NAMES = "names"
"""The schema that the others ask for the names that there are in the story."""


_SHIPPED = Path(__file__).parents[2] / "schemas"

MADE_BY = f"Written by every build of galley {__version__}."


def schemas() -> dict[str, dict[str, Any]]:
    """By kind: the schema of story.yaml, a section's front matter, a series' head, files of entries, and proof.json."""
    whole = {"story": _schema(Site), "section": _schema(Section), "series": _schema(Series)}
    whole |= {"proof": _schema(ProofRecord)}
    return whole | {kind: _of_entries(_schema(entry)) for kind, entry in _entries().items()}


def _entries() -> dict[str, Any]:
    """The files of entries, and what each entry is."""
    return {
        "facts": Fact,
        "units": Unit,
        "qualifiers": Qualifier,
        "terms": Term,
        "lexicon": OwnWords,
        "numbers": System,
        "sources": Source,
        "charts": any_chart(),
        "strings": Text,
        "exceptions": str | ExceptionWording,
        "glossary": str,
    }


def _of_entries(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a file that maps ids to what `schema` describes."""
    kept: dict[str, Any] = {key: schema.pop(key) for key in ("$schema", "$defs") if key in schema}
    return {**kept, "type": "object", "minProperties": 1, "additionalProperties": schema}


def _schema(kind: Any) -> dict[str, Any]:
    schema: dict[str, Any] = _sized(TypeAdapter(kind).json_schema(schema_generator=_Described))
    return {"$schema": DIALECT, **schema}


def _sized(schema: Any) -> Any:
    """The schema in JSON Schema's words: the least size of maps, and names of entries by reference to what there is."""
    if isinstance(schema, list):
        return [_sized(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if kind := schema.get(NAME_OF):
        kept = {key: value for key, value in schema.items() if key not in (NAME_OF, "type")}
        return {**kept, "$ref": f"{NAMES}.json#/$defs/{kind}"}
    renamed = {"minLength": "minProperties"} if schema.get("type") == "object" else {}
    return {renamed.get(key, key): _sized(value) for key, value in schema.items()}


def names(story: Story) -> dict[str, Any]:
    """The schema of the names that there are in a story."""
    kinds: Mapping[EntryName, Mapping[str, Any]] = {
        "fact": story.facts,
        "unit": {**stock(), **story.units},
        "qualifier": story.qualifiers,
        "source": story.sources,
        "chart": story.charts,
        "series": story.series,
        "table": {path.stem: path for path in (story.root / FOLDER).glob("*.csv")},
    }
    listed = {kind: {"enum": sorted(entries)} if entries else {"type": "string"} for kind, entries in kinds.items()}
    return {"$schema": DIALECT, "$comment": MADE_BY, "$defs": listed}


def write_names(story: Story, cache: Path) -> None:
    """Tells editors' programs which names there are in the story: beside its schemas, or with all of them in `cache`.

    A folder that cannot be written costs completion, and no build.
    """
    own = story.root / "schemas"
    folder = own if own.is_dir() else cache / "schemas"
    file, text = folder / f"{NAMES}.json", as_text(names(story))
    with suppress(OSError, UnicodeError):
        folder.mkdir(parents=True, exist_ok=True)
        before = file.read_text(encoding="utf-8") if file.is_file() else ""
        if not own.is_dir() and MADE_BY not in before:
            for kind, written in _texts().items():
                (folder / f"{kind}.json").write_text(written, encoding="utf-8")
        if before != text:
            file.write_text(text, encoding="utf-8")


def _texts() -> dict[str, str]:
    """By kind: the schema as it stands beside the engine; where none does, drawn from the model, which takes longer."""
    shipped = (path for path in sorted(_SHIPPED.glob("*.json")) if path.stem != NAMES)
    return {path.stem: path.read_text(encoding="utf-8") for path in shipped} or {
        kind: as_text(schema) for kind, schema in schemas().items()
    }


def as_text(schema: Any) -> str:
    """A schema as its file has it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


class _Described(GenerateJsonSchema):
    """Schemas of what is written in YAML: numbers are numbers, nothing is null, and every key says what it is for."""

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        return {"type": "number"}

    def is_instance_schema(self, schema: core_schema.IsInstanceSchema) -> JsonSchemaValue:
        return {"type": "number"} if schema["cls"] is Decimal else super().is_instance_schema(schema)

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        described = super().model_schema(schema)
        told = _told(schema["cls"])
        properties = described.get("properties", {})
        written = {key: value for key, value in properties.items() if key in told or key not in GIVEN}
        described["properties"] = {key: {**value, **told.get(key, {})} for key, value in written.items()}
        described["required"] = [key for key in described.get("required", ()) if key in written]
        return described


def _told(model: type) -> dict[str, dict[str, Any]]:
    """What is said of the model's keys; those of every chart are told once."""
    told = {key: words for owner in reversed(model.__mro__) for key, words in _words().get(owner.__name__, {}).items()}
    return told | {
        name: _keyword({"en": words.en, "zh": words.zh} | ({"example": words.example} if words.example else {}))
        for name, field in getattr(model, "model_fields", {}).items()
        for words in field.metadata
        if isinstance(words, Told)
    }


@cache
def _words() -> dict[str, dict[str, dict[str, Any]]]:
    """By model and key: what it is for, in English and Chinese, and an example."""
    problems: list[Problem] = []
    document = read(Path(__file__).parent, "schema.yaml", problems)
    if document is None or problems:
        raise StoryError(problems)
    return {model: {key: _keyword(told) for key, told in keys.items()} for model, keys in document.data.items()}


def _keyword(told: Mapping[str, Any]) -> dict[str, Any]:
    words = {"description": f"{told['en']}\n{told['zh']}"}
    return {**words, "examples": [_json(told["example"])]} if "example" in told else words


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return [_json(item) for item in value]
    return {key: _json(item) for key, item in value.items()} if isinstance(value, dict) else value
