"""YAML read with a place for everything in it, and what an editor is told where it would not say what they mean."""

from __future__ import annotations

import tracemalloc
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from galley.errors import Place, Problem
from galley.folder import LARGEST
from galley.inputs.files import read_text
from galley.inputs.yamlfile import Document, front_matter, parse, read


def document(text: str) -> Document:
    problems: list[Problem] = []
    found = parse("a.yaml", text, problems)
    assert problems == []
    assert found is not None
    return found


def problems_of(text: str) -> list[Problem]:
    problems: list[Problem] = []
    parse("a.yaml", text, problems)
    return problems


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        ("", "empty-file", "a.yaml"),
        ("# nothing\n", "empty-file", "a.yaml"),
        ("- one\n", "not-a-map", "a.yaml:1:1"),
        ("word\n", "not-a-map", "a.yaml:1:1"),
        ("a: 1\n---\nb: 2\n", "several-documents", "a.yaml:2:1"),
        ("a: 1\na: 2\n", "duplicate-key", "a.yaml:2:1"),
        ("a: {b: 1, b: 2}\n", "duplicate-key", "a.yaml:1:11"),
        ("a: &x 1\nb: *x\n", "anchor-or-tag", "a.yaml:1:4"),
        ("b: *x\n", "anchor-or-tag", "a.yaml:1:4"),
        ("a: !!str 5\n", "anchor-or-tag", "a.yaml:1:4"),
        ("a: !include b.yaml\n", "anchor-or-tag", "a.yaml:1:4"),
        ("&a b: 1\n", "anchor-or-tag", "a.yaml:1:1"),
        ("a:\n\tb: 1\n", "tab", "a.yaml:2:1"),
        ("a:\n  \tb: 1\n", "tab", "a.yaml:2:3"),
        ("a: no\n", "yes-or-no", "a.yaml:1:4"),
        ("a: [Yes, b]\n", "yes-or-no", "a.yaml:1:5"),
        ("a: on\n", "yes-or-no", "a.yaml:1:4"),
        ("a: True\n", "yes-or-no", "a.yaml:1:4"),
        ("a: 12:30:45\n", "time-of-day", "a.yaml:1:4"),
        ("a: 9:05\n", "time-of-day", "a.yaml:1:4"),
        ("a: 1e6\n", "odd-number", "a.yaml:1:4"),
        ("a: 1e999999999\n", "odd-number", "a.yaml:1:4"),
        ("a: .inf\n", "odd-number", "a.yaml:1:4"),
        ("a: -.INF\n", "odd-number", "a.yaml:1:4"),
        ("a: .NaN\n", "odd-number", "a.yaml:1:4"),
        ("a: nan\n", "odd-number", "a.yaml:1:4"),
        ("a: 0x1F\n", "odd-number", "a.yaml:1:4"),
        ("a: 0b101\n", "odd-number", "a.yaml:1:4"),
        ("a: 007\n", "odd-number", "a.yaml:1:4"),
        ("a: 1_000\n", "odd-number", "a.yaml:1:4"),
        ("a: +5\n", "odd-number", "a.yaml:1:4"),
        ("a: .5\n", "odd-number", "a.yaml:1:4"),
        ("a: 1234567890123456789012345\n", "long-number", "a.yaml:1:4"),
        ("{en: One, two}\n", "stray-key", "a.yaml:1:11"),
        ("a: {en: One, two: }\n", "empty-value", "a.yaml:1:14"),
        ("a:\n", "empty-value", "a.yaml:1:1"),
        ("a: ~\n", "empty-value", "a.yaml:1:1"),
        ("a: [null]\n", "empty-value", "a.yaml:1:5"),
        ("a: Ganzhou #1 city\n", "comment-cut", "a.yaml:1:12"),
        ("a: #1 city\n", "comment-cut", "a.yaml:1:4"),
        ("a: {{b}}\n", "unquoted-mention", "a.yaml:1:4"),
        ("a: {{b}} hours\n", "unquoted-mention", "a.yaml:1:4"),
        ("a:\n- {{b}} hours\n", "unquoted-mention", "a.yaml:2:3"),
        ("a: {en: {{b}} hours}\n", "unquoted-mention", "a.yaml:1:9"),
        ("a: 1\nb：2\n", "wide-colon", "a.yaml:2:2"),
        ("a：1\n", "wide-colon", "a.yaml:1:2"),
        ("a: 1\nb:2\n", "no-space", "a.yaml:2:2"),
        ("a:1\nb:2\n", "no-space", "a.yaml:1:2"),
        ("? [a]\n: b\n", "odd-key", "a.yaml:1:3"),
        ("a: " + "[" * 30 + "]" * 30, "too-deep", "a.yaml:1:24"),
        ("a: 'b\n", "yaml-syntax", "a.yaml:1:4"),
        ('a: "b\nc: 1\nd: "e"\n', "yaml-syntax", "a.yaml:1:4"),
        ("a:\n  b: 'c\n  d: 'e'\n", "yaml-syntax", "a.yaml:2:6"),
        ('a: "b\n  c"\nd e\n', "yaml-syntax", "a.yaml:3:1"),
        ("a: 1\nb 2\nc: 3\n", "yaml-syntax", "a.yaml:2:1"),
        ("a:\n  b\n    c: 3\n", "yaml-syntax", "a.yaml:2:3"),
        ("a: b: c\n", "yaml-syntax", "a.yaml:1:5"),
        ("a: [1, 2\nb: 3\n", "yaml-syntax", "a.yaml:1:4"),
        ("a: {b: 1\nc: 3\n", "yaml-syntax", "a.yaml:1:4"),
        ("a: @b\n", "yaml-syntax", "a.yaml:1:4"),
        ('a: "\\d"\n', "yaml-syntax", "a.yaml:1:5"),
        ("a:\n  b: 1\n c: 2\n", "yaml-syntax", "a.yaml:3:2"),
        ('a: "b" c\n', "yaml-syntax", "a.yaml:1:8"),
    ],
)
def test_what_would_falsify_is_refused_where_it_stands(text: str, rule: str, place: str) -> None:
    assert [(problem.rule, str(problem.place)) for problem in problems_of(text)] == [(rule, place)]


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("a: no\n", '"no" in quotes'),
        ("a: 12:30:45\n", '"12:30:45"'),
        ("a: 1e6\n", "Write 1000000,"),
        ("a: .5\n", "Write 0.5,"),
        ("a: 1_000\n", "Write 1000,"),
        ("a: {{b}} hours\n", '"{{fact}} …"'),
        ("a: 1\na: 2\n", "line 1"),
        ("a: 1\nb：2\n", "half-width colon"),
    ],
)
def test_every_refusal_tells_how_to_write_it(text: str, remedy: str) -> None:
    assert remedy in problems_of(text)[0].hint


