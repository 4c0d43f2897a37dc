"""A chart drawn from its material alone: Altair's layers, Vega's SVG, tidied. Nothing here knows a story."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from threading import Thread
from typing import Any

from galley.charts.fit import Fitter, Overlong
from galley.charts.tidy import tidy

HEAP = 128
"""Megabytes that Vega may take. Without a limit it takes fifty more than it needs; twenty thousand marks need half."""


@dataclass(frozen=True, slots=True)
class DrawingOrder:
    """What is to be drawn: in which form, from what, how many pixels wide; and what the drawing is called."""

    form: str
    material: Any
    width: int
    uid: str
    title: str
    description: str
    lang: str


class Unfitting(Exception):
    """Labels have no room."""

    def __init__(self, overlong: Iterable[Overlong]) -> None:
        self.overlong = tuple(overlong)
        super().__init__(self.overlong)


def svg(order: DrawingOrder) -> str:
    """The drawing as inline SVG, marked. Raises Unfitting."""
    return tidy(vega(_specified(order)), order.uid, order.title, order.description, order.lang)


def specification(order: DrawingOrder) -> str:
    """The drawing as Vega-Lite in JSON, marked. Raises Unfitting."""
    return json.dumps(_specified(order))


def start() -> None:
    """Imports what drawing needs, while Vega makes its first drawing, which takes ten times as long as others."""
    Thread(target=converter().vegalite_to_svg, args=(json.dumps(_SAMPLE),), daemon=True).start()
    _prepare_altair()


def _specified(order: DrawingOrder) -> dict[str, Any]:
    from galley.charts import canvas
    from galley.charts.forms import FORMS

    _prepare_altair()
    plot, fitter = FORMS[order.form].plot, Fitter()
    drawing = plot.draw(order.material, order.width, fitter)
    if fitter.overlong:
        raise Unfitting(fitter.overlong)
    return {"$schema": canvas.schema(), **canvas.chart(drawing).to_dict(validate=False)}


@cache
def _prepare_altair() -> None:
    """Imports Altair without its validation: the tests validate; a build need not, three times over."""
    from altair.utils import schemapi

    schemapi.DEBUG_MODE = False


def vega(specified: dict[str, Any]) -> str:
    """What Vega draws."""
    drawn: str = converter().vegalite_to_svg(json.dumps(specified))  # as text: to hand a dict over holds Python up
    return drawn


@cache
def converter() -> Any:
    """Vega's renderer, kept from the network: all that a chart or a picture needs is in what is handed to it."""
    import logging

    import vl_convert

    logging.getLogger("fontdb").addHandler(logging.NullHandler())  # a machine without fontconfig lacks nothing
    if hasattr(vl_convert, "configure"):  # from 2.0 on
        vl_convert.configure(allowed_base_urls=[], auto_google_fonts=False, max_v8_heap_size_mb=HEAP)
    return vl_convert


_POINT = {"field": "n", "type": "quantitative", "axis": None}
_SAMPLE = {
    "data": {"values": [{"n": 1, "t": "one"}]},
    "encoding": {"x": _POINT, "y": _POINT, "color": {"field": "t", "legend": None}},
    "layer": [{"mark": mark} for mark in ("rule", "rect", "point")]
    + [{"mark": "text", "encoding": {"text": {"field": "t"}}}],
}
