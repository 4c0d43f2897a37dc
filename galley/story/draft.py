"""A story as its files have it: each entry valid in itself, nothing yet compared with anything else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from galley.address import LONGEST
from galley.charts.forms import reader_of
from galley.charts.model import Chart
from galley.errors import Place, Problem
from galley.inputs.files import read_text
from galley.inputs.yamlfile import Document, front_matter, read
from galley.model import Edition, Fact, OwnWords, Qualifier, Section, Site, Source, Term, Text, Unit
from galley.numbers.numerals import System
from galley.store import NOTHING_KEPT, Store
from galley.story import themed
from galley.story.entries import ID, Documents, Entries, EntryKind, add_entries, read_entries, too_long
from galley.story.passages import Passage, Wording, passage_of, passages_of, wordings_of
from galley.story.series import Known, Shelf, read_shelf
from galley.story.stocked import only_used, with_stock
from galley.story.validation import validated
from galley.walk import Keys, names_in

SITE, CHARTS, STRINGS = "content/story.yaml", "content/charts.yaml", "content/strings.yaml"
LEXICON = "data/lexicon.yaml"
UNITS, QUALIFIERS, TERMS, NUMBERS = "data/units.yaml", "data/qualifiers.yaml", "data/terms.yaml", "data/numbers.yaml"
ENGINE = Path(__file__).parents[2]
SOURCES, SOURCE_TEXTS, FACTS = "data/sources.yaml", "data/sources", "data/facts"

# One adapter a kind, made once: making one costs more than a thousand entries.
_SITE = TypeAdapter(Site)
_SECTION = TypeAdapter(Section)
_EDITION = TypeAdapter(Edition)
_UNIT = TypeAdapter(Unit)
_QUALIFIER = TypeAdapter(Qualifier)
_TERM = TypeAdapter(Term)
_OWN_WORDS = TypeAdapter(OwnWords)
_SYSTEM = TypeAdapter(System)
_SOURCE = TypeAdapter(Source)
_FACT = TypeAdapter(Fact)
_TEXT: TypeAdapter[Text] = TypeAdapter(Text)


@dataclass(frozen=True)
class Draft:
    """What could be read. A name that is in no `found` may still be in a `failed`."""

    root: Path
    site: Site | None
    home: Document | None  # story.yaml
    editions: Entries[Edition]
    units: Entries[Unit]
    qualifiers: Entries[Qualifier]
    terms: Entries[Term]
    lexicon: Entries[OwnWords]
    numbers: Entries[System]
    sources: Entries[Source]
    facts: Entries[Fact]
    charts: Entries[Chart]
    strings: Entries[Text]
    texts: dict[str, str]  # by source
    sections: Entries[Section]  # by edition/section
    shelf: Shelf

    @cached_property
    def documents(self) -> Documents:
        """Where each entry is written, and what the whole site is told by, under no name."""
        groups: tuple[Entries[Any], ...] = (
            *(self.editions, self.units, self.qualifiers, self.terms, self.lexicon, self.numbers, self.sources),
            *(self.facts, self.shelf.series, self.charts, self.strings, self.sections),
        )
        home: dict[tuple[EntryKind, str], tuple[Document, Keys]] = {("site", ""): (self.home, ())} if self.home else {}
        return home | {(entries.kind, name): at for entries in groups for name, at in entries.written.items()}

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """Every text of the story outside the bodies of its sections."""
        site = {"": self.site} if self.site and self.home else {}
        groups: tuple[Entries[Any], ...] = (
            *(self.facts, self.shelf.series, self.charts, self.sources, self.terms, self.qualifiers, self.strings),
            self.sections,
        )
        kinds: list[tuple[EntryKind, Mapping[str, Any]]] = [("site", site), *((one.kind, one.found) for one in groups)]
        return tuple(wordings_of(kinds, self.shelf.points))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every stretch of words of the story, in each edition that has it."""
        texts = (passage_of(one, edition, self.documents) for one in self.wordings for edition in one.text)
        sections = (passages_of(section, self.documents) for section in self.sections.found.values())
        return (*texts, *chain.from_iterable(sections))

    @property
    def authored(self) -> list[str]:
        """The editions that are written, not made by script; the source edition first."""
        return [edition.id for edition in self.editions.found.values() if not edition.script]

    @property
    def legible(self) -> bool:
        """Whether all by which figures are read has loaded: without hours, 5小时32分 would be read as two figures."""
        return all(
            entries.complete for entries in (self.units, self.qualifiers, self.terms, self.lexicon, self.numbers)
        )


