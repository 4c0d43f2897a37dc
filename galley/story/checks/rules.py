"""What one entry must hold, beyond the types of its keys."""

from __future__ import annotations

from collections.abc import Iterator

from babel import Locale, UnknownLocaleError

from galley.errors import Problem
from galley.evidence.derivations import MEASURES
from galley.guess import closest, one_of
from galley.model import CALCULATIONS, COMPANIONS, CONTENTS, STATED, Edition, Fact, Qualifier, Unit
from galley.numbers.numerals import SYSTEMS
from galley.story.draft import Draft
from galley.story.entries import Entries

NUMBERS = frozenset({"value", "items", *CALCULATIONS})
_GOES_WITH = {
    **{"unit": {*NUMBERS, "between"}, "qualifier": NUMBERS, "cell": {*NUMBERS, "between", "date", "words"}},
    **{key: {"value"} for key in COMPANIONS},
}
"""What a key may stand beside; the others round or count a calculation."""
EVIDENCE = ("source", "quote", "cell", "at", "figure", "also", "rendering")


def fact_rules(draft: Draft) -> Iterator[tuple[str, Problem]]:
    """What is wrong with facts, each with the fact's id."""
    unknown = {fact.qualifier for fact in draft.facts.found.values()} - draft.qualifiers.found.keys() - {None}
    ordered = (name for name, one in draft.qualifiers.found.items() if one.ordinal)
    ordinals = frozenset((*ordered, *filter(None, unknown)))  # of an unknown one nobody knows that it orders nothing
    for name, fact in draft.facts.found.items():
        for problem in _fact(name, fact, draft.facts, ordinals):
            yield name, problem


def _fact(name: str, fact: Fact, facts: Entries[Fact], ordinals: frozenset[str]) -> Iterator[Problem]:
    contents = [key for key in CONTENTS if getattr(fact, key) is not None]
    if not contents:
        hint = f"Write one of {', '.join(CONTENTS)}."
        yield Problem("fact-empty", facts.key(name), f"{name} states nothing.", hint)
        return
    if len(contents) > 1:
        message = f"{name} has both {contents[0]} and {contents[1]}."
        yield Problem(
            "fact-double", facts.key(name, contents[1]), message, "Keep one; make the other a fact of its own."
        )
        return
    yield from _derived(name, fact, facts) if fact.derived else _sourced(name, fact, facts)
    yield from _measured(name, contents[0], fact, facts, ordinals)
    yield from _named_twice(name, fact, facts)
    yield from _corrected(name, fact, facts)
    if name in fact.readings:
        place = facts.place(name, "readings", fact.readings.index(name))
        hint = "Name the fact that another source states."
        yield Problem("own-reading", place, f"{name} is named as a reading of itself.", hint)


def _sourced(name: str, fact: Fact, facts: Entries[Fact]) -> Iterator[Problem]:
    if fact.source is None:
        hint = "Write source: and the id of where it comes from."
        yield Problem("fact-unsourced", facts.key(name), f"{name} has no source.", hint)
    elif not (fact.quote or fact.cell or (fact.figure and (fact.value is not None or fact.between))):
        hint = "Write quote: and the words of the source that say it; at: says no more than where they stand."
        yield Problem("fact-unquoted", facts.key(name), f"{name} has no quote.", hint)


def _derived(name: str, fact: Fact, facts: Entries[Fact]) -> Iterator[Problem]:
    given = [key for key in EVIDENCE if getattr(fact, key)]
    if given:
        message = f"{name} is our own calculation and has {' and '.join(given)}."
        hint = "Delete what it quotes: the facts it is derived from have their own sources."
        yield Problem("derived-quoted", facts.key(name, given[0]), message, hint)


def _named_twice(name: str, fact: Fact, facts: Entries[Fact]) -> Iterator[Problem]:
    for index, item in enumerate(fact.items or ()):
        if any(dict(item).items() & dict(other).items() for other in (fact.items or ())[:index]):
            place, words = facts.place(name, "items", index), next(iter(item.values()))
            message = f"{name} names “{words}” twice, and would count it twice."
            yield Problem("item-twice", place, message, "Delete it; two things of one name are told apart in words.")


