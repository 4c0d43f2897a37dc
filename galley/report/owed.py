"""Corrections that readers are owed: published facts that say something else now, with no word in their history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from galley.errors import Place, Problem, StoryError
from galley.evidence.derivations import Value
from galley.model import CONTENTS, Fact, Statement, Superseded
from galley.pages.kinds.gone import renamed, withdrawn
from galley.report.layout import number
from galley.report.revision import commit_of, laid_out
from galley.report.shown import misdated, shown_otherwise
from galley.story.draft import read_draft
from galley.story.load import Story, load_story


@dataclass(frozen=True)
class Published:
    """The facts of a revision as far as they can be read now."""

    facts: Mapping[str, Fact]
    values: Mapping[str, Value]
    lost: frozenset[str] = frozenset()  # what is there and cannot be read
    story: Story | None = None  # the whole of it, where it holds


def silent_changes(story: Story, root: Path, revision: str, today: date | None = None) -> Iterator[Problem]:
    """What the facts of `revision` say otherwise now with no reason given, and pages that are gone.

    Raises UsageError where git knows no such revision. A revision without a story has published nothing.
    """
    with laid_out(root, commit_of(root, revision)) as there:
        yield from missing_corrections(story, there, revision, today)


def missing_corrections(
    story: Story, there: Path | None, revision: str, today: date | None = None
) -> Iterator[Problem]:
    """The same, of a revision that is laid out in the folder `there`."""
    published = _published(there) if there else Published({}, {})
    before = published.story
    yield from _changes(story, published, revision)
    yield from _pages_gone(story, before, revision) if before else ()
    yield from _unread(published, revision)
    yield from shown_otherwise(story, before, revision) if before else ()
    if today:
        yield from misdated(story, today)


def _published(there: Path) -> Published:
    """The facts of a story that held; of one that does not hold any more, those that can be read by themselves."""
    try:
        story = load_story(there)
    except StoryError:
        draft = read_draft(there, [])
        return Published(draft.facts.found, {}, frozenset(draft.facts.failed))
    return Published(story.facts, story.values, story=story)


def _changes(story: Story, published: Published, revision: str) -> Iterator[Problem]:
    for name, old in published.facts.items():
        fact = story.facts.get(renamed(story).get(f"facts/{name}", name))
        if fact is None:
            yield from _gone(story, published, old, revision)
        elif not _comparable(old, published.values):
            continue
        else:
            was = _statement(old, published.values)
            if not _alike(was, _statement(fact, story.values)) and not _explained(fact, old, was):
                yield _silent(story, fact, was, revision)
            yield from _erased(story, fact, old, revision)
            if _moved(fact, old):
                yield _silently_moved(story, fact, old, revision)


def _comparable(fact: Fact, values: Mapping[str, Value]) -> bool:
    """Whether it is known what it stated: a calculation needs the whole story."""
    return not fact.derived or fact.id in values


def _statement(fact: Fact, values: Mapping[str, Value]) -> Statement:
    known = values.get(fact.id)
    value = known.number if known else fact.value
    if value is None and fact.items is not None:
        value = Decimal(len(fact.items))
    unit, qualifier = (known.unit, known.qualifier) if known else (fact.unit, fact.qualifier)
    return _said(fact, value=value, unit=unit, qualifier=qualifier)


def _said(of: Statement, **otherwise: Any) -> Statement:
    """What a fact or an entry of a history states, and no more of it, with some keys as they are given."""
    return Statement(**{key: getattr(of, key) for key in Statement.model_fields} | otherwise)


def _as_written(said: Statement) -> str:
    """As an editor writes it in a history entry."""
    words = "{" + ", ".join(f"{edition}: {words}" for edition, words in (said.words or {}).items()) + "}"
    parts = {
        "value": number(said.value) if said.value is not None else None,
        "between": f"[{', '.join(map(number, said.between))}]" if said.between else None,
        "date": str(said.date) if said.date else None,
        "words": words if said.words else None,
        "unit": said.unit,
        "qualifier": said.qualifier,
        "change": said.change,
    }
    return ", ".join(f"{name}: {part}" for name, part in parts.items() if part is not None)


def _explained(fact: Fact, old: Fact, was: Statement) -> bool:
    """Whether a history entry that is new holds what it said."""
    return any(_alike(was, _held(entry, fact)) for entry in _new_entries(fact, old))


def _alike(one: Statement, other: Statement) -> bool:
    """Whether two statements say the same, words as far as both are told in an edition."""
    if (one.words is None) != (other.words is None):
        return False
    shared = (one.words or {}).keys() & (other.words or {}).keys()
    said = [{edition: (of.words or {})[edition] for edition in shared} for of in (one, other)]
    return said[0] == said[1] and _said(one, words=None) == _said(other, words=None)


def _held(entry: Superseded, fact: Fact) -> Statement:
    """What a history entry says was stated; of a number, in the fact's unit where it names none."""
    unit = entry.unit or (fact.unit if entry.value is not None or entry.between else None)
    return _said(entry, unit=unit)


