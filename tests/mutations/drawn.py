"""What is drawn is not what the fact says."""

from __future__ import annotations

from collections.abc import Iterator

from tests.mutations.kinds import Mutation, kind
from tests.mutations.originals import Original

CHARTS = "content/charts.yaml"


@kind("a mark stands for more or fewer than the words beside it say")
def mark_of_another_worth(original: Original) -> Iterator[Mutation]:
    if original.name == "harbour":
        yield Mutation(
            "harbour",
            "each: 10",
            original.replaced(CHARTS, "fact: harbour.moorings", "fact: harbour.moorings\n  each: 10"),
        )
        yield Mutation(
            "harbour",
            "each: 7",
            original.replaced(CHARTS, "fact: harbour.moorings", "fact: harbour.moorings\n  each: 7"),
        )
    else:
        for each in (1, 50, 100, 7):
            yield Mutation("real", f"each: {each}", original.replaced(CHARTS, "each: 10\n", f"each: {each}\n"))


@kind("a share is drawn of something that is no share")
def share_of_no_share(original: Original) -> Iterator[Mutation]:
    if original.name == "harbour":
        for name in ("town.people", "harbour.boats.sail", "ferry.crossing.after", "tide.spring"):
            yield Mutation("harbour", name, original.replaced(CHARTS, "share: ferry.residents", f"share: {name}"))
    else:
        for name in ("tourism.event.projects", "rail.fastest.after"):
            yield Mutation(
                "real", name, original.replaced(CHARTS, "share: invest.projects.gba-share", f"share: {name}")
            )


@kind("unlike amounts on one scale")
def unlike_on_one_scale(original: Original) -> Iterator[Mutation]:
    if original.name == "harbour":
        for name in ("town.people", "ferry.crossing.after", "quay.lamps"):
            yield Mutation(
                "harbour", name, original.replaced(CHARTS, "- {fact: ferry.sailings.winter", f"- {{fact: {name}")
            )
        yield Mutation(
            "harbour", "a track", original.replaced(CHARTS, "- {fact: ferry.crossing.after", "- {fact: town.people")
        )


@kind("the alternative text names another fact than is drawn")
def alternative_of_another(original: Original) -> Iterator[Mutation]:
    if original.name == "harbour":
        yield Mutation(
            "harbour",
            "sailings: boats for winter",
            {
                CHARTS: original.text(CHARTS)
                .replace("in winter {{ferry.sailings.winter}}", "in winter {{harbour.boats.sail}}")
                .replace("no inverno {{ferry.sailings.winter}}", "no inverno {{harbour.boats.sail}}")
            },
        )
        yield Mutation(
            "harbour",
            "moorings: boats",
            {
                CHARTS: original.text(CHARTS).replace(
                    'alt: {en: "{{harbour.moorings|cap}}, a mark each.", pt: "{{harbour.moorings|cap}}',
                    'alt: {en: "{{town.people}}, a mark each.", pt: "{{town.people}}',
                )
            },
        )
    else:
        text = original.text(CHARTS)
        for old, new in (
            ("rail.fastest.after", "rail.forecast.after"),
            ("freight.rongwan.hours.after", "rail.forecast.after"),
        ):
            head, alt, rest = text.partition("  alt:\n")
            alts, unit, rest = rest.partition("  unit:")
            yield Mutation(
                "real",
                f"{old} → {new}",
                {CHARTS: head + alt + alts.replace(f"{{{{{old}}}}}", f"{{{{{new}}}}}") + unit + rest},
            )


@kind("a reading of one fact is drawn beside another")
def reading_beside_another(original: Original) -> Iterator[Mutation]:
    if original.name == "harbour":
        text = original.text(CHARTS)
        moved = text.replace("tone: before}", "tone: before, also: [ferry.timetable]}", 1).replace(
            "tone: after, also: [ferry.timetable]}", "tone: after}", 1
        )
        yield Mutation("harbour", "the timetable beside the old boat", {CHARTS: moved})
        story = "content/story.yaml"
        swapped = (
            original.text(story)
            .replace("      also: [ferry.timetable]\n", "", 1)
            .replace("      tone: before\n", "      tone: before\n      also: [ferry.timetable]\n", 1)
        )
        yield Mutation("harbour", "in the hero", {story: swapped})
    else:
        text = original.text(CHARTS)
        swapped = (
            text.replace("also: [rail.fastest.before]", "also: [X]", 1)
            .replace("also: [rail.fastest.after]", "also: [rail.fastest.before]", 1)
            .replace("also: [X]", "also: [rail.fastest.after]", 1)
        )
        yield Mutation("real", "the fastest trains exchanged", {CHARTS: swapped})
