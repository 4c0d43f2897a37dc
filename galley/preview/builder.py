"""Builds the whole site in a process of its own, so that a save can be shown meanwhile; one that dies is replaced."""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from contextlib import suppress
from pathlib import Path

from galley.preview.state import BuildResult, build

NICENESS = 19
"""How far the whole site stands back: the page that was saved, and the browser that shows it, come first."""

LENGTH = 8
"""Bytes in which the length of an answer is sent."""


class Builder:
    """Asks the process, which is started when it is first needed and after it has died. Nothing else may ask it."""

    def __init__(self, root: Path, cache: Path) -> None:
        self.command = [sys.executable, "-m", "galley.preview.builder", str(root), str(cache)]
        self.process: asyncio.subprocess.Process | None = None

    async def build(self) -> BuildResult:
        """The whole site as the story lies on the disk now."""
        while True:
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                return await self._asked()
            print("The process that builds the site died; it is started anew.", file=sys.stderr, flush=True)
            await asyncio.sleep(1)

    async def _asked(self) -> BuildResult:
        if self.process is None or self.process.returncode is not None:
            pipe = asyncio.subprocess.PIPE
            home = str(Path(__file__).resolve().parents[2])
            apart = 0  # Ctrl-C is for the preview, which then ends this process
            self.process = await asyncio.create_subprocess_exec(
                *self.command, stdin=pipe, stdout=pipe, cwd=home, process_group=apart
            )
        process = self.process
        if process.stdin is None or process.stdout is None:
            raise ConnectionError("The process has no pipes.")
        process.stdin.write(b"\n")
        await process.stdin.drain()
        length = int.from_bytes(await process.stdout.readexactly(LENGTH), "big")
        answer: BuildResult = pickle.loads(await process.stdout.readexactly(length))
        return answer

    async def end(self) -> None:
        """Ends the process at once, and takes leave of it: its pipes cannot be closed once the loop is."""
        if self.process and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()


def main() -> None:
    """Answers every line on standard input with the site; ends with it."""
    os.nice(NICENESS)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library may print is no answer
    root, cache = map(Path, sys.argv[1:])
    for _ in sys.stdin:
        answer = pickle.dumps(build(root, cache))
        answers.write(len(answer).to_bytes(LENGTH, "big") + answer)
        answers.flush()


if __name__ == "__main__":
    main()
