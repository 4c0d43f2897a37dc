"""The tables that print are wrong: forms of units and qualifiers, sizes, number systems, wordings of one edition."""

from __future__ import annotations

from collections.abc import Iterator

from tests.mutations.kinds import Mutation, kind
from tests.mutations.originals import Original

UNITS, QUALIFIERS, STRINGS = "data/units.yaml", "data/qualifiers.yaml", "content/strings.yaml"
Edit = tuple[str, str, str]
"""The entry, the words in it, and what stands there instead."""


def edited(original: Original, path: str, edits: dict[str, list[Edit]]) -> Iterator[Mutation]:
    for entry, old, new in edits[original.name]:
        yield Mutation(original.name, f"{entry}: {old} → {new}", original.replaced(path, old, new, f"\n{entry}:"))


@kind("a unit is printed by the name of another")
def unit_form_of_another(original: Original) -> Iterator[Mutation]:
    edits = {
        "harbour": [
            ("hour", "other: hours", "other: minutes"),
            ("metre", "other: metres", "other: miles"),
            ("crown", "other: crowns", "other: euros"),
            ("percent", "en: percent", "en: per mille"),
            ("hour", "other: horas", "other: dias"),
        ],
        "real": [
            ("hour", "zh-Hans: 小时", "zh-Hans: 分钟"),
            ("yuan", "zh-Hans: 元", "zh-Hans: 港元"),
            ("yuan", "en: yuan", "en: dollars"),
            ("kilometre", "other: kilometres", "other: miles"),
            ("percent", "en: per cent", "en: percentage points"),
        ],
    }
    yield from edited(original, UNITS, edits)


@kind("a unit is printed by a word that is none")
def unit_form_unreadable(original: Original) -> Iterator[Mutation]:
    edits = {
        "harbour": [
            ("metre", "other: metres", "other: meeeters"),
            ("hour", "other: hours", "other: hrz"),
            ("percent", "en: percent", "en: pct-ish"),
            ("minute", "other: minutes", "other: ticks"),
        ],
        "real": [("kilometre", "other: kilometres", "other: klicks"), ("hour", "zh-Hans: 小时", "zh-Hans: 小旳")],
    }
    yield from edited(original, UNITS, edits)


@kind("a unit's form holds a size, a hedge or a number of its own")
def unit_form_with_more(original: Original) -> Iterator[Mutation]:
    edits = {
        "harbour": [
            ("person", "other: people", "other: thousand people"),
            ("sailing", "other: sailings", "other: sailings or more"),
            ("boat", "other: boats", "other: dozen boats"),
            ("crown", "other: crowns", "other: million crowns"),
            ("passenger", "other: passengers", "other: hundred passengers"),
            ("boat", "other: barcos", "other: mil barcos"),
        ],
        "real": [
            ("project", "zh-Hans: 个", "zh-Hans: 万个"),
            ("train", "zh-Hans: 列", "zh-Hans: 列以上"),
            ("train", "other: trains", "other: thousand trains"),
            ("company", "zh-Hans: 家", "zh-Hans: 余家"),
        ],
    }
    yield from edited(original, UNITS, edits)


@kind("a unit's size is another")
def unit_size_wrong(original: Original) -> Iterator[Mutation]:
    edits = {
        "harbour": [
            ("hour", "size: 60", "size: 6"),
            ("hour", "size: 60", "size: 100"),
            ("percent", "size: 0.01", "size: 0.1"),
        ],
        "real": [
            ("hour", "size: 60", "size: 100"),
            ("kilometre", "size: 1000", "size: 1609"),
            ("tenths", "size: 0.1", "size: 0.01"),
            ("percent", "size: 0.01", "size: 0.001"),
        ],
    }
    yield from edited(original, UNITS, edits)


@kind("a unit is printed as one of another kind or size")
def unit_as_another(original: Original) -> Iterator[Mutation]:
    edits = {
        "harbour": [
            ("metre", "forms: {en: {one: metre, other: metres}, ", "as: {en: minute}\n  forms: {"),
            ("boat", "forms: {en: {one: boat, other: boats}, ", "as: {en: sailing}\n  forms: {"),
            ("crown", "forms: {en: {one: crown, other: crowns}, ", "as: {en: person}\n  forms: {"),
        ],
        "real": [
            ("tenths", "as: {en: percent}", "as: {en: hour}"),
            ("tenths", "as: {en: percent}", "as: {en: yuan}"),
            ("tenths", "as: {en: percent}", "as: {en: train}"),
        ],
    }
    yield from edited(original, UNITS, edits)


@kind("a qualifier is printed as another bound")
def qualifier_form_of_another(original: Original) -> Iterator[Mutation]:
    edits = {
        "harbour": [
            ("nearly", '["nearly {n} {u}"', '["at least {n} {u}"'),
            ("nearly", '["nearly {n} {u}"', '["exactly {n} {u}"'),
            ("exceeds", '["more than {n} {u}"', '["less than {n} {u}"'),
            ("exceeds", '["more than {n} {u}"', '["up to {n} {u}"'),
            ("about", '["about {n} {u}"', '["no fewer than {n} {u}"'),
            ("exceeds", '["mais de {n} {u}"', '["menos de {n} {u}"'),
        ],
        "real": [
            ("nearly", '["近{n}{u}"', '["逾{n}{u}"'),
            ("nearly", '["近{n}{u}"', '["整整{n}{u}"'),
            ("exceeds", '["突破{n}{u}"', '["不足{n}{u}"'),
            ("exceeds", '["more than {n} {u}"', '["under {n} {u}"'),
            ("nearly", '["nearly {n} {u}"', '["exactly {n} {u}"'),
            ("about", '["about {n} {u}"', '["at least {n} {u}"'),
        ],
    }
    yield from edited(original, QUALIFIERS, edits)


