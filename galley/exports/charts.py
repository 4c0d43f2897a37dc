"""A chart as files to take away: an SVG that stands alone, and the same in pixels."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256

from galley.charts.model import Chart
from galley.charts.render import draw, standalone
from galley.charts.standalone import NS, SERIF
from galley.exports.outlines import column_path, line_path, line_width, painters, picture, sans, scaled, serif
from galley.fonts import Typeface
from galley.marks import plain
from galley.store import Store, key_of
from galley.story.memo import memoised
from galley.story.voice import Voice

SCALE = 2  # pixels of the picture a pixel of the page
_TEXT = f"{NS}text"
_XLINK = "http://www.w3.org/1999/xlink"
_HREF = f"{{{_XLINK}}}href"
ET.register_namespace("xlink", _XLINK)
_NEXT = re.compile(r"(?=M-?\d+ -?\d+)")
_LETTER = re.compile(r"M(-?\d+) (-?\d+)(.+)", re.DOTALL)
"""A letter in a line of outlines: where it stands, and its outline in steps from there."""
_INHERITED = ("font-family", "font-size", "font-weight", "text-anchor", "fill", "writing-mode")
_DEFAULTS = {"font-size": "13", "font-weight": "400", "text-anchor": "start"}
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


@memoised
def chart_svg(voice: Voice, chart: Chart, store: Store) -> str:
    """The chart with its title and sources in the picture, in the light palette; marked."""
    return standalone(draw(voice, chart, "medium", store), voice, chart, store)


def portable_svg(voice: Voice, chart: Chart, store: Store) -> str:
    """The same for machines that have no faces: its words drawn as outlines, and lying unseen over them to be found,
    copied and read aloud; marked."""
    svg = chart_svg(voice, chart, store)
    key = _key("portable-svg", svg, voice)
    return store.made(key, lambda: outlined(svg, voice, keep=True).encode()).decode()


def chart_png(voice: Voice, chart: Chart, store: Store) -> bytes:
    """The stand-alone picture in pixels, its words drawn from the shipped faces."""
    svg = plain(chart_svg(voice, chart, store))
    return store.made(_key("chart-png", svg, voice), lambda: picture(outlined(svg, voice), SCALE))


def _key(kind: str, svg: str, voice: Voice) -> str:
    own = [face.stamp for weight in (600, 900) for face in serif(voice.story.root, voice.edition.serif, weight)]
    return key_of(kind, painters(__file__), svg, voice.edition.lang, own, SCALE)


def picture_size(voice: Voice, chart: Chart, store: Store) -> tuple[int, int]:
    """The width and the height of that picture, in pixels."""
    width, height = ET.fromstring(plain(chart_svg(voice, chart, store))).get("viewBox", "0 0 0 0").split()[2:]
    return round(float(width) * SCALE), round(float(height) * SCALE)


def outlined(svg: str, voice: Voice, keep: bool = False) -> str:
    """The picture with outlines in place of words, so that it needs no font; the words stay as well if they are to be
    kept, unseen."""
    root = ET.fromstring(svg)
    _outline(root, _DEFAULTS, voice, keep)
    _share(root)
    return ET.tostring(root, encoding="unicode")


def _share(root: ET.Element) -> None:
    """Letters that stand in the picture more than once are drawn once, and used where they stand.

    They are used by `xlink:href`, which programs that draw know that have not heard of a bare `href`. A letter's id
    follows from its outline, so that several pictures in one page may share theirs.
    """
    lines = [(group, path) for group in root.iter(f"{NS}g") for path in group.findall(f"{NS}path") if _is_line(path)]
    letters = [[_LETTER.fullmatch(one) for one in _NEXT.split(path.attrib["d"]) if one] for _, path in lines]
    often = Counter(one[3] for line in letters for one in line if one)
    shared = {outline: f"g{sha256(outline.encode()).hexdigest()[:8]}" for outline, n in often.items() if n > 1}
    for (group, path), line in zip(lines, letters, strict=True):
        own = "".join(one[0] for one in line if one and one[3] not in shared)
        placed = ET.Element(f"{NS}g", transform=path.attrib["transform"])
        if own:
            ET.SubElement(placed, f"{NS}path", d=own)
        for one in line:
            if one and one[3] in shared:
                at = {name: value for name, value in (("x", one[1]), ("y", one[2])) if value != "0"}
                ET.SubElement(placed, f"{NS}use", {_HREF: f"#{shared[one[3]]}", **at})
        group[list(group).index(path)] = placed
    drawn = ET.Element(f"{NS}defs")
    for outline, name in shared.items():
        ET.SubElement(drawn, f"{NS}path", id=name, d=outline)
    if shared:
        root.insert(sum(child.tag in (f"{NS}title", f"{NS}desc") for child in root), drawn)


def _is_line(path: ET.Element) -> bool:
    return path.get("transform", "").startswith("translate(") and _NEXT.match(path.get("d", "")) is not None


def _outline(parent: ET.Element, inherited: Mapping[str, str], voice: Voice, keep: bool) -> None:
    made: list[ET.Element] = []
    for child in parent:
        style = {**inherited, **{name: child.attrib[name] for name in _INHERITED if name in child.attrib}}
        if child.tag != _TEXT:
            _outline(child, style, voice, keep)
            made.append(child)
            continue
        drawn = _words(child, style, _faces(style, voice))
        drawn.set("aria-hidden", "true")
        # Lines of a text are one text to those who read it on: no outline stands between them.
        made.insert(next((at + 1 for at in reversed(range(len(made))) if made[at].tag != _TEXT), 0), drawn)
        if keep:
            child.set("opacity", "0")
            made.append(child)
    parent[:] = made


def _faces(style: Mapping[str, str], voice: Voice) -> tuple[Typeface, ...]:
    weight = int(style["font-weight"])
    small = sans(voice.edition.lang, weight)
    if style.get("font-family") != SERIF:
        return small
    return (*serif(voice.story.root, voice.edition.serif, weight, float(style["font-size"])), *small)


def _words(text: ET.Element, style: Mapping[str, str], faces: tuple[Typeface, ...]) -> ET.Element:
    """The lines of a text as one group of outlines where they stood."""
    size = float(style["font-size"])
    group = ET.Element(f"{NS}g", fill=style.get("fill", "#000"))
    if "transform" in text.attrib:
        group.set("transform", text.attrib["transform"])
    y = float(text.get("y", "0"))
    for line in text.findall(f"{NS}tspan") or [text]:
        words = plain(line.text or "")
        x, y = float(line.get("x", text.get("x", "0"))), y + float(line.get("dy", "0"))
        if style.get("writing-mode"):
            outline, x = column_path(words, faces), x - size / 2
        else:
            outline = line_path(words, faces)
            x -= _ANCHORS[style["text-anchor"]] * line_width(words, size, faces)
        group.append(ET.Element(f"{NS}path", d=outline, transform=f"translate({x:.2f},{y:.2f}) {scaled(size)}"))
    return group
