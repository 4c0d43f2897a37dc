"""What a browser needs to know the site by: its icon and its web manifest."""

from __future__ import annotations

from lxml import etree

from galley.charts.standalone import LIGHT
from galley.editions.saying import say
from galley.errors import Place, Problem, StoryError
from galley.exports.addresses import address
from galley.exports.jsontext import to_json
from galley.exports.outlines import painters, picture
from galley.folder import plain_bytes
from galley.inputs.files import text_of
from galley.marks import mark
from galley.store import Store, key_of
from galley.story.load import Story
from galley.story.voice import Voice
from galley.theme import HERE, layered

PAPER = LIGHT["paper"]
ICON = "assets/favicon.svg"
ICON_SIZES = (192, 512)
OPENING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
SVG = "{http://www.w3.org/2000/svg}svg"


def favicon(story: Story) -> str:
    """The icon of the story, or the one that comes with the engine. Raises StoryError where it is no drawing."""
    problems: list[Problem] = []
    path = layered(story.root, story.site.theme, ICON) or HERE / ICON
    drawn = text_of(plain_bytes(path), ICON, problems)
    if problems or drawn is None:
        raise StoryError(problems)
    try:
        root = etree.fromstring(drawn.encode())
    except etree.XMLSyntaxError as error:
        raise StoryError([_no_icon(error.lineno or 0, str(error.msg).rstrip("."))]) from None
    if root.tag != SVG or "viewBox" not in root.attrib or {"width", "height"} & set(root.attrib):
        raise StoryError([_no_icon(1, "it does not begin with an <svg> that has a viewBox and no width and height")])
    return drawn


def _no_icon(line: int, why: str) -> Problem:
    return Problem(
        "icon-unread",
        Place(ICON, line),
        f"{ICON} is no icon: {why}.",
        f"Begin it with {OPENING}, or delete it for the built-in one.",
    )


def icon_png(drawn: str, size: int, store: Store) -> bytes:
    """The icon for systems that take no SVG."""
    key = key_of("icon", painters(__file__), drawn, size)
    sized = drawn.replace("<svg ", f'<svg width="{size}" height="{size}" ', 1)
    return store.made(key, lambda: picture(sized))


def manifest(voice: Voice) -> str:
    """manifest.webmanifest of an edition."""
    story, edition = voice.story, voice.edition
    here = f"{edition.path}manifest.webmanifest"
    images = [("favicon.svg", "any", "image/svg+xml")]
    images += [(f"icon-{size}.png", f"{size}x{size}", "image/png") for size in ICON_SIZES]
    return to_json(
        {
            "name": say(voice, story.site.title),
            "description": say(voice, story.site.description),
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
