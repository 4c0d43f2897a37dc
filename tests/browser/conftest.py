"""The real story, built once and served, and pages of it that are watched for anything they should not do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from galley.build import Build
from galley.publish import publish
from tests.browser.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Request

Opener = Callable[..., "Page"]

TELL_VIOLATIONS = """addEventListener('securitypolicyviolation', violation =>
    console.error(`policy: ${violation.effectiveDirective} refused ${violation.blockedURI}`))"""


@pytest.fixture(scope="session")
def site_folder(built: Callable[[str], Build], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as readers get it, published where a test may look."""
    folder = tmp_path_factory.mktemp("published") / "site"
    publish(built("").files, folder)
    return folder


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """The address at which the site is served."""
    with served(site_folder) as address:
        yield address


@pytest.fixture
def reader(browser: Browser, site: str) -> Iterator[Opener]:
    """Opens a page of the site in a browser of its own: `reader("en/index.html", viewport=…)`.

    When the test is over, no page may have said a word on the console, asked another host for anything, or done what
    its policy forbids.
    """
    contexts: list[BrowserContext] = []
    heard: list[str] = []

    def open_page(path: str = "index.html", *, width: int = 1280, height: int = 900, **choices: Any) -> Page:
        choices = {"reduced_motion": "reduce"} | choices  # so that a jump to a place is there at once
        context = browser.new_context(viewport={"width": width, "height": height}, base_url=f"{site}/", **choices)
        contexts.append(context)
        listen(context, site, heard)
        page = context.new_page()
        page.goto(path, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert heard == []


def listen(context: BrowserContext, site: str, heard: list[str]) -> None:
    """Writes down whatever the pages of a context should have kept to themselves."""

    def asked(request: Request) -> None:
        if not request.url.startswith((site + "/", "file:", "data:")):
            heard.append(f"asked for {request.url}")

    def asked_in_vain(request: Request) -> None:
        answer = request.response()
        if answer and answer.status >= 400:
            heard.append(f"{answer.status}: {request.url}")

    context.add_init_script(TELL_VIOLATIONS)
    context.on("console", lambda message: heard.append(f"console: {message.text} ({message.location['url']})"))
    context.on("weberror", lambda error: heard.append(f"error: {error.error}"))
    context.on("request", asked)
    context.on("requestfailed", lambda request: missed(request, heard))
    context.on("requestfinished", asked_in_vain)


def missed(request: Request, heard: list[str]) -> None:
    """Writes down a request that failed; one that a reader left behind by going on did not."""
    if request.failure != "net::ERR_ABORTED":
        heard.append(f"failed: {request.url}")
