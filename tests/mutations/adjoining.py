"""Sentences in which what stands right against a figure, or not far from it, makes another thing of it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.mutations.kinds import KINDS, Expected, Kind, Mutation
from tests.mutations.originals import Original
from tests.mutations.prose import said


def _kind(name: str, says: str, *sentences: tuple[str, str], expected: Expected = "refused") -> None:
    """Registers a kind by its sentences, in English and in Chinese; the Portuguese edition says what is right."""

    def make(original: Original) -> Iterator[Mutation]:
        yield from said(original, *({"en": en, "pt": "Há «a».", "zh-Hans": zh} for en, zh in sentences))

    KINDS[name] = Kind(name, says, expected, make)


_kind(
    "named-beside",
    "a count is printed as the name of a thing, or as the time of day",
    ("In room «a|number» he waits.", "他在«a|number»室。"),
    ("It is «a|number» o'clock.", "«a|number»点钟。"),
    ("The «a|number»-strong council met.", "«a|number»路公交车。"),
    ("On page «a|number» it says so.", "见«a|number»页。"),
    ("Number «a|number» Quay Street is old.", "«a|number»号楼。"),
)
_kind(
    "unit-behind",
    "another unit stands behind a figure that has its own",
    ("It has «a» per cent.", "有«a»百分点。"),
    ("It has «a» million.", "有«a»美元。"),
    ("It has «a» in euros.", "有«a»分之一。"),
    ("It has «a» kilometres.", "有«a»平方公里。"),
    ("It has «a» a metre.", "有«a»%。"),
)
_kind(
    "doubt-behind",
    "a doubt in brackets, or a bound behind a figure that has another",
    ("It has «a» (est.) today.", "有«a»（估）。"),
    ("It has «a» (some say fewer).", "有«a»（预计）。"),
    ("It has «a» and then some.", "有«a»+。"),
    ("It was «b», exactly.", "有«a»，打了对折。"),
    ("It was «b» and more.", "有«a»（存疑）。"),
    ("It has «a» at the very outside.", "有«a»封顶。"),
)
_kind(
    "ended-beside",
    "what is counted is said to be no more",
    ("«a» sank.", "«a»被毁。"),
    ("«a» are wrecks.", "«a»停产。"),
    ("The storm destroyed «a».", "关停«a»。"),
    ("«a» were stolen.", "«a»泡汤了。"),
)
_kind(
    "scope-beside",
    "a figure is asked about, or holds for another scope, another year or all time",
    ("«a»? Hardly.", "«a»？"),
    ("There are «a»?", "有«a»？"),
    ("Without counting the others, it has «a».", "不含其余，有«a»。"),
    ("In the best of years, «a» came.", "有史以来有«a»。"),
    ("In its whole life it had «a».", "历史上有«a»。"),
    ("This year it has «a».", "去年有«a»。"),
    ("It takes «b» there and back.", "往返«b»。"),
    ("Some say «a», others less.", "今年有«a»。"),
)
_kind(
    "change-beside",
    "a figure is where something rose or fell to, or how much more it is, and its source knows of no change",
    ("It shrank to «a».", "降至«a»。"),
    ("It rose from «a».", "增至«a»。"),
    ("It saved passengers «b».", "比上年多«a»。"),
    ("It takes «b» longer.", "比上年少«a»。"),
    ("It was «b» late.", "节省«b»。"),
)
_kind(
    "scorned-beside",
    "a clause behind or before a figure says that it is made up, mistaken or vague",
    ("It has «a», a figure nobody trusts.", "有«a»，这个数字不可信。"),
    ("It has «a», which is too high.", "有«a»，此数有误。"),
    ("By mistake it has «a».", "开玩笑说，有«a»。"),
    ("Roughly, it has «a».", "大致来说，有«a»。"),
    ("All «a» but one are new.", "«a»，水分很大。"),
    ("Of «a», half leak.", "有«a»↓。"),
    ("It took «b» ago.", "有«a|number»列车。"),
    ("It was around «c».", "大约«c»通车。"),
    ("It has «a», except those that leak.", "有«a»，旧的除外。"),
    ("It has «a» minus the wrecks.", "有«a»，减去旧的。"),
    ("It has «a», excluding the ferry.", "有«a»除去旧的。"),
    ("It has «a», says nobody.", "有«a»，此说不实。"),
)
_kind(
    "loosened-behind",
    "a clause behind a figure loosens it, calls it a record, or says that it is yet to come",
    ("It has «a», roughly speaking.", "有«a»，大致如此。"),
    ("It has «a», tops.", "有«a»，名义上。"),
    ("It has «a», or one more.", "有«a»，信不信由你。"),
    ("It has «a», they used to say.", "有«a»，粗略地说。"),
    ("It has «a», a record.", "有«a»，创历史新高。"),
    ("It has «a», the most in the country.", "有«a»，全国最多。"),
    ("It has «a», more than any other port.", "有«a»，居全国首位。"),
    ("It has «a» under construction.", "在建«a»。"),
    ("It has «a» on order.", "筹建«a»。"),
    ("Only «a» remain.", "仅剩«a»。"),
)
_kind(
    "count-as-extent",
    "a count is said to be as long, as old or as many times as something",
    ("It is «a» long.", "«a|number»米长。"),
    ("It is «a» old.", "«a|number»岁。"),
    ("It has «a» times as many cars.", "是«a|number»倍。"),
    ("It has «a»-odd.", "«a|number»来个。"),
    ("They cost «a» a piece.", "每人«a»。"),
    ("At «a» o'clock it opens.", "«a|number»点钟开门。"),
)
_kind(
    "adjoining-right",
    "words beside a figure that leave it what it is",
    ("In the group «a|number» are old.", "有«a»（见下）。"),
    ("Apart from a lighthouse it has «a».", "除了灯塔，还有«a»。"),
    ("Who counted the «a»?", "谁数过这«a»？"),
    ("It has «a» (all told).", "为何有«a»？"),
    expected="held",
)
