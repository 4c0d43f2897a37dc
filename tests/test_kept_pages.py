"""Pages that are kept are those that would be made: after any edit, whatever was kept before, byte for byte."""

from __future__ import annotations

import hashlib
import pickle
import random
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml.html import document_fromstring

from galley.build import build_site
from galley.clean import recall_clean
from galley.marks import mark
from galley.pages import kept
from galley.pages.kept import MarkedPage
from galley.pages.renderer import renderer_of
from galley.proof.differences import Finding
from galley.proof.doubts import Doubts
from galley.proof.readback import Readback
from galley.store import NOTHING_KEPT, Store
from galley.story.load import Story, load_story
from tests.small import small_story

TINY = Path(__file__).parent / "stories/tiny"
EDITS = 200
SEEDS = (1, 2)
OF_HEIGHT = {
    "index.html",
    "evidence/index.html",
    "facts/index.html",
    "facts/tower.height/index.html",
    "source/log/index.html",
}


@dataclass(frozen=True)
class Telling:
    """A small story with pages of every kind, and each thing in it that an editor may change."""

    height: int = 30
    nearly: bool = True
    month: int = 3
    keepers: int = 4
    label: str = "Height of the tower"
    sentence: str = "The light came on in {{tower.lit}}."
    rest: str = "The tower is {{tower.height}} high; {{keepers.count}} kept it."
    chart: str = "Who kept the light"
    caveat: str = ""
    corrected: int = 0
    spare: str = ""
    source: str = "Log of the lighthouse"
    note: str = ""
    close: str = "Close"
    foot: str = "<p>The end</p>"
    metre: str = "metres"
    url: str = ""
    edition: str = "English"
    headline: str = "The light is on"
    lead: str = "The accounts of a lighthouse."
    order: str = "[light, keepers]"


CHOICES: dict[str, tuple[Any, ...]] = {
    "height": (28, 29, 30, 31, 32),
    "nearly": (True, False),
    "month": (1, 3, 5, 12),
    "keepers": (2, 4, 7, 11),
    "label": ("Height of the tower", "How high it is", "Height above {{keepers.count}} heads"),
    "sentence": ("The light came on in {{tower.lit}}.", "It shone.", "In {{tower.lit}} it *shone*."),
    "rest": ("The tower is {{tower.height}} high; {{keepers.count}} kept it.", "{{keepers.count}} kept it.", "Alone."),
    "chart": ("Who kept the light", "The keepers", "{{keepers.count}} in a row"),
    "caveat": ("", "Measured from the rock.", "Counted by {{keepers.count}}."),
    "corrected": (0, 1, 2),
    "spare": ("", "unprinted", "printed"),
    "source": ("Log of the lighthouse", "The log"),
    "note": ("", "It begins in {{tower.lit}}."),
    "close": ("Close", "Shut"),
    "foot": ("<p>The end</p>", "<p>{{ site.publisher|say }}</p>", ""),
    "metre": ("metres", "meters"),
    "url": ("", "https://light.example.org"),
    "edition": ("English", "In English"),
    "headline": ("The light is on", "{{tower.height}} of light"),
    "lead": ("The accounts of a lighthouse.", "What {{keepers.count}} saw."),
    "order": ("[light, keepers]", "[keepers, light]"),
}


def written(folder: Path, telling: Telling) -> Path:
    """The story as it is told, in a folder; files that say the same are left alone."""
    for path, text in files(telling).items():
        target = folder / path
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    return folder


def files(now: Telling) -> dict[str, str]:
    height = f"{'近' if now.nearly else ''}{now.height}米"
    log = f"2024年{now.month}月，灯塔点亮。塔身{height}，先后有{now.keepers}人看守。\n"
    log += "另有2盏灯。\n" if now.spare else ""
    note, sha256 = f"  note: {{en: '{now.note}'}}" if now.note else "", hashlib.sha256(log.encode()).hexdigest()
    return {
        "content/story.yaml": STORY.format(now=now, url=f"url: {now.url}" if now.url else ""),
        "content/strings.yaml": f"close: {{en: {now.close}}}\n",
        "content/charts.yaml": CHARTS.format(now=now),
        "content/en/light.md": f"---\ntitle: Light\n---\n{now.sentence} {now.rest}\n",
        "content/en/keepers.md": "---\ntitle: Keepers\n---\n{{chart keepers}}\n\n"
        + ("Beside it stood {{lamps}}.\n" if now.spare == "printed" else "They wrote it down.\n"),
        "templates/feature.html": FEATURE.replace("FOOT", now.foot),
        "data/qualifiers.yaml": (TINY / "data/qualifiers.yaml")
        .read_text(encoding="utf-8")
        .replace("zh-Hans: 近, ", ""),
        "data/terms.yaml": "{}\n",
        "data/units.yaml": UNITS.format(now=now),
        "data/sources.yaml": SOURCES.format(now=now, note=note, sha256=sha256),
        "data/sources/log.txt": log,
        "data/facts/tower.yaml": FACTS.format(
            now=now,
            height=height,
            qualifier="qualifier: nearly" if now.nearly else "",
            caveat=f"caveat: {{en: '{now.caveat}'}}" if now.caveat else "",
            history="\n".join(
                ["  history:", *[WRONG.format(n=n) for n in range(1, now.corrected + 1)]] if now.corrected else []
            ),
        )
        + (SPARE if now.spare else ""),
    }


