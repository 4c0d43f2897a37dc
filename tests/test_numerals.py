"""Numbers in words: how each language says them, and that what is said is read back exactly."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from babel import Locale

from galley.numbers.amounts import Number, number_pattern, read_number
from galley.numbers.numerals import EN, SYSTEMS, ZH, Scale, System, spelled, spelled_ordinal
from galley.numbers.written import in_figures

PT = System(
    id="pt",
    decimal=",",
    group=".",
    link="de",
    scales=(
        Scale(size=Decimal(10**9), forms={"other": "mil milhões"}, reads=("mil milhão",)),
        Scale(size=Decimal(10**6), forms={"one": "milhão", "many": "milhões", "other": "milhões"}),
        Scale(size=Decimal(10**3), forms={"other": "mil"}, prints=False),
    ),
    words=("zero", "um", "dois", "três", "quatro", "cinco"),
    conjunction="e",
    ordinal_marks={"other": "º"},
)
SPOKEN = {**SYSTEMS, "pt": PT}

READ = [
    # what tells no number has none
    ("zh", "几十", None),
    ("zh", "十几", None),
    ("zh", "数百", None),
    ("zh", "七八", None),
    ("zh", "1.2.3", None),
    ("en", "10.0.1", None),
    # Chinese
    ("zh", "280", "280"),
    ("zh", "２８０", "280"),
    ("zh", "64.8亿", "6480000000"),
    ("zh", "416.5亿", "41650000000"),
    ("zh", "3.56亿", "356000000"),
    ("zh", "1800亿", "180000000000"),
    ("zh", "1800億", "180000000000"),
    ("zh", "2万亿", "2000000000000"),
    ("zh", "2.5千万", "25000000"),
    ("zh", "3亿5000万", "350000000"),
    ("zh", "5百", "500"),
    ("zh", "1,234.5", "1234.5"),
    ("zh", "9.1968", "9.1968"),
    ("zh", "½", "0.5"),
    ("zh", "2½", "2.5"),
    ("zh", "5:32", "332"),
    ("zh", "1：49", "109"),
    ("zh", "零", "0"),
    ("zh", "两", "2"),
    ("zh", "兩億", "200000000"),
    ("zh", "七", "7"),
    ("zh", "十", "10"),
    ("zh", "十四", "14"),
    ("zh", "二十", "20"),
    ("zh", "九十九", "99"),
    ("zh", "一百零五", "105"),
    ("zh", "三百五", "350"),
    ("zh", "一千零一", "1001"),
    ("zh", "两万五", "25000"),
    ("zh", "两千五百万", "25000000"),
    ("zh", "三千万", "30000000"),
    ("zh", "一亿二千万", "120000000"),
    ("zh", "一千八百亿", "180000000000"),
    ("zh", "千亿", "100000000000"),
    ("zh", "百万", "1000000"),
    ("zh", "万亿", "1000000000000"),
    ("zh", "二〇二二", "2022"),
    ("zh", "七点五", "7.5"),
    ("zh", "半", "0.5"),
    ("zh", "两个半", "2.5"),
    ("zh", "2个半", "2.5"),
    ("zh", "百分之五", "0.05"),
    ("zh", "四分之三", "0.75"),
    ("zh", "首", "1"),
    # English
    ("en", "280", "280"),
    ("en", "1,553", "1553"),
    ("en", "4\u00a0000", "4000"),
    ("en", "4\u202f000", "4000"),
    ("en", "−3.5", "-3.5"),
    ("en", "1.2bn", "1200000000"),
    ("en", "180 billion", "180000000000"),
    ("en", "41.65 billion", "41650000000"),
    ("en", "100-billion", "100000000000"),
    ("en", "356 million", "356000000"),
    ("en", "2 Trillion", "2000000000000"),
    ("en", "3 thousand", "3000"),
    ("en", "5:32", "332"),
    ("en", "2½", "2.5"),
    ("en", "11th", "11"),
    ("en", "1st", "1"),
    ("en", "eight", "8"),
    ("en", "Eleven", "11"),
    ("en", "twenty", "20"),
    ("en", "twenty-one", "21"),
    ("en", "ninety-nine", "99"),
    ("en", "a hundred", "100"),
    ("en", "one hundred and one", "101"),
    ("en", "two hundred and fifty thousand", "250000"),
    ("en", "three million two hundred thousand", "3200000"),
    ("en", "two thousand million", "2000000000"),
    ("en", "two and a half million", "2500000"),
    ("en", "half", "0.5"),
    ("en", "half a million", "500000"),
    ("en", "three quarters", "0.75"),
    ("en", "two-fifths", "0.4"),
    ("en", "first", "1"),
    ("en", "eleventh", "11"),
    ("en", "twenty-third", "23"),
    # Portuguese, from a table alone
    ("pt", "1.800", "1800"),
    ("pt", "41,65 mil milhões", "41650000000"),
    ("pt", "3 milhões", "3000000"),
    ("pt", "1 milhão", "1000000"),
    ("pt", "dois", "2"),
    ("pt", "dois milhões", "2000000"),
    ("pt", "1º", "1"),
]


@pytest.mark.parametrize(("language", "words", "value"), READ)
def test_a_written_number_is_found_whole_and_read_exactly(language: str, words: str, value: str | None) -> None:
    system = SPOKEN[language]
    found = re.search(number_pattern(system), words, re.IGNORECASE)
    assert found
    assert found[0] == words
    assert read_number(found[0], system).value == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("language", "words", "kind", "ordinal"),
    [
        ("zh", "千亿", "magnitude", False),
        ("zh", "一千亿", "spelled", False),
        ("zh", "十亿", "spelled", False),
        ("zh", "三分之二", "fraction", False),
        ("zh", "首", "spelled", True),
        ("en", "first", "spelled", True),
        ("en", "11th", "digits", True),
        ("en", "a third", "fraction", False),
        ("en", "5:32", "clock", False),
    ],
)
def test_how_a_number_is_said_is_told_too(language: str, words: str, kind: str, ordinal: bool) -> None:
    read = read_number(words, SPOKEN[language])
    assert (read.kind, read.ordinal) == (kind, ordinal)


@pytest.mark.parametrize(
    ("language", "words", "found"),
    [
        ("zh", "5千米", "5"),  # kilometres, not five thousand
        ("zh", "三千米", "三"),
        ("zh", "三千元", "三千"),
        ("en", "behalf of nobody", None),
        ("en", "often", None),
        ("en", "stone", None),
        ("en", "eighty-eighters", "eighty"),
    ],
)
def test_a_number_ends_where_another_word_begins(language: str, words: str, found: str | None) -> None:
    match = re.search(number_pattern(SPOKEN[language], ("千米",)), words, re.IGNORECASE)
    assert (match[0] if match else None) == found


def test_a_third_cannot_be_written_exactly_and_says_so_by_its_length() -> None:
    value = read_number("三分之一", ZH).value
    assert value is not None
    assert value != Decimal("0.33")


@pytest.mark.parametrize("system", [ZH, EN])
def test_every_number_below_a_hundred_is_read_as_it_is_spelled(system: System) -> None:
    for number in range(100):
        words = spelled(system, number)
        assert words
        assert read_number(words, system) == Number(Decimal(number), "spelled")


@pytest.mark.parametrize(
    ("system", "number", "words"),
    [
        (ZH, 2, "两"),
        (ZH, 12, "十二"),
        (EN, 8, "eight"),
        (EN, 42, "forty-two"),
        (EN, 100, None),
        (PT, 6, None),
        (EN, -1, None),
    ],
)
def test_small_numbers_are_spelled_where_the_language_has_words(system: System, number: int, words: str | None) -> None:
    assert spelled(system, number, counting=True) == words


def test_ordinals_are_spelled_as_far_as_the_table_goes() -> None:
    assert spelled_ordinal(EN, 1) == "first"
    assert spelled_ordinal(EN, 12) == "twelfth"
    assert spelled_ordinal(EN, 21) is None
    assert spelled_ordinal(EN, 0) is None


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("38620", "38620"),
        ("46300", "4.63万"),
        ("187000", "18.7万"),
        ("10260", "10260"),
        ("999999", "999999"),
        ("1234567", "123.4567万"),
        ("4792590000", "47.9259亿"),
        ("9999", "9999"),
    ],
)
def test_chinese_says_incomes_in_digits_and_large_sums_in_their_scale(value: str, written: str) -> None:
    assert in_figures(ZH, Locale("zh"), Decimal(value), grouped=True).text == written
