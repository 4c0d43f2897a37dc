"""Every figure of a text is found, with its value, unit and qualifier, where it stands; and nothing else is."""

from __future__ import annotations

import pickle
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from galley.model import OwnWords, Term, Unit
from galley.numbers.folding import fold
from galley.numbers.numerals import SYSTEMS, Scale, System
from galley.numbers.storyreader import Figure, Vocabulary, named, read_all, read_figures, read_source
from galley.numbers.vocabulary import _kept_as
from galley.store import Store
from galley.story.draft import Draft, read_draft


@pytest.fixture(scope="module")
def draft(root: Path) -> Draft:
    return read_draft(root, [])


@pytest.fixture(scope="module")
def vocabulary(draft: Draft) -> Vocabulary:
    return Vocabulary(draft.units.found, draft.qualifiers.found, draft.terms.found, draft.editions.found)


Told = tuple[str, str | None, str, str]
"""A figure as these tests tell it: its words, value, first unit and first qualifier."""


def told(figure: Figure) -> Told:
    return figure.text, None if figure.value is None else str(figure.value), figure.unit or "", figure.qualifier or ""


NOTHING = [
    # a bare one with a classifier says nothing; nor do words without a tabled unit
    ("zh-Hans", "一批龙头企业进驻"),
    ("zh-Hans", "一个也没有"),
    ("zh-Hans", "进入实体化运行，产城一体化合作区"),
    ("zh-Hans", "统一规划，万众一心"),
    ("zh-Hans", "十分重要"),
    ("zh-Hans", "千家万户"),
    ("zh-Hans", "千万不要"),
    ("zh-Hans", "半个城区"),
    ("zh-Hans", "首批认定"),
    ("zh-Hans", "首次开行"),
    ("zh-Hans", "近年来，赣州把区位优势变为发展胜势"),
    ("zh-Hans", "两地合作，三江汇流"),
    # names
    ("zh-Hans", "信丰5G科技产业园"),
    ("zh-Hans", "“1+5+N”主导产业"),
    ("zh-Hans", "“1+16+N”常态化对口支援合作机制"),
    ("zh-Hans", "粤港澳大湾区2小时经济圈"),
    ("zh-Hans", "两小时经济圈"),
    ("zh-Hans", "鼎龙·十里桃江国际芳香森林度假区"),
    ("zh-Hans", "“跨省通办、一次办成”"),
    ("zh-Hans", "大湾区三甲医院"),
    ("zh-Hans", "“三同”班列"),
    ("zh-Hans", "“三区一园”定位"),
    ("zh-Hant-HK", "“三區一園”定位"),
    ("zh-Hant-HK", "2小時經濟圈"),
    ("en", "Xinfeng 5G Technology Park"),
    ("en", "the “1+5+N” leading industries"),
    ("en", "the two-hour economic circle"),
    ("en", "a 3A hospital"),
    ("en", "the “three-sames” trains"),
    # English words that only look like figures
    ("en", "one of them"),
    ("en", "on behalf of the city, often at first"),
    ("en", "a first batch of stations"),
    ("en", "it may march on, in the second of May’s plans"),
]

