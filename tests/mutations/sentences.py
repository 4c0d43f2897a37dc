"""A sentence more in the source, and a fact that reads it wrongly."""

from __future__ import annotations

from collections.abc import Iterator

from tests.mutations.kinds import Mutation, kind
from tests.mutations.originals import Original

Case = tuple[str, str]
"""A sentence, and the YAML of what a careless fact makes of it, after `value: `, lines parted by |."""


def invented(original: Original, cases: dict[str, list[Case]]) -> Iterator[Mutation]:
    """A story for each sentence in the language of the story's stored source."""
    lang = original.story.sources[original.home.source].lang
    for sentence, value in cases.get(lang[:2], []):
        yield Mutation(original.name, f"{sentence} → {value}", _story(original, "new.fact", sentence, value))


def _story(original: Original, name: str, sentence: str, value: str) -> dict[str, str]:
    lines = "".join(f"  {line.strip()}\n" for line in f"value: {value}".split("|"))
    fact = original.said(name, f'{lines}  quote: "{sentence.rstrip(".。")}"\n')
    return original.told(sentence, fact, f"{{{{{name}}}}}")


RIGHT = {
    "en": [
        ("The jetty measures 12 metres.", "12|unit: metre"),
        ("The office lists more than 31 boats.", "31|unit: boat|qualifier: exceeds"),
        ("The fair drew about 5,200 people.", "5200|unit: person|qualifier: about"),
        ("Just under 17 percent stayed.", "17|unit: percent|qualifier: nearly"),
    ],
    "zh": [
        ("全县新建公路33公里。", "33|unit: kilometre"),
        ("年内开行班列超过91列。", "91|unit: train|qualifier: exceeds"),
        ("引进企业约47家。", "47|unit: company|qualifier: about"),
        ("用时近9小时。", "9|unit: hour|qualifier: nearly"),
    ],
}
"""Facts that read their sentence right: each must be let through, or the others prove nothing."""


@kind("a sentence that is read as it stands", "held")
def sentence_right(original: Original) -> Iterator[Mutation]:
    yield from invented(original, RIGHT)


@kind("the opposite bound: “not more than” read as “more than”")
def bound_reversed(original: Original) -> Iterator[Mutation]:
    yield from invented(
        original,
        {
            "en": [
                ("The pier takes no more than 40 boats.", "40|unit: boat|qualifier: exceeds"),
                ("Not more than 6 percent are visitors.", "6|unit: percent|qualifier: exceeds"),
                ("The lock is never over 12 metres.", "12|unit: metre|qualifier: exceeds"),
                ("It does not exceed 700 passengers.", "700|unit: passenger|qualifier: exceeds"),
                ("It counts less than 90 boats.", "90|unit: boat|qualifier: exceeds"),
            ],
            "zh": [
                ("占比不超过6%。", "6|unit: percent|qualifier: exceeds"),
                ("单程不多于3小时。", "3|unit: hour|qualifier: exceeds"),
                ("全长未超过52公里。", "52|unit: kilometre|qualifier: exceeds"),
                ("企业不足40家。", "40|unit: company|qualifier: exceeds"),
                ("开行列数没有突破700列。", "700|unit: train|qualifier: exceeds"),
            ],
        },
    )


@kind("a bound that the story has no word for is lost")
def bound_lost(original: Original) -> Iterator[Mutation]:
    yield from invented(
        original,
        {
            "en": [
                ("The pier takes at most 40 boats.", "40|unit: boat"),
                ("It makes fewer than 21 sailings.", "21|unit: sailing"),
                ("The fair drew up to 5,200 people.", "5200|unit: person"),
                ("It takes a maximum of 44 minutes.", "44|unit: minute"),
                ("The quay cost under 3 million crowns.", "3000000|unit: crown"),
            ],
            "zh": [
                ("企业不到40家。", "40|unit: company"),
                ("最多停靠21列。", "21|unit: train"),
                ("用时不足3小时。", "3|unit: hour"),
                ("全长至多52公里。", "52|unit: kilometre"),
                ("投资额低于3亿元。", "300000000|unit: yuan"),
            ],
        },
    )


