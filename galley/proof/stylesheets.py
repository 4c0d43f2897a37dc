"""The words that a stylesheet prints, and what in it counts, copies, hides or turns round what stands on a page.

What is not known to print nothing is refused: letters in any property, an at-rule that is not listed here, and what is
no CSS.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from tinycss2.ast import (
    FunctionBlock,
    IdentToken,
    Node,
    PercentageToken,
    StringToken,
    URLToken,
)

from galley.inputs import unseen
from galley.inputs.unseen import HIDDEN
from galley.numbers.reading import languages, shipped_reader
from galley.proof.sight import FIGURES, hides, style_hides
from galley.styles import (
    Declared,
    Rule,
    Tokens,
    address,
    beginning,
    compounds,
    declarations,
    every,
    parted,
    rules,
    significant,
    variables,
    written,
)

_KNOWN = frozenset(
    {
        *("", "charset", "color-profile", "container", "font-face", "font-palette-values", "keyframes", "layer"),
        *("media", "namespace", "page", "position-try", "property", "scope", "starting-style", "supports"),
        *("frame", "view-transition", "-webkit-keyframes"),
        *(f"{edge}-{at}" for edge in ("top", "bottom") for at in ("left-corner", "left", "center", "right")),
        *(f"{edge}-{at}" for edge in ("left", "right") for at in ("top", "middle", "bottom")),
        *("top-right-corner", "bottom-right-corner"),
    }
)
"""At-rules that print nothing by themselves: they say when, or on what, their content holds."""

_NAMES = frozenset(
    {
        *("font", "font-family", "src", "font-feature-settings", "font-variation-settings", "font-language-override"),
        *("grid", "grid-template", "grid-template-areas", "animation", "animation-name", "syntax"),
    }
)
"""Properties whose strings are names to a browser, and no words to a reader."""

_COUNTING = frozenset({"counter", "counters", "symbols"})
_COUNTS = frozenset({"counter-set", "counter-reset", "counter-increment"})
_PRINTS = frozenset({"attr", "var"})
"""Functions by which `content` takes over words that stand elsewhere in the page or the stylesheet."""

_ALTERS = "\x1a"  # a substitute, which no file may hold


def alters(what: str) -> str:
    """What makes a reader see another figure than is proven, as a piece of words among those that are printed."""
    return _ALTERS + what


def altering(words: str) -> str | None:
    """What a piece says to be so, if it is no words."""
    return words.removeprefix(_ALTERS) if words.startswith(_ALTERS) else None


def of_stylesheet(text: str) -> Iterator[str]:
    """The words that a stylesheet prints, and whatever in it counts, copies, hides or moves."""
    sheet = rules(text)
    yield from _said(sheet)
    yield from (alters(f"“{what}” hides or moves words that may be a figure's") for what in hides(sheet))


def of_style(text: str) -> Iterator[str]:
    """The same of an element's own style, of which what is no CSS is told too."""
    own = declarations(text)
    yield from _said(own)
    for rule in own:
        yield from (alters(f"“{what}” hides or moves words") for what in style_hides(rule))
    yield from (alters(f"“{broken}” is no CSS") for broken in _unread(own, text))


def unread(text: str) -> list[str]:
    """How whatever is no CSS in a stylesheet begins: a browser may read it otherwise than proof does."""
    return [*_unread(rules(text), text)]


def _unread(sheet: Sequence[Rule], text: str) -> Iterator[str]:
    return (beginning(text, error) for rule in sheet for error in rule.errors)


def _said(sheet: Sequence[Rule]) -> Iterator[str]:
    printing = _printing(sheet)
    for rule in sheet:
        if rule.at not in _KNOWN:
            yield alters(f"“@{rule.at}” is not known to print nothing")
        for one in rule.declared:
            yield from _printed(rule, one, printing)
            yield from (alters(f"“{what}” counts, copies or turns round") for what in _changed(rule, one))


def _printing(sheet: Sequence[Rule]) -> frozenset[str]:
    """`content`, and the custom properties that it takes its words from."""
    found, before = frozenset({"content"}), frozenset[str]()
    while found != before:
        before = found
        of = (one.value for rule in sheet for one in rule.declared if one.name in found)
        found |= {name for value in of for name in variables(value)}
    return found


