"""What a page sets in the place of one thing and belongs to another: a label, a title, a status, a row.

Templates are the story's. One that takes the next fact's label, drops a row or turns a table round prints no figure
that its fact does not say; so what stands in the element of a thing, by its id, or on the page of it, is compared with
what the thing has. A template may leave out what it likes, and set nothing of another in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from lxml.html import HtmlElement

from galley.charts.canvas import MARK_PITCH
from galley.charts.form import Rows
from galley.charts.forms.table import TableChart
from galley.charts.ground import drawn_facts
from galley.charts.rows import FACTS
from galley.charts.voice import alternative, table
from galley.editions.corrections import corrections
from galley.editions.days import date_words
from galley.editions.saying import fill, say
from galley.editions.script import in_script, phrase
from galley.errors import Place, Problem
from galley.marks import marked, plain
from galley.pages.addresses import edition_of, kind_of
from galley.proof.vouchers import quoted
from galley.store import digest
from galley.story.lines import lines
from galley.story.load import Story
from galley.story.memo import memoised
from galley.story.voice import Voice

_STATUSES = ("checked", "inferred", "derived", "cited")
_FACTS = frozenset({"ledger", "evidence", "series"})
"""Kinds of page on which each fact has an element of its own."""
_INSTEAD = "Let the template print what belongs there, each part once and in the order in which it is given."


def astray(story: Story, path: str, page: HtmlElement) -> Iterator[Problem]:
    """What the page at a path sets in the place of something else."""
    voice = Voice(story, edition_of(story, path))
    kind, name = kind_of(voice.edition, path)
    found: Iterator[str] = iter(())
    if kind == "fact" and name in story.facts:
        found = chain(_fact(voice, name, [page]), _credited(voice, name, page), _rows_of_others(voice, page))
    elif kind in _FACTS:
        ids = {element.get("id", ""): element for element in page.iter() if element.get("id") in story.facts}
        found = (one for fact, element in ids.items() for one in _fact(voice, fact, _described(element)))
    elif kind in ("chart", "embed") and name in story.charts:
        found = _chart(voice, name, page)
    elif kind == "corrections":
        found = _corrected(voice, page)
    elif kind in ("feature", "section"):
        found = _told(voice, page)
    place = Place(f"templates/{kind}.html")
    yield from (Problem("page-astray", place, f"{path}: {what}.", _INSTEAD) for what in dict.fromkeys(found))


@memoised
def basis(voice: Voice) -> bytes:
    """What a verdict on a page rests on, beside the page and what its templates were given."""
    quoted_from = {name: digest(text) for name, text in voice.story.texts.items()}
    told = (_labels(voice), _statuses(voice), _titles(voice), _subtitles(voice), _headings(voice), _sources(voice))
    return digest((told, quoted_from))


def _words(elements: Iterable[HtmlElement]) -> str:
    """All that elements say, without marks and white space."""
    return _spaceless("".join("".join(one.itertext()) for one in elements))


def _spaceless(words: str) -> str:
    return "".join(plain(words).split())


def _described(element: HtmlElement) -> list[HtmlElement]:
    """An element of a fact, and what describes a term of a list: <dt id> with each <dd> behind it."""
    found = [element]
    behind = element.getnext() if element.tag == "dt" else None
    while behind is not None and behind.tag == "dd":
        found.append(behind)
        behind = behind.getnext()
    return found


def _fact(voice: Voice, name: str, elements: list[HtmlElement]) -> Iterator[str]:
    """What is set beside a fact and is another's label or status, or what it is said to quote and no source says."""
    said, story = _words(elements), voice.story
    if name not in lines(story) and (other := _another(said, name, _labels(voice))):
        yield f"{name} stands under “{other}”, which is the label of another fact"
    if other := _another(said, story.status(name), _statuses(voice)):
        yield f"{name} is said to be “{other}”, and is “{phrase(voice, f'status.{story.status(name)}')}”"
    names = {mark.name for element in elements for mark in marked("".join(element.itertext())) if mark.kind == "fact"}
    if names and name not in names:
        yield f"{name} has the figure of {', '.join(sorted(names))} in its place"
    for element in elements:
        for quotation in element.iter("q", "blockquote"):
            for one in (quotation, *quotation.iter("mark")):
                words = " ".join(plain("".join(one.itertext())).split())
                if words and not quoted(voice, name, words, marked=one.tag == "mark"):
                    yield f"{name}: “{words[:80]}” is set as a quotation, and its source has no such words"


