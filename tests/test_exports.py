"""What readers take away from a site: tables that open anywhere, exact values, feeds that readers and engines know."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from galley.build import build_site
from galley.exports import edition_files, site_files
from galley.exports.addresses import address
from galley.exports.facts import write_csv
from galley.exports.headers import POLICY, headers
from galley.exports.jsontext import in_script, number, to_json
from galley.exports.sentences import sentences
from galley.exports.structured import article_ld, dataset_ld, network_locale
from galley.marks import marked, plain, unmarked
from galley.model import OPS, Edition, Site
from galley.story.load import Story, load_story
from galley.story.voice import Voice, voice_of

HARBOUR = Path(__file__).parent / "stories/harbour"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def story(loaded: Callable[[str], Story]) -> Story:
    return loaded("harbour")


@pytest.fixture(scope="module")
def files(story: Story) -> dict[str, str]:
    return {
        path: text for edition in story.editions.values() for path, text in edition_files(Voice(story, edition)).items()
    }


def edition(story: Story, name: str) -> Edition:
    return story.editions[name]


def without_address(story: Story) -> Site:
    return story.site.model_copy(update={"url": None})


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(plain(text).removeprefix("\ufeff"), newline="")))


def record(files: dict[str, str], path: str, name: str) -> dict[str, Any]:
    facts: Iterable[dict[str, Any]] = json.loads(plain(files[path]), parse_float=Decimal)["facts"]
    return next(fact for fact in facts if fact["id"] == name)


# tables


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+351 2", "'+351 2"),
        ("-", "'-"),
        ("\t=1", "'\t=1"),
        ("＝1+1", "'＝1+1"),
        ("-5.25", "-5.25"),
        ("a=1", "a=1"),
        ('say "no"', '"say ""no"""'),
        ("one, two", '"one, two"'),
        ("one\ntwo", '"one\ntwo"'),
    ],
)
def test_no_cell_is_a_formula_and_none_breaks_its_row(cell: str, written: str) -> None:
    assert write_csv(["words"], [[cell]]) == f"\ufeffwords\r\n{written}\r\n"


def test_a_table_opens_in_a_spreadsheet_with_every_fact_in_it(story: Story, files: dict[str, str]) -> None:
    text = plain(files["data/facts.csv"])
    assert text.startswith(
        "\ufeffid,label,printed,value,low,high,unit,qualifier,op,margin,among,change,as_of,status,thin,source,quote,caveat,permalink\r\n"
    )
    assert [row["id"] for row in rows(text)] == list(story.facts)


def test_the_qualifier_stays_beside_the_number(files: dict[str, str]) -> None:
    english, portuguese = (
        next(row for row in rows(files[path]) if row["id"] == "ferry.crossing.before")
        for path in ("data/facts.csv", "pt/data/facts.csv")
    )
    assert [english[key] for key in ("printed", "value", "unit", "qualifier", "op")] == [
        "nearly 3 hours", "3", "hour", "nearly", OPS["<~"],
    ]  # fmt: skip
    assert [portuguese[key] for key in ("printed", "value", "qualifier")] == ["quase 3 horas", "3", "quase"]


def test_a_chart_can_be_taken_away_as_its_table(files: dict[str, str]) -> None:
    assert "14 sailings" in plain(files["data/charts/sailings.csv"])
    assert "14 viagens" in plain(files["pt/data/charts/sailings.csv"])


# JSON


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tide.spring", Decimal("6.4")),
        ("quay.budget", 2500000),
        ("harbour.boats", 46),
        ("harbour.skippers", 3),
        ("ferry.petrel.service", "2023-05-04"),
        ("harbour.quiet", "the quietest harbour on the coast"),
    ],
)
def test_values_are_exact(files: dict[str, str], name: str, value: object) -> None:
    assert record(files, "data/facts.json", name)["value"] == value


def test_a_value_is_a_number_only_where_the_fact_is_one() -> None:
    text = to_json({"value": number("a", Decimal("0.10")), "words": "0.10"})
    assert [(mark.kind, mark.name, mark.words) for mark in marked(text)] == [("number", "a", "0.10")]
    assert plain(text) == '{\n "value": 0.10,\n "words": "0.10"\n}\n'


