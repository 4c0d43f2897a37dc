"""Pages fit: no width, zoom or taste of a reader pushes anything off the side, and nothing moves once it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Opener
from tests.browser.sights import EDITIONS, KINDS, WIDTHS, everywhere

if TYPE_CHECKING:
    from playwright.sync_api import Page

# What sticks out to the right of the window, and is not inside a box that scrolls by itself.
OVER = """() => {
  const root = document.documentElement, wide = root.clientWidth;
  if (root.scrollWidth <= wide) return [];
  const scrolls = one => one !== document.body && one !== root
    && (!['visible', 'clip'].includes(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  return [...document.body.querySelectorAll('*')]
    .filter(one => one.getBoundingClientRect().right > wide + 1 && !scrolls(one)).slice(0, 4)
    .map(one => `${one.tagName}.${one.getAttribute('class')} ${one.textContent.trim().slice(0, 30)}`)
    .concat(`${root.scrollWidth} px`);
}"""

# Every shift of the layout, and what was shifted.
SHIFTS = """window.shifts = [];
new PerformanceObserver(list => {
  for (const { value, sources } of list.getEntries()) shifts.push(`${value.toFixed(5)} ` + sources.map(({ node }) =>
    `${node?.nodeName}.${node?.className} ${node?.textContent.slice(0, 20)}`).join(' | '));
}).observe({ type: 'layout-shift', buffered: true });"""

TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
"""Until what has changed is laid out and drawn, and observers have been told."""

# A mark that closes is on the line of the character before it, and one that opens on that of the one after it; the
# two may stand in different elements, so text is walked as one string a block.
BROKEN_LINES = """() => {
  const closes = '，。、；：？！）》」』”’…%％,.;:?!)', opens = '（《「『“‘', found = [];
  const box = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at); range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  };
  for (const block of document.querySelectorAll('main :is(p, li, h2, h3, td, dd)')) {
    if (!block.checkVisibility() || block.querySelector('p, li, svg') || block.closest('.ms, [aria-hidden]')) continue;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), letters = [];
    while (walker.nextNode()) for (let at = 0; at < walker.currentNode.length; at++)
      if (walker.currentNode.data[at].trim()) letters.push([walker.currentNode, at, walker.currentNode.data[at]]);
    letters.forEach(([node, at, letter], i) => {
      const next = closes.includes(letter) ? letters[i - 1] : opens.includes(letter) ? letters[i + 1] : null;
      if (!next || node.parentElement.closest('small, .stat') !== next[0].parentElement.closest('small, .stat')) return;
      const one = box(node, at), other = box(next[0], next[1]);
      if (one.top >= other.bottom - 1 || other.top >= one.bottom - 1)
        found.push(letters.slice(Math.max(0, i - 8), i + 8).map(one => one[2]).join(''));
    });
  }
  return found;
}"""

# Lines of text that lie over one another, leave the window or their block, or are cut off. A line is as high as its
# letters; half a letter may hang over an edge, as closing marks do.
CROWDED = """() => {
  const found = [], lines = [], wide = document.documentElement.clientWidth;
  const style = one => getComputedStyle(one), words = node => node.data.trim().slice(0, 20);
  const hidden = 'svg, .ms, .ev, .vh, .skip, script, textarea';
  const up = (one, is) => one === document.body ? null : is(style(one)) ? one : up(one.parentElement, is);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, own = node.parentElement;
    if (!node.data.trim() || !own.checkVisibility() || own.closest(hidden)) continue;
    if (up(own, ({ clipPath }) => clipPath !== 'none')) continue;
    const block = up(own, ({ display }) => display !== 'inline') ?? document.body, edge = block.getBoundingClientRect();
    const box = up(own, ({ overflowX }) => ['auto', 'scroll'].includes(overflowX));
    const cut = up(own, ({ overflowX }) => overflowX === 'hidden')?.getBoundingClientRect();
    const size = parseFloat(style(own).fontSize), sideways = style(own).writingMode !== 'horizontal-tb';
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const r of range.getClientRects()) {
      if (r.width < 2) continue;
      const [x, y] = [(r.left + r.right) / 2, (r.top + r.bottom) / 2], half = size * .42;
      const [left, right] = sideways ? [x - half, x + half] : [r.left, r.right];
      const [top, bottom] = sideways ? [r.top, r.bottom] : [y - half, y + half];
      if (!box && (right > wide + 1 || left < -1)) found.push(`${words(node)} leaves the window`);
      if (cut && (right > cut.right + 1 || bottom > cut.bottom + 1)) found.push(`${words(node)} is cut off`);
      if (!sideways && (right > edge.right + size / 2 || bottom > edge.bottom + 2))
        found.push(`${words(node)} leaves its block`);
      if (style(block).position !== 'sticky') lines.push({ left, right, top, bottom, block, words: words(node) });
    }
  }
  lines.sort((a, b) => a.top - b.top).forEach((a, i) => {
    for (let j = i + 1; j < lines.length && lines[j].top < a.bottom - 1; j++) {
      const b = lines[j], beside = a.block === b.block && b.top - a.top < 3;
      if (!beside && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1)
        found.push(`${a.words} lies on ${b.words}`);
    }
  });
  return found;
}"""


# A tenth of what is called good. A word of the lead that changes its line when its face comes moves 0.006.
STILL = 0.01


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


@pytest.mark.parametrize("zoom", [2, 4])
def test_a_zoomed_page_is_read_without_scrolling_sideways(reader: Opener, zoom: int) -> None:
    """A window of 1280 by 1024 at 200 and 400 % (WCAG 2.2, 1.4.4 and 1.4.10)."""
    page = reader(width=1280 // zoom, height=1024 // zoom, device_scale_factor=zoom)
    for path in everywhere():
        page.goto(path)
        assert page.evaluate(OVER) == [], path
    page.goto("index.html")
    page.locator(".text a.fig").first.click()
    card = page.locator(".ev:popover-open")
    assert card.evaluate("one => one.scrollWidth <= one.clientWidth")
    card.locator("dl a").last.scroll_into_view_if_needed()
    assert card.locator(".ev-x").count() == 1


@pytest.mark.parametrize("edition", EDITIONS)
def test_letters_of_twice_the_size_are_read_in_full(reader: Opener, edition: str) -> None:
    """A reader who has set the browser to letters of 32 px (WCAG 2.2, 1.4.4)."""
    page, found = reader("404.html"), {}
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    for kind, path in KINDS.items():
        page.goto(EDITIONS[edition] + path)
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            found[kind, width] = page.evaluate(OVER) + page.evaluate(CROWDED)
    assert {where: things for where, things in found.items() if things} == {}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_on_load_or_when_the_typefaces_come(reader: Opener, edition: str, width: int) -> None:
    page, waiting, held = reader("404.html", width=width, height=900), [], ["every typeface"]
    page.context.add_init_script(SHIFTS)
    page.route("**/*.woff2", lambda route: waiting.append(route) if held else route.continue_())
    page.goto(EDITIONS[edition], wait_until="commit")
    page.locator(".foot").wait_for()
    while not waiting:
        page.wait_for_timeout(20)
    page.evaluate(TWO_FRAMES)
    held.clear()
    while waiting:
        waiting.pop().continue_()
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready")
    page.evaluate(TWO_FRAMES)
    shifts = page.evaluate("window.shifts")
    assert sum(float(one.split()[0]) for one in shifts) < STILL, shifts


@pytest.mark.parametrize("path", ["index.html", "zh-hant-hk/index.html", "en/index.html"])
def test_no_line_begins_with_closing_punctuation_or_ends_with_opening(reader: Opener, path: str) -> None:
    page = reader(path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(BROKEN_LINES) == [], width


# Headings whose first mark opens something, and how much of a letter stands empty before it.
OPENED = """() => [...document.querySelectorAll('main :is(h2, h3, .ttl)')]
  .filter(one => one.checkVisibility() && /^\\s*[“「《]/.test(one.textContent)).map(one => {
    const range = document.createRange(), text = document.createTreeWalker(one, NodeFilter.SHOW_TEXT).nextNode();
    const at = text.data.search(/\\S/);
    range.setStart(text, at); range.setEnd(text, at + 1);
    return [one.textContent.trim(), range.getBoundingClientRect().width / parseFloat(getComputedStyle(one).fontSize)];
  })"""


@pytest.mark.parametrize("path", ["index.html", "zh-hant-hk/index.html"])
def test_a_heading_that_begins_with_a_quotation_begins_at_the_edge(reader: Opener, path: str) -> None:
    page = reader(path)
    page.evaluate("document.querySelectorAll('main h2').forEach(one => one.prepend('“'))")
    page.evaluate("document.fonts.ready.then(() => undefined)")
    opened = page.evaluate(OPENED)
    assert len(opened) > 1
    assert [heading for heading, width in opened if width > 0.6] == []


TASTES = {
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "reduced motion": {"reduced_motion": "reduce"},
    "more contrast": {"contrast": "more"},
}


@pytest.mark.parametrize("taste", TASTES)
def test_a_reader_may_choose_how_pages_look(reader: Opener, taste: str) -> None:
    page = reader(**{"reduced_motion": "no-preference"} | TASTES[taste])
    ink, paper = page.evaluate("(s => [s.color, s.backgroundColor])(getComputedStyle(document.body))")
    assert (paper == "rgb(16, 24, 26)") == (taste == "dark")
    assert ink != paper
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == (
        "auto" if taste == "reduced motion" else "smooth"
    )
    page.locator(".text a.fig").first.click()
    card = page.locator(".ev:popover-open")
    card.wait_for()
    if taste == "forced colours":
        assert card.evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"
        assert page.locator(".text a.fig").first.evaluate("one => getComputedStyle(one).borderBottomStyle") == "dotted"


# Figures that a pointer does not reach at their middle, because something else lies over them.
COVERED = """() => [...document.querySelectorAll('main a.fig')].filter(one => {
  if (!one.getClientRects().length) return false;
  one.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = one.getClientRects()[0];
  const seen = document.elementFromPoint(left + width / 2, top + height / 2);
  return !one.contains(seen) && !one.parentElement.closest('details:not([open])');
}).map(one => `${one.dataset.fact}: ${one.textContent}`)"""


# Digits of figures and drawings that have less room than a digit takes, so that the next is printed over them; words of
# a drawing over other words. Of a word, the middle of its line counts: boxes of letters are higher than letters.
OVERPRINTED = """() => {
  const found = [], boxed = (node, from, to) => {
    const range = document.createRange();
    range.setStart(node, from); range.setEnd(node, to);
    return range.getBoundingClientRect();
  };
  const runs = block => {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), nodes = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim()) nodes.push(walker.currentNode);
    return nodes;
  };
  const seen = selector => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility());
  for (const node of seen('main a.fig, main svg text').flatMap(runs)) for (let at = 0; at < node.length; at++) {
    const { width, height } = boxed(node, at, at + 1);
    if (/\\d/.test(node.data[at]) && width < height * .28) found.push(`${node.data}: ${node.data[at]}`);
  }
  for (const drawing of seen('main .draw svg')) {
    const words = runs(drawing).map(node => [node, boxed(node, 0, node.length)]);
    words.forEach(([node, a], i) => words.slice(i + 1).forEach(([other, b]) => {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const [high, low] = [a, b].map(({ top, bottom, height }) => [top + height * .2, bottom - height * .2])
        .reduce((one, two) => [Math.max(one[0], two[0]), Math.min(one[1], two[1])]);
      if (across > 1 && low - high > 1) found.push(`${node.data} over ${other.data}`);
    }));
  }
  return found;
}"""


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_lies_over_a_figure_and_no_digit_over_another(reader: Opener, edition: str, width: int) -> None:
    page = reader(f"{EDITIONS[edition]}index.html", width=width)
    assert page.evaluate(COVERED) == []
    assert page.evaluate(OVERPRINTED) == []


@pytest.mark.parametrize("edition", ["zh-Hans", "zh-Hant-HK"])
def test_no_heading_takes_a_letter_from_another_face(reader: Opener, edition: str) -> None:
    """A letter that the face of a heading lacks comes from the reader's own, thicker or thinner than the rest."""
    page, strange = reader("404.html"), []
    session = page.context.new_cdp_session(page)
    for path in KINDS.values():
        page.goto(EDITIONS[edition] + path)
        page.evaluate("document.fonts.ready.then(() => undefined)")
        session.send("DOM.enable")
        session.send("CSS.enable")
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        found = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": "main :is(h1, h2, h3, .sign)"})
        for node in found["nodeIds"]:
            fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
            strange += [
                f"{path}: {font['familyName']}, {font['glyphCount']}" for font in fonts if not font["isCustomFont"]
            ]
    assert strange == []


def test_a_reader_that_takes_the_stylesheet_away_shows_every_chart_once_in_its_colours(reader: Opener) -> None:
    page = reader("index.html")
    page.evaluate("document.querySelector('link[rel=stylesheet]').remove()")
    drawn = "[...document.querySelectorAll('figure.plate:has(svg[role=img])')]"
    seen = page.evaluate(
        f"{drawn}.map(one => [...one.querySelectorAll('svg[role=img]')].filter(svg => svg.checkVisibility()).length)"
    )
    assert len(seen) > 5
    assert set(seen) == {1}
    strokes = page.evaluate(
        "[...document.querySelectorAll('.at-narrow [stroke]')].map(one => getComputedStyle(one).stroke)"
    )
    assert {"rgb(166, 58, 30)", "rgb(11, 107, 120)"} <= set(strokes)


@pytest.mark.parametrize("edition", EDITIONS)
def test_at_a_desk_a_series_shows_each_of_its_columns(reader: Opener, edition: str) -> None:
    page = reader(f"{EDITIONS[edition]}{KINDS['series']}", width=1280)
    tables = page.locator(".scroll:has(table)")
    assert tables.count() == 1
    assert tables.evaluate("one => one.scrollWidth - one.clientWidth") == 0
