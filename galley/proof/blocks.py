"""The stretches of a page that a reader reads in one, and the marks in them as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from galley.marks import CLOSE, OPEN, Marked, marked, plain, unmarked
from galley.markup import INLINE

UNSEEN = frozenset({"script", "style", "template"})
BETWEEN = " ‖ "
"""Stands between marks side by side, and between letters that elements glue: they are no word together."""


def blocks(page: HtmlElement, lang: str) -> Iterator[tuple[str, str]]:
    """(language, marked words) of each stretch of a page that a reader reads in one."""
    pieces: list[str] = []
    yield from _walked(page, lang, pieces)
    yield from _flushed(pieces, lang)


def _walked(element: HtmlElement, lang: str, pieces: list[str]) -> Iterator[tuple[str, str]]:
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return
    own, inline = element.get("lang") or lang, element.tag in INLINE
    wrapped = _goes_on(element.getprevious(), element)
    if (not inline and not wrapped) or own != lang:
        yield from _flushed(pieces, lang)
    if wrapped and pieces and _alnum(_edge(pieces[-1], -1)):
        pieces.append(" ")
    pieces += _lead(element)
    _add(pieces, element.text, glue=not inline)
    for child in element:
        if child.tag == "br":
            pieces.append(" ")
        yield from _walked(child, own, pieces)
        _add(pieces, child.tail, glue=False)
    if (not inline and not _goes_on(element, element.getnext())) or own != lang:
        yield from _flushed(pieces, own)


def _lead(block: HtmlElement) -> Iterator[str]:
    """What a paragraph says of the one, or of the list, that it leads to: “What is denied:”.

    Its figures are read where it stands. Within an item its own words lead to a list, behind those that lead to it.
    """
    parent = block.getparent() if block.tag == "li" else None
    if parent is not None:
        yield from _led(parent)
    elif block.tag in _LED:
        yield from (words for words in _led(block) if len(words) <= _BRIEF)


def gathered(page: HtmlElement, lang: str) -> Iterator[tuple[str, str]]:
    """(language, marked words) of what stands side by side: each row of a table under its heads, each column of figures
    behind the names of its rows, the items of a list.
    """
    for element in page.iter("table", "ul", "ol"):
        if next(element.iter("svg"), None) is not None:  # marks of a drawing are no words beside a figure
            continue
        inside = element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)") or lang
        for parts in _rows(element) if element.tag == "table" else [["".join(one.itertext()) for one in element]]:
            if sum(OPEN in part for part in parts) > 1:
                yield str(inside), "; ".join(" ".join(part.split()) for part in parts)


def _rows(table: HtmlElement) -> Iterator[list[str]]:
    lines = [["".join(cell.itertext()) for cell in line.iter("th", "td")] for line in table.iter("tr")]
    if len({len(line) for line in lines}) != 1:
        return
    heads, *body = lines
    if not any(OPEN in head for head in heads):
        yield from ([f"{head} {cell}" for head, cell in zip(heads, line, strict=True)] for line in body)
    for cells in zip(*body, strict=True):
        yield [f"{line[0]} {cell}" for line, cell in zip(body, cells, strict=True) if OPEN not in line[0]]


def _led(block: HtmlElement) -> Iterator[str]:
    item, above = block.getparent(), block.getprevious()
    if item is not None and above is None and item.tag == "blockquote":
        above = item.getprevious()
    if item is not None and item.tag == "li":
        list_around = item.getparent()
        yield from _led(list_around) if list_around is not None else ()
        before = (str(part) for part in block.xpath("preceding-sibling::node()//text() | preceding-sibling::text()"))
        words = "".join(before).rstrip()
    else:
        words = "".join(above.itertext()).rstrip() if above is not None and above.tag in _LEADS else ""
    if words.endswith((":", "：")):
        yield f"{unmarked(words, BETWEEN)[:-1]} "


_LED = frozenset({"p", "dd"})
_LEADS = frozenset({"p", "dt", "summary", "h2", "h3", "h4", "h5", "h6"})
_BRIEF = 40
"""Letters of what leads to a paragraph; what is longer says something of its own."""


def _goes_on(line: HtmlElement | None, other: HtmlElement | None) -> bool:
    """Whether a line of a drawing goes on in another: they are set alike, and neither is the label of a mark."""
    if line is None or other is None or not line.tag == other.tag == "text":
        return False
    looks = ({name: value for name, value in one.attrib.items() if name != "y"} for one in (line, other))
    return line.get("data-mark") is None and next(looks) == next(looks)


def _flushed(pieces: list[str], lang: str) -> Iterator[tuple[str, str]]:
    text = "".join(pieces)
    pieces.clear()
    if text.strip():
        yield lang, " ".join(text.split())


def _add(pieces: list[str], words: str | None, glue: bool) -> None:
    """Adds words; letters and digits that only an element parts are no word together: 14座 and note 5."""
    if not words:
        return
    if pieces and not glue and _alnum(_edge(pieces[-1], -1)) and _alnum(_edge(words, 0)):
        pieces.append(BETWEEN)
    pieces.append(words)


def _edge(words: str, at: int) -> str:
    return plain(words)[at : at + 1 or None]


def _alnum(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


_ESCAPED = re.compile(r"</?[a-z][^<>]*>")
"""Markup that a feed carries as text."""
_SIDE_BY_SIDE = re.compile(rf"{CLOSE}\s+{OPEN}")


def plainly(block: str) -> tuple[str, list[Marked]]:
    """The words as a reader sees them, and the marks in them, each at its place in those words."""
    out: list[str] = []
    marks: list[Marked] = []
    at = length = 0
    parted = _SIDE_BY_SIDE.sub(f"{CLOSE}{BETWEEN}{OPEN}", _ESCAPED.sub(BETWEEN, block))
    for found in marked(parted):
        between = parted[at : found.start]
        start = length + len(between)
        out += [between, found.words]
        length, at = start + len(found.words), found.end
        marks.append(found._replace(start=start, end=length))
    return "".join([*out, parted[at:]]), marks
