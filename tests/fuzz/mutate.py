"""A story's files spoiled by chance: by their structure where they have one, and letter by letter."""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.fuzz.naughty import ALL, YAML

Files = Mapping[str, bytes]
"""What a story holds, by path."""
_SIGNS = "[]{}()<>*_`'\"!#&|:,.-–%@\\/~^+=;?0123456789 \t\n、。「」（）：，亿万点"


def files_of(story: Path) -> Files:
    """Every file of a story, but for what was built of it."""
    folders = (story / name for name in ("content", "data", "templates", "assets"))
    paths = (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(story).as_posix(): path.read_bytes() for path in paths}


def spoiled(files: Files, number: int) -> dict[str, bytes | None]:
    """What replaces some of the files in input `number`, the same each time; None for what is taken away."""
    chance = Random(number)
    changed: dict[str, bytes | None] = {}
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        path = chance.choice([path for path in files if not path.endswith((".woff2", ".html"))])
        old = changed.get(path) or files[path]
        changed[path] = _spoiled(path, old.decode("utf-8", "surrogateescape"), chance)
    if chance.random() < 0.8:
        _pin(files, changed)
    return changed


def _spoiled(path: str, text: str, chance: Random) -> bytes | None:
    if chance.random() < 0.02:
        return None
    ways: list[Callable[[str, Random], str]] = [_letters, _lines, _words]
    if path.endswith(".yaml"):
        ways += [_structure, _structure, _structure, _structure, _snippet]
    return chance.choice(ways)(text, chance).encode("utf-8", "surrogateescape" if chance.random() < 0.9 else "replace")


def _letters(text: str, chance: Random) -> str:
    for _ in range(chance.randint(1, 4)):
        at, length = chance.randrange(len(text) + 1), chance.choice((0, 0, 1, 1, 2, 30))
        text = (
            text[:at]
            + chance.choice((*_SIGNS, "", "\udcff", "\x00")) * chance.choice((1, 1, 1, 2, 200))
            + text[at + length :]
        )
    return text


def _lines(text: str, chance: Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines[at:at] = [lines[at]] * chance.choice((1, 1, 500))
        case 2:
            lines[at] = " " * chance.choice((1, 2, 4, 60)) + lines[at]
        case 3:
            lines[at] = lines[at].lstrip()
        case 4:
            del lines[at:]
        case _:
            chance.shuffle(lines)
    return "\n".join(lines)


def _words(text: str, chance: Random) -> str:
    """Puts a naughty text in the place of a word, or beside it."""
    words = list(re.finditer(r"[^\s:,\[\]{}\"]+", text))
    if not words:
        return chance.choice(ALL)
    word, new = chance.choice(words), chance.choice(ALL)
    return text[: word.start()] + new + text[word.end() if chance.random() < 0.6 else word.start() :]


def _snippet(text: str, chance: Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines) + 1)
    inside = "  " if chance.random() < 0.5 else ""
    lines[at:at] = [inside + line for line in chance.choice(YAML).split("\n")]
    return "\n".join(lines) if chance.random() < 0.9 else chance.choice(YAML)


def _structure(text: str, chance: Random) -> str:
    """Reads the file, spoils one value in it, and writes it again."""
    try:
        data = copy.deepcopy(yaml.load(text, Loader=yaml.CBaseLoader))
    except (yaml.YAMLError, ValueError):
        return _words(text, chance)
    spots = list(_spots(data))
    if not spots:
        return _snippet(text, chance)
    inside, key = chance.choice(spots)
    match chance.randrange(7):
        case 0:
            del inside[key]
        case 1 if isinstance(inside, dict):
            inside[str(chance.choice(ALL))] = inside.pop(key)
        case 2:
            inside[key] = copy.deepcopy(chance.choice(spots)[0])
        case 3:
            inside[key] = [inside[key]] * chance.choice((1, 2, 300))
        case 4:
            inside[key] = {str(inside[key])[:80]: inside[key]}
        case _:
            inside[key] = chance.choice(ALL)
    return yaml.dump(data, Dumper=yaml.CDumper, allow_unicode=True, sort_keys=False, width=10**6)


def _spots(data: Any) -> Iterator[tuple[Any, Any]]:
    for key, value in list(
        data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    ):
        yield data, key
        yield from _spots(value)


def _pin(files: Files, changed: dict[str, bytes | None]) -> None:
    """Pins a stored text anew, so that what it says now is read."""
    sources = changed.get("data/sources.yaml", files.get("data/sources.yaml"))
    for path, new in changed.items():
        if path.startswith("data/sources/") and new is not None and sources:
            old = hashlib.sha256(files[path]).hexdigest().encode()
            sources = sources.replace(old, hashlib.sha256(new).hexdigest().encode())
    if sources:
        changed["data/sources.yaml"] = sources
