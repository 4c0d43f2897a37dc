"""The engine draws wrongly, whatever the story says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from decimal import Decimal
from functools import partial

import pytest

from galley.charts import canvas, drawing, render, worker
from galley.charts.forms import lollipop, units
from galley.pages import hero
from tests import test_readback as lies
from tests.mutations.kinds import Mutation, kind
from tests.mutations.originals import Original

Plant = Callable[[pytest.MonkeyPatch], None]


def the_axis_is_cut(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(lollipop, "measure", lambda domain, pixels: canvas.measure((1, domain[1]), pixels))
    patch.setattr(lollipop, "rule", lambda rows, *a, **k: canvas.rule([{**r, "zero": 1} for r in rows], *a, **k))


def three_marks_are_too_many(patch: pytest.MonkeyPatch) -> None:
    grid = units._grid
    patch.setattr(units, "_grid", lambda marks, *rest: grid(marks + 3, *rest))


def the_head_is_longer(patch: pytest.MonkeyPatch) -> None:
    short = hero._short
    patch.setattr(hero, "_short", lambda value: short(value * Decimal("1.2")))


HARBOUR: tuple[Plant, ...] = (
    *(lies.tracks_are_longer, lies.a_diamond_is_moved, lies.a_fifth_of_the_rows_is_missing, the_axis_is_cut),
    *(lies.the_share_is_larger, three_marks_are_too_many, lies.every_end_is_exact, the_head_is_longer),
)
REAL: tuple[Plant, ...] = (lies.time_runs_slower, lies.an_event_is_missing, lies.two_stations_change_places)


@contextmanager
def planted(plant: Plant) -> Iterator[None]:
    """A build that draws in this process, where the fault is, and takes no drawing from an engine without it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker, "ask", lambda task, order: lambda: getattr(drawing, task)(order))
        patch.setattr(render, "_maker", lambda: plant.__name__)
        plant(patch)
        yield


def _of(plant: Plant) -> Callable[[], AbstractContextManager[None]]:
    return partial(planted, plant)


@kind("the engine draws a length, a place, a number or an end that is not the fact's")
def drawn_wrongly(original: Original) -> Iterator[Mutation]:
    for plant in HARBOUR if original.name == "harbour" else REAL:
        yield Mutation(original.name, plant.__name__.replace("_", " "), plant=_of(plant))
