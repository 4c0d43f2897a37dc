"""Sets each page from its template, with the evidence of what it prints; what pages share is made once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from galley.charts.faults import hero_faults
from galley.errors import StoryError
from galley.model import Edition
from galley.pages.addresses import made, tells
from galley.pages.drawings import Drawing, drawings
from galley.pages.evidence import cards
from galley.pages.kinds import KINDS
from galley.pages.printed import Printed
from galley.pages.stations import Station, stations
from galley.pages.templates import Page, Templates, templates
from galley.store import Store
from galley.story.load import Story
from galley.theme import layered

ORDER = "order.css"  # by which the ledger is sorted; made by the build
SCRIPTS = ("site.js", "ledger.js", "embed.js")
NAMED = ("style.css", ORDER, *SCRIPTS)
"""The assets that templates may ask for, by names that change with what is in them."""

EVIDENCE = "<!--evidence-->"
"""Where a template wants the evidence of all that its page prints."""


@dataclass(frozen=True)
class Compositor:
    """The templates, and what the pages of all editions are made from, each thing once."""

    templates: Templates
    store: Store
    stops: dict[str, tuple[Station, ...]] = field(default_factory=dict)  # by edition
    ordered: dict[str, Callable[[], dict[str, Drawing]]] = field(default_factory=dict)  # by edition
    drawings: dict[str, dict[str, Drawing]] = field(default_factory=dict)  # by edition and chart
    uses: dict[str, list[Printed]] = field(default_factory=dict)  # by fact: where pages that tell the story print it
    notes: dict[str, dict[str, int]] = field(default_factory=dict)  # path → fact → number of its evidence

    @property
    def story(self) -> Story:
        return self.templates.story

    def makes(self, kind: str) -> bool:
        return kind in self.templates.made

    def pages(self, edition: Edition, *, waiting: bool) -> Iterator[Page]:
        """The pages of an edition that tell where facts are printed, or all the others."""
        for kind in KINDS.values():
            if self.makes(kind.name) and kind.waits == waiting:
                yield from (Page(kind.name, edition, name) for name in kind.names(self, edition))

    def render(self, page: Page) -> tuple[Page, str]:
        """A page, with the evidence of what it prints where its template wants that."""
        given = KINDS[page.kind].given(self, page.edition, page.name)
        html = self.templates.render(page, page.kind, **given)
        if EVIDENCE in html:
            found = tuple(cards(self.story, page.edition, html))
            self.notes[page.path] = {one.id: number for number, one in enumerate(found, start=1)}
            html = html.replace(EVIDENCE, self.templates.render(page, "evidence", cards=found))
        return page, html

    def note(self, index: Iterable[Printed]) -> None:
        """Learns where facts are printed, for the pages that tell it."""
        for one in index:
            if tells(self.story.editions[one.edition], one.path):
                self.uses.setdefault(one.fact, []).append(one)

    def uses_of(self, fact: str) -> Sequence[Printed]:
        return self.uses.get(fact, ())

    def stops_of(self, edition: Edition) -> tuple[Station, ...]:
        if edition.id not in self.stops:
            self.stops[edition.id] = stations(self.story, edition)
        return self.stops[edition.id]

    def order_drawings(self, edition: Edition) -> None:
        """Has an edition's charts drawn, while something else is done."""
        self.ordered[edition.id] = drawings(self.story, edition, self.store)

    def drawings_of(self, edition: Edition) -> dict[str, Drawing]:
        if edition.id not in self.drawings:
            if edition.id not in self.ordered:
                self.order_drawings(edition)
            self.drawings[edition.id] = self.ordered[edition.id]()
        return self.drawings[edition.id]

    def links(self, page: Page) -> Callable[[str], str]:
        """How a figure on a page links to its evidence: on the page, else on the fact's own, else in the ledger."""
        notes = self.notes.get(page.path, {})

        def link(fact: str) -> str:
            if fact in notes:
                return f'href="#{fact}" data-n="{notes[fact]}"'
            if page.kind == "fact" and page.name == fact:
                return ""
            address = self.templates.link(page, "fact", fact)
            if not address and self.makes("ledger"):
                address = f"{self.templates.link(page, 'ledger')}#{fact}"
            return f'href="{address}"' if address else ""

        return link


def compositor_of(story: Story, store: Store) -> Compositor:
    """The compositor of a story. Raises StoryError where the head of the feature cannot be drawn."""
    if found := hero_faults(story):
        raise StoryError(found)
    assets = {name: name == ORDER or bool(layered(story.root, story.site.theme, f"assets/{name}")) for name in NAMED}
    return Compositor(templates(story, made(story), assets, store), store)