def _corrected(name: str, fact: Fact, facts: Entries[Fact]) -> Iterator[Problem]:
    """A last correction that changed nothing: what stood there is what stands there."""
    if not fact.history:
        return
    at, last = max(enumerate(fact.history), key=lambda one: one[1].changed.day)
    same = all(getattr(last, key) == getattr(fact, key) for key in STATED)
    told = (last.unit or fact.unit, last.qualifier, last.change) == (fact.unit, fact.qualifier, fact.change)
    if same and told and not fact.derived and fact.items is None:
        message = f"{name}: what is said to have stood there until {last.changed} is what stands there now."
        hint = "Write what was printed before, or take the entry out."
        yield Problem("correction-idle", facts.place(name, "history", at), message, hint)


def correction_days(draft: Draft) -> Iterator[Problem]:
    """Corrections of what nobody could have read yet: readers are told the day of each."""
    if not (draft.site and draft.home):
        return
    reworded = enumerate(draft.site.corrections)
    days = [(draft.home.place("corrections", at, "changed"), one.changed) for at, one in reworded]
    histories = ((name, at, one) for name, fact in draft.facts.found.items() for at, one in enumerate(fact.history))
    days += [(draft.facts.place(name, "history", at, "changed"), one.changed) for name, at, one in histories]
    for place, day in days:
        if day.day < draft.site.published.day:
            message = f"it is corrected on {day}, and was published on {draft.site.published}."
            yield Problem(
                "correction-early", place, message, "Write the day on which readers could see the correction."
            )


def _measured(name: str, content: str, fact: Fact, facts: Entries[Fact], ordinals: frozenset[str]) -> Iterator[Problem]:
    """Unit, qualifier and rounding go with numbers, and with those only."""
    if content in {"value", "between", "items"} and fact.unit is None and fact.qualifier not in ordinals:
        hint = "Write unit: and the id of what is counted or measured."
        yield Problem("unit-missing", facts.key(name, content), f"{name} has no unit.", hint)
    for key in ("unit", "qualifier", "cell", "round", "counts_as", *COMPANIONS):
        if getattr(fact, key) is None or content in _GOES_WITH.get(key, CALCULATIONS):
            continue
        message = f"{name}: {key} does not go with {content}."
        yield Problem("key-unfit", facts.key(name, key), message, "Delete it.")


def edition_rules(draft: Draft) -> Iterator[Problem]:
    """What is wrong with editions: how they count, and what they are made from."""
    editions = draft.editions
    paths: dict[str, str] = {}
    for position, (name, edition) in enumerate(editions.found.items()):
        systems = [*SYSTEMS, *draft.numbers.found]
        if edition.numbers not in SYSTEMS and draft.numbers.lacks(edition.numbers):
            hint = closest(edition.numbers, systems, one_of(systems))
            message = f"{name}: there is no number system “{edition.numbers}”."
            yield Problem("unknown-numbers", editions.place(name, "numbers"), message, hint)
        yield from _locale(edition, editions)
        if edition.script:
            yield from _script(edition, position, editions)
        if edition.path in paths:
            message = f"{name} has the path of {paths[edition.path]}."
            yield Problem("same-path", editions.place(name, "path"), message, "Give each edition a path of its own.")
        paths.setdefault(edition.path, name)


def _locale(edition: Edition, editions: Entries[Edition]) -> Iterator[Problem]:
    key, tag = ("locale", edition.locale) if edition.locale is not None else ("lang", edition.lang)
    try:
        Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        message = f"{edition.id}: CLDR has no locale “{tag}”, by which dates and plurals are written."
        hint = "Write locale: and one that it has, with hyphens: en-GB, pt-PT, zh-Hans."
        yield Problem("unknown-locale", editions.place(edition.id, key), message, hint)


def _script(edition: Edition, position: int, editions: Entries[Edition]) -> Iterator[Problem]:
    origin, place = edition.origin, editions.place(edition.id, "script", 0)
    if editions.lacks(origin):
        yield Problem(
            "unknown-edition", place, f"{edition.id}: there is no edition “{origin}”.", editions.unknown(origin)
        )
    elif origin in editions.found and editions.found[origin].script:
        message = f"{edition.id} is made from {origin}, which is made by script itself."
        yield Problem("script-of-script", place, message, "Name an edition that is written.")
    elif position == 0:
        message = f"{edition.id} comes first and is made by script."
        yield Problem("script-first", place, message, "Put the edition that is written first at the top of the list.")