def read_draft(root: Path, problems: list[Problem], store: Store = NOTHING_KEPT) -> Draft:
    """Reads every file of the story once."""
    home, site, editions = _read_site(root, problems)
    sources = read_entries(root, [SOURCES], "source", _SOURCE, problems)
    own = read_entries(root, _optional(root, UNITS), "unit", _UNIT, problems)
    units = with_stock(own, editions.found.values())
    qualifiers = _read_qualifiers(root, site, problems)
    facts = _read_facts(root, problems)
    shelf = read_shelf(root, facts, Known(units, qualifiers, sources), problems, store)
    charts = read_entries(root, _optional(root, CHARTS), "chart", reader_of, problems)
    return Draft(
        root=root,
        site=site,
        home=home,
        editions=editions,
        units=only_used(units, own, _units_named(site, facts, charts)),
        qualifiers=qualifiers,
        terms=read_entries(root, _optional(root, TERMS), "term", _TERM, problems),
        lexicon=read_entries(root, _optional(root, LEXICON), "lexicon", _OWN_WORDS, problems),
        numbers=read_entries(root, _optional(root, NUMBERS), "numbers", _SYSTEM, problems),
        sources=sources,
        facts=facts,
        charts=charts,
        strings=_read_strings(root, site, home, problems),
        texts=dict(_read_source_texts(root, sources, problems)),
        sections=_read_sections(root, home, site, editions, problems),
        shelf=shelf,
    )


def _units_named(site: Site | None, facts: Entries[Fact], charts: Entries[Chart]) -> Iterator[str]:
    """Every unit that something of the story is said or measured in."""
    for model in (*([site] if site else ()), *facts.found.values(), *charts.found.values()):
        yield from (name for _, name in names_in(model, "unit"))


def _read_site(root: Path, problems: list[Problem]) -> tuple[Document | None, Site | None, Entries[Edition]]:
    """The document, the site and its editions, which are read for themselves, so that one may fail alone."""
    editions: Entries[Edition] = Entries("edition")
    home = read(root, SITE, problems)
    if home is None:
        editions.whole = False
        return None, None, editions
    raw = home.data.get("editions")
    if isinstance(raw, dict) and "editions" not in home.refused:
        add_entries(editions, home, ("editions",), raw, _EDITION, problems)
    elif "editions" in home.data:
        editions.whole = False
    data = {**home.data, "editions": editions.found} if isinstance(raw, dict) else home.data
    site = None
    if home.refused <= {"editions"}:
        site = validated(_SITE, data, home, (), "", problems)
    return home, site, editions


def _read_qualifiers(root: Path, site: Site | None, problems: list[Problem]) -> Entries[Qualifier]:
    own = read_entries(root, _optional(root, QUALIFIERS), "qualifier", _QUALIFIER, problems)
    own.whole &= site is not None  # which theme there is is not known
    if site and site.theme:
        path = themed.path_of(themed.QUALIFIERS)
        themed.add_qualifiers(own, read_entries(ENGINE, [path], "qualifier", _QUALIFIER, problems), site)
    return own


def _read_strings(root: Path, site: Site | None, home: Document | None, problems: list[Problem]) -> Entries[Text]:
    own = read_entries(root, _optional(root, STRINGS), "string", _TEXT, problems, named=False)
    if site and site.theme and home:
        path = themed.path_of(themed.STRINGS)
        words = read_entries(ENGINE, [path], "string", _TEXT, problems, named=False)
        problems += themed.add_strings(own, words, site, home)
    return own


def _optional(root: Path, path: str) -> list[str]:
    return [path] if (root / path).exists() or (root / path).is_symlink() else []


