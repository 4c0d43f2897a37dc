"""From a text that the story has not seen to facts: every figure drafted, and valid once it is named."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from build import main
from galley.errors import StoryError, UsageError
from galley.report import draft
from galley.story.load import load_story
from galley.story.pins import pin
from tests.small import write_story

CHINESE = """港口这半年

2025年上半年，全港办成合同85个项目，金额突破310亿元，其中近六成来自湾区。
列车从港口到省城由50分钟缩短到18分钟，时速120公里。第3次会议3月18日召开。
新签8所医院，另有11所医院在谈；上海有2家公司，广州有几十个项目，三分之一在建。
"""
ENGLISH = """The port at half-year

In the first half of 2025 the port signed 85 projects worth more than 31 billion yuan, nearly 60% of them near.
The trains need 18 minutes instead of 50 minutes. The meeting was on 18 March 2025; 12 hospitals came.
"""
SOURCES = """
paper: {title: {zh-Hans: 报, en: Paper, pt: Jornal}, publisher: {zh-Hans: 社, en: Press, pt: Imprensa},
  lang: zh-Hans, date: 2023, text: paper.txt}
port: {title: {zh-Hans: 港, en: Port, pt: Porto}, publisher: {zh-Hans: 社, en: Press, pt: Imprensa},
  lang: zh-Hans, date: 2025-07, text: port.txt}
harbour: {title: {zh-Hans: 港, en: Port, pt: Porto}, publisher: {zh-Hans: 社, en: Press, pt: Imprensa},
  lang: en, date: 2025-07, text: harbour.txt}
wire: {title: {zh-Hans: 电, en: Wire, pt: Fio}, publisher: {zh-Hans: 社, en: Press, pt: Imprensa},
  lang: en, date: 2025-07}
