"""From a story to its whole site in memory: every page of every edition, marked first, and plain at the last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from galley.errors import Place, Problem, StoryError
from galley.exports import pictures
from galley.model import Edition
from galley.pages.addresses import edition_of
from galley.pages.assets import gaps
from galley.pages.compositor import Compositor, compositor_of
from galley.pages.finish import chart_pictures, cut_faces, dressed, exported, published, with_assets
from galley.pages.printed import Printed, printed_on
from galley.pages.targets import self_targeting
from galley.pages.templates import Page
from galley.pages.unmark import unmark
from galley.store import Store
from galley.story.load import Story


@dataclass(frozen=True)
class Rendered:
    """A site: its files as they are published, its text files still marked, where each fact is printed, its assets."""

    files: dict[str, bytes]
    pages: dict[str, str]
    printed: tuple[Printed, ...]
    assets: dict[str, str]  # plain name → path
    warnings: tuple[Problem, ...]


def render_site(story: Story, store: Store) -> Rendered:
    """The whole site of a story. Raises StoryError for what keeps a page from being rendered at all."""
    compositor = compositor_of(story, store)
    if "feature" not in compositor.templates.made:
        raise StoryError([_untold()])
    editions = tuple(story.editions.values())
    for edition in editions:
        compositor.order_drawings(edition)
    drawn = pictures(story, store)  # while the charts are being drawn
    for edition in editions:
        compositor.drawings_of(edition)
    with ThreadPoolExecutor(1) as beside:  # a picture is encoded without the interpreter, which then has time for pages
        of_charts = beside.submit(chart_pictures, compositor)
        pages = [*_rendered(compositor, editions, waiting=False)]
        index = tuple(one for page, html in pages for one in printed_on(page.path, page.edition, html))
        compositor.note(index)
        pages += _rendered(compositor, editions, waiting=True)
        if problems := [*compositor.templates.problems, *_collisions(story, [page for page, _ in pages])]:
            raise StoryError(problems)
        cuts = cut_faces(compositor, pages)
        texts, files, assets = with_assets(compositor, pages, cuts)
        texts |= exported(compositor, [page for page, _ in pages])
        links = {page.path: compositor.links(page) for page, _ in pages}
        files |= {path: published(path, text, links).encode() for path, text in texts.items()}
        files |= drawn | of_charts.result()
    return Rendered(files, texts, index, assets, tuple(gaps(cuts)))


def _rendered(compositor: Compositor, editions: Iterable[Edition], *, waiting: bool) -> Iterator[tuple[Page, str]]:
    for edition in editions:
        for page in compositor.pages(edition, waiting=waiting):
            yield compositor.render(page)


def _collisions(story: Story, pages: Iterable[Page]) -> Iterator[Problem]:
    """Pages that have the path of another, which one of the two would lose in silence."""
    taken: dict[str, Page] = {}
    for page in pages:
        other = taken.setdefault(page.path, page)
        if other is not page:
            both = " and ".join(f"the {one.kind} page of {one.edition.id}" for one in (other, page))
            yield Problem(
                "path-taken",
                story.place("edition", page.edition.id, "path"),
                f"{page.path}: {both} would both stand there.",
                "Give the edition the path of a folder that no other edition uses.",
            )


def render_page(story: Story, store: Store, path: str, assets: Mapping[str, str]) -> bytes | None:
    """One page alone, as a preview wants it at once; `assets` are their paths by plain name, as the site has them.

    None for a page that tells where facts are printed, which waits for all the others. Raises StoryError.
    """
    compositor = compositor_of(story, store)
    pages = compositor.pages(edition_of(story, path), waiting=False)
    page = next((page for page in pages if page.path == path), None)
    if page is None:
        return None
    _, html = compositor.render(page)
    if compositor.templates.problems:
        raise StoryError(compositor.templates.problems)
    return self_targeting(unmark(dressed(html, assets), compositor.links(page))).encode()


def _untold() -> Problem:
    """Other kinds of page may be left out; a site without this one would tell nothing, and print no fact."""
    path = "templates/feature.html"
    hint = "Copy templates/ and assets/ from a story that has them."
    return Problem("missing-file", Place(path), f"{path} does not exist, so no page tells the story.", hint)
