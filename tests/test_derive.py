"""What we calculate from facts is exact, and is said no more strongly than its parts allow."""

# ruff: noqa: E501 — a case a line
from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from galley.dates import parse
from galley.errors import Place, Problem
from galley.evidence.derivations import Value
from galley.evidence.derive import derive
from galley.evidence.exactness import NEAR, OPEN, WEAKER, Vague, of_sum, of_two
from galley.model import Fact, Op, Qualifier, Unit

OPS: dict[str, Op] = {"nearly": "<~", "about": "~", "exceeds": ">", "just-over": ">~", "at-least": ">="}
OPS |= {"less-than": "<", "at-most": "<="}
QUALIFIERS = {
    name: Qualifier(id=name, op=op, forms={"en": (f"{name} {{n}} {{u}}",)}, label={"en": name})
    for name, op in OPS.items()
}


def unit(name: str, measures: str, size: str = "1", covers: tuple[str, ...] = ()) -> Unit:
    return Unit(id=name, measures=measures, size=Fraction(size), forms={"en": name}, covers=covers)


UNITS = {
    one.id: one
    for one in (
        unit("project", "project"),
        unit("college", "college"),
        unit("school", "school", covers=("college",)),
        unit("institution", "institution", covers=("college", "school")),
        unit("hour", "time", "60"),
        unit("minute", "time"),
        unit("tenths", "ratio", "0.1"),
        unit("percent", "ratio", "0.01"),
        unit("times", "ratio"),
    )
}


def fact(name: str, **given: Any) -> Fact:
    for key in ("value", "round"):
        if key in given:
            given[key] = Decimal(str(given[key]))
    return Fact(id=name, label={"en": name}, **given)


GIVEN = [
    fact("signed", value=280, unit="project"),
    fact("others", value=120, unit="project"),
    fact("three", value=3, unit="project"),
    fact("none", value=0, unit="project"),
    fact("many", value=60, unit="project", qualifier="exceeds"),
    fact("few", value=10, unit="project", qualifier="less-than"),
    fact("ceiling", value=10, unit="project", qualifier="at-most"),
    fact("share", value=7, unit="tenths", qualifier="nearly"),
    fact("exact-share", value=70, unit="percent"),
    fact("before", value=7, unit="hour", qualifier="nearly"),
    fact("after", value=2, unit="hour", qualifier="nearly"),
    fact("freight-before", value=12, unit="hour"),
    fact("freight-after", value=6, unit="hour"),
    fact("fastest", value=109, unit="minute"),
    fact("colleges", value=3, unit="college"),
    fact("schools", value=11, unit="school"),
    fact("named", items=({"en": "a"}, {"en": "b"}), unit="project", qualifier="at-least"),
    fact("opened", date=parse("2021")),
]


def place(name: str, *keys: str | int) -> Place:
    return Place(":".join(map(str, (name, *keys))))


def derived(*facts: Fact) -> tuple[dict[str, Value], list[Problem]]:
    tables = {"stations": SimpleNamespace(rows=[{}] * 14)}
    known = {one.id: one for one in (*facts, *GIVEN)}
    problems: list[Problem] = []
    values = derive(known, UNITS, QUALIFIERS, tables, {}, place, problems)
    return dict(values), problems


