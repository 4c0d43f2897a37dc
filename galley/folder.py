"""The folders of a story, and the plain files in them: nothing that leads elsewhere, and nothing that has no end."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from errno import EISDIR, ELOOP
from pathlib import Path

from galley.errors import Place, Problem

FOLDERS = ("content", "data", "templates", "assets")
"""The folders that a story is made of."""

LARGEST = 16 * 1024 * 1024
"""Bytes that a file of a story may have; a book has one million."""

_UNSPEAKABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""What a name cannot hold: it would end the line of a message, or cannot be written at all."""


def survey(root: Path) -> Iterator[Problem]:
    """What lies in the story's folders and is not to be read: looked at before anything is, and never opened.

    Raises OSError for a folder that may not be looked into.
    """
    home = os.path.realpath(root).rstrip("/")
    waiting = [name for name in reversed(FOLDERS) if os.path.lexists(f"{home}/{name}")]
    while waiting:
        path = waiting.pop()
        found = os.lstat(f"{home}/{path}").st_mode
        if _UNSPEAKABLE.search(path):
            yield _unspeakable(path)
        elif stat.S_ISLNK(found):
            yield from _link(home, path)
        elif stat.S_ISDIR(found):
            waiting += (
                f"{path}/{name}" for name in sorted((entry.name for entry in Path(home, path).iterdir()), reverse=True)
            )
        elif not stat.S_ISREG(found):
            yield _no_file(path)


def plain_bytes(file: str | Path) -> bytes:
    """What a plain file holds, and of one that is too large a byte more than `LARGEST`.

    Raises OSError for everything else; a pipe is not waited for, and a device not read.
    """
    if not stat.S_ISREG(Path(file).stat().st_mode):  # asked first, since to open some devices does something
        raise IsADirectoryError(EISDIR, "it is no file", os.fspath(file))
    descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise IsADirectoryError(EISDIR, "it is no file", os.fspath(file))
        return stream.read(LARGEST + 1)


def files_in(folder: Path) -> Iterator[str]:
    """Every file in a folder, but for what Python compiles. Links to folders are not followed: they may go round."""
    for inside, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (f"{inside}/{name}" for name in names)


def _link(home: str, path: str) -> Iterator[Problem]:
    """A link to a file of the story is as good as the file; one to a file that is not there is told by who asks."""
    try:
        target = os.path.realpath(f"{home}/{path}", strict=True)
    except FileNotFoundError:
        target = os.path.realpath(f"{home}/{path}")
    except OSError as error:
        if error.errno != ELOOP:
            raise
        yield _refused("link-loop", path, "is a link that leads back to itself")
        return
    if not f"{target}/".startswith(tuple(f"{home}/{folder}/" for folder in FOLDERS)):
        yield _refused("link-outside", path, "is a link that leads out of the story")
    elif Path(target).is_dir():
        yield _refused("link-to-folder", path, "is a link to a folder, which may lead round in a circle")
    elif Path(target).exists() and not Path(target).is_file():
        yield _no_file(path)


def _refused(rule: str, path: str, what: str) -> Problem:
    hint = "Put what it leads to in its place, or delete it; a link to a file of the story is fine."
    return Problem(rule, Place(path), f"{path} {what}.", hint)


def _no_file(path: str) -> Problem:
    return Problem("no-file", Place(path), f"{path} is a pipe, a socket or a device.", "Delete it: a story has files.")


def _unspeakable(path: str) -> Problem:
    shown = _UNSPEAKABLE.sub("\N{REPLACEMENT CHARACTER}", path)
    hint = "Rename it; letters, digits, hyphens and dots are read everywhere."
    return Problem("odd-name", Place(shown), f"The name of {shown} holds a character that cannot be shown.", hint)
