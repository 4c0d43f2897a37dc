"""Markdown with marks in it → HTML, for an author who may use emphasis, links, lists, notes and charts, and no HTML."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from textwrap import dedent

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from galley.editions.saying import fill, paragraphs
from galley.editions.script import authored, in_script
from galley.errors import Place, Problem, StoryError
from galley.marks import CLOSE, OPEN
from galley.model import Section
from galley.story.load import Story
from galley.story.voice import Voice, voices

NOTES = ("note", "warn")
MOST_BRACKETS = 200
"""Brackets that may open in a paragraph: for each, Markdown searches the rest of it."""
DEEPEST = 40
"""Characters by which a line may be indented."""
CHART_LINE = re.compile(r"^([ \t]*)(\{\{chart ([^{}\s]+)\}\})[ \t]*$", re.MULTILINE)
CHART = re.compile(r"<p>\{\{chart ([^{}\s]+)\}\}</p>")

_HAN = "\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_HAN_BEFORE_BREAK = re.compile(rf"([{_HAN}][”’…—]*)\n(?=[“‘…—{_HAN}{OPEN}]|<(?:strong|em|a|code)\b)")
_BREAK_BEFORE_HAN = re.compile(rf"(</(?:strong|em|a|code)>|[”’…—{CLOSE}])\n(?=[“‘]?[{_HAN}])")


def sections_html(voice: Voice, section: Section, chart_html: Callable[[str], str] = lambda name: "") -> str:
    """The marked HTML of a section's body. Raises StoryError for all of its writing that would not read as meant."""
    problems = list(misread(section))
    if problems:
        raise StoryError(problems)
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


# What Markdown would print otherwise than its author meant.
_NOTE = re.compile(rf"!!! (?:{'|'.join(NOTES)}) \"[^\"]+\"")
_TAG = re.compile(r"</?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>|<!--")
_HIGH = re.compile(r" {0,3}#{1,2}(?!#)\s*\S")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_LITERAL = re.compile(r"`[^`\n]+`|\\[*_]|\{\{[^{}]*\}\}|<[^<>\s]+[:@][^<>\s]+>|\]\([^()\s]*\)")
_UNLINKED = re.compile(r"\[[^\[\]\n]+\][ \t]*[(（]\s*(?:[^\s()（）]*/[^\s()（）]*|#[\w.-]+)\s*[)）]")
_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\(\s*<?(?=[A-Za-z][\w+.-]*:|//)")
_STRAY = re.compile(r"\*+|(?<!_)_{1,3}(?=[^\s_])[^_\n]*[^\s_]_{1,3}")


def misreadings(story: Story) -> Iterator[Problem]:
    """All that any section would not say as its author meant it."""
    for voice in voices(story):
        for section in authored(voice):
            yield from misread(section)
    for name, lead in story.site.lead.items():
        yield from _endless(f"lead.{name}", lead, lambda *_, name=name: story.place("site", "", "lead", name))


def misread(section: Section) -> Iterator[Problem]:
    """Everything in a section's Markdown that would not read as its author meant it, with its place."""
    if endless := [*_endless(_name(section), section.body, partial(_at, section))]:
        yield from endless
        return
    body = _LITERAL.sub(lambda found: "x" * len(found[0]), section.body)
    above, written = "", section.body.split("\n")
    for number, line in enumerate(body.split("\n")):
        yield from _raw_html(section, number, line)
        yield from _high_heading(section, number, line, above)
        yield from _no_note(section, number, line)
        yield from _image_outside(section, number, written[number])
        yield from _unlinked(section, number, line)
        above = line
    yield from _strays(section, body)


def _endless(name: str, text: str, at: Callable[[int], Place]) -> Iterator[Problem]:
    """What takes Markdown longer than a person can wait: it looks for the end of each bracket, and goes into depths."""
    for paragraph in paragraphs(text):
        if paragraph.text.count("[") > MOST_BRACKETS:
            yield Problem(
                "brackets-many",
                at(paragraph.line),
                f"{name}: more than {MOST_BRACKETS} brackets open in this paragraph.",
                "Break it into several, with an empty line between them.",
            )
    for number, line in enumerate(text.split("\n")):
        if line.strip() and len(line) - len(line.lstrip(" \t>")) > DEEPEST:
            yield Problem(
                "too-deep",
                at(number),
                f"{name}: this line is indented by more than {DEEPEST} characters.",
                "Indent it less: nobody can follow lists and quotations that deep.",
            )
            return


def _image_outside(section: Section, number: int, line: str) -> Iterator[Problem]:
    if found := _IMAGE.search(line):
        yield Problem(
            "image-outside",
            _at(section, number, found.start()),
            f"{_name(section)}: a picture from elsewhere would be blocked: pages load from their own site alone.",
            "Link to it instead: [words](address), without the exclamation mark.",
        )


def _raw_html(section: Section, number: int, line: str) -> Iterator[Problem]:
    if found := _TAG.search(line):
        yield Problem(
            "raw-html",
            _at(section, number, found.start()),
            f"{_name(section)}: “{found[0]}” is HTML, which a text may not hold.",
            "Write Markdown: *emphasis*, **weight**, [words](address).",
        )


def _high_heading(section: Section, number: int, line: str, above: str) -> Iterator[Problem]:
    if _HIGH.match(line) or (above.strip() and _UNDERLINE.fullmatch(line)):
        yield Problem(
            "heading-level",
            _at(section, number),
            f"{_name(section)}: this heading is as high as the section's own title.",
            "Begin headings inside a section with ###; leave an empty line above a rule.",
        )


def _no_note(section: Section, number: int, line: str) -> Iterator[Problem]:
    if line.lstrip().startswith("!!!") and not _NOTE.fullmatch(line.strip()):
        yield Problem(
            "note-form",
            _at(section, number),
            f"{_name(section)}: “{line.strip()}” opens no note.",
            'Write !!! note "Title" or !!! warn "Title" with straight quotes; indent what follows by four spaces.',
        )


def _unlinked(section: Section, number: int, line: str) -> Iterator[Problem]:
    if found := _UNLINKED.search(line):
        yield Problem(
            "link-unread",
            _at(section, number, found.start()),
            f"{_name(section)}: “{found[0]}” is no link and is printed as it stands.",
            "Write [words](address): half-width brackets, and nothing between the two pairs.",
        )


def _strays(section: Section, body: str) -> Iterator[Problem]:
    """Emphasis marks that a paragraph, once rendered, still shows."""
    for paragraph in paragraphs(body):
        if not {"*", "_"} & set(paragraph.text):
            continue
        found = _STRAY.search(re.sub(r"<[^<>]*>", "", to_html(dedent(paragraph.text))))
        if found:
            yield Problem(
                "emphasis-unread",
                _at(section, paragraph.line),
                f"{_name(section)}: a “{found[0]}” in this paragraph is printed as it stands and emphasizes nothing.",
                "Let asterisks touch the words, as in **words**; write \\* for the sign itself.",
                quote=paragraph.text.strip().split("\n")[0],
            )


def _name(section: Section) -> str:
    return f"{section.edition}/{section.id}"


def _at(section: Section, line: int, column: int = 0) -> Place:
    return Place(section.path, section.line + line, column + 1)
