"""From a story to its whole site in memory: every page of every edition, marked first, and plain at the last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from markupsafe import Markup

from galley.charts.gather import Drawn
from galley.charts.model import TableChart
from galley.editions import say
from galley.errors import StoryError
from galley.exports import edition_files, pictures, site_files
from galley.exports.drawings import chart_json, chart_png, chart_svg
from galley.exports.history import corrections
from galley.exports.structured import article_ld, dataset_ld
from galley.marks import plain
from galley.model import Edition
from galley.pages.addresses import Kind, made
from galley.pages.assets import faces, lean, named, small, styled
from galley.pages.drawings import Drawing, drawing
from galley.pages.evidence import card, cards
from galley.pages.hero import Rail, head, hero_css
from galley.pages.ledger import groups, order_css, sums
from galley.pages.printed import Printed, by_fact, printed_on
from galley.pages.setting import Page, Setting, setting
from galley.pages.sheets import around, leaves, paper, where
from galley.pages.stations import Station, stations
from galley.pages.unmark import unmark
from galley.prose import to_html
from galley.store import Store
from galley.story import Story

EVIDENCE = "<!--evidence-->"
"""Where a template wants the evidence of all that its page prints."""


@dataclass(frozen=True)
class Rendered:
    """A site: its files as they are published, its text files still marked, where each fact is printed, its assets."""

    files: dict[str, bytes]
    pages: dict[str, str]
    printed: tuple[Printed, ...]
    assets: dict[str, str]  # plain name → path


@dataclass(frozen=True)
class Desk:
    """What the pages of all editions are made from, each thing once."""

    setting: Setting
    store: Store
    stops: dict[str, tuple[Station, ...]] = field(default_factory=dict)  # by edition
    drawings: dict[str, dict[str, Drawing]] = field(default_factory=dict)  # by edition and chart
    notes: dict[str, dict[str, int]] = field(default_factory=dict)  # path → fact → number of its evidence

    @property
    def story(self) -> Story:
        return self.setting.story

    def makes(self, kind: Kind) -> bool:
        return kind in self.setting.made

    def render(self, page: Page, **given: object) -> tuple[Page, str]:
        """A page, with the evidence of what it prints where its template wants that."""
        shared = {"stations": self.stops_of(page.edition), "drawings": self.drawings_of(page.edition), "stop": None}
        given = shared | given
        html = self.setting.render(page, page.kind, **given)
        if EVIDENCE in html:
            found = tuple(cards(self.story, page.edition, html))
            self.notes[page.path] = {one.id: number for number, one in enumerate(found, start=1)}
            html = html.replace(EVIDENCE, self.setting.render(page, "evidence", cards=found))
        return page, html

    def stops_of(self, edition: Edition) -> tuple[Station, ...]:
        if edition.id not in self.stops:
            self.stops[edition.id] = stations(self.story, edition)
        return self.stops[edition.id]

    def drawings_of(self, edition: Edition) -> dict[str, Drawing]:
        if edition.id not in self.drawings:
            charts = self.story.charts.items()
            self.drawings[edition.id] = {name: drawing(self.story, edition, one, self.store) for name, one in charts}
        return self.drawings[edition.id]


def render_site(story: Story, store: Store, progress: Callable[[str], None] = lambda step: None) -> Rendered:
    """The whole site of a story. Raises StoryError for what keeps a page from being rendered at all."""
    desk = _desk(story, store)
    editions = tuple(story.editions.values())
    progress("charts")
    for edition in editions:
        desk.drawings_of(edition)
    progress("pages")
    pages = [page for edition in editions for page in _pages(desk, edition)]
    index = tuple(one for page, html in pages for one in printed_on(page.path, page.edition, html))
    pages += [page for edition in editions for page in _later(desk, edition, index)]
    if desk.setting.problems:
        raise StoryError(desk.setting.problems)
    progress("files")
    texts, files, assets = _with_assets(desk, pages)
    texts |= _exports(desk, [page for page, _ in pages])
    links = {page.path: _links(desk, page) for page, _ in pages}
    files |= {path: _plain(path, text, links).encode() for path, text in texts.items()}
    files |= pictures(story, store) | _chart_pictures(desk)
    return Rendered(files, texts, index, assets)


def render_page(story: Story, store: Store, path: str, assets: Mapping[str, str]) -> bytes | None:
    """One page alone, as a preview wants it at once; `assets` are their paths by plain name, as the site has them.

    None for a page that tells where facts are printed, which waits for all the others. Raises StoryError.
    """
    desk = _desk(story, store)
    inside = [edition for edition in story.editions.values() if path.startswith(edition.path)]
    found = (one for one in _pages(desk, max(inside, key=lambda edition: len(edition.path))) if one[0].path == path)
    page, html = next(found, (None, ""))
    if desk.setting.problems:
        raise StoryError(desk.setting.problems)
    return unmark(_dressed(html, assets), _links(desk, page)).encode() if page else None


def _desk(story: Story, store: Store) -> Desk:
    return Desk(setting(story, made(story.root), {name: f"assets/{name}" for name in ("style.css", "site.js")}), store)


def _pages(desk: Desk, edition: Edition) -> Iterator[tuple[Page, str]]:
    """The pages that can be made at once."""
    story, drawings = desk.story, desk.drawings_of(edition)
    if desk.makes("feature"):
        ld = Markup(article_ld(story, edition))
        lead = Markup(to_html(say(story, edition, story.site.lead)).replace("<p>", '<p class="lead">', 1))
        yield desk.render(Page("feature", edition), head=head(story, edition), lead=lead, ld=ld)
    if desk.makes("charts"):
        yield desk.render(Page("charts", edition), stop_of=_stops_of_charts(desk, edition))
    for name, one in drawings.items():
        stop = _stops_of_charts(desk, edition).get(name)
        if desk.makes("chart"):
            ld = Markup(dataset_ld(story, edition, one.chart))
            embed = Page("embed", edition, name).path
            yield desk.render(Page("chart", edition, name), drawing=one, stop=stop, ld=ld, embed=embed)
        if desk.makes("embed"):
            yield desk.render(Page("embed", edition, name), drawing=one)
    if desk.makes("missing"):
        yield desk.render(Page("missing", edition), head=head(story, edition))


def _later(desk: Desk, edition: Edition, index: tuple[Printed, ...]) -> Iterator[tuple[Page, str]]:
    """The pages that tell where facts are printed."""
    story, stops = desk.story, desk.stops_of(edition)
    feature = {Page("feature", other).path for other in story.editions.values()}
    facts = by_fact(one for one in index if one.path in feature)
    if desk.makes("ledger"):
        found = groups(story, edition, stops, facts)
        yield desk.render(Page("ledger", edition), groups=found, sums=sums(found))
    for name in story.facts if desk.makes("fact") else ():
        uses = tuple(facts.get(name, ()))
        here = {use.section for use in uses if use.edition == edition.id}
        yield desk.render(
            Page("fact", edition, name),
            card=card(story, edition, name),
            cards={other: card(story, edition, other) for other in story.facts[name].readings},
            uses=_first_elsewhere(uses, edition),
            stop=next((stop for stop in stops if stop.id in here), None),
            stops={other.id: {stop.id: stop for stop in desk.stops_of(other)} for other in story.editions.values()},
            rows=around(story, name),
            address=where(story, name),
            corrections=[made for made in corrections(story, edition) if made.fact == name],
            head=head(story, edition),
            rail=next((rail for rail in _rails(desk, edition) if rail.fact == name), None),
        )
    for name, source in story.sources.items() if desk.makes("source") else ():
        rests = [card(story, edition, fact.id) for fact in story.facts.values() if fact.source == name]
        stored = name in story.texts
        yield desk.render(
            Page("source", edition, name),
            source=source,
            cards={one.id: one for one in rests},
            leaves=leaves(story, name) if stored else (),
            paper=paper(story, name) if stored else None,
        )
    if desk.makes("corrections"):
        yield desk.render(Page("corrections", edition), corrections=corrections(story, edition))


def _rails(desk: Desk, edition: Edition) -> tuple[Rail, ...]:
    found = head(desk.story, edition)
    return found.rails if found else ()


def _first_elsewhere(uses: tuple[Printed, ...], edition: Edition) -> tuple[Printed, ...]:
    """Every use in an edition, and the first in each of the others."""
    others: dict[str, Printed] = {}
    for use in uses:
        if use.edition != edition.id:
            others.setdefault(use.edition, use)
    return (*(use for use in uses if use.edition == edition.id), *others.values())


def _stops_of_charts(desk: Desk, edition: Edition) -> dict[str, Station]:
    """The station at which each chart stands."""
    return {passage.chart: stop for stop in desk.stops_of(edition) for passage in stop.passages if passage.chart}


def _with_assets(desk: Desk, pages: list[tuple[Page, str]]) -> tuple[dict[str, str], dict[str, bytes], dict[str, str]]:
    """The pages with their assets under lasting names, those assets, and the names."""
    folder = desk.story.root / "assets"
    css = (folder / "style.css").read_text(encoding="utf-8") if (folder / "style.css").is_file() else ""
    fonts = faces(desk.story.root, css, [(page.edition, html) for page, html in pages], desk.store)
    lasting = {name: named(name, content) for name, content in fonts.items()}
    written = (
        small(styled(css, lasting)) + hero_css(desk.story) + (order_css(desk.story) if desk.makes("ledger") else "")
    )
    files = {lasting[name]: content for name, content in fonts.items()}
    for name, content in {"style.css": written.encode(), **_scripts(desk)}.items():
        lasting[name] = named(name, content)
        files[lasting[name]] = content

    return {page.path: _dressed(html, lasting) for page, html in pages}, files, lasting


def _dressed(html: str, assets: Mapping[str, str]) -> str:
    for name in ("style.css", "site.js"):
        html = html.replace(f"assets/{name}", assets.get(name, f"assets/{name}"))
    return html


def _scripts(desk: Desk) -> dict[str, bytes]:
    path = desk.story.root / "assets" / "site.js"
    return {"site.js": lean(path.read_text(encoding="utf-8")).encode()} if path.is_file() else {}


def _exports(desk: Desk, pages: list[Page]) -> dict[str, str]:
    """Downloads, feeds and what hosts and search engines ask for; marked."""
    story = desk.story
    first = next(iter(story.editions))
    listed = [
        page.path.removesuffix("index.html")
        for page in pages
        if page.edition.id == first and page.kind not in ("embed", "missing")
    ]
    texts = {path: text for edition in story.editions.values() for path, text in edition_files(story, edition).items()}
    return texts | _charts(desk) | site_files(story, listed, ["assets/*"])


def _charts(desk: Desk) -> dict[str, str]:
    """Each drawn chart as a picture that stands alone, and as its specification; marked."""
    texts: dict[str, str] = {}
    for edition, chart, path in _drawn(desk):
        texts[f"{path}.svg"] = chart_svg(desk.story, edition, chart, desk.store)
        texts[f"{path}.vl.json"] = chart_json(desk.story, edition, chart, desk.store)
    return texts


def _chart_pictures(desk: Desk) -> dict[str, bytes]:
    return {f"{path}.png": chart_png(desk.story, edition, chart, desk.store) for edition, chart, path in _drawn(desk)}


def _drawn(desk: Desk) -> Iterator[tuple[Edition, Drawn, str]]:
    """Every chart that is drawn, and the path of its files without their ending."""
    for edition in desk.story.editions.values() if desk.makes("chart") else ():
        for one in desk.drawings_of(edition).values():
            if not isinstance(one.chart, TableChart):
                yield edition, one.chart, one.files


def _links(desk: Desk, page: Page) -> Callable[[str], str]:
    """How a figure on a page links to its evidence: on the page, else on the fact's own, else in the ledger."""
    notes = desk.notes.get(page.path, {})

    def link(fact: str) -> str:
        if fact in notes:
            return f'href="#{fact}" data-n="{notes[fact]}"'
        if page.kind == "fact" and page.name == fact:
            return ""
        address = desk.setting.link(page, "fact", fact)
        if not address and desk.makes("ledger"):
            address = f"{desk.setting.link(page, 'ledger')}#{fact}"
        return f'href="{address}"' if address else ""

    return link


def _plain(path: str, text: str, links: dict[str, Callable[[str], str]]) -> str:
    """A text as it is published: in HTML and drawings a figure keeps its fact's id, elsewhere marks leave nothing."""
    if PurePosixPath(path).suffix in (".html", ".svg"):
        return unmark(text, links.get(path, lambda fact: ""))
    return plain(text)
