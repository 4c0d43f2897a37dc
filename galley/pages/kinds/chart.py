"""A chart on a page of its own: drawn, as a table, to take away, to embed and to cite."""

from __future__ import annotations

from markupsafe import Markup

from galley.exports.structured import dataset_ld
from galley.pages.kind import Given, Materials, PageKind
from galley.pages.kinds import embed
from galley.pages.sections import sections_of_charts
from galley.story.voice import Voice


def _given(materials: Materials, voice: Voice, name: str) -> Given:
    drawing = materials.drawings_of(voice)[name]
    gone = drawing.chart.withdrawn
    return {
        "drawing": drawing,
        "picture": materials.picture_of(voice, name),
        "instead": voice.story.charts[gone.see] if gone else None,
        "section": sections_of_charts(materials.sections_of(voice)).get(name),
        "ld": Markup(dataset_ld(voice, drawing.chart)),
        "embed": voice.edition.path + embed.KIND.place.format(name),
    }


KIND = PageKind(
    name="chart",
    place="charts/{}/index.html",
    counted_as="pages of charts",
    given=_given,
    names=lambda materials, voice: voice.story.charts,
    noted=True,
    under="charts",
)
