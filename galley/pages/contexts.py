"""What each kind of page is given: those that can be made at once, and those that tell where facts are printed."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from galley.editions.prose import to_html
from galley.editions.saying import say
from galley.exports.corrections import corrections, corrections_of
from galley.exports.structured import article_ld, dataset_ld
from galley.model import Edition
from galley.pages.addresses import tells
from galley.pages.compositor import Compositor
from galley.pages.evidence import card
from galley.pages.hero import head
from galley.pages.ledger import groups, sums
from galley.pages.printed import Printed, by_fact
from galley.pages.sheets import around, leaves, paper, where
from galley.pages.stations import Station
from galley.pages.templates import Page
from galley.story.load import Story


def pages_at_once(compositor: Compositor, edition: Edition) -> Iterator[tuple[Page, str]]:
    """The pages that can be made at once."""
    story, drawings = compositor.story, compositor.drawings_of(edition)
    if compositor.makes("feature"):
        ld = Markup(article_ld(story, edition))
        lead = Markup(to_html(say(story, edition, story.site.lead)).replace("<p>", '<p class="lead">', 1))
        yield compositor.render(Page("feature", edition), head=head(story, edition), lead=lead, ld=ld)
    for section in compositor.stops_of(edition) if compositor.makes("section") else ():
        yield compositor.render(Page("section", edition, section.id), stop=section)
    stop_of = _stops_of_charts(compositor, edition)
    if compositor.makes("charts"):
        yield compositor.render(Page("charts", edition), stop_of=stop_of)
    for name, one in drawings.items():
        stop = stop_of.get(name)
        if compositor.makes("chart"):
            ld = Markup(dataset_ld(story, edition, one.chart))
            embed = Page("embed", edition, name).path
            yield compositor.render(Page("chart", edition, name), drawing=one, stop=stop, ld=ld, embed=embed)
        if compositor.makes("embed"):
            yield compositor.render(Page("embed", edition, name), drawing=one)
    if compositor.makes("missing"):
        yield compositor.render(Page("missing", edition), head=head(story, edition))


def pages_of_index(compositor: Compositor, edition: Edition, index: tuple[Printed, ...]) -> Iterator[tuple[Page, str]]:
    """The pages that tell where facts are printed."""
    story = compositor.story
    facts = by_fact(one for one in index if tells(story.editions[one.edition], one.path))
    if compositor.makes("ledger"):
        found = groups(story, edition, compositor.stops_of(edition), facts)
        yield compositor.render(Page("ledger", edition), groups=found, sums=sums(found))
    everywhere = {other.id: {stop.id: stop for stop in compositor.stops_of(other)} for other in story.editions.values()}
    about, places = head(story, edition), everywhere[edition.id]
    for name in story.facts if compositor.makes("fact") else ():
        uses = tuple(facts.get(name, ()))
        here = {use.section for use in uses if use.edition == edition.id}
        yield compositor.render(
            Page("fact", edition, name),
            card=card(story, edition, name),
            cards={other: card(story, edition, other) for other in story.facts[name].readings},
            uses=_first_elsewhere(uses, edition),
            stop=min((places[one] for one in here & places.keys()), key=lambda stop: stop.number, default=None),
            stops=everywhere,
            rows=around(story, name),
            address=where(story, name),
            corrections=corrections_of(story, edition, name),
            head=about,
            rail=next((rail for rail in about.rails if rail.fact == name), None) if about else None,
        )
    rests = _by_source(story)
    for name, source in story.sources.items() if compositor.makes("source") else ():
        stored = name in story.texts
        yield compositor.render(
            Page("source", edition, name),
            source=source,
            cards={fact: card(story, edition, fact) for fact in rests.get(name, ())},
            leaves=leaves(story, name) if stored else (),
            paper=paper(story, name) if stored else None,
        )
    if compositor.makes("corrections"):
        yield compositor.render(Page("corrections", edition), corrections=corrections(story, edition))


def _by_source(story: Story) -> dict[str, list[str]]:
    """The facts that rest on each source."""
    found: dict[str, list[str]] = {}
    for fact in story.facts.values():
        if fact.source:
            found.setdefault(fact.source, []).append(fact.id)
    return found


def _first_elsewhere(uses: tuple[Printed, ...], edition: Edition) -> tuple[Printed, ...]:
    """Every use in an edition, and the first in each of the others."""
    others: dict[str, Printed] = {}
    for use in uses:
        if use.edition != edition.id:
            others.setdefault(use.edition, use)
    return (*(use for use in uses if use.edition == edition.id), *others.values())


def _stops_of_charts(compositor: Compositor, edition: Edition) -> dict[str, Station]:
    """The station at which each chart stands."""
    return {passage.chart: stop for stop in compositor.stops_of(edition) for passage in stop.passages if passage.chart}
