"""What a browser needs to know the site by: its icon and its web manifest."""

from __future__ import annotations

from galley.charts.standalone import LIGHT
from galley.editions.saying import say
from galley.exports.addresses import address
from galley.exports.jsontext import to_json
from galley.exports.outlines import painters, picture
from galley.marks import mark
from galley.model import Edition
from galley.store import Store, key_of
from galley.story.load import Story

PAPER, INK, BEFORE, AFTER = (LIGHT[name] for name in ("paper", "ink", "lat", "bay"))
ICON_SIZES = (192, 512)


def favicon() -> str:
    """A stretch of track from one colour to the other, on paper of its own in light and dark alike."""
    sleepers = "".join(f"M6 {y}H26" for y in (8, 13, 19, 24))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="4" fill="{PAPER}"/>'
        f'<path fill="none" stroke="{INK}" stroke-width="1.5" opacity=".55" d="{sleepers}"/>'
        f'<path fill="none" stroke="{BEFORE}" stroke-width="3.5" d="M11 2V16M21 2V16"/>'
        f'<path fill="none" stroke="{AFTER}" stroke-width="3.5" d="M11 16V30M21 16V30"/></svg>\n'
    )


def icon_png(size: int, store: Store) -> bytes:
    """The icon for systems that take no SVG."""
    key = key_of("icon", painters(__file__), favicon(), size)
    sized = favicon().replace("<svg ", f'<svg width="{size}" height="{size}" ')
    return store.made(key, lambda: picture(sized))


def manifest(story: Story, edition: Edition) -> str:
    """manifest.webmanifest of an edition."""
    here = f"{edition.path}manifest.webmanifest"
    images = [("favicon.svg", "any", "image/svg+xml")]
    images += [(f"icon-{size}.png", f"{size}x{size}", "image/png") for size in ICON_SIZES]
    return to_json(
        {
            "name": say(story, edition, story.site.title),
            "description": say(story, edition, story.site.description),
            "lang": edition.lang,
            "start_url": mark("id", "address", address(story.site, edition.path, here)),
            "scope": mark("id", "address", address(story.site, edition.path, here)),
            "display": "browser",
            "background_color": mark("id", "colour", PAPER),
            "theme_color": mark("id", "colour", PAPER),
            "icons": [
                {
                    "src": mark("id", "address", address(story.site, name, here)),
                    "sizes": mark("id", "size", sizes),
                    "type": kind,
                }
                for name, sizes, kind in images
            ],
        }
    )
