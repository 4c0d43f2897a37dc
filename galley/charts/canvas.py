"""The layers that every chart form draws with: Altair marks on a canvas of fixed pixels, where nothing measures text.

Positions are pixels unless a scale is given; a layer whose positions mean something is given the scale of its measure,
so that whoever takes the specification away finds the data in it. Altair is imported where a mark is made, since every
command knows the forms, and few draw one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from galley.charts.fit import Type

if TYPE_CHECKING:
    import altair as alt

    from galley.charts.model import Tone

Row = dict[str, Any]
Mark = Literal["rule", "rect", "point", "text"]
Layer: TypeAlias = "alt.UnitSpec"
Group: TypeAlias = "alt.LayerSpec"

INK, INK_2, MUTE, RULE, PAPER = (f"var(--{name})" for name in ("ink", "ink2", "mute", "rule", "paper"))
COLOURS: dict[Tone, str] = {"before": "var(--before)", "after": "var(--after)", "plain": INK, "quiet": MUTE}
FEATHER = 16  # px over which a feathered end fades
MARK_WIDE, MARK_TALL, MARK_PITCH = 96, 28, 32
"""Pixels of the small marks in a cell of a table, and from one to the next in their drawing."""
CHEVRON = "M-4,-7L4,0L-4,7"
CHEVRON_BACK = "M4,-7L-4,0L4,7"  # behind a stop: it lies below
DIAMOND = "M-6.5,0L0,-6.5L6.5,0L0,6.5Z"

NOTE = Type(13)
LABEL = Type(15)
HEAD = Type(16, "serif", 600)
FIGURE = Type(22, "serif", 600)
SMALL_FIGURE = Type(15, "serif", 600)
SCALE = Type(13, "serif", 500)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished drawing: its layers from back to front, and its size in pixels.

    Layers share their scales, unless the drawing is of several groups, each of which has its own.
    """

    layers: tuple[Layer | Group, ...]
    width: int
    height: int
    grouped: bool = False


def drawing(layers: Sequence[Layer | None], width: int, height: float) -> Drawing:
    """The drawing of those layers that have rows, `width` by `height` pixels."""
    return Drawing(tuple(layer for layer in layers if layer is not None), width, round(height))


def grouped(groups: Sequence[Sequence[Layer | None]], width: int, height: float) -> Drawing:
    """The drawing of several groups of layers; the layers of each share scales that are no other group's."""
    import altair as alt

    layers = tuple(alt.LayerSpec(layer=[layer for layer in group if layer is not None]) for group in groups)
    return Drawing(layers, width, round(height), grouped=True)


def schema() -> str:
    """Which Vega-Lite the specifications are written in."""
    import altair as alt

    return alt.SCHEMA_URL


def chart(drawn: Drawing) -> alt.TopLevelLayerSpec:
    """The drawing as one chart that depends on no machine's fonts: no padding, no fitting, no labels of Vega's own.

    Altair's typed specification, not its `LayerChart`, which copies all data twice and takes three times as long.
    """
    import altair as alt

    own = alt.ScaleResolveMap(x="independent", y="independent")
    return alt.TopLevelLayerSpec(
        layer=list(drawn.layers),
        resolve=alt.Resolve(scale=own) if drawn.grouped else alt.Undefined,
        width=drawn.width,
        height=drawn.height,
        padding=0,
        background="transparent",
        autosize=alt.AutoSizeParams(type="none"),
        config=alt.Config(
            aria=False,
            view=alt.ViewConfig(stroke=None),
            text=alt.MarkConfig(font="sans-serif", fontSize=NOTE.size, baseline="alphabetic", align="left", fill=INK),
        ),
    )


def measure(domain: tuple[float, float], pixels: tuple[float, float]) -> alt.Scale:
    """A linear scale that is exactly this long; the zero of a duration or a count stands where `pixels` begins."""
    import altair as alt

    return alt.Scale(type="linear", domain=list(domain), range=list(pixels), nice=False, zero=False)


def logarithmic(domain: tuple[float, float], pixels: tuple[float, float]) -> alt.Scale:
    """A logarithmic scale that is exactly this long: equal distances are equal ratios."""
    import altair as alt

    return alt.Scale(type="log", domain=list(domain), range=list(pixels), nice=False)


def rule(
    rows: Sequence[Row], x: str = "x", x2: str = "x2", scale: alt.Scale | None = None, **style: Any
) -> Layer | None:
    """Lines from (x, y) to (x2, y2)."""
    import altair as alt

    return _layer("rule", rows, style, x=_x(x, scale), x2=alt.X2(field=x2), y=_y(), y2=alt.Y2(field="y2"))


def rect(
    rows: Sequence[Row], x: str = "x", x2: str = "x2", scale: alt.Scale | None = None, **style: Any
) -> Layer | None:
    """Rectangles from (x, y) to (x2, y2)."""
    import altair as alt

    return _layer("rect", rows, style, x=_x(x, scale), x2=alt.X2(field=x2), y=_y(), y2=alt.Y2(field="y2"))


def point(rows: Sequence[Row], x: str = "x", scale: alt.Scale | None = None, **style: Any) -> Layer | None:
    """Round symbols around (x, y); `size` is their area in square pixels."""
    return _layer("point", rows, {"opacity": 1, **style}, x=_x(x, scale), y=_y())


def path(rows: Sequence[Row], **style: Any) -> Layer | None:
    """Any outline, `d` in pixels around its position: a point of size 4 draws its shape 1:1."""
    import altair as alt

    shape = alt.Shape(field="d", type="nominal", scale=None, legend=None)
    return _layer(
        "point", rows, {"size": 4, "opacity": 1, "strokeWidth": 2, **style}, x=_x("x", None), y=_y(), shape=shape
    )


