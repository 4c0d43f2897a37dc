"""Reads a finished drawing as readers get it: its marks with their boxes, and its words; it knows nothing of drawing.

A mark that shows something bears a key, `data-mark="bar trip.hours"`: what part it plays, and the fact that it shows.
An element that is moved as a whole is one mark; each stroke of a path that is not is a mark of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import hypot
from typing import TYPE_CHECKING, Literal, TypeVar

from galley.marks import marked, plain

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Along = Literal["right", "left", "down", "up"]
"""In which direction the values of a ruler grow."""
Point = tuple[float, float]
Gradient = tuple[float, str]
T = TypeVar("T")

KEY = "data-mark"
_NS = "{http://www.w3.org/2000/svg}"
_INHERITED = (
    KEY, "fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "text-anchor", "writing-mode",
)  # fmt: skip
_SET = {"font-weight", "class", "stroke-dashoffset", "letter-spacing", *_INHERITED}
_READ = {
    "svg": {"width", "height", "viewBox", "role", "aria-labelledby", "class", "lang"},
    "title": {"id"},
    "desc": {"id"},
    "g": {"transform", *_SET},
    "text": {"x", "y", "transform", "opacity", *_SET},
    "tspan": {"x", "dy"},
    "path": {"d", "transform", "opacity", "stroke-linecap", *_SET},
    "circle": {"cx", "cy", "r", "transform", "opacity", *_SET},
    "rect": {"x", "y", "width", "height", "transform", "opacity", *_SET},
    "defs": set[str](),
    "linearGradient": {"id", "x1", "x2", "y1", "y2"},
    "stop": {"offset", "stop-color", "stop-opacity"},
}
"""Elements with the attributes that are read, or change nothing of what is: any other could cut, hide or stretch."""
_MOVED = re.compile(r"translate\(([-\d.e]+)[ ,]([-\d.e]+)\)")
_TURNED = re.compile(r"rotate\(90\)")
_KNOWN_MOVE = re.compile(r"(?:translate\([-\d.e]+(?:[ ,][-\d.e]+)?\)|rotate\((?:90|0)\))")
_SHAPES = {"text", "path", "circle", "rect"}
_WITHIN = {
    "svg": {"title", "desc", "g", "defs", *_SHAPES},
    "g": {"g", *_SHAPES},
    "text": {"tspan"},
    "defs": {"linearGradient"},
    "linearGradient": {"stop"},
}
"""What stands in what: a drawing within a drawing would not be read."""
_CURVED = re.compile(r"[CSQTA]", re.IGNORECASE)
PAPER = "var(--paper)"
_BLANK = frozenset({"none", "transparent", PAPER})
_CLASSES = frozenset({"", "chart", "s"})  # that a stylesheet gives a face, and nothing else
_APART = 4.0  # px by which letters stand nearer or further than they are set
_FAINT, _SMALL = 0.5, 8.0  # how opaque a mark, and how many pixels high words, are at least
_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
_FADES = re.compile(r"url\(#([^)]+)\)")
_NARROW = 0.55  # em, about as wide as a letter or a digit is
_WIDE = "\u2e80"  # from here on characters take a whole em


@dataclass(frozen=True, slots=True)
class Box:
    """What a mark covers, in pixels of the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def edges(self, along: Along) -> Point:
        """Where it begins and ends in that direction, in pixels that grow in it."""
        match along:
            case "right":
                return self.left, self.right
            case "left":
                return -self.right, -self.left
            case "down":
                return self.top, self.bottom
        return -self.bottom, -self.top

    def across(self, along: Along) -> float:
        """How thick it is across that direction."""
        return self.bottom - self.top if along in ("right", "left") else self.right - self.left

    @property
    def size(self) -> Point:
        return self.right - self.left, self.bottom - self.top

    @property
    def middle(self) -> Point:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, other: Box) -> bool:
        """Whether the other lies within it, but for a pixel."""
        x = self.left - 1 <= other.left and other.right <= self.right + 1
        return x and self.top - 1 <= other.top and other.bottom <= self.bottom + 1

    def apart(self, other: Box) -> float:
        """Pixels between the two; nought where they touch."""
        x = self.left - other.right if self.left > other.right else max(other.left - self.right, 0.0)
        y = self.top - other.bottom if self.top > other.bottom else max(other.top - self.bottom, 0.0)
        return hypot(x, y)


