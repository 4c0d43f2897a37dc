"""A part of a whole, on a bar of 0–100 %."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from galley.charts.canvas import (
    CHEVRON,
    CHEVRON_BACK,
    COLOURS,
    HEAD,
    INK,
    INK_2,
    LABEL,
    NOTE,
    PAPER,
    SCALE,
    Drawing,
    Layer,
    drawing,
    faded,
    measure,
    path,
    rect,
    rule,
    text,
)
from galley.charts.checks import uncounted
from galley.charts.claims import Beside, Claim, Figures, Level, Look, OneRuler, Order, Sign, Span, toned
from galley.charts.fit import Fitter, Label
from galley.charts.form import Amount, ChartVoice, Form, Ground, Plot, as_labelled
from galley.charts.model import Base, FactOfChart, Told, Tone, ToneOfChart, Words
from galley.errors import Problem
from galley.model import FactName, Model, Text

SHARE = "ratio"  # what the units of shares measure
ROUNDED = 0.03  # of the whole, by which a share and the whole that is worked out from it may be rounded
SIGNS_OF_BARS: tuple[Sign, ...] = ("fade", "onward", "back")  # an exact one is cut at its length


class LabelledFact(Model):
    """A fact and the words that say it on the chart, with its mention."""

    fact: FactOfChart
    label: Words


class ShareChart(Base):
    """A part of a whole on a bar of 0–100 %, above the whole where that is our own calculation."""

    form: Literal["share"]
    share: Annotated[FactName, Told("The fact that says what part it is.", "说明占比的事实。", "projects.share")]
    part: Annotated[LabelledFact, Told("The part as a number.", "部分的数目。")]
    rest: Annotated[Text, Told("The word for what remains.", "其余部分的称呼。", {"zh-Hans": "其他", "en": "Others"})]
    total: Annotated[
        LabelledFact | None, Told("The whole, where it is our own calculation.", "总数，限于自行推算者。")
    ] = None
    tone: ToneOfChart = "after"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, from 0 to 1; `ends` are the words of 0 and 100 %."""

    fact: str
    share: Amount  # of 1
    part: Label
    rest: Label
    total: Label | None
    ends: tuple[Label, Label]
    tone: Tone


def faults(ground: Ground, chart: ShareChart) -> Iterator[Problem]:
    yield from uncounted(ground, chart)
    measured = ground.measures(chart.share)
    if measured is None or measured[1] != SHARE or not 0 < ground.measured(chart.share) <= 1:
        yield Problem(
            "chart-no-share",
            ground.place("share"),
            f"{ground.name}: {chart.share} is no part of a whole.",
            f"Name a fact in a unit that measures a {SHARE}, of no more than the whole, or choose another form.",
        )
    elif chart.total and (number := ground.measured(chart.total.fact)):
        part = ground.measured(chart.part.fact) / number
        if abs(part - ground.measured(chart.share)) > ROUNDED:
            yield Problem(
                "chart-no-share",
                ground.place("part", "fact"),
                f"{ground.name}: {chart.part.fact} is {part:.0%} of {chart.total.fact}, and the share is another.",
                f"Name the part and the whole that {chart.share} is the share of.",
            )


def data(voice: ChartVoice, chart: ShareChart) -> Share:
    return Share(
        chart.share,
        voice.amount(chart.share, voice.figure(chart.share, "share")),
        voice.label(chart.part.label, "part", "label"),
        voice.label(chart.rest, "rest"),
        voice.label(chart.total.label, "total", "label") if chart.total else None,
        (voice.end_of_scale("0"), voice.end_of_scale("100%")),
        chart.tone,
    )


def claims(ground: Ground, voice: ChartVoice, chart: ShareChart) -> Iterator[Claim]:
    """The whole is an outline from nought to one, whose ends the words name; the bar is the part."""
    share, bar = ground.measured(chart.share), f"bar {chart.share}"
    spans = (
        Span(bar, 0, share, ground.end(chart.share)),
        Span("whole", 0, 1),
        *(Span(f"end {at}", value, value) for at, value in enumerate((0, share, 1))),
        Span("tick 0", 0, 0),
        Span("tick 1", 1, 1),
    )
    outline = (Span("outline", 0, 1),) if chart.total else ()
    yield from (Look((span.mark,), dashed=True) for span in outline)
    yield OneRuler("right", (*spans, *outline), SIGNS_OF_BARS)
    yield from toned(((bar, chart.tone), ("part", chart.tone)))
    yield Level("whole", frozenset({bar}), thick=True)
    yield Figures(((chart.share, bar),))
    said = {"part": chart.part.label, "rest": chart.rest, **({"total": chart.total.label} if chart.total else {})}
    for key, words in said.items():
        yield Beside(key, "whole", (), voice.say(words))
    yield Order(("part", "rest"))
    yield Order(("tick 0", "tick 1"), "right")
    yield Beside("tick 0", "whole", (), voice.end_of_scale("0").words, number=0)
    yield Beside("tick 1", "whole", (), voice.end_of_scale("100%").words, number=100)


