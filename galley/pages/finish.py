"""The last steps to a site: assets under lasting names, downloads and drawings, and marks that have done their work."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath

from galley.charts.forms import is_drawn
from galley.charts.model import Chart
from galley.charts.render import vega_lite
from galley.charts.standalone import LIGHT
from galley.exports import edition_files, site_files
from galley.exports.charts import chart_png, portable_svg
from galley.marks import plain
from galley.pages.assets import (
    Face,
    Letters,
    faces,
    lean,
    letters,
    named,
    rest_of,
    styled,
    typography,
)
from galley.pages.figures import resolve_figures
from galley.pages.hero import hero_css
from galley.pages.kept import Page
from galley.pages.kinds import KINDS
from galley.pages.ledger import order_css
from galley.pages.renderer import NAMED, ORDER, SCRIPTS, PageRenderer
from galley.pages.templates import legible
from galley.story.voice import Voice, voices
from galley.theme import layered


def cut_faces(renderer: PageRenderer, pages: Iterable[Page]) -> dict[str, Face]:
    """The story's faces, cut to what its pages print: plain name → face."""
    seen = typography(_css(renderer), renderer.store)

    def letters_of(page: Page) -> Letters:
        marked = renderer.set(page)
        displayed = bool(page.edition.serif)
        return marked.derive("letters", lambda: letters(marked.html, seen, displayed), (seen, displayed))

    printed = ((page.edition.serif, page.path, letters_of(page), page.kind == "feature") for page in pages)
    return faces(renderer.story.root, seen, printed, renderer.store)


def asset_files(renderer: PageRenderer, cuts: Mapping[str, Face]) -> tuple[dict[str, bytes], dict[str, str]]:
    """The assets under lasting names, and these by the plain ones."""
    fonts = {name: face.first for name, face in cuts.items()}
    fonts |= {rest_of(name): face.rest for name, face in cuts.items() if face.left}
    left = {name: face.left for name, face in cuts.items()}
    lasting = {name: named(name, content) for name, content in fonts.items()}
    sheets = {"style.css": styled(_css(renderer), lasting, left, renderer.store) + hero_css(renderer.story)}
    if renderer.makes("ledger"):
        sheets[ORDER] = order_css(renderer.story)
    files = {lasting[name]: content for name, content in fonts.items()}
    texts = {name: text.encode() for name, text in {**sheets, **_scripts(renderer)}.items()}
    for name, content in texts.items():
        lasting[name] = named(name, content)
        files[lasting[name]] = content
    return files, lasting


_PAINT = re.compile(rf'="var\(--({"|".join(LIGHT)})\)"')


def dressed(html: str, assets: Mapping[str, str]) -> str:
    """A page that asks for its assets by their lasting names, as far as there are any, and whose drawings keep their
    colours in a reader that takes the stylesheet away."""
    for name in NAMED:
        html = html.replace(f"assets/{name}", assets.get(name, f"assets/{name}"))
    return _PAINT.sub(lambda found: f'="var(--{found[1]},{LIGHT[found[1]]})"', html)


def _css(renderer: PageRenderer) -> str:
    """The stylesheet, and after it what the story adds."""
    return "\n".join(filter(None, (_asset(renderer, name) for name in ("style.css", "story.css"))))


def _scripts(renderer: PageRenderer) -> dict[str, str]:
    found = {name: _asset(renderer, name) for name in SCRIPTS}
    return {name: lean(script) for name, script in found.items() if script}


def _asset(renderer: PageRenderer, name: str) -> str:
    story = renderer.story
    path = layered(story.root, story.site.theme, f"assets/{name}")
    return legible(path, f"assets/{name}") if path else ""


def exported(renderer: PageRenderer, pages: list[Page]) -> dict[str, str]:
    """Downloads, feeds and what hosts and search engines ask for; marked."""
    story = renderer.story
    first = next(iter(story.editions))
    listed = [
        page.path.removesuffix("index.html") for page in pages if page.edition.id == first and KINDS[page.kind].listed
    ]
    texts = {path: text for voice in voices(story) for path, text in edition_files(voice).items()}
    return texts | _charts(renderer) | site_files(story, listed, ["assets/*"])


def _charts(renderer: PageRenderer) -> dict[str, str]:
    """Each drawn chart as a picture that stands alone, and as its specification; marked."""
    texts: dict[str, str] = {}
    for voice, chart, path in _drawn(renderer):
        texts[f"{path}.svg"] = portable_svg(voice, chart, renderer.store)
        texts[f"{path}.vl.json"] = vega_lite(voice, chart, renderer.store)
    return texts


def chart_pictures(renderer: PageRenderer) -> dict[str, Callable[[], bytes]]:
    """What gives each drawn chart in pixels, by its path."""
    return {f"{path}.png": partial(chart_png, voice, chart, renderer.store) for voice, chart, path in _drawn(renderer)}


def _drawn(renderer: PageRenderer) -> Iterator[tuple[Voice, Chart, str]]:
    """Every chart that is drawn, and the path of its files without their ending."""
    for voice in voices(renderer.story) if renderer.makes("chart") else ():
        for one in renderer.drawings_of(voice).values():
            if is_drawn(one.chart):
                yield voice, one.chart, one.files


def published(path: str, text: str) -> str:
    """A download as it is published: in drawings a figure keeps its fact's id, elsewhere marks leave nothing."""
    return resolve_figures(text) if PurePosixPath(path).suffix == ".svg" else plain(text)
