"""Every place of a proven site that prints a fact: pages, drawings, attributes, cards and files to download.

Fact pages are made from the occurrences in what is read on a page (`galley.pages.occurrences`); an editor is told also
of those in titles, attributes and files, and of what kind each is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from galley.build import Build
from galley.exports.cards import card, card_words
from galley.marks import OPEN, marked, plain
from galley.markup import MARKUP, parsed
from galley.model import Edition
from galley.pages.addresses import edition_of, kind_of
from galley.pages.kinds import KINDS
from galley.pages.occurrences import BLOCKS
from galley.story.voice import Voice

FOLLOWING = ("evidence", "structured data")
REACH = 16  # characters of its paragraph shown on either side of a figure
CELLS = {"td": "table", "th": "table", "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading"}
HEAD = {"title": "title", "script": "structured data"}
ATTRIBUTES = {"content": "meta", "alt": "alternative", "aria-label": "alternative", "aria-description": "alternative"}


@dataclass(frozen=True, slots=True)
class SiteOccurrence:
    """One place that prints a fact. `kind` says what stands there: text, heading, table, chart, meta, card, …"""

    fact: str
    edition: str
    path: str
    page: str  # the kind of the page: feature, ledger, fact, …, and `file` for what is no page
    section: str
    chart: str
    kind: str
    words: str
    before: str = ""
    after: str = ""

    @property
    def address(self) -> str:
        return f"{self.path}#{self.section}" if self.section else self.path

    @property
    def spot(self) -> str:
        """Where it stands: page, section, chart, and what kind of place it is."""
        return f"{self.address}, {self.what}"

    @property
    def what(self) -> str:
        """In which chart, if any, and in what kind of place."""
        return f"chart {self.chart}, {self.kind}" if self.chart else self.kind

    @property
    def told(self) -> bool:
        """Whether an author put it there; what stands elsewhere follows from the feature and from the facts."""
        return self.kind == "card" or (self.page == "feature" and self.kind not in FOLLOWING)

    @property
    def group(self) -> str:
        """What it is counted under, where places are not told one by one."""
        if self.page == "feature":
            return self.kind
        return KINDS[self.page].told if self.page in KINDS else "files and feeds"


def occurrences(proof: Build) -> tuple[SiteOccurrence, ...]:
    """Every place that prints a fact, in the order of the site's pages; a place that a page repeats stands once."""
    found = (one for path, text in proof.pages.items() if OPEN in text for one in _on(proof, path, text))
    return tuple(dict.fromkeys((*found, *_cards(proof))))


_OF_CHART = re.compile(r"(?:^|/)charts/(?:([^/]+)/[^/]+|([^/]+)\.csv)$")
"""The path of what a chart offers to download."""


def _on(proof: Build, path: str, text: str) -> Iterator[SiteOccurrence]:
    edition = edition_of(proof.story, path)
    page, name = kind_of(edition, path)
    drawn = _OF_CHART.search(path)
    chart = name if page in ("chart", "embed") else drawn[1] or drawn[2] if drawn else ""
    pieces = _pieces(text) if path.endswith(MARKUP) else [("file", "", "", text)]
    for kind, section, figure, words in pieces:
        yield from _in(words, edition, path, page, section, figure or chart, kind)


def _in(
    text: str, edition: Edition, path: str, page: str, section: str, chart: str, kind: str
) -> Iterator[SiteOccurrence]:
    """The facts that a marked text prints. A file's lines are no sentences, and only a page's text is shown around."""
    for found in marked(text):
        if found.kind == "fact":
            told = kind in ("text", "heading")
            before = _tail(plain(text[: found.start])) if told else ""
            after = _head(plain(text[found.end :])) if told else ""
            yield SiteOccurrence(found.name, edition.id, path, page, section, chart, kind, found.words, before, after)


def _tail(words: str) -> str:
    return words if len(words) <= REACH else f"…{words[-REACH:]}"


def _head(words: str) -> str:
    return words if len(words) <= REACH else f"{words[:REACH]}…"


def _pieces(text: str) -> Iterator[tuple[str, str, str, str]]:
    """(kind, section, chart, marked words) of every paragraph and attribute that prints a figure."""
    page = parsed(text)
    holders = page.xpath(f"//text()[contains(., '{OPEN}')]/..")
    blocks = dict.fromkeys(_block(element) for element in holders if isinstance(element.tag, str))
    for block in blocks:
        yield _kind(block), *_where(block), " ".join(str(block.text_content()).split())
    for words in page.xpath(f"//@*[contains(., '{OPEN}')]"):
        element = words.getparent()
        yield ATTRIBUTES.get(str(words.attrname), "attribute"), *_where(element), str(words)


def _block(element: HtmlElement) -> HtmlElement:
    """The paragraph, heading, cell or label around what is printed."""
    around = (one for one in (element, *element.iterancestors()) if one.tag in BLOCKS or one.tag in HEAD)
    return next(around, element)


def _kind(block: HtmlElement) -> str:
    if any(one.tag == "svg" for one in block.iterancestors()):
        return "alternative" if block.tag in ("title", "desc") else "chart"
    if any("evidence" in (one.get("class") or "").split() for one in block.iterancestors("section")):
        return "evidence"
    return HEAD.get(str(block.tag)) or CELLS.get(str(block.tag)) or "text"


def _where(element: HtmlElement) -> tuple[str, str]:
    """The section and the chart around an element; both may be empty."""
    section = next((name for one in element.iterancestors("section") if (name := one.get("id"))), "")
    figures = (one.get("id") or "" for one in element.iterancestors("figure"))
    chart = next((name.removeprefix("chart-") for name in figures if name.startswith("chart-")), "")
    return section, chart


def _cards(proof: Build) -> Iterator[SiteOccurrence]:
    """What the pictures for shared links print."""
    for edition in proof.story.editions.values():
        words = card_words(card(Voice(proof.story, edition)))
        for path in sorted(path for path in proof.files if re.fullmatch(rf"{edition.path}card-\w+\.png", path)):
            yield from _in(words, edition, path, "file", "", "", "card")


def rest_of(found: Iterable[SiteOccurrence]) -> str:
    """How many of the places stand elsewhere than an author put them: ledger 1, pages of facts 14."""
    return ", ".join(
        f"{group} {number}" for group, number in Counter(one.group for one in found if not one.told).items()
    )