@dataclass(frozen=True, slots=True)
class Shape:
    """A mark as it is drawn. `fade` is what part of its length fades at its end; `dash` is how its stroke is cut.

    `paint` is the colour that it is seen in, empty where it is not; `after` is how many shapes were drawn before it.
    """

    mark: str
    box: Box
    points: tuple[Point, ...]
    stroke: float
    fade: float
    dash: tuple[float, ...]
    hollow: bool
    paint: str
    after: int


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they stand in the drawing, marked; `facts` are those whose figures are among them."""

    mark: str
    words: str
    box: Box
    at: Point
    facts: frozenset[str]
    paint: str  # the colour that they are seen in, empty where they are not
    after: int  # how many shapes were drawn before them


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing: its size, its marks by their keys, its words, by their keys as well, and what both cover.

    `ground` is what is drawn without a key: lines that part, and paper.
    """

    width: float
    height: float
    shapes: Mapping[str, tuple[Shape, ...]]
    words: tuple[Words, ...]
    written: Mapping[str, tuple[Words, ...]]
    boxes: Mapping[str, tuple[Box, ...]]
    ground: tuple[Shape, ...] = ()
    unread: tuple[str, ...] = ()  # ways of moving or drawing that are not read back: scale(1.2,1), <use>

    def places(self, mark: str) -> tuple[Box, ...]:
        """Where the mark is on a scale: what it covers, or the point at which its words are set."""
        if shapes := self.shapes.get(mark):
            return tuple(shape.box for shape in shapes)
        return tuple(Box(*word.at * 2) for word in self.written.get(mark, ()))


def read_back(svg: str) -> Picture:
    """What is drawn in `svg`, which may be marked."""
    from xml.etree import ElementTree

    root = ElementTree.fromstring(svg)
    fades = {element.get("id", ""): _fade(element) for element in root.iter(f"{_NS}linearGradient")}
    shapes: dict[str, list[Shape]] = {}
    ground: list[Shape] = []
    words: list[Words] = []
    written: dict[str, list[Words]] = {}
    for element, style, moved in _leaves(root, {}, (0.0, 0.0)):
        after = len(ground) + sum(map(len, shapes.values()))
        if element.tag == f"{_NS}text":
            words.append(word := _words(element, style, moved, after))
            if word.mark:
                written.setdefault(word.mark, []).append(word)
        else:
            found = shapes.setdefault(key, []) if (key := style.get(KEY, "")) else ground
            found.extend(_shapes(element, style, moved, fades, after))
    size = float(root.get("width", "0")), float(root.get("height", "0"))
    boxes = {key: tuple(one.box for one in found) for key, found in written.items()}
    boxes |= {key: tuple(one.box for one in found) for key, found in shapes.items()}
    return Picture(*size, _settled(shapes), tuple(words), _settled(written), boxes, tuple(ground), _unread(root))


def _unread(root: Element) -> tuple[str, ...]:
    """What of a drawing this file does not know how to read; outlines of letters bear no key, and may be scaled."""
    found: list[str] = []
    for element in root.iter():
        name, keyed = element.tag.removeprefix(_NS), KEY in element.attrib or len(element) > 0
        found += [name] if name not in _READ else sorted(element.attrib.keys() - _READ[name])
        found += filter(None, [_KNOWN_MOVE.sub("", element.get("transform", "")).strip(" ,")] if keyed else [])
        inside = {child.tag.removeprefix(_NS) for child in element} - _WITHIN.get(name, set())
        found += sorted(f"{child} in {name}" for child in inside & _READ.keys())
        found += ["class"] if element.get("class", "") not in _CLASSES else []
        found += ["letter-spacing"] if abs(float(element.get("letter-spacing", "0"))) > _APART else []
        found += ["a curve"] if keyed and _CURVED.search(element.get("d", "")) else []
    if root.get("viewBox") not in (None, f"0 0 {root.get('width')} {root.get('height')}"):
        found.append("viewBox")
    return tuple(dict.fromkeys(found))


def _settled(found: dict[str, list[T]]) -> dict[str, tuple[T, ...]]:
    return {key: tuple(marks) for key, marks in found.items()}


def _leaves(parent: Element, style: Mapping[str, str], moved: Point) -> Iterator[tuple[Element, dict[str, str], Point]]:
    """Every element that is drawn, with the style that it has or inherits, and how far its group is moved."""
    for child in parent:
        own = {**style, **{name: child.attrib[name] for name in _INHERITED if name in child.attrib}}
        if child.tag == f"{_NS}g":
            yield from _leaves(child, own, _shifted(moved, child))
        elif child.tag.removeprefix(_NS) in _SHAPES:
            yield child, own, moved


def _shifted(moved: Point, element: Element) -> Point:
    found = _MOVED.search(element.get("transform", ""))
    return (moved[0] + float(found[1]), moved[1] + float(found[2])) if found else moved


def _fade(gradient: Element) -> Gradient:
    """What part of what it fills fades out at its end, nought where nothing does; and the colour that it begins in."""
    stops = gradient.findall(f"{_NS}stop")
    colour = next((stop.get("stop-color", "") for stop in stops if stop.get("stop-opacity") != "0"), "")
    if len(stops) < 2 or stops[-1].get("stop-opacity") != "0":
        return 0.0, colour
    return 1 - float(stops[-2].get("offset", "0")), colour