def unit_rules(draft: Draft) -> Iterator[Problem]:
    """Units and qualifiers must have words in every edition that is written."""
    for name, unit in draft.units.found.items():
        for edition in draft.authored:
            yield from _unit_form(draft.units, name, unit, edition)
            yield from _instead(draft.units, name, unit, edition)
        yield from _circular(draft.units, name, unit)
        yield from _covering(draft.units, name, unit)
    for name, qualifier in draft.qualifiers.found.items():
        yield from _patterns(draft, name, qualifier)


def _unit_form(units: Entries[Unit], name: str, unit: Unit, edition: str) -> Iterator[Problem]:
    form = unit.forms.get(edition)
    if form is None and edition not in unit.as_:
        hint = f"Write forms: {edition}: and its word, or as: {edition}: and the unit that is used instead."
        yield Problem("unit-form-missing", units.key(name, "forms"), f"{name} has no form in {edition}.", hint)
    elif form is not None and not isinstance(form, str) and "other" not in form:
        message, hint = f"{name} has no form “other” in {edition}.", "Write other: and the form for most numbers."
        yield Problem("plural-missing", units.key(name, "forms", edition), message, hint)


def _instead(units: Entries[Unit], name: str, unit: Unit, edition: str) -> Iterator[Problem]:
    """The unit that an edition uses instead must be one that it can say, and of the same kind."""
    other = units.found.get(unit.as_.get(edition, ""))
    if other is None:
        return
    place = units.place(name, "as", edition)
    if edition not in other.forms:
        hint = f"Write forms: {edition}: and its word under {other.id}, or name a unit that has one."
        yield Problem("instead-formless", place, f"{name}: {other.id} has no form in {edition} either.", hint)
    elif other.measures != unit.measures:
        message = f"{name} measures {unit.measures}, and {other.id} measures {other.measures}."
        yield Problem("instead-unlike", place, message, "Name a unit of the same kind.")


def _circular(units: Entries[Unit], name: str, unit: Unit) -> Iterator[Problem]:
    chain = [name]
    while (whole := units.found.get(unit.within or "")) and whole.id not in chain:
        chain.append(whole.id)
        unit = whole
    if unit.within == name:
        message = f"{name} is said within itself: {' ← '.join([*chain, name])}."
        hint = "Name a larger unit that is not said within this one, or leave the key out."
        yield Problem("unit-circular", units.place(name, "within"), message, hint)


def _covering(units: Entries[Unit], name: str, unit: Unit) -> Iterator[Problem]:
    """Only things are things of another kind too: an hour is no number of boats."""
    for index, other in enumerate(unit.covers):
        measured = [one for one in (unit, units.found.get(other)) if one is not None and one.measures in MEASURES]
        if other == name or measured:
            what = f"{measured[0].id}, which measures {measured[0].measures}" if measured else "itself"
            message = (
                f"{name} covers {what}." if other == name or measured[0] is not unit else f"{what}, covers {other}."
            )
            place, hint = units.place(name, "covers", index), "Take it out: only things that are counted are covered."
            yield Problem("covers-measure", place, message, hint)


def _patterns(draft: Draft, name: str, qualifier: Qualifier) -> Iterator[Problem]:
    entries = draft.qualifiers
    for edition in draft.authored:
        if not qualifier.forms.get(edition):
            hint = f'Write forms: {edition}: ["{{n}} {{u}}"] with its words.'
            yield Problem(
                "qualifier-form-missing", entries.key(name, "forms"), f"{name} has no form in {edition}.", hint
            )
    for edition, patterns in qualifier.forms.items():
        for index, pattern in enumerate(patterns):
            if pattern.count("{n}") != 1 or pattern.count("{u}") > 1:
                message = f"{name}: this pattern must hold {{n}} once, and {{u}} once at most."
                place = entries.place(name, "forms", edition, index)
                hint = "Write {n} where the number stands and {u} where its unit does."
                yield Problem("pattern-unfit", place, message, hint, pattern)
