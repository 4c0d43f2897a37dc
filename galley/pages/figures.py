"""The last step of every page: marks become links to the evidence, stretches of a drawing, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from unicodedata import east_asian_width

from galley.marks import OPEN, Marked, plain, turn

LONG = 16
"""Columns from which a figure may break anywhere, a full-width character taking two."""

WHOLE = 9
"""Columns up to which a figure never breaks."""

_SEAM = re.compile(r"(?<=[\d\u3400-\u9fff][\u3400-\u9fff〕])(?=\d)")
"""Where a line may break between: two numbers of a figure (5小时 32分), a word and its number (突破 4000列)."""

Link = Callable[[str], str]
"""The attributes, after `class`, of the link to a fact's evidence; empty where the page has none to offer."""

Write = Callable[[Marked], str]

_WORDLESS = r"<(?P<wordless>title|desc|textarea|script|style|option)(?=[\s>]).*?</(?P=wordless)>"
"""Elements that hold text alone."""

_TAKEN = r"<(?P<taken>a|button|summary|label)(?=[\s>]).*?</(?P=taken)>"
_OWN = r"<(?P<own>\w+)\s(?:[^<>]*\s)?class=\"(?:[^\"]*\s)?own(?:\s[^\"]*)?\"[^<>]*>.*?</(?P=own)>"
"""Elements in which a link cannot stand, or would lead to where it stands: those of class `own`."""

_DRAWING = r"(?P<drawing><svg(?=[\s>]).*?</svg>)"
_TAG = rf"(?P<tag><\w[^<>]*{OPEN}[^<>]*>)"
"""A tag with a mark in its attributes."""

_APART = re.compile("|".join((_WORDLESS, _DRAWING, _TAKEN, _OWN, _TAG)), re.DOTALL)
_APART_INSIDE = re.compile("|".join((_WORDLESS, _DRAWING, _TAG)), re.DOTALL)
"""The same where no link can stand anyway."""
_OPENS = re.compile(r'“(?<=[\u3400-\u9fff、。》）！，：；？]“)(?=<a class="fig[^<>]*>(?:<span>)?\w)', re.ASCII)
_CLOSES = re.compile(r"</a>”(?<=[!-=?-~]</a>”)(?=[\u3400-\u9fff])")
"""Where a line may break before and after a quoted figure that has a digit at its edge: a browser takes such quotation
marks for Western ones, and keeps them with the Chinese on their other side."""
_HEADING = re.compile(r"<(h[1-3])\b[^<>]*+>.*?</\1>", re.DOTALL)
_PAUSE = re.compile(r"[，。：；、？！](?=[\u3400-\u9fff\d“「《〔]|<a )(?![^<>]*+>)", re.ASCII)
"""Where a heading, whose words are kept whole, may break: WebKit else breaks it inside a Chinese word."""
_SPACE = re.compile(r"(?<=\d) (?=[^\W\d])")
"""Between a number and its unit, where no line breaks."""


def resolve_figures(html: str, link: Link = lambda fact: "") -> str:
    """`html` for readers: a fact's figure links to its evidence, or carries its id where a link cannot stand."""
    written = _written(html, lambda mark: _link(mark, link), _span)
    written = _CLOSES.sub("</a>”<wbr>", _OPENS.sub("<wbr>“", written))
    return _HEADING.sub(lambda heading: _PAUSE.sub(r"\g<0><wbr>", heading[0]), written)


def _written(html: str, write: Write, write_taken: Write, apart: re.Pattern[str] = _APART) -> str:
    """`html` with its marks written by `write`, and by `write_taken` where no link can stand."""
    if OPEN not in html:
        return html
    out, at = [], 0
    for found in apart.finditer(html):
        out += [turn(html[at : found.start()], write), _apart(found, write_taken)]
        at = found.end()
    return "".join([*out, turn(html[at:], write)])


def _apart(found: re.Match[str], write: Write) -> str:
    match found.lastgroup:
        case "drawing":
            return _drawing(found[0])
        case "taken" | "own":
            return _inside(found[0], write)
        case _:
            return plain(found[0])


def _inside(element: str, write: Write) -> str:
    start = element.index(">") + 1
    return plain(element[:start]) + _written(element[start:], write, write, _APART_INSIDE)


@lru_cache(maxsize=256)
def _drawing(svg: str) -> str:
    """The same on every page that shows it."""
    return _inside(svg, _stretch)


def _stretch(mark: Marked) -> str:
    return f'<tspan data-fact="{mark.name}">{mark.words}</tspan>' if mark.kind == "fact" else mark.words


def _span(mark: Marked) -> str:
    return f'<span data-fact="{mark.name}">{mark.words}</span>' if mark.kind == "fact" else mark.words


def _link(mark: Marked, link: Link) -> str:
    attributes = link(mark.name) if mark.kind == "fact" else ""
    words, width = _SPACE.sub("\u00a0", mark.words), _columns(mark.words)
    parts = _SEAM.split(words) if width > WHOLE else [words]
    style = "fig long" if len(parts) > 1 or width >= LONG else "fig"
    words = "".join(f"<span>{part}</span>" for part in parts) if len(parts) > 1 else words
    return f'<a class="{style}" {attributes} data-fact="{mark.name}">{words}</a>' if attributes else _span(mark)


def _columns(words: str) -> int:
    return sum(1 + (east_asian_width(character) in "WF") for character in words)
