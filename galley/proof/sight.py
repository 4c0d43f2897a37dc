"""What a stylesheet takes out of sight, or out of its place, of the words and drawings of a page.

An element without a class of its own may be a figure, or the word beside it that turns it round, whatever selector
finds it: `p`, `main a`, `*`, `[href]`, `:nth-child(2)`. So what hides, shrinks, cuts or moves may be said only of a
class, which templates give to a whole, and never of the classes of figures themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations, pairwise
from typing import TypeGuard

from tinycss2.ast import (
    DimensionToken,
    FunctionBlock,
    HashToken,
    IdentToken,
    Node,
    NumberToken,
    PercentageToken,
)
from tinycss2.color4 import Color, parse_color

from galley.markup import INLINE
from galley.styles import Declared, Rule, Tokens, compounds, every, parted, sign, significant, variables, written

FIGURES = frozenset({"fig", "long", "own", "s"})
"""The classes that pages and drawings give to figures, and to the letters of a drawing."""

_WORDLESS = frozenset({"wbr", "hr", "input", "img", "nav"})
"""Elements that hold no word of a sentence; on paper nobody needs `nav`, which holds the way to other pages."""
_PARTS = frozenset({"first-letter", "first-line", "details-content", "part", "slotted", "target-text", "highlight"})
"""Pseudo-elements that hold words of the page; the others hold what the stylesheet puts there."""

_WHOLES = frozenset({"table", "thead", "ul", "ol", "dl", "dt", "dd"})
"""Elements that are no part of a sentence."""

_SHAPES = frozenset(
    {
        *("circle", "ellipse", "g", "image", "line", "path", "polygon", "polyline", "rect", "svg", "text"),
        *("tspan", "use"),
    }
)

_ONLY: Mapping[str, frozenset[str]] = {
    **{
        name: frozenset({"none"})
        for name in (
            *("clip-path", "filter", "mask", "mask-image", "-webkit-mask", "-webkit-mask-image", "rotate", "scale"),
            *("animation", "animation-name", "-webkit-text-security", "offset-path", "text-combine-upright"),
        )
    },
    "all": frozenset({"inherit"}),
    "background-clip": frozenset({"border-box", "padding-box", "content-box"}),
    "-webkit-background-clip": frozenset({"border-box", "padding-box", "content-box"}),
    "clip": frozenset({"auto"}),
    "content": frozenset({"normal"}),
    "contain": frozenset({"none", "layout", "style", "size", "inline-size"}),
    "content-visibility": frozenset({"visible", "auto"}),
    "direction": frozenset({"ltr"}),
    "float": frozenset({"none"}),
    "mix-blend-mode": frozenset({"normal"}),
    "order": frozenset({"0"}),
    "position": frozenset({"static", "relative", "sticky"}),
    "unicode-bidi": frozenset({"normal", "embed", "isolate", "plaintext"}),
    "visibility": frozenset({"visible"}),
    "zoom": frozenset({"normal"}),
}
"""Properties that leave words as they are and where they are with these values alone."""

_NEVER: Mapping[str, frozenset[str]] = {
    "display": frozenset({"none"}),
    "flex-flow": frozenset({"row-reverse", "column-reverse", "wrap-reverse"}),
    "flex-direction": frozenset({"row-reverse", "column-reverse"}),
    **{name: frozenset({"hidden", "clip"}) for name in ("overflow", "overflow-x", "overflow-y", "overflow-block")},
    "text-decoration": frozenset({"line-through"}),
    "text-decoration-line": frozenset({"line-through"}),
}
_ELEMENTS: Mapping[str, frozenset[str]] = {name: INLINE | {"del", "ins", "tspan"} for name in ("float", "position")}
"""Properties that only elements within a line may not have: whole paragraphs may float, or stand elsewhere."""

_EVERYWHERE = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})
_INKS = frozenset({"color", "-webkit-text-fill-color", "fill", "stroke"})
_OUTLINES = frozenset({"d", "x", "y", "cx", "cy", "r", "rx", "ry", "points", "stroke-dashoffset"})
_PAINTS = frozenset(
    {
        *("fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "paint-order", "vector-effect"),
        *("marker", "marker-start", "marker-mid", "marker-end"),
    }
)
"""What a drawing says of each of its marks, by which they are told apart."""

_OF_DRAWINGS = frozenset({"chart", "s"})
_DRAWN = frozenset({"stroke", "fill", "d", "cx", "cy", "r"})
"""Attributes by which marks of a drawing may be found."""

_TONES = frozenset({"--paper", "--ink", "--before", "--after"})
_BOXES = frozenset({"height", "max-height", "width", "max-width", "line-height"})
_SIZES = _BOXES | {"font", "font-size", "opacity", "fill-opacity", "stroke-opacity"}
_SIDES = ("margin", "inset", "left", "right", "top", "bottom", "text-indent", "letter-spacing", "word-spacing")
_FAR = {"px": 64.0, "pt": 48.0, "cm": 1.7, "mm": 17.0, "in": 0.7, "pc": 4.0, "ch": 8.0, "ex": 8.0}
"""How far to the left, or up, words may be moved; four letters, in what is not listed."""


def hides(sheet: Sequence[Rule]) -> Iterator[str]:
    """Each declaration that takes words or drawings out of sight or out of place where a figure may stand."""
    values = _values(sheet)
    yield from _mistoned(sheet)
    for rule in sheet:
        if _is_of_marks(rule):
            drawn = (one for one in rule.declared if one.name in _PAINTS)
            yield from (f"{written(rule.selectors[-1])} {{ {one.name}: {written(one.value)} }}" for one in drawn)
        about = list(_unclassed(rule))
        for one in rule.declared if about else ():
            if any(_hides(one, values, rule, compound) for compound in about):
                yield f"{written(rule.selectors[-1])} {{ {one.name}: {written(one.value)} }}"


def _is_of_marks(rule: Rule) -> bool:
    """Whether a rule is about the marks of any drawing, and not of those alone that have a class around them."""
    if not rule.selectors:
        return False
    said = [token for prelude in rule.selectors for token in every(prelude)]
    classes = {one.value for before, one in pairwise(said) if sign(before) == "." and isinstance(one, IdentToken)}
    about = {token.lower_value for one in compounds(rule.selectors[-1]) for token in every(one) if _is_word(token)}
    every_one = any(sign(token) == "*" for token in rule.selectors[-1])
    return classes <= _OF_DRAWINGS and (every_one or bool(about & (_SHAPES - {"svg"} | _DRAWN)))


def _is_word(token: Node) -> TypeGuard[IdentToken]:
    return isinstance(token, IdentToken)


def _mistoned(sheet: Sequence[Rule]) -> Iterator[str]:
    """Two tones of drawings that are one colour where the same conditions hold: nothing else would tell marks apart."""
    tones: dict[str, dict[str, object]] = {}
    for rule in sheet:
        conditions = (written(one) for one in rule.around if not any(one is outer for outer in rule.selectors))
        here = tones.setdefault(condition := " ".join(conditions), {})
        for one in rule.declared:
            if one.name in _TONES and "forced-colors" not in condition:  # where readers choose all colours themselves
                here[one.name] = parse_color(said := written(one.value).strip().lower()) or said
    for here in tones.values():
        for tone, other in combinations(sorted(here), 2):
            if here[tone] == here[other] or f"var({other})" == here[tone] or f"var({tone})" == here[other]:
                yield f"{tone} and {other}, which are one colour,"


def style_hides(rule: Rule) -> Iterator[str]:
    """The same of what the attribute `style` of an element says of it."""
    yield from (f"{one.name}: {written(one.value)}" for one in rule.declared if _hides(one, {}, rule, []))


def _values(sheet: Sequence[Rule]) -> Mapping[str, list[Node]]:
    """All that the stylesheet ever gives each of its custom properties."""
    found: dict[str, list[Node]] = {}
    for rule in sheet:
        for one in rule.declared:
            if one.name.startswith("--"):
                found.setdefault(one.name, []).extend(one.value)
    return found


def _unclassed(rule: Rule) -> Iterator[list[Node]]:
    """Of a rule's selectors, what each says of an element that may be a figure, or words beside one."""
    if not rule.selectors:
        return
    outer = [token for prelude in rule.selectors[-2:-1] for one in compounds(prelude) for token in one]
    scoped = any(sign(token) == "." for prelude in rule.selectors[:-1] for token in every(prelude))
    for selector, compound in zip(parted(rule.selectors[-1], ","), compounds(rule.selectors[-1]), strict=True):
        own = [*compound, *outer] if any(sign(token) == "&" for token in compound) else compound
        if "data-fact" in rule.names or not _is_apart(own, scoped or any(sign(token) == "." for token in selector)):
            yield own


