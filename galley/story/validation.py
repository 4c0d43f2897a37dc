"""Raw data into a frozen model, and what the model refuses into problems at the line to mend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

from galley.errors import Place, Problem
from galley.guess import closest, near
from galley.inputs.yamlfile import Document
from galley.walk import Keys

T = TypeVar("T")

_DUE = {  # pydantic's name of an error → what is due
    "string_type": "text",
    "string_sub_type": "text",
    "decimal_type": "a number in digits",
    "is_instance_of": "a number in digits",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "mapping_type": "a map of keys to values",
    "dict_type": "a map of keys to values",
    "model_type": "a map of keys to values",
    "model_attributes_type": "a map of keys to values",
    "tuple_type": "a list",
}


def validated(
    adapter: TypeAdapter[T], data: Any, at: Document, keys: Keys, name: str, problems: list[Problem]
) -> T | None:
    """`data` as the adapter's type; None and a problem for each thing it refuses. `keys` lead to it in `at`."""
    try:
        return adapter.validate_python(data)
    except ValidationError as error:
        problems += _problems(error, adapter, data, at, keys, name)
        return None


def _problems(
    error: ValidationError, adapter: TypeAdapter[Any], data: Any, at: Document, keys: Keys, name: str
) -> Iterator[Problem]:
    found: dict[Keys, Any] = {}
    for slip in error.errors(include_url=False):
        found.setdefault(_path(slip["loc"], data, slip["type"]), slip)
    for path, slip in found.items():
        if not _follows(path, slip["type"], found):
            yield _problem(slip, path, adapter, data, at, keys, name)


def _follows(path: Keys, kind: str, found: Mapping[Keys, Any]) -> bool:
    """Whether the error comes of another: of one deeper in, or of a key that is missing because it is misspelt."""
    if any(len(other) > len(path) and other[: len(path)] == path for other in found):
        return True
    strays = [
        other[-1] for other, slip in found.items() if slip["type"] == "extra_forbidden" and other[:-1] == path[:-1]
    ]
    return kind == "missing" and near(str(path[-1]), list(map(str, strays))) is not None


def _path(loc: tuple[int | str, ...], data: Any, kind: str) -> Keys:
    """The keys of `loc` that are in the data: pydantic adds names of types and of union members."""
    path: list[int | str] = []
    for position, key in enumerate(loc):
        if _has(data, key):
            data = data[key]
            path.append(key)
        elif kind == "missing" and position == len(loc) - 1:
            path.append(key)
    return tuple(path)


def _has(data: Any, key: int | str) -> bool:
    if isinstance(data, Mapping):
        return key in data
    return isinstance(data, tuple) and isinstance(key, int) and key < len(data)


def _problem(
    slip: Any, path: Keys, adapter: TypeAdapter[Any], data: Any, at: Document, keys: Keys, name: str
) -> Problem:
    label = ".".join(map(str, (*filter(None, [name]), *path))) or at.path
    full, kind, value = (*keys, *path), slip["type"], slip["input"]
    if kind == "missing" and isinstance(path[-1], str):
        parent = ".".join(map(str, (*filter(None, [name]), *path[:-1]))) or at.path
        return Problem(
            "missing-key", at.key(*full[:-1]), f"{parent}: {path[-1]} is missing.", f"Add a line “{path[-1]}: …” to it."
        )
    if kind == "extra_forbidden":
        known = [field for field in _fields(adapter, data, path[:-1]) if field != "id"]
        hint = closest(str(path[-1]), known, f"Write one of {', '.join(known)}, or delete it.")
        return Problem("unknown-key", at.key(*full), f"{label}: there is no key “{path[-1]}” here.", hint)
    if kind in {"literal_error", "union_tag_invalid"}:
        return _choice(slip, label, at, full)
    if kind == "union_tag_not_found":
        return Problem("missing-key", at.key(*full), f"{label}: form is missing.", "Add a line “form: …” to it.")
    if kind == "value_error":
        message, _, hint = str(slip["ctx"]["error"]).partition("; ")
        return Problem("wrong-value", at.place(*full), f"{label}: {message}.", f"{hint[:1].upper()}{hint[1:]}.")
    if kind == "greater_than":
        message = f"{label} must be more than {slip['ctx']['gt']}."
        return Problem("wrong-value", at.place(*full), message, "Write a larger number.")
    if kind == "string_too_short":
        return Problem("wrong-value", at.place(*full), f"{label} is empty.", "Write the word, or leave it out.")
    if kind == "string_too_long":
        message = f"{label} is longer than {slip['ctx']['max_length']} characters."
        return Problem("wrong-value", at.place(*full), message, "Write it shorter.")
    if kind.startswith("string") and len(path) > 1 and path[-1] in _fields(adapter, data, path[:-2]):
        return misplaced(at.key(*full), label, str(path[-2]))
    if kind in _DUE:
        return Problem(
            "wrong-type", at.place(*full), f"{label} must be {_DUE[kind]}.", _rewrite(kind, value), _shown(value)
        )
    if kind == "missing":
        return _length(slip, label.rpartition(".")[0], at.place(*full[:-1]))
    return _length(slip, label, at.place(*full))