def test_facts_say_where_they_come_from_and_how_far_to_trust_them(files: dict[str, str]) -> None:
    sum_ = record(files, "data/facts.json", "harbour.boats")
    assert (sum_["status"], sum_["source"], sum_["derived_from"]) == (
        "derived", None, {"sum": ["harbour.boats.motor", "harbour.boats.sail"]},
    )  # fmt: skip
    timetable = record(files, "data/facts.json", "ferry.timetable")
    assert (timetable["status"], timetable["quote"]) == ("cited", "Crossing time 48 minutes.")


@pytest.mark.parametrize("path", ["data/", "pt/data/"])
def test_the_json_keeps_to_its_schema(files: dict[str, str], path: str) -> None:
    schema = json.loads(plain(files[f"{path}facts.schema.json"]))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(plain(files[f"{path}facts.json"])))


@pytest.mark.parametrize("path", ["data/", "pt/data/"])
def test_the_data_package_describes_files_that_are_there_by_the_columns_they_have(
    files: dict[str, str], path: str
) -> None:
    package = json.loads(plain(files[f"{path}datapackage.json"]))
    for resource in package["resources"]:
        header = plain(files[path + resource["path"]]).removeprefix("\ufeff").split("\r\n")[0]
        assert next(csv.reader([header])) == [field["name"] for field in resource["schema"]["fields"]]


# figures in what is taken away


def test_no_digit_leaves_unvouched(story: Story, files: dict[str, str]) -> None:
    everything = files | site_files(story, ["", "facts/"])
    for path in everything:
        if path.endswith((".csv", ".json", ".txt", ".xml", ".webmanifest")) and path != "robots.txt":
            text = re.sub(r'<\?xml[^>]*>|xmlns(:\w+)?="[^"]*"|(Pier|Cais) 7', "", unmarked(everything[path]))
            stray = [line for line in text.splitlines() if any(map(str.isdigit, line))]
            assert not stray, path


# feeds


def test_the_feed_tells_of_the_feature_and_of_every_correction(files: dict[str, str]) -> None:
    feed = etree.fromstring(plain(files["pt/feed.xml"]).encode())
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == ["De Saltmere a Farhaven no Petrel: 55 minutos → 50 minutos", "Preia-mar"]
    assert feed.findtext(f"{ATOM}updated") == "2025-02-03T00:00:00Z"
    assert feed.xpath("string(*[@rel='self']/@href)") == "https://harbour.example.org/pt/feed.xml"
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids) == 3


def test_a_correction_changes_the_day_of_what_it_corrects(story_copy: Callable[..., Path]) -> None:
    root = story_copy("harbour")
    path = root / "data/facts/ferry.yaml"
    path.write_text(re.sub(r"changed: [\d-]+", "changed: 2025-03-09", path.read_text("utf-8")), "utf-8")
    story = load_story(root)
    english = edition(story, "en")
    feed = etree.fromstring(plain(edition_files(Voice(story, english))["feed.xml"]).encode())
    days = etree.fromstring(plain(site_files(story, [""])["sitemap.xml"]).encode()).iter(f"{MAP}lastmod")

    assert json.loads(plain(article_ld(Voice(story, english))))["dateModified"] == "2025-03-09"
    assert feed.findtext(f"{ATOM}updated") == "2025-03-09T00:00:00Z"
    assert {day.text for day in days} == {"2025-03-09"}


def test_a_statement_that_was_mended_is_told_as_a_correction(story_copy: Callable[..., Path]) -> None:
    root = story_copy("harbour")
    path = root / "content/story.yaml"
    mended = {
        "section": "harbour",
        "said": {"en": "The ferry carries most of them", "pt": "O barco leva a maior parte"},
        "says": {"en": "The ferry carries some of them", "pt": "O barco leva alguns"},
        "reason": {"en": "Nobody counted.", "pt": "Ninguém contou."},
        "changed": "2026-04-01",  # a year in which nothing else of the story is dated
    }
    path.write_text(f"{path.read_text('utf-8')}corrections: {json.dumps([mended])}\n", "utf-8")
    proof, english = build_site(root, root / ".cache"), "en"
    article = json.loads(plain(article_ld(voice_of(proof.story, english))))
    newest = etree.fromstring(plain(edition_files(voice_of(proof.story, english))["feed.xml"]).encode())
    entry = newest.find(f"{ATOM}entry")
    assert entry is not None
    page = plain(proof.pages["corrections/index.html"])

    assert (article["dateModified"], "Nobody counted." in article["correction"][0]["text"]) == ("2026-04-01", True)
    assert entry.xpath("string(*[@rel='alternate']/@href)").endswith("/#harbour")
    assert "The ferry carries most of them → The ferry carries some of them. Nobody counted." in page
    assert page.count('id="harbour-0"') == 1


