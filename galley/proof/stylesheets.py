"""The words that a stylesheet prints, and what in it counts, hides or turns round what stands on a page.

What is not known to print nothing counts as words: a string in any property, an at-rule that is not listed here, and
what is no CSS.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from tinycss2.ast import (
    DimensionToken,
    FunctionBlock,
    IdentToken,
    Node,
    NumberToken,
    PercentageToken,
    SquareBracketsBlock,
    StringToken,
)

from galley.numbers.reading import languages, shipped_reader
from galley.styles import (
    Declared,
    Rule,
    Tokens,
    address,
    beginning,
    declarations,
    every,
    parted,
    rules,
    significant,
    subjects,
    variables,
    written,
)

_KNOWN = frozenset(
    {
        *("", "charset", "color-profile", "container", "font-face", "font-palette-values", "keyframes", "layer"),
        *("media", "namespace", "page", "position-try", "property", "scope", "starting-style", "supports"),
        *("view-transition", "-webkit-keyframes"),
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
_HIDING = frozenset(
    {
        *("all", "background-clip", "-webkit-background-clip", "clip", "clip-path", "content-visibility", "direction"),
        *("display", "filter", "font-size", "mask", "mask-image", "-webkit-mask", "-webkit-mask-image", "opacity"),
        *("position", "rotate", "scale", "text-combine-upright", "text-indent", "text-transform", "transform"),
        *("translate", "visibility", "-webkit-text-security", "zoom"),
    }
)
"""Properties that may hide a figure, turn it round or set it elsewhere: no rule that names figures may set them."""

_GONE = frozenset({"line-through", "transparent"})
_UNSEEN: Mapping[str, frozenset[str]] = {
    "display": frozenset({"none"}),
    "visibility": frozenset({"hidden", "collapse"}),
    "content-visibility": frozenset({"hidden"}),
    "color": frozenset({"transparent"}),
    "-webkit-text-fill-color": frozenset({"transparent"}),
    "text-decoration": frozenset({"line-through"}),
    "text-decoration-line": frozenset({"line-through"}),
}
"""What a declaration must not say of figures by their class: without its 突破, 突破4000列 would be exact."""
_SIZED = frozenset({"font", "font-size", "opacity", "scale", "zoom", "width", "max-width", "height", "max-height"})


def of_stylesheet(text: str) -> Iterator[str]:
    """The words that a stylesheet prints; whatever counts, or copies an attribute, gives itself as a number."""
    yield from _said(rules(text))


def of_style(text: str) -> Iterator[str]:
    """The same of an element's own style, in which what is no CSS gives itself as a number too."""
    own = declarations(text)
    yield from _said(own)
    yield from map(_number, _unread(own, text))


def unread(text: str) -> list[str]:
    """How whatever is no CSS in a stylesheet begins: a browser may read it otherwise than proof does."""
    return [*_unread(rules(text), text)]


def _unread(sheet: Sequence[Rule], text: str) -> Iterator[str]:
    return (beginning(text, error) for rule in sheet for error in rule.errors)


def _said(sheet: Sequence[Rule]) -> Iterator[str]:
    printing = _printing(sheet)
    for rule in sheet:
        if rule.at not in _KNOWN:
            yield _number(f"@{rule.at}")
        for one in rule.declared:
            yield from _printed(rule, one, printing)
            yield from (_number(what) for what in _changed(rule, one))


def _number(what: str) -> str:
    """What reads as a figure, which nothing vouches for."""
    return f"{what} 1"


def _printing(sheet: Sequence[Rule]) -> frozenset[str]:
    """`content`, and the custom properties that it takes its words from."""
    found, before = frozenset({"content"}), frozenset[str]()
    while found != before:
        before = found
        of = (one.value for rule in sheet for one in rule.declared if one.name in found)
        found |= {name for value in of for name in variables(value)}
    return found


