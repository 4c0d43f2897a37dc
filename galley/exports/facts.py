"""The facts, and the rows of charts and tables, as CSV and JSON."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Literal

from galley import marks
from galley.charts.describe import figures
from galley.charts.form import Rows
from galley.charts.ground import points_of
from galley.charts.model import Chart
from galley.charts.voice import table
from galley.editions.figures import printed
from galley.editions.saying import reserve, say
from galley.exports.addresses import fact_path, link
from galley.exports.jsontext import Json, number, to_json
from galley.inputs.tables import Table
from galley.marks import mark, plain
from galley.model import OPS, Fact
from galley.series import Series
from galley.story.load import Story
from galley.story.voice import Voice

COLUMNS = (
    "id", "label", "printed", "value", "low", "high", "unit", "qualifier", "op", "margin", "among", "change", "as_of",
    "status", "thin", "source", "quote", "caveat", "permalink",
)  # fmt: skip

_FORMULA = re.compile("[=+@\t\r＝＋－＠-]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")

Kind = Literal["number", "range", "date", "words", "items"]


def kind(fact: Fact) -> Kind:
    """What a fact's value is: a number (given or derived), a range, a date, words, or things named, counted."""
    match fact.content:
        case "between":
            return "range"
        case "date" | "words" | "items" as content:
            return content
        case _:
            return "number"


def facts_csv(voice: Voice) -> str:
    """Every fact, a row each, in the words of the edition."""
    rows = (_row(voice, fact) for fact in voice.story.facts.values())
    return write_csv(COLUMNS, ([row[name] for name in COLUMNS] for row in rows))


def chart_csv(voice: Voice, chart: Chart) -> str:
    """What a chart shows, as its table has it."""
    rows = table(voice, chart)
    return write_csv(rows.columns, rows.rows)


def series_rows(voice: Voice, series: Series) -> Rows:
    """Every figure of a series, in the order of time."""
    points = points_of(voice.story, series.id)
    return figures(voice, ((say(voice, series.row(one.row).label), one.fact) for one in points))


def series_csv(voice: Voice, series: Series) -> str:
    """The figures of a series."""
    rows = series_rows(voice, series)
    return write_csv(rows.columns, rows.rows)


def table_csv(source: Table) -> str:
    """A table of data/tables as it is."""
    lines = [source.columns, *(tuple(row.values()) for row in source.rows)]
    columns, *rows = ([mark("id", source.name, cell) for cell in line] for line in lines)
    return write_csv(columns, rows)


def facts_json(voice: Voice) -> str:
    """Every fact with its exact value, evidence and history."""
    return to_json({"facts": [_record(voice, fact) for fact in voice.story.facts.values()]})


def write_csv(columns: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    """RFC 4180, with the byte order mark by which spreadsheets know UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_harmless(name) for name in columns])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _harmless(cell: str) -> str:
    """A text that a spreadsheet would run as a formula, behind an apostrophe, which says that it is text."""
    words = plain(cell)
    return f"'{cell}" if _FORMULA.match(words) and not _NUMBER.fullmatch(words) else cell


def _row(voice: Voice, fact: Fact) -> dict[str, str]:
    story = voice.story
    value = story.values.get(fact.id)
    qualifier = story.qualifiers.get(value.qualifier or "") if value else None
    return {
        "id": mark("id", fact.id, fact.id),
        "label": say(voice, fact.label),
        "printed": printed(voice, fact.id),
        "value": _vouched("number" if value and value.number is not None else "fact", fact, _value(voice, fact)),
        "low": _vouched("number", fact, f"{fact.between[0]:f}" if fact.between else ""),
        "high": _vouched("number", fact, f"{fact.between[1]:f}" if fact.between else ""),
        "unit": _vouched("id", fact, value.unit if value else None),
        "qualifier": say(voice, qualifier.label) if qualifier else "",
        "op": OPS[qualifier.op if qualifier else "="],
        "margin": mark("id", fact.margin, fact.margin) if fact.margin else "",
        "among": mark("id", fact.among, fact.among) if fact.among else "",
        "change": fact.change or "",
        "as_of": _vouched("date", fact, str(fact.as_of or "")),
        "status": story.status(fact.id),
        "thin": story.thin(fact.id) or "",
        "source": _vouched("id", fact, fact.source),
        "quote": _vouched("quote", fact, fact.quote or _cell(story, fact)),
        "caveat": reserve(voice, fact),
        "permalink": link(story.site, fact_path(voice, fact.id), f"{voice.edition.path}data/"),
    }


def _cell(story: Story, fact: Fact) -> str:
    """What the cell says that a fact quotes."""
    found = story.evidence.get(fact.id) if fact.cell else None
    return story.texts[found.source][found.quote.start : found.quote.end].strip() if found else ""


def _vouched(kind: marks.MarkKind, fact: Fact, words: str | None) -> str:
    return mark(kind, fact.id, words) if words else ""


def _value(voice: Voice, fact: Fact) -> str:
    """The value bare: an exact decimal, a date in EDTF, or the words."""
    if fact.date is not None:
        return str(fact.date)
    if fact.words is not None:
        return plain(say(voice, fact.words))
    exact = voice.story.values[fact.id].number
    return "" if exact is None else f"{exact:f}"


def _record(voice: Voice, fact: Fact) -> dict[str, Json]:
    value = voice.story.values.get(fact.id)
    exact = value.number if value else None
    row: dict[str, Json] = {name: text or None for name, text in _row(voice, fact).items()}
    return {
        **row,
        "kind": kind(fact),
        "value": row["value"] if exact is None else number(fact.id, exact),
        "low": number(fact.id, fact.between[0]) if fact.between else None,
        "high": number(fact.id, fact.between[1]) if fact.between else None,
        "qualifier": _vouched("id", fact, value.qualifier if value else None) or None,
        "qualifier_label": row["qualifier"],
        "cell": _vouched("quote", fact, fact.cell.address) if fact.cell else None,
        "items": [mark("quote", fact.id, say(voice, item)) for item in fact.items or ()],
        "derived_from": _derivation(fact),
        "inferred": say(voice, fact.inferred) if fact.inferred else None,
        "readings": [mark("id", name, name) for name in fact.readings],
    }


def _derivation(fact: Fact) -> Json:
    """How we calculated it, where we did."""
    if fact.calculation is None:
        return None
    named = [mark("id", name, name) for name in fact.parts]
    return {fact.calculation: mark("id", fact.rows, fact.rows) if fact.rows else named}
