"""The stories that wrong ones are made from, and the edits that make them wrong."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from galley.model import Fact
from galley.story.load import Story, load_story
from galley.theme import HERE as THEME

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("content", "data", "templates", "assets")


@dataclass(frozen=True)
class Written:
    """A fact as its file has it: `text` is its entry, from its id to the next."""

    path: str
    text: str
    fact: Fact


@dataclass(frozen=True)
class Home:
    """Where an original takes a new sentence, and where it prints a new fact."""

    source: str  # the id of a stored source
    facts: str  # a file of data/facts
    sections: Mapping[str, str]  # by edition that is written by hand


def _themed(path: str) -> Path:
    folder, _, rest = path.partition("/")
    return THEME / (rest if folder in ("data", "content") else path)


@dataclass(frozen=True)
class Original:
    """A story that holds."""

    name: str
    root: Path
    home: Home

    @cached_property
    def story(self) -> Story:
        return load_story(self.root)

    @cached_property
    def facts(self) -> tuple[Written, ...]:
        """Every fact of the story, in the order of its files."""
        found = []
        for path in sorted((self.root / "data/facts").glob("*.yaml")):
            text = path.read_text("utf-8")
            starts = list(re.finditer(r"^([a-z0-9][\w.-]*):", text, re.M))
            ends = [*(one.start() for one in starts[1:]), len(text)]
            for start, end in zip(starts, ends, strict=True):
                entry = text[start.start() : end]
                found.append(Written(path.relative_to(self.root).as_posix(), entry, self.story.facts[start[1]]))
        return tuple(found)

    def text(self, path: str) -> str:
        """A file of the story, or the one of its theme that it would stand in for."""
        own = self.root / path
        return (own if own.is_file() else _themed(path)).read_text("utf-8")

    def entry_of(self, path: str, start: str) -> str:
        """The file, with the entry of its theme that begins so behind it where the story has none of its own."""
        text = f"\n{self.text(path)}"
        if start.startswith("\n") and start.strip() and start not in text and _themed(path).is_file():
            theme = f"\n{_themed(path).read_text('utf-8')}"
            entry = re.search(rf"{re.escape(start)}.*(?:\n(?: .*)?)*", theme)
            text += entry[0] if entry else ""
        return text

    def chance(self, kind: str) -> random.Random:
        """The same from run to run."""
        return random.Random(f"{self.name} {kind}")

    def replaced(self, path: str, old: str, new: str, after: str = "") -> dict[str, str]:
        """The file with the first `old` that stands behind `after` replaced. Raises ValueError where there is none."""
        text = self.entry_of(path, after)
        at = text.index(old, text.index(after) + len(after))
        return {path: (text[:at] + new + text[at + len(old) :])[1:]}

    def matched(self, path: str, pattern: str, new: str) -> dict[str, str]:
        """The file with the first match replaced. Raises ValueError where there is none."""
        text, found = re.subn(pattern, new, self.text(path), count=1, flags=re.M)
        if not found:
            raise ValueError(f"{path}: {pattern}")
        return {path: text}

    def entry(self, one: Written, pattern: str, new: str) -> dict[str, str]:
        """The fact's file with the first match in its entry replaced."""
        entry, found = re.subn(pattern, new, one.text, count=1, flags=re.M)
        if not found:
            raise ValueError(f"{one.fact.id}: {pattern}")
        return {one.path: self.text(one.path).replace(one.text, entry, 1)}

    def told(self, sentence: str, facts: str, printed: str) -> dict[str, str]:
        """The story with a sentence more in its source, facts more, and a paragraph more in each edition."""
        source = self.story.sources[self.home.source]
        path = f"data/sources/{source.text}"
        text = f"{self.text(path).rstrip()}\n{sentence}\n"
        pinned = self.pinned(self.home.source, text)
        written = {self.home.facts: f"{self.text(self.home.facts).rstrip()}\n{facts}\n"}
        sections = {at: f"{self.text(at).rstrip()}\n\n{printed}\n" for at in self.home.sections.values()}
        return {path: text, **pinned, **written, **sections}

    def pinned(self, source: str, text: str) -> dict[str, str]:
        """sources.yaml with the digest of another stored text; nothing where the story pins none."""
        digest = hashlib.sha256(text.encode()).hexdigest()
        path = "data/sources.yaml"
        sources, found = re.subn(
            rf"(^{re.escape(source)}:(?:\n[ #].*|\n$)*?\n +sha256: )\w+", rf"\g<1>{digest}", self.text(path), flags=re.M
        )
        return {path: sources} if found else {}

    def said(self, name: str, body: str) -> str:
        """The YAML of a fact more, with a label in every edition that is written by hand."""
        labels = ", ".join(f"{edition}: {name.replace('.', ' ')}" for edition in self.home.sections)
        return f"{name}:\n  label: {{{labels}}}\n  source: {self.home.source}\n{body}"


REAL = Original(
    "real",
    ROOT,
    Home(
        "seed-article",
        "data/facts/services.yaml",
        {name: f"content/{name}/water.md" for name in ("zh-Hans", "zh-Hant-HK", "en")},
    ),
)
HARBOUR = Original(
    "harbour",
    ROOT / "tests/stories/harbour",
    Home(
        "harbour-report",
        "data/facts/harbour.yaml",
        {"en": "content/en/harbour.md", "pt": "content/pt/harbour.md"},
    ),
)
ORIGINALS = {one.name: one for one in (HARBOUR, REAL)}
