"""Figures in words that no mark holds, compared across editions: those of claims, and the author's own counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import permutations

from galley.dates import Date, compatible
from galley.errors import Problem
from galley.evidence.agreement import date_of
from galley.inputs.mentions import Mention, scan
from galley.model import Fact, Unit
from galley.numbers.reading import Quantity
from galley.numbers.reading.quantity import QuantityKind
from galley.numbers.reading.stock import stock
from galley.numbers.storyreader import Figure, read_all, read_source
from galley.numbers.vocabulary import Vocabulary
from galley.story.draft import Draft
from galley.story.passages import Passage

Numbers = frozenset[Decimal]
"""The numbers of a text, each once; without one, which is often no count."""
QUIET = frozenset({"name", "soft", "ordinal", "date", "period", "clock", "vague"})


def differing_claims(draft: Draft, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Claims whose words state other numbers in one edition than in another."""
    for name, fact in draft.facts.found.items():
        if fact.words is None or any("{{" in words for words in fact.words.values()):
            continue  # a mention inside a claim is refused for itself
        said = {lang: _numbers(lang, words, vocabulary) for lang, words in fact.words.items()}
        hours = {clock for lang, words in fact.words.items() if (clock := _clocks(lang, words, vocabulary))}
        if len({*said.values()}) > 1 or len(hours) > 1:
            message = f"{name}: the editions state other numbers: {_told(said)}."
            silent = next((lang for lang, found in said.items() if not found and not vocabulary.printed(lang)), "")
            hint = (
                "Mend the words of the one that is wrong." if not silent else _WORDED.format(silent, fact.words[silent])
            )
            yield Problem("claim-differs", draft.facts.place(name, "words"), message, hint)


_WORDED = (
    "Mend the words of the one that is wrong; or list in data/lexicon.yaml what says the number there: "
    "{}: {{numbers: {{{}: 1/2}}}}, with its own number."
)
_CLOCK = re.compile(r"(?<![\d.,:])(\d{1,2})\s?[.:：hH]\s?([0-5]\d)(?![\d.,:]*\d)")


@dataclass(frozen=True)
class Counted:
    """Own counts of a passage, {{=three}}, in their sentence: what each is read as, and every number of the passage."""

    passage: Passage
    counts: tuple[tuple[Mention, tuple[Quantity, ...]], ...]
    numbers: Counter[Decimal]


