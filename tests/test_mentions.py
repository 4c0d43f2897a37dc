"""What stands in double braces, and what an editor is told of braces that say nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from galley.errors import Place
from galley.inputs.mentions import COUNTS, VARIANTS, Mention, blanked, faults, scan


@pytest.mark.parametrize(
    ("text", "rule", "start", "hint"),
    [
        ("{{", "open-mention", 0, "two braces"),
        ("a {{b", "open-mention", 2, "two braces"),
        ("a b}} c", "open-mention", 3, "two braces"),
        ("{{a {{b}}", "open-mention", 0, "two braces"),
        ("{{a\nb}}", "open-mention", 0, "two braces"),
        ("a {b.c} d", "open-mention", 2, "two braces"),
        ("{b-c|words}", "open-mention", 0, "two braces"),
        ("｛｛b.c｝｝", "open-mention", 0, "half-width"),
        ("{chart b}", "open-mention", 0, "two braces"),
        ("{{}}", "empty-mention", 0, "id of a fact"),
        ("{{ }}", "empty-mention", 0, "id of a fact"),
        ("{{|words}}", "empty-mention", 0, "id of a fact"),
        ("{{=}}", "empty-mention", 0, "id of a fact"),
        ("{{chart }}", "empty-mention", 0, "id of a fact"),
        ("x {{a|word}}", "unknown-variant", 2, "Did you mean words?"),
        ("{{a|}}", "unknown-variant", 0, "Write one of"),
        ("{{a|xyz}}", "unknown-variant", 0, "attributive, cap, count"),
        ("{{count.fact}}", "unknown-count", 0, "Did you mean count.facts?"),
    ],
)
def test_braces_that_say_nothing_are_told_where_they_stand(text: str, rule: str, start: int, hint: str) -> None:
    found = list(faults(text, lambda start, end: Place("a", 1, start + 1)))

    assert found[0].rule == rule
    assert found[0].place.column == start + 1
    assert hint in found[0].hint


@pytest.mark.parametrize(
    ("text", "kind", "name", "variants"),
    [
        ("{{a.b-c}}", "fact", "a.b-c", ()),
        ("{{ a }}", "fact", "a", ()),
        ("{{a|words|cap}}", "fact", "a", ("words", "cap")),
        ("{{a | year}}", "fact", "a", ("year",)),
        ("{{a｜year}}", "fact", "a", ("year",)),
        ("{{=两组}}", "own", "两组", ()),
        ("{{= two of them }}", "own", "two of them", ()),
        ("{{=1|2}}", "own", "1|2", ()),
        ("{{chart rail-times}}", "chart", "rail-times", ()),
        ("{{chart.times}}", "fact", "chart.times", ()),
        ("{{count.facts}}", "count", "count.facts", ()),
        ("{{counted}}", "fact", "counted", ()),
    ],
)
def test_mentions_are_read(text: str, kind: str, name: str, variants: tuple[str, ...]) -> None:
    (mention,) = scan(f"从{text}起")

    assert (mention.kind, mention.name, mention.variants) == (kind, name, variants)
    assert f"从{text}起"[mention.start : mention.end] == text
    assert not list(faults(text, lambda start, end: Place("a")))


def test_every_mention_of_a_text_is_found_in_order() -> None:
    assert [mention.name for mention in scan("{{a}}{{b}} and {{c}}")] == ["a", "b", "c"]


def test_single_braces_are_words() -> None:
    assert list(scan("{a} {n}{u}")) == []
    assert list(faults("{a} {n}{u}", lambda start, end: Place("a"))) == []


def test_what_is_typed_by_hand_keeps_its_offsets() -> None:
    assert blanked("近{{a}}7") == "近\x00\x00\x00\x00\x007"


def test_all_variants_and_counts_may_be_written() -> None:
    text = " ".join([*(f"{{{{a|{variant}}}}}" for variant in VARIANTS), *(f"{{{{{name}}}}}" for name in COUNTS)])

    assert list(faults(text, lambda start, end: Place("a"))) == []


@given(st.text(alphabet=st.sampled_from("{}|=a. \nchart")))
def test_no_text_brings_the_scanner_down(text: str) -> None:
    mentions: list[Mention] = list(scan(text))
    list(faults(text, lambda start, end: Place("a", start, end)))

    assert all(text[mention.start : mention.end].startswith("{{") for mention in mentions)
    assert len(blanked(text)) == len(text)


@pytest.mark.parametrize("text", ["{n}{u}", "{date}以来", "a {b c} d", "{b.c", "{{b.c}}", "{1, 2}", '{"a-b": 1}'])
def test_braces_of_another_kind_are_words(text: str) -> None:
    assert list(faults(text, lambda start, end: Place("a", 1, start + 1))) == []
