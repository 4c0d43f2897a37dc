"""A kind of calculation is one row, and every surface that shows a calculation knows it by that row."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from galley.errors import StoryError
from galley.evidence.derivations import DERIVATIONS, working
from galley.exports.facts import facts_json
from galley.marks import plain
from galley.model import CALCULATIONS, FACTS, Fact
from galley.pages.notes import note_of
from galley.report import silent_changes
from galley.report.explain import of_a_fact
from galley.story.load import Story, load_story
from galley.story.schema import schemas
from galley.story.voice import Voice
from tests.repository import committed, edit
from tests.small import FILES, small_story, write_story

WORDS = "{zh-Hans: 数, en: Number, pt: Número}"
UNITS = """
day: {measures: days, forms: {zh-Hans: 天, en: days, pt: dias}}
percent-point: {measures: points, forms: {zh-Hans: 个百分点, en: points, pt: pontos}}
of-base: {measures: index, forms: {zh-Hans: 点, en: points, pt: pontos}}
per-train: {measures: hospital/train, forms: {zh-Hans: 所/列, en: a train, pt: por trem}}
per-hospital: {measures: train/hospital, forms: {zh-Hans: 列/所, en: a hospital, pt: por hospital}}
"""
GIVEN = """
few: {label: WORDS, value: 4, unit: hospital, source: table, figure: "4", at: p}
trains: {label: WORDS, value: 2, unit: train, source: table, figure: "2", at: p}
rate: {label: WORDS, value: 3, unit: per-hospital, as_of: 2023-03-01, source: table, figure: "3", at: p}
first: {label: WORDS, date: 2023-03-01, source: table, quote: 2023年3月1日, rendering: WORDS}
second: {label: WORDS, date: 2023-04-01, source: table, quote: 2023年4月1日, rendering: WORDS}
half: {label: WORDS, ratio: [few, hospitals], unit: percent}
twice: {label: WORDS, ratio: [hospitals, few], unit: percent}
"""
SAMPLES = {
    "sum": ("[few, hospitals]", "hospital", "12", "few + hospitals"),
    "difference": ("[twice, half]", "percent-point", "150", "twice − half"),
    "ratio": ("[few, hospitals]", "percent", "50", "few ÷ hospitals"),
    "per": ("[few, trains]", "per-train", "2", "few ÷ trains"),
    "exchange": ("[few, rate]", "train", "12", "few × rate"),
    "growth": ("[hospitals, few]", "percent", "100", "(hospitals − few) ÷ few"),
    "index": ("[hospitals, few]", "of-base", "200", "hospitals ÷ few"),
    "days": ("[second, first]", "day", "31", "second − first"),
    "rows": ("stops", "hospital", "2", ""),
}
"""By kind: its operands, unit, result, and how it is written out."""

ROOT = Path(__file__).resolve().parent.parent
HANDBOOKS = [ROOT / f"docs/handbook.{lang}.md" for lang in ("en", "zh")]


def changes(**own: str) -> dict[str, str | None]:
    """The small story with a calculation of each kind."""
    facts = GIVEN + "".join(
        f"by-{key}: {{label: WORDS, {key}: {own.get(key, parts)}, unit: {unit}}}\n"
        for key, (parts, unit, _, _) in SAMPLES.items()
    )
    units = re.sub(r"(?m)^ {8}", "", FILES["data/units.yaml"])
    table = "table: {title: WORDS, publisher: WORDS, lang: zh-Hans, date: 2023}\n".replace("WORDS", WORDS)
    return {
        "data/sources.yaml": re.sub(r"(?m)^ {8}", "", FILES["data/sources.yaml"]) + table,
        "data/units.yaml": units + UNITS,
        "data/facts/made.yaml": facts.replace("WORDS", WORDS),
        "data/tables/stops.csv": "name\nnorth\nsouth\n",
    }


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return small_story(tmp_path_factory.mktemp("made"), changes())


def test_every_kind_has_a_row_a_key_and_a_sample() -> None:
    assert list(CALCULATIONS) == sorted(DERIVATIONS, key=list(CALCULATIONS).index)
    assert SAMPLES.keys() == DERIVATIONS.keys()


@pytest.mark.parametrize("kind", DERIVATIONS)
def test_a_calculation_is_complete_on_every_surface(kind: str, story: Story) -> None:
    _, unit, result, written = SAMPLES[kind]
    edition, name = story.editions["en"], f"by-{kind}"

    assert (f"{story.values[name].number}", story.values[name].unit) == (result, unit)
    assert "".join(step.fact or step.signs for step in working(story.facts[name])) == written
    shown = note_of(Voice(story, edition), name)
    assert shown.table if CALCULATIONS[kind] is not FACTS else shown.working
    exported = {one["id"]: one for one in json.loads(plain(facts_json(Voice(story, edition))))["facts"]}
    assert exported[name]["derived_from"][kind]
    assert exported[name]["status"] == "derived"
    assert of_a_fact(story, name, ())["made_of"]


@pytest.mark.parametrize("kind", [kind for kind, of in CALCULATIONS.items() if of is FACTS])
def test_a_misspelt_operand_is_told_where_it_stands(kind: str, tmp_path: Path) -> None:
    misspelt = SAMPLES[kind][0].replace("few", "fwe").replace("twice", "twcie").replace("second", "secnod")
    with pytest.raises(StoryError) as refused:
        small_story(tmp_path, changes(**{kind: misspelt}))
    assert [(one.rule, one.place.path) for one in refused.value.problems] == [("unknown-fact", "data/facts/made.yaml")]


def test_a_calculation_of_any_kind_that_gives_another_number_is_owed_a_correction(tmp_path: Path) -> None:
    root = committed(write_story(tmp_path / "story", changes()))
    edit(root, "data/facts/made.yaml", ("value: 4", "value: 1"), ('figure: "4"', 'figure: "1"'))
    edit(root, "data/facts/made.yaml", ("2023-04-01", "2023-04-02"), ("4月1日", "4月2日"))
    edit(root, "data/tables/stops.csv", ("south", "south\neast"))

    owed = {problem.message.partition(":")[0] for problem in silent_changes(load_story(root), root, "HEAD")}
    assert owed >= {f"by-{kind}" for kind in DERIVATIONS}


def test_a_calculation_that_has_another_id_is_told_from_others_of_its_kind_and_unit(tmp_path: Path) -> None:
    root = committed(write_story(tmp_path / "story", changes()))
    other = f"other: {{label: {WORDS}, growth: [few, hospitals], unit: percent, change: fall}}\n"
    edit(root, "data/facts/made.yaml", ("by-growth:", f"{other}own-growth:"), ("by-ratio:", "own-ratio:"))

    gone = {one.message.partition(":")[0]: one.hint for one in silent_changes(load_story(root), root, "HEAD")}
    heirs = {name: hint.removeprefix("It seems to be ").partition(" now")[0] for name, hint in gone.items()}
    assert heirs == {"by-growth": "own-growth", "by-ratio": "own-ratio"}  # and not half, which stood there before


@pytest.mark.parametrize("kind", DERIVATIONS)
def test_editors_are_told_of_every_kind(kind: str) -> None:
    keys = schemas()["facts"]["additionalProperties"]["properties"]
    assert len(keys[kind]["description"].split("\n")) == 2
    for handbook in HANDBOOKS:
        assert re.search(rf"^\| `{kind}` \|", handbook.read_text("utf-8"), re.M), f"{handbook.name} lacks {kind}"


def test_what_is_no_calculation_has_no_working() -> None:
    assert [*working(Fact(id="it", label={"en": "It"}))] == []


@pytest.mark.parametrize(
    ("parts", "day", "rule"),
    [
        ("[trains, rate]", "2023-03-01", "derive-unlike"),
        ("[few, trains]", "2023-03-01", "derive-unlike"),
        ("[few, rate]", "2023-03", "derive-rate-undated"),
        ("[few, few]", "2023-03-01", "derive-repeated"),
    ],
)
def test_an_amount_is_exchanged_at_a_rate_for_it_and_of_a_day(parts: str, day: str, rule: str, tmp_path: Path) -> None:
    given = changes(exchange=parts)
    given["data/facts/made.yaml"] = (given["data/facts/made.yaml"] or "").replace("as_of: 2023-03-01", f"as_of: {day}")
    with pytest.raises(StoryError) as refused:
        small_story(tmp_path, given)
    assert [problem.rule for problem in refused.value.problems] == [rule]


def test_what_sets_a_kind_apart_stands_in_its_row() -> None:
    """No calculation is asked whether it is a sum: a kind that is like one would be forgotten there."""
    asked = [
        f"{path.name}:{node.lineno}"
        for path in sorted((ROOT / "galley/evidence").glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare)
        if any(isinstance(one, ast.Constant) and one.value in DERIVATIONS for one in ast.walk(node))
    ]
    assert asked == []
