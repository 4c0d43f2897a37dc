"""The forms of charts: each a file here, from which schema, loading, checks, drawing, tables and handbooks are driven.

A file that is put into this folder is a form of the engine; nothing else lists it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Annotated, Any, Literal, Union

from pydantic import Field, TypeAdapter

from galley.charts.form import Form
from galley.charts.model import Chart


class _Forms(Mapping[str, Form[Any, Any]]):
    """The forms by name. A file is imported when its form is first asked for: a story waits for those that it uses."""

    def __init__(self) -> None:
        self._names = sorted(module.name for module in iter_modules(__path__))

    def __getitem__(self, name: str) -> Form[Any, Any]:
        if name not in self._names:
            raise KeyError(name)
        form: Form[Any, Any] = import_module(f"{__name__}.{name}").FORM
        return form

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


FORMS = _Forms()


def any_chart() -> Any:
    """The entry of a chart of any form, told apart by `form`. Nobody can type a union made of a list."""
    entries = tuple(form.entry for form in FORMS.values())
    return Annotated[Union[entries], Field(discriminator="form")]  # noqa: UP007


def reader_of(entry: Any) -> TypeAdapter[Chart]:
    """What reads the entry of a chart: its form, or all forms, which say what they are, where it names none of them."""
    name = entry.get("form") if isinstance(entry, Mapping) else None
    return _reader(name if isinstance(name, str) and name in FORMS else None)


@cache
def _reader(name: str | None) -> TypeAdapter[Chart]:
    return TypeAdapter(any_chart() if name is None else FORMS[name].entry)


def is_drawn(chart: Chart) -> bool:
    """Whether the chart is a picture; some forms are typeset by the page."""
    return not form_of(chart).typeset


def form_of(chart: Chart) -> Form[Any, Any]:
    return FORMS[chart.form]


def listed(language: Literal["en", "zh"]) -> list[str]:
    """The forms with what each is for, as the handbook in the language lists them."""
    brackets = {"en": " ({})", "zh": "（{}）"}[language]
    return [f"`{form.name}`{brackets.format(getattr(form.purpose, language))}" for form in FORMS.values()]
