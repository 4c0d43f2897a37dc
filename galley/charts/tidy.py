"""Makes Vega's SVG small, accessible and the same in every process: ids, labels, noise, needless groups.

Vega numbers gradients per process, writes English ARIA labels, knows no <title>, and wraps each mark in groups.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

from galley.charts.readback import KEY

NS = "{http://www.w3.org/2000/svg}"
ET.register_namespace("", NS[1:-1])

_NOISE = {
    "class", "role", "aria-roledescription", "aria-hidden", "pointer-events", "version",
    "stroke-miterlimit",
}  # fmt: skip
_DEFAULTS = {"opacity": "1", "text-anchor": "start", "transform": "translate(0,0)"}
_GEOMETRY = {
    "d", "transform", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "dy", "rx", "ry",
    "stroke-width", "stroke-dasharray", "stroke-dashoffset", "opacity",
}  # fmt: skip
_INHERITED = (
    "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-dashoffset", "font-size", "font-weight", "class",
    "text-anchor", "writing-mode", "letter-spacing", KEY,
)  # fmt: skip
_CLASSES = {"serif": "s", "sans-serif": None}
"""A specification names generic families, since it is drawn on machines we don't know; on a page CSS says which."""
_DECIMAL = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_CIRCLE = re.compile(r"M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0(?:Z)?")
_MOVED = re.compile(r"translate\(([^,]+),([^)]+)\)")
_URL = re.compile(r"url\(#([^)]+)\)")


def tidy(svg: str, uid: str, title: str, description: str, lang: str) -> str:
    """The drawing under `uid`, which begins every id in it; `title` and `description` are what a screen reader says."""
    root = ET.fromstring(svg)
    renamed = _gradients(root, uid)
    for element in root.iter():
        _clean(element, renamed)
    _prune(root)
    for element in list(root.iter()):
        _simplify(element)
    _flatten(root)
    _drop_unused(root)
    _label(root, uid, title, description, lang)
    return ET.tostring(root, encoding="unicode", short_empty_elements=True).replace(" />", "/>")


def _gradients(root: ET.Element, uid: str) -> dict[str, str]:
    """New ids by old; equal gradients, of which Vega writes one a mark, become one."""
    renamed: dict[str, str] = {}
    seen: dict[bytes, str] = {}
    for defs in root.iter(f"{NS}defs"):
        for element in list(defs):
            old = element.attrib.pop("id")
            _fade_to_own_colour(element)
            for part in element.iter():
                for name in _GEOMETRY & part.attrib.keys():
                    part.set(name, _rounded(part.attrib[name]))
            like = ET.tostring(element)
            if like in seen:
                defs.remove(element)
            else:
                seen[like] = f"{uid}-{len(seen)}"
                element.attrib = {"id": seen[like], **element.attrib}
            renamed[old] = seen[like]
    return renamed


def _fade_to_own_colour(gradient: ET.Element) -> None:
    """A stop of `transparent` would fade through black."""
    stops = gradient.findall(f"{NS}stop")
    for before, stop in pairwise(stops):
        if stop.get("stop-color") == "transparent":
            stop.set("stop-color", before.get("stop-color", ""))
            stop.set("stop-opacity", "0")


def _rounded(value: str) -> str:
    return _DECIMAL.sub(lambda found: f"{round(float(found[0]), 2) + 0:g}", value)


def _clean(element: ET.Element, renamed: dict[str, str]) -> None:
    """Attributes without noise and defaults; long decimals cut; references to the new ids."""
    if element.get("class") in ("background", "foreground") and not {"fill", "stroke"} & element.attrib.keys():
        element.set("display", "none")
    for name in list(element.attrib.keys()):
        value = element.attrib[name]
        if name in _NOISE or _DEFAULTS.get(name) == value:
            del element.attrib[name]
        elif name in _GEOMETRY:
            element.set(name, _rounded(value))
        elif "url(#" in value:
            element.set(name, _URL.sub(lambda found: f"url(#{renamed[found[1]]})", value))
        elif name == "aria-label":
            element.set(KEY, element.attrib.pop(name))
        elif name == "font-size":
            element.set(name, value.removesuffix("px"))
        elif name == "font-family":
            del element.attrib[name]
            if style := _CLASSES[value]:
                element.set("class", style)


def _prune(parent: ET.Element) -> None:
    """Takes out what is not shown: backgrounds without a colour, foregrounds, empty marks."""
    for child in list(parent):
        _prune(child)
        blank = child.get("display") == "none" or (child.tag == f"{NS}rect" and child.get("fill") == "transparent")
        if blank or (child.tag == f"{NS}g" and not len(child)):
            parent.remove(child)


