"""Asks every address outside the site that its pages link to whether it still answers.

    python -m tools.outside SITE STORY

What has gone is told apart from what does not answer now, each with where it is written in the story and what to do.
"""

from __future__ import annotations

import ssl
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from socket import gaierror
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from lxml import html

GONE = (404, 410)  # any other refusal may be about who asks: some publishers turn programs away
MOVE = "Look for where it has moved, or for a copy in an archive, and write that; if there is none, delete the address."
WAIT = "Open it in a browser: it may be down, or closed to programs. If not even people reach it, it is gone."
ALONE = "Nothing answers at all: is this machine connected?"


@dataclass(frozen=True, slots=True)
class Silence:
    """Why an address counts as dead."""

    gone: bool
    reason: str


def main(site: Path, story: Path, patience: float = 20) -> int:
    """Prints what no longer answers, where it is written and on which pages it is linked; 1 if there is any, else 0."""
    pages = linked(site)
    with ThreadPoolExecutor(8) as pool:
        heard = dict(zip(pages, pool.map(lambda address: silence(address, patience), pages), strict=True))
    dead = {address: why for address, why in heard.items() if why}
    gone, mute = ([address for address in sorted(dead) if dead[address].gone is kind] for kind in (True, False))
    for addresses, remedy in ((gone, MOVE), (mute, WAIT if len(mute) < len(pages) else ALONE)):
        for address in addresses:
            print(f"{written(address, story)}{address} {dead[address].reason}.", file=sys.stderr)
            print(f"  Linked on {_few(pages[address])}.", file=sys.stderr)
        if addresses:
            print(remedy, file=sys.stderr)
    print(f"{len(pages)} addresses asked: {len(gone)} gone, {len(mute)} without an answer.")
    return 1 if dead else 0


def linked(site: Path) -> Mapping[str, list[str]]:
    """Every outside address of an `<a href>`, with the pages it stands on."""
    pages: dict[str, list[str]] = defaultdict(list)
    for page in sorted(site.rglob("*.html")):
        for address in outside(html.fromstring(page.read_bytes())):
            pages[address].append(str(page.relative_to(site)))
    return pages


def outside(page: html.HtmlElement) -> Iterable[str]:
    addresses = {str(link.get("href", "")).partition("#")[0] for link in page.iter("a")}
    return sorted(address for address in addresses if address.startswith(("http://", "https://")))


def silence(address: str, patience: float) -> Silence | None:
    """Why `address` counts as dead; None if it answers, or refuses in a way that says it is there."""
    request = Request(address, headers={"User-Agent": "Mozilla/5.0 (compatible; link check)"})
    try:
        with urlopen(request, timeout=patience):
            return None
    except HTTPError as error:
        error.close()
        if error.code in GONE:
            return Silence(True, f"is gone: it answers {error.code}")
        return Silence(True, "redirects without end") if error.code < 400 else None
    except (URLError, HTTPException, OSError) as error:
        return Silence(False, _why(error.reason if isinstance(error, URLError) else error, patience))


def _why(error: object, patience: float) -> str:
    if isinstance(error, TimeoutError):
        return f"did not answer within {patience:g} s"
    if isinstance(error, ConnectionRefusedError):
        return "refused the connection"
    if isinstance(error, gaierror):
        return "is on a host whose name is not known"
    if isinstance(error, ssl.SSLError):
        return f"could not prove who it is ({error.reason})"
    return f"broke the connection off ({type(error).__name__})"


def written(address: str, story: Path) -> str:
    """The file and line of the story that an editor finds the address in, with a colon; empty where it is not found."""
    for path in (path for folder in ("content", "data") for path in sorted((story / folder).rglob("*.*"))):
        before, found, _ = path.read_text("utf-8", errors="replace").partition(address)
        if found:
            return f"{path.relative_to(story)}:{before.count(chr(10)) + 1}: "
    return ""


def _few(pages: list[str]) -> str:
    shown = ", ".join(pages[:3])
    return f"{shown} and {len(pages) - 3} more" if len(pages) > 3 else shown


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
