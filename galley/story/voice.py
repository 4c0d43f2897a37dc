"""A voice: a story as one edition says it. Whatever says something in an edition takes a voice, never the two apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from galley.model import Edition
from galley.story.load import Story


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """A story as one edition says it."""

    story: Story
    edition: Edition


def voice_of(story: Story, edition: str) -> Voice:
    """The story as the edition with this id says it."""
    return Voice(story, story.editions[edition])


def voices(story: Story) -> Iterator[Voice]:
    """A voice for each edition, in the order of story.yaml."""
    return (Voice(story, edition) for edition in story.editions.values())