def _new_entries(fact: Fact, old: Fact) -> list[Superseded]:
    return [entry for entry in fact.history if entry not in old.history]


def _silent(story: Story, fact: Fact, was: Statement, revision: str) -> Problem:
    return Problem(
        "correction-missing",
        story.place("fact", fact.id),
        f"{fact.id}: what it says has changed since {revision}, and its history does not say what stood there and why.",
        f"Add under history: - {{{_as_written(was)}, changed: the day, reason: {{…}}}}, or take the change back.",
    )


def _moved(fact: Fact, old: Fact) -> bool:
    """Whether it says the same of another time or by another source, with nothing new in its history."""
    return (fact.as_of, fact.source) != (old.as_of, old.source) and not _new_entries(fact, old)


def _silently_moved(story: Story, fact: Fact, old: Fact, revision: str) -> Problem:
    key = "as_of" if fact.as_of != old.as_of else "source"
    before, after = getattr(old, key), getattr(fact, key)
    return Problem(
        "correction-advised",
        story.place("fact", fact.id, key),
        f"{fact.id}: {key} is {after or 'gone'}, was {before or 'not given'} in {revision}; its history says nothing.",
        "If readers could have been misled, add a history: entry with the reason.",
        level="warning",
    )


def _erased(story: Story, fact: Fact, old: Fact, revision: str) -> Iterator[Problem]:
    """Corrections that were printed and are gone; their reasons may be put in other words."""
    kept = [_held(entry, fact) for entry in fact.history]
    for entry in old.history:
        if not any(_alike(_held(entry, fact), one) for one in kept):
            yield Problem(
                "correction-erased",
                story.place("fact", fact.id),
                f"{fact.id}: the correction of {entry.changed} stood in {revision} and is gone from its history.",
                "Put the entry back: what was once corrected stays on the record.",
            )


def _gone(story: Story, published: Published, old: Fact, revision: str) -> Iterator[Problem]:
    page = f"facts/{old.id}"
    if page in withdrawn(story):
        return
    new = (name for name in story.facts if name not in published.facts)
    heir = next((name for name in new if _same(story.facts[name], old)), None)
    hint = (
        f"It seems to be {heir} now: write formerly: [{old.id}] there, so that links to its page lead on."
        if heir
        else f"Keep it, if it was wrong, with a history: entry; if it is told no more, {_listed(page)}"
    )
    message = f"{old.id}: this fact stood in {revision} and is gone without a word."
    yield Problem("fact-gone", Place("data/facts"), message, hint)


def _listed(page: str) -> str:
    return f"list {page} under withdrawn: in content/story.yaml, with section:, reason: and on:."


def _pages_gone(story: Story, before: Story, revision: str) -> Iterator[Problem]:
    """Pages that lead nowhere now, but for those of facts; of charts and sections, those that are not there either."""
    for page in sorted(_pages(before) - _pages(story) - {f"facts/{name}" for name in before.facts}):
        message = f"{page}: this page stood in {revision} and is gone without a word."
        back = f"Write formerly: [{page.partition('/')[2]}] again" if page in renamed(before) else "Put it back"
        yield Problem("page-gone", Place("content/story.yaml"), message, f"{back}, or {_listed(page)}")
    for name in sorted(before.charts.keys() - story.charts.keys()):
        message = f"{name}: this chart stood in {revision}, and its pages are gone without a word."
        hint = "Put it back with withdrawn:, which says since when, why, and which chart stands in its place."
        yield Problem("page-gone", Place("content/charts.yaml"), message, hint)
    for edition in sorted(story.editions.keys() & before.editions.keys()):
        was, now = (
            {name for one in of.sections[edition] for name in (one.id, *one.formerly)} for of in (before, story)
        )
        for name in sorted(was - now):
            message = f"{name}: this section stood in {revision}, and links to it lead nowhere."
            hint = f"Write formerly: [{name}] at the head of the section that took it over."
            yield Problem("page-gone", Place(f"content/{edition}"), message, hint)


def _pages(story: Story) -> set[str]:
    """The pages of facts, sources and series, and of what has been one."""
    of = {"facts": story.facts, "source": story.sources, "series": story.series}
    there = {f"{folder}/{name}" for folder, names in of.items() for name in names}
    return {*there, *renamed(story), *withdrawn(story)}


def _same(fact: Fact, old: Fact) -> bool:
    known = (*CONTENTS, "unit", "source", "quote", "cell")
    return all(getattr(fact, key) == getattr(old, key) for key in known)


def _unread(published: Published, revision: str) -> Iterator[Problem]:
    for name in sorted(published.lost):
        yield Problem(
            "base-unread",
            Place("data/facts"),
            f"{name}: this fact of {revision} cannot be read, so whether it has changed is not known.",
            "Compare it by hand, or check against a revision that builds.",
            level="warning",
        )
