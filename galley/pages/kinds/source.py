"""A source: its text on manuscript paper as far as it is quoted, or the quotations where its text is not stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from galley.manuscript.views import credit, facts_of_source, first_stored, leaves, paper, xray
from galley.model import Source
from galley.pages.kind import Given, Materials, PageKind
from galley.pages.notes import note_of
from galley.story.lines import lines
from galley.story.load import Story
from galley.story.memo import memoised
from galley.story.voice import Voice


def _given(materials: Materials, voice: Voice, name: str) -> Given:
    story = voice.story
    stored = name in story.texts
    own = facts_of_source(story, name)
    return {
        "source": story.sources[name].model_copy(update={"sha256": None}),
        "notes": {fact: note_of(voice, fact) for fact in own if fact not in lines(story)},
        "series": [story.series[one] for one in dict.fromkeys(_series(story, own))],
        "leaves": leaves(story, name) if stored else (),
        "xray": xray(story, name) if stored else None,
        "paper": paper(story, name) if stored else None,
        "credits": _credits(story),
    }


@memoised
def _credits(story: Story) -> tuple[tuple[Source, str], ...]:
    """All sources, each with whether its text is stored; the same for all pages, which leave out their own."""
    return tuple((credit(story, name), "checked" if name in story.texts else "cited") for name in story.sources)


def _series(story: Story, facts: Iterable[str]) -> Iterator[str]:
    """The series whose lines rest on a source; they are told on pages of their own."""
    return (story.points[fact].series for fact in facts if fact in lines(story))


KIND = PageKind(
    name="source",
    place="source/{}/index.html",
    counted_as="pages of sources",
    given=_given,
    names=lambda materials, voice: voice.story.sources,
    menu=2,
    opens=first_stored,
)
