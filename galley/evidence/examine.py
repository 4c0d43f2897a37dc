"""Finds each quote in its source, compares it with its fact, and gives each figure of a source to one fact or term."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from galley.clean import Clean
from galley.dates import Date, compatible
from galley.errors import Problem
from galley.evidence.agreement import Comparison, Places, date_figure, date_of, number_figure, repeats
from galley.evidence.cells import cell_problems
from galley.evidence.lists import list_problems
from galley.evidence.nearest import nearest
from galley.evidence.outside import outside_problems
from galley.evidence.owners import Cited, cited_twice, claimed_twice
from galley.evidence.planned import plan_problems
from galley.evidence.quotes import SourceText, TextSpan, occurrences, page, quoted
from galley.evidence.ranges import range_figure
from galley.evidence.sheets import Sheet, quoted_cell, read_sheet
from galley.evidence.times import time_problems
from galley.languages import kin_of
from galley.model import Fact, Source, Text
from galley.numbers.storyreader import Figure, Vocabulary, named, read_source

__all__ = ["Covered", "Evidence", "TextSpan", "cover", "examine"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact stands in the stored text of its source; all spans are offsets in that text."""

    fact: str
    source: str
    quote: TextSpan
    figure: TextSpan | None  # its number, range or date; none for words and items
    ends: tuple[TextSpan, ...] = ()  # of a range
    also: tuple[TextSpan, ...] = ()  # further quotes that repeat it
    repeats: tuple[TextSpan, ...] = ()  # the figures in them
    words: tuple[TextSpan, ...] = ()  # its words, or its items
    dates: tuple[TextSpan, ...] = ()  # figures that state its as-of date


@dataclass(frozen=True, slots=True)
class Covered:
    """A figure of a source, or a term in it, and what vouches for it; `by` is None where nothing does."""

    figure: Figure
    by: str | None
    kind: Literal["fact", "term"] | None


class Examined(Protocol):
    """What of a story is needed to say which of a source's figures its facts cover."""

    @property
    def sources(self) -> Mapping[str, Source]: ...
    @property
    def texts(self) -> Mapping[str, str]: ...
    @property
    def vocabulary(self) -> Vocabulary: ...
    @property
    def evidence(self) -> Mapping[str, Evidence]: ...


def examine(
    facts: Mapping[str, Fact],
    sources: Mapping[str, Source],
    texts: Mapping[str, str],
    vocabulary: Vocabulary,
    places: Places,
    problems: list[Problem],
    clean: Clean,
) -> Mapping[str, Evidence]:
    """The evidence of every fact that quotes a stored source; all that does not agree with it is a problem.

    A quote of a source that is not stored is read and compared all the same; it cannot be located. `clean` knows around
    which quotations nothing was found before, by the same engine.
    """
    evidence: dict[str, Evidence] = {}
    known = ((sources[name], text) for name, text in texts.items() if name in sources)
    pages = {one.id: page(text, one.lang, vocabulary, one.text or one.id) for one, text in known}
    cited: list[Cited] = []
    sheets = {name: read_sheet(texts[name], sources[name]) for name in pages if sources[name].sheet}
    for fact in facts.values():
        if fact.source is None or fact.derived or fact.source not in sources:
            continue
        if fact.cell is not None:
            found = _in_a_sheet(fact, sources[fact.source], pages, sheets, places, problems)
            evidence |= {fact.id: found} if found else {}
            continue
        if fact.quote is None:
            problems += _in_a_table(fact, sources[fact.source], vocabulary, places)
            continue
        if fact.source in pages:
            found = _located(fact, pages[fact.source], sources[fact.source].date, places, problems, clean)
            if found:
                evidence[fact.id] = found
        else:
            quote = page(fact.quote.strip(), sources[fact.source].lang, vocabulary)
            case = Comparison(fact, quote, TextSpan(0, len(quote.text)), places, sources[fact.source].date, clean)
            figure, _ = _compared(case, problems)
            cited += [Cited(fact, quote.text, TextSpan(figure.start, figure.end))] if figure else []
    owned = [(one.source, span, facts[one.fact]) for one in evidence.values() for span in _figures_of(one)]
    problems += [*claimed_twice(owned, places, texts), *cited_twice(cited, places)]
    return evidence


