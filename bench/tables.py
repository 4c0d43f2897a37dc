"""The tables of the benchmarks, as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.builds import (
    checked,
    cold,
    loaded,
    one_fact,
    one_real_fact,
    plain,
    real_story,
    rendered,
    unchanged,
)
from bench.growth import Point
from bench.invented import THINGS, invent, invent_facts
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


def facts_shown(folder: Path, few: int, many: int, times: int) -> str:
    """Facts of one source, each with its own page: how much longer four times as many take to render."""
    timed = []
    for facts in (few, many):
        invent_facts(folder / str(facts), facts)
        timed.append(middle(times, rendered(folder / str(facts))))
    growth = f"× {timed[1].seconds / timed[0].seconds:.1f}"
    heads = ("facts of one source, through rendering", f"{few:,}", f"{many:,}", "growth")
    return table(heads, [("each with a page", *map(_seconds, timed), growth)])


def facts_read(story: Path, facts: int, one_page: Path, times: int) -> str:
    """Beside the plain script on the story of one page, by turns: it knows no facts to compare."""
    invent(story, facts // len(THINGS), 0)
    script, ours = by_turns(times, [plain(one_page), loaded(story)])
    cells = [(_seconds(ours), f"{ours.seconds / script.seconds:.2f}", _memory(ours))]
    return table((f"{facts:,} facts loaded, each compared with its quote", "ratio", "memory"), cells)


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
