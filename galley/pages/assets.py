"""Stylesheet, script and faces: each under a name that changes with its content, so that a host may keep it forever."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from lxml.html import HtmlElement

from galley.errors import Place, Problem
from galley.fonts import LATIN, cut, lacking
from galley.markup import parsed
from galley.store import Store

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_FACE = re.compile(r"url\(fonts/([a-z-]+?)(?:-(\d+))?(?:-rest)?\.woff2\)")
_RULE_OF_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_RANGE = re.compile(r"unicode-range:\s*([^;}]+);?")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DISPLAY = re.compile(r"(?:font|font-weight):\s*(600|700|800|900)\b")
_ITALIC = re.compile(r"font(?:-style)?:[^;]*\bitalic\b")
_LAST = re.compile(r"([.\w-]+)(?:::?[\w-]+(?:\([^)]*\))?|\[[^]]*\])*\s*$")
_IS = re.compile(r"(?:^|\s):(?:is|where)\(([^()]*)\)\s*$")
NUMERALS = frozenset(" 0123456789.,:/%+-–−N")  # N for a number left open, as in 1+N: one asked for all letters
HAN = 0x2E80  # where the scripts begin that the Latin faces have no letters for


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


@dataclass(frozen=True, slots=True)
class Face:
    """A face in two: what a first view is set in, and the rest, which a browser asks for where a page prints of it."""

    first: bytes
    rest: bytes
    left: frozenset[str]
    lacks: Mapping[str, str]  # each letter that it should have and has not → a page that is set with it


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a page: all of them, those that are slanted, and those of display type, each with its weight."""

    written: frozenset[str]
    slanted: frozenset[str]
    display: tuple[tuple[int, str], ...]


def letters(html: str, set_in: Mapping[str, int], slanted: Mapping[str, int], displayed: bool) -> Letters:
    """The letters of a marked page; those of display type only where its edition is `displayed` in a face of ours."""
    page = parsed(html)
    italic = "".join(text for weight, text in _set(page, slanted) if weight == 400)
    if not displayed:
        return Letters(frozenset(html), frozenset(italic), ())
    return Letters(frozenset(html), frozenset(italic), tuple(dict.fromkeys(_characters(page, set_in))))


Set = tuple[str | None, str, Letters, bool]
"""A page as faces are cut for it: the display face of its edition, its path, its letters, and whether readers open it
first."""


def faces(root: Path, css: str, pages: Iterable[Set], store: Store) -> dict[str, Face]:
    """The faces that the stylesheet names, cut to what the pages print in them: plain name → face.

    The letters of a page that readers open later are not their first view; nor are those in a face that most editions
    use for numerals alone.
    """
    latin = {family: set[str]() for family in LATIN}
    display, at_once = dict[tuple[str, int, str], str](), set[tuple[str, int, str]]()
    for serif, path, found, is_first in pages:
        latin["newsreader"] |= found.written
        latin["newsreader-whole"] |= found.written
        latin["newsreader-italic"] |= found.slanted
        if serif:
            for weight, letter in found.display:
                display.setdefault((serif, weight, letter), path)  # the first that prints it
            if is_first:
                at_once |= {(serif, weight, letter) for weight, letter in found.display}

    def made(family: str, weight: int | None) -> Face:
        all_ = {c for c in latin[family] if ord(c) < HAN} if family in LATIN else _held(display, family, weight)
        first = all_ & NUMERALS if family == "newsreader" else _held(at_once, family, weight) or all_
        left = frozenset(all_ - first)
        one = cut(root, family, weight, first, store)
        due = {c for c in all_ if ord(c) >= HAN and unicodedata.category(c)[0] in "LNP"}
        lacks = {c: display[family, weight, c] for c in lacking(root, family, weight, due, store)} if weight else {}
        return Face(one, cut(root, family, weight, left, store) if left else b"", left, lacks)

    wanted = list(dict.fromkeys(_named(css)))
    names = [f"fonts/{family}{f'-{weight}' if weight else ''}.woff2" for family, weight in wanted]
    with ThreadPoolExecutor(2) as threads:  # Brotli, half of the work, lets another thread run meanwhile
        return dict(zip(names, threads.map(lambda face: made(*face), wanted), strict=True))


