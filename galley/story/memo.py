"""What is made of a story is made once: the same figures, words and tables stand on many of its pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from galley.story.load import Story
from galley.story.voice import Voice

Whole = TypeVar("Whole", Story, Voice)
Rest = ParamSpec("Rest")
Made = TypeVar("Made")


def memoised(make: Callable[Concatenate[Whole, Rest], Made]) -> Callable[Concatenate[Whole, Rest], Made]:
    """Remembers what `make` gave of a story, or of a voice, for as long as the story lasts.

    Editions, facts and charts are known by their ids.
    """

    @wraps(make)
    def remembered(whole: Whole, /, *of: Rest.args, **named: Rest.kwargs) -> Made:
        story, edition = (whole.story, whole.edition.id) if isinstance(whole, Voice) else (whole, None)
        key: tuple[Any, ...] = (make, edition, *(getattr(one, "id", one) for one in of), *named.items())
        if key not in story.memo:
            story.memo[key] = make(whole, *of, **named)
        made: Made = story.memo[key]
        return made

    return remembered