def stray_renderings(draft: Draft, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Refuses a translated quotation that prints a fact which the quoted words do not state."""
    for name, fact in draft.facts.found.items():
        for edition, words in (fact.rendering or {}).items():
            for mention in scan(words):
                other = draft.facts.found.get(mention.name)
                if mention.kind == "fact" and other is not None and not _says(draft, fact, other, vocabulary):
                    place = draft.facts.place(name, "rendering", edition)
                    message = f"{name}: the translation of its quotation prints {other.id}, which quotes other words."
                    hint = f"Print {{{{{name}}}}} there, or a fact that the same words state."
                    yield Problem("rendering-astray", place, message, hint)


def _says(draft: Draft, fact: Fact, other: Fact, vocabulary: Vocabulary) -> bool:
    """Whether the words that a fact quotes state another fact too: its number or day, or its words."""
    source = draft.sources.found.get(fact.source or "")
    if fact.id == other.id or source is None or other.derived:
        return True
    words = " ".join((fact.quote or "", *fact.also))
    if other.value is None and other.date is None:
        return any(said in words for text in (other.words or {}, *(other.items or ())) for said in text.values())
    read = read_source(words, source.lang, vocabulary)
    if other.date is not None:
        return any(date and compatible(date, other.date) for date in map(date_of, read))
    return any(_is_number(one, other, vocabulary) for one in read)


def _is_number(figure: Figure, fact: Fact, vocabulary: Vocabulary) -> bool:
    """Whether a figure is a fact's number, in its unit or in another of the same measure."""
    units, own = vocabulary.units, vocabulary.units.get(fact.unit or "")
    if not isinstance(figure.value, Decimal) or fact.value is None:
        return False
    known = [
        units[name].size for name in figure.units if name in units and own and units[name].measures == own.measures
    ]
    size, number = own.size if own else Fraction(1), Fraction(figure.value)
    return any(number * one == Fraction(fact.value) * size for one in known or [size])


def own_counts(draft: Draft, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Own counts that count no things, and those that differ between the editions of a passage."""
    groups: dict[str, list[Passage]] = {}
    for passage in draft.passages:
        if passage.edition in draft.editions.found and not (passage.quoted or passage.claim):
            groups.setdefault(passage.title.removeprefix(f"{passage.edition}/"), []).append(passage)
    differing = {section.id for section in draft.sections.found.values() if section.differs}
    made = {name for name, edition in draft.editions.found.items() if edition.script}
    for title, passages in groups.items():
        if not any(map(_counts, passages)):
            continue
        told = [_counted(passage, vocabulary) for passage in passages]
        for one in told:
            yield from _uncounted(one, vocabulary)
        if title.partition(".")[0] not in differing:
            yield from _differing([one for one in told if one.passage.edition not in made])


def counts_things(edition: str, words: str, vocabulary: Vocabulary) -> bool:
    """Whether words that an author might put in braces count things, and are no date, time, amount or share."""
    read = _read(edition, words, vocabulary) or _alone(edition, words, vocabulary)
    return bool(read) and not any(_no_count(one, vocabulary) for one in read)


def _counts(passage: Passage) -> bool:
    return any(mention.kind == "own" for mention in scan(passage.words))


def _counted(passage: Passage, vocabulary: Vocabulary) -> Counted:
    words, spans, end = "", [], 0
    for mention in scan(passage.words):
        words += passage.words[end : mention.start]
        if mention.kind == "own":
            spans.append((mention, len(words), len(words) + len(mention.name)))
        words += mention.name if mention.kind == "own" else "\x00"
        end = mention.end
    read = _read(passage.edition, words + passage.words[end:], vocabulary) if spans or words else ()
    counts = tuple(
        (
            one,
            tuple(q for q in read if q.start < stop and start < q.end) or _alone(passage.edition, one.name, vocabulary),
        )
        for one, start, stop in spans
    )
    counts = tuple((one, tuple(_without_more(q, words) for q in seen)) for one, seen in counts)
    numbers = Counter(end.normalize() for one in read for end in (one.value, one.high) if end is not None)
    alone = (one for _, seen in counts for one in seen if one not in read)  # the two boats, which are no figure there
    numbers.update(one.value.normalize() for one in alone if one.value is not None)
    return Counted(passage, counts, numbers)


def _without_more(seen: Quantity, words: str) -> Quantity:
    """Three more things are counted as three things are; three more than two are no count."""
    more = (
        seen.change == "above"
        and re.search(r"\bmore\b", seen.text)
        and not re.match(r"[^.;]*\bthan\b", words[seen.end :])
    )
    return replace(seen, change=None) if more else seen


def _uncounted(one: Counted, vocabulary: Vocabulary) -> Iterator[Problem]:
    for mention, read in one.counts:
        if not read or _SIGNS.search(mention.name):
            kind: str | None = "no number"
        else:
            kinds = (_no_count(seen, vocabulary) for seen in read)
            kind = next(filter(None, kinds), None) or _part_of(one.passage.edition, mention, read, vocabulary)
        if kind:
            place = one.passage.place(mention.start, mention.end)
            message = f"{one.passage.title}: {{{{={mention.name}}}}} is {kind}, and only things are counted so."
            hint = "Print a fact, or its time with |as_of; a name that holds a number goes into data/terms.yaml."
            yield Problem("own-count-unfit", place, message, hint, one.passage.words[mention.start : mention.end])


def _part_of(edition: str, mention: Mention, read: Sequence[Quantity], vocabulary: Vocabulary) -> str | None:
    """That braces hold a part of a number, as of three thousand; None where they hold all of it."""
    alone = {one.value for one in _alone(edition, mention.name, vocabulary)}
    whole = next((one for one in read if alone and one.value is not None and one.value not in alone), None)
    return f"a part of “{whole.text}”" if whole else None


_SIGNS = re.compile(r"[^\w\s,’'-]|^-|\d-\d|\d,\d{1,2}(?!\d)")
"""What no count of things holds: a sign of money, of a part, a time or an order."""


def _no_count(seen: Quantity, vocabulary: Vocabulary) -> str | None:
    """What a quantity is, where it counts no things; None where it does."""
    if seen.kind in _NO_COUNTS and not (seen.kind == "multiple" and seen.value == 1):
        return _NO_COUNTS[seen.kind]
    if re.fullmatch(r"[12]\d{3}", seen.text):
        return "a year"
    if seen.value is not None and (seen.value < 0 or seen.value % 1):
        return "no whole number"
    if seen.bound != "=" or seen.change:
        return "a bound or a change"
    known = [stock()[unit] for unit in seen.units if unit in stock()]
    if known:
        return None if any(unit.counted for unit in known) else f"a measure of {known[0].measures}"
    own = next((one for one in vocabulary.units.values() if _is_in(seen, one)), None)
    return f"a measure of {own.measures}" if own and own.measures in _measures() else None


def _is_in(seen: Quantity, unit: Unit) -> bool:
    """Whether a quantity is said in a unit of the story, by its id or by one of its words."""
    said = (form for forms in unit.forms.values() for form in ([forms] if isinstance(forms, str) else forms.values()))
    return unit.id in seen.units or seen.unit.lower() in map(str.lower, said)


@cache
def _measures() -> frozenset[str]:
    """What units measure that count no things: money, and whatever else has a size."""
    return frozenset({"money", *(unit.measures for unit in stock().values() if not unit.counted)})


_NO_COUNTS = {
    **{"date": "a date", "period": "a time", "clock": "a time", "fraction": "a share", "multiple": "a multiple"},
    **{"range": "a range", "vague": "no number", "name": "a name", "ordinal": "an order"},
}


def _differing(told: list[Counted]) -> Iterator[Problem]:
    """Counts of one edition that another does not have, not even in words that need no braces."""
    for one, other in permutations(told, 2):
        own = Counter(q.value.normalize() for _, read in one.counts for q in read if q.value not in (None, 1))
        if missing := own - other.numbers:
            count = next(iter(missing))
            mention = next(m for m, read in one.counts if any(q.value == count for q in read))
            place = one.passage.place(mention.start, mention.end)
            message = (
                f"{one.passage.title}: {{{{={mention.name}}}}} counts {count:f}, and {other.passage.edition} does not."
            )
            yield Problem("count-differs", place, message, "Count the same in each edition, or print a fact.")


def _read(edition: str, words: str, vocabulary: Vocabulary) -> tuple[Quantity, ...]:
    """What an edition's reader reads; in a language without a lexicon, what the story's own words say."""
    reader = vocabulary.printed(edition)
    if reader is not None:
        return reader.read(words)
    return tuple(_of_story(one, vocabulary) for one in read_all(words, edition, vocabulary))


def _alone(edition: str, words: str, vocabulary: Vocabulary) -> tuple[Quantity, ...]:
    """What an own count says that counts nothing in its sentence: from zero, one man."""
    return tuple(_of_story(one, vocabulary) for one in read_all(words, edition, vocabulary))


def _of_story(figure: Figure, vocabulary: Vocabulary) -> Quantity:
    date = figure.value if isinstance(figure.value, Date) else None
    value = figure.value if isinstance(figure.value, Decimal) else None
    kind: QuantityKind = "date" if date else "number" if value is not None else "vague"
    bound = vocabulary.qualifiers[figure.qualifier].op if figure.qualifier else "="
    return Quantity(figure.start, figure.end, figure.text, kind, value, units=figure.units, bound=bound, date=date)


def _numbers(lang: str, words: str, vocabulary: Vocabulary) -> Numbers:
    """The numbers that words state, but for one, which is often no count, and for hours of the day."""
    hours = [found.span() for found in _CLOCK.finditer(words)] if vocabulary.printed(lang) is None else []
    read = [one for one in _read(lang, words, vocabulary) if one.kind not in QUIET]
    stated = (end for one in read if not _lies_in(one, hours) for end in (one.value, one.high) if end is not None)
    return frozenset(end.normalize() for end in (*stated, *own_numbers(lang, words, vocabulary)) if end != 1)


def own_numbers(lang: str, words: str, vocabulary: Vocabulary) -> Iterator[Decimal]:
    """The numbers that the words which a story lists for a language without a lexicon say by themselves."""
    own = vocabulary.words.get(lang)
    for word, worth in own.numbers.items() if own else ():
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words, re.IGNORECASE):
            yield Decimal(worth.numerator) / Decimal(worth.denominator)


def _clocks(lang: str, words: str, vocabulary: Vocabulary) -> frozenset[tuple[int, int]]:
    """The hours of the day in words, by a clock of twelve hours: 6.30 pm, 18h30."""
    reader = vocabulary.printed(lang)
    told = " ".join(one.text for one in reader.read(words) if one.kind == "clock") if reader else words
    return frozenset((int(hour) % 12, int(minute)) for hour, minute in _CLOCK.findall(told))


def _lies_in(seen: Quantity, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= seen.start and seen.end <= end for start, end in spans)


def _told(said: Mapping[str, Numbers]) -> str:
    return "; ".join(
        f"{lang} {', '.join(f'{number:f}' for number in sorted(found)) or 'none'}" for lang, found in said.items()
    )