def _printed(rule: Rule, one: Declared, printing: frozenset[str]) -> Iterator[str]:
    """The words of a declaration."""
    for token in every(one.value):
        if (link := address(token)) is not None:
            yield from said_by(link)
    for part in parted(one.value, ",") if one.name not in _NAMES else ():
        strings = [token.value for token in every(part) if isinstance(token, StringToken)]
        for words in filter(None, dict.fromkeys((" ".join(strings), "".join(strings)))):
            opens = words.strip() in ("+", "-") and "data-fact" not in rule.names  # what opens and shuts a list
            # A number is refused as it stands.
            yield words if any(map(str.isdigit, words)) or opens or not _weighs(words) else _number(words)
    parts = [token for token in significant(one.value) if isinstance(token, StringToken | FunctionBlock)]
    if one.name in printing and len(parts) > 1 and any(True for _ in variables(one.value)):
        yield _number(written(one.value))  # words that stand in several places, and may be a number together


def _changed(rule: Rule, one: Declared) -> Iterator[str]:
    """What makes, hides or turns round a number."""
    for token in every(one.value):
        if isinstance(token, FunctionBlock) and (token.lower_name in _COUNTING or _is_copied(token)):
            yield f"{token.lower_name}("
    idents = {token.lower_value for token in every(one.value) if isinstance(token, IdentToken)}
    if one.name == "counter-set" or (one.name in _COUNTS and "list-item" in idents):
        yield one.name
    if one.name == "unicode-bidi" and idents & {"bidi-override", "isolate-override"}:
        yield one.name
    if "data-fact" in rule.names and (
        one.name in _HIDING or idents & _GONE or (one.name == "font" and _is_nothing(one))
    ):
        yield f"{one.name} of data-fact"
    elif _is_of_figures(rule) and _hides(one, idents):
        yield f"{one.name} of figures"
    if one.name == "size-adjust" and rule.at == "font-face" and _is_tiny(one.value):
        yield one.name


def _is_copied(function: FunctionBlock) -> bool:
    """Whether it prints an attribute other than the number of a note, which pages set by themselves."""
    names = [getattr(token, "lower_value", "") for token in significant(function.arguments)]
    return function.lower_name == "attr" and names != ["data-n"]


def _hides(one: Declared, idents: Collection[str]) -> bool:
    """Whether a declaration takes words out of sight, or strikes them out."""
    return not _UNSEEN.get(one.name, frozenset()).isdisjoint(idents) or (one.name in _SIZED and _is_nothing(one))


def _is_of_figures(rule: Rule) -> bool:
    """Whether a rule is about figures, or the parts of one, by the names that pages give them: .fig, and bare span."""
    said = (token for prelude in (*rule.around, rule.prelude) for token in prelude)
    about = {*subjects(rule.prelude), *(f".{token.value}" for token in said if isinstance(token, IdentToken))}
    return not about.isdisjoint({".fig", "span"}) or any(map(_is_by_class, every(rule.prelude)))


def _is_by_class(token: Node) -> bool:
    """Whether it selects by a part of the attribute, [class*=ig], which may be the class of figures."""
    return isinstance(token, SquareBracketsBlock) and any(
        isinstance(one, IdentToken) and one.lower_value == "class" for one in token.content
    )


def _is_nothing(one: Declared) -> bool:
    """Whether a size is nought."""
    return any(isinstance(token, NumberToken | DimensionToken) and token.value == 0 for token in one.value)


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
_PIXELS = re.compile(r"(?:image/(?!svg)|audio/|video/)", re.IGNORECASE)


def said_by(link: str) -> Iterator[str]:
    """The words in an address that holds a text or a drawing itself; a typeface could show other digits than it is
    asked for, so it gives itself as a number."""
    found = _DATA.match(link)
    if found is None or _PIXELS.match(found[1]):
        return
    kind = found[1].lower()
    if "font" in kind or "octet-stream" in kind:
        yield _number("a typeface in an address")
        return
    data = unquote_to_bytes(found[2])
    if "charset" in kind and "utf-8" not in kind:
        yield _number("an address in another encoding")
    if ";base64" in kind:
        try:
            data = b64decode(data, validate=False)
        except ValueError:
            yield _number("an address that cannot be read")
    yield re.sub(r"<[^>]*>", " ", data.decode("utf-8", "replace"))
