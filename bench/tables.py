"""The tables of the benchmarks, as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.builds import checked, cold, loaded, one_fact, one_real_fact, plain, real_story, unchanged
from bench.growth import Point
from bench.invented import THINGS, invent
from bench.timing import Run, by_turns, middle

CHARTS = 8


def against_plain(story: Path, times: int) -> str:
    """One page, one edition, eight charts at three widths: the script and the builds take turns."""
    invent(story, 1, CHARTS)
    told = ("cold, empty cache", "nothing changed", "one fact changed, its chart redrawn")
    script, *ours = by_turns(times, [plain(story), cold(story), unchanged(story), one_fact(story)])
    rows = [("the plain script", script), *zip(told, ours, strict=True)]
    cells = [(name, _seconds(one), f"{one.seconds / script.seconds:.2f}", _memory(one)) for name, one in rows]
    return table((f"one page, {CHARTS} charts", "seconds", "ratio", "memory"), cells)


def growth_table(points: list[Point]) -> str:
    cells = [
        (
            f"{point.pages:,}",
            *(_seconds(one) for one in (point.plain, point.cold, point.unchanged, point.one_fact)),
            f"{point.cold.seconds / point.plain.seconds:.2f}",
            _memory(point.cold),
            _memory(point.one_fact),
        )
        for point in points
    ]
    heads = ("pages", "plain", "cold", "nothing changed", "one fact changed", "cold ratio", "memory cold", "warm")
    return table(heads, cells)


def facts_read(story: Path, facts: int, times: int) -> str:
    invent(story, facts // len(THINGS), 0)
    one = middle(times, loaded(story))
    return table((f"{facts:,} facts loaded, each compared with its quote", "memory"), [(_seconds(one), _memory(one))])


def real(folder: Path, times: int) -> str:
    """The story of this repository, with all its editions, widths, cards and faces."""
    story = real_story(folder)
    named = {
        "cold, empty cache": middle(1, cold(story)),
        "nothing changed": middle(times, unchanged(story)),
        "one fact changed": middle(times, one_real_fact(story)),
        "check, all drawings kept": middle(times, checked(story)),
        "check, nothing changed": middle(times, unchanged(story, "check")),
    }
    return table(
        ("the real story", "seconds", "memory"), [(name, _seconds(one), _memory(one)) for name, one in named.items()]
    )


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _seconds(one: Run) -> str:
    return f"{one.seconds:.2f} s"


def _memory(one: Run) -> str:
    return f"{one.megabytes:.0f} MB"
