"""What changed on the printed page as a comment on a pull request: escaped, folded where long, never too long."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from galley.errors import Problem
from galley.pages.occurrences import Occurrence
from galley.report.changes import Changes, ChartChange, FigureChange, QuoteChange
from galley.report.comparison import Diff, counts, quote
from galley.report.pictures import ChartPicture
from galley.report.places import rest_of

T = TypeVar("T")

LONGEST = 60_000
"""Characters; GitHub takes 65,536 of a comment."""

SHOWN = 8
"""Entries of a list that stand open; a longer one is folded."""

CUTS = (10_000, 200, 60, 20, 5)
"""Entries of a list that are written at all, so that the comment is short enough."""

_SPECIAL = re.compile(r"[\\`*_\[\]|~$^]")
_LINKED = re.compile(
    r"[@#](?=\w)|(?<![^\W_])(?:\w+:(?=//)|mailto:|xmpp:|www(?=\.)|GH-(?=\d)|[0-9a-f](?=[0-9a-f]{6,39}\b))", re.I
)
"""What a code host makes a link of by itself, up to where it is broken: a person, an issue, an address, a commit."""


def markdown(found: Diff) -> str:
    """The changes in GitHub's Markdown."""
    head = f"since `{found.commit[:10]}`" + (
        "" if found.commit.startswith(found.revision) else f" ({_code(found.revision)})"
    )
    if found.changes is None:
        said = f"### Nothing can be compared {head}\n\nThe story there does not build:\n"
        return "\n".join([said, *_listed(map(_problem, found.problems), CUTS[1])])
    changes = found.changes
    if not changes.any:
        return f"### Nothing changes on the printed page {head}"
    title = f"### {escaped(_capital(counts(changes)))} {head}"
    drafts = ("\n\n".join([title, *_parts(changes, found.pictures, most)]) for most in CUTS)
    return next((draft for draft in drafts if len(draft) <= LONGEST), title)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _parts(changes: Changes, pictures: Sequence[ChartPicture], most: int) -> Iterator[str]:
    yield from _figures(changes.figures, most)
    yield from _charts(changes.charts, pictures, most)
    yield from _part("Quotes", (f"{_code(one.fact)}: {escaped(_requoted(one))}" for one in changes.quotes), most)
    yield from _part("Facts that are new", map(_code, changes.facts_added), most)
    yield from _part("Facts that are gone", map(_code, changes.facts_removed), most)
    yield from _part("Source texts that changed", map(_code, changes.texts), most)
    words = (_code(f"{path}#{section}" if section else path) for path, section in changes.words)
    yield from _part("Words beside figures", words, most)
    yield from _part("Translations to look at", map(_problem, changes.stale), most)
    yield from _part("New warnings", map(_problem, changes.warnings), most)
    yield from _part("Pages added", map(_code, changes.pages_added), most)
    yield from _part("Pages removed", map(_code, changes.pages_removed), most)
    yield from _part("Warnings that are settled", map(_problem, changes.settled), most)


def _figures(figures: Sequence[FigureChange], most: int) -> Iterator[str]:
    """A table, with a row for each fact in each edition, however many ways it is printed, and its places at the end."""
    if not figures:
        return
    found = _by(lambda one: (one.fact, one.edition), figures)
    head = ["| fact | edition | before | after | where |", "|---|---|---|---|---|"]
    rows = [*map(_row, found[:most]), *_rest(len(found) - most, "| | | | | {} |")]
    yield _folded("Figures", len(found), "\n".join([*head, *rows]))


def _row(ways: Sequence[FigureChange]) -> str:
    before, after = (
        "<br>".join(map(_figure, words)) for words in zip(*((w.before, w.after) for w in ways), strict=True)
    )
    places = [place for way in ways for place in way.places]
    told = [f"{_code(at)} {escaped(kinds)}" for at, kinds in _told(places).items()]
    where = "<br>".join(told)
    if len(told) > 3:
        where = _small(f"{len(told)} places", where)
    if rest := rest_of(places):
        where += _small(f"and {sum(not place.authored for place in places)} that follow", escaped(rest))
    return f"| {_code(ways[0].fact)} | {escaped(ways[0].edition)} | {before} | {after} | {where} |"


