"""What was published does not change in silence: a reason goes on the record, and readers are told of it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from build import main
from galley.build import Build, build_site
from galley.errors import Problem, UsageError
from galley.report import silent_changes
from galley.story.load import load_story
from tests.repository import committed, edit, git
from tests.small import FILES, write_story

FACTS = "data/facts/all.yaml"
SOURCE = "data/sources/paper.txt"
REASON = "changed: 2024-02-01, reason: {zh-Hans: 抄错了。, en: Miscopied., pt: Erro nosso.}"

TABLE = """
        table: {title: {zh-Hans: 表, en: Table, pt: Tabela}, publisher: {zh-Hans: 社, en: Office, pt: Gabinete},
          lang: zh-Hans, date: 2024}
"""

Edits = dict[str, list[tuple[str, str]]]


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """The small story with a claim, a list, two sums and a correction, as it stands in the last commit."""
    more = """
        towns:
          label: {zh-Hans: 城市, en: Towns, pt: Cidades}
          items: [{zh-Hans: 广州, en: Guangzhou, pt: Cantão}, {zh-Hans: 深圳, en: Shenzhen, pt: Shenzhen}]
          unit: project
          source: paper
          quote: 广州、深圳等
          qualifier: open
        clinics:
          label: {zh-Hans: 诊所, en: Clinics, pt: Clínicas}
          value: 4
          unit: hospital
          source: table
          figure: "4"
        health:
          label: {zh-Hans: 合计, en: In all, pt: Total}
          sum: [hospitals, clinics]
          unit: hospital
    """
    open_list = """
        open:
          op: ">="
          label: {zh-Hans: 至少, en: at least, pt: pelo menos}
          forms: {zh-Hans: ["{n}{u}等"], en: ["at least {n} {u}"], pt: ["pelo menos {n} {u}"]}
    """
    facts = (
        FILES[FACTS]
        .rstrip()
        .replace("quote: 8所医院", "quote: 8所医院\n          history:\n          - {value: 7, " + REASON + "}")
    )
    sources = FILES["data/sources.yaml"].rstrip() + TABLE
    changes = {
        "data/sources.yaml": sources,
        FACTS: facts + more,
        "data/qualifiers.yaml": FILES["data/qualifiers.yaml"].rstrip() + open_list,
    }
    return committed(write_story(tmp_path / "story", changes))


def changed(story: Path, edits: Edits) -> list[Problem]:
    for path, changes in edits.items():
        edit(story, path, *changes)
    return [*silent_changes(load_story(story), story, "HEAD")]


SILENT: dict[str, tuple[Edits, str, str]] = {
    "a value": (
        {FACTS: [("value: 7\n", "value: 6\n"), ("近7小时", "近6小时")], SOURCE: [("近7小时", "近6小时")]},
        "time",
        "- {value: 7, unit: hour, qualifier: nearly, changed: the day, reason: {…}}",
    ),
    "a unit": (
        {FACTS: [("value: 7\n", "value: 420\n"), ("unit: hour", "unit: minute")]},
        "time",
        "- {value: 7, unit: hour, qualifier: nearly,",
    ),
    "a qualifier": (
        {
            FACTS: [("qualifier: exceeds", "qualifier: nearly"), ("突破1800", "近1800")],
            SOURCE: [("突破1800", "近1800")],
        },
        "money",
        "- {value: 180000000000, unit: yuan, qualifier: exceeds,",
    ),
    "a date": (
        {FACTS: [("date: 2021\n", "date: 2020\n"), ("2021年建", "2020年建")], SOURCE: [("2021年建", "2020年建")]},
        "opened",
        "- {date: 2021, changed:",
    ),
    "words": (
        {FACTS: [("words: {zh-Hans: 创历史新高", "words: {zh-Hans: 历史新高")]},
        "record",
        "- {words: {zh-Hans: 创历史新高, en: a record high, pt: um recorde}, changed:",
    ),
    "a list": (
        {FACTS: [(", {zh-Hans: 深圳, en: Shenzhen, pt: Shenzhen}]", "]")]},
        "towns",
        "- {value: 2, unit: project, qualifier: open,",
    ),
    "a calculation": (
        {FACTS: [("sum: [hospitals, clinics]", "difference: [hospitals, clinics]")]},
        "health",
        "- {value: 12,",
    ),
}


@pytest.mark.parametrize("what", SILENT)
def test_a_silent_change_is_refused_with_the_entry_to_write(published: Path, what: str) -> None:
    edits, fact, entry = SILENT[what]
    [problem] = changed(published, edits)
    assert (problem.rule, problem.level) == ("correction-missing", "error")
    assert problem.message.startswith(f"{fact}: what it says has changed since HEAD")
    assert entry in problem.hint
    line = (published / FACTS).read_text("utf-8").splitlines()[problem.place.line - 1]
    assert (problem.place.path, line) == (FACTS, f"{fact}:")


@pytest.mark.parametrize("what", SILENT)
def test_with_the_entry_that_the_hint_gives_it_passes(published: Path, what: str) -> None:
    edits, fact, _ = SILENT[what]
    [problem] = changed(published, edits)
    entry = re.search(r"- (\{.*), changed: the day", problem.hint)
    assert entry
    edit(published, FACTS, (f"{fact}:\n  label", f"{fact}:\n  history:\n  - {entry[1]}, {REASON}}}\n  label"))
    assert [*silent_changes(load_story(published), published, "HEAD")] == []


@pytest.mark.parametrize(
    "entry", ["{value: 8, unit: hour, qualifier: nearly, ", "{value: 7, unit: hour, ", "{value: 7, qualifier: odd, "]
)
def test_an_entry_with_another_value_does_not_excuse(published: Path, entry: str) -> None:
    edits, _, _ = SILENT["a value"]
    changed(published, edits)
    edit(published, FACTS, ("\ntime:\n", f"\ntime:\n  history:\n  - {entry}{REASON}}}\n"))
    problems = [*silent_changes(load_story(published), published, "HEAD")]
    assert [problem.rule for problem in problems] == ["correction-missing"]


def test_an_entry_that_was_there_before_does_not_excuse_a_new_change(published: Path) -> None:
    edits: Edits = {FACTS: [("value: 8\n", "value: 9\n"), ("8所医院", "9所医院")], SOURCE: [("8所医院", "9所医院")]}
    problems = changed(published, edits)
    assert [(problem.rule, problem.message.split(":")[0]) for problem in problems] == [
        ("correction-missing", "hospitals"),
        ("correction-missing", "health"),
    ]


def test_what_is_new_passes_and_a_reason_said_otherwise_is_told(published: Path) -> None:
    new = FILES[FACTS].split("hospitals:")[1].replace("8所医院", "60余个项目").replace("value: 8", "value: 60")
    new = new.replace("unit: hospital", "unit: project\n          qualifier: odd")
    with (published / FACTS).open("a", encoding="utf-8") as file:
        file.write("signed:" + new.replace("\n          ", "\n  "))
    [told] = changed(published, {FACTS: [("en: Miscopied.", "en: We had miscopied it.")]})
    assert (told.rule, told.level) == ("shown-otherwise", "warning")
    assert "“抄错了。 / Miscopied. / Erro nosso.” → “抄错了。 / We had miscopied it. / Erro nosso.”" in told.message


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ({FACTS: [("en: Contracts", "en: The contracts")]}, "money.label in en changed"),
        ({"data/sources.yaml": [("en: Press", "en: The Press")]}, "paper.publisher in en changed"),
        ({"data/sources.yaml": [("date: 2023", "date: 2022")]}, "paper.date changed"),
        ({"data/units.yaml": [("other: hours", "other: full hours")]}, "time in en changed"),
        ({FACTS: [("quote: 8所医院", "quote: 8所医院、60余个项目")]}, "hospitals.quote changed"),
    ],
)
def test_what_readers_see_otherwise_is_told(published: Path, edits: Edits, told: str) -> None:
    found = [problem for problem in changed(published, edits) if problem.rule == "shown-otherwise"]
    assert any(told in problem.message for problem in found), found
    assert all(problem.level == "warning" for problem in found)


def test_a_correction_that_is_taken_back_is_refused(published: Path) -> None:
    facts = (published / FACTS).read_text("utf-8")
    entry = re.search(r"  history:\n  - .*\n", facts)
    assert entry
    [problem] = changed(published, {FACTS: [(entry[0], "")]})
    assert (problem.rule, problem.level) == ("correction-erased", "error")
    assert "the correction of 2024-02-01" in problem.message


def test_another_time_or_source_is_worth_a_reason(published: Path) -> None:
    [problem] = changed(published, {FACTS: [("\ntime:\n", "\ntime:\n  as_of: 2021\n")]})
    assert (problem.rule, problem.level) == ("correction-advised", "warning")
    assert "as_of is 2021, was not given in HEAD" in problem.message


@pytest.mark.parametrize(
    ("edits", "hint"),
    [
        ({FACTS: [("\ntime:\n", "\njourney:\n")]}, "It seems to be journey now: write formerly: [time] there"),
        (
            {FACTS: [("\ntime:\n", "\njourney:\n"), ("quote: 由原来的近7小时", "quote: 由原来的近7小时缩短")]},
            "Keep it, if it was wrong",
        ),
    ],
)
def test_a_fact_whose_page_would_lead_nowhere_is_refused(published: Path, edits: Edits, hint: str) -> None:
    [problem] = changed(mentioning(published, "journey"), edits)
    assert (problem.rule, problem.level) == ("fact-gone", "error")
    assert problem.message == "time: this fact stood in HEAD and is gone without a word."
    assert problem.hint.startswith(hint)


RENAMED = [("\ntime:\n", "\njourney:\n  formerly: [time]\n")]
WITHDRAWN = """
withdrawn:
- pages: [facts/time]
  section: line
  reason: {zh-Hans: 不再讲。, en: It is told no more., pt: Já não se conta.}
  on: 2024-03-01
