"""A fact's picture says all that its figure does not say by itself, is small, and changes its name with its content."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from galley.exports.outlines import line_width
from galley.exports.ticketart import HEIGHT, ROOM, WIDTH, Ticket, _fitting, _set, ticket_png
from galley.marks import marked, plain
from galley.model import Edition
from galley.pages.tickets import _faces, _sentences, picture
from galley.story.load import Story
from galley.story.voice import Voice, voice_of


@pytest.fixture(scope="module")
def story(loaded: Callable[[str], Story]) -> Story:
    return loaded("")


HOURS, TOTAL = "rail.passenger.hours.before", "invest.projects.total"


def ticket(story: Story, edition: str, fact: str) -> Ticket:
    return picture(voice_of(story, edition), fact).ticket


@pytest.mark.parametrize("edition", ["zh-Hans", "zh-Hant-HK", "en"])
def test_a_ticket_says_the_printed_figure_and_what_is_to_be_doubted_in_it(story: Story, edition: str) -> None:
    said = ticket(story, edition, HOURS)
    assert {found.name for found in marked(said.figure)} == {HOURS}
    assert said.op == "<~"
    assert said.measure is not None
    assert (said.measure.length, said.measure.whole) == (7, 7)
    assert said.caveats
    assert plain(said.cell) == "№ 2-11-11"
    assert "".join(character for _, row in said.rows for character, kind in row if kind == "figure") == "近7小时"


def test_what_no_source_says_tells_how_it_was_worked_out(story: Story) -> None:
    said = ticket(story, "en", TOTAL)
    assert said.rows == ()
    assert {found.name for found in marked(said.made)} == {"invest.projects.gba", "invest.projects.gba-share"}


def test_the_address_of_a_picture_changes_with_any_word_on_it(story: Story) -> None:
    facts = dict(story.facts)
    caveat = {"zh-Hans": "说错了。", "en": "Wrong."}
    facts[HOURS] = facts[HOURS].model_copy(update={"caveat": caveat})
    changed, edition = replace(story, facts=facts, memo={}), story.editions["en"]
    before, after = picture(Voice(story, edition), HOURS), picture(Voice(changed, edition), HOURS)
    assert before.path != after.path
    assert before.path.rpartition("/")[0] == after.path.rpartition("/")[0]
    assert picture(Voice(story, edition), TOTAL).path == picture(Voice(changed, edition), TOTAL).path


@pytest.mark.parametrize("edition", ["zh-Hans", "en"])
def test_a_picture_has_its_size_in_pixels_and_is_small(story: Story, root: Path, edition: str) -> None:
    own: Edition = story.editions[edition]
    drawn = ticket_png(ticket(story, edition, HOURS), _faces(root, own.lang, own.serif))
    assert Image.open(io.BytesIO(drawn)).size == (WIDTH, HEIGHT)
    assert len(drawn) < 60_000
    assert drawn == ticket_png(ticket(story, edition, HOURS), _faces(root, own.lang, own.serif))


def test_no_figure_is_wider_than_its_ticket(story: Story, root: Path) -> None:
    for edition in story.editions.values():
        faces = _faces(root, edition.lang, edition.serif)
        for fact in story.facts:
            for line in _set(picture(Voice(story, edition), fact).ticket.figure, faces, ROOM - 150):
                wide = sum(line_width(words, size, faces[face]) + 14 for words, size, face in line) - 14
                assert wide <= ROOM - 150, (edition.id, fact)


def test_a_caveat_without_room_loses_whole_sentences(root: Path) -> None:
    faces = _faces(root, "en", None)["text"]
    sentences = tuple(_sentences("It took 5.32 hours. " + "Nobody knows why it did. " * 12 + "The last."))
    assert len(sentences) == 14
    kept = next(_fitting(sentences, faces, 3))
    assert len(kept) <= 3
    assert "".join(kept).replace(" ", "").endswith("Nobodyknowswhyitdid.")
