"""From a story to its whole site in memory: every page of every edition, marked first, and plain at the last."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from galley.errors import Place, Problem, StoryError
from galley.exports import pictures
from galley.model import Edition
from galley.pages.assets import gaps
from galley.pages.compositor import Compositor, Holds, compositor_of
from galley.pages.finish import asset_files, chart_pictures, cut_faces, dressed, exported, published
from galley.pages.kept import MarkedPage
from galley.pages.tickets import tickets, wanted
from galley.store import NOTHING_KEPT, Store
from galley.story.load import Story


@dataclass(frozen=True)
class Rendered:
    """A site: its files as they are published, its text files still marked, its assets, and its pages to be kept."""

    files: dict[str, bytes]
    texts: dict[str, str]
    assets: dict[str, str]  # plain name → path
    warnings: tuple[Problem, ...]
    compositor: Compositor

    @property
    def pages(self) -> Mapping[str, MarkedPage]:
        """Its pages by path, with what is kept of them."""
        return self.compositor.done

    @property
    def distrusted(self) -> tuple[str, ...]:
        """Kept pages whose marks did not read as the facts do; they were made anew."""
        return tuple(self.compositor.distrusted)

    def keep(self) -> None:
        """Keeps its pages, and what has been found of them, for the next build."""
        self.compositor.keep()


def render_site(story: Story, store: Store, holds: Holds, shelf: Store = NOTHING_KEPT) -> Rendered:
    """The whole site of a story; pages are kept in `shelf`.

    Raises StoryError for what keeps a page from being rendered at all.
    """
    compositor = compositor_of(story, store, holds, shelf)
    if "feature" not in compositor.templates.made:
        raise StoryError([_untold()])
    for edition in story.editions.values():
        compositor.order_drawings(edition)
    drawn = pictures(story, store)  # while the charts are being drawn
    for edition in story.editions.values():
        compositor.drawings_of(edition)
    with ThreadPoolExecutor(2) as beside:  # a picture is encoded without the interpreter, which then has time for pages
        of_charts = beside.submit(chart_pictures, compositor)
        of_facts = [beside.submit(tickets, story, edition, store) for edition in _with_tickets(compositor)]
        pages = [*compositor.pages()]
        marked = {page.path: compositor.set(page).html for page in pages}
        if compositor.templates.problems:
            raise StoryError(compositor.templates.problems)
        cuts = cut_faces(compositor, pages)
        files, assets = asset_files(compositor, cuts)
        downloads = exported(compositor, pages)
        files |= {page.path: dressed(compositor.published(page), assets).encode() for page in pages}
        files |= {path: published(path, text).encode() for path, text in downloads.items()}
        files |= drawn | of_charts.result()
        for ready in of_facts:
            files |= ready.result()
    return Rendered(files, marked | downloads, assets, tuple(gaps(cuts)), compositor)


def _with_tickets(compositor: Compositor) -> Iterable[Edition]:
    """The editions of a story whose facts have pages that show them."""
    shown = "fact" in compositor.templates.made and wanted(compositor.story)
    return compositor.story.editions.values() if shown else ()


def render_pages(
    story: Story, store: Store, paths: Collection[str], assets: Mapping[str, str], holds: Holds
) -> dict[str, bytes]:
    """Some pages alone, as a preview wants them at once: those at `paths` that there are.

    `assets` are their paths by plain name, as the site has them. Raises StoryError.
    """
    compositor = compositor_of(story, store, holds, store)
    pages = [page for page in compositor.pages() if page.path in paths]
    texts = {page.path: dressed(compositor.published(page), assets).encode() for page in pages}
    if compositor.templates.problems:
        raise StoryError(compositor.templates.problems)
    compositor.keep()
    return texts


def _untold() -> Problem:
    """Other kinds of page may be left out; a site without this one would tell nothing, and print no fact."""
    path = "templates/feature.html"
    hint = "Copy templates/ and assets/ from a story that has them."
    return Problem("missing-file", Place(path), f"{path} does not exist, so no page tells the story.", hint)
