"""Words as outlines of the shipped typefaces, so that a picture is the same on a machine without any fonts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

from galley.charts import fit
from galley.charts.drawing import converter
from galley.charts.fit import HANGING
from galley.fonts import EM, LATIN, Typeface, font_of, font_path, is_han, makers, typeface
from galley.languages import is_cjk
from galley.marks import CLOSE, MIDDLE, OPEN, Marked, plain, turn

_SANS = Path(__file__).parent.parent / "faces"
"""Noto Sans for Latin, and in the shapes of the mainland and of Hong Kong, cut by `make fonts`."""


def serif(root: Path, family: str | None, weight: int, size: float = 72, italic: bool = False) -> tuple[Typeface, ...]:
    """Latin from Newsreader, then the story's own display face; a character is taken from the first that has it.

    `size` in pixels chooses the optical size, as browsers do: the smaller, the wider its letters.
    """
    latin = font_path(root, "newsreader-italic" if italic else "newsreader")
    faces = (typeface(latin, (("wght", min(weight, 800)), ("opsz", round(min(max(size, 16), 72))))),)
    if family is None or family in LATIN:
        return faces
    return (*faces, typeface(font_path(root, family, 900 if weight > 700 else 600)))


def sans(lang: str, weight: int) -> tuple[Typeface, ...]:
    """For small Han text, and for Han that the display face lacks; in the shapes of the language, then in others."""
    han = ("noto-sans-hk", "noto-sans-sc") if lang.startswith("zh-Hant") else ("noto-sans-sc", "noto-sans-hk")
    families = han if is_cjk(lang) else ("noto-sans", *han)  # quotes are narrow in Latin
    return tuple(typeface(_SANS / f"{family}-{400 if weight < 550 else 700}.woff2") for family in families)


def line_width(words: str, size: float, faces: tuple[Typeface, ...]) -> float:
    """How wide `words` are in one line. Han and Latin stand an eighth of an em apart; large sizes need no kerning."""
    return size * _ems(words, faces)


@lru_cache(maxsize=1 << 12)
def _ems(words: str, faces: tuple[Typeface, ...]) -> float:
    gaps = sum(_meet(left, right) for left, right in pairwise(words))
    glyphs = _glyphs(faces)
    return sum(glyphs[character].width for character in words) / EM + gaps / 8


def spread(words: str, faces: tuple[Typeface, ...]) -> Iterator[tuple[float, str, Typeface | None]]:
    """Where each character of a line stands, in ems from its beginning, and the face that has it, if any has."""
    x, glyphs = 0, _glyphs(faces)
    for before, character in zip(("", *words), words, strict=False):
        x += EM // 8 if _meet(before, character) else 0
        glyph = glyphs[character]
        yield x / EM, character, glyph.face
        x += glyph.width


def line_path(words: str, faces: tuple[Typeface, ...]) -> str:
    """The outlines of `words` in one line from (0, 0), to be `scaled`."""
    glyphs = _glyphs(faces)
    steps = ((round(x * EM), glyphs[character].path) for x, character, _ in spread(words, faces))
    return "".join(f"M{x} 0{path}" for x, path in steps if path)


def column_path(words: str, faces: tuple[Typeface, ...]) -> str:
    """The outlines of Han `words` from top to bottom, from (0, 0), to be `scaled`."""
    glyphs = _glyphs(faces)
    return "".join(f"{_cell(row, one)}{glyphs[one].path}" for row, one in enumerate(words))


_CORNERED = frozenset("\uff0c\u3001\u3002")
"""Marks that stand in the lower left of their cell in a line, and in its upper right in a column."""


def _cell(row: int, character: str) -> str:
    """The step to where a character of a column begins."""
    aside = 0.6 if character in _CORNERED else 0.0
    return f"M{round(aside * EM)} {round((row + 0.88 - aside) * EM)}"


def scaled(size: float) -> str:
    """The transform that gives outlines the size of their type in pixels."""
    return f"scale({size / EM:.6g})"


@dataclass(frozen=True, slots=True)
class _Glyph:
    """How wide a character is, its outlines in steps from where it stands, and the face that has it."""

    width: int
    path: str
    face: Typeface | None


class _Glyphs(dict[str, _Glyph]):
    """By character, from the first face that has it; a character that none has is a gap of half an em."""

    def __init__(self, faces: tuple[Typeface, ...]) -> None:
        self.faces = faces

    def __missing__(self, character: str) -> _Glyph:
        self[character] = glyph = self._drawn(character)
        return glyph

    def _drawn(self, character: str) -> _Glyph:
        for face in self.faces:
            font = font_of(face)
            glyph = font.get_nominal_glyph(ord(character))
            if glyph is not None:
                pen = _Pen()
                font.draw_glyph_with_pen(glyph, pen)
                return _Glyph(font.get_glyph_h_advance(glyph), "".join(pen.path), face)
        return _Glyph(EM // 2, "", None)


@cache
def _glyphs(faces: tuple[Typeface, ...]) -> _Glyphs:
    """What has been asked of a chain of faces, so that the chain is looked up once a line and not once a letter."""
    return _Glyphs(faces)


_Point = tuple[float, float]


class _Pen:
    """Writes what is drawn as the steps of a path in SVG, whose axis points down."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.at = self.start = (0, 0)

    def moveTo(self, point: _Point) -> None:
        self.start = self._step("m", point)

    def lineTo(self, point: _Point) -> None:
        self._step("l", point)

    def qCurveTo(self, *points: _Point) -> None:
        self._step("q", *points)

    def curveTo(self, *points: _Point) -> None:
        self._step("c", *points)

    def closePath(self) -> None:
        self.path.append("z")
        self.at = self.start

    def _step(self, command: str, *points: _Point) -> tuple[int, int]:
        whole = [(round(x), -round(y)) for x, y in points]
        self.path.append(command + " ".join(f"{x - self.at[0]} {y - self.at[1]}" for x, y in whole))
        self.at = whole[-1]
        return self.at


