"""Every chart of the story and of an unrelated one, drawn: legible, accessible, and the same in every process."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
import vl_convert

from galley.build import Build
from galley.charts import worker
from galley.charts.fit import Fitter
from galley.charts.forms import form_of, is_drawn, timeline
from galley.charts.model import Chart
from galley.charts.render import WIDTHS, Width, _pen, draw, standalone, vega_lite
from galley.charts.tidy import tidy
from galley.charts.voice import chart_data
from galley.errors import StoryError
from galley.exports.charts import SCALE, chart_png, chart_svg, portable_svg
from galley.exports.outlines import picture as pixels
from galley.exports.outlines import sans, serif, spread
from galley.marks import PRIVATE, marked, plain
from galley.store import Store
from galley.story.load import Story, load_story
from galley.story.voice import Voice, voice_of

NS = "{http://www.w3.org/2000/svg}"
HARBOUR = "tests/stories/harbour"
NOWHERE = Store(None)
CASES = [
    (story, edition, width)
    for story, editions in ((".", ("zh-Hans", "zh-Hant-HK", "en")), (HARBOUR, ("en", "pt")))
    for edition in editions
    for width in WIDTHS
]


@pytest.fixture(scope="module")
def stories(loaded: Callable[[str], Story]) -> dict[str, Story]:
    return {".": loaded(""), HARBOUR: loaded("harbour")}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Where the tests that look at many pictures find them drawn."""
    return Store(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def story(stories: dict[str, Story]) -> Story:
    return stories["."]


def pictures(story: Story) -> list[Chart]:
    return [chart for chart in story.charts.values() if is_drawn(chart)]


def picture(story: Story, name: str) -> Chart:
    return next(chart for chart in pictures(story) if chart.id == name)


@pytest.mark.parametrize(("path", "edition", "width"), CASES)
def test_every_chart_is_drawn_and_says_what_it_shows(
    stories: dict[str, Story], path: str, edition: str, width: Width, store: Store
) -> None:
    story = stories[path]
    for chart in pictures(story):
        svg = ET.fromstring(draw(voice_of(story, edition), chart, width, store))
        assert (svg.get("role"), svg.get("width")) == ("img", str(WIDTHS[width]))
        named = {child.get("id"): child.text for child in svg[:2]}
        assert set((svg.get("aria-labelledby") or "").split()) == set(named)
        assert all(named.values())
        assert svg.get("lang") == story.editions[edition].lang


@pytest.mark.parametrize(("path", "edition", "width"), CASES)
def test_no_picture_speaks_vega_s_english_or_holds_a_colour_of_its_own(
    stories: dict[str, Story], path: str, edition: str, width: Width, store: Store
) -> None:
    story = stories[path]
    for chart in pictures(story):
        svg = draw(voice_of(story, edition), chart, width, store)
        assert not re.search(r"aria-(?!labelledby)|roledescription|mark-|#[0-9a-fA-F]{6}|black|font-family", svg)
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) == set(re.findall(r'Gradient id="([^"]+)"', svg))


@pytest.mark.parametrize(("path", "edition", "width"), CASES)
def test_no_text_is_smaller_than_13_px(
    stories: dict[str, Story], path: str, edition: str, width: Width, store: Store
) -> None:
    story = stories[path]
    for chart in pictures(story):
        svg = draw(voice_of(story, edition), chart, width, store)
        assert min(map(float, re.findall(r'font-size="([\d.]+)"', svg)), default=13) >= 13


@pytest.mark.parametrize(("path", "edition", "width"), CASES)
def test_every_digit_in_a_picture_is_vouched_for(
    stories: dict[str, Story], path: str, edition: str, width: Width, store: Store
) -> None:
    story = stories[path]
    for chart in pictures(story):
        for element in ET.fromstring(draw(voice_of(story, edition), chart, width, store)).iter():
            words = element.text or ""
            known = {found.name for found in marked(words) if found.kind == "fact"}
            assert known <= story.facts.keys()
            assert not re.search(r"\d", re.sub("\ue000[^\ue002]*\ue002", "", words)), words


