"""The ledger: every fact in one table, under the section that prints it first."""

from __future__ import annotations

from collections import Counter

from galley.pages.kind import Given, Materials, PageKind
from galley.pages.ledger import groups, sums
from galley.story.lines import lines
from galley.story.voice import Voice


def _given(materials: Materials, voice: Voice, name: str) -> Given:
    sections = [section.outline for section in materials.sections_of(voice)]
    found = groups(voice, sections, materials.uses_of)
    counts = Counter(voice.story.points[name].series for name in lines(voice.story))
    series = [(voice.story.series[name], count) for name, count in sorted(counts.items())]
    rows = counts.total()
    total = len(voice.story.facts) - rows
    return {"total": total, "rows": rows, "groups": found, "sums": sums(found), "series": series}


KIND = PageKind(name="ledger", place="facts/index.html", counted_as="ledger", given=_given, menu=3, lists_facts=True)