@lru_cache(maxsize=1 << 12)
def _meet(before: str, character: str) -> bool:
    """Whether Han and Latin letters or digits meet here."""
    return bool(before and before.isalnum() and character.isalnum() and is_han(before) != is_han(character))


def picture(svg: str, scale: float = 1) -> bytes:
    """The drawing in pixels."""
    return bytes(converter().svg_to_png(svg, scale=scale))


@cache
def painters(code: str) -> list[str]:
    """What a picture depends on beside words and faces: the code in the file `code`, here and in `fit`; packages."""
    drawn_by = (hashlib.sha256(Path(file).read_bytes()).hexdigest() for file in (code, __file__, fit.__file__))
    return [*drawn_by, version("vl-convert-python"), *makers()]


@dataclass(frozen=True, slots=True)
class Setting:
    """Words set in a chain of faces; punctuation at the end of a line hangs over."""

    size: float
    faces: tuple[Typeface, ...]

    def width(self, words: str) -> float:
        """Pixels that marked words take in one line."""
        return line_width(plain(words).rstrip(HANGING), self.size, self.faces)


def lines_of(words: str, size: float, faces: tuple[Typeface, ...], room: float, clauses: bool = False) -> list[str]:
    """Marked `words` in plain lines within `room`, broken as labels of charts are; a long figure at its spaces too.

    Han fill each line: to make the last as long as the others would part words that a reader takes as one.
    """
    loose, evenly = turn(words, _word_by_word), not any(map(is_han, plain(words)))
    return [plain(line) for line in fit.wrap(loose, room, Setting(size, faces), evenly=evenly, clauses=clauses)]


def _word_by_word(found: Marked) -> str:
    return " ".join(f"{OPEN}{found.kind}:{found.name}{MIDDLE}{word}{CLOSE}" for word in found.words.split(" "))
