"""The forms of charts: each a file here, from which schema, loading, checks, drawing, tables and handbooks are driven.

A file that is put into this folder is a form of the engine; nothing else lists it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Annotated, Any, Literal, Union

from pydantic import Field

from galley.charts.form import Form
from galley.charts.model import (
    Base,
    Chart,
    IsotypeChart,
    StatusChart,
    StripChart,
    TableChart,
    TimelineChart,
    TrackChart,
    UnitsChart,
)

WAITING = {"counts", "groups", "strip", "timeline", "track"}  # what has not moved into a file of its own yet


def _found() -> Iterator[Form[Any, Any]]:
    for module in sorted(module.name for module in iter_modules(__path__) if module.name not in WAITING):
        yield import_module(f"{__name__}.{module}").FORM


FORMS: Mapping[str, Form[Any, Any]] = MappingProxyType({form.name: form for form in _found()})

_ENTRIES: tuple[type[Base], ...] = (
    *(form.entry for form in FORMS.values()),
    TrackChart,
    TimelineChart,
    UnitsChart,
    TableChart,
    StripChart,
    IsotypeChart,
    StatusChart,
)
ANY_CHART: Any = Annotated[
    Union[tuple(sorted(_ENTRIES, key=lambda entry: entry.__name__))],  # noqa: UP007
    Field(discriminator="form"),
]
"""The entry of a chart, told apart by `form`. Nobody can type a union made of a list: to the types it is a `Chart`."""


def form_of(chart: Chart) -> Form[Any, Any]:
    return FORMS[chart.form]


def listed(language: Literal["en", "zh"]) -> list[str]:
    """The forms with what each is for, as the handbook in the language lists them."""
    brackets = {"en": " ({})", "zh": "（{}）"}[language]
    return [f"`{form.name}`{brackets.format(getattr(form.told, language))}" for form in FORMS.values()]
