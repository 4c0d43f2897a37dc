"""Weighs the first view of every kind of page, and times the feature on a slow phone beside a bare page of charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from lxml import html

from bench.host import Host, hosted
from bench.tables import table
from galley.build import build_site
from tools import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

ROOT = Path(__file__).resolve().parent.parent
EDITIONS = {"zh-Hans": "", "zh-Hant-HK": "zh-hant-hk/", "en": "en/"}
KINDS = {
    "feature": "index.html",
    "ledger": "facts/index.html",
    "fact": "facts/rail.passenger.hours.before/index.html",
    "source": "source/seed-article/index.html",
    "evidence": "evidence/index.html",
    "charts": "charts/index.html",
    "chart": "charts/rail-befores/index.html",
    "embed": "embed/rail-befores/index.html",
    "corrections": "corrections/index.html",
}

# A phone on a slow line, as Lighthouse has it: 1.6 Mbit/s, 150 ms there and back, a quarter of this machine's speed.
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
SLOWER = 4
PHONE: ViewportSize = {"width": 390, "height": 844}

# What the first view of the feature may weigh, in bytes as sent, and how many files it may be.
BUDGETS = {"HTML and CSS": 47_000, "scripts": 4_000, "in all": 114_000, "requests": 9}

# How far a phone scrolls through the feature, in pixels, all that is folded left folded.
LENGTHS = {"zh-Hans": 13_500, "zh-Hant-HK": 13_500, "en": 16_500}

# Tells when every chart has been laid out in a frame, when the first words were painted, and what moved.
WATCH = """window.seen = { moved: 0 };
new PerformanceObserver(list => list.getEntries().forEach(one => { seen.moved += one.value; }))
  .observe({ type: 'layout-shift', buffered: true });
const look = now => {
  const charts = [...document.querySelectorAll('figure')].filter(one => one.querySelector('svg'));
  const drawn = charts.filter(one => [...one.querySelectorAll('svg')].some(svg => svg.getBoundingClientRect().height));
  if (charts.length >= COUNT && drawn.length >= COUNT) seen.charts = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);"""
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


@dataclass(frozen=True)
class View:
    """The first view of a page: bytes as sent, by sort, and how many files they were."""

    sorts: Mapping[str, int]
    requests: int

    @property
    def sums(self) -> Mapping[str, int]:
        """What the budgets are about."""
        return {
            "HTML and CSS": self.sorts["html"] + self.sorts["css"],
            "scripts": self.sorts["js"],
            "in all": sum(self.sorts.values()),
            "requests": self.requests,
        }

    def over(self) -> list[str]:
        """The budgets that it breaks."""
        return [f"{name}: {self.sums[name]:,} of {most:,}" for name, most in BUDGETS.items() if self.sums[name] > most]


@dataclass(frozen=True)
class Speed:
    """Milliseconds from the start of a visit, and how much the layout shifted."""

    words: float
    charts: float
    moved: float


def main(times: int = 5) -> None:
    site = build_site(ROOT, ROOT / ".cache").files
    bare = {f"bare/{prefix}index.html": stripped(site[f"{prefix}index.html"]) for prefix in EDITIONS.values()}
    with hosted({**site, **bare}) as host, chromium.opened() as browser:
        print(weights(browser, host), flush=True)
        print(speeds(browser, host, times), flush=True)


# ── How much ──


def weights(browser: Browser, host: Host) -> str:
    """Every kind of page in every edition: kilobytes of its first view by sort, and requests."""
    heads = ("first view, kB as sent", "HTML", "CSS", "script", "faces", "rest", "in all", "requests", "over budget")
    rows = []
    for edition, prefix in EDITIONS.items():
        for name, path in KINDS.items():
            view = first_view(browser, host, prefix + path)
            sizes = [f"{size / 1000:.1f}" for size in (*view.sorts.values(), view.sums["in all"])]
            rows.append(
                (
                    f"{name}, {edition}",
                    *sizes,
                    str(view.requests),
                    ("; ".join(view.over()) or "no") if name == "feature" else "",
                )
            )
    return table(heads, rows)


def first_view(browser: Browser, host: Host, path: str) -> View:
    """What a phone asks for on its first visit to a page, icon and manifest and all."""
    host.asked.clear()
    context = browser.new_context(viewport=PHONE, device_scale_factor=3, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto(host.address + path)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(200)
    context.close()
    asked = list(dict.fromkeys(host.asked))
    sorts = dict.fromkeys(("html", "css", "js", "woff2", "rest"), 0)
    for one in asked:
        ending = one.rpartition(".")[2]
        sorts[ending if ending in sorts else "rest"] += host.weight(one)
    return View(sorts, len(asked))


# ── How fast ──


def speeds(browser: Browser, host: Host, times: int) -> str:
    """The feature of each edition and its bare twin, which take turns."""
    heads = ("on a slow phone", "first words", "all charts", "bare page, all charts", "ratio", "layout shift")
    rows = []
    for edition, prefix in EDITIONS.items():
        visits = [(visit(browser, host, prefix), visit(browser, host, f"bare/{prefix}")) for _ in range(times)]
        ours, bare = (middle([pair[at] for pair in visits]) for at in (0, 1))
        ratio = f"{ours.charts / bare.charts:.2f}"
        rows.append(
            (edition, *(f"{ms:.0f} ms" for ms in (ours.words, ours.charts, bare.charts)), ratio, f"{ours.moved:.3f}")
        )
    return table(heads, rows)


def visit(browser: Browser, host: Host, folder: str) -> Speed:
    """One first visit, timed."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=3, is_mobile=True, has_touch=True)
    page = context.new_page()
    slow(page)
    count = len(charts(html.document_fromstring(host.files[f"{folder}index.html"].decode())))
    page.add_init_script(WATCH.replace("COUNT", str(count)))
    host.weight(f"{folder}index.html")  # as on a host that has it compressed
    page.goto(f"{host.address}{folder}index.html")
    page.wait_for_function("window.seen.charts")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(300)
    seen: dict[str, Any] = page.evaluate("window.seen")
    words = page.evaluate(FIRST_PAINT)
    context.close()
    return Speed(words, seen["charts"], seen["moved"])


def slow(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def middle(speeds: list[Speed]) -> Speed:
    def of(get: Callable[[Speed], float]) -> float:
        return median(map(get, speeds))

    return Speed(of(lambda one: one.words), of(lambda one: one.charts), of(lambda one: one.moved))


# ── What it is measured against ──


def charts(page: html.HtmlElement) -> list[html.HtmlElement]:
    """The figures of a page that are drawn."""
    return [figure for figure in page.iter("figure") if figure.find(".//svg") is not None]


def stripped(page: bytes) -> bytes:
    """The same words and charts with nothing else: no typefaces, styles, scripts or evidence, one drawing a chart."""
    tree = html.document_fromstring(page.decode())
    for figure in charts(tree):
        for wider in figure.xpath(".//div[contains(@class, 'at-medium') or contains(@class, 'at-wide')]"):
            wider.drop_tree()
    main = tree.get_element_by_id("main")
    for link in main.iter("a"):
        link.attrib.clear()
    style = (
        "<style>:root{--ink:#1B2320;--before:#A63A1E;--after:#0B6B78}svg{max-width:100%}.rails{height:300px}</style>"
    )
    head = '<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Bare</title>'
    return (head + style).encode() + html.tostring(main, encoding="utf-8")


if __name__ == "__main__":
    main()
