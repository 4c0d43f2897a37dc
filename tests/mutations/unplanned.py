"""Wrong stories that nobody planned for when the rules were written: found by reading the promises line by line."""

# ruff: noqa: E501 — a case a line
from __future__ import annotations

from collections.abc import Iterator

from tests.mutations.carriers import in_style, in_template
from tests.mutations.derived import calculated
from tests.mutations.facts import some
from tests.mutations.kinds import Mutation, kind
from tests.mutations.originals import Original
from tests.mutations.prose import said


@kind("a figure is of a time after its source was published")
def time_after_source(original: Original) -> Iterator[Mutation]:
    for one in some(original, "time-after-source", r"^  value: (.*\n)*  as_of: ", 3):
        source = original.story.sources[one.fact.source or ""].date.last
        for year in (2051, source.year + 1 if source else 2052):
            changed = original.entry(one, r"^  as_of: .*$", f"  as_of: {year}")
            yield Mutation(original.name, f"{one.fact.id}: of {year}", changed)


@kind("a reading of a fact measures something else")
def reading_unlike(original: Original) -> Iterator[Mutation]:
    for one in some(original, "reading-unlike", r"^  readings: ", 3):
        other = {"harbour": "town.people", "real": "rail.length.operating"}[original.name]
        if one.fact.value is not None and other not in one.fact.readings:
            yield Mutation(
                original.name, one.fact.id, original.entry(one, r"^  readings: .*$", f"  readings: [{other}]")
            )


@kind("a thing is named twice, and counted twice")
def items_repeated(original: Original) -> Iterator[Mutation]:
    for one in some(original, "items-repeated", r"^  items:", 2):
        block = one.text[one.text.index("  items:\n") + 9 : one.text.index("  unit:")]
        first = block.split("\n    - ")[0]
        yield Mutation(
            original.name,
            one.fact.id,
            {one.path: original.text(one.path).replace(block, f"{first.rstrip()}\n{block}", 1)},
        )


@kind("a correction that corrects nothing, or corrects another kind of thing")
def correction_of_nothing(original: Original) -> Iterator[Mutation]:
    reasons = ", ".join(f"{edition}: x" for edition in original.home.sections)
    for at, one in enumerate(some(original, "correction-of-nothing", r"^  value: ", 3)):
        if one.fact.history:
            continue
        qualifier = f", qualifier: {one.fact.qualifier}" if one.fact.qualifier else ""
        change = f", change: {one.fact.change}" if one.fact.change else ""
        timed = original.story.units[one.fact.unit or ""].measures == "time"
        unit = one.fact.unit if at % 2 == 0 else "percent" if timed else "hour"
        body = f"value: {one.fact.value:f}, unit: {unit}{qualifier}{change}, changed: 2026-01-01, reason: {{{reasons}}}"
        entry = f"{one.text.rstrip()}\n  history:\n    - {{{body}}}\n\n"
        yield Mutation(
            original.name, f"{one.fact.id}: {body}", {one.path: original.text(one.path).replace(one.text, entry, 1)}
        )


@kind("a translation of a quotation gives another figure")
def rendering_of_another(original: Original) -> Iterator[Mutation]:
    edition = {"harbour": "pt", "real": "en"}[original.name]
    for one in some(original, "rendering-of-another", rf"^  rendering:(?: {{|\n    )(?:.*?){edition}: .*{{{{", 4):
        if one.fact.value is None or not one.fact.source:
            continue
        other = {"harbour": "quay.lamps", "real": "tourism.event.value"}[original.name]
        if other == one.fact.id:
            continue
        for new in (f"{{{{{other}}}}}", "53"):
            changed = original.entry(one, rf"({edition}: .*?)\{{\{{{one.fact.id}[^}}]*\}}\}}", rf"\g<1>{new}")
            yield Mutation(original.name, f"{one.fact.id}: {new}", changed)


@kind("a calculation is said to be of a shorter time than its parts")
def sum_of_a_part(original: Original) -> Iterator[Mutation]:
    if original.name == "harbour":
        yield calculated(
            original, "of June", "sum: [ferry.sailings.summer, ferry.sailings.winter]|unit: sailing|as_of: 2024-06"
        )


@kind("a fact is counted again by way of another sum")
def sum_of_a_sum(original: Original) -> Iterator[Mutation]:
    bodies = {
        "harbour": ["sum: [harbour.boats, harbour.boats.motor]", "sum: [harbour.boats, harbour.boats]"],
        "real": ["sum: [money.ipo.two, money.ipo.yihao]"],
    }
    for body in bodies[original.name]:
        yield calculated(original, body, body)