def draw(material: Share, width: int, fitter: Fitter) -> Drawing:
    """The whole bar is 100 %; a share that is nearly so much ends in a feather."""
    part = fitter.line(material.part, width, HEAD)
    rest = fitter.line(material.rest, width, NOTE)
    together = HEAD.width(part) + 20 + NOTE.width(rest) <= width
    top = 26 if together else 46
    bottom = top + 34
    scale = measure((0, 1), (0, width))
    colour = COLOURS[material.tone]
    bar = [{"from": 0, "share": material.share.number, "y": top, "y2": bottom, "key": f"bar {material.fact}"}]
    feathered = material.share.end == "nearly"
    length = material.share.number * width
    chevron = {"open": [(9, CHEVRON)], "capped": [(-9, CHEVRON_BACK)]}.get(material.share.end, [])
    ink = PAPER if material.share.end == "capped" else INK
    heads = [{"x": 0, "y": 15, "t": part, "key": "part"}]
    return drawing(
        [
            rect(bar, "from", "share", scale, color=faded(colour, length) if feathered else colour),
            rect(
                [{"x": 0.5, "x2": width - 0.5, "y": top + 0.5, "y2": bottom - 0.5, "key": "whole"}],
                filled=False,
                stroke=INK,
                strokeWidth=1,
            ),
            rule(
                [
                    {"x": x, "x2": x, "y": bottom, "y2": bottom + 5, "key": f"end {at}"}
                    for at, x in enumerate((0.5, length, width - 0.5))
                ],
                color=INK_2,
            ),
            path(
                [{"x": length + x, "y": top + 17, "d": d, "key": f"chevron {material.fact}"} for x, d in chevron],
                stroke=ink,
                strokeWidth=2.5,
            ),
            text(heads, HEAD, fill=colour),
            text([{"x": width, "y": 15 if together else 36, "t": rest, "key": "rest"}], fill=INK_2, align="right"),
            *_share_scale(material, width, bottom, fitter),
            *_whole(material, width, bottom + 36, fitter),
        ],
        width,
        bottom + (66 if material.total else 26),
    )


def _share_scale(material: Share, width: int, bottom: float, fitter: Fitter) -> Iterator[Layer | None]:
    zero, hundred = (label.words for label in material.ends)
    words = fitter.line(material.share.words, width, HEAD)
    half = HEAD.width(words) / 2
    left, right = SCALE.width(zero) + 8, width - SCALE.width(hundred) - 8
    middle = min(max(material.share.number * width, left + half), right - half)
    yield text([{"x": 0, "y": bottom + 20, "t": zero, "key": "tick 0"}], SCALE, fill=INK_2)
    yield text([{"x": width, "y": bottom + 20, "t": hundred, "key": "tick 1"}], SCALE, fill=INK_2, align="right")
    yield text(
        [{"x": round(middle, 1), "y": bottom + 22, "t": words}], HEAD, fill=COLOURS[material.tone], align="center"
    )


def _whole(material: Share, width: int, top: float, fitter: Fitter) -> Iterator[Layer | None]:
    """Our own calculation of the whole, in a dashed outline."""
    if material.total is None:
        return
    yield rect(
        [{"x": 0.75, "x2": width - 0.75, "y": top, "y2": top + 28, "key": "outline"}],
        filled=False,
        stroke=INK_2,
        strokeWidth=1.5,
        strokeDash=[4, 3],
    )
    words = fitter.line(material.total, width - 16, LABEL)
    yield text([{"x": width / 2, "y": top + 19, "t": words, "key": "total"}], LABEL, fill=INK_2, align="center")


FORM = Form(
    entry=ShareChart,
    purpose=Told("a part of a whole", "部分与全体"),
    faults=faults,
    plot=Plot(data=data, draw=draw, claims=claims),
    table=as_labelled,
    glyphs=frozenset({"capped", "derived", "feather", "open"}),
)
