"""The last step of every page: marks become links to the evidence, stretches of a drawing, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from galley.marks import Marked, plain, turn
from galley.pages.tags import tags

WORDLESS = ("title", "desc", "textarea", "script", "style", "option")
"""Elements that hold text alone."""

TAKEN = ("a", "button", "summary", "label")
"""Elements in which a link cannot stand."""

Link = Callable[[str], str]
"""The attributes, after `class`, of the link to a fact's evidence; empty where the page has none to offer."""


def unmark(html: str, link: Link = lambda fact: "") -> str:
    """`html` for readers: a fact's figure links to its evidence, or carries its id where a link cannot stand."""
    out, at, inside = [], 0, Counter[str]()
    for tag in tags(html):
        out.append(_text(html[at : tag.start], inside, link))
        out.append(plain(html[tag.start : tag.end]))
        at = tag.end
        if tag.closing or tag.lasting:
            inside[tag.name] += 1 if tag.lasting else -1
    return "".join([*out, _text(html[at:], inside, link)])


def _text(text: str, inside: Counter[str], link: Link) -> str:
    if any(inside[name] for name in WORDLESS):
        return plain(text)
    if inside["svg"]:
        return turn(text, _stretch)
    if any(inside[name] for name in TAKEN):
        return turn(text, _span)
    return turn(text, lambda mark: _link(mark, link))


def _stretch(mark: Marked) -> str:
    return f'<tspan data-fact="{mark.name}">{mark.words}</tspan>' if mark.kind == "fact" else mark.words


def _span(mark: Marked) -> str:
    return f'<span data-fact="{mark.name}">{mark.words}</span>' if mark.kind == "fact" else mark.words


def _link(mark: Marked, link: Link) -> str:
    attributes = link(mark.name) if mark.kind == "fact" else ""
    return f'<a class="fig" {attributes} data-fact="{mark.name}">{mark.words}</a>' if attributes else _span(mark)
