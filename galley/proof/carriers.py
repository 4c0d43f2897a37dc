"""All that carries words to readers and machines: texts, attributes, stylesheets, scripts, structured data, files.

Each gives its words in pieces, for proof to read. What is not known to be a setting counts as words, so that a new
attribute, property or file is read before anybody remembers to list it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import unquote

from babel import Locale, UnknownLocaleError
from lxml.html import HtmlElement

from galley.marks import OPEN, unmarked
from galley.markup import INLINE, MARKUP, parsed
from galley.proof.stylesheets import alters, of_style, of_stylesheet, said_by, unread

Piece = tuple[str, str]
"""(language, marked words)"""

STYLESHEET, SCRIPT = ".css", ".js"

_WORDS = frozenset(
    {
        *("alt", "title", "placeholder", "label", "content", "datetime", "value", "start", "abbr", "summary"),
        *("low", "high", "optimum", "cite", "standby", "prompt"),
    }
)
"""Attributes that a reader or a machine sees as words, beside all of ARIA and of data-*."""

_SETTINGS = frozenset(
    {
        *("aria-hidden", "aria-current", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"),
        *("aria-details", "aria-flowto", "aria-activedescendant", "aria-errormessage", "aria-expanded"),
        *("aria-haspopup", "aria-live", "aria-pressed", "aria-selected", "aria-checked", "aria-disabled"),
        *("aria-orientation", "aria-sort"),
        *("data-at", "data-fact", "data-copy", "data-unit", "data-for", "data-key", "data-mark"),
    }
)
"""Attributes of ARIA and data-* that name elements, facts and states: no reader is shown or told them."""

_NOT_WORDS = frozenset({"viewport", "theme-color", "color-scheme", "referrer"})
"""Names of <meta> elements whose content is a setting."""

_EXTENT = re.compile(r"(?:^|;)\s*(?:min-|max-)?(?:width|height|inline-size|block-size|flex(?:-basis)?):\s*[\d.]")
_SIZED = frozenset({"svg", "img", "iframe", "video", "canvas", "table", "td", "th", "col"})
"""Elements that are given a size without being a length; shapes within a picture are looked at by themselves."""
_SIGN = "0 0 32 16"
"""The frame of the signs of keys."""

_STRUCK = frozenset({"s", "strike", "del"})
_FIGURE = re.compile(f"{OPEN}(?:fact|number):")
_SILENT = frozenset({"script", "style"})
_SAID = re.compile(r"\s*(?:mailto:[^?]*\?|javascript:)(.*)", re.IGNORECASE | re.DOTALL)
"""An address that writes a letter or runs a program: what it says."""

_STRUCTURE = re.compile(r"https?://[^\s\"<>,]+|\butf-8\b|/\w[^\s\"<>,]*\.\w+", re.IGNORECASE)
"""What carries digits in plain files and is no statement: addresses, and the name of an encoding."""

_SPECIFIED = frozenset({"text", "t", "title", "subtitle", "description", "label", "words"})
"""Keys of a chart's specification that hold words."""


def pieces(path: str, text: str, lang: str) -> Iterator[Piece]:
    """Every stretch of words of a text file of a site, in the language of its edition where it names none."""
    if path.endswith(MARKUP):
        yield from of_markup(parsed(text), lang)
    elif path.endswith(STYLESHEET):
        yield from ((lang, words) for words in of_stylesheet(text))
    elif path.endswith(SCRIPT):
        yield from ((lang, words) for words in of_script(text))
    elif path.endswith(".vl.json"):
        yield from ((lang, words) for words in _specified(json.loads(text)))
    else:
        yield from ((lang, line) for line in _STRUCTURE.sub(" ", unmarked(text)).splitlines())


