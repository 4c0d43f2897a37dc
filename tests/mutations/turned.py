"""Sentences that print a figure as it is, and say of it what its source does not."""

from __future__ import annotations

from collections.abc import Iterator

from tests.mutations.kinds import Mutation, kind
from tests.mutations.originals import Original
from tests.mutations.prose import said


@kind("a figure is given for each day, week or thing, and its source gives it for none, or for another")
def rate_beside(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "It counts «a» a month.", "pt": "Há «a».", "zh-Hans": "每月有«a»。"},
        {"en": "There are «a» in a summer week.", "pt": "Há «a».", "zh-Hans": "一周«a»。"},
        {"en": "On a winter day «a» come.", "pt": "Há «a».", "zh-Hans": "日均«a»。"},
        {"en": "There are «a» each.", "pt": "Há «a».", "zh-Hans": "各有«a»。"},
        {"en": "Every night there are «a».", "pt": "Há «a».", "zh-Hans": "«a»一天。"},
        {"en": "It has «a» per pier.", "pt": "Há «a».", "zh-Hans": "每个县«a»。"},
        {"en": "There are «a» daily.", "pt": "Há «a».", "zh-Hans": "平均每户«a»。"},
        {"en": "Weekly there are «a».", "pt": "Há «a».", "zh-Hans": "每两周«a»。"},
    )


@kind("a figure is planned, possible or over, and its source says that it is")
def mood_beside(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "The town will have «a».", "pt": "Há «a».", "zh-Hans": "当地将有«a»。"},
        {"en": "There would be «a» here.", "pt": "Há «a».", "zh-Hans": "预计有«a»。"},
        {"en": "The town used to have «a».", "pt": "Há «a».", "zh-Hans": "当地曾有«a»。"},
        {"en": "It hopes for «a».", "pt": "Há «a».", "zh-Hans": "当地争取«a»。"},
        {"en": "Perhaps the town has «a».", "pt": "Há «a».", "zh-Hans": "也许有«a»。"},
        {"en": "There may be «a» in the town.", "pt": "Há «a».", "zh-Hans": "今后有«a»。"},
        {"en": "There are no longer «a».", "pt": "Há «a».", "zh-Hans": "从前有«a»。"},
        {"en": "The town plans to keep «a».", "pt": "Há «a».", "zh-Hans": "打算建«a»。"},
    )


@kind("a figure depends on a condition that its source does not know")
def condition_beside(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "If the fair came, the town had «a».", "pt": "Há «a».", "zh-Hans": "若办得成，当地有«a»。"},
        {"en": "There are «a», unless one counts the wrecks.", "pt": "Há «a».", "zh-Hans": "如果属实，就有«a»。"},
        {"en": "Had the fair come, there were «a».", "pt": "Há «a».", "zh-Hans": "只要愿意，就有«a»。"},
        {"en": "On paper the town has «a».", "pt": "Há «a».", "zh-Hans": "要是算上，有«a»。"},
    )


@kind("a sentence denies its figure from afar")
def denial_afar(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "The office never counted the «a».", "pt": "Há «a».", "zh-Hans": "当地从未建成«a»。"},
        {"en": "The town does not have «a».", "pt": "Há «a».", "zh-Hans": "当地没有建«a»。"},
        {"en": "Nobody counted «a».", "pt": "Há «a».", "zh-Hans": "无人见过«a»。"},
        {"en": "The council refused «a».", "pt": "Há «a».", "zh-Hans": "当地拒绝了«a»。"},
        {"en": "It failed to build «a».", "pt": "Há «a».", "zh-Hans": "当地未能建成«a»。"},
        {"en": "It is not true that it has «a».", "pt": "Há «a».", "zh-Hans": "«a»并不存在。"},
        {"en": "«a» were never there.", "pt": "Há «a».", "zh-Hans": "«a»没有建成。"},
        {"en": "Not one of «a» came back.", "pt": "Há «a».", "zh-Hans": "谎称有«a»。"},
        {"en": "It is not, as they say, «a».", "pt": "Há «a».", "zh-Hans": "当地放弃了«a»。"},
        {"en": "It wrongly says «a».", "pt": "Há «a».", "zh-Hans": "误传有«a»。"},
        {"en": "Without the «a» it would be quiet.", "pt": "Há «a».", "zh-Hans": "哪里有«a»。"},
    )


