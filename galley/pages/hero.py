"""The head of the feature: its tracks drawn to scale, and the rules that put each figure at its length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import count
from math import ceil

from galley.charts.claims import End
from galley.charts.fit import HANGING
from galley.charts.voice import end_of
from galley.editions.saying import say
from galley.exports.outlines import line_width, serif
from galley.fonts import is_han
from galley.marks import plain
from galley.model import Hero
from galley.numbers.exact import rounded
from galley.story.load import Story
from galley.story.memo import memoised
from galley.story.voice import Voice, voices

DOZEN = 12  # numbers that a scale has room for, beside zero
SMALLEST = 2  # rem, the least size of a headline in the stylesheet
PHONE = 17  # rem, the room on the narrowest
_CLAUSES = re.compile(rf"(?<=[{HANGING}\s])")
TIGHT = 0.012  # em by which the stylesheet sets a sideways headline closer


@dataclass(frozen=True, slots=True)
class HeroBar:
    """A track: how long it is in notches and in units of the scale, and how it ends."""

    fact: str
    tone: str
    label: str
    also: tuple[str, ...]
    notches: Decimal
    units: Decimal
    end: End


@dataclass(frozen=True, slots=True)
class ShownHero:
    """The tracks side by side; `scale` counts the units from zero to the longest, in round steps where they are many.

    The headline runs beside them, and `across` the page above them where a letter would be shorter than one unit.
    """

    bars: tuple[HeroBar, ...]
    scale: tuple[int, ...]
    start: str
    end: str
    also: str
    caption: str
    across: bool


@memoised
def head(voice: Voice) -> ShownHero | None:
    """The head of the feature in an edition; none where the story draws none."""
    hero = voice.story.site.hero
    if hero is None:
        return None
    longest = max(voice.story.in_unit(track.fact, hero.unit) for track in hero.tracks)
    return ShownHero(
        tuple(_bars(voice, hero)),
        tuple(scale_to(longest)),
        say(voice, hero.start),
        say(voice, hero.end),
        say(voice, hero.also) if hero.also else "",
        say(voice, hero.caption),
        _ems(voice) > longest,
    )


def _bars(voice: Voice, hero: Hero) -> Iterator[HeroBar]:
    for track in hero.tracks:
        units = voice.story.in_unit(track.fact, hero.unit)
        yield HeroBar(
            track.fact,
            track.tone,
            say(voice, track.label),
            track.also,
            rounded(units * hero.notches),
            rounded(units),
            end_of(voice.story, track.fact),
        )


def hero_css(story: Story) -> str:
    """Rules by which each edition's headline fits its screen, and each figure of the head stands at its length."""
    headlines = "".join(_headline_css(one) for one in voices(story))
    hero = story.site.hero
    if hero is None:
        return headlines
    facts = dict.fromkeys(name for track in hero.tracks for name in (track.fact, *track.also))
    longest = max(story.in_unit(track.fact, hero.unit) for track in hero.tracks)
    shown = {name: story.in_unit(name, hero.unit) for name in facts} | {str(n): Fraction(n) for n in scale_to(longest)}
    rules = [f'[data-at="{name}"]{{--t:{_short(units)}}}' for name, units in shown.items()]
    rules += [f":root{{--long:{_short(longest)};--t2:{_short(story.in_unit(hero.tracks[-1].fact, hero.unit))}}}"]
    return "".join(rules) + headlines


def scale_to(longest: Fraction) -> range:
    """The units that the scale names: each, or in steps of 2, 5, 10, 20 …, a dozen at most."""
    steps = (first * 10**power for power in count() for first in (1, 2, 5))
    step = next(step for step in steps if longest <= DOZEN * step)
    return range(0, ceil(longest / step) * step + 1, step)


def _headline_css(voice: Voice) -> str:
    """How long a headline is. A clause in Han letters that is longer than the page is wide may break anywhere in it.

    Kept whole, it would be cut at the edge, and what stands behind it would begin a line: a comma.
    """
    at = f":lang({voice.edition.lang}) .hero h1"
    lengths = f"{at}{{--em:{_short(_ems(voice))};--half:{_short(_half(voice))}}}"
    words = plain(say(voice, voice.story.site.headline))
    clause = max(map(len, _CLAUSES.split(words))) * SMALLEST if is_han(words) else 0
    return f"{lengths}@container (max-width:{clause}rem){{{at}{{word-break:normal}}}}" if clause > PHONE else lengths


def _ems(voice: Voice) -> Decimal:
    """How long the headline is, in its own size."""
    return _width(voice, plain(say(voice, voice.story.site.headline)))


def _half(voice: Voice) -> Decimal:
    """How long the longer of its lines is where it is set in two: broken at a space, or after a clause, if it can."""
    words = plain(say(voice, voice.story.site.headline))
    breaks = [at for at, before in enumerate(words[:-1], start=1) if before.isspace() or before in HANGING]
    lines = ((words[:at].rstrip(), words[at:]) for at in breaks or [ceil(len(words) / 2)])
    return min(max(_width(voice, line) for line in pair) for pair in lines)


def _width(voice: Voice, words: str) -> Decimal:
    if is_han(words):
        return Decimal(len(words))
    faces = serif(voice.story.root, voice.edition.serif, 900 if voice.edition.serif else 800)
    return Decimal(f"{line_width(words, 1, faces) - TIGHT * len(words):.4f}")


def _short(value: Decimal | Fraction) -> str:
    return f"{float(value):.4f}".rstrip("0").rstrip(".")
