"""Draws a chart of the story in one edition: from its material to Altair, through Vega to tidied SVG, and to files.

Drawing is slow and always the same, so it is done once and kept: a picture is asked for by its material, and Altair is
imported only if there is none yet.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
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
from galley.errors import StoryError
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
    return _pen(story, edition, chart, store)(width)


def draw_widths(story: Story, edition: Edition, chart: Drawn, store: Store) -> dict[Width, str]:
    """The chart at every width: while Vega renders one, which needs no interpreter, the next is specified."""
    drawn = _hands().map(_pen(story, edition, chart, store), WIDTHS)
    return dict(zip(WIDTHS, drawn, strict=True))


def _pen(story: Story, edition: Edition, chart: Drawn, store: Store) -> Callable[[Width], str]:
    """What draws the chart at a width."""
    title, description = say(story, edition, chart.title), say(story, edition, chart.alt)
    material = _material(story, edition, chart)

    def drawn(width: Width) -> str:
        uid = f"{chart.id}-{edition.id}-{width}".replace(".", "-").lower()
        key = key_of("svg", uid, edition.lang, title, description, material, _maker())

        def made() -> bytes:
            with _SPECIFYING:
                specification = _specification(story, edition, chart, material, WIDTHS[width])
            return tidy(_vega(specification), uid, title, description, edition.lang).encode()

        return store.made(key, made).decode()

    return drawn


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
    svg: str = _converter().vegalite_to_svg(specification)
    return svg


@lru_cache
def _converter() -> Any:
    """Vega's renderer, kept from the network: all that a chart needs is in its specification.

    It starts in a thread of its own, for as long as Altair takes to be imported.
    """
    import vl_convert

    if hasattr(vl_convert, "configure"):  # from 2.0 on
        vl_convert.configure(allowed_base_urls=[], auto_google_fonts=False)
        Thread(target=vl_convert.warm_up_workers, daemon=True).start()
    return vl_convert


@lru_cache
def _maker() -> str:
    """What of the program a picture depends on."""
    digest = sha256()
    for path in (*sorted(Path(__file__).parent.rglob("*.py")), Path(fonts.__file__)):
        digest.update(path.read_bytes())
    return " ".join(
        [version(name) for name in ("altair", "vl-convert-python", "fontpkg-newsreader")] + [digest.hexdigest()]
    )
