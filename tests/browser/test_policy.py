"""Pages keep to themselves: nothing from another host, nothing their policy forbids, not a word on the console."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import Opener
from tests.browser.sights import EDITIONS, KINDS

LOOK = "document.styleSheets.length && getComputedStyle(document.body).backgroundColor"
PAPER = "rgb(250, 247, 240)"


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_kind_of_page_asks_this_host_alone_and_breaks_no_rule(reader: Opener, edition: str) -> None:
    page = reader(EDITIONS[edition] + "index.html")
    for path in KINDS.values():
        page.goto(EDITIONS[edition] + path)
        assert page.evaluate(LOOK) == PAPER, path


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_kind_of_page_works_from_disk(reader: Opener, site_folder: Path, edition: str) -> None:
    folder = site_folder / EDITIONS[edition]
    page = reader((folder / "index.html").as_uri())
    assert page.evaluate("document.fonts.ready.then(fonts => [...fonts].some(one => one.status === 'loaded'))")
    figure = page.locator(".text a.fig").first
    fact = figure.get_attribute("data-fact")
    figure.click()
    page.wait_for_url(f"**/facts/{fact}/index.html")
    for path in KINDS.values():
        page.goto((folder / path).as_uri())
        assert page.evaluate(LOOK) == PAPER, path
