"""Asks the site of nginx as fast as it answers, with docs/nginx.conf and with the barest configuration, in turns.

    python -m tools.load [--seconds 1] [--rounds 5]      needs `make publishable`; stays on this machine

Both send the same compressed bytes of the feature. What counts is the part of the bare rate that the shipped
configuration reaches, since the machine is the same for both; the middle of the rounds is told.
"""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools import nginx

ROOT = Path(__file__).resolve().parent.parent
REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n"
AT_ONCE = 50
"""Requests that are under way on a connection: to wait for each would measure the asking."""
TIMES = 18
"""How often so many are asked on one connection: nginx closes it after a thousand."""
BARE = """\
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log stderr;
events {{}}
http {{
    types {{ text/html html; }}
    access_log off;
    sendfile on;
    gzip_static on;
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
    server {{ listen 127.0.0.1:{port}; root site; }}
}}
"""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.load", description="Asks the site as fast as it answers.")
    parser.add_argument("--seconds", type=float, default=1.0, help="of each turn")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    program = nginx.find()
    if not program or not (ROOT / "site/index.html.gz").is_file():
        print(nginx.NONE if not program else "Run `make publishable` first.", file=sys.stderr)
        return 1
    configuration = (ROOT / "docs/nginx.conf").read_text("utf-8")
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(program, BARE, folder) as bare,
        serving(program, configuration, folder) as shipped,
    ):
        pairs = [(rate(bare, options.seconds), rate(shipped, options.seconds)) for _ in range(options.rounds)]
    parts = [whole / least for least, whole in pairs]
    least, whole = (statistics.median(rates) for rates in zip(*pairs, strict=True))
    print(f"bare {least:.0f} a second, shipped {whole:.0f}: {statistics.median(parts):.2f} of it")
    return 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(program: str, configuration: str, folder: str) -> Iterator[int]:
    """Runs nginx with the configuration, on a free port and one process; gives the port."""
    port = free_port()
    place = Path(folder) / f"{port}.conf"
    if "{port}" in configuration:
        configuration = configuration.format(folder=f"{folder}/{port}", port=port)
        Path(folder, str(port)).mkdir()
    for words, instead in (
        ("listen 127.0.0.1:8080", f"listen 127.0.0.1:{port}"),
        ("worker_processes auto", "worker_processes 1"),
        ("/tmp/southbound-nginx", f"{folder}/shipped"),
    ):
        configuration = configuration.replace(words, instead)
    mine = "user root;\n" if os.geteuid() == 0 else ""  # who may read the site of whoever built it
    place.write_text(mine + configuration, "utf-8")
    with subprocess.Popen([program, "-p", str(ROOT), "-c", str(place)], stderr=subprocess.DEVNULL) as running:
        try:
            until = time.monotonic() + 10
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                except OSError:
                    if time.monotonic() > until:
                        raise
                    time.sleep(0.05)
            yield port
        finally:
            running.terminate()


def rate(port: int, seconds: float) -> float:
    """Answers a second, each connection asked many times at once, and left before nginx would close it."""
    answered, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            length = _length(connection)
            for _ in range(TIMES):
                connection.sendall(REQUEST * AT_ONCE)
                _read(connection, length * AT_ONCE)
        answered += TIMES * AT_ONCE + 1
    return answered / (time.perf_counter() - began)


def _length(connection: socket.socket) -> int:
    """The bytes of an answer, headers and all; each is the same."""
    connection.sendall(REQUEST)
    told = b""
    while b"\r\n\r\n" not in told:
        told += connection.recv(65536)
    head, _, body = told.partition(b"\r\n\r\n")
    [size] = [int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")]
    _read(connection, size - len(body))
    return len(head) + 4 + size


def _read(connection: socket.socket, size: int) -> None:
    while size > 0:
        got = len(connection.recv(min(size, 1 << 20)))
        if not got:
            raise ConnectionError("nginx has closed the connection")
        size -= got


if __name__ == "__main__":
    sys.exit(main())
