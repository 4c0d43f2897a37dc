"""From a story to its whole site in memory: every page of every edition, marked first, and plain at the last."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from galley.errors import Place, Problem, StoryError
from galley.exports import pictures
from galley.pages.assets import gaps
from galley.pages.finish import asset_files, chart_pictures, cut_faces, dressed, exported, published
from galley.pages.kept import MarkedPage
from galley.pages.renderer import Holds, PageRenderer, renderer_of
from galley.pages.tickets import tickets, wanted
from galley.store import Store
from galley.story.load import Story
from galley.story.voice import Voice, voices


@dataclass(frozen=True)
class Rendered:
    """A site: its files as they are published, its text files still marked, its assets, and its pages to be kept."""

    files: dict[str, bytes]
    texts: dict[str, str]
    assets: dict[str, str]  # plain name → path
    warnings: tuple[Problem, ...]
    renderer: PageRenderer

    @property
    def pages(self) -> Mapping[str, MarkedPage]:
        """Its pages by path, with what is kept of them."""
        return self.renderer.done

    @property
    def distrusted(self) -> tuple[str, ...]:
        """Kept pages whose marks did not read as the facts do; they were made anew."""
        return tuple(self.renderer.distrusted)

    def keep(self) -> None:
        """Keeps its pages, and what has been found of them, for the next build."""
        self.renderer.keep()


def render_site(story: Story, store: Store, holds: Holds) -> Rendered:
    """The whole site of a story; pages are kept in `store`.

    Raises StoryError for what keeps a page from being rendered at all.
    """
    renderer = renderer_of(story, store, holds, store)
    if "feature" not in renderer.templates.made:
        raise StoryError([_untold()])
    for voice in voices(story):
        renderer.order_drawings(voice)
    drawn = pictures(story, store)  # while the charts are being drawn
    for voice in voices(story):
        renderer.drawings_of(voice)
    with ThreadPoolExecutor(2) as beside:  # a picture is encoded without the interpreter, which then has time for pages
        of_charts = beside.submit(chart_pictures, renderer)
        of_facts = [beside.submit(tickets, voice, store) for voice in _with_tickets(renderer)]
        pages = [*renderer.pages()]
        marked = {page.path: renderer.set(page).html for page in pages}
        if renderer.templates.problems:
            raise StoryError(renderer.templates.problems)
        cuts = cut_faces(renderer, pages)
        files, assets = asset_files(renderer, cuts)
        downloads = exported(renderer, pages)
        files |= {page.path: dressed(renderer.published(page), assets).encode() for page in pages}
        files |= {path: published(path, text).encode() for path, text in downloads.items()}
        files |= drawn | of_charts.result()
        for ready in of_facts:
            files |= ready.result()
    return Rendered(files, marked | downloads, assets, tuple(gaps(cuts)), renderer)


def _with_tickets(renderer: PageRenderer) -> Iterable[Voice]:
    """The voices of a story whose facts have pages that show them."""
    shown = "fact" in renderer.templates.made and wanted(renderer.story)
    return voices(renderer.story) if shown else ()


def render_pages(
    story: Story, store: Store, paths: Collection[str], assets: Mapping[str, str], holds: Holds
) -> dict[str, bytes]:
    """Some pages alone, as a preview wants them at once: those at `paths` that there are.

    `assets` are their paths by plain name, as the site has them. Raises StoryError.
    """
    renderer = renderer_of(story, store, holds, store)
    pages = [page for page in renderer.pages() if page.path in paths]
    texts = {page.path: dressed(renderer.published(page), assets).encode() for page in pages}
    if renderer.templates.problems:
        raise StoryError(renderer.templates.problems)
    renderer.keep()
    return texts


def _untold() -> Problem:
    """Other kinds of page may be left out; a site without this one would tell nothing, and print no fact."""
    path = "templates/feature.html"
    hint = "Copy templates/ and assets/ from a story that has them."
    return Problem("missing-file", Place(path), f"{path} does not exist, so no page tells the story.", hint)
