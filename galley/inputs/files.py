"""Text files of a story, read once and cleared of what nobody can see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from galley.errors import Place, Problem
from galley.folder import FOLDERS, LARGEST, files_in, plain_bytes
from galley.inputs.unseen import HIDDEN, unseen
from galley.marks import PRIVATE

# What git leaves where two versions met: from the one mark to the other, or one that somebody has forgotten.
CONFLICT = re.compile(r"^<{7}(?: .*)?$(?:\n(?!>{7}).*)*(?:\n>{7}.*)?|^>{7}(?: .*)?$", re.MULTILINE)


def read_text(root: Path, path: str, problems: list[Problem], named_at: Place | None = None) -> str | None:
    """The text of the file, or None and a problem, which stands at `named_at` where that is what names the file.

    A byte order mark and Windows or old Mac line ends are accepted and dropped: editors add them unasked, and nothing
    false can follow from them.
    """
    raw = _read_bytes(root, path, problems, named_at or Place(path))
    return None if raw is None else text_of(raw, path, problems)


def unseen_names(root: Path) -> Iterator[Problem]:
    """Files of a story whose names hold a character that nobody sees."""
    for folder in FOLDERS:
        for path in files_in(root / folder):
            name = Path(path).relative_to(root).as_posix()
            shown = PRIVATE.sub("\N{REPLACEMENT CHARACTER}", HIDDEN.sub("\N{REPLACEMENT CHARACTER}", name))
            if shown != name:
                hint = "Rename it; letters, digits, hyphens and dots are read everywhere."
                message = f"The name of {shown} holds a character that nobody sees."
                yield Problem("odd-name", Place(shown), message, hint)


def text_of(raw: bytes, path: str, problems: list[Problem]) -> str | None:
    """What the bytes of a file say; None, and problems, where that is no clean text."""
    text = _decode(raw, path, problems)
    if text is None or _unseen(text, path, problems) or _unmerged(text, path, problems):
        return None
    return text


def point(path: str, text: str, offset: int, first_line: int = 1) -> Place:
    """The place of a character of a text that begins on `first_line` of its file."""
    line_start = text.rfind("\n", 0, offset) + 1
    return Place(path, first_line + text.count("\n", 0, offset), offset - line_start + 1)


def _read_bytes(root: Path, path: str, problems: list[Problem], place: Place) -> bytes | None:
    try:
        raw = plain_bytes(root / path)
    except FileNotFoundError:
        hint = "Write the file, or mend the name; capitals count."
        problems.append(Problem("missing-file", place, f"{path} does not exist.", hint))
        return None
    except OSError as error:
        hint = "Put a text file in its place that the user who builds the site may read."
        problems.append(Problem("unreadable-file", place, f"{path} cannot be read: {error.strerror}.", hint))
        return None
    if len(raw) > LARGEST:
        hint = "Split the file."
        problems.append(Problem("huge-file", place, f"{path} is larger than {LARGEST // 1024**2} MB.", hint))
        return None
    return raw


_ZIPPED = b"PK"


def _decode(raw: bytes, path: str, problems: list[Problem]) -> str | None:
    hint = "Save the file as UTF-8."
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        problems.append(Problem("not-utf8", Place(path), f"{path} is saved as UTF-16.", hint))
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if raw.startswith(_ZIPPED) and path.endswith(".xlsx"):
            hint = f"Print it as CSV, and store that: python build.py csv {path} >{path.removesuffix('.xlsx')}.csv"
        before = raw[: error.start].decode("utf-8").removeprefix("\ufeff")
        place, line = point(path, before, len(before)), before[before.rfind("\n") + 1 :]
        problems.append(Problem("not-utf8", place, f"{path} is not saved as UTF-8.", hint, line[-20:].strip()))
        return None
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _unseen(text: str, path: str, problems: list[Problem]) -> bool:
    """Whether the text holds a character that must not be there; the first of each kind is reported."""
    found = list(unseen(text, lambda offset: point(path, text, offset)))
    problems += found
    return bool(found)


def _unmerged(text: str, path: str, problems: list[Problem]) -> bool:
    """Whether git left two versions in the text, for somebody to choose from."""
    found = list(CONFLICT.finditer(text))
    for two in found:
        hint = "Keep one of the two versions, or make one of both, and delete the lines <<<<<<<, ======= and >>>>>>>."
        place, line = point(path, text, two.start()), two[0].split("\n", 1)[0]
        problems.append(Problem("merge-conflict", place, "A merge has left two versions here.", hint, line))
    return bool(found)
