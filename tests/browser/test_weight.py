"""The first view of the feature travels light, in every edition: faces, icon and manifest and all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.host import hosted
from bench.pages import LENGTHS, PHONE, first_view
from tests.browser.sights import EDITIONS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.conftest import Opener


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_first_view_keeps_to_its_budgets(browser: Browser, site_folder: Path, edition: str) -> None:
    sent = ("index.html", "manifest.webmanifest")
    paths = [*(site_folder / EDITIONS[edition] / name for name in sent), site_folder / "favicon.svg"]
    paths += [path for path in (site_folder / "assets").rglob("*") if path.is_file()]
    kept = {path.relative_to(site_folder).as_posix(): path.read_bytes() for path in paths}
    with hosted(kept) as host:
        view = first_view(browser, host, f"{EDITIONS[edition]}index.html")
    assert view.over() == []
    assert view.requests > 3


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_phone_scrolls_no_further_than_it_has_to(reader: Opener, edition: str) -> None:
    page = reader(f"{EDITIONS[edition]}index.html", **PHONE)
    assert page.evaluate("document.documentElement.scrollHeight") <= LENGTHS[edition]
