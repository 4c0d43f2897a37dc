"""The ledger: every fact in the order of the line, with the keys by which a reader may sort it anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from galley.manuscript.paper import Address
from galley.manuscript.views import where
from galley.pages.notes import Note, note_of
from galley.pages.occurrences import Occurrence
from galley.pages.sections import ShownSection
from galley.story.lines import lines
from galley.story.load import Story
from galley.story.voice import Voice

STATUSES = ("checked", "inferred", "derived", "cited")


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A fact, the sections that print it, and where it stands in its source."""

    note: Note
    sections: tuple[ShownSection, ...]
    leads: bool  # printed before the first section
    address: Address | None

    @property
    def printed(self) -> bool:
        return self.leads or bool(self.sections)


@dataclass(frozen=True, slots=True)
class LedgerGroup:
    """The facts that a section prints first; without a section, those that none prints."""

    section: ShownSection | None
    entries: tuple[LedgerEntry, ...]


def groups(
    voice: Voice, sections: Iterable[ShownSection], uses_of: Callable[[str], Iterable[Occurrence]]
) -> tuple[LedgerGroup, ...]:
    """All facts under the section that prints them first."""
    known = {section.id: section for section in sections}
    found: dict[str, list[LedgerEntry]] = {name: [] for name in (*known, "")}
    for name in (name for name in voice.story.facts if name not in lines(voice.story)):
        entry = _entry(voice, name, known, uses_of(name))
        found[entry.sections[0].id if entry.sections else ""].append(entry)
    return tuple(LedgerGroup(known.get(name), tuple(entries)) for name, entries in found.items() if entries)


def sums(found: Iterable[LedgerGroup]) -> dict[str, int]:
    """How many facts each filter of the ledger shows."""
    entries = [entry for group in found for entry in group.entries]
    status = Counter(entry.note.status for entry in entries)
    return {
        "checked": status["checked"],
        "inferred": status["inferred"] + status["derived"],
        "cited": status["cited"],
        "unprinted": sum(not entry.printed for entry in entries),
    }


def _entry(voice: Voice, fact: str, shown: Mapping[str, ShownSection], printed: Iterable[Occurrence]) -> LedgerEntry:
    sections = {one.section for one in printed if one.edition == voice.edition.id}
    known = sorted((shown[name] for name in sections & shown.keys()), key=lambda section: section.number)
    return LedgerEntry(note_of(voice, fact), tuple(known), not sections <= shown.keys(), where(voice.story, fact))


def order_css(story: Story) -> str:
    """Rules that hold, for each fact, its place by source, by date and by status; sorting needs no script."""
    names = [name for name in story.facts if name not in lines(story)]
    sources = {name: number for number, name in enumerate(story.sources)}

    def by_source(name: str) -> tuple[int, Address]:
        source = story.facts[name].source
        return (sources[source] if source else len(sources), where(story, name) or Address(0, 0, 0))

    def by_date(name: str) -> tuple[date, date]:
        as_of = story.facts[name].as_of
        known = (as_of.first, as_of.last) if as_of else (None, None)
        return (known[0] or known[1] or date.max, known[1] or date.max)

    ranks = [
        {name: rank for rank, name in enumerate(ordered, start=1)}
        for ordered in (
            sorted(names, key=by_source),
            sorted(names, key=by_date),
            sorted(names, key=lambda name: STATUSES.index(story.status(name))),
        )
    ]
    return "".join(f'[id="{name}"]{{--b:{ranks[0][name]};--c:{ranks[1][name]};--d:{ranks[2][name]}}}' for name in names)
