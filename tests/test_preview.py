"""What an editor sees who saves a file while the preview is open in a browser."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from galley.errors import Place, Problem
from galley.preview.server import SILENCE
from galley.preview.state import BuildResult, PreviewState, build, stamps, with_excerpt
from galley.story.pins import sha256_of
from tests.repository import edit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATIENCE = 20_000
"""Milliseconds: what is tested is what is shown, on however busy a machine."""

FACTS = "data/facts/tower.yaml"
LOG = "data/sources/log.txt"
PROSE = "content/en/light.md"
PANEL = "document.querySelector('galley-preview').shadowRoot.firstChild"


@dataclass
class Served:
    """A preview of a copy of the small story, as a process of its own."""

    story: Path
    url: str
    process: subprocess.Popen[str]
    said: list[str]

    def save(self, name: str, old: str, new: str) -> None:
        path = self.story / name
        before = path.read_text(encoding="utf-8")
        after = before.replace(old, new)
        if name == LOG:  # the text and its pin in one save
            sources = self.story / "data/sources.yaml"
            pinned = sources.read_text(encoding="utf-8").replace(sha256_of(before), sha256_of(after))
            sources.write_text(pinned, encoding="utf-8")
        path.write_text(after, encoding="utf-8")

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        address = urlsplit(self.url)
        with closing(http.client.HTTPConnection(address.hostname or "", address.port or 0, timeout=10)) as connection:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(errors="replace")


def start(story: Path, root: Path, port: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, str(root / "build.py"), "serve", "--story", str(story), "--port", str(port)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[Served]:
    story = tmp_path_factory.mktemp("preview") / "tiny"
    shutil.copytree(root / "tests/stories/tiny", story)
    process = start(story, root)
    if process.stderr is None:
        pytest.fail("The preview says nothing.")
    url = process.stderr.readline().split()[0]
    said: list[str] = []
    reader = threading.Thread(target=lambda: said.extend(process.stderr or ()), daemon=True)
    reader.start()
    yield Served(story, url, process, said)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)
    reader.join(10)
    process.stderr.close()


@pytest.fixture
def page(served: Served, browser: Browser, root: Path) -> Iterator[Page]:
    """The English page, with the story as it was before any test."""
    for path in served.story.rglob("*.*"):
        origin = root / "tests/stories/tiny" / path.relative_to(served.story)
        if path.is_file() and origin.is_file() and path.read_bytes() != origin.read_bytes():
            path.write_bytes(origin.read_bytes())
    opened = browser.new_page()
    opened.goto(f"{served.url}en/")  # at first the page that waits, which is replaced by itself
    shows(opened, "The light came on in March 2024")
    shows(opened, "4 people")
    for words in ("The light came on in March 2024", "4 people"):
        holds(served, words)
    opened.wait_for_function(f"!{PANEL}.textContent", timeout=PATIENCE)
    yield opened
    opened.close()


def holds(served: Served, words: str) -> None:
    """Waits for the whole site, which follows the open page: what is no page is of the last story that held."""
    until = time.monotonic() + PATIENCE / 1000
    while words not in served.get("/en/feature.txt")[1]:
        assert time.monotonic() < until, words
        time.sleep(0.02)


def shows(page: Page, words: str) -> None:
    page.wait_for_function("words => document.body.textContent.includes(words)", arg=words, timeout=PATIENCE)


def panel_says(page: Page, words: str) -> str:
    page.wait_for_function(f"words => {PANEL}.textContent.includes(words)", arg=words, timeout=PATIENCE)
    return str(page.evaluate(f"{PANEL}.textContent"))


def terminal_says(served: Served, words: str, since: int = 0) -> None:
    """Waits for the terminal, which a thread reads beside the test and on a busy machine after it."""
    until = time.monotonic() + PATIENCE / 1000
    while not any(words in line for line in served.said[since:]):
        assert time.monotonic() < until, served.said[since:]
        time.sleep(0.02)


def test_a_page_that_only_waited_gives_way_to_the_whole_page(tmp_path: Path, root: Path, browser: Browser) -> None:
    shutil.copytree(root / "tests/stories/tiny", tmp_path / "tiny")
    process = start(tmp_path / "tiny", root)
    opened = browser.new_page()
    try:
        opened.goto(process.stderr.readline().split()[0] if process.stderr else "")
        opened.wait_for_selector("body > section", timeout=PATIENCE)
        assert opened.title() != "Preview"
        assert "being built" not in opened.inner_text("body")
    finally:
        opened.close()
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
        if process.stderr:
            process.stderr.close()


def test_a_saved_sentence_is_on_the_open_page(served: Served, page: Page) -> None:
    served.save(PROSE, "The light came on", "The lamp was lit")
    shows(page, "The lamp was lit in March 2024")


def test_a_saved_fact_changes_its_figure_and_keeps_the_place(served: Served, page: Page) -> None:
    page.evaluate("document.body.append(Object.assign(document.createElement('i'), {id: 'tall'}))")
    page.add_style_tag(content="html { min-height: 4000px }")
    page.evaluate("scrollTo(0, 700)")
    served.save(LOG, "4人", "5人")
    served.save(FACTS, "value: 4", "value: 5")
    served.save(FACTS, "4人", "5人")
    shows(page, "5 people")
    assert page.evaluate("scrollY") == 700


def test_a_save_tells_which_other_pages_change(served: Served, page: Page) -> None:
    served.save(LOG, "4人", "5人")
    served.save(FACTS, "value: 4", "value: 5")
    served.save(FACTS, "4人", "5人")
    panel_says(page, "index.html")


def test_a_mistake_is_shown_over_the_last_good_page_until_it_is_mended(served: Served, page: Page) -> None:
    served.save(FACTS, "value: 4", "value: 5")
    said = panel_says(page, "the quote says 4")
    assert f"{FACTS}:" in said
    assert re.search(r"│ +value: 5\n *│ +\^", said), said
    assert "4 people" in page.inner_text("body")
    served.save(FACTS, "value: 5", "value: 4")
    page.wait_for_function(
        "!document.querySelector('galley-preview').shadowRoot.firstChild.textContent", timeout=PATIENCE
    )
    terminal_says(served, "the quote says 4")


def test_whoever_asks_after_a_save_gets_the_new_page(served: Served, page: Page) -> None:
    served.save(PROSE, "came on", "came on at last")
    status, text = served.get("/en/")
    assert (status, "came on at last" in text) == (200, True)
    shows(page, "came on at last")  # and who has it open is told all the same


def test_a_page_that_tells_where_facts_are_printed_is_shown_at_once_too(
    story_copy: Callable[..., Path], tmp_path: Path
) -> None:
    story = story_copy("harbour")
    built = build(story, tmp_path / "cache")
    state = PreviewState(story, tmp_path / "cache")
    state.take(built)
    name = "facts/index.html"
    assert state.sketch([name]) is None  # nothing has been saved
    edit(story, "content/pt/harbour.md", (" Os pilotos chamam-lhe {{harbour.quiet}}.", ""))
    edit(story, "content/en/harbour.md", (" The pilots call it {{harbour.quiet}}.", ""))
    news = state.sketch([name, "index.html"])
    assert news is not None
    assert news.changed == (name, "index.html")
    due = build(story, tmp_path / "another cache")
    assert [state.page(one) == due.files[one] for one in news.changed] == [True, True]


def test_a_site_built_before_the_last_save_does_not_take_back_what_was_shown_of_it(
    story_copy: Callable[..., Path], tmp_path: Path
) -> None:
    story = story_copy("tiny")
    before = build(story, tmp_path / "cache")
    state = PreviewState(story, tmp_path / "cache")
    state.take(before)
    edit(story, PROSE, ("came on", "came on at last"))
    state.sketch(["en/index.html"])
    news = state.take(before)
    assert news.changed == ()
    assert b"came on at last" in (state.page("en/index.html") or b"")


def test_a_file_that_is_replaced_by_another_is_seen(served: Served, page: Page) -> None:
    path = served.story / PROSE
    fresh = path.with_suffix(".tmp")
    fresh.write_text(path.read_text(encoding="utf-8").replace("came on", "went on"), encoding="utf-8")
    fresh.replace(path)
    shows(page, "The light went on")


def test_half_a_saved_file_is_never_shown(served: Served, page: Page) -> None:
    before = len(served.said)
    path = served.story / FACTS
    whole = path.read_text(encoding="utf-8")
    with path.open("w", encoding="utf-8") as file:
        file.write(whole[:200])
        file.flush()
        time.sleep(0.03)
        file.write(whole[200:])
    served.save(PROSE, "The light came on", "The lamp was lit")
    shows(page, "The lamp was lit")
    terminal_says(served, " changed\n", before)
    assert not any(FACTS in line for line in served.said[before:]), served.said[before:]


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/en/", {"Host": "evil.example"}, 400),
        ("/-/events", {"Origin": "https://evil.example"}, 403),
        ("/-/events", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("/../../etc/passwd", {}, 404),
    ],
)
def test_no_other_site_can_talk_to_the_preview(
    served: Served, page: Page, path: str, headers: dict[str, str], status: int
) -> None:
    assert served.get(path, **headers)[0] == status


def test_the_preview_script_is_never_on_the_disk(served: Served, page: Page) -> None:
    assert "/-/preview.js" in served.get("/en/")[1]
    assert not (served.story / "site").exists()


def test_it_listens_on_this_machine_only(served: Served) -> None:
    port = urlsplit(served.url).port or 0
    with socket.socket() as other:
        other.settimeout(1)
        assert other.connect_ex(("127.0.0.2", port)) != 0


def test_a_building_process_that_dies_is_replaced(served: Served, page: Page) -> None:
    workers = subprocess.run(["pgrep", "-f", f"galley.preview.builder {served.story}"], capture_output=True, text=True)
    for pid in workers.stdout.split():
        os.kill(int(pid), signal.SIGKILL)
    served.save(PROSE, "The light came on", "The lamp was lit")
    shows(page, "The lamp was lit")
    served.save(FACTS, "value: 4", "value: 5")
    panel_says(page, "the quote says 4")
    assert workers.stdout


def test_a_taken_port_is_named_with_the_next(root: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = start(tmp_path, root, port)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert f"port {port} is taken by another program; try --port" in said


def test_the_caret_stands_under_the_mistake_also_beside_han_characters(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("灯塔高30米\n", encoding="utf-8")
    problem = Problem("orphan-number", Place("a.md", 1, 4), "a: 30.", "Mend it.")
    assert with_excerpt(problem, tmp_path).splitlines()[1:3] == ["    1 │ 灯塔高30米", "      │ 　　　^"]


def test_a_template_that_fails_is_told_and_a_mended_one_shown(served: Served, page: Page) -> None:
    served.save("templates/feature.html", "<body>", "<body>{{ 1 // 0 }}")
    assert "ZeroDivisionError" in panel_says(page, "templates/feature.html")
    served.save("templates/feature.html", "{{ 1 // 0 }}", "<p>mended</p>")
    shows(page, "mended")


def test_a_sketch_that_does_not_hold_gives_way_to_the_last_good_page(tmp_path: Path) -> None:
    state = PreviewState(tmp_path, tmp_path, files={"index.html": b"good"}, sketches={"index.html": b"sketch"})
    news = state.take(BuildResult({}, {}, (Problem("x", Place("a"), "a.", "b."),)))
    assert state.page("index.html") == b"good"
    assert news.changed == ("index.html",)


def test_a_fault_in_a_sketch_is_left_to_the_whole_site_that_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no mistake of an editor's")

    monkeypatch.setattr("galley.preview.state._sketched", fail)
    state = PreviewState(tmp_path, tmp_path, files={"index.html": b"good"})
    state.warm()
    assert state.sketch(["index.html"]) is None


def test_a_folder_that_goes_while_it_is_looked_through_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "content/en").mkdir(parents=True)
    (tmp_path / "content/en/light.md").touch()
    listed = os.scandir

    def gone(path: str) -> object:
        if os.fspath(path).endswith("en"):
            raise FileNotFoundError(path)
        return listed(path)

    monkeypatch.setattr("os.scandir", gone)
    assert stamps(tmp_path) == {}


def test_a_connection_that_says_nothing_is_closed_and_one_that_waits_for_news_is_not(served: Served) -> None:
    address = urlsplit(served.url)
    where = (address.hostname or "", address.port or 0)
    with socket.create_connection(where) as silent, socket.create_connection(where) as halting:
        halting.sendall(b"GET / HTTP/1.1\r\nHost: ")
        with socket.create_connection(where) as waiting:
            waiting.sendall(b"GET /-/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            waiting.settimeout(PATIENCE / 1000)
            assert waiting.recv(1000)
            for given_up in (silent, halting):
                given_up.settimeout(3 * SILENCE)
                assert b"200 OK" not in given_up.recv(1000)
            served.save(PROSE, "The light came on", "The lamp came on")
            while b"epoch" not in waiting.recv(100_000):
                pass


def test_a_thousand_pages_that_come_and_go_leave_nothing_behind(served: Served) -> None:
    def come_and_go(times: int) -> int:
        for _ in range(times):
            with closing(http.client.HTTPConnection(address.hostname or "", address.port or 0, timeout=10)) as opened:
                opened.request("GET", "/-/events")
                opened.getresponse().fp.readline()
        status = Path(f"/proc/{served.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1])  # type: ignore[index]

    address = urlsplit(served.url)
    before = come_and_go(200)
    assert come_and_go(1000) - before < 10_000


def test_a_page_outlives_its_preview_and_follows_the_next(tmp_path: Path, root: Path, browser: Browser) -> None:
    shutil.copytree(root / "tests/stories/tiny", tmp_path / "tiny")
    process, opened = start(tmp_path / "tiny", root), browser.new_page()
    try:
        url = process.stderr.readline().split()[0] if process.stderr else ""
        opened.goto(f"{url}en/")
        shows(opened, "The light came on in March 2024")
        opened.add_style_tag(content="html { min-height: 4000px }")
        opened.evaluate("scrollTo(0, 700)")
        process.send_signal(signal.SIGINT)
        process.communicate()
        panel_says(opened, "The preview has ended")
        path = tmp_path / "tiny" / PROSE
        path.write_text(path.read_text("utf-8").replace("The light came on", "The lamp was lit"), "utf-8")
        process = start(tmp_path / "tiny", root, urlsplit(url).port or 0)
        shows(opened, "The lamp was lit in March 2024")
        assert opened.evaluate("scrollY") == 700
        assert "ended" not in opened.evaluate(f"{PANEL}.textContent")
    finally:
        opened.close()
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def test_what_cannot_be_read_is_shown_and_the_preview_goes_on(served: Served, page: Page) -> None:
    template = served.story / "templates/feature.html"
    template.rename(template.with_suffix(".kept"))
    template.write_text("{% include 'parts.html' %}", encoding="utf-8")
    (served.story / "templates/parts.html").mkdir()
    panel_says(page, "templates/parts.html cannot be read")
    (served.story / "templates/parts.html").rmdir()
    template.with_suffix(".kept").replace(template)
    page.wait_for_function(f"!{PANEL}.textContent", timeout=PATIENCE)
    served.save(PROSE, "The light came on", "The lamp was lit")
    shows(page, "The lamp was lit")


def test_ctrl_c_ends_it_at_once_though_a_page_is_open_and_the_site_is_being_built(served: Served, page: Page) -> None:
    served.save(PROSE, "The light came on", "The lamp was lit")
    shows(page, "The lamp was lit")
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(PATIENCE / 1000) == 130
    assert "Traceback" not in "".join(served.said)