def _is_apart(compound: Sequence[Node], scoped: bool) -> bool:
    """Whether what a selector is about has a class of its own, is a whole within a class, holds no words, is hidden by
    the page itself, or is put there by the stylesheet.
    """
    classes, apart = set[str](), bool(compound) and written(compound[:1]) == "[hidden]"
    before = ["", ""]
    for token in compound:
        name = token.value.lower() if isinstance(token, IdentToken) else ""
        match before:
            case [_, "."]:
                classes.add(name)
            case [":", ":"] if name and name not in _PARTS:
                return True
            case [_, ":"] if isinstance(token, FunctionBlock) and token.lower_name in ("is", "where"):
                either = list(compounds(token.arguments))
                apart |= all(_is_apart(one, scoped) for one in either)
                classes |= FIGURES & {token.value for token in every(token.arguments) if isinstance(token, IdentToken)}
            case [_, ":"] if name in ("before", "after"):
                return True
            case [_, ":"]:
                pass
            case _ if name:
                apart |= name in _WORDLESS or (scoped and name in _WHOLES)
        before = [before[1], sign(token)]
    return not classes & FIGURES and (apart or bool(classes))


def _hides(one: Declared, values: Mapping[str, list[Node]], rule: Rule, compound: Sequence[Node]) -> bool:
    """Whether a declaration takes the element that a selector is about, or its words, out of sight or of place."""
    name = one.name
    element = next((token.lower_value for token in compound[:1] if isinstance(token, IdentToken)), "")
    value = [*_expanded(one.value, values, frozenset())]
    said = {written([token]).lower() for token in significant(value)}
    if name in _OUTLINES:
        return True
    if name in _ONLY and not said <= _ONLY[name] | _EVERYWHERE | {""}:
        return not element or element in _ELEMENTS.get(name, {element})
    if said & _NEVER.get(name, frozenset()):
        return not (name == "overflow-x" and element in ("html", "body"))
    if name in ("transform", "translate"):
        return not _is_near(one.value)
    if name in _INKS or name in ("background", "background-color"):
        return _is_unseen(one, values, rule)
    if name in _SIZES:
        sized = name in ("height", "width") and element in _SHAPES - {"svg"}  # the length of a bar
        own = significant(one.value) if name in _BOXES else value
        return sized or ((name not in _BOXES or len(own) == 1) and any(map(partial(_is_tiny, name), own)))
    return name.startswith(_SIDES) and any(_is_far(token, name) for token in value)