@kind("a negation or a doubt beside the number is passed over")
def doubt_passed_over(original: Original) -> Iterator[Mutation]:
    yield from invented(
        original,
        {
            "en": [
                ("The office counts barely 31 boats.", "31|unit: boat"),
                ("It takes hardly 44 minutes.", "44|unit: minute"),
                ("It is not 12 metres deep.", "12|unit: metre"),
                ("The fair drew purportedly 5,200 people.", "5200|unit: person"),
                ("The council will spend well-nigh 3 million crowns.", "3000000|unit: crown"),
                ("It carries a mere smidgen below 700 passengers.", "700|unit: passenger"),
            ],
            "zh": [
                ("全县勉强有企业40家。", "40|unit: company"),
                ("里程险些达到52公里。", "52|unit: kilometre"),
                ("并非开行21列。", "21|unit: train"),
                ("用时堪堪3小时。", "3|unit: hour"),
                ("据传投资3亿元。", "300000000|unit: yuan"),
                ("差点签下33个项目。", "33|unit: project"),
            ],
        },
    )


@kind("a fall, a loss or a negative number read as a rise or a size")
def sign_lost(original: Original) -> Iterator[Mutation]:
    yield from invented(
        original,
        {
            "en": [
                ("Traffic fell by 14 percent.", "14|unit: percent"),
                ("The ferry lost 700 passengers.", "700|unit: passenger"),
                ("The balance was minus 3 million crowns.", "3000000|unit: crown"),
                ("It stood at −12 metres.", "12|unit: metre"),
                ("Catches were down 23 percent.", "23|unit: percent"),
                ("There was a drop of 17 percent.", "17|unit: percent"),
            ],
            "zh": [
                ("客流下降14%。", "14|unit: percent"),
                ("亏损3亿元。", "300000000|unit: yuan"),
                ("减少项目33个。", "33|unit: project"),
                ("同比缩减21列。", "21|unit: train"),
                ("增幅为负23%。", "23|unit: percent"),
                ("增速为-17%。", "17|unit: percent"),
            ],
        },
    )


@kind("a share or a multiple read as something else, or as a bare number")
def multiple_misread(original: Original) -> Iterator[Mutation]:
    yield from invented(
        original,
        {
            "en": [
                ("It holds three times 20 boats.", "20|unit: boat"),
                ("It takes half of 44 minutes.", "44|unit: minute"),
                ("It makes double 21 sailings.", "21|unit: sailing"),
                ("It draws twice 5,200 people.", "5200|unit: person"),
                ("A third of 90 boats left.", "90|unit: boat"),
            ],
            "zh": [
                ("翻了3番。", "3|unit: hour"),
                ("是40家企业的两倍。", "40|unit: company"),
                ("相当于33公里的一半。", "33|unit: kilometre"),
                ("三分之21列。", "21|unit: train"),
            ],
        },
    )


@kind("a vague number read as a definite one")
def vague_made_definite(original: Original) -> Iterator[Mutation]:
    yield from invented(
        original,
        {
            "en": [
                ("There are dozens of boats.", "24|unit: boat"),
                ("There are hundreds of people.", "100|unit: person"),
                ("It makes several sailings.", "7|unit: sailing"),
                ("It takes a couple of hours.", "2|unit: hour"),
                ("Some 20-something boats remain.", "20|unit: boat"),
            ],
            "zh": [
                ("企业数十家。", "10|unit: company"),
                ("里程数百公里。", "100|unit: kilometre"),
                ("项目十几个。", "10|unit: project"),
                ("开行几十列。", "10|unit: train"),
                ("投资数亿元。", "100000000|unit: yuan"),
            ],
        },
    )