"""


@pytest.fixture
def unseen(tmp_path: Path) -> Path:
    """The small story with two texts of which it has no facts yet."""
    changes = {"data/sources.yaml": SOURCES, "data/sources/port.txt": CHINESE, "data/sources/harbour.txt": ENGLISH}
    return write_story(tmp_path / "story", changes)


def drafted(story: Path, source: str) -> list[dict[str, Any]]:
    return list((yaml.safe_load(draft(story, source)) or {}).values())


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("prot", "there is no source “prot”. Did you mean port?"),
        ("time", "time is a fact. Draft its source: explain paper --draft"),
        ("wire", "the text of wire is not stored"),
    ],
)
def test_what_cannot_be_drafted_from_is_said(unseen: Path, source: str, says: str) -> None:
    with pytest.raises(UsageError) as error:
        draft(unseen, source)
    assert str(error.value).startswith(says)


def test_a_text_whose_figures_are_covered_gives_no_stubs(tmp_path: Path) -> None:
    story = write_story(tmp_path, {"data/sources/paper.txt": "赣深高铁2021年建成通车，由原来的近7小时缩短，"
                                   "合同金额突破1800亿元，创历史新高。今年2月14日，8所医院参加。"})  # fmt: skip
    assert draft(story, "paper") == "# Every figure of paper is covered by a fact or a term."


# value or date, unit, qualifier, as_of, quote and the figure picked from it
WANTED_CHINESE = [
    (85, "project", None, "2025-H1", "2025年上半年，全港办成合同85个项目", None),
    (31000000000, "yuan", "exceeds", "2025-H1", "金额突破310亿元", None),
    (6, "tenths", "nearly", "2025-H1", "其中近六成来自湾区", None),
    (50, "minute", None, "undated", "列车从港口到省城由50分钟缩短到18分钟", "50分钟"),
    (18, "minute", None, "undated", "列车从港口到省城由50分钟缩短到18分钟", "18分钟"),
    (120, "kmh", None, "undated", "列车从港口到省城由50分钟缩短到18分钟，时速120公里", None),
    (3, "meeting", "ordinal", "undated", "第3次会议3月18日召开", None),
    ("2025-03-18", None, None, None, "第3次会议3月18日召开", None),
    (8, "hospital", None, "undated", "新签8所医院", None),
    (11, "hospital", None, "undated", "另有11所医院在谈", None),
    (2, "hospital", None, "undated", "上海有2家公司", None),
]
SIGNED = "In the first half of 2025 the port signed 85 projects worth more than 31 billion yuan"
WANTED_ENGLISH = [
    (85, "project", None, "2025-H1", SIGNED),
    (31000000000, "yuan", "exceeds", "2025-H1", SIGNED),
    (60, "percent", "nearly", "2025-H1", "nearly 60% of them near"),
    (18, "minute", None, "undated", "The trains need 18 minutes instead of 50 minutes"),
    ("2025-03-18", None, None, None, "The meeting was on 18 March 2025"),
    (12, "hospital", None, "2025-03-18", "12 hospitals came"),
]


def told(stub: dict[str, Any]) -> tuple[Any, ...]:
    stated = stub.get("value", str(stub.get("date")))
    as_of = stub.get("as_of")
    when = str(as_of) if isinstance(as_of, date) else as_of
    return (stated, stub.get("unit"), stub.get("qualifier"), when, stub.get("quote"), stub.get("figure"))


def test_every_figure_of_an_unseen_chinese_text_is_drafted_right(unseen: Path) -> None:
    assert [told(stub) for stub in drafted(unseen, "port")] == WANTED_CHINESE


def test_every_figure_of_an_unseen_english_text_is_drafted_right(unseen: Path) -> None:
    assert [told(stub)[:5] for stub in drafted(unseen, "harbour")] == WANTED_ENGLISH


def test_a_figure_that_tells_no_number_is_named_and_left_to_the_editor(unseen: Path) -> None:
    text = draft(unseen, "port")
    for figure in ("几十个项目", "三分之一"):
        assert f"# “{figure}” tells no single number; write it as words, or name it in data/terms.yaml." in text


def test_a_unit_that_the_story_does_not_have_is_left_open(unseen: Path) -> None:
    (unseen / "data/sources/port.txt").write_text("有2座桥。", encoding="utf-8")
    pin(unseen, [], date(2026, 1, 1))
    assert "unit: TODO  # data/units.yaml knows none for “2座" in draft(unseen, "port")


def test_a_place_has_no_unit_and_what_is_named_behind_a_figure_is_its_unit(tmp_path: Path) -> None:
    story = tmp_path / "story"
    shutil.copytree(Path(__file__).parent / "stories/bulletin", story)
    facts = story / "data/facts/bulletin.yaml"
    facts.write_text(facts.read_text("utf-8").partition("air.rank:")[0], "utf-8")
    (story / "data/units.yaml").unlink()
    last = [stub for stub in drafted(story, "bulletin") if stub["quote"] in LAST]
    read = [(stub.get("value"), stub.get("between"), stub.get("unit")) for stub in last]
    assert read == [(14, None, "county"), (3, None, None), (15.2, None, "to-one"), (None, [90, 110], "cubic-metre")]


LAST = ("在全市14个县中", "空气质量排第3位", "小学生师比为15.2∶1", "每户年均用水量在90至110立方米之间")


def test_a_year_that_the_text_does_not_give_is_an_inference(unseen: Path) -> None:
    [stub] = [stub for stub in drafted(unseen, "port") if "date" in stub]
    assert stub["inferred"] == {"zh-Hans": "TODO", "en": "TODO", "pt": "TODO"}


def test_named_stubs_are_facts_that_hold(unseen: Path) -> None:
    stubs = draft(unseen, "port") + "\n" + draft(unseen, "harbour").replace("todo.figure", "harbour.figure")
    units = "company: {measures: company, forms: {zh-Hans: 家, en: {other: companies}, pt: {other: empresas}}}\n"
    with (unseen / "data/units.yaml").open("a", encoding="utf-8") as file:
        file.write(units)
    (unseen / "data/facts/new.yaml").write_text(
        re.sub(r"unit: TODO\b", "unit: company", stubs).replace("todo.", "port.").replace(": TODO", ": words"),
        encoding="utf-8",
    )
    story = load_story(unseen)
    assert len([name for name in story.facts if name.startswith(("port.", "harbour."))]) == 17
    assert all(story.status(name) in ("checked", "inferred") for name in story.facts)


def test_a_source_is_drafted_though_other_things_are_wrong(unseen: Path) -> None:
    good = draft(unseen, "port")
    (unseen / "data/facts/slips.yaml").write_text("a.slip:\n  label: {en: A}\n  value: 3\n  unit: hours\n", "utf-8")
    (unseen / "content/charts.yaml").write_text("c: {form: pie}\n", "utf-8")
    with pytest.raises(StoryError):
        load_story(unseen)
    assert draft(unseen, "port") == good


def test_what_a_draft_leaves_open_cannot_be_published(unseen: Path) -> None:
    (unseen / "data/facts/new.yaml").write_text(draft(unseen, "port"), "utf-8")
    with pytest.raises(StoryError, match=r"still has the name of its draft\. \[todo\]") as refused:
        load_story(unseen)
    assert any(problem.message.endswith("label has no words yet.") for problem in refused.value.problems)


def test_ids_go_on_after_those_that_were_never_filled(unseen: Path) -> None:
    (unseen / "data/facts/new.yaml").write_text(
        "todo.figure-1:\n  label: {zh-Hans: 项目, en: Projects, pt: Projetos}\n  value: 85\n  unit: project\n"
        "  source: port\n  quote: 全港办成合同85个项目\n",
        encoding="utf-8",
    )
    assert "todo.figure-1:" not in draft(unseen, "port")
    assert "todo.figure-2:" in draft(unseen, "port")


def test_the_command_prints_the_stubs(unseen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "port", "--draft", "--story", str(unseen)]) == 0
    assert len(yaml.safe_load(capsys.readouterr().out)) == len(WANTED_CHINESE)
    assert main(["explain", "port-2", "--draft", "--story", str(unseen)]) == 2


def test_a_draft_waits_for_the_story_to_hold(
    story_copy: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    story = story_copy("tiny")
    (story / "data/units.yaml").write_text("metre: [\n", encoding="utf-8")
    assert main(["explain", "log", "--draft", "--story", str(story)]) == 1
    assert "data/units.yaml" in capsys.readouterr().err


def test_a_heading_tells_the_time_that_its_sentences_do_not(unseen: Path) -> None:
    text = "港口2024年公报\n\n一、合同\n全年合同85个项目。金额超过6.0亿元，增长5.0%。\n"
    (unseen / "data/sources/port.txt").write_text(text, encoding="utf-8")
    pin(unseen, [], date(2026, 1, 1))
    found = drafted(unseen, "port")
    assert [(stub["value"], stub["as_of"]) for stub in found] == [(85, 2024), (600000000, 2024), (5.0, 2024)]
    assert "as_of: 2024  # as the heading says: 港口2024年公报" in draft(unseen, "port")
    assert "value: 5.0" in draft(unseen, "port")  # the last zero says how exact it is


def test_two_years_in_a_heading_tell_no_time(unseen: Path) -> None:
    (unseen / "data/sources/port.txt").write_text("2023年与2024年之比较\n\n合同85个项目。\n", encoding="utf-8")
    pin(unseen, [], date(2026, 1, 1))
    assert "as_of: undated  # neither its sentence nor a heading says when" in draft(unseen, "port")


PATTERNS = """Yearbook of the harbour: 2023

