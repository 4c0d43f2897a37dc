"""What is sent compressed is the same text, smaller, and the same bytes in every build."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import brotli

from galley.compressed import WORTH, compressed
from galley.store import Store

PAGE = b"<p>Nearly 7 hours.</p>" * 100
FILES = {"index.html": PAGE, "en/index.html": PAGE, "short.css": b"a{}", "card.png": PAGE, "_headers": PAGE}


def test_each_text_file_has_both_beside_it_and_nothing_else_has_any() -> None:
    made = compressed(FILES, Store(None))
    assert sorted(made) == ["en/index.html.br", "en/index.html.gz", "index.html.br", "index.html.gz"]
    assert brotli.decompress(made["index.html.br"]) == PAGE
    assert gzip.decompress(made["index.html.gz"]) == PAGE


def test_a_file_that_does_not_get_smaller_is_sent_as_it_is() -> None:
    dense = b"".join(hashlib.sha256(bytes([number])).digest() for number in range(64))
    assert len(dense) > WORTH
    assert compressed({"dense.txt": dense}, Store(None)) == {}


def test_every_build_makes_the_same_bytes_with_or_without_what_the_last_one_kept(tmp_path: Path) -> None:
    first = compressed(FILES, Store(tmp_path))
    assert compressed(FILES, Store(tmp_path)) == compressed(FILES, Store(None)) == first


def test_the_file_says_no_time() -> None:
    assert compressed(FILES, Store(None))["index.html.gz"][4:8] == b"\0\0\0\0"
