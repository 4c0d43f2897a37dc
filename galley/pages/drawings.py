"""A chart as pages show it: drawn at three widths, as a table, and as files to take away."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from jinja2 import TemplateRuntimeError
from markupsafe import Markup

from galley.charts.canvas import MARK_PITCH, MARK_TALL, MARK_WIDE
from galley.charts.form import Rows
from galley.charts.forms import is_drawn
from galley.charts.ground import drawn_facts
from galley.charts.model import Chart
from galley.charts.render import Width, draw_all
from galley.charts.voice import alternative, table
from galley.editions.figures import printed
from galley.editions.script import phrase
from galley.exports.addresses import chart_path
from galley.manuscript.views import credit
from galley.marks import plain
from galley.model import Fact, Source
from galley.pages.occurrences import facts_of
from galley.store import Store
from galley.story.load import Story
from galley.story.memo import memoised
from galley.story.voice import Voice


@dataclass(frozen=True, slots=True)
class Marks:
    """The small marks of a table: one drawing, out of sight, and the window of it that each cell shows."""

    all: Markup
    windows: Mapping[tuple[int, int], Markup]  # by row and column


class Drawn(dict[Width, Markup]):
    """The drawings of a chart by width. A template that wants one of a table is told that there is none."""

    def __missing__(self, width: str) -> Markup:
        what = f"has no drawing that is {width}" if self else "is a table, which has no drawing: set its rows"
        raise TemplateRuntimeError(f"this chart {what}; print a drawing only where drawing.drawn holds one")


@dataclass(frozen=True, slots=True)
class ShownChart:
    """A chart in one edition; marked. A table that the page sets is not `drawn`, and may have `marks` in its cells."""

    chart: Chart
    drawn: Drawn
    rows: Rows
    facts: tuple[str, ...]  # in the order in which it prints them, those that read alike once
    sources: tuple[Source, ...]
    alt: str  # what it shows, in words
    csv: str  # path in the site
    files: str  # path of its files without their ending
    formerly: tuple[str, ...] = ()  # charts that were withdrawn for it
    marks: Marks | None = None
    margins: tuple[Fact, ...] = ()  # by how much what it draws may be higher or lower, which no mark shows

    def hung(self, row: int, column: int) -> tuple[int, int]:
        """By how many characters and digits a figure of a typeset table stands in, so that the points of its column,
        whose figures are all in one unit, stand below each other."""
        cells = [_FIGURE.fullmatch(plain(cells[column])) for cells in self.rows.rows]
        if not all(cells) or len({found["unit"] for found in cells if found}) > 1:
            return 0, 0
        before = [(len(found["before"]), len(found["whole"])) for found in cells if found]
        return max(a for a, _ in before) - before[row][0], max(b for _, b in before) - before[row][1]

    @property
    def narrow(self) -> ShownChart:
        """The same for a page that shows it small."""
        return replace(self, drawn=Drawn({width: svg for width, svg in self.drawn.items() if width == "narrow"}))


def drawings(voice: Voice, store: Store) -> Callable[[], dict[str, ShownChart]]:
    """Orders every chart for an edition. What is returned waits for them, by their ids, and may raise StoryError."""
    ordered = draw_all(voice, voice.story.charts.values(), store)

    def drawn() -> dict[str, ShownChart]:
        found = ordered()
        return {name: _drawing(voice, chart, found.get(name, {})) for name, chart in voice.story.charts.items()}

    return drawn


def _drawing(voice: Voice, chart: Chart, drawn: Mapping[Width, str]) -> ShownChart:
    story, edition = voice.story, voice.edition
    named = drawn_facts(story, chart)
    facts = tuple(dict.fromkeys([*facts_of(drawn.get("wide", "")), *named]))
    apart = {plain(printed(voice, name)): name for name in reversed(facts)}
    sources = dict.fromkeys(story.facts[name].source for name in facts)
    return ShownChart(
        chart,
        Drawn({width: Markup(svg) for width, svg in drawn.items() if is_drawn(chart)}),
        _readable(voice, table(voice, chart)),
        tuple(name for name in facts if name in apart.values()),
        tuple(credit(story, name) for name in sources if name),
        alternative(voice, chart),
        f"{edition.path}data/charts/{chart.id}.csv",
        f"{chart_path(edition, chart.id)}{chart.id}",
        _withdrawn_for(story).get(chart.id, ()),
        _marks(chart, drawn["narrow"]) if not is_drawn(chart) and drawn else None,
        tuple(story.facts[name] for name in dict.fromkeys(story.facts[name].margin for name in facts) if name),
    )


@memoised
def _withdrawn_for(story: Story) -> Mapping[str, tuple[str, ...]]:
    """By chart: those that were withdrawn for it."""
    found: dict[str, tuple[str, ...]] = {}
    for name, chart in story.charts.items():
        if chart.withdrawn:
            found[chart.withdrawn.see] = (*found.get(chart.withdrawn.see, ()), name)
    return found


_FIGURE = re.compile(r"(?P<before>[\u3400-\u9fff]*)(?P<whole>\d+)(\.\d+)?(?P<unit>\D+)")
"""A figure of a column: Han characters before it, the digits up to its point, and its unit."""
_ROOT = re.compile(r"<svg ([^>]*)>(?:<title[^>]*>.*?</title>)?(?:<desc[^>]*>.*?</desc>)?(.*)</svg>", re.DOTALL)


def _marks(chart: Chart, svg: str) -> Marks:
    """The drawing as a group to which every window refers: a row says in words what its marks show."""
    found = _ROOT.fullmatch(svg)
    if found is None:
        raise ValueError(f"{chart.id}: its marks are no drawing")
    own, size = f"marks-{chart.id.replace('.', '-')}", f'width="{MARK_WIDE}" height="{MARK_TALL}"'
    group = f'<svg class="marks" width="0" height="0" aria-hidden="true"><g id="{own}">{found[2]}</g></svg>'
    return Marks(
        Markup(group),
        {
            cell: Markup(
                f'<svg class="mark" {size} viewBox="0 {MARK_PITCH * index} {MARK_WIDE} {MARK_TALL}" aria-hidden="true">'
                f'<use href="#{own}"/></svg>'
            )
            for index, cell in enumerate(chart.windows)
        },
    )


def _readable(voice: Voice, rows: Rows) -> Rows:
    """The table without the columns that only a spreadsheet needs: the figure as printed says it all.

    A table whose columns an editor has named keeps them all, whatever they are called.
    """
    if rows.status is None:
        return rows
    needless = {phrase(voice, f"column.{name}") for name in ("number", "unit", "qualifier")}
    kept = [at for at, name in enumerate(rows.columns) if name not in needless]
    return Rows(tuple(rows.columns[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in rows.rows))
