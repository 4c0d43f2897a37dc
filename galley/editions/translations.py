"""What has gone stale: paragraphs and texts whose source changed after their translation was last declared right.

The lock holds a digest of every source paragraph and text, with its mentions unresolved, so that a new value makes
nothing stale. Only `declare` writes it, never a build.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from itertools import groupby
from typing import Any

from pydantic import TypeAdapter

from galley.editions.saying import paragraphs
from galley.editions.script import authored
from galley.errors import Place, Problem, StoryError, UsageError
from galley.folder import plain_bytes
from galley.guess import near
from galley.inputs.mentions import scan
from galley.model import Section
from galley.story.load import Story
from galley.story.passages import Wording, front_matter_of
from galley.story.voice import Voice, voice_of, voices

LOCK = "content/translations.lock"
Lock = dict[str, dict[str, dict[str, Any]]]
"""By edition: {"sections": {id: [digest of each passage]}, "texts": {kind and title: digest}}."""
_LOCK = TypeAdapter(dict[str, dict[str, dict[str, list[str] | str]]])


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """What is translated as one: the front matter of a section, or one of its paragraphs."""

    name: str
    place: Place
    words: str


def translated(story: Story) -> list[Voice]:
    """The editions that people translate, wholly or, where they are made by script, in some sections."""
    return [voice for voice in [*voices(story)][1:] if authored(voice)]


def stale(story: Story) -> Iterator[Problem]:
    """A warning for each passage and text whose source has changed since its translation was declared right.

    A story that has never declared one is not watched.
    """
    if lock := _read(story):
        for voice in translated(story):
            yield from _stale(voice, lock.get(voice.edition.id, {}))


def declare(story: Story, edition_id: str, section: str | None = None) -> None:
    """Records that the edition, one section of it, or one kind of its texts (`chart`), says what its source says.

    Raises UsageError for a name that does not exist.
    """
    names = [voice.edition.id for voice in translated(story)]
    _known(edition_id, names, "a translated edition")
    sections = [one.id for one in _source(story)]
    if section is not None:
        _known(section, [*sections, *dict.fromkeys(one.kind for one in story.wordings)], "a section")
    lock = _read(story)
    old = lock.get(edition_id, {})
    theirs = {one.id for one in authored(voice_of(story, edition_id))}
    wanted = [one for one in _source(story) if one.id in theirs and section in (None, one.id)]
    texts = {_title(w): _digest(_original(story, w)) for w in _translations(story, edition_id)}
    lock[edition_id] = {
        "sections": {name: old.get("sections", {}).get(name) for name in sections if name in old.get("sections", {})}
        | {one.id: [_digest(passage.words) for passage in translation_units(one)] for one in wanted},
        "texts": {
            title: digest if section in (None, title.split(" ")[0]) else old["texts"][title]
            for title, digest in texts.items()
            if section in (None, title.split(" ")[0]) or title in old.get("texts", {})
        },
    }
    ordered = {name: lock[name] for name in names if name in lock}
    (story.root / LOCK).write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def parity(story: Story) -> Iterator[Problem]:
    """Each section of a translated edition that cites other facts or charts than its source, and does not say why."""
    for voice in translated(story):
        for source, counterpart in _pairs(voice):
            if not counterpart.differs:
                yield from _disparity(source, counterpart)


def translation_units(section: Section) -> Iterator[TranslationUnit]:
    """The front matter of a section, then its paragraphs."""
    front = "\n".join(f"{key}: {words}" for key, words in front_matter_of(section))
    yield TranslationUnit("the front matter", Place(section.path), front)
    for number, paragraph in enumerate(paragraphs(section.body), 1):
        place = Place(section.path, section.line + paragraph.line, 1)
        yield TranslationUnit(f"paragraph {number}", place, paragraph.text)


def _stale(voice: Voice, lock: Mapping[str, Any]) -> Iterator[Problem]:
    edition = voice.edition
    for source, counterpart in _pairs(voice):
        declared = lock.get("sections", {}).get(source.id)
        if declared is None:
            yield _undeclared(f"{edition.id}/{source.id}", Place(counterpart.path), f"{edition.id} {source.id}")
        else:
            yield from _stale_passages(source, counterpart, declared)
    yield from _stale_texts(voice, lock.get("texts", {}))


def _stale_passages(source: Section, counterpart: Section, declared: list[str]) -> Iterator[Problem]:
    now, theirs = [*translation_units(source)], [*translation_units(counterpart)]
    paired = len(theirs) == len(declared)  # while the translation follows its source, a passage is found by its number
    changes = SequenceMatcher(None, declared, [_digest(passage.words) for passage in now], autojunk=False)
    for change, old, old_end, new, new_end in changes.get_opcodes():
        if change == "equal":
            continue
        whole = TranslationUnit("a passage", Place(counterpart.path), "")
        for index in range(max(old_end - old, new_end - new)):
            mine = theirs[old + index] if paired and old + index < old_end else whole
            its = now[new + index] if new + index < new_end else None
            yield _stale_passage(counterpart, mine, its)


def _stale_passage(counterpart: Section, mine: TranslationUnit, its: TranslationUnit | None) -> Problem:
    remedy = f"Compare it with {its.place}" if its else "See what its source has deleted"
    return Problem(
        "translation-stale",
        mine.place,
        f"{counterpart.edition}/{counterpart.id}: the source of {mine.name} has changed since it was translated.",
        f"{remedy}, then run: python build.py translated {counterpart.edition} {counterpart.id}",
        quote=" ".join(its.words.split())[:80] if its else "",
        level="warning",
    )


def _stale_texts(voice: Voice, declared: Mapping[str, str]) -> Iterator[Problem]:
    story, edition = voice.story, voice.edition
    for kind, texts in groupby(_translations(story, edition.id), key=lambda wording: wording.kind):
        new = 0
        for wording in texts:
            then = declared.get(_title(wording))
            new += then is None
            if then not in (None, _digest(_original(story, wording))):
                yield _stale_text(voice, wording)
        if new:
            yield _undeclared(f"{edition.id}: {new} of the texts of a {kind}", Place(LOCK), f"{edition.id} {kind}")


def _stale_text(voice: Voice, wording: Wording) -> Problem:
    story, edition = voice.story, voice.edition
    return Problem(
        "translation-stale",
        story.place(wording.kind, wording.name, *wording.keys, edition.id),
        f"{wording.title}: the words in {edition.id} were translated from words that have changed.",
        f"Mend them, then run: python build.py translated {edition.id} {wording.kind}",
        quote=_original(story, wording)[:80],
        level="warning",
    )


def _undeclared(name: str, place: Place, command: str) -> Problem:
    return Problem(
        "translation-undeclared",
        place,
        f"{name}: nobody has yet declared this translation right.",
        f"Read it against its source, then run: python build.py translated {command}",
        level="warning",
    )


def _disparity(source: Section, counterpart: Section) -> Iterator[Problem]:
    theirs, ours = _cited(source), _cited(counterpart)
    if theirs.keys() == ours.keys():
        yield from _paragraphs_apart(source, counterpart)
    parts = [("does not cite", theirs.keys() - ours.keys()), ("alone cites", ours.keys() - theirs.keys())]
    said = [f"{verb} {', '.join(sorted(names))}" for verb, names in parts if names]
    if said:
        alone = min((ours[name] for name in ours.keys() - theirs.keys()), default=0)
        yield Problem(
            "edition-disparity",
            Place(counterpart.path, counterpart.line + alone - 1 if alone else 0),
            f"{counterpart.edition}/{counterpart.id}: this section {' and '.join(said)}.",
            f"Cite what {source.path} cites, or say why not in the front matter: differs: …",
        )


def _paragraphs_apart(source: Section, counterpart: Section) -> Iterator[Problem]:
    """Paragraphs of a translation that cite other facts than their originals, where there are as many of them."""
    pairs = list(zip(*(paragraphs(one.body) for one in (source, counterpart)), strict=False))
    if len({len(paragraphs(one.body)) for one in (source, counterpart)}) > 1:
        return
    for its, own in pairs:
        here, there = ({m.name for m in scan(one.text) if m.kind in ("fact", "chart")} for one in (own, its))
        if here != there:
            said = ", ".join(sorted(here ^ there))
            place = Place(counterpart.path, counterpart.line + own.line, 1)
            name = f"{counterpart.edition}/{counterpart.id}"
            message = f"{name}: this paragraph and its original do not both cite {said}."
            hint = f"Cite what {source.path} cites there, or say why not in the front matter: differs: …"
            yield Problem("edition-disparity", place, message, hint)


def _cited(section: Section) -> dict[str, int]:
    """What a section cites, and the line of its body, from 1, that does; 0 for its front matter."""
    texts = [*((words, 0) for _, words in front_matter_of(section))]
    texts += [(line, number) for number, line in enumerate(section.body.split("\n"), 1)]
    found = ((mention, line) for words, line in reversed(texts) for mention in scan(words))
    return {mention.name: line for mention, line in found if mention.kind in ("fact", "chart")}


def _pairs(voice: Voice) -> Iterator[tuple[Section, Section]]:
    theirs = {section.id: section for section in authored(voice)}
    return ((section, theirs[section.id]) for section in _source(voice.story) if section.id in theirs)


def _source(story: Story) -> tuple[Section, ...]:
    return story.sections[next(iter(story.editions))]


def _translations(story: Story, edition_id: str) -> Iterator[Wording]:
    source = next(iter(story.editions))
    return (wording for wording in story.wordings if edition_id in wording.text and source in wording.text)


def _original(story: Story, wording: Wording) -> str:
    return wording.text[next(iter(story.editions))]


def _title(wording: Wording) -> str:
    return f"{wording.kind} {wording.title}"


def _digest(words: str) -> str:
    """Tells changed words from others; white space, and so a paragraph broken elsewhere, does not count."""
    return sha256(" ".join(words.split()).encode()).hexdigest()[:12]


def _read(story: Story) -> Lock:
    path = story.root / LOCK
    try:
        return _LOCK.validate_python(json.loads(plain_bytes(path)))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        problem = Problem(
            "lock-damaged",
            Place(LOCK, getattr(error, "lineno", 0)),
            f"{LOCK}: this file is written by “build.py translated” and cannot be read any more.",
            "Take it back from the last commit; after a merge, keep either side and declare the sections again.",
        )
        raise StoryError([problem]) from error


def _known(name: str, names: list[str], what: str) -> None:
    if name not in names:
        close = near(name, names)
        hint = f"did you mean {close}?" if close else f"there are: {', '.join(names) or 'none'}"
        raise UsageError(f"“{name}” is not {what}; {hint}")
