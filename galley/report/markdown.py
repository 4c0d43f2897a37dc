"""What changed on the printed page as a comment on a pull request: escaped, folded where long, never too long."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from galley.errors import Problem
from galley.report.changes import Changes, FigureChange
from galley.report.comparison import Diff, counts, quote
from galley.report.pictures import Picture
from galley.report.printings import rest_of

LONGEST = 60_000
"""Characters; GitHub takes 65,536 of a comment."""

SHOWN = 8
"""Entries of a list that stand open; a longer one is folded."""

CUTS = (10_000, 200, 60, 20, 5)
"""Entries of a list that are written at all, so that the comment is short enough."""

_SPECIAL = re.compile(r"[\\`*_\[\]|~$^]")
_PINGS = re.compile(r"[@#](?=\w)")


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


def _parts(changes: Changes, pictures: Sequence[Picture], most: int) -> Iterator[str]:
    yield from _figures(changes.figures, most)
    charts = [f"{_code(one.chart)}, {escaped(one.edition)}: {one.what}" for one in changes.charts]
    yield from _part("Charts", charts, most)
    yield from _pictures(pictures, most)
    quotes = (
        f"{_code(one.fact)}: {escaped(quote(one.before))} → {escaped(quote(one.after))}" for one in changes.quotes
    )
    yield from _part("Quotes", quotes, most)
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
    """A table, with the places of each figure in its last column."""
    if not figures:
        return
    head = ["| fact | edition | before | after | where |", "|---|---|---|---|---|"]
    rows = [*map(_row, figures[:most]), *_rest(len(figures) - most, "| | | | | {} |")]
    yield _folded("Figures", len(figures), "\n".join([*head, *rows]))


def _row(one: FigureChange) -> str:
    rest = rest_of(one.places)
    where = [f"{_code(place.address)} {escaped(place.what)}" for place in one.places if place.told]
    where += [f"and {escaped(rest)}"] if rest else []
    told = "<br>".join(where)
    if len(where) > 3:
        told = f"<details><summary>{len(one.places)} places</summary>{told}</details>"
    cells = (_code(one.fact), escaped(one.edition), _figure(one.before), _figure(one.after), told)
    return f"| {' | '.join(cells)} |"


def _figure(words: str) -> str:
    return f"**{escaped(words)}**" if words else "*not printed*"


def _pictures(pictures: Sequence[Picture], most: int) -> Iterator[str]:
    """Before and after, side by side."""
    pairs: dict[tuple[str, str], dict[str, str]] = {}
    for one in pictures:
        pairs.setdefault((one.chart, one.edition), {})[one.when] = one.reference
    for (chart, edition), references in list(pairs.items())[:most]:
        cells = [f"![{when}](<{references[when]}>)" if when in references else "none" for when in ("before", "after")]
        table = f"| before | after |\n|---|---|\n| {' | '.join(cells)} |"
        yield f"<details><summary><code>{_html(chart)}</code>, {_html(edition)}</summary>\n\n{table}\n\n</details>"


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


def _code(words: str) -> str:
    """A name or a path; a pipe would end the cell of a table even here."""
    return f"`{_line(words).replace('`', 'ˋ').replace('|', '∣')}`"


def escaped(words: str) -> str:
    """Words as they are: no markup, no mention of a person, no reference to an issue."""
    return _PINGS.sub(lambda sign: f"{sign[0]}<!-- -->", _SPECIAL.sub(r"\\\g<0>", _html(_line(words))))


def _html(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _line(words: str) -> str:
    return " ".join(words.split())
