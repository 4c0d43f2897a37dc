"""The nginx configuration sends what the site's own `_headers` ask for, and caches by the names of our assets."""

from __future__ import annotations

import re
from pathlib import Path

from galley.exports.headers import headers
from galley.pages.assets import named

CONFIGURATION = (Path(__file__).resolve().parent.parent / "docs/nginx.conf").read_text()


def test_every_header_that_holds_everywhere_is_sent() -> None:
    everywhere = headers([]).splitlines()[1:]
    asked = {tuple(line.strip().split(": ", 1)) for line in everywhere}
    sent = re.findall(r'add_header (\S+) "?([^"$]+?)"? always;', CONFIGURATION)
    assert set(sent) == asked


def test_only_an_asset_with_a_name_of_its_content_is_kept_forever() -> None:
    kept = re.search(r'"~(\S+)"\s+"public, max-age=31536000, immutable"', CONFIGURATION)
    assert kept
    assert re.search(kept[1], "/" + named("style.css", b"a{}"))
    assert re.search(kept[1], "/" + named("fonts/newsreader.woff2", b"font"))
    assert not re.search(kept[1], "/index.html")
    assert not re.search(kept[1], "/assets/style.css")
