"""Draws a chart of the story in one edition: from its material to Altair, through Vega to tidied SVG, and to files.

Drawing is slow and always the same, so it is done once and kept: a picture is asked for by its material, and Altair is
imported only if there is none yet.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Literal

from galley import fonts
from galley.charts.faults import faults, too_wide
from galley.charts.fit import Fitter
from galley.charts.gather import Drawn, gather
from galley.charts.material import Material
from galley.charts.model import Chart, references
from galley.charts.tidy import tidy
from galley.editions.saying import say
from galley.errors import Problem, StoryError
from galley.model import Edition
from galley.store import Store, key_of
from galley.story.load import Story

if TYPE_CHECKING:
    from galley.charts.canvas import Sheet

Width = Literal["narrow", "medium", "wide"]
WIDTHS: Mapping[Width, int] = {"narrow": 284, "medium": 560, "wide": 1000}
"""Pixels of the three builds of a chart, for screens below 600, below 1200, and wider."""


def draw(story: Story, edition: Edition, chart: Drawn, width: Width, store: Store) -> str:
    """The chart as inline SVG, with marks around its figures; CSS gives it colours and faces.

    Also its <title> and <desc> are marked. Raises StoryError where a label does not fit or there is nothing to draw.
    """
    pen = _pen(story, edition, chart, store)
    return pen.kept(width) or pen.drawn(width)


def draw_all(story: Story, edition: Edition, charts: Iterable[Drawn], store: Store) -> dict[str, dict[Width, str]]:
    """Every chart at every width, by its id: while Vega renders one, which needs no interpreter, others are specified.

    Raises StoryError with the problems of all of them.
    """
    problems: list[Problem] = []
    drawn: dict[str, dict[Width, Callable[[], str]]] = {}
    for chart in charts:
        with _gathered(problems):
            pen = _pen(story, edition, chart, store)
            drawn[chart.id] = {width: _asked(pen, width) for width in WIDTHS}
    found: dict[str, dict[Width, str]] = {}
    for name, widths in drawn.items():
        with _gathered(problems):
            found[name] = {width: svg() for width, svg in widths.items()}
    if problems:
        raise StoryError(problems)
    return found


@contextmanager
def _gathered(problems: list[Problem]) -> Iterator[None]:
    try:
        yield
    except StoryError as error:
        problems += error.problems


def _asked(pen: _Pen, width: Width) -> Callable[[], str]:
    """What gives the drawing: it is kept, or being made."""
    kept = pen.kept(width)
    return (lambda: kept) if kept else _hands().submit(pen.drawn, width).result


@dataclass(frozen=True, slots=True)
class _Pen:
    """What draws a chart in an edition."""

    story: Story
    edition: Edition
    chart: Drawn
    material: Material
    title: str
    description: str
    store: Store

    def kept(self, width: Width) -> str | None:
        found = self.store.get(self._key(width))
        return found.decode() if found else None

    def drawn(self, width: Width) -> str:
        with _SPECIFYING:
            specification = _specification(self.story, self.edition, self.chart, self.material, WIDTHS[width])
        tidied = tidy(_vega(specification), self._uid(width), self.title, self.description, self.edition.lang)
        self.store.put(self._key(width), tidied.encode())
        return tidied

    def _uid(self, width: Width) -> str:
        return f"{self.chart.id}-{self.edition.id}-{width}".replace(".", "-").lower()

    def _key(self, width: Width) -> str:
        uid = self._uid(width)
        return key_of("svg", uid, self.edition.lang, self.title, self.description, self.material, _maker())


def _pen(story: Story, edition: Edition, chart: Drawn, store: Store) -> _Pen:
    title, description = say(story, edition, chart.title), say(story, edition, chart.alt)
    return _Pen(story, edition, chart, _material(story, edition, chart), title, description, store)


_SPECIFYING = Lock()
"""The faces that labels are measured by are read as they are needed, which two threads must not do at once."""


@lru_cache
def _hands() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2)


def vega_lite(story: Story, edition: Edition, chart: Drawn, store: Store) -> str:
    """The chart's Vega-Lite specification as JSON, titled, in the light palette; figures in it are marked."""
    from galley.charts.alone import in_light, titled

    material = _material(story, edition, chart)
    title, subtitle = say(story, edition, chart.title), say(story, edition, chart.subtitle)
    key = key_of("vega-lite", chart.id, title, subtitle, material, _maker())

    def made() -> bytes:
        specification = titled(_specification(story, edition, chart, material, WIDTHS["medium"]), title, subtitle)
        return (in_light(json.dumps(specification, ensure_ascii=False, indent=1)) + "\n").encode()

    return store.made(key, made).decode()


