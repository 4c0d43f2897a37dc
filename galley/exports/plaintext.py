"""The feature as plain text, for those who read it so: in a terminal, by mail, through a screen reader."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement, fragment_fromstring

from galley.charts.ground import drawn_facts
from galley.charts.model import Chart
from galley.charts.voice import table
from galley.editions.days import date_words
from galley.editions.prose import sections_html, to_html
from galley.editions.saying import fill, say
from galley.editions.script import in_script, phrase
from galley.exports.addresses import link
from galley.marks import mark
from galley.markup import INLINE
from galley.model import Section, Source, Text
from galley.story.voice import Voice

_LIST = re.compile(r"^(- .*)\n\n(?=- )", re.MULTILINE)
"""An item and the empty line before the next one."""
_SIGNS = {"li": "- ", "blockquote": "> ", "h3": "\n"}
"""What a block begins with; a heading has one more empty line above it."""


def feature_text(voice: Voice) -> str:
    """The whole feature, a line a paragraph; a chart as its rows; the sources at the end."""
    site = voice.story.site
    published = mark("date", "published", date_words(voice, site.published))
    blocks = [
        say(voice, site.headline),
        f"{say(voice, site.publisher)} · {published}",
        *_lines(to_html(say(voice, site.lead))),
    ]
    if site.opening:
        blocks += _lines(_chart(voice, site.opening))
    for section in voice.story.sections[voice.edition.id]:
        blocks += _section(voice, section)
    blocks += ["* * *", phrase(voice, "column.source"), *_sources(voice)]
    return _LIST.sub(r"\1\n", "\n\n".join(blocks)) + "\n"


def _section(voice: Voice, section: Section) -> Iterator[str]:
    yield "* * *"
    yield fill(voice, in_script(voice, section, section.title))
    if section.standfirst:
        yield fill(voice, in_script(voice, section, section.standfirst))
    yield from _lines(sections_html(voice, section, lambda name: _chart(voice, name)))


def _chart(voice: Voice, chart_id: str) -> str:
    """A chart as HTML that says it in words: what it shows, a list item a row, where that comes from and what to mind.

    A row says what is drawn and its figure, its time where others are called the same, and its status where nobody has
    checked it; a table says all it holds.
    """
    story = voice.story
    chart = story.charts[chart_id]
    found, checked = table(voice, chart), phrase(voice, "status.checked")
    at, called = found.status, Counter(row[0] for row in found.rows)
    time = found.columns.index(of) if (of := phrase(voice, "column.as-of")) in found.columns else None

    def told(row: tuple[str, ...], at: int) -> tuple[str, ...]:
        dated = row[time] if time is not None and called[row[0]] > 1 else ""
        return *row[:2], dated, row[at] if row[at] != checked else ""

    said = [_row(row if at is None else told(row, at)) for row in found.rows]
    cited = dict.fromkeys(story.facts[fact].source for fact in drawn_facts(story, chart))
    sources = [_title(voice, story.sources[name]) for name in cited if name]
    above = [say(voice, chart.subtitle), _row(found.columns) if at is None else ""]
    named = _row((phrase(voice, "column.source"), *sources)) if sources else ""
    below = [named, *(say(voice, note) for note in _notes(chart))]
    return (
        f"<h3>{html.escape(say(voice, chart.title))}</h3>{_paragraphs(above)}"
        f"<ul>{''.join(f'<li>{html.escape(line)}</li>' for line in said)}</ul>{_paragraphs(below)}"
    )


def _row(cells: Iterable[str]) -> str:
    return " · ".join(cell for cell in cells if cell)


def _notes(chart: Chart) -> Iterator[Text]:
    yield from (note for note in (chart.source_note, chart.note) if note)


def _paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in lines if line)


def _sources(voice: Voice) -> Iterator[str]:
    story = voice.story
    for source in story.sources.values():
        words = [_title(voice, source), say(voice, source.publisher)]
        words += [mark("id", source.id, source.url)] if source.url else []
        yield " · ".join(words)
    if story.site.url:
        yield link(story.site, voice.edition.path)


def _title(voice: Voice, source: Source) -> str:
    return mark("quote", source.id, say(voice, source.title))


def _lines(text: str) -> Iterator[str]:
    """The words of each block of the HTML `text`."""
    yield from _blocks(fragment_fromstring(text, create_parent="div"), "")


def _blocks(element: HtmlElement, sign: str) -> Iterator[str]:
    words = element.text or ""
    for child in element:
        if child.tag == "br" or child.tag in INLINE:
            words += ("\n" if child.tag == "br" else child.text_content()) + (child.tail or "")
        else:
            yield from _said(words, sign)
            yield from _blocks(child, sign + _SIGNS.get(str(child.tag), ""))
            words = child.tail or ""
    yield from _said(words, sign)


def _said(words: str, sign: str) -> Iterator[str]:
    folded = " ".join(words.split())
    if folded:
        yield sign + folded
