"""Proof on the rendered site: every figure on it is vouched for, and says what its fact says.

Works on the marked output (`marks`), before the marks are turned into links. What it cannot see — whether a number is
about what the sentence says, whether a source is right — the method page says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from lxml import etree, html

from galley.errors import Place, Problem
from galley.links import check_links
from galley.marks import KINDS, Marked, marked, plain, unmarked
from galley.model import Edition
from galley.reader import Figure, Vocabulary, read_figures
from galley.story import Story

SEEN = ("alt", "title", "aria-label", "aria-description", "placeholder", "label", "content", "datetime", "value")
"""Attributes that a reader or a machine sees as words."""

UNSEEN = frozenset({"script", "style"})
NOT_WORDS = frozenset({"viewport", "theme-color", "color-scheme", "referrer"})
"""Names of <meta> elements whose content is a setting."""

HIDDEN_FIGURES = re.compile("[½⅓⅔¼¾⅛⅜⅝⅞Ⅰ-ↈ①-⓿]")
"""Figures in one character, which no reader of numbers would find."""

STRUCTURE = re.compile(
    r'<\?xml[^>]*\?>|<!DOCTYPE[^>]*>|\b(?:xmlns(?::\w+)?|version|encoding|viewBox|[xy][12]?|[cr][xy]?|dx|dy|width|height|d'
    r'|transform|points|offset|stroke-[a-z]+|font-[a-z]+|fill-opacity|opacity|id|class|fill|stroke|href|sizes)="[^"]*"'
    r"|url\(#[^)]*\)|https?://[^\s\"<>,]+|\butf-8\b|/\w[^\s\"<>,]*\.\w+",
    re.IGNORECASE,
)
"""What carries digits in files that are not HTML and is no statement: declarations, geometry, addresses."""


def prove(story: Story, pages: Mapping[str, str], files: Collection[str]) -> list[Problem]:
    """Every problem of the marked text files `pages` (by path) of a site that holds `files`; empty if it holds."""
    vocabulary = Vocabulary(story.units, story.qualifiers, story.terms)
    trees = {path: html.document_fromstring(text) for path, text in pages.items() if path.endswith(".html")}
    problems = list(check_links(trees, files))
    for path, text in pages.items():
        edition = edition_of(story, path)
        pieces = _html_pieces(trees[path], edition.lang) if path in trees else [(edition.lang, STRUCTURE.sub(" ", text))]
        for lang, words in pieces:
            problems += _orphans(path, lang, words, vocabulary)
        problems += _disagreements(story, path, text, edition, vocabulary)
    return [*problems, *_unprinted(story, pages)]


def edition_of(story: Story, path: str) -> Edition:
    """The edition whose folder a path of the site stands in."""
    inside = [edition for edition in story.editions.values() if path.startswith(edition.path)]
    return max(inside, key=lambda edition: len(edition.path))


def _html_pieces(page: html.HtmlElement, lang: str) -> Iterator[tuple[str, str]]:
    """(language, marked words) of every text and attribute of a page that a reader or a machine sees."""
    stack: list[tuple[html.HtmlElement, str]] = [(page, lang)]
    while stack:
        element, around = stack.pop()
        if not isinstance(element.tag, str):
            continue
        inside = element.get("lang") or around
        if element.tag not in UNSEEN and element.text:
            yield inside, element.text
        for name in SEEN:
            words = element.get(name)
            if words and not (name == "content" and element.get("name") in NOT_WORDS):
                yield inside, words
        for child in element:
            if child.tail:
                yield inside, child.tail
            stack.append((child, inside))


def _orphans(path: str, lang: str, words: str, vocabulary: Vocabulary) -> Iterator[Problem]:
    bare = unmarked(words)
    for figure in (*_cached_figures(bare, lang, vocabulary), *HIDDEN_FIGURES.findall(bare)):
        text = figure if isinstance(figure, str) else figure.text
        at = bare.find(text)
        yield Problem(
            "figure-unvouched",
            Place(path),
            f"the rendered page prints “{text}”, which no fact, date, term or scale vouches for.",
            "Print it through a fact, or name it in data/terms.yaml if it is part of a name.",
            quote=" ".join(plain(bare[max(0, at - 24) : at + 24]).replace("\x00", "…").split()),
        )


def _disagreements(
    story: Story, path: str, text: str, edition: Edition, vocabulary: Vocabulary
) -> Iterator[Problem]:
    data = path.endswith((".csv", ".json"))
    for mark in {(m.kind, m.name, m.words): m for m in marked(text)}.values():
        if mark.kind not in KINDS:
            yield Problem(
                "mark-unknown",
                Place(path),
                f"a figure is marked as “{mark.kind}”, which is no kind of mark.",
                f"Use one of {', '.join(sorted(KINDS))} in the template.",
            )
        elif mark.kind == "fact" and not _agrees(story, edition, mark, vocabulary, qualified=not data):
            yield Problem(
                "figure-disagrees",
                Place(path),
                f"{mark.name}: the page prints “{mark.words}”, which reads as another number than the fact's.",
                "Mend the unit's or qualifier's forms for this edition in data/units.yaml or data/qualifiers.yaml.",
            )


def _agrees(story: Story, edition: Edition, mark: Marked, vocabulary: Vocabulary, qualified: bool) -> bool:
    """Whether the words of a fact's mark, read afresh, are the fact: number, unit as far as it is said, qualifier."""
    fact = story.facts[mark.name]
    expected = story.values.get(mark.name)
    if expected is None or expected.number is None or fact.words or fact.date:
        return True
    read = _cached_figures(mark.words, edition.lang, vocabulary)
    return any(_same(story, figure, expected.number, expected.unit) for figure in read) and (
        not qualified or _qualified(story, read, expected.qualifier)
    )


def _same(story: Story, figure: Figure, number: Decimal, unit: str | None) -> bool:
    if not isinstance(figure.value, Decimal):
        return False
    if figure.unit is None or unit is None:
        return figure.value == number
    said, meant = story.units[figure.unit], story.units[unit]
    return figure.value * said.size == number * meant.size


def _qualified(story: Story, read: tuple[Figure, ...], qualifier: str | None) -> bool:
    if qualifier is None or story.qualifiers[qualifier].op == "=":
        return True
    ops = {story.qualifiers[figure.qualifier].op for figure in read if figure.qualifier}
    return story.qualifiers[qualifier].op in ops


@lru_cache(maxsize=65536)
def _cached_figures(words: str, lang: str, vocabulary: Vocabulary) -> tuple[Figure, ...]:
    return read_figures(words, lang, vocabulary)


def _unprinted(story: Story, pages: Mapping[str, str]) -> Iterator[Problem]:
    """A fact that only its own page and the ledger print; a warning, since it may wait for its sentence."""
    printed = {
        mark.name
        for path, text in pages.items()
        if path.endswith(".html") and "/" not in path.removeprefix(edition_of(story, path).path)
        for mark in marked(text)
        if mark.kind == "fact"
    }
    for name in sorted(story.facts.keys() - printed):
        yield Problem(
            "fact-unprinted",
            story.place("fact", name),
            f"{name}: no sentence, note or chart of the feature prints this fact.",
            f"Write {{{{{name}}}}} where it belongs, or delete the fact.",
            level="warning",
        )
