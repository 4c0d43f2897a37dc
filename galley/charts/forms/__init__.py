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
from galley.charts.model import Chart


def _found() -> Iterator[Form[Any, Any]]:
    for module in sorted(module.name for module in iter_modules(__path__)):
        yield import_module(f"{__name__}.{module}").FORM


FORMS: Mapping[str, Form[Any, Any]] = MappingProxyType({form.name: form for form in _found()})

ANY_CHART: Any = Annotated[Union[tuple(form.entry for form in FORMS.values())], Field(discriminator="form")]  # noqa: UP007
"""The entry of a chart, told apart by `form`. Nobody can type a union made of a list: to the types it is a `Chart`."""


def is_drawn(chart: Chart) -> bool:
    """Whether the chart is a picture; some forms are typeset by the page."""
    return form_of(chart).plot is not None


def form_of(chart: Chart) -> Form[Any, Any]:
    return FORMS[chart.form]


def listed(language: Literal["en", "zh"]) -> list[str]:
    """The forms with what each is for, as the handbook in the language lists them."""
    brackets = {"en": " ({})", "zh": "（{}）"}[language]
    return [f"`{form.name}`{brackets.format(getattr(form.told, language))}" for form in FORMS.values()]
