"""The headers that a static host should send, as a `_headers` file; and the policy that pages carry themselves."""

from __future__ import annotations

from collections.abc import Iterable

from galley.marks import mark

POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; script-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)
"""Nothing from anywhere else, nothing inline. Framing is left open: anyone may embed a chart, and there is nothing on
the site to sign in to or to send. `connect-src` is for the evidence, which pages fetch from the site itself, for tools
that ask in a page's name, such as Lighthouse for robots.txt, and for the preview."""

_EVERYWHERE = (
    f"Content-Security-Policy: {POLICY}",
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: strict-origin-when-cross-origin",
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy: same-origin",
)
_YEAR = mark("id", "seconds", "31536000")
_FOREVER = f"Cache-Control: public, max-age={_YEAR}, immutable"
_OPEN = "Access-Control-Allow-Origin: *"


def headers(editions: Iterable[str], immutable: Iterable[str] = ()) -> str:
    """`editions`: their paths; `immutable`: folders or files whose names change with their content (`assets/*`).

    Hosts join the headers of all rules that match, so a header stands in one rule only: what is not immutable gets
    the host's own rule, which is to ask again each time.
    """
    rules: list[tuple[str, tuple[str, ...]]] = [("/*", _EVERYWHERE)]
    rules += [(f"/{path}{folder}/*", (_OPEN,)) for path in editions for folder in ("data", "charts")]
    rules += [(f"/{path}", (_FOREVER,)) for path in immutable]
    return "\n".join("\n".join([path, *(f"  {line}" for line in lines)]) + "\n" for path, lines in rules)
