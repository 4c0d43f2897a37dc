"""The tracks at the head of the feature, and on its cards, are as long as their facts, or the site is not built."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from galley.build import build_site
from galley.errors import StoryError
from galley.exports import cardart
from galley.exports.cardart import LAYOUTS, Shape, card_svg
from galley.exports.cards import card, card_png, card_proof, typefaces
from galley.pages import hero
from galley.pages.kept import MarkedPage
from galley.proof.lengths import untrue_lengths
from galley.store import NOTHING_KEPT
from galley.story.load import Story
from galley.story.voice import Voice, voice_of


@pytest.fixture(scope="module")
def harbour(loaded: Callable[[str], Story]) -> Story:
    return loaded("harbour")


@pytest.fixture(scope="module")
def css(harbour: Story) -> str:
    return hero.hero_css(harbour) + ".bar-d{width:calc(var(--t)/var(--long)*100%)}"


def page(fact: str, words: str = "", style: str = "bar-d") -> Mapping[str, MarkedPage]:
    html = f'<html><body><div class="{style}" data-at="{fact}">{words}</div></body></html>'
    return {"index.html": MarkedPage("", html, {}, (), b"")}


def figure(fact: str) -> str:
    return f"\ue000fact:{fact}\ue0013 hours\ue002"


def told(story: Story, pages: Mapping[str, MarkedPage], css: str) -> str:
    return "\n".join(problem.message for problem in untrue_lengths(story, pages, css))


def test_a_head_that_is_as_long_as_its_facts_is_published(harbour: Story, css: str) -> None:
    assert told(harbour, page("ferry.crossing.before", style="bar-d nearly"), css) == ""
    assert told(harbour, page("ferry.crossing.before", figure("ferry.crossing.before")), css) == ""


def test_a_track_that_the_stylesheet_makes_longer_is_refused(harbour: Story, css: str) -> None:
    longer = re.sub(r'("ferry\.crossing\.after"\]\{--t:)[\d.]+', r"\g<1>1", css)
    assert "ferry.crossing.after is put at 1, and is 0.833333" in told(harbour, {}, longer)


def test_a_rule_that_stretches_lengths_is_refused(harbour: Story, css: str) -> None:
    for made in ("calc(var(--t) * 1.2 * var(--h))", "calc(var(--t)/var(--long)*80%)", "calc(2*var(--t)*var(--h))"):
        assert "is not true to scale" in told(harbour, {}, f"{css}.tk-1{{height:{made}}}")


def test_the_longest_track_is_what_the_others_are_drawn_against(harbour: Story, css: str) -> None:
    assert "the longest track is given as 2.5" in told(harbour, {}, re.sub(r"--long:[\d.]+", "--long:2.5", css))


def test_a_track_that_the_stylesheet_forgets_is_refused(harbour: Story, css: str) -> None:
    assert "ferry.timetable is put nowhere" in told(harbour, {}, css.replace("ferry.timetable", "3"))


def test_a_figure_at_the_end_of_another_track_is_refused(harbour: Story, css: str) -> None:
    drawn = page("ferry.crossing.before", figure("ferry.crossing.after"))
    assert "the figure of ferry.crossing.after stands at the end of ferry.crossing.before" in told(harbour, drawn, css)


def test_a_number_elsewhere_on_the_scale_is_refused(harbour: Story, css: str) -> None:
    drawn = page("2", "\ue000scale:hero\ue0013\ue002")
    assert "“3” stands at 2 of the scale" in told(harbour, drawn, css)


@pytest.mark.parametrize(
    ("longest", "numbers"),
    [("0.5", 2), ("7", 8), ("12", 13), ("12.5", 8), ("48200", 11), ("121000", 8)],
)
def test_a_scale_has_room_for_its_numbers(longest: str, numbers: int) -> None:
    scale = hero.scale_to(Fraction(longest))
    assert len(scale) == numbers
    assert scale[-1] >= Fraction(longest) > scale[-2]


def test_only_a_clause_wider_than_a_phone_may_break_within(harbour: Story) -> None:
    def headed(words: str) -> str:
        headline = dict.fromkeys(harbour.site.headline, words)
        return hero.hero_css(replace(harbour, site=harbour.site.model_copy(update={"headline": headline})))

    assert "word-break" not in headed("人少了一大截，书却借多了，谁在借？")
    assert "(max-width:22rem)" in headed("人少了，新馆要等到明年才开门，")
    assert "word-break" not in headed("Our libraries lent out more books to ever fewer readers here")


def test_a_track_that_is_put_at_something_else_is_refused(harbour: Story, css: str) -> None:
    assert "which is nothing of the head" in told(harbour, page("harbour.moorings"), css)


def test_a_track_that_is_nearly_so_long_may_not_end_exactly(harbour: Story, css: str) -> None:
    assert "does not end as its number does: nearly" in told(harbour, page("ferry.crossing.before"), css)


def test_a_build_refuses_a_head_that_is_a_fifth_too_long(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = hero._short
    monkeypatch.setattr(hero, "_short", lambda value: short(Fraction(value) * Fraction("1.2")))
    with pytest.raises(StoryError) as raised:
        build_site(root / "tests/stories/harbour", tmp_path)
    assert {problem.rule for problem in raised.value.problems} == {"drawing-untrue"}
    assert "style.css, ferry.crossing.before is put at 3.6, and is 3." in str(raised.value)


@pytest.mark.parametrize("shape", LAYOUTS)
def test_the_tracks_of_a_card_are_proven(harbour: Story, shape: Shape) -> None:
    proof, faces = card_proof(harbour), typefaces(harbour.root, "en", None)
    assert proof
    for edition in harbour.editions.values():
        proof.hold(card_svg(card(Voice(harbour, edition)), shape, faces), shape)


def card_of(story: Story, **first: object) -> None:
    """Makes the card of a story whose first track is drawn from other data."""
    drawn = card(voice_of(story, "en"))
    lying = replace(drawn, tracks=(replace(drawn.tracks[0], **first), *drawn.tracks[1:]))  # type: ignore[arg-type]
    card_png(lying, typefaces(story.root, "en", None), "square", NOTHING_KEPT, card_proof(story))


@pytest.mark.parametrize(
    ("first", "message"),
    [
        ({"length": 3.6}, "ferry.crossing.before is drawn at"),
        ({"end": "exact"}, "stop ferry.crossing.before is drawn, and claims nothing"),
        ({"end": "about"}, "veil ferry.crossing.before is not drawn"),
        ({"diamonds": (("ferry.timetable", 1.0),)}, "reading ferry.timetable is drawn at"),
        ({"fact": "harbour.moorings"}, "bar harbour.moorings is drawn, and claims nothing"),
    ],
)
def test_a_card_that_says_something_else_is_not_made(harbour: Story, first: dict[str, object], message: str) -> None:
    with pytest.raises(StoryError, match=re.escape(message)):
        card_of(harbour, **first)


def test_a_card_with_tracks_on_two_scales_is_not_made(harbour: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    edges = cardart._edges
    stretched = lambda track, x, top, scale, notches: edges(track, x, top, scale * x / 300, notches)  # noqa: E731
    monkeypatch.setattr(cardart, "_edges", stretched)
    with pytest.raises(StoryError, match="is drawn at"):
        card_of(harbour)