@kind("“odd”, “plus” or 多 within the number is lost")
def rest_lost(original: Original) -> Iterator[Mutation]:
    yield from invented(
        original,
        {
            "en": [
                ("It takes 30-odd minutes.", "30|unit: minute"),
                ("The fair drew 5,200-plus people.", "5200|unit: person"),
                ("It holds 40 or so boats.", "40|unit: boat"),
                ("It carries 700+ passengers.", "700|unit: passenger"),
            ],
            "zh": [
                ("企业240多家。", "240|unit: company"),
                ("投资5000余万元。", "50000000|unit: yuan"),
                ("里程1.2万余公里。", "12000|unit: kilometre"),
                ("开行30来列。", "30|unit: train"),
                ("项目33个以上。", "33|unit: project"),
            ],
        },
    )


@kind("one end of a range read as the number")
def range_halved(original: Original) -> Iterator[Mutation]:
    yield from invented(
        original,
        {
            "en": [
                ("It takes 40–44 minutes.", "44|unit: minute"),
                ("It holds between 31 and 38 boats.", "38|unit: boat"),
                ("It is 12 to 15 metres deep.", "15|unit: metre"),
                ("It drew 5,200 or 5,300 people.", "5300|unit: person"),
            ],
            "zh": [
                ("用时3至5小时。", "5|unit: hour"),
                ("企业40—47家。", "47|unit: company"),
                ("里程在52到60公里之间。", "60|unit: kilometre"),
                ("项目三五个。", "5|unit: project"),
            ],
        },
    )


@kind("a unit that the story has no word for is taken for another")
def unit_misread(original: Original) -> Iterator[Mutation]:
    yield from invented(
        original,
        {
            "en": [
                ("It rose by 4.5 percentage points.", "4.5|unit: percent"),
                ("It lies 12 nautical miles out.", "12|unit: metre"),
                ("It has 44 square metres.", "44|unit: metre"),
                ("The lamps cost 31 thousand crowns a boat.", "31000|unit: boat"),
                ("It costs £4.2m.", "4200000|unit: crown"),
                ("It makes 12 knots.", "12|unit: metre"),
            ],
            "zh": [
                ("提高12.5个百分点。", "12.5|unit: percent"),
                ("面积33平方公里。", "33|unit: kilometre"),
                ("投资3亿美元。", "300000000|unit: yuan"),
                ("航程21海里。", "21|unit: kilometre"),
                ("贷款4亿港元。", "400000000|unit: yuan"),
                ("运量44千米每小时。", "44|unit: kilometre"),
            ],
        },
    )


@kind("a period, an ordinal or a name read as a number of things")
def period_counted(original: Original) -> Iterator[Mutation]:
    yield from invented(
        original,
        {
            "en": [
                ("Boats came first in Q4.", "4|unit: boat"),
                ("It was the 12th sailing.", "12|unit: sailing"),
                ("The fair of 2022/23 drew people.", "23|unit: person"),
                ("Route 66 passengers change here.", "66|unit: passenger"),
                ("It opens at 14 hours.", "14|unit: hour"),
            ],
            "zh": [
                ("前三季度开行。", "3|unit: train"),
                ("第21列驶出。", "21|unit: train"),
                ("1月至6月投产。", "6|unit: project"),
                ("上午9时发车。", "9|unit: hour"),
                ("十四五项目开工。", "5|unit: project"),
            ],
        },
    )


@kind("“since 2018” or “by 2018” read as a year in which it happened")
def open_date_closed(original: Original) -> Iterator[Mutation]:
    cases = {
        "en": [
            "Since 2018 the quay has stood.",
            "The lamp went out before 2018.",
            "By 2018 the lamp was lit.",
            "The quay was built around 2018.",
            "The lamp burned until 2018.",
        ],
        "zh": ["自2018年以来已建成。", "2018年以前建成。", "截至2018年建成。", "约2018年建成。", "2018年底前建成。"],
    }
    lang = original.story.sources[original.home.source].lang
    name = "new.date"
    for sentence in cases[lang[:2]]:
        fact = original.said(name, f'  date: 2018\n  quote: "{sentence.rstrip(".。")}"\n')
        yield Mutation(original.name, sentence, original.told(sentence, fact, f"{{{{{name}}}}}"))


