"""The account of a source: every figure of its text in order, and the fact or term that covers it, if any does."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import Any

from galley.evidence.examine import Covered, cover
from galley.manuscript.paper import one_line
from galley.report.layout import columns, number
from galley.story.load import Story

Account = dict[str, Any]
"""What is told, in the shape of its JSON."""


def of_a_source(story: Story, name: str) -> Account:
    """Every figure of a stored source, in order, and what covers it; of one that is not stored, the facts alone."""
    source = story.sources[name]
    covered = cover(name, story) if name in story.texts else ()
    count: Counter[str] = Counter(one.kind or "nothing" for one in covered)
    breaks = [at for at, letter in enumerate(story.texts.get(name, "")) if letter == "\n"]
    return {
        "source": name,
        "title": dict(source.title),
        "stored": name in story.texts,
        "facts": [fact.id for fact in story.facts.values() if fact.source == name],
        "counts": {"figures": sum(count.values()) - count["term"], **{key: count[key] for key in COUNTED}},
        "figures": [_covered(one, breaks) for one in covered],
    }


COUNTED = ("fact", "nothing", "term")


def _covered(one: Covered, breaks: list[int]) -> Account:
    """The account of a figure in a text whose lines end at `breaks`, which a sheet has by the hundred thousand."""
    figure, above = one.figure, bisect_left(breaks, one.figure.start)
    return {
        "line": above + 1,
        "column": figure.start - (breaks[above - 1] if above else -1),
        "text": one_line(figure.text),
        "value": None if figure.value is None else number(figure.value),
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "kind": one.kind,
        "by": one.by,
    }


def source_text(account: Account) -> str:
    """The account of a source for a terminal."""
    head = f"{account['source']} · {' / '.join(account['title'].values())}"
    if not account["stored"]:
        return f"{head}\nIts text is not stored, so its figures are not read.\n{_facts_text(account['facts'])}"
    rows = [
        (f"{one['line']}:{one['column']}", one["text"], f"{one['kind']} {one['by']}" if one["by"] else "NOTHING")
        for one in account["figures"]
    ]
    count = account["counts"]
    total = (
        f"{count['figures']} figures: {count['fact']} covered by facts, {count['nothing']} by nothing. "
        f"{count['term']} terms."
    )
    return "\n".join(part for part in (head, columns(rows), total) if part)


def _facts_text(facts: list[str]) -> str:
    return "Cited by " + ", ".join(facts) if facts else "No fact cites it."
