"""The words and units that ship with the engine, kept beside what Python compiles: YAML takes twenty times as long."""

from __future__ import annotations

import marshal
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from galley.store import NOTHING_KEPT, Store, key_of

_HERE = Path(__file__).parent
_KEPT = NOTHING_KEPT if sys.dont_write_bytecode else Store(_HERE / "__pycache__")


@cache
def shipped(name: str, kept: Store = _KEPT) -> Mapping[str, Any]:
    """What the file `name`.yaml of this folder says. One that is kept and damaged, or of other words, is read anew."""
    written = (_HERE / f"{name}.yaml").read_bytes()
    lists: Mapping[str, Any] = marshal.loads(kept.made(key_of(sys.version, written), lambda: _compiled(written)))
    return lists


def _compiled(written: bytes) -> bytes:
    import yaml

    return marshal.dumps(yaml.load(written, getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