def _simplify(element: ET.Element) -> None:
    """Lines become paths, round symbols circles, translations coordinates, columns of characters vertical text."""
    if element.tag == f"{NS}text":
        _set_text(element)
        return
    moved = _MOVED.fullmatch(element.get("transform", ""))
    x, y = moved.groups() if moved else ("0", "0")
    if element.tag == f"{NS}line":
        right, down = element.attrib.pop("x2", "0"), element.attrib.pop("y2", "0")
        element.tag = f"{NS}path"
        element.attrib.pop("transform", None)
        element.set("d", f"M{x},{y}" + _stroke(right, down))
    elif element.tag == f"{NS}path" and (circle := _CIRCLE.fullmatch(element.get("d", ""))):
        element.tag = f"{NS}circle"
        element.attrib.pop("transform", None)
        del element.attrib["d"]
        element.attrib.update(cx=x, cy=y, r=circle[1])


def _stroke(right: str, down: str) -> str:
    if down == "0":
        return f"h{right}"
    return f"v{down}" if right == "0" else f"l{right},{down}"


def _set_text(element: ET.Element) -> None:
    moved = _MOVED.fullmatch(element.get("transform", ""))
    if not moved:
        return
    lines = element.findall(f"{NS}tspan")
    if len(lines) > 1 and all(len(line.text or "") == 1 for line in lines):
        _upright(element, lines, float(moved[1]), float(moved[2]))
    elif lines:
        for line in lines:
            line.set("x", moved[1])
        element.set("y", moved[2])
    else:
        element.attrib.update(x=moved[1], y=moved[2])
    del element.attrib["transform"]


def _upright(element: ET.Element, characters: list[ET.Element], x: float, y: float) -> None:
    """A column of characters as one run that a reader can select and a screen reader says as a word."""
    size, pitch = float(element.get("font-size", "13")), float(characters[1].get("dy", "0"))
    element.text = "".join(character.text or "" for character in characters)
    for character in characters:
        element.remove(character)
    element.attrib.pop("text-anchor", None)
    element.attrib.update({"x": f"{x:g}", "y": _rounded(f"{y - 0.88 * size:.3f}"), "writing-mode": "tb"})
    if pitch != size:
        element.set("letter-spacing", f"{pitch - size:g}")


def _flatten(parent: ET.Element) -> None:
    """Groups that say nothing dissolve; equal neighbours merge; what all children share moves up."""
    children: list[ET.Element] = []
    for child in list(parent):
        _flatten(child)
        if child.tag == f"{NS}g" and not child.attrib:
            children.extend(child)
        elif child.tag == f"{NS}g" and len(child) == 1 and not child.attrib.keys() & child[0].attrib.keys():
            child[0].attrib.update(child.attrib)
            children.append(child[0])
        else:
            children.append(child)
    parent[:] = children
    if parent.tag in (f"{NS}g", f"{NS}svg"):
        _merge(parent)
    if parent.tag == f"{NS}g":
        _hoist(parent)


def _merge(parent: ET.Element) -> None:
    """Neighbouring paths that differ in nothing but their outline become one path."""
    merged: list[ET.Element] = []
    for child in parent:
        last = merged[-1] if merged else None
        if last is not None and _alike(last, child):
            last.set("d", last.attrib["d"] + child.attrib["d"])
        else:
            merged.append(child)
    parent[:] = merged


def _alike(left: ET.Element, right: ET.Element) -> bool:
    if not left.tag == right.tag == f"{NS}path":
        return False
    if {"transform", "opacity"} & left.attrib.keys() or any("url(" in value for value in left.attrib.values()):
        return False
    return {**left.attrib, "d": ""} == {**right.attrib, "d": ""}


def _hoist(group: ET.Element) -> None:
    if len(group) < 2:
        return
    for name in _INHERITED:
        values = {child.get(name) for child in group}
        if len(values) == 1 and None not in values and name not in group.attrib:
            group.set(name, values.pop() or "")
            for child in group:
                del child.attrib[name]


def _drop_unused(root: ET.Element) -> None:
    """Gradients that only marks of no size used."""
    used = {found for element in root.iter() for value in element.attrib.values() for found in _URL.findall(value)}
    for defs in root.findall(f"{NS}defs"):
        for element in list(defs):
            if element.get("id") not in used:
                defs.remove(element)
        if not len(defs):
            root.remove(defs)


def _label(root: ET.Element, uid: str, title: str, description: str, lang: str) -> None:
    """What the drawing is called and what it shows, for those who don't see it."""
    size = {name: root.attrib[name] for name in ("width", "height", "viewBox")}
    root.attrib.clear()
    root.attrib.update(size)
    root.attrib.update({"role": "img", "aria-labelledby": f"{uid}-t {uid}-d", "class": "chart", "lang": lang})
    for index, (tag, suffix, words) in enumerate((("title", "t", title), ("desc", "d", description))):
        element = ET.Element(NS + tag, id=f"{uid}-{suffix}")
        element.text = words
        root.insert(index, element)