REFUSED: list[tuple[str, str, str, dict[str, Any]]] = [
    ("derive-unlike", "sum", "college and school do not add up", {"sum": ("colleges", "schools"), "unit": "institution"}),
    ("derive-unlike", "difference", "do not add up", {"difference": ("signed", "before"), "unit": "project"}),
    ("derive-unlike", "ratio", "project divided by time", {"ratio": ("signed", "freight-after"), "unit": "project"}),
    ("derive-unit", "unit", "gives project", {"sum": ("signed", "others"), "unit": "hour"}),
    ("derive-unit", "unit", "gives ratio", {"ratio": ("signed", "others"), "unit": "project", "round": 1, "qualifier": "about"}),
    ("derive-vague", "difference", "two approximations", {"difference": ("before", "after"), "unit": "hour", "qualifier": "about"}),
    ("derive-vague", "ratio", "two approximations", {"ratio": ("before", "after"), "unit": "times", "qualifier": "about"}),
    ("derive-vague", "sum", "neither side", {"sum": ("many", "about-ten"), "unit": "project", "qualifier": "about"}),
    ("derive-vague", "sum", "“above” and “less than”", {"sum": ("many", "few"), "unit": "project", "qualifier": "about"}),
    ("derive-qualifier", "qualifier", "less than 220, the fact has no qualifier", {"difference": ("signed", "many"), "unit": "project"}),
    ("derive-qualifier", "qualifier", "above 270, the fact says “less than”", {"difference": ("signed", "few"), "unit": "project", "qualifier": "less-than"}),
    ("derive-qualifier", "qualifier", "less than 290, the fact says “about”", {"sum": ("signed", "few"), "unit": "project", "qualifier": "about"}),
    ("derive-qualifier", "qualifier", "about or above 400, the fact has no qualifier", {"ratio": ("signed", "share"), "unit": "project"}),
    ("derive-qualifier", "qualifier", "the fact says “just under”", {"ratio": ("signed", "share"), "unit": "project", "qualifier": "nearly"}),
    ("derive-qualifier", "qualifier", "the fact says “above”", {"ratio": ("signed", "share"), "unit": "project", "qualifier": "exceeds"}),
    ("derive-qualifier", "qualifier", "above 340", {"sum": ("many", "signed"), "unit": "project", "qualifier": "about"}),
    ("derive-qualifier", "qualifier", "exactly 400, the fact says “above”", {"sum": ("signed", "others"), "unit": "project", "qualifier": "exceeds"}),
    ("derive-qualifier", "qualifier", "about 280, the fact has no qualifier", {"sum": ("signed", "three"), "unit": "project", "round": 10}),
    ("derive-round", "ratio", "93.3333", {"ratio": ("signed", "three"), "unit": "times"}),
    ("derive-round", "round", "rounded to 0", {"sum": ("signed", "three"), "unit": "project", "round": 0}),
    ("derive-zero", "ratio", "divided by zero", {"ratio": ("signed", "none"), "unit": "times"}),
    ("derive-number", "sum", "opened has no number", {"sum": ("signed", "opened"), "unit": "project"}),
    ("derive-empty", "sum", "sum of nothing", {"sum": (), "unit": "project"}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "key", "said", "given"), REFUSED)
def test_a_calculation_that_its_parts_cannot_bear_is_refused(
    rule: str, key: str, said: str, given: dict[str, Any]
) -> None:
    values, problems = derived(fact("it", **given), fact("about-ten", value=10, unit="project", qualifier="about"))
    assert [(one.rule, str(one.place)) for one in problems] == [(rule, f"it:{key}")]
    assert said in problems[0].message
    assert "it" not in values


HELD: list[tuple[Any, str | None, dict[str, Any]]] = [
    (400, "project", {"sum": ("signed", "others"), "unit": "project"}),
    (400, "project", {"sum": ("signed", "others")}),
    (14, "institution", {"sum": ("colleges", "schools"), "counts_as": "institution", "unit": "institution"}),
    (14, "school", {"sum": ("colleges", "schools"), "counts_as": "school"}),
    (400, "project", {"ratio": ("signed", "share"), "round": 10, "unit": "project", "qualifier": "about"}),
    (400, "project", {"ratio": ("signed", "share"), "unit": "project", "qualifier": "just-over"}),
    (400, "project", {"ratio": ("signed", "exact-share"), "unit": "project"}),
    (2, "times", {"ratio": ("freight-before", "freight-after"), "unit": "times"}),
    (200, "percent", {"ratio": ("freight-before", "freight-after"), "unit": "percent"}),
    (2, None, {"ratio": ("freight-before", "freight-after")}),
    (6, "hour", {"difference": ("freight-before", "freight-after"), "unit": "hour"}),
    (251, "minute", {"difference": ("freight-after", "fastest"), "unit": "minute"}),
    ("13.8", "hour", {"sum": ("freight-before", "fastest"), "unit": "hour", "round": "0.1", "qualifier": "about"}),
    (280, "project", {"sum": ("signed", "three"), "unit": "project", "round": 10, "qualifier": "about"}),
    (340, "project", {"sum": ("many", "signed"), "unit": "project", "qualifier": "exceeds"}),
    (300, "project", {"sum": ("many", "signed"), "unit": "project", "round": 100, "qualifier": "exceeds"}),
    (340, "project", {"sum": ("many", "signed"), "unit": "project", "qualifier": "at-least"}),
    (220, "project", {"difference": ("signed", "many"), "unit": "project", "qualifier": "less-than"}),
    (220, "project", {"difference": ("signed", "many"), "unit": "project", "qualifier": "at-most"}),
    (270, "project", {"difference": ("signed", "few"), "unit": "project", "qualifier": "exceeds"}),
    (300, "project", {"sum": ("signed", "few"), "unit": "project", "round": 100, "qualifier": "less-than"}),
    (290, "project", {"sum": ("signed", "ceiling"), "unit": "project", "qualifier": "at-most"}),
    (278, "project", {"difference": ("signed", "pair"), "unit": "project"}),
    (282, "project", {"sum": ("named", "signed"), "unit": "project", "qualifier": "at-least"}),
    (14, "project", {"rows": "stations", "unit": "project"}),
]  # fmt: skip