@kind("shares that come to more than the whole, or a number divided by one of another thing")
def shares_too_many(original: Original) -> Iterator[Mutation]:
    if original.name == "harbour":
        yield calculated(
            original, "a fall called a rise", "difference: [ferry.sailings.winter, ferry.sailings.summer]|change: rise"
        )
        yield calculated(
            original,
            "no direction",
            "growth: [ferry.sailings.winter, ferry.sailings.summer]|unit: percent|round: 0.1|qualifier: about",
        )
        yield calculated(
            original, "rounded away", "sum: [ferry.sailings.winter, ferry.sailings.summer]|round: 100|qualifier: about"
        )
        yield calculated(original, "two speakers", "sum: [ferry.crossing.after, ferry.timetable]")
        yield calculated(original, "per of alike", "per: [ferry.sailings.winter, ferry.sailings.summer]")
        yield calculated(original, "rise and amount", "sum: [tide.spring, tide.spring]|qualifier: about")


@kind("an own count that is a part, a sum or no whole number")
def own_count_broken(original: Original) -> Iterator[Mutation]:
    for words in ("2.5", "2/3", "50–60", "−2", "№ 5", "⅔", "3:2", "minus two", "$5", "5%", "12:30", "1,2,3", "2nd"):
        yield from said(original, {"*": f"X {{{{={words}}}}} Y"})


@kind("a unit, a scale or a hedge stands beside an own count")
def own_count_measured(original: Original) -> Iterator[Mutation]:
    yield from said(
        original,
        {"en": "It took {{=53}} minutes.", "pt": "Eis {{=53}}.", "zh-Hans": "用了{{=53}}分钟。"},
        {"en": "It cost {{=4}} million.", "pt": "Eis {{=4}}.", "zh-Hans": "花了{{=4}}亿元。"},
        {"en": "More than {{=12}} boats.", "pt": "Eis {{=12}}.", "zh-Hans": "超过{{=12}}艘船。"},
        {"en": "It was {{=70}} per cent.", "pt": "Eis {{=70}}.", "zh-Hans": "占{{=70}}%。"},
        {"en": "Some {{=3}} thousand boats.", "pt": "Eis {{=3}}.", "zh-Hans": "有{{=3}}千艘船。"},
        {"en": "Some {{=5}} kilometres.", "pt": "Eis {{=5}}.", "zh-Hans": "有{{=5}}公里。"},
    )


@kind("an element or an attribute that nobody thought of prints a number")
def odd_carrier(original: Original) -> Iterator[Mutation]:
    yield from in_template(
        original,
        '<p><a href="data:text/html;base64,NTMgYm9hdHM=">x</a></p>',
        '<img alt="" srcset="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22%3E%3Ctext%3E53 boats%3C/text%3E%3C/svg%3E">',
        '<input value="53 boats">',
        '<option label="53 boats">',
        '<data value="53">x</data>',
        "<svg><desc>53 boats</desc></svg>",
        "<math><mn>53</mn></math>",
        '<a href="mailto:x@example.org?subject=53%20boats">x</a>',
        '<a href="javascript:alert(53)">x</a>',
        "<p onclick=\"alert('53 boats')\">x</p>",
        "<bdo dir=\"rtl\">{{ 'FACT'|figure }}</bdo>",
        "<p style=\"unicode-bidi: bidi-override; direction: rtl\">{{ 'FACT'|figure }}</p>",
        "<p>{{ 'FACT'|figure|reverse }}</p>",
        "<p><s>{{ 'FACT'|figure }}</s></p>",
        "<p><strike>It has {{ 'FACT'|figure }}.</strike></p>",
        "<p>It has <del>{{ 'FACT'|figure }}</del>.</p>",
        "<p>{{ 'FACT'|figure('number') }}<sup>2</sup></p>",
        "<p>{{ 'FACT'|figure('number') }}<span>0</span></p>",
        "<p>-{{ 'FACT'|figure('number') }}</p>",
        '<table><tr><td aria-label="53">x</td></tr></table>',
        '<p itemprop="name" content="53 boats">x</p>',
        '<time datetime="1999-01-01">x</time>',
        "<p>{{ 53|counted('uses') }} boats</p>",
        "<p>{{ 53|counted('boats') }}</p>",
        "<p>{% set n = 53 %}{{ n|counted('group') }}</p>",
        "<p>{% set n = 53 %}{% set m = n %}{{ m|counted('group') }}</p>",
        "<p>{% set n, m = 53, 54 %}{{ n|counted('group') }}</p>",
        "<p>{% set all = namespace() %}{% set all.n = 53 %}{{ all.n|counted('group') }}</p>",
        "<p>{% with n = 53 %}{{ n|counted('group') }}{% endwith %}</p>",
        "<p>{% macro said(n) %}{{ n|counted('group') }}{% endmacro %}{{ said(53) }}{{ said(n=53) }}</p>",
        "<p>{% macro said(n=53) %}{{ n|counted('group') }}{% endmacro %}{{ said() }}</p>",
        "<p>{{ 'x' * 53 }}</p><p>{{ 'a b c'|wordcount * 17 }} boats</p>",
        '<link rel="icon" title="53 boats" href="{{ file(\'favicon.svg\') }}">',
        "<!--[if IE]><p>53 boats</p><![endif]--><p>fi<!-- -->fty-three boats</p>",
        "<p>fif<wbr>ty-three boats</p>",
        "<p>f<i>if</i>ty boats</p>",
        "<p><q>for</q>ty boats</p>",
        "<p>thir<!-- -->ty boats</p>",
        "<p>5&#8203;3 boats</p>",
        "<p>5&nbsp;3 boats</p>",
        "<p>౫౩ boats</p>",
        "<p>𝟓𝟑 boats</p>",
        "<p>{{ '%d' % 53 }} boats</p>",
    )


