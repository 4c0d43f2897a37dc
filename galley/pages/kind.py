"""What a kind of page is: one record of all that any surface asks of it, and what it may ask for in return."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from galley.pages.drawings import ShownChart
from galley.pages.occurrences import Occurrence
from galley.pages.sections import ShownSection
from galley.story.load import Story
from galley.story.voice import Voice

Given = Mapping[str, object]
"""What a template is given, by name; each thing no larger than its page needs, since a page is made anew for it."""


class Materials(Protocol):
    """What pages are made from, each thing once for all of them."""

    def sections_of(self, voice: Voice) -> tuple[ShownSection, ...]:
        """The sections of the feature, in order."""

    def drawings_of(self, voice: Voice) -> Mapping[str, ShownChart]:
        """The charts by id."""

    def picture_of(self, voice: Voice, chart: str) -> tuple[int, int] | None:
        """The width and height of a drawn chart's picture, in pixels; None for one that is typeset."""

    def notes_of(self, voice: Voice) -> Mapping[str, int]:
        """The facts whose evidence stands together on a page of an edition, in order, each with its number.

        Pages that are noted may not ask.
        """

    def uses_of(self, fact: str) -> Sequence[Occurrence]:
        """Where pages that tell the story print a fact; those pages may not ask."""


def _alone(materials: Materials, voice: Voice) -> Iterable[str]:
    return ("",)


def _nothing(story: Story, name: str, fact: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKind:
    """A kind of page; its template and its file in `kinds/` have its name."""

    name: str
    place: str  # the path in its edition; {} is the id of what the page is of
    counted_as: str  # what reports count under it: pages of facts 14
    given: Callable[[Materials, Voice, str], Given]
    names: Callable[[Materials, Voice], Iterable[str]] = _alone  # what there is a page of; "" for a page alone
    tells: bool = False  # whether it tells the story itself: what it prints is where a fact is printed
    noted: bool = False  # whether its figures have numbers, under which their evidence stands on a page of its own
    notes: bool = False  # whether it is that page
    lists_facts: bool = False  # whether every fact has its evidence there, under its id
    about: Callable[[Story, str, str], bool] = _nothing  # whether a page of that name is where a fact's figure leads
    menu: int = 0  # its place among the pages that every page leads to; 0 for none
    opens: Callable[[Story], str | None] = lambda story: ""  # which of its pages the menu opens; None for none
    under: str = ""  # the kind in whose place of the menu it stands
    listed: bool = True  # whether search engines are told of it
    anywhere: bool = False  # whether it is shown in place of others, at any depth, so that its links must be whole
