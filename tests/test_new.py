"""A new story builds at once, holds nothing that the engine brings, and says nothing of anybody else's."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from galley import __version__
from galley.build import build_site
from galley.errors import StoryError, UsageError
from galley.marks import plain
from galley.new import begin, spoken
from galley.story.load import load_story
from galley.story.pins import pin
from galley.theme import HERE as THEME

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2025, 3, 4)
FOREIGN = re.compile(
    r"ganzhou|shenzhen|bay area|\b(?:rail|train|station|sleeper)|southbound|赣|深圳|湾区|铁路|高铁|车站|南下", re.I
)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine")
    with pytest.raises(UsageError, match="is there already and not empty"):
        begin(tmp_path, ["en"], TODAY, in_git=False)
    assert [path.name for path in tmp_path.iterdir()] == ["diary.txt"]


@pytest.mark.parametrize("name", ["2024", "1e5", "null", "yes", "x" * 200, "灯塔 的账", "-rf", 'it\'s "q" #1: {a}\n'])
def test_a_folder_of_any_name_holds_a_story_that_loads(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    begin(Path(name), ["en"], TODAY, in_git=True)
    assert Path(name, ".git").is_dir()
    assert load_story(Path(name)).site.id


def test_a_link_that_leads_nowhere_or_round_is_left_alone(tmp_path: Path) -> None:
    for target in ("nowhere", "link"):
        (tmp_path / "link").unlink(missing_ok=True)
        (tmp_path / "link").symlink_to(tmp_path / target)
        with pytest.raises(UsageError, match="is there already"):
            begin(tmp_path / "link", ["en"], TODAY, in_git=False)


def test_no_repository_is_begun_within_another(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    begin(tmp_path / "story", ["en"], TODAY, in_git=True)
    assert (tmp_path / "story/Makefile").is_file()
    assert not (tmp_path / "story/.git").exists()


def test_a_language_that_the_engine_does_not_speak_is_named_with_those_that_it_does(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"“fr”\. Choose from en, zh-Hans, zh-Hant-HK"):
        begin(tmp_path / "new", ["en", "fr"], TODAY, in_git=False)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "languages", [("en",), ("zh-Hans",), ("zh-Hant-HK",), ("zh-Hans", "zh-Hant-HK", "en"), ("en", "zh-Hant-HK")]
)
def test_a_new_story_builds_without_a_warning_in_its_languages_alone(
    languages: tuple[str, ...], tmp_path: Path, cache: Path
) -> None:
    story = tmp_path / "new"
    begin(story, languages, TODAY, in_git=False)

    built = build_site(story, cache)

    assert built.warnings == ()
    assert tuple(built.story.editions) == languages
    assert len(built.story.facts) == 2
    assert len(built.story.charts) == 1
    feature = built.pages["index.html"]
    assert f'lang="{languages[0]}"' in feature
    assert feature.count('hreflang="') == 2 * len(languages) + 1


def test_every_language_that_is_offered_is_spoken() -> None:
    assert set(spoken()) == {"en", "zh-Hans", "zh-Hant-HK"}


def test_a_new_story_holds_no_word_of_another_and_nothing_that_the_theme_brings(tmp_path: Path, cache: Path) -> None:
    story = tmp_path / "new"
    written = begin(story, ["zh-Hans", "en"], TODAY, in_git=True)

    assert not [path for path in written if path.startswith(("templates/", "assets/"))]
    assert "content/strings.yaml" not in written
    texts = {path: (story / path).read_text(encoding="utf-8") for path in written}
    assert {path: found[0] for path, text in texts.items() if (found := FOREIGN.search(text))} == {}
    built = build_site(story, cache)
    assert {path: found[0] for path, text in built.pages.items() if (found := _foreign(text))} == {}


def _foreign(page: str) -> re.Match[str] | None:
    """A word of another story that readers meet; the classes of the theme's elements are none."""
    return FOREIGN.search(re.sub(r"<[^>]*>", " ", re.sub(r"<(style|script|svg).*?</\1>", " ", page, flags=re.DOTALL)))


def test_the_theme_says_nothing_of_this_story() -> None:
    strings = yaml.safe_load((THEME / "strings.yaml").read_text(encoding="utf-8"))
    said = [words for key, text in strings.items() if not key.startswith("column.") for words in text.values()]
    assert [words for words in said if FOREIGN.search(words)] == []  # the heads of tables name what a story may count