def cover(source_id: str, story: Examined) -> tuple[Covered, ...]:
    """Every figure of a stored source and every term with a number in it, in order, with what covers it."""
    text, lang = story.texts[source_id], story.sources[source_id].lang
    evidence = [found for found in story.evidence.values() if found.source == source_id]
    claims = [(span, one.fact) for part in _STRENGTH for one in evidence for span in part(one)]
    covered: list[Covered] = []
    for figure in read_source(text, lang, story.vocabulary):
        by = next((fact for span, fact in claims if span.start < figure.end and figure.start < span.end), None)
        if by or not figure.soft:
            covered.append(Covered(figure, by, "fact" if by else None))
    for term in named(text, lang, story.vocabulary):
        if story.vocabulary.lexicon(lang).number.search(term.text):
            covered.append(Covered(Figure(term.start, term.end, term.text, None), term.term, "term"))
    return tuple(sorted(covered, key=lambda one: one.figure.start))


def _figures_of(one: Evidence) -> tuple[TextSpan, ...]:
    return (*(one.ends or ([one.figure] if one.figure else [])), *one.repeats)


_MARKS = "“”‘’\"'「」『』"

_STRENGTH = (_figures_of, lambda one: one.words, lambda one: one.dates)
"""What covers a figure: first a fact's own number, then words around it, then an as-of date."""


def _in_a_sheet(
    fact: Fact,
    source: Source,
    pages: Mapping[str, SourceText],
    sheets: Mapping[str, Sheet],
    places: Places,
    problems: list[Problem],
) -> Evidence | None:
    """The evidence of a fact in a cell of a stored table."""
    if source.id not in sheets:
        message = f"{fact.id}: {source.id} stores no table."
        hint = "Write text: and sheet: with the source, or quote: its words."
        problems.append(Problem("cell-sheetless", places(fact.id, "cell"), message, hint))
        return None
    span = quoted_cell(fact, sheets[source.id], source, pages[source.id], places, problems)
    return Evidence(fact.id, source.id, span, span) if span else None


def _in_a_table(fact: Fact, source: Source, vocabulary: Vocabulary, places: Places) -> Iterator[Problem]:
    """What does not agree with a figure that is cited without a sentence, as a table prints it."""
    if fact.figure is None or (fact.value is None and fact.between is None):
        return
    if source.text is not None:
        message = f"{fact.id}: the text of {source.id} is stored, and no words of it are quoted."
        hint = "Write quote: and the words around the figure, which are then looked up."
        yield Problem("figure-unquoted", places(fact.id, "figure"), message, hint, f"「{fact.figure}」")
    else:
        yield from cell_problems(fact, fact.figure, source.lang, vocabulary, places)


def _located(
    fact: Fact, source: SourceText, published: Date, places: Places, problems: list[Problem], clean: Clean
) -> Evidence | None:
    """The evidence of a fact in a stored text; None, and problems, where the quote cannot be found."""
    span = _found(fact, fact.quote or "", source, places, problems, "quote")
    if span is None or fact.source is None:
        return None
    case = Comparison(fact, source, span, places, published, clean)
    figure, words = _compared(case, problems)
    also = [
        Comparison(fact, source, found, places)
        for at, quote in enumerate(fact.also)
        if (found := _found(fact, quote, source, places, problems, "also", at))
    ]
    repeated = () if fact.words or fact.items else tuple(_repeated(also, problems))
    return Evidence(
        fact=fact.id,
        source=fact.source,
        quote=source.back(span),
        figure=_span(source, figure) if figure else None,
        ends=_range_ends(fact, source, figure),
        also=tuple(source.back(one.span) for one in also),
        repeats=tuple(_span(source, one) for one in repeated),
        words=tuple(source.back(one) for one in words),
        dates=tuple(_span(source, one) for one in _as_of(case, figure)),
    )


def _range_ends(fact: Fact, source: SourceText, figure: Figure | None) -> tuple[TextSpan, ...]:
    if fact.between is None or figure is None:
        return ()
    return tuple(_span(source, one) for one in source.inside(TextSpan(figure.start, figure.end)))


