"""Pages can be used by everyone: axe finds nothing, by any light, and figures are large enough to be touched."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Opener
from tests.browser.sights import EDITIONS, KINDS

if TYPE_CHECKING:
    from playwright.sync_api import Page

Sight = tuple[int, Literal["light", "dark"]]

PHONE_BY_DAY: Sight = (390, "light")
PHONE_BY_NIGHT: Sight = (390, "dark")
DESK_BY_DAY: Sight = (1280, "light")
DESK_BY_NIGHT: Sight = (1280, "dark")
ALL = (PHONE_BY_DAY, PHONE_BY_NIGHT, DESK_BY_DAY, DESK_BY_NIGHT)
# Editions differ in their words and faces alone, so that among them each kind of page is looked at in all four ways.
SEEN = {"zh-Hans": (PHONE_BY_DAY, DESK_BY_NIGHT), "zh-Hant-HK": (DESK_BY_DAY,), "en": (PHONE_BY_NIGHT,)}

SMALL = """() => [...document.querySelectorAll('main a.fig')].filter(a => a.getClientRects().length)
  .filter(a => [...a.getClientRects()].some(r => r.height < 24)).map(a => a.textContent)"""

# What stands by itself and not in running text: 24 by 24 px (WCAG 2.2, 2.5.8).
ALONE = "nav a, .ev-f a, .tools a, .data summary, .fold summary, .more, .copy, .pt, .ctl label"
CRAMPED = f"""() => [...document.querySelectorAll('{ALONE}')]
  .filter(one => one.checkVisibility())
  .filter(one => {{ const r = one.getBoundingClientRect(); return r.height < 24 || r.width < 24 }})
  .map(one => one.textContent)"""


def violations(page: Page, sights: Iterable[Sight], within: str | None = None) -> list[str]:
    """What axe has against a page, or a part of it, at each width and by each light."""
    found, options = [], {"resultTypes": ["violations"]}
    for width, scheme in sights:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        for one in Axe().run(page, context=within, options=options).response["violations"]:
            nodes = [node["html"][:160] for node in one["nodes"]]
            found.append(f"{page.url} {width} {scheme}: {one['id']}: {nodes[:3]}")
    return found


def test_among_the_editions_every_kind_of_page_is_looked_at_in_all_ways() -> None:
    assert {sight for sights in SEEN.values() for sight in sights} == set(ALL)
    assert set(SEEN) == set(EDITIONS)


@pytest.mark.parametrize("edition", EDITIONS)
def test_axe_finds_nothing_on_any_kind_of_page(reader: Opener, edition: str) -> None:
    page, found = reader(EDITIONS[edition]), []
    for path in KINDS.values():
        page.goto(EDITIONS[edition] + path)
        found += violations(page, SEEN[edition])
    assert found == []


def test_axe_finds_nothing_in_open_evidence(reader: Opener) -> None:
    page = reader("index.html")
    page.locator(".text a.fig").first.click()
    page.locator(".ev:popover-open").wait_for()
    assert violations(page, ALL, within=".ev:popover-open") == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_figure_can_be_touched(reader: Opener, edition: str) -> None:
    page = reader(EDITIONS[edition], width=390)
    assert page.locator(".text a.fig").count() > 20
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_whatever_else_is_touched_is_large_enough(reader: Opener, edition: str) -> None:
    page = reader(EDITIONS[edition], width=390)
    for path in KINDS.values():
        page.goto(EDITIONS[edition] + path)
        assert page.evaluate(CRAMPED) == [], path


def test_everything_on_the_feature_is_reached_and_left_by_keyboard(reader: Opener) -> None:
    page = reader("index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