def test_the_digest_of_a_text_is_no_number_however_it_begins() -> None:
    assert document("sha256: 0b2213490c7deb8d\n").data == {"sha256": "0b2213490c7deb8d"}


def test_all_slips_of_a_file_are_told_at_once() -> None:
    assert [problem.rule for problem in problems_of("a: no\nb: 1e6\nc: {d: }\n")] == [
        "yes-or-no",
        "odd-number",
        "empty-value",
    ]


def test_the_entries_beside_a_slip_are_read() -> None:
    found = parse("a.yaml", "a: {b: no}\nc: 2\n", [])

    assert found is not None
    assert found.refused == {"a"}
    assert found.data["c"] == 2


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: 7\n", {"a": Decimal(7)}),
        ("a: -0.10\n", {"a": Decimal("-0.10")}),
        ("a: 180000000000\n", {"a": Decimal(180000000000)}),
        ("a: true\nb: false\n", {"a": True, "b": False}),
        (
            "a: 2022-05\nb: 2023-02-14\nc: ../2021\nd: 2023~\n",
            {"a": "2022-05", "b": "2023-02-14", "c": "../2021", "d": "2023~"},
        ),
        ("a: 2021\n", {"a": Decimal(2021)}),
        ('a: "7"\nb: "no"\nc: \'~\'\n', {"a": "7", "b": "no", "c": "~"}),
        ("a: [1, two, [3]]\n", {"a": (Decimal(1), "two", (Decimal(3),))}),
        ("a:\n- b: 1\n", {"a": ({"b": Decimal(1)},)}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("a: >-\n  one\n  two\n", {"a": "one two"}),
        ("a: 5 #1\n", {"a": Decimal(5)}),
        ("a: '5' #1\n", {"a": "5"}),
        ("a: words # a comment\n", {"a": "words"}),
        ("a: C#\n", {"a": "C#"}),
        ("a: about {{b}} hours\n", {"a": "about {{b}} hours"}),
        ("a: '{{b}} hours'\n", {"a": "{{b}} hours"}),
        ("a: |\n  {{b}}: hours\n", {"a": "{{b}}: hours\n"}),
        ("a: 5小时32分\nb: 近7小时\nc: 12:75\n", {"a": "5小时32分", "b": "近7小时", "c": "12:75"}),
        ("a: 12. Mai\nc: n\n", {"a": "12. Mai", "c": "n"}),
        (
            "a: None of them\nb: Yes, they do\nc: Offshore\n",
            {"a": "None of them", "b": "Yes, they do", "c": "Offshore"},
        ),
        ("--- # the start\na: 1\n", {"a": Decimal(1)}),
        ("no: 1\non: 2\n1: 3\n", {"no": Decimal(1), "on": Decimal(2), "1": Decimal(3)}),
        ("a: {}\nb: []\n", {"a": {}, "b": ()}),
    ],
)
def test_values_are_what_an_editor_means(text: str, data: dict[str, Any]) -> None:
    assert document(text).data == data


