"""What a reader comes for: to read, to look things up, to take a chart away, to print, and to change the language."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from tests.browser.conftest import Opener
from tests.browser.serving import served
from tests.browser.sights import EDITIONS

if TYPE_CHECKING:
    from playwright.sync_api import Page

LANGUAGES = {"zh-Hans": "回来", "zh-Hant-HK": "水先來", "en": "came back"}
CHARTS = ("rail-befores", "policy-timeline", "stations", "water-supply", "four-sums", "water-price")


# ── Reading ──


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_first_visit_finds_the_whole_feature_in_its_language(reader: Opener, edition: str) -> None:
    page = reader(EDITIONS[edition])
    assert page.locator("html").get_attribute("lang") == edition
    assert LANGUAGES[edition] in page.locator("h1").inner_text()
    assert page.locator(".toc a").count() == page.locator("section.stn").count() == 9
    page.locator(".toc a").nth(3).click()
    assert page.locator("section.stn").nth(3).evaluate("one => Math.abs(one.getBoundingClientRect().top) < 120")
    for plate in page.locator("figure.plate").all():
        assert sum(one.is_visible() for one in plate.locator(".draw").all()) == 1, plate.get_attribute("id")


def test_a_change_of_language_keeps_the_section_and_the_open_fact(reader: Opener) -> None:
    page = reader("index.html#freight")
    page.locator(".lang a", has_text="English").evaluate("one => one.click()")
    page.wait_for_url("**/en/index.html#freight")
    page.locator('main .text a.fig[data-fact="invest.projects.gba-share"]').first.click()
    page.locator(".ev:popover-open").wait_for()
    page.locator(".lang a", has_text="简体").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.html#invest.projects.gba-share")
    page.locator('.ev:popover-open[id="invest.projects.gba-share"]').wait_for()


def switch(page: Page, by: str, name: str = "English") -> Page:
    """Changes the language as a reader does; the page on which it is then read, which may be a new one."""
    link = page.locator(".lang a", has_text=name)
    if by in ("ctrl-click", "middle-click"):
        with page.context.expect_page() as opened:
            link.click(modifiers=["ControlOrMeta"]) if by == "ctrl-click" else link.click(button="middle")
        return opened.value
    if by == "Enter":
        link.focus()
        page.keyboard.press("Enter")
    else:
        link.tap() if by == "tap" else link.click()
    return page


@pytest.mark.parametrize("by", ["click", "tap", "Enter", "ctrl-click", "middle-click"])
def test_however_the_language_is_changed_the_open_fact_stays_open(reader: Opener, by: str) -> None:
    page = reader("index.html", has_touch=True)
    figure = page.locator(".lead a.fig").first
    fact = f"#{figure.get_attribute('data-fact')}"
    figure.click()
    page.locator(".ev:popover-open").wait_for()
    other = switch(page, by)
    other.wait_for_url(f"**/en/index.html{fact}")
    other.locator(f'.ev:popover-open[id="{fact[1:]}"]').wait_for()


def test_a_fact_goes_along_to_another_language_before_its_evidence_has_come(reader: Opener) -> None:
    page = reader("index.html")
    page.route("**/evidence/index.html", lambda _: None)  # which is on its way for ever
    figure = page.locator(".lead a.fig").first
    figure.click()
    fact = figure.get_attribute("data-fact")
    switch(page, "click").wait_for_url(f"**/en/index.html#{fact}")


@pytest.mark.parametrize("by", ["click", "Enter", "middle-click"])
def test_a_change_of_language_keeps_the_view_of_the_ledger_but_not_words_of_another_language(
    reader: Opener, by: str
) -> None:
    page = reader("facts/index.html")
    page.locator("label:has(#by-date)").click()
    page.locator("label:has(#only-cited)").click()
    page.locator(".find input").fill("铁路")
    other = switch(page, by)
    other.wait_for_url("**/en/facts/index.html?sort=by-date&only=only-cited")
    assert other.locator("#by-date").is_checked()
    assert other.locator("#only-cited").is_checked()


def test_without_scripts_a_change_of_language_stays_on_the_page(reader: Opener) -> None:
    page = reader("facts/index.html", java_script_enabled=False)
    assert switch(page, "click").url.endswith("/en/facts/index.html")


def test_a_change_of_language_stays_on_the_page(reader: Opener) -> None:
    page = reader("facts/rail.passenger.hours.before/index.html")
    page.locator(".lang a", has_text="繁體").click()
    assert page.url.endswith("/zh-hant-hk/facts/rail.passenger.hours.before/index.html")


# ── Looking things up ──


def rows(page: Page) -> list[str]:
    """The facts that the ledger shows, from top to bottom."""
    shown = "[...document.querySelectorAll('.led [id]')].filter(one => one.checkVisibility())"
    return list(
        page.evaluate(
            f"{shown}.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top).map(one => one.id)"
        )
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_the_ledger_shows_as_many_facts_as_each_choice_says(reader: Opener, scripts: bool) -> None:
    page = reader("facts/index.html", java_script_enabled=scripts)
    for label in page.locator("label:has([name=only])").all():
        label.click()
        assert len(rows(page)) == int(re.sub(r"\D", "", label.locator("small").inner_text())), label.inner_text()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_ledger_sorts_all_of_its_facts(reader: Opener, scripts: bool) -> None:
    page = reader("facts/index.html", java_script_enabled=scripts)
    orders = {}
    for name in ("line", "source", "date", "status"):
        page.locator(f"label:has(#by-{name})").click()
        orders[name] = rows(page)
    assert len({tuple(order) for order in orders.values()}) == 4
    assert {frozenset(order) for order in orders.values()} == {frozenset(orders["line"])}
    statuses = [page.locator(f'[id="{name}"] .stat').inner_text() for name in orders["status"]]
    assert statuses == sorted(statuses, key=list(dict.fromkeys(statuses)).index)


def test_what_was_found_in_the_ledger_is_in_its_address(reader: Opener) -> None:
    page = reader("facts/index.html")
    page.locator("label:has(#by-date)").click()
    page.locator(".find input").fill("xunwu")
    found = rows(page)
    assert found
    assert page.locator(".find output").inner_text().startswith(str(len(found)))
    assert rows(reader(page.url)) == found


def test_a_station_at_which_nothing_is_found_goes_out_of_sight(reader: Opener) -> None:
    page = reader("facts/index.html")
    page.locator(".find input").fill("xunwu")
    left = page.locator(".led .grp:visible").all()
    assert 0 < len(left) < page.locator(".led .grp").count()
    assert all(group.locator("[id]:visible").count() for group in left)


# ── Taking a chart away ──


@pytest.mark.parametrize("chart", CHARTS)
def test_the_downloaded_table_is_the_one_on_the_page(reader: Opener, chart: str) -> None:
    page = reader(f"charts/{chart}/index.html")
    with page.expect_download() as download:
        page.locator("a[download]", has_text="CSV").first.click()
    raw = Path(download.value.path()).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    taken = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    shown = page.locator("main table").first.evaluate(
        """table => {
          table.querySelectorAll('[aria-hidden]').forEach(one => one.remove());
          return [...table.rows].map(row => [...row.cells].map(cell => cell.textContent.trim()));
        }"""
    )
    kept = [taken[0].index(name) for name in shown[0]]
    assert [[row[at] for at in kept] for row in taken] == shown


def test_every_drawing_can_be_downloaded(reader: Opener) -> None:
    page = reader("charts/rail-befores/index.html")
    for ending, start in ((".svg", b"<svg"), (".png", b"\x89PNG"), (".vl.json", b"{")):
        with page.expect_download() as download:
            page.locator(f'a[download][href$="{ending}"]').first.click()
        assert Path(download.value.path()).read_bytes().startswith(start)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Publishes some HTML on another host, and says where."""
    with served(tmp_path) as address:

        def put(html: str) -> str:
            (tmp_path / "index.html").write_text(f"<!doctype html><title>Elsewhere</title>{html}", encoding="utf-8")
            return f"{address}/index.html"

        yield put