def test_ids_are_of_the_chart_the_edition_and_the_width(story: Story, store: Store) -> None:
    ids = [
        found
        for edition in story.editions.values()
        for chart in pictures(story)
        for width in WIDTHS
        for found in re.findall(r' id="([^"]+)"', draw(Voice(story, edition), chart, width, store))
    ]
    assert len(ids) == len(set(ids))
    assert {"rail-times-zh-hans-narrow-t", "rail-times-en-wide-0"} <= set(ids)


def test_a_picture_is_the_same_whatever_was_drawn_before_it(story: Story, root: Path) -> None:
    program = (
        "import pathlib, sys; from galley.story.load import load_story; from galley.store import Store;"
        "from galley.charts.render import draw; from galley.story.voice import voice_of;"
        "s = load_story(pathlib.Path('.'));"
        "sys.stdout.buffer.write(draw(voice_of(s, 'en'), s.charts['rail-times'], 'wide', Store(None)).encode())"
    )
    fresh = subprocess.run([sys.executable, "-c", program], cwd=root, check=True, capture_output=True).stdout.decode()
    edition = story.editions["en"]
    draw(Voice(story, edition), picture(story, "projects-share"), "wide", NOWHERE)
    assert draw(Voice(story, edition), picture(story, "rail-times"), "wide", NOWHERE) == fresh


def test_a_picture_drawn_before_is_taken_from_the_store_without_altair(
    story: Story, root: Path, tmp_path: Path
) -> None:
    program = (
        "import pathlib, sys; from galley.story.load import load_story; from galley.store import Store;"
        "from galley.charts.render import draw; from galley.story.voice import voice_of;"
        "s = load_story(pathlib.Path('.'));"
        f"draw(voice_of(s, 'en'), s.charts['stations'], 'wide', Store(pathlib.Path({str(tmp_path)!r})));"
        "from galley.charts import worker;"
        "print(worker._worker.cache_info().currsize)"
    )
    said = [
        subprocess.run([sys.executable, "-c", program], cwd=root, check=True, capture_output=True, text=True).stdout
        for _ in range(2)
    ]
    assert [answer.strip() for answer in said] == ["1", "0"]


