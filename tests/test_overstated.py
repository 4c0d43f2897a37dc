"""Words around a figure that make another statement of it: each must be said by its source too."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from galley.charts.ground import drawn_facts
from galley.dates import parse
from galley.marks import mark
from galley.markup import parsed
from galley.model import Fact
from galley.numbers.reading.lexicon import languages
from galley.numbers.reading.shipped import shipped
from galley.numbers.reading.turning import says
from galley.proof.blocks import plainly
from galley.proof.overstated import called, rests_on, turns
from galley.proof.readback import Readback
from galley.proof.weekdays import weekdays
from galley.story.load import Story, load_story

STORIES = Path(__file__).parent / "stories"
Turned = Callable[[str, str, str], list[str]]


@pytest.fixture(scope="module")
def turned() -> Turned:
    stories: dict[str, Story] = {}

    def found(lang: str, name: str, sentence: str) -> list[str]:
        """The words that turn the first figure of a sentence, which stands between brackets; others stand so too."""
        folder = "bulletin" if lang == "zh-Hans" else "harbour"
        story = stories.setdefault(folder, load_story(STORIES / folder))
        text, places = "", []
        for at, part in enumerate(sentence.replace("⟧", "⟦").split("⟦")):
            places += [(len(text), len(text) + len(part))] if at % 2 else []
            text += part
        return [found.word for found in turns(story, lang, story.facts[name], text, *_one(places))]

    return found


def _source(story: Story, fact: Fact, **changed: object) -> Story:
    """The story, with something else said of the source of a fact."""
    source = story.sources[fact.source or ""].model_copy(update=changed)
    return replace(story, sources={**story.sources, source.id: source}, memo={})


def _label(story: Story, name: str, label: str) -> Story:
    """The story, with another label of a fact."""
    fact = story.facts[name].model_copy(update={"label": {"en": label}})
    return replace(story, facts={**story.facts, name: fact}, memo={})


@pytest.mark.parametrize(
    "changed",
    [
        lambda story, fact: _source(story, fact, title={"en": "Another report, by another name"}),
        lambda story, fact: _source(story, fact, date=parse("2001-01-01")),
        lambda story, fact: _label(story, fact.id, "Boats that are planned"),
        lambda story, fact: _label(story, "ferry.petrel.service", "Day on which the fair came"),
    ],
    ids=["the title of its source", "the day of its source", "its label", "the label of a day"],
)
def test_a_verdict_is_kept_only_while_all_that_bears_the_words_out_is_the_same(
    changed: Callable[[Story, Fact], Story],
) -> None:
    story = load_story(STORIES / "harbour")
    fact = story.facts["harbour.moorings"]
    assert rests_on(replace(story, memo={}), fact) == rests_on(story, fact)
    other = changed(story, fact)
    assert rests_on(other, other.facts[fact.id]) != rests_on(story, fact)


def _one(places: list[tuple[int, int]]) -> tuple[tuple[int, int], list[tuple[int, int]]]:
    return places[0], places[1:]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("It has ⟦37 boats⟧ a week", ["a week"]),
        ("It has ⟦37 boats⟧ in the inner harbour except on Sundays", ["except", "on Sundays"]),
        ("It has ⟦37 boats⟧ every other summer", ["every other"]),
        ("It has ⟦37 boats⟧ in the inner harbour. They leave, except on Sundays", []),
        ("In the first half it had ⟦37 boats⟧", ["first half"]),
        ("In the first half of the hall, over the whole year, ⟦37 boats⟧", []),
        ("In a busy summer month ⟦37 boats⟧ come", ["In a busy summer month"]),
        ("The council may well buy ⟦37 boats⟧", ["may", "buy"]),
        ("It counted ⟦37 boats⟧ in May", []),
        ("It doesn’t have ⟦37 boats⟧", ["n't"]),
        ("It is not, says the office, ⟦37 boats⟧", ["not"]),
        ("Not only boats: it has ⟦37 boats⟧", []),
        ("It is not quiet, and has ⟦37 boats⟧", []),
        ("Had it rained, it would have ⟦37 boats⟧", ["would", "Had it"]),
        ("⟦37 boats⟧ there, if the fair comes", ["if"]),
        ("It used to have ⟦37 boats⟧", ["used to"]),
        ("Another ⟦37 boats⟧ came", ["Another"]),
        ("It has ⟦37 boats⟧, and as many again", ["as many again"]),
        ("It has ⟦37 boats⟧, more than the year before", ["more than"]),
        ("It has ⟦37 boats⟧, a third fewer than Farhaven", ["a third fewer than"]),
        ("It has ⟦37 boats⟧ (up from last spring)", ["up from"]),
        ("It has ⟦37 boats⟧, up from ⟦9 boats⟧", []),
        ("It has ⟦37 boats⟧, and the office is on the pier", []),
        ("It has ⟦37 boats⟧, twice that number on Sunday", ["twice that"]),
        ("It has ⟦37 boats⟧, none of which floats", ["none of which"]),
        ("It has ⟦37 boats⟧, as many as Farhaven", ["as many as"]),
        ("It has ⟦37 boats⟧, as ever", []),
        ("It has ⟦37 boats⟧, and Farhaven has more", ["and Farhaven has more"]),
        ("It has ⟦37 boats⟧, compared with fewer in spring", ["compared with fewer"]),
        ("It has ⟦37 boats⟧, compared with fewer than ⟦9⟧ in spring", []),
        ("It has ⟦37 boats⟧, the same as Farhaven", ["the same as"]),
        ("In May alone it had ⟦37 boats⟧", ["In May alone"]),
        ("Overnight it had ⟦37 boats⟧", ["Overnight"]),
        ("It had ⟦37 boats⟧ when the mayor was young", ["was young"]),
        ("It had ⟦37 boats⟧ in her childhood", ["in her childhood"]),
        ("Are there ⟦37 boats⟧?", ["?"]),
        ("Who counted the ⟦37 boats⟧?", []),
        ("Every hour, ⟦37 boats⟧ come", ["Every hour"]),
        ("It has ⟦37 boats⟧ (weekly)", ["weekly"]),
        ("Let us say there are ⟦37 boats⟧", ["Let us say"]),
        ("⟦37 boats⟧ are a rumour", ["rumour"]),
        ("⟦37 boats⟧, more than ever", []),
        ("⟦37 boats⟧? Hardly", ["?"]),
        ("Which harbour has ⟦37 boats⟧?", []),
        ("⟦37 boats⟧ sank", ["sank"]),
        ("The wind never sank, and ⟦37 boats⟧ came home", []),
        ("In all their lives ⟦37 boats⟧ came", ["all their lives"]),
        ("Throughout its history it had ⟦37 boats⟧", ["Throughout its history"]),
        ("This year it has ⟦37 boats⟧", ["this year"]),
        ("Last year it had ⟦37 boats⟧", []),
        ("More than last year, it has ⟦37 boats⟧", []),
        ("⟦37 boats⟧ (some say fewer)", ["some say"]),
        ("Not counting the others, ⟦37 boats⟧", ["Not counting"]),
        ("⟦37 boats⟧ a mile", ["a mile"]),
        ("⟦37 boats⟧ a mile away", []),
        ("⟦37 boats⟧, a figure nobody trusts", ["nobody trusts"]),
        ("⟦37 boats⟧, and the sea is in doubt", []),
        ("By mistake ⟦37 boats⟧ came", ["By mistake"]),
    ],
)
def test_what_no_source_says_of_a_figure_is_named(turned: Turned, sentence: str, words: list[str]) -> None:
    assert turned("en", "harbour.boats.motor", sentence) == words


def test_what_its_source_says_too_is_borne_out(turned: Turned) -> None:
    assert not turned("en", "ferry.sailings.summer", "It makes ⟦14 sailings⟧ a day")
    assert turned("en", "ferry.sailings.summer", "It makes ⟦14 sailings⟧ a week")
    assert not turned(
        "en", "ferry.crossing.before", "It used to take ⟦nearly 3 hours⟧"
    )  # it is as of a time that ended
    assert not turned("en", "ferry.passengers", "⟦More than 240,000 passengers⟧ come each year")  # it is as of a year


def test_a_date_is_neither_before_nor_after_itself_but_may_date_another_figure(turned: Turned) -> None:
    assert turned("en", "ferry.petrel.service", "It began before ⟦4 May 2023⟧")
    assert turned("en", "ferry.petrel.service", "It began late on ⟦4 May 2023⟧") == []
    assert turned("en", "ferry.petrel.service", "It began in late ⟦May 2023⟧")
    assert not turned("en", "ferry.petrel.service", "Before ⟦4 May 2023⟧ it took ⟦3 hours⟧")
    assert turned("en", "ferry.petrel.service", "It began before ⟦4 May 2023⟧. It takes ⟦50 minutes⟧")
    assert turned("en", "ferry.petrel.service", "About ⟦4 May 2023⟧ it took ⟦3 hours⟧")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("有⟦84所⟧，又有那个数", ["那个数"]),
        ("有⟦84所⟧，比上年多", ["比上年多"]),
        ("有⟦84所⟧，比上年多⟦9所⟧", []),
        ("有⟦84所⟧，高于邻市", ["高于"]),
        ("有⟦84所⟧，老师比学生多", []),
        ("有⟦84所⟧，较上年增多", ["较上年增"]),
        ("有⟦84所⟧，较上年增加⟦9所⟧", []),
        ("有⟦84所⟧，邻市更多", ["邻市更多"]),
        ("有⟦84所⟧，与邻市持平", ["与邻市持平"]),
        ("仅5月就有⟦84所⟧", ["仅5月"]),
        ("小时候有⟦84所⟧", ["小时候"]),
    ],
)
def test_so_it_is_in_chinese(turned: Turned, sentence: str, words: list[str]) -> None:
    assert turned("zh-Hans", "school.total", sentence) == words


def test_a_ratio_of_two_parts_is_no_share(turned: Turned) -> None:
    story = load_story(STORIES / "harbour")
    fact = story.facts["harbour.boats"].model_copy(update={"ratio": story.facts["harbour.boats"].sum, "sum": None})
    text = "They are 24 per cent of all boats"

    def found(story: Story) -> list[str]:
        return [one.word for one in turns(story, "en", fact, text, (9, 20), [])]

    assert found(story) == ["of all"]
    whole = replace(story, facts={name: one for name, one in story.facts.items() if not one.sum}, memo={})
    assert found(whole) == []


@pytest.mark.parametrize("lang", languages())
def test_every_word_that_turns_a_figure_says_so_itself(lang: str) -> None:
    """Unless it is among those passed over: then it would never be found."""
    lists = shipped(lang)["turns"]
    lost = [word for what, words in lists.items() if what != "harmless" for word in words if not says(what, word)]
    assert lost == []


@pytest.mark.parametrize(("before", "found"), [("人民幣", 0), ("", 0), ("港幣", 1), ("撥款港幣約", 1)])
def test_an_amount_stands_behind_no_other_currency(loaded: Callable[[str], Story], before: str, found: int) -> None:
    printed = mark("fact", "water.1963.funds", "3800萬元")
    page = parsed(f"<p>中央撥款{before}{printed}興建工程。</p>")
    assert len(Readback(loaded("")).findings(page, "zh-Hant-HK")) == found


@pytest.mark.parametrize(
    ("lang", "sentence", "word"),
    [
        ("en", "It came on Sunday, ⟦4 May 2023⟧.", "Sunday"),
        ("en", "It came on ⟦4 May 2023⟧, a Sunday.", "Sunday"),
        ("en", "It came on ⟦4 May 2023⟧ (Sunday).", "Sunday"),
        ("en", "Thu, ⟦4 May 2023⟧, was the day. They sat ⟦4 May 2023⟧ out.", ""),
        ("pt", "Domingo, ⟦4 de maio de 2023⟧, ele chegou.", "Domingo"),
        ("pt", "Na quinta-feira, ⟦4 de maio de 2023⟧, ele chegou.", ""),
        ("zh-Hant-HK", "上週日⟦2023年5月4日⟧", "週日"),
        ("zh-Hans", "上星期四（⟦2023年5月4日⟧，星期日）", "星期日"),
    ],
)
def test_a_date_stands_beside_its_own_day_of_the_week(
    loaded: Callable[[str], Story], lang: str, sentence: str, word: str
) -> None:
    printed = re.sub("⟦(.*?)⟧", lambda found: mark("fact", "ferry.petrel.service", found[1]), sentence)
    text, marks = plainly(printed)
    facts = loaded("harbour").facts
    assert [one.word for _, one in weekdays(facts, lang, text, marks)] == ([word] if word else [])


def test_what_is_wrong_in_an_edition_is_told_at_its_own_text_whatever_page_shows_it(
    loaded: Callable[[str], Story],
) -> None:
    story, words = loaded(""), mark("fact", "water.share.high", "八成")
    said = f"<p lang='zh-Hant-HK'>香港人用的淡水，發展局2023年12月說，七成至{words}不是東江水。</p>"
    back = Readback(story)
    found = [back.placed("facts/water.share.high/index.html", one) for one in back.findings(parsed(said), "zh-Hans")]
    assert {one.place.path for one in found} == {"content/zh-Hant-HK/water.md"}


@pytest.mark.parametrize(("words", "found"), [("3,200 people", 0), ("3,200 pensioners", 0), ("3,200 households", 1)])
def test_what_is_counted_is_no_other_thing(loaded: Callable[[str], Story], words: str, found: int) -> None:
    page = parsed(f"<p>Saltmere has {mark('fact', 'town.people', words)}.</p>")
    assert len(Readback(loaded("harbour")).findings(page, "en")) == found


@pytest.mark.parametrize(("words", "found"), [("350公里", 0), ("350", 0), ("350米", 1), ("350英里", 1)])
def test_a_speed_that_only_its_head_names_is_so_many_kilometres(
    loaded: Callable[[str], Story], words: str, found: int
) -> None:
    page = parsed(f"<p>设计时速{mark('fact', 'rail.design-speed', words)}。</p>")
    assert len(Readback(loaded("")).findings(page, "zh-Hans")) == found


@pytest.mark.parametrize(
    ("lead", "found"),
    [
        ("<p>In the harbour:</p>", 0),
        ("<p>What the council denies:</p>", 1),
        ("<p>It is <b>not</b> true that there are:</p>", 1),
        ("<p>It is not so. In the harbour:</p>", 0),
        ("<p>It is not true.</p>", 0),
    ],
)
def test_what_leads_to_a_list_is_said_of_its_items(loaded: Callable[[str], Story], lead: str, found: int) -> None:
    items = f"<ul><li>{mark('fact', 'harbour.boats', '46 boats')}</li></ul>"
    assert len(Readback(loaded("harbour")).findings(parsed(f"<div>{lead}{items}</div>"), "en")) == found


@pytest.mark.parametrize(
    ("label", "words", "found"),
    [
        ("People of Saltmere", "Dwellers 3,200 people", 1),
        ("Dwellers of Saltmere", "Dwellers 3,200 people", 0),
        ("Dwellers of Saltmere", "Dweller 3,200 people", 1),
        ("Those who live for Saltmere", "Saltmere for 3,200 people", 0),
        ("Those who live for Saltmere", "Farhaven for 3,200 people", 1),
        ("Barely any people", "Barely 3,200 people", 1),
        ("People up to an age", "up to 3,200 people", 1),
        ("Dwellers, not people", "not 3,200 people", 1),
    ],
)
def test_what_a_fact_is_called_is_no_unknown_word_beside_it(
    loaded: Callable[[str], Story], label: str, words: str, found: int
) -> None:
    story = _label(loaded("harbour"), "town.people", label)
    before, _, figure = words.partition(" 3,")
    page = parsed(f"<p>It is so: {before} {mark('fact', 'town.people', f'3,{figure}')}.</p>")
    assert len({one.difference.what for one in Readback(story).findings(page, "en")}) == found


def _heads(table: Any) -> list[str]:
    return [words for column in table.columns for words in column.head.values()]


def test_a_column_that_a_chart_has_a_fact_in_is_what_it_is_called(loaded: Callable[[str], Story]) -> None:
    story = loaded("bulletin")
    table = next(one for one in story.charts.values() if one.form == "table")
    assert all(head.lower() in called(story, story.facts[drawn_facts(story, table)[0]]) for head in _heads(table))


@pytest.mark.parametrize(
    ("sentence", "found"), [("the first boat left on", 0), ("boats were left on", 1), ("they sank on", 1)]
)
def test_who_left_on_a_day_went_away_and_is_no_rest(loaded: Callable[[str], Story], sentence: str, found: int) -> None:
    page = parsed(f"<p>Then {sentence} {mark('fact', 'ferry.petrel.service', '4 May 2023')}.</p>")
    assert len(Readback(loaded("harbour")).findings(page, "en")) == found


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<p>Not:</p><p>FIGURE.</p>", 1),
        ("<p>Here:</p><p>FIGURE.</p>", 0),
        ("<h3>What is denied:</h3><p>FIGURE.</p>", 1),
        ("<p>The council, which met on the quay, does not say what for:</p><p>FIGURE.</p>", 0),
        ("<ul><li>What is denied:<ul><li>FIGURE</li></ul></li></ul>", 1),
        ("<ul><li>What is <b>never</b> there:<ul><li>FIGURE</li></ul></li></ul>", 1),
        ("<p>It is not true that there are:</p><ul><li>here:<ul><li>FIGURE</li></ul></li></ul>", 1),
        ("<ul><li>Not these:</li><li>FIGURE</li></ul>", 0),
        ("<p>It is untrue that there were:</p><blockquote><p>FIGURE</p></blockquote>", 1),
        ("<details><summary>Not so:</summary><p>FIGURE</p></details>", 1),
        ("<dl><dt>What is denied:</dt><dd>FIGURE</dd></dl>", 1),
    ],
)
def test_what_leads_to_a_paragraph_or_a_list_within_a_list_is_said_of_it(
    loaded: Callable[[str], Story], page: str, found: int
) -> None:
    words = page.replace("FIGURE", mark("fact", "harbour.boats", "46 boats"))
    assert len(Readback(loaded("harbour")).findings(parsed(f"<div>{words}</div>"), "en")) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("It entered service on DAY.", 0),
        ("It entered service no later than DAY.", 1),
        ("It entered service on or after DAY.", 1),
        ("It entered service on DAY at the latest.", 1),
        ("It entered service in the run-up to DAY.", 1),
        ("There are COUNT million facts.", 1),
        ("More than COUNT facts stand here.", 1),
        ("COUNT facts stand here.", 0),
        ("There are MOTOR × SAIL boats.", 1),
        ("There are MOTOR score.", 1),
        ("There are BOATS+.", 1),
        ("There are BOATS (or more).", 1),
        ("There are BOATS (in winter too).", 0),
    ],
)
def test_what_touches_a_figure_and_makes_another_of_it_is_told(
    loaded: Callable[[str], Story], sentence: str, found: int
) -> None:
    marks = {
        "DAY": mark("fact", "ferry.petrel.service", "4 May 2023"),
        "COUNT": mark("count", "facts", "18"),
        "MOTOR": mark("number", "harbour.boats.motor", "37"),
        "SAIL": mark("number", "harbour.boats.sail", "9"),
        "BOATS": mark("fact", "harbour.boats", "46 boats"),
    }
    page = re.sub("[A-Z]{3,}", lambda name: marks[name[0]], sentence)
    assert len(Readback(loaded("harbour")).findings(parsed(f"<p>{page}</p>"), "en")) == found


@pytest.mark.parametrize(
    ("sentence", "found"), [("只要⟦1小时49分⟧", []), ("只要来⟦37艘⟧", ["只要"]), ("只要有人，就开⟦37班⟧", ["只要"])]
)
def test_no_more_than_so_much_puts_no_condition(turned: Turned, sentence: str, found: list[str]) -> None:
    assert turned("zh-Hans", next(iter(load_story(STORIES / "bulletin").facts)), sentence) == found


@pytest.mark.parametrize(("unit", "measures", "found"), [("hkd", "hkd", 0), ("crown", "money", 0), ("box", "box", 1)])
def test_projects_are_worth_an_amount_and_no_number_of_things(
    loaded: Callable[[str], Story], unit: str, measures: str, found: int
) -> None:
    story = loaded("harbour")
    fact = story.facts["quay.budget"].model_copy(update={"unit": unit, "label": {"en": "Signed"}})
    own = story.units["crown"].model_copy(update={"id": unit, "measures": measures})
    changed = replace(story, facts={**story.facts, fact.id: fact}, units={**story.units, unit: own}, memo={})
    text = "Eight projects are worth 2.5 million of it"
    at = text.index("2.5")
    assert len([*turns(changed, "en", fact, text, (at, at + 11), [])]) == found
