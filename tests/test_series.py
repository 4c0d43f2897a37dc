"""A series is a fact with many rows: each line is quoted, checked, printed and calculated with like any fact."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from galley.build import build_site
from galley.charts.voice import VoicedChart
from galley.editions.figures import printed
from galley.editions.saying import say
from galley.errors import Problem, StoryError
from galley.manuscript.views import leaves
from galley.marks import plain
from galley.proof.vouchers import believed
from galley.story.load import Story
from galley.story.voice import Voice, voice_of
from tests.repository import edit
from tests.small import FILES, small_story

GRID = Path(__file__).resolve().parent / "stories/grid"

HEAD = """
label: {zh-Hans: 供水, en: Water supplied, pt: Água}
kind: KIND
unit: train
source: yearbook
series:
  river: {label: {zh-Hans: 江水, en: River, pt: Rio}}
  local: {label: {zh-Hans: 本地, en: Local, pt: Local}, tone: before}
measures:
  ceiling: {label: {zh-Hans: 上限, en: Ceiling, pt: Teto}, qualifier: odd}
notes:
  early: {zh-Hans: 初步数, en: Provisional, pt: Provisório}
history:
  river.2021: [{value: 80, changed: 2024-05-01, reason: {zh-Hans: 抄错, en: Miscopied, pt: Erro}}]
