"""A figure in a language without a lexicon says what its fact says, or a word of its sentence is asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from galley.marks import mark
from galley.markup import parsed
from galley.proof.foreign import Foreign, foreign
from galley.proof.readback import Readback
from galley.story.load import Story

WRONG = [
    # rates, denials, conditions, scales, bounds, in whatever words
    "Há <37 barcos> por dia.",
    "Por dia, há <37 barcos>.",
    "Há <37 barcos>, por hora.",
    "Não há <37 barcos>.",
    "Nunca, diz o porto, há <37 barcos>.",
    "Ao que parece, há <37 barcos>.",
    "Há <37 barcos>, ao que parece.",
    "Há <37> mil barcos.",
    "Há <37> dúzias.",
    "Há <37> anos.",
    "Há só <37 barcos>.",
    "Se há <37 barcos>, há porto.",
    "Há <37 barcos> ou mais.",
    "Há perto de <37 barcos>.",
    "Há até <37 barcos>.",
    "Há o dobro de <37 barcos>.",
    "Há <37 barcos> a menos.",
    "O porto terá <37 barcos>.",
    "Há <37 barcos>?",
    "Dizem que há <37 barcos>.",
    "Há <37>% de barcos.",
    "Mais do que <37 barcos>.",
    "Antes de <37 barcos> era assim.",
]
RIGHT = [
    "Há <37 barcos>.",
    "Dos <37 barcos>, tem câmara.",
    "Em Farhaven há <37 barcos>.",
    "Há <37 barcos> a motor em Saltmere.",
    "Então foi a câmara: <37 barcos>!",
    "Há <37> barcos a motor.",
    "Por dia há mais. Há <37 barcos>. Por semana não há.",
    "Há <37 barcos> no porto e na capitania; não há mais.",
]


@pytest.fixture(scope="module")
def portuguese(loaded: Callable[[str], Story]) -> Foreign:
    reading = foreign(loaded("harbour"), "pt")
    assert reading is not None
    return reading


def _differs(reading: Foreign, sentence: str) -> list[str]:
    before, figure, after = sentence.replace(">", "<").split("<")
    kind = "number" if figure.isdecimal() else "fact"
    return [one.what for one in reading.differs(figure, kind, "harbour.boats.motor", before, after)]


@pytest.mark.parametrize("sentence", WRONG)
def test_words_of_which_nobody_has_said_what_they_mean_are_refused(sentence: str, portuguese: Foreign) -> None:
    assert _differs(portuguese, sentence)


@pytest.mark.parametrize("sentence", RIGHT)
def test_words_that_are_declared_or_are_names_or_said_of_the_fact_are_right(sentence: str, portuguese: Foreign) -> None:
    assert _differs(portuguese, sentence) == []


def test_two_figures_that_read_as_one_are_refused(loaded: Callable[[str], Story]) -> None:
    motor, sail = mark("fact", "harbour.boats.motor", "37"), mark("fact", "harbour.boats.sail", "9 barcos")
    found = Readback(loaded("harbour")).findings(parsed(f"<p>Há {motor}–{sail}.</p>"), "pt")
    assert "is one figure with “9 barcos” behind “–”" in [one.difference.what for one in found]


def test_a_currency_in_the_words_of_another_is_read_as_that(portuguese: Foreign) -> None:
    due = portuguese.differs("2,5 milhões de coroas", "fact", "quay.budget", "", "")
    other = portuguese.differs("2,5 milhões de euros", "fact", "quay.budget", "", "")
    assert [one.what for one in due] == []
    assert [one.what for one in other] == ["reads as eur"]
