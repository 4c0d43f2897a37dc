"""A site served from memory as a good host would, compressed; it writes down what it is asked for."""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath

from galley.compressed import compressed
from galley.store import NOTHING_KEPT

TYPES = {".woff2": "font/woff2", ".webmanifest": "application/manifest+json", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Host:
    """Where a site is served, and the paths that were asked for since `asked` was last emptied."""

    address: str
    files: Mapping[str, bytes]
    sent: Mapping[str, bytes]
    asked: list[str] = field(default_factory=list)

    def weight(self, path: str) -> int:
        """The bytes that a file travels with, headers aside."""
        return len(self.sent[path])


@contextmanager
def hosted(files: Mapping[str, bytes]) -> Iterator[Host]:
    sent, asked = _Sent(files), list[str]()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Answer, sent, asked)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Host(f"http://127.0.0.1:{server.server_port}/", files, sent, asked)
        server.shutdown()


class _Sent(dict[str, bytes]):
    """Files by path as they travel: compressed where that is smaller, and only once somebody asks for them."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    def __missing__(self, path: str) -> bytes:
        plain = self.files[path]
        self[path] = sent = compressed({path: plain}, NOTHING_KEPT).get(f"{path}.br", plain)
        return sent


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, sent: _Sent, asked: list[str], *given: object) -> None:
        self.sent, self.asked = sent, asked
        super().__init__(*given)  # type: ignore[arg-type]  # what the server hands over

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].lstrip("/")
        path = path if path in self.sent.files else f"{path}index.html"
        found = self.sent[path] if path in self.sent.files else None
        self.asked.append(path)
        self.send_response(404 if found is None else 200)
        if found is not None and found != self.sent.files[path]:
            self.send_header("Content-Encoding", "br")
        self.send_header("Content-Type", kind(path))
        self.send_header("Content-Length", str(len(found or b"")))
        self.end_headers()
        self.wfile.write(found or b"")

    def log_message(self, *_: object) -> None:
        """Says nothing: what was asked is written down."""


def kind(path: str) -> str:
    """The media type of a file, by the end of its name."""
    return TYPES.get(PurePosixPath(path).suffix) or mimetypes.guess_type(path)[0] or "text/plain"
