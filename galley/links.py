"""What a rendered page points at: every link, anchor, reference and text alternative must lead somewhere."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from lxml import html

from galley.errors import Place, Problem

REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "for", "popovertarget", "headers")
ADDRESSES = ("href", "src", "action", "poster")
OUTSIDE = ("https", "http", "mailto")


def check_links(pages: Mapping[str, html.HtmlElement], files: Collection[str]) -> Iterator[Problem]:
    """Problems of the parsed pages by path; `files` holds every path of the site."""
    anchors = {path: _ids(page) for path, page in pages.items()}
    for path, page in pages.items():
        yield from _repeated_ids(path, anchors[path])
        for address in _addresses(page):
            yield from _address(path, address, files, anchors)
        for name in REFERENCES:
            for value in page.xpath(f"//@{name}"):
                yield from _references(path, name, value, anchors[path])
        for element in page.xpath("//img | //*[@role='img']"):
            yield from _alternative(path, element)


def _ids(page: html.HtmlElement) -> Counter[str]:
    return Counter(page.xpath("//@id"))


def _repeated_ids(path: str, ids: Counter[str]) -> Iterator[Problem]:
    for name, times in ids.items():
        if times > 1:
            yield Problem(
                "id-repeated",
                Place(path),
                f"the id “{name}” stands {times} times on this page.",
                "Give each element of the template an id of its own.",
            )


def _addresses(page: html.HtmlElement) -> set[str]:
    """Every different address that a page names."""
    found = {str(address) for name in ADDRESSES for address in page.xpath(f"//@{name}")}
    found |= {str(address) for address in page.xpath("//object/@data")}
    return found | {one.split()[0] for several in page.xpath("//@srcset") for one in several.split(",") if one.strip()}


def _address(path: str, address: str, files: Collection[str], anchors: Mapping[str, Counter[str]]) -> Iterator[Problem]:
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
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
    target = posixpath.join(target, "index.html") if parts.path.endswith("/") else target
    target = posixpath.normpath(target)
    if target not in files:
        yield Problem(
            "link-broken",
            Place(path),
            f"the link “{address}” leads to {target}, which the site does not have.",
            "Mend the link, or add the page.",
        )
    elif parts.fragment and target in anchors and unquote(parts.fragment) not in anchors[target]:
        yield Problem(
            "anchor-broken",
            Place(path),
            f"the link “{address}” leads to a place #{parts.fragment} that {target} does not have.",
            "Mend the part after #, or give the element that it means this id.",
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


def _alternative(path: str, element: html.HtmlElement) -> Iterator[Problem]:
    what = element.get("src") or element.get("id") or str(element.tag)
    missing = (element.tag == "img" and element.get("alt") is None) or (
        element.get("role") == "img"
        and not (element.get("aria-label") or element.get("aria-labelledby") or element.find("title") is not None)
    )
    if missing:
        yield Problem(
            "alternative-missing",
            Place(path),
            f"a picture ({what}) has no text alternative.",
            'Give the chart an alt, or the picture an alt attribute (alt="" if it only decorates).',
        )
