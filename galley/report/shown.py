"""What readers see otherwise than at a revision, though no fact says anything else: words, labels, sources, tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import reduce

from galley.charts.model import Chart
from galley.editions.figures import printed
from galley.editions.saying import say
from galley.errors import Place, Problem, StoryError
from galley.inputs.mentions import scan
from galley.marks import plain, unmarked
from galley.model import Fact, Superseded, Text
from galley.story.entries import EntryKind
from galley.story.load import Story
from galley.story.passages import front_matter_of, texts_of
from galley.story.voice import Voice, voice_of, voices
from galley.walk import Keys

_APART = frozenset({"lead", "description", "history", "corrections", "withdrawn"})
"""Keys of texts that are rewritten as the sections are, and of lists that grow at their head."""
_STATED = frozenset({("fact", "words"), ("fact", "items")})
"""Texts that are what a fact states, so that its history tells of them."""
_RESTS_ON = ("quote", "at", "figure", "cell", "thin", "readings")
_KNOWN = ("date", "url")


def shown_otherwise(story: Story, before: Story, revision: str) -> Iterator[Problem]:
    """A warning for each thing that an edition shows otherwise than at `revision`."""
    pairs = [(one, voice_of(before, one.edition.id)) for one in voices(story) if one.edition.id in before.editions]
    for name in story.facts.keys() & before.facts.keys():
        for now, then in pairs:
            yield from _fact(now, then, name, revision)
        yield from _rests_on(story, before, name, revision)
    for name in story.sources.keys() & before.sources.keys():
        yield from _source(story, before, name, revision)
    for now, then in pairs:
        yield from _worded(now, then, revision)
    for name in story.charts.keys() & before.charts.keys():
        if _bare(story.charts[name]) != _bare(before.charts[name]):
            yield _warning(story.place("chart", name), f"{name}: what it draws, or how", "", "", revision)
    if (day := story.site.published) != (once := before.site.published):
        yield _warning(story.place("site", "", "published"), "the day of publication", once, day, revision)
    for name in story.tables.keys() & before.tables.keys():
        if _cells(story, name) != _cells(before, name):
            yield _warning(Place(story.tables[name].path), f"{name}: cells of the table", "", "", revision)
    for now, then in pairs:
        was, said = _counts(then), _counts(now)
        for title in was.keys() & said.keys():
            if was[title] != said[title]:
                place = Place(f"content/{now.edition.id}")
                yield _warning(place, f"{title} in {now.edition.id}: own counts", was[title], said[title], revision)


def _worded(now: Voice, then: Voice, revision: str) -> Iterator[Problem]:
    """Texts of facts, sources, charts, tables, qualifiers and the interface that say something else."""
    old, new = _texts(then), _texts(now)
    for kind, name, keys in dict.fromkeys((*new, *old)):
        if (kind, name) in now.story.documents and (kind, name) in then.story.documents:
            was, said = _said(then, old.get((kind, name, keys))), _said(now, new.get((kind, name, keys)))
            if was != said:
                place = now.story.place(kind, name, *(keys if (kind, name, keys) in new else ()))
                title = ".".join(map(str, (*filter(None, [name]), *keys)))
                yield _warning(place, f"{title} in {now.edition.id}", was, said, revision)


def _texts(voice: Voice) -> dict[tuple[EntryKind, str, Keys], Text]:
    told = (one for one in voice.story.wordings if one.field not in _APART and (one.kind, one.field) not in _STATED)
    return {(one.kind, one.name, one.keys): one.text for one in told}


def _bare(chart: Chart) -> str:
    """What an entry of a chart says, without its words."""
    texts = [repr(text) for _, text in texts_of(chart)]
    return reduce(lambda said, text: said.replace(text, ""), texts, repr(chart))


def _cells(story: Story, name: str) -> tuple[object, ...]:
    return story.tables[name].columns, story.tables[name].rows


def _counts(voice: Voice) -> dict[str, str]:
    """What the author of an edition has counted, in the order in which each text has it."""
    story, edition = voice.story, voice.edition
    texts = {one.title: one.text.get(edition.author_of(one.text) or "", "") for one in story.wordings}
    texts |= {
        one.id: "\n".join((*(words for _, words in front_matter_of(one)), one.body))
        for one in story.sections[edition.id]
    }
    return {title: ", ".join(m.name for m in scan(words) if m.kind == "own") for title, words in texts.items()}


def _rests_on(story: Story, before: Story, name: str, revision: str) -> Iterator[Problem]:
    """What a fact rests on, and the reasons of its corrections."""
    fact, old = story.facts[name], before.facts[name]
    for key in _RESTS_ON if _states(story, fact) == _states(before, old) else ():  # what is corrected is told of
        if (said := getattr(fact, key)) != (was := getattr(old, key)):
            yield _warning(story.place("fact", name), f"{name}.{key}", was, said, revision)
    if (said := story.status(name)) != (was := before.status(name)):
        yield _warning(story.place("fact", name), f"{name}: what it rests on", was, said, revision)
    reasons = {(one.changed.text, one.value, one.date): dict(one.reason) for one in old.history}
    for at, one in enumerate(fact.history):
        was = reasons.get((one.changed.text, one.value, one.date), one.reason)
        if was != dict(one.reason):
            place, what = story.place("fact", name, "history", at, "reason"), f"{name}: a reason for its correction"
            yield _warning(place, what, _joined(was), _joined(one.reason), revision)
    days = {_held(one): one.changed for one in old.history}
    for at, one in enumerate(fact.history):
        was_on = days.get(_held(one), one.changed)
        if was_on != one.changed:
            place, what = story.place("fact", name, "history", at, "changed"), f"{name}: the day of its correction"
            yield _warning(place, what, was_on, one.changed, revision)


def _held(old: Superseded) -> str:
    """What a fact once stated, without the day on which it was corrected and the reason."""
    return repr((old.value, old.between, old.date, old.words))


def _joined(text: Text) -> str:
    return " / ".join(text.values())


def misdated(story: Story, today: date) -> Iterator[Problem]:
    """Corrections that are dated before what they correct was published, or in days that have not come."""
    for fact in story.facts.values():
        for at, old in enumerate(fact.history):
            if not story.site.published.day <= old.changed.day <= today:
                message = f"{fact.id}: its correction is dated {old.changed}, before the story or after today."
                hint = "Write the day on which it was corrected."
                place = story.place("fact", fact.id, "history", at, "changed")
                yield Problem("correction-misdated", place, message, hint, level="warning")


def _fact(now: Voice, then: Voice, name: str, revision: str) -> Iterator[Problem]:
    fact, old, place = now.story.facts[name], then.story.facts[name], now.story.place("fact", name)
    if _states(now.story, fact) == _states(then.story, old):
        was, said = _printed(then, name), _printed(now, name)
        if was != said:
            yield _warning(place, f"{name} in {now.edition.id}", was, said, revision)


def _states(story: Story, fact: Fact) -> tuple[object, ...]:
    return story.values[fact.id], *(getattr(fact, key) for key in ("date", "words", "items", "change"))


def _printed(voice: Voice, name: str) -> str:
    try:
        return plain(printed(voice, name))
    except StoryError:
        return ""


def _said(voice: Voice, text: Text | None) -> str:
    """The text without its figures, whose changes are told by themselves; empty where the edition has no such text."""
    return unmarked(say(voice, text)) if text and voice.edition.author_of(text) else ""


def _source(story: Story, before: Story, name: str, revision: str) -> Iterator[Problem]:
    now, then = story.sources[name], before.sources[name]
    for key in _KNOWN:
        if getattr(now, key) != getattr(then, key):
            yield _warning(
                story.place("source", name), f"{name}.{key}", getattr(then, key), getattr(now, key), revision
            )


def _warning(place: Place, what: str, was: object, said: object, revision: str) -> Problem:
    change = f": “{was or ''}” → “{said or ''}”" if was or said else ""
    message = f"{what} changed since {revision}{change}."
    return Problem("shown-otherwise", place, message, "Look whether readers are owed a word of it.", level="warning")