Figure 7: The harbour, financial year ending March 2023

The ferries carried 12.5 million passengers in FYE March 2023, an increase of 39.9% on the previous year and \
a decrease of 20.4% on the FYE March 2020 (Harbour Use table 1220)

Delays rose by 5.3pp on the previous year and fell by 2.8pp on the FYE March 2020 (Harbour Delays table 3133)

The yard reported quarterly earnings of $1.46 a share on revenue of $89.5 million, \
which topped forecasts of $88.9 million

Losses decreased slightly by 0.2% in that year.

Mast revenue: $7.61 million; Estimate: $8.63 million
"""
READ = [
    (39.9, "percent", "rise", "2022-04/2023-03"),
    (20.4, "percent", "fall", "2022-04/2023-03"),
    (5.3, "point", "rise", "2022-04/2023-03"),
    (2.8, "point", "fall", "2022-04/2023-03"),
    (1.46, "usd", None, "2022-04/2023-03"),
    (89500000, "usd", None, "2022-04/2023-03"),
    (88900000, "usd", None, "2022-04/2023-03"),
    (0.2, "percent", "fall", "2022-04/2023-03"),
    (7610000, "usd", None, "2022-04/2023-03"),
    (8630000, "usd", None, "2022-04/2023-03"),
]


def test_bulletins_and_results_are_drafted_without_their_table_numbers_and_years_of_comparison(unseen: Path) -> None:
    """What six bulletins and reports tripped over, in words of our own."""
    (unseen / "data/sources/harbour.txt").write_text(PATTERNS, encoding="utf-8")
    pin(unseen, [], date(2026, 1, 1))
    found = [stub for stub in drafted(unseen, "harbour") if stub.get("unit") in ("percent", "point", "usd")]
    assert [(stub["value"], stub["unit"], stub.get("change"), str(stub["as_of"])) for stub in found] == READ
    assert not {1220, 3133, 7} & {stub.get("value") for stub in drafted(unseen, "harbour")}


def test_a_figure_that_no_quote_bears_out_is_left_with_the_reason(unseen: Path) -> None:
    (unseen / "data/sources/harbour.txt").write_text("It zorbled 12 minutes in 2024.\n", encoding="utf-8")
    pin(unseen, [], date(2026, 1, 1))
    assert "# “12 minutes” is left to you: “zorbled” beside “12 minutes” is in no list" in draft(unseen, "harbour")


def test_a_year_of_comparison_is_not_the_time_of_a_figure(unseen: Path) -> None:
    text = "港口运量较扩能前的2020年增长20.7%。为2013年以来首次增长5.5%。\n"
    (unseen / "data/sources/port.txt").write_text(text, encoding="utf-8")
    pin(unseen, [], date(2026, 1, 1))
    assert [(stub["value"], stub["as_of"]) for stub in drafted(unseen, "port")] == [(20.7, "undated"), (5.5, "undated")]


def test_a_unit_that_nothing_of_the_story_names_stands_beside_one_that_something_does(unseen: Path) -> None:
    """A figure said in kilometres and in miles, where the story counts in kilometres alone."""
    words = "The railway was 15 kilometres (9 miles) long in 2024"
    (unseen / "data/sources/harbour.txt").write_text(f"{words}.\n", encoding="utf-8")
    pin(unseen, [], date(2026, 1, 1))
    label = "{zh-Hans: 铁路, en: Railway, pt: Ferrovia}"
    fact = f"{{label: {label}, value: 15, unit: kilometre, as_of: 2024, source: harbour, quote: {words}}}"
    (unseen / "data/facts/railway.yaml").write_text(f"railway: {fact}\n", encoding="utf-8")
    assert [(stub["value"], stub["unit"]) for stub in drafted(unseen, "harbour")] == [(9, "mile")]


def test_a_change_is_not_of_the_time_of_what_it_is_compared_with(unseen: Path) -> None:
    """And where a sentence has dates of which none can be told to be its own, they are named."""
    text = (
        "This is an increase of 24 per cent on the 93 meetings of 2017-18. "
        "Between 1 April 2018 and 31 March 2019 were 12 hospitals and 15 projects.\n"
    )
    (unseen / "data/sources/harbour.txt").write_text(text, encoding="utf-8")
    pin(unseen, [], date(2026, 1, 1))
    found = draft(unseen, "harbour")
    assert re.search(r"value: 24\n.*\n.*\n  as_of: undated  # neither its sentence nor a heading says when\n", found)
    months = "  # of a financial year write the months: 2023-04/2024-03"
    assert re.search(rf"value: 93\n.*\n  as_of: 2017/2018{months}\n", found)
    text = "In 2024 came 12 hospitals, up from 9 in 2019, and 15 projects.\n"
    (unseen / "data/sources/harbour.txt").write_text(text, encoding="utf-8")
    pin(unseen, [], date(2026, 1, 1))
    told = [(stub["value"], stub["unit"], stub["as_of"]) for stub in drafted(unseen, "harbour")]
    assert told == [(12, "hospital", 2024), (9, "hospital", 2019), (15, "project", 2024)]
    text = "It opened 12 hospitals between 1 April 2018 and 31 March 2019.\n"
    (unseen / "data/sources/harbour.txt").write_text(text, encoding="utf-8")
    pin(unseen, [], date(2026, 1, 1))
    said = "as_of: undated  # write “1 April 2018” or “31 March 2019” of its sentence, if it is of that time"
    assert said in draft(unseen, "harbour")


def test_a_table_is_not_read_as_prose_and_how_its_cells_are_quoted_is_told(unseen: Path) -> None:
    (unseen / "data/sources/harbour.txt").write_text('Year,Ships (millions),"Big ""A"""\n2023,12,3\n', encoding="utf-8")
    sources = (unseen / "data/sources.yaml").read_text(encoding="utf-8")
    sources = sources.replace("text: harbour.txt", "text: harbour.txt, sheet: {header: 1}")
    (unseen / "data/sources.yaml").write_text(sources, encoding="utf-8")
    told = 'harbour is a table. Quote a cell in place of a sentence: cell: {row: "2023", column: "Ships (millions)"}.'
    with pytest.raises(UsageError, match=re.escape(told)):
        draft(unseen, "harbour")
    (unseen / "data/sources/harbour.txt").write_text("Year,Ships\n", encoding="utf-8")
    with pytest.raises(UsageError, match="Mend `header:` of the source"):
        draft(unseen, "harbour")