@kind("a stylesheet hides, turns round or counts figures")
def odd_style(original: Original) -> Iterator[Mutation]:
    yield from in_style(
        original,
        "[data-fact] { unicode-bidi: bidi-override; direction: rtl; }",
        "[data-fact]::first-letter { font-size: 0; }",
        "[data-fact] { display: none; }",
        "[data-fact] { font-size: 0; }",
        '[data-fact]::after { content: "0"; }',
        '[data-fact] { content: "53"; }',
        '@property --n { syntax: "<integer>"; initial-value: 53; inherits: false; } p::after { counter-reset: n var(--n); content: counter(n); }',
        'p::after { content: "fif" "ty-three"; }',
        'p::after { content: "\\66ifty-three boats"; }',
        "p::after { content: url(\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><text>53 boats</text></svg>\"); }",
        "p::after { content: attr(data-count); }",
        "ol { list-style-type: symbols(cyclic '53'); }",
        "[data-fact] { text-indent: -9999px; }",
        "[data-fact] { transform: scaleX(-1); }",
        '[data-fact]::before { content: "nearly "; }',
        '.figure::before { content: "~"; }',
        '[data-fact]::after { content: " million"; }',
        '[data-fact]::before { content: "-"; }',
        '[data-fact]::before { content: "\\2212"; }',
        "[data-fact]::before { content: '近'; }",
        "[data-fact] { text-decoration: line-through; }",
        'main::before { c\\6fntent: "53 boats"; }',
        '@layer base { main { p { &::before { content: "53 boats"; } } } }',
        ':root { --a: "fif"; --b: "ty-three"; } p::before { content: var(--a) var(--b); }',
        'p { hyphenate-character: "53"; }',
        "li { counter-increment: list-item 52; }",
        "p::after { content: url(data:image/svg+xml;base64,PHN2Zz48dGV4dD41MyBib2F0czwvdGV4dD48L3N2Zz4=); }",
        "@font-face { font-family: F; src: local(Arial); size-adjust: 0%; unicode-range: U+30-39; }",
        ".fig { &[d\\61ta-fact] { opacity: 0; } }",
        "@import url(other.css);",
        "p { color red }",
        "main a { opacity: 0; }",
        "section p:nth-child(2) { display: none; }",
        "main > * { content-visibility: hidden; }",
        "p em { position: absolute; left: -99em; }",
        "text:nth-child(2) { fill: transparent; }",
        ".draw rect { width: 200px; }",
        'p::before { content: "fif"; } p::after { content: "ty-three"; }',
        "p::after { content: url(https://example.org/53.png); }",
    )


@kind("a sentence in a language without a lexicon says more of a figure, or less")
def unlexical(original: Original) -> Iterator[Mutation]:
    if original.name == "harbour":
        there = {"en": "There are «a».", "zh-Hans": "有«a»。"}
        for words in (
            "Há «a» por dia.",
            "Por semana, há «a».",
            "Há só «a».",
            "Se há «a», há porto.",
            "O porto terá «a».",
            "Há «a»?",
            "Há «a|number» dúzias.",
            "Há «a» há muito afundados.",
            "Há «a» a menos.",
            "Dizem que há «a».",
        ):
            yield from said(original, {**there, "pt": words})


