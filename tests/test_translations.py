"""A translation goes stale when the words of its source change, and not when a value does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from galley.editions.translations import LOCK, declare, parity, stale
from galley.errors import Problem, StoryError, UsageError
from tests.small import FILES, small_story

LINE, EN = "content/zh-Hans/line.md", "content/en/line.md"


def declared(root: Path) -> Path:
    """The small story with all its translations declared right."""
    story = small_story(root)
    for edition in ("en", "pt"):
        declare(story, edition)
    return root


def found(root: Path, changes: Mapping[str, str]) -> list[Problem]:
    """What is stale once files are changed."""
    return [*stale(small_story(root, changes))]


def test_only_people_s_translations_are_declared(tmp_path: Path) -> None:
    story = small_story(tmp_path)
    for edition in ("zh-Hans", "zh-Hant-HK"):
        with pytest.raises(UsageError, match="is not a translated edition; there are: en, pt"):
            declare(story, edition)
    with pytest.raises(UsageError, match=r"“lime” is not a section; did you mean line\?"):
        declare(story, "en", "lime")


def test_a_damaged_lock_is_named_with_its_line(tmp_path: Path) -> None:
    declared(tmp_path)
    (tmp_path / LOCK).write_text("{\n<<<<<<< ours\n", encoding="utf-8")
    with pytest.raises(StoryError, match=r"content/translations\.lock:2.*cannot be read any more\. \[lock-damaged\]"):
        found(tmp_path, {})


def test_a_folder_in_place_of_the_lock_is_damage(tmp_path: Path) -> None:
    declared(tmp_path)
    (tmp_path / LOCK).unlink()
    (tmp_path / LOCK).mkdir()
    with pytest.raises(StoryError, match=r"cannot be read any more\. \[lock-damaged\]"):
        found(tmp_path, {})


def test_a_story_that_never_declared_a_translation_is_not_watched(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == []


def test_what_was_never_declared_is_said_once_a_section(tmp_path: Path) -> None:
    declare(small_story(tmp_path), "pt")
    problems = [problem for problem in found(tmp_path, {}) if "en" in problem.message.split(":")[0]]
    assert [problem.message for problem in problems] == [
        "en/line: nobody has yet declared this translation right.",
        "en/money: nobody has yet declared this translation right.",
        "en: 5 of the texts of a site: nobody has yet declared this translation right.",
        "en: 8 of the texts of a fact: nobody has yet declared this translation right.",
        "en: 2 of the texts of a source: nobody has yet declared this translation right.",
        "en: 4 of the texts of a qualifier: nobody has yet declared this translation right.",
        "en: 7 of the texts of a string: nobody has yet declared this translation right.",
    ]
    assert {problem.level for problem in problems} == {"warning"}


def test_what_was_declared_is_not_stale(tmp_path: Path) -> None:
    assert found(declared(tmp_path), {}) == []


def test_a_changed_paragraph_marks_its_counterpart_by_name(tmp_path: Path) -> None:
    changed = FILES[LINE].replace("“湾区”在南边。", "“湾区”在南面。")
    english, portuguese = found(declared(tmp_path), {LINE: changed})
    assert str(english.place) == "content/en/line.md:6:1"
    assert english.message == "en/line: the source of paragraph 2 has changed since it was translated."
    assert "content/zh-Hans/line.md:6:1" in english.hint
    assert "python build.py translated en line" in english.hint
    assert english.quote == "“湾区”在南面。"
    assert portuguese.place.path == "content/pt/line.md"


def test_a_changed_title_marks_the_front_matter(tmp_path: Path) -> None:
    problem, _ = found(declared(tmp_path), {LINE: FILES[LINE].replace("title: 线路", "title: 铁路")})
    assert problem.message == "en/line: the source of the front matter has changed since it was translated."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("“湾区”在南边。", "新的一段。\n\n        “湾区”在南边。"),
        ("“湾区”在南边。", ""),
    ],
)
def test_a_paragraph_more_or_less_makes_one_stale_passage(tmp_path: Path, old: str, new: str) -> None:
    problems = found(declared(tmp_path), {LINE: FILES[LINE].replace(old, new)})
    assert [problem.place.path for problem in problems] == [EN, "content/pt/line.md"]


def test_a_new_value_and_a_new_line_break_stale_nothing(tmp_path: Path) -> None:
    old, new = "label: {zh-Hans: 用时", "caveat: {zh-Hans: 记, en: N, pt: N}\n          label: {zh-Hans: 用时"
    facts = FILES["data/facts/all.yaml"].replace(old, new)
    text = FILES["data/sources/paper.txt"].replace("近7小时", "近8小时")
    facts = facts.replace("value: 7\n", "value: 8\n").replace("近7小时", "近8小时")
    wrapped = FILES[EN].replace("opened in", "opened\n        in")
    problems = found(declared(tmp_path), {"data/facts/all.yaml": facts, "data/sources/paper.txt": text, EN: wrapped})
    assert [problem.rule for problem in problems] == ["translation-undeclared"] * 2  # the new caveat, en and pt


def test_a_changed_label_is_stale_where_its_translation_stands(tmp_path: Path) -> None:
    facts = FILES["data/facts/all.yaml"].replace("{zh-Hans: 用时, en: Time", "{zh-Hans: 旅行时间, en: Time")
    english, _ = found(declared(tmp_path), {"data/facts/all.yaml": facts})
    assert english.message == "time.label: the words in en were translated from words that have changed."
    assert english.place.path == "data/facts/all.yaml"
    assert english.hint.endswith("python build.py translated en fact")


def test_one_section_is_declared_for_itself(tmp_path: Path) -> None:
    declared(tmp_path)
    changes = {
        LINE: FILES[LINE].replace("在南边", "在南面"),
        "content/zh-Hans/money.md": "---\ntitle: 钱\n---\n合同额{{money}}。\n",
    }
    story = small_story(tmp_path, changes)
    declare(story, "en", "line")
    assert [problem.place.path for problem in stale(story)] == [
        "content/en/money.md", "content/pt/line.md", "content/pt/money.md",
    ]  # fmt: skip


def test_declaring_twice_writes_the_same_bytes(tmp_path: Path) -> None:
    declared(tmp_path)
    first = (tmp_path / LOCK).read_bytes()
    declare(small_story(tmp_path), "pt")
    declare(small_story(tmp_path), "en", "money")
    assert (tmp_path / LOCK).read_bytes() == first


def test_editions_that_cite_the_same_facts_are_on_a_par(tmp_path: Path) -> None:
    assert [*parity(small_story(tmp_path))] == []


def test_a_section_that_cites_other_facts_says_which(tmp_path: Path) -> None:
    line = FILES[EN].replace("lies south", "lies south, with {{hospitals}}").replace("from {{time}}", "short")
    (problem,) = parity(small_story(tmp_path, {EN: line}))
    assert problem.message == "en/line: this section does not cite time and alone cites hospitals."
    assert str(problem.place) == "content/en/line.md:6"
    assert "content/zh-Hans/line.md" in problem.hint


def test_a_section_may_say_why_it_differs(tmp_path: Path) -> None:
    line = (
        FILES[EN]
        .replace("from {{time}}", "short")
        .replace("title: The line", "title: The line\n        differs: {zh-Hans: 略, en: Left out, pt: Omitido}")
    )
    assert [*parity(small_story(tmp_path, {EN: line}))] == []
