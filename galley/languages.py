"""Language tags as BCP 47 has them: zh-Hant-HK is the language zh, in a script, in a land."""

from __future__ import annotations

from collections.abc import Iterable


def family(tag: str) -> str:
    """The language alone, without script and land: zh."""
    return tag.partition("-")[0]


def kin_of(tag: str, tags: Iterable[str]) -> str | None:
    """The tag itself where it is among the others, else the first of them in the same language."""
    known = [*tags]
    return tag if tag in known else next((one for one in known if family(one) == family(tag)), None)


def is_cjk(tag: str) -> bool:
    """Whether the language is set in faces whose letters are as wide as they are high."""
    return family(tag) in ("zh", "ja", "ko")
