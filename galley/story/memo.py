"""What is made of a story is made once: the same figures, words and tables stand on many of its pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from galley.story.load import Story

Rest = ParamSpec("Rest")
Made = TypeVar("Made")


def memoised(make: Callable[Concatenate[Story, Rest], Made]) -> Callable[Concatenate[Story, Rest], Made]:
    """Remembers what `make` gave for as long as the story lasts; editions, facts and charts are known by their ids."""

    @wraps(make)
    def remembered(story: Story, /, *of: Rest.args, **named: Rest.kwargs) -> Made:
        key: tuple[Any, ...] = (make, *(getattr(one, "id", one) for one in of), *named.items())
        if key not in story.memo:
            story.memo[key] = make(story, *of, **named)
        made: Made = story.memo[key]
        return made

    return remembered
