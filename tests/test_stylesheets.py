"""A stylesheet prints no number, however it is written; and what prints none is let be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from galley.errors import Problem
from galley.pages.assets import styled
from galley.proof.doubts import Doubts
from galley.proof.prove import prove, prove_assets
from galley.store import NOTHING_KEPT
from galley.story.load import Story

WRONG = [
    # words, in whatever property, rule or spelling
    'p::before { content: "53 boats" }',
    "p::before { content: 'fifty-three boats' }",
    'p::before { c\\6fntent: "53" }',
    'p::before { content: "\\d800 53 boats" }',
    'p::before { CONTENT: "\\35\\33" }',
    'p::before { content: "fif" "ty-three" }',
    'p::before { content: "a" / "53 boats" }',
    'p::before { content: "5\\\n3 boats" }',
    'p::before { content: var(--n, "53 boats") }',
    ':root { --n: "53 boats" } p::before { content: var(--n) }',
    ':root { --n: { content: "53 boats" } }',
    ':root { --a: "fif"; --b: "ty-three" } p::before { content: var(--a) var(--b) }',
    ':root { --a: "fif"; --b: var(--a) "ty-three" } p::before { content: var(--b) }',
    ':root { --a: "fif"; --b: "ty-three"; --c: var(--a) var(--b) } p::before { content: var(--c) }',
    '@property --n { syntax: "*"; inherits: true; initial-value: "53 boats" }',
    'p { hyphenate-character: "53" }',
    'p { text-emphasis: "5" }',
    'p { text-overflow: "53 boats" }',
    'p { anything-new: "53 boats" }',
    'p { list-style-type: "53 " }',
    'q { quotes: "53" "46" }',
    # within other rules
    'main { p { &::before { content: "53 boats" } } }',
    'main { @media screen { content: "53 boats" } }',
    '@layer base { p::before { content: "53 boats" } }',
    '@container (width > 1px) { p::before { content: "53 boats" } }',
    '@supports (display: grid) { @media print { p::before { content: "53 boats" } } }',
    '@scope (main) { p::before { content: "53 boats" } }',
    '@starting-style { p::before { content: "53 boats" } }',
    '@keyframes k { from { content: "53 boats" } }',
    '@page { @top-left { content: "53 boats" } }',
    '@unheard-of { p::before { content: "53 boats" } }',
    "@unheard-of x;",
    "@import url(other.css);",
    # what counts, or copies
    "p::before { content: counter(c) }",
    'p::before { content: COUNTERS(c, ".") }',
    "p::before { content: c\\6funter(c) }",
    "li { counter-reset: list-item 52 }",
    "li { counter-increment: list-item 52 }",
    "p { counter-set: c 53 }",
    '@counter-style x { system: cyclic; symbols: "x" }',
    "@c\\6funter-style x { system: extends decimal }",
    "ol { list-style-type: symbols(cyclic 'x') }",
    "p::after { content: attr(data-count) }",
    "p::after { content: attr(data-n type(<number>), 5) }",
    ":root { --x: attr(title) }",
    # drawings and typefaces in an address
    'p::after { content: url("data:image/svg+xml,<svg><text>53 boats</text></svg>") }',
    "p::after { content: url(data:image/svg+xml,%3Csvg%3E%3Ctext%3E53%20boats%3C/text%3E%3C/svg%3E) }",
    "p { background: URL(data:image/svg+xml;base64,PHN2Zz48dGV4dD41MyBib2F0czwvdGV4dD48L3N2Zz4=) }",
    "p { background: src('data:,53 boats') }",
    "p { background: url(data:image/svg+xml;charset=utf-16,x) }",
    "p { background: url(data:image/svg+xml;base64,x) }",
    "@font-face { font-family: F; src: url(data:font/woff2;base64,AAAA) }",
    "@font-face { font-family: F; src: local(Arial); size-adjust: 0%; unicode-range: U+30-39 }",
    # figures made another, or hidden
    '[data-fact]::before { content: "nearly " }',
    '.figure::before { content: "~" }',
    '[data-fact]::before { content: "-" }',
    "[d\\61ta-fact] { display: none }",
    "[data-fact] { @media screen { & { display: none } } }",
    ".fig { &[data-fact] { opacity: 0 } }",
    ".fig span:first-child { display: none }",
    "main a span:first-child { visibility: hidden }",
    "a.fig { font-size: 0 }",
    "[class*=ig] { opacity: 0 }",
    "p :is(a, .fig) { display: none }",
    ".fig { &::first-letter { visibility: hidden } }",
    "@media print { .fig { color: transparent } }",
    "@scope ([data-fact]) { :scope { visibility: hidden } }",
    "p:has([data-fact]) { clip-path: inset(50%) }",
    "[data-fact] { font: 0/0 a }",
    "[data-fact] { color: transparent }",
    "[data-fact] { text-decoration: red line-through }",
    "[data-fact] { -webkit-text-security: disc }",
    "p { unicode-bidi: isolate-override }",
    "p { UNICODE-BIDI: bidi-override }",
    # elements without a class, any of which may be a figure or a word beside it
    *(
        f"{selector} {{ {declared} }}"
        for selector, declared in zip(
            (
                *("p", "main a", "*", "main > *", ":is(a)", "[href]", "section p:nth-child(2)", ":not(.x)", "#pier"),
                *(".x em", ".x:is(.fig)", ":where(p, .x)", ".x, ul", "svg text", ".own", ".s", ".text { p", "\\70"),
                *(".x { &:is(a) span", "a::first-letter", ".x * ~ *", "@media print { em"),
            ),
            (
                *("display: none", "visibility: hidden", "opacity: 0", "font-size: 0", "color: transparent"),
                *("clip-path: circle(0)", "text-indent: -99em", "transform: scale(0)", "left: -9999px"),
                *("content-visibility: hidden", "max-height: 0; overflow: hidden", "color: var(--paper)"),
                *("order: -1", "opacity: 10%", "position: absolute", "fill: #0000", "display: none }"),
                *("font: 1px/0 a", "display: none }", "color: rgb(0 0 0 / 0)", "letter-spacing: -1em", "zoom: 0 }"),
            ),
            strict=True,
        )
    ),
    ":root { --z: none } em { display: var(--z) }",
    ":root { --z: #0000 } em { color: var(--z) }",
    "p { display: flex; flex-direction: row-reverse }",
    "a { background: #111; color: #111 }",
    "@keyframes k { to { opacity: 0 } } p { animation: k 1s forwards }",
    "p { content: url(other.png) }",
    ".draw rect { width: 300px }",
    '.draw path { d: path("M0 0") }',
    *(f"{of} {{ stroke-dasharray: 0 9 }}" for of in ("svg path", "[stroke]", ".chart line", "figure *", "svg { path")),
    "svg circle { fill: none }",
    ":root { --before: #A63A1E; --after: rgb(166 58 30) }",
    ":root { --ink: #111; --paper: #eee } svg { --ink: #EEE }",
    "@media print { :root { --after: var(--before); --before: #000 } }",
    "p { height: 0 }",
    "p { line-height: 0 }",
    "td { max-width: 1px }",
    ".x { direction: rtl }",
    'p::before { content: "\\202e" }',
    # half a number here, half a number there; and what stands between two digits
    'p::before { content: "fif" } p::after { content: "ty-three" }',
    'span + span::before { content: "." }',
    '.fig > *::before { content: "/" }',
    # pictures that nobody has seen
    "p::after { content: url(fifty-three.png) }",
    "p::after { content: image-set(url(a.png) 1x) }",
    "p { background: url(https://example.org/53.png) }",
    "p { background: url(//example.org/x.svg) }",
    # what is no CSS, or is cut off
    'p::before { content: "53',
    'p::before { content: "5\n3" }',
    "p { color red }",
    "p { color: red } }",
    "p { background: url(a b) }",
    "p",
    "(" * 2000,
    f"p {{ width: {'9' * 5000}px }}",
]

RIGHT = [
    "@media print { nav { display: none } }",
    "",
    ".x:has(.fig.on) .notes { visibility: hidden } .k { display: none }",
    ".fig { background: none; text-decoration: none; font-size: 1rem }",
    "/* 53 boats */ p { margin: 53px }",
    "a { display: inline-block; position: relative } img { float: left; opacity: .8 } .x small { opacity: .7 }",
    "th { background: #333; color: #fff } h1 { letter-spacing: -.02em; margin: -1rem 0; font: 700 5rem/1 serif }",
    "body { overflow-x: hidden } svg { width: 100% } td { width: 25% } .x ul, [hidden], .x wbr { display: none }",
    "p::after { content: none; position: absolute; opacity: 0 } li::marker { color: transparent }",
    '@keyframes k { from { opacity: 0 } } .x { animation: k 1s } .x::before { content: ""; left: -99em }',
    'a::after { content: " ↗" } p { background: url(paper.png); max-width: 38em; text-indent: 2em }',
    'p::before { content: "" } .by::before { content: "·" } summary::after { content: "+" }',
    "h2::before { content: attr(data-n) }",
    'q { quotes: "“" "”" "‘" "’" } q:lang(fr) { quotes: "«\u00a0" "\u00a0»" }',
    ':root { --sans: "Noto Sans", "Noto Sans CJK SC", sans-serif; --shadow: var(--x) var(--y) }',
    'p { font-family: "Source Sans 3"; font: 600 1rem/1.5 "Source Serif 4", serif }',
    'p { font-feature-settings: "ss01" 1; grid-template-areas: "a1 a2" "b1 b2" }',
    '@font-face { font-family: "F 2"; src: url("f2.woff2") format("woff2"); size-adjust: 92%; unicode-range: U+30-39 }',
    '[data-chart="trade.2025"] { color: red } u+a[href$="2025"] { color: red }',
    "[data-fact] { color: var(--ink); font: inherit; text-decoration: underline; background: none; cursor: help }",
    '@charset "utf-8"; @layer base, theme; @namespace svg url(http://www.w3.org/2000/svg);',
    "@media (min-width: 37.5em) { a:hover { color: red } li:nth-child(2n + 1) { color: red } }",
    "main { counter-reset: section } p { background: url(data:image/png;base64,iVBORw0KGgo5Mw==) }",
    "a { color: red; &:hover { color: blue } .b & { color: green } }",
    ".key path, .g rect { fill: none; stroke-width: 2; stroke-dasharray: 4 3 } svg { fill: none }",
    ":root { --ink: #111; --paper: #eee } @media (prefers-color-scheme: dark) { :root { --ink: #EEE; --paper: #111 } }",
    "@media (forced-colors: active) { :root { --before: CanvasText; --after: CanvasText } }",
    "p { --x:; color: red;; } .\\D800 b { \\dfff: red }",
]


@pytest.fixture(scope="module")
def refusals(loaded: Callable[[str], Story]) -> Callable[[str, str], list[Problem]]:
    story = loaded("harbour")

    def found(path: str, text: str) -> list[Problem]:
        proven = prove(story, {path: text}, (), {}, NOTHING_KEPT, Doubts(story))
        told = prove_assets(story, {path: text.encode()}) if path.endswith(".css") else proven
        return [
            problem for problem in told if problem.rule in ("figure-unvouched", "figure-altered", "stylesheet-broken")
        ]

    return found


@pytest.mark.parametrize("css", WRONG)
def test_a_number_in_a_stylesheet_is_refused_however_it_is_written(
    css: str, refusals: Callable[[str, str], list[Problem]]
) -> None:
    assert refusals("assets/style.css", css)
    assert refusals("assets/style.css", styled(css, {}))
    if "</" not in css:  # which ends the element
        assert refusals("index.html", f"<html><head><style>{css}</style></head><body>x</body></html>")


@pytest.mark.parametrize("css", RIGHT)
def test_a_stylesheet_that_prints_no_number_is_let_be(css: str, refusals: Callable[[str, str], list[Problem]]) -> None:
    assert refusals("assets/style.css", css) == []


@pytest.mark.parametrize(
    "style", ["--n: '53 boats'", "color: red; content: '53'", "unicode-bidi: bidi-override", "list-style: '53'", "}p{"]
)
def test_a_number_in_an_element_s_own_style_is_refused(
    style: str, refusals: Callable[[str, str], list[Problem]]
) -> None:
    assert refusals("index.html", f'<html><body><p style="{style}">x</p></body></html>')


MARK = "\ue000fact:harbour.boats\ue00146 boats\ue002"


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (f"<p dir=rtl>{MARK}</p>", "“dir=rtl”"),
        (f"<p><small hidden>or so</small> {MARK}</p>", "“or so” is hidden"),
        (f"<p><bdo>{MARK}</bdo></p>", "<bdo>"),
        (f"<p><s>{MARK}</s></p>", "<s>"),
        (f"<p><em style='opacity: 0'>not</em> {MARK}</p>", "“opacity: 0” hides or moves words"),
        (f"<p>{MARK} for<i>ty</i></p>", "the rendered page prints “forty”"),
        (f"<p>{MARK} <i style='width: 50%'></i></p>", "“style=width: 50%” draws a length beside a figure"),
        (f"<p>{MARK} <svg><rect width=50 y=2 /></svg></p>", "“width=50” draws a length beside a figure"),
    ],
)
def test_what_a_page_turns_round_or_hides_at_a_figure_is_told_by_its_name(
    page: str, told: str, refusals: Callable[[str, str], list[Problem]]
) -> None:
    found = [one.message for one in refusals("index.html", f"<html lang=en><body>{page}</body></html>")]
    assert [one.startswith(told) for one in found] == [True], found
