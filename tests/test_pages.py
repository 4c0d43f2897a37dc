"""What a reader is given: pages in which every figure leads to its evidence, in any folder, without a script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import brotli
import pytest
from lxml import html

from bench.pages import BUDGETS
from galley.build import Build, build_site
from galley.errors import StoryError
from galley.marks import mark, plain
from galley.model import Edition
from galley.pages.addresses import address, made, relative
from galley.pages.assets import display_elements, italic_elements, lean, named, styled
from galley.pages.figures import resolve_figures
from galley.pages.occurrences import Occurrence, facts_of, occurrences_on, read_on
from galley.pages.renderer import renderer_of
from galley.pages.sections import passages
from galley.pages.tags import blocks, tags, words
from galley.store import Store
from galley.story.load import Story, load_story
from galley.story.voice import Voice

EN = Edition(id="en", lang="en", path="en/", name="English", numbers="en")
SEVEN = mark("fact", "time", "nearly 7 hours")


@pytest.fixture(scope="module")
def site(built: Callable[[str], Build]) -> Build:
    return built("")


@pytest.fixture(scope="module")
def pages(site: Build) -> dict[str, html.HtmlElement]:
    return {
        path: html.document_fromstring(content.decode())
        for path, content in site.files.items()
        if path.endswith(".html")
    }


# ── The last step: marks become links, spans, or nothing ──


def link(fact: str) -> str:
    return f'href="#{fact}"'


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f'<img alt="{SEVEN}">', '<img alt="nearly 7 hours">'),
        (f"<title>{SEVEN}</title>", "<title>nearly 7 hours</title>"),
        (f"<textarea>{SEVEN}</textarea>", "<textarea>nearly 7 hours</textarea>"),
        (
            f'<script type="application/ld+json">"{SEVEN}"</script>',
            '<script type="application/ld+json">"nearly 7 hours"</script>',
        ),
        (f"<p>{mark('count', 'facts', '87')}</p>", "<p>87</p>"),
        (f'<a href="x">{SEVEN}</a>', '<a href="x"><span data-fact="time">nearly 7 hours</span></a>'),
        (f"<summary>{SEVEN}</summary>", '<summary><span data-fact="time">nearly 7 hours</span></summary>'),
        (f'<h3 class="own">{SEVEN}</h3>', '<h3 class="own"><span data-fact="time">nearly 7 hours</span></h3>'),
        (f"<svg><title>{SEVEN}</title></svg>", "<svg><title>nearly 7 hours</title></svg>"),
        (f"<svg><text>{SEVEN}</text></svg>", '<svg><text><tspan data-fact="time">nearly 7 hours</tspan></text></svg>'),
        (
            f"<p>{SEVEN}.</p>",
            '<p><a class="fig" href="#time" data-fact="time">nearly 7\u00a0hours</a>.</p>',
        ),
        (
            f"<p>{mark('fact', 'n', '7小时')}</p>",
            '<p><a class="fig" href="#n" data-fact="n">7小时</a></p>',
        ),
    ],
)
def test_a_figure_becomes_a_link_where_one_can_stand(marked: str, expected: str) -> None:
    assert resolve_figures(marked, link) == expected


@pytest.mark.parametrize(
    ("figure", "broken"),
    [
        ("近7小时", "近7小时"),
        ("12月10日", "12月10日"),
        ("5小时32分", "5小时32分"),
        ("12小时30分", "12小时|30分"),
        ("〔2023年〕2月14日", "〔2023年〕|2月|14日"),
        ("突破1800亿元", "突破|1800亿元"),
        ("436.37公里", "436.37公里"),
        ("28 November 2022", "28 November 2022"),
    ],
)
def test_a_figure_breaks_between_its_numbers_and_never_within_one(figure: str, broken: str) -> None:
    linked = resolve_figures(mark("fact", "n", figure), link).replace("</span><span>", "|").replace("\u00a0", " ")
    assert html.fragment_fromstring(linked).text_content() == broken


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("至于“[2小时圈]”，", "至于|“2小时圈”，"),
        ("少。“[1+5+N]”主导", "少。|“1+5+N”|主导"),
        ("叫“[1+16+N]”。各项", "叫|“1+16+N”。各项"),
        ("（“[7小时]”）", "（“7小时”）"),
        ("原文的“[近7小时]”从", "原文的“近7小时”从"),
        ("称为「[1+5+N]」的", "称为「1+5+N」的"),
        ("the “[7-hour]” trip", "the “7-hour” trip"),
    ],
)
def test_a_line_may_break_around_a_quoted_figure_as_around_quoted_words(text: str, broken: str) -> None:
    words = re.sub(r"\[(.*)\]", lambda found: mark("fact", "n", found[1]), text)
    linked = resolve_figures(words, link).replace("<wbr>", "|")
    assert html.fragment_fromstring(linked, create_parent="p").text_content() == broken


def test_a_heading_breaks_after_its_pauses_alone() -> None:
    heading = '<h1 id="h" aria-label="一，二">线通了，回来了什么，</h1>'
    assert resolve_figures(heading) == '<h1 id="h" aria-label="一，二">线通了，<wbr>回来了什么，</h1>'
    assert resolve_figures("<p>线通了，回来了什么</p>") == "<p>线通了，回来了什么</p>"


def test_a_figure_without_evidence_to_link_to_still_says_whose_it_is() -> None:
    assert resolve_figures(f"<p>{SEVEN}</p>") == '<p><span data-fact="time">nearly 7 hours</span></p>'


def test_after_an_element_that_holds_its_own_figure_links_go_on() -> None:
    found = resolve_figures(f'<b class="own">{SEVEN}</b><b>{mark("fact", "n", "7")}</b>', link)
    assert found.endswith('<b><a class="fig" href="#n" data-fact="n">7</a></b>')


# ── HTML of our own ──


def test_tags_are_found_past_comments_and_signs_in_attributes() -> None:
    found = list(tags('<!-- <p> --><img alt="a > b"><br/><P class="x y">'))
    assert [(tag.name, tag.lasting) for tag in found] == [("img", False), ("br", False), ("p", True)]
    assert found[2].attribute("class") == "x y"


def test_words_are_what_a_reader_sees() -> None:
    assert words("<p>A &amp;\n <b>B</b></p>") == "A & B"


def test_blocks_stand_at_the_top() -> None:
    found = list(blocks('<p>a</p>\n<aside class="note"><p>b</p></aside><hr>'))
    assert [(block.name, block.html) for block in found] == [
        ("p", "<p>a</p>"),
        ("aside", '<aside class="note"><p>b</p></aside>'),
        ("hr", "<hr>"),
    ]


def test_a_section_is_laid_out_by_what_it_holds() -> None:
    body = (
        "<p>a</p><p>b</p><aside>n</aside>"
        '<figure data-chart="c"></figure><aside>m</aside><figure data-chart="d"></figure><h3>x</h3><p>y</p><h3>z</h3>'
    )
    found = list(passages(body))
    assert [passage.shape for passage in found] == ["text", "notes", "chart", "notes", "chart", "parts"]
    assert [passage.chart for passage in found if passage.chart] == ["c", "d"]
    assert found[-1].html.count('<section class="part">') == 2


# ── Addresses ──


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("index.html", "facts/index.html", "facts/index.html"),
        ("en/facts/a/index.html", "en/index.html", "../../index.html"),
        ("en/facts/a/index.html", "facts/a/index.html", "../../../facts/a/index.html"),
        ("index.html", "index.html#line", "#line"),
        ("facts/index.html", "index.html#line", "../index.html#line"),
        ("index.html", "index.html", "index.html"),
    ],
)
def test_links_hold_in_any_folder_and_from_disk(here: str, there: str, expected: str) -> None:
    assert relative(here, there) == expected


def test_every_edition_repeats_the_paths_of_the_first() -> None:
    assert address(EN, "fact", "rail.length") == "en/facts/rail.length/index.html"


def test_a_story_has_the_kinds_of_page_that_it_has_templates_for(loaded: Callable[[str], Story]) -> None:
    assert made(loaded("tiny")) == {"feature"}
    assert "embed" in made(loaded(""))


# ── Where facts are printed ──


def test_the_index_tells_section_chart_and_sentence() -> None:
    page = (
        f"<head><title>{SEVEN}</title></head><main>"
        f'<section class="key" id="key"><p>{SEVEN}</p></section>'
        f'<section id="line"><p>It took {SEVEN} before.</p>'
        f'<figure id="chart-c"><text>{SEVEN}</text><text>{SEVEN}</text></figure></section>'
        "</main>"
    )
    found = list(read_on(Occurrence("", "en", "en/index.html", "feature"), page))
    assert [(one.section, one.chart) for one in found] == [("line", ""), ("line", "c")]
    assert (found[0].before, found[0].words, found[0].after) == ("It took ", "nearly 7 hours", " before.")
    assert (found[0].path, found[0].section) == ("en/index.html", "line")


def test_a_place_is_of_the_kind_that_stands_around_it() -> None:
    page = (
        f'<head><title>{SEVEN}</title><meta name="description" content="{SEVEN}"></head>'
        f'<nav><ul><li>{SEVEN}</li></ul></nav><section class="key"><p>{SEVEN}</p></section>'
        f'<section id="line"><ul><li>{SEVEN}<p>in all {SEVEN}</p></li></ul>'
        f"<table><tr><td><p>{SEVEN}</p></td></tr></table>"
        f'<figure id="chart-c"><svg aria-label="{SEVEN}"><desc>{SEVEN}</desc><text>{SEVEN}</text></svg></figure>'
        f'</section><section class="evidence"><h3>{SEVEN}</h3></section><script>{{"name": "{SEVEN}"}}</script>'
    )
    found = [*occurrences_on(Occurrence("", "en", "en/index.html", "feature"), page)]
    assert [(one.section, one.chart, one.kind, one.before) for one in found] == [
        ("", "", "title", ""),
        ("", "", "navigation", ""),
        ("", "", "key", ""),
        ("line", "", "text", ""),
        ("line", "", "text", "in all "),
        ("line", "", "table", ""),
        ("line", "c", "alternative", ""),
        ("line", "c", "chart", ""),
        ("", "", "evidence", ""),
        ("", "", "structured data", '{"name": "'),
        ("", "", "meta", ""),
        ("line", "c", "alternative", ""),
    ]


def test_a_fact_that_a_chart_draws_without_its_figure_is_printed_by_its_description() -> None:
    page = f'<figure id="chart-c"><svg><desc>{SEVEN}</desc><path/></svg></figure><svg><desc>{SEVEN}</desc></svg>'
    found = list(read_on(Occurrence("", "en", "en/index.html", "feature"), page))
    assert [(one.chart, one.kind) for one in found] == [("c", "alternative")]


def test_a_paragraph_of_thousands_of_figures_is_read_in_time_that_grows_with_it() -> None:
    found = list(read_on(Occurrence("", "en", "index.html", "feature"), f"<p>{' and so '.join([SEVEN] * 3000)}</p>"))
    assert len(found) == 3000
    assert plain(found[1].before) == "nearly 7 hours and so "


def test_a_long_paragraph_is_cut_between_words_and_never_in_a_figure() -> None:
    other = mark("fact", "other", "more than 180 billion yuan")
    page = f'<section id="s"><p>{"word " * 20}{other} {SEVEN}</p></section>'
    found = {one.fact: one for one in read_on(Occurrence("", "en", "index.html", "feature"), page)}
    assert plain(found["time"].before).startswith("…word")
    assert plain(found["time"].before).endswith("more than 180 billion yuan ")
    assert other in found["time"].before


# ── Assets ──


def test_an_asset_is_named_by_its_content() -> None:
    assert named("fonts/x.woff2", b"1") != named("fonts/x.woff2", b"2")
    assert re.fullmatch(r"assets/fonts/x\.[0-9a-f]{8}\.woff2", named("fonts/x.woff2", b"1"))


def test_the_stylesheet_says_which_elements_are_set_in_display_type() -> None:
    css = """
        h1, .sign:first-child { font-family: var(--serif); font-weight: 900 }
        .a b[x] { font: 600 1rem/1 var(--song) }
        p { font-weight: 700 }
        .swap :is(del, .new) { font: 600 1rem/1 var(--serif) }
    """
    assert display_elements(css) == {"h1": 900, ".sign": 900, "b": 600, "del": 600, ".new": 600}


def test_the_stylesheet_says_which_elements_are_slanted() -> None:
    css = "@media all { cite, .a em { font-style: italic } } @font-face { font-style: italic } i { font: italic 1em x }"
    assert italic_elements(css) == {"cite": 400, "em": 400, "i": 400}


def test_faces_are_named_as_the_stylesheet_beside_them_writes_it() -> None:
    css = styled(
        "a{src:url(fonts/a-900.woff2),url(fonts/b.woff2)}", {"fonts/a-900.woff2": "assets/fonts/a-900.1.woff2"}
    )
    assert css == "a{src:url(fonts/a-900.1.woff2),url(fonts/b.woff2)}"


def test_the_rest_of_a_face_is_asked_for_by_its_characters_and_within_what_its_rule_allows() -> None:
    rule = "@font-face{font-family: A;src: url(fonts/a-900.woff2);unicode-range: U+4E00-4EFF, U+5000}"
    names = {"fonts/a-900.woff2": "assets/fonts/a.1.woff2", "fonts/a-900-rest.woff2": "assets/fonts/a.2.woff2"}
    first = rule.replace("a-900", "a.1")
    rest = "@font-face{font-family: A;src: url(fonts/a.2.woff2);unicode-range: U+4E00, U+4E01, U+5000}"
    assert styled(rule, names, {"fonts/a-900.woff2": "一倀丁南"}) == first + rest
    assert styled(f"@supports (x: y) {{ {rule} }}", names, {"fonts/a-900.woff2": "一倀丁"}).endswith(f"{first}{rest}}}")
    assert styled(rule, names, {"fonts/a-900.woff2": "南"}) == first


def test_what_only_its_author_reads_is_left_out_of_what_is_sent() -> None:
    assert styled("/* a */\np {\n  color: red;\n}\n", {}) == "p{color: red;}"
    assert styled('p::before{content:"a  /* b */ ;  c"}', {}) == 'p::before{content:"a  /* b */ ;  c"}'
    assert styled("p { margin: 1px/* a */2px /* b */ }", {}) == "p{margin: 1px/**/2px}"
    assert lean("// a\n  b();\n\n  // c\n  d('//');") == "b();\nd('//');"


# ── A template's faults ──


def test_a_template_that_asks_for_what_is_not_there_is_named_with_its_line(story_copy: Callable[..., Path]) -> None:
    root = story_copy("tiny")
    (root / "templates/feature.html").write_text("<p>\n{{ site.motto }}\n", encoding="utf-8")
    with pytest.raises(StoryError, match=r"templates/feature\.html:2: feature\.html: .*motto.*\[template-broken\]"):
        build_site(root, None)


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("<p>\n{{ 1 // 0 }}", "ZeroDivisionError"),
        ('<p>\n{{ "no.such.fact"|figure }}', "no.such.fact"),
        ('<p>\n{{ asset("none.css") }}', "none.css"),
        ('<p>\n{% include "feature.html" %}', "RecursionError"),
        ("{% if false %}\n<p>{% endif %}", "prints nothing"),
    ],
)
def test_whatever_goes_wrong_in_a_template_is_told_at_the_template(
    template: str, says: str, story_copy: Callable[..., Path]
) -> None:
    root = story_copy("tiny")
    (root / "templates/feature.html").write_text(template, encoding="utf-8")
    with pytest.raises(StoryError, match=rf"templates/feature\.html(:2)?: .*{says}.*\[template-broken\]"):
        build_site(root, None)


def test_a_template_that_does_not_parse_is_named_with_its_line(story_copy: Callable[..., Path]) -> None:
    root = story_copy("tiny")
    (root / "templates/feature.html").write_text("<p>\n{% if %}\n", encoding="utf-8")
    with pytest.raises(StoryError, match=r"templates/feature\.html:2: .*\[template-broken\]"):
        build_site(root, None)


def test_words_that_are_not_there_are_named_by_their_key(story_copy: Callable[..., Path]) -> None:
    root = story_copy("tiny")
    (root / "templates/feature.html").write_text('{{ t("no.such.words") }}{{ t("nor.these") }}', encoding="utf-8")
    with pytest.raises(StoryError) as raised:
        build_site(root, None)
    assert {(p.rule, p.message.partition(":")[0]) for p in raised.value.problems} == {
        ("string-missing", "no.such.words"),
        ("string-missing", "nor.these"),
    }


@pytest.mark.parametrize("name", ["style.css", "site.js"])
def test_an_asset_that_is_not_there_is_told_once(name: str, story_copy: Callable[..., Path]) -> None:
    root = story_copy("tiny")
    with (root / "templates/feature.html").open("a", encoding="utf-8") as template:
        template.write(f"{{{{ asset('{name}') }}}}")
    with pytest.raises(StoryError) as raised:
        build_site(root, None)
    assert [(p.rule, p.place.path) for p in raised.value.problems] == [("missing-file", f"assets/{name}")]


@pytest.mark.parametrize("path", ["templates/feature.html", "assets/style.css", "assets/site.js"])
@pytest.mark.parametrize(
    ("content", "rule"), [(b"/* caf\xe9 */", "not-utf8"), (b"<<<<<<< HEAD\n", "merge-conflict")], ids=["bytes", "merge"]
)
def test_a_template_or_an_asset_that_is_no_text_is_named(
    path: str, content: bytes, rule: str, story_copy: Callable[..., Path]
) -> None:
    root = story_copy("tiny")
    (root / "assets").mkdir()
    (root / path).write_bytes(content)
    with pytest.raises(StoryError) as raised:
        build_site(root, None)
    assert [(p.rule, p.place.path, p.place.line) for p in raised.value.problems] == [(rule, path, 1)]


# ── The site as it is published ──


@pytest.mark.parametrize("page", ["index.html", "charts/four-sums/index.html"])
def test_every_figure_leads_to_its_fact_and_has_the_number_of_its_note(
    pages: dict[str, html.HtmlElement], page: str
) -> None:
    for edition in ("", "zh-hant-hk/", "en/"):
        cards = pages[f"{edition}evidence/index.html"].xpath("//*[@class='ev']")
        numbers = {card.get("id"): card.xpath("string(.//h2/@data-n)") for card in cards}
        assert len(numbers) == len(cards) > 100
        assert [*numbers.values()] == [str(n + 1) for n in range(len(cards))]
        figures = pages[edition + page].xpath("//main//a[contains(@class, 'fig')]")
        assert len(figures) > 3
        for figure in figures:
            fact = figure.get("data-fact")
            assert figure.get("data-n") == numbers[fact]
            assert figure.get("href").endswith((f"facts/{fact}/index.html", f"#{fact}"))
        assert pages[edition + page].xpath("string(//*[@id='notes']/@href)").endswith("evidence/index.html")


def test_notes_are_numbered_as_the_story_first_prints_them(site: Build, pages: dict[str, html.HtmlElement]) -> None:
    noted, printed = pages["evidence/index.html"].xpath("//*[@class='ev']/@id"), facts_of(site.pages["index.html"])
    assert noted[: len(printed)] == [*printed]
    assert len(noted) > len(printed) > 100  # then come those that charts and notes print


def test_a_story_without_a_page_of_notes_leads_to_its_facts(root: Path, tmp_path: Path) -> None:
    renderer = renderer_of(load_story(root / "tests/stories/tiny"), Store(tmp_path), lambda path, html: True)
    feature = next(page for page in renderer.pages() if page.kind == "feature")
    assert renderer.notes_of(Voice(renderer.story, feature.edition)) == {}
    assert "data-n" not in renderer.published(feature)


def test_a_card_holds_all_that_a_reader_needs_to_judge_its_figure(pages: dict[str, html.HtmlElement]) -> None:
    card = pages["evidence/index.html"].get_element_by_id("rail.passenger.hours.before")
    said = " ".join(card.text_content().split())
    for part in (
        "近7小时",
        "由原来的近7小时缩短",
        "《向南而行 融湾振兴 江西赣州》",
        "2021年以前",
        "机器核对",
        "5小时32分",
    ):
        assert part in said
    assert card.xpath(".//blockquote/@lang") == ["zh-Hans"]
    assert "由原来的近7小时缩短" in card.xpath("string(.//blockquote)")
    assert card.xpath(".//blockquote//mark/text()") == ["近7小时"]
    assert card.xpath(".//a/@href")[-2].endswith("facts/rail.passenger.hours.before/index.html#ticket")


def test_no_page_carries_a_style_or_a_handler_of_its_own(pages: dict[str, html.HtmlElement]) -> None:
    for path, page in pages.items():
        assert not page.xpath("//style | //@style | //script[not(@src) and not(@type='application/ld+json')]"), path
        assert not [name for name in page.xpath("//@*") if name.attrname.startswith("on")], path


def test_every_page_says_its_language_policy_and_counterparts(pages: dict[str, html.HtmlElement]) -> None:
    for path, page in pages.items():
        assert page.get("lang"), path
        assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none'")
        if not path.endswith("404.html") and "embed/" not in path:
            assert len(page.xpath("//link[@hreflang]")) == 4, path


def test_headings_descend_without_a_gap(pages: dict[str, html.HtmlElement]) -> None:
    for path, page in pages.items():
        headings = page.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
        levels = [int(heading.tag[1]) for heading in headings]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels)), path


def test_the_source_prints_no_sentence_that_nothing_quotes(site: Build, pages: dict[str, html.HtmlElement]) -> None:
    text = "".join(pages["source/seed-article/index.html"].xpath("//*[@class='sheet']//i/text()"))
    assert "由原来的近7小时缩短至近2小时" in text
    assert "加快建设对接融入大湾区的桥头堡" in site.story.texts["seed-article"]
    assert "前景无限" not in text


def test_the_ledger_has_a_row_a_fact(site: Build, pages: dict[str, html.HtmlElement]) -> None:
    rows = pages["facts/index.html"].xpath("//*[@role='row'][@id]/@id")
    lines = {name for name, point in site.story.points.items() if point.line}  # their series has a row of its own
    assert Counter(rows) == Counter(name for name in site.story.facts if name not in lines)


def test_a_fact_says_where_it_is_printed_in_this_edition_and_the_others(pages: dict[str, html.HtmlElement]) -> None:
    page = pages["facts/rail.passenger.hours.before/index.html"]
    uses = page.xpath("//ol[@class='uses']/li/a/@href")
    assert any(use.endswith("index.html#befores") for use in uses)
    assert any("chart-rail-befores" in use for use in uses)
    assert any("/en/index.html" in use for use in uses)
    assert any("zh-hant-hk/" in use for use in uses)


def test_charts_can_be_taken_away_and_embedded(site: Build) -> None:
    folder = "charts/rail-befores"
    for name in (f"{folder}/rail-befores.svg", f"{folder}/rail-befores.png", "data/charts/rail-befores.csv"):
        assert name in site.files
    assert '<base target="_top">' in site.files["embed/rail-befores/index.html"].decode()
    assert site.files["embed/rail-befores/index.html"].count(b"<script") == 1  # which only says how tall the chart is


@pytest.mark.parametrize("folder", ["charts", "embed"])
def test_a_chart_that_was_withdrawn_says_so_and_leads_on(site: Build, folder: str) -> None:
    page = site.files[f"en/{folder}/rail-times/index.html"].decode()
    assert "has been withdrawn" in page
    assert "charts/rail-befores/" in page or "../rail-befores/" in page
    assert "data/charts/rail-times.csv" in site.files


def test_a_link_to_a_section_or_chart_that_is_gone_lands_on_what_took_its_place(
    pages: dict[str, html.HtmlElement],
) -> None:
    for edition in ("", "zh-hant-hk/", "en/"):
        ids = pages[f"{edition}index.html"].xpath("//@id")
        assert {"xunwu", "services", "doubts", "chart-rail-times", "chart-roads"} <= set(ids)


@pytest.mark.parametrize("path", ["index.html", "zh-hant-hk/index.html", "en/index.html"])
def test_the_feature_and_its_stylesheet_travel_light(site: Build, path: str) -> None:
    css = next(content for name, content in site.files.items() if name.endswith(".css"))
    script = next(content for name, content in site.files.items() if name.endswith(".js"))
    assert len(brotli.compress(site.files[path])) + len(brotli.compress(css)) <= BUDGETS["HTML and CSS"]
    assert len(script) <= 4_096


def test_the_article_seen_through_draws_as_many_cells_of_each_ink_as_it_says(
    pages: dict[str, html.HtmlElement],
) -> None:
    """Each run is a line of six units a cell, so what is drawn can be counted again."""
    strokes = {"x-n": "figure", "x-q": "quoted", "x-s": "name", "x-t": "unused"}
    for path in ("index.html", "zh-hant-hk/index.html", "en/index.html", "source/seed-article/index.html"):
        [sheets], [key] = pages[path].xpath("//div[@class='xr']"), pages[path].xpath("//*[@class='xk']")
        said = {item.xpath("string(i/@class)"): item.xpath("string(b)") for item in key}
        for stroke, ink in strokes.items():
            runs = re.findall(r"h(\d+)", "".join(sheets.xpath(f".//path[@class='{stroke}']/@d")))
            assert f"{sum(map(int, runs)) // 6:,}".replace(",", "") == said[ink].replace(",", ""), (path, ink)


def test_stamps_are_drawn_to_the_scale_of_their_facts(
    pages: dict[str, html.HtmlElement], loaded: Callable[[str], Story]
) -> None:
    story = loaded("")

    def drawn(fact: str) -> list[str]:
        marks = pages["index.html"].xpath(f"//*[@class='stamps']//*[@data-key='{fact}']")
        return [mark.get("d", "") for mark in marks]

    def one(fact: str, step: str) -> float:
        found = re.search(rf"{step}([\d.]+)", drawn(fact)[0])
        assert found
        return float(found[1])

    hours = {fact: one(fact, "h") for fact in ("rail.passenger.hours.before", "rail.passenger.hours.after")}
    hours |= {fact: one(fact, "M") for fact in ("rail.fastest.before", "rail.fastest.after")}
    assert hours == {fact: pytest.approx(14 * float(story.in_unit(fact, "hour")), abs=0.01) for fact in hours}
    tall = {year: one(f"water.dongjiang.{year}", "v") for year in range(2017, 2023)}
    highest = float(story.in_unit("water.dongjiang.2021"))
    assert tall == {
        year: pytest.approx(56 * float(story.in_unit(f"water.dongjiang.{year}")) / highest, abs=0.01) for year in tall
    }
    for fact in ("health.tertiary-hospitals", "health.county-hospitals", "rail.stations.named"):
        assert len(drawn(fact)) == story.in_unit(fact)
    people = {fact: "".join(drawn(fact)).count("M") for fact in ("people.census", "people.gap")}
    assert people["people.census"] == round(story.in_unit("people.census") / 100_000)
    assert sum(people.values()) == round(story.in_unit("people.registered") / 100_000)
    runs = sum(float(run) for path in drawn("port.santong.trains") for run in re.findall(r"h([\d.]+)", path))
    assert round(runs / 3.7) == story.in_unit("port.santong.trains") / 10
