"""Programs may edit the story: to read and write YAML with its comments changes no line but what is meant."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
FILES = [path for folder in ("data", "content") for path in sorted((ROOT / folder).rglob("*.yaml"))]
LISTS = {"data": (4, 2), "content": (2, 0)}
"""How far lists stand in: facts are read more easily where they do, and charts where they do not."""


def program(path: Path) -> YAML:
    """Set as docs/handbook.en.md says."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10**6
    sequence, offset = LISTS[path.relative_to(ROOT).parts[0]]
    yaml.indent(mapping=2, sequence=sequence, offset=offset)
    return yaml


def written(yaml: YAML, data: object) -> str:
    out = io.StringIO()
    yaml.dump(data, out)
    return out.getvalue()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_reading_and_writing_changes_no_line(path: Path) -> None:
    yaml, text = program(path), path.read_text("utf-8")
    assert written(yaml, yaml.load(text)) == text


def test_a_program_that_changes_a_value_changes_its_line_alone() -> None:
    path = ROOT / "data/facts/infrastructure.yaml"
    yaml, text = program(path), path.read_text("utf-8")
    data = yaml.load(text)
    data["rail.passenger.hours.before"]["value"] = 8
    before, after = text.splitlines(), written(yaml, data).splitlines()
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [("  value: 7", "  value: 8")]
