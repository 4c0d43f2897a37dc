"""A series: every figure of it in the order of time, each at a place of its own that can be linked to."""

from __future__ import annotations

from galley.charts.ground import points_of
from galley.manuscript.views import where
from galley.pages.kind import Given, Materials, PageKind
from galley.pages.notes import note_of
from galley.story.lines import lines
from galley.story.voice import Voice
from galley.walk import names_in


def _given(materials: Materials, voice: Voice, name: str) -> Given:
    story = voice.story
    charts = (chart for chart in story.shown.values() if name in {series for _, series in names_in(chart, "series")})
    return {
        "series": story.series[name],
        "points": [
            (point, note_of(voice, point.fact), str(where(story, point.fact) or "")) for point in points_of(story, name)
        ],
        "charts": list(charts),
    }


KIND = PageKind(
    name="series",
    place="series/{}/index.html",
    counted_as="pages of series",
    given=_given,
    names=lambda materials, voice: voice.story.series,
    about=lambda story, name, fact: fact in lines(story) and story.points[fact].series == name,
    under="ledger",
)
