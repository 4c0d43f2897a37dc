"""The kinds of page: each a file here, from which addresses, menus, rendering, exports and reports are driven.

A file that is put into this folder is a kind of page; nothing else lists it. A story has the kinds that it, or the
theme it stands on, has a template for.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from galley.pages.kind import PageKind

KINDS: Mapping[str, PageKind] = MappingProxyType(
    {module.name: import_module(f"{__name__}.{module.name}").KIND for module in iter_modules(__path__)}
)
