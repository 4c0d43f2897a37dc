"""What came of a spoiled story: it was built, or refused with a place for everything; anything else is a find."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from lxml import etree, html

from galley.build import build_site
from galley.errors import Problem, StoryError
from tests.fuzz.naughty import CANARY

LONGEST = 10.0
"""Seconds of the processor that a build of a small story may take."""


@dataclass(frozen=True)
class Verdict:
    """`kind`: built, refused, or what is wrong: traceback, hang, placeless, unescaped; and the words to see it by."""

    kind: str
    words: str = ""

    @property
    def found(self) -> bool:
        return self.kind not in ("built", "refused")


class Hang(BaseException):
    """Nothing in a build catches it."""


def judged(story: Path, cache: Path | None) -> Verdict:
    """Builds the story in memory."""
    try:
        with _limited():
            files = build_site(story, cache).files
    except StoryError as error:
        placeless = [str(problem) for problem in error.problems if not is_placed(problem, story)]
        return Verdict("placeless", placeless[0]) if placeless else Verdict("refused")
    except Hang:
        return Verdict("hang", traceback.format_exc()[-3000:])
    except BaseException:
        return Verdict("traceback", traceback.format_exc()[-3000:])
    unescaped = [path for path, content in files.items() if is_unescaped(path, content)]
    return Verdict("unescaped", unescaped[0]) if unescaped else Verdict("built")


def is_placed(problem: Problem, story: Path) -> bool:
    """Whether it says where: a file of the story or of its site, in one line that can be written and read."""
    head = str(problem).split("\n", 1)[0]
    try:
        head.encode()
    except UnicodeEncodeError:
        return False
    place = problem.place
    return bool(place.path) and not place.path.startswith(("/", "..")) and problem.rule in head and bool(problem.hint)


def is_unescaped(path: str, content: bytes) -> bool:
    """Whether a text has become an element, or an attribute, of a page or a drawing."""
    if CANARY.encode() not in content or not path.endswith((".html", ".svg", ".xml")):
        return False
    tree = html.fromstring(content) if path.endswith(".html") else etree.fromstring(content)
    return bool(tree.xpath(f"//*[local-name() = '{CANARY}'] | //@*[local-name() = '{CANARY}']"))


@contextmanager
def _limited() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise Hang

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def write(story: Path, files: Mapping[str, bytes | None]) -> None:
    """Puts the files into the story; takes away those that are None."""
    for path, content in files.items():
        if content is None:
            (story / path).unlink(missing_ok=True)
        else:
            (story / path).write_bytes(content)