def standalone(svg: str, story: Story, edition: Edition, chart: Chart, store: Store) -> str:
    """A drawn chart as a file of its own, with title, subtitle and sources in the picture; figures in it are marked."""
    from galley.charts.alone import framed

    named = dict.fromkeys(story.facts[fact].source for _, fact in references(chart))
    titles = [say(story, edition, story.sources[source].title) for source in named if source]
    notes = [say(story, edition, text) for text in (chart.note, chart.source_note) if text]
    publisher = say(story, edition, story.site.title)
    title, subtitle = say(story, edition, chart.title), say(story, edition, chart.subtitle)
    below = [*notes, " · ".join([publisher, *titles])]
    key = key_of("standalone", svg, title, subtitle, below, _maker())
    return store.made(key, lambda: framed(svg, title, subtitle, below).encode()).decode()


def _material(story: Story, edition: Edition, chart: Drawn) -> Material:
    if found := faults(story, chart):
        raise StoryError(found)
    return gather(story, edition, chart)


def _specification(story: Story, edition: Edition, chart: Drawn, material: Material, width: int) -> dict[str, Any]:
    """The chart in Vega-Lite. Raises StoryError for labels that do not fit."""
    _converter()  # starts beside what follows
    from altair.utils import schemapi

    from galley.charts import canvas

    schemapi.DEBUG_MODE = False  # the tests validate; a build need not, three times over
    fitter = Fitter()
    sheet = form(chart)(material, width, fitter)
    if fitter.overlong:
        raise StoryError(too_wide(story, edition, chart, width, overlong) for overlong in fitter.overlong)
    return {"$schema": canvas.SCHEMA, **canvas.chart(sheet).to_dict(validate=False)}


def form(chart: Drawn) -> Callable[[Any, int, Fitter], Sheet]:
    """What draws the chart's form."""
    from galley.charts.forms import counts, groups, strip, timeline, track

    forms: dict[str, Callable[[Any, int, Fitter], Sheet]] = {
        "track": track.draw,
        "share": counts.share,
        "timeline": timeline.draw,
        "units": counts.units,
        "lollipop": counts.lollipops,
        "strip": strip.draw,
        "isotype": groups.isotype,
        "status": groups.statuses,
    }
    return forms[chart.form]


def _vega(specification: dict[str, Any]) -> str:
    svg: str = _converter().vegalite_to_svg(json.dumps(specification))  # as text: to hand a dict over holds Python up
    return svg


@lru_cache
def _converter() -> Any:
    """Vega's renderer, kept from the network: all that a chart needs is in its specification.

    Its first drawings take ten times as long as others. It makes them of a sample, while Altair is being imported.
    """
    import vl_convert

    if hasattr(vl_convert, "configure"):  # from 2.0 on
        vl_convert.configure(allowed_base_urls=[], auto_google_fonts=False)
        Thread(target=lambda: [vl_convert.vegalite_to_svg(_SAMPLE) for _ in range(6)], daemon=True).start()
    return vl_convert


_POINT = {"field": "n", "type": "quantitative", "axis": None}
_SAMPLE = {
    "data": {"values": [{"n": 1, "t": "one"}]},
    "encoding": {"x": _POINT, "y": _POINT, "color": {"field": "t", "legend": None}},
    "layer": [{"mark": mark} for mark in ("rule", "rect", "point")]
    + [{"mark": "text", "encoding": {"text": {"field": "t"}}}],
}


@lru_cache
def _maker() -> str:
    """What of the program a picture depends on."""
    digest = sha256()
    for path in (*sorted(Path(__file__).parent.rglob("*.py")), Path(fonts.__file__)):
        digest.update(path.read_bytes())
    return " ".join(
        [version(name) for name in ("altair", "vl-convert-python", "fontpkg-newsreader")] + [digest.hexdigest()]
    )
