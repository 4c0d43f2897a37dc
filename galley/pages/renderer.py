"""Sets each page from its template; what pages share is made once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from galley.charts.faults import hero_faults
from galley.charts.forms import is_drawn
from galley.charts.naming import rows_called_alike
from galley.charts.unitwords import other_units_of_labels
from galley.errors import Place, Problem, StoryError
from galley.exports.charts import picture_size
from galley.pages.addresses import made
from galley.pages.drawings import ShownChart, drawings
from galley.pages.figures import resolve_figures
from galley.pages.kept import Asked, MarkedPage, Page, keep, recall, recall_questions, together
from galley.pages.kinds import KINDS
from galley.pages.notes import noted
from galley.pages.occurrences import Occurrence, by_fact, facts_of, read_on
from galley.pages.sections import ShownSection, sections
from galley.pages.templates import Templates, templates, written
from galley.stamp import engine
from galley.store import NOTHING_KEPT, Store, key_of
from galley.story.load import Story
from galley.story.voice import Voice, voices
from galley.theme import layered

Holds = Callable[[str, str], bool]
"""Whether every mark in the marked HTML of the page at a path reads as its fact does."""

ORDER = "order.css"  # by which the ledger is sorted; made by the build
SCRIPTS = ("site.js", "ledger.js", "embed.js")
NAMED = ("style.css", ORDER, *SCRIPTS)
"""The assets that templates may ask for, by names that change with what is in them."""

DRAWN = re.compile(r'<svg\b[^>]*\bclass="chart"[^>]*>.*?</svg>', re.DOTALL)


@dataclass(frozen=True)
class PageRenderer:
    """The templates, and what the pages of all editions are made from, each thing once."""

    templates: Templates
    store: Store
    shelf: Store  # where pages are kept
    holds: Holds
    sections: dict[str, tuple[ShownSection, ...]] = field(default_factory=dict)  # by edition
    ordered: dict[str, Callable[[], dict[str, ShownChart]]] = field(default_factory=dict)  # by edition
    drawings: dict[str, dict[str, ShownChart]] = field(default_factory=dict)  # by edition and chart
    proven: dict[str, frozenset[str]] = field(default_factory=dict)  # by edition: every drawing
    notes: dict[str, Mapping[str, int]] = field(default_factory=dict)  # by edition
    uses: list[dict[str, list[Occurrence]]] = field(default_factory=list)  # once they are known
    done: dict[str, MarkedPage] = field(default_factory=dict)  # by path
    distrusted: list[str] = field(default_factory=list)  # kept pages whose marks or drawings are not what was proven

    @property
    def story(self) -> Story:
        return self.templates.story

    @property
    def basis(self) -> str:
        """What every page depends on, whatever its templates ask."""
        return self.templates.questions.basis

    def makes(self, kind: str) -> bool:
        return kind in self.templates.made

    def pages(self) -> Iterator[Page]:
        """Every page of the site, by edition and kind."""
        for voice in voices(self.story):
            for kind in KINDS.values():
                if self.makes(kind.name):
                    yield from (Page(kind.name, voice.edition, name) for name in kind.names(self, voice))

    def set(self, page: Page) -> MarkedPage:
        """A page, as it was kept or made anew."""
        if page.path not in self.done:
            self.done[page.path] = self._kept(page) or self._rendered(page)
        return self.done[page.path]

    def keep(self) -> None:
        """Keeps the pages that were made, and what they asked, for the next build."""
        self.templates.questions.keep(self.shelf)
        for path, marked in self.done.items():
            keep(self.shelf, path, marked)

    def _kept(self, page: Page) -> MarkedPage | None:
        """What is kept of a page, if its templates would be told the same now and its marks read as the facts do."""
        found = recall(self.shelf, page.path, self.basis)
        if found is None or not self._is_current(page, found):
            return None
        if not (self.holds(page.path, found.html) and self._shows_proven_drawings(page, found.html)):
            self.distrusted.append(page.path)
            return None
        return found

    def _shows_proven_drawings(self, page: Page, html: str) -> bool:
        """Whether every drawing on a page is one that was proven for this build."""
        shown = list(DRAWN.finditer(html))
        if any(html.count("<svg", 0, one.start()) > html.count("</svg>", 0, one.start()) for one in shown):
            return False  # within another, which may stretch it
        return not shown or self._proven_of(self._voice(page)) >= {one[0] for one in shown}

    def _proven_of(self, voice: Voice) -> Set[str]:
        if voice.edition.id not in self.proven:
            of = self.drawings_of(voice).values()
            self.proven[voice.edition.id] = frozenset(svg for one in of for svg in one.drawn.values())
        return self.proven[voice.edition.id]

    def _is_current(self, page: Page, kept: MarkedPage) -> bool:
        try:
            given, digests = self._given(page), self.templates.digests
            if any(digests.of(given[name]) != seen for name, seen in kept.given.items()):
                return False
            return self.templates.answers_to(page.edition, kept.asked) == kept.answers
        except Exception:  # what keeps an answer from being told now is said when the page is made anew
            return False

    def _rendered(self, page: Page) -> MarkedPage:
        asked = Asked(self.templates.digests, self.templates.questions, self._given(page))
        html = self.templates.render(page, page.kind, asked)
        if not self._shows_proven_drawings(page, html):
            self.templates.problems.append(_altered(page))
        return MarkedPage(self.basis, html, asked.seen, tuple(asked.answers), together(asked.answers.values()))

    def _given(self, page: Page) -> dict[str, object]:
        return {**self.templates.shared(page), **KINDS[page.kind].given(self, self._voice(page), page.name)}

    def _voice(self, page: Page) -> Voice:
        return Voice(self.story, page.edition)

    def published(self, page: Page) -> str:
        """A page for readers, but for the names of its assets."""
        marked, links = self.set(page), self._links(page)
        leading = tuple(links(fact) for fact in self._facts(page))
        return marked.derive("published", lambda: resolve_figures(marked.html, links), leading)

    def picture_of(self, voice: Voice, chart: str) -> tuple[int, int] | None:
        shown = self.drawings_of(voice)[chart]
        return picture_size(voice, shown.chart, self.store) if is_drawn(shown.chart) else None

    def notes_of(self, voice: Voice) -> Mapping[str, int]:
        """The facts whose evidence stands on an edition's page of evidence, with their numbers; none without one."""
        if voice.edition.id not in self.notes:
            pages = [page for page in self.pages() if page.edition == voice.edition and KINDS[page.kind].noted]
            facts = dict.fromkeys(fact for page in sorted(pages, key=_telling) for fact in self._facts(page))
            found = noted(voice, facts) if any(kind.notes and self.makes(kind.name) for kind in KINDS.values()) else ()
            self.notes[voice.edition.id] = {fact: number for number, fact in enumerate(found, start=1)}
        return self.notes[voice.edition.id]

    def _facts(self, page: Page) -> tuple[str, ...]:
        marked = self.set(page)
        return marked.derive("facts", lambda: facts_of(marked.html))

    def uses_of(self, fact: str) -> Sequence[Occurrence]:
        """Where pages that tell the story print a fact: all of them, as soon as one is asked for."""
        if not self.uses:
            self.uses.append(
                by_fact(one for page in self.pages() if KINDS[page.kind].tells for one in self._prints(page))
            )
        return self.uses[0].get(fact, ())

    def _prints(self, page: Page) -> tuple[Occurrence, ...]:
        marked = self.set(page)
        about = Occurrence("", page.edition.id, page.path, page.kind)
        return marked.derive("occurrences", lambda: tuple(read_on(about, marked.html)))

    def sections_of(self, voice: Voice) -> tuple[ShownSection, ...]:
        if voice.edition.id not in self.sections:
            self.sections[voice.edition.id] = sections(voice)
        return self.sections[voice.edition.id]

    def order_drawings(self, voice: Voice) -> None:
        """Has an edition's charts drawn, while something else is done."""
        self.ordered[voice.edition.id] = drawings(voice, self.store)

    def drawings_of(self, voice: Voice) -> dict[str, ShownChart]:
        edition = voice.edition.id
        if edition not in self.drawings:
            if edition not in self.ordered:
                self.order_drawings(voice)
            self.drawings[edition] = self.ordered[edition]()
        return self.drawings[edition]

    def _links(self, page: Page) -> Callable[[str], str]:
        """How a figure on a page links to its evidence: on its fact's own page, in the ledger, or among the notes.

        On a page that is noted the link has the number of its note, by which a script shows the note beside it.
        """
        kind = KINDS[page.kind]
        notes = self.notes_of(self._voice(page)) if kind.noted or kind.notes else {}

        def link(fact: str) -> str:
            if kind.about(self.story, page.name, fact):
                return ""
            number = f' data-n="{notes[fact]}"' if fact in notes else ""
            if kind.notes and number:
                return f'href="#{fact}"{number}'
            address = self._address(page, fact)
            return f'href="{address}"{number}' if address else ""

        return link

    def _address(self, page: Page, fact: str) -> str:
        """Where a fact has its evidence, as `page` links to it; empty in a story without such pages."""
        if address := self.templates.link(page, "fact", fact):
            return address
        shared = [kind for kind in KINDS.values() if (kind.lists_facts or kind.notes) and self.makes(kind.name)]
        home = min(shared, key=lambda kind: kind.notes, default=None)
        return f"{self.templates.link(page, home.name)}#{fact}" if home else ""


