"""The open pages of a preview, and the two builds that follow every save: theirs at once, then the whole site."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from dataclasses import dataclass, field

import watchfiles

from galley.folder import FOLDERS
from galley.preview.builder import Builder
from galley.preview.state import News, PreviewState, stamps

QUIET = 0.08
"""Seconds without a save after which a broken story is told: half of it may still be on its way to the disk."""

MANY = 100
"""Pages after whose leaving the memory that they took is given back."""

Queue = asyncio.Queue[News | None]


@dataclass
class LiveReload:
    """What a preview knows, the open pages (each with a queue of news and the path it shows), and whom else to tell."""

    state: PreviewState
    say: Callable[[News], None]
    readers: dict[Queue, str] = field(default_factory=dict)
    saved: asyncio.Event = field(default_factory=asyncio.Event)
    gone: int = 0  # pages that have been closed

    def tell(self, news: News | None) -> None:
        """Tells every open page; None says goodbye."""
        for reader in self.readers:
            reader.put_nowait(news)

    def left(self, reader: Queue) -> None:
        """Forgets a page; after many, what they have left behind, which is not looked for between saves."""
        del self.readers[reader]
        self.gone += 1
        if self.gone % MANY == 0:
            gc.collect()

    async def watch(self) -> None:
        """After every save renders the open pages at once, and asks for the whole site."""
        folders = [self.state.root / folder for folder in FOLDERS if (self.state.root / folder).is_dir()]
        async for _ in watchfiles.awatch(*folders, step=5, debounce=100, rust_timeout=500):
            news = await asyncio.to_thread(self.state.sketch, set(self.readers.values()))
            if news:
                self.tell(news)
            self.saved.set()  # the whole site only now: it would take the processor from what is waited for

    async def build(self) -> None:
        """Builds the whole site whenever something has been saved, and tells what came of it.

        What a later save has overtaken is not told, nor a broken story before it has been quiet.
        """
        builder = Builder(self.state.root, self.state.cache)
        try:
            await asyncio.to_thread(self.state.warm)
            gc.freeze()
            gc.disable()  # to look for rubbish takes as long as to show a save; it is done when the site is built
            while True:
                await self.saved.wait()
                self.saved.clear()
                before = stamps(self.state.root)
                result = await builder.build()
                if result.problems:
                    await asyncio.sleep(QUIET)
                    if stamps(self.state.root) != before:  # the watch may be late on a busy machine
                        self.saved.set()
                if not self.saved.is_set():
                    news = self.state.take(result)
                    self.tell(news)
                    self.say(news)
                gc.collect()
        finally:
            await builder.end()
