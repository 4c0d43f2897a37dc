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
from bench.told import told as saves_told

CHARTS = 8


def against_plain(story: Path, times: int) -> str:
    """One page, one edition, eight charts at three widths: the script and the builds take turns."""
    invent(story, 1, CHARTS)
    told = ("cold, empty cache", "nothing changed", "one fact changed, its chart redrawn")
    script, *ours = by_turns(times, [plain(story), cold(story), unchanged(story), one_fact(story)])
    seen = saves_told(story, times)
    rows = [("the plain script", script), *zip(told, ours, strict=True), ("preview, from a save to its message", seen)]
    cells = [(name, *_seconds(one), _ratio(one, script), _memory(one)) for name, one in rows]
    return table((f"one page, {CHARTS} charts", *TIMES, "÷ plain", "memory"), cells)


def growth_table(points: list[Point]) -> str:
    cells = [
        (
            f"{point.pages:,}",
            *(_processor(one) for one in (point.plain, point.cold, point.unchanged, point.one_fact)),
            _ratio(point.cold, point.plain),
            _ratio(point.one_fact, point.cold),
            _memory(point.cold),
            _memory(point.one_fact),
        )
        for point in points
    ]
    of = ("plain", "cold", "nothing changed", "one fact changed")
    heads = ("pages, processor", *of, "cold ÷ plain", "one fact ÷ cold", "memory cold", "warm")
    return table(heads, cells)


def facts_shown(folder: Path, few: int, many: int, times: int) -> str:
    """Facts of one source, each with its own page: how much longer four times as many take to render."""
    timed = []
    for facts in (few, many):
        invent_facts(folder / str(facts), facts)
        timed.append(middle(times, rendered(folder / str(facts))))
    growth = f"× {timed[1].processor / timed[0].processor:.1f}"
    heads = ("facts of one source, through rendering, processor", f"{few:,}", f"{many:,}", "growth")
    return table(heads, [("each with a page", *map(_processor, timed), growth)])


def facts_read(story: Path, facts: int, one_page: Path, times: int) -> str:
    """Beside the plain script on the story of one page, by turns: it knows no facts to compare."""
    invent(story, facts // len(THINGS), 0)
    again = loaded(story, story / ".cache")
    again()  # for the first time
    script, *ours = by_turns(times, [plain(one_page), loaded(story), again])
    told = ("each compared with its quote", "the same again, from what was kept")
    cells = [(name, *_seconds(one), _ratio(one, script), _memory(one)) for name, one in zip(told, ours, strict=True)]
    return table((f"{facts:,} facts loaded", *TIMES, "÷ plain", "memory"), cells)


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
    whole = named["cold, empty cache"]
    cells = [(name, *_seconds(one), _ratio(one, whole), _memory(one)) for name, one in named.items()]
    return table(("the real story", *TIMES, "÷ cold", "memory"), cells)


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


TIMES = ("seconds", "processor")


def _seconds(one: Run) -> tuple[str, str]:
    return f"{one.seconds:.2f} s", _processor(one)


def _processor(one: Run) -> str:
    return f"{one.processor:.2f} s"


def _ratio(one: Run, other: Run) -> str:
    return f"{one.processor / other.processor:.2f}"


def _memory(one: Run) -> str:
    return f"{one.megabytes:.0f} MB" if one.megabytes else ""
