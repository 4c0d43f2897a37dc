"""The whole story, read and cross-checked; or all of its problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

from galley.charts.model import Chart
from galley.clean import Clean, recall_clean
from galley.errors import Place, Problem, StoryError, in_order
from galley.evidence.companions import companion_problems
from galley.evidence.derivations import Value
from galley.evidence.derive import derive
from galley.evidence.examine import Evidence, examine
from galley.folder import survey
from galley.inputs.files import unseen_names
from galley.inputs.tables import FOLDER, Table, read_table
from galley.model import Edition, Fact, Qualifier, Section, Site, Source, Status, Term, Text, Thin, Unit
from galley.numbers.numerals import SYSTEMS, System
from galley.numbers.vocabulary import Vocabulary, as_before
from galley.series import Point, Series
from galley.stamp import engine
from galley.store import NOTHING_KEPT, Store, digest
from galley.story import checks
from galley.story.checks.orphans import orphans
from galley.story.checks.references import tables_named, unknown_table
from galley.story.draft import Draft, read_draft
from galley.story.entries import Documents, EntryKind
from galley.story.passages import Wording
from galley.walk import reached


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that the site is made of. What it refers to exists, and every quoted figure has been read back."""

    root: Path
    site: Site
    editions: Mapping[str, Edition]  # in the order of story.yaml; the first is the source edition
    units: Mapping[str, Unit]
    qualifiers: Mapping[str, Qualifier]
    terms: Mapping[str, Term]
    systems: Mapping[str, System]  # of numbers: those built in and those of data/numbers.yaml
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    series: Mapping[str, Series]
    points: Mapping[str, Point]  # by the fact that each is
    charts: Mapping[str, Chart]
    texts: Mapping[str, str]  # by source id: the stored text, as it is in the file
    tables: Mapping[str, Table]
    sections: Mapping[str, tuple[Section, ...]]  # by edition id; an edition made by script has those of its origin
    strings: Mapping[str, Text]  # the words of the interface
    wordings: tuple[Wording, ...]  # every text that readers see outside the sections, in the order of the files
    vocabulary: Vocabulary
    evidence: Mapping[str, Evidence]
    values: Mapping[str, Value]
    documents: Documents
    warnings: tuple[Problem, ...] = ()
    clean: Clean = field(default_factory=Clean, repr=False, compare=False)  # words in which nothing was found before
    memo: dict[tuple[Any, ...], Any] = field(default_factory=dict, repr=False, compare=False)  # see `memoised`

    @property
    def shown(self) -> Mapping[str, Chart]:
        """The charts that have not been withdrawn."""
        return {name: chart for name, chart in self.charts.items() if chart.withdrawn is None}

    def place(self, kind: EntryKind, name: str = "", *keys: str | int) -> Place:
        """Where the editor wrote it, `story.place("fact", "trip.length", "value")`, or its id if no key is given."""
        document, start = self.documents[kind, name]
        return document.place(*start, *keys) if keys else document.key(*start)

    def in_unit(self, fact_id: str, unit: str | None = None) -> Fraction:
        """A fact's number in `unit`, or else in the base unit of what it measures; one without a unit as it is."""
        value = self.values[fact_id]
        number = Fraction(value.number or 0)
        if value.unit is None:
            return number
        return number * self.units[value.unit].size / (self.units[unit].size if unit else 1)

    def thin(self, fact_id: str) -> Thin | None:
        """How little stands behind a fact, or behind one of those that it is calculated from."""
        behind = (self.facts[name] for name in reached([fact_id], lambda name: self.facts[name].parts))
        return next((fact.thin for fact in behind if fact.thin), None)

    def status(self, fact_id: str) -> Status:
        """How far a reader may believe the fact."""
        fact = self.facts[fact_id]
        if fact.derived:
            return "derived"
        if fact.inferred:
            return "inferred"
        return "checked" if fact.source in self.texts else "cited"


