"""Figures in words that no mark holds, compared across editions: those of claims, and the author's own counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from galley.errors import Problem
from galley.inputs.mentions import scan
from galley.numbers.vocabulary import Vocabulary
from galley.story.draft import Draft

Numbers = frozenset[Decimal]
"""The numbers of a text, each once; without one, which is often no count."""
QUIET = frozenset({"name", "soft", "ordinal", "date", "period", "clock", "vague"})


def differing_claims(draft: Draft, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Claims whose words state other numbers in one edition than in another."""
    for name, fact in draft.facts.found.items():
        if fact.words is None or any("{{" in words for words in fact.words.values()):
            continue  # a mention inside a claim is refused for itself
        said = {
            lang: found
            for lang, words in fact.words.items()
            if (found := _numbers(lang, words, vocabulary)) is not None
        }
        if _differ(said):
            message = f"{name}: the editions state other numbers: {_told(said)}."
            hint = "Mend the words of the one that is wrong."
            yield Problem("claim-differs", draft.facts.place(name, "words"), message, hint)


def differing_counts(draft: Draft, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Own counts, {{=three}}, that differ between the editions of a section."""
    sections: dict[str, dict[str, Numbers]] = {}
    for section in draft.sections.found.values():
        own = [mention.name for mention in scan(section.body) if mention.kind == "own"]
        counted = [_numbers(section.edition, words, vocabulary, whole=True) for words in own]
        if all(found is not None for found in counted):
            sections.setdefault(section.id, {})[section.edition] = frozenset().union(*(one for one in counted if one))
    for name, said in sections.items():
        if _differ(said):
            edition = next(iter(said))
            section = draft.sections.found[f"{edition}/{name}"]
            message = f"{name}: the author's own counts differ between editions: {_told(said)}."
            hint = "Count the same in each, {{=three}}, or print a fact."
            yield Problem("count-differs", draft.sections.place(f"{edition}/{section.id}"), message, hint)


def _numbers(lang: str, words: str, vocabulary: Vocabulary, whole: bool = False) -> Numbers | None:
    """The numbers that words state; None in a language without a lexicon."""
    reader = vocabulary.printed(lang)
    if reader is None:
        return None
    quiet = QUIET - {"soft"} if whole else QUIET
    read = [one for one in reader.read(words) if one.kind not in quiet]
    stated = (end for one in read for end in (one.value, one.high) if end is not None)
    return frozenset(end.normalize() for end in stated if end != 1)


def _differ(said: Mapping[str, Numbers]) -> bool:
    return len({*said.values()}) > 1


def _told(said: Mapping[str, Numbers]) -> str:
    return "; ".join(
        f"{lang} {', '.join(f'{number:f}' for number in sorted(found)) or 'none'}" for lang, found in said.items()
    )
