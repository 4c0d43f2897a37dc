"""Takes the Chinese faces from their npm packages and cuts them to a wide, but not endless, set of characters.

    python tools/fonts.py      writes assets/fonts/ and galley/faces/, with licences; needs npm and the network, once

The build cuts these files further, to what the pages print, and needs neither.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import opencc
from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.woff2 import WOFF2FlavorData

ROOT = Path(__file__).resolve().parent.parent
VERSION = "5.3.0"


class Family(NamedTuple):
    """Where its faces go, their weights, how GB 2312 becomes what they must hold, and whether all of that is held."""

    folder: str
    weights: tuple[int, ...]
    conversion: str = ""
    whole: bool = False


FAMILIES = {
    "noto-serif-sc": Family("assets/fonts", (600, 900)),
    "noto-serif-hk": Family("assets/fonts", (600, 900), "s2hk"),
    "noto-sans": Family("galley/faces", (400, 700)),
    "noto-sans-sc": Family("galley/faces", (400, 700), whole=True),  # for what the engine draws of any story
    "noto-sans-hk": Family("galley/faces", (400, 700), "s2hk", whole=True),
}
PUNCTUATION = "".join(
    map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2040), *range(0x3000, 0x3020)])
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        packages = install(Path(folder))
        for family, (into, weights, conversion, whole) in FAMILIES.items():
            wanted, folder_of_family = characters(conversion, whole), ROOT / into
            folder_of_family.mkdir(parents=True, exist_ok=True)
            shutil.copy(packages / family / "LICENSE", folder_of_family / f"{family}.LICENSE.txt")
            for weight in weights:
                target = folder_of_family / f"{family}-{weight}.woff2"
                target.write_bytes(cut(slices(packages / family / "files", family, weight, wanted), wanted))
                print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.2f} MB")


def install(folder: Path) -> Path:
    """The folder of the downloaded packages."""
    names = [f"@fontsource/{family}@{VERSION}" for family in FAMILIES]
    subprocess.run(["npm", "install", "--silent", "--no-save", "--prefix", str(folder), *names], check=True)
    return folder / "node_modules/@fontsource"


def characters(conversion: str, whole: bool = False) -> set[int]:
    """GB 2312, level 1 or the `whole`, and all that the story uses, converted for another script; and punctuation."""
    last = 0xF8 if whole else 0xD8
    everything = story_text() + "".join(
        bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, last) for low in range(0xA1, 0xFF)
    )
    if conversion:
        everything += opencc.OpenCC(conversion).convert(everything)
    fullwidth = "".join(map(chr, range(0xFF01, 0xFF5F)))
    return {ord(character) for character in everything + PUNCTUATION + fullwidth if character.isprintable()}


def story_text() -> str:
    files = [path for folder in ("content", "data") for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    return "".join(path.read_text(encoding="utf-8") for path in files)


def slices(folder: Path, family: str, weight: int, wanted: set[int]) -> Iterable[TTFont]:
    """The files of the family that hold a wanted character: one of 8,000, or a hundred of a few."""
    named = "latin*" if family == "noto-sans" else "chinese-*"
    whole = sorted(folder.glob(f"{family}-{named}-{weight}-normal.woff2"))
    for path in whole or sorted(folder.glob(f"{family}-*-{weight}-normal.woff2")):
        font = TTFont(path)
        held = wanted & set(font.getBestCmap())
        if held:
            yield reduced(font, held)
            wanted = wanted - held


def reduced(font: TTFont, wanted: set[int]) -> TTFont:
    options = Options(
        layout_features=["vert", "vrt2", "halt", "chws"],
        name_IDs=[0, 1, 2, 4, 5, 6, 13, 14],
        hinting=False,
        notdef_outline=True,
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font.flavor = None
    return font


def cut(fonts: Iterable[TTFont], wanted: set[int]) -> bytes:
    """One font out of the slices, as WOFF2."""
    parts = list(fonts)
    merged = parts[0] if len(parts) == 1 else merge(parts)
    merged = reduced(merged, wanted)
    merged["head"].created = merged["head"].modified = parts[0]["head"].created  # the same file at any time
    merged.recalcTimestamp = False
    merged.flavor = "woff2"
    merged.flavorData = WOFF2FlavorData(transformedTables=())  # a fifth larger, and decoded forty times as fast
    written = io.BytesIO()
    merged.save(written)
    return written.getvalue()


def merge(parts: list[TTFont]) -> TTFont:
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for index, part in enumerate(parts):
            paths.append(str(Path(folder) / f"{index}.ttf"))
            part.save(paths[-1])
        return Merger().merge(paths)


if __name__ == "__main__":
    main()
