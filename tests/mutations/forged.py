"""Marks forged, and characters that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator

from tests.mutations.kinds import Mutation, kind
from tests.mutations.originals import Original
from tests.mutations.prose import said

UNSEEN = {
    "a zero-width space": "\u200b",
    "a right-to-left override": "\u202e",
    "an isolate": "\u2067",
    "a soft hyphen": "\u00ad",
    "a tag": "\U000e0041",
    "a word joiner": "\u2060",
    "a Hangul filler": "\u3164",
    "a variation selector": "\ufe0e",
    "a private character of another plane": "\U000f0001",
    "an invisible times": "\u2062",
    "a null": "\u0001",
    "a Mongolian separator": "\u180e",
    "a combining joiner": "\u034f",
}


def escape(text: str) -> str:
    return "".join(f"\\U{ord(character):08x}" for character in text)


def forged(words: str) -> str:
    return f"\ue000own:x\ue001{words}\ue002"


@kind("a mark forged by an escape in YAML")
def mark_in_yaml(original: Original) -> Iterator[Mutation]:
    mark = "\\ue000own:x\\ue001{}\\ue002"
    fact = original.facts[0]
    yield Mutation(
        original.name,
        "a label",
        original.entry(fact, r"en: [^,}\n]*", f'en: "{mark.format("53 boats")}"'.replace("\\", "\\\\")),
    )
    for path, pattern in (
        ("content/story.yaml", r"en: [^{,}\n]+"),
        ("content/strings.yaml", r"en: [^{,}\n]+"),
        ("data/sources.yaml", r"en: [^{,}\n]+"),
        ("data/terms.yaml", r"en: [^{\[,}\n]+"),
        ("content/charts.yaml", r"(?<=\{)zh-Hans: [^{\",}\n]+(?=, en)|en: [^{\",}\n]+(?=, pt)"),
    ):
        new = f'en: "{mark.format("53 boats")}"' if original.name == "harbour" or "charts" not in path else ""
        new = new or f'zh-Hans: "{mark.format("53家")}"'
        yield Mutation(original.name, path, original.matched(path, pattern, new.replace("\\", "\\\\")))


@kind("a mark forged in a key of YAML")
def mark_in_key(original: Original) -> Iterator[Mutation]:
    text = original.text("content/strings.yaml")
    yield Mutation(
        original.name,
        "a string's id",
        {"content/strings.yaml": f'{text.rstrip()}\n"\\ue000own:x\\ue00153\\ue002": {{en: x, pt: x, zh-Hans: x}}\n'},
    )
    terms = "data/terms.yaml"
    forged = original.text(terms).rstrip().removesuffix("{}") + '\n"\\u200bterm": {text: {en: [X1]}, note: {en: x}}\n'
    yield Mutation(original.name, "a term's", {terms: forged})


@kind("a mark forged in a cell of a table")
def mark_in_table(original: Original) -> Iterator[Mutation]:
    if original.name == "real":
        for path in ("data/tables/roads.csv", "data/tables/stations.csv"):
            text = original.text(path)
            for words in ("1234列", "no fewer than 53 trains"):
                line = text.splitlines()[1]
                cell = line.split(",")[2]
                yield Mutation("real", f"{path}: {words}", {path: text.replace(cell, forged(words), 1)})


@kind("a mark forged in Markdown, as a character or an entity")
def mark_in_markdown(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"*": forged("53 boats")},
        {"*": "&#xE000;own:x&#xE001;53 boats&#xE002;"},
        {"*": "&#57344;own:x&#57345;53 boats&#57346;"},
        {"*": "[x](&#xE000;own:x&#xE001;53&#xE002;)"},
    )


@kind("a mark forged in a template, a stylesheet or a script")
def mark_in_look(original: Original) -> Iterator[Mutation]:
    base = "templates/base.html"
    for markup in (
        f"<p>{forged('53 boats')}</p>",
        "<p>&#xE000;own:x&#xE001;53 boats&#xE002;</p>",
        '<p>{{ "\\ue000own:x\\ue00153 boats\\ue002" }}</p>',
        '<p>{{ "%c"|format(57344) }}own:x{{ "%c"|format(57345) }}53 boats{{ "%c"|format(57346) }}</p>',
    ):
        yield Mutation(original.name, markup, original.replaced(base, "<main", f"{markup}\n<main"))


@kind("a mark forged in the text of a source")
def mark_in_source(original: Original) -> Iterator[Mutation]:
    yield Mutation(original.name, "in a sentence", original.told(f"{forged('53')} boats.", "", "x"))


@kind("an invisible character in a text, as such")
def unseen_character(original: Original) -> Iterator[Mutation]:
    for name, character in UNSEEN.items():
        yield from (
            Mutation(one.story, name, one.files)
            for one in said(original, {"*": f"x {character}x" if character else ""})
        )


@kind("an invisible character, by an escape in YAML")
def unseen_escape(original: Original) -> Iterator[Mutation]:
    fact = original.facts[1]
    for name, character in UNSEEN.items():
        new = f'en: "x{escape(character)}x"'.replace("\\", "\\\\")
        yield Mutation(original.name, name, original.entry(fact, r"en: [^,}\n]*", new))


@kind("an invisible character, by an entity in Markdown")
def unseen_entity(original: Original) -> Iterator[Mutation]:
    for name, character in UNSEEN.items():
        yield from (Mutation(one.story, name, one.files) for one in said(original, {"*": f"x &#{ord(character)};x"}))
    yield from said(original, {"*": "x &rlm;x"}, {"*": "x &zwj;x"}, {"*": "x&shy;x"}, {"*": "x &ZeroWidthSpace;x"})


@kind("an invisible character in a table")
def unseen_in_table(original: Original) -> Iterator[Mutation]:
    if original.name == "real":
        path = "data/tables/stations.csv"
        for name, character in UNSEEN.items():
            text = original.text(path)
            cell = text.splitlines()[1].split(",")[2]
            yield Mutation("real", name, {path: text.replace(cell, f"{cell}{character}", 1)})


@kind("an invisible character in the text of a source")
def unseen_in_source(original: Original) -> Iterator[Mutation]:
    for name, character in UNSEEN.items():
        yield Mutation(original.name, name, original.told(f"x {character} y.", "", "x"))


@kind("an invisible character in the name of a file")
def unseen_in_name(original: Original) -> Iterator[Mutation]:
    path = original.home.facts
    for name in ("a right-to-left override", "a zero-width space", "a private character of another plane"):
        hidden = path.replace(".yaml", f"{UNSEEN[name]}.yaml")
        yield Mutation(original.name, name, {path: None, hidden: original.text(path)})
    template = "templates/chart.html"
    yield Mutation(original.name, "a template", {f"templates/x{UNSEEN['a tag']}.html": original.text(template)})
