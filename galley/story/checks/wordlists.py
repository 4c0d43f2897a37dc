"""What a story's own words may not do: alter what is shipped, hide a hedge, or call 61 minutes an hour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from galley.errors import Problem
from galley.evidence.exactness import SAID
from galley.model import OwnWords, Unit
from galley.numbers.exact import in_digits
from galley.numbers.reading import shipped_reader
from galley.numbers.reading.lexicon import GOVERNING, Language, Lexicon, folded, language, shipped_lexicon, simplified
from galley.numbers.reading.shipped import shipped
from galley.numbers.reading.stock import stock
from galley.story.draft import Draft


def wordlist_rules(draft: Draft) -> Iterator[Problem]:
    """Every word, term and size that would make the reader read otherwise than it is shipped to."""
    yield from _words(draft)
    yield from _terms(draft)
    yield from _sizes(draft)
    yield from _openings(draft)
    yield from _qualified(draft)
    yield from _alike(draft)
    yield from _called(draft)
    yield from _framed(draft)
    yield from _collective(draft)


_APART = (
    ("status.checked", "status.cited", "status.derived", "status.inferred"),
    tuple(f"column.{name}" for name in ["what", "figure", "number", "unit", "qualifier", "as-of", "status", "source"]),
    ("precision.day", "precision.month", "precision.year"),
    ("alt.highest", "alt.lowest"),
    ("date.before", "date.since", "date.about"),
    ("corrections.before", "corrections.after"),
    ("key.nearly", "key.more", "key.exact"),
    ("fact.quote", "evidence.made"),
)
"""Words that stand in each other's place: called alike, what was checked could not be told from what was not."""


def _alike(draft: Draft) -> Iterator[Problem]:
    """Two statuses, or two columns of one table, that an edition calls by one name."""
    for names in _APART:
        called: dict[tuple[str, str], str] = {}
        for name in names:
            for edition, words in draft.strings.found.get(name, {}).items():
                first = called.setdefault((edition, words.strip().casefold()), name)
                if first != name:
                    message = f"“{words}” is what {first} says too, so that readers cannot tell the two apart."
                    place = draft.strings.place(name, edition)
                    yield Problem("words-alike", place, message, "Write words of its own.", words)


def _called(draft: Draft) -> Iterator[Problem]:
    """Statuses and columns, in a language with a lexicon, that have the name of another: checked is what was cited."""
    for group in _APART:
        for name in group:
            for edition, words in draft.strings.found.get(name, {}).items():
                known = _names(language(edition))
                names = {one: [word for word in known.get(one, ()) if _holds(words, word)] for one in group}
                other = next((one for one, found in names.items() if found and one != name), None)
                alike = other and draft.strings.found.get(other, {}).get(edition, "").casefold() == words.casefold()
                if other and not names[name] and not alike:
                    message = f"“{words}” is what {other} says, by “{names[other][0]}”."
                    place = draft.strings.place(name, edition)
                    yield Problem("words-exchanged", place, message, f"Write here what {name} is.", words)


@cache
def _names(of: Language | None) -> Mapping[str, Sequence[str]]:
    """What each key of the interface is called by, among those that stand in each other's place."""
    told = shipped(of)["interface"] if of else {}
    return {f"{group}.{name}": words for group, names in told.items() for name, words in names.items()}


def _holds(words: str, word: str) -> bool:
    told = simplified(words).lower()
    return re.search(rf"\b{re.escape(word)}\b", told) is not None if word.isascii() else word in told


_FRAMES = ("figure.plain", "figure.attributive")


def _collective(draft: Draft) -> Iterator[Problem]:
    """Forms of a unit by a noun that holds several of what it counts: sets of books, where it counts books."""
    several = re.compile(rf"\b({'|'.join(shipped('en')['collective'])})e?s?\s+of\b", re.IGNORECASE)
    for name, unit in draft.units.found.items():
        for edition, form in unit.forms.items():
            words = (form,) if isinstance(form, str) else tuple(form.values())
            found = next(filter(None, map(several.search, words)), None) if language(edition) == "en" else None
            if found and found[1].lower() not in f"{name} {unit.measures}":
                message = f"{name}: “{found.string}” counts by the {found[1].lower()}, and {name} does not."
                hint = f"Call what it counts, or the unit so: {found[1].lower()}."
                yield Problem("words-exchanged", draft.units.place(name, "forms", edition), message, hint)


