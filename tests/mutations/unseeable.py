"""What no machine can see; docs say why."""

from __future__ import annotations

from collections.abc import Iterator

from tests.mutations.kinds import Mutation, kind
from tests.mutations.originals import Original
from tests.mutations.prose import said


@kind("a fact stands in the sentence of another", "unseen")
def facts_exchanged(original: Original) -> Iterator[Mutation]:
    yield from said(original, {"en": "Under sail: «a».", "pt": "À vela: «a».", "zh-Hans": "医院有«a»。"})


@kind("a label says something that the sentence does not", "unseen")
def label_false(original: Original) -> Iterator[Mutation]:
    one = original.facts[0]
    yield Mutation(original.name, one.fact.id, original.entry(one, r"(en: \"?)[^,}\n\"]*", r"\1The price of fish"))


@kind("the source is wrong, and was when it was pinned", "unseen")
def source_lies(original: Original) -> Iterator[Mutation]:
    sentences = {
        "harbour": ("It sank 12 boats.", "12\n  unit: boat"),
        "real": ("建成公路33公里。", "33\n  unit: kilometre"),
    }
    sentence, value = sentences[original.name]
    fact = original.said("new.lie", f'  value: {value}\n  quote: "{sentence.rstrip(".。")}"\n')
    yield Mutation(original.name, sentence, original.told(sentence, fact, "{{new.lie}}"))


@kind("a translation says something else in words", "unseen")
def translation_false(original: Original) -> Iterator[Mutation]:
    yield from said(
        original, {"en": "It is «a», a disgrace.", "pt": "São «a», uma beleza.", "zh-Hans": "有«a»，真好。"}
    )