ONE: list[tuple[str, str, str, str | None, str, str]] = [
    # Chinese: digits with units
    ("zh-Hans", "赣州4家公司", "4家", "4", "company", ""),
    ("zh-Hans", "赣州4家企业上市", "4家企业", "4", "company", ""),
    ("zh-Hans", "大湾区项目280个，", "280个", "280", "project", ""),
    ("zh-Hans", "签约25个文旅项目", "25个", "25", "project", ""),
    ("zh-Hans", "２８０个项目", "280个项目".translate({ord(d): ord(d) + 0xFEE0 for d in "280"}), "280", "project", ""),
    ("zh-Hans", "127项事项", "127项", "127", "service", ""),
    ("zh-Hans", "191名专家", "191名", "191", "expert", ""),
    ("zh-Hans", "11所县级医院", "11所", "11", "hospital", ""),
    ("zh-Hans", "全线共设14个车站", "14个车站", "14", "station", ""),
    ("zh-Hans", "全长436.37公里", "436.37公里", "436.37", "kilometre", ""),
    ("zh-Hans", "全长434千米", "434千米", "434", "kilometre", ""),
    ("zh-Hans", "设计时速350公里", "时速350公里", "350", "kmh", ""),
    ("zh-Hans", "时速约350公里", "时速约350公里", "350", "kmh", "about"),
    ("zh-Hans", "350公里/小时", "350公里/小时", "350", "kmh", ""),
    ("zh-Hans", "压缩至6小时，", "6小时", "6", "hour", ""),
    ("zh-Hans", "24小时自助办", "24小时", "24", "hour", ""),
    ("zh-Hans", "总金额416.5亿元", "416.5亿元", "41650000000", "yuan", ""),
    ("zh-Hans", "达64.8亿元，创", "64.8亿元", "6480000000", "yuan", ""),
    ("zh-Hans", "3.56 亿元", "3.56亿元", "356000000", "yuan", ""),
    ("zh-Hans", "人民币5元", "人民币5元", "5", "yuan", ""),
    ("zh-Hans", "¥300", "¥300", "300", "yuan", ""),
    ("zh-Hans", "占70%", "70%", "70", "percent", ""),
    ("zh-Hans", "占70％", "70％", "70", "percent", ""),
    ("zh-Hans", "占百分之七十", "百分之七十", "70", "percent", ""),
    ("zh-Hans", "占百分之70", "百分之70", "70", "percent", ""),
    # Chinese: qualifiers
    ("zh-Hans", "由原来的近7小时缩短", "近7小时", "7", "hour", "nearly"),
    ("zh-Hans", "现在的近7个小时", "近7个小时", "7", "hour", "nearly"),
    ("zh-Hans", "将近7小时", "将近7小时", "7", "hour", "nearly"),
    ("zh-Hans", "占全市的近七成", "近七成", "7", "tenths", "nearly"),
    ("zh-Hans", "突破4000列", "突破4000列", "4000", "train", "exceeds"),
    ("zh-Hans", "突破了4000列", "突破了4000列", "4000", "train", "exceeds"),
    ("zh-Hans", "合同金额突破1800亿元。", "突破1800亿元", "180000000000", "yuan", "exceeds"),
    ("zh-Hans", "超1800亿元", "超1800亿元", "180000000000", "yuan", "exceeds"),
    ("zh-Hans", "逾百万元", "逾百万元", "1000000", "yuan", "exceeds"),
    ("zh-Hans", "重点项目60余个", "60余个", "60", "project", "odd"),
    ("zh-Hans", "60多个项目", "60多个项目", "60", "project", "odd"),
    ("zh-Hans", "七成多", "七成多", "7", "tenths", "odd"),
    ("zh-Hans", "缩短为2个小时左右", "2个小时左右", "2", "hour", "about"),
    ("zh-Hans", "约434公里", "约434公里", "434", "kilometre", "about"),
    ("zh-Hans", "至少6个", "至少6个", "6", "project", "at-least"),
    ("zh-Hans", "6家企业以上", "6家企业以上", "6", "company", "at-least"),
    ("zh-Hans", "略多于400个", "略多于400个", "400", "project", "just-over"),
    ("zh-Hans", "十余年", "十余", "10", "", "odd"),
    ("zh-Hans", "节约5亿元", "5亿元", "500000000", "yuan", ""),  # saves, not “about”
    ("zh-Hans", "附近7个村", "7个", "7", "project", ""),  # nearby, not “nearly”
    ("zh-Hans", "最近7小时", "7小时", "7", "hour", ""),
    # Chinese: two qualifiers, or one where none can stand, tell no number
    ("zh-Hans", "近60余个", "近60余个", None, "project", ""),
    ("zh-Hans", "约60个左右", "约60个左右", None, "project", ""),
    ("zh-Hans", "36小时57分余", "36小时57分余", None, "minute", ""),
    ("zh-Hans", "几十个项目", "几十个项目", None, "project", ""),
    ("zh-Hans", "数十亿元", "数十亿元", None, "yuan", ""),
    ("zh-Hans", "七八个项目", "七八个项目", None, "project", ""),
    # Chinese: numerals in words
    ("zh-Hans", "大湾区两所医院", "两所", "2", "hospital", ""),
    ("zh-Hans", "三种", "三种", "3", "boundary", ""),
    ("zh-Hans", "一成", "一成", "1", "tenths", ""),
    ("zh-Hans", "一小时", "一小时", "1", "hour", ""),
    ("zh-Hans", "近一成", "近一成", "1", "tenths", "nearly"),
    ("zh-Hans", "第一次联席会议", "第一次", "1", "meeting", "ordinal"),
    ("zh-Hans", "居江西省第一", "第一", "1", "", "ordinal"),
    ("zh-Hans", "第十二届", "第十二届", "12", "meeting", "ordinal"),
    ("zh-Hans", "第2批", "第2批", "2", "batch", "ordinal"),
    ("zh-Hans", "等5个首批“科创飞地”", "5个首批", "5", "enclave", ""),
    ("zh-Hans", "南康家具制造千亿元产业", "千亿元", "100000000000", "yuan", "about"),
    ("zh-Hans", "一千亿元", "一千亿元", "100000000000", "yuan", ""),
    ("zh-Hans", "近千亿元", "近千亿元", "100000000000", "yuan", "nearly"),
    ("zh-Hans", "两千五百万元", "两千五百万元", "25000000", "yuan", ""),
    ("zh-Hans", "三十分钟", "三十分钟", "30", "minute", ""),
    ("zh-Hans", "四分之三", "四分之三", "0.75", "", ""),
    # Chinese: times that are one
    ("zh-Hans", "5小时32分", "5小时32分", "332", "minute", ""),
    ("zh-Hans", "最快1小时49分钟", "1小时49分钟", "109", "minute", ""),
    ("zh-Hans", "约5小时32分", "约5小时32分", "332", "minute", "about"),
    ("zh-Hans", "5小时32分左右", "5小时32分左右", "332", "minute", "about"),
    ("zh-Hans", "用时5:32", "5:32", "332", "minute", ""),
    ("zh-Hans", "32分", "32分", "32", "minute", ""),
    # Chinese: dates
    ("zh-Hans", "2020年6月，江西省", "2020年6月", "2020-06", "", ""),
    ("zh-Hans", "2022年11月28日", "2022年11月28日", "2022-11-28", "", ""),
    ("zh-Hans", "今年2月14日", "2月14日", "XXXX-02-14", "", ""),
    ("zh-Hans", "自2018年以来", "2018年", "2018", "", ""),
    ("zh-Hans", "2022 年 5 月", "2022年5月", "2022-05", "", ""),
    ("zh-Hans", "2022\n\n年正式开通", "2022年", "2022", "", ""),
    ("zh-Hans", "二〇二二年", "二〇二二年", "2022", "", ""),
    ("zh-Hans", "二〇二二年十一月二十八日", "二〇二二年十一月二十八日", "2022-11-28", "", ""),
    ("zh-Hans", "6月开工", "6月", "XXXX-06", "", ""),
    ("zh-Hans", "10日开通", "10日", "XXXX-XX-10", "", ""),
    ("zh-Hans", "2023年2月30日", "2023年2月30日", None, "", ""),
    ("zh-Hans", "2022-11-28", "2022-11-28", "2022-11-28", "", ""),
    ("zh-Hans", "2022.11.28", "2022.11.28", "2022-11-28", "", ""),
    ("zh-Hans", "2023“虔城融湾嘉游赣”", "2023", "2023", "", ""),
    ("zh-Hans", "9.1968", "9.1968", "9.1968", "", ""),  # never the year 1968
    ("zh-Hans", "12022年", "12022", "12022", "", ""),
    # Hong Kong: by its own script
    ("zh-Hant-HK", "近7小時", "近7小時", "7", "hour", "nearly"),
    ("zh-Hant-HK", "突破1800億元", "突破1800億元", "180000000000", "yuan", "exceeds"),
    ("zh-Hant-HK", "60餘個", "60餘個", "60", "project", "odd"),
    ("zh-Hant-HK", "兩所醫院", "兩所", "2", "hospital", ""),
    ("zh-Hant-HK", "5小時32分", "5小時32分", "332", "minute", ""),
    ("zh-Hant-HK", "2022年11月28日", "2022年11月28日", "2022-11-28", "", ""),
    # English
    ("en", "the railway with 13 stations", "13 stations", "13", "station", ""),
    ("en", "from nearly 7 hours before", "nearly 7 hours", "7", "hour", "nearly"),
    ("en", "Nearly seven hours", "Nearly seven hours", "7", "hour", "nearly"),
    ("en", "more than 4,000 trains", "more than 4,000 trains", "4000", "train", "exceeds"),
    ("en", "more than 60 projects", "more than 60 projects", "60", "project", "exceeds"),
    ("en", "60-odd projects", "60-odd projects", "60", "project", "odd"),
    ("en", "above 180 billion yuan", "above 180 billion yuan", "180000000000", "yuan", "exceeds"),
    ("en", "a 100-billion-yuan industry", "100-billion-yuan", "100000000000", "yuan", ""),
    ("en", "6.48 billion yuan", "6.48 billion yuan", "6480000000", "yuan", ""),
    ("en", "¥1.2bn", "¥1.2bn", "1200000000", "yuan", ""),
    ("en", "CNY 300 million", "CNY 300 million", "300000000", "yuan", ""),
    ("en", "nearly 70% of all", "nearly 70%", "70", "percent", "nearly"),
    ("en", "nearly 70 percent", "nearly 70 percent", "70", "percent", "nearly"),
    ("en", "70 per cent", "70 per cent", "70", "percent", ""),
    ("en", "24-hour self-service", "24-hour", "24", "hour", ""),
    ("en", "350 km/h", "350 km/h", "350", "kmh", ""),
    ("en", "350 kilometers per hour", "350 kilometers per hour", "350", "kmh", ""),
    ("en", "about 434 km long", "about 434 km", "434", "kilometre", "about"),
    ("en", "around 400 projects", "around 400 projects", "400", "project", "about"),
    ("en", "six cities or more", "six cities or more", "6", "city", "at-least"),
    ("en", "at least six industries", "at least six industries", "6", "industry", "at-least"),
    ("en", "eight hospitals", "eight hospitals", "8", "hospital", ""),
    ("en", "twenty-one hospitals", "twenty-one hospitals", "21", "hospital", ""),
    ("en", "four Ganzhou companies", "four", "4", "", ""),
    ("en", "one hour", "one hour", "1", "hour", ""),
    ("en", "the 11th meeting", "11th meeting", "11", "meeting", "ordinal"),
    ("en", "5 h 32 min", "5 h 32 min", "332", "minute", ""),
    ("en", "5 hours 32 minutes", "5 hours 32 minutes", "332", "minute", ""),
    ("en", "5 hours and 32 minutes", "5 hours and 32 minutes", "332", "minute", ""),
    ("en", "about 1 hour 49 minutes", "about 1 hour 49 minutes", "109", "minute", "about"),
    ("en", "in 2022 it opened", "2022", "2022", "", ""),
    ("en", "14 February 2023", "14 February 2023", "2023-02-14", "", ""),
    ("en", "February 14, 2023", "February 14, 2023", "2023-02-14", "", ""),
    ("en", "14th February", "14th February", "XXXX-02-14", "", ""),
    ("en", "May 2022", "May 2022", "2022-05", "", ""),
    ("en", "28 Nov 2022", "28 Nov 2022", "2022-11-28", "", ""),
    ("en", "4\u00a0000 trains", "4\u00a0000 trains", "4000", "train", ""),
    ("en", "nearly\n7 hours", "nearly 7 hours", "7", "hour", "nearly"),
    # Japanese, of which the story knows two words and the engine none
    ("ja", "最速5時間32分", "5時間32分", "332", "minute", ""),
]

