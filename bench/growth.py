"""How a build grows with the story: prose and two charts a page, timed at several lengths, and drawn as a curve."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.builds import cold, one_fact, plain, unchanged
from bench.invented import invent
from bench.timing import Run


@dataclass(frozen=True, slots=True)
class Point:
    pages: int
    plain: Run
    cold: Run
    unchanged: Run
    one_fact: Run


def grown(folder: Path, lengths: list[int]) -> list[Point]:
    """Each length once: a long story's own length evens out what else the machine does."""
    return [_point(folder / str(pages), pages) for pages in lengths]


def _point(story: Path, pages: int) -> Point:
    invent(story, pages)
    return Point(pages, plain(story)(), cold(story)(), unchanged(story)(), one_fact(story)())


LINES: dict[str, tuple[str, Callable[[Point], Run]]] = {
    "plain script": ("#8A8F86", lambda point: point.plain),
    "cold": ("#A63A1E", lambda point: point.cold),
    "one fact changed": ("#0B6B78", lambda point: point.one_fact),
    "nothing changed": ("#1B2320", lambda point: point.unchanged),
}


def curve(points: list[Point]) -> str:
    """Seconds by pages, both by powers of ten, as SVG."""
    import vl_convert

    rows = [
        {"pages": point.pages, "seconds": round(run(point).seconds, 3), "build": name}
        for name, (_, run) in LINES.items()
        for point in points
    ]
    scale = {"domain": [*LINES], "range": [colour for colour, _ in LINES.values()]}
    specification = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": 480,
        "height": 320,
        "background": "white",
        "data": {"values": rows},
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {"field": "pages", "type": "quantitative", "scale": {"type": "log"}},
            "y": {"field": "seconds", "type": "quantitative", "scale": {"type": "log"}},
            "color": {"field": "build", "type": "nominal", "title": None, "scale": scale},
        },
    }
    return f"{vl_convert.vegalite_to_svg(specification)}\n"
