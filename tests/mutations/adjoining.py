"""Sentences in which what stands right against a figure, or not far from it, makes another thing of it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.mutations.kinds import Mutation, kind
from tests.mutations.originals import Original
from tests.mutations.prose import said

PT = "Há «a»."


@kind("a count is printed as the name of a thing, or as the time of day")
def named_beside(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "In room «a|number» he waits.", "pt": PT, "zh-Hans": "他在«a|number»室。"},
        {"en": "It is «a|number» o'clock.", "pt": PT, "zh-Hans": "«a|number»点钟。"},
        {"en": "The «a|number»-strong council met.", "pt": PT, "zh-Hans": "«a|number»路公交车。"},
        {"en": "On page «a|number» it says so.", "pt": PT, "zh-Hans": "见«a|number»页。"},
        {"en": "Number «a|number» Quay Street is old.", "pt": PT, "zh-Hans": "«a|number»号楼。"},
    )


@kind("another unit stands behind a figure that has its own")
def unit_behind(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "It has «a» per cent.", "pt": PT, "zh-Hans": "有«a»百分点。"},
        {"en": "It has «a» million.", "pt": PT, "zh-Hans": "有«a»美元。"},
        {"en": "It has «a» in euros.", "pt": PT, "zh-Hans": "有«a»分之一。"},
        {"en": "It has «a» kilometres.", "pt": PT, "zh-Hans": "有«a»平方公里。"},
        {"en": "It has «a» a metre.", "pt": PT, "zh-Hans": "有«a»%。"},
    )


@kind("a doubt in brackets, or a bound behind a figure that has another")
def doubt_behind(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "It has «a» (est.) today.", "pt": PT, "zh-Hans": "有«a»（估）。"},
        {"en": "It has «a» (some say fewer).", "pt": PT, "zh-Hans": "有«a»（预计）。"},
        {"en": "It has «a» and then some.", "pt": PT, "zh-Hans": "有«a»+。"},
        {"en": "It was «b», exactly.", "pt": PT, "zh-Hans": "有«a»，打了对折。"},
        {"en": "It was «b» and more.", "pt": PT, "zh-Hans": "有«a»（存疑）。"},
        {"en": "It has «a» at the very outside.", "pt": PT, "zh-Hans": "有«a»封顶。"},
    )


@kind("what is counted is said to be no more")
def ended_beside(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "«a» sank.", "pt": PT, "zh-Hans": "«a»被毁。"},
        {"en": "«a» are wrecks.", "pt": PT, "zh-Hans": "«a»停产。"},
        {"en": "The storm destroyed «a».", "pt": PT, "zh-Hans": "关停«a»。"},
        {"en": "«a» were stolen.", "pt": PT, "zh-Hans": "«a»泡汤了。"},
    )


@kind("a figure is asked about, or holds for another scope, another year or all time")
def scope_beside(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "«a»? Hardly.", "pt": PT, "zh-Hans": "«a»？"},
        {"en": "There are «a»?", "pt": PT, "zh-Hans": "有«a»？"},
        {"en": "Without counting the others, it has «a».", "pt": PT, "zh-Hans": "不含其余，有«a»。"},
        {"en": "In the best of years, «a» came.", "pt": PT, "zh-Hans": "有史以来有«a»。"},
        {"en": "In its whole life it had «a».", "pt": PT, "zh-Hans": "历史上有«a»。"},
        {"en": "This year it has «a».", "pt": PT, "zh-Hans": "去年有«a»。"},
        {"en": "It takes «b» there and back.", "pt": PT, "zh-Hans": "往返«b»。"},
        {"en": "Some say «a», others less.", "pt": PT, "zh-Hans": "今年有«a»。"},
    )


@kind("a figure is where something rose or fell to, or how much more it is, and its source knows of no change")
def change_beside(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "It shrank to «a».", "pt": PT, "zh-Hans": "降至«a»。"},
        {"en": "It rose from «a».", "pt": PT, "zh-Hans": "增至«a»。"},
        {"en": "It saved passengers «b».", "pt": PT, "zh-Hans": "比上年多«a»。"},
        {"en": "It takes «b» longer.", "pt": PT, "zh-Hans": "比上年少«a»。"},
        {"en": "It was «b» late.", "pt": PT, "zh-Hans": "节省«b»。"},
    )


@kind("a clause behind or before a figure says that it is made up, mistaken or vague")
def scorned_beside(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "It has «a», a figure nobody trusts.", "pt": PT, "zh-Hans": "有«a»，这个数字不可信。"},
        {"en": "It has «a», which is too high.", "pt": PT, "zh-Hans": "有«a»，此数有误。"},
        {"en": "By mistake it has «a».", "pt": PT, "zh-Hans": "开玩笑说，有«a»。"},
        {"en": "Roughly, it has «a».", "pt": PT, "zh-Hans": "大致来说，有«a»。"},
        {"en": "All «a» but one are new.", "pt": PT, "zh-Hans": "«a»，水分很大。"},
        {"en": "Of «a», half leak.", "pt": PT, "zh-Hans": "有«a»↓。"},
        {"en": "It took «b» ago.", "pt": PT, "zh-Hans": "有«a|number»列车。"},
        {"en": "It was around «c».", "pt": PT, "zh-Hans": "大约«c»通车。"},
        {"en": "It has «a», except those that leak.", "pt": PT, "zh-Hans": "有«a»，旧的除外。"},
        {"en": "It has «a» minus the wrecks.", "pt": PT, "zh-Hans": "有«a»，减去旧的。"},
        {"en": "It has «a», excluding the ferry.", "pt": PT, "zh-Hans": "有«a»除去旧的。"},
        {"en": "It has «a», says nobody.", "pt": PT, "zh-Hans": "有«a»，此说不实。"},
    )


@kind("a clause behind a figure loosens it, calls it a record, or says that it is yet to come")
def loosened_behind(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "It has «a», roughly speaking.", "pt": PT, "zh-Hans": "有«a»，大致如此。"},
        {"en": "It has «a», tops.", "pt": PT, "zh-Hans": "有«a»，名义上。"},
        {"en": "It has «a», or one more.", "pt": PT, "zh-Hans": "有«a»，信不信由你。"},
        {"en": "It has «a», they used to say.", "pt": PT, "zh-Hans": "有«a»，粗略地说。"},
        {"en": "It has «a», a record.", "pt": PT, "zh-Hans": "有«a»，创历史新高。"},
        {"en": "It has «a», the most in the country.", "pt": PT, "zh-Hans": "有«a»，全国最多。"},
        {"en": "It has «a», more than any other port.", "pt": PT, "zh-Hans": "有«a»，居全国首位。"},
        {"en": "It has «a» under construction.", "pt": PT, "zh-Hans": "在建«a»。"},
        {"en": "It has «a» on order.", "pt": PT, "zh-Hans": "筹建«a»。"},
        {"en": "Only «a» remain.", "pt": PT, "zh-Hans": "仅剩«a»。"},
    )


@kind("a count is said to be as long, as old or as many times as something")
def count_as_extent(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "It is «a» long.", "pt": PT, "zh-Hans": "«a|number»米长。"},
        {"en": "It is «a» old.", "pt": PT, "zh-Hans": "«a|number»岁。"},
        {"en": "It has «a» times as many cars.", "pt": PT, "zh-Hans": "是«a|number»倍。"},
        {"en": "It has «a»-odd.", "pt": PT, "zh-Hans": "«a|number»来个。"},
        {"en": "They cost «a» a piece.", "pt": PT, "zh-Hans": "每人«a»。"},
        {"en": "At «a» o'clock it opens.", "pt": PT, "zh-Hans": "«a|number»点钟开门。"},
    )


@kind("words beside a figure that leave it what it is", "held")
def adjoining_right(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "In the group «a|number» are old.", "pt": PT, "zh-Hans": "有«a»（见下）。"},
        {"en": "Apart from a lighthouse it has «a».", "pt": PT, "zh-Hans": "除了灯塔，还有«a»。"},
        {"en": "Who counted the «a»?", "pt": PT, "zh-Hans": "谁数过这«a»？"},
        {"en": "It has «a» (all told).", "pt": PT, "zh-Hans": "为何有«a»？"},
    )
