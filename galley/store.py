"""A cache on disk, addressed by what went in: drawn charts, cut fonts and cards outlive the build that made them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from galley.folder import plain_bytes

_DIGEST = 32  # bytes of sha256, written before the content so that a damaged entry is seen


def key_of(*parts: object) -> str:
    """The key of whatever is made from `parts` alone. Their `repr` must say all that matters about them."""
    return hashlib.sha256("\x1f".join(repr(part) for part in parts).encode()).hexdigest()


def digest(value: object) -> bytes:
    """A few bytes for what the `repr` of a value says; it must say all that matters, and the same in every process."""
    return hashlib.blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=BRIEF).digest()


BRIEF = 12
"""Bytes of a brief digest."""


@dataclass(frozen=True, slots=True)
class Store:
    """Bytes by key in the folder `root`; without a root nothing is kept. Builds at the same time may share it."""

    root: Path | None

    def get(self, key: str) -> bytes | None:
        """What was put under `key`; None if nothing was, or if it is damaged."""
        if self.root is None:
            return None
        try:
            entry = plain_bytes(self._path(self.root, key))
        except OSError:
            return None
        content = entry[_DIGEST:]
        return content if entry[:_DIGEST] == hashlib.sha256(content).digest() else None

    def put(self, key: str, content: bytes) -> None:
        """Keeps `content` under `key`. A disk that cannot be written costs time in the next build, not this one."""
        if self.root is None:
            return
        path = self._path(self.root, key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, hashlib.sha256(content).digest() + content)

    def made(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What is kept under `key`; made now, and kept, if nothing is."""
        found = self.get(key)
        if found is None:
            found = make()
            self.put(key, found)
        return found

    @staticmethod
    def _path(root: Path, key: str) -> Path:
        return root / key[:2] / key[2:]


NOTHING_KEPT = Store(None)


def _write(path: Path, content: bytes) -> None:
    """Written beside and moved into place, so that no reader ever meets half an entry."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