def _small(summary: str, words: str) -> str:
    return f"<details><summary>{summary}</summary>{words}</details>"


def _told(places: Iterable[Occurrence]) -> Mapping[str, str]:
    """By page and section: the charts and other places where authors put a figure, each once."""
    found: dict[str, list[str]] = {}
    for place in places:
        if place.authored:
            found.setdefault(place.address, []).append(f"chart {place.chart}" if place.chart else place.kind)
    return {at: ", ".join(dict.fromkeys(kinds)) for at, kinds in found.items()}


def _by(key: Callable[[T], Any], items: Iterable[T]) -> list[list[T]]:
    """The items in groups of one key, in the order in which the keys come first."""
    groups: dict[Any, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return list(groups.values())


def _figure(words: str) -> str:
    return f"**{escaped(words)}**" if words else "*not printed*"


def _charts(changes: Sequence[ChartChange], pictures: Sequence[ChartPicture], most: int) -> Iterator[str]:
    """Every chart with the editions in which it changes; where there are pictures, those of the first stand open."""
    found = _by(lambda one: (one.chart, one.what), changes)
    shown = {(one.chart, one.edition): one for one in changes}
    pairs = _by(lambda one: (one.chart, one.edition), pictures)
    told = []
    for editions in found[:most]:
        chart, what = editions[0].chart, editions[0].what
        said = f"{_code(chart)}: {what} in {escaped(', '.join(one.edition for one in editions))}"
        tables = [_side_by_side(pair) for pair in pairs if shown[pair[0].chart, pair[0].edition] in editions]
        told.append("\n\n".join([f"- {said}" if not tables else said, *tables[:1], *_others(tables[1:])]))
    rest = _rest(len(found) - most, "- {}")
    if told:
        yield _folded("Charts", len(found), "\n\n".join([*told, *rest]))


def _others(tables: Sequence[str]) -> Iterator[str]:
    if tables:
        body = "\n\n".join(tables)
        yield f"<details><summary>The other editions</summary>\n\n{body}\n\n</details>"


def _side_by_side(pair: Sequence[ChartPicture]) -> str:
    """The pictures of a chart in an edition, before and after."""
    edition, references = escaped(pair[0].edition), {one.when: one.reference for one in pair}
    cells = [
        f"![{edition}, {when}](<{at}>)" if (at := references.get(when)) else "none" for when in ("before", "after")
    ]
    return f"| {edition}, before | {edition}, after |\n|---|---|\n| {' | '.join(cells)} |"


def _part(title: str, lines: Iterable[str], most: int) -> Iterator[str]:
    told = list(lines)
    if told:
        yield _folded(title, len(told), "\n".join(_listed(told, most)))


def _listed(lines: Iterable[str], most: int) -> list[str]:
    told = list(lines)
    return [*(f"- {line}" for line in told[:most]), *_rest(len(told) - most, "- {}")]


def _rest(number: int, line: str) -> list[str]:
    return [line.format(f"and {number} more, which `build.py diff` lists")] if number > 0 else []


def _folded(title: str, number: int, body: str) -> str:
    """A part under its title; folded where it is long."""
    if number <= SHOWN:
        return f"#### {title}\n\n{body}"
    return f"<details><summary><b>{title}</b> ({number})</summary>\n\n{body}\n\n</details>"


def _problem(problem: Problem) -> str:
    return f"{_code(str(problem.place))}: {escaped(problem.message)} {escaped(problem.hint)}"


def _requoted(one: QuoteChange) -> str:
    """A quotation before and after; a source that is the same is named once."""
    source, words = one.before
    before = f"「{words}」" if words and source == one.after[0] else quote(one.before)
    return f"{before} → {quote(one.after)}"


def _code(words: str) -> str:
    """A name or a path; a pipe would end the cell of a table even here."""
    return f"`{_line(words).replace('`', 'ˋ').replace('|', '∣')}`"


def escaped(words: str) -> str:
    """Words as they are: no markup, no mention of a person, and no link to an issue, a commit or an address."""
    return _LINKED.sub(lambda sign: f"{sign[0]}<!-- -->", _SPECIAL.sub(r"\\\g<0>", _html(_line(words))))


def _html(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _line(words: str) -> str:
    return " ".join(words.split())