def _shapes(
    element: Element, style: Mapping[str, str], moved: Point, fades: Mapping[str, Gradient], after: int
) -> Iterator[Shape]:
    fill = style.get("fill", "none")
    found = _FADES.search(fill)
    fade, colour = fades.get(found[1], (0.0, "")) if found else (0.0, "" if fill in _BLANK else fill)
    dash = tuple(float(part) for part in style.get("stroke-dasharray", "").replace(",", " ").split())
    line = style.get("stroke", "none")
    stroke = float(style.get("stroke-width", "1")) if line != "none" else 0.0
    lined = stroke and line not in _BLANK and (not dash or dash[0] > 0)
    paint = "" if _is_faint(element) else colour or (line if lined else PAPER if fill == PAPER else "")
    looks = stroke, fade, dash, fill in ("none", PAPER), paint, after
    for points in _outlines(element, moved):
        x, y = [point[0] for point in points], [point[1] for point in points]
        yield Shape(style.get(KEY, ""), Box(min(x), min(y), max(x), max(y)), tuple(points), *looks)


def _is_faint(element: Element) -> bool:
    return float(element.get("opacity", "1")) < _FAINT


def _outlines(element: Element, moved: Point) -> list[list[Point]]:
    """The corners of what the element draws: of each stroke by itself, unless it is moved as a whole."""
    number = {name: float(element.get(name, "0")) for name in ("cx", "cy", "r", "x", "y", "width", "height")}
    right, down = _shifted(moved, element)
    if element.tag == f"{_NS}circle":
        x, y, r = number["cx"] + right, number["cy"] + down, number["r"]
        return [[(x - r, y - r), (x + r, y + r)]]
    if element.tag == f"{_NS}rect":
        x, y = number["x"] + right, number["y"] + down
        return [[(x, y), (x + number["width"], y + number["height"])]]
    strokes = [[(x + right, y + down) for x, y in stroke] for stroke in _strokes(element.get("d", ""))]
    return [[point for stroke in strokes for point in stroke]] if "transform" in element.attrib else strokes


@lru_cache(maxsize=1024)
def _strokes(outline: str) -> list[list[Point]]:
    """The corners of each stroke of a path."""
    strokes: list[list[Point]] = []
    tokens = _TOKEN.findall(outline)
    at, command, x, y = 0, "M", 0.0, 0.0
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
        kind = command.upper()
        if kind == "Z":
            x, y = strokes[-1][0]
            continue
        takes = {"H": 1, "V": 1, "Q": 4, "C": 6, "A": 7}.get(kind, 2)
        given = [float(token) for token in tokens[at : at + takes]]
        from_x, from_y = (x, y) if command.islower() else (0.0, 0.0)
        x = from_x + given[0 if kind == "H" else -2] if kind != "V" else x
        y = from_y + given[-1] if kind != "H" else y
        if kind == "M":
            strokes.append([])
            command = "L" if command == "M" else "l"
        strokes[-1].append((x, y))
        at += takes
    return strokes


def _words(element: Element, style: Mapping[str, str], moved: Point, after: int) -> Words:
    """A text with the box that it takes up, in lines or down the page, by a rough measure."""
    x, y = _shifted(moved, element)
    lines = list(element.iter(f"{_NS}tspan")) if element.find(f"{_NS}tspan[@x]") is not None else [element]
    x += float(element.get("x") or lines[0].get("x") or 0)
    y += float(element.get("y", "0"))
    said = ["".join(line.itertext()) for line in lines]
    size = float(style.get("font-size", "13"))
    long = max(ems(plain(line)) for line in said) * size
    deep = sum(float(line.get("dy", "0")) for line in lines[1:])
    if style.get("writing-mode"):
        box = Box(x - size / 2, y, x + size / 2, y + len(plain(said[0])) * size)
    elif _TURNED.search(element.get("transform", "")):
        box = Box(x - size * 0.2, y, x + size * 0.8, y + long)
    else:
        left = x - long * {"middle": 0.5, "end": 1.0}.get(style.get("text-anchor", ""), 0.0)
        box = Box(left, y - size * 0.8, left + long, y + deep + size * 0.2)
    words = " ".join(said)
    facts = frozenset(found.name for found in marked(words) if found.kind == "fact")
    fill = style.get("fill", "none")
    paint = "" if fill in ("none", "transparent") or size < _SMALL or _is_faint(element) else fill
    return Words(style.get(KEY, ""), words, box, (x, y), facts, paint, after)


def ems(words: str) -> float:
    """How wide words are at most, about, in units of their size."""
    return sum(1.0 if letter >= _WIDE else _NARROW for letter in words)
