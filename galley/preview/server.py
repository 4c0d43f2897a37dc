"""Serves the previewed site on 127.0.0.1 from memory, to its own pages only."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import json
import mimetypes
import socket
import sys
from collections.abc import AsyncIterator
from importlib.resources import files as resources
from pathlib import Path
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from galley.diagnostics import harmless
from galley.errors import UsageError
from galley.preview.livereload import LiveReload, Queue
from galley.preview.state import News, PreviewState, excerpt, with_excerpt

HOSTS = ["127.0.0.1", "localhost"]
SCRIPT = '<script src="/-/preview.js" defer data-epoch="{}"></script>'
WAITING = (
    b"<!doctype html><html data-waiting><title>Preview</title>"
    b"<p>The site is being built for the first time; this page follows by itself."
)


def serve(root: Path, cache: Path, port: int) -> int:
    """Previews the story in `root` until Ctrl-C. Raises UsageError when the port is taken."""
    listening = listen(port)
    state = PreviewState(root.resolve(), cache.resolve())
    live = LiveReload(state, lambda news: say(news, state))
    live.saved.set()
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    print(f"{address} · a save is shown at once · Ctrl-C ends", file=sys.stderr, flush=True)
    config = uvicorn.Config(
        application(live), http=Patient, log_level="warning", lifespan="on", timeout_graceful_shutdown=1
    )
    Preview(config, live).run(sockets=[listening])  # raises KeyboardInterrupt when it has come to its end
    return 0


def listen(port: int) -> socket.socket:
    """A socket on this machine only. Raises UsageError with the next port to try."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen(128)
    except (OSError, OverflowError) as error:
        listening.close()
        reasons = {errno.EADDRINUSE: "is taken by another program", errno.EACCES: "needs more rights"}
        reason = reasons.get(getattr(error, "errno", 0) or 0, "cannot be used")
        raise UsageError(f"port {port} {reason}; try --port {next_port(port)}, or --port 0 for any free one.") from None
    return listening


def next_port(port: int) -> int:
    """The next one that an ordinary user may take."""
    return port + 1 if 1023 < port < 65535 else 8001


SILENCE = 5
"""Seconds from one look at a connection to the next: one that said nothing since, and awaits no answer, is closed."""


class Patient(H11Protocol):
    """A connection that is given up when its question does not come to an end."""

    heard = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._listen()

    def data_received(self, data: bytes) -> None:
        self.heard = True
        super().data_received(data)

    def _listen(self) -> None:
        answering = self.cycle is not None and not self.cycle.response_complete
        if not (self.heard or answering):
            self.transport.close()
        if not self.transport.is_closing():
            self.heard = False
            self.loop.call_later(SILENCE, self._listen)


class Preview(uvicorn.Server):
    """A server that says goodbye to the open pages first, so that Ctrl-C ends it at once."""

    def __init__(self, config: uvicorn.Config, live: LiveReload) -> None:
        super().__init__(config)
        self.live = live

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.live.tell(None)
        super().handle_exit(sig, frame)


def application(live: LiveReload) -> Starlette:
    """The web application of one preview."""

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(live.watch()), asyncio.create_task(live.build())]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def page(request: Request) -> Response:
        path = path_of(live.state, request.path_params["path"])
        if news := await asyncio.to_thread(live.state.sketch, {path}):  # after a save, before anybody was told of it
            live.tell(news)
        return answer(live.state, request.path_params["path"])

    async def events(request: Request) -> Response:
        if not own(request):
            return PlainTextResponse("Only the preview's own pages may listen.", 403)
        shown = request.query_params.get("page", "index.html")
        return StreamingResponse(stream(live, shown), media_type="text/event-stream", headers=FRESH)

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


FRESH = {"Cache-Control": "no-store"}


def own(request: Request) -> bool:
    """Whether a request comes from a page of the preview itself, and not from another site open in the browser."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "same-origin")
    return site in ("same-origin", "none") and origin in (None, f"{request.url.scheme}://{request.headers['host']}")


async def stream(live: LiveReload, shown: str) -> AsyncIterator[str]:
    """The news for one open page, as server-sent events: the state of things first, then every change."""
    queue: Queue = asyncio.Queue()
    live.readers[queue] = shown
    try:
        news: News | None = live.state.news
        while news is not None:
            yield f"data: {message(news, live.state)}\n\n"
            news = await queue.get()
    finally:
        live.left(queue)


def message(news: News, state: PreviewState) -> str:
    """The news as JSON."""
    number = len(news.problems)
    return json.dumps(
        {
            "epoch": news.epoch,
            "changed": news.changed,
            "whole": news.whole,
            "title": f"{number} {'problem' if number == 1 else 'problems'} · the page is the last that held",
            "problems": [
                {
                    "place": str(problem.place),
                    "message": problem.message,
                    "excerpt": excerpt(problem.place, state.root),
                    "quote": problem.quote,
                    "hint": problem.hint,
                }
                for problem in news.problems
            ],
        },
        ensure_ascii=False,
    )


def answer(state: PreviewState, path: str) -> Response:
    """The file at a path of the site; HTML with the script of the preview in it, which is never on the disk."""
    asked, path = path, path_of(state, path)
    if asked and path == f"{asked}/index.html":
        return RedirectResponse(f"/{asked}/")
    body, status = state.page(path), 200
    if body is None:
        body, status, path = state.files.get("404.html", WAITING), 404 if state.files else 503, "404.html"
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return Response(
        with_script(body, state.news.epoch) if kind == "text/html" else body, status, headers=FRESH, media_type=kind
    )


def path_of(state: PreviewState, asked: str) -> str:
    """The file that an address means: that of the folder, where it names one."""
    path = asked or "index.html"
    inside = f"{path.rstrip('/')}/index.html"
    return inside if path not in state.files and inside in state.files else path


def with_script(page: bytes, epoch: int) -> bytes:
    """The page with the preview's script."""
    head, found, tail = page.partition(b"</head>")
    return head + SCRIPT.format(epoch).encode() + found + tail


def say(news: News, state: PreviewState) -> None:
    """The same news in the terminal."""
    lines = [with_excerpt(problem, state.root) for problem in news.problems] or [
        f"{len(news.changed)} file{'s' * (len(news.changed) != 1)} changed"
    ]
    print(harmless("\n".join(lines)), file=sys.stderr, flush=True)