def of_markup(page: HtmlElement, lang: str) -> Iterator[Piece]:
    """The words of every text and attribute of a page, and of the styles, scripts and pages in it."""
    stack: list[tuple[HtmlElement, str]] = [(page, lang)]
    while stack:
        element, around = stack.pop()
        if not isinstance(element.tag, str):
            continue
        inside = element.get("lang") or around
        if element.text:
            yield from _of_text(element, inside)
        yield from _of_attributes(element, inside)
        if element.tag == "bdo":
            yield inside, alters("<bdo> turns figures round")
        if element.tag == "dialog" and "open" not in element.attrib and _tells(element):
            yield inside, alters("<dialog> takes sentences with figures out of sight")
        if element.tag in _STRUCK and _FIGURE.search("".join(element.itertext())) and not _is_corrected(element):
            yield inside, alters(f"<{element.tag}> strikes a figure out")
        for child in element:
            if child.tail:
                yield inside, child.tail
            stack.append((child, inside))
        if any(map(_parts_a_word, element)):
            yield inside, _joined(element)


def _parts_a_word(child: HtmlElement) -> bool:
    """Whether letters touch an inline element, or a comment, and those within it: n<i>ine</i> is nine."""
    if isinstance(child.tag, str) and child.tag not in INLINE:
        return False
    sibling, parent = child.getprevious(), child.getparent()
    before = (sibling.tail if sibling is not None else parent.text if parent is not None else None) or ""
    behind = child.tail or ""
    if not (before[-1:].isalpha() or behind[:1].isalpha()):
        return False  # as of most elements
    within = "".join(child.xpath(".//text()"))
    opens = before[-1:].isalpha() and (within or behind)[:1].isalpha()
    return opens or (within[-1:].isalpha() and behind[:1].isalpha())


def _joined(element: HtmlElement) -> str:
    """The text of an element as it is seen where markup parts its words: letters touch, and all else stands apart."""
    joined = ""
    for text in element.xpath(".//text()"):
        joined += text if joined[-1:].isalpha() and text[:1].isalpha() else f" {text}"
    return joined


def _is_corrected(element: HtmlElement) -> bool:
    """Whether what has been put in its place stands beside what is struck out, or in the next cell."""
    around = element.getparent() if element.tag == "del" else None
    return around is not None and any(
        next(one.iter("ins"), None) is not None for one in (around, *around.itersiblings())
    )


def _of_text(element: HtmlElement, lang: str) -> Iterator[Piece]:
    text = str(element.text)
    if element.tag not in _SILENT:
        yield lang, text
    elif element.tag == "style":
        yield from ((lang, words) for words in of_stylesheet(text))
        yield from ((lang, alters(f"“{broken}” is no CSS")) for broken in unread(text))
    elif "json" in (element.get("type") or ""):
        yield from ((lang, line) for line in _STRUCTURE.sub(" ", unmarked(_unescaped(text))).splitlines())
    else:
        yield from ((lang, words) for words in of_script(text))


def _of_attributes(element: HtmlElement, lang: str) -> Iterator[Piece]:
    for name, value in element.attrib.items():
        name, value = str(name).lower(), str(value)
        if name == "srcdoc":
            yield from of_markup(parsed(value), lang)
        elif (
            name in ("style", "width", "height")
            and _EXTENT.search(value if name == "style" else f"{name}:{value}")
            and _draws_beside_figure(element)
        ):
            yield lang, alters(f"“{name}={value}” draws a length beside a figure")
        elif name == "style":
            yield from ((lang, words) for words in of_style(value))
        elif name.startswith("on"):
            yield from ((lang, words) for words in of_script(value))
        elif name in ("href", "action") and (told := _SAID.match(value)):
            yield lang, unquote(told[1])
        elif name in ("href", "src", "data", "poster", "action", "srcset") and value.lstrip()[:5].lower() == "data:":
            yield from ((lang, words) for words in said_by(value))
        elif name == "dir" and value.lower() == "rtl" and not _is_leftward(lang):
            yield lang, alters("“dir=rtl” turns words round")
        elif name == "hidden" and element.tag not in INLINE and _tells(element):
            yield lang, alters("“hidden” takes sentences with figures out of sight")
        elif name == "hidden" and element.tag in INLINE and _is_beside_figure(element):
            yield lang, alters(f"“{' '.join(element.text_content().split())}” is hidden beside a figure")
        elif name == "reversed" or (name == "type" and element.tag == "ol"):
            yield lang, alters(f"“{name}” numbers a list otherwise than from one")
        elif _is_words(name) and element.get("name") not in _NOT_WORDS:
            yield lang, value


