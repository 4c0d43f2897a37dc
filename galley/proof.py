"""Proof on the rendered site: every figure on it is vouched for, and says what its fact says.

Works on the marked output (`marks`), before the marks are turned into links. What it cannot see — whether a number is
about what the sentence says, whether a source is right — the method page says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from functools import partial

from lxml import html

from galley.dates import Date
from galley.errors import Place, Problem
from galley.evidence.derive import Value
from galley.links import Pointers, check_links, pointers
from galley.marks import KINDS, marked, plain, unmarked
from galley.model import Edition
from galley.numbers.reader import Figure, Vocabulary, read_all
from galley.pages.addresses import edition_of, tells
from galley.pages.kept import MarkedPage, digest
from galley.story.load import Story

SEEN = " | ".join(
    f"//@{name}"
    for name in (
        "alt", "title", "aria-label", "aria-description", "placeholder", "label", "content", "datetime", "value"
    )
)  # fmt: skip
"""Attributes that a reader or a machine sees as words."""

MARKUP = (".html", ".svg", ".xml")
UNSEEN = frozenset({"script", "style"})
NOT_WORDS = frozenset({"viewport", "theme-color", "color-scheme", "referrer"})
"""Names of <meta> elements whose content is a setting."""

HIDDEN_FIGURES = re.compile("[½⅓⅔¼¾⅛⅜⅝⅞Ⅰ-ↈ①-⓿]")
"""Figures in one character, which no reader of numbers would find."""

STRUCTURE = re.compile(r"https?://[^\s\"<>,]+|\butf-8\b|/\w[^\s\"<>,]*\.\w+", re.IGNORECASE)
"""What carries digits in plain files and is no statement: addresses, and the name of an encoding."""

SPECIFIED = frozenset({"text", "t", "title", "subtitle", "description", "label", "words"})
"""Keys of a chart's specification that hold words."""


def prove(
    story: Story, texts: Mapping[str, str], files: Collection[str], pages: Mapping[str, MarkedPage]
) -> list[Problem]:
    """Every problem of the marked `texts` (by path) of a site that holds `files`; empty if it holds.

    What was found on one of its `pages` is kept with it for as long as neither it nor the vocabulary changes.
    """
    problems: list[Problem] = []
    pointed: dict[str, Pointers] = {}
    vocabulary, clean = digest(story.vocabulary), set[tuple[str, str]]()
    for path, text in texts.items():
        if path not in pages:
            problems += _unvouched(story, path, text, clean)
            continue
        page = pages[path]
        problems += page.derive("unvouched", partial(_unvouched, story, path, text, clean), vocabulary)
        pointed[path] = page.derive("pointers", partial(_pointers, text))
    problems += check_links(pointed, files, story.site.url)
    problems += _disagreements(story, texts)
    return [*problems, *_unprinted(story, texts)]


def holding(story: Story) -> Callable[[str, str], bool]:
    """Tells of the marked text at a path whether every mark in it, read afresh, is of a known kind and is its fact."""
    known: dict[tuple[str, str, str, str], bool] = {}

    def holds(path: str, text: str) -> bool:
        edition = edition_of(story, path)
        for mark in dict.fromkeys((mark.kind, mark.name, mark.words) for mark in marked(text)):
            if (edition.id, *mark) not in known:
                known[edition.id, *mark] = mark[0] in KINDS and (
                    mark[0] not in ("fact", "number") or _agrees(story, edition, *mark)
                )
            if not known[edition.id, *mark]:
                return False
        return True

    return holds


def _pointers(text: str) -> Pointers:
    return pointers(parsed(text))


def _unvouched(story: Story, path: str, text: str, clean: set[tuple[str, str]]) -> list[Problem]:
    """Figures of a text that nothing vouches for; `clean` are pieces of any text that have none."""
    lang, problems = edition_of(story, path).lang, list[Problem]()
    pieces = _html_pieces(parsed(text), lang) if path.endswith(MARKUP) else _file_pieces(path, text, lang)
    for piece in pieces:
        if piece not in clean:
            found = list(_orphans(path, *piece, story.vocabulary))
            problems += found
            if not found:
                clean.add(piece)
    return problems


def parsed(text: str) -> html.HtmlElement:
    """A text file of a site that is HTML or XML, marks and all."""
    return html.document_fromstring(re.sub(r"^<\?xml[^>]*\?>", "", text))


def _html_pieces(page: html.HtmlElement, lang: str) -> Iterator[tuple[str, str]]:
    """(language, marked words) of every text and attribute of a page that a reader or a machine sees."""
    stack: list[tuple[html.HtmlElement, str]] = [(page, lang)]
    while stack:
        element, around = stack.pop()
        if not isinstance(element.tag, str):
            continue
        inside = element.get("lang") or around
        if element.text and element.tag not in UNSEEN:
            yield inside, element.text
        for child in element:
            if child.tail:
                yield inside, child.tail
            stack.append((child, inside))
    for words in page.xpath(SEEN):
        if words.getparent().get("name") not in NOT_WORDS:
            yield _lang(words.getparent(), lang), str(words)


