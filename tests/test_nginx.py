"""The built site behind a real nginx with docs/nginx.conf: what a reader's browser is sent."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import brotli
import pytest

from galley.exports.headers import POLICY
from galley.new import begin
from tools import nginx

ROOT = Path(__file__).resolve().parent.parent
CONFIGURATION = ROOT / "docs/nginx.conf"
YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Served:
    """A running nginx: its folder of files and its port."""

    site: Path
    port: int

    def ask(self, path: str, encodings: str = "", **headers: str) -> Answer:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.request("GET", path, headers={"Accept-Encoding": encodings, **headers})
            answer = connection.getresponse()
            sent = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, sent, answer.read())


@pytest.fixture(scope="module")
def program() -> str:
    """The nginx that `make test` found or brought; without one these tests fail and are not skipped."""
    found = nginx.find()
    if not found:
        pytest.fail(nginx.NONE)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a new story's whole site in it, compressed files and all: a file of every kind, and a few pages."""
    made = tmp_path_factory.mktemp("served")
    begin(made / "story", ["zh-Hans", "en"], date(2026, 1, 1), False)
    command = [sys.executable, "build.py", "--compress", "--story", str(made / "story"), "--site", str(made / "site")]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return made


@pytest.fixture(scope="module")
def served(program: str, folder: Path) -> Iterator[Served]:
    yield from serving(program, folder, CONFIGURATION.read_text())


def serving(program: str, folder: Path, configuration: str) -> Iterator[Served]:
    """The configuration as it is committed, but for the port and the names in /tmp, which may be taken."""
    port = free_port()
    configuration = configuration.replace("listen 127.0.0.1:8080", f"listen 127.0.0.1:{port}")
    configuration = configuration.replace("/tmp/southbound-nginx", str(folder / "nginx"))
    mine = "user root;\n" if os.geteuid() == 0 else ""  # who may read what pytest makes
    (folder / "nginx.conf").write_text(mine + configuration)
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        wait_for(port, running)
        yield Served(folder / "site", port)
    finally:
        running.terminate()
        running.communicate(timeout=10)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def wait_for(port: int, running: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if running.poll() is not None:
            pytest.fail((running.stderr.read() if running.stderr else b"").decode())
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("nginx does not answer.")


def asset(site: Path, name: str) -> str:
    """The address of an asset, whose name changes with its content."""
    (found,) = site.glob(f"assets/{name}")
    return f"/{found.relative_to(site)}"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/en/", "text/html; charset=utf-8"),
        ("/data/facts.csv", "text/csv; charset=utf-8"),
        ("/data/facts.json", "application/json; charset=utf-8"),
        ("/feed.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("style.*.css", "text/css; charset=utf-8"),
        ("site.*.js", "text/javascript; charset=utf-8"),
        ("fonts/newsreader.*.woff2", "font/woff2"),
    ],
)
def test_a_file_is_sent_as_what_it_is(path: str, kind: str, served: Served) -> None:
    answer = served.ask(path if path.startswith("/") else asset(served.site, path))
    assert (answer.status, answer.headers["content-type"]) == (200, kind)


def test_every_kind_of_file_has_its_type(served: Served) -> None:
    kinds = {path.suffix for path in served.site.rglob("*") if path.is_file()} - {".br", ".gz"}
    named = set(re.findall(r"^ {8}[a-z]+/\S+ +(\w+);", CONFIGURATION.read_text(), re.M))
    assert kinds - {f".{name}" for name in named} - {""} == set()


@pytest.mark.parametrize("name", ["style.*.css", "site.*.js", "fonts/newsreader.*.woff2"])
def test_an_asset_that_is_named_by_its_content_is_kept_for_a_year(name: str, served: Served) -> None:
    assert served.ask(asset(served.site, name)).headers["cache-control"] == YEAR


@pytest.mark.parametrize("path", ["/", "/facts/", "/data/facts.csv", "/feed.xml"])
def test_everything_else_is_asked_for_again_and_costs_nothing_while_unchanged(path: str, served: Served) -> None:
    first = served.ask(path)
    assert first.headers["cache-control"] == "no-cache"
    again = served.ask(path, **{"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("path", ["/", "/data/facts.json", "/nowhere/"])
def test_the_security_headers_are_sent_with_pages_data_and_errors(path: str, served: Served) -> None:
    sent = served.ask(path).headers
    assert sent["content-security-policy"] == POLICY
    assert sent["x-content-type-options"] == "nosniff"
    assert sent["cross-origin-opener-policy"] == "same-origin"
    assert sent["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in sent["permissions-policy"]
    assert not re.search(r"\d", sent["server"]), "a version tells attackers what to try"


def test_data_may_be_read_by_pages_from_anywhere_and_pages_may_not(served: Served) -> None:
    assert served.ask("/data/facts.json").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in served.ask("/").headers


def test_a_page_that_is_published_anew_is_sent_within_a_second_or_two(served: Served) -> None:
    page, before = served.site / "feature.txt", served.ask("/feature.txt").body
    page.with_suffix(".next").write_bytes(b"Corrected.\n")
    page.with_suffix(".next").replace(page)
    until, seen = time.monotonic() + 10, before
    while seen == before and time.monotonic() < until:
        time.sleep(0.1)
        seen = served.ask("/feature.txt").body  # each of its processes remembers for a second what it has opened
    assert seen == b"Corrected.\n"


def test_what_is_not_there_gets_the_site_s_own_page(served: Served) -> None:
    answer = served.ask("/nowhere/at-all")
    assert answer.status == 404
    assert answer.body == (served.site / "404.html").read_bytes()


@pytest.mark.parametrize("path", ["/.galley", "/_headers", "/.gitkeep", "/%2e%2e/nginx.conf"])
def test_what_is_no_page_is_not_sent(path: str, served: Served) -> None:
    assert served.ask(path).status in (400, 404)


def test_a_folder_is_answered_by_its_page_and_leads_there_without_a_host_of_its_own(served: Served) -> None:
    assert served.ask("/en/").body == (served.site / "en/index.html").read_bytes()
    sent = served.ask("/en")
    assert (sent.status, sent.headers["location"]) == (301, "/en/")


@pytest.mark.parametrize("path", ["/", "/data/facts.json", "style.*.css"])
def test_the_compressed_file_is_sent_as_it_lies_there(path: str, served: Served) -> None:
    address = path if path.startswith("/") else asset(served.site, path)
    file = served.site / (address.strip("/") or "index.html")
    answer = served.ask(address, "gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.body == Path(f"{file}.gz").read_bytes()
    assert gzip.decompress(answer.body) == file.read_bytes()
    assert "content-encoding" not in served.ask(address).headers


def test_brotli_is_sent_where_nginx_has_the_module_and_the_lines_are_unmarked(program: str, folder: Path) -> None:
    module = nginx.brotli(program)
    marked = CONFIGURATION.read_text()
    unmarked = re.sub(r"# load_module \S+;", f"load_module {module};", marked).replace(
        "# brotli_static", "brotli_static"
    )
    assert unmarked.count("brotli_static on;") == 1
    for served in serving(program, folder, unmarked if module else marked):
        answer = served.ask("/en/", "gzip, br")
        assert answer.headers["vary"] == "Accept-Encoding"
        if module:
            assert answer.headers["content-encoding"] == "br"
            assert brotli.decompress(answer.body) == (served.site / "en/index.html").read_bytes()
        else:
            assert answer.headers["content-encoding"] == "gzip"
