"""Words around a figure that make another of it, and figures that nobody vouches for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.mutations.kinds import Mutation, kind
from tests.mutations.originals import Original

STORIES = {  # a fact that is exact, one that is said to be near, a date, and another exact one
    "harbour": ("harbour.boats.motor", "ferry.crossing.before", "ferry.petrel.service", "harbour.boats.sail"),
    "real": ("tourism.event.projects", "rail.passenger.hours.before", "rail.ganshen.opened", "health.county-hospitals"),
}


def said(original: Original, *sentences: dict[str, str]) -> Iterator[Mutation]:
    """A story for each sentence, which goes into every edition that it has words for; `{a}` to `{d}` are facts."""
    names = dict(zip("abcd", STORIES[original.name], strict=True))
    for words in sentences:
        if {words.get(edition, words.get("*", words.get("zh-Hans"))) for edition in original.home.sections} <= PLAIN:
            continue  # only an edition that this story has not got is wrong
        files = {}
        for edition, path in original.home.sections.items():
            text = words.get(edition, words.get("*", words.get("zh-Hans", "")))  # Hong Kong has the same characters
            for letter, name in names.items():
                text = text.replace(f"«{letter}", "{{" + name).replace("»", "}}")
            files[path] = f"{original.text(path).rstrip()}\n\n{text}\n"
        yield Mutation(original.name, " / ".join(dict.fromkeys(words.values())), files)


PLAIN = frozenset({"There are «a».", "Há «a».", "有«a»。", "It is «a».", "É «a».", "是«a»。"})
"""What of a case whose wrong sentence is in another language is right."""

RIGHT: tuple[dict[str, str], ...] = (
    {"en": "There are «a» on «c».", "pt": "Há «a» a «c».", "zh-Hans": "有«a»，在«c»。"},
    {"en": "It was «b» then.", "pt": "Era «b» então.", "zh-Hans": "当时是«b»。"},
)


@kind("a figure in a sentence that leaves it as it is", "held")
def figure_right(original: Original) -> Iterator[Mutation]:
    yield from said(original, *RIGHT)


@kind("a scale word beside a figure")
def scale_beside(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "There are «a|number» million boats.", "pt": "Há «a».", "zh-Hans": "有«a|number»万个。"},
        {"en": "There are «a|number» thousand.", "pt": "Há «a».", "zh-Hans": "有«a|number»亿元。"},
        {"en": "There are «a|number» dozen.", "pt": "Há «a».", "zh-Hans": "有«a|number»百个。"},
        {"en": "There are «a|number»k.", "pt": "Há «a».", "zh-Hans": "有«a|number»千所。"},
        {"en": "There are «a|number» hundred boats.", "pt": "Há «a».", "zh-Hans": "有«a|number»多万。"},
        {"en": "There are «a».", "pt": "Há «a|number» mil barcos.", "zh-Hans": "有«a»。"},
    )


@kind("a hedge beside a figure that has none, or has another")
def hedge_beside(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "There are nearly «a».", "pt": "Há «a».", "zh-Hans": "近«a»。"},
        {"en": "There are not «a».", "pt": "Há «a».", "zh-Hans": "不足«a»。"},
        {"en": "There are fewer than «a».", "pt": "Há «a».", "zh-Hans": "不到«a»。"},
        {"en": "It took over «b».", "pt": "Era «b».", "zh-Hans": "超过«b»。"},
        {"en": "There are «a» or more.", "pt": "Há «a».", "zh-Hans": "«a»以上。"},
        {"en": "There are roundabout «a».", "pt": "Há «a».", "zh-Hans": "勉强«a»。"},
        {"en": "There are «a».", "pt": "Há menos de «a».", "zh-Hans": "有«a»。"},
    )


@kind("words beside a figure that nobody planned for")
def unplanned_beside(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "There are «a» at best.", "pt": "Há «a».", "zh-Hans": "号称«a»。"},
        {"en": "There are «a» minus the wrecks.", "pt": "Nunca houve «a».", "zh-Hans": "绝非«a»。"},
        {"en": "There are «a», give or take.", "pt": "Há «a» ou mais.", "zh-Hans": "有«a»上下。"},
        {"en": "It was the «a|number»th boat.", "pt": "Talvez «a».", "zh-Hans": "第«a|number»。"},
        {"en": "There are «a», give or take.", "pt": "Há «a».", "zh-Hans": "有«a|number»多个。"},
        {"en": "There are «a» at least.", "pt": "Há «a».", "zh-Hans": "有«a»以上。"},
        {"en": "There are «a» or fewer.", "pt": "Há «a|number»%.", "zh-Hans": "有«a|number»来个。"},
        {"en": "There are supposedly «a».", "pt": "É metade de «a».", "zh-Hans": "据说有«a»。"},
        {"en": "There are «a|number»K boats.", "pt": "Há «a|number» dias.", "zh-Hans": "有«a|number»折。"},
        {"en": "There are «a».", "pt": "Há no máximo «a».", "zh-Hans": "好像是«a»。"},
    )


@kind("a multiple, a share or a sign beside a figure")
def multiple_beside(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "That is twice «a».", "pt": "É «a».", "zh-Hans": "是«a»的两倍。"},
        {"en": "That is half of «a».", "pt": "É «a».", "zh-Hans": "是«a»的一半。"},
        {"en": "It is minus «a».", "pt": "É «a».", "zh-Hans": "负«a»。"},
        {"en": "It is −«a».", "pt": "É «a».", "zh-Hans": "-«a»。"},
        {"en": "A third of «a» left.", "pt": "É «a».", "zh-Hans": "三分之«a|number»。"},
        {"en": "It is «a».", "pt": "É o dobro de «a».", "zh-Hans": "是«a»。"},
    )


@kind("two figures, or a figure and a sign, glued into one")
def figures_glued(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"*": "«a|number».«d|number»"},
        {"*": "«a|number»«d|number»"},
        {"*": "«a|number»%"},
        {"*": "«a|number»/«d|number»"},
        {"*": "«a|number»,«d|number»"},
        {"*": "$«a|number»"},
        {"*": "«a|number»e«d|number»"},
        {"*": "«a|number»–«d|number»"},
    )


@kind("another unit is written behind a bare number")
def unit_beside(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "It cost «a|number» crowns.", "pt": "Há «a».", "zh-Hans": "有«a|number»米。"},
        {"en": "There are «a|number» hours.", "pt": "Há «a».", "zh-Hans": "有«a|number»小时。"},
        {"en": "There are «a|number» kilometres.", "pt": "Há «a».", "zh-Hans": "有«a|number»公里。"},
        {"en": "There are «a|number» percent.", "pt": "Há «a».", "zh-Hans": "占«a|number»成。"},
        {"en": "There are «a|number» dollars.", "pt": "Há «a».", "zh-Hans": "共«a|number»元。"},
        {"en": "There are «a».", "pt": "Há «a|number» horas.", "zh-Hans": "有«a»。"},
    )


@kind("a figure typed into a text")
def typed_digits(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "There are 53 piers.", "pt": "Há cais.", "zh-Hans": "有53座。"},
        {"en": "There are piers.", "pt": "Há 53 cais.", "zh-Hans": "有码头。"},
        {"*": "1,234.5"},
        {"*": "Ver «a» 7"},
        {"*": "[53](#line)"},
        {"*": "*5*3"},
        {"en": "It cost USD53.", "pt": "Há cais.", "zh-Hans": "人均GDP8万元。"},
        {"en": "OVER53 came.", "pt": "Há cais.", "zh-Hans": "面积A53平方米。"},
        {"en": "Level 53.5 was reached.", "pt": "Há cais.", "zh-Hans": "排第53。"},
        {"en": "It opened in 1987.", "pt": "Abriu em 1987.", "zh-Hans": "1987年开通。"},
    )


@kind("a number typed in words")
def typed_words(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "There are fifty-three piers.", "pt": "Há cais.", "zh-Hans": "有五十三座。"},
        {"en": "There are twelve boats.", "pt": "Há cais.", "zh-Hans": "有十二个。"},
        {"en": "There are piers.", "pt": "Há doze barcos.", "zh-Hans": "有三百家企业。"},
        {"en": "Half of the boats left.", "pt": "Há cais.", "zh-Hans": "一半的企业走了。"},
        {"en": "Traffic doubled.", "pt": "Há cais.", "zh-Hans": "客流翻了一番。"},
        {"en": "A dozen boats left.", "pt": "Há cais.", "zh-Hans": "数百家企业走了。"},
        {"en": "Two thirds of boats left.", "pt": "Há cais.", "zh-Hans": "三分之二的企业走了。"},
        {"en": "Catches fell by half.", "pt": "Há cais.", "zh-Hans": "客流腰斩。"},
        {"en": "One in three boats left.", "pt": "Há cais.", "zh-Hans": "过半企业走了。"},
        {"en": "Sales rose tenfold.", "pt": "Há cais.", "zh-Hans": "十几家企业走了。"},
        {"en": "Hundreds of thousands came.", "pt": "Há cais.", "zh-Hans": "上千人来了。"},
        {"en": "It is twice as long.", "pt": "Há cais.", "zh-Hans": "增长了三倍。"},
        {"en": "A pair of boats left.", "pt": "Há cais.", "zh-Hans": "三四家企业走了。"},
        {"en": "A trio of boats left.", "pt": "Há cais.", "zh-Hans": "七八十人来了。"},
        {"en": "There are XII boats.", "pt": "Há cais.", "zh-Hans": "有XII艘船。"},
        {"en": "A couple of boats left.", "pt": "Há cais.", "zh-Hans": "一对船开走了。"},
        {"en": "It took a fortnight.", "pt": "Há cais.", "zh-Hans": "一双鞋值钱。"},
        {"en": "For over a century it stood.", "pt": "Há cais.", "zh-Hans": "站了一个世纪。"},
        {"en": "It lasted another decade.", "pt": "Há cais.", "zh-Hans": "俩村合并了。"},
        {"en": "The crossing takes an hour.", "pt": "Há cais.", "zh-Hans": "坐船要半天的时间。"},
        {"en": "Farhaven is an hour’s sail away.", "pt": "Há cais.", "zh-Hans": "一刻钟就到。"},
        {"en": "It was built in under an hour.", "pt": "Há cais.", "zh-Hans": "历时一年建成。"},
    )


GLYPHS = "⁷❼㈦㊆叁卅〧½ⅦⅫ①٣৩๓Ⅳ㋀㍘🄂𝟕７₇⑺⒎㆒柒佰仟廿卌〇皕"


@kind("a number in one character that looks like none")
def typed_glyphs(original: Original) -> Iterator[Mutation]:
    for glyph in original.chance("typed-glyphs").sample(GLYPHS, 16):
        yield from said(original, {"*": f"X {glyph} Y" if original.name == "harbour" else f"有{glyph}座站。"})


@kind("digits parted by markup, entities or spaces")
def digits_parted(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"*": "4**6** X"},
        {"*": "&#52;&#54; X"},
        {"*": "&#x34;6 X"},
        {"*": "&frac12; X"},
        {"*": "X&#8311;"},
        {"*": "X *4* *6*"},
        {"*": "\\4\\6 X"},
    )


@kind("a figure typed into a title, a label or another field that readers see")
def typed_elsewhere(original: Original) -> Iterator[Mutation]:
    fact = original.facts[0]
    yield Mutation(original.name, "a fact's label", original.entry(fact, r"(en: )([^,}\n]*)", r"\1The 53 \2"))
    section = next(iter(original.home.sections.values()))
    yield Mutation(original.name, "a section's title", original.matched(section, r"^title: .*$", "title: X 53 Y"))
    yield Mutation(original.name, "a section's sign", original.matched(section, r"^sign: .*$", "sign: X 53"))
    chart = "content/charts.yaml"
    yield Mutation(
        original.name, "a chart's subtitle", original.matched(chart, r"(subtitle:(?:.*\n){0,2}?.*?en: \"?)", r"\1X 53 ")
    )
    yield Mutation(original.name, "a row's label", original.matched(chart, r"(label: \{[^}]*en: \"?)", r"\g<1>X 53 "))
    source = "data/sources.yaml"
    yield Mutation(
        original.name, "a publisher", original.matched(source, r"(publisher:(?:.*\n){0,2}?.*?en: \"?)", r"\1X 53 ")
    )
    strings = "content/strings.yaml"
    if original.name == "real":
        return  # its interface speaks by the theme's words
    yield Mutation(
        original.name,
        "a word of the interface",
        original.matched(strings, r"(^ledger:(?:.*\n){0,2}?.*?en: \"?)", r"\1X 53 "),
    )
    story = "content/story.yaml"
    yield Mutation(
        original.name, "the headline", original.matched(story, r"(^headline:(?:.*\n){0,2}?.*?en: \"?)", r"\1X 53 ")
    )


@kind("the editions cite different facts")
def editions_disagree(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "«a»", "pt": "«d»", "zh-Hans": "«d»"},
        {"en": "«b»", "pt": "x", "zh-Hans": "啊"},
        {"en": "x", "pt": "«c»", "zh-Hans": "«c»"},
    )


@kind("a count of our own that differs between the editions")
def own_counts_differ(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "There are {{=two}} groups.", "pt": "Há {{=três}} grupos.", "zh-Hans": "有{{=三组}}。"},
        {"en": "There are {{=five}} rows.", "pt": "Há filas.", "zh-Hans": "有{{=四行}}。"},
        {"en": "There are {{=12}} rows.", "pt": "Há {{=21}} filas.", "zh-Hans": "有{{=21行}}。"},
    )


@kind("money, time or a share passed off as a count of our own")
def own_count_of_another_kind(original: Original) -> Iterator[Mutation]:
    cases = {
        "harbour": ["53 minutes", "4 million crowns", "70 percent", "more than 12 boats", "1987", "4 May 2023", "half"],
        "real": ["53分钟", "4亿元", "70%", "突破12列", "1987年", "七成", "一半"],
    }
    for words in cases[original.name]:
        yield from said(original, {"*": f"{{{{={words}}}}}"})


@kind("the figures in a claim differ between its wordings")
def claim_figures_differ(original: Original) -> Iterator[Mutation]:
    for one in original.facts:
        words = one.fact.words or {}
        for edition, text in words.items():
            lang = original.story.sources[one.fact.source or ""].lang
            if edition != lang and f"{edition}: {text}" in one.text:
                changed = original.entry(one, re.escape(f"{edition}: {text}"), f"{edition}: {text} of 53 boats")
                yield Mutation(original.name, f"{one.fact.id}: {text} of 53", changed)
                break