@kind("a qualifier is printed as nothing")
def qualifier_form_empty(original: Original) -> Iterator[Mutation]:
    edits = {
        "harbour": [
            ("nearly", '["nearly {n} {u}"', '["{n} {u}"'),
            ("exceeds", '["more than {n} {u}"', '["{n} {u}"'),
            ("about", '["cerca de {n} {u}"', '["{n} {u}"'),
            ("exceeds", '["mais de {n} {u}"', '["{n} {u}"'),
        ],
        "real": [
            ("nearly", '["近{n}{u}"', '["{n}{u}"'),
            ("exceeds", '["突破{n}{u}"', '["{n}{u}"'),
            ("nearly", '["nearly {n} {u}"', '["{n} {u}"'),
        ],
    }
    yield from edited(original, QUALIFIERS, edits)


@kind("what a qualifier means is another")
def qualifier_meaning_wrong(original: Original) -> Iterator[Mutation]:
    edits = {
        "harbour": [
            ("nearly", 'op: "<~"', 'op: ">"'),
            ("exceeds", 'op: ">"', 'op: "="'),
            ("about", 'op: "~"', 'op: ">="'),
            ("nearly", 'op: "<~"', 'op: "="'),
        ],
        "real": [
            ("nearly", 'op: "<~"', 'op: "="'),
            ("exceeds", 'op: ">"', 'op: "<~"'),
            ("about", 'op: "~"', 'op: "="'),
        ],
    }
    yield from edited(original, QUALIFIERS, edits)


@kind("three tables that agree with each other: “cut from exactly seven minutes”")
def tables_in_league(original: Original) -> Iterator[Mutation]:
    units = original.replaced(UNITS, "other: hours", "other: minutes", "\nhour:")
    units = {UNITS: units[UNITS].replace("\nminute:", "\nminute-of-old:", 1)}
    qualifiers = original.replaced(QUALIFIERS, '"nearly {n} {u}"', '"exactly {n} {u}"', "\nnearly:")
    yield Mutation(original.name, "hours as minutes, nearly as exactly", {**units, **qualifiers})
    one = original.replaced(UNITS, "other: hours", "other: minutes", "\nhour:")[UNITS]
    two = one.replace("size: 60", "size: 1", 1)
    yield Mutation(original.name, "hours as minutes of the size of one", {UNITS: two, **qualifiers})
    both = (
        original.entry_of(QUALIFIERS, "\nnearly:")
        .replace('op: "<~"', 'op: "="', 1)
        .replace('"nearly {n} {u}"', '"{n} {u}"', 1)
    )
    yield Mutation(original.name, "nearly means exactly, and is printed so", {QUALIFIERS: both})


@kind("a date is printed as another than it is")
def date_printed_wrong(original: Original) -> Iterator[Mutation]:
    edits = {
        "harbour": [
            ("pt", "maio, junho", "junho, maio"),
            ("pt", '"{d} de {month} de {y}"', '"{d} de {month} de 1{y}"'),
        ],
        "real": [],
    }
    if original.name == "harbour":
        yield from edited(original, "data/numbers.yaml", edits)
    if original.name == "real":
        return
    before = [("date.before", "{date}"), ("date.since", "{date}")]
    for (name, _), (_, other) in zip(before, reversed(before), strict=True):
        for edition, words in (("en", {"date.before": "before {date}", "date.since": "since {date}"}),):
            new = words["date.since" if name == "date.before" else "date.before"]
            path = STRINGS
            found = original.matched(
                path, rf"(^{name}:(?:.*\n?)*?.*?{edition}: \"?){other and words[name]}", rf"\g<1>{new}"
            )
            yield Mutation(original.name, f"{name} says {new}", found)


@kind("a number system names its scales or digits wrongly")
def scale_said_wrong(original: Original) -> Iterator[Mutation]:
    if original.name == "harbour":
        edits = {
            "harbour": [
                ("pt", "{one: milhão, many: milhões, other: milhões}", "{one: bilhão, many: bilhões, other: bilhões}"),
                ("pt", "size: 1000000,", "size: 100000,"),
                ("pt", 'decimal: ","', 'decimal: "."'),
                ("pt", "cinco, seis", "seis, cinco"),
                ("pt", "três, quatro", "quatro, três"),
            ]
        }
        yield from edited(original, "data/numbers.yaml", edits)


@kind("a wording of one edition changes a unit, a number or a qualifier")
def exception_changes_figure(original: Original) -> Iterator[Mutation]:
    if original.name == "real":
        path = "content/zh-Hant-HK/exceptions.yaml"
        for wording in (
            "小时: 分鐘",
            "公里: 英里",
            "突破: 不足",
            "近: 逾",
            "元: 港元",
            "亿元: 萬元",
            "七成: 八成",
            "列: 百列",
        ):
            yield Mutation("real", wording, {path: f"{original.text(path).rstrip()}\n{wording}\n"})
