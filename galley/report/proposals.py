"""Ready facts in YAML for the figures of a source that no fact covers yet; ids and labels are left to fill."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from galley.errors import UsageError
from galley.evidence.examine import TextSpan
from galley.evidence.sheets import read_sheet
from galley.guess import closest
from galley.inputs.files import point
from galley.manuscript.paper import one_line, sentence
from galley.model import Fact
from galley.report.layout import number
from galley.report.stubs import TODO, Stub, stubs
from galley.story.load import Story, load_story


def draft(root: Path, name: str) -> str:
    """YAML of a fact for each figure of the stored source `name` that nothing covers.

    Raises UsageError for what is no source, or one whose text is not stored.
    """
    story = load_story(root, despite=True)
    if name in story.facts:
        source = story.facts[name].source
        remedy = f"Draft its source: explain {source} --draft" if source else "Draft a source."
        raise UsageError(f"{name} is a fact. {remedy}")
    if name not in story.sources:
        otherwise = "Write it in data/sources.yaml first."
        raise UsageError(f"there is no source “{name}”. {closest(name, story.sources, otherwise)}")
    if name not in story.texts:
        remedy = "Put it into data/sources/ and name it under `text:` in data/sources.yaml."
        raise UsageError(f"the text of {name} is not stored, so it cannot be read. {remedy}")
    if story.sources[name].sheet:
        raise UsageError(f"{name} is a table. {_cells(story, name)}")
    found = stubs(story, name)
    return "\n\n".join([_head(name, found), *(_written(story, name, stub) for stub in found)])


def _cells(story: Story, name: str) -> str:
    """How a cell of a stored table is quoted, with the first of its rows and columns that may be."""
    sheet = read_sheet(story.texts[name], story.sources[name])
    if not (sheet.rows and sheet.columns):
        return "Mend `header:` of the source: all of it is head."
    row, column = next(iter(sheet.rows)), next(iter(sheet.columns))
    return f"Quote a cell in place of a sentence: cell: {{row: {_quoted(row)}, column: {_quoted(column)}}}."


def _quoted(name: str) -> str:
    """A name as YAML takes it wherever it stands."""
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _head(source: str, found: list[Stub]) -> str:
    if not found:
        return f"# Every figure of {source} is covered by a fact or a term."
    ready = sum(stub.fact is not None for stub in found)
    return (
        f"# {len(found)} figures of {source} that no fact covers, {ready} of them drafted. Each quote stands in the\n"
        "# source once and reads as its fact says. What it is about, only you can tell: give each an id and a label,\n"
        "# read unit and date again, and delete what the story does not need. Names go to data/terms.yaml instead."
    )


def _written(story: Story, source: str, stub: Stub) -> str:
    text, figure = story.texts[source], stub.figure
    place = point(f"data/sources/{story.sources[source].text}", text, figure.start)
    around = sentence(text, TextSpan(figure.start, figure.end))
    lines = [f"# {place}: {one_line(text[around.start : around.end]).strip()}"]
    if stub.fact is None:
        words = f"“{one_line(figure.text)}”"
        if stub.reason:
            lines.append(
                f"# {words} is left to you: {stub.reason} A word that leaves it as it is goes to data/lexicon.yaml."
            )
        else:
            lines.append(f"# {words} tells no single number; write it as words, or name it in data/terms.yaml.")
    else:
        lines += [f"{stub.id}:", *(f"  {line}" for line in _fact(story, source, stub, stub.fact))]
    return "\n".join(lines)


def _fact(story: Story, source: str, stub: Stub, fact: Fact) -> Iterator[str]:
    yield f"label: {_blank(fact.label)}"
    if fact.date:
        yield f"date: {fact.date}"
    if fact.inferred:
        yield f"inferred: {_blank(fact.inferred)}  # the year is that of the source"
    if fact.value is not None:
        yield f"value: {_value(fact.value, stub)}"
        yield _unit(story, source, stub, fact)
    if fact.between is not None:
        yield f"between: [{', '.join(map(number, fact.between))}]"
        yield _unit(story, source, stub, fact)
    if fact.qualifier:
        yield f"qualifier: {fact.qualifier}{_companion(story, stub, fact)}"
    if fact.change:
        yield f"change: {fact.change}"
    if fact.as_of:
        yield f"as_of: {fact.as_of}{_why(stub, fact)}"
    yield f"source: {fact.source}"
    yield f"quote: {_scalar(fact.quote)}"
    if fact.figure:
        yield f"figure: {_scalar(fact.figure)}"


def _companion(story: Story, stub: Stub, fact: Fact) -> str:
    """Under which key the fact may name another that stands beside it: its margin, or of how many it is one."""
    if stub.figure.margin:
        return "  # or margin: and the id of the margin behind it"
    return "  # of how many: among:" if story.qualifiers[fact.qualifier or ""].ordinal else ""


def _value(value: Decimal, stub: Stub) -> str:
    """With the last zeros that the source prints: 6.0 is more exact than 6."""
    printed = f"{value:f}"
    return printed if printed in stub.figure.text else number(value)


def _unit(story: Story, source: str, stub: Stub, fact: Fact) -> str:
    if fact.unit is None and fact.qualifier and story.qualifiers[fact.qualifier].ordinal:
        return "# a place in an order needs no unit"
    if fact.unit is None:
        text, figure = story.texts[source], stub.figure
        end = min(figure.end + 12, sentence(text, TextSpan(figure.start, figure.end)).end)
        return f"unit: {TODO}  # data/units.yaml knows none for “{one_line(text[figure.start : end])}…”"
    if not stub.guessed:
        return f"unit: {fact.unit}"
    others = [name for name in stub.figure.units if name != fact.unit]
    return f"unit: {fact.unit}  # a guess by its spelling{', or ' if others else ''}{', '.join(others)}"


def _why(stub: Stub, fact: Fact) -> str:
    """Where the time is from, if not from the sentence."""
    if stub.heading:
        return f"  # as the heading says: {one_line(stub.heading)}"
    if _TWO_YEARS.fullmatch(str(fact.as_of)):
        return "  # of a financial year write the months: 2023-04/2024-03"
    if str(fact.as_of) != "undated":
        return ""
    if stub.near:
        return f"  # write {' or '.join(f'“{words}”' for words in stub.near)} of its sentence, if it is of that time"
    return "  # neither its sentence nor a heading says when"


_TWO_YEARS = re.compile(r"\d{4}/\d{4}")


def _blank(label: Any) -> str:
    return "{" + ", ".join(f"{edition}: {TODO}" for edition in label) + "}"


def _scalar(words: Any) -> str:
    """A string as YAML writes it on one line."""
    return yaml.safe_dump(str(words), allow_unicode=True, width=float("inf")).removesuffix("\n...\n").strip()
