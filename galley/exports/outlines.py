"""Words as outlines of the shipped typefaces, so that a picture is the same on a machine without any fonts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

from galley.fonts import LATIN, font_path, is_han
from galley.marks import OPEN, marked, plain, turn

Location = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Face:
    """A font file, the face of a collection in it, and the place on its axes. `stamp` changes with the file."""

    path: str
    number: int
    location: Location
    stamp: str


_SANS_FACES = {"ja": 0, "ko": 1, "zh-Hant-HK": 4, "zh-Hant": 3, "zh": 2}
"""The faces of the Noto Sans CJK collection, by the language whose shapes they have."""


def serif(root: Path, family: str | None, weight: int, italic: bool = False) -> tuple[Face, ...]:
    """Latin from Newsreader, then the story's own display face; a character is taken from the first that has it."""
    latin = font_path(root, "newsreader-italic" if italic else "newsreader")
    faces = (_face(latin, 0, (("wght", min(weight, 800)), ("opsz", 72 if weight > 400 else 16))),)
    if family is None or family in LATIN:
        return faces
    return (*faces, _face(font_path(root, family, 900 if weight > 700 else 600), 0, ()))


def sans(lang: str, weight: int) -> tuple[Face, ...]:
    """For small Han text, and for Han that the display face lacks; in the shapes of the language."""
    number = next((number for tag, number in _SANS_FACES.items() if lang.startswith(tag)), 2)
    return (_face(Path(str(files("manimgx_fonts_cjk"))) / "NotoSansCJK-VF.otf.ttc", number, (("wght", weight),)),)


def _face(path: Path, number: int, location: Location) -> Face:
    """`stamp` is the digest of the story's own files; packages are told by name and size."""
    size = path.stat().st_size
    own = path.suffix == ".woff2"
    return Face(
        str(path), number, location, hashlib.sha256(path.read_bytes()).hexdigest() if own else f"{path.name} {size}"
    )


@dataclass(frozen=True, slots=True)
class _Opened:
    """A face ready to be drawn from."""

    glyphs: Any
    characters: Mapping[int, str]
    em: float


@lru_cache(maxsize=16)
def _opened(face: Face) -> _Opened:
    font = _font(face.path, face.number)
    glyphs = font.getGlyphSet(location=dict(face.location) or None)
    return _Opened(glyphs, font.getBestCmap(), font["head"].unitsPerEm)


@lru_cache(maxsize=8)
def _font(path: str, number: int) -> Any:
    """A face opened once for all places on its axes. Its glyphs go by number where the file needs no names for them:
    making names for 65,000 takes longer than drawing what a story needs."""
    from fontTools.ttLib import TTFont

    font = TTFont(path, fontNumber=number, lazy=True)
    if "CFF " not in font:
        font.setGlyphOrder([f"glyph{at:05}" for at in range(font["maxp"].numGlyphs)])
    return font


def missing(words: str, faces: tuple[Face, ...]) -> str:
    """The characters of `words` that no face has."""
    return "".join(c for c in dict.fromkeys(words) if not c.isspace() and _holder(c, faces) is None)


def _holder(character: str, faces: tuple[Face, ...]) -> _Opened | None:
    return next((opened for opened in map(_opened, faces) if ord(character) in opened.characters), None)


def line_width(words: str, size: float, faces: tuple[Face, ...]) -> float:
    """How wide `words` are in one line. Han and Latin stand an eighth of an em apart; large sizes need no kerning."""
    gaps = sum(_meet(left, right) for left, right in pairwise(words))
    return size * (sum(_advance(character, faces) for character in words) + gaps / 8)


def line_path(words: str, size: float, faces: tuple[Face, ...]) -> str:
    """The outlines of `words` in one line from (0, 0)."""
    x, path = 0.0, ""
    for before, character in zip(("", *words), words, strict=False):
        x += size / 8 if _meet(before, character) else 0
        path += _glyph(character, size, faces, x, 0)
        x += size * _advance(character, faces)
    return path


