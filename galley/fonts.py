"""The shipped faces: cut to the characters that pages print, and asked how wide a label is before it is drawn."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Collection, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from galley.errors import Place, Problem, StoryError
from galley.marks import plain
from galley.store import Store, key_of

Face = Literal["serif", "sans"]
LATIN = MappingProxyType(
    {
        "newsreader": "Newsreader[opsz,wght].ttf",
        "newsreader-whole": "Newsreader[opsz,wght].ttf",
        "newsreader-italic": "Newsreader-Italic[opsz,wght].ttf",
    }
)
"""Families that come with the engine, for numerals and Latin; the others are files of the story's assets/fonts. What is
set in Latin throughout takes the whole face at once, so that its lines are set anew once and not twice."""
FEATURES = ("kern", "liga", "locl", "lnum", "tnum", "pnum", "ordn", "vert", "vrt2", "ccmp", "mark", "mkmk", "rvrn")

GRID = 256
"""Units to an em of a Chinese face as it is sent: a quarter lighter than with a thousand. In a headline of 150 px, no
point of an outline moves by more than a third of one."""

# Advances of the sans in thousandths of an em, in Helvetica's proportions: the reader's own face is not known. The
# common ones (Segoe UI, SF, Roboto, Noto Sans) stay below them with the allowance.
_SANS = {
    character: width
    for width, characters in {
        222: "ijl‘’", 191: "'", 260: "|", 278: " !,./:;I[\\]ft·", 333: "()-`r“”", 334: "{}", 355: '"', 389: "*",
        469: "^", 500: "Jckszvxy", 556: "#$0123456789?L_abdeghnopqu–", 584: "+<=>~×÷−", 611: "FTZ",
        667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%", 944: "W", 1000: "—…", 1015: "@",
    }.items()
    for character in characters
}  # fmt: skip
_ALLOWANCE = 1.06
_BETWEEN = 0.125  # em, that `text-autospace` sets between Han and Latin
_EITHER = frozenset("“”‘’…—·")  # as wide as a Han character among Han, narrow among Latin


@lru_cache(maxsize=1 << 12)
def text_width(words: str, size: float, face: Face = "sans", weight: int = 400) -> float:
    """How many pixels `words` take in one line, without their marks: never less than what a reader's machine sets."""
    words = plain(words)
    kinds = words.translate(_KINDS)
    advances = _advances(face, weight, round(min(max(size, 6), 72)), "H" in kinds)
    meetings = kinds.count("HL") + kinds.count("LH")
    return size * (sum(map(advances.__getitem__, words)) + _BETWEEN * meetings)


def is_han(words: str) -> bool:
    """Whether every character is full-width, so that the words may stand upright in a vertical line."""
    return all(_is_wide(character) or character in _EITHER for character in plain(words))


class _Kinds(dict[int, str]):
    """By code point: H for a full-width character, L for any other letter or digit, a space for the rest."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = kind = "H" if _is_wide(character) else "L" if character.isalnum() else " "
        return kind


_KINDS = _Kinds()


class _Advances(dict[str, float]):
    """Advances in em by character, as browsers set them: at the optical size of the text's own. Each is asked once."""

    def __init__(self, face: Face, weight: int, size: int, han: bool) -> None:
        self.face, self.han = face, han
        self.glyphs, self.names, self.em = _newsreader(weight, size)

    def __missing__(self, character: str) -> float:
        self[character] = advance = self._measured(character)
        return advance

    def _measured(self, character: str) -> float:
        if _is_wide(character) or (self.han and character in _EITHER):
            return 1.0
        name = self.names.get(ord(character)) if character < "\u2200" else None
        serif: float = self.glyphs[name].width / self.em if name else 0.6
        return serif if self.face == "serif" else max(serif, _SANS.get(character, 600) * _ALLOWANCE / 1000)


@lru_cache
def _advances(face: Face, weight: int, size: int, han: bool) -> _Advances:
    return _Advances(face, weight, size, han)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


@lru_cache
def _newsreader(weight: int, size: int) -> tuple[Any, Mapping[int, str], float]:
    """Its glyphs at a place on its axes, their names by code point, and how many units are an em."""
    font = _measuring()
    return font.getGlyphSet(location={"wght": weight, "opsz": size}), font.getBestCmap(), font["head"].unitsPerEm


@lru_cache
def _measuring() -> Any:
    return _open(_packaged("newsreader"))


def font_path(root: Path, family: str, weight: int | None = None) -> Path:
    """The file of a face. Raises StoryError if the story has none."""
    if family in LATIN:
        return _packaged(family)
    path = root / "assets/fonts" / f"{family}-{weight}.woff2"
    if path.is_file():
        return path
    place = Place(path.relative_to(root).as_posix())
    raise StoryError(
        [
            Problem(
                "font-missing",
                place,
                f"{family}: there is no face of weight {weight}.",
                "Run `make fonts`, or mend `serif` of the edition in content/story.yaml.",
            )
        ]
    )


def lacking(root: Path, family: str, weight: int | None, characters: Collection[str]) -> frozenset[str]:
    """Those of `characters` that the face has no glyph for."""
    held = _characters(font_path(root, family, weight))
    return frozenset(character for character in characters if ord(character) not in held)


def cut(root: Path, family: str, weight: int | None, characters: Collection[str], store: Store) -> bytes:
    """The face as WOFF2 with nothing but `characters`; those that it lacks are left to the reader's own fonts.

    `newsreader` and `newsreader-italic` take no weight: they stay variable, from 400 to 800.
    """
    source = font_path(root, family, weight)
    held = _characters(source)
    wanted = sorted(code for code in {ord(character) for character in characters} if code in held)
    key = key_of("font", family, weight, wanted, GRID, _digest(source))
    return store.made(key, lambda: _cut(source, wanted))


def _cut(source: Path, wanted: list[int]) -> bytes:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib.scaleUpem import scale_upem
    from fontTools.varLib.instancer import instantiateVariableFont

    font = _open(source)
    subsetter = Subsetter(Options(layout_features=list(FEATURES), hinting=False))
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    if "fvar" not in font:
        scale_upem(font, GRID)
    else:
        font = instantiateVariableFont(font, {"wght": (400, 800), "opsz": (16, 72)})
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def _packaged(family: str) -> Path:
    return Path(str(files("fontpkg_newsreader"))) / "files" / LATIN[family]


def _open(path: Path) -> Any:
    """The font, read from memory, so that no file stays open behind its back."""
    from fontTools.ttLib import TTFont

    return TTFont(io.BytesIO(path.read_bytes()), lazy=True, recalcTimestamp=False)


@lru_cache
def _characters(path: Path) -> frozenset[int]:
    return frozenset(_open(path).getBestCmap())


@lru_cache
def _digest(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()
