"""The stored text of a source is another than the one that was read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.mutations.facts import numbers
from tests.mutations.kinds import Mutation, kind
from tests.mutations.originals import Original


def _path(original: Original) -> str:
    return f"data/sources/{original.story.sources[original.home.source].text}"


@kind("the stored text is changed, and the fact with it")
def text_changed(original: Original) -> Iterator[Mutation]:
    path = _path(original)
    text = original.text(path)
    yield Mutation(original.name, "a word more", {path: f"{text}x"})
    yield Mutation(original.name, "a line less", {path: text.rstrip().rpartition("\n")[0] + "\n"})
    for one in numbers(original, "text-changed"):
        quote, value = one.fact.quote or "", one.fact.value
        if one.fact.source == original.home.source and quote in text and f"{value:f}" in quote:
            new = quote.replace(f"{value:f}", f"{(value or 0) + 1:f}")
            files = original.entry(one, re.escape(quote), new)
            files = {
                one.path: re.sub(
                    rf"(?m)(^{one.fact.id}:\n(?:  .*\n)*?  value: ).*", rf"\g<1>{(value or 0) + 1}", files[one.path]
                )
            }
            yield Mutation(
                original.name, f"{one.fact.id}: text, quotation and value", {**files, path: text.replace(quote, new, 1)}
            )


@kind("the pin of a stored text is gone or is that of another")
def pin_wrong(original: Original) -> Iterator[Mutation]:
    path = "data/sources.yaml"
    pinned = rf"(^{original.home.source}:(?:\n(?:[ #].*)?)*?\n)  sha256: .*"
    yield Mutation(original.name, "no digest", original.matched(path, pinned + r"\n", r"\1"))
    yield Mutation(original.name, "another digest", original.matched(path, pinned, rf"\1  sha256: {'a' * 64}"))
    yield Mutation(original.name, "half a digest", original.matched(path, pinned, rf"\1  sha256: {'a' * 32}"))
    taken = rf"(^{original.home.source}:(?:\n(?:[ #].*)?)*?\n)  taken: .*\n"
    yield Mutation(original.name, "no day", original.matched(path, taken, r"\1"))


@kind("a text that was never stored is said to be pinned")
def pin_of_nothing(original: Original) -> Iterator[Mutation]:
    path = "data/sources.yaml"
    stored = {name for name, one in original.story.sources.items() if one.text}
    name = next(name for name in original.story.sources if name not in stored)
    yield Mutation(
        original.name,
        name,
        original.matched(path, rf"^{name}:$", f"{name}:\n  sha256: {'a' * 64}\n  taken: 2024-01-01"),
    )