def _expanded(found: Tokens, values: Mapping[str, list[Node]], seen: frozenset[str]) -> Iterator[Node]:
    """Every token of a value, and of all that its custom properties may hold."""
    yield from every(found)
    for name in variables(found):
        if name not in seen:
            yield from _expanded(values.get(name, ()), values, seen | {name})


def _is_near(value: Tokens) -> bool:
    """Whether a transformation moves an element by no more than its own size, and turns or shrinks nothing."""
    if [written([one]) for one in significant(value)] == ["none"]:
        return True
    return all(
        isinstance(token, FunctionBlock)
        and token.lower_name.startswith("translate")
        and all(abs(one.value) <= 100 for one in significant(token.arguments) if isinstance(one, PercentageToken))
        and not any(isinstance(one, DimensionToken) and _is_far(one, "") for one in token.arguments)
        for token in significant(value)
    )


def _is_tiny(name: str, token: Node) -> bool:
    """Whether a size is so small that letters of it cannot be read."""
    if isinstance(token, PercentageToken):
        return token.value < (1 if name in _BOXES else 30)
    if isinstance(token, NumberToken):
        return token.value < (0.4 if "opacity" in name else 1e-9)
    least = {"px": 6, "pt": 5}.get(getattr(token, "lower_unit", ""), 0.4)
    return isinstance(token, DimensionToken) and token.value < least


def _is_far(token: Node, name: str) -> bool:
    """Whether a length moves words onto each other, or out of the window."""
    if isinstance(token, PercentageToken):
        return abs(token.value) > 100
    if not isinstance(token, DimensionToken):
        return False
    far = _FAR.get(token.lower_unit, 4.0)
    return token.value < (-far / 40 if "spacing" in name else -far) or token.value > far * 25


def _is_unseen(one: Declared, values: Mapping[str, list[Node]], rule: Rule) -> bool:
    """Whether a colour is none, or that of what it stands on or of what stands on it."""
    if one.name in _INKS and any(map(_is_clear, _expanded(one.value, values, frozenset()))):
        return one.name != "stroke"
    grounds = [each for each in rule.declared if each.name.startswith("background")]
    other = grounds if one.name in _INKS else [each for each in rule.declared if each.name == "color"]
    against = {written([token]).lower() for each in other for token in each.value}
    own = {written([token]).lower() for token in significant(one.value)}
    bare = {"var(--paper)", "canvas"} if one.name in _INKS else {"var(--ink)", "canvastext", "currentcolor"}
    return bool(own & (against or bare) - {"none", "inherit", "transparent"})


def _is_clear(token: Node) -> bool:
    """Whether a colour lets more than half of its ground through."""
    if not isinstance(token, IdentToken | HashToken | FunctionBlock):
        return False
    colour = parse_color(written([token]))
    return isinstance(colour, Color) and [*colour][-1] < 0.5
