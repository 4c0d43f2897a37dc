"""What readers see has changed since it was published, and nobody told them why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.mutations.facts import numbers, some
from tests.mutations.kinds import Mutation, kind
from tests.mutations.originals import Original

STORY = {"harbour": "en", "real": "en"}


@kind("a value, its sentence and its source change together", "told")
def published_value(original: Original) -> Iterator[Mutation]:
    path = f"data/sources/{original.story.sources[original.home.source].text}"
    for one in numbers(original, "published-value"):
        quote, value = one.fact.quote or "", f"{one.fact.value:f}"
        if one.fact.source == original.home.source and quote in original.text(path) and value in quote:
            new, more = quote.replace(value, f"{value}1"), f"{value}1"
            entry = one.text.replace(quote, new).replace(f"value: {value}", f"value: {more}")
            if one.fact.figure:
                entry = entry.replace(one.fact.figure, one.fact.figure.replace(value, more))
            text = original.text(path).replace(quote, new, 1)
            files = {one.path: original.text(one.path).replace(one.text, entry, 1), path: text}
            yield Mutation(
                original.name,
                f"{one.fact.id}: {value} → {more}",
                {**files, **original.pinned(original.home.source, text)},
            )


@kind("the label of a fact changes", "told")
def published_label(original: Original) -> Iterator[Mutation]:
    for one in some(original, "published-label", r"^  label:", 4):
        changed = original.entry(one, r"(label:(?:.*\n){0,2}?.*?en: \"?)", r"\1Estimated ")
        yield Mutation(original.name, one.fact.id, changed)


@kind("a unit or a qualifier is printed in other words", "told")
def published_form(original: Original) -> Iterator[Mutation]:
    edits = {
        "harbour": [
            ("data/units.yaml", "other: passengers", "other: passengers counted", "\npassenger:"),
            (
                "data/qualifiers.yaml",
                '["more than {n} {u}", "over {n} {u}"]',
                '["over {n} {u}", "more than {n} {u}"]',
                "\n",
            ),
            ("data/units.yaml", "other: boats", "other: vessels", "\nboat:"),
        ],
        "real": [
            ("data/units.yaml", "zh-Hans: 家", "zh-Hans: 家企业", "\ncompany:"),
            ("data/qualifiers.yaml", '["突破{n}{u}", "突破了{n}{u}"', '["超过{n}{u}", "突破{n}{u}"', "\nexceeds:"),
        ],
    }
    for path, old, new, after in edits[original.name]:
        yield Mutation(original.name, f"{old} → {new}", original.replaced(path, old, new, after))


@kind("the date or the title of a source changes", "told")
def published_source(original: Original) -> Iterator[Mutation]:
    path = "data/sources.yaml"
    yield Mutation(original.name, "its date", original.matched(path, r"^  date: \d{4}~?(-\d\d)*$", "  date: 2019"))
    yield Mutation(
        original.name,
        "its publisher",
        original.matched(path, r"(publisher:(?:.*\n){0,2}?.*?en: \"?)", r"\1The former "),
    )


@kind("a cell of a table changes", "told")
def published_cell(original: Original) -> Iterator[Mutation]:
    if original.name == "real":
        for path in ("data/tables/roads.csv", "data/tables/stations.csv"):
            text = original.text(path)
            cell = text.splitlines()[1].split(",")[3]
            yield Mutation("real", path, {path: text.replace(cell, f"{cell} North", 1)})


@kind("a count of our own changes", "told")
def published_count(original: Original) -> Iterator[Mutation]:
    if original.name == "real":
        path = "content/charts.yaml"
        files = original.matched(path, r"\{\{=十列\}\}一根|\{\{=十列\}\}", "{{=二十列}}")
        yield Mutation(
            "real", "ten trains → twenty", {path: files[path].replace("{{=ten trains}}", "{{=twenty trains}}", 1)}
        )


@kind("a correction is dated in the future, or before what it corrects", "told")
def published_future(original: Original) -> Iterator[Mutation]:
    for day in ("2999-01-01", "2031-05-05"):
        one = numbers(original, f"published-future {day}")[0]
        if one.fact.history:
            continue
        reasons = ", ".join(f"{edition}: x" for edition in original.home.sections)
        history = f"  history:\n    - {{value: 1, changed: {day}, reason: {{{reasons}}}}}\n"
        yield Mutation(
            original.name,
            f"{one.fact.id}, {day}",
            {one.path: original.text(one.path).replace(one.text, one.text.rstrip() + "\n" + history + "\n", 1)},
        )


@kind("a fact has another name, and its page is gone", "told")
def published_name(original: Original) -> Iterator[Mutation]:
    for one in some(original, "published-name", r"^  (value|words): ", 4):
        files = {}
        for path in _texts(original):
            text = original.text(path)
            new = re.sub(rf"(?<![\w.-]){re.escape(one.fact.id)}(?![\w.-])", f"{one.fact.id}-anew", text)
            if new != text:
                files[path] = new
        yield Mutation(original.name, one.fact.id, files)


def _texts(original: Original) -> list[str]:
    found = [*(original.root / "content").rglob("*.*"), *(original.root / "data").rglob("*.yaml")]
    return [one.relative_to(original.root).as_posix() for one in found if one.suffix in (".yaml", ".md")]


@kind("a fact is gone", "told")
def published_fact(original: Original) -> Iterator[Mutation]:
    names = {"harbour": "tide.spring", "real": "geo.frontline"}
    one = next(one for one in original.facts if one.fact.id == names[original.name])
    files = {one.path: original.text(one.path).replace(one.text, "", 1)}
    for path in _texts(original):
        if f"{{{{{one.fact.id}" in original.text(path) and path != one.path:
            files[path] = re.sub(rf"\{{\{{{re.escape(one.fact.id)}[^}}]*\}}\}}", "", original.text(path))
    yield Mutation(original.name, one.fact.id, files)


@kind("a fact is said to be of another time, or by another source", "told")
def published_time(original: Original) -> Iterator[Mutation]:
    for one in some(original, "published-time", r"^  as_of: undated", 3) or []:
        yield Mutation(original.name, one.fact.id, original.entry(one, r"^  as_of: .*$", "  as_of: 2020"))


@kind("a printed correction is erased, or its reason changes", "told")
def published_correction(original: Original) -> Iterator[Mutation]:
    for one in original.facts:
        if one.fact.history:
            yield Mutation(
                original.name,
                f"{one.fact.id}: erased",
                original.entry(one, r"^  history:\n(?:    .*\n?)+|^  history:\n(?:  - .*\n(?:    .*\n)*)+", ""),
            )
            yield Mutation(
                original.name,
                f"{one.fact.id}: another reason",
                original.entry(one, r"(reason:(?:.*\n){0,2}?.*?en: \"?)", r"\1Not that "),
            )
            return


@kind("a caveat, a rendering or an inference changes or is gone", "told")
def published_caveat(original: Original) -> Iterator[Mutation]:
    for one in some(original, "published-caveat", r"^  caveat:", 3):
        yield Mutation(original.name, one.fact.id, original.entry(one, r"^  caveat:(?: .*\n|\n(?:    .*\n)+)", ""))
