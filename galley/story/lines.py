"""The facts that are lines of a series: each has its evidence on the page of the series, and no page of its own."""

from __future__ import annotations

from galley.story.load import Story
from galley.story.memo import memoised
from galley.theme import layered


@memoised
def lines(story: Story) -> frozenset[str]:
    """The facts that are lines of a series and have no page of their own: each is a place on the page of the series.

    None in a story whose look has no such page.
    """
    if not layered(story.root, story.site.theme, "templates/series.html"):
        return frozenset()
    return frozenset(name for name, point in story.points.items() if point.line)
