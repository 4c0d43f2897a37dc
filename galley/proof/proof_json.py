"""The record of the proof, by which a stranger may check the published site without the story."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from hashlib import sha256

from galley.marks import sayings
from galley.numbers.exact import in_decimal
from galley.numbers.reading.lexicon import language
from galley.numbers.vocabulary import additions
from galley.pages.addresses import edition_of
from galley.story.load import Story
from galley.verify.record import (
    Check,
    EditionRecord,
    FigureRecord,
    ProofRecord,
    ReadingRecord,
    SourceRecord,
    UnitRecord,
)

FIGURES = ("fact", "number")


def proof_json(story: Story, texts: Mapping[str, str], files: Mapping[str, bytes]) -> bytes:
    """The record of a site of `files`, whose marked text files are `texts`, by path."""
    record = ProofRecord(
        verify=f"python build.py verify {story.site.url or 'site'}",
        editions={
            one.id: EditionRecord(lang=one.lang, path=one.path, facts=f"{one.path}data/facts.json")
            for one in story.editions.values()
        },
        sources={name: _source(story, name) for name in story.sources},
        units={name: UnitRecord(measures=one.measures, size=_size(one.size)) for name, one in story.units.items()},
        reading={lang: _reading(story, lang) for lang in _languages(story)},
        files={path: sha256(content).hexdigest() for path, content in sorted(files.items()) if _is_served(path)},
        figures=tuple(_figures(story, texts)),
    )
    return f"{record.model_dump_json(exclude_none=True, indent=1)}\n".encode()


def _is_served(path: str) -> bool:
    """Whether whoever asks for a file gets it: hosts read `_headers` themselves."""
    return not path.rpartition("/")[2].startswith(("_", "."))


def _size(size: Fraction) -> float | str:
    return str(size) if in_decimal(size) is None else float(size)


def _source(story: Story, name: str) -> SourceRecord:
    source = story.sources[name]
    taken = str(source.taken) if source.taken else None
    return SourceRecord(lang=source.lang, text=source.text, sha256=source.sha256, taken=taken)


def _languages(story: Story) -> list[str]:
    """The languages of editions and sources that the independent reader reads."""
    told = [*(one.lang for one in story.editions.values()), *(one.lang for one in story.sources.values())]
    spoken = dict.fromkeys(told)
    return [lang for lang in spoken if language(lang)]


def _reading(story: Story, lang: str) -> ReadingRecord:
    """What the story adds to the words of the independent reader in a language."""
    added = additions(story.vocabulary, lang)
    return ReadingRecord(
        words=dict(added.words), units=dict(added.units), counted=tuple(sorted(added.counted)), terms=added.terms
    )


def _figures(story: Story, texts: Mapping[str, str]) -> Iterator[FigureRecord]:
    places: dict[tuple[str, str, str, bool], Counter[str]] = defaultdict(Counter)
    for path, text in texts.items():
        edition = edition_of(story, path).id
        for (kind, name, words), times in Counter(sayings(text)).items():
            if kind in FIGURES:
                places[name, edition, words, kind == "number"][path] = times
    order = {name: at for at, name in enumerate(story.facts)}
    for (fact, edition, words, bare), paths in sorted(places.items(), key=lambda one: (order[one[0][0]], one[0][1:])):
        yield FigureRecord(
            fact=fact, edition=edition, words=words, bare=bare, paths=dict(paths), checked=_checked(story, fact)
        )


def _checked(story: Story, fact: str) -> tuple[Check, ...]:
    status: Check
    match story.status(fact):
        case "derived":
            status = "calculated"
        case "cited":
            status = "quote-cited"
        case "inferred":
            return (
                "printed-read",
                "quote-found" if story.facts[fact].source in story.texts else "quote-cited",
                "inferred",
            )
        case _:
            status = "quote-found"
    return "printed-read", status