def column_path(words: str, size: float, faces: tuple[Face, ...]) -> str:
    """The outlines of Han `words` from top to bottom, from (0, 0)."""
    return "".join(_glyph(character, size, faces, 0, (row + 0.88) * size) for row, character in enumerate(words))


@lru_cache(maxsize=1 << 12)
def _advance(character: str, faces: tuple[Face, ...]) -> float:
    """In em; a character that no face has is a gap of half an em."""
    face = _holder(character, faces)
    if face is None:
        return 0.5
    width: float = face.glyphs[face.characters[ord(character)]].width
    return width / face.em


def _glyph(character: str, size: float, faces: tuple[Face, ...], x: float, y: float) -> str:
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    face = _holder(character, faces)
    if face is None:
        return ""
    scale = size / face.em
    pen = SVGPathPen(None, ntos=lambda number: f"{number:.1f}".removesuffix(".0"))
    _outline(character, faces).replay(TransformPen(pen, (scale, 0, 0, -scale, x, y)))
    path: str = pen.getCommands()
    return path


@lru_cache(maxsize=1 << 12)
def _outline(character: str, faces: tuple[Face, ...]) -> Any:
    """What the pen does for a character: interpreted once, and drawn wherever it stands."""
    from fontTools.pens.recordingPen import DecomposingRecordingPen

    face = _holder(character, faces)
    if face is None:
        raise LookupError(character)
    recorded = DecomposingRecordingPen(face.glyphs)
    face.glyphs[face.characters[ord(character)]].draw(recorded)
    return recorded


def _meet(before: str, character: str) -> bool:
    """Whether Han and Latin letters or digits meet here."""
    return bool(before and before.isalnum() and character.isalnum() and is_han(before) != is_han(character))


def picture(svg: str, scale: float = 1) -> bytes:
    """The drawing in pixels."""
    import vl_convert  # only here: most builds find their pictures kept

    return bytes(vl_convert.svg_to_png(svg, scale=scale))


HANGING = "，。、；：？！"
"""Punctuation that may hang over the end of a line, and ends a clause."""
_NEVER_FIRST = f"{HANGING}）》」』”’…%,.;:?!)"


def wrap(words: str, size: float, faces: tuple[Face, ...], room: float, clauses: bool = False) -> list[str]:
    """Marked `words` in plain lines within `room`: broken at spaces and between Han, never inside a figure.

    With `clauses`, Han break only where a clause ends. Lines of Latin are made about equally long.
    """
    pieces = list(_pieces(words, clauses))
    lines = _filled(pieces, size, faces, room)
    if len(lines) == 1 or any(map(is_han, plain(words))):
        return lines
    narrower = (room * part / 50 for part in range(25, 50))
    return next((even for less in narrower if len(even := _filled(pieces, size, faces, less)) == len(lines)), lines)


def _filled(pieces: list[str], size: float, faces: tuple[Face, ...], room: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        longer = lines[-1] + piece
        if lines[-1] and line_width(longer.rstrip().rstrip(HANGING), size, faces) > room:
            lines.append(piece.lstrip())
        else:
            lines[-1] = longer
    return [line.rstrip() for line in lines]


def _pieces(words: str, clauses: bool) -> Iterator[str]:
    """The shortest stretches that stay in one line."""
    figures = {at for found in marked(words) for at in range(found.end - len(found.words) + 1, found.end)}
    piece = ""
    for at, character in enumerate(turn(words, lambda found: found.words.rjust(found.end - found.start, OPEN))):
        if character == OPEN:
            continue
        if piece and character not in _NEVER_FIRST and _ends(piece[-1], clauses, at in figures):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _ends(last: str, clauses: bool, figure: bool) -> bool:
    """Whether a line may end after the character `last`; inside a figure, at a space only."""
    return last.isspace() or (not figure and (last in HANGING if clauses else is_han(last)))