"""
LINES = """series,at,value,unit,qualifier,measure,source,figure,quote,caveat
river,2021,81,,,,,81,,
river,2022,810,,,,,"810 trains",,early
river,2024,900,,,ceiling,,"over 900",,
local,2021,60,project,odd,,paper,,60余个项目,
local,2022,,,,,,,,
"""
YEARBOOK = """
        yearbook: {title: {zh-Hans: 年鉴, en: Yearbook, pt: Anuário}, publisher: {zh-Hans: 局, en: Office, pt: A},
          lang: en, date: 2023}
        """


def changes(kind: str = "flow", facts: str = "", lines: str = LINES) -> dict[str, str | None]:
    label = "label: {zh-Hans: 数, en: Number, pt: Número}"
    parts = "[water.river.2022, water.river.2021]"
    told = f"water.local.2022: {{{label}, difference: {parts}, unit: train, change: rise, as_of: 2022}}\n"
    return {
        "data/series/water.yaml": HEAD.replace("KIND", kind),
        "data/series/water.csv": lines,
        "data/sources.yaml": FILES["data/sources.yaml"].rstrip() + YEARBOOK,
        "data/facts/more.yaml": told + facts.replace("LABEL", label),
    }


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return small_story(tmp_path_factory.mktemp("series"), changes())


def test_each_line_is_a_fact_of_its_own(story: Story) -> None:
    assert [name for name in story.facts if name.startswith("water")] == [
        "water.local.2022",
        "water.river.2021",
        "water.river.2022",
        "water.river.2024",
        "water.local.2021",
    ]
    assert plain(printed(voice_of(story, "en"), "water.river.2022")) == "810 trains"
    assert plain(printed(voice_of(story, "zh-Hans"), "water.river.2022", ("as_of",))) == "2022年"
    assert plain(say(voice_of(story, "en"), story.facts["water.river.2022"].label)) == "Water supplied · River · 2022"


def test_an_empty_cell_says_what_the_head_says(story: Story) -> None:
    ceiling, early = story.facts["water.river.2024"], story.facts["water.river.2022"]
    assert (ceiling.qualifier, ceiling.source, early.qualifier) == ("odd", "yearbook", None)
    assert early.caveat == {"zh-Hans": "初步数", "en": "Provisional", "pt": "Provisório"}
    assert story.facts["water.river.2021"].history[0].value == 80


def test_a_line_without_a_value_is_told_among_the_facts(story: Story) -> None:
    assert story.values["water.local.2022"].number == Decimal(729)
    assert (story.points["water.local.2022"].line, story.points["water.river.2022"].line) == (False, True)
    assert story.status("water.local.2022") == "derived"


def test_a_line_has_its_place_down_to_the_cell(story: Story) -> None:
    assert str(story.place("fact", "water.river.2022", "value")) == "data/series/water.csv:3:12"
    assert str(story.place("fact", "water.river.2022")) == "data/series/water.csv:3:1"


LAWFUL = {
    "flow": ("sum", "difference", "growth", "index", "ratio"),
    "stock": ("difference", "growth", "index", "ratio"),
    "cumulative": ("difference",),
    "rate": ("difference",),
    "index": ("growth", "index", "ratio"),
}


def refusals(root: Path, given: dict[str, str | None]) -> tuple[Problem, ...]:
    try:
        small_story(root, given)
    except StoryError as error:
        return tuple(error.problems)
    return ()


@pytest.mark.parametrize("kind", LAWFUL)
def test_the_kind_of_a_series_decides_what_may_be_calculated(kind: str, tmp_path: Path) -> None:
    units = {"growth": "percent", "ratio": "percent", "index": "of-base", "sum": "train", "difference": "train"}
    facts = "".join(
        f"it.{key}: {{LABEL, {key}: [water.river.2022, water.river.2021], unit: {unit}, round: 1, qualifier: about}}\n"
        for key, unit in units.items()
    )
    given = changes(kind, facts)
    given["data/units.yaml"] = FILES["data/units.yaml"].rstrip() + (
        "\n        of-base: {measures: index, forms: {zh-Hans: 点, en: points, pt: pontos}}"
    )
    given["data/qualifiers.yaml"] = FILES["data/qualifiers.yaml"].rstrip() + (
        '\n        about: {op: "~", forms: {zh-Hans: ["约{n}{u}"], en: ["about {n} {u}"], pt: ["cerca de {n} {u}"]},'
        "\n          label: {zh-Hans: 约, en: about, pt: cerca}}\n"
    )
    problems = refusals(tmp_path, given)
    refused = {problem.message.partition(":")[0].removeprefix("it.") for problem in problems}
    assert units.keys() - refused == set(LAWFUL[kind])
    assert {problem.rule for problem in problems} <= {"derive-kind"}


def test_a_line_is_looked_up_in_the_stored_text_like_any_quote(tmp_path: Path) -> None:
    with pytest.raises(StoryError) as refused:
        small_story(tmp_path, changes(lines=LINES.replace("60余个", "61余个")))
    assert [problem.rule for problem in refused.value.problems] == ["quote-absent"]
    assert str(refused.value.problems[0].place) == "data/series/water.csv:5:35"


def test_lines_may_be_most_of_what_a_text_is_quoted_for(tmp_path: Path) -> None:
    told = {year: f"{year}年供水{year - 1000}列" for year in range(1960, 2000)}
    lines = "".join(f"local,{year},{year - 1000},,,,paper,,{words},\n" for year, words in told.items())
    paper = FILES["data/sources/paper.txt"].rstrip() + "".join(f"\n        {words}。" for words in told.values())
    given = {**changes(lines=LINES + lines), "data/sources/paper.txt": paper + "\n"}
    story = small_story(tmp_path, given)
    begun = sum(len(leaf.entries) for leaf in leaves(story, "paper"))
    english = next(edition for edition in story.editions.values() if edition.lang == "en")
    assert begun > len(told)
    assert believed(Voice(story, english), "count", "sheet", str(begun))
    assert not believed(Voice(story, english), "count", "sheet", str(len(story.facts) + 1))


def test_what_fails_to_load_is_unknown_and_not_missing(tmp_path: Path) -> None:
    broken = changes(facts="", lines=LINES.replace("river,2022,810", "river,2022,81O"))
    broken["content/en/money.md"] = "---\ntitle: Money\n---\nContracts of {{money}}, {{water.river.2022}}.\n"
    with pytest.raises(StoryError) as refused:
        small_story(tmp_path, broken)
    assert [problem.rule for problem in refused.value.problems] == ["series-value"]


def test_a_long_series_costs_one_page_and_each_line_has_its_address_on_it(tmp_path: Path) -> None:
    story = tmp_path / "grid"
    shutil.copytree(GRID, story)
    lines = "".join(f"{year},{year},{year},p\n" for year in range(1100, 2100))
    (story / "data/series/share.csv").write_text("at,value,figure,where\n" + lines, "utf-8")
    (story / "data/series/share.yaml").write_text(
        "label: {en: Share}\nkind: flow\nunit: person\nsource: tables\n", "utf-8"
    )
    edit(
        story,
        "content/en/power.md",
        ("it made {{share.2024}}, {{wind.points}} more than in {{share.2023|as_of}}", "{{share.2024}}"),
    )
    facts = (story / "data/facts/facts.yaml").read_text("utf-8")
    start, end = facts.index("wind.points:"), facts.index("wind.passes:")
    (story / "data/facts/facts.yaml").write_text(facts[:start] + facts[end:], "utf-8")

    files = build_site(story, None).files

    assert not [path for path in files if path.startswith("facts/share.")]
    page = files["series/share/index.html"].decode()
    assert page.count('<tr id="share.') == 1000
    assert 'href="series/share/#share.2024"' in re.sub("index.html", "", files["index.html"].decode())


FINANCIAL = """at,value,figure
2020-21,41,41
2021/22,43,43
2022-23,45,45
"""


def financial(lines: str = FINANCIAL) -> dict[str, str | None]:
    head = "label: {zh-Hans: 供水, en: Water supplied, pt: Água}\nkind: flow\nunit: train\nsource: yearbook\n"
    told = {"data/series/water.yaml": f"{head}at: financial-year\n", "data/facts/more.yaml": None}
    return {**changes(lines=lines), **told}


def test_a_financial_year_is_twelve_months_under_the_name_that_its_country_gives_it(tmp_path: Path) -> None:
    story = small_story(tmp_path, financial())

    assert [name for name in story.points if name.startswith("water.")] == [
        "water.2020-21", "water.2021-22", "water.2022-23",
    ]  # fmt: skip
    assert str(story.facts["water.2022-23"].as_of) == "2022-04/2023-03"
    periods = [story.points[name].period for name in ("water.2020-21", "water.2021-22")]
    assert periods == [2020, 2021]


@pytest.mark.parametrize("cell", ["2022", "2022-24", "2022-2", "2023-22", "22-23", "2022-Q1", "2022-04/2023-03"])
def test_what_names_no_two_years_that_follow_each_other_is_no_financial_year(cell: str, tmp_path: Path) -> None:
    problems = refusals(tmp_path, financial(lines=FINANCIAL.replace("2022-23", cell)))

    assert [problem.rule for problem in problems] == ["series-date"]


def test_two_spellings_of_one_financial_year_are_one_line_twice(tmp_path: Path) -> None:
    problems = refusals(tmp_path, financial(lines=FINANCIAL + "2022/23,46,46\n"))

    assert [problem.rule for problem in problems] == ["series-twice"]


QUARTERS = """at,value,figure
2022-23-Q4,41,41
2023/24 Q1,43,43
2023-24-q2,45,45
"""


@pytest.mark.parametrize(
    ("begins", "at"), [(4, "2023-07/2023-09"), (7, "2023-10/2023-12"), (10, "2024-01/2024-03"), (2, "2023-05/2023-07")]
)
def test_a_quarter_of_a_financial_year_is_three_of_its_months(begins: int, at: str, tmp_path: Path) -> None:
    given = financial(lines=QUARTERS)
    head = str(given["data/series/water.yaml"]).replace("financial-year", f"financial-quarter\nbegins: {begins}")
    words = 'date.financial-quarter: {en: "{start}–{end} Q{n}", zh-Hans: "{start}–{end}{n}", pt: "{start}–{end} {n}"}'
    strings = f"{FILES['content/strings.yaml'].rstrip()}\n        {words}\n"
    story = small_story(tmp_path, {**given, "data/series/water.yaml": head, "content/strings.yaml": strings})

    assert [name for name in story.points if name.startswith("water.")] == [
        "water.2022-23-q4", "water.2023-24-q1", "water.2023-24-q2",
    ]  # fmt: skip
    assert str(story.facts["water.2023-24-q2"].as_of) == at
    first, *_, last = (point.period or 0 for point in story.points.values())
    assert last - first == 2
    copy = VoicedChart(voice_of(story, "en"), None)  # type: ignore[arg-type]  # no chart is asked for a time
    assert plain(copy.time("water.2022-23-q4")) == "2022–23 Q4"


@pytest.mark.parametrize("cell", ["2023-24", "2023-24-Q5", "2023-25-Q1", "2023-Q1", "Q1 2023-24"])
def test_what_is_no_quarter_of_a_financial_year_is_told(cell: str, tmp_path: Path) -> None:
    given = financial(lines=QUARTERS.replace("2022-23-Q4", cell))
    head = str(given["data/series/water.yaml"]).replace("financial-year", "financial-quarter")
    problems = refusals(tmp_path, {**given, "data/series/water.yaml": head})

    assert [problem.rule for problem in problems] == ["series-date"]


RANGES = """series,at,value,qualifier,figure
river,2021,12–15,,12–15
river,2022,13-16,,13 to 16 trains
river,2023,14,,14
"""


def test_a_cell_may_hold_a_range(tmp_path: Path) -> None:
    words = 'figure.between: {en: "between {low} and {high}", zh-Hans: "{low}至{high}", pt: "{low} a {high}"}'
    strings = f"{FILES['content/strings.yaml'].rstrip()}\n        {words}\n"
    given = {**changes(lines=RANGES), "data/facts/more.yaml": None, "content/strings.yaml": strings}
    story = small_story(tmp_path, given)

    assert story.facts["water.river.2021"].between == (Decimal(12), Decimal(15))
    assert plain(printed(voice_of(story, "en"), "water.river.2022")) == "between 13 and 16 trains"


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("12–16,,12–15", "cell-value"),
        ("15–12,,15–12", "wrong-value"),
        ("12–15,,12", "cell-unread"),
        ("12,,12–15", "cell-unread"),
        ("12–15,,about 12–15", "cell-qualifier"),
        ("12–15,,12–15 projects", "cell-unit"),
        ("12–15,odd,12–15", "key-unfit"),
        ("12–15–18,,12", "series-value"),
        ("12–1·5,,12", "series-value"),
    ],
)
def test_a_range_that_its_source_does_not_print_is_refused(line: str, rule: str, tmp_path: Path) -> None:
    lines = f"series,at,value,qualifier,figure\nriver,2021,{line}\nriver,2022,14,,14\n"
    problems = refusals(tmp_path, {**changes(lines=lines), "data/facts/more.yaml": None})

    assert rule in {problem.rule for problem in problems}, problems
