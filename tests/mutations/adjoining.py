"""Sentences in which what stands right against a figure, or not far from it, makes another thing of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.mutations.kinds import KINDS, Expected, Kind, Mutation
from tests.mutations.originals import Original
from tests.mutations.prose import said


def _kind(name: str, says: str, *sentences: tuple[str, str], expected: Expected = "refused") -> None:
    """Registers a kind by its sentences, in English and in Chinese; the Portuguese edition says what is right."""

    def make(original: Original) -> Iterator[Mutation]:
        yield from said(original, *({"en": en, "pt": _plainly(en), "zh-Hans": zh} for en, zh in sentences))

    KINDS[name] = Kind(name, says, expected, make)


def _plainly(sentence: str) -> str:
    """The same facts, with nothing said of them; without one that the other edition prints, that alone is refused."""
    return f"Há {' e '.join(f'«{letter}»' for letter in dict.fromkeys(re.findall('«([a-d])', sentence)))}."


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
    "sum-beside",
    "a figure is told as one part of a sum whose other part has no number",
    ("It has «a» together with the ferry.", "有«a»，加上别的。"),
    ("It has «a» plus the wrecks.", "连同旧的有«a»。"),
    ("It has «a», besides the wrecks.", "«a»外加旧的。"),
    ("It has «a» on top of the old ones.", "算上旧的，有«a»。"),
    ("It has «a» as well as the wrecks.", "有«a»（含旧的）。"),
    ("Counting the wrecks, it has «a».", "把旧的也算进去，有«a»。"),
    ("Inclusive of the wrecks, it has «a».", "有«a»，连同在建的。"),
)
_kind(
    "part-of-it",
    "a sentence speaks of a part of what is counted, or of all of it, and no number vouches for that",
    ("Most of the «a» are old.", "«a»中的大多数是新的。"),
    ("Many of the «a» lie here.", "«a»里多半是新的。"),
    ("The majority of «a» are red.", "«a»绝大部分是新的。"),
    ("Hardly any of the «a» are red.", "«a»大部分在城里。"),
    ("A handful of the «a» are red.", "«a»少数在城里。"),
    ("Almost all «a» are red.", "几乎全部«a»都在城里。"),
)
_kind(
    "time-beside",
    "a figure is given for a time that its source does not name",
    ("Before the war it had «a».", "战前有«a»。"),
    ("It had «a» until a storm took some.", "有«a»，直到一场风。"),
    ("During the strike it had «a».", "罢工期间有«a»。"),
    ("It had «a» after the flood.", "大水之后有«a»。"),
    ("Since the flood it has «a».", "大水以来有«a»。"),
    ("At its peak it had «a».", "高峰时有«a»。"),
    ("On Sundays it has «a».", "周末有«a»。"),
    ("By noon it had «a».", "到中午有«a»。"),
    ("At midnight it had «a».", "一夜之间有了«a»。"),
)
_kind(
    "way-beside",
    "a time or a count is told of another way to travel",
    ("It takes «b» by car.", "开车«b»。"),
    ("It takes «b» on foot.", "步行«b»。"),
    ("It takes «b» by plane.", "坐飞机«b»。"),
    ("By bicycle it takes «b».", "骑车«b»。"),
)
_kind(
    "moved-beside",
    "how many there are is told as so many that came or went",
    ("The town won «a».", "当地赢得«a»。"),
    ("The town bought «a».", "当地卖出«a»。"),
    ("The town gained «a».", "当地砍掉«a»。"),
    ("The yard delivered «a».", "当地丢掉«a»。"),
    ("The council gave away «a».", "当地转让«a»。"),
    ("Thieves seized «a».", "抢走«a»。"),
)
_kind(
    "price-of-count",
    "a count is told as what something costs, weighs or measures",
    ("It costs «a».", "造价«a»。"),
    ("It is worth «a».", "耗资«a»。"),
    ("It weighs «a».", "重«a»。"),
    ("They value it at the worth of «a».", "罚款«a»。"),
    ("The council owes «a».", "欠款«a»。"),
    ("It is priced at «a».", "售价«a»。"),
)
_kind(
    "span-beside",
    "a figure is given for one crossing, one winter or each month, or counted from the other end",
    ("In a single crossing it had «a».", "一个月里有«a»。"),
    ("It had «a» in a whole winter.", "年年有«a»。"),
    ("It had «a» in a single night.", "从末尾数有«a»。"),
    ("Counted from the bottom it is «a».", "倒数«a»。"),
)
_kind(
    "beside-right",
    "words that tell a time, a way, a price or a part of what is counted, and leave the figure what it is",
    ("On «c» the town had «a».", "在«c»，有«a»。"),
    ("It has «a» and «d» together.", "有«a»和«d»。"),
    ("Together they are «a».", "合计«a»。"),
    ("It has «a», and during the talk it rained.", "有«a»，会后下了雨。"),
    ("One of the «a» is old.", "«a»之一是旧的。"),
    ("It has «a» on both banks.", "两岸有«a»。"),
    ("The town owns «a».", "当地拥有«a»。"),
    expected="held",
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
