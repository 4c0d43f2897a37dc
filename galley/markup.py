"""The HTML and XML of a site as a tree of elements."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.etree import ElementDefaultClassLookup
from lxml.html import (
    HtmlComment,
    HtmlElement,
    HtmlEntity,
    HTMLParser,
    HtmlProcessingInstruction,
    document_fromstring,
)

MARKUP = (".html", ".svg", ".xml")

INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "cite", "code", "dfn", "em", "i", "mark", "q", "s", "small", "span", "strong"),
        *("sub", "sup", "time", "u", "var", "wbr"),
    }
)
"""Elements that part no words: what they hold is read with what stands around them. Any other parts them, a new one
too."""

PARAGRAPHS = frozenset(
    {"p", "li", "dt", "dd", "figcaption", "caption", "blockquote", "summary", "section", "figure", "td", "th", "nav"}
    | {f"h{level}" for level in range(1, 7)}
)
"""Elements that are a paragraph to a reader, or end one: a label and its figure in a row of a drawing stay together."""

_DECLARATION = re.compile(r"^<\?xml[^>]*\?>")
_PARSER = HTMLParser()
# lxml's own parser asks a method in Python for the class of each element, which took a tenth of the time of a build.
_PARSER.set_element_class_lookup(
    ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction, entity=HtmlEntity)
)


@lru_cache(maxsize=1)
def parsed(text: str) -> HtmlElement:
    """A text file of a site that is HTML or XML, marks and all: to be read, and not changed.

    One page is read for its words, its figures and its links before the next, so the last tree is kept.
    """
    return document_fromstring(_DECLARATION.sub("", text) or "<p>", parser=_PARSER)