MORE: list[tuple[str, str, list[Told]]] = [
    ("zh-Hans", "由近7小时缩短至近2小时", [("近7小时", "7", "hour", "nearly"), ("近2小时", "2", "hour", "nearly")]),
    ("zh-Hans", "5至8个项目", [("5", "5", "project", ""), ("8个项目", "8", "project", "")]),
    ("zh-Hans", "三到五种", [("三", "3", "boundary", ""), ("五种", "5", "boundary", "")]),
    ("zh-Hans", "3—5亿元", [("3", None, "yuan", ""), ("5亿元", "500000000", "yuan", "")]),  # three what?
    ("zh-Hans", "2018—2022年", [("2018", "2018", "", ""), ("2022年", "2022", "", "")]),
    ("zh-Hans", "2022年280个项目", [("2022年", "2022", "", ""), ("280个项目", "280", "project", "")]),
    ("zh-Hans", "8所帮扶11所", [("8所", "8", "hospital", ""), ("11所", "11", "hospital", "")]),
    ("zh-Hans", "7小时、32分", [("7小时", "7", "hour", ""), ("32分", "32", "minute", "")]),
    ("en", "5–8 hours", [("5", "5", "hour", ""), ("8 hours", "8", "hour", "")]),
    ("en", "from 12 to 6 hours", [("12", "12", "hour", ""), ("6 hours", "6", "hour", "")]),
    ("en", "from 2018 to 2022", [("2018", "2018", "", ""), ("2022", "2022", "", "")]),
    (
        "en",
        "14 institutions in all (3 + 11)",
        [("14 institutions", "14", "institution", ""), ("3", "3", "", ""), ("11", "11", "", "")],
    ),
]