def test_any_chart_may_open_the_feature_and_then_stands_in_no_section(tmp_path: Path, cache: Path) -> None:
    story = tmp_path / "new"
    begin(story, ["en"], TODAY, in_git=False)
    home, section = story / "content/story.yaml", story / "content/en/loans.md"
    written = home.read_text(encoding="utf-8")

    home.write_text(written.replace("sections:", "opening: lones\nsections:"), encoding="utf-8")
    with pytest.raises(StoryError, match=r"opening: there is no chart “lones”"):
        load_story(story)
    home.write_text(written.replace("sections:", "opening: loans\nsections:"), encoding="utf-8")
    with pytest.raises(StoryError, match="the chart loans stands in en a second time"):
        load_story(story)
    section.write_text(section.read_text(encoding="utf-8").replace("{{chart loans}}", ""), encoding="utf-8")
    built = build_site(story, cache)

    feature = built.pages["index.html"]
    assert feature.index("What the library lent") < feature.index('id="chart-loans"') < feature.index('id="loans"')
    assert "The library lent more the year after" in plain(built.pages["feature.txt"])


def test_a_story_of_its_own_names_the_engine_that_it_was_begun_with(tmp_path: Path) -> None:
    begin(tmp_path / "new", ["en"], TODAY, in_git=True)
    named = (tmp_path / "new/engine.mk").read_text()
    assert f":= {__version__}\n" in named
    assert (tmp_path / "new/.git").is_dir()
    assert "make upgrade test" in (tmp_path / "new/README.md").read_text()


def test_the_command_says_what_to_do_next(tmp_path: Path) -> None:
    story = tmp_path / "lamp"
    command = [sys.executable, "build.py", "new", str(story), "--lang", "en", "--no-git"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.endswith(f"Build it: python build.py --story {story}\n")
    assert not (story / "Makefile").exists()


def test_an_upgrade_tests_the_engine_that_it_has_named(tmp_path: Path) -> None:
    """A make that has read engine.mk goes on with the old name; it must fetch the new engine by another."""
    engine, story = tmp_path / "engine", tmp_path / "story"
    engine.mkdir()
    story.mkdir()
    python = f".venv/.runtime:\n\tmkdir -p .venv/bin && ln -sf {sys.executable} .venv/bin/python && touch $@\n"
    (engine / "Makefile").write_text(python)
    shutil.copy(ROOT / "galley/new/skeleton/Makefile", story)

    def released(version: str) -> str:
        (engine / "build.py").write_text(f"print('galley {version}')\n")
        return run("git add -A && git commit -qm Release && git rev-parse HEAD", engine)

    def run(command: str, folder: Path) -> str:
        return subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True, check=True).stdout

    run("git init -q -b main", engine)
    named = f"ENGINE_VERSION  := 1.0\nENGINE_FROM     := {engine}\nENGINE_REVISION := {released('1.0')}"
    (story / "engine.mk").write_text(named)
    assert run("make -s test", story) == "galley 1.0\n"
    newest = released("2.0").strip()
    assert run("make -s test", story) == "galley 1.0\n"
    assert run("make -s upgrade test", story) == "galley 2.0\n"
    assert (
        f"ENGINE_VERSION  := 2.0\nENGINE_FROM     := {engine}\nENGINE_REVISION := {newest}\n"
        == (story / "engine.mk").read_text()
    )


def test_what_a_source_says_in_straight_quotation_marks_is_quoted_on_every_page_and_in_every_file(
    tmp_path: Path, cache: Path
) -> None:
    story = tmp_path / "story"
    begin(story, ["en"], TODAY, in_git=False)
    facts, text = (
        next((story / place).glob(kind)) for place, kind in (("data/facts", "*.yaml"), ("data/sources", "*"))
    )
    said = text.read_text(encoding="utf-8")
    (quote,) = re.findall(r"^library\.loans\.2023:.*?quote: \"(.*?)\"$", facts.read_text(encoding="utf-8"), re.M | re.S)
    mended = f'"Reading \\ writing" & <more>: {quote}'
    text.write_text(said.replace(quote, mended), encoding="utf-8")
    facts.write_text(facts.read_text(encoding="utf-8").replace(f'"{quote}"', f"'{mended}'"), encoding="utf-8")
    pin(story, [], TODAY)

    site = build_site(story, cache)

    assert not [problem for problem in site.warnings if problem.level == "error"]