def gaps(cuts: Mapping[str, Face]) -> Iterator[Problem]:
    """Faces without a letter that pages set in them: browsers take it from another, in the middle of a headline."""
    for name, face in cuts.items():
        if face.lacks:
            yield Problem(
                "font-lacks",
                Place(f"assets/{name}"),
                f"the face has no {' '.join(face.lacks)}, which {next(iter(face.lacks.values()))} sets in it.",
                "Run `make fonts`, which cuts the faces anew to all that the story says, or choose other words.",
                level="warning",
            )


def _named(css: str) -> list[tuple[str, int | None]]:
    return [(found[1], int(found[2]) if found[2] else None) for found in _FACE.finditer(css)]


def _characters(page: HtmlElement, set_in: Mapping[str, int]) -> Iterable[tuple[int, str]]:
    return ((weight, character) for weight, text in _set(page, set_in) for character in text)


def _held(printed: Iterable[tuple[str, int, str]], family: str, weight: int | None) -> set[str]:
    """The characters of a face; marks that Chinese shares with other scripts are in every one."""
    held = {c for f, w, c in printed if (f, w) == (family, weight) and ord(c) >= HAN}
    return held | set("“”‘’…—·") if held else held


def display_elements(css: str) -> Mapping[str, int]:
    """Elements and classes that the stylesheet sets in display type: name, or .class → the weight of the face."""
    found: dict[str, int] = {}
    for selectors, body in _RULE.findall(_COMMENT.sub("", css)):
        weight = _DISPLAY.search(body)
        if weight and ("--serif" in body or "--song" in body):
            for selector in _alternatives(selectors):
                last = _LAST.search(selector)
                if last:
                    name = f".{last[1].rpartition('.')[2]}" if "." in last[1] else last[1]
                    found[name] = max(found.get(name, 0), 900 if int(weight[1]) > 600 else 600)
    return found


def _alternatives(selectors: str) -> Iterator[str]:
    """Each selector of a list, and each that ends one by `:is(…)`, which names what is styled like any other."""
    for selector in re.split(r",(?![^()]*\))", selectors):
        within = _IS.search(selector)
        yield from _alternatives(within[1]) if within else [selector.strip()]


def italic_elements(css: str) -> Mapping[str, int]:
    """Elements and classes that the stylesheet slants, each at its weight."""
    rules = _RULE.findall(_COMMENT.sub("", css))
    found = (_LAST.search(selectors.strip()) for selectors, body in rules if _ITALIC.search(body))
    return {f".{last[1].rpartition('.')[2]}" if "." in last[1] else last[1]: 400 for last in found if last}


def _set(page: HtmlElement, set_in: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """(weight, text) of every element of display type."""
    named = (f"self::{name}" for name in set_in if not name.startswith("."))
    for element in page.xpath(f"//*[{' or '.join(['@class', '@font-weight', *named])}]"):
        drawn = 600 if element.get("font-weight") == "600" else 0
        classes = (set_in.get(f".{name}", 0) for name in element.get("class", "").split())
        weight = max(drawn, *classes, 0) or set_in.get(element.tag, 0)  # as in CSS, a class outweighs an element
        if weight:
            yield weight, element.text_content()


def styled(css: str, fonts: Mapping[str, str], left: Mapping[str, Collection[str]] = MappingProxyType({})) -> str:
    """The stylesheet with each face under the name of its cut, and after it the rest of a face that is cut in two."""

    def both(rule: re.Match[str]) -> str:
        found = _FACE.search(rule[0])
        name = found[0][4:-1] if found else ""
        within = _RANGE.search(rule[0])
        codes = [code for code in map(ord, left.get(name, ())) if not within or _covers(within[1], code)]
        if not found or not codes:
            return rule[0]
        bare = _RANGE.sub("", rule[0]).rstrip(" }\n;").replace(found[0], f"url({rest_of(name)})")
        return f"{rule[0]}\n{bare}; unicode-range: {', '.join(f'U+{code:X}' for code in sorted(codes))} }}"

    return _FACE.sub(lambda found: f"url({_beside(fonts, found[0][4:-1])})", _RULE_OF_FACE.sub(both, css))


def rest_of(name: str) -> str:
    """The plain name of the rest of a face."""
    return name.replace(".woff2", "-rest.woff2")


def _covers(ranges: str, code: int) -> bool:
    """Whether a `unicode-range` of single characters and spans holds `code`."""
    spans = (span.strip().removeprefix("U+").partition("-") for span in ranges.split(","))
    return any(int(start, 16) <= code <= int(end or start, 16) for start, _, end in spans)


def _beside(fonts: Mapping[str, str], name: str) -> str:
    return fonts[name].removeprefix("assets/") if name in fonts else name
