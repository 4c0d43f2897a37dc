"""Where a site will stand: the address that all of its own begin with."""

from __future__ import annotations

import re

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
