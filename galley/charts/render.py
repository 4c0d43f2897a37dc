"""The story's charts in its editions: from their material to tidied SVG and to files, each kept once it is drawn.

Drawing is slow and always the same: a picture is asked for by its material, and drawn only if there is none yet.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from galley import fonts
from galley.charts import worker
from galley.charts.claims import Claim, untrue
from galley.charts.drawing import DrawingOrder, Unfitting
from galley.charts.faults import fault_of_drawing, faults, too_wide
from galley.charts.forms import is_drawn
from galley.charts.ground import drawn_facts
from galley.charts.model import Chart
from galley.charts.readback import read_back
from galley.charts.voice import alternative, chart_data, claimed
from galley.editions.saying import say
from galley.errors import Problem, StoryError
from galley.marks import mark
from galley.store import Store, key_of
from galley.story.load import Story
from galley.story.memo import memoised
from galley.story.voice import Voice

Width = Literal["narrow", "medium", "wide"]
WIDTHS: Mapping[Width, int] = {"narrow": 284, "medium": 560, "wide": 1000}
"""Pixels of the three builds of a chart, for screens below 600, below 1200, and wider."""


def draw(voice: Voice, chart: Chart, width: Width, store: Store) -> str:
    """The chart as inline SVG, with marks around its figures; CSS gives it colours and faces.

    Also its <title> and <desc> are marked. Raises StoryError where a label does not fit or there is nothing to draw.
    """
    return _pen(voice, chart, store).drawing(width)()


def draw_all(voice: Voice, charts: Iterable[Chart], store: Store) -> Callable[[], dict[str, dict[Width, str]]]:
    """Orders every chart at every width, small marks of a table at one. What is returned waits for them, by their ids.

    It raises StoryError with the problems of all of them.
    """
    problems: list[Problem] = []
    ordered: dict[str, dict[Width, Callable[[], str]]] = {}
    for chart in charts:
        with _gathered(problems):
            pen = _pen(voice, chart, store)
            ordered[chart.id] = {width: pen.drawing(width) for width in _widths(chart)}

    def drawn() -> dict[str, dict[Width, str]]:
        found: dict[str, dict[Width, str]] = {}
        for name, widths in ordered.items():
            with _gathered(problems):
                found[name] = {width: svg() for width, svg in widths.items()}
        if problems:
            raise StoryError(problems)
        return found

    return drawn


def _widths(chart: Chart) -> Iterable[Width]:
    """The widths that a chart is drawn at: every one; one for the marks of a table, and none if it has none."""
    if is_drawn(chart):
        return WIDTHS
    return ("narrow",) if chart.windows else ()


@contextmanager
def _gathered(problems: list[Problem]) -> Iterator[None]:
    try:
        yield
    except StoryError as error:
        problems += error.problems


@dataclass(frozen=True, slots=True)
class _EditionChart:
    """A chart in an edition, and where its drawings are kept."""

    voice: Voice
    chart: Chart
    material: Any
    title: str
    description: str
    claims: tuple[Claim, ...]
    store: Store

    def drawing(self, width: Width) -> Callable[[], str]:
        """What gives the drawing, which is kept or being made, once it is proven; it raises StoryError if it is not."""
        order = self.order(width)
        key = key_of("svg", order, _maker())
        if kept := self.store.get(key):
            return lambda: self.proven(kept.decode(), width)
        answer = self.asked("svg", order)

        def drawn() -> str:
            svg = self.proven(answer(), width)
            self.store.put(key, svg.encode())
            return svg

        return drawn

    def proven(self, svg: str, width: Width) -> str:
        """The drawing, if what is read back from it is what its marks claim: also of one that was kept.

        The same drawing that held against the same claims in an earlier build is not read back again.
        """
        found = self.voice.story.clean.findings((svg, self.claims), lambda: untrue(read_back(svg), self.claims))
        if found:
            of = self.voice, self.chart, WIDTHS[width]
            raise StoryError(fault_of_drawing(*of, fault) for fault in found)
        return svg

    def order(self, width: Width) -> DrawingOrder:
        uid = f"{self.chart.id}-{self.voice.edition.id}-{width}".replace(".", "-").lower()
        title, description, lang = self.title, self.description, self.voice.edition.lang
        return DrawingOrder(self.chart.form, self.material, WIDTHS[width], uid, title, description, lang)

    def asked(self, task: worker.Task, order: DrawingOrder) -> Callable[[], str]:
        """What gives the answer; it raises StoryError for labels that do not fit."""
        answer = worker.ask(task, order)

        def given() -> str:
            try:
                return answer()
            except Unfitting as found:
                of = self.voice, self.chart, order.width
                raise StoryError(too_wide(*of, overlong) for overlong in found.overlong) from None

        return given


def _pen(voice: Voice, chart: Chart, store: Store) -> _EditionChart:
    own = voice.story.charts.get(chart.id) is chart
    if found := _faults(voice.story, chart) if own else [*faults(voice.story, chart)]:
        raise StoryError(found)
    title, description = say(voice, chart.title), alternative(voice, chart)
    claims = tuple(claimed(voice, chart))
    return _EditionChart(voice, chart, chart_data(voice, chart), title, description, claims, store)


@memoised
def _faults(story: Story, chart: Chart) -> list[Problem]:
    """What is wrong with a chart of the story: no edition differs in it, so that it is looked for once."""
    return [*faults(story, chart)]


def vega_lite(voice: Voice, chart: Chart, store: Store) -> str:
    """The chart's Vega-Lite specification as JSON, titled, in the light palette; figures in it are marked."""
    from galley.charts.standalone import in_light, titled

    pen, subtitle = _pen(voice, chart, store), say(voice, chart.subtitle)
    order = pen.order("medium")

    def made() -> bytes:
        specification = titled(json.loads(pen.asked("specification", order)()), pen.title, subtitle, order.width)
        return (in_light(json.dumps(specification, ensure_ascii=False, indent=1)) + "\n").encode()

    return store.made(key_of("vega-lite", order, subtitle, _maker()), made).decode()


def standalone(svg: str, voice: Voice, chart: Chart, store: Store) -> str:
    """A drawn chart as a file of its own, with title, subtitle and sources in the picture; figures in it are marked."""
    story = voice.story
    from galley.charts.standalone import framed

    named = dict.fromkeys(story.facts[fact].source for fact in drawn_facts(story, chart))
    titles = [mark("quote", name, say(voice, story.sources[name].title)) for name in named if name]
    notes = [say(voice, text) for text in (chart.note, chart.source_note) if text]
    publisher = say(voice, story.site.title)
    title, subtitle = say(voice, chart.title), say(voice, chart.subtitle)
    below = [*notes, " · ".join([publisher, *titles])]
    key = key_of("standalone", svg, title, subtitle, below, _maker())
    return store.made(key, lambda: framed(svg, title, subtitle, below).encode()).decode()


@lru_cache
def _maker() -> str:
    """What of the program a picture depends on."""
    digest = sha256()
    for path in (*sorted(Path(__file__).parent.rglob("*.py")), Path(fonts.__file__)):
        digest.update(path.read_bytes())
    return " ".join(
        [version(name) for name in ("altair", "vl-convert-python", "fontpkg-newsreader", "uharfbuzz")]
        + [digest.hexdigest()]
    )