def misplaced(place: Place, label: str, outer: str) -> Problem:
    """A key that stands too far in, among the words of another."""
    return Problem("key-inside", place, f"{label} stands inside {outer}.", f"Indent it less, as {outer} is.")


def _choice(slip: Any, label: str, at: Document, full: Keys) -> Problem:
    union = slip["type"] == "union_tag_invalid"
    expected = str(slip["ctx"]["expected_tags" if union else "expected"]).replace("'", "").replace(" or ", ", ")
    chosen, place = (slip["ctx"]["tag"], at.place(*full, "form")) if union else (slip["input"], at.place(*full))
    label = f"{label}.form" if union else label
    hint = closest(str(chosen), expected.split(", "), f"Write one of {expected}.")
    return Problem("unknown-choice", place, f"{label} cannot be “{chosen}”.", hint)


def _length(slip: Any, label: str, place: Place) -> Problem:
    """What is left: lists and maps that are too short or too long."""
    bounds = slip.get("ctx") or {}
    due = bounds.get("min_length") or bounds.get("max_length") or 2  # pairs say only that an item is missing
    least = " at least" if "min_length" in bounds else ""
    message = f"{label} must have {due} item{'s' if due != 1 else ''}{least}."
    return Problem("wrong-length", place, message, "Write as many.")


def _rewrite(kind: str, value: Any) -> str:
    """How to write a value of the wrong type."""
    if kind.startswith("string") and not isinstance(value, Mapping | tuple):
        return f'Put it in quotes: "{_shown(value)}".'
    if kind == "int_type":
        return "Write one whole number in digits: 2."
    if kind in {"decimal_type", "is_instance_of"}:
        return "Write digits without quotes, commas or unit: 1234.5."
    if kind == "tuple_type":
        return "Write it in brackets, [one, two], or an item a line, each after “- ”."
    if kind in {"string_type", "string_sub_type"}:
        return "Write words here, not a list or a map."
    return "Write “key: value” lines below it, indented."


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if isinstance(value, Mapping | tuple) else str(value)[:60]


def _fields(adapter: TypeAdapter[Any], data: Any, path: Keys) -> list[str]:
    """The keys that the model at the path knows."""
    models = _models(adapter._type, data)
    for key in path:
        data = data[key]
        if isinstance(key, str):
            models = [inner for model in models for inner in _models(_annotation(model, key), data)]
    return [field.alias or name for model in models for name, field in model.model_fields.items()]


def _models(annotation: Any, data: Any) -> list[type[BaseModel]]:
    """The models in a type; of several told apart by `form`, the one that the data names."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    found = [model for inner in get_args(annotation) for model in _models(inner, data)]
    form = data.get("form") if isinstance(data, Mapping) else None
    return [model for model in found if form in get_args(_annotation(model, "form"))] if form else found


def _annotation(model: type[BaseModel], key: str) -> Any:
    return next((field.annotation for name, field in model.model_fields.items() if key in (name, field.alias)), None)
