"""A fact is printed in each edition's way, and reads back as the fact."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from galley.dates import Date, parse
from galley.editions.days import date_words
from galley.editions.figures import count_of, counted, printed
from galley.editions.quantities import number_words
from galley.errors import StoryError
from galley.marks import mark, plain
from galley.numbers.storyreader import read_figures
from galley.story.load import Story
from galley.story.voice import Voice, voice_of
from tests.small import FILES, small_story

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return small_story(tmp_path_factory.mktemp("figures"))


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The small story in three editions, with the repository's own units and qualifiers, which are many."""
    theme = ROOT / "galley/theme/qualifiers.yaml"
    own = {f"data/{path.name}": path.read_text(encoding="utf-8") for path in (ROOT / "data/units.yaml", theme)}
    return small_story(tmp_path_factory.mktemp("tables"), {**without_portuguese(), **own})


def without_portuguese() -> dict[str, str | None]:
    words = re.compile(r', pt: (?:"[^"]*"|\{[^{}]*\}|\[[^\[\]]*\]|[^,{}\n]+)(?=[,}])|^ *pt: .*\n', re.MULTILINE)
    return {path: None if "/pt/" in path or "numbers" in path else words.sub("", text) for path, text in FILES.items()}


def refusal(story: Story, edition: str, fact: str, *variants: str) -> str:
    with pytest.raises(StoryError) as refused:
        printed(voice_of(story, edition), fact, variants)
    (problem,) = refused.value.problems
    assert problem.hint
    return f"{problem.message} [{problem.rule}]"


def test_a_bare_number_is_refused_where_the_fact_is_not_exact(story: Story) -> None:
    assert refusal(story, "en", "time", "number") == (
        "time: the bare number would be wrong, since the fact says “nearly”. [number-qualified]"
    )
    assert plain(printed(voice_of(story, "en"), "hospitals", ("number",))) == "8"


@pytest.mark.parametrize(
    ("fact", "variant", "says"),
    [
        ("record", "count", "record: a claim cannot be printed as “count”. [variant-unfit]"),
        ("opened", "words", "opened: a date cannot be printed as “words”. [variant-unfit]"),
        ("time", "year", "time: a number cannot be printed as “year”. [variant-unfit]"),
        ("opened", "day", "opened: the date is not known to the day. [date-imprecise]"),
        ("money", "words", "en: 180000000000 has no words in the number system “en”. [number-unspelled]"),
        ("hospitals", "attributive", "hospital: the unit has no attributive form in en. [unit-attributive]"),
    ],
)
def test_a_variant_that_the_fact_does_not_have_is_refused(story: Story, fact: str, variant: str, says: str) -> None:
    assert refusal(story, "en", fact, variant) == says