def _another(said: str, own: str, told: Mapping[str, str]) -> str:
    """What words say of another thing, where they do not say it of their own."""
    if own not in told or _spaceless(told[own]) in said:
        return ""
    others = (words for name, words in told.items() if name != own and _spaceless(words) in said)
    return max(others, key=len, default="")


@memoised
def _labels(voice: Voice) -> Mapping[str, str]:
    return {name: plain(say(voice, fact.label)) for name, fact in voice.story.facts.items()}


@memoised
def _sources(voice: Voice) -> Mapping[str, str]:
    return {name: plain(say(voice, source.title)) for name, source in voice.story.sources.items()}


def _credited(voice: Voice, name: str, page: HtmlElement) -> Iterator[str]:
    """Another source, on a page that does not name the fact's own."""
    if other := _another(_words([page]), voice.story.facts[name].source or "", _sources(voice)):
        yield f"{name} is said to be from “{other}”, which is another source"


def _rows_of_others(voice: Voice, page: HtmlElement) -> Iterator[str]:
    """Lines of a page that have the label of one fact, and nothing but the figures of others."""
    known = {_spaceless(label): name for name, label in _labels(voice).items()}
    for line in page.iter("p", "li", "tr"):
        figures = {mark.name for mark in marked("".join(line.itertext())) if mark.kind == "fact"}
        called = {known.get(_words([one])) for one in line.iter("a", "td", "th", "span", "b")} - {None}
        if figures and called and not called & figures:
            label, others = ", ".join(sorted(map(str, called))), ", ".join(sorted(figures))
            yield f"{label} has the figure of {others} beside its label"


@memoised
def _statuses(voice: Voice) -> Mapping[str, str]:
    known = (one for one in _STATUSES if f"status.{one}" in voice.story.strings)
    return {one: phrase(voice, f"status.{one}") for one in known}


@memoised
def _titles(voice: Voice) -> Mapping[str, str]:
    """The titles of charts, those of withdrawn ones too."""
    return {name: plain(say(voice, chart.title)) for name, chart in voice.story.charts.items()}


@memoised
def _subtitles(voice: Voice) -> Mapping[str, str]:
    return {name: plain(say(voice, chart.subtitle)) for name, chart in voice.story.charts.items()}


@memoised
def _headings(voice: Voice) -> Mapping[str, str]:
    sections = voice.story.sections[voice.edition.id]
    return {one.id: plain(fill(voice, in_script(voice, one, one.title))) for one in sections}


def _chart(voice: Voice, name: str, page: HtmlElement) -> Iterator[str]:
    """What is wrong on the page of a chart: another's title over it, or a table that is not its own."""
    if other := _another(_words(page.iter("h1")), name, _titles(voice)):
        yield f"{name} stands under “{other}”, which is the title of another chart"
    if other := _another(_words([page]), name, _subtitles(voice)):
        yield f"{name} stands under “{other}”, which is the subtitle of another chart"
    if not voice.story.charts[name].withdrawn:
        yield from _tables(voice, name, page)
        yield from _drawn(voice, name, page)


def _told(voice: Voice, page: HtmlElement) -> Iterator[str]:
    """What is wrong in the sections and charts of the feature."""
    sections, titles = _headings(voice), _titles(voice)
    for element in page.iter("section", "figure"):
        own = element.get("id", "")
        heading = next(element.iter("h1", "h2"), None) if own in sections else None
        if heading is not None and (other := _another(_words([heading]), own, sections)):
            yield f"{own} stands under “{other}”, which is the title of another section"
        chart = own.removeprefix("chart-")
        if chart != own and chart in titles:
            caption = _words(element.iter("figcaption"))
            if other := _another(caption, chart, titles) or _another(caption, chart, _subtitles(voice)):
                yield f"{chart} stands under “{other}”, which is the title of another chart"
            yield from _tables(voice, chart, element)
            yield from _drawn(voice, chart, element)