@kind("a script of the story writes a number that it makes")
def odd_script(original: Original) -> Iterator[Mutation]:
    if original.name == "harbour":
        base = original.replaced(
            "templates/base.html", "</head>", "<script src=\"{{ asset('site.js') }}\" defer></script>\n</head>"
        )
        for code in (
            "const n = [5, 3]; document.body.append(n.join('') + ' boats');",
            "let n = 53; document.body.textContent = n;",
            "document.body.append(String.fromCharCode(53, 51));",
            "document.body.append(atob('NTMgYm9hdHM='));",
            "document.querySelector('[data-fact]').textContent = 9 * 9;",
            "document.body.innerHTML = document.body.innerHTML.replace(/3/g, '4');",
            "document.body.append('fif' + 'ty-three boats');",
            "const e = document.querySelector('[data-fact]'); e.firstChild.nodeValue = 'x' + 0x35;",
            "document.write(new Date().getFullYear());",
        ):
            yield Mutation("harbour", code, {**base, "assets/site.js": f"{code}\n"})


def _excerpts(original: Original, told: dict[str, list[tuple[str, str, str]]]) -> Iterator[Mutation]:
    """A fact from each (sentence, the part of it that is quoted, the fact's value)."""
    for sentence, quote, body in told[original.name]:
        lines = "".join(f"  {line}\n" for line in body.split("|"))
        fact = original.said("new.excerpt", f'{lines}  quote: "{quote}"\n')
        yield Mutation(original.name, sentence, original.told(sentence, fact, "{{new.excerpt}}"))


@kind("a quotation leaves out what denies it or puts it in doubt")
def quotation_denied(original: Original) -> Iterator[Mutation]:
    told = {
        "harbour": [
            ("It does not make 21 sailings a day.", "make 21 sailings a day", "value: 21|unit: sailing"),
            ("It never had 12 boats.", "had 12 boats", "value: 12|unit: boat"),
            ("Did it carry 12 boats?", "carry 12 boats", "value: 12|unit: boat"),
            ("Without 12 boats it would have closed.", "12 boats", "value: 12|unit: boat"),
            ("It lacks 12 boats.", "12 boats", "value: 12|unit: boat"),
            ("Hardly 12 boats came.", "12 boats came", "value: 12|unit: boat"),
        ],
        "real": [
            ("当地没有12个项目。", "12个项目", "value: 12|unit: project"),
            ("难道有12个项目？", "有12个项目", "value: 12|unit: project"),
            ("尚未达到12个项目。", "达到12个项目", "value: 12|unit: project"),
        ],
    }
    yield from _excerpts(original, told)


@kind("a quotation leaves out for what, when or on which condition its sentence gives the figure")
def quotation_turned(original: Original) -> Iterator[Mutation]:
    boats, projects = "value: 12|unit: boat", "value: 12|unit: project"
    told = {
        "harbour": [
            ("12 boats a week lay there.", "12 boats", boats),
            ("If the fair came, they had 12 boats.", "they had 12 boats", boats),
            ("They once had 12 boats.", "had 12 boats", boats),
            ("It is a rumour that it has 12 boats.", "it has 12 boats", boats),
            ("It had 12 boats on order.", "It had 12 boats", boats),
            ("It has 12 boats by 2030.", "It has 12 boats", boats),
            ("By 2030, as we hear, the port has 12 boats.", "the port has 12 boats", boats),
            ("The toll is 12 crowns/person.", "The toll is 12 crowns", "value: 12|unit: crown"),
            ("The toll is 12 crowns per trip.", "The toll is 12 crowns", "value: 12|unit: crown"),
            ("They counted 12 boats, except the wrecks.", "They counted 12 boats", boats),
        ],
        "real": [
            ("项目12个（计划）。", "项目12个", projects),
            ("如果办成，建成12个项目。", "建成12个项目", projects),
            ("每年新增12个项目。", "新增12个项目", projects),
            ("到2039年，建成12个项目。", "建成12个项目", projects),
            ("建成12个项目的说法不实。", "建成12个项目", projects),
            ("曾有12个项目。", "12个项目", projects),
        ],
    }
    yield from _excerpts(original, told)


_PLANNED = {
    "harbour": ("The town is to have 12 moorings.", "The town is to have 12 moorings", "12|unit: mooring"),
    "real": ("计划建成12个项目。", "计划建成12个项目", "12|unit: project"),
}


