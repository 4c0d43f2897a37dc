"""The page of a fact, a source or a series that is told no more, or has another id: it says so and leads on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from galley.model import Withdrawal
from galley.pages.kind import Given, Materials, PageKind
from galley.story.load import Story
from galley.story.memo import memoised
from galley.story.voice import Voice


@memoised
def withdrawn(story: Story) -> Mapping[str, Withdrawal]:
    """By the path of each page that was withdrawn: facts/trip.length."""
    return {page: one for one in story.site.withdrawn for page in one.pages}


@memoised
def renamed(story: Story) -> Mapping[str, str]:
    """By the path of each page that a fact had under another id: the fact."""
    return {f"facts/{old}": fact.id for fact in story.facts.values() for old in fact.formerly}


def _names(materials: Materials, voice: Voice) -> Iterator[str]:
    yield from withdrawn(voice.story)
    yield from renamed(voice.story)


def _given(materials: Materials, voice: Voice, name: str) -> Given:
    gone = withdrawn(voice.story).get(name)
    sections = materials.sections_of(voice) if gone else ()
    return {
        "name": name.partition("/")[2],
        "gone": gone,
        "section": next((section.outline for section in sections if gone and section.id == gone.section), None),
        "fact": renamed(voice.story).get(name),
    }


KIND = PageKind(
    name="gone", place="{}/index.html", counted_as="pages withdrawn", given=_given, names=_names, listed=False
)
