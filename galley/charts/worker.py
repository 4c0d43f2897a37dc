"""Draws in a process beside this one, which imports Altair while this one reads the story or sets its pages.

If it dies, or fails at an order, that costs time and nothing else: what it owes is drawn here. To start it takes a few
milliseconds, so nothing is imported here but when it is used. A second one would not draw more: measured on two cores,
each then took twice as long.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from galley.charts.drawing import DrawingOrder

Task = Literal["svg", "specification"]

HOME = Path(__file__).resolve().parents[2]


class DrawingProcess:
    """The process, and what it owes."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", __name__]
        pipe, apart = subprocess.PIPE, 0  # Ctrl-C is for the process that asks, which then ends this one
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=HOME, process_group=apart)
        self.owed: dict[int, SimpleQueue[Any]] = {}
        self.asked = 0
        self.alive = True
        self.lock = Lock()

    def ask(self, task: Task, order: DrawingOrder) -> SimpleQueue[Any]:
        """Where its answer will be: a text, what was refused, or None where it has no answer."""
        import pickle

        answer: SimpleQueue[Any] = SimpleQueue()
        with self.lock:
            if not self.asked:
                Thread(target=self._listen, daemon=True).start()
            self.asked += 1
            self.owed[self.asked] = answer
            try:
                if not self.alive or not self.process.stdin:
                    raise BrokenPipeError
                pickle.dump((self.asked, task, order), self.process.stdin)
                self.process.stdin.flush()
            except (OSError, ValueError):
                self.owed.pop(self.asked).put(None)
        return answer

    def _listen(self) -> None:
        import pickle

        with suppress(EOFError, OSError, ValueError, pickle.UnpicklingError):
            while self.process.stdout:
                number, answer = pickle.load(self.process.stdout)
                with self.lock:
                    self.owed.pop(number).put(answer)
        with self.lock:
            self.alive = False
            for answer in self.owed.values():
                answer.put(None)
            self.owed.clear()

    def end(self) -> None:
        """Ends the process at once."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()


@cache
def _worker() -> DrawingProcess:
    worker = DrawingProcess()
    atexit.register(worker.end)
    return worker


def start() -> None:
    """Has the process ready by the time that something is to be drawn."""
    _worker()


def ask(task: Task, order: DrawingOrder) -> Callable[[], str]:
    """Orders a drawing, or its specification; what is returned waits for it. It raises Unfitting."""
    answer = _worker().ask(task, order)

    def given() -> str:
        from galley.charts import drawing

        found = answer.get()
        if isinstance(found, drawing.Unfitting):
            raise found
        text: str = getattr(drawing, task)(order) if found is None else found
        return text

    return given


def main() -> None:
    """Answers every order on standard input; ends with it. While Vega draws one, another is specified."""
    import gc
    import pickle
    from concurrent.futures import ThreadPoolExecutor

    from galley.charts import drawing

    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library may print is no answer
    gc.disable()  # what is imported lasts as long as the process: to look for rubbish among it takes a fifth longer
    drawing.start()
    gc.freeze()
    gc.enable()
    hands, writing = ThreadPoolExecutor(2), Lock()

    def draw(number: int, task: Task, order: DrawingOrder) -> None:
        answer: str | drawing.Unfitting | None = None
        try:
            answer = getattr(drawing, task)(order)
        except drawing.Unfitting as unfitting:
            answer = unfitting
        finally:  # whatever else went wrong will go wrong again where it is asked for, and be told there
            with writing, suppress(OSError):
                pickle.dump((number, answer), answers)
                answers.flush()

    with suppress(EOFError):
        while True:
            hands.submit(draw, *pickle.load(sys.stdin.buffer))
    os._exit(0)  # nobody waits for what is still being drawn


if __name__ == "__main__":
    main()
