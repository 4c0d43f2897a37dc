"""Problems as an editor, a program or a code host reads them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Literal, get_args

from galley.errors import Problem, in_order

Format = Literal["text", "json", "github"]
FORMATS: tuple[Format, ...] = get_args(Format)


def write(problems: Iterable[Problem], style: Format) -> str:
    """The problems in one of the three forms; an empty string (an empty list in JSON) when there are none."""
    ordered = in_order(problems)
    if style == "json":
        return harmless(json.dumps([record(problem) for problem in ordered], ensure_ascii=False, indent=2), "json")
    if style == "github":
        return "\n".join(map(_annotation, ordered))
    return harmless("\n".join(map(str, ordered)))


def harmless(text: str, style: str = "text") -> str:
    """Text in which no line is a command to a runner of workflows: `::error::` begins one, and `##[group]` is one."""
    if style == "json":  # in which no line begins with a colon
        return text.replace("##[", "#\\u0023[")
    return _COMMAND.sub(lambda found: " ".join(found[0]), text)


_COMMAND = re.compile(r"^[ \t]*(?:::)|##(?=\[)", re.MULTILINE)


def record(problem: Problem) -> dict[str, str | int]:
    """A problem in the shape of its JSON."""
    return {
        "rule": problem.rule,
        "level": problem.level,
        "path": problem.place.path,
        "line": problem.place.line,
        "column": problem.place.column,
        "message": problem.message,
        "quote": problem.quote,
        "hint": problem.hint,
    }


def _annotation(problem: Problem) -> str:
    """A workflow command of GitHub Actions, which it shows at the line in a pull request."""
    place = problem.place
    at = {"file": place.path, "line": place.line, "col": place.column, "title": problem.rule}
    properties = ",".join(f"{key}={_escaped(str(value), ',:')}" for key, value in at.items() if value)
    message = _escaped("\n".join(line for line in (problem.message, problem.quote, problem.hint) if line))
    return f"::{problem.level} {properties}::{message}"


def _escaped(text: str, also: str = "") -> str:
    for character in "%\r\n" + also:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
