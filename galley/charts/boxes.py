"""Things in boxes, of which the source names some: what an editor writes, what is refused, drawn and claimed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from galley.charts.canvas import INK_2, MUTE, NOTE, PAPER, Layer, Row, path, text
from galley.charts.claims import Beside, Claim, Look, toned
from galley.charts.fit import Fitter, Label, Type
from galley.charts.form import ChartVoice, Ground
from galley.charts.model import FactOfChart, Told, Tone, ToneOfChart
from galley.errors import Problem
from galley.model import Model, Text
from galley.walk import Keys

MOST, TALL, GAP = 110, 24, 4
"""Pixels at most for a box with what parts it from the next, its height, and what parts it."""


class NamedThings(Model):
    """Things that are counted, a box each: in it stands its name, or that the source does not name it."""

    fact: FactOfChart
    label: Annotated[Text, Told("What is counted.", "所数之物。", {"zh-Hans": "友好城市", "en": "twinned towns"})]
    tone: ToneOfChart
    names: Annotated[tuple[Text, ...], Field(min_length=1), Told("Those that its sentence names.", "原句写出名字的。")]
    rest: Annotated[
        Text, Told("What the other boxes say.", "其余各格里写什么。", {"zh-Hans": "未写名", "en": "not named"})
    ]


@dataclass(frozen=True, slots=True)
class Boxes:
    """Things in boxes: the fact that counts them, its number, what they are, and the words in each box."""

    fact: str
    number: Label
    label: Label
    tone: Tone
    names: int  # of the words, those that are names; they come first
    words: tuple[Label, ...]


def astray(ground: Ground, named: Sequence[NamedThings]) -> Iterator[Problem]:
    """Names that the sentence of their fact does not have, that stand twice, or that are more than it counts."""
    for at, things in enumerate(named):
        number, quote = ground.number(things.fact), ground.quoted(things.fact)
        for index, name in enumerate(things.names):
            words = next(iter(name.values()))
            if not any(said in quote for said in name.values()):
                fault, hint = f"the sentence of {things.fact} does not name “{words}”", "Write the names that it has"
            elif name in things.names[:index]:
                fault, hint = f"“{words}” is named twice", "Name each once"
            elif number is not None and index >= number:
                fault, hint = f"“{words}” is one more than {things.fact} counts", "Take a name out"
            else:
                continue
            place = ground.place("named", at, "names", index)
            yield Problem("chart-name-astray", place, f"{ground.name}: {fault}.", f"{hint}.")


def boxes_of(voice: ChartVoice, named: NamedThings, keys: Keys) -> Boxes:
    """The things in one edition, the named ones first."""
    names = [voice.label(name, *keys, "names", index) for index, name in enumerate(named.names)]
    rest = [voice.label(named.rest, *keys, "rest")] * (voice.count(named.fact) - len(names))
    number = Label(voice.figure(named.fact, variants=("count",)).words, (*keys, "fact"))
    label = voice.label(named.label, *keys, "label")
    return Boxes(named.fact, number, label, named.tone, len(names), (*names, *rest))


def claimed(named: NamedThings, number: int, voice: ChartVoice, others: tuple[str, ...]) -> Iterator[Claim]:
    """As many boxes as the fact counts, full where a name stands in them; each drawn once, with its own words.

    `others` are the marks beside which its label might stand by mistake.
    """
    boxes = tuple(f"box {index} {named.fact}" for index in range(number))
    names = len(named.names)
    yield Look(boxes[:names], hollow=False)
    yield Look(boxes[names:], hollow=True)
    yield from toned((box, named.tone) for box in boxes[:names])
    yield Beside(f"label {named.fact}", boxes[0], others, voice.say(named.label), stands="above")
    for index, box in enumerate(boxes):
        said = voice.say(named.names[index] if index < names else named.rest)
        yield Beside(f"in {index} {named.fact}", box, boxes, said)


def draw(boxes: Boxes, width: int, top: float, number_type: Type, fitter: Fitter) -> tuple[list[Layer | None], float]:
    """The boxes under their number, in rows of one length where that can be; and how far down they reach."""
    count = len(boxes.words)
    room = min(width - 2, MOST * count)  # the outlines stand half outside their boxes
    least = max(NOTE.width(words.words) for words in boxes.words) + 4
    fits = max(min(int((room + GAP) // (least + GAP)), count), 1)
    in_a_row = next((n for n in range(fits, fits // 2, -1) if count % n == 0), fits)
    wide = (room + GAP) / in_a_row - GAP
    number = fitter.line(boxes.number, width, number_type)
    beside = number_type.width(number) + 10
    caption = fitter.lines(boxes.label, width - beside, NOTE, 2)
    first = top + 28
    full: list[Row] = []
    hollow: list[Row] = []
    words: list[Row] = []
    for index, label in enumerate(boxes.words):
        x, y = 1 + index % in_a_row * (wide + GAP), first + index // in_a_row * (TALL + GAP)
        box: Row = {"x": round(x, 1), "y": y, "d": f"M0,0H{wide:.1f}V{TALL}H0Z", "key": f"box {index} {boxes.fact}"}
        if index < boxes.names:
            full.append({**box, "tone": boxes.tone})
        else:
            hollow.append(box)
        line = fitter.line(label, wide - 4, NOTE)
        words.append({"x": round(x + wide / 2, 1), "y": y + 17, "t": line, "key": f"in {index} {boxes.fact}"})
    said: Row = {"x": beside, "y": top + 21 - 17 * (len(caption) - 1), "t": caption, "key": f"label {boxes.fact}"}
    return [
        text([{"x": 0, "y": top + 21, "t": number, "tone": boxes.tone}], number_type),
        text([said], NOTE, fill=INK_2, lineHeight=17),
        path(full, filled=True, strokeWidth=0),
        path(hollow, stroke=MUTE, strokeWidth=1.25),
        text(words[: boxes.names], NOTE, align="center", fill=PAPER),
        text(words[boxes.names :], NOTE, align="center", fill=INK_2),
    ], first + (count - 1) // in_a_row * (TALL + GAP) + TALL
