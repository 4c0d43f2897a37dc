"""Numbers carried in where nobody reads prose: stylesheet, script, attributes, structured data, filters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.mutations.kinds import Mutation, kind
from tests.mutations.originals import Original

BASE, STYLE, SCRIPT = "templates/base.html", "assets/style.css", "assets/site.js"
FACT = {"harbour": "harbour.boats.motor", "real": "tourism.event.projects"}


def few(original: Original, cases: Sequence[str]) -> Sequence[str]:
    """All of them for the second story; of the real one, whose pages take longer, two."""
    return cases if original.name == "harbour" else cases[:2]


def in_template(original: Original, *markups: str) -> Iterator[Mutation]:
    """A story for each markup, which goes into the body of every page."""
    for markup in few(original, markups):
        markup = markup.replace("FACT", FACT[original.name])
        yield Mutation(original.name, markup, original.replaced(BASE, "<main", f"{markup}\n<main"))


def in_style(original: Original, *rules: str) -> Iterator[Mutation]:
    for rule in few(original, rules):
        yield Mutation(original.name, rule, {STYLE: f"{original.text(STYLE)}\n{rule}\n"})


@kind("words printed by the stylesheet")
def css_content(original: Original) -> Iterator[Mutation]:
    yield from in_style(
        original,
        'main::before { content: "53 boats"; }',
        "main::before { content: '53'; }",
        'main::after { content: "\\35\\33"; }',
        'main::after { content: "fifty-three boats"; }',
        "main { counter-reset: c 53 } main::before { content: counter(c); }",
        'main::before { content: "⁷"; }',
        ':root { --n: "53 boats" } main::before { content: var(--n); }',
        '@media print { p::after { content: "4 in" " all 6"; } }',
        'li { list-style-type: "53 "; }',
        'q { quotes: "53" "46"; }',
    )


@kind("words printed by a script")
def script_string(original: Original) -> Iterator[Mutation]:
    text = original.text(SCRIPT) if (original.root / SCRIPT).is_file() else ""
    codes = (
        'document.title = "53 boats";',
        "document.body.append('há 53 barcos');",
        "document.body.append(`53 boats`);",
        "document.body.append(50 + 3 + ' boats');",
        'document.body.append("\\u0035\\u0033 boats");',
        'document.body.append("fifty-three boats");',
    )
    for code in few(original, codes):
        base = original.replaced(BASE, "</head>", "<script src=\"{{ asset('site.js') }}\" defer></script>\n</head>")
        files = base if original.name == "harbour" else {}
        yield Mutation(original.name, code, {**files, SCRIPT: f"{text}\n{code}\n"})
    yield from in_template(original, '<script>document.body.append("53 boats")</script>')


@kind("words printed by structured data")
def structured_data(original: Original) -> Iterator[Mutation]:
    yield from in_template(
        original,
        '<script type="application/ld+json">{"@type": "Dataset", "name": "53 boats"}</script>',
        '<script type="application/ld+json">{"size": 53}</script>',
        '<script type="application/ld+json">{"name": "\\u0035\\u0033 boats"}</script>',
        '<script type="application/json">{"boats": 53}</script>',
    )


@kind("an attribute that is read aloud, shown or followed")
def attribute(original: Original) -> Iterator[Mutation]:
    yield from in_template(
        original,
        '<p aria-label="53 boats">x</p>',
        '<p aria-valuetext="53 boats">x</p>',
        '<p role="meter" aria-valuenow="53" aria-label="x">x</p>',
        '<p aria-roledescription="53 boats">x</p>',
        '<p aria-placeholder="53">x</p>',
        '<p aria-setsize="53" aria-posinset="4">x</p>',
        '<p aria-braillelabel="53">x</p>',
        '<p data-label="53 boats">x</p>',
        '<meta itemprop="size" content="53">',
        '<meter value="53" max="90">x</meter>',
        '<progress value="53" max="90">x</progress>',
        '<p title="fifty-three boats">x</p>',
        '<img alt="53 boats" src="{{ file(\'favicon.svg\') }}">',
    )


@kind("a page within the page, or a list that counts by itself")
def page_within(original: Original) -> Iterator[Mutation]:
    yield from in_template(
        original,
        '<iframe srcdoc="&lt;p&gt;53 boats&lt;/p&gt;"></iframe>',
        "<ol start=53><li>x</li></ol>",
        "<ol><li value=53>x</li></ol>",
        "<ol><li value=9>x</li><li>y</li></ol>",
        "<ol reversed><li>x</li><li>y</li></ol>",
        '<a href="data:text/html,53 boats">x</a>',
        "<template><p>53 boats</p></template>",
        "<noscript><p>53 boats</p></noscript>",
        "<svg><text>53 boats</text></svg>",
        "<textarea>53 boats</textarea>",
    )


@kind("a number typed into a template")
def typed_in_template(original: Original) -> Iterator[Mutation]:
    yield from in_template(
        original,
        "<p>53 boats</p>",
        "<p>{{ 50 + 3 }} boats</p>",
        "<p>5<b>3</b> boats</p>",
        "<p>5<!-- -->3 boats</p>",
        "<p>5<wbr>3 boats</p>",
        "<p>&#53;&#51; boats</p>",
        "<p>⁵³ boats</p>",
        "<p>fifty-three boats</p>",
        "<p>{{ '53'|safe }} boats</p>",
        "<p>{{ site.sections|length }} boats</p>",
    )


@kind("a quantity that a filter calls an identifier or a scale")
def filter_vouches(original: Original) -> Iterator[Mutation]:
    yield from in_template(
        original,
        "<p>{{ '53 boats'|ident }}</p>",
        "<p>{{ '53 boats'|scale }}</p>",
        "<p>{{ 53|ident }} boats</p>",
        "<p>{{ 53|scale }} boats</p>",
        "<p>{{ 'more than 53'|ident }}</p>",
        "<p>{{ '53%'|scale }}</p>",
        "<p>{{ '4 million crowns'|ident }}</p>",
    )


@kind("a template sets the words of one thing in the place of another's")
def template_exchanges(original: Original) -> Iterator[Mutation]:
    if original.name != "harbour":
        return
    edits = (
        ("fact", 't("status." ~ note.status)', 't("status.checked")'),
        ("fact", "<mark>{{ note.quotation.words }}</mark>", "{{ note.quotation.words }}<mark>and 53 more</mark>"),
        ("fact", "{{ note.quotation.before }}<mark>", "{{ note.quotation.after }}<mark>"),
        ("fact", "{{ note.source.title|say }}", "Ferry timetable"),
        ("fact", "{{ notes[one.id].label }}", "{{ note.label }}"),
        ("fact", "{{ notes[one.id].figure }}", "{{ note.figure }}"),
        ("ledger", "{{ entry.note.figure }}", "{{ group.entries[loop.index0 - 1].note.figure }}"),
        ("feature", "{{ drawing.chart.subtitle|say }}", "{{ drawings['moorings'].chart.subtitle|say }}"),
        ("corrections", "{{ one.changed|day }}", "{{ site.published|day }}"),
        ("feature", "{{ passage.html }}", "<dialog>{{ passage.html }}</dialog>"),
        ("ledger", "{{ entry.note.label }}", "{{ group.entries[loop.index0 - 1].note.label }}"),
        ("ledger", '"status." ~ entry.note.status', '"status." ~ group.entries[0].note.status'),
        ("chart", "{% for cell in row %}", "{% for cell in row|reverse %}"),
        ("chart", "drawing.rows.rows %}", "drawing.rows.rows[1:] %}"),
        ("chart", "drawing.rows.rows %}", "drawing.rows.rows|reverse %}"),
        ("chart", "for name in drawing.rows.columns", "for name in drawing.rows.columns|sort"),
        ("corrections", "{{ one.before }} → {{ one.after }}", "{{ one.after }} → {{ one.before }}"),
        ("corrections", "{{ one.before }} → {{ one.after }}", "{{ one.after }} → {{ one.after }}"),
        ("feature", "{{ section.title }}", "{{ sections[loop.index0 - 1].title }}"),
        ("feature", "{{ drawing.chart.title|say }}", "{{ drawings['residents'].chart.title|say }}"),
        ("feature", "{{ passage.html }}", "<p>Not:</p>{{ passage.html }}"),
        ("feature", "{{ passage.html }}", "<div hidden>{{ passage.html }}</div>"),
    )  # fmt: skip
    for name, old, new in edits:
        yield Mutation(original.name, f"{name}: {new}", original.replaced(f"templates/{name}.html", old, new))


@kind("a template leaves out or changes what is beside a figure")
def template_changes(original: Original) -> Iterator[Mutation]:
    yield from in_template(
        original,
        "<p>not {{ 'FACT'|fact }}</p>",
        "<p>{{ 'FACT'|fact('number') }} million</p>",
        "<p>{{ 'FACT'|fact|replace('3', '4') }}</p>",
        "<p>{{ 'FACT'|fact }}0</p>",
    )
