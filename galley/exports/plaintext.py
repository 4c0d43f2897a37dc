"""The feature as plain text, for those who read it so: in a terminal, by mail, through a screen reader."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lxml.html import HtmlElement, fragment_fromstring

from galley.charts.describe import table
from galley.editions.figures import date_words
from galley.editions.prose import sections_html, to_html
from galley.editions.saying import say
from galley.exports.addresses import link
from galley.marks import mark
from galley.model import Edition, Section
from galley.story.load import Story

_LIST = re.compile(r"^(- .*)\n\n(?=- )", re.MULTILINE)
"""An item and the empty line before the next one."""
_SIGNS = {"li": "- ", "blockquote": "> "}
_BLOCKS = frozenset({"p", "ul", "ol", "h3", "h4", "h5", "h6", "aside", "div", "hr", "pre", *_SIGNS})


def feature_text(story: Story, edition: Edition) -> str:
    """The whole feature, a line a paragraph; a chart as its table; the sources at the end."""
    site = story.site
    published = mark("date", "published", date_words(story, edition, site.published, ()))
    blocks = [
        say(story, edition, site.headline),
        f"{say(story, edition, site.publisher)} · {published}",
        *_lines(to_html(say(story, edition, site.lead))),
    ]
    for section in story.sections[edition.id]:
        blocks += _section(story, edition, section)
    return _LIST.sub(r"\1\n", "\n\n".join([*blocks, "* * *", *_sources(story, edition)])) + "\n"


def _section(story: Story, edition: Edition, section: Section) -> Iterator[str]:
    yield "* * *"
    yield say(story, edition, section.title)
    if section.standfirst:
        yield say(story, edition, section.standfirst)
    yield from _lines(sections_html(story, edition, section, lambda name: _chart(story, edition, name)))


def _chart(story: Story, edition: Edition, chart_id: str) -> str:
    """A chart as HTML that says it in words: its title, and a list item a row, or what it is and its figure."""
    chart = story.charts[chart_id]
    whole = chart.form in ("table", "status", "strip")
    rows = (row if whole else row[:2] for row in table(story, edition, chart).rows)
    said = [" · ".join(cell for cell in row if cell) for row in rows]
    title = html.escape(say(story, edition, chart.title))
    return f"<p>{title}</p><ul>{''.join(f'<li>{html.escape(line)}</li>' for line in said)}</ul>"


def _sources(story: Story, edition: Edition) -> Iterator[str]:
    for source in story.sources.values():
        words = [mark("quote", source.id, say(story, edition, source.title)), say(story, edition, source.publisher)]
        words += [mark("id", source.id, source.url)] if source.url else []
        yield " · ".join(words)
    if story.site.url:
        yield link(story.site, edition.path)


def _lines(text: str) -> Iterator[str]:
    """The words of each block of the HTML `text`."""
    yield from _blocks(fragment_fromstring(text, create_parent="div"), "")


def _blocks(element: HtmlElement, sign: str) -> Iterator[str]:
    words = element.text or ""
    for child in element:
        if child.tag in _BLOCKS:
            yield from _said(words, sign)
            yield from _blocks(child, sign + _SIGNS.get(child.tag, ""))
            words = child.tail or ""
        else:
            words += ("\n" if child.tag == "br" else child.text_content()) + (child.tail or "")
    yield from _said(words, sign)


def _said(words: str, sign: str) -> Iterator[str]:
    folded = " ".join(words.split())
    if folded:
        yield sign + folded