@pytest.mark.parametrize("width", [360, 1000])
def test_a_copied_chart_sizes_itself_on_another_site(
    reader: Opener, elsewhere: Callable[[str], str], width: int
) -> None:
    page = reader("charts/rail-befores/index.html", permissions=["clipboard-read", "clipboard-write"])
    page.locator('[data-copy="#code"]').click()
    code = page.evaluate("navigator.clipboard.readText()")
    assert 'src="http' in code
    host = page.context.browser
    assert host is not None
    other = host.new_page(viewport={"width": width, "height": 900})
    other.goto(elsewhere(code))
    frame = other.frame_locator("iframe")
    frame.locator("figure.plate").wait_for()
    other.wait_for_function("document.querySelector('iframe').height !== '620'")
    body = frame.locator("html")
    assert body.evaluate("one => one.scrollHeight - innerHeight") == 0
    assert body.evaluate("one => one.scrollWidth - innerWidth") == 0
    assert body.evaluate("one => innerHeight - document.querySelector('main').getBoundingClientRect().bottom") < 2
    other.close()


# ── Printing ──


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_printed_feature_keeps_signs_with_headings_and_ends_with_its_numbered_evidence(
    reader: Opener, edition: str
) -> None:
    page = reader(EDITIONS[edition] + "evidence/index.html")
    cards = page.locator(".ev").count()
    title = page.locator("#h-ev").text_content()
    last = page.locator(".ev").last.locator(".own").text_content() or ""
    page = reader(EDITIONS[edition])
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    sheets = [smoothed(sheet.extract_text()) for sheet in printed.pages]
    assert len(sheets) < 40
    assert page.locator(".ev").count() == 0
    assert all(len(sheet) > 100 for sheet in sheets[:-1])
    words = "".join(sheets)
    assert parted(page, sheets) == []
    assert title is not None
    assert smoothed(title) in words
    appendix = words.rpartition(smoothed(title))[2]
    assert re.search(rf"{cards}{re.escape(smoothed(last))}", appendix)


def test_without_a_script_the_printed_feature_says_where_its_numbered_evidence_stands(reader: Opener) -> None:
    page = reader(java_script_enabled=False)
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert re.search(r"evidence/", printed.pages[-1].extract_text())


def parted(page: Page, sheets: list[str]) -> list[str]:
    """Headings of sections that stand on another sheet than the sign of their section."""
    found = []
    for station in page.locator(".stn").all():
        number, sign, heading = (
            smoothed(station.locator(part).first.text_content() or "") for part in (".post", ".sign", "h2")
        )
        found += [heading] if not any(number + sign in sheet and heading in sheet for sheet in sheets) else []
    return found


def smoothed(words: str) -> str:
    """Words without spaces and with plain letters: a printed page knows only where each of its glyphs stands."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", words))