def _framed(draft: Draft) -> Iterator[Problem]:
    """The words around every figure say nothing of it, and what has no date names none."""
    for name in _FRAMES:
        for edition, words in draft.strings.found.get(name, {}).items():
            known, of = shipped_reader(edition), language(edition)
            unit = next(iter(stock()["minute"].names(of))) if of else ""
            read = known.read(words.replace("{n}", "37").replace("{u}", unit)) if known else ()
            if known and not any(one.value == 37 and one.bound == "=" and not one.why for one in read):
                message = f"“{words}” makes another figure of the one that it is to print."
                yield Problem("words-exchanged", draft.strings.place(name, edition), message, "Write {n} and {u}.")
    for edition, words in draft.strings.found.get("date.undated", {}).items():
        of, known = language(edition), shipped_reader(edition)
        years = [word for word in shipped(of)["years"] if _holds(words, word)] if of else []
        if years or (known and [one for one in known.read(words) if one.date or one.value is not None]):
            message = f"“{words}” names a time, and stands where none is known."
            place = draft.strings.place("date.undated", edition)
            yield Problem("words-exchanged", place, message, "Write that it has no date.")


_OPENS = {"date.before": "until", "date.since": "since", "date.about": "about"}


def _openings(draft: Draft) -> Iterator[Problem]:
    """The words of an open date say the side on which it is open: since 2018 is not before 2018."""
    for name, due in _OPENS.items():
        for edition, words in draft.strings.found.get(name, {}).items():
            known = shipped_reader(edition)
            seen = [one for one in known.read(words.replace("{date}", "2018-05-04")) if one.date] if known else []
            if known and [one.opening or ("about" if one.why else "") for one in seen] != [due]:
                message = f"“{words}” is not read as “{due}”, which {name} is to say."
                yield Problem("date-opening", draft.strings.place(name, edition), message, "Write words that say so.")
    for edition, words in draft.strings.found.get("date.span", {}).items():
        if 0 <= words.find("{end}") < words.find("{start}"):
            message, hint = f"“{words}” sets the end of a time before its start.", "Write {start} first."
            yield Problem("date-opening", draft.strings.place("date.span", edition), message, hint)


def _qualified(draft: Draft) -> Iterator[Problem]:
    """The label of a qualifier, which stands in a column of its own, says no other bound than its op."""
    for name, qualifier in draft.qualifiers.found.items():
        for edition, label in qualifier.label.items():
            said = _bound_of(draft, edition, label)
            if said not in ("", qualifier.op) and not qualifier.ordinal:
                message = f"{name}: “{label}” says “{SAID[said]}”, and the op “{SAID[qualifier.op]}”."
                place = draft.qualifiers.place(name, "label", edition)
                yield Problem("qualifier-label", place, message, "Mend the label, or the op.")


def _bound_of(draft: Draft, edition: str, label: str) -> str:
    """The bound that words say before a number; empty where it is not known."""
    known, of = shipped_reader(edition), language(edition)
    if known is None or of is None:
        own = draft.lexicon.found.get(edition)
        return next((op for op, words in own.before.items() if label in words), "") if own else ""
    if "exact" in shipped_lexicon(of).roles.get(folded(of, label), {}):
        return "="
    words = f"{label}37" if of == "zh" else f"{label} 37"
    bounds = [one.bound for one in known.read(words) if one.value == 37 and not one.why]
    return next((bound for bound in bounds if bound != "="), "")