def _tables(voice: Voice, name: str, element: HtmlElement) -> Iterator[str]:
    """Tables in an element of a chart whose cells are not those of the chart under their heads, row by row."""
    rows = table(voice, voice.story.charts[name])
    for one in element.iter("table"):
        said = [[_words([cell]) for cell in line.iter("th", "td")] for line in one.iter("tr")]
        if said and (fault := _misset(rows, said)):
            yield f"{name}: its table {fault}"


def _drawn(voice: Voice, name: str, element: HtmlElement) -> Iterator[str]:
    """Drawings and descriptions of another chart in an element of a chart, and small marks in other cells."""
    story, chart = voice.story, voice.story.charts[name]
    known = {*drawn_facts(story, chart)}
    for svg in element.iter("svg"):
        facts = {one.name for one in marked("".join(svg.itertext())) if one.kind in FACTS and one.name in story.facts}
        if svg.get("class") == "chart" and facts and not facts & known:
            yield f"{name} has the drawing of another chart, with {', '.join(sorted(facts))}"
    for one in element.iter():
        if "aria-label" in one.attrib and (
            other := _another(_spaceless(one.get("aria-label", "")), name, _described_as(voice))
        ):
            yield f"{name} is described as “{other[:80]}”, which are the words of another chart"
    if isinstance(chart, TableChart):
        for place, window in _windows(element):
            if place not in chart.windows or chart.windows.index(place) != window:
                yield f"{name} has small marks in row {place[0] + 1}, column {place[1] + 1} that belong elsewhere"


def _windows(element: HtmlElement) -> Iterator[tuple[tuple[int, int], float]]:
    """The row and column of each cell with small marks, and which window of them it shows."""
    for body in element.iter("tbody"):
        for down, line in enumerate(body.iter("tr")):
            for across, cell in enumerate(line.iter("th", "td")):
                for svg in cell.iter("svg"):
                    if svg.get("class") == "mark":
                        yield (down, across), float(svg.get("viewbox", "0 -1").split()[1]) / MARK_PITCH


@memoised
def _described_as(voice: Voice) -> Mapping[str, str]:
    """What each chart is described as to those who do not see it."""
    return {name: plain(alternative(voice, chart)) for name, chart in voice.story.charts.items()}


def _misset(rows: Rows, said: list[list[str]]) -> str:
    """How the cells of a table differ from those of a chart; a table of other columns is none of it."""
    columns = [_spaceless(one) for one in rows.columns]
    heads, *body = said
    if len(heads) < 2 or not {*heads} <= {*columns}:
        return ""
    at = [columns.index(head) for head in heads]
    if len(body) != len(rows.rows):
        return f"has {len(body)} of {len(rows.rows)} rows"
    for cells, due in zip(body, rows.rows, strict=True):
        own = [_spaceless(due[column]) for column in at]
        alike = (cell in (words, head + words) for cell, words, head in zip(cells, own, heads, strict=False))
        if len(cells) != len(own) or not all(alike):
            told = " · ".join(plain(due[column]) for column in at)
            return f"has no row “{told}” where it should stand under “{' · '.join(rows.columns[one] for one in at)}”"
    return ""


def _corrected(voice: Voice, page: HtmlElement) -> Iterator[str]:
    """Corrections that are told the wrong way round, or with the reason of another."""
    ids = {element.get("id"): element for element in page.iter() if element.get("id")}
    made = corrections(voice)
    reasons = {f"{one.name}-{one.order}": plain(one.reason) for one in made}
    for one in made:
        own = f"{one.name}-{one.order}"
        said = _words([ids.get(own, page)])
        before, after = _spaceless(one.before), _spaceless(one.after)
        first = said.find(before)
        if (first < 0 and after in said) or (first >= 0 and said.find(after, first + len(before)) < 0):
            yield f"{one.name} is not told as “{plain(one.before)}” first and “{plain(one.after)}” then"
        days = {"": date_words(voice, voice.story.site.published), own: date_words(voice, one.changed)}
        if own in ids and (other := _another(said, own, days)):
            yield f"{one.name} is said to have been corrected on “{other}”"
        if own in ids and (other := _another(said, own, reasons)):
            yield f"{one.name} is told with “{other}”, which is the reason of another correction"
