"""Markdown reads as its author meant it, also in Chinese; what would not is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from galley.editions.misreadings import misread, misreadings
from galley.editions.prose import sections_html, to_html
from galley.marks import mark
from galley.model import Section
from galley.story.voice import voice_of
from tests.small import FILES, small_story


def section(body: str) -> Section:
    return Section(id="line", edition="en", path="content/en/line.md", line=5, title="The line", body=body)


@pytest.mark.parametrize(
    ("body", "rule", "place"),
    [
        ("Words <b>so</b>.", "raw-html", "5:7"),
        ("One.\n\n<div class=x>", "raw-html", "7:1"),
        ("Words <!-- no -->", "raw-html", "5:7"),
        ("# High", "heading-level", "5:1"),
        ("One.\n\n## High", "heading-level", "7:1"),
        ("High\n----", "heading-level", "6:1"),
        ("!!! note", "note-form", "5:1"),
        ("!!! note “两个长度”\n    字", "note-form", "5:1"),
        ('!!! nota "x"\n    y', "note-form", "5:1"),
        ("这是** “三同”**班列", "emphasis-unread", "5:1"),
        ("中_文_字", "emphasis-unread", "5:1"),
        ("One.\n\nFive * six", "emphasis-unread", "7:1"),
        ("*open", "emphasis-unread", "5:1"),
        ("See [the ledger] (facts/).", "link-unread", "5:5"),
        ("见[账本]（https://example.org）。", "link-unread", "5:2"),
        ("见[图](#chart-a）。", "link-unread", "5:2"),
    ],
)
def test_what_would_not_read_as_meant_is_refused_with_its_line(body: str, rule: str, place: str) -> None:
    (problem,) = misread(section(body))
    assert (problem.rule, str(problem.place)) == (rule, f"content/en/line.md:{place}")
    assert problem.message.startswith("en/line: ")
    assert problem.hint


@pytest.mark.parametrize(
    "body",
    [
        "**“三同”**班列，真正*实现*。",
        "“**三同**”班列；**同港。**同价",
        "**bold *and soft* words**",
        "A\\*star and `code_with_underscores*`",
        "See <https://example.org/a_b_c>, [here](https://example.org/a_b_c) and {{some.fact|words}}.",
        "* one\n* two",
        "One.\n\n***\n\nTwo.",
        "3 < 5 and 7 > 2",
        "### A heading",
        '!!! warn "Two lengths"\n    Words.',
        "file_name",
        "He wrote “[sic] (and so on)”, 见[注]（一）。",
        "[one](facts/) (two/three), `[a] (b/c)`",
    ],
)
def test_what_reads_as_meant_is_let_through(body: str) -> None:
    assert list(misread(section(body))) == []


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**“三同”**班列", "<p><strong>“三同”</strong>班列</p>"),
        ("从前\n以后", "<p>从前以后</p>"),
        ("从前，\n**以后**\n的", "<p>从前，<strong>以后</strong>的</p>"),
        ("前" + mark("fact", "x", "7小时") + "\n后", "<p>前" + mark("fact", "x", "7小时") + "后</p>"),
        ("one\ntwo", "<p>one\ntwo</p>"),
        ("(圳品)\nlabel", "<p>(圳品)\nlabel</p>"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("“a” -- b...", "<p>“a” -- b...</p>"),
        ("### Head", "<h3>Head</h3>"),
        (
            '!!! note "两个*长*度"\n    一段。\n\n    又一段。',
            '<aside class="note">\n<h3>两个<em>长</em>度</h3>\n<p>一段。</p>\n<p>又一段。</p>\n</aside>',
        ),
    ],
)
def test_markdown_becomes_html(text: str, html: str) -> None:
    assert to_html(text) == html


def test_all_of_a_section_s_bad_writing_is_told(tmp_path: Path) -> None:
    story = small_story(
        tmp_path, {"content/en/line.md": FILES["content/en/line.md"] + "\n        # High <b>words</b>\n"}
    )
    assert {problem.rule for problem in misreadings(story)} == {"raw-html", "heading-level"}


def test_a_section_is_set_with_its_figures_and_charts(tmp_path: Path) -> None:
    body = "---\ntitle: 线路\n---\n由{{time}}缩短。\n{{chart times}}\n发展。\n"
    story = small_story(tmp_path, {"content/zh-Hans/line.md": body.replace("{{chart times}}\n", "")})
    one = story.sections["zh-Hans"][0].model_copy(update={"body": body.split("---\n")[2]})
    set_ = sections_html(voice_of(story, "zh-Hant-HK"), one, lambda name: f"<figure>{name}</figure>")
    assert set_ == f"<p>由{mark('fact', 'time', '近7小時')}縮短。</p>\n<figure>times</figure>\n<p>發展。</p>"
