"""The filters by which templates have something said in their edition's words, marked with what vouches for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from galley.dates import Date
from galley.editions import figures
from galley.editions.days import date_words
from galley.editions.saying import say
from galley.marks import mark
from galley.model import Text
from galley.numbers.exact import rounded
from galley.story.voice import Voice


def _figure(voice: Voice, fact: str, *variants: str) -> str:
    """A fact."""
    return figures.printed(voice, fact, variants)


def _amount(voice: Voice, fact: str, unit: str = "") -> str:
    """How large a fact is, for drawing: in `unit`, or in the base unit of what it measures; a date in years."""
    return str(rounded(figures.amount(voice.story, fact, unit or None)))


def _day(voice: Voice, when: Date, *variants: str) -> str:
    """A date of the site's own."""
    return mark("date", str(when), date_words(voice, when, variants))


def _titled(voice: Voice, text: Text, source: str) -> str:
    """What a source calls itself."""
    return mark("quote", source, say(voice, text))


FILTERS: Mapping[str, Callable[..., str]] = {
    "say": say,
    "counted": figures.counted,
    "day": _day,
    "figure": _figure,
    "titled": _titled,
    "amount": _amount,
}
