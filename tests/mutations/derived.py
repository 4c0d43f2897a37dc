"""A calculation of ours that means nothing, or says more than its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.mutations.kinds import Mutation, kind
from tests.mutations.originals import Original


def calculated(original: Original, says: str, body: str) -> Mutation:
    """A story with one derived fact more, which it prints."""
    labels = ", ".join(f"{edition}: new" for edition in original.home.sections)
    lines = "".join(f"  {line.strip()}\n" for line in body.split("|"))
    path, fact = original.home.facts, f"new.sum:\n  label: {{{labels}}}\n{lines}"
    sections = {at: f"{original.text(at).rstrip()}\n\n{{{{new.sum}}}}\n" for at in original.home.sections.values()}
    return Mutation(original.name, says, {path: f"{original.text(path).rstrip()}\n{fact}", **sections})


RIGHT = {
    "harbour": "sum: [ferry.sailings.summer, ferry.sailings.winter]|unit: sailing",
    "real": "sum: [health.tertiary-hospitals, health.county-hospitals]",
}


@kind("a calculation that holds", "held")
def calculation_right(original: Original) -> Iterator[Mutation]:
    yield calculated(original, RIGHT[original.name], RIGHT[original.name])


@kind("a fact is added to itself, divided by itself or taken from itself")
def operand_repeated(original: Original) -> Iterator[Mutation]:
    names = [one.fact.id for one in original.facts if one.fact.value and not one.fact.qualifier and one.fact.unit]
    for name in original.chance("operand-repeated").sample(names, 3):
        for how, more in (("sum", ""), ("difference", ""), ("ratio", "|unit: percent")):
            yield calculated(original, f"{how} of {name} twice", f"{how}: [{name}, {name}]{more}")


@kind("facts of disjoint times are added up")
def times_added(original: Original) -> Iterator[Mutation]:
    dated = [one for one in original.facts if one.fact.value and one.fact.unit and not one.fact.qualifier]
    for one in original.chance("times-added").sample(dated, min(5, len(dated))):
        lang = original.story.sources[original.home.source].lang[:2]
        told = {
            "en": ("In 2011 the tally was 5 boats.", "5", "boat", "harbour.boats.sail"),
            "zh": ("2011年，签约项目5个。", "5", "project", "tourism.event.projects"),
        }[lang]
        sentence, value, unit, beside = told
        fact = original.said(
            "new.old", f'  value: {value}\n  unit: {unit}\n  as_of: 2011\n  quote: "{sentence.rstrip(".。")}"\n'
        )
        labels = ", ".join(f"{edition}: sum" for edition in original.home.sections)
        how = original.chance(f"times-added {one.fact.id}").choice(["sum", "difference"])
        total = f"new.sum:\n  label: {{{labels}}}\n  {how}: [{beside}, new.old]\n"
        if how == "difference":
            total += "  as_of: 2024\n"
        files = original.told(sentence, fact + total, "{{new.sum}} {{new.old}}")
        yield Mutation(original.name, f"{how} of {beside} and a figure of 2011", files)
        return


@kind("a sum is said to be of a time that none of its parts is of")
def sum_of_another_time(original: Original) -> Iterator[Mutation]:
    for year in (1999, 2031):
        yield calculated(original, f"as of {year}", f"{RIGHT[original.name]}|as_of: {year}")


@kind("a sum of facts of no known time is said to be of one")
def sum_of_undated(original: Original) -> Iterator[Mutation]:
    names = re.findall(r"[\w.-]+", RIGHT[original.name].partition("[")[2].partition("]")[0])
    files: dict[str, str] = {}
    for one in original.facts:
        if one.fact.id in names and re.search("^  as_of: ", one.text, re.M):
            undated = re.sub(r"^  as_of: .*$", "  as_of: undated", one.text, flags=re.M)
            files[one.path] = files.get(one.path, original.text(one.path)).replace(one.text, undated, 1)
    for year in (1999, 2024):
        sum_of = calculated(original, f"of undated facts, as of {year}", f"{RIGHT[original.name]}|as_of: {year}")
        told = files.get(original.home.facts)
        own = (
            {
                original.home.facts: told.rstrip()
                + str(sum_of.files[original.home.facts])[len(original.text(original.home.facts).rstrip()) :]
            }
            if told
            else {}
        )
        yield Mutation(original.name, sum_of.says, {**sum_of.files, **files, **own})


@kind("a step of rounding that nobody rounds to")
def round_odd(original: Original) -> Iterator[Mutation]:
    for step in ("3", "7", "0.3", "40", "15", "12.5", "-10", "0"):
        yield calculated(original, f"round: {step}", f"{RIGHT[original.name]}|round: {step}|qualifier: about")


@kind("unlike things are counted as one another")
def unlike_counted_alike(original: Original) -> Iterator[Mutation]:
    cases = {
        "harbour": [
            "sum: [ferry.sailings.summer, town.people]|counts_as: boat",
            "sum: [ferry.crossing.after, harbour.boats.sail]|counts_as: minute",
            "sum: [quay.lamps, town.people]|counts_as: crown",
            "difference: [town.people, harbour.boats.motor]|counts_as: person",
            "sum: [ferry.sailings.summer, ferry.crossing.after]|counts_as: sailing",
        ],
        "real": [
            "sum: [health.tertiary-hospitals, tourism.event.projects]|counts_as: project",
            "sum: [rail.length.operating, health.county-hospitals]|counts_as: kilometre",
            "sum: [rail.fastest.before, tourism.event.projects]|counts_as: minute",
        ],
    }
    for body in cases[original.name]:
        yield calculated(original, body, body)


@kind("a calculation from approximations is said to be exact")
def approximation_made_exact(original: Original) -> Iterator[Mutation]:
    cases = {
        "harbour": [
            "sum: [ferry.crossing.before, ferry.crossing.after]",
            "ratio: [ferry.passengers, town.people]|unit: percent",
            "difference: [ferry.crossing.before, ferry.crossing.after]|unit: minute",
            "ratio: [ferry.sailings.summer, ferry.residents]|round: 1",
        ],
        "real": [
            "difference: [rail.passenger.hours.before, rail.passenger.hours.after]",
            "ratio: [invest.projects.gba, invest.projects.gba-share]|round: 10",
        ],
    }
    for body in cases[original.name]:
        yield calculated(original, body, body)
