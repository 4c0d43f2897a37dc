"""Serves the desk's site on 127.0.0.1 from memory, and tells every open page what a save has changed."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import json
import mimetypes
import re
import socket
import sys
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from importlib.resources import files as resources
from pathlib import Path

import uvicorn
import watchfiles
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from galley.diagnostics import write
from galley.errors import UsageError
from galley.preview.desk import WATCHED, Desk, News, told

HOSTS = ["127.0.0.1", "localhost"]
QUIET = 0.08
"""Seconds without a save after which a broken story is told: half of it may still be on its way to the disk."""

POLICY = re.compile(rb"(http-equiv=\"?Content-Security-Policy\"?\s+content=\"[^\"]*)")
SCRIPT = b'<script src="/-/preview.js" defer></script>'


def serve(root: Path, cache: Path | None, port: int) -> int:
    """Previews the story in `root` until Ctrl-C. Raises UsageError when the port is taken."""
    listening = _listen(port)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    desk = Desk(root.resolve(), cache)
    room = Room(desk)
    _say(desk.rebuild(), desk)
    print(f"{address} · saves are shown at once · Ctrl-C ends", file=sys.stderr, flush=True)
    config = uvicorn.Config(application(room), log_level="warning", lifespan="on", timeout_graceful_shutdown=1)
    with contextlib.suppress(KeyboardInterrupt):
        Preview(config, room).run(sockets=[listening])
    return 0


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
    except OSError as error:
        listening.close()
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        why = "is taken by another program" if error.errno == errno.EADDRINUSE else "needs more rights"
        raise UsageError(f"port {port} {why}; try --port {port + 1}, or --port 0 for any free one.") from None
    listening.listen(128)
    return listening


@dataclass
class Room:
    """The open pages, each with a queue of news."""

    desk: Desk
    readers: set[asyncio.Queue[News | None]] = field(default_factory=set)

    def tell(self, news: News | None) -> None:
        """Tells every open page; None says goodbye."""
        for reader in self.readers:
            reader.put_nowait(news)

    async def watch(self, stop: asyncio.Event) -> None:
        """Rebuilds after every save. A broken story is built again once it has been quiet, and only then told."""
        folders = [self.desk.root / folder for folder in WATCHED if (self.desk.root / folder).is_dir()]
        saves = watchfiles.awatch(*folders, stop_event=stop, step=5, debounce=200, rust_timeout=1000)
        async for _ in saves:
            news = await asyncio.to_thread(self.desk.rebuild)
            if news.problems:
                await asyncio.sleep(QUIET)
                news = await asyncio.to_thread(self.desk.rebuild)
            if news.changed or news.problems or self.told_problems:
                self.tell(news)
                _say(news, self.desk)
            self.told_problems = bool(news.problems)

    told_problems: bool = False


class Preview(uvicorn.Server):
    """A server that says goodbye to the open pages first, so that Ctrl-C ends it at once."""

    def __init__(self, config: uvicorn.Config, room: Room) -> None:
        super().__init__(config)
        self.room = room

    def handle_exit(self, sig: int, frame: object) -> None:
        self.room.tell(None)
        super().handle_exit(sig, frame)  # type: ignore[arg-type]


def application(room: Room) -> Starlette:
    """The web application of one preview."""

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        stop = asyncio.Event()
        watching = asyncio.create_task(room.watch(stop))
        yield
        stop.set()
        watching.cancel()

    async def page(request: Request) -> Response:
        return answer(room.desk, request.path_params["path"])

    async def events(request: Request) -> Response:
        if not own(request):
            return PlainTextResponse("Only the preview's own pages may listen.", 403)
        return StreamingResponse(stream(room), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def script(_: Request) -> Response:
        return Response((resources("galley.preview") / "preview.js").read_bytes(), media_type="text/javascript")

    return Starlette(
        routes=[
            Route("/-/events", events),
            Route("/-/preview.js", script),
            Route("/{path:path}", page, methods=["GET", "HEAD"]),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS)],
        lifespan=lifespan,
    )


def own(request: Request) -> bool:
    """Whether a request comes from a page of the preview itself, and not from another site open in the browser."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "same-origin")
    return site in ("same-origin", "none") and origin in (None, f"{request.url.scheme}://{request.headers['host']}")


async def stream(room: Room) -> AsyncIterator[str]:
    """The news for one open page, as server-sent events: the state of things first, then every change."""
    queue: asyncio.Queue[News | None] = asyncio.Queue()
    room.readers.add(queue)
    try:
        news: News | None = room.desk.news
        while news is not None:
            yield f"data: {message(news, room.desk)}\n\n"
            news = await queue.get()
    finally:
        room.readers.discard(queue)


def message(news: News, desk: Desk) -> str:
    """The news as JSON."""
    number = len(news.problems)
    return json.dumps(
        {
            "epoch": news.epoch,
            "changed": news.changed,
            "title": f"{number} {'problem' if number == 1 else 'problems'}; the page shows the last good site",
            "problems": [told(problem, desk.root) for problem in news.problems],
        },
        ensure_ascii=False,
    )


def answer(desk: Desk, path: str) -> Response:
    """The file at a path of the site; HTML with the script of the preview in it, which is never on the disk."""
    path = path or "index.html"
    if path not in desk.files and f"{path.rstrip('/')}/index.html" in desk.files:
        if not path.endswith("/"):
            return RedirectResponse(f"/{path}/")
        path = f"{path}index.html"
    status = 200 if path in desk.files else 404
    body = desk.files.get(path, desk.files.get("404.html", b"<!doctype html><title>404</title><p>404"))
    kind = mimetypes.guess_type(path if status == 200 else "404.html")[0] or "application/octet-stream"
    if kind == "text/html":
        body = with_script(body)
    return Response(body, status, headers={"Cache-Control": "no-store"}, media_type=kind)


def with_script(page: bytes) -> bytes:
    """The page with the preview's script, which its content security policy is told to let through."""
    allowed = POLICY.sub(rb"\1; connect-src 'self'", page, count=1)
    head, found, tail = allowed.partition(b"</head>")
    return head + SCRIPT + found + tail if found else allowed + SCRIPT


def _say(news: News, desk: Desk) -> None:
    """The same news in the terminal."""
    if news.problems:
        print("\n".join(_lines(news, desk)), file=sys.stderr, flush=True)
    else:
        print(f"{len(news.changed)} files changed", file=sys.stderr, flush=True)


def _lines(news: News, desk: Desk) -> Iterable[str]:
    yield from (told(problem, desk.root) for problem in news.problems)
    if not news.problems:
        yield write(news.problems, "text")