def test_every_page_names_its_counterparts(story: Story) -> None:
    found = etree.fromstring(plain(site_files(story, ["", "facts/"])["sitemap.xml"]).encode())
    pages = {url.findtext(f"{MAP}loc"): [link.get("hreflang") for link in url if link.get("rel")] for url in found}
    base = "https://harbour.example.org/"
    assert list(pages) == [base, f"{base}pt/", f"{base}facts/", f"{base}pt/facts/"]
    assert set(map(tuple, pages.values())) == {("en", "pt", "x-default")}


def test_robots_are_told_of_the_sitemap_only_where_its_links_hold(story: Story) -> None:
    assert "Sitemap: https://harbour.example.org/sitemap.xml" in site_files(story, [])["robots.txt"]
    assert address(without_address(story), "pt/facts/", "pt/data/facts.csv") == "../facts/"
    assert address(without_address(story), "", "pt/feed.xml") == "../"
    assert address(without_address(story), "pt/", "pt/feed.xml") == "./"


# structured data


@pytest.mark.parametrize("words", ["</script>", "<!-- <script>", "a & b"])
def test_structured_data_cannot_end_its_element(words: str) -> None:
    text = in_script(to_json({"headline": words}))
    assert not {"<", ">", "&"} & set(text)
    assert json.loads(text) == {"headline": words}


def test_the_article_names_its_sources_and_its_corrections(story: Story) -> None:
    article = json.loads(plain(article_ld(voice_of(story, "en"))))
    assert (article["@type"], article["inLanguage"], article["dateModified"]) == ("NewsArticle", "en", "2025-02-03")
    assert [source["name"] for source in article["isBasedOn"]] == ["The year on the water", "Ferry timetable"]
    assert "55 minutes → 50 minutes" in article["correction"][0]["text"]
    assert article["workTranslation"][0]["url"] == "https://harbour.example.org/pt/"


def test_each_chart_is_a_dataset_that_can_be_downloaded(story: Story) -> None:
    data, _ = json.loads(plain(dataset_ld(voice_of(story, "pt"), story.charts["sailings"])))
    assert (data["@type"], data["name"]) == ("Dataset", "O verão enche o horário")
    assert data["distribution"][0]["contentUrl"] == "https://harbour.example.org/pt/data/charts/sailings.csv"


# the rest


def test_the_page_of_a_chart_tells_the_way_to_it(story: Story) -> None:
    chart, english = next(iter(story.charts.values())), edition(story, "en")
    dataset, trail = json.loads(plain(dataset_ld(Voice(story, english), chart)))
    assert trail["@type"] == "BreadcrumbList"
    assert [step["position"] for step in trail["itemListElement"]] == [1, 2]
    assert [step["name"] for step in trail["itemListElement"]] == ["High Water", dataset["name"]]
    assert trail["itemListElement"][1]["item"] == dataset["url"]


def test_words_and_data_come_with_their_licence(story: Story, files: dict[str, str]) -> None:
    url = "https://creativecommons.org/licenses/by/4.0/"
    package = json.loads(plain(files["data/datapackage.json"]))
    assert package["licenses"] == [{"name": "CC-BY-4.0", "path": url}]
    chart, english = next(iter(story.charts.values())), edition(story, "en")
    assert json.loads(plain(article_ld(Voice(story, english))))["license"] == url
    assert json.loads(plain(dataset_ld(Voice(story, english), chart)))[0]["license"] == url


def test_a_column_of_numbers_is_one_of_numbers_and_every_other_of_text(files: dict[str, str]) -> None:
    types = set()
    for resource in json.loads(plain(files["data/datapackage.json"]))["resources"][1:]:
        for row in rows(plain(files[f"data/{resource['path']}"])):
            for field in resource["schema"]["fields"]:
                types.add(field["type"])
                assert field["type"] == "string" or not (cell := row[field["name"]]) or Decimal(cell) is not None
    assert types <= {"string", "number"}


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (["One", "Two."], "One. Two."),
        (["“One”", "Two?"], "“One”. Two?"),
        (["塔高，近30米", "看守人"], "塔高，近30米。看守人。"),
        (["", "塔高。", "Metres"], "塔高。Metres."),
    ],
)
def test_texts_that_are_joined_end_as_sentences_do(texts: list[str], joined: str) -> None:
    assert sentences(*texts) == joined


