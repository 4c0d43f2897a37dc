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

_ENGINE = Path(__file__).parent

Moment = tuple[int, int, int]
"""Size, time of the last change, and time of the last change of anything, name and rights included."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a build is made of: a digest of all of it, and when the newest part was written.

    `newest` betrays a file that was changed and restored while the build ran.
    """

    digest: str
    newest: int


def made_of(story: Path, *choices: object) -> Made | None:
    """The story's files, this program, what it runs on, and the choices; None where one cannot be read whole."""
    try:
        folders = [story / name for name in FOLDERS]
        digest = hashlib.sha256(os.fsencode("\x1f".join([engine(), *map(str, choices)])))
        for folder in folders:
            for path in sorted(files_in(folder)):
                content = plain_bytes(path)
                if len(content) > LARGEST:
                    return None
                digest.update(os.fsencode(f"\x1e{_inside(path, folder)}\x1f"))
                digest.update(hashlib.sha256(content).digest())
        newest = max(Path(path).stat().st_ctime_ns for folder in (*folders, _ENGINE) for path in files_in(folder))
    except OSError:
        return None
    return Made(digest.hexdigest(), newest)


@cache
def engine() -> str:
    """A digest of this program and what it runs on, as both were when it was first asked for."""
    digest = hashlib.sha256("\x1f".join([sys.version, *_packages()]).encode())
    for path in (*sorted(files_in(_ENGINE)), f"{_ENGINE.parent}/build.py"):
        content = Path(path).read_bytes()
        digest.update(os.fsencode(f"\x1e{_inside(path, _ENGINE.parent)}\x1f") + hashlib.sha256(content).digest())
    return digest.hexdigest()


def standing(folder: Path) -> dict[str, Moment]:
    """How every file of a folder stands, by its path."""
    return {_inside(path, folder): _moment(path) for path in files_in(folder)}


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


def _inside(path: str, folder: Path) -> str:
    """What the path says after that of the folder."""
    return path.removeprefix(f"{folder}/")


def _moment(path: str) -> Moment:
    found = os.lstat(path)
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _packages() -> list[str]:
    """What is installed, with versions, as the names of its folders tell."""
    places = [Path(place) for place in sys.path if place.endswith("-packages")]
    return sorted(path.name for place in places if place.is_dir() for path in place.glob("*-info"))
