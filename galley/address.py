"""Where a site will stand, and an edition in it: what all of their own addresses begin with."""

from __future__ import annotations

import re

_FOLDERS = re.compile(r"([^\W_][\w-]*/)*")
LONGEST = 100
"""Characters of an id, and of the path of an edition: systems take 255 bytes for a name, and it is part of several."""
LONGEST_ADDRESS = 2000
"""Characters; there are programs that cut off what is longer."""

OWN_FOLDERS = frozenset(
    {"assets", "charts", "corrections", "data", "embed", "evidence", "facts", "sections", "series", "source"}
)
"""The folders of the site's pages and files, in every edition."""

_LINK = re.compile(r"https?://[^\s/?#@\\]+(?:[/?#][^\s\\]*)?")
_ADDRESS = re.compile(r"https?://[a-z\d.-]+(:\d+)?(/[\w.~!$&'()*+,;=:@%-]+)*", re.ASCII)


def site_address(text: str) -> str:
    """The address without the slash at its end. Raises ValueError, “what is wrong; what to write”, if it is none."""
    address = text.rstrip("/")
    if not _ADDRESS.fullmatch(address):
        raise ValueError(
            f"“{text}” is not the address of a site; "
            "write it from https:// on, without spaces, ? and #: https://example.org/folder"
        )
    return address


def link_address(text: str) -> str:
    """The address of a page elsewhere. Raises ValueError, as `site_address`, for any other, as `javascript:` is."""
    if not _LINK.fullmatch(text) or len(text) > LONGEST_ADDRESS:
        shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
        raise ValueError(f"“{shown}” is not the address of a page; write it from https:// on, without spaces")
    return text


def edition_path(text: str) -> str:
    """The path of an edition's folder in the site, empty for the site's own. Raises ValueError, as `site_address`."""
    if not _FOLDERS.fullmatch(text):
        raise ValueError(
            f"“{text}” is not the path of a folder in the site; "
            "write letters and digits with a slash at the end, such as en/, or nothing for the site's own folder"
        )
    if own := OWN_FOLDERS & {*text.casefold().split("/")}:  # there are disks that do not tell Data/ from data/
        raise ValueError(f"“{text}” holds {min(own)}/, which is a folder of the site's own; choose another name")
    if len(text) > LONGEST:
        raise ValueError(f"this path is longer than {LONGEST} characters; choose a shorter one")
    return text