def _draws_beside_figure(element: HtmlElement) -> bool:
    """Whether an element without words, or the picture that it is a shape of, stands beside a figure that is no length
    of the head: a reader would take its extent for the figure's."""
    whole = [element, *element.iterancestors("svg")][-1]
    if whole.text_content().strip() or whole.get("viewbox") == _SIGN or element.tag in _SIZED:
        return False
    return not whole.xpath("ancestor-or-self::*[@data-at]") and _is_beside_figure(whole)


def _is_leftward(lang: str) -> bool:
    """Whether the language is written from the right to the left."""
    try:
        return Locale.parse(lang, sep="-").text_direction == "rtl"
    except (UnknownLocaleError, ValueError):
        return False


def _is_beside_figure(element: HtmlElement) -> bool:
    """Whether what an element stands in holds a figure outside it, so that readers miss a part of what is proven."""
    around = element.getparent()
    return (
        around is not None
        and _FIGURE.search("".join(around.itertext()).replace(element.text_content(), "")) is not None
    )


def _tells(element: HtmlElement) -> bool:
    """Whether it holds sentences with figures, and is no drawing, or table of one, of which a page has others."""
    return any(_FIGURE.search("".join(one.itertext())) for one in element.iter("p", "li", "dd"))


def _is_words(name: str) -> bool:
    return name in _WORDS or (name.startswith(("aria-", "data-")) and name not in _SETTINGS)


_SCRIPT_STRING = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`", re.DOTALL
)
_WRITES = re.compile(
    r"(?:\.(?:append|prepend|before|after|replaceWith|insertAdjacent\w+|createTextNode|setAttribute|write(?:ln)?)\("
    r"|\.(?:textContent|nodeValue|innerText|innerHTML|outerHTML|title|alt|value|data|ariaLabel)\s*=(?!=)|\b(?:alert|prompt)\()"
    r"([^;\n]*)"
)


_NUMBERED = re.compile(r"\b(?:const|let|var)\s+([\w$]+)\s*=\s*[^;\n]*(?<![\w.$])\d")
"""A variable of a script that holds numbers, or is made of them."""

_MAKES = re.compile(r"\b(?:Date|Math|Number|parseInt|parseFloat|fromCharCode|fromCodePoint|atob|eval|Intl)\b")
"""Names by which a script can make numbers and letters that stand nowhere in it, so that they cannot be read."""


def of_script(text: str) -> Iterator[str]:
    """The strings of a script, and the numbers in what it writes into the page."""
    strings: list[str] = []

    def apart(found: re.Match[str]) -> str:
        said = next((one for one in found.groups() if one is not None), None)
        if said is None:
            return " "
        strings.append(_unescaped(re.sub(r"\$\{[^}]*\}", " ", said)))
        return '""'

    bare = _SCRIPT_STRING.sub(apart, text)
    yield from strings
    numbers = {found[1] for found in _NUMBERED.finditer(bare)}
    for writes in _WRITES.finditer(bare):
        yield from re.findall(r"(?<![\w.$])\d[\w.]*", writes[1])
        made = numbers.intersection(re.findall(r"[\w$]+", writes[1]))
        if made or _MAKES.search(writes[1]):
            yield alters(f"“{', '.join(sorted(made)) or writes[0]}” writes a number that the script makes")


def _unescaped(text: str) -> str:
    r"""The text with escapes as JSON and JavaScript write them read: \u0035, \x35."""
    return re.sub(
        r"\\u\{?([0-9a-fA-F]{4,6})\}?|\\x([0-9a-fA-F]{2})", lambda found: chr(int(found[1] or found[2], 16)), text
    )


def _specified(value: object, key: str = "") -> Iterator[str]:
    """The words in a chart's specification; its other strings are names, colours and paths of the drawing."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _specified(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from _specified(one, key)
    elif isinstance(value, str) and key in _SPECIFIED:
        yield value
