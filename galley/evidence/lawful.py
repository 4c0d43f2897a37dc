"""What a calculation may be made from: facts of one time and one kind, each of them once, as their series bears it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, groupby, pairwise

from galley.dates import Date, overlapping, spanning
from galley.evidence.derivations import DERIVATIONS, POINTS, Case
from galley.model import Fact
from galley.series import Point


def check_lawful(case: Case) -> None:
    """Refuses a calculation whose parts are no parts of one thing, whatever comes out. Raises StoryError."""
    _check_once(case)
    _check_speakers(case)
    _check_step(case)
    _check_series(case)
    _check_times(case)
    _check_margins(case)


def _check_once(case: Case) -> None:
    """Refuses what is calculated with itself, and a sum that holds a fact twice, by way of another sum."""
    parts = _added(case.fact, case.facts) if case.derivation.adds else case.fact.parts
    for name, times in Counter(parts).items():
        if times > 1:
            message, hint = f"{name} goes into the {case.key} {times} times.", "Name each fact once."
            raise case.problem("derive-repeated", case.key, message, hint)


def _added(total: Fact, facts: Mapping[str, Fact]) -> Iterator[str]:
    """What a sum adds up: each of its parts that is no sum, and what those add up that are."""
    for name in total.parts:
        kind = facts[name].calculation
        yield from _added(facts[name], facts) if kind and DERIVATIONS[kind].adds else (name,)


def _check_speakers(case: Case) -> None:
    """Refuses to calculate with what two speakers say of one thing, unless it is how many times as large it is."""
    for name in case.fact.parts:
        other = next((one for one in case.fact.parts if one in case.facts[name].readings), None)
        if other and (case.derivation.directed or case.derivation.adds):
            why = "a sum counts it twice" if case.derivation.adds else "between two speakers nothing has changed"
            message = f"{other} is what another source says of {name}; {why}."
            raise case.problem("derive-speakers", case.key, message, "Print the two side by side.")


def _check_step(case: Case) -> None:
    """Refuses a step that nobody rounds to: steps are 1, 2 or 5 times a power of ten."""
    step = case.fact.round
    if step is not None and (step <= 0 or step.normalize().as_tuple().digits not in ((1,), (2,), (5,))):
        hint = "Write round: 10 for tens, 0.1 for tenths; 1, 2 or 5 times a power of ten."
        raise case.problem("derive-round", "round", f"it cannot be rounded to {step}.", hint)


def _check_series(case: Case) -> None:
    """Refuses a calculation that the kind of a series does not bear."""
    points = [case.points[name] for name in case.fact.parts if name in case.points]
    over_time = len({(point.series, point.row) for point in points}) < len(points)
    derivation = case.derivation
    reasons = {**derivation.over_time, **derivation.never} if over_time else derivation.never
    for point in points:
        if point.kind in reasons:
            message = f"{point.series} is a {point.kind} series: {reasons[point.kind]}."
            raise case.problem(
                "derive-kind", case.key, message, f"Calculate otherwise, or mend kind: in {point.series}."
            )
    _check_one_measure(case, points)


def _check_one_measure(case: Case, points: list[Point]) -> None:
    """Refuses what goes across a change in what is measured, and a sum over times of which some are missing."""
    for (series, row), own in groupby(sorted(points, key=_row), key=_row):
        told = sorted(own, key=lambda point: point.at.day)
        measures = sorted({point.measure or "no kind named" for point in told})
        if len(measures) > 1:
            message = f"{series} {row} measures {' and '.join(measures)}, which are not one quantity."
            raise case.problem("derive-measure", case.key, message, "Calculate within one measure.")
        periods = [point.period for point in told if point.period is not None]
        gap = next((b for a, b in pairwise(periods) if b - a > 1), None)
        if case.derivation.adds and gap is not None:
            message = f"the sum of {series} {row} leaves out the time before {told[periods.index(gap)].at}."
            raise case.problem("derive-gap", case.key, message, "Sum neighbouring times, or say each by itself.")


def _row(point: Point) -> tuple[str, str]:
    return point.series, point.row


def _check_times(case: Case) -> None:
    """Refuses facts of times that have nothing in common, and a result of a time that its parts are not of."""
    known: dict[str, Date | None] = {}
    of = {name: time for name in case.fact.parts if (time := _time(name, case.facts, known)) is not None}
    own = case.fact.as_of if _is_dated(case.fact.as_of) else None
    if not case.derivation.timed:
        return
    if not of:
        _check_undated(case, own)
        return
    stray = own and next((name for name, time in of.items() if not overlapping(time, own)), None)
    changed = case.derivation.over_times or case.fact.change in ("rise", "fall")
    if changed:
        _check_order(case, of)
        stray = stray if own and not any(overlapping(time, own) for time in of.values()) else None
    elif not all(name in case.points for name in of) and not (own and all(spanning(own, time) for time in of.values())):
        _check_common(case, of)
    short = own and next((name for name, time in of.items() if _is_part(own, time)), None)
    if short and not changed:
        message = f"it is said to be of {own}, which is but a part of {of[short]}, of which {short} is."
        raise case.problem("derive-time", "as_of", message, "Write the time that all of its parts are of.")
    if stray:
        message = f"it is said to be of {own}, and {stray} is of {of[stray]}."
        raise case.problem("derive-time", "as_of", message, "Write the time that all of its parts are of.")


def _check_undated(case: Case, own: Date | None) -> None:
    """Refuses a time for a calculation none of whose parts says of what time it is."""
    if own and case.fact.inferred is None:
        message = f"it is said to be of {own}, and none of its parts says of what time it is."
        hint = "Write as_of: with the parts, as their sources have it; or say under `inferred:` how the time is known."
        raise case.problem("derive-time", "as_of", message, hint)


def _check_common(case: Case, of: Mapping[str, Date]) -> None:
    for (one, time), (other, when) in combinations(of.items(), 2):
        if not overlapping(time, when):
            hint = "Calculate with facts of one time; write as_of: and a span that holds both, if they make it up."
            hint = "Write growth: or index:, or change: rise or fall with it." if not case.derivation.adds else hint
            message = f"{one} is of {time} and {other} of {when}, which have no day in common."
            raise case.problem("derive-times", case.key, message, hint)


def _check_order(case: Case, of: Mapping[str, Date]) -> None:
    """Refuses a change that runs against time: the later comes first."""
    if len(of) < 2:
        return
    later, before = case.fact.parts[:2]
    if (end := of[later].last) and (start := of[before].first) and end < start:
        message = f"{later} is of {of[later]}, before {before} of {of[before]}."
        raise case.problem("derive-order", case.key, message, "Name the later of the two first.")


def _check_margins(case: Case) -> None:
    """Refuses a difference that the margins of its two parts swallow: the one may be as large as the other."""
    margins = [_margin_of(name, case) for name in case.fact.parts]
    if not (case.derivation.directed or case.derivation.over_times) or not any(margins):
        return
    one, other = (
        Fraction(case.values[name].number or 0) * case.size(case.values[name].unit) for name in case.fact.parts
    )
    if (one - other) ** 2 <= sum(margin**2 for margin in margins):
        message = f"{' and '.join(case.fact.parts)} lie within their margins of error, so neither is known to be more."
        raise case.problem("derive-within", case.key, message, "Print the two side by side, each with its margin.")


def _margin_of(name: str, case: Case) -> Fraction:
    """By how much a fact may be higher or lower, in base units of what it measures; points of a share as a share."""
    margin = case.values.get(case.facts[name].margin or "")
    if margin is None or margin.number is None:
        return Fraction(0)
    points = case.measures(margin.unit) == POINTS
    return Fraction(margin.number) * case.size(margin.unit) / (100 if points else 1)


def _time(name: str, facts: Mapping[str, Fact], known: dict[str, Date | None]) -> Date | None:
    """What time a fact is of; of a calculation that says none, that of its only dated part. Fills `known`."""
    fact = facts[name]
    if _is_dated(fact.as_of):
        return fact.as_of
    if name not in known:
        times = [time for part in fact.parts if (time := _time(part, facts, known)) is not None]
        known[name] = times[0] if len(times) == 1 else None
    return known[name]


def _is_part(own: Date, time: Date) -> bool:
    """Whether one time is a part of another that has both ends."""
    return time.first is not None and time.last is not None and spanning(time, own) and not spanning(own, time)


def _is_dated(when: Date | None) -> bool:
    return when is not None and when.precision != "undated"


def rounds_away(number: Fraction, step: Decimal | None) -> bool:
    """Whether a step is larger than the number that is rounded to it, so that nothing of it is left."""
    return step is not None and 0 < abs(number) < Fraction(step)
