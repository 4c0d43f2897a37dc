"""What a reader does with the pages in a browser, opened from disk: with and without a script, on phones and desks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from galley.press import pull

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FACT = "invest.projects.gba-share"
KINDS = (
    *("index.html", "en/index.html", "zh-hant-hk/index.html", "facts/index.html", f"facts/{FACT}/index.html"),
    *("source/seed-article/index.html", "source/cns-2021-12-10/index.html", "charts/index.html"),
    *("charts/rail-times/index.html", "charts/four-sums/index.html", "embed/rail-times/index.html"),
    *("corrections/index.html", "404.html", "en/facts/index.html", "en/source/seed-article/index.html"),
)


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, written where a browser can open it from disk."""
    written = tmp_path_factory.mktemp("site")
    for path, content in pull(root, root / ".cache").files.items():
        (written / path).parent.mkdir(parents=True, exist_ok=True)
        (written / path).write_bytes(content)
    return written


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    failures: list[str] = []
    opened.on("pageerror", lambda error: failures.append(str(error)))
    opened.on("console", lambda said: failures.append(said.text) if said.type == "error" else None)
    yield opened
    context.close()
    assert failures == []


def figure(page: Page) -> str:
    return f'#projects .txt a.fig[href="#{FACT}"]'


def shown(page: Page) -> list[str | None]:
    return [card.get_attribute("id") for card in page.locator(".ev").all() if card.is_visible()]


def test_a_click_on_a_figure_opens_its_evidence_beside_it(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    number = page.locator(figure(page)).first
    number.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    number.click()
    assert shown(page) == [FACT]
    card, at = page.locator(f"[id='{FACT}']").bounding_box(), number.bounding_box()
    assert card is not None
    assert at is not None
    assert 0 <= card["y"] - (at["y"] + at["height"]) < 24 or 0 <= at["y"] - (card["y"] + card["height"]) < 24
    assert page.evaluate("scrollY") == before
    assert page.url.endswith(f"#{FACT}")


def test_escape_closes_the_evidence_and_returns_to_the_figure(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    number = page.locator(figure(page)).first
    number.focus()
    page.keyboard.press("Enter")
    assert shown(page) == [FACT]
    page.keyboard.press("Escape")
    assert shown(page) == []
    assert page.evaluate("document.activeElement.dataset.fact") == FACT
    assert "#" not in page.url


def test_evidence_leads_on_to_other_evidence(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri() + "#invest.projects.total")
    assert shown(page) == ["invest.projects.total"]
    page.locator(f'[id="invest.projects.total"] a.fig[href="#{FACT}"]').first.click()
    assert shown(page) == [FACT]


def test_the_address_of_a_fact_opens_its_evidence_where_it_is_printed(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri() + f"#{FACT}")
    assert shown(page) == [FACT]
    assert page.evaluate("scrollY") > 900
    page.mouse.click(5, 5)
    assert shown(page) == []


def test_without_a_script_evidence_opens_and_closes_and_the_page_stays(browser: Browser, folder: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    number = page.locator(figure(page)).first
    number.scroll_into_view_if_needed()
    before = number.bounding_box()
    number.click()
    assert shown(page) == [FACT]
    assert number.bounding_box() == before
    page.locator(f"[id='{FACT}'] .ev-x").click()
    assert shown(page) == []
    assert number.bounding_box() == before
    context.close()


def test_on_a_phone_evidence_is_a_sheet_at_the_foot(browser: Browser, folder: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto((folder / "index.html").as_uri() + f"#{FACT}")
    card = page.locator(f"[id='{FACT}']").bounding_box()
    assert card is not None
    assert (card["x"], card["width"]) == (0, 390)
    assert round(card["y"] + card["height"]) == 844
    context.close()


def test_the_ledger_filters_and_sorts_without_a_script(browser: Browser, folder: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "facts/index.html").as_uri())
    rows = page.locator(".led .row[id]")
    everything = rows.count()
    page.locator("#only-cited + span").click()
    assert 0 < sum(row.is_visible() for row in rows.all()) < everything
    page.locator("#only-all + span").click()
    page.locator("#by-status + span").click()
    places = sorted((row.bounding_box() or {"y": 0.0})["y"] for row in rows.all())
    assert len(set(places)) == everything
    first = min(rows.all(), key=lambda row: (row.bounding_box() or {"y": 0.0})["y"])
    assert "checked" in (first.get_attribute("class") or "")
    context.close()


def test_what_is_found_in_the_ledger_can_be_shared(page: Page, folder: Path) -> None:
    address = (folder / "facts/index.html").as_uri()
    page.goto(address)
    page.locator(".find input").fill("rail.length")
    found = [row.get_attribute("id") for row in page.locator(".led .row[id]").all() if row.is_visible()]
    assert found
    assert all((name or "").startswith("rail.length") for name in found)
    page.goto(page.url)
    assert page.locator(".find input").input_value() == "rail.length"


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("width", [320, 390, 600, 900, 1200])
def test_no_page_is_wider_than_its_window(page: Page, folder: Path, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((folder / path).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize("path", ["index.html", "en/index.html", "facts/index.html", "charts/rail-times/index.html"])
def test_whatever_can_be_touched_is_large_enough(page: Page, folder: Path, path: str) -> None:
    """WCAG 2.2, 2.5.8: 24 by 24 px, links in running text excepted."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((folder / path).as_uri())
    small = page.evaluate(
        """() => [...document.querySelectorAll('nav a, .figs a, .tools a, .tools summary, .copy, .pt, .ctl label')]
            .filter(one => one.checkVisibility())
            .filter(one => { const r = one.getBoundingClientRect(); return r.height < 24 || r.width < 24 })
            .map(one => one.textContent)"""
    )
    assert small == []
