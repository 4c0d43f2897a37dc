"""The ledger: every fact in one table, under the section that prints it first."""

from __future__ import annotations

from galley.model import Edition
from galley.pages.kind import Given, Materials, PageKind
from galley.pages.ledger import groups, sums


def _given(materials: Materials, edition: Edition, name: str) -> Given:
    stops = [stop.outline for stop in materials.stops_of(edition)]
    found = groups(materials.story, edition, stops, materials.uses_of)
    return {"total": len(materials.story.facts), "groups": found, "sums": sums(found)}


KIND = PageKind(name="ledger", place="facts/index.html", told="ledger", given=_given, menu=3)
