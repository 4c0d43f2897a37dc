"""Numbers that were typed by hand: found where the editor must mend, and nothing else taken for one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from galley.errors import StoryError
from galley.story.checks.orphans import _name
from galley.story.load import load_story

TINY = Path(__file__).resolve().parent / "stories/tiny"


def figures_told(tmp_path: Path, edition: str, words: str, path: str = "light.md") -> list[str]:
    """`line:column` and remedy of each problem, where the section of the edition holds the words in its third line."""
    root = shutil.copytree(TINY, tmp_path / "tiny")
    section = root / "content" / edition / path
    head, _, body = section.read_text(encoding="utf-8").rpartition("---\n")
    section.write_text(f"{head}---\n{body}\n{words}\n", encoding="utf-8")
    try:
        problems = load_story(root).warnings
    except StoryError as error:
        problems = error.problems
    told = [problem for problem in problems if problem.rule != "count-differs"]  # the other edition counts nothing
    assert {problem.rule for problem in told} <= {"orphan-number"}
    return [f"{problem.place.line}:{problem.place.column} {_figure(problem.message)}" for problem in told]


def _figure(message: str) -> str:
    return message.partition("has the figure ")[2].partition(", which no fact")[0]


@pytest.mark.parametrize(
    ("edition", "words", "told"),
    [
        ("en", "After 12 years it was red.", ["9:7 12"]),
        ("en", "In 1999 it was red.", ["9:4 1999"]),
        ("en", "It rose in March 2024.", ["9:12 March 2024"]),
        ("en", "It is nearly 30 metres high.", ["9:7 nearly 30 metres"]),
        ("en", "It is {{tower.height}}, not 30 metres, high.", ["9:29 30 metres"]),
        ("en", "A line,\nand 5 of them.", ["10:5 5"]),
        ("en", "With 5 and with 5.", ["9:6 5", "9:17 5"]),
        ("en", "It holds three people.", ["9:10 three people"]),
        ("en", '!!! note "Of 3 keepers"\n    Words.', ["9:14 3"]),
        ("en", "[12 keepers](https://example.org/2024/)", ["9:2 12"]),
        ("zh-Hans", "塔高三十米。", ["9:3 三十米"]),
        ("zh-Hans", "看守近4人。", ["9:3 近4人"]),
        ("zh-Hans", "２０２４年建成。", ["9:1 ２０２４年"]),
        ("zh-Hans", "占十分之七。", ["9:2 十分之七"]),
        ("zh-Hans", "点了四十盏灯。", ["9:3 四十盏"]),
        ("zh-Hans", "灯多了三成。", ["9:4 三成"]),
        ("zh-Hans", "来了数百群羊。", ["9:3 数百群"]),
        ("zh-Hans", "塔里有十间屋。", ["9:4 十"]),
        ("zh-Hans", "零下五度，等了三小时。", ["9:1 零下五度", "9:8 三小时"]),
        ("zh-Hans", "半年多后来了千把人，有的年过七旬。", ["9:1 半年多", "9:7 千把", "9:15 七旬"]),
        ("zh-Hans", "三月五日下午两点半开门。", ["9:1 三月五日", "9:5 下午两点半"]),
        ("zh-Hans", "三十五点七，双倍于前，比分二比零。", ["9:1 三十五点七", "9:7 双倍", "9:14 二比零"]),
        ("zh-Hans", "走了个半钟，花两毛钱买半打灯。", ["9:3 个半钟", "9:8 两毛钱", "9:12 半打"]),
        ("en", "A twentyfold rise on the fifth of March.", ["9:3 twentyfold", "9:22 the fifth of March"]),
        ("en", "A tenner buys a baker's dozen.", ["9:3 tenner", "9:17 baker's dozen"]),
        (
            "en",
            "In the nineties it took the best part of a year.",
            ["9:4 the nineties", "9:25 the best part of a year"],
        ),
        ("zh-Hans", "塔里有⼆间屋。", ["9:4 ⼆"]),
        ("en", "It shines since MMXIX.", ["9:17 MMXIX"]),
        ("en", "It has ｎｉｎｅ lamps and 𝗻𝗶𝗻𝗲 keepers.", ["9:8 nine", "9:23 nine"]),
        ("en", "It was MDCCCLI then, in MM or MIX.", ["9:8 MDCCCLI"]),
    ],
)
def test_a_number_typed_by_hand_is_told(tmp_path: Path, edition: str, words: str, told: list[str]) -> None:
    assert figures_told(tmp_path, edition, words) == told


@pytest.mark.parametrize(
    ("edition", "words"),
    [
        ("zh-Hans", "一点一数，一点一滴，两点一线。"),
        ("en", "It has {{tower.height}} and {{=3 doors}}."),
        ("en", "A five-star keeper."),
        ("en", "[Its log](https://example.org/2024/03/log-7.html) and <https://example.org/2024/>."),
        ("en", "1. A door\n2. A lamp"),
        ("en", "One lamp, and a keeper for a time."),
        ("zh-Hans", "五星级的一座灯塔，一个人守着。"),
        ("zh-Hans", "{{=两扇门}}与{{keepers.count}}。"),
        ("zh-Hans", "千里之外，万家灯火。"),
    ],
)
def test_what_is_no_figure_or_is_vouched_for_is_left_alone(tmp_path: Path, edition: str, words: str) -> None:
    assert figures_told(tmp_path, edition, words) == []


def test_names_and_quotations_may_hold_numbers_of_others(tmp_path: Path) -> None:
    root = shutil.copytree(TINY, tmp_path / "tiny")
    for path, old, new in (
        ("data/sources.yaml", "en: Log of the lighthouse", "en: Log of 2024"),
        ("data/facts/tower.yaml", "  quote: 塔身近30米", "  quote: 塔身近30米\n  rendering: {en: nearly 30 metres}"),
    ):
        text = (root / path).read_text(encoding="utf-8")
        (root / path).write_text(text.replace(old, new), encoding="utf-8")

    assert load_story(root).warnings == ()


@pytest.mark.parametrize(
    ("edition", "words", "hint"),
    [
        ("en", "It is a 4A site.", "Name “4A” in data/terms.yaml if it is a name; otherwise write the fact"),
        ("en", "Since Nile 19 it was dark.", "Name “Nile 19” in data/terms.yaml"),
        ("en", "After 12 years it was red.", "Write the fact that says it, {{its.id}}"),
    ],
)
def test_what_looks_like_a_name_is_offered_a_term_first(tmp_path: Path, edition: str, words: str, hint: str) -> None:
    root = shutil.copytree(TINY, tmp_path / "tiny")
    section = root / "content" / edition / "light.md"
    section.write_text(section.read_text(encoding="utf-8") + f"\n{words}\n", encoding="utf-8")
    with pytest.raises(StoryError) as raised:
        load_story(root)
    assert raised.value.problems[0].hint.startswith(hint)
    assert _name("其中第三产业占大头", 2, 4) == "第三产业"