def _lang(element: html.HtmlElement, lang: str) -> str:
    around = element.xpath("ancestor-or-self::*[@lang][1]/@lang")
    return str(around[-1]) if around else lang


def _file_pieces(path: str, text: str, lang: str) -> Iterator[tuple[str, str]]:
    """(language, marked words) of a file that is not HTML."""
    if path.endswith(".vl.json"):
        yield from ((lang, words) for words in _words_of(json.loads(text)))
    else:
        yield from ((lang, line) for line in STRUCTURE.sub(" ", unmarked(text)).splitlines())


def _words_of(value: object, key: str = "") -> Iterator[str]:
    """The words in a chart's specification; its other strings are names, colours and paths of the drawing."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _words_of(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from _words_of(one, key)
    elif isinstance(value, str) and key in SPECIFIED:
        yield value


def _orphans(path: str, lang: str, words: str, vocabulary: Vocabulary) -> Iterator[Problem]:
    bare = unmarked(words)
    if not bare.strip():
        return
    figures = (figure.text for figure in read_all(bare, lang, vocabulary) if not figure.soft)
    for text in (*figures, *HIDDEN_FIGURES.findall(bare)):
        at = bare.find(text)
        yield Problem(
            "figure-unvouched",
            Place(path),
            f"the rendered page prints “{text}”, which no fact, date, term or scale vouches for.",
            "Print it through a fact, or name it in data/terms.yaml if it is part of a name.",
            quote=" ".join(plain(bare[max(0, at - 24) : at + 24]).replace("\x00", "…").split()),
        )


def _disagreements(story: Story, pages: Mapping[str, str]) -> Iterator[Problem]:
    """Each different mark is read once, wherever it first stands."""
    first = {(m.kind, m.name, m.words): path for path, text in reversed(list(pages.items())) for m in marked(text)}
    for (kind, name, words), path in first.items():
        if kind not in KINDS:
            yield Problem(
                "mark-unknown",
                Place(path),
                f"a figure is marked as “{kind}”, which is no kind of mark.",
                f"Use one of {', '.join(sorted(KINDS))} in the template.",
            )
        elif kind in ("fact", "number") and not _agrees(story, edition_of(story, path), kind, name, words):
            yield Problem(
                "figure-disagrees",
                Place(path),
                f"{name}: the page prints “{words}”, which does not read as the fact does.",
                "Mend the unit's or qualifier's forms for this edition in data/units.yaml or data/qualifiers.yaml.",
            )


def _agrees(story: Story, edition: Edition, kind: str, name: str, words: str) -> bool:
    """Whether the words of a mark, read afresh, are the fact: number, unit as far as it is said, qualifier.

    They are read in the language of the page, or of another edition that the page quotes.
    """
    value = story.values.get(name)
    if value is None or value.number is None:
        return True
    for lang in dict.fromkeys((edition.lang, *(other.lang for other in story.editions.values()))):
        read = read_all(words, lang, story.vocabulary)
        if any(_same(story, figure, value) for figure in read) and (
            kind == "number" or _qualified(story, read, value.qualifier)
        ):
            return True
    return False


def _same(story: Story, figure: Figure, value: Value) -> bool:
    if isinstance(figure.value, Date) and figure.text.isdecimal():
        return Decimal(figure.text) == value.number  # four digits alone are read as a year
    if not isinstance(figure.value, Decimal) or value.number is None:
        return False
    if value.unit is None:
        return figure.value == value.number
    meant = story.units[value.unit]
    said = [story.units[unit] for unit in figure.units or (value.unit, *meant.as_.values())]
    return any(
        unit.measures == meant.measures and figure.value * unit.size == value.number * meant.size for unit in said
    )


def _qualified(story: Story, read: tuple[Figure, ...], qualifier: str | None) -> bool:
    if qualifier is None or story.qualifiers[qualifier].op == "=":
        return True
    ops = {story.qualifiers[said].op for figure in read for said in figure.qualifiers}
    return story.qualifiers[qualifier].op in ops


def _unprinted(story: Story, pages: Mapping[str, str]) -> Iterator[Problem]:
    """A fact that only its own page and the ledger print; a warning, since it may wait for its sentence."""
    printed = {
        mark.name
        for path, text in pages.items()
        if path.endswith(".html") and tells(edition_of(story, path), path)
        for mark in marked(text)
        if mark.kind == "fact"
    }
    lines = {name for name, point in story.points.items() if point.line}  # a series is printed as a whole
    for name in sorted(story.facts.keys() - printed - lines):
        yield Problem(
            "fact-unprinted",
            story.place("fact", name),
            f"{name}: no sentence, note or chart of the feature prints this fact.",
            f"Write {{{{{name}}}}} where it belongs, or delete the fact.",
            level="warning",
        )
