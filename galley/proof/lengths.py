"""Lengths that pages draw by themselves, as the tracks at the head of the feature, read back from pages and stylesheet.

An element whose `data-at` names a fact, or a number of the scale, is put at its length by a rule of the stylesheet, in
units of the head. Both are read as they are published and compared with the facts; nothing here draws.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement
from tinycss2.ast import IdentToken, NumberToken, SquareBracketsBlock, StringToken

from galley.charts.faults import untrue_drawing
from galley.charts.ground import ChartGround, ground_of_hero
from galley.errors import Problem
from galley.marks import marked
from galley.markup import parsed
from galley.model import Hero
from galley.pages.kept import MarkedPage
from galley.story.load import Story
from galley.styles import Declared, Rule, rules, sign, significant, variables, written
from galley.walk import names_in

TRUE_TO_SCALE = re.compile(
    r"[\w-]+:\s*calc\((?:[\d.]+(?:rem|px)\s*\+\s*)?var\(--t\)\s*"
    r"(?:\*\s*var\(--h\)|/\s*var\(--long\)\s*\*\s*100%)(?:\s*[+-]\s*[\d.]+(?:rem|px))?\)\s*"
)
"""So many units of the page, or as much of its width as of the longest; and where that begins."""
WITHIN = 0.001  # of a unit


def untrue_lengths(story: Story, pages: Mapping[str, MarkedPage], css: str) -> Iterator[Problem]:
    """Everything in which the head's lengths are not those of its facts: in the stylesheet `css`, or on a page."""
    hero = story.site.hero
    if hero is None:
        return
    check = _Check(hero, ground_of_hero(story))
    facts = [(keys, fact, check.length(fact)) for keys, fact in names_in(hero, "fact")]
    faults = story.clean.findings(("lengths", css, facts), lambda: check.stylesheet(css))
    found = [("style.css", fault) for fault in faults]
    for path, page in pages.items():
        if "data-at=" in page.html:
            found += [(path, fault) for fault in check.page(parsed(page.html))]
    place = check.ground.place()
    for where, fault in found:
        yield untrue_drawing(place, where, fault, "its template, or galley/pages/hero.py,")


@dataclass(frozen=True, slots=True)
class _Check:
    """The head, and the facts that it draws."""

    hero: Hero
    ground: ChartGround

    def length(self, at: str) -> float | None:
        """What length `data-at` asks for: of a fact of the head, or of a number of its scale."""
        if at in {fact for _, fact in names_in(self.hero, "fact")}:
            return self.ground.measured(at, self.hero.unit)
        return float(at) if at.isdecimal() else None

    def stylesheet(self, css: str) -> Iterator[str]:
        put = set[str]()
        for rule in rules(css):
            for one in rule.declared:
                if one.name == "--t":
                    put.add(_put(rule))
                    yield from self._wrong(_put(rule), one)
                elif one.name == "--long":
                    yield from self._too_long(one)
                if "--t" in variables(one.value) and not TRUE_TO_SCALE.fullmatch(said := _said(one)):
                    yield f"“{said}” is not true to scale"
        for fact in dict.fromkeys(fact for _, fact in names_in(self.hero, "fact")):
            if fact not in put:
                yield f"{fact} is put nowhere"

    def _wrong(self, at: str, one: Declared) -> Iterator[str]:
        """What is wrong with the length of a fact, or of a number of the scale."""
        length, given = self.length(at), _number(one)
        if length is None or given is None or abs(given - length) > WITHIN:
            due = "nothing of the head" if length is None else f"{length:g}"
            yield f"{at} is put at {written(one.value)}, and is {due}"

    def _too_long(self, one: Declared) -> Iterator[str]:
        longest = max(self.ground.measured(track.fact, self.hero.unit) for track in self.hero.tracks)
        given = _number(one)
        if given is None or abs(given - longest) > WITHIN:
            yield f"the longest track is given as {written(one.value)}, and is {longest:g}"

    def page(self, tree: HtmlElement) -> Iterator[str]:
        for element in tree.iterfind(".//*[@data-at]"):
            at = element.get("data-at", "")
            length = self.length(at)
            if length is None:
                yield f"something is put at “{at}”, which is nothing of the head"
            else:
                yield from self._words(element, at)
                yield from self._drawn(element, at, length)

    def _words(self, element: HtmlElement, at: str) -> Iterator[str]:
        """A figure, or a number of the scale, that stands at another's length."""
        found = list(marked(element.text_content()))
        facts = {one.name for one in found if one.kind == "fact"}
        if facts and at not in facts:
            yield f"the figure of {', '.join(sorted(facts))} stands at the end of {at}"
        for one in found:
            if one.kind == "scale" and one.words != at:
                yield f"“{one.words}” stands at {at} of the scale"

    def _drawn(self, element: HtmlElement, at: str, length: float) -> Iterator[str]:
        """A track without words: whether it fades as its number is qualified, and how its notches are spaced."""
        if at.isdecimal() or element.text_content().strip():
            return
        end = self.ground.end(at)
        if end not in element.get("class", "").split():
            yield f"the track of {at} does not end as its number does: {end}"
        for inner in element.iterfind(".//svg[@viewbox]"):
            sides = [float(part) for part in inner.get("viewbox", "").split()[2:]]
            if not any(abs(side - length * cut) <= WITHIN for side in sides for cut in (1, self.hero.notches)):
                yield f"the track of {at} is cut into {inner.get('viewbox')}, and is {length:g}"


def _put(rule: Rule) -> str:
    """What `data-at` a rule is for; its selector as it stands, where that is no such attribute alone."""
    match significant(rule.prelude), rule.around:
        case [
            SquareBracketsBlock(content=[IdentToken(value="data-at"), equals, StringToken() | IdentToken() as at])
        ], ():
            if sign(equals) == "=":
                return at.value
    return " ".join(map(written, (*rule.around, rule.prelude)))


def _number(one: Declared) -> float | None:
    match significant(one.value):
        case [NumberToken(value=number)]:
            return number
    return None


def _said(one: Declared) -> str:
    return f"{one.name}:{written(one.value)}"
