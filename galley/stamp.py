"""Tells whether anything changed since the site was published, by its files alone: no story is read.

A stamp says of what a site was made and how its files stood. One that is gone, damaged or another version's costs a
build, and nothing else: all that it vouches for is looked at again.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from galley.folder import FOLDERS, LARGEST, files_in, plain_bytes

Moment = tuple[int, int, int]
"""Size, time of the last change, and time of the last change of anything, name and rights included."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a build is made of: a digest of all of it, and when the newest part was written.

    By the time, what is written while a build runs is told even if it is taken back before the end.
    """

    digest: str
    newest: int


def made_of(story: Path, *choices: object) -> Made | None:
    """The story's files, this program, what it runs on, and the choices; None where one cannot be read whole."""
    engine = Path(__file__).parent
    digest = hashlib.sha256(os.fsencode("\x1f".join([sys.version, *map(str, choices), *_packages()])))
    newest = 0
    try:
        for folder in (*(story / name for name in FOLDERS), engine):
            for path in sorted(files_in(folder)):
                digest.update(os.fsencode(f"\x1e{os.path.relpath(path, folder)}\x1f"))
                content = plain_bytes(path)
                if len(content) > LARGEST:
                    return None
                digest.update(hashlib.sha256(content).digest())
                newest = max(newest, Path(path).stat().st_ctime_ns)
        digest.update((engine.parent / "build.py").read_bytes())
    except OSError:
        return None
    return Made(digest.hexdigest(), newest)


@cache
def engine() -> str:
    """A digest of this program and what it runs on."""
    digest = hashlib.sha256("\x1f".join([sys.version, *_packages()]).encode())
    folder = Path(__file__).parent
    for path in sorted(files_in(folder)):
        digest.update(os.fsencode(os.path.relpath(path, folder)))
        digest.update(Path(path).read_bytes())
    return digest.hexdigest()


def standing(folder: Path) -> dict[str, Moment]:
    """How every file of a folder stands, by its path."""
    return {os.path.relpath(path, folder): _moment(path) for path in files_in(folder)}


def recall(cache: Path, kind: str, made: Made | None, site: Path | None = None) -> str | None:
    """What was said of the site or check that `made` gave, if it and every file of the site are as they were."""
    try:
        kept = json.loads(plain_bytes(_path(cache, kind)))
        same = made is not None and kept["made"] == made.digest
        files = {path: tuple(moment) for path, moment in kept["files"].items()}
        return str(kept["said"]) if same and (site is None or files == standing(site)) else None
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def remember(cache: Path, kind: str, made: Made, said: str, files: Mapping[str, Moment] = MappingProxyType({})) -> None:
    """Keeps for the next run what came of `made`, and how the files of the site stood when it was published."""
    with suppress(OSError):
        stamp = {"made": made.digest, "said": said, "files": dict(files)}
        cache.mkdir(parents=True, exist_ok=True)
        beside = _path(cache, f"{kind}.{os.getpid()}")
        beside.write_text(json.dumps(stamp), encoding="utf-8")
        beside.replace(_path(cache, kind))


def _path(cache: Path, kind: str) -> Path:
    return cache / f"{kind}.stamp"


def _moment(path: str) -> Moment:
    found = os.lstat(path)
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _packages() -> list[str]:
    """What is installed, with versions, as the names of its folders tell."""
    places = [Path(place) for place in sys.path if place.endswith("-packages")]
    return sorted(path.name for place in places if place.is_dir() for path in place.glob("*-info"))
