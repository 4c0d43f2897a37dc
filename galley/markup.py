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
