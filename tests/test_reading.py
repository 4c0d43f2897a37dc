"""Quantities are read whole or refused: value, unit, bound and direction, in Chinese of both scripts and in English."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from galley.model import Term, Unit
from galley.numbers.reading import Additions, Quantity, chinese, english, languages, lexicon, reader, shipped_reader
from galley.numbers.reading.codes import codes
from galley.numbers.reading.lexicon import Language, Lexicon, folded
from galley.numbers.reading.shipped import shipped
from galley.numbers.reading.stock import stock, units
from galley.numbers.reading.worded import worded
from galley.numbers.storyreader import Vocabulary, numeric, read_typed
from galley.store import Store
from galley.story.load import load_story

HERE = Path(__file__).resolve().parent / "phrases"


@cache
def tiny() -> Vocabulary:
    return load_story(HERE.parent / "stories/tiny").vocabulary


class Phrase(NamedTuple):
    """A phrase, and the figure as it must be read; where the value is “?” it must be refused."""

    kind: str
    lang: str
    words: str
    value: str
    unit: str
    bound: str
    change: str


def phrases() -> Iterator[Phrase]:
    for line in (HERE / "figures.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield Phrase(*line.split("\t"))


def read(lang: str, words: str) -> list[Quantity]:
    found = shipped_reader(lang)
    assert found is not None
    return [one for one in found.read(words) if one.kind not in ("name", "soft", "ordinal", "date", "period")]


def direction(one: Quantity) -> str:
    return f"{one.level}-{one.change}" if one.level and one.change else one.change or ""


def says(one: Quantity, due: Phrase) -> bool:
    value = one.value is not None and abs(one.value - Decimal(due.value)) < Decimal("0.0001")
    unit = not due.unit or due.unit in one.units
    bound = one.bound == (due.bound or one.bound) and direction(one) == due.change
    return value and unit and bound and not one.why and not one.nearby


def verdict(due: Phrase) -> str:
    found = read(due.lang, due.words)
    refused = bool(found) and all(one.why or one.nearby or one.value is None for one in found)
    if due.value == "?":
        return "exact" if refused else "misread"
    if any(says(one, due) for one in found):
        return "exact"
    return "refused" if any(one.why or one.nearby for one in found) else "misread"


@cache
def verdicts() -> list[tuple[Phrase, str]]:
    return [(due, verdict(due)) for due in phrases()]


def test_there_are_phrases_enough_of_either_kind() -> None:
    kinds = [due.kind for due in phrases()]
    assert len(kinds) >= 400
    assert kinds.count("dangerous") >= 200


def test_no_phrase_is_misread() -> None:
    assert [due for due, found in verdicts() if found == "misread"] == []


def test_no_plain_phrase_is_refused_and_of_the_dangerous_one_in_five_at_most() -> None:
    refused = [due for due, found in verdicts() if found == "refused"]
    assert [due for due in refused if due.kind == "plain"] == []
    assert 5 * len(refused) <= sum(due.kind == "dangerous" for due in phrases())


def named(of: Language, line: str, one: Quantity) -> bool:
    known = shipped_reader(of)
    assert known is not None
    return any(start <= one.start and one.end <= end for start, end in codes(known, line))


@pytest.mark.parametrize("of", languages())
def test_no_innocent_sentence_has_a_figure_that_needs_a_fact(of: Language) -> None:
    sentences = (HERE / f"innocent.{of}.txt").read_text(encoding="utf-8").splitlines()
    alarms = [
        (line, said) for line in sentences if (said := [one.text for one in read(of, line) if not named(of, line, one)])
    ]
    assert len(sentences) >= 200
    assert len(alarms) <= 0.02 * len(sentences), alarms


@pytest.mark.parametrize(
    ("lang", "words", "said"),
    [
        ("en", "Half of the boats left.", "Half"),
        ("en", "Catches fell by half.", "half"),
        ("en", "Traffic doubled, then halved.", "doubled halved"),
        ("en", "About half of them, and a third of the rest", "About half a third"),
        ("en", "It sank as thousands of people slept, as many as it held", "thousands"),
        ("en", "dozens of boats, hundreds of people, one in three", "dozens hundreds one in three"),
        ("en", "a couple of boats, a fortnight on, the couple, this century", "a couple of a fortnight"),
        ("en", "It has XIV seats. Louis XIV writes, chapter XIV tells, XL shirts", "XIV"),
        ("zh", "有XII艘船，俩村，他们俩，一对船，一对一，一双手", "俩 一对 XII"),
        (
            "en",
            "It took an hour, is an hour away, an hour's sail; 60 miles an hour, an hour later, an hour or two",
            "an hour an hour an hour",
        ),
        (
            "en",
            "An hour on the Petrel, an hour-long trip, happy hour, it lasts about a day, took a year off, a year ago",
            "An hour hour-long a day",
        ),
        ("zh", "一刻钟就到，半天的车程，缩短至半天，历时一年半", "一刻钟 半天 半天 一年半"),
        ("zh", "等了半天也没车，想了半天，一刻钟便民生活圈，一小时经济圈，一年一度，一天天", ""),
        ("en", "The Jiangxi half of the road, and the half in Guangdong", ""),
        ("en", "Several boats of the many came in one quarter.", ""),
        (
            "en",
            "He was there in a quarter of an hour. After half an hour Daisy half an hour later called.",
            "a quarter half an hour half an hour",
        ),
        ("zh", "一半的企业走了，数百家、十几家留下。", "一半 数百家 十几家"),
        ("zh", "产值翻了一番，占三分之一，过半村庄通了路", "翻了一番 三分之一 过半"),
        ("zh-Hant-HK", "數百家企業，上千人", "數百家企業 上千人"),
        ("zh", "多半是老人；单位：百万立方米；成千上万", ""),
    ],
)
def test_a_share_a_multiple_or_dozens_in_words_is_a_figure(lang: str, words: str, said: str) -> None:
    known = shipped_reader(lang)
    assert known is not None
    assert " ".join(one.text for one in worded(known, words)) == said


@pytest.mark.parametrize("of", languages())
def test_no_innocent_sentence_says_a_quantity_in_words(of: Language) -> None:
    known = shipped_reader(of)
    assert known is not None
    sentences = (HERE / f"innocent.{of}.txt").read_text(encoding="utf-8").splitlines()
    alarms = [line for line in sentences if [*worded(known, line)]]
    assert len(alarms) <= 0.02 * len(sentences), alarms


@pytest.mark.parametrize("of", languages())
def test_no_innocent_sentence_asks_its_author_for_a_fact(of: Language) -> None:
    """Names with digits among them: A4, COVID-19, Route 66."""
    sentences = (HERE / f"innocent.{of}.txt").read_text(encoding="utf-8").splitlines()
    alarms = [(line, found[0].text) for line in sentences if (found := read_typed(line, of, tiny()))]
    assert len(alarms) <= 0.02 * len(sentences), alarms


@pytest.mark.parametrize(
    ("lang", "words", "said"),
    [
        ("en", "It cost USD53, RMB5000 and EUR5.", "53 5000 5"),
        ("en", "OVER37 came, ABOUT37 left.", "37 37"),
        ("en", "There are No 53, level 9, Level 53.5, Gate 53 million, Level 1,200.", "53 9 53.5 53 million 1,200"),
        ("en", "N37% and X=37 and £B53", "37 37 53"),
        (
            "en",
            "They number 53. The number 53 million. It was the 9th metre, under-18 metres.",
            "53 53 million 9th metre 18 metres",
        ),
        (
            "en",
            "There are Three Metres and the number 7 metres. The Three Tuns, the 1st Battalion, the under-18s.",
            "Three Metres 7 metres Three",
        ),
        ("en", "How the Town Lost Seven New Piers and Marks Its 37th Year, at the number 53", "Seven 37th 53"),
        ("zh", "318国道旁有318人，共318条国道", "318人 318"),
        ("zh", "航线增至90后停航，有90后离开，90后青年来了", "90 90"),
        ("zh", "90后青年开书店，“双11”购物节，985高校，停着一架歼-20模型", ""),
        ("en", "The B-29s and F-16s flew, 29s apart", "29"),
        ("zh", "图-16艘船，波音737架，双11艘，歼-20战机", "16 737 11"),
        ("zh", "人均GDP8万元，面积A53平方米，GDP53亿元", "8万 53 53亿"),
        ("en", "Its 37th boat, the 37th largest, in its 37th year, at the 37th time of asking", "37th 37th 37th 37th"),
        ("en", "45 presidents saw 37 boats on Route 9, the third of all boats, a third of them", "45 37 a third"),
        (
            "en",
            "In room 37 people died, page 37 readers, chapter 3 boats, of the piers 37 are closed",
            "37 people 37 3 37",
        ),
        (
            "en",
            "Pier 9, gate 53 million, category 37%, section 37 metres, step 37.5 metres",
            "53 million 37 37 metres 37.5 metres",
        ),
        ("en", "Gates 10 and 11 boats, room 5, 37 boats. They lost 12 High Street shops", "10 11 37 12"),
        ("en", "In 2011 New Street was reopened. In 37 New Street stalls it burned", "2011 37"),
        (
            "en",
            "A mile or two, a million or two, the other two boats, those three boats",
            "two a million two two three",
        ),
        (
            "en",
            "He is 100% sure of 37 boats, and 100% of them, double the boats, a half-mile walk",
            "37 100 double a half-mile",
        ),
        ("zh", "第37艘船，第37年，第37位，第37团员，第53师生，面积第53", "37 37 37 37 53 53"),
        ("zh", "5号机场关闭，5号门店开业，5号线路中断，公路5号通车，据报道5号停航", "5 5 5 5 5"),
        ("zh", "住了37楼村民，建成37楼，共302室，共37型，有37型导弹", "37 37 302 37 37"),
        ("zh", "电话53个，编号53艘，发现小行星53颗，公交53辆，53路大军", "53 53 53 53 53"),
        ("zh", "《客流增至53》，《客流53万》，《船53艘》，波音737和37架", "53 53万 53 37"),
        ("zh", "37、38艘船", "37 38"),
        ("zh", "打110个，通知120人，出动120民警，派110民警，120急救车", "110 120人 120 110 120"),
        ("zh", "标致308万辆，沪深300点，Turn 10%，Turn 10艘，风云300颗", "308万 300 10 10 300"),
        ("zh", "共501房，售501房间，沪A12345万，约120救护人员，半世纪", "501 501 12345万 120 半世纪"),
        ("zh", "皖K11625，最先发现501房冒烟，96101热线，二十一世纪，十九世纪末，“12・2”大火", ""),
        ("zh", "来了第46军人，账号53个，有80后来", "46 53 80"),
        ("zh", "打110报警，一名80后，ISO14000认证，1080P画面，“5·06”案，标致308上市，沪深300指数，Xbox 360", ""),
        ("zh", "办了37届大会，共53届大会，电话53000部", "37 53 53000"),
        (
            "en",
            "Its 37th meeting, order 500 cranes, Order 500 cranes, box 366 cranes, USD-53000",
            "37th 500 500 366 53000",
        ),
        (
            "en",
            "They number six. The boats number seven in all, group five cranes, page 37 cranes",
            "six seven five 37",
        ),
        (
            "en",
            "Costs doubled over the year, a half-million cranes, half-owned cranes, a double rise",
            "doubled a half-million half-owned double",
        ),
        ("en", "No. 53 cranes, World War 37 cranes, 37 U.S. cranes, uranium 53 drums, 5 stars", "53 37 37 53 5"),
        ("en", "In Leeds 101 cranes fell, 37 Park Lane cranes, flights 37 and 38 cranes", "101 37 37 38"),
        (
            "en",
            "Figure 37 cranes, Class 37 new cranes, Channel 53 cranes, Theorem 37 cranes, Book 37 people",
            "37 37 53 37 37 people",
        ),
        (
            "en",
            "Figure 3 shows it. Theorem 2 implies Lemma 4; Class 37 locomotive, Type 2 patients, Equations (1) and (2)",
            "",
        ),
        (
            "en",
            "Condition (37) cranes, fig. 37 cranes, equation 37 cranes, page 2-13 cranes, Test Three cranes",
            "37 37 37 2 13 Three",
        ),
        (
            "en",
            "On page 2-13, by condition (2), in Eq. 4, for two reasons: (1) rain and (2) wind; Book Two ends",
            "two",
        ),
        (
            "en",
            "These two cranes, those two cranes, in two yards, half the world's cranes, one-fourth of them",
            "two two two half one-fourth",
        ),
        (
            "en",
            "The three at the rope, they all three, cut in two, half the night, a half-skeptical smile, a half memory",
            "",
        ),
        (
            "en",
            "The last two thousand cranes, all three cranes, the other two cranes, near 84th cranes",
            "two thousand three two 84th",
        ),
        (
            "en",
            "They told old tales of the Seven Samurai, “Twelve Angry Men” and a 60s hit; an MC-130H aircraft",
            "",
        ),
        (
            "en",
            "They lost (3) cranes, a 60s cranes, “Three cranes fell.”",
            "3 60 Three",
        ),
        (
            "en",
            "The two differed, the two abandoned cranes, the two rusted in cranes; a pair of cranes, a pair of shoes",
            "two a pair",
        ),
        (
            "en",
            "Eight Legged Freaks is a film, Eight Cranes are none; the Council of Four, the Lost Seven, half aloud",
            "Eight",
        ),
        (
            "en",
            "The two fly home, the two go boats; drivers double as cooks, half vexed; Eighth Avenue and 50th",
            "two",
        ),
        (
            "en",
            "Little Wonder 2 is a film, Little Wonder 2 cranes are not; two or three cranes, count to three cranes",
            "2 two three three",
        ),
        (
            "en",
            "The two start it, the two fish in it, the two hundred to come; the House of the Seven Gables",
            "two two hundred",
        ),
        ("en", "The 14th annual World Food Festival, game two of the series, game two cranes; NY-93 runs on", "two"),
        (
            "en",
            "At 434 East 84th Street, a last-16 tie, last-37 cranes, the seven seed, the seven seeds; a 60s homage hat",
            "37 seven",
        ),
        (
            "en",
            "World War II memories, He has II memories; Agent 007, 43,007 cranes, split in two parts, cut in two",
            "II 43,007 two",
        ),
        (
            "en",
            "Between 96th and 110th Streets, the 2nd or 25th Division, the 49th World Awards, the 96th and 110th crane",
            "96th 110th",
        ),
        (
            "en",
            "He went to the Three Boars last night, past the Three Metres; some half-dying trees",
            "Three Metres",
        ),
        (
            "en",
            "Route 29 crosses into it, Route 29 cranes into it, J.H.S. 123, a four-wheeled cab, 60s songs",
            "29",
        ),
        (
            "en",
            "The two tried repeating it, the two rusted old cranes; a thousand desires, a thousand cranes; US 31 is",
            "two a thousand",
        ),
        (
            "en",
            "Fares of US 31 in port, points (6), (7) and (11), Leeds (37), a top 10 hit, the top 37 cranes",
            "31 37 37",
        ),
        (
            "en",
            "Mac-10s fired, Leeds-37 cranes, About-37 fell; Two-Gun Ranch, Two-Gun cranes, too daft by half",
            "37 37 Two",
        ),
        (
            "en",
            "The corner of 45th and Main, Ten's Gallery, Leeds's number 10 ran, Leeds's number 37 cranes; Charter 77",
            "37",
        ),
        (
            "en",
            "She watched Twelve Angry Men again, Ocean’s Eleven, the film Three Kings; “We saw Twelve Small Cranes.”",
            "Twelve",
        ),
        (
            "en",
            "The nine of hearts, a pair of sevens, seven-card stud; three of cranes, a pair of cranes",
            "three a pair",
        ),
        ("en", "She parred the 17th, a runaway 747 crossed it; she parred 17 cranes, a 747 cranes fell", "17 747"),
        ("en", "The 20th-century crane, the 49th vice-president; in 19th cranes, the 37th vice crane", "19th 37th"),
        ("en", "She called 911 and the COP26 summit; they called 911 cranes, COP26 million", "911 26 million"),
        ("en", "The 38 bus home, the 38 bus routes; a No 10 source, No 10 cranes; gas mark 4, a mark 4", "38 10 4"),
        ("en", "County Road 12, Row 12, seats 4 and 5; Courtroom 6. Row 12 cranes, Bay 37 metres", "12 37 metres"),
        ("en", "Three Rivers council met. Three Rivers council members did; Three Rivers schools are", "Three Three"),
        (
            "en",
            "He went past No. 3 Middle School, on FM 103.7. No. 3 cranes, No. 3 schools, FM 103.7 million",
            "3 3 103.7 million",
        ),
        ("zh", "挂着1:500的旧地图，比例1:500；造价1:500元", "1 500 1 500"),
        ("zh", "增加37型，新建37楼，增302室，上涨“53”，5号线3条，电话53部，8A出口53个", "37 37 302 53 5 3 53 53"),
    ],
)
def test_what_looks_like_a_name_and_may_be_a_quantity_needs_a_fact(lang: str, words: str, said: str) -> None:
    assert " ".join(one.text for one in read_typed(words, lang, tiny())) == said


@pytest.mark.parametrize(
    ("words", "said"), [("没有写是哪一年的数，与上一年不是同一年。", ""), ("用了一年，共十一年", "一年 十一年")]
)
def test_a_time_that_is_pointed_at_is_no_count_of_it(words: str, said: str) -> None:
    year = Unit(id="year", measures="months", forms={"zh-Hans": "年", "en": "years"})
    story = replace(tiny(), units={**tiny().units, "year": year}, _lexicons={}, _readers={}, memo={})
    assert " ".join(one.text for one in read_typed(words, "zh-Hans", story)) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("他坐的是G2701次列车，换D3105/6次动车。", ""),
        ("Z37次", ""),
        ("开行2701次列车", "2701次"),
        ("USG37次", "37次"),
        ("G2701次万人", "2701次"),
    ],
)
def test_a_train_is_called_by_its_code_though_the_story_counts_by_the_same_word(words: str, said: str) -> None:
    trip = Unit(id="trip", measures="trip", forms={"zh-Hans": "次", "en": "trips"})
    story = replace(tiny(), units={**tiny().units, "trip": trip}, _lexicons={}, _readers={}, memo={})
    assert " ".join(one.text for one in read_typed(words, "zh-Hans", story)) == said


def test_a_number_in_one_character_is_none_in_a_term() -> None:
    story = replace(tiny(), terms={"mayor": Term(id="mayor", text={"zh-Hans": ("孙佰先",)})}, _lexicons={}, memo={})
    assert [*numeric("孙佰先数了佰艘船，孙佰", "zh-Hans", story)] == [(5, "佰"), (10, "佰")]


# each word of weight


def weighty(of: Language) -> dict[str, str]:
    """Every hedge and negation of the lexicon, with its bound; of negations and doubts, what they are."""
    lists = shipped(of)
    words = {str(word): op for op, told in lists["before"].items() for word in told}
    return words | {
        str(word): name for name in ("unclear", "relates", "not") for word in lists[name] if str(word) not in words
    }


TAIL: dict[Language, str] = {"zh": "46所医院", "en": " 46 hospitals"}


def sighted(of: Language, words: str, known: Lexicon) -> tuple[str, str]:
    """(bound, what else) of the 46 in the words; “refused” where it is no evidence."""
    read_by = chinese.read if of == "zh" else english.read
    found = [one for one in read_by(words, known, units(of, Additions())) if one.value == 46]
    if not found or found[0].why or found[0].nearby:
        return "refused", ""
    return found[0].bound, found[0].change or ""


@pytest.mark.parametrize("of", languages())
def test_each_word_of_weight_says_what_a_second_pair_of_eyes_has_read(of: Language) -> None:
    lines = (HERE / f"words.{of}.tsv").read_text(encoding="utf-8").splitlines()
    reviewed = dict(line.split("\t") for line in lines if not line.startswith("#"))
    assert weighty(of) == reviewed


@pytest.mark.parametrize("of", languages())
def test_each_word_of_weight_gives_its_bound_to_the_number_that_it_touches(of: Language) -> None:
    known = lexicon.lexicon(of, {})
    wrong = {
        word: found
        for word, due in weighty(of).items()
        if (found := sighted(of, folded(of, word) + TAIL[of], known)[0])
        not in ((due,) if due not in ("not", "unclear", "relates") else ("refused",))
    }
    assert wrong == {}


@pytest.mark.parametrize("of", languages())
def test_a_word_that_is_left_out_is_named_and_not_ignored(of: Language) -> None:
    """What an unlisted word would do: each of them is left out in turn, and may then be ignored in 2 % at most."""
    known = lexicon.lexicon(of, {})
    ignored = []
    for word in weighty(of):
        key = folded(of, word)
        left = {other: roles for other, roles in known.roles.items() if other != key}
        without = replace(known, roles=left, governing=re.compile("(?!)"))
        if sighted(of, key + TAIL[of], without) == ("=", ""):
            ignored.append(word)
    assert len(ignored) <= 0.02 * len(weighty(of)), ignored


# what else may not be passed over


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "失业率不超过6%"),
        ("en", "anything but 60 projects"),
        ("zh", "狂揽46亿元"),
        ("zh", "斯图加特约46人"),
        ("zh", "曼城队不46人"),
        ("zh", "名额差46人"),
        ("zh", "别和46家"),
        ("zh", "不把46家"),
        ("zh", "OVER 46家"),
        ("zh", "MAX 46家"),
        ("zh", "USD 46"),
        ("zh", "5股东"),
        ("zh", "主队2比0获胜"),
        ("zh", "竟然不足46家"),
        ("zh", "甚至不到46家"),
        ("zh", "46负债"),
        ("en", "7⁷ trains"),
        ("zh", "约耗时46小时"),
        ("en", "roughly employs 40 people"),
        ("en", "getting on for 40 people"),
        ("en", "going on for 40 people"),
        ("en", "40 people, if not more"),
        ("en", "40 people (maybe)"),
        ("zh", "46人往上"),
        ("zh", "46人以里"),
        ("zh", "46人（估计）"),
        ("zh", "46人，只多不少"),
    ],
)
def test_a_figure_is_never_exact_beside_what_says_otherwise(lang: str, words: str) -> None:
    assert all(one.why or one.nearby or one.bound != "=" for one in read(lang, words))


@pytest.mark.parametrize(
    ("lang", "words", "number"),
    [
        ("en", "It holds three times 20 boats.", 20),
        ("en", "It takes half of 44 minutes.", 44),
        ("en", "A third of about 90 boats left.", 90),
        ("zh", "客流是40家企业的两倍", 40),
        ("zh", "相当于33公里的一半", 33),
        ("zh", "三倍于20家企业", 20),
    ],
)
def test_a_number_that_is_multiplied_is_not_the_number_that_is_said(lang: str, words: str, number: int) -> None:
    assert [bool(one.why) for one in read(lang, words) if one.value == number] == [True]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "上午8点半到下午5点"),
        ("zh", "晚上七点一刻开赛，七点半散场，10时30分闭馆，早上七点二十分开馆"),
        ("zh", "二十五日举行，廿五日结束，零八年建成"),
        ("zh", "2023/24赛季，2023-24榨季"),
        ("zh-Hant-HK", "下午3時半"),
        ("en", "open 6-7 pm, at 10.30 am, 3pm or nine o'clock"),
        ("en", "from half past nine to quarter to six, in 44 BC"),
    ],
)
def test_a_time_of_day_or_a_day_or_a_season_counts_nothing(lang: str, words: str) -> None:
    assert read(lang, words) == [] or {one.kind for one in read(lang, words)} == {"clock"}


@pytest.mark.parametrize("words", ["在Office 46人", "伊斯坦布尔46人"])
def test_a_foreign_name_before_a_number_is_no_word_that_nobody_knows(words: str) -> None:
    (seen,) = read("zh", words)
    assert (str(seen.value), seen.bound, seen.why) == ("46", "=", ())


def test_no_plain_word_hides_a_direction() -> None:
    """减少了 was listed as plain, so that nothing fell."""
    roles = lexicon.lexicon("zh", {}).roles
    directions = tuple(word for word, told in roles.items() if {"rise", "fall"} & told.keys() and len(word) > 1)
    plain = (word for word, told in roles.items() if told.keys() == {"plain"})
    assert [word for word in plain if word.removesuffix("了").endswith(directions)] == []


def repeated(lists: object) -> Iterator[str]:
    """The words that a list says twice, in whatever the list stands."""
    if isinstance(lists, dict):
        for one in lists.values():
            yield from repeated(one)
    elif isinstance(lists, list):
        words = [one for one in lists if isinstance(one, str)]
        yield from (word for word, times in Counter(words).items() if times > 1)


@pytest.mark.parametrize("of", languages())
def test_no_list_says_a_word_twice(of: Language) -> None:
    assert [*repeated(shipped(of))] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("since", "以來"),
        ("compared", "較上年"),
        ("dateline", "發佈時間：8月"),
        ("numbered", "圖"),
        ("kind", "號機"),
        ("ended", "裏"),
    ],
)
def test_what_stands_around_times_and_tables_is_found_in_either_script(name: str, words: str) -> None:
    assert lexicon.pattern(name).search(words)


HAN_DIGITS = "零一二三四五六七八九"


def in_han(number: int) -> str:
    """A number below a hundred million as Chinese writes it."""
    if number >= 10_000:
        rest = number % 10_000
        return in_han(number // 10_000) + "万" + ("零" if 0 < rest < 1000 else "") + (in_han(rest) if rest else "")
    written = ""
    for size, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        written += HAN_DIGITS[digit] + word if digit else "零" if written and number and written[-1] != "零" else ""
    return written.removeprefix("一") if written.startswith("一十") else written


def test_no_name_hides_a_part_of_a_number() -> None:
    """二百五 of 二百五十万, 六四 of 零点六四 and 八公 of 八公里 are names elsewhere."""
    numbers = (*range(2, 130), 250, 985, *range(11_000, 12_000, 37), 2_502_263, 5_400_000, 36_000_000)
    written = {f"共{in_han(number)}公里": Decimal(number) for number in numbers}
    written |= {
        f"约零点{HAN_DIGITS[n // 10]}{HAN_DIGITS[n % 10]}米": Decimal(n) / 100 for n in range(11, 100) if n % 10
    }
    misread = [words for words, value in written.items() if [one.value for one in read("zh", words)] != [value]]
    assert misread == []


def test_a_story_adds_words_and_spellings() -> None:
    own = Additions(words={"plain": ("狂揽",)}, units={"厂": ("factory",)})
    found = reader("zh", own)
    assert found is not None
    assert [(one.value, one.units[0], one.why) for one in found.read("狂揽46厂")] == [(Decimal(46), "factory", ())]


def test_a_name_hides_no_word_of_weight() -> None:
    for of in languages():
        names = [folded(of, name) for name in shipped(of)["names"]]
        loose = {folded(of, word) for word in shipped(of)["loose"]}
        heavy = [folded(of, word) for word in weighty(of) if len(word) > 1 and folded(of, word) not in loose]
        pad = "" if of == "zh" else " "
        assert [(n, w) for n in names for w in heavy if f"{pad}{w}{pad}" in f"{pad}{n}{pad}"] == []


def test_every_unit_of_the_stock_reads_its_own_name_as_itself() -> None:
    for unit in stock().values():
        for of, lang in (("zh", "zh-Hans"), ("en", "en")):
            form = unit.forms[lang]
            name = form if isinstance(form, str) else form["other"]
            found = read(of, f"46{name}" if of == "zh" else f"46 {name}")
            sizes = {stock()[one].size for one in found[0].units}
            as_said = sizes == {unit.size * 46 / Fraction(found[0].value or 1)}  # 千吨 is a thousand tonnes
            assert unit.id in found[0].units or as_said, (unit.id, name, found)


def test_a_figure_far_into_a_sentence_is_read_where_it_stands() -> None:
    words = f"fixed lump sums {'and others ' * 20}of $4,807.00 million and of nearly $4,821.41 million"
    assert [words[one.start : one.end] for one in read("en", words)] == [
        "$4,807.00 million",
        "nearly $4,821.41 million",
    ]


def test_a_long_text_is_read_in_time_that_grows_with_it() -> None:
    found = shipped_reader("zh")
    assert found is not None
    assert len(found.read("".join(f"全市共有{n}所医院，" for n in range(100, 3100)))) == 3000


def test_shipped_words_that_are_kept_are_those_of_the_file_also_where_what_is_kept_is_damaged(tmp_path: Path) -> None:
    read = shipped("en")
    for damage in (lambda kept: kept[:40], lambda kept: kept[:-1] + b"?", lambda kept: b"", lambda kept: kept):
        shipped.cache_clear()
        assert shipped("en", Store(tmp_path)) == read
        (entry,) = (path for path in tmp_path.rglob("*") if path.is_file())
        entry.write_bytes(damage(entry.read_bytes()))