def test_numbers_keep_every_digit() -> None:
    assert str(document("a: 0.1000\n").data["a"]) == "0.1000"


TEXT = """\
tower:
  label: {zh-Hans: 塔高, en: "Height: 塔"}
  also: [one, two]
  note: >-
    The tower, {{tower}},
    is {{tower}} high.
𠀀:
  - b: 1
"""


@pytest.mark.parametrize(
    ("keys", "value", "key"),
    [
        (("tower",), "2:3", "1:1"),
        (("tower", "label"), "2:10", "2:3"),
        (("tower", "label", "zh-Hans"), "2:20", "2:11"),
        (("tower", "label", "en"), "2:28", "2:24"),
        (("tower", "also", 1), "3:15", "3:15"),
        (("𠀀", 0, "b"), "8:8", "8:5"),
        (("tower", "label", "pt"), "2:3", "2:3"),
        (("tower", "value"), "1:1", "1:1"),
        (("tower", "value", "deeper"), "1:1", "1:1"),
        (("keeper",), "1:1", "1:1"),
    ],
)
def test_every_key_and_value_has_a_place(keys: tuple[str | int, ...], value: str, key: str) -> None:
    found = document(TEXT)

    assert str(found.place(*keys)) == f"a.yaml:{value}"
    assert str(found.key(*keys)) == f"a.yaml:{key}"


def test_words_are_found_however_they_are_quoted_or_folded() -> None:
    found = document(TEXT)
    note = found.data["tower"]["note"]
    label = found.data["tower"]["label"]["en"]
    second = note.rindex("{{tower}}")

    assert str(found.words(("tower", "note"), note, 11, 20)) == "a.yaml:5:16"
    assert str(found.words(("tower", "note"), note, second, second + 9)) == "a.yaml:6:8"
    assert str(found.words(("tower", "label", "en"), label, 8, 9)) == "a.yaml:2:37"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_marks_of_other_systems_change_nothing(tmp_path: Path, end: str, mark: bytes) -> None:
    (tmp_path / "a.yaml").write_bytes(mark + f"a: 1{end}b: |{end}  x{end}  y{end}c: no{end}".encode())
    problems: list[Problem] = []
    found = read(tmp_path, "a.yaml", problems)

    assert found is not None
    assert found.data == {"a": 1, "b": "x\ny\n", "c": "no"}
    assert [str(problem.place) for problem in problems] == ["a.yaml:5:4"]