def test_a_changed_word_is_another_picture(story_copy: Callable[..., Path], story: Story, tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    before = draw(voice_of(story, "en"), picture(story, "roads"), "wide", store)
    copied = story_copy()
    charts = copied / "content/charts.yaml"
    charts.write_text(charts.read_text(encoding="utf-8").replace("en: Under way", "en: Building"), encoding="utf-8")
    changed = load_story(copied)
    after = draw(voice_of(changed, "en"), picture(changed, "roads"), "wide", store)
    assert ("Under way" in before, "Building" in after, "Under way" in after) == (True, True, False)


def test_a_label_that_does_not_fit_is_named_at_its_words(story_copy: Callable[..., Path]) -> None:
    copied = story_copy()
    charts = copied / "content/charts.yaml"
    text = charts.read_text(encoding="utf-8").replace(
        "en: hospital support", "en: unquestionably-paired-institutional-support-of-every-kind"
    )
    charts.write_text(text.replace("en: Before", "en: Beforetheopeningofthenewrailwaysouthward"), encoding="utf-8")
    story = load_story(copied)
    with pytest.raises(StoryError) as raised:
        draw(voice_of(story, "en"), picture(story, "rail-times"), "narrow", NOWHERE)
    problem = raised.value.problems[0]
    written = charts.read_text(encoding="utf-8").splitlines()
    assert (problem.rule, problem.place.path) == ("label-too-wide", "content/charts.yaml")
    assert "Beforetheopening" in written[problem.place.line - 1]
    assert problem.quote == "Beforetheopeningofthenewrailwaysouthward"


@pytest.mark.parametrize("width", WIDTHS.values())
def test_every_specification_is_valid_vega_lite(story: Story, width: int) -> None:
    from galley.charts import canvas

    for chart in pictures(story):
        sheet = form_of(chart).plot.draw(chart_data(voice_of(story, "en"), chart), width, Fitter())
        canvas.chart(sheet).to_dict(validate=True)


def test_a_specification_holds_the_data_on_a_true_scale(story: Story) -> None:
    written = json.loads(plain(vega_lite(voice_of(story, "en"), picture(story, "rail-times"), NOWHERE)))
    rows = [row for layer in written["layer"] for row in layer["data"]["values"]]
    assert {7, 2, 12, 6} <= {row.get("hour") for row in rows}
    scales = [layer["encoding"]["x"]["scale"] for layer in written["layer"] if layer["encoding"]["x"]["scale"]]
    assert all(scale["domain"] == [0, 12] for scale in scales)
    assert " ".join(written["title"]["text"]).startswith("Passenger and freight times")
    assert "var(" not in json.dumps(written)


def test_a_file_of_its_own_has_title_source_and_colours(story: Story) -> None:
    edition, chart = story.editions["en"], picture(story, "rail-times")
    svg = standalone(draw(Voice(story, edition), chart, "medium", NOWHERE), Voice(story, edition), chart, NOWHERE)
    words = " ".join(element.text or "" for element in ET.fromstring(plain(svg)).iter(f"{NS}text"))
    assert "Passenger and freight times" in words
    assert "The Southbound Line" in words
    assert "var(" not in svg
    assert not PRIVATE.search(plain(svg))


def test_the_picture_in_pixels_needs_no_font_of_the_machine(story: Story, tmp_path: Path) -> None:
    store = Store(tmp_path)
    png = chart_png(voice_of(story, "zh-Hant-HK"), picture(story, "stations"), store)
    assert png.startswith(b"\x89PNG")
    assert chart_png(voice_of(story, "zh-Hant-HK"), picture(story, "stations"), store) == png


@pytest.mark.parametrize("edition", ["zh-Hans", "zh-Hant-HK", "en"])
def test_a_picture_to_take_away_loses_no_letter_where_there_are_no_faces(
    story: Story, store: Store, edition: str
) -> None:
    own = story.editions[edition]
    for chart in pictures(story)[:3]:
        svg = plain(portable_svg(Voice(story, own), chart, store))
        assert pixels(svg, SCALE) == chart_png(Voice(story, own), chart, store), (
            "what can be read without faces is all of it"
        )
        texts = [text for text in ET.fromstring(svg).iter(f"{NS}text") if text.get("opacity") == "0"]
        assert "".join("".join(text.itertext()) for text in texts).replace(" ", "") == "".join(
            "".join(text.itertext())
            for text in ET.fromstring(plain(chart_svg(Voice(story, own), chart, store))).iter(f"{NS}text")
        ).replace(" ", "")


@pytest.mark.parametrize("edition", ["zh-Hans", "zh-Hant-HK", "en"])
def test_the_shipped_faces_have_every_letter_of_every_picture(story: Story, store: Store, edition: str) -> None:
    own = story.editions[edition]
    for chart in pictures(story):
        words = "".join(
            "".join(text.itertext())
            for text in ET.fromstring(plain(chart_svg(Voice(story, own), chart, store))).iter(f"{NS}text")
        )
        faces = (*serif(story.root, own.serif, 600), *sans(own.lang, 400))
        assert [one for _, one, face in spread(words, faces) if face is None] == [], chart.id


def test_tidying_merges_what_vega_repeats() -> None:
    gradient = (
        '<linearGradient id="gradient_{}" x1="0" x2="1" y1="0" y2="0"><stop offset="0.5" stop-color="var(--after)"/>'
        '<stop offset="1" stop-color="transparent"/></linearGradient>'
    )
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" class="marks" width="9" height="9" viewBox="0 0 9 9"><defs>'
        f"{gradient.format(7)}{gradient.format(8)}{gradient.format(9)}</defs>"
        '<g role="graphics-object" aria-roledescription="group"><rect fill="url(#gradient_7)"/>'
        '<rect fill="url(#gradient_8)"/><line transform="translate(1.00001,2)" x2="0" y2="5" stroke="red"/></g></svg>'
    )
    assert tidy(svg, "c", "T", "D", "en") == (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9" role="img" '
        'aria-labelledby="c-t c-d" class="chart" lang="en"><title id="c-t">T</title><desc id="c-d">D</desc>'
        '<defs><linearGradient id="c-0" x1="0" x2="1" y1="0" y2="0"><stop offset="0.5" stop-color="var(--after)"/>'
        '<stop offset="1" stop-color="var(--after)" stop-opacity="0"/></linearGradient></defs>'
        '<rect fill="url(#c-0)"/><rect fill="url(#c-0)"/><path stroke="red" d="M1,2v5"/></svg>'
    )


