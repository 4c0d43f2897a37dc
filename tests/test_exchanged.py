"""Two figures are known to stand in each other's place where the words beside them are those of the other's label."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from galley.marks import Marked, mark
from galley.markup import parsed
from galley.numbers.reading.lexicon import Language
from galley.proof.exchanged import exchanged
from galley.proof.readback import Readback
from galley.story.load import Story

MOTOR, SAIL = "harbour.boats.motor", "harbour.boats.sail"


def found(story: Story, of: Language, sentence: str, *names: str) -> list[str]:
    """The figures that belong elsewhere; those of a sentence stand between brackets, and are of the facts in turn."""
    text, marks = "", list[Marked]()
    for at, part in enumerate(sentence.replace("⟧", "⟦").split("⟦")):
        if at % 2:
            marks.append(Marked("fact", names[at // 2], part, len(text), len(text) + len(part)))
        text += part
    return [mark.words for mark, _ in exchanged(story, of, text, marks)]


@pytest.mark.parametrize(
    "sentence",
    [
        "It has ⟦37⟧ and ⟦9⟧, the former under sail and the latter under motor.",
        "It has ⟦37⟧ and ⟦9⟧. The latter are under motor, the former under sail.",
        "Of the boats ⟦37⟧ are under sail and ⟦9⟧ under motor.",
        "Under sail: ⟦37⟧; under motor: ⟦9⟧.",
        "Under sail it has ⟦37⟧, under motor ⟦9⟧.",
    ],
)
def test_figures_in_each_other_s_place_are_told(loaded: Callable[[str], Story], sentence: str) -> None:
    assert found(loaded("harbour"), "en", sentence, MOTOR, SAIL) == ["37"]
    assert found(loaded("harbour"), "en", sentence, SAIL, MOTOR) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "It has ⟦37⟧ and ⟦9⟧.",
        "Sailors like the ⟦37⟧. The motor of ⟦9⟧ is old.",
        "It has ⟦37⟧ under motor and ⟦9⟧ under sail, for sail or motor.",
        "It has ⟦37⟧ under sail or motor, and ⟦9⟧ under motor or sail.",
        "It has ⟦37⟧ under sail, and ⟦9⟧.",
    ],
)
def test_figures_whose_words_do_not_tell_them_apart_are_let_be(loaded: Callable[[str], Story], sentence: str) -> None:
    assert found(loaded("harbour"), "en", sentence, MOTOR, SAIL) == []


def test_a_page_on_which_figures_are_exchanged_is_refused(loaded: Callable[[str], Story]) -> None:
    sail, motor = mark("fact", SAIL, "9"), mark("fact", MOTOR, "37")
    page = parsed(f"<p>Of the boats {sail} are under motor and {motor} under sail.</p>")
    told = [one.difference.what for one in Readback(loaded("harbour")).findings(page, "en")]
    assert "stands where “37” belongs, by the words beside the two" in told


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("城镇居民⟦4⟧，农村居民⟦2⟧", []),
        ("农村居民⟦4⟧，城镇居民⟦2⟧", ["4"]),
        ("收入⟦4⟧和⟦2⟧，前者是农村居民的，后者是城镇居民的", ["4"]),
        ("收入⟦4⟧和⟦2⟧，前者是城镇居民的，后者是农村居民的", []),
    ],
)
def test_so_they_are_in_chinese(loaded: Callable[[str], Story], sentence: str, wrong: list[str]) -> None:
    assert found(loaded("bulletin"), "zh", sentence, "income.town", "income.village") == wrong


def test_figures_that_are_measured_unlike_are_no_pair(loaded: Callable[[str], Story]) -> None:
    sentence = "Set aside for the quay ⟦37⟧ boats, under motor ⟦2.5⟧ million crowns."
    assert found(loaded("harbour"), "en", sentence, MOTOR, "quay.budget") == []


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("<table><tr><th>What</th><th>Boats</th></tr><tr><td>Under motor</td><td>SAIL</td></tr>"
         "<tr><td>Under sail</td><td>MOTOR</td></tr></table>", 1),
        ("<table><tr><th>What</th><th>Boats</th></tr><tr><td>Under motor</td><td>MOTOR</td></tr>"
         "<tr><td>Under sail</td><td>SAIL</td></tr></table>", 0),
        ("<table><tr><th>Motor</th><th>Sail</th></tr><tr><td>SAIL</td><td>MOTOR</td></tr></table>", 1),
        ("<table><tr><th>Motor</th><th>Sail</th></tr><tr><td>MOTOR</td><td>SAIL</td></tr></table>", 0),
        ("<ul><li>under motor: SAIL</li><li>under sail: MOTOR</li></ul>", 1),
        ("<ol><li>SAIL are under motor</li><li>MOTOR are under sail</li></ol>", 1),
        ("<ol><li>MOTOR are under motor</li><li>SAIL are under sail</li></ol>", 0),
        ("<ul><li>the pier</li><li>MOTOR</li></ul>", 0),
    ],
)  # fmt: skip
def test_figures_in_each_other_s_row_column_or_item_are_told(
    loaded: Callable[[str], Story], page: str, told: int
) -> None:
    words = page.replace("MOTOR", mark("fact", MOTOR, "37 boats")).replace("SAIL", mark("fact", SAIL, "9 boats"))
    assert len(Readback(loaded("harbour")).findings(parsed(words), "en")) == told
