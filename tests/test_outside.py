"""The weekly look at the sources names what is gone, and takes a refusal of programs for no death."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tools.outside import ALONE, MOVE, WAIT, linked, main

PAGE = """<!doctype html><title>{title}</title><link rel="canonical" href="http://127.0.0.1:{port}/canonical">
<a href="http://127.0.0.1:{port}/200#part">a</a> <a href="{address}">b</a> <a href="facts/">c</a>
<a href="mailto:desk">d</a>"""
ENDED = threading.Event()
"""Set when the test is over: until then, a server that does not answer waits for it."""


class Answer(BaseHTTPRequestHandler):
    """Answers with the status that the path names, or not at all."""

    def do_GET(self) -> None:
        if self.path == "/slow":
            ENDED.wait()
        if self.path in ("/slow", "/broken"):
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(int(self.path[1:]))
        if self.path in ("/302", "/301"):
            self.send_header("Location", "/200" if self.path == "/302" else "/301")
        self.end_headers()

    def log_message(self, format: str, *values: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    ENDED.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever).start()
        yield server.server_port
        ENDED.set()
        server.shutdown()


def site(folder: Path, port: int, address: str) -> Path:
    (folder / "en").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE.format(title="a", port=port, address=f"http://127.0.0.1:{port}/200"))
    (folder / "en/index.html").write_text(PAGE.format(title="b", port=port, address=address))
    return folder


@pytest.mark.parametrize(
    ("path", "says"), [("404", "is gone: it answers 404"), ("410", "is gone: it answers 410"), ("301", "redirects")]
)
def test_what_is_gone_is_named_with_its_page_and_its_line(
    path: str, says: str, port: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"http://127.0.0.1:{port}/{path}"
    (tmp_path / "data").mkdir()
    (tmp_path / "data/sources.yaml").write_text(f"paper:\n  title: A paper\n  url: {address}\n")
    assert main(site(tmp_path / "site", port, address), tmp_path) == 1
    said = capsys.readouterr()
    first, *rest = said.err.splitlines()
    assert first.startswith(f"data/sources.yaml:3: {address} {says}")
    assert rest == ["  Linked on en/index.html.", MOVE]
    assert said.out == "2 addresses asked: 1 gone, 0 without an answer.\n"


UNANSWERED: list[tuple[Callable[[int], str], str]] = [
    (lambda port: f"http://127.0.0.1:{port}/slow", "did not answer within 0.5 s"),
    (lambda port: f"http://127.0.0.1:{port}/broken", "broke the connection off (RemoteDisconnected)"),
    (lambda port: "http://127.0.0.1:1/", "refused the connection"),
    (lambda port: "http://no-such-host.invalid/", "is on a host whose name is not known"),
    (lambda port: f"https://127.0.0.1:{port}/200", "could not prove who it is"),
]


@pytest.mark.parametrize(("address", "says"), UNANSWERED, ids=[says for _, says in UNANSWERED])
def test_what_does_not_answer_now_is_told_from_what_is_gone(
    address: Callable[[int], str], says: str, port: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = address(port)
    assert main(site(tmp_path, port, asked), tmp_path, **({"patience": 0.5} if asked.endswith("/slow") else {})) == 1
    said = capsys.readouterr()
    first, *rest = said.err.splitlines()
    assert first.startswith(f"{asked} {says}")
    assert rest == ["  Linked on en/index.html.", WAIT]
    assert said.out == "2 addresses asked: 0 gone, 1 without an answer.\n"


@pytest.mark.parametrize("status", ["200", "302", "403", "429", "503"])
def test_what_answers_or_turns_programs_away_is_not_dead(status: str, port: int, tmp_path: Path) -> None:
    assert main(site(tmp_path, port, f"http://127.0.0.1:{port}/{status}"), tmp_path) == 0


def test_where_nothing_answers_the_machine_itself_is_doubted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(site(tmp_path, 1, "http://no-such-host.invalid/"), tmp_path) == 1
    assert capsys.readouterr().err.splitlines()[-1] == ALONE


def test_many_pages_are_counted(port: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(5):
        site(tmp_path / str(number), port, f"http://127.0.0.1:{port}/404")
    assert main(tmp_path, tmp_path) == 1
    linked_on = capsys.readouterr().err.splitlines()[1]
    assert linked_on == "  Linked on 0/en/index.html, 1/en/index.html, 2/en/index.html and 2 more."


def test_each_address_is_asked_once_and_its_pages_are_known(tmp_path: Path) -> None:
    pages = linked(site(tmp_path, 9, "http://127.0.0.1:9/403"))
    assert pages == {
        "http://127.0.0.1:9/200": ["en/index.html", "index.html"],
        "http://127.0.0.1:9/403": ["en/index.html"],
    }


def test_it_is_a_program_that_ends_with_1(port: int, root: Path, tmp_path: Path) -> None:
    shown = site(tmp_path, port, f"http://127.0.0.1:{port}/404")
    ran = subprocess.run([sys.executable, "-m", "tools.outside", shown, tmp_path], cwd=root, capture_output=True)
    assert ran.returncode == 1
