"""The open pages of a preview, and the two builds that follow every save: theirs at once, then the whole site."""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.pool import Pool
from typing import Any

import watchfiles

from galley.preview.desk import WATCHED, Desk, News, Whole, build

QUIET = 0.08
"""Seconds without a save after which a broken story is told: half of it may still be on its way to the disk."""

Queue = asyncio.Queue[News | None]


@dataclass
class Room:
    """The desk, the open pages (each with a queue of news and the path it shows), and whom else to tell."""

    desk: Desk
    say: Callable[[News], None]
    readers: dict[Queue, str] = field(default_factory=dict)
    saved: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, news: News | None) -> None:
        """Tells every open page; None says goodbye."""
        for reader in self.readers:
            reader.put_nowait(news)

    async def watch(self) -> None:
        """After every save renders the open pages at once, and asks for the whole site."""
        folders = [self.desk.root / folder for folder in WATCHED if (self.desk.root / folder).is_dir()]
        async for _ in watchfiles.awatch(*folders, step=5, debounce=100, rust_timeout=500):
            self.saved.set()
            news = await asyncio.to_thread(self.desk.sketch, set(self.readers.values()))
            if news:
                self.tell(news)

    async def build(self) -> None:
        """Builds the whole site whenever something has been saved, in a process of its own, and tells what came of it.

        What a later save has overtaken is not told, nor a broken story before it has been quiet.
        """
        with multiprocessing.get_context("spawn").Pool(1, initializer=deaf) as pool:
            while True:
                await self.saved.wait()
                self.saved.clear()
                result = await in_process(pool, build, self.desk.root, self.desk.cache)
                if result.problems:
                    await asyncio.sleep(QUIET)
                if not self.saved.is_set():
                    news = self.desk.take(result)
                    self.tell(news)
                    self.say(news)


def deaf() -> None:
    """Leaves Ctrl-C to the parent process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


async def in_process(pool: Pool, work: Callable[..., Whole], *arguments: object) -> Whole:
    """Awaits work done in the pool, without a thread that would have to be waited for at the end."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Whole] = loop.create_future()

    def settle(set_: Callable[[Any], None]) -> Callable[[Any], None]:
        """Sets the future from the pool's own thread, unless nobody waits for it any more."""

        def later(value: Any) -> None:
            if not done.done():
                set_(value)

        def now(value: Any) -> None:
            loop.call_soon_threadsafe(later, value)

        return now

    pool.apply_async(work, arguments, callback=settle(done.set_result), error_callback=settle(done.set_exception))
    return await done
