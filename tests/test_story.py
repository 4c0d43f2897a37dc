"""A whole story is loaded, or every mistake in it is told at once, without those that follow from another."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from galley.errors import Problem, StoryError
from galley.story.load import Story, load_story
from galley.story.pins import pin

TINY = Path(__file__).resolve().parent / "stories/tiny"
FACTS, SITE, UNITS, ENGLISH = "data/facts/tower.yaml", "content/story.yaml", "data/units.yaml", "content/en/light.md"
SCRIPT = "  hk: {lang: zh-Hant-HK, path: hk/, name: 繁體, numbers: zh, script: [zh-Hans, s2hk]}\n"
BOOK = "book:\n  title: {zh-Hans: 书, en: Book}\n  publisher: {zh-Hans: 社, en: Press}\n  lang: zh-Hans\n  date: 1999\n"
"""A source of which no text is stored."""


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return shutil.copytree(TINY, tmp_path / "tiny")


@pytest.fixture(scope="module")
def story() -> Story:
    return load_story(TINY)


def change(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def problems_of(root: Path) -> tuple[Problem, ...]:
    try:
        return load_story(root).warnings
    except StoryError as error:
        return error.problems


def told(root: Path) -> list[str]:
    """`place rule` of every problem of a story."""
    return [f"{problem.place} {problem.rule}" for problem in problems_of(root)]


def test_every_mistake_of_a_story_is_told_in_one_run(tiny: Path) -> None:
    change(tiny, FACTS, "value: 30", "value: thirty")
    change(tiny, FACTS, "date: 2024-03", "date: 2024-13")
    change(tiny, SITE, "The accounts", "The 7 accounts")
    change(tiny, ENGLISH, "sign: Light", "sing: Light")

    assert told(tiny) == [
        f"{ENGLISH}:3:1 unknown-key",
        f"{SITE}:9:11 orphan-number",
        f"{FACTS}:5:10 wrong-type",
        f"{FACTS}:14:9 wrong-value",
    ]


@pytest.mark.parametrize(
    ("path", "old", "new", "rule"),
    [
        # what could not be read is unknown, and nobody is blamed for naming it
        (FACTS, "tower.height:", "tower.height: [", "yaml-syntax"),
        (FACTS, "  value: 30", "  vlaue: 30", "unknown-key"),
        (FACTS, "    en: Height", "    en: no\n    pt: Height", "yes-or-no"),
        (UNITS, "metre:\n", "metre: [\n", "yaml-syntax"),
        (UNITS, "  measures: length\n", "", "missing-key"),
        ("data/qualifiers.yaml", 'op: "<~"', "op: nearly", "unknown-choice"),
        ("data/sources.yaml", "date: 2024-04", "date: April", "wrong-value"),
        ("data/sources.yaml", "log.txt", "lgo.txt", "missing-file"),
        ("data/sources.yaml", "log:", "log", "not-a-map"),
        ("data/terms.yaml", "five-star:", "- five-star:", "not-a-map"),
        ("data/terms.yaml", "text: {", "txt: {", "unknown-key"),
        (SITE, "numbers: en}", "numbers: en, colour: red}", "unknown-key"),
        (SITE, "published: 2024-05-01\n", "", "missing-key"),
        (SITE, "id: tiny", "id: tiny\nid: small", "duplicate-key"),
        (SITE, "editions:", "editions: [", "yaml-syntax"),
    ],
)
def test_nothing_is_told_that_follows_from_another_mistake(
    tiny: Path, path: str, old: str, new: str, rule: str
) -> None:
    change(tiny, path, old, new)

    assert [problem.split()[-1] for problem in told(tiny)] == [rule]


def test_a_fact_that_another_is_derived_from_may_be_wrong_alone(tiny: Path) -> None:
    with (tiny / "data/sources.yaml").open("a", encoding="utf-8") as sources:
        sources.write(BOOK)
    (tiny / "data/facts/more.yaml").write_text(
        "cooks:\n  label: {zh-Hans: 厨师, en: Cooks}\n  value: 3\n  unit: person\n  source: book\n  quote: 厨师3人\n"
        "students:\n  label: {zh-Hans: 学生, en: Students}\n  value: 2\n  unit: person\n"
        "  source: book\n  quote: 学生2人\n"
        "staff:\n  label: {zh-Hans: 职员, en: Staff}\n  sum: [keepers.count, cooks]\n"
        "all:\n  label: {zh-Hans: 全部, en: All}\n  sum: [staff, students]\n",
        encoding="utf-8",
    )
    assert load_story(tiny).values["all"].number == Decimal(9)
    change(tiny, FACTS, "unit: person", "unit: persn")

    assert told(tiny) == [f"{FACTS}:21:9 unknown-unit"]


@pytest.mark.parametrize("path", ["", "nowhere"])
def test_a_folder_without_a_story_is_said_to_have_none(tmp_path: Path, path: str) -> None:
    assert f"{SITE} missing-file" in told(tmp_path / path)


def test_a_folder_of_facts_may_hold_what_other_programs_leave(tiny: Path) -> None:
    for name in (".DS_Store", ".tower.yaml.swp", "tower.yaml~"):
        (tiny / "data/facts" / name).write_text("x: [")

    assert len(load_story(tiny).facts) == 3


@pytest.mark.parametrize("name", ["qualifiers", "terms"])
def test_a_story_may_do_without_what_it_does_not_use(tiny: Path, name: str) -> None:
    (tiny / f"data/{name}.yaml").unlink()
    if name == "qualifiers":
        change(tiny, FACTS, "  qualifier: nearly\n", "")
        change(tiny, FACTS, "塔身近30米", "塔身30米")
        change(tiny, "data/sources/log.txt", "塔身近30米", "塔身30米")
        pin(tiny, [], date(2024, 5, 1))

    assert load_story(tiny)


def test_a_story_holds_what_its_files_say(story: Story) -> None:
    assert list(story.editions) == ["zh-Hans", "en"]
    assert story.facts["tower.height"].value == 30
    assert str(story.facts["tower.lit"].date) == "2024-03"
    assert story.texts["log"].startswith("2024年3月")
    assert story.sections["en"][0].title == "The light comes on"
    assert story.strings["date.undated"]["en"] == "undated"
    assert story.values["keepers.count"].number == 4
    assert set(story.evidence) == set(story.facts)
    assert story.warnings == ()


def test_places_lead_to_the_line_to_mend(story: Story) -> None:
    places = {
        story.place("fact", "tower.height"): f"{FACTS}:1:1",
        story.place("fact", "tower.height", "value"): f"{FACTS}:5:10",
        story.place("fact", "tower.height", "label", "en"): f"{FACTS}:4:9",
        story.place("fact", "keepers.count", "qualifier"): f"{FACTS}:18:1",
        story.place("edition", "en"): f"{SITE}:15:3",
        story.place("site", "", "title", "en"): f"{SITE}:2:26",
        story.place("string", "date.undated", "en"): "content/strings.yaml:8:36",
        story.place("section", "en/light", "title"): f"{ENGLISH}:2:8",
    }

    assert {str(place): due for place, due in places.items()} == {due: due for due in places.values()}


def test_an_edition_made_by_script_has_the_sections_of_its_origin(tiny: Path) -> None:
    change(tiny, SITE, "  en: {lang", f"{SCRIPT}  en: {{lang")
    story = load_story(tiny)

    assert story.sections["hk"] == story.sections["zh-Hans"]


def test_statuses_say_how_far_a_fact_may_be_believed(tiny: Path) -> None:
    with (tiny / FACTS).open("a", encoding="utf-8") as facts:
        facts.write(
            "\nboth:\n  label: {zh-Hans: 合计, en: Both}\n  sum: [keepers.count, old]\n"
            "\nold:\n  label: {zh-Hans: 旧, en: Old}\n  value: 3\n  unit: person\n  source: book\n  quote: 3人\n"
        )
    with (tiny / "data/sources.yaml").open("a", encoding="utf-8") as sources:
        sources.write(BOOK)
    change(tiny, FACTS, "date: 2024-03", "date: 2024-03\n  inferred: {zh-Hans: 推定, en: Inferred}")
    story = load_story(tiny)

    assert {name: story.status(name) for name in story.facts} == {
        "tower.height": "checked",
        "tower.lit": "inferred",
        "keepers.count": "checked",
        "both": "derived",
        "old": "cited",
    }


def test_a_rendering_is_due_only_where_the_quote_is_in_another_language(tiny: Path) -> None:
    change(tiny, FACTS, "  quote: 塔身近30米", "  quote: 塔身近30米\n  rendering: {en: a tower of nearly 30 metres}")

    assert load_story(tiny)


def test_what_was_loaded_cannot_be_changed(story: Story) -> None:
    with pytest.raises(TypeError):
        story.facts["tower.height"] = story.facts["tower.lit"]  # type: ignore[index]
    with pytest.raises(ValueError, match="frozen"):
        story.facts["tower.height"].value = Decimal(31)  # type: ignore[misc]
    with pytest.raises(TypeError):
        story.site.title["en"] = "Another"  # type: ignore[index]


GARBAGE = [
    "\t",
    "{{",
    "}}",
    "- ",
    ": ",
    "&a ",
    "*a",
    "!!x ",
    "'",
    '"',
    "[",
    "}",
    "|",
    ">",
    "7",
    "~",
    "\x00",
    "\ud7ff",
    "：",
    "#x",
]


def delete_line(lines: list[str], chance: random.Random) -> None:
    del lines[chance.randrange(len(lines))]


def repeat_line(lines: list[str], chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    lines.insert(at, lines[at])


def indent_line(lines: list[str], chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    lines[at] = " " * chance.randrange(5) + lines[at].lstrip(" ")


def insert_garbage(lines: list[str], chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    column = chance.randrange(len(lines[at]) + 1)
    lines[at] = lines[at][:column] + chance.choice(GARBAGE) + lines[at][column:]


def swap_value(lines: list[str], chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    key, colon, _ = lines[at].partition(": ")
    lines[at] = key + colon + chance.choice(["5", "[a]", "{a: b}", "true", "2024", '""', "-1", "0", "{}", "[]", "[{}]"])


def swap_lines(lines: list[str], chance: random.Random) -> None:
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


MUTILATIONS: list[Callable[[list[str], random.Random], None]] = [
    *(delete_line, repeat_line, indent_line, insert_garbage, swap_value, swap_lines)
]


@pytest.mark.parametrize("seed", range(300))
def test_a_mutilated_story_has_problems_and_never_a_traceback(tiny: Path, seed: int) -> None:
    chance = random.Random(seed)
    files = sorted(path for path in tiny.rglob("*") if path.suffix in {".yaml", ".md", ".txt"})
    for _ in range(chance.choice([1, 1, 2, 3])):
        file = chance.choice(files)
        lines = file.read_text(encoding="utf-8").split("\n")
        chance.choice(MUTILATIONS)(lines, chance)
        file.write_text("\n".join(lines), encoding="utf-8")

    for problem in problems_of(tiny):
        assert (tiny / problem.place.path).exists() or problem.rule in {"missing-file", "no-facts"}
        assert problem.message.endswith(".")
        assert problem.hint.endswith((".", "?"))
