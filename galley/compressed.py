"""Text files as servers send them: compressed once, when the site is built, as hard as can be."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePosixPath

import brotli

from galley.store import Store, key_of

TEXT = frozenset(
    {".css", ".csv", ".html", ".js", ".json", ".md", ".svg", ".txt", ".webmanifest", ".xml"}
)  # the rest, pictures and faces, is compressed already
WORTH = 1000
"""Bytes from which a file is worth a second one beside it: a smaller one goes into one packet anyway."""

MAKERS: Mapping[str, Callable[[bytes], bytes]] = {
    ".br": lambda content: bytes(brotli.compress(content, mode=brotli.MODE_TEXT)),
    ".gz": lambda content: gzip.compress(content, mtime=0),  # without a time, the same bytes in every build
}


def compressed(files: Mapping[str, bytes], store: Store) -> dict[str, bytes]:
    """The file `x.br` and the file `x.gz` for each text file `x` that they make smaller."""
    texts = {path: content for path, content in files.items() if _worth(path, content)}
    wanted = [(path, suffix) for path in texts for suffix in MAKERS]
    with ThreadPoolExecutor(os.cpu_count()) as threads:  # both compressors let other threads run meanwhile
        made = threads.map(lambda one: _made(texts[one[0]], one[1], store), wanted)
        return {
            f"{path}{suffix}": content
            for (path, suffix), content in zip(wanted, made, strict=True)
            if len(content) < len(texts[path])
        }


def _worth(path: str, content: bytes) -> bool:
    return PurePosixPath(path).suffix in TEXT and len(content) >= WORTH


def _made(content: bytes, suffix: str, store: Store) -> bytes:
    key = key_of("compressed", suffix, brotli.__version__, hashlib.sha256(content).hexdigest())
    return store.made(key, lambda: MAKERS[suffix](content))
