"""What is kept between builds: found again, never half, never damaged."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from galley.store import Store, key_of

KEY = key_of("svg", "rail-times", 284)


def entry(root: Path) -> Path:
    return next(path for path in root.rglob("*") if path.is_file())


def test_nothing_is_found_before_it_is_put(tmp_path: Path) -> None:
    assert Store(tmp_path).get(KEY) is None


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 99])
def test_a_damaged_entry_is_a_miss(tmp_path: Path, damage: bytes) -> None:
    store = Store(tmp_path)
    store.put(KEY, b"<svg/>")
    entry(tmp_path).write_bytes(damage)
    assert store.get(KEY) is None


def test_an_entry_cut_short_is_a_miss_and_can_be_put_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(KEY, b"<svg/>")
    entry(tmp_path).write_bytes(entry(tmp_path).read_bytes()[:-1])
    assert store.get(KEY) is None
    store.put(KEY, b"<svg/>")
    assert store.get(KEY) == b"<svg/>"


def test_a_place_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file")
    store.put(KEY, b"<svg/>")
    assert store.get(KEY) is None


def test_without_a_place_nothing_is_kept() -> None:
    store = Store(None)
    store.put(KEY, b"<svg/>")
    assert store.get(KEY) is None


def test_what_was_put_is_found_by_another_build(tmp_path: Path) -> None:
    Store(tmp_path).put(KEY, b"<svg/>")
    assert Store(tmp_path).get(KEY) == b"<svg/>"


def test_builds_at_the_same_time_may_share_it_and_leave_nothing_behind(tmp_path: Path) -> None:
    def build(number: int) -> bytes | None:
        store = Store(tmp_path)
        store.put(KEY, b"<svg/>" * 5000)
        return store.get(KEY)

    with ThreadPoolExecutor(8) as builds:
        assert set(builds.map(build, range(64))) == {b"<svg/>" * 5000}
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_keys_tell_their_parts_apart() -> None:
    assert len({key_of("a", "b"), key_of("ab"), key_of("b", "a"), key_of("a", "b", ""), key_of(("a", "b"))}) == 5
