"""A chart that has left the page: colours in figures, faces by name, with its title and source inside the picture."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from typing import Any

from galley.charts.fit import Type, wrap

LIGHT: Mapping[str, str] = {
    "paper": "#FAF7F0", "panel": "#F1ECE0", "ink": "#1B2320", "ink2": "#4A5450",
    "before": "#A63A1E", "after": "#0B6B78", "mute": "#8A8F86", "rule": "#D9D3C4",
}  # fmt: skip
"""The palette of the stylesheet in the light, for pictures that have left the page: charts, cards and icons."""
SERIF = "Newsreader, 'Noto Serif SC', 'Noto Serif HK', 'Songti SC', serif"
SANS = "'PingFang SC', 'Noto Sans CJK SC', 'Microsoft YaHei', 'Helvetica Neue', Arial, sans-serif"
TITLE, SUBTITLE, SOURCE = Type(20, "serif", 600), Type(15), Type(13)
MARGIN = 24  # px

NS = "{http://www.w3.org/2000/svg}"
_VAR = re.compile(r"var\(--([a-z0-9]+)\)")


def in_light(text: str) -> str:
    """`text` with the palette's variables as the colours they have on paper."""
    return _VAR.sub(lambda found: LIGHT[found[1]], text)


def titled(specification: dict[str, Any], title: str, subtitle: str, width: int) -> dict[str, Any]:
    """A Vega-Lite specification that says what it is, in lines of the drawing's width, which Vega breaks none of."""
    heading: dict[str, Any] = {"text": wrap(title, width, TITLE), "subtitle": wrap(subtitle, width, SUBTITLE)}
    heading |= {"anchor": "start", "frame": "group", "offset": 20}
    heading |= {"font": SERIF, "fontSize": TITLE.size, "fontWeight": TITLE.weight, "color": LIGHT["ink"]}
    heading |= {"subtitleFont": SANS, "subtitleFontSize": SUBTITLE.size, "subtitleColor": LIGHT["ink2"]}
    heading |= {"lineHeight": 29, "subtitleLineHeight": 22, "subtitlePadding": 6}
    apart = {"padding": MARGIN, "autosize": {"type": "pad"}, "background": LIGHT["paper"]}
    return {**specification, "title": heading, "description": subtitle, **apart}


def framed(svg: str, title: str, subtitle: str, sources: Iterable[str]) -> str:
    """The drawing with its title above and its sources below, wrapped to its width; figures stay marked."""
    root, sources = ET.fromstring(in_light(svg)), tuple(sources)
    width, height = int(root.attrib["width"]), int(root.attrib["height"])
    above, top = _column([(title, TITLE, "ink"), (subtitle, SUBTITLE, "ink2")], width, 0)
    below, bottom = _column([(line, SOURCE, "ink2") for line in sources], width, top + height + 40)
    drawing = ET.Element(f"{NS}g", transform=f"translate(0,{top + 20})")
    labels = [child for child in root if child.tag in (f"{NS}title", f"{NS}desc")]
    drawing.extend(child for child in root if child not in labels)
    inside = ET.Element(f"{NS}g", transform=f"translate({MARGIN},{MARGIN})")
    inside.extend([*above, drawing, *below])
    # A source's title is not torn: where one is longer than the drawing is wide, the paper is.
    lines = [line for source in sources for line in wrap(source, width, SOURCE)]
    longest = max(map(SOURCE.width, lines), default=0)
    full_width, full_height = max(width, round(longest)) + 2 * MARGIN, bottom + 2 * MARGIN
    paper = ET.Element(f"{NS}rect", width=f"{full_width}", height=f"{full_height}", fill=LIGHT["paper"])
    root[:] = [*labels, paper, inside]
    root.attrib.update(width=f"{full_width}", height=f"{full_height}", viewBox=f"0 0 {full_width} {full_height}")
    root.set("font-family", SANS)
    for element in root.iter():
        if element.attrib.pop("class", "") == "s":
            element.set("font-family", SERIF)
    return ET.tostring(root, encoding="unicode").replace(" />", "/>")


def _column(blocks: list[tuple[str, Type, str]], width: int, top: int) -> tuple[list[ET.Element], int]:
    """Paragraphs one below the other, and where they end."""
    y = top
    made = []
    for words, type_, colour in blocks:
        for line in wrap(words, width, type_):
            y += round(type_.size * 1.45)
            text = ET.Element(f"{NS}text", x="0", y=f"{y}", fill=LIGHT[colour])
            text.attrib.update({"font-size": f"{type_.size:g}"})
            if type_.face == "serif":
                text.attrib.update({"class": "s", "font-weight": f"{type_.weight}"})
            text.text = line
            made.append(text)
        y += 6
    return made, y