@kind("a sentence tells its figure as untrue, or tells another thing in its place")
def untrue_beside(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "It is a fable, old and dear to the town, of «a».", "pt": "Há «a».", "zh-Hans": "网上谣传，当地有«a»。"},
        {"en": "Falsely, as it seems to many, it says «a».", "pt": "Há «a».", "zh-Hans": "骗局一场：有«a»。"},
        {"en": "Few believe, whatever is said, in «a».", "pt": "Há «a».", "zh-Hans": "鬼才信有«a»。"},
        {"en": "Instead of the «a» there is one.", "pt": "Há «a».", "zh-Hans": "子虚乌有，«a»。"},
        {"en": "Hardly has the town «a».", "pt": "Há «a».", "zh-Hans": "此说不实：有«a»。"},
    )


@kind("a figure is the first, the last or a further part of something, and its source says how many there are")
def part_beside(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "Another «a» came.", "pt": "Há «a».", "zh-Hans": "另有«a»。"},
        {"en": "There are «a» more of them.", "pt": "Há «a».", "zh-Hans": "又有«a»。"},
        {"en": "The first «a» came.", "pt": "Há «a».", "zh-Hans": "首批«a»。"},
        {"en": "The other «a» are there.", "pt": "Há «a».", "zh-Hans": "其余«a»。"},
        {"en": "Every second of «a» sank.", "pt": "Há «a».", "zh-Hans": "剩下«a»。"},
        {"en": "The last «a» are there.", "pt": "Há «a».", "zh-Hans": "最后«a»。"},
        {"en": "A further «a» are there.", "pt": "Há «a».", "zh-Hans": "额外«a»。"},
        {"en": "The remaining «a» are there.", "pt": "Há «a».", "zh-Hans": "前«a»。"},
    )


@kind("a date is called the time before or after it, or a part of it")
def date_beside(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "It began before «c».", "pt": "Foi a «c».", "zh-Hans": "它在«c»之前开始。"},
        {"en": "It began after «c».", "pt": "Foi a «c».", "zh-Hans": "«c»以后才开始。"},
        {"en": "It began in late «c».", "pt": "Foi a «c».", "zh-Hans": "«c»底开始。"},
        {"en": "It began by «c».", "pt": "Foi a «c».", "zh-Hans": "截至«c»开始。"},
        {"en": "It began prior to «c».", "pt": "Foi a «c».", "zh-Hans": "早于«c»开始。"},
        {"en": "It began at the end of «c».", "pt": "Foi a «c».", "zh-Hans": "«c»初开始。"},
    )


@kind("a sentence says around its figure what the source says too, or nothing that changes it", "held")
def sentence_around_right(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "It counts «a», and another «d» beside them.", "pt": "Há «a» e «d».", "zh-Hans": "有«a»，另有«d»。"},
        {"en": "Before «c» the town had «a».", "pt": "Há «a» a «c».", "zh-Hans": "«c»之前有«a»。"},
        {"en": "It does not matter: there are «a».", "pt": "Há «a».", "zh-Hans": "没有关系：有«a»。"},
        {"en": "Not only boats: there are «a».", "pt": "Há «a».", "zh-Hans": "不仅如此，还有«a»。"},
        {"en": "A year ago the town had «a».", "pt": "Há «a».", "zh-Hans": "当地有«a»，不少人不知道。"},
        {
            "en": "The office counts «a». If it rains, they stay.",
            "pt": "Há «a».",
            "zh-Hans": "有«a»。如果下雨，就关门。",
        },
        {
            "en": "There are «a», most of them painted each May.",
            "pt": "Há «a».",
            "zh-Hans": "有«a»，多数在每年五月开放。",
        },
    )
