"""A published site over HTTP on this machine, with the headers that its `_headers` file asks of a host."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serves `folder` on a free port of the loopback, and yields its address, with no slash at the end."""
    with Server(("127.0.0.1", 0), partial(Host, rules(folder), directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class Server(ThreadingHTTPServer):
    """One that takes it calmly when a browser has gone on to another page before this one was sent."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # what the server hands over


class Host(SimpleHTTPRequestHandler):
    """A static host: what a folder holds, and the headers of every rule that matches."""

    protocol_version = "HTTP/1.1"

    def __init__(self, headers_of: Mapping[str, tuple[str, ...]], *given: object, directory: str) -> None:
        self.headers_of = headers_of
        super().__init__(*given, directory=directory)  # type: ignore[arg-type]  # what the server hands over

    def end_headers(self) -> None:
        path = unquote(urlsplit(self.path).path)
        for pattern, lines in self.headers_of.items():
            for name, _, value in (line.partition(": ") for line in lines if fnmatchcase(path, pattern)):
                self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing: the tests tell what was asked for."""


def rules(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """The rules of a `_headers` file, pattern by pattern; none where the folder has no such file."""
    file = folder / "_headers"
    blocks = file.read_text().strip().split("\n\n") if file.is_file() else []
    return {first: tuple(map(str.strip, rest)) for first, *rest in map(str.splitlines, blocks)}