def test_an_amount_that_another_unit_would_round_is_refused(tmp_path: Path) -> None:
    pace = """
        pace: {measures: length, size: 3, forms: {zh-Hans: 步, en: paces, pt: passos}}
        li: {measures: length, size: 500, forms: {zh-Hans: 里, pt: li}, as: {en: pace}}
        yuan:"""
    li = FILES["data/units.yaml"].partition("        li:")[2].partition("        yuan:")[0]
    units = FILES["data/units.yaml"].replace(f"        li:{li}        yuan:", pace)
    story = small_story(tmp_path, {"data/units.yaml": units})
    with pytest.raises(StoryError, match=r"li: 1 cannot be said in pace without rounding\."):
        number_words(voice_of(story, "en"), Decimal(1), "li", None)


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "words"),
    [
        (
            "180000000000",
            "yuan",
            "exceeds",
            "突破1800亿元 · 突破1800億元 · more than 180 billion yuan · mais de 180 mil milhões de yuans",
        ),
        ("41650000000", "yuan", None, "416.5亿元 · 416.5億元 · 41.65 billion yuan · 41,65 mil milhões de yuans"),
        ("356000000", "yuan", None, "3.56亿元 · 3.56億元 · 356 million yuan · 356 milhões de yuans"),
        ("1000000", "yuan", None, "100万元 · 100萬元 · 1 million yuan · 1 milhão de yuans"),
        ("7", "tenths", "nearly", "近七成 · 近七成 · nearly 70% · quase 70%"),
        ("2", "tenths", None, "两成 · 兩成 · 20% · 20%"),
        ("60", "project", "odd", "60余个 · 60餘個 · over 60 projects · mais de 60 projetos"),
        ("4000", "train", None, "4000列 · 4000列 · 4,000 trains · 4.000 trens"),
        ("1", "train", None, "1列 · 1列 · 1 train · 1 trem"),
        ("1.0", "train", None, "1列 · 1列 · 1 train · 1 trem"),
        ("436.37", "li", None, "436.37里 · 436.37里 · 436.37 li · 436,37 li"),
        ("332", "minute", None, "5小时32分 · 5小時32分 · 5 hours 32 minutes · 5 horas 32 minutos"),
        ("120", "minute", "nearly", "近2小时 · 近2小時 · nearly 2 hours · quase 2 horas"),
        ("2217", "minute", "odd", "2217余分 · 2217餘分 · over 36 hours 57 minutes · mais de 36 horas 57 minutos"),
        ("350", "kmh", "odd", "时速350余公里 · 時速350餘公里 · over 350 km/h · mais de 350 km/h"),
        ("1", "meeting", "ordinal", "第一次 · 第一次 · first meeting · 1.ª reunião"),
        ("21", "meeting", "ordinal", "第二十一次 · 第二十一次 · 21st meeting · 21.ª reunião"),
        ("12000", None, None, "12000 · 12000 · 12,000 · 12.000"),
    ],
)
def test_numbers_are_printed_in_each_edition_s_way(
    story: Story, value: str, unit: str | None, qualifier: str | None, words: str
) -> None:
    said = [number_words(Voice(story, edition), Decimal(value), unit, qualifier) for edition in story.editions.values()]
    assert " · ".join(said) == words


@pytest.mark.parametrize(
    ("variants", "words"),
    [
        ("count", "近7 · 近7 · nearly 7 · quase 7"),
        ("words", "近七小时 · 近七小時 · nearly seven hours"),
        ("count words", "近七 · 近七 · nearly seven"),
        ("words cap", "近七小时 · 近七小時 · Nearly seven hours"),
    ],
)
def test_a_mention_may_ask_for_a_part_or_another_dress(story: Story, variants: str, words: str) -> None:
    editions = [edition for edition in story.editions.values() if edition.id != "pt" or variants == "count"]
    said = [plain(printed(Voice(story, edition), "time", tuple(variants.split()))) for edition in editions]
    assert " · ".join(said) == words


def test_before_a_noun_a_unit_takes_its_attributive_form(story: Story) -> None:
    assert number_words(voice_of(story, "en"), Decimal(24), "hour", None, ["attributive"]) == "24-hour"


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2022-11-28", "2022年11月28日 · 2022年11月28日 · 28 November 2022 · 28 de novembro de 2022"),
        ("2022-05", "2022年5月 · 2022年5月 · May 2022 · maio de 2022"),
        ("2021", "2021年 · 2021年 · 2021 · 2021"),
        ("2023-01/2023-04", "2023年1月至4月 · 2023年1月至4月 · January to April 2023 · janeiro a abril de 2023"),
        (
            "2022-12/2023-01",
            "2022年12月至2023年1月 · 2022年12月至2023年1月 · December 2022 to January 2023 · "
            "dezembro de 2022 a janeiro de 2023",
        ),
        ("../2021", "2021年以前 · 2021年以前 · before 2021 · antes de 2021"),
        ("2018/..", "2018年以来 · 2018年以來 · since 2018 · desde 2018"),
        ("2018/2022-05", "2018年至2022年5月 · 2018年至2022年5月 · 2018 to May 2022 · 2018 a maio de 2022"),
        ("2023~", "约2023年 · 約2023年 · about 2023 · cerca de 2023"),
        ("undated", "未注明日期 · 未註明日期 · undated · sem data"),
    ],
)
def test_dates_are_as_precise_as_they_are_known(story: Story, edtf: str, words: str) -> None:
    said = [date_words(Voice(story, edition), parse(edtf)) for edition in story.editions.values()]
    assert " · ".join(said) == words


