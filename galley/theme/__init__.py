"""The look that comes with the engine: templates, assets and words, which a story that stands on it need not hold.

A file of the story takes the place of the theme's of the same name; a template that only adds to it begins with
`{% extends "theme/fact.html" %}`. A story without `theme:` has nothing but its own files.
"""

from __future__ import annotations

from pathlib import Path

from galley.model import Theme

HERE = Path(__file__).parent


def layers(root: Path, theme: Theme | None, folder: str) -> tuple[Path, ...]:
    """The folders in which a file is looked for: the story's own, and then the theme's."""
    return (root / folder, HERE / folder) if theme else (root / folder,)


def layered(root: Path, theme: Theme | None, path: str) -> Path | None:
    """The file at `path`, such as assets/site.js, of the first layer that has it; None where none does."""
    folder, _, name = path.partition("/")
    found = (inside / name for inside in layers(root, theme, folder))
    return next((file for file in found if file.is_file()), None)
