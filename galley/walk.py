"""Walks over a model, by each thing that it holds, and over names, by what each leads to."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

NAME_OF = "x-name-of"
EntryName = Literal["fact", "unit", "qualifier", "source", "chart", "series", "table"]


@dataclass(frozen=True, slots=True)
class NameOf:
    """Marks what names an entry of the story: it is looked up, and an editor's program offers those that there are."""

    kind: EntryName

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), NAME_OF: self.kind}


Keys = tuple[str | int, ...]
"""The keys and indices that lead from an entry to something within it."""


class Leaf(NamedTuple):
    """What holds nothing else: a number, a date, a word; or a text, which is one thing in all of its languages."""

    keys: Keys
    value: Any
    notes: tuple[Any, ...]  # what its type is annotated with

    def names(self, kind: EntryName) -> bool:
        """Whether it is the name of an entry of that kind."""
        return any(isinstance(note, NameOf) and note.kind == kind for note in self.notes)


class _Shape(NamedTuple):
    """One of the types that a value may have."""

    type: type
    notes: tuple[Any, ...]
    inner: tuple[tuple[_Shape, ...], ...]  # of the items of a tuple, of the values of a map


_Field = tuple[str, str, tuple[_Shape, ...]]


def leaves(model: BaseModel, keys: Keys = ()) -> Iterator[Leaf]:
    """Every leaf of the model and of the models within it, in the order of their fields."""
    for name, key, shapes in _fields(type(model)):
        if (value := getattr(model, name)) is not None:
            yield from _within(value, shapes, (*keys, key))


def names_in(model: BaseModel, kind: EntryName) -> Iterator[tuple[Keys, str]]:
    """Every name of an entry of that kind, with the keys under which it is written."""
    return ((leaf.keys, leaf.value) for leaf in leaves(model) if leaf.names(kind))


def _within(value: Any, shapes: tuple[_Shape, ...], keys: Keys) -> Iterator[Leaf]:
    if isinstance(value, BaseModel):
        yield from leaves(value, keys)
        return
    shape = next(one for one in shapes if isinstance(value, one.type))
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _within(item, shape.inner[index if len(shape.inner) > 1 else 0], (*keys, index))
    elif isinstance(value, Mapping) and not isinstance(value, MappingProxyType):
        for name, item in value.items():
            yield from _within(item, shape.inner[0], (*keys, name))
    else:
        yield Leaf(keys, value, shape.notes)


@cache
def _fields(model: type[BaseModel]) -> tuple[_Field, ...]:
    """By field: its name in Python, the key that an editor writes, and the types that its value may have."""
    return tuple(
        (name, field.alias or name, tuple(_shapes(field.annotation, tuple(field.metadata))))
        for name, field in model.model_fields.items()
    )


def _shapes(annotation: Any, notes: tuple[Any, ...] = ()) -> Iterator[_Shape]:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _shapes(args[0], (*notes, *args[1:]))
    elif origin in (Union, UnionType):
        for one in args:
            yield from _shapes(one, notes)
    elif origin is Literal:
        yield from (_Shape(kind, notes, ()) for kind in {type(one) for one in args})
    elif origin is tuple:
        yield _Shape(tuple, notes, tuple(tuple(_shapes(one)) for one in args if one is not ...))
    elif origin is not None:
        yield _Shape(origin, notes, (tuple(_shapes(args[1])),))
    else:
        yield _Shape(object if annotation is Any else annotation, notes, ())


def reached(names: Iterable[str], onward: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """The names, and all that they lead to, each once: the nearest first."""
    waiting, seen = deque(names), set[str]()
    while waiting:
        if (name := waiting.popleft()) not in seen:
            seen.add(name)
            yield name
            waiting.extend(onward(name))