@pytest.mark.parametrize(("lang", "text"), NOTHING)
def test_what_is_no_figure_is_passed_over(vocabulary: Vocabulary, lang: str, text: str) -> None:
    assert [figure.text for figure in read_figures(text, lang, vocabulary)] == []


@pytest.mark.parametrize(("lang", "text", "words", "value", "unit", "qualifier"), ONE)
def test_one_figure_is_read_with_all_that_belongs_to_it(
    vocabulary: Vocabulary, lang: str, text: str, words: str, value: str | None, unit: str, qualifier: str
) -> None:
    (figure,) = read_figures(text, lang, vocabulary)
    assert told(figure)[:2] == (words, value)
    assert unit in (figure.units or ("",))  # units share spellings: 项 counts services and roads
    assert qualifier in (figure.qualifiers or ("",))
    assert fold(text[figure.start : figure.end]).text == words


@pytest.mark.parametrize(("lang", "text", "figures"), MORE)
def test_figures_side_by_side_are_kept_apart(vocabulary: Vocabulary, lang: str, text: str, figures: list[Told]) -> None:
    assert [told(figure) for figure in read_figures(text, lang, vocabulary)] == figures


@pytest.mark.parametrize(
    ("lang", "text", "words", "unit", "qualifier"),
    [
        ("zh-Hans", "一批龙头企业", "一批", "batch", ""),
        ("zh-Hans", "开展首批认定", "首批", "batch", "ordinal"),
        ("zh-Hans", "半小时", "半小时", "hour", ""),
        ("en", "a first batch", "first batch", "batch", "ordinal"),
        ("en", "one company", "one company", "company", ""),
        ("en", "half an hour", "half", "", ""),
    ],
)
def test_what_needs_no_fact_may_still_be_evidence(
    vocabulary: Vocabulary, lang: str, text: str, words: str, unit: str, qualifier: str
) -> None:
    (figure,) = read_all(text, lang, vocabulary)
    assert figure.soft
    assert (figure.text, figure.unit or "", figure.qualifier or "") == (words, unit, qualifier)


