"""Where a site will stand, and an edition in it: what all of their own addresses begin with."""

from __future__ import annotations

import re

_FOLDERS = re.compile(r"([^\W_][\w.-]*/)*")
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


def edition_path(text: str) -> str:
    """The path of an edition's folder in the site, empty for the site's own. Raises ValueError, as `site_address`."""
    if not _FOLDERS.fullmatch(text):
        raise ValueError(
            f"“{text}” is not the path of a folder in the site; "
            "write letters and digits with a slash at the end, such as en/, or nothing for the site's own folder"
        )
    return text