def _words(draft: Draft) -> Iterator[Problem]:
    for name, own in draft.lexicon.found.items():
        of = language(name)
        if of is None:
            if draft.editions.complete and name not in {edition.lang for edition in draft.editions.found.values()}:
                hint = "Name one that is shipped, zh-Hans or en, or the language of an edition."
                yield Problem("no-lexicon", draft.lexicon.key(name), f"there is no lexicon of {name} to add to.", hint)
            continue
        known = shipped_lexicon(of)
        for keys, word in _listed(own):
            key = folded(of, word)
            roles = {*known.roles.get(key, {}), *(["after"] if key in known.after else [])}
            if roles - {"plain"}:
                message = f"“{word}” is in the shipped lexicon as {' and '.join(sorted(roles))}."
                yield Problem(
                    "lexicon-shipped",
                    draft.lexicon.place(name, *keys),
                    message,
                    "Delete it: a story adds words, and alters none.",
                )
            elif keys[0] == "plain" and (hedge := _hidden(folded(of, word), of, known)):
                message = f"“{word}” ends in “{hedge}”, which governs the figure after it."
                yield Problem("lexicon-hides", draft.lexicon.place(name, *keys), message, "Write the word without it.")


def _listed(own: OwnWords) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for key in ("plain", "unclear", "rise", "fall"):
        yield from (((key, at), word) for at, word in enumerate(getattr(own, key)))
    for op, words in own.before.items():
        yield from ((("before", op, at), word) for at, word in enumerate(words))


def _hidden(word: str, of: Language, known: Lexicon) -> str:
    """A hedge or negation of more than a letter that a word ends in."""
    ends = (
        (word[at:] for at in range(len(word) - 1))
        if of == "zh"
        else (" ".join(word.split(" ")[at:]) for at in range(word.count(" ") + 1))
    )
    return next((end for end in ends if len(end) > 1 and GOVERNING & known.roles.get(end, {}).keys()), "")


def _terms(draft: Draft) -> Iterator[Problem]:
    """A term may hold a number; what bounds or denies one it may not hold, since nobody would read it there."""
    for name, term in draft.terms.found.items():
        for edition, words in term.text.items():
            of = language(edition)
            for at, word in enumerate(words) if of else ():
                if of and (hedge := _held(folded(of, word), of)):
                    place = draft.terms.place(name, "text", edition, at)
                    message = f"{name}: “{word}” holds “{hedge}”, which would govern a number and be read past."
                    yield Problem("term-hides", place, message, "Name only the words that are the name.")


def _held(word: str, of: Language) -> str:
    known, loose = shipped_lexicon(of), frozenset(folded(of, one) for one in shipped(of)["loose"])
    if GOVERNING & known.roles.get(word, {}).keys():
        return word
    found = known.governing.search(word)
    return found[0] if found and found[0] not in loose and len(found[0]) > 1 else ""


def _sizes(draft: Draft) -> Iterator[Problem]:
    """Units that are in the stock too have the sizes that they have there, in the proportion of what they measure."""
    known = [unit for unit in draft.units.found.values() if unit.id in stock() and unit.id in draft.units.written]
    for unit in sorted(known, key=lambda unit: unit.size == stock()[unit.id].size):
        ours = stock()[unit.id]
        other = next((one for one in known if one is not unit and _comparable(unit, one)), None)
        if other is not None:
            due = other.size * ours.size / stock()[other.id].size
            proportion = f"{unit.id} is {in_digits(unit.size)} where {other.id} is {in_digits(other.size)}"
            message = f"{proportion}; it is {in_digits(due)} of it."
        else:  # of its measure the only one, which may be what the others would be measured by
            due = unit.size if unit.size == 1 or ours.counted or ours.measures != unit.measures else ours.size
            message = f"{unit.id} is {in_digits(unit.size)} where the stock has {in_digits(due)}."
        if unit.size != due:
            hint = f"Write size: {in_digits(due)}, or give the unit another id."
            yield Problem("unit-size", draft.units.place(unit.id, "size"), message, hint)
            return


def _comparable(one: Unit, other: Unit) -> bool:
    return (
        one.measures == other.measures
        and stock()[one.id].measures == stock()[other.id].measures
        and not stock()[one.id].counted
    )
