"""Stylesheet, script and faces: each under a name that changes with its content, so that a host may keep it forever."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from galley.fonts import LATIN, cut
from galley.model import Edition
from galley.pages.tags import tags
from galley.store import Store

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_FACE = re.compile(r"url\(fonts/([a-z-]+?)(?:-(\d+))?\.woff2\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DISPLAY = re.compile(r"(?:font|font-weight):\s*(600|700|800|900)\b")
_LAST = re.compile(r"([.\w-]+)(?:::?[\w-]+(?:\([^)]*\))?|\[[^]]*\])*\s*$")
HAN = 0x2E80  # where the scripts begin that the Latin faces have no letters for


@dataclass(frozen=True, slots=True)
class Assets:
    """The files by path in the site, and the path of each by its plain name."""

    files: dict[str, bytes]
    paths: dict[str, str]


def named(name: str, content: bytes) -> str:
    """The path of an asset: style.css as assets/style.1a2b3c4d.css."""
    path = PurePosixPath(name)
    digest = hashlib.sha256(content).hexdigest()[:8]
    return f"assets/{path.with_suffix('')}.{digest}{path.suffix}"


def small(css: str) -> str:
    """A stylesheet without comments and line breaks."""
    return re.sub(r"\s*([{};])\s*", r"\1", re.sub(r"\s+", " ", _COMMENT.sub("", css))).strip()


def lean(script: str) -> str:
    """A script without lines of comment, and without what indents the others."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def faces(root: Path, css: str, pages: Iterable[tuple[Edition, str]], store: Store) -> dict[str, bytes]:
    """The faces that the stylesheet names, cut to what the pages print in them: plain name → font."""
    wanted = [(found[1], int(found[2]) if found[2] else None) for found in _FACE.finditer(css)]
    if not wanted:
        return {}
    set_in, latin, display = display_elements(css), set[str](), Counter[tuple[str, int, str]]()
    for edition, html in pages:
        latin.update(character for character in set(html) if ord(character) < HAN)
        if edition.serif:
            for set_weight, text in _set(html, set_in):
                display.update((edition.serif, set_weight, character) for character in text)
    made = {}
    for family, weight in wanted:
        held = {c for f, w, c in display if (f, w) == (family, weight) and ord(c) >= HAN}
        characters = latin if family in LATIN else held | set("“”‘’…—·")
        name = f"fonts/{family}{f'-{weight}' if weight else ''}.woff2"
        made[name] = cut(root, family, weight, characters, store)
    return made


def display_elements(css: str) -> Mapping[str, int]:
    """Elements and classes that the stylesheet sets in display type: name, or .class → the weight of the face."""
    found: dict[str, int] = {}
    for selectors, body in _RULE.findall(_COMMENT.sub("", css)):
        weight = _DISPLAY.search(body)
        if weight and ("--serif" in body or "--song" in body):
            for selector in re.split(r",(?![^()]*\))", selectors):
                last = _LAST.search(selector.strip())
                if last:
                    name = f".{last[1].rpartition('.')[2]}" if "." in last[1] else last[1]
                    found[name] = max(found.get(name, 0), 900 if int(weight[1]) > 600 else 600)
    return found


def _set(html: str, set_in: Mapping[str, int]) -> Iterable[tuple[int, str]]:
    """(weight, text) of whatever stands in an element of display type."""
    open_: list[int] = []
    at = 0
    for tag in tags(html):
        if open_ and any(open_):
            for weight in {weight for weight in open_ if weight}:
                yield weight, html[at : tag.start]
        at = tag.end
        if tag.closing:
            open_ = open_[:-1]
        elif tag.lasting:
            names = (tag.name, *(f".{one}" for one in tag.attribute("class").split()))
            open_ = [*open_, max((set_in.get(name, 0) for name in names), default=0)]


def styled(css: str, fonts: Mapping[str, str]) -> str:
    """The stylesheet with each face under the name of its cut, as a stylesheet beside them writes it."""
    return _FACE.sub(lambda found: f"url({_beside(fonts, found[0][4:-1])})", css)


def _beside(fonts: Mapping[str, str], name: str) -> str:
    return fonts[name].removeprefix("assets/") if name in fonts else name