def test_a_year_that_we_inferred_stands_in_brackets(story: Story) -> None:
    said = [plain(printed(Voice(story, edition), "met")) for edition in list(story.editions.values())[:3]]
    assert said == ["〔2023年〕2月14日", "〔2023年〕2月14日", "14 February [2023]"]
    assert plain(printed(voice_of(story, "en"), "met", ("day",))) == "14 February"
    assert plain(printed(voice_of(story, "en"), "met", ("year",))) == "[2023]"


def test_what_is_printed_carries_the_fact_s_mark(story: Story) -> None:
    assert printed(voice_of(story, "en"), "time") == mark("fact", "time", "nearly 7 hours")
    assert printed(voice_of(story, "zh-Hant-HK"), "record") == mark("fact", "record", "創歷史新高")
    assert printed(voice_of(story, "en"), "record", ("cap",)) == mark("fact", "record", "A record high")


def test_the_engine_counts_the_story(story: Story) -> None:
    names = ("facts", "checked", "inferred", "sources", "charts", "figures")
    assert [count_of(story, f"count.{name}") for name in names] == [6, 5, 1, 1, 0, 7]
    assert count_of(story, "count.characters") == len("".join(story.texts["paper"].split()))
    assert counted(voice_of(story, "en"), 1973, "count.characters") == mark("count", "count.characters", "1,973")


MAGNITUDES = st.builds(
    lambda digits, power: Decimal(digits).scaleb(power), st.integers(1, 9999), st.integers(-3, 9)
).filter(lambda value: value <= 10**13)
SPOKEN = ("zh-Hans", "zh-Hant-HK", "en")


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(value=MAGNITUDES, edition_id=st.sampled_from(SPOKEN), own=st.booleans(), data=st.data())
def test_what_is_printed_reads_back_as_the_fact(
    story: Story, tables: Story, value: Decimal, edition_id: str, own: bool, data: st.DataObject
) -> None:
    told = tables if own else story
    unit = told.units[data.draw(st.sampled_from(sorted(told.units)))]
    exact_or_not = [None, *(name for name, qualifier in told.qualifiers.items() if not qualifier.ordinal)]
    qualifier = data.draw(st.sampled_from(exact_or_not))
    edition = told.editions[edition_id]
    words = number_words(Voice(told, edition), value, unit.id, qualifier)
    (read,) = read_figures(words, edition.lang, told.vocabulary)
    assert isinstance(read.value, Decimal)
    assert read.text == words
    units = [told.units[name] for name in read.units]
    said = [(one.measures, Fraction(read.value) * one.size) for one in units]
    assert (unit.measures, Fraction(value) * unit.size) in said
    ops = {told.qualifiers[name].op for name in read.qualifiers}
    assert told.qualifiers[qualifier].op in ops if qualifier else not ops


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(day=st.dates(date(1000, 1, 1)), precision=st.sampled_from([4, 7, 10]), edition_id=st.sampled_from(SPOKEN))
def test_a_printed_date_reads_back_as_the_date(story: Story, day: date, precision: int, edition_id: str) -> None:
    known = parse(day.isoformat()[:precision])
    words = date_words(voice_of(story, edition_id), known)
    (read,) = read_figures(words, edition_id, story.vocabulary)
    assert isinstance(read.value, Date)
    assert (read.value.first, read.value.last) == (known.first, known.last)
