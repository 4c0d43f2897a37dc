"""Pages fit: no width, zoom or taste of the reader's pushes anything off the side, and nothing moves once it is there."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Opener
from tests.browser.sights import EDITIONS, KINDS, WIDTHS, everywhere

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

# What sticks out to the right of the window, and is not inside a box that scrolls by itself.
OVER = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const scrolls = e => { for (; e; e = e.parentElement) if (!['visible', 'clip'].includes(getComputedStyle(e).overflowX) && e !== document.body && e !== document.documentElement) return true; };
  return [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > wide + 1 && !scrolls(e))
    .slice(0, 4).map(e => `${e.tagName}.${e.className.baseVal ?? e.className} ${e.textContent.trim().slice(0, 30)}`)
    .concat(`${document.documentElement.scrollWidth} px`);
}"""
SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver(list => { for (const one of list.getEntries()) shifts.push(
    `${one.value.toFixed(4)}: ` + one.sources.map(s => `${s.node?.nodeName}.${s.node?.className} ${s.node?.textContent.slice(0, 20)}`).join(' | ')); })
    .observe({ type: 'layout-shift', buffered: true });
}"""


def overflowing(page: Page) -> dict[int, list[str]]:
    """What is too wide, at each width at which something is."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = page.evaluate(OVER)
    return {width: things for width, things in found.items() if things}


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_kind_of_page_scrolls_sideways_at_any_width(reader: Opener, edition: str) -> None:
    page, found = reader(EDITIONS[edition]), {}
    for kind, path in KINDS.items():
        page.goto(EDITIONS[edition] + path)
        found[kind] = overflowing(page)
    assert {kind: widths for kind, widths in found.items() if widths} == {}