def _altered(page: Page) -> Problem:
    """A template has changed what was drawn."""
    message = f"{page.path}: a drawing on it is none of those that were proven."
    hint = "Print what `drawn` holds as it is: a template may choose among the widths of a drawing, and change none."
    return Problem("drawing-altered", Place(f"templates/{page.kind}.html"), message, hint)


def _telling(page: Page) -> bool:
    """A key for sorting pages: the pages that tell the story come before those of its charts."""
    return not KINDS[page.kind].tells


def renderer_of(story: Story, store: Store, holds: Holds, shelf: Store = NOTHING_KEPT) -> PageRenderer:
    """The renderer of a story; pages are kept in `shelf`. Raises StoryError for its hero and its labels."""
    if faults := [*hero_faults(story), *other_units_of_labels(story), *rows_called_alike(story)]:
        raise StoryError(faults)
    assets = {name: name == ORDER or bool(layered(story.root, story.site.theme, f"assets/{name}")) for name in NAMED}
    kinds = made(story)
    questions = recall_questions(shelf, _basis(story, kinds, assets))
    return PageRenderer(templates(story, kinds, assets, questions, store), store, shelf, holds)


def _basis(story: Story, kinds: Set[str], assets: Mapping[str, bool]) -> str:
    """What every page depends on, whatever its templates ask."""
    site, told = story.site, (sorted(kinds), sorted(assets.items()))
    return key_of(engine(), [*written(story).values()], site.url, site.theme, site.editions, *told)
