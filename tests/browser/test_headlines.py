"""A headline of three characters or of sixty, over any opening: it fits, and the first screen tells more than it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from galley.build import build_site
from galley.publish import publish
from tests.browser.serving import served
from tests.repository import edit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STORIES = Path(__file__).resolve().parent.parent / "stories"
LONG = {
    "grid": "Norland’s decommissioning of coal left households with a bill",
    "bulletin": "一份县里的统计公报讲了许多件事，其中的大多数要读者自己读出来，"
    "还有一些没有人说过，读者要等到来年春天才会知道答案如何",
}
SHORT = {"grid": "Oh!", "bulletin": "水涨了"}
OPENINGS = [
    ("grid", "", ""),  # nothing but headline and lead
    ("grid", "mix", "power"),  # a series
    ("grid", "miners", "power"),  # a quantity, as several speakers gave it
    ("bulletin", "incomes", "life"),  # two quantities
    ("bulletin", "whole", "county"),  # parts of a whole
]
FITS = """() => {
  const heading = document.querySelector('h1'), range = document.createRange();
  range.selectNodeContents(heading);
  const words = range.getBoundingClientRect(), next = document.querySelector('.lead, .hero .lead, main p');
  return {
    wide: document.documentElement.scrollWidth - innerWidth, right: words.right - innerWidth, left: words.left,
    bottom: words.bottom, torn: heading.scrollWidth - heading.clientWidth,
    shown: next ? next.getBoundingClientRect().top : 1e9,
  };
}"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("drawn")


@pytest.mark.parametrize("headline", ["short", "long"])
@pytest.mark.parametrize(("name", "opening", "section"), OPENINGS)
def test_any_headline_fits_over_any_opening(
    name: str, opening: str, section: str, headline: str, browser: Browser, tmp_path: Path, cache: Path
) -> None:
    story = tmp_path / "story"
    shutil.copytree(STORIES / name, story, ignore=shutil.ignore_patterns("golden"))
    edition = "en" if name == "grid" else "zh-Hans"
    home = (story / "content/story.yaml").read_text("utf-8")
    old = next(line for line in home.splitlines() if line.startswith("headline:"))
    words = (SHORT if headline == "short" else LONG)[name]
    new = f'headline: {{{edition}: "{words}"}}' + (f"\nopening: {opening}" if opening else "")
    (story / "content/story.yaml").write_text(home.replace(old, new), "utf-8")
    if opening:
        edit(story, f"content/{edition}/{section}.md", (f"{{{{chart {opening}}}}}\n", ""))
    publish(build_site(story, cache).files, tmp_path / "site")
    with served(tmp_path / "site") as address:
        for width, height in ((340, 740), (760, 1000), (1280, 900)):
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"{address}/index.html")
            page.evaluate("document.fonts.ready")
            found = page.evaluate(FITS)
            page.close()
            assert found["wide"] <= 0, (width, found)
            assert found["right"] <= 0, (width, found)
            assert found["left"] >= 0, (width, found)
            assert found["torn"] <= 0, (width, found)
            assert found["bottom"] < height * 0.75, (width, found)  # the first screen tells more than its headline
            assert found["shown"] < height, (width, found)
