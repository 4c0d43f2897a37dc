"""The last step of every page: marks become links to the evidence, stretches of a drawing, or nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from galley.marks import OPEN, Marked, plain, turn
from galley.pages.tags import tags

WORDLESS = ("title", "desc", "textarea", "script", "style", "option")
"""Elements that hold text alone."""

OWN = ".own"
TAKEN = ("a", "button", "summary", "label", OWN)
"""Elements in which a link cannot stand, or would lead to where it stands: those of class `own`."""

LONG = 14
"""Characters from which a figure may break across lines; a shorter one stays whole."""

_SPACE = re.compile(r"(?<=\d) (?=[^\W\d])")
"""Between a number and its unit, where no line breaks."""

Link = Callable[[str], str]
"""The attributes, after `class`, of the link to a fact's evidence; empty where the page has none to offer."""


def unmark(html: str, link: Link = lambda fact: "") -> str:
    """`html` for readers: a fact's figure links to its evidence, or carries its id where a link cannot stand."""
    out, at, inside, own = [], 0, Counter[str](), ""
    mark_at = html.find(OPEN)
    for tag in tags(html) if mark_at >= 0 else ():
        if mark_at < tag.end:
            words_end = max(mark_at, tag.start)  # the mark stands before the tag, or in it
            out += [html[at:mark_at], _text(html[mark_at:words_end], inside, link), plain(html[words_end : tag.end])]
            at, mark_at = tag.end, html.find(OPEN, tag.end)
            if mark_at < 0:
                break
        if tag.closing or tag.lasting:
            inside[tag.name] += 1 if tag.lasting else -1
        if tag.lasting and "own" in tag.attribute("class").split():
            own = tag.name
        inside[OWN] = bool(own) and not (tag.closing and tag.name == own)
        own = own if inside[OWN] else ""
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
    style = "fig long" if len(mark.words) >= LONG else "fig"
    words = _SPACE.sub("\u00a0", mark.words)
    return f'<a class="{style}" {attributes} data-fact="{mark.name}">{words}</a>' if attributes else _span(mark)