def _compared(case: Comparison, problems: list[Problem]) -> tuple[Figure | None, list[TextSpan]]:
    """The figure that states the fact, or the stretches where its words or items stand."""
    if case.fact.words is not None:
        claim = list(_words(case, [case.fact.words], problems))
        problems += outside_problems(case, None, claim)
        return None, claim
    if case.fact.items is not None:
        spans = list(_words(case, case.fact.items, problems))
        problems += list_problems(case, spans)
        return None, spans
    stated = date_figure if case.fact.date else range_figure if case.fact.between else number_figure
    figure = stated(case, problems)
    planned = [*plan_problems(case, figure)]
    problems += [*time_problems(case, figure), *(planned or outside_problems(case, figure))]
    return figure, []


def _found(
    fact: Fact, quote: str, source: SourceText, places: Places, problems: list[Problem], *keys: str | int
) -> TextSpan | None:
    """The one place where the quote stands."""
    found = source.find(quoted(quote))
    if len(found) == 1:
        return found[0]
    place, shown = places(fact.id, *keys), f"「{quote}」"
    if found:
        message = f"{fact.id}: the quote stands {len(found)} times in {fact.source}."
        problems.append(
            Problem("quote-twice", place, message, "Quote a longer passage, which stands there once.", shown)
        )
    else:
        message = f"{fact.id}: the quote is not in {fact.source}."
        problems.append(Problem("quote-absent", place, message, _remedy(quoted(quote), source), shown))
    return None


def _remedy(quote: str, source: SourceText) -> str:
    bare = quote.strip(_MARKS)
    if bare != quote and source.find(bare):
        return f"Take the marks off its ends: {source.file} has the words without them."
    near = nearest(quote, source.text)
    if near is None:
        return f"No passage of {source.file} is near it; copy the words from there, character by character."
    places = "place" if near.further == 1 else "places"
    further = f", and parts from it in {near.further} more {places}" if near.further else ""
    said = f"“{near.passage}” where the quote says “{near.quote}”{further}"
    return f"Copy the words from {source.file}: line {source.line(near.at)} says {said}."


def _repeated(also: list[Comparison], problems: list[Problem]) -> Iterator[Figure]:
    for case in also:
        if case.fact.between:
            figures = [one for one in [range_figure(case, [])] if one]
        else:
            figures = [figure for figure in case.page.inside(case.span) if repeats(figure, case)]
        if len(figures) == 1:
            yield figures[0]
        else:
            hint = "Quote under `also:` only passages that say the same number once, with its unit and qualifier."
            problems.append(case.problem("also-differs", "also", f"“{case.words}” does not repeat the figure.", hint))


def _words(case: Comparison, texts: tuple[Text, ...] | list[Text], problems: list[Problem]) -> Iterator[TextSpan]:
    """Where the words of a claim, or the items of a list, stand in the quote."""
    key = "words" if case.fact.words is not None else "items"
    for text in texts:
        words = _in(text, case.page.lang)
        if words is None:
            continue
        at = next(occurrences(quoted(words), case.words), None)
        at = next(_opening(quoted(words), case), None) if at is None else at
        if at is None:
            hint = "Write the words of the source exactly, or quote the sentence that has them."
            problems.append(case.problem("words-absent", key, f"the quote does not say “{words}”.", hint))
        else:
            yield TextSpan(case.span.start + at, case.span.start + at + len(quoted(words)))


def _opening(words: str, case: Comparison) -> Iterator[int]:
    """Where the words begin a sentence of the quote, with the capital letter of one: A third of the moorings."""
    for at in occurrences(words[:1].upper() + words[1:], case.words):
        if _BEGUN.search(case.page.text[: case.span.start + at]):
            yield at


_BEGUN = re.compile(r"(?:^|[.!?:\n]\s*)[“‘\"']?$")


def _in(text: Text, lang: str) -> str | None:
    """The words in a language, or in its nearest kin."""
    return text.get(kin_of(lang, text) or "")


def _as_of(case: Comparison, figure: Figure | None) -> Iterator[Figure]:
    if case.fact.as_of is None:
        return
    for other in case.page.inside(case.span):
        given = date_of(other)
        own = figure is not None and other.start == figure.start
        if given and not own and compatible(given, case.fact.as_of):
            yield other


def _span(source: SourceText, figure: Figure) -> TextSpan:
    return source.back(TextSpan(figure.start, figure.end))