@kind("a figure of another year than its sentence says")
def sentence_of_another_year(original: Original) -> Iterator[Mutation]:
    yield from invented(
        original,
        {
            "en": [
                ("In 2021 it counted 33 boats.", "33|unit: boat|as_of: 2024"),
                ("It made 21 sailings in 2019.", "21|unit: sailing|as_of: 2024"),
                ("In May 2022 it drew 5,200 people.", "5200|unit: person|as_of: 2022-06"),
                ("By the end of 2020 it had 700 passengers.", "700|unit: passenger|as_of: 2024"),
                ("Opened on 4 May 2023, the mole has 33 boats.", "33|unit: boat|as_of: 2021-05/.."),
                ("In 2019 the lock took 33 boats.", "33|unit: boat|as_of: ../2023"),
            ],
            "zh": [
                ("2021年引进企业47家。", "47|unit: company|as_of: 2023"),
                ("2019年开行班列21列。", "21|unit: train|as_of: 2023"),
                ("2022年5月建成33公里。", "33|unit: kilometre|as_of: 2022-06"),
                ("截至2020年底签约项目33个。", "33|unit: project|as_of: 2023"),
                ("2022年5月通车以后，建成33公里。", "33|unit: kilometre|as_of: 2019/.."),
            ],
        },
    )


@kind("a sentence only plans a figure, and the fact says so nowhere")
def plan_made_fact(original: Original) -> Iterator[Mutation]:
    yield from invented(
        original,
        {
            "en": [
                ("The council will build 12 moorings.", "12|unit: mooring"),
                ("The mole is to be about 12 metres long.", "12|unit: metre|qualifier: about"),
                ("It hopes to draw more than 5,200 people.", "5200|unit: person|qualifier: exceeds"),
                ("A fleet of 31 boats is forecast to shrink; the target is 21 boats.", "21|unit: boat"),
                ("The yard promised to add some 12 boats.", "12|unit: boat|qualifier: about"),
                ("Saltmere was to have had 52 moorings.", "52|unit: mooring"),
            ],
            "zh": [
                ("全县拟新建公路33公里。", "33|unit: kilometre"),
                ("全年计划开行班列91列。", "91|unit: train"),
                ("将于2027年前引进企业47家。", "47|unit: company"),
                ("预计到2030年可达33公里。", "33|unit: kilometre"),
                ("力争签约项目60个。", "60|unit: project"),
            ],
        },
    )


@kind("a sentence tells what is there beside what is planned", "held")
def beside_a_plan(original: Original) -> Iterator[Mutation]:
    yield from invented(
        original,
        {
            "en": [
                ("The new mole will shelter the 31 boats.", "31|unit: boat"),
                ("Once it is lit, as planned, it has 31 boats.", "31|unit: boat"),
            ],
            "zh": [
                ("今后将与33家企业合作。", "33|unit: company"),
                ("计划早已写好，建成公路33公里。", "33|unit: kilometre"),
            ],
        },
    )


@kind("a decimal place that the source does not have, or has")
def precision_invented(original: Original) -> Iterator[Mutation]:
    yield from invented(
        original,
        {
            "en": [
                ("It is 2.0 metres deep.", "2|unit: metre"),
                ("It is 2 metres deep.", "2.0|unit: metre"),
                ("It rose 14.50 percent.", "14.5|unit: percent"),
            ],
            "zh": [
                ("全长2.0公里。", "2|unit: kilometre"),
                ("全长2公里。", "2.0|unit: kilometre"),
            ],
        },
    )