def _printed(rule: Rule, one: Declared, printing: frozenset[str]) -> Iterator[str]:
    """The words of a declaration, which would be the same in every edition, and the pictures that it fetches."""
    for token in every(one.value):
        if (link := address(token)) is not None:
            yield from said_by(link)
        if one.name in printing and isinstance(token, FunctionBlock | URLToken) and not _is_words(token):
            yield alters(f"“{written([token])}” is a picture among words")
    prints = one.name in printing or not one.name.startswith("--")
    for part in parted(one.value, ",") if one.name not in _NAMES else ():
        strings = [token.value for token in every(part) if isinstance(token, StringToken)]
        for words in filter(None, dict.fromkeys((" ".join(strings), "".join(strings)))):
            opens = words.strip() in ("+", "-") and "data-fact" not in rule.names  # what opens and shuts a list
            lettered = (prints and any(map(str.isalnum, words))) or HIDDEN.search(words) is not None
            if lettered or (prints and _parts(rule, words.strip())) or (not opens and _weighs(words)):
                yield alters(f"“{_shown(words)}” is printed by a stylesheet")
            else:
                yield words
    parts = [token for token in significant(one.value) if isinstance(token, StringToken | FunctionBlock)]
    if one.name in printing and len(parts) > 1 and any(True for _ in variables(one.value)):
        yield alters(f"“{written(one.value)}” is put together from words that stand in several places")


def _shown(words: str) -> str:
    """The words with a name for each character in them that nobody sees."""
    return HIDDEN.sub(lambda found: unseen.name(found[0]), words)


def _is_words(token: Node) -> bool:
    return isinstance(token, FunctionBlock) and token.lower_name in (*_PRINTS, *_COUNTING)


def _parts(rule: Rule, words: str) -> bool:
    """Whether what a rule puts into a page may stand between the digits of a figure and make another of it."""
    ends = [one for prelude in rule.selectors[-1:] for one in compounds(prelude)]
    named = [{token.lower_value for token in end if isinstance(token, IdentToken)} - _PUT for end in ends]
    of_figures = not rule.names.isdisjoint({*FIGURES, "data-fact"}) or {"span"} in named
    return bool(words) and (of_figures or (set() in named and not _POINTS.isdisjoint(words)))


_PUT = frozenset({"before", "after"})
_POINTS = frozenset(".,:;/'’")


def _changed(rule: Rule, one: Declared) -> Iterator[str]:
    """What makes or turns round a number."""
    for token in every(one.value):
        if isinstance(token, FunctionBlock) and (token.lower_name in _COUNTING or _is_copied(token)):
            yield f"{token.lower_name}("
    idents = {token.lower_value for token in every(one.value) if isinstance(token, IdentToken)}
    if one.name == "direction" and "rtl" in idents:
        yield f"{one.name}: rtl"
    if one.name == "counter-set" or (one.name in _COUNTS and "list-item" in idents):
        yield one.name
    if one.name == "unicode-bidi" and idents & {"bidi-override", "isolate-override"}:
        yield one.name
    if one.name == "size-adjust" and rule.at == "font-face" and _is_tiny(one.value):
        yield one.name


def _is_copied(function: FunctionBlock) -> bool:
    """Whether it prints an attribute other than the number of a note, which pages set by themselves."""
    names = [getattr(token, "lower_value", "") for token in significant(function.arguments)]
    return function.lower_name == "attr" and names != ["data-n"]


def _is_tiny(value: Tokens) -> bool:
    """Whether letters are made so small that they cannot be seen."""
    return any(not isinstance(token, PercentageToken) or token.value < 50 for token in significant(value))


@lru_cache(maxsize=1024)
def _weighs(words: str) -> bool:
    """Whether words make another figure of one that they stand before or behind: nearly, ~, million, −."""
    for reading in filter(None, map(shipped_reader, languages())):
        parted = " " if words[-1:].isalpha() and reading.language == "en" else ""
        for text in (f"{words.strip()}{parted}37", f"37{parted}{words.strip()}"):
            seen = [one for one in reading.read(text) if one.kind != "name"]
            if any(one.value != 37 or one.bound != "=" or one.change or one.units for one in seen):
                return True
            if any(reading.doubts(word) for one in seen for word in one.why):
                return True
    return False


_DATA = re.compile(r"\s*data:([^,]*),(.*)", re.IGNORECASE | re.DOTALL)
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
_PIXELS = re.compile(r"(?:image/(?!svg)|audio/|video/)", re.IGNORECASE)


def said_by(link: str) -> Iterator[str]:
    """The words in an address that holds a text or a drawing itself. A typeface could show other digits than it is
    asked for, and nobody has seen what comes from elsewhere.
    """
    found = _DATA.match(link)
    if found is None and _ELSEWHERE.match(link):
        yield alters(f"“{link}” is fetched from elsewhere")
    if found is None or _PIXELS.match(found[1]):
        return
    kind = found[1].lower()
    if "font" in kind or "octet-stream" in kind:
        yield alters("a typeface in an address may draw one digit as another")
        return
    data = unquote_to_bytes(found[2])
    if "charset" in kind and "utf-8" not in kind:
        yield alters("an address in another encoding cannot be read")
    if ";base64" in kind:
        try:
            data = b64decode(data, validate=False)
        except ValueError:
            yield alters("an address with errors in it cannot be read")
    yield re.sub(r"<[^>]*>", " ", data.decode("utf-8", "replace"))
