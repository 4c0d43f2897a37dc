"""Names that an entry uses for others, and whether there is anything by that name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Any

from galley.charts.forms import form_of
from galley.charts.model import Chart
from galley.errors import Place, Problem
from galley.guess import closest, near, one_of
from galley.inputs.tables import FOLDER
from galley.inputs.yamlfile import Document
from galley.model import Fact, Hero, Site
from galley.story.draft import Draft
from galley.story.entries import Entries
from galley.story.stocked import unit_meant
from galley.walk import names_in


def fact_names(draft: Draft) -> Iterator[tuple[str, Problem]]:
    """Unknown names in facts, each with the id of the fact that uses it."""
    for name, fact in draft.facts.found.items():
        for keys, other in names_in(fact, "fact"):
            if draft.facts.lacks(other):
                yield name, _unknown_fact(draft, draft.facts.place(name, *keys), name, other)
        if fact.source is not None and draft.sources.lacks(fact.source):
            message, hint = f"{name}: there is no source “{fact.source}”.", draft.sources.unknown(fact.source)
            yield name, Problem("unknown-source", draft.facts.place(name, "source"), message, hint)
        for keys, unit in names_in(fact, "unit"):
            if draft.units.lacks(unit):
                yield name, _unknown_unit(draft, draft.facts.place(name, *keys), name, unit)
        yield from ((name, problem) for problem in _corrected_alike(draft, name, fact))
        for keys, qualifier in names_in(fact, "qualifier"):
            if draft.qualifiers.lacks(qualifier):
                message, hint = f"{name}: there is no qualifier “{qualifier}”.", draft.qualifiers.unknown(qualifier)
                yield name, Problem("unknown-qualifier", draft.facts.place(name, *keys), message, hint)
    yield from _renamed(draft)


def _corrected_alike(draft: Draft, name: str, fact: Fact) -> Iterator[Problem]:
    """What stood there must measure what stands there."""
    unit = draft.units.found.get(fact.unit or "")
    for index, old in enumerate(fact.history):
        other = draft.units.found.get(old.unit or "")
        if unit and other and other.measures != unit.measures:
            place = draft.facts.place(name, "history", index, "unit")
            message = f"{name}: what stood there measures {other.measures}, the fact {unit.measures}."
            yield Problem("correction-unlike", place, message, "Write the unit in which it was printed.")


def other_names(draft: Draft) -> Iterator[Problem]:
    """Unknown names in the site, in units and in charts."""
    yield from _site_names(draft)
    for name, unit in draft.units.found.items():
        for keys, other in names_in(unit, "unit"):
            if draft.units.lacks(other):
                yield _unknown_unit(draft, draft.units.place(name, *keys), name, other)
    for name, chart in draft.charts.found.items():
        yield from _in_its_place(draft, name, chart)
        yield from _drawn(draft, chart, name, partial(draft.charts.place, name))
        if chart.alt is None and form_of(chart).alt is None:
            message, hint = f"{name} has no alt.", "Write alt: and what a reader who does not see it must know."
            yield Problem("alt-missing", draft.charts.key(name), message, hint)
    yield from _series_of_charts(draft)


def _in_its_place(draft: Draft, name: str, chart: Chart) -> Iterator[Problem]:
    """A withdrawn chart leads to one that is shown."""
    if chart.withdrawn is None or chart.withdrawn.see in draft.charts.failed:
        return
    other = draft.charts.found.get(chart.withdrawn.see)
    place, message = draft.charts.place(name, "withdrawn", "see"), f"{name} leads to “{chart.withdrawn.see}”, "
    if other is None:
        hint = draft.charts.unknown(chart.withdrawn.see)
        yield Problem("unknown-chart", place, f"{message}and there is no such chart.", hint)
    elif other.withdrawn:
        hint = f"Lead to {other.withdrawn.see}, or to another that is shown."
        yield Problem("chart-withdrawn", place, f"{message}which has been withdrawn too.", hint)


def _site_names(draft: Draft) -> Iterator[Problem]:
    if not (draft.site and draft.home):
        return
    for index, name in enumerate(draft.site.sections):
        if name in draft.site.sections[:index]:
            place = draft.home.place("sections", index)
            yield Problem("section-twice", place, f"{name} is listed a second time.", "Delete it.")
    for name, edition in draft.editions.found.items():
        for index, section in enumerate(edition.first):
            if section not in draft.site.sections:
                place, hint = draft.editions.place(name, "first", index), one_of(draft.site.sections)
                yield Problem("section-order", place, f"{name}: there is no section “{section}” to begin with.", hint)
    corrected = [("corrections", at, one.section) for at, one in enumerate(draft.site.corrections)]
    led_to = [("withdrawn", at, one.section) for at, one in enumerate(draft.site.withdrawn)]
    for key, index, name in (*corrected, *led_to):
        if name not in draft.site.sections:
            place, known = draft.home.place(key, index, "section"), draft.site.sections
            message = f"{key}: there is no section “{name}”."
            yield Problem("unknown-section", place, message, closest(name, known, one_of(known)))
    yield from _withdrawn(draft, draft.site, draft.home)
    if hero := draft.site.hero:
        yield from _drawn(draft, hero, "hero", partial(draft.home.place, "hero"))


def _withdrawn(draft: Draft, site: Site, home: Document) -> Iterator[Problem]:
    """A page is withdrawn once, and is of nothing that there still is."""
    there: Mapping[str, Entries[Any]] = {
        "facts": draft.facts,
        "source": draft.sources,
        "series": draft.shelf.series,
    }
    seen = {f"facts/{old}" for fact in draft.facts.found.values() for old in fact.formerly}
    for index, one in enumerate(site.withdrawn):
        for position, page in enumerate(one.pages):
            place, (kind, _, name) = home.place("withdrawn", index, "pages", position), page.partition("/")
            if name in there[kind].written:
                hint = f"Take it off this list, or take {name} out of the story."
                yield Problem("withdrawn-present", place, f"withdrawn: {page} still has its page.", hint)
            elif page in seen:
                message = f"withdrawn: {page} is withdrawn or renamed already."
                yield Problem("withdrawn-twice", place, message, "Delete it.")
            seen.add(page)


def _renamed(draft: Draft) -> Iterator[tuple[str, Problem]]:
    """A former id belongs to one fact only, and is the id of no present fact."""
    leads = {name: name for name in draft.facts.written}
    for name, fact in draft.facts.found.items():
        for index, old in enumerate(fact.formerly):
            if old in leads:
                message = f"{name}: “{old}” leads to {leads[old]} already."
                yield name, Problem("formerly-taken", draft.facts.place(name, "formerly", index), message, "Delete it.")
            leads.setdefault(old, name)


def _drawn(draft: Draft, drawing: Chart | Hero, user: str, place: Callable[..., Place]) -> Iterator[Problem]:
    """Unknown facts and units of a drawing."""
    for keys, fact in names_in(drawing, "fact"):
        if draft.facts.lacks(fact):
            yield _unknown_fact(draft, place(*keys), user, fact)
    for keys, unit in names_in(drawing, "unit"):
        if draft.units.lacks(unit):
            yield _unknown_unit(draft, place(*keys), user, unit)


def _series_of_charts(draft: Draft) -> Iterator[Problem]:
    for name, chart in draft.charts.found.items():
        for keys, series in names_in(chart, "series"):
            if draft.shelf.series.lacks(series):
                message, hint = f"{name}: there is no series “{series}”.", draft.shelf.series.unknown(series)
                yield Problem("unknown-series", draft.charts.place(name, *keys), message, hint)


def tables_named(draft: Draft) -> Iterator[tuple[str, Place, str]]:
    """(Name of a table, where it is named, by what)."""
    for name, fact in draft.facts.found.items():
        if fact.rows is not None:
            yield fact.rows, draft.facts.place(name, "rows"), name
    for name, chart in draft.charts.found.items():
        for keys, table in names_in(chart, "table"):
            yield table, draft.charts.place(name, *keys), name


def unknown_table(name: str, place: Place, user: str, known: Collection[str]) -> Problem:
    """No file of that name is among the tables."""
    hint = closest(name, known, one_of(known) if known else f"Write {FOLDER}/{name}.csv.")
    return Problem("unknown-table", place, f"{user}: there is no table “{name}”.", hint)


def languages(draft: Draft) -> Iterator[Problem]:
    """Slips in the languages of units, qualifiers and terms. They may know languages that no edition or source has."""
    if not (draft.editions.complete and draft.sources.complete):
        return
    known = [*draft.editions.found, *(source.lang for source in draft.sources.found.values())]
    for entries, name, keys, language in _spoken(draft):
        if language not in known and near(language, known):
            title = ".".join((name, *keys))
            yield unknown_edition(entries.key(name, *keys, language), title, language, known)


def _spoken(draft: Draft) -> Iterator[tuple[Entries[Any], str, tuple[str, ...], str]]:
    maps: tuple[tuple[Entries[Any], tuple[str, ...]], ...] = (
        (draft.units, ("forms", "attributive", "reads", "numerals", "as_")),
        (draft.qualifiers, ("forms",)),
        (draft.terms, ("text",)),
    )
    for entries, fields in maps:
        for name, entry in entries.found.items():
            for field in fields:
                by_language: Mapping[str, Any] = getattr(entry, field)
                yield from ((entries, name, (field.rstrip("_"),), language) for language in by_language)


def unknown_edition(place: Place, title: str, name: str, known: Collection[str]) -> Problem:
    """A key of words by edition that is no edition."""
    hint = closest(name, known, one_of(known))
    return Problem("unknown-language", place, f"{title}: “{name}” is no edition, and no source is in it.", hint)


def _unknown_fact(draft: Draft, place: Place, user: str, name: str) -> Problem:
    return Problem("unknown-fact", place, f"{user}: there is no fact “{name}”.", draft.facts.unknown(name))


def _unknown_unit(draft: Draft, place: Place, user: str, name: str) -> Problem:
    known = [*draft.units.found, *draft.units.failed]
    return Problem("unknown-unit", place, f"{user}: there is no unit “{name}”.", unit_meant(name, known))
