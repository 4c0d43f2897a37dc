"""What a rendered page points at: every link, anchor, reference and text alternative must lead somewhere."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from lxml.etree import XPath
from lxml.html import HtmlElement

from galley.errors import Place, Problem
from galley.marks import marked, unmarked

OUTSIDE = ("https", "http", "mailto")


@dataclass(frozen=True, slots=True)
class Pointers:
    """What a page has to point at, what it points at, and its pictures without words."""

    ids: Counter[str]
    addresses: frozenset[str]
    loaded: frozenset[str]  # of them, what a browser asks for by itself
    references: tuple[tuple[str, str], ...]  # name of the attribute, and the ids that it names
    wordless: tuple[str, ...]
    misled: tuple[tuple[str, str], ...]  # facts whose figure alone is a link to another's page, and its address


def pointers(page: HtmlElement) -> Pointers:
    """All that is needed of a parsed page, so that not every page of a site has to be held."""
    loaded = frozenset(_LOADED(page)) | {
        one.split()[0] for found in _SOURCES(page) for one in found.split(",") if one.strip()
    }
    return Pointers(
        Counter(_IDS(page)),
        frozenset(_ADDRESSES(page)) | loaded,
        loaded,
        tuple((name, value) for name, values in _REFERENCES.items() for value in values(page)),
        tuple(_called(picture) for picture in page.xpath("//img | //*[@role='img']") if _is_wordless(picture)),
        tuple(_misled(page)),
    )


def _strings(*paths: str) -> XPath:
    return XPath(" | ".join(paths), smart_strings=False)


_IDS, _SOURCES = _strings("//@id"), _strings("//@srcset")
_ADDRESSES = _strings("//@href", "//@action")
_LOADED = _strings(
    "//@src", "//@poster", "//object/@data", "//image/@href", "//use/@href", "//link[@rel='stylesheet']/@href"
)
_REFERRING = "aria-labelledby aria-describedby aria-controls aria-owns for popovertarget headers"
_REFERENCES = {name: _strings(f"//@{name}") for name in _REFERRING.split()}


def _misled(page: HtmlElement) -> Iterator[tuple[str, str]]:
    for link in page.iterfind(".//a[@href]"):
        words = link.text_content()
        facts = {one.name for one in marked(words) if one.kind == "fact"}
        of = _FACT_PAGE.search(link.get("href", "")) if facts and not unmarked(words, "").strip() else None
        if of and of[1] not in facts:
            yield ", ".join(sorted(facts)), link.get("href", "")


_FACT_PAGE = re.compile(r"(?:^|/)facts/([^/#?]+)/(?:index\.html)?$")


def _is_wordless(picture: HtmlElement) -> bool:
    if picture.tag == "img":
        return picture.get("alt") is None
    named = picture.get("aria-label") or picture.get("aria-labelledby") or picture.find("title") is not None
    return not named


def _called(picture: HtmlElement) -> str:
    return picture.get("src") or picture.get("id") or str(picture.tag)


def check_links(pages: Mapping[str, Pointers], files: Collection[str], home: str | None) -> Iterator[Problem]:
    """Problems of the pages by path; `files` holds every path of the site, and `home` is its address."""
    for path, page in pages.items():
        yield from _repeated_ids(path, page.ids)
        for address in page.addresses:
            yield from _address(path, address, files, pages)
        yield from (_blocked(path, address) for address in page.loaded if _is_outside(address, home))
        for name, value in page.references:
            yield from _references(path, name, value, page.ids)
        yield from (_alternative(path, picture) for picture in page.wordless)
        yield from (_elsewhere(path, fact, address) for fact, address in page.misled)


def _repeated_ids(path: str, ids: Counter[str]) -> Iterator[Problem]:
    for name, times in ids.items():
        if times > 1:
            yield Problem(
                "id-repeated",
                Place(path),
                f"the id “{name}” stands {times} times on this page.",
                "Give each element of the template an id of its own.",
            )


def _address(path: str, address: str, files: Collection[str], pages: Mapping[str, Pointers]) -> Iterator[Problem]:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        if parts.scheme not in OUTSIDE:
            yield Problem(
                "link-scheme",
                Place(path),
                f"the link “{address}” is neither a page of this site nor a web or mail address.",
                "Link to a relative path, or to an address that begins with https://.",
            )
        return
    target = _target(posixpath.dirname(path), unquote(parts.path)) if parts.path else path
    if target not in files:
        yield Problem(
            "link-broken",
            Place(path),
            f"the link “{address}” leads to {target}, which the site does not have.",
            "Mend the link, or add the page.",
        )
    elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
        yield Problem(
            "anchor-broken",
            Place(path),
            f"the link “{address}” leads to a place #{parts.fragment} that {target} does not have.",
            "Mend the part after #, or give the element that it means this id.",
        )


@lru_cache(maxsize=65536)
def _target(folder: str, link: str) -> str:
    """The path of the site that a link on a page of a folder leads to."""
    return posixpath.normpath(posixpath.join(folder, f"{link}index.html" if link.endswith("/") else link))


def _is_outside(address: str, home: str | None) -> bool:
    if home and address.startswith(f"{home}/"):
        return False
    parts = urlsplit(address)
    return parts.netloc != "" or parts.scheme in OUTSIDE


def _blocked(path: str, address: str) -> Problem:
    return Problem(
        "loaded-outside",
        Place(path),
        f"the page would load “{address}”, which its own policy blocks.",
        "Put the file into the site, or link to it.",
    )


def _references(path: str, name: str, value: str, ids: Collection[str]) -> Iterator[Problem]:
    for wanted in value.split():
        if wanted not in ids:
            yield Problem(
                "reference-broken",
                Place(path),
                f"{name}=“{wanted}” names an element that this page does not have.",
                "Mend the name in the template, or give the element that it means this id.",
            )


def _elsewhere(path: str, fact: str, address: str) -> Problem:
    return Problem(
        "link-of-another",
        Place(path),
        f"the figure of {fact} leads to “{address}”, where the evidence of another stands.",
        "Link it to its own fact, or print the figure of that one.",
    )


def _alternative(path: str, picture: str) -> Problem:
    return Problem(
        "alternative-missing",
        Place(path),
        f"a picture ({picture}) has no text alternative.",
        'Give the chart an alt, or the picture an alt attribute (alt="" if it only decorates).',
    )
