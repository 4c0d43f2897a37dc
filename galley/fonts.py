"""The shipped faces: cut to the characters that pages print, and asked how wide a label is before it is drawn."""

from __future__ import annotations

import hashlib
import io
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from galley.errors import Place, Problem, StoryError
from galley.folder import plain_bytes
from galley.marks import plain
from galley.store import Store, key_of

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

Face = Literal["serif", "sans"]
Location = tuple[tuple[str, float], ...]
LATIN = MappingProxyType(
    {
        "newsreader": "Newsreader[opsz,wght].ttf",
        "newsreader-whole": "Newsreader[opsz,wght].ttf",
        "newsreader-italic": "Newsreader-Italic[opsz,wght].ttf",
    }
)
"""Families that come with the engine, for numerals and Latin; the others are files of the story's assets/fonts. What is
set in Latin throughout takes the whole face at once, so that its lines are set anew once and not twice."""
FEATURES = (
    "kern", "liga", "locl", "lnum", "tnum", "pnum", "ordn",
    "vert", "vrt2", "halt", "chws", "ccmp", "mark", "mkmk", "rvrn",
)  # fmt: skip
"""`halt` tells browsers how far Chinese punctuation may close up: to the edge of a line, and to its neighbour."""

AXES = MappingProxyType({"wght": (400, 800), "opsz": (16, 72)})
"""What is kept of the axes of a variable face."""

EM = 4000
"""Units to an em in which letters are measured and drawn: Newsreader's 2000 and Noto's 1000 are whole in it."""

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
_IMPORTING = Lock()
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
        self.font = font_of(typeface(_packaged("newsreader"), (("wght", weight), ("opsz", size))))

    def __missing__(self, character: str) -> float:
        self[character] = advance = self._measured(character)
        return advance

    def _measured(self, character: str) -> float:
        if _is_wide(character) or (self.han and character in _EITHER):
            return 1.0
        glyph = self.font.get_nominal_glyph(ord(character)) if character < "\u2200" else None
        serif: float = self.font.get_glyph_h_advance(glyph) / EM if glyph else 0.6
        return serif if self.face == "serif" else max(serif, _SANS.get(character, 600) * _ALLOWANCE / 1000)


@lru_cache
def _advances(face: Face, weight: int, size: int, han: bool) -> _Advances:
    return _Advances(face, weight, size, han)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


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


def cut(root: Path, family: str, weight: int | None, characters: Collection[str], store: Store) -> bytes:
    """The face as WOFF2 with nothing but `characters`; those that it lacks are left to the reader's own fonts.

    `newsreader` and `newsreader-italic` take no weight: they stay variable, from 400 to 800.
    """
    source = typeface(font_path(root, family, weight))
    wanted = sorted({ord(character) for character in characters})
    key = key_of("font", makers(), source.stamp, wanted)
    return store.made(key, lambda: _cut(source, wanted))


def lacking(root: Path, family: str, weight: int | None, characters: Collection[str], store: Store) -> str:
    """The `characters` that the face does not have, in their order."""
    source = typeface(font_path(root, family, weight))
    wanted = sorted(characters)

    def asked() -> bytes:
        held = set(_opened(source.path, source.number, source.stamp).unicodes)
        return "".join(character for character in wanted if ord(character) not in held).encode()

    return store.made(key_of("lacking", makers(), source.stamp, wanted), asked).decode()


def _cut(source: Typeface, wanted: list[int]) -> bytes:
    import uharfbuzz as hb
    from fontTools.ttLib.scaleUpem import scale_upem

    face, kept = _opened(source.path, source.number, source.stamp), hb.SubsetInput()
    kept.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.OPTIMIZE_IUP_DELTAS
    kept.unicode_set.set(wanted)
    kept.layout_feature_tag_set.set(map(_tag, FEATURES))
    dropped = ["BASE"] if wanted else ["BASE", "GDEF"]  # for no letters at all, HarfBuzz leaves GDEF whole
    kept.drop_table_tag_set.update(map(_tag, dropped))
    for axis in face.axis_infos:
        kept.set_axis_range(face, axis.tag, *AXES[axis.tag])
    font = _tables_of(kept.subset(face).blob.data)
    if not face.axis_infos:
        scale_upem(font, GRID)
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def _tables_of(data: bytes) -> TTFont:
    """A face as its tables, whose modules are there: fontTools imports each when it is first asked for, and of two
    threads that ask at once the second may find it missing.
    """
    from fontTools.ttLib import TTFont, getTableModule

    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    tags = font.keys()
    with _IMPORTING:
        for tag in tags:
            getTableModule(tag)
    return font


def _tag(name: str) -> int:
    return int.from_bytes(name.encode())


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font file, the place on its axes, and the face of a collection in it; a story's own is known by its content."""

    path: Path
    location: Location
    number: int
    stamp: str


def typeface(path: Path, location: Location = (), number: int = 0) -> Typeface:
    """A face as its file is now."""
    stat = path.stat()
    stamp = _digest(path, stat.st_mtime_ns, stat.st_size) if _is_own(path) else path.name
    return Typeface(path, location, number, stamp)


@lru_cache(maxsize=64)
def font_of(face: Typeface) -> Any:
    """The face as HarfBuzz draws and measures it, with `EM` units to an em."""
    import uharfbuzz as hb

    font = hb.Font(_opened(face.path, face.number, face.stamp))
    font.scale = EM, EM
    font.set_variations(dict(face.location))
    return font


@lru_cache(maxsize=16)
def _opened(path: Path, number: int, stamp: str) -> Any:
    """Read once for all places on its axes. A file of a package is mapped: cards need forty characters of 32 MB."""
    import uharfbuzz as hb

    if not _is_own(path):
        return hb.Face(hb.Blob.from_file_path(str(path)), number)
    return hb.Face(_unpacked(path), number)


def _unpacked(path: Path) -> bytes:
    """A face of the story without its compression. Raises StoryError where the file is none."""
    unpacked = io.BytesIO()
    try:
        font = _tables_of(plain_bytes(path))
        font.flavor = None
        font.save(unpacked, reorderTables=None)
    except Exception as error:  # of damage fontTools tells with whatever it fell over
        message, hint = (
            f"{path.name} is no typeface, or not the whole of one.",
            "Take it back from git, or run `make fonts`.",
        )
        raise StoryError([Problem("font-broken", Place(f"assets/fonts/{path.name}"), message, hint)]) from error
    return unpacked.getvalue()


@cache
def makers() -> list[str]:
    """What letters depend on beside their words and their face: the code here, the engine and the packages of faces."""
    names = ("brotli", "fontpkg-newsreader", "fonttools", "uharfbuzz")
    return [hashlib.sha256(Path(__file__).read_bytes()).hexdigest(), *map(version, names)]


def _is_own(path: Path) -> bool:
    """Whether a face is the story's and not a package's."""
    return path.suffix == ".woff2"


@lru_cache
def _digest(path: Path, modified: int, size: int) -> str:
    return hashlib.sha256(plain_bytes(path)).hexdigest()


def _packaged(family: str) -> Path:
    return Path(str(files("fontpkg_newsreader"))) / "files" / LATIN[family]
