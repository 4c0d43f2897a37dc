"""Asked about a fact or a source, the story tells what it prints, where, and on whose word."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from build import main
from galley.report import explain_name
from tests.small import write_story


@pytest.fixture
def tiny(story_copy: Callable[..., Path]) -> Path:
    return story_copy("tiny")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one test has drawn the next need not draw again."""
    return tmp_path_factory.mktemp("cache")


def explained(story: Path, name: str, cache: Path | None = None) -> Any:
    return json.loads(explain_name(story, cache, name, "json"))


@pytest.mark.parametrize(
    ("name", "meant"), [("tower.hight", "tower.height"), ("lgo", "log"), ("keepers", "keepers.count")]
)
def test_an_unknown_name_is_wrong_usage_and_guessed_at(
    tiny: Path, name: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", name, "--story", str(tiny)]) == 2
    assert f"there is no fact and no source “{name}”. Did you mean {meant}?" in capsys.readouterr().err


def test_a_story_with_problems_tells_them_instead(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = tiny / "data/facts/tower.yaml"
    facts.write_text(facts.read_text("utf-8").replace("value: 30", "value: 31"), "utf-8")
    assert main(["explain", "tower.height", "--story", str(tiny)]) == 1
    said = capsys.readouterr()
    assert "the quote says 30, the value is 31" in said.err
    assert said.out == ""


def test_warnings_keep_nobody_from_an_explanation(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody has declared the tiny story's translations right, and no page prints the new fact."""
    with (tiny / "data/facts/tower.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "\nlog.month:\n  label: {zh-Hans: 月, en: Month}\n  value: 3\n  unit: person\n"
            "  inferred: {zh-Hans: 算, en: Known}\n  quote: 灯塔点亮\n  source: log\n"
        )
    assert main(["explain", "log.month", "--story", str(tiny)]) == 0
    assert "\nlog.month · 月 / Month" in "\n" + capsys.readouterr().out


def test_a_fact_is_told_with_its_evidence(tiny: Path, cache: Path) -> None:
    told = explained(tiny, "tower.height", cache)
    assert told["printed"] == {"zh-Hans": "近30米", "en": "nearly 30 metres"}
    assert (told["value"], told["unit"], told["qualifier"], told["as_of"]) == ("30", "metre", "nearly", "2024")
    assert told["status"] == "checked"
    assert told["evidence"] | {"title": {}} == {
        "source": "log",
        "title": {},
        "url": None,
        "quote": "塔身近30米",
        "figure": "近30米",
        "at": None,
        "place": "data/sources/log.txt:1:16",
        "address": "1-01-18",
        "sentence": "塔身近30米，先后有4人看守。",
        "also": [],
    }


def test_a_fact_knows_every_place_that_prints_it(tiny: Path, cache: Path) -> None:
    places = explained(tiny, "tower.height", cache)["places"]
    spots = {(one["path"], one["section"], one["kind"], one["words"]) for one in places}
    assert {
        ("index.html", "light", "text", "近30米"),
        ("en/index.html", "light", "text", "nearly 30 metres"),
        ("card-wide.png", "", "card", "近30米"),
        ("data/facts.csv", "", "file", "近30米"),
    } <= spots
    assert {one["edition"] for one in places} == {"zh-Hans", "en"}


def test_the_text_tells_the_same_to_a_person(tiny: Path, cache: Path) -> None:
    said = explain_name(tiny, cache, "tower.height")
    for words in (
        "tower.height · 塔高 / Height of the tower",
        "  zh-Hans  近30米\n  en       nearly 30 metres",
        "  qualifier  nearly",
        "  data/sources/log.txt:1:16, sheet-row-cell 1-01-18\n  「塔身近30米」",
        "    en/index.html#light, text: ",
    ):
        assert words in said


def test_what_was_corrected_and_what_others_read_is_told(cache: Path) -> None:
    harbour = Path(__file__).parent / "stories/harbour"
    told = explained(harbour, "ferry.crossing.after", cache)
    assert told["readings"] == {"ferry.timetable": "48 minutes"}
    assert told["caveat"]["en"] == "At slack water."
    assert [(old["value"], old["unit"], old["changed"]) for old in told["history"]] == [("55", "minute", "2025-02-03")]
    assert {("feature", "crossing-times"), ("file", "crossing-times")} <= {
        (one["page"], one["chart"]) for one in told["places"] if one["kind"] == "chart"
    }


def test_a_source_is_told_figure_by_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = write_story(tmp_path / "story")
    told = explained(story, "paper")
    assert told["counts"] == {"figures": 7, "fact": 5, "nothing": 2, "term": 0}
    assert [(one["text"], one["by"]) for one in told["figures"]] == [
        ("2021年", "opened"),
        ("近7小时", "time"),
        ("突破1800亿元", "money"),
        ("2月14日", "met"),
        ("8所", "hospitals"),
        ("60余个项目", None),
        ("两座", None),
    ]
    assert main(["explain", "paper", "--story", str(story)]) == 0
    said = capsys.readouterr().out
    assert "  2:14  60余个项目    NOTHING" in said
    assert "7 figures: 5 covered by facts, 2 by nothing. 0 terms." in said


def test_a_source_without_its_text_tells_who_cites_it(tmp_path: Path) -> None:
    sources = """
        paper: {title: {zh-Hans: 报, en: Paper, pt: Jornal}, publisher: {zh-Hans: 社, en: Press, pt: Imprensa},
          lang: zh-Hans, date: 2023}
        """
    story = write_story(tmp_path / "story", {"data/sources.yaml": sources})
    said = explain_name(story, None, "paper")
    assert "Its text is not stored, so its figures are not read." in said
    assert "Cited by opened, time, money, record, met, hospitals" in said
