"""What `data/proof.json` holds: every printed figure, what was checked of it, and all it takes to check it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from galley.model import Model

PATH = "data/proof.json"

Check = Literal["printed-read", "quote-found", "quote-cited", "inferred", "calculated"]
"""printed-read: the printed words were read again and are the fact · quote-found: the quotation stands in the stored
text and says so · quote-cited: it says so, and the text is not stored · inferred: part of it is our inference ·
calculated: worked out from other facts"""


class EditionRecord(Model):
    """An edition of the site."""

    lang: str
    path: str  # of its folder
    facts: str  # path of its facts


class SourceRecord(Model):
    """A source, and the pin of its text where that is stored."""

    lang: str
    text: str | None = None
    sha256: str | None = None
    taken: str | None = None


class UnitRecord(Model):
    """What a unit of the story measures, and its size in the base unit of that."""

    measures: str
    size: float | Annotated[str, Field(pattern=r"^[0-9]+/[0-9]+$")]  # 1/60 where its digits would have no end


class ReadingRecord(Model):
    """What the story adds to the shipped words of the independent reader, in one of its languages."""

    words: Mapping[str, tuple[str, ...]]
    units: Mapping[str, tuple[str, ...]]  # spelling → ids of units
    counted: tuple[str, ...]  # units of things that are only counted
    terms: tuple[str, ...]


class FigureRecord(Model):
    """A figure as an edition prints it, and every file that does."""

    fact: str
    edition: str
    words: str
    bare: bool  # a number alone, with its unit and qualifier in columns of their own
    paths: Mapping[str, int]  # every file that prints it, and how often
    checked: tuple[Check, ...]


class ProofRecord(Model):
    """The whole record."""

    verify: str  # the command by which anybody checks it
    editions: Mapping[str, EditionRecord]
    sources: Mapping[str, SourceRecord]
    units: Mapping[str, UnitRecord]
    reading: Mapping[str, ReadingRecord]
    files: Mapping[str, Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]]  # SHA-256 of each, but for this record
    figures: tuple[FigureRecord, ...]