"""


def mentioning(story: Path, new: str, old: str = "time") -> Path:
    for path in (story / "content").rglob("*.md"):
        path.write_text(path.read_text("utf-8").replace(f"{{{{{old}}}}}", f"{{{{{new}}}}}"), "utf-8")
    return story


def test_a_fact_that_says_which_id_it_had_leads_on(published: Path) -> None:
    assert changed(mentioning(published, "journey"), {FACTS: RENAMED}) == []


def test_a_new_id_hides_no_change_of_what_is_said(published: Path) -> None:
    edits, _, _ = SILENT["a value"]
    edits = {**edits, FACTS: [*edits[FACTS], *RENAMED]}
    assert "correction-missing" in [problem.rule for problem in changed(mentioning(published, "journey"), edits)]


def test_a_fact_that_is_withdrawn_is_no_more_than_that(published: Path) -> None:
    edit(published, "content/story.yaml", ("\nsections: [", f"{WITHDRAWN}\nsections: ["))
    assert changed(mentioning(published, "journey"), {FACTS: [("\ntime:\n", "\njourney:\n")]}) == []


def test_a_source_whose_page_would_lead_nowhere_is_refused(published: Path) -> None:
    edits = [("source: table\n", "source: register\n")]
    [*_, problem] = [
        one
        for one in changed(published, {FACTS: edits, "data/sources.yaml": [("\ntable:", "\nregister:")]})
        if one.rule == "page-gone"
    ]
    assert problem.message == "source/table: this page stood in HEAD and is gone without a word."
    assert "list source/table under withdrawn: in content/story.yaml" in str(problem.hint)


def test_a_section_that_links_would_miss_is_refused(published: Path) -> None:
    for folder in ("zh-Hans", "en", "pt"):
        (published / f"content/{folder}/money.md").rename(published / f"content/{folder}/sums.md")
    edits = {"content/story.yaml": [("sections: [line, money]", "sections: [line, sums]")]}
    gone = [problem for problem in changed(published, edits) if problem.rule == "page-gone"]
    assert [one.place.path for one in gone] == [f"content/{name}" for name in ("en", "pt", "zh-Hans", "zh-Hant-HK")]
    assert gone[0].hint == "Write formerly: [money] at the head of the section that took it over."


def test_a_page_that_led_on_leads_on_as_long_as_the_story_is_told(published: Path) -> None:
    """Also where what it led to has another name in its turn."""
    again, gone = "title: Money\n", WITHDRAWN.replace("facts/time", "facts/fare, source/diary")
    edit(mentioning(published, "journey"), FACTS, *RENAMED)
    edit(published, "content/story.yaml", ("\nsections: [", f"{gone}\nsections: ["))
    edit(published, "content/en/money.md", (again, f"{again}formerly: [sums]\n"))
    git(published, "commit", "-qam", "Renamed")
    assert [*silent_changes(load_story(published), published, "HEAD")] == []

    edit(published, "content/en/money.md", ("formerly: [sums]\n", ""))
    edit(published, "content/story.yaml", ("facts/fare, source/diary", "facts/fare"))
    edits: Edits = {FACTS: [("\njourney:\n  formerly: [time]\n", "\ntrip:\n  formerly: [journey]\n")]}
    found = changed(mentioning(published, "trip", "journey"), edits)
    assert [problem.message.partition(":")[0] for problem in found] == ["facts/time", "source/diary", "sums"]
    assert [problem.hint.partition(",")[0] for problem in found] == [
        "Write formerly: [time] again",
        "Put it back",
        "Write formerly: [sums] at the head of the section that took it over.",
    ]


def test_facts_are_compared_though_the_story_of_then_does_not_hold_now(published: Path) -> None:
    edit(published, FACTS, ("unit: yuan", "unit: yaun"), ("label: {zh-Hans: 通车", "lable: {zh-Hans: 通车"))
    git(published, "commit", "-qam", "Broken")
    git(published, "show", "HEAD~:" + FACTS)
    (published / FACTS).write_text(git(published, "show", "HEAD~:" + FACTS), "utf-8")
    edits, _, _ = SILENT["a value"]
    problems = {problem.rule: problem for problem in changed(published, edits)}
    assert problems["correction-missing"].message.startswith(("time:", "money:"))
    assert problems["base-unread"].message.startswith("opened:")


def test_before_there_was_a_story_nothing_was_published(tmp_path: Path) -> None:
    story = write_story(tmp_path / "story")
    git(story, "init", "-q", "-b", "main")
    git(story, "commit", "-qm", "Nothing yet", "--allow-empty")
    assert [*silent_changes(load_story(story), story, "HEAD")] == []


def test_an_unknown_revision_is_wrong_usage(published: Path) -> None:
    with pytest.raises(UsageError, match="git knows no revision “mian”"):
        [*silent_changes(load_story(published), published, "mian")]


def test_check_refuses_a_silent_change(story_copy: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    story = committed(story_copy("tiny"))
    edit(story, "data/facts/tower.yaml", ("value: 30", "value: 40"), ("近30米", "近40米"))
    edit(story, "data/sources/log.txt", ("近30米", "近40米"))
    assert main(["check", "--story", str(story), "--base", "HEAD"]) == 1
    assert "[correction-missing]" in capsys.readouterr().err
    assert main(["check", "--story", str(story), "--base", "HAED"]) == 2
    assert main(["check", "--story", str(story)]) == 0


@pytest.fixture(scope="module")
def corrected(built: Callable[[str], Build]) -> Build:
    """A story in which a value of 55 minutes was corrected to 50."""
    return built("harbour")


WHERE = {
    "the corrections page": ("en", "corrections/index.html"),
    "the feed": ("en", "feed.xml"),
    "the corrections page in Portuguese": ("pt", "pt/corrections/index.html"),
    "the feed in Portuguese": ("pt", "pt/feed.xml"),
}


@pytest.mark.parametrize("where", WHERE)
def test_a_correction_reaches_readers(corrected: Build, where: str) -> None:
    lang, path = WHERE[where]
    text = corrected.files[path].decode()
    old, new, reason = {
        "en": ("55 minutes", "50 minutes", "We had misread the report."),
        "pt": ("55 minutos", "50 minutos", "Tínhamos lido mal o relatório."),
    }[lang]
    assert reason in text
    assert old in re.sub("<[^>]+>|\N{NO-BREAK SPACE}", " ", text).replace("  ", " ")
    assert new.split()[0] in text


def test_a_correction_reaches_search_engines_its_page_and_the_note_at_the_figure(root: Path, tmp_path: Path) -> None:
    """On the repository's own story, whose templates show evidence at the figure."""
    proof = build_site(_with_history(root, tmp_path / "story"), root / ".cache", keeps=False)
    page = proof.files["en/index.html"].decode()
    scripts = [
        json.loads(script) for script in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    ]
    comments = [one for script in scripts for one in script.get("correction", [])]
    [comment] = [one for one in comments if one["text"].endswith("We had copied it wrongly.")]
    assert comment["@type"] == "CorrectionComment"
    assert comment["datePublished"] == "2026-11-26"
    notes = proof.files["en/evidence/index.html"].decode()
    note = notes[notes.index('id="rail.fastest.before"') :]
    note = note[: note.index("</dl>")]
    assert "We had copied it wrongly." in note
    assert "26 November 2026" in note
    assert "We had copied it wrongly." in proof.files["en/facts/rail.fastest.before/index.html"].decode()


def _with_history(root: Path, story: Path) -> Path:
    for part in ("content", "data", "templates", "assets"):
        shutil.copytree(root / part, story / part)
    reason = "{zh-Hans: 抄错了一个数。, en: We had copied it wrongly.}"
    entry = f"\n  history:\n    - {{value: 333, unit: minute, changed: 2026-11-26, reason: {reason}}}\n"
    edit(
        story,
        "data/facts/railway.yaml",
        ("(from China State Railway)\n  value: 332\n", "(from China State Railway)\n  value: 332" + entry),
    )
    return story
