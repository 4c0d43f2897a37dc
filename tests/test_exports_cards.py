"""Social cards: drawn from the facts, to scale, the same on every machine."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from galley.charts.claims import End
from galley.charts.standalone import LIGHT
from galley.exports.cardart import LAYOUTS, CardTrack, Shape, ShareCard, card_svg
from galley.exports.cards import card, card_png, card_words, typefaces
from galley.exports.sheetcard import sheet_card, sheet_card_svg
from galley.exports.webapp import favicon, icon_png
from galley.manuscript.paper import INKS
from galley.marks import mark, marked, plain
from galley.store import Store
from galley.story.load import Story
from galley.story.voice import Voice, voice_of

ROOT = Path(__file__).resolve().parent.parent
HARBOUR = ROOT / "tests/stories/harbour"
LIMIT = 300 * 1024


@pytest.fixture(scope="module")
def story(loaded: Callable[[str], Story]) -> Story:
    return loaded("harbour")


HAN = ShareCard(
    lang="zh-Hans",
    headline="向南而行",
    line="一条线上的事实，逐条放回原句",
    brand="南下线",
    brand_2="The Southbound Line",
    start="赣州",
    notches=6,
    tracks=(
        CardTrack("a", 7, "nearly", "before", mark("fact", "a", "近7小时"), "通车以前", (("c", 5.5),)),
        CardTrack("b", 2, "open", "after", mark("fact", "b", "2小时余"), "通车以后", ()),
    ),
)

FACES = typefaces(HARBOUR, "zh-Hans", None)


def drawn(words: ShareCard, shape: Shape = "wide") -> str:
    return card_svg(words, shape, typefaces(HARBOUR, words.lang, None))


def test_a_card_needs_no_font_of_the_machine(story: Story) -> None:
    for words in (HAN, card(voice_of(story, "en"))):
        for shape in LAYOUTS:
            svg = drawn(words, shape)
            assert "<text" not in svg
            assert "font" not in svg
            assert "NaN" not in svg


@pytest.mark.parametrize("shape", LAYOUTS)
def test_a_card_has_the_size_that_networks_ask_for_and_is_light(shape: Shape) -> None:
    png = card_png(HAN, FACES, shape, Store(None))
    assert Image.open(BytesIO(png)).size == {"wide": (1200, 630), "square": (600, 600)}[shape]
    assert len(png) <= LIMIT


def test_each_edition_has_a_card_in_its_own_words(story: Story) -> None:
    words = {name: card_words(card(Voice(story, edition))) for name, edition in story.editions.items()}
    assert [found.words for found in marked(words["en"]) if found.kind == "fact"][:2] == [
        "nearly 3 hours",
        "50 minutes",
    ]
    assert [found.words for found in marked(words["pt"]) if found.kind == "fact"][:2] == ["quase 3 horas", "50 minutos"]


def test_tracks_are_drawn_to_one_scale() -> None:
    layout = LAYOUTS["wide"]
    ends = [float(end) for end in re.findall(rf"M\d+\.\d {layout.top}V([\d.]+)M", drawn(HAN))]
    assert [end - layout.top for end in ends] == pytest.approx([layout.longest, layout.longest * 2 / 7], abs=0.1)


@pytest.mark.parametrize(
    ("end", "sign"),
    [
        *[("nearly", "url(#fade)"), ("exact", 'h34"/>'), ("open", "l12 10l12 -10")],
        *[("capped", "l12 -10l12 10"), ("derived", "stroke-dasharray")],
    ],
)
def test_the_end_of_a_track_says_how_exact_its_number_is(end: End, sign: str) -> None:
    track = replace(HAN.tracks[0], end=end, diamonds=())
    assert sign in drawn(replace(HAN, tracks=(track,)))


def test_a_card_is_drawn_once(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first = card_png(HAN, FACES, "square", store)
    entry = next(path for path in tmp_path.rglob("*") if path.is_file())
    entry.write_bytes(b"half an en")
    assert card_png(HAN, FACES, "square", store) == first
    assert card_png(HAN, FACES, "square", store) == first


def test_another_figure_is_another_card() -> None:
    other = replace(HAN, tracks=(replace(HAN.tracks[0], length=6), HAN.tracks[1]))
    assert card_png(other, FACES, "square", Store(None)) != card_png(HAN, FACES, "square", Store(None))


def test_a_story_without_a_head_still_has_a_card() -> None:
    assert Image.open(BytesIO(card_png(replace(HAN, tracks=()), FACES, "wide", Store(None)))).size == (1200, 630)


def test_the_icon_is_light_and_sharp_at_every_size(loaded: Callable[[str], Story]) -> None:
    drawn = favicon(loaded(""))
    assert len(drawn) < 1000
    assert Image.open(BytesIO(icon_png(drawn, 192, Store(None)))).size == (192, 192)


def test_a_story_has_an_icon_of_its_own_or_the_engine_s(loaded: Callable[[str], Story]) -> None:
    icons = {favicon(loaded(name)) for name in ("", "harbour", "tiny")}
    assert len(icons) == 3


def test_pictures_have_the_colours_of_the_pages_in_the_light() -> None:
    root = re.search(
        r":root \{(.*?)\}", (ROOT / "galley/theme/assets/style.css").read_text(encoding="utf-8"), re.DOTALL
    )
    assert root
    assert dict(LIGHT) == {name: colour for name, colour in re.findall(r"--(\w+): (#\w+)", root[1]) if name in LIGHT}


def test_the_square_card_shows_the_stored_text_seen_through_with_its_counts(loaded: Callable[[str], Story]) -> None:
    story = loaded("")
    drawn = sheet_card(voice_of(story, "en"))
    assert drawn is not None
    said = {ink: int(plain(number).replace(",", "")) for ink, _, number in drawn.key}
    for ink in INKS:
        runs = re.findall(r"h(\d+)", "".join(miniature[ink] for _, miniature in drawn.sheets))
        assert sum(map(int, runs)) // 6 == said[ink]
    assert f"{sum(said.values()):,}" in plain(drawn.title)
    svg = sheet_card_svg(drawn, FACES)
    assert "<text" not in svg
    assert all(miniature["figure"] in svg for _, miniature in drawn.sheets)