@pytest.mark.parametrize(
    ("lang", "locale", "named"),
    [("zh-Hans", None, "zh_CN"), ("zh-Hant-HK", None, "zh_HK"), ("en", "en-GB", "en_GB"), ("en", None, "en_US")],
)
def test_networks_are_told_language_and_land(lang: str, locale: str | None, named: str, story: Story) -> None:
    told = edition(story, "en").model_copy(update={"lang": lang, "locale": locale})
    assert network_locale(told) == named


def test_a_correction_in_the_feed_can_be_read_there(files: dict[str, str]) -> None:
    entries = etree.fromstring(plain(files["feed.xml"]).encode()).findall(f"{ATOM}entry")
    contents = [entry.findtext(f"{ATOM}content") or "" for entry in entries]
    assert all(words.startswith("<p>") for words in contents)
    assert any("→" in words and words.count("<p>") == 3 for words in contents)


def test_the_plain_text_has_every_section_and_the_figures_of_its_charts(files: dict[str, str]) -> None:
    text = plain(files["pt/feature.txt"])
    assert text.startswith("Preia-mar\n\nA Folha do Porto (fictícia) · 20 de janeiro de 2025\n\n")
    for words in ("A água sobe, os barcos ficam", "O que faz a maré", "14 viagens", "O ano na água"):
        assert words in text
    assert "<" not in text


def test_a_chart_in_the_plain_text_says_what_it_measures_what_is_unchecked_and_where_it_comes_from(
    files: dict[str, str],
) -> None:
    _, _, chart = plain(files["feature.txt"]).partition("From nearly 3 hours to 50 minutes\n\n")
    assert chart.startswith(
        "Crossing time, hours\n\n"
        "- Ferry · Before · nearly 3 hours\n- Ferry · After · 50 minutes\n"
        "- The crossing in the timetable · 48 minutes · cited\n\n"
        "Source · The year on the water · Ferry timetable\n"
    )


def test_figures_of_one_name_in_the_plain_text_say_of_which_year_they_are(
    loaded: Callable[[str], Story],
) -> None:
    bulletin = loaded("bulletin")
    text = plain(edition_files(voice_of(bulletin, "zh-Hans"))["feature.txt"])
    assert "- 第一产业 · 35.2亿元 · 2019年\n" in text
    assert "- 第一产业 · 37.1亿元 · 2020年\n" in text


def test_the_manifest_points_at_icons(files: dict[str, str]) -> None:
    found = json.loads(plain(files["pt/manifest.webmanifest"]))
    assert found["name"] == "A Folha do Porto"
    assert [icon["src"].rpartition("/")[2] for icon in found["icons"]] == [
        "favicon.svg",
        "icon-192.png",
        "icon-512.png",
    ]


def test_hosts_are_told_what_to_send() -> None:
    text = plain(headers(["", "pt/"], ["assets/*"]))
    assert f"/*\n  Content-Security-Policy: {POLICY}\n" in text
    assert "/pt/data/*\n  Access-Control-Allow-Origin: *\n" in text
    assert "/pt/charts/*\n  Access-Control-Allow-Origin: *\n" in text
    assert text.count("Cache-Control") == text.count("/assets/*") == 1
    assert "unsafe" not in text


# names


def test_a_digit_in_the_name_of_a_unit_a_qualifier_or_a_column_is_no_figure(story_copy: Callable[..., Path]) -> None:
    root = story_copy("harbour")
    for path in sorted(root.rglob("*.yaml")):
        text = re.sub(r"^(crown|nearly):", r"\g<1>2:", path.read_text("utf-8"), flags=re.MULTILINE)
        path.write_text(re.sub(r"(unit: crown|qualifier: nearly)\b", r"\g<1>2", text), "utf-8")
    (root / "data/tables").mkdir()
    (root / "data/tables/piers.csv").write_text("pier,moorings 2023\nNorth,31\nSouth,12\n", "utf-8")
    with (root / "data/facts/harbour.yaml").open("a", encoding="utf-8") as facts:
        facts.write("harbour.piers: {label: {en: Piers, pt: Cais}, rows: piers, unit: mooring}\n")

    site = build_site(root, None).files

    facts_json = {"facts": site["data/facts.json"].decode()}
    assert record(facts_json, "facts", "quay.budget")["unit"] == "crown2"
    assert record(facts_json, "facts", "ferry.crossing.before")["qualifier"] == "nearly2"
    assert rows(site["data/tables/piers.csv"].decode())[0] == {"pier": "North", "moorings 2023": "31"}
