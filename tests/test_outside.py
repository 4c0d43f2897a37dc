"""The weekly look at the sources names what is gone, and takes a refusal of programs for no death."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tools.outside import linked, main

PAGE = """<!doctype html><title>{title}</title><link rel="canonical" href="http://127.0.0.1:{port}/canonical">
<a href="http://127.0.0.1:{port}/200#part">a</a> <a href="http://127.0.0.1:{port}/{path}">b</a> <a href="facts/">c</a>
<a href="mailto:desk">d</a>"""


class Answer(BaseHTTPRequestHandler):
    """Answers with the status that the path names."""

    def do_GET(self) -> None:
        self.send_response(int(self.path[1:]))
        if self.path == "/302":
            self.send_header("Location", "/200")
        self.end_headers()

    def log_message(self, format: str, *values: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever).start()
        yield server.server_port
        server.shutdown()


def site(folder: Path, port: int, path: str) -> Path:
    (folder / "en").mkdir()
    (folder / "index.html").write_text(PAGE.format(title="a", port=port, path="200"))
    (folder / "en/index.html").write_text(PAGE.format(title="b", port=port, path=path))
    return folder


@pytest.mark.parametrize("status", ["404", "410"])
def test_what_is_gone_is_named_with_its_page(
    status: str, port: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(site(tmp_path, port, status)) == 1
    said = capsys.readouterr()
    assert said.err == f"http://127.0.0.1:{port}/{status}: answers {status}. Linked on en/index.html.\n"
    assert said.out == "2 addresses asked, 1 of them without an answer.\n"


def test_a_server_that_is_not_there_is_named(port: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = site(tmp_path, port, "200")
    (folder / "index.html").write_text('<title>x</title><a href="http://127.0.0.1:1/">gone</a>')
    assert main(folder) == 1
    assert "http://127.0.0.1:1/: does not answer" in capsys.readouterr().err


@pytest.mark.parametrize("status", ["200", "302", "403", "429", "503"])
def test_what_answers_or_turns_programs_away_is_not_dead(status: str, port: int, tmp_path: Path) -> None:
    assert main(site(tmp_path, port, status)) == 0


def test_each_address_is_asked_once_and_its_pages_are_known(tmp_path: Path) -> None:
    pages = linked(site(tmp_path, 9, "403"))
    assert pages == {
        "http://127.0.0.1:9/200": ["en/index.html", "index.html"],
        "http://127.0.0.1:9/403": ["en/index.html"],
    }
