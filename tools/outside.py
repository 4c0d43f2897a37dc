"""Asks every address outside the site that its pages link to whether it still answers."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from lxml import html

GONE = (404, 410)  # any other refusal may be about who asks: some publishers turn programs away


def main(site: Path, patience: float = 20) -> int:
    """Prints what no longer answers, and on which page it is linked; 1 if there is any, else 0."""
    pages = linked(site)
    dead = {address: reason for address in pages if (reason := silence(address, patience))}
    for address, reason in sorted(dead.items()):
        print(f"{address}: {reason}. Linked on {', '.join(pages[address])}.", file=sys.stderr)
    print(f"{len(pages)} addresses asked, {len(dead)} of them without an answer.")
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


def silence(address: str, patience: float) -> str:
    """Why `address` counts as dead; empty if it answers, or refuses in a way that says it is there."""
    request = Request(address, headers={"User-Agent": "Mozilla/5.0 (compatible; link check)"})
    try:
        with urlopen(request, timeout=patience):
            return ""
    except HTTPError as error:
        return f"answers {error.code}" if error.code in GONE else ""
    except (URLError, HTTPException, OSError) as error:
        return f"does not answer ({error})"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
