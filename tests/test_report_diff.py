"""What a change does to the printed page, told to an editor, to a program and in a pull request."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown import markdown as rendered

from build import main
from galley.errors import Place, Problem, UsageError
from galley.pages.occurrences import Occurrence
from galley.report import diff
from galley.report.changes import Changes, ChartChange, FigureChange
from galley.report.comparison import Diff, counts
from galley.report.markdown import LONGEST, escaped, markdown
from tests.repository import committed, edit, git
from tools.pictures import main as push_pictures

HARBOUR = Path(__file__).parent / "stories/harbour"


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one test has drawn the next need not draw again."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def tiny(story_copy: Callable[..., Path]) -> Path:
    return committed(story_copy("tiny"))


def since_head(story: Path, cache: Path) -> Any:
    return json.loads(diff(story, cache, "HEAD", "json"))


def heighten(story: Path) -> None:
    edit(story, "data/facts/tower.yaml", ("value: 30", "value: 40"), ("塔身近30米", "塔身近40米"))
    edit(story, "data/sources/log.txt", ("近30米", "近40米"))


@pytest.mark.parametrize(
    ("revision", "says"),
    [("no-such-branch", "git knows no revision “no-such-branch”"), ("--help", "git knows no revision “--help”")],
)
def test_an_unknown_revision_is_wrong_usage(tiny: Path, cache: Path, revision: str, says: str) -> None:
    with pytest.raises(UsageError, match=re.escape(says)):
        diff(tiny, cache, revision)


def test_a_folder_that_is_in_no_repository_is_wrong_usage(
    story_copy: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    story = story_copy("tiny")
    assert main(["diff", "--story", str(story)]) == 2
    assert "is in no git repository" in capsys.readouterr().err


def test_a_machine_without_git_is_told_so(tiny: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError, match="git is not installed"):
        diff(tiny, cache, "HEAD")


def test_a_revision_before_the_story_is_wrong_usage(story_copy: Callable[..., Path], cache: Path) -> None:
    story = story_copy("tiny")
    git(story, "init", "-q", "-b", "main")
    git(story, "commit", "-qm", "Nothing yet", "--allow-empty")
    with pytest.raises(UsageError, match="there is no story here at HEAD"):
        diff(story, cache, "HEAD")


def test_a_story_that_does_not_hold_tells_its_problems(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(tiny, "data/facts/tower.yaml", ("value: 30", "value: 31"))
    assert main(["diff", "--story", str(tiny)]) == 1
    assert "the quote says 30, the value is 31" in capsys.readouterr().err


@pytest.mark.parametrize("style", ["text", "markdown", "json"])
def test_a_revision_whose_story_does_not_hold_is_said_not_guessed(tiny: Path, cache: Path, style: str) -> None:
    edit(tiny, "data/facts/tower.yaml", ("value: 30", "value: 31"))
    git(tiny, "commit", "-qam", "A mistake")
    edit(tiny, "data/facts/tower.yaml", ("value: 31", "value: 30"))
    said = diff(tiny, cache, "HEAD", style)
    assert "the quote says 30, the value is 31" in said
    if style == "json":
        assert json.loads(said)["comparable"] is False
        assert "figures" not in json.loads(said)
    else:
        assert "The story there does not build" in said or "the story there does not build" in said


def test_nothing_changed_is_said_in_one_line(tiny: Path, cache: Path) -> None:
    commit = git(tiny, "rev-parse", "HEAD")[:10]
    assert diff(tiny, cache, "HEAD") == f"Since HEAD ({commit}): nothing"
    assert diff(tiny, cache, "main", "markdown") == (
        f"### Nothing changes on the printed page since `{commit}` (`main`)"
    )


def test_a_new_value_is_told_in_each_edition_with_its_places(tiny: Path, cache: Path) -> None:
    heighten(tiny)
    told = since_head(tiny, cache)
    assert [(one["fact"], one["edition"], one["before"], one["after"]) for one in told["figures"]] == [
        ("tower.height", "zh-Hans", "近30米", "近40米"),
        ("tower.height", "en", "nearly 30 metres", "nearly 40 metres"),
    ]
    spots = {(place["path"], place["section"], place["kind"]) for place in told["figures"][1]["places"]}
    assert {("en/index.html", "light", "text"), ("en/card-wide.png", "", "card")} <= spots
    assert told["quotes"] == [
        {
            "fact": "tower.height",
            "before": {"source": "log", "quote": "塔身近30米"},
            "after": {"source": "log", "quote": "塔身近40米"},
        }
    ]
    assert told["source_texts"] == ["log"]
    assert told["words"] == []


def test_the_working_tree_is_left_alone(tiny: Path, cache: Path) -> None:
    heighten(tiny)
    before = git(tiny, "status", "--porcelain"), git(tiny, "worktree", "list"), (tiny / ".git/index").read_bytes()
    diff(tiny, cache, "HEAD")
    assert (
        git(tiny, "status", "--porcelain"),
        git(tiny, "worktree", "list"),
        (tiny / ".git/index").read_bytes(),
    ) == before


def test_a_sentence_that_comes_or_goes_takes_its_figures_along(tiny: Path, cache: Path) -> None:
    with (tiny / "content/en/light.md").open("a", encoding="utf-8") as file:
        file.write("\nThere were {{keepers.count}}.\n")
    told = since_head(tiny, cache)
    assert [(one["edition"], one["before"], one["after"]) for one in told["figures"]] == [("en", None, "4 people")]
    assert told["words"] == [{"path": "en/index.html", "section": "light"}]
    text = diff(tiny, cache, "HEAD")
    assert "keepers.count, en: (not printed) → 4 people\n    en/index.html#light, text" in text


def test_translations_gone_stale_and_new_warnings_are_told_apart(tiny: Path, cache: Path) -> None:
    assert main(["translated", "en", "--story", str(tiny)]) == 0
    git(tiny, "add", "-A")
    git(tiny, "commit", "-qm", "Declare")
    edit(tiny, "content/zh-Hans/light.md", ("{{keepers.count}}", "一位又一位，共{{keepers.count}}"))
    with (tiny / "data/facts/tower.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "\nlog.page:\n  label: {zh-Hans: 页, en: Page}\n  value: 4\n  unit: person\n"
            "  inferred: {zh-Hans: 又, en: Again}\n  quote: 先后有4人看守\n  source: log\n"
        )
    told = since_head(tiny, cache)
    assert "translation-stale" in {problem["rule"] for problem in told["stale"]}
    assert "fact-unprinted" in {problem["rule"] for problem in told["warnings"]["new"]}
    assert told["facts"] == {"added": ["log.page"], "removed": []}


def test_a_story_below_the_top_of_its_repository_is_found(story_copy: Callable[..., Path], cache: Path) -> None:
    story = story_copy("tiny")
    committed(story.parent)
    heighten(story)
    assert [one["after"] for one in since_head(story, cache)["figures"]] == ["近40米", "nearly 40 metres"]


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> tuple[Path, str]:
    """A story with charts and pages of facts, in which a value has changed and a chart is gone; and its diff."""
    story = tmp_path_factory.mktemp("harbour")
    for part in ("content", "data", "templates", "assets"):
        shutil.copytree(HARBOUR / part, story / part)
    committed(story)
    edit(story, "data/facts/ferry.yaml", ("value: 50\n", "value: 40\n"), ("taken 50 minutes", "taken 40 minutes"))
    edit(story, "data/sources/harbour-report.txt", ("taken 50 minutes", "taken 40 minutes"))
    shown = story / "pictures"
    return shown, diff(story, cache, "HEAD", "markdown", shown, "https://example.org/a b")


def test_a_changed_chart_is_shown_before_and_after(harbour: tuple[Path, str]) -> None:
    shown, text = harbour
    names = ["en-crossing-times-after.png", "en-crossing-times-before.png"]
    assert [path.name for path in sorted(shown.glob("en-*.png"))] == names
    pictures = [(shown / name).read_bytes() for name in names]
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
    assert pictures[0] != pictures[1]
    assert "\n`crossing-times`: changed in en, pt\n\n| en, before | en, after |\n" in text
    assert "\n| ![en, before](<https://example.org/a%20b/en-crossing-times-before.png>) | ![en, after](<" in text


def test_the_pictures_of_one_edition_are_seen_at_once_and_those_of_others_folded(harbour: tuple[Path, str]) -> None:
    _, text = harbour
    seen, _, folded = text.partition("<details><summary>The other editions</summary>")
    assert ("en-crossing-times-after.png" in seen, "pt-crossing-times-after.png" in seen) == (True, False)
    assert "pt-crossing-times-after.png" in folded.partition("</details>")[0]


def test_every_picture_that_a_comment_shows_stands_where_it_is_pushed(
    harbour: tuple[Path, str], tmp_path: Path
) -> None:
    shown, text = harbour
    git(tmp_path, "init", "-q", "--bare")
    assert push_pictures([str(shown), "7/abc", "--remote", str(tmp_path)]) == 0
    referred = re.findall(r"\(<https://example\.org/a%20b/(.+?)>\)", text)
    assert len(referred) == 4
    assert git(tmp_path, "ls-tree", "-r", "--name-only", "diffs").split() == sorted(
        f"7/abc/{name}" for name in referred
    )


def test_the_pages_that_follow_are_counted_not_listed(harbour: tuple[Path, str]) -> None:
    _, text = harbour
    [row] = [line for line in text.splitlines() if line.startswith("| `ferry.crossing.after` | en |")]
    assert "| **50 minutes** | **40 minutes** |" in row
    assert re.search(r"and .*ledger \d+", row)
    assert "facts/" not in row


def test_pictures_that_cannot_be_written_are_wrong_usage(tiny: Path, cache: Path) -> None:
    (tiny / "file").touch()
    with pytest.raises(UsageError, match="pictures cannot be written"):
        diff(tiny, cache, "HEAD", "text", tiny / "file/pictures")


EMPTY = Changes((), (), (), (), (), (), (), (), (), (), (), ())


def change(fact: str, after: str, places: int = 1) -> FigureChange:
    here = tuple(Occurrence(fact, "en", f"en/{n}.html", "feature", "", "", "text", after) for n in range(places))
    return FigureChange(fact, "en", "6 boats", after, here)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("<b>bold</b> & <script>", "&lt;b&gt;bold&lt;/b&gt; &amp; &lt;script&gt;"),
        ("a|b", r"a\|b"),
        ("*7* _x_ `c` [l](u)", r"\*7\* \_x\_ \`c\` \[l\](u)"),
        ("thanks @octocat, see #12", "thanks @<!-- -->octocat, see #<!-- -->12"),
        ("two\nlines", "two lines"),
        ("GH-12, o/r#12", "GH-<!-- -->12, o/r#<!-- -->12"),
        ("https://a.b www.a.b a@b.c", "https:<!-- -->//a.b www<!-- -->.a.b a@<!-- -->b.c"),
        ("deadbee DEADBEEF0 1234567", "d<!-- -->eadbee D<!-- -->EADBEEF0 1<!-- -->234567"),
        ("$x$ ~~y~~", r"\$x\$ \~\~y\~\~"),
    ],
)
def test_words_in_a_comment_are_words(words: str, shown: str) -> None:
    assert escaped(words) == shown


def test_words_come_back_as_they_were_when_the_comment_is_shown() -> None:
    words = "近*7*小时 <i>&amp;</i> [x](y) `z` _u_"
    shown = re.sub("<[^>]+>", "", rendered(escaped(words)))
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == words


def test_a_figure_that_is_printed_in_several_ways_has_one_row_an_edition() -> None:
    chart = Occurrence("a", "en", "en/index.html", "feature", "s", "c", "chart", "7")
    alternative = Occurrence("a", "en", "en/index.html", "feature", "s", "c", "alternative", "7")
    bare = FigureChange("a", "en", "6", "7", (chart, alternative))
    text = markdown(Diff("main", "a" * 40, Changes(**{**_parts(EMPTY), "figures": (change("a", "7 boats"), bare)})))
    [row] = [line for line in text.splitlines() if line.startswith("| `a`")]
    assert row == (
        "| `a` | en | **6 boats**<br>**6** | **7 boats**<br>**7** | `en/0.html` text<br>`en/index.html#s` chart c |"
    )


def test_a_chart_without_pictures_is_a_line_with_its_editions() -> None:
    charts = (ChartChange("c", "en", "changed"), ChartChange("c", "pt", "changed"), ChartChange("d", "en", "added"))
    text = markdown(Diff("main", "a" * 40, Changes(**{**_parts(EMPTY), "charts": charts})))
    assert text.endswith("#### Charts\n\n- `c`: changed in en, pt\n\n- `d`: added in en")


def test_a_long_list_is_folded_and_many_places_too() -> None:
    few = Diff("main", "a" * 40, Changes(**{**_parts(EMPTY), "figures": (change("a", "7 boats"),)}))
    many = tuple(change(f"fact.{n}", "7 boats", 9) for n in range(30))
    long = Diff("main", "a" * 40, Changes(**{**_parts(EMPTY), "figures": many}))
    assert "<details>" not in markdown(few)
    text = markdown(long)
    assert "<details><summary><b>Figures</b> (30)</summary>" in text
    assert "<details><summary>9 places</summary>" in text
    assert text.count("<details>") == text.count("</details>")


def test_a_comment_is_never_longer_than_a_code_host_takes() -> None:
    many = tuple(change(f"fact.{n}", "7 boats", 40) for n in range(2000))
    problems = tuple(Problem("rule", Place("data/x.yaml", n), "m" * 200, "h" * 200) for n in range(900))
    text = markdown(Diff("main", "a" * 40, Changes(**{**_parts(EMPTY), "figures": many, "warnings": problems})))
    assert len(text) <= LONGEST
    assert "more, which `build.py diff` lists" in text
    assert text.startswith("### 2000 figures, 900 new warnings since `aaaaaaaaaa` (`main`)")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"pages_added": ("a",)}, "1 page added"),
        ({"pages_removed": ("a", "b")}, "2 pages removed"),
        ({"words": (("index.html", "a"), ("index.html", "b"))}, "2 sections in other words"),
        ({"facts_removed": ("a", "b")}, "2 facts gone"),
        ({}, "nothing"),
    ],
)
def test_the_head_counts_what_changed(given: dict[str, Any], said: str) -> None:
    assert counts(Changes(**{**_parts(EMPTY), **given})) == said


def _parts(changes: Changes) -> dict[str, Any]:
    return {name: getattr(changes, name) for name in Changes.__slots__}
