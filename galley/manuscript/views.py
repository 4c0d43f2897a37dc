"""The stored text of a source on manuscript paper, as pages and pictures show it: near, and from afar in four inks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from galley.evidence.examine import Evidence, TextSpan
from galley.manuscript.paper import (
    INKS,
    SIDE,
    Address,
    Ink,
    Manuscript,
    ManuscriptSheet,
    PaperCell,
    Row,
    manuscript,
    sentence,
)
from galley.marks import mark
from galley.model import Source
from galley.story.load import Story
from galley.story.memo import memoised

STEP, ROW = 6, 8  # of the miniature: from cell to cell, from row to row


@dataclass(frozen=True, slots=True)
class Stretch:
    """Cells of a row that are marked alike. `fact` stands in them; `address` where it begins in them."""

    cells: tuple[str, ...]
    quoted: bool
    fact: str = ""
    address: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """A sheet as its page shows it."""

    sheet: ManuscriptSheet
    rows: tuple[tuple[Stretch, ...], ...]
    entries: tuple[tuple[Address, str], ...]  # the facts that begin on it
    begin: tuple[tuple[tuple[Address, str], ...], ...]  # the same by row
    miniature: Mapping[Ink, str]

    def written(self, row: int) -> int:
        """Up to which cell a row is written on."""
        cells = [cell for stretch in self.rows[row] for cell in stretch.cells]
        return max((at for at, cell in enumerate(cells, start=1) if cell.strip()), default=0)

    @property
    def blank(self) -> str:
        """The lines of a sheet on which nothing is written."""
        return "".join(f"M0 {y * ROW + STEP // 2}h{SIDE * STEP}" for y in range(SIDE))


@memoised
def paper(story: Story, source: str) -> Manuscript:
    """The manuscript of a stored source."""
    return _paper(story.texts[source], _evidence(story).get(source, ()))


@lru_cache(maxsize=16)
def _paper(text: str, evidence: tuple[Evidence, ...]) -> Manuscript:
    """Kept from one save of a preview to the next, most of which change no source."""
    return manuscript(text, evidence)


@memoised
def _evidence(story: Story) -> Mapping[str, tuple[Evidence, ...]]:
    """The evidence by source."""
    found: dict[str, list[Evidence]] = {}
    for one in story.evidence.values():
        found.setdefault(one.source, []).append(one)
    return {source: tuple(of) for source, of in found.items()}


@memoised
def credit(story: Story, source: str) -> Source:
    """A source as pages name it: without its note, and without its pin, which any other word of its text changes."""
    return story.sources[source].model_copy(update={"sha256": None, "taken": None, "note": None})


@memoised
def _by_source(story: Story) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fact in story.facts.values():
        if fact.source:
            found.setdefault(fact.source, []).append(fact.id)
    return found


def facts_of_source(story: Story, source: str) -> list[str]:
    """The facts that rest on a source."""
    return _by_source(story).get(source, [])


def where(story: Story, fact_id: str) -> Address | None:
    """Where a fact begins in the text of its source, if that is stored."""
    source = story.facts[fact_id].source
    return paper(story, source).addresses.get(fact_id) if source and source in story.texts else None


@memoised
def leaves(story: Story, source: str) -> tuple[ShownSheet, ...]:
    """The sheets of a stored source."""
    return tuple(
        ShownSheet(
            sheet,
            tuple(
                tuple(_stretches(story, sheet.number, number, row)) for number, row in enumerate(sheet.rows, start=1)
            ),
            begun := _begun(paper(story, source), sheet),
            tuple(tuple(row) for _, row in groupby(begun, key=lambda entry: entry[0].row)),
            _miniature(sheet.rows),
        )
        for sheet in paper(story, source).sheets
    )


def _begun(paper: Manuscript, sheet: ManuscriptSheet) -> tuple[tuple[Address, str], ...]:
    """Where facts begin on a sheet, each at its first place in the text."""
    return tuple((at, fact) for at, fact in sheet.facts if paper.addresses[fact] == at)


@memoised
def around(story: Story, fact_id: str) -> tuple[tuple[int, tuple[Stretch, ...]], ...]:
    """The rows on which a fact's quotation stands, and one of its sentence on either side, each with its number."""
    start = where(story, fact_id)
    if start is None:
        return ()
    source, quote = story.facts[fact_id].source or "", story.evidence[fact_id].quote
    sheet = paper(story, source).sheets[start.sheet - 1]
    quoted, told = _rows_of(sheet, quote), _rows_of(sheet, sentence(story.texts[source], quote))
    near = [number for number in told if quoted[0] - 1 <= number <= quoted[-1] + 1]
    return tuple((number, tuple(_stretches(story, start.sheet, number, sheet.rows[number - 1]))) for number in near)


def _rows_of(sheet: ManuscriptSheet, span: TextSpan) -> list[int]:
    """The numbers of the rows on which a stretch of the text stands."""
    rows = enumerate(sheet.rows, start=1)
    return [number for number, row in rows if any(cell and span.start <= cell.at < span.end for cell in row)]


def _stretches(story: Story, sheet: int, number: int, row: Row) -> Iterator[Stretch]:
    at = 0
    for (fact, quoted), group in groupby(row, key=_alike):
        cells = list(group)
        first = cells[0]
        begins = str(Address(sheet, number, at + 1)) if fact and first and first.first else ""
        yield Stretch(tuple(map(_character, cells)), quoted, fact, begins, _style(story, fact) if fact else "")
        at += len(cells)


def _alike(cell: PaperCell | None) -> tuple[str, bool]:
    return ((cell.fact or "") if cell else "", bool(cell and cell.quoted))


def _character(cell: PaperCell | None) -> str:
    if cell is None or not cell.printed:
        return ""
    return mark("quote", "cell", cell.character) if cell.character.isnumeric() else cell.character


def _style(story: Story, fact_id: str) -> str:
    """How its cells are underlined: a figure, an inferred one, or words that are no figure."""
    if story.status(fact_id) == "inferred":
        return "inferred"
    return "" if story.evidence[fact_id].figure else "said"


def _miniature(rows: tuple[Row, ...]) -> dict[Ink, str]:
    """A sheet seen from afar: by ink, the middle lines of its runs of cells, which strokes cut into cells again."""
    paths: dict[Ink, str] = dict.fromkeys(INKS, "")
    for y, row in enumerate(rows):
        x = 0
        for ink, group in groupby(row, key=lambda cell: cell.ink if cell else None):
            length = len(list(group))
            if ink:
                paths[ink] += f"M{x * STEP} {y * ROW + STEP // 2}h{length * STEP}"
            x += length
    return paths


@dataclass(frozen=True, slots=True)
class Xray:
    """A stored source seen through: what of it is evidence, and what nobody has used."""

    source: Source
    inks: Mapping[Ink, int]  # how many characters each has
    leaves: tuple[ShownSheet, ...]

    @property
    def characters(self) -> int:
        return sum(self.inks.values())


@memoised
def xray(story: Story, source: str) -> Xray:
    """A source whose text is stored, seen through."""
    inks = paper(story, source).inks()
    return Xray(story.sources[source], {ink: inks[ink] for ink in INKS}, leaves(story, source))


def first_stored(story: Story) -> str | None:
    """The source that the story rests on: the first whose text is stored."""
    return next((name for name in story.sources if name in story.texts), None)
