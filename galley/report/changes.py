"""What differs on the printed page between two proofs of a story: figures, quotes, charts, words, pages, warnings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from galley.build import Build
from galley.charts.forms import is_drawn
from galley.editions.figures import printed
from galley.errors import Problem
from galley.exports.charts import chart_svg
from galley.marks import plain, unmarked
from galley.markup import parsed
from galley.pages.addresses import address
from galley.pages.occurrences import Occurrence
from galley.report.places import places
from galley.store import Store
from galley.story.voice import Voice, voice_of

STALE = frozenset({"translation-stale", "translation-undeclared"})
What = Literal["changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that an edition prints otherwise than before, and where; empty where it is not printed."""

    fact: str
    edition: str
    before: str
    after: str
    places: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class QuoteChange:
    """What a fact rests on, before and after: its source, and the words of it."""

    fact: str
    before: tuple[str, str]
    after: tuple[str, str]


@dataclass(frozen=True, slots=True)
class ChartChange:
    """A chart that looks otherwise in an edition."""

    chart: str
    edition: str
    what: What


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs, each list in the order of the story."""

    figures: tuple[FigureChange, ...]
    facts_added: tuple[str, ...]
    facts_removed: tuple[str, ...]
    quotes: tuple[QuoteChange, ...]
    texts: tuple[str, ...]  # sources whose stored text is another
    charts: tuple[ChartChange, ...]
    words: tuple[tuple[str, str], ...]  # (page, section) of the feature whose words changed beside their figures
    stale: tuple[Problem, ...]
    warnings: tuple[Problem, ...]  # new ones
    settled: tuple[Problem, ...]  # warnings that were given before, and are no more
    pages_added: tuple[str, ...]
    pages_removed: tuple[str, ...]

    @property
    def any(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)


def compare(before: Build, after: Build, store: Store) -> Changes:
    """What `after` changes."""
    new = _added(before.warnings, after.warnings)
    pages = [{path for path in proof.paths if path.endswith(".html")} for proof in (before, after)]
    return Changes(
        figures=tuple(_figures(before, after)),
        facts_added=tuple(name for name in after.story.facts if name not in before.story.facts),
        facts_removed=tuple(name for name in before.story.facts if name not in after.story.facts),
        quotes=tuple(_quotes(before, after)),
        texts=tuple(name for name, text in after.story.texts.items() if before.story.texts.get(name, text) != text),
        charts=tuple(_charts(before, after, store)),
        words=tuple(_words(before, after)),
        stale=tuple(problem for problem in new if problem.rule in STALE),
        warnings=tuple(problem for problem in new if problem.rule not in STALE),
        settled=tuple(_added(after.warnings, before.warnings)),
        pages_added=tuple(sorted(pages[1] - pages[0])),
        pages_removed=tuple(sorted(pages[0] - pages[1])),
    )


def _added(old: tuple[Problem, ...], new: tuple[Problem, ...]) -> list[Problem]:
    """Warnings that were not given before; on which line they stand does not matter."""
    known = {(problem.rule, problem.place.path, problem.message) for problem in old}
    return [problem for problem in new if (problem.rule, problem.place.path, problem.message) not in known]


def _figures(before: Build, after: Build) -> Iterator[FigureChange]:
    """A change for each fact, edition and pair of words, in the order of the story.

    Pages that follow from others count only where they say what the fact says in their own edition: they quote the
    other editions too, and repeat a figure more often or less as its sentences come and go.
    """
    was, now = _by_spot(before), _by_spot(after)
    found: dict[tuple[str, str, str, str], list[Occurrence]] = defaultdict(list)
    for spot in dict.fromkeys((*now, *was)):
        for old, new in zip_longest(*_unlike(was.get(spot, []), now.get(spot, []))):
            here = new or old
            found[here.fact, here.edition, old.words if old else "", new.words if new else ""].append(here)
    names = [*after.story.facts, *before.story.facts]
    editions = [*after.story.editions, *before.story.editions]
    for words in sorted(found, key=lambda one: (names.index(one[0]), editions.index(one[1]))):
        if any(place.authored for place in found[words]) or words == _restated(before, after, *words[:2]):
            yield FigureChange(*words, tuple(found[words]))


def _restated(before: Build, after: Build, fact: str, edition: str) -> tuple[str, str, str, str] | None:
    """What an edition says of a fact before and after, if both builds have them."""
    if any(fact not in proof.story.facts or edition not in proof.story.editions for proof in (before, after)):
        return None
    old, new = (plain(printed(voice_of(of.story, edition), fact)) for of in (before, after))
    return fact, edition, old, new


def _by_spot(proof: Build) -> dict[tuple[str, ...], list[Occurrence]]:
    found: dict[tuple[str, ...], list[Occurrence]] = defaultdict(list)
    for one in places(proof):
        found[one.fact, one.edition, one.path, one.section, one.chart, one.kind].append(one)
    return found


def _unlike(old: list[Occurrence], new: list[Occurrence]) -> tuple[list[Occurrence], list[Occurrence]]:
    """The places of either build whose words the other does not say as often."""
    left = Counter(one.words for one in old), Counter(one.words for one in new)
    sides = []
    for side, surplus in ((old, left[0] - left[1]), (new, left[1] - left[0])):
        kept = []
        for one in side:
            if surplus[one.words] > 0:
                surplus[one.words] -= 1
                kept.append(one)
        sides.append(kept)
    return sides[0], sides[1]


def _quotes(before: Build, after: Build) -> Iterator[QuoteChange]:
    for name, fact in after.story.facts.items():
        if old := before.story.facts.get(name):
            was, now = (old.source or "", old.quote or ""), (fact.source or "", fact.quote or "")
            if was != now:
                yield QuoteChange(name, was, now)


def _charts(before: Build, after: Build, store: Store) -> Iterator[ChartChange]:
    for edition in dict.fromkeys((*after.story.editions, *before.story.editions)):
        for chart in dict.fromkeys((*after.story.charts, *before.story.charts)):
            was, now = look(before, edition, chart, store), look(after, edition, chart, store)
            if was != now:
                yield ChartChange(chart, edition, "added" if was is None else "removed" if now is None else "changed")


def look(proof: Build, edition: str, chart: str, store: Store) -> str | None:
    """A chart as an edition shows it: its drawing, or its table where it is one; None where it has no such chart."""
    story = proof.story
    if edition not in story.editions or chart not in story.charts:
        return None
    of, known = story.charts[chart], story.editions[edition]
    if not is_drawn(of):
        return plain(proof.pages[f"{known.path}data/charts/{chart}.csv"])
    return plain(chart_svg(Voice(story, known), of, store))


def _words(before: Build, after: Build) -> Iterator[tuple[str, str]]:
    """Sections of the feature whose words changed, whatever their figures."""
    for edition in after.story.editions.values():
        path = address(edition, "feature")
        was, now = _sections(before, path), _sections(after, path)
        yield from ((path, name) for name in dict.fromkeys((*now, *was)) if was.get(name) != now.get(name))


def _sections(proof: Build, path: str) -> Mapping[str, str]:
    """The words of a page by section, with a sign for each figure; its evidence and its drawings left out."""
    found: dict[str, list[str]] = defaultdict(list)
    if path not in proof.pages:
        return {}
    page = parsed(unmarked(proof.pages[path], "¤"))
    for text in page.xpath("//body//text()[normalize-space() and not(ancestor::script or ancestor::svg)]"):
        around = [one for one in text.getparent().iterancestors("section") if one.get("id") or one.get("class")]
        if not any("evidence" in (one.get("class") or "").split() for one in around):
            found[next((name for one in around if (name := one.get("id"))), "")].append(str(text))
    return {name: re.sub(r"\s+", " ", " ".join(words)) for name, words in found.items()}