def _of_a_plan(original: Original, *printed: str) -> Iterator[Mutation]:
    """A fact that says that it is planned, printed in each of the sentences."""
    sentence, quote, value = _PLANNED[original.name]
    lines = "".join(f"  {line}\n" for line in f"value: {value}".split("|"))
    fact = original.said("new.planned", f'{lines}  quote: "{quote}"\n')
    for words in printed:
        files = original.told(sentence, fact, words.replace("«a»", "{{new.planned}}"))
        edition, plainly = ("pt", "Há «a».") if original.name == "harbour" else ("en", "The city plans «a».")
        path = original.home.sections[edition]
        files[path] = f"{original.text(path).rstrip()}\n\n{plainly.replace('«a»', '{{new.planned}}')}\n"
        yield Mutation(original.name, words, files)


@kind("a sentence tells as done what its fact says is planned")
def planned_told_as_done(original: Original) -> Iterator[Mutation]:
    told = {
        "harbour": ("The town has «a».", "«a» lie in the bay.", "At last «a» shelter the fleet."),
        "real": ("全市有«a»。", "建成«a»。"),
    }
    yield from _of_a_plan(original, *told[original.name])


@kind("a sentence tells as planned what its fact says is planned", "held")
def planned_told_as_planned(original: Original) -> Iterator[Mutation]:
    told = {
        "harbour": ("The town plans «a».", "There will be «a», says the office.", "The office wrote of «a»."),
        "real": ("全市计划有«a»。", "报道说有«a»。"),
    }
    yield from _of_a_plan(original, *told[original.name])


@kind("a quotation leaves out words that leave its figure as it is", "held")
def quotation_right(original: Original) -> Iterator[Mutation]:
    boats, projects = "value: 12|unit: boat", "value: 12|unit: project"
    told = {
        "harbour": [
            ("Nothing else moves, and 12 boats lie there.", "12 boats lie there", boats),
            ("As planned, the port has 12 boats; it may rain.", "the port has 12 boats", boats),
            ("It has 12 boats, which will please the town.", "It has 12 boats", boats),
        ],
        "real": [
            ("没有停工，建成12个项目。", "建成12个项目", projects),
            ("建成12个项目，今后还要再看。", "建成12个项目", projects),
        ],
    }
    yield from _excerpts(original, told)


@kind("a figure is quoted from under a heading of another year")
def heading_of_another_year(original: Original) -> Iterator[Mutation]:
    told = {
        "harbour": ("The year 2019\n\nIt made 21 sailings a day.", "It made 21 sailings a day", "21\n  unit: sailing"),
        "real": ("2019年工作\n\n建成站房33座。", "建成站房33座", "33\n  unit: station"),
    }
    sentence, quote, value = told[original.name]
    fact = original.said("new.headed", f'  value: {value}\n  as_of: 2024\n  quote: "{quote}"\n')
    yield Mutation(original.name, quote, original.told(sentence, fact, "{{new.headed}}"))


@kind("a source is from the future, or from after it was read")
def source_from_future(original: Original) -> Iterator[Mutation]:
    path = "data/sources.yaml"
    yield Mutation(original.name, "2051", original.matched(path, r"^  date: \d{4}.*$", "  date: 2051"))


@kind("a chart says a unit that it does not draw in, or draws another part than it counts")
def chart_says_another(original: Original) -> Iterator[Mutation]:
    charts = "content/charts.yaml"
    if original.name == "harbour":
        yield Mutation(
            "harbour",
            "hours called minutes",
            original.replaced(charts, "Crossing time, hours", "Crossing time, minutes"),
        )
        yield Mutation(
            "harbour",
            "a row twice",
            original.replaced(charts, "- {fact: ferry.sailings.winter", "- {fact: ferry.sailings.summer"),
        )
        yield Mutation(
            "harbour", "the hero in another unit", original.replaced("content/story.yaml", "unit: hour", "unit: metre")
        )
        yield Mutation("harbour", "a tick of nothing", original.replaced(charts, "tick: 1", "tick: 0"))


@kind("a cited figure is given to a second fact by a shorter quotation")
def cited_figure_shorter(original: Original) -> Iterator[Mutation]:
    if original.name == "harbour":
        one = next(one for one in original.facts if one.fact.id == "ferry.timetable")
        again = one.text.replace("ferry.timetable:", "ferry.again:", 1).replace("quote: Crossing time", "quote: time")
        again = again.replace("{{ferry.timetable}}", "{{ferry.again}}")
        yield Mutation("harbour", "time 48 minutes", {one.path: f"{original.text(one.path).rstrip()}\n{again}"})
