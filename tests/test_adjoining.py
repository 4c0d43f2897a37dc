"""Words that touch a printed figure and make another of it."""

from __future__ import annotations

import pytest

from galley.numbers.reading import shipped_reader
from galley.numbers.reading.adjoining import adjoining

OWN = {"en": frozenset({"boat", "boats"}), "zh-Hans": frozenset({"艘"})}


@pytest.mark.parametrize(
    ("lang", "sentence", "words"),
    [
        ("en", "in room [37], he waits", ["in room"]),
        ("en", "in the room [37] wait", []),
        ("en", "a [37]-strong crew", ["-strong"]),
        ("en", "a [37]-boat fleet", []),
        ("en", "it is [37] o'clock", ["o'clock"]),
        ("en", "[37] among them", []),
        ("en", "[37 boats] per cent", ["per cent"]),
        ("en", "[37 boats] percentages", []),
        ("en", "[37 boats] (est.) lie here", ["(est.)"]),
        ("en", "[37 boats] (in May) lie here", []),
        ("en", "[37 boats] days later", []),
        ("en", "Roughly, it has [37 boats]", ["Roughly, it has"]),
        ("en", "Below, [37 boats] lie", []),
        ("en", "[37 boats] ↓", ["↓"]),
        ("zh-Hans", "大致来说，有[37艘]", ["大致来说，有"]),
        ("zh-Hans", "去年来说，有[37艘]", []),
        ("zh-Hans", "[37]路公交车", ["路"]),
        ("zh-Hans", "[37]艘船", []),
        ("zh-Hans", "[37艘]百分点", ["百分点"]),
        ("zh-Hans", "[37艘]公里长", ["公里"]),
        ("zh-Hans", "[37艘]（估）", ["（估）"]),
        ("zh-Hans", "[37艘]（见图）", []),
        ("zh-Hans", "[37艘]+", ["+"]),
        ("zh-Hans", "[37艘]+9艘", []),
    ],
)  # fmt: skip
def test_what_makes_another_of_a_figure_is_named(lang: str, sentence: str, words: list[str]) -> None:
    before, figure, behind = sentence.replace("]", "[").split("[")
    place = len(before), len(before) + len(figure)
    reading = shipped_reader(lang)
    assert reading is not None
    said = adjoining(reading, before + figure + behind, place, OWN[lang], figure.isdecimal())
    assert list(said) == words
