"""Pictures of changed charts, before and after, as files: code hosts show no picture that is inside a comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from galley.build import Build
from galley.charts.forms import is_drawn
from galley.errors import UsageError
from galley.exports.charts import chart_png
from galley.report.changes import ChartChange
from galley.store import Store
from galley.story.voice import Voice


@dataclass(frozen=True, slots=True)
class ChartPicture:
    """A picture that was written, and how a text refers to it."""

    chart: str
    edition: str
    when: str  # before, after
    reference: str


def pictures(
    before: Build, after: Build, charts: Iterable[ChartChange], store: Store, folder: Path, address: str
) -> Iterator[ChartPicture]:
    """Writes the pictures of every changed chart that is drawn; a table is told by its figures."""
    _made(folder)
    for change in charts:
        for when, proof in (("before", before), ("after", after)):
            png = _png(proof, change, store)
            if png is not None:
                name = f"{change.edition}-{change.chart}-{when}.png".lower()
                _write(folder / name, png)
                yield ChartPicture(change.chart, change.edition, when, f"{quote(address, safe=':/?#=&%+@~')}/{name}")


def _png(proof: Build, change: ChartChange, store: Store) -> bytes | None:
    story = proof.story
    chart, edition = story.charts.get(change.chart), story.editions.get(change.edition)
    if chart is None or edition is None or not is_drawn(chart):
        return None
    return chart_png(Voice(story, edition), chart, store)


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"pictures cannot be written to {folder}: {error.strerror}.") from None


def _write(path: Path, png: bytes) -> None:
    try:
        path.write_bytes(png)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
