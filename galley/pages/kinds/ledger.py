"""The ledger: every fact in one table, under the section that prints it first."""

from __future__ import annotations

from collections import Counter

from galley.exports.addresses import lines
from galley.model import Edition
from galley.pages.kind import Given, Materials, PageKind
from galley.pages.ledger import groups, sums
from galley.story.voice import Voice


def _given(materials: Materials, edition: Edition, name: str) -> Given:
    sections = [section.outline for section in materials.sections_of(edition)]
    found = groups(Voice(materials.story, edition), sections, materials.uses_of)
    counts = Counter(materials.story.points[name].series for name in lines(materials.story))
    series = [(materials.story.series[name], count) for name, count in sorted(counts.items())]
    rows = counts.total()
    total = len(materials.story.facts) - rows
    return {"total": total, "rows": rows, "groups": found, "sums": sums(found), "series": series}


KIND = PageKind(name="ledger", place="facts/index.html", told="ledger", given=_given, menu=3)
