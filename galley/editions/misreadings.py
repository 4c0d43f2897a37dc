"""What Markdown would print otherwise than its author meant, or would take longer over than a person can wait."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from textwrap import dedent

from galley.editions.prose import to_html
from galley.editions.saying import paragraphs
from galley.editions.script import authored
from galley.errors import Place, Problem
from galley.model import Section
from galley.story.load import Story
from galley.story.voice import voices

NOTES = ("note", "warn")
MOST_BRACKETS = 200
"""Brackets that may open in a paragraph: for each, Markdown searches the rest of it."""
DEEPEST = 40
"""Characters by which a line may be indented."""
_NOTE = re.compile(rf"!!! (?:{'|'.join(NOTES)}) \"[^\"]+\"")
_TAG = re.compile(r"</?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>|<!--")
_HIGH = re.compile(r" {0,3}#{1,2}(?!#)\s*\S")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_LITERAL = re.compile(r"`[^`\n]+`|\\[*_]|\{\{[^{}]*\}\}|<[^<>\s]+[:@][^<>\s]+>|\]\([^()\s]*\)")
_UNLINKED = re.compile(r"\[[^\[\]\n]+\][ \t]*[(（]\s*(?:[^\s()（）]*/[^\s()（）]*|#[\w.-]+)\s*[)）]")
_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\(\s*<?(?=[A-Za-z][\w+.-]*:|//)")
_STRAY = re.compile(r"\*+|(?<!_)_{1,3}(?=[^\s_])[^_\n]*[^\s_]_{1,3}")


def misreadings(story: Story) -> Iterator[Problem]:
    """Everything in the sections and the lead that Markdown would not print as its author meant it."""
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
