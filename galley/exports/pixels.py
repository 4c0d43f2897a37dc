"""A picture set straight into pixels, in few colours: hundreds take seconds, where drawing outlines takes minutes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from galley.exports.outlines import line_width, spread
from galley.fonts import Typeface, font_of

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

Faces = tuple[Typeface, ...]
Point = tuple[float, float]
COLOURS = 16
"""How many a picture has, so that two pixels fit in a byte."""


class Canvas:
    """Paper to draw on. Sizes and places are in pixels from the upper left corner; colours are #RRGGBB."""

    def __init__(self, width: int, height: int, paper: str) -> None:
        from PIL import Image, ImageDraw  # only here: most builds find their pictures kept

        self.image = Image.new("RGB", (width, height), paper)
        self.draw = ImageDraw.Draw(self.image)

    def rect(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        self.draw.rectangle((round(x), round(y), round(x + width) - 1, round(y + height) - 1), fill)

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        self.draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill)

    def line(self, points: Sequence[Point], fill: str, width: int) -> None:
        self.draw.line(list(points), fill, width, joint="curve")

    def dashes(self, points: Sequence[Point], fill: str, width: int, dash: int = 12, gap: int = 8) -> None:
        """Along upright and level lines."""
        for (x, y), (x_2, y_2) in pairwise(points):
            length = abs(x_2 - x) + abs(y_2 - y)
            along = ((x_2 - x) / length, (y_2 - y) / length) if length else (0.0, 0.0)
            for at in range(0, round(length), dash + gap):
                end = min(at + dash, length)
                stretch = [(x + along[0] * step, y + along[1] * step) for step in (at, end)]
                self.draw.line(stretch, fill, width)

    def fade(self, x: float, y: float, width: int, height: int, paper: str) -> None:
        """Lets what is drawn there go over into paper, to the right."""
        from PIL import Image

        veil = Image.linear_gradient("L").rotate(90).resize((width, height))
        self.image.paste(Image.new("RGB", (width, height), paper), (round(x), round(y)), veil)

    def words(
        self, words: str, x: float, y: float, size: float, faces: Faces, fill: str, anchor: str = "start"
    ) -> float:
        """Sets plain words on the base line `y`, from `x` or up to it, and tells how wide they are."""
        width = line_width(words, size, faces)
        x -= {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        for at, character, face in spread(words, faces):
            if face and not character.isspace():
                left, top, letter = _letter(character, face, size)
                self.draw.bitmap((round(x + at * size) + left, round(y) + top), letter, fill)
        return width

    def png(self, palette: Sequence[str]) -> bytes:
        """The picture in the colours of the palette, each pixel in the nearest."""
        from PIL import Image

        swatch = Image.new("P", (1, 1))
        rgb = [int(colour[at : at + 2], 16) for colour in palette[:COLOURS] for at in (1, 3, 5)]
        swatch.putpalette(rgb)
        packed = self.image.quantize(palette=swatch, dither=Image.Dither.NONE).tobytes("raw", "P;4")
        width, height = self.image.size
        row = (width + 1) // 2
        lines = b"".join(b"\0" + packed[at : at + row] for at in range(0, len(packed), row))
        head = struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)
        parts = (("IHDR", head), ("PLTE", bytes(rgb)), ("IDAT", zlib.compress(lines, 7)), ("IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name.encode(), content) for name, content in parts)


def blend(colour: str, paper: str, part: float) -> str:
    """The colour on paper of which `part` shows."""
    mixed = (round(int(colour[at : at + 2], 16) * part + int(paper[at : at + 2], 16) * (1 - part)) for at in (1, 3, 5))
    return "#" + "".join(f"{one:02X}" for one in mixed)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


@lru_cache(maxsize=1 << 13)
def _letter(character: str, face: Typeface, size: float) -> tuple[int, int, Image]:
    """A letter as a mask, and where its upper left corner is from the point at which it is set on its base line."""
    from PIL import Image, ImageDraw

    font = _font(face, size)
    left, top, right, bottom = map(round, font.getbbox(character, anchor="ls"))
    letter = Image.new("L", (max(right - left, 1), max(bottom - top, 1)))
    ImageDraw.Draw(letter).text((-left, -top), character, 255, font, anchor="ls")
    return left, top, letter


@lru_cache(maxsize=256)
def _font(face: Typeface, size: float) -> FreeTypeFont:
    from PIL import ImageFont

    font = ImageFont.truetype(face.path, size, face.number, layout_engine=ImageFont.Layout.BASIC)
    place = dict(face.location)
    axes = font_of(face).face.axis_infos
    if place:
        font.set_variation_by_axes([place.get(axis.tag, axis.default_value) for axis in axes])
    return font
