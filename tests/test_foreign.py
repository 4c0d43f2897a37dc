"""A figure in a language without a lexicon says what its fact says, or a word of its sentence is asked for."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from galley.errors import StoryError
from galley.evidence.derivations import Value
from galley.marks import mark
from galley.markup import parsed
from galley.model import Change, Fact, OwnWords
from galley.proof.foreign import Foreign, foreign
from galley.proof.readback import Readback
from galley.proof.whence import typed_at
from galley.story.load import Story, load_story
from galley.story.voice import voice_of

STORIES = Path(__file__).parent / "stories"
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


LISTED = OwnWords(
    id="pt",
    before={">": ("mais de",), "<=": ("até",)},
    plain=("há", "que", "de", "até então", "mais fundo", "só até"),
    rise=("mais",),
    fall=("menos",),
)


def _reading(story: Story, **facts: Fact) -> Foreign:
    """What reads Portuguese by `LISTED`, in a story where the fact of 37 boats is another."""
    own, fact = dict(story.vocabulary.words), facts.get("fact", story.facts["harbour.boats.motor"])
    vocabulary = replace(story.vocabulary, words={**own, "pt": LISTED})
    value = Value(fact.value, fact.unit, None, fact.between)
    changed = replace(
        story,
        vocabulary=vocabulary,
        facts={**story.facts, fact.id: fact},
        values={**story.values, fact.id: value},
        memo={},
    )
    return Foreign(voice_of(changed, "pt"))


@pytest.mark.parametrize(
    ("change", "sentence", "found"),
    [
        ("rise", "Há mais <37 barcos>.", 0),
        ("fall", "Há menos <37 barcos>.", 0),
        ("rise", "Há menos <37 barcos>.", 1),
        ("fall", "Há mais <37 barcos>.", 1),
        (None, "Há mais <37 barcos>.", 1),
        (None, "Até Farhaven há <37 barcos>.", 0),
        (None, "Há até <37 barcos>.", 1),
        (None, "Há até então <37 barcos>.", 0),
        (None, "De mais fundo há <37 barcos>.", 0),
        (None, "Há mais <37 barcos> que de mais fundo.", 1),
        (None, "Há só até <37 barcos>.", 2),
        (None, "Até há <37 barcos>.", 1),
    ],
)
def test_a_word_that_bounds_a_name_or_says_how_a_change_went_is_no_bound_of_a_figure(
    loaded: Callable[[str], Story], change: Change | None, sentence: str, found: int
) -> None:
    story = loaded("harbour")
    fact = story.facts["harbour.boats.motor"].model_copy(update={"change": change})
    assert len(_differs(_reading(story, fact=fact), sentence)) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("entre 37 e 60 barcos", []),
        ("de 37 a 60 barcos", []),
        ("37 barcos a 60 barcos", []),
        ("entre 37 e 70 barcos", ["reads as 70"]),
        ("entre 38 e 60 barcos", ["reads as 38"]),
        ("entre 37 ou 60 barcos", ["holds “ou”, which is in no list, so what it says of the figure is not known"]),
        ("quase 37 a 60 barcos", ["holds “quase”, which is in no list, so what it says of the figure is not known"]),
        ("entre 37 e 60 minutos", ["reads as minute", "reads as minute"]),
        ("entre 37 barcos", ["has no two numbers that can be read by CLDR"]),
    ],
)
def test_a_range_is_read_by_both_of_its_ends(loaded: Callable[[str], Story], words: str, found: list[str]) -> None:
    story = loaded("harbour")
    ends = {"value": None, "between": (Decimal(37), Decimal(60))}
    fact = story.facts["harbour.boats.motor"].model_copy(update=ends)
    reading = _reading(story, fact=fact)
    assert [one.what for one in reading.differs(words, "fact", fact.id, "", "")] == found


@pytest.mark.parametrize(("words", "found"), [("-4 metros", 0), ("−4 metros", 0), ("4 metros", 1), ("3-4 metros", 2)])
def test_a_number_below_zero_has_its_sign(loaded: Callable[[str], Story], words: str, found: int) -> None:
    story = loaded("harbour")
    fact = story.facts["harbour.boats.motor"].model_copy(update={"value": Decimal(-4), "unit": "metre"})
    assert len([*_reading(story, fact=fact).differs(words, "fact", fact.id, "", "")]) == found


def test_the_remedy_for_an_unknown_bound_names_the_op_of_the_fact(portuguese: Foreign) -> None:
    (told,) = portuguese.differs("menos de 3 horas", "fact", "ferry.crossing.before", "", "")
    assert told.remedy("pt") == 'Write in data/lexicon.yaml what it says: pt: {before: {"<~": [menos de]}}.'


@pytest.mark.parametrize(
    ("en", "pt", "listed", "told"),
    [
        ("a third", "um terço", "{terço: 1/3}", ""),
        ("a third", "um terço", "{terço: 1/4}", "claim-differs"),
        ("a third", "um terço", "{}", "claim-differs"),
        ("doubled", "duplicou", "{duplicou: 2}", ""),
        ("a third", "duplicou", "{duplicou: 2}", "claim-differs"),
        ("6.30 am", "6h30", "{}", ""),
        ("6.30 pm", "18h30", "{}", ""),
        ("6.30 am", "7h30", "{}", "claim-differs"),
    ],
)
def test_a_claim_in_a_language_without_a_lexicon_says_the_number_that_the_others_say(
    tmp_path: Path, en: str, pt: str, listed: str, told: str
) -> None:
    root = shutil.copytree(STORIES / "harbour", tmp_path / "harbour", ignore=shutil.ignore_patterns("golden"))
    facts, lexicon = root / "data/facts/harbour.yaml", root / "data/lexicon.yaml"
    claim = "{en: the quietest harbour on the coast, pt: o porto mais sossegado da costa}"
    facts.write_text(facts.read_text().replace(claim, f"{{en: {en}, pt: {pt}}}"))
    lexicon.write_text(lexicon.read_text().replace("pt:\n", f"pt:\n  numbers: {listed}\n"))
    with pytest.raises(StoryError) as refused:  # whose words the quotation has not
        load_story(root)
    assert {one.rule for one in refused.value.problems} == {"words-absent", *filter(None, [told])}


def test_a_figure_typed_into_a_translation_is_told_where_it_was_typed(loaded: Callable[[str], Story]) -> None:
    story = loaded("harbour")
    voice, fact = voice_of(story, "pt"), story.facts["ferry.crossing.after"]
    assert typed_at(voice, "7", "demora … desde o Cais 7") == story.place("fact", fact.id, "rendering", "pt")
    assert typed_at(voice, "8", "demora … desde o Cais 8") is None
    assert typed_at(voice, "7", "… 7") is None
