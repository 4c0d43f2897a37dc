"""The Data Package of an edition: what each download holds, column by column, for people and programs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from galley.charts.voice import table
from galley.editions.saying import say
from galley.exports.addresses import address, link
from galley.exports.facts import COLUMNS, series_rows
from galley.exports.jsontext import Json, to_json
from galley.inputs.scalars import NUMBER
from galley.marks import mark, plain
from galley.model import OPS, Source
from galley.story.load import Story
from galley.story.voice import Voice

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

_NOTES = {
    "printed": "the figure as the edition prints it, with its qualifier and unit",
    "value": "the exact value in the unit of the next column; a date in EDTF; or the words of a claim",
    "low": "the low end of a range, which has no value",
    "high": "its high end",
    "unit": "the unit's key in data/units.yaml of the story",
    "qualifier": "how exact the source says the number is, in the words of the edition",
    "op": "the same for programs: how the value stands to the true number",
    "margin": "the id of the fact that says by how much the value may be higher or lower",
    "among": "of a place in an order: the id of the fact that says of how many",
    "change": "rise, fall: the value is by how much; above, below: how far from another; empty: how many there are",
    "as_of": "what time the figure is of, in the Extended Date/Time Format",
    "status": "checked: read back from the stored source; cited: its source is not stored; inferred: partly our "
    "inference; derived: our own calculation",
    "quote": "the source's own words, verbatim",
    "thin": "once: seen in one place only; converted: seen only in machine-converted copies",
    "caveat": "what the figure does not say",
}
_ESCAPES = "A text that a spreadsheet would take for a formula stands behind an apostrophe; facts.json has it bare."


def datapackage(voice: Voice) -> str:
    """datapackage.json, which stands beside the files that it describes."""
    story, edition = voice.story, voice.edition
    site = story.site
    home: dict[str, Json] = {"homepage": link(site, edition.path)} if site.url else {}
    return to_json(
        {
            "$schema": mark("id", "profile", PROFILE),
            "name": mark("id", "name", f"{site.id}-{edition.id}".lower()),
            "title": say(voice, site.title),
            "description": say(voice, site.description),
            **home,
            **_licences(story),
            "sources": [_source(voice, source) for source in story.sources.values()],
            "resources": [*_resources(voice)],
        }
    )


def _licences(story: Story) -> dict[str, Json]:
    """Under what the words and the data of the story may be used; the sources' own words are not its to give."""
    licence = story.site.licence
    if licence is None:
        return {}
    name = mark("id", "licence", "-".join(licence.name.split()))
    return {"licenses": [{"name": name, "path": mark("id", "licence", licence.url)}]}


def _source(voice: Voice, source: Source) -> Json:
    named: dict[str, Json] = {"title": mark("quote", source.id, say(voice, source.title))}
    return {**named, "path": mark("id", source.id, source.url)} if source.url else named


def _resources(voice: Voice) -> Iterable[Json]:
    story = voice.story
    yield _resource("facts", say(voice, story.site.title), _fact_fields(story), key="id")
    for chart in story.charts.values():
        shown = table(voice, chart)
        fields = [_typed(name, cells) for name, *cells in zip(shown.columns, *shown.rows, strict=True)]
        yield _resource(f"charts/{chart.id}", say(voice, chart.title), fields)
    for series in story.series.values():
        rows = series_rows(voice, series)
        fields = [_typed(name, cells) for name, *cells in zip(rows.columns, *rows.rows, strict=True)]
        yield _resource(f"series/{series.id}", say(voice, series.label), fields)
    for source in story.tables.values():
        fields = [_typed(mark("id", name, name), [row[name] for row in source.rows]) for name in source.columns]
        yield _resource(f"tables/{source.name}", mark("id", source.name, source.name), fields)


def _resource(path: str, title: str, fields: list[Json], key: str = "") -> Json:
    schema: dict[str, Json] = {"fields": fields, "missingValues": [""]}
    return {
        "name": mark("id", "resource", re.sub(r"[^a-z0-9._-]", "-", path)),
        "path": mark("id", "resource", f"{path}.csv"),
        "title": title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": mark("id", "encoding", "utf-8"),
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
        "schema": {**schema, "primaryKey": key} if key else schema,
    }


def _typed(name: str, cells: Iterable[str]) -> Json:
    """A column; of numbers where every cell that says something is one, without unit or qualifier."""
    said = [words for cell in cells if (words := plain(cell))]
    return {"name": name, "type": "number" if said and all(map(NUMBER.fullmatch, said)) else "string"}


def _fact_fields(story: Story) -> list[Json]:
    allowed = {"op": [*OPS.values()], "status": ["checked", "cited", "inferred", "derived"], "unit": _ids(story.units)}
    return [_fact_field(name, allowed.get(name)) for name in COLUMNS]


def _ids(names: Iterable[str]) -> list[str]:
    """What only names something is no figure, whatever digits it holds: m2, a column 2023."""
    return [mark("id", name, name) for name in names]


def _fact_field(name: str, allowed: list[str] | None) -> Json:
    note = " ".join(part for part in (_NOTES.get(name, ""), _ESCAPES if name == "quote" else "") if part)
    field: dict[str, Json] = {"name": name, "type": "any" if name == "value" else "string"}
    field |= {"description": note} if note else {}
    field |= {"constraints": {"required": True, "unique": True}} if name == "id" else {}
    return field | ({"constraints": {"enum": allowed}} if allowed else {})


def facts_schema(voice: Voice) -> str:
    """The JSON Schema of facts.json."""
    story, edition = voice.story, voice.edition
    text: Json = {"type": ["string", "null"]}
    properties: dict[str, Json] = dict.fromkeys(COLUMNS, text)
    properties |= {
        "value": {"type": ["number", "string", "null"], "description": _NOTES["value"]},
        "low": {"type": ["number", "null"], "description": _NOTES["low"]},
        "high": {"type": ["number", "null"], "description": _NOTES["high"]},
        "kind": {"enum": ["number", "range", "date", "words", "items"]},
        "op": {"enum": [*OPS.values()]},
        "qualifier": {"enum": [*_ids(story.qualifiers), None]},
        "qualifier_label": text,
        "unit": {"enum": [*_ids(story.units), None]},
        "inferred": text,
        "cell": text,
        "items": {"type": "array", "items": {"type": "string"}},
        "readings": {"type": "array", "items": {"type": "string"}},
        "derived_from": {"type": ["object", "null"]},
    }
    fact: Json = {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}
    return to_json(
        {
            "$schema": mark("id", "draft", "https://json-schema.org/draft/2020-12/schema"),
            "$id": mark(
                "id", "schema", address(story.site, f"{edition.path}data/facts.schema.json", f"{edition.path}data/")
            ),
            "title": plain(say(voice, story.site.title)),
            "type": "object",
            "required": ["facts"],
            "properties": {"facts": {"type": "array", "items": fact}},
        }
    )
