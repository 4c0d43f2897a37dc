"""The whole story, read and cross-checked; or all of its problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from galley.charts.model import Chart
from galley.derive import Value
from galley.errors import Place, Problem
from galley.evidence import Evidence
from galley.model import Edition, Fact, Qualifier, Section, Site, Source, Status, Term, Text, Unit
from galley.reader import Vocabulary
from galley.tables import Table
from galley.yamlfile import Document

Kind = Literal["site", "edition", "unit", "qualifier", "term", "source", "fact", "chart", "string", "section"]


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that the site is made of. What it refers to exists, and every quoted figure has been read back."""

    root: Path
    site: Site
    editions: Mapping[str, Edition]  # in the order of story.yaml; the first is the source edition
    units: Mapping[str, Unit]
    qualifiers: Mapping[str, Qualifier]
    terms: Mapping[str, Term]
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    charts: Mapping[str, Chart]
    texts: Mapping[str, str]  # by source id: the stored text, as it is in the file
    tables: Mapping[str, Table]
    sections: Mapping[str, tuple[Section, ...]]  # by edition id; an edition made by script has those of its origin
    strings: Mapping[str, Text]  # the words of the interface
    vocabulary: Vocabulary
    evidence: Mapping[str, Evidence]
    values: Mapping[str, Value]
    documents: Mapping[tuple[Kind, str], tuple[Document, tuple[str, ...]]]  # where each entry is written
    warnings: tuple[Problem, ...] = ()

    def place(self, kind: Kind, name: str = "", *keys: str | int) -> Place:
        """Where the editor wrote it: `story.place("fact", "rail.length", "value")`."""
        document, start = self.documents[kind, name]
        return document.place(*start, *keys)

    def status(self, fact_id: str) -> Status:
        """How far a reader may believe the fact."""
        fact = self.facts[fact_id]
        if fact.derived:
            return "derived"
        if fact.inferred:
            return "inferred"
        return "checked" if fact.source in self.texts else "cited"


def load_story(root: Path) -> Story:
    """Reads the story in the folder `root`. Raises StoryError with every problem found."""
    raise NotImplementedError
