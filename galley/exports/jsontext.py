"""JSON in which every figure keeps its mark, numbers too."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pydantic_core

from galley.marks import MarkKind, mark

Json = str | bool | None | Sequence["Json"] | Mapping[str, "Json"]
"""What the exports write. Numbers are `number(…)`, so that they stay exact and marked."""

_BARE = "\uf8ff"
"""Private-use, so no text of the story holds it: the quotes around it are taken off again."""
_QUOTED = re.compile(f'"{_BARE}(.*?){_BARE}"')


def number(name: str, value: Decimal) -> str:
    """The exact value of the fact `name` as a JSON number."""
    return bare("number", name, f"{value:f}")


def bare(kind: MarkKind, name: str, digits: str) -> str:
    """Marked digits as a JSON number."""
    return f"{_BARE}{mark(kind, name, digits)}{_BARE}"


def to_json(data: Json) -> str:
    """`data` as marked JSON text; becomes valid JSON when the marks are stripped."""
    return _QUOTED.sub(r"\1", pydantic_core.to_json(data, indent=1).decode()) + "\n"


def in_script(text: str) -> str:
    """JSON text that may stand inside <script>: nothing in it can end the element or open a comment."""
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