def test_a_chart_is_drawn_though_the_process_that_draws_dies_meanwhile(story: Story) -> None:
    edition, chart = story.editions["en"], picture(story, "rail-times")
    whole = draw(Voice(story, edition), chart, "wide", NOWHERE)
    mortal = worker.DrawingProcess()
    order = _pen(Voice(story, edition), chart, NOWHERE).order("wide")
    owed = mortal.ask("svg", order)
    mortal.end()
    assert owed.get(timeout=60) in (None, whole)
    assert mortal.ask("svg", order).get(timeout=60) is None


def test_ctrl_c_does_not_reach_the_process_that_draws() -> None:
    """Not even while it is being started, when it would fall over it aloud: the one that asks ends it."""
    apart = worker.DrawingProcess()
    assert os.getpgid(apart.process.pid) != os.getpgrp()
    apart.end()


def test_what_the_process_owes_is_drawn_here(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    edition, chart = story.editions["en"], picture(story, "rail-times")
    whole = draw(Voice(story, edition), chart, "wide", NOWHERE)
    dead = worker.DrawingProcess()
    dead.end()
    monkeypatch.setattr(worker, "_worker", lambda: dead)
    assert draw(Voice(story, edition), chart, "wide", NOWHERE) == whole


def test_an_order_that_fails_is_told_where_it_was_asked_for(story: Story) -> None:
    order = _pen(voice_of(story, "en"), picture(story, "rail-times"), NOWHERE).order("wide")
    with pytest.raises(KeyError, match="pie"):
        worker.ask("svg", replace(order, form=cast("Any", "pie")))()


def test_a_line_of_years_is_broken_only_where_nothing_happens_for_long() -> None:
    assert timeline.breaks([date(2020, 1, 1), date(2021, 9, 1)]).left_out == ()
    empty = timeline.breaks([date(2018, 1, 1), date(2020, 6, 1), date(2021, 1, 1)])
    assert empty.left_out == ((date(2018, 4, 21), date(2020, 1, 1)),)
    assert [year for year in range(2018, 2022) if empty.hides(year)] == [2019]
    assert empty.shown(date(2020, 1, 1)) - empty.shown(date(2018, 4, 21)) == timeline.KEPT
    assert empty.shown(date(2021, 1, 1)) - empty.shown(date(2020, 1, 1)) == 366


@pytest.mark.parametrize("name", ["grid", "harbour"])
def test_every_specification_that_is_offered_draws_what_the_picture_shows(
    name: str, built: Callable[[str], Build]
) -> None:
    """Drawn by Vega as by whoever downloads it: each word stands in the picture beside it, and no colour fails."""
    files = built(name).files
    offered = [path for path in files if path.endswith(".vl.json")]
    assert offered
    for path in offered:
        drawn = vl_convert.vegalite_to_svg(json.loads(files[path]))
        assert not re.search(r"var\(|NaN|undefined", drawn), path
        picture = words_of(files[path.replace(".vl.json", ".svg")])
        assert words_of(drawn.encode()) <= picture, path
        assert {*json.loads(files[path])["title"]["text"]} <= words_of(drawn.encode()), path


def words_of(svg: bytes) -> set[str]:
    texts = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return {"".join(text.itertext()).strip() for text in texts} - {""}
