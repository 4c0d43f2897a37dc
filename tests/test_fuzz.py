"""What chance has found once stays mended, and chance goes on for a few inputs."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from galley.build import build_site
from galley.errors import StoryError
from galley.story.pins import pin
from tests.fuzz.__main__ import FOUND, STORIES, tried
from tests.fuzz.judge import is_unescaped, judged
from tests.fuzz.mutate import files_of, spoiled
from tests.fuzz.naughty import CANARY


@pytest.mark.parametrize("place", sorted(path for path in FOUND.iterdir() if path.is_dir()), ids=lambda path: path.name)
def test_what_was_found_once_is_built_or_refused_with_a_place(place: Path, tmp_path: Path) -> None:
    story = tmp_path / "story"
    shutil.copytree(STORIES / place.name.partition("-")[0], story)
    shutil.copytree(place, story, dirs_exist_ok=True)
    verdict = judged(story, tmp_path / "cache")
    assert not verdict.found, verdict.words


SHEET = """
long:
  {title: {en: Sheet}, publisher: {en: Office}, lang: en, date: 2024, text: long.csv, sheet: {header: 1}}
"""
CELL = "one: {label: {en: One}, value: 5, unit: crown, source: long, cell: {row: a, column: crowns}}\n"


def append(path: Path, text: str) -> None:
    path.write_text((path.read_text("utf-8") if path.exists() else "") + text, "utf-8")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def sheet(story: Path, text: str) -> None:
    append(story / "data/sources.yaml", SHEET)
    (story / "data/sources/long.csv").write_text(text, "utf-8")
    append(story / "data/facts/more.yaml", CELL)
    pin(story, [], date(2026, 1, 1))


def days(count: int) -> str:
    first = date(1900, 1, 1)
    lines = (f"{first + timedelta(at)},{at},tariff,{at},table" for at in range(count))
    return "\n".join(("at,value,measure,figure,where", *lines))


def chain(story: Path) -> None:
    """Three thousand calculations, each made of the one after it."""
    made = "{{label: {{zh-Hans: 甲, en: A}}, sum: [{of}, keepers.count], unit: person, counts_as: person}}"
    lines = (f"c{at}: {made.format(of=f'c{at + 1}')}\n" for at in range(3000))
    append(story / "data/facts/tower.yaml", "".join(lines) + f"c3000: {made.format(of='tower.height')}\n")


def claim(story: Path) -> None:
    words = f"zh-Hans: {'三百' * 2000}, en: {'three hundred ' * 2000}"
    fact = f"{{label: {{zh-Hans: 甲, en: A}}, words: {{{words}}}, source: log, quote: 塔身近30米}}"
    append(story / "data/facts/tower.yaml", f"long: {fact}\n")


def renamed(series: Path) -> None:
    for end in ("yaml", "csv"):
        (series / f"bill.{end}").rename(series / f"B ill.{end}")


def unpinned(story: Path, text: str) -> None:
    path = story / "data/sources.yaml"
    told = re.sub(r"\n  (?:sha256|taken): .*", "", path.read_text("utf-8"))
    path.write_text(told.replace("text: log.txt", text), "utf-8")
    pin(story, [], date(2026, 1, 1))


TARIFF = "2019,610,tariff,610,table 4"
STORY, BILL = "content/story.yaml", "data/series/bill.csv"
LARGE: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "a place of 200,000 letters in a series": (
        "grid",
        lambda story: change(story / BILL, TARIFF, f"2019,610,tariff,610,{'x' * 200_000}"),
        "longer than 400 characters",
    ),
    "a value of a million digits": (
        "grid",
        lambda story: change(story / BILL, TARIFF, f"2019,{'9' * 10**6},tariff,{'9' * 10**6},table 4"),
        "is no number",
    ),
    "a value in digits of another script": (
        "grid",
        lambda story: change(story / BILL, TARIFF, "2019,٦١٠,tariff,610,table 4"),
        "is no number",
    ),
    "a series of 20,000 lines": (
        "grid",
        lambda story: append(story / BILL, days(20_000).partition("\n")[2]),
        "20005 lines, and 2000 are the most",
    ),
    "a series whose file cannot be an id": (
        "grid",
        lambda story: renamed(story / "data/series"),
        "cannot be the id of a series",
    ),
    "a column of 100,000 letters": ("grid", lambda story: change(story / BILL, "where", "w" * 100_000), "no column"),
    "a table of 20,000 rows": (
        "grid",
        lambda story: sheet(story, "x,crowns\n" + "".join(f"r{at},\n" for at in range(20_000)) + "b,5\n"),
        "no row “a”",
    ),
    "a cell of 200,000 letters": ("grid", lambda story: sheet(story, f"x,crowns\nb,{'5' * 200_000}\n"), "no row “a”"),
    "a table of nothing": ("grid", lambda story: sheet(story, ""), "all of it is head"),
    "a word of 250,000 letters in the lexicon": (
        "harbour",
        lambda story: append(story / "data/lexicon.yaml", f'en: {{plain: ["{"word " * 50_000}"]}}\n'),
        "longer than 100 characters",
    ),
    "words of the lexicon that are patterns": (
        "tiny",
        lambda story: append(
            story / "data/lexicon.yaml", 'en: {plain: ["(.*)+$", "[", "(?P<x>"], unclear: ["(a+)+$"]}\n'
        ),
        "built",
    ),
    "a chain of calculations": ("tiny", chain, ""),
    "a claim of numbers in words": ("tiny", claim, ""),
    "a sentence of 5,000 figures and no stop": (
        "tiny",
        lambda story: append(story / "data/sources/log.txt", "第12章近30米" * 2500),
        "is not the text that was pinned",
    ),
    "a folder of an edition that some disks take for another": (
        "tiny",
        lambda story: change(story / STORY, "path: en/", "path: Data/"),
        "a folder of the site's own",
    ),
    "a folder of an edition that is a file of the site": (
        "tiny",
        lambda story: change(story / STORY, "path: en/", "path: index.html/"),
        "is not the path of a folder",
    ),
    "a pin in the middle of a text": (
        "tiny",
        lambda story: unpinned(story, "text: >-\n    log.txt"),
        "no pin can be written beside this",
    ),
}


@pytest.mark.parametrize(("name", "spoil", "told"), LARGE.values(), ids=LARGE)
def test_what_an_adversary_writes_is_built_or_refused_with_a_place_in_time(
    name: str, spoil: Callable[[Path], None], told: str, tmp_path: Path
) -> None:
    story = tmp_path / "story"
    shutil.copytree(STORIES / name, story, ignore=shutil.ignore_patterns("golden"))
    assert told in _told(story, spoil, tmp_path / "cache")


def _told(story: Path, spoil: Callable[[Path], None], cache: Path) -> str:
    """What is said of a spoiled story: by `pin`, or by a build; nothing where it is built."""
    try:
        spoil(story)
        verdict = judged(story, cache)
        assert not verdict.found, verdict.words
        if verdict.kind == "refused":
            build_site(story, cache)
    except StoryError as error:
        return str(error)
    return "built"


def test_a_few_inputs_are_built_or_refused_with_a_place() -> None:
    found = [(number, verdict.kind, verdict.words) for number, verdict, _ in tried(0, 1, 40, 0) if verdict.found]
    assert found == []


def test_an_input_is_the_same_each_time_and_another_than_the_next() -> None:
    files = files_of(STORIES / "harbour")
    assert spoiled(files, 7) == spoiled(files, 7)
    assert len({repr(spoiled(files, number)) for number in range(50)}) == 50


def test_a_build_that_falls_over_and_a_text_that_is_not_escaped_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.fuzz.judge.build_site", lambda story, cache: 1 / 0)
    assert judged(tmp_path, None).kind == "traceback"
    assert is_unescaped("index.html", f"<p><{CANARY}>".encode())
    assert is_unescaped("a.svg", f"<svg {CANARY}='1'/>".encode())
    assert not is_unescaped("index.html", f"<p>&lt;{CANARY}&gt;</p>".encode())