def text(
    rows: Sequence[Row], type_: Type = NOTE, x: str = "x", scale: alt.Scale | None = None, **style: Any
) -> Layer | None:
    """Words, in one line or a list of lines, under `t`."""
    import altair as alt

    setting: Row = {"fontSize": type_.size}
    if type_.face == "serif":
        setting["font"] = "serif"
    if type_.weight != 400:
        setting["fontWeight"] = type_.weight
    words = alt.Text(field="t", type="nominal")
    return _layer("text", rows, {**setting, **style}, x=_x(x, scale), y=_y(), text=words)


def faded(colour: str, length: float) -> alt.LinearGradient:
    """The colour over `length` pixels, fading at their end: one mark, so that no seam shows."""
    import altair as alt

    stops = [
        alt.GradientStop(color=colour, offset=round(max(0.0, 1 - FEATHER / length), 4)),
        alt.GradientStop(color="transparent", offset=1),
    ]
    return alt.LinearGradient(gradient="linear", x1=0, x2=1, y1=0, y2=0, stops=stops)


@dataclass(frozen=True, slots=True)
class Along:
    """Where marks stand in one direction: the field that says it and the scale it is on; pixels without one."""

    field: str
    scale: alt.Scale | None = None
    kind: Literal["quantitative", "temporal"] = "quantitative"


def stamp(day: date) -> int:
    """A day as Vega counts time: milliseconds since 1970."""
    return (day - date(1970, 1, 1)).days * 86_400_000


def calendar(first: date, last: date, pixels: tuple[float, float]) -> alt.Scale:
    """A scale of time; in UTC, so that a chart is the same on every machine."""
    import altair as alt

    return alt.Scale(type="utc", domain=[stamp(first), stamp(last)], range=list(pixels), nice=False)


def placed(
    kind: Mark, rows: Sequence[Row], x: Along, y: Along, x2: str = "", y2: str = "", **style: Any
) -> Layer | None:
    """Marks on scales in both directions, to a second end where a field says one."""
    import altair as alt

    ends: Row = {"x2": alt.X2(field=x2)} if x2 else {}
    ends |= {"y2": alt.Y2(field=y2)} if y2 else {}
    given = {"opacity": 1, **style} if kind == "point" else style
    shared = x.kind == "temporal" and x2  # two ends in time make Vega-Lite take one domain for two: others name it
    across = alt.X(field=x.field, type=x.kind, scale=alt.Undefined if shared else x.scale, axis=None)
    up = alt.Y(field=y.field, type=y.kind, scale=y.scale, axis=None)
    return _layer(kind, rows, given, x=across, y=up, **ends)


def said(rows: Sequence[Row], type_: Type, x: Along, y: Along, **style: Any) -> Layer | None:
    """Words, under `t`, on scales in both directions."""
    import altair as alt

    setting: Row = {"fontSize": type_.size}
    setting |= {"font": "serif"} if type_.face == "serif" else {}
    setting |= {"fontWeight": type_.weight} if type_.weight != 400 else {}
    across = alt.X(field=x.field, type=x.kind, scale=x.scale, axis=None)
    up = alt.Y(field=y.field, type=y.kind, scale=y.scale, axis=None)
    return _layer("text", rows, {**setting, **style}, x=across, y=up, text=alt.Text(field="t", type="nominal"))


def outlined(rows: Sequence[Row], x: Along, y: Along, **style: Any) -> Layer | None:
    """Any outline, `d` in pixels around its place on scales in both directions."""
    import altair as alt

    shape = alt.Shape(field="d", type="nominal", scale=None, legend=None)
    across = alt.X(field=x.field, type=x.kind, scale=x.scale, axis=None)
    up = alt.Y(field=y.field, type=y.kind, scale=y.scale, axis=None)
    return _layer("point", rows, {"size": 4, "opacity": 1, "strokeWidth": 2, **style}, x=across, y=up, shape=shape)


@cache
def _tones() -> alt.Scale:
    import altair as alt

    return alt.Scale(domain=list(COLOURS), range=list(COLOURS.values()))


def _x(field: str, scale: alt.Scale | None) -> alt.X:
    import altair as alt

    return alt.X(field=field, type="quantitative", scale=scale, axis=None)


def _y() -> alt.Y:
    import altair as alt

    return alt.Y(field="y", type="quantitative", scale=None, axis=None)


def _layer(kind: Mark, rows: Sequence[Row], style: Row, **encoding: Any) -> Layer | None:
    """One mark a row, coloured by the row's tone if it has one; nothing for no rows.

    What shows something bears a `key`, by which it is read back once it is drawn: its part, and the id of its fact.
    """
    import altair as alt

    if not rows:
        return None
    if "key" in rows[0]:
        encoding["description"] = alt.Description(field="key", type="nominal")
    if "tone" in rows[0]:
        channel = "color" if kind in ("rule", "rect", "text") or style.get("filled") else "stroke"
        encoding[channel] = (alt.Color if channel == "color" else alt.Stroke)(
            field="tone", type="nominal", scale=_tones(), legend=None
        )
    if "opacity" in rows[0]:
        encoding["opacity"] = alt.Opacity(field="opacity", type="quantitative", scale=None, legend=None)
    mark = alt.MarkDef(type=kind, aria="key" in rows[0], **style)
    return alt.UnitSpec(data=alt.InlineData(values=list(rows)), mark=mark, encoding=alt.Encoding(**encoding))
