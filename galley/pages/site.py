"""From a story to its whole site in memory: every page of every edition, marked first, and plain at the last."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Set
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
    """A site as it is proven: its text files still marked, and what is no text; what readers get is made of it later.

    `assets`: plain name → path; `plain`: assets, cards and icons by their paths; `pictures`: what draws each of the
    others, of charts and of tickets, by its path.
    """

    texts: dict[str, str]
    assets: dict[str, str]
    plain: dict[str, bytes]
    pictures: dict[str, Callable[[], bytes]]
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

    @property
    def paths(self) -> Set[str]:
        """The path of each of its files."""
        return self.texts.keys() | self.plain.keys() | self.pictures.keys()

    def files(self) -> dict[str, bytes]:
        """Its files as they are published."""
        with ThreadPoolExecutor(2) as beside:  # a picture is encoded without the interpreter, which has time for pages
            drawn = {path: beside.submit(draw) for path, draw in self.pictures.items()}
            pages = {page.path: dressed(self.renderer.published(page), self.assets) for page in self.renderer.pages()}
            rest = {path: published(path, text) for path, text in self.texts.items() if path not in pages}
            texts = {path: text.encode() for path, text in (pages | rest).items()}
            return {**texts, **self.plain, **{path: picture.result() for path, picture in drawn.items()}}

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
    pages = [*renderer.pages()]
    marked = {page.path: renderer.set(page).html for page in pages}
    if renderer.templates.problems:
        raise StoryError(renderer.templates.problems)
    cuts = cut_faces(renderer, pages)
    files, assets = asset_files(renderer, cuts)
    pictured = chart_pictures(renderer)
    for voice in _with_tickets(renderer):
        pictured |= tickets(voice, store)
    return Rendered(marked | exported(renderer, pages), assets, files | drawn, pictured, tuple(gaps(cuts)), renderer)


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