@pytest.mark.parametrize(("number", "of", "given"), HELD)
def test_a_calculation_is_exact_and_in_the_units_of_the_fact(
    number: Any, of: str | None, given: dict[str, Any]
) -> None:
    values, problems = derived(fact("it", **given), fact("pair", items=({"en": "a"}, {"en": "b"}), unit="project"))
    assert problems == []
    assert values["it"] == Value(Decimal(str(number)), of, given.get("qualifier"))


def test_a_calculation_may_rest_on_another(root: object) -> None:
    values, problems = derived(
        fact("outer", sum=("inner", "three"), unit="project"), fact("inner", sum=("signed", "others"), unit="project")
    )
    assert problems == []
    assert values["outer"].number == 403


def test_facts_that_are_calculated_from_each_other_are_reported_once_a_circle() -> None:
    values, problems = derived(
        fact("a", sum=("b", "signed"), unit="project"),
        fact("b", sum=("c",), unit="project"),
        fact("c", sum=("a",), unit="project"),
        fact("self", sum=("self",), unit="project"),
        fact("after-all", sum=("a",), unit="project"),
    )
    assert sorted((one.rule, str(one.place)) for one in problems) == [
        ("derive-circular", "a:sum"),
        ("derive-circular", "self:sum"),
    ]
    assert any("a ← b ← c ← a" in one.message for one in problems)
    assert not {"a", "b", "c", "self", "after-all"} & values.keys()


def test_what_rests_on_a_refused_calculation_is_not_refused_again() -> None:
    values, problems = derived(
        fact("bad", ratio=("signed", "none"), unit="times"), fact("next", sum=("bad", "share"), unit="times")
    )
    assert [one.rule for one in problems] == ["derive-zero"]
    assert not {"bad", "next"} & values.keys()


def test_a_table_that_could_not_be_read_leaves_no_value_and_no_second_problem() -> None:
    values, problems = derived(fact("it", rows="roads", unit="project"))
    assert (values.get("it"), problems) == (None, [])


def test_facts_as_they_are_given_have_their_values() -> None:
    values, _ = derived()
    assert values["before"] == Value(Decimal(7), "hour", "nearly")
    assert values["named"] == Value(Decimal(2), "project", "at-least")
    assert values["opened"] == Value(None, None, None)


def test_what_may_be_said_is_an_order_in_which_no_two_say_each_other() -> None:
    for op, weaker in WEAKER.items():
        assert op in weaker
        for other in weaker:
            assert WEAKER[other] <= weaker
            assert other == op or op not in WEAKER[other]


@pytest.mark.parametrize("ops", [(">", "<~"), (">=", "~"), (">", "=", ">~")])
def test_a_sum_of_open_and_near_numbers_says_nothing(ops: tuple[Op, ...]) -> None:
    assert set(ops) & NEAR
    assert set(ops) & OPEN
    with pytest.raises(Vague):
        of_sum(ops)


@pytest.mark.parametrize(
    ("first", "second", "result"),
    [
        *[("=", "=", "="), ("=", "<~", ">~"), ("=", ">~", "<~"), ("=", "~", "~"), (">", "=", ">"), ("<~", "=", "<~")],
        *[("=", ">", "<"), ("=", ">=", "<="), ("=", "<", ">"), ("=", "<=", ">="), ("<=", "=", "<=")],
    ],
)
def test_what_is_taken_away_or_divided_by_turns_round(first: Op, second: Op, result: Op) -> None:
    assert of_two(first, second) == result
