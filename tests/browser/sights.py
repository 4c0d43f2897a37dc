"""What there is to look at: every kind of page of the site, in each edition, at the widths that readers have."""

from __future__ import annotations

EDITIONS = {"zh-Hans": "", "zh-Hant-HK": "zh-hant-hk/", "en": "en/"}

# One page of each kind, and a second where a kind has two faces: a chart that is drawn and one that is typeset, a fact
# that is quoted and one that is calculated, a source whose text is kept and one that is only cited.
KINDS = {
    "feature": "index.html",
    "ledger": "facts/index.html",
    "fact": "facts/rail.passenger.hours.before/index.html",
    "fact, calculated": "facts/invest.projects.total/index.html",
    "source": "source/seed-article/index.html",
    "source, cited": "source/xinhua-2021-12-10/index.html",
    "series": "series/water/index.html",
    "evidence": "evidence/index.html",
    "charts": "charts/index.html",
    "chart": "charts/rail-befores/index.html",
    "chart, typeset": "charts/four-sums/index.html",
    "embed": "embed/rail-befores/index.html",
    "corrections": "corrections/index.html",
    "gone": "facts/port.ce.300/index.html",
    "missing": "404.html",
}

WIDTHS = (320, 390, 600, 900, 1280, 1920)


def everywhere() -> list[str]:
    """The address of every kind of page in every edition."""
    return [prefix + path for prefix in EDITIONS.values() for path in KINDS.values()]