def test_a_spelling_that_units_share_may_be_any_of_them(vocabulary: Vocabulary) -> None:
    (figure,) = read_figures("11所", "zh-Hans", vocabulary)
    assert {"hospital", "college", "school"} <= set(figure.units)
    (figure,) = read_figures("more than 60 projects", "en", vocabulary)
    assert {"exceeds", "odd"} <= set(figure.qualifiers)


def test_terms_are_named_where_they_stand(vocabulary: Vocabulary) -> None:
    text = "围绕“1+5+N”主导产业，\n\n信丰5G园"
    found = {text[term.start : term.end]: term.term for term in named(text, "zh-Hans", vocabulary)}
    assert found == {"1+5+N": "industry.1-5-n", "5G": "xinfeng.park.5g"}


def test_a_term_inside_a_longer_latin_word_is_none(vocabulary: Vocabulary) -> None:
    assert [figure.text for figure in read_figures("a 35GB disk", "en", vocabulary)] == ["35"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("2022\n\n年正式", "2022年正式"),
        ("赣州 深圳", "赣州深圳"),
        ("in  2022\n5 projects", "in 2022 5 projects"),
        ("共 280 个", "共280个"),
        (" \n赣州\n", "赣州"),
        ("plain", "plain"),
    ],
)
def test_white_space_is_folded_and_can_be_found_again(text: str, folded: str) -> None:
    found = fold(text)
    assert found.text == folded
    start, end = found.back(0, len(folded))
    assert text[start:end] == text.strip()


