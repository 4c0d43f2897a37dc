"""Every number opens its evidence: by mouse, touch, key and address, with and without scripts, and lets go again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Opener
from tests.browser.sights import EDITIONS

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

FACT = "invest.projects.gba-share"
OPEN = ".ev:popover-open"


def figure(page: Page, fact: str = FACT) -> Locator:
    return page.locator(f'main .text a.fig[data-fact="{fact}"]').first


def shown(page: Page) -> list[str]:
    """The facts whose evidence can be seen."""
    visible = "[...document.querySelectorAll('.ev')].filter(one => one.checkVisibility()).map(one => one.id)"
    return list(page.evaluate(visible))


def opened(page: Page, fact: str = FACT) -> Locator:
    """The evidence of a fact, once it has come."""
    card = page.locator(f'[id="{fact}"]:popover-open')
    card.wait_for()
    return card


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_click_shows_the_sentence_its_source_and_what_was_checked(reader: Opener, edition: str) -> None:
    page = reader(EDITIONS[edition])
    figure(page).click()
    card = opened(page)
    assert shown(page) == [FACT]
    assert "近七成" in card.locator("blockquote mark").inner_text()
    assert card.locator("blockquote").get_attribute("lang") == "zh-Hans"
    assert card.locator("dt").count() >= 2
    assert card.locator(".ev-f a").count() >= 1
    assert card.locator(".stat").count() == 1
    page.mouse.click(8, 450)
    assert shown(page) == []


def test_the_cross_closes_the_evidence_where_the_reader_was(reader: Opener) -> None:
    page = reader()
    figure(page).click()
    opened(page)
    before = page.evaluate("scrollY")
    page.locator(f"{OPEN} .ev-x").click()
    assert shown(page) == []
    assert page.evaluate("scrollY") == before > 0
    assert page.evaluate("document.activeElement.dataset.fact") == FACT


@pytest.mark.parametrize("key", ["Escape", "Enter"])
def test_by_keyboard_focus_goes_into_the_evidence_and_back_to_its_number(reader: Opener, key: str) -> None:
    page = reader()
    figure(page).focus()
    page.keyboard.press("Enter")
    opened(page)
    assert page.evaluate("document.activeElement.id") == FACT
    if key == "Enter":
        page.locator(f"{OPEN} .ev-x").focus()
    page.keyboard.press(key)
    assert shown(page) == []
    assert page.evaluate("document.activeElement.dataset.fact") == FACT
    page.wait_for_url(lambda address: "#" not in address)


def test_a_touch_opens_a_sheet_at_the_foot_and_another_beside_it_closes_it(reader: Opener) -> None:
    page = reader(width=390, height=844, has_touch=True, is_mobile=True)
    figure(page).tap()
    box = page.locator(OPEN).bounding_box()
    assert box is not None
    assert (box["x"], box["width"], round(box["y"] + box["height"])) == (0, 390, 844)
    page.touchscreen.tap(388, 20)
    assert shown(page) == []


def test_beside_its_number_evidence_leaves_the_number_in_sight_and_in_its_place(reader: Opener) -> None:
    for width in (600, 1280, 1920):
        page = reader(width=width)
        figure(page).scroll_into_view_if_needed()
        before = figure(page).bounding_box()
        figure(page).click()
        number, card = figure(page).bounding_box(), opened(page).bounding_box()
        assert number is not None
        assert card is not None
        assert number == before
        assert card["x"] >= 0
        assert card["x"] + card["width"] <= width
        below, above = card["y"] - (number["y"] + number["height"]), number["y"] - (card["y"] + card["height"])
        beside = card["x"] - (number["x"] + number["width"])
        assert 0 <= max(below, above) < 24 if width < 1200 else beside >= 0


PHONES = [(390, 844), (390, 667), (360, 640), (320, 568)]


def clear(page: Page, fact: str = FACT) -> float:
    """Pixels between the line of the number that was opened and the card under it; below zero where it is covered."""
    card = opened(page, fact).bounding_box()
    number = page.locator(".fig.on").bounding_box()
    assert number
    assert card
    return min(card["y"] - number["y"] - number["height"], number["y"])


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_sheet_on_a_phone_covers_no_line_that_was_tapped(reader: Opener, edition: str) -> None:
    page = reader(EDITIONS[edition], width=390, height=667)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    figures = page.locator("main :is(.hero, .key, .text, .notes, .parts, .cols) a.fig")
    facts = [str(name) for name in figures.evaluate_all("all => all.map(one => one.dataset.fact)")]
    for at in (*range(0, len(facts), 23), len(facts) - 1):
        width, height = PHONES[at % len(PHONES)]
        page.set_viewport_size({"width": width, "height": height})
        figures.nth(at).scroll_into_view_if_needed()
        figures.nth(at).dispatch_event("click")
        assert clear(page, facts[at]) >= 0, facts[at]
        page.keyboard.press("Escape")


def test_tab_goes_on_from_the_number_and_not_from_the_end_of_the_page(reader: Opener) -> None:
    page = reader()
    focused = "[...document.querySelectorAll('main a')].indexOf(document.activeElement)"
    for key, steps in (("Tab", 1), ("Shift+Tab", -1)):
        figure(page).focus()
        at = page.evaluate(focused)
        page.keyboard.press("Enter")
        opened(page)
        for _ in range(40):
            page.keyboard.press(key)
            if not shown(page):
                break
        assert page.evaluate(focused) == at + steps


def test_the_address_of_a_fact_opens_it(reader: Opener) -> None:
    page = reader(f"index.html#{FACT}")
    opened(page)
    assert shown(page) == [FACT]


def test_evidence_leads_to_other_evidence_and_to_the_manuscript_and_back(reader: Opener) -> None:
    page = reader("index.html#invest.projects.total")
    page.locator(f'{OPEN} a.fig[data-fact="{FACT}"]').first.click()
    opened(page)
    assert shown(page) == [FACT]
    page.locator(f"{OPEN} .ev-f a").first.click()
    assert page.url.endswith(f"/facts/{FACT}/index.html")
    page.locator('a[href*="source/seed-article/index.html#"]').first.click()
    target = page.locator(".ms .n i:target, .ms .n:target").first
    assert target.is_visible()
    assert "七" in page.locator(".ms .n:has(:target), .ms .n:target").first.inner_text()
    page.go_back()
    page.go_back()
    assert page.url.endswith(f"index.html#{FACT}")
    opened(page)
    assert shown(page) == [FACT]


@pytest.mark.parametrize("scripts", [True, False])
def test_where_evidence_cannot_be_fetched_a_number_leads_to_its_page(reader: Opener, scripts: bool) -> None:
    page = reader(java_script_enabled=scripts)
    page.route("**/evidence/index.html", lambda route: route.fulfill(status=200, body="<p>Sign in first</p>"))
    figure(page).click()
    page.wait_for_url(f"**/facts/{FACT}/index.html")
    page.go_back()
    page.wait_for_url("**/index.html*")
    assert shown(page) == []


def test_the_page_of_notes_says_the_same_as_what_opens_at_a_number(reader: Opener) -> None:
    page = reader()
    figure(page).click()
    card = opened(page).inner_text().replace("×", "")
    notes = reader(f"evidence/index.html#{FACT}", java_script_enabled=False)
    note = notes.locator(f'[id="{FACT}"]')
    assert note.is_visible()
    assert note.bounding_box()["y"] < 900  # type: ignore[index]
    assert "".join(note.inner_text().split()) == "".join(card.split())


def test_a_number_that_is_tapped_twice_or_left_for_another_shows_one_card(reader: Opener) -> None:
    page = reader()
    other = page.locator(f'main .text a.fig:not([data-fact="{FACT}"])').first
    page.evaluate(
        "([a, b]) => { a.click(); a.click(); b.click(); }", [figure(page).element_handle(), other.element_handle()]
    )
    opened(page, str(other.get_attribute("data-fact")))
    assert page.locator(".ev").count() == 1


@pytest.mark.parametrize("path", ["index.html", "facts/index.html", "charts/rail-befores/index.html", "en/index.html"])
def test_without_scripts_nothing_is_missing(reader: Opener, path: str) -> None:
    """What scripts add are buttons that copy, and the field that finds."""
    added = "button, .find, .nojs"
    drop = f"document.querySelectorAll('{added}').forEach(one => one.remove())"
    words = []
    for scripts in (True, False):
        page = reader(path, java_script_enabled=scripts)
        page.evaluate(drop)
        words.append(page.locator("main").inner_text())
    assert words[0] == words[1]
    assert len(words[0]) > 400


def test_a_long_figure_wraps_on_a_phone(reader: Opener) -> None:
    page = reader("en/index.html", width=320)
    tops = "new Set([...a.getClientRects()].map(one => one.top)).size"
    assert max(page.evaluate(f"[...document.querySelectorAll('main a.fig')].map(a => {tops})")) > 1


@pytest.mark.parametrize("height", [420, 700])
def test_in_a_low_window_evidence_scrolls_beside_its_number_and_stays_in_sight(reader: Opener, height: int) -> None:
    page = reader(height=height)
    number = figure(page)
    for block in ("start", "center", "end"):
        number.evaluate("(one, block) => one.scrollIntoView({ block })", block)
        number.click()
        box, at = opened(page).bounding_box(), number.bounding_box()
        assert box
        assert at
        assert 0 <= box["y"] < box["y"] + box["height"] <= height
        beside = box["x"] >= at["x"] + at["width"]
        assert beside or box["y"] >= at["y"] + at["height"] or box["y"] + box["height"] <= at["y"]
        page.keyboard.press("Escape")