STORY = """\
id: tiny
theme: plain
title: {{en: The lighthouse}}
headline: {{en: "{now.headline}"}}
description: {{en: "The tower is {{{{tower.height}}}} high."}}
lead: {{en: "{now.lead}"}}
publisher: {{en: Lighthouse Post}}
published: 2024-05-01
sections: {now.order}
{url}
editions:
  en: {{lang: en, path: "", name: "{now.edition}", numbers: en}}
"""
CHARTS = """\
keepers:
  form: units
  title: {{en: "{now.chart}"}}
  subtitle: {{en: One mark each}}
  alt: {{en: "A mark for each of {{{{keepers.count}}}}."}}
  fact: keepers.count
"""
UNITS = """\
metre: {{measures: length, forms: {{zh-Hans: 米, en: {{one: metre, other: "{now.metre}"}}}}}}
person: {{measures: person, forms: {{zh-Hans: 人, en: {{one: person, other: people}}}}}}
lamp: {{measures: lamp, forms: {{zh-Hans: 盏, en: {{one: lamp, other: lamps}}}}}}
"""
SOURCES = """\
log:
  title: {{en: "{now.source}"}}
  publisher: {{en: Harbour office}}
  lang: zh-Hans
  date: 2024-04
  text: log.txt
  sha256: {sha256}
  taken: 2024-05-01
{note}
chart:
  title: {{en: Chart of the coast}}
  publisher: {{en: Harbour office}}
  lang: en
  date: 2023
"""
FACTS = """\
tower.height:
  label: {{en: "{now.label}"}}
  value: {now.height}
  unit: metre
  {qualifier}
  as_of: 2024
  source: log
  quote: 塔身{height}
  {caveat}
{history}
tower.lit:
  label: {{en: Month of lighting}}
  date: 2024-{now.month:02}
  source: log
  quote: 2024年{now.month}月，灯塔点亮
keepers.count:
  label: {{en: Number of keepers}}
  value: {now.keepers}
  unit: person
  readings: [keepers.chart]
  source: log
  quote: 先后有{now.keepers}人看守
keepers.chart:
  label: {{en: Keepers on the chart}}
  value: 3
  unit: person
  source: chart
  quote: kept by 3 people
"""
WRONG = "  - {{value: 1{n}, unit: metre, changed: 2024-05-0{n}, reason: {{en: Misread}}}}"
SPARE = """\
lamps:
  label: {en: Lamps}
  value: 2
  unit: lamp
  source: log
  quote: 另有2盏灯
"""
FEATURE = """\
{% extends "base.html" %}
{% block main %}<h1 id="sections">{{ site.headline|say }}</h1>{{ lead }}
{% for section in sections %}
<section id="{{ section.id }}"><h2>{{ section.title }}</h2>
{% for passage in section.passages %}
{% if passage.chart %}{{ parts.chart(drawings[passage.chart]) }}{% else %}{{ passage.html }}{% endif %}
{% endfor %}</section>
{% endfor %}FOOT{% endblock %}
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Drawings and compiled templates, kept by whoever makes them."""
    return Store(tmp_path_factory.mktemp("store"))


@dataclass(frozen=True)
class Pages:
    """Every page of a story as readers get it, those that were made anew, and those that were not believed."""

    texts: dict[str, str]
    anew: set[str]
    distrusted: list[str]


