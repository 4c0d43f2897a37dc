"""The sections of the feature as pages show them: text, notes beside it, charts and parts, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from markupsafe import Markup

from galley.editions.prose import sections_html
from galley.editions.saying import fill
from galley.editions.script import in_script
from galley.model import Section
from galley.pages.tags import Block, blocks
from galley.story.voice import Voice

STEPS = 8  # between the colours at the two ends of the line

Shape = Literal["text", "notes", "chart", "parts"]
_NOTE = re.compile(r"<aside([^>]*)>(.*?)</aside>", re.DOTALL)
_CHART = re.compile(r'<figure data-chart="([^"]+)">')


@dataclass(frozen=True, slots=True)
class BlockGroup:
    """Blocks that are laid out together. `chart` names the chart."""

    shape: Shape
    html: Markup
    chart: str = ""


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section: its place on the line, its sign, and what it tells."""

    id: str
    number: int
    step: int  # 0 the colour of the beginning … 8 that of the end
    sign: str
    title: str
    standfirst: str
    passages: tuple[BlockGroup, ...]
    last: bool
    formerly: tuple[str, ...] = ()  # ids of sections that it took over

    @property
    def outline(self) -> ShownSection:
        """The same for a page that only names it."""
        return replace(self, passages=())

    @property
    def noted(self) -> bool:
        """Whether notes stand beside its text."""
        return any(passage.shape == "notes" for passage in self.passages)

    @property
    def charts(self) -> tuple[str, ...]:
        """The charts that stand in it."""
        return tuple(passage.chart for passage in self.passages if passage.chart)


def sections(voice: Voice) -> tuple[ShownSection, ...]:
    """The sections of an edition, in order."""
    sections = voice.story.sections[voice.edition.id]
    last = len(sections) - 1
    return tuple(
        _shown(voice, section, number, round(STEPS * number / max(last, 1)), number == last)
        for number, section in enumerate(sections)
    )


def sections_of_charts(sections: Iterable[ShownSection]) -> dict[str, ShownSection]:
    """The section at which each chart stands."""
    return {chart: section.outline for section in sections for chart in section.charts}


def _shown(voice: Voice, section: Section, number: int, step: int, last: bool) -> ShownSection:
    body = sections_html(voice, section, lambda name: f'<figure data-chart="{name}"></figure>')

    def words(text: str | None) -> str:
        return fill(voice, in_script(voice, section, text)) if text else ""

    return ShownSection(
        section.id,
        number + 1,
        step,
        words(section.sign or section.title),
        words(section.title),
        words(section.standfirst),
        tuple(passages(body)),
        last,
        section.formerly,
    )


def passages(body: str) -> Iterator[BlockGroup]:
    """The blocks of a section's body by the way they are laid out."""
    shape, gathered = None, list[str]()
    for block in blocks(body):
        now = _shape(block, shape)
        if gathered and shape and (now != shape or now == "chart"):
            yield _passage(shape, "".join(gathered))
            gathered = []
        shape = now
        gathered.append(block.html)
    if gathered and shape:
        yield _passage(shape, "".join(gathered))


def _shape(block: Block, before: Shape | None) -> Shape:
    if block.name == "figure":
        return "chart"
    if block.name == "aside":
        return "notes"
    return "parts" if block.name == "h3" or before == "parts" else "text"


def _passage(shape: Shape, html: str) -> BlockGroup:
    found = _CHART.match(html) if shape == "chart" else None
    if shape == "parts":
        html = "".join(
            f'<section class="part">{_folded(part)}</section>' for part in re.split(r"(?=<h3)", html) if part
        )
    elif shape == "notes":
        html = _NOTE.sub(lambda note: f"<section{note[1]}>{_folded(note[2])}</section>", html)  # readers drop asides
    return BlockGroup(shape, Markup(html), found[1] if found else "")


def _folded(html: str) -> str:
    """What stands under a heading, behind it: a phone shows the heading, and the rest to whoever touches it."""
    heading, end, rest = html.partition("</h3>")
    return f'<details class="fold"><summary>{heading}{end}</summary>{rest}</details>' if end else html