def _read_facts(root: Path, problems: list[Problem]) -> Entries[Fact]:
    """The facts of every file in their folder. A file that is not read for its name leaves their ids unknown."""
    folder = root / FACTS
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    names = [name for name in names if not name.startswith(".") and not name.endswith("~")]
    stray = [name for name in names if not name.endswith(".yaml")]
    facts = read_entries(root, (f"{FACTS}/{name}" for name in names if name not in stray), "fact", _FACT, problems)
    if not names:
        hint = "Write facts to a file of it, such as facts.yaml."
        problems.append(Problem("no-facts", Place(FACTS), f"{FACTS} holds no file.", hint))
    for name in stray:
        hint = "Give the file a name that ends with .yaml, or move it elsewhere."
        problems.append(Problem("stray-file", Place(f"{FACTS}/{name}"), f"{name} is not read.", hint))
    facts.whole = facts.whole and bool(names) and not stray
    return facts


def _read_source_texts(root: Path, sources: Entries[Source], problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """The stored texts. A source whose text cannot be read has failed: nothing is said of what quotes it."""
    for source in list(sources.found.values()):
        if source.text is None:
            continue
        text = _read_source_text(root, source.text, sources.place(source.id, "text"), problems)
        if text is None:
            sources.failed.add(source.id)
            del sources.found[source.id]
        else:
            yield source.id, text


def _read_source_text(root: Path, name: str, named_at: Place, problems: list[Problem]) -> str | None:
    if "/" in name or "\\" in name or name.startswith("."):
        hint = f"Write the name of a file in {SOURCE_TEXTS}, without a folder."
        problems.append(Problem("path-in-name", named_at, f"“{name}” leads out of {SOURCE_TEXTS}.", hint))
        return None
    return read_text(root, f"{SOURCE_TEXTS}/{name}", problems, named_at)


def _read_sections(
    root: Path, home: Document | None, site: Site | None, editions: Entries[Edition], problems: list[Problem]
) -> Entries[Section]:
    sections: Entries[Section] = Entries("section", whole=site is not None)
    if home is None or site is None:
        return sections
    for edition in editions.found.values():
        for index, name in enumerate(site.sections):
            if edition.script is None or (root / f"content/{edition.id}/{name}.md").exists():
                _read_section(root, edition.id, name, home.place("sections", index), sections, problems)
        problems += _stray_sections(root, edition, site)
    return sections


def _read_section(
    root: Path, edition: str, name: str, named_at: Place, sections: Entries[Section], problems: list[Problem]
) -> None:
    key, path = f"{edition}/{name}", f"content/{edition}/{name}.md"
    sections.failed.add(key)
    if not ID.fullmatch(name):
        hint = "Write small letters and digits, joined by hyphens."
        problems.append(Problem("bad-id", named_at, f"“{name}” cannot be the id of a section.", hint))
        return
    if len(name) > LONGEST:
        problems.append(too_long(name, named_at))
        return
    if not (root / path).exists():
        message, hint = f"{name}: its section in {edition} is missing.", f"Write {path}, or take {name} off the list."
        problems.append(Problem("missing-section", named_at, message, hint))
        return
    read_in = front_matter(root, path, problems)
    if read_in is None:
        return
    document, body, line = read_in
    sections.written[key] = document, ()
    own: dict[str, Any] = {"id": name, "edition": edition, "path": path, "line": line, "body": body}
    if stray := next((word for word in own if word in document.data), None):
        message, hint = f"{stray}: there is no key “{stray}” here.", "Delete it: it follows from the file."
        problems.append(Problem("unknown-key", document.key(stray), message, hint))
        return
    section = None if document.refused else validated(_SECTION, {**document.data, **own}, document, (), "", problems)
    if section is not None:
        sections.found[key] = section
        sections.failed.discard(key)


def _stray_sections(root: Path, edition: Edition, site: Site) -> Iterator[Problem]:
    """A section that no reader would see, because story.yaml does not list it."""
    folder = root / "content" / edition.id
    for path in sorted(folder.glob("[!.]*.md")):
        if path.stem not in site.sections:
            hint = f"List {path.stem} under sections in {SITE}, or delete the file."
            place = Place(f"content/{edition.id}/{path.name}")
            yield Problem("stray-section", place, f"{path.stem} in {edition.id} is not read.", hint)