def test_an_edition_without_its_own_words_reads_by_its_nearest_kin(draft: Draft) -> None:
    plain = Vocabulary(draft.units.found, draft.qualifiers.found, draft.terms.found)
    assert told(read_figures("近7小时", "zh", plain)[0]) == ("近7小时", "7", "hour", "nearly")


def test_another_language_needs_tables_and_no_code() -> None:
    system = System(
        id="pt",
        decimal=",",
        group=".",
        link="de",
        scales=(Scale(size=Decimal(10**6), forms={"one": "milhão", "other": "milhões"}),),
        words=("zero", "um", "dois", "três"),
        through=("a",),
        dates=("{d} de {month} de {y}", "{month} de {y}"),
        months=("janeiro", "fevereiro", "março", "abril"),
    )
    unit = Unit(id="ship", measures="ship", forms={"pt": {"one": "navio", "other": "navios"}})
    words = Vocabulary({"ship": unit}, {}, {}, systems={**SYSTEMS, "pt": system})
    text = "1.234 navios, três milhões de navios, 2,5 a 3 navios em 14 de fevereiro de 2023"
    assert [told(figure)[:3] for figure in read_figures(text, "pt", words)] == [
        ("1.234 navios", "1234", "ship"),
        ("três milhões de navios", "3000000", "ship"),
        ("2,5", "2.5", "ship"),
        ("3 navios", "3", "ship"),
        ("14 de fevereiro de 2023", "2023-02-14", ""),
    ]


WORDS = "It took nearly 7 hours. Now it takes 2 hours."


@pytest.mark.parametrize(
    ("changed", "known"),
    [
        ({}, {"en", "printed"}),
        ({"units": {}}, {"printed"}),  # of what is printed, no form of a unit of the story is known
        ({"terms": {"two": Term(id="two", text={"en": ("Now",)})}}, set()),
        ({"words": {"en": OwnWords(id="en", plain=("it",))}}, set()),
        ({"words": {"zh": OwnWords(id="zh", plain=("它",))}}, {"en", "printed"}),
    ],
    ids=["nothing", "units", "terms", "words", "words of another language"],
)
def test_what_a_build_has_read_is_known_to_the_next_while_the_words_of_its_reader_are_the_same(
    changed: dict[str, Any], known: set[str], vocabulary: Vocabulary, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    first, second = _anew(vocabulary), _anew(vocabulary, store=store, **changed)
    for reader in (first.reader("en"), first.printed("en")):
        assert reader is not None
        assert [one.text for one in reader.read(WORDS)] == ["nearly 7 hours", "2 hours"]
    first.keep(store)
    again = {"en": second.reader("en"), "printed": second.printed("en")}
    assert {name for name, reader in again.items() if reader and reader.before} == known


@pytest.mark.parametrize("kept", [b"rubbish", pickle.dumps("none of ours")], ids=["rubbish", "of another kind"])
def test_what_is_no_reading_is_not_recalled(kept: bytes, vocabulary: Vocabulary, tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(_kept_as("en"), kept)
    read = read_source(WORDS, "en", _anew(vocabulary, store=store))
    assert [figure.text for figure in read] == ["nearly 7 hours", "2 hours"]


def test_what_was_read_before_is_kept_with_what_is_read_since(vocabulary: Vocabulary, tmp_path: Path) -> None:
    store = Store(tmp_path)
    for words in (WORDS, "It takes an hour."):
        one = _anew(vocabulary, store=store)
        read_source(words, "en", one)
        one.keep(store)
    last = _anew(vocabulary, store=store).reader("en")
    assert last is not None
    assert len(last.before) == 3


def _anew(vocabulary: Vocabulary, **changed: Any) -> Vocabulary:
    """The vocabulary, changed, as one that has read nothing."""
    return replace(vocabulary, _readers={}, _lexicons={}, memo={}, **changed)
