"""Every place of a proven site that prints a fact, as an editor is told of it: on pages, in files and on cards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from galley.build import Build
from galley.exports.cards import card, card_words
from galley.marks import OPEN, plain
from galley.markup import MARKUP
from galley.pages.addresses import edition_of, kind_of
from galley.pages.kinds import KINDS
from galley.pages.occurrences import Occurrence, in_file, occurrences_on
from galley.story.voice import Voice

SENTENCES = frozenset({"text", "heading", "navigation", "key"})
REACH = 16  # characters of its paragraph shown on either side of a figure, where it is read among others
_OF_CHART = re.compile(r"(?:^|/)charts/(?:([^/]+)/[^/]+|([^/]+)\.csv)$")
"""The path of what a chart offers to download."""


def places(proof: Build) -> tuple[Occurrence, ...]:
    """Every place that prints a fact, in the order of the site's pages; a place that a page repeats stands once."""
    found = (one for path, text in proof.pages.items() if OPEN in text for one in _on(proof, path, text))
    return tuple(dict.fromkeys((*map(_short, found), *_on_cards(proof))))


def _on(proof: Build, path: str, text: str) -> Iterator[Occurrence]:
    edition = edition_of(proof.story, path)
    page, name = kind_of(edition, path)
    drawn = _OF_CHART.search(path)
    chart = name if page in ("chart", "embed") else drawn[1] or drawn[2] if drawn else ""
    about = Occurrence("", edition.id, path, page, chart=chart)
    return occurrences_on(about, text) if path.endswith(MARKUP) else in_file(about._replace(kind="file"), text)


def _on_cards(proof: Build) -> Iterator[Occurrence]:
    """What the pictures for shared links print."""
    for edition in proof.story.editions.values():
        words = card_words(card(Voice(proof.story, edition)))
        for path in sorted(path for path in proof.paths if re.fullmatch(rf"{edition.path}card-\w+\.png", path)):
            yield from in_file(Occurrence("", edition.id, path, "file", kind="card"), words)


def _short(one: Occurrence) -> Occurrence:
    """With as much around it as a line of a terminal has room for; what stands in a cell or a drawing stands alone."""
    if one.kind not in SENTENCES:
        return one._replace(before="", after="")
    before, after = plain(one.before), plain(one.after)
    return one._replace(
        before=before if len(before) <= REACH else f"…{before[-REACH:]}",
        after=after if len(after) <= REACH else f"{after[:REACH]}…",
    )


def rest_of(found: Iterable[Occurrence]) -> str:
    """How many of the places stand elsewhere than an author put them: ledger 1, pages of facts 14."""
    return ", ".join(
        f"{group} {number}" for group, number in Counter(_group(one) for one in found if not one.authored).items()
    )


def _group(one: Occurrence) -> str:
    """What a place is counted under that is not told by itself."""
    if one.page == "feature":
        return one.kind
    return KINDS[one.page].counted_as if one.page in KINDS else "files and feeds"
