"""Tidying a drawing changes what it weighs and not what it shows: every form, before and after, pixel by pixel."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from galley.charts import drawing, render
from galley.charts.forms import is_drawn
from galley.charts.standalone import in_light, titled
from galley.charts.tidy import NS, _fade_to_own_colour, tidy
from galley.exports import charts
from galley.exports.charts import chart_svg, outlined
from galley.marks import plain
from galley.store import NOTHING_KEPT
from galley.story.load import Story
from galley.story.voice import Voice

if TYPE_CHECKING:
    from playwright.sync_api import Browser

COMPARE = """async ([one, other]) => {
  const drawn = async svg => {
    const image = new Image();
    image.src = 'data:image/svg+xml,' + encodeURIComponent(svg);
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
    canvas.fillStyle = 'white';
    canvas.fillRect(0, 0, image.width, image.height);
    canvas.drawImage(image, 0, 0);
    return canvas.getImageData(0, 0, image.width, image.height).data;
  };
  const [left, right] = [await drawn(one), await drawn(other)];
  let seen = Math.abs(left.length - right.length);
  for (let at = 0; at < left.length; at++) seen += Math.abs(left[at] - right[at]) > 25;
  return seen / left.length;
}"""
"""The share of values that differ by more than a tenth: that of an edge moved by a hundredth of a pixel does not."""


@pytest.fixture(scope="module")
def story(loaded: Callable[[str], Story]) -> Story:
    return loaded("")


def wordless(svg: str) -> str:
    """The drawing without its words, which tidying leaves to the page's faces, in the colours of paper."""
    tree = ET.fromstring(in_light(svg))
    for gradient in tree.iter(f"{NS}linearGradient"):
        _fade_to_own_colour(gradient)  # on purpose: a stop of `transparent` fades through black
    for parent in tree.iter():
        for child in list(parent):
            if child.tag in (f"{NS}text", f"{NS}title", f"{NS}desc"):
                parent.remove(child)
    return ET.tostring(tree, encoding="unicode")


@pytest.mark.parametrize("width", render.WIDTHS)
def test_tidying_changes_nothing_that_can_be_seen(width: render.Width, story: Story, browser: Browser) -> None:
    edition = next(iter(story.editions.values()))
    forms = {chart.form: chart for chart in story.charts.values() if is_drawn(chart)}
    page = browser.new_page()
    for form, chart in forms.items():
        order = render._pen(Voice(story, edition), chart, NOTHING_KEPT).order(width)
        drawn = drawing.vega(json.loads(drawing.specification(order)))
        tidied = tidy(drawn, "u", "t", "d", "en")
        assert len(tidied) < 0.7 * len(drawn), form
        assert page.evaluate(COMPARE, [wordless(drawn), wordless(tidied)]) < 0.0002, form
    page.close()


@pytest.mark.parametrize("edition", ["zh-Hans", "zh-Hant-HK", "en"])
def test_a_letter_that_is_drawn_once_and_used_again_looks_as_it_did(
    edition: str, story: Story, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, page = story.editions[edition], browser.new_page()
    for name in ("rail-befores", "stations"):
        svg = plain(chart_svg(Voice(story, own), story.charts[name], NOTHING_KEPT))
        again = outlined(svg, Voice(story, own))
        with monkeypatch.context() as patch:
            patch.setattr(charts, "_share", lambda root: None)
            drawn = outlined(svg, Voice(story, own))
        assert page.evaluate(COMPARE, [drawn, again]) < 0.0001
        assert len(again) < 0.8 * len(drawn)
        assert "<use" in again
    page.close()


def test_a_specification_has_its_title_in_lines_and_no_colour_that_only_the_page_knows() -> None:
    title = "A title that is far too long for one line of a drawing, and is broken where a reader would breathe"
    heading = titled({}, title, "Metres", 300)["title"]
    assert len(heading["text"]) > 1
    assert " ".join(heading["text"]) == title
    assert heading["subtitle"] == ["Metres"]
    assert "var(" not in in_light(json.dumps(heading))
