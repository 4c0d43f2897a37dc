"""Characters that nobody sees, and those that the build needs for itself: refused wherever text enters.

They are looked for in what is read, not only in how it is written: an escape in YAML, a cell of a table, a reference in
Markdown and the name of a file all bring characters in that no editor shows.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from galley.errors import Place, Problem
from galley.marks import PRIVATE

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, but for tab and line feed; U+0085 is a line break to YAML alone
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e"  # two more line breaks, and what turns the direction of text, so that it reads other than it is
    "\u2060-\u206f\u2800\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\u200c\u200d\ufe00-\ufe0f]"
    "(?<![\u0600-\u109f\u1780-\u18af\U0001f000-\U0001faff\u2600-\u27bf\ufe0f][\u200c\u200d])"
    "(?<![\u2190-\u2bff\U0001f000-\U0001faff][\ufe00-\ufe0f])"
)
"""What Unicode calls default-ignorable or a format control, and characters that are blank without being a space. A
joiner stands only where a script joins letters by it, or between emoji; a variation selector behind a symbol."""

_LIKE_LATIN = (
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425"
    "\u03bf\u03bd\u03b9\u03c1\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
)
_FOREIGN = re.compile(f"(?<=[A-Za-z])[{_LIKE_LATIN}]|[{_LIKE_LATIN}](?=[A-Za-z])")
"""A letter of Greek or Cyrillic within a Latin word, which looks like one of its own: no reader finds such a word."""
_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);?", re.ASCII)

At = Callable[[int], Place]
"""The place of a character of the text."""


def unseen(text: str, at: At) -> Iterator[Problem]:
    """The first character of each kind that must not be there."""
    if hidden := HIDDEN.search(text):
        hint = "Delete it: retype the words around it if you cannot see it."
        message = f"The invisible character {name(hidden[0])} stands here."
        yield Problem("hidden-character", at(hidden.start()), message, hint)
    if foreign := _FOREIGN.search(text):
        message = f"{name(foreign[0])} only looks like a Latin letter in the word that it stands in."
        yield Problem("hidden-character", at(foreign.start()), message, "Retype the word.")
    if private := PRIVATE.search(text):
        hint = "Replace it: private-use characters look different on every device, and the build needs some for itself."
        message = f"The private-use character {name(private[0])} stands here."
        yield Problem("private-character", at(private.start()), message, hint)


def referred(text: str) -> Iterator[tuple[int, str]]:
    """Each reference of HTML or Markdown that stands for such a character, and its offset: `&#8206;`, `&lrm;`."""
    for found in _REFERENCE.finditer(text) if "&" in text else ():
        means = html.unescape(found[0])
        if means != found[0] and (HIDDEN.search(means) or PRIVATE.search(means)):
            yield found.start(), found[0]


def name(character: str) -> str:
    """As Unicode writes it: U+200B."""
    return f"U+{ord(character):04X}"
