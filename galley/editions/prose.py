"""Markdown with marks in it → HTML, for an author who may use emphasis, links, lists, notes and charts, and no HTML."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from functools import lru_cache

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from galley.editions.saying import fill
from galley.editions.script import in_script
from galley.marks import CLOSE, OPEN
from galley.model import Section
from galley.story.voice import Voice

CHART_LINE = re.compile(r"^([ \t]*)(\{\{chart ([^{}\s]+)\}\})[ \t]*$", re.MULTILINE)
CHART = re.compile(r"<p>\{\{chart ([^{}\s]+)\}\}</p>")

_HAN = "\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_HAN_BEFORE_BREAK = re.compile(rf"([{_HAN}][”’…—]*)\n(?=[“‘…—{_HAN}{OPEN}]|<(?:strong|em|a|code)\b)")
_BREAK_BEFORE_HAN = re.compile(rf"(</(?:strong|em|a|code)>|[”’…—{CLOSE}])\n(?=[“‘]?[{_HAN}])")


def sections_html(voice: Voice, section: Section, chart_html: Callable[[str], str] = lambda name: "") -> str:
    """The marked HTML of a section's body; `chart_html` gives that of a chart."""
    body = to_html(fill(voice, in_script(voice, section, section.body)))
    return CHART.sub(lambda found: chart_html(found[1]), body)


@lru_cache(maxsize=1 << 14)
def to_html(text: str) -> str:
    """Marked Markdown as marked HTML. A line break inside a Chinese sentence leaves no space behind."""
    # A Markdown object holds the text it is at, so each text has its own: it costs less than the text does.
    markdown = Markdown(extensions=["admonition", "sane_lists", _NoHtml()], output_format="html")
    body = str(markdown.convert(CHART_LINE.sub(r"\n\1\2\n", text)))
    return _BREAK_BEFORE_HAN.sub(r"\1", _HAN_BEFORE_BREAK.sub(r"\1", body))


class _Notes(Treeprocessor):
    """A note is an aside with a heading."""

    def run(self, root: etree.Element) -> None:
        for box in root.iterfind(".//div"):
            box.tag = "aside"
            box.set("class", box.get("class", "").removeprefix("admonition "))
            title = box.find("p[@class='admonition-title']")
            if title is not None:
                title.tag = "h3"
                del title.attrib["class"]


class _NoHtml(Extension):
    """Raw HTML is text; a `!!! note` is an aside."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.treeprocessors.register(_Notes(md), "notes", 5)