@pytest.mark.parametrize(
    ("raw", "rule", "place"),
    [
        ("a: 塔".encode("gbk"), "not-utf8", "a:1:4"),
        (b"a: 1\nb: " + b"\xff", "not-utf8", "a:2:4"),
        ("a: 1".encode("utf-16"), "not-utf8", "a"),
        (b"a: \x00", "hidden-character", "a:1:4"),
        ("a: 1\nb:\u20282".encode(), "hidden-character", "a:2:3"),
        ("a: \u202eb".encode(), "hidden-character", "a:1:4"),
        ("a: b\ufeffc".encode(), "hidden-character", "a:1:5"),
        ("a: \ue000".encode(), "private-character", "a:1:4"),
    ],
)
def test_what_nobody_can_see_is_refused(tmp_path: Path, raw: bytes, rule: str, place: str) -> None:
    (tmp_path / "a").write_bytes(raw)
    problems: list[Problem] = []

    assert read_text(tmp_path, "a", problems) is None
    assert [(problem.rule, str(problem.place)) for problem in problems] == [(rule, place)]


def test_a_file_must_be_one_and_in_the_story(tmp_path: Path) -> None:
    story = tmp_path / "story"
    (story / "folder").mkdir(parents=True)
    (story / "circle").symlink_to("circle")
    (story / "within").symlink_to("good")
    (story / "good").write_text("a: 1\n")
    (story / "huge").write_bytes(b" " * (LARGEST + 1))
    rules: dict[str, list[str]] = {}
    for path in ("none", "folder", "circle", "huge", "within", "x" * 300):
        problems: list[Problem] = []
        read_text(story, path, problems)
        rules[path[:10]] = [problem.rule for problem in problems]

    assert rules.pop("x" * 10)
    assert rules.pop("circle")
    assert rules == {
        "none": ["missing-file"],
        "folder": ["unreadable-file"],
        "huge": ["huge-file"],
        "within": [],
    }


def test_a_problem_of_a_file_stands_where_it_is_named(tmp_path: Path) -> None:
    problems: list[Problem] = []
    read_text(tmp_path, "none", problems, Place("sources.yaml", 3, 9))

    assert str(problems[0].place) == "sources.yaml:3:9"


def test_front_matter_keeps_the_lines_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: Light\nsign: no\n---\nOne.\n\nTwo.\n")
    problems: list[Problem] = []
    found = front_matter(tmp_path, "a.md", problems)

    assert found is not None
    head, body, line = found
    assert (body, line) == ("One.\n\nTwo.\n", 5)
    assert str(head.key("title")) == "a.md:2:1"
    assert [str(problem.place) for problem in problems] == ["a.md:3:7"]


@pytest.mark.parametrize("text", ["", "Words.\n", "---\ntitle: Light\n", "\n---\ntitle: Light\n---\n"])
def test_a_section_without_front_matter_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.md").write_text(text)
    problems: list[Problem] = []

    assert front_matter(tmp_path, "a.md", problems) is None
    assert [problem.rule for problem in problems] == ["front-matter"]


@pytest.mark.parametrize("deep", ["[" * 100_000, "{a: " * 50_000, "- " * 50_000, "a: {" * 10_000])
def test_a_deep_file_is_refused_and_crashes_nothing(deep: str) -> None:
    assert problems_of("a: " + deep)


def test_aliases_that_multiply_are_refused_before_they_do() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    tracemalloc.start()
    problems_of(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 5_000_000


@given(st.text(alphabet=st.sampled_from("ab:{}[],#&*!|>'\"%@`-? \n\t.0123~=<年：")))
def test_no_text_brings_the_reader_down(text: str) -> None:
    problems: list[Problem] = []
    found = parse("a.yaml", text, problems)

    assert found is not None or problems
    for problem in problems:
        assert problem.hint
        assert problem.place.line <= text.count("\n") + 2