def pages_of(story: Path, store: Store, shelf: Store) -> Pages:
    read = load_story(story)
    renderer = renderer_of(read, store, Doubts(read).holds, shelf)
    texts = {page.path: renderer.published(page) for page in renderer.pages()}
    assert renderer.templates.problems == []
    anew = {path for path, marked in renderer.done.items() if marked.changed}
    renderer.keep()
    return Pages(texts, anew, renderer.distrusted)


def edits(seed: int) -> Iterator[Telling]:
    """One edit after another, each of one thing."""
    chance, now = random.Random(seed), Telling()
    for _ in range(EDITS // len(SEEDS)):
        name = chance.choice(sorted(CHOICES))
        value = chance.choice([other for other in CHOICES[name] if other != getattr(now, name)])
        now = replace(now, **{name: value})
        yield now


def test_everything_in_the_telling_is_changed() -> None:
    assert list(CHOICES) == [field.name for field in fields(Telling)]


@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_edit_a_kept_page_is_the_one_that_would_be_made(seed: int, tmp_path: Path, store: Store) -> None:
    shelf = Store(tmp_path / "shelf")
    pages_of(written(tmp_path / "story", Telling()), store, shelf)
    spared = 0
    for now in edits(seed):
        story = written(tmp_path / "story", now)
        found, due = pages_of(story, store, shelf), pages_of(story, store, NOTHING_KEPT)
        assert found.texts == due.texts, now
        assert found.distrusted == []
        spared += len(found.texts) - len(found.anew)
    assert spared > EDITS  # pages were kept, and not all made anew


def test_the_whole_site_is_the_same_as_without_what_is_kept(tmp_path: Path) -> None:
    build_site(written(tmp_path / "story", Telling()), tmp_path / "cache")
    for now in (replace(Telling(), height=31), replace(Telling(), rest="Alone."), replace(Telling(), spare="printed")):
        story = written(tmp_path / "story", now)
        assert build_site(story, tmp_path / "cache").files == build_site(story, None).files


def test_a_build_that_keeps_nothing_uses_what_is_kept_and_leaves_it_as_it_was(tmp_path: Path) -> None:
    cache, shelf = tmp_path / "cache", Store(tmp_path / "cache")
    build_site(written(tmp_path / "story", Telling()), cache)
    before = {path: shelf.get(kept._key(path)) for path in ("index.html", "facts/tower.lit/index.html")}
    other = written(tmp_path / "story", replace(Telling(), height=31))
    assert build_site(other, cache, keeps=False).files == build_site(other, None).files
    assert {path: shelf.get(kept._key(path)) for path in before} == before
    path, first = "facts/tower.lit/index.html", written(tmp_path / "story", Telling())
    forged = record(shelf, path)
    forged.html = forged.html.replace("</body>", "<p>Kept.</p></body>")
    shelf.put(kept._key(path), pickle.dumps(forged))
    assert "Kept." in build_site(first, cache, keeps=False).pages[path]


def test_nothing_is_made_anew_where_nothing_has_changed(tmp_path: Path, store: Store) -> None:
    story, shelf = written(tmp_path / "story", Telling()), Store(tmp_path / "shelf")
    first, second = pages_of(story, store, shelf), pages_of(story, store, shelf)
    assert (first.anew, second.anew) == (set(first.texts), set())


@pytest.mark.parametrize(
    ("changed", "anew"),
    [
        ({"metre": "meters"}, {*OF_HEIGHT, "facts/tower.lit/index.html", "facts/keepers.count/index.html"}),
        ({"corrected": 1}, {*OF_HEIGHT, "corrections/index.html"} - {"index.html"}),
        ({"close": "Shut"}, {"evidence/index.html"}),
    ],
)
def test_only_what_would_be_told_otherwise_is_made_anew(
    changed: dict[str, Any], anew: set[str], tmp_path: Path, store: Store
) -> None:
    shelf = Store(tmp_path / "shelf")
    pages_of(written(tmp_path / "story", Telling()), store, shelf)
    assert pages_of(written(tmp_path / "story", replace(Telling(), **changed)), store, shelf).anew == anew


def record(shelf: Store, path: str) -> MarkedPage:
    found = pickle.loads(shelf.get(kept._key(path)) or b"")
    assert isinstance(found, MarkedPage)
    return found


def test_a_record_that_says_it_would_be_told_the_same_is_still_read_back(tmp_path: Path, store: Store) -> None:
    old, new = Store(tmp_path / "old"), Store(tmp_path / "new")
    pages_of(written(tmp_path / "story", Telling()), store, old)
    story = written(tmp_path / "story", Telling(height=31))
    due = pages_of(story, store, new)
    for path in due.texts:
        forged = record(old, path)
        told = record(new, path)
        forged.given, forged.asked, forged.answers = told.given, told.asked, told.answers
        old.put(kept._key(path), pickle.dumps(forged))
    found = pages_of(story, store, old)
    assert found.texts["index.html"] == due.texts["index.html"]
    assert "index.html" in found.distrusted


@pytest.mark.parametrize(
    "foreign",
    [b"", b"rubbish", pickle.dumps("a page"), pickle.dumps(MarkedPage("another basis", "<p>Nothing</p>", {}, (), b""))],
    ids=["empty", "rubbish", "of another kind", "of another engine"],
)
def test_a_record_that_is_none_of_ours_costs_time_and_no_figure(foreign: bytes, tmp_path: Path, store: Store) -> None:
    story, shelf = written(tmp_path / "story", Telling()), Store(tmp_path / "shelf")
    due = pages_of(story, store, shelf)
    for path in due.texts:
        shelf.put(kept._key(path), foreign)
    assert pages_of(story, store, shelf).texts == due.texts


def test_a_record_of_another_story_or_page_costs_time_and_no_figure(tmp_path: Path, store: Store) -> None:
    shelf = Store(tmp_path / "shelf")
    pages_of(written(tmp_path / "one", Telling(height=28, headline="{{tower.height}} of light")), store, shelf)
    there = written(tmp_path / "other", Telling())
    due = pages_of(there, store, NOTHING_KEPT)
    shelf.put(kept._key("index.html"), pickle.dumps(record(shelf, "facts/tower.lit/index.html")))
    assert pages_of(there, store, shelf).texts == due.texts


def test_a_damaged_record_costs_time_and_no_figure(tmp_path: Path, store: Store) -> None:
    story, shelf = written(tmp_path / "story", Telling()), Store(tmp_path / "shelf")
    due = pages_of(story, store, shelf)
    for entry in (path for path in (tmp_path / "shelf").rglob("*") if path.is_file()):
        entry.write_bytes(entry.read_bytes().replace(b"30", b"31"))
    assert pages_of(story, store, shelf).texts == due.texts


@pytest.mark.parametrize("foreign", [b"", b"rubbish", pickle.dumps(("another basis", {})), pickle.dumps("questions")])
def test_pages_whose_questions_are_lost_are_made_anew(foreign: bytes, tmp_path: Path, store: Store) -> None:
    story, shelf = written(tmp_path / "story", Telling()), Store(tmp_path / "shelf")
    due = pages_of(story, store, shelf)
    shelf.put(kept._QUESTIONS, foreign)
    found = pages_of(story, store, shelf)
    assert found.texts == due.texts
    assert "index.html" in found.anew
    assert pages_of(story, store, shelf).anew == set()


def test_what_a_build_did_not_believe_is_counted(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    story = written(tmp_path / "story", Telling())
    build_site(story, cache)
    forged = record(Store(cache), "index.html")
    forged.html = forged.html.replace("nearly 30 metres", "nearly 13 metres")
    Store(cache).put(kept._key("index.html"), pickle.dumps(forged))
    proof = build_site(story, cache)
    assert proof.distrusted == ("index.html",)
    assert b"13 metres" not in proof.files["index.html"]


def test_words_that_held_are_read_again_only_where_their_facts_or_what_they_rest_on_have_changed(
    tmp_path: Path, store: Store
) -> None:
    story = small_story(tmp_path / "small")
    page = document_fromstring(f"<p>by train in {mark('fact', 'time', 'nearly 7 hours')}</p>")
    read = list[str]()

    class Watched(Readback):
        def _read(self, lang: str, block: str) -> Iterator[Finding]:
            read.append(block)
            return super()._read(lang, block)

    def findings(of: Story, basis: bytes) -> list[str]:
        clean = recall_clean(store, basis)
        found = [one.difference.what for one in Watched(of, clean).findings(page, "en")]
        clean.keep(store)
        return found

    longer = replace(story, values={**story.values, "time": replace(story.values["time"], number=Decimal(8))})
    assert (findings(story, b"1" * 12), findings(story, b"1" * 12), len(read)) == ([], [], 1)
    assert findings(longer, b"1" * 12) == ["reads as 7 hours"]
    assert findings(longer, b"1" * 12) == ["reads as 7 hours"]  # what does not hold is never kept
    assert (findings(story, b"1" * 12), len(read)) == ([], 3)
    assert (findings(story, b"2" * 12), len(read)) == ([], 4)
