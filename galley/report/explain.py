"""All about a fact: how it is printed, what it rests on, where it stands; and which facts cover a source's figures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from galley.build import build_site
from galley.dates import Date
from galley.editions.figures import printed
from galley.editions.saying import say
from galley.errors import UsageError
from galley.evidence.examine import TextSpan
from galley.guess import closest
from galley.inputs.files import point
from galley.manuscript.paper import excerpt, one_line
from galley.manuscript.views import where
from galley.marks import plain
from galley.model import COMPANIONS, Fact, Superseded, Text
from galley.pages.occurrences import Occurrence
from galley.report.layout import columns, indented, number
from galley.report.places import places, rest_of
from galley.report.sources import Account, of_a_source, source_text
from galley.story.load import Story, load_story
from galley.story.voice import voices

STATUSES: Mapping[str, str] = {
    "checked": "found in the stored source and read back",
    "cited": "quoted from a source that is not stored; not machine-checked",
    "inferred": "checked, but part of it is our inference",
    "derived": "our own calculation",
}


def explain_name(root: Path, cache: Path | None, name: str, style: str = "text") -> str:
    """All about the fact or the source `name`, as text or JSON. Raises UsageError for a name that is neither."""
    story = load_story(root)
    if name in story.facts:
        proof = build_site(root, cache)
        found = [one for one in places(proof) if one.fact == name]
        account = of_a_fact(proof.story, name, found)
        return _json(account) if style == "json" else fact_text(account, found)
    if name in story.sources:
        account = of_a_source(story, name)
        return _json(account) if style == "json" else source_text(account)
    known = [*story.facts, *story.sources]
    raise UsageError(f"there is no fact and no source “{name}”. {closest(name, known, _list(story))}")


def _list(story: Story) -> str:
    return f"The sources are {', '.join(story.sources)}; the facts stand in data/facts/."


def _json(account: Account) -> str:
    return json.dumps(account, ensure_ascii=False, indent=2)


def of_a_fact(story: Story, name: str, found: Iterable[Occurrence]) -> Account:
    """The account of a fact, and of every place that prints it."""
    fact, value = story.facts[name], story.values.get(name)
    return {
        "fact": name,
        "place": str(story.place("fact", name)),
        "label": dict(fact.label),
        "printed": {voice.edition.id: plain(printed(voice, name)) for voice in voices(story)},
        **_stated(fact),
        "value": number(value.number) if value and value.number is not None else None,
        "unit": value.unit if value else None,
        "qualifier": value.qualifier if value else None,
        "as_of": _date(fact.as_of),
        "status": story.status(name),
        "evidence": _evidence(story, fact),
        **{key: getattr(fact, key) for key in COMPANIONS},
        "inferred": _said(story, fact.inferred),
        "caveat": _said(story, fact.caveat),
        "readings": {other: _in_source_edition(story, other) for other in fact.readings},
        "history": [_superseded(fact, old) for old in fact.history],
        "places": [_place(one) for one in found],
    }


def _said(story: Story, text: Text | None) -> dict[str, str]:
    """A text as each edition prints it."""
    return {voice.edition.id: plain(say(voice, text)) for voice in voices(story)} if text else {}


def _stated(fact: Fact) -> Account:
    """What a fact states instead of a value."""
    return {
        "between": " to ".join(map(number, fact.between)) if fact.between else None,
        "date": _date(fact.date),
        "words": dict(fact.words) if fact.words else None,
        "items": [dict(item) for item in fact.items] if fact.items else None,
        "made_of": [*fact.parts, *([fact.rows] if fact.rows else [])],
    }


def _date(when: Date | None) -> str | None:
    return str(when) if when else None


def _in_source_edition(story: Story, name: str) -> str:
    return plain(printed(next(voices(story)), name))


def _superseded(fact: Fact, old: Superseded) -> Account:
    return {
        "value": number(old.value) if old.value is not None else None,
        "between": " to ".join(map(number, old.between)) if old.between else None,
        "date": _date(old.date),
        "words": dict(old.words) if old.words else None,
        "unit": old.unit or fact.unit,
        "qualifier": old.qualifier,
        "changed": str(old.changed),
        "reason": dict(old.reason),
    }


def _evidence(story: Story, fact: Fact) -> Account | None:
    """The quotation, and where it stands: line of the stored text, and sheet-row-cell of its page."""
    if fact.source is None:
        return None
    source, found = story.sources[fact.source], story.evidence.get(fact.id)
    told: Account = {
        "source": fact.source,
        "title": dict(source.title),
        "url": source.url,
        "quote": fact.quote,
        "figure": None,
        "at": fact.at,
        "place": None,
        "address": None,
        "sentence": None,
        "also": list(fact.also),
    }
    if found is None:
        return told
    text, figure = story.texts[fact.source], found.figure
    around = excerpt(text, found.quote)
    return told | {
        "figure": one_line(text[figure.start : figure.end]) if figure else None,
        "place": _in_file(story, fact.source, figure or found.quote),
        "address": str(where(story, fact.id)),
        "sentence": f"{around.before}{around.quote}{around.after}",
    }


def _in_file(story: Story, source: str, span: TextSpan) -> str:
    return str(point(f"data/sources/{story.sources[source].text}", story.texts[source], span.start))


def _place(one: Occurrence) -> Account:
    names = ("edition", "path", "page", "section", "chart", "kind", "words", "before", "after")
    return {name: getattr(one, name) for name in names}


def fact_text(account: Account, found: Sequence[Occurrence]) -> str:
    """The account of a fact for a terminal."""
    labels = " / ".join(account["label"].values())
    paragraphs = [
        f"{account['fact']} · {labels}\n{account['place']}",
        columns(account["printed"].items()),
        columns(_properties(account)),
        _evidence_text(account["evidence"]),
        "\n".join(_history_text(account["history"])),
        "\n".join(_places_text(found)),
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _properties(account: Account) -> Iterator[tuple[str, str]]:
    for name in ("value", "between", "unit", "qualifier", *COMPANIONS, "date", "as_of"):
        if account[name] is not None:
            yield name.replace("_", " "), account[name]
    if account["made_of"]:
        yield "made of", ", ".join(account["made_of"])
    yield "status", f"{account['status']}: {STATUSES[account['status']]}"
    for name in ("inferred", "caveat"):
        for edition, words in account[name].items():
            yield f"{name} {edition}", words
    for name, words in account["readings"].items():
        yield "reading", f"{name} {words}"


def _evidence_text(evidence: Account | None) -> str:
    if evidence is None:
        return ""
    at = evidence["place"] or evidence["at"] or "its text is not stored"
    sheet = f", sheet-row-cell {evidence['address']}" if evidence["address"] else ""
    lines = [f"{' / '.join(evidence['title'].values())} ({evidence['source']})", f"{at}{sheet}"]
    lines += [f"「{quote}」" for quote in (evidence["quote"], *evidence["also"]) if quote]
    if evidence["figure"]:
        lines.append(f"its figure: {evidence['figure']}")
    return "evidence\n" + indented(lines)


def _history_text(history: list[Account]) -> Iterator[str]:
    if history:
        yield "history"
    for old in history:
        what = old["value"] or old["between"] or old["date"] or " / ".join((old["words"] or {}).values())
        unit = " ".join(part for part in (old["qualifier"], what, old["unit"]) if part)
        yield f"  until {old['changed']}: {unit}. {' / '.join(old['reason'].values())}"


def _places_text(places: Sequence[Occurrence]) -> Iterator[str]:
    """Places of the feature one by one; of the other pages, which follow from it, how many."""
    if not places:
        yield "Nothing prints it."
        return
    yield f"printed in {len(places)} places"
    for edition in dict.fromkeys(one.edition for one in places):
        yield f"  {edition}"
        mine = [one for one in places if one.edition == edition]
        yield from (f"    {one.spot}: {one.before}[{one.words}]{one.after}" for one in mine if one.authored)
        if rest := rest_of(mine):
            yield f"    and {rest}"