def load_story(root: Path, store: Store = NOTHING_KEPT, despite: bool = False) -> Story:
    """Reads the story in the folder `root`. Raises StoryError with every problem found.

    `despite`: what is wrong is passed over as far as figures can be read without it. Such a story is there to be mended
    by, and never to be published.
    """
    if refused := list(survey(root)) or list(unseen_names(root)):
        raise StoryError(refused)
    problems: list[Problem] = []
    draft = read_draft(root, problems, store)
    unsound = _cross_check(draft, problems)
    tables = _tables(draft, unsound, problems, store)
    vocabulary = as_before(
        Vocabulary(
            draft.units.found,
            draft.qualifiers.found,
            draft.terms.found,
            draft.editions.found,
            {**SYSTEMS, **draft.numbers.found},
            draft.lexicon.found,
            store,
        )
    )
    clean = recall_clean(store, digest((engine(), vocabulary)))
    problems += orphans(draft, vocabulary, clean)
    for check in checks.OF_FIGURES if draft.legible else ():
        problems += check(draft, vocabulary)
    sound = _sound(draft, unsound)
    quoting = sound if draft.legible else {}
    evidence = examine(quoting, draft.sources.found, draft.texts, vocabulary, draft.facts.place, problems, clean)
    calculable = draft.units.found, draft.qualifiers.found, tables, draft.shelf.points
    values = derive(sound, *calculable, draft.facts.place, problems)
    problems += companion_problems(sound, values, draft.units.found, draft.qualifiers.found, draft.facts.place)
    broken = any(problem.level == "error" for problem in problems)
    if draft.site is None or (broken and not (despite and draft.legible)):
        raise StoryError(problems)
    return _story(draft, draft.site, vocabulary, tables, evidence, values, problems, clean)


def _cross_check(draft: Draft, problems: list[Problem]) -> set[str]:
    """Adds what does not fit together; returns the facts that nothing more can be said of."""
    for check in checks.OF_STORY:
        problems += check(draft)
    of_facts = [found for check_facts in checks.OF_FACTS for found in check_facts(draft)]
    problems += (problem for _, problem in of_facts)
    return {name for name, _ in of_facts}


def _tables(draft: Draft, unsound: set[str], problems: list[Problem], store: Store) -> dict[str, Table]:
    """The tables that facts and charts name. What names one that cannot be read is unsound."""
    known = {path.stem for path in (draft.root / FOLDER).glob("*.csv")}
    tables: dict[str, Table | None] = {}
    for name, place, user in tables_named(draft):
        if name not in known:
            problems.append(unknown_table(name, place, user, known))
        elif name not in tables:
            tables[name] = read_table(draft.root, name, problems, store)
        if tables.get(name) is None:
            unsound.add(user)
    return {name: table for name, table in tables.items() if table is not None}


def _sound(draft: Draft, unsound: set[str]) -> dict[str, Fact]:
    """The facts that can be examined: all they refer to has loaded."""
    facts = draft.facts.found
    sound = {name for name, fact in facts.items() if name not in unsound and _referents_loaded(draft, fact)}
    while lost := {name for name in sound if not sound.issuperset(facts[name].parts)}:
        sound -= lost
    return {name: fact for name, fact in facts.items() if name in sound}


def _referents_loaded(draft: Draft, fact: Fact) -> bool:
    return (
        (fact.source is None or fact.source in draft.sources.found)
        and all(unit is None or unit in draft.units.found for unit in (fact.unit, fact.counts_as))
        and (fact.qualifier is None or fact.qualifier in draft.qualifiers.found)
    )


def _story(
    draft: Draft,
    site: Site,
    vocabulary: Vocabulary,
    tables: Mapping[str, Table],
    evidence: Mapping[str, Evidence],
    values: Mapping[str, Value],
    warnings: list[Problem],
    clean: Clean,
) -> Story:
    editions = draft.editions.found
    return Story(
        root=draft.root,
        site=site,
        editions=MappingProxyType(editions),
        units=MappingProxyType(draft.units.found),
        qualifiers=MappingProxyType(draft.qualifiers.found),
        terms=MappingProxyType(draft.terms.found),
        systems=vocabulary.systems,
        sources=MappingProxyType(draft.sources.found),
        facts=MappingProxyType(draft.facts.found),
        series=MappingProxyType(draft.shelf.series.found),
        points=MappingProxyType(draft.shelf.points),
        charts=MappingProxyType(draft.charts.found),
        texts=MappingProxyType(draft.texts),
        tables=MappingProxyType(dict(tables)),
        sections=MappingProxyType({name: _sections(draft, site, edition) for name, edition in editions.items()}),
        strings=MappingProxyType(draft.strings.found),
        wordings=tuple(one for one in draft.wordings if one.kind != "section"),  # which say why they differ to editors
        vocabulary=vocabulary,
        evidence=evidence,
        values=values,
        documents=MappingProxyType(dict(draft.documents)),
        warnings=tuple(in_order(warnings)),
        clean=clean,
    )


def _sections(draft: Draft, site: Site, edition: Edition) -> tuple[Section, ...]:
    found = draft.sections.found
    names = dict.fromkeys((*edition.first, *site.sections))
    written = (found.get(f"{edition.id}/{name}") or found.get(f"{edition.origin}/{name}") for name in names)
    return tuple(section for section in written if section)
