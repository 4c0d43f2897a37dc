"""Stylesheet, script and faces: each under a name that changes with its content, so that a host may keep it forever."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from lxml.html import HtmlElement
from tinycss2.ast import AtKeywordToken, CurlyBracketsBlock, IdentToken, Node, NumberToken, UnicodeRangeToken, URLToken

from galley.errors import Place, Problem
from galley.fonts import LATIN, cut, lacking
from galley.markup import parsed
from galley.stamp import engine
from galley.store import NOTHING_KEPT, Store, key_of
from galley.styles import Rule, Tokens, address, every, parted, rules, sign, subjects, tokens, variables, written

_FACE = re.compile(r"fonts/([a-z-]+?)(?:-(\d+))?(?:-rest)?\.woff2")
_DISPLAY = (600, 700, 800, 900)
NUMERALS = frozenset(" 0123456789.,:/%+-–−N")  # N for a number left open, as in 1+N: one asked for all letters
HAN = 0x2E80  # where the scripts begin that the Latin faces have no letters for


def named(name: str, content: bytes) -> str:
    """The path of an asset: style.css as assets/style.1a2b3c4d.css."""
    path = PurePosixPath(name)
    digest = hashlib.sha256(content).hexdigest()[:8]
    return f"assets/{path.with_suffix('')}.{digest}{path.suffix}"


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


@dataclass(frozen=True, slots=True)
class Typography:
    """What a stylesheet sets its type in: faces by family and weight, and the elements and classes set in them."""

    faces: tuple[tuple[str, int | None], ...]
    display: Mapping[str, int]
    slanted: Mapping[str, int]


def typography(css: str, store: Store) -> Typography:
    """The typography of a stylesheet, which is read once and kept."""

    def read() -> bytes:
        return json.dumps([[*_named(css)], display_elements(css), italic_elements(css)]).encode()

    named, display, slanted = json.loads(store.made(key_of("typography", engine(), css), read))
    return Typography(tuple((family, weight) for family, weight in named), display, slanted)


def letters(html: str, sheet: Typography, displayed: bool) -> Letters:
    """The letters of a marked page; those of display type only where its edition is `displayed` in a face of ours."""
    page = parsed(html)
    italic = "".join(text for weight, text in _set(page, sheet.slanted) if weight == 400)
    if not displayed:
        return Letters(frozenset(html), frozenset(italic), ())
    return Letters(frozenset(html), frozenset(italic), tuple(dict.fromkeys(_characters(page, sheet.display))))


Set = tuple[str | None, str, Letters, bool]
"""A page as faces are cut for it: the display face of its edition, its path, its letters, and whether readers open it
first."""


def faces(root: Path, sheet: Typography, pages: Iterable[Set], store: Store) -> dict[str, Face]:
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

    wanted = [*dict.fromkeys(sheet.faces)]
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


def _named(css: str) -> Iterator[tuple[str, int | None]]:
    for token in every(tokens(css)):
        if found := _FACE.fullmatch(address(token) or ""):
            yield found[1], int(found[2]) if found[2] else None


def _characters(page: HtmlElement, set_in: Mapping[str, int]) -> Iterable[tuple[int, str]]:
    return ((weight, character) for weight, text in _set(page, set_in) for character in text)


def _held(printed: Iterable[tuple[str, int, str]], family: str, weight: int | None) -> set[str]:
    """The characters of a face; marks that Chinese shares with other scripts are in every one."""
    held = {c for f, w, c in printed if (f, w) == (family, weight) and ord(c) >= HAN}
    return held | set("“”‘’…—·") if held else held


def display_elements(css: str) -> Mapping[str, int]:
    """Elements and classes that the stylesheet sets in display type: name, or .class → the weight of the face."""
    found: dict[str, int] = {}
    for rule in rules(css):
        weight = next((int(number) for number in _numbers(rule) if number in _DISPLAY), 0)
        faces = {name for one in rule.declared for name in variables(one.value)}
        if weight and not rule.at and faces & {"--serif", "--song"}:
            for name in subjects(rule.prelude):
                found[name] = max(found.get(name, 0), 900 if weight > 600 else 600)
    return found


def _numbers(rule: Rule) -> Iterator[float]:
    """The numbers in what a rule says of type."""
    for one in rule.declared:
        if one.name in ("font", "font-weight"):
            yield from (token.value for token in one.value if isinstance(token, NumberToken))


def italic_elements(css: str) -> Mapping[str, int]:
    """Elements and classes that the stylesheet slants, each at its weight."""
    return {
        name: 400
        for rule in rules(css)
        if not rule.at and any(_is_italic(token) for one in rule.declared if one.name in _SLANT for token in one.value)
        for name in subjects(rule.prelude)
    }


_SLANT = frozenset({"font", "font-style"})


def _is_italic(token: Node) -> bool:
    return isinstance(token, IdentToken) and token.lower_value == "italic"


def _set(page: HtmlElement, set_in: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """(weight, text) of every element of display type."""
    named = (f"self::{name}" for name in set_in if not name.startswith("."))
    for element in page.xpath(f"//*[{' or '.join(['@class', '@font-weight', *named])}]"):
        drawn = 600 if element.get("font-weight") == "600" else 0
        classes = (set_in.get(f".{name}", 0) for name in element.get("class", "").split())
        weight = max(drawn, *classes, 0) or set_in.get(element.tag, 0)  # as in CSS, a class outweighs an element
        if weight:
            yield weight, element.text_content()


def styled(
    css: str,
    fonts: Mapping[str, str],
    left: Mapping[str, Collection[str]] = MappingProxyType({}),
    store: Store = NOTHING_KEPT,
) -> str:
    """The stylesheet as it is sent, with each face under the name of its cut, and after it the rest of one in two."""
    key = key_of("styled", engine(), css, fonts, {name: sorted(letters) for name, letters in left.items()})
    return store.made(key, lambda: written([*_styled(tokens(css), fonts, left)]).encode()).decode()


def _styled(sheet: Tokens, fonts: Mapping[str, str], left: Mapping[str, Collection[str]]) -> Iterator[Node]:
    of = ""
    for token in sheet:
        if isinstance(token, AtKeywordToken) or sign(token) == ";":
            of = token.lower_value if isinstance(token, AtKeywordToken) else ""
        if isinstance(token, CurlyBracketsBlock):
            yield CurlyBracketsBlock(0, 0, [*_styled(token.content, fonts, left)])
            if of == "font-face":
                yield from tokens(_rest(token.content, fonts, left))
            of = ""
        elif name := _face_at(token):
            yield URLToken(0, 0, "", f"url({_beside(fonts, name)})")
        else:
            yield token


def _face_at(token: Node) -> str:
    """The plain name of the face that an address names; empty where it names none."""
    found = address(token) or ""
    return found if _FACE.fullmatch(found) else ""


def _rest(face: Tokens, fonts: Mapping[str, str], left: Mapping[str, Collection[str]]) -> str:
    """The rule for the characters of a face that are left for later, within those that its own rule allows."""
    name = next(filter(None, map(_face_at, face)), "")
    spans = [token for token in face if isinstance(token, UnicodeRangeToken)]
    codes = sorted(code for code in map(ord, left.get(name, ())) if not spans or _covers(spans, code))
    if not codes:
        return ""
    said = (part for part in parted(face, ";") if not any(isinstance(token, UnicodeRangeToken) for token in part))
    own, cut = f"url({name})", f"url({_beside(fonts, rest_of(name))})"
    kept = [written(part).replace(own, cut) for part in said]
    told = [*filter(None, kept), "unicode-range: " + ", ".join(f"U+{code:X}" for code in codes)]
    return f"@font-face{{{';'.join(told)}}}"


def rest_of(name: str) -> str:
    """The plain name of the rest of a face."""
    return name.replace(".woff2", "-rest.woff2")


def _covers(spans: Iterable[UnicodeRangeToken], code: int) -> bool:
    return any(span.start <= code <= span.end for span in spans)


def _beside(fonts: Mapping[str, str], name: str) -> str:
    return fonts[name].removeprefix("assets/") if name in fonts else name
