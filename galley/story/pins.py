"""Pins of sources: the digest of each stored text and the day it was taken, so that no text changes unseen.

A quotation is looked up in the stored text. Whoever changes both, and the fact with them, would prove anything; so the
text is held to what was read when it was taken, and a text that has changed is refused until somebody pins it anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from galley.errors import Problem, StoryError, UsageError
from galley.guess import closest, one_of
from galley.inputs.yamlfile import Document
from galley.model import Source
from galley.story.draft import SOURCES, Draft, read_draft


def sha256_of(text: str) -> str:
    """The SHA-256 of a stored text in UTF-8 with line feeds, as `sha256sum` gives it of such a file."""
    return hashlib.sha256(text.encode()).hexdigest()


def pin_rules(draft: Draft) -> Iterator[Problem]:
    """Stored texts that are not pinned or have changed since, and pins of nothing."""
    for name, source in draft.sources.found.items():
        if name in draft.texts:
            yield from _unpinned(draft, source, draft.texts[name])
        elif source.sha256 is not None or source.taken is not None:
            key = "sha256" if source.sha256 is not None else "taken"
            message = f"{name}: {key} pins a text, and none is stored."
            hint = "Write text: and the name of its file in data/sources, or delete the pin."
            yield Problem("pin-of-nothing", draft.sources.key(name, key), message, hint)


def _unpinned(draft: Draft, source: Source, text: str) -> Iterator[Problem]:
    name, sources = source.id, draft.sources
    if source.sha256 is None or source.taken is None:
        message = f"{name}: its text is not pinned, so a change of it would go unseen."
        hint = f"Run python build.py pin {name}, once you have read it against its source."
        yield Problem("source-unpinned", sources.key(name, "text"), message, hint)
    elif source.sha256 != sha256_of(text):
        message = f"{name}: {source.text} is not the text that was pinned on {source.taken}."
        hint = f"Put that text back; or run python build.py pin {name}, if the publisher has changed it."
        yield Problem("source-changed", sources.place(name, "sha256"), message, hint)
    if source.taken and source.date.first and source.taken.day < source.date.first:
        message = f"{name}: it was taken on {source.taken} and published later, on {source.date}."
        yield Problem("pin-early", sources.place(name, "taken"), message, "Mend one of the two dates.")


def pin(root: Path, names: list[str], day: date) -> list[str]:
    """Writes the pins of stored texts that have none or have changed, and returns their ids; of all, or of those named.

    Raises UsageError for a name that is no source with a stored text, StoryError where sources cannot be read, or one
    is so written that a pin beside it would be part of it.
    """
    problems: list[Problem] = []
    draft = read_draft(root, problems)
    if unread := [problem for problem in problems if problem.place.path.startswith((SOURCES, "data/sources/"))]:
        raise StoryError(unread)
    for name in names:
        if name not in draft.texts:
            hint = closest(name, draft.texts, one_of(list(draft.texts)) if draft.texts else "No text is stored.")
            raise UsageError(f"{name} is no source whose text is stored. {hint}")
    wanted = {name: draft.texts[name] for name in names or draft.texts}
    stale = {name: text for name, text in wanted.items() if _is_stale(draft.sources.found[name], text)}
    if stale:
        document, _ = draft.sources.written[next(iter(stale))]
        (root / SOURCES).write_text(_written(document, stale, day), encoding="utf-8")
    return list(stale)


def _is_stale(source: Source, text: str) -> bool:
    return source.taken is None or source.sha256 != sha256_of(text)


def _written(document: Document, stale: Mapping[str, str], day: date) -> str:
    """The file of sources with new pins, all else as it was: comments, order and line breaks."""
    lines = document.text.split("\n")
    for name, text in reversed([(name, stale[name]) for name in document.data if name in stale]):
        known = document.data[name]
        for key, value in (("sha256", sha256_of(text)), ("taken", day.isoformat())):
            after = document.place(name, key) if key in known else document.place(name, "text")
            old = known[key] if key in known else known["text"]
            if not lines[after.line - 1][after.column - 1 :].lstrip("\"'").startswith(str(old)):
                message, hint = f"{name}: no pin can be written beside this.", f"Write it in one word: {old}"
                raise StoryError([Problem("pin-place", after, message, hint)])
            lines[after.line - 1] = _with(lines[after.line - 1], after.column - 1, str(old), key, value, key in known)
    return "\n".join(lines)


def _with(line: str, at: int, old: str, key: str, value: str, known: bool) -> str:
    """The line with a value in the place of the old one, or with a key more behind it."""
    end = at + len(old) + (2 if line[at] in "\"'" else 0)
    if known:
        return f"{line[:at]}{value}{line[end:]}"
    indent = len(line) - len(line.lstrip())
    block = line[indent:at].rstrip() == "text:"
    return f"{line}\n{' ' * indent}{key}: {value}" if block else f"{line[:end]}, {key}: {value}{line[end:]}"
