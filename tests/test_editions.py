"""An edition says its own words, or those made for it by script, with every mention printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from galley.editions.checks import refusals, unused_exceptions
from galley.editions.saying import paragraphs, say
from galley.editions.script import convert
from galley.errors import StoryError
from galley.marks import mark, plain
from galley.story.load import Story, load_story
from galley.story.voice import Voice, voice_of
from tests.small import FILES, small_story

EXCEPTIONS = "content/zh-Hant-HK/exceptions.yaml"


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return small_story(tmp_path_factory.mktemp("editions"))


def hong_kong(story: Story, words: str) -> str:
    return convert(voice_of(story, "zh-Hant-HK"), words)


def test_a_mention_that_an_edition_cannot_print_is_refused_at_the_mention(tmp_path: Path) -> None:
    line = FILES["content/en/line.md"].replace("{{time}}", "{{time|number}}")
    lead = FILES["content/story.yaml"].replace('"{{money}} in all."', '"{{money|words}} in all."')
    story = small_story(tmp_path, {"content/en/line.md": line, "content/story.yaml": lead})
    assert [(p.rule, str(p.place)) for p in refusals(story)] == [
        ("number-unspelled", "content/story.yaml:5:37"),
        ("number-qualified", "content/en/line.md:4:59"),
    ]


def test_a_unit_without_an_attributive_form_is_refused_at_the_unit(tmp_path: Path) -> None:
    line = FILES["content/en/line.md"].replace("south.", "of {{hospitals|attributive}} rank.")
    (problem,) = refusals(small_story(tmp_path, {"content/en/line.md": line}))
    assert (problem.rule, problem.place.path) == ("unit-attributive", "data/units.yaml")


def test_a_story_that_can_be_said_has_no_refusals(story: Story) -> None:
    assert [*refusals(story)] == []


def test_an_exception_without_a_wording_is_refused_with_its_line(tmp_path: Path) -> None:
    story = small_story(tmp_path, {EXCEPTIONS: "信息: 資訊\n软件: {note: 待定}\n"})
    with pytest.raises(StoryError, match=r"exceptions\.yaml:2:.*软件: this exception gives no wording\."):
        hong_kong(story, "信息")


def test_an_exception_that_nothing_needs_is_a_warning_with_its_line(tmp_path: Path) -> None:
    story = small_story(tmp_path, {EXCEPTIONS: "铁路: 鐵道\n软件: 軟體\n"})
    (problem,) = unused_exceptions(story)
    assert (str(problem.place), problem.level) == (f"{EXCEPTIONS}:2:1", "warning")
    assert problem.message == "软件: no text of the story needs this exception."


@pytest.mark.parametrize(
    ("exceptions", "words", "converted"),
    [
        ("", "后花园里的头发，发展之后", "後花園裏的頭髮，發展之後"),
        ("", "他说：“这是‘湾区’。”", "他説：「這是『灣區』。」"),
        ("", "Xi’an 与“Bay”", "Xi’an 與「Bay」"),
        ("信息: 資訊", "信息", "資訊"),
        ("信息: {to: 資訊, note: 香港用語}", "信息化信息", "資訊化資訊"),
        ("羣: 群", "群众", "群眾"),
        ("信息: 訊息\n信息化: 資訊化", "信息化的信息", "資訊化的訊息"),
    ],
)
def test_hong_kong_is_converted_with_its_editors_exceptions(
    tmp_path: Path, exceptions: str, words: str, converted: str
) -> None:
    story = small_story(tmp_path, {EXCEPTIONS: exceptions or None})
    assert hong_kong(story, words) == converted


def test_a_changed_exception_is_noticed(tmp_path: Path) -> None:
    story = small_story(tmp_path, {EXCEPTIONS: "信息: 資訊"})
    assert hong_kong(story, "信息") == "資訊"
    (tmp_path / EXCEPTIONS).write_text("信息: 訊息（新）", encoding="utf-8")
    assert hong_kong(load_story(tmp_path), "信息") == "訊息（新）"


def test_marks_and_mentions_pass_unconverted(story: Story) -> None:
    marked = mark("fact", "time", "发")
    assert hong_kong(story, f"发展{marked}与{{{{opened|year}}}}发展") == f"發展{marked}與{{{{opened|year}}}}發展"


def test_other_editions_are_not_converted(story: Story) -> None:
    assert convert(voice_of(story, "zh-Hans"), "“发展”") == "“发展”"
    assert convert(voice_of(story, "en"), "‘a’") == "‘a’"


def test_a_text_is_said_in_its_edition_with_its_figures(story: Story) -> None:
    text = {"zh-Hans": "由{{time}}缩短，{{=两组}}", "en": "from {{time}}, {{=two}}"}
    said = {name: plain(say(Voice(story, edition), text)) for name, edition in story.editions.items() if name != "pt"}
    assert said == {
        "zh-Hans": "由近7小时缩短，两组",
        "zh-Hant-HK": "由近7小時縮短，兩組",
        "en": "from nearly 7 hours, two",
    }
    assert mark("own", "author", "兩組") in say(voice_of(story, "zh-Hant-HK"), text)


def test_an_edition_s_own_words_win_over_converted_ones(story: Story) -> None:
    assert say(voice_of(story, "zh-Hant-HK"), {"zh-Hans": "余", "zh-Hant-HK": "餘額"}) == "餘額"


def test_plain_words_are_in_the_language_of_the_origin(story: Story) -> None:
    assert say(voice_of(story, "zh-Hant-HK"), "一条线") == "一條線"


def test_paragraphs_know_their_lines() -> None:
    found = paragraphs("\n一\n二\n\n\n    三\n")
    assert [(paragraph.line, paragraph.text) for paragraph in found] == [(1, "一\n二"), (5, "    三")]
