"""What the YAML reader says of a broken file, in an editor's words and at the line to mend."""

from __future__ import annotations

import re
from contextlib import suppress

import yaml

from galley.errors import Place, Problem

_CLOSE = "Write the closing quote; double one that is part of the text."

# What libyaml says → what is wrong, and what mends it. The place is that of the error, or of what it stands in.
_MEANINGS = {
    "mapping values are not allowed in this context": (
        "A colon stands where no key can be.",
        "Put a value that holds a colon in quotes, or line this key, or the one above it, up with those of its entry.",
    ),
    "could not find expected ':'": (
        "This line is no “key: value”.",
        "Write a colon and a space after the key, or indent the line if it goes on from the one above.",
    ),
    "did not find expected key": (
        "This line does not fit the lines above it.",
        "Line it up with the keys of its entry; text after a closing quote belongs inside the quotes.",
    ),
    "did not find expected '-' indicator": (
        "This line does not fit the list above it.",
        "Begin it with “- ”, or indent it less if the list has ended.",
    ),
    "block sequence entries are not allowed in this context": (
        "A list item stands where none can be.",
        "Begin the list on a line of its own, below its key.",
    ),
    "did not find expected ',' or ']'": (
        "The list in brackets is not closed.",
        "Write a comma between items and ] after the last.",
    ),
    "did not find expected ',' or '}'": (
        "The map in braces is not closed.",
        "Write a comma between entries and } after the last.",
    ),
    "found unexpected end of stream": (
        "The quotes are not closed.",
        _CLOSE,
    ),
    "found unexpected document indicator": ("The quotes are not closed.", "Write the closing quote."),
    "found character that cannot start any token": (
        "A value cannot begin with this character.",
        "Put the value in quotes; indent with spaces only.",
    ),
    "found unknown escape character": (
        "A backslash in double quotes has a meaning of its own.",
        "Use single quotes, or write two backslashes.",
    ),
    "did not find expected node content": (
        "A value is missing here.",
        "Write it, or put it in quotes if it begins with a sign.",
    ),
    "did not find expected alphabetic or numeric character": (
        "A value cannot begin with this sign.",
        "Put the value in quotes.",
    ),
    "did not find expected comment or line break": (
        "After | or > the text begins on the next line.",
        "Put the value in quotes if it begins with this sign.",
    ),
    "did not find expected <document start>": ("The file goes on after its end.", "Delete the line, or indent it."),
}
_OPENED = {
    "could not find expected ':'",
    "found unexpected end of stream",
    "found unexpected document indicator",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
}
_MENTION = re.compile(r"^\s*(?:- +)*(?:[^\s:'\"#]+: +)?(\{\{)|[{,]\s*[^\s:'\"]+: +(\{\{)")
_BARE = re.compile(r"(\s*(?:- +)?)[\w.-]+\s*$")
_WIDE_COLON = re.compile(r"^\s*(?:- +)?[^\s:：'\"]+(：)")
_CLOSE_COLON = re.compile(r"^\s*(?:- +)?[\w.-]+(:)(?=[^\s:]|[\u3000\xa0])")


def syntax_problem(path: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """The problem that an error of the YAML reader tells of."""
    said = error.problem or ""
    mark = error.context_mark if said in _OPENED and error.context_mark else error.problem_mark
    row, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    if said.startswith("mapping values") and row and (bare := _BARE.match(lines[row - 1])):
        said, row, column = "could not find expected ':'", row - 1, bare.end(1)
    if mark and (opened := _run_on(text, mark.index)):
        message = f"The quotes that open here are closed only in line {opened.end_mark.line + 1}."
        place = Place(path, opened.start_mark.line + 1, opened.start_mark.column + 1)
        return Problem("yaml-syntax", place, message, _CLOSE, lines[opened.start_mark.line].strip())
    for line in dict.fromkeys(n for n in (row, row - 1) if 0 <= n < len(lines)):
        if slip := slip_of(path, line, lines[line]):
            return slip
    message, hint = _MEANINGS.get(said, (f"This is not YAML: {said}.", "Compare the line with its neighbours."))
    quote = lines[row].strip() if row < len(lines) else ""
    return Problem("yaml-syntax", Place(path, row + 1, column + 1), message, hint, quote)


def _run_on(text: str, offset: int) -> yaml.ScalarToken | None:
    """The quotes before the offset, in its line, if they were opened in a line above: by where another text begins."""
    quoted = None
    with suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            if token.end_mark.index > offset:
                break
            if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
                quoted = token
    if quoted and quoted.start_mark.line < quoted.end_mark.line and "\n" not in text[quoted.end_mark.index : offset]:
        return quoted
    return None


def unquoted_mention(place: Place, line: str = "") -> Problem:
    """A value that begins with braces without quotes around it."""
    hint = 'Put the whole value in quotes: "{{fact}} …".'
    return Problem("unquoted-mention", place, "A value that begins with {{ needs quotes.", hint, line.strip())


def slip_of(path: str, row: int, line: str) -> Problem | None:
    """The slip of the hand that a line shows, more telling than what the reader stumbled over."""
    if found := _MENTION.search(line):
        return unquoted_mention(Place(path, row + 1, max(found.start(1), found.start(2)) + 1), line)
    if found := _WIDE_COLON.match(line):
        hint = "Write “: ”, a half-width colon and a space, after the key."
        place = Place(path, row + 1, found.start(1) + 1)
        return Problem("wide-colon", place, "The colon is full-width.", hint, line.strip())
    if found := _CLOSE_COLON.match(line):
        hint = "Write a plain space after the colon."
        place = Place(path, row + 1, found.start(1) + 1)
        return Problem("no-space", place, "No space follows the colon.", hint, line.strip())
    return None
