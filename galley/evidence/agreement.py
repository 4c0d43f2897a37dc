"""Whether a figure of a quote says what its fact says: number, unit, qualifier, date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from galley.clean import Clean
from galley.dates import Date, compatible, stated, within
from galley.errors import Place, Problem
from galley.evidence.quotes import SourceText, TextSpan, occurrences, quoted
from galley.model import Fact, Unit
from galley.numbers.amounts import any_of
from galley.numbers.exact import in_decimal, in_digits
from galley.numbers.reading.lexicon import pattern
from galley.numbers.reading.stock import StockUnit, stock
from galley.numbers.reading.turning import says
from galley.numbers.storyreader import Figure
from galley.numbers.vocabulary import Vocabulary

RATIO = "ratio"
"""What units of shares measure: per cent, tenths."""


class Places(Protocol):
    """Tells the place of a fact's key in the editor's file."""

    def __call__(self, name: str, *keys: str | int) -> Place: ...


@dataclass(frozen=True, slots=True)
class Comparison:
    """A fact before its quote: where the quote stands, and the figures in it."""

    fact: Fact
    page: SourceText
    span: TextSpan
    places: Places
    published: Date | None = None  # the date of the source
    clean: Clean = field(default_factory=Clean, repr=False, compare=False)  # words in which nothing was found before

    @property
    def words(self) -> str:
        return self.page.text[self.span.start : self.span.end]

    def problem(self, rule: str, at: str, message: str, hint: str) -> Problem:
        return Problem(rule, self.places(self.fact.id, at), f"{self.fact.id}: {message}", hint, f"「{self.words}」")


def number_figure(case: Comparison, problems: list[Problem]) -> Figure | None:
    """The figure that states the fact's number; None, and problems, where the quote says something else."""
    figures = _chosen(case, problems)
    if figures is None:
        return None
    of_unit = _of_unit(case, figures)
    if not of_unit:
        if case.fact.inferred is None or case.fact.figure:
            problems.append(_no_figure(case, figures))
        return None
    return _only(case, of_unit, _number_problems, problems)


def _only(
    case: Comparison,
    figures: list[Figure],
    problems_of: Callable[[Comparison, Figure], Iterator[Problem]],
    problems: list[Problem],
) -> Figure | None:
    """The one figure that is left, where it says what the fact does."""
    found = [_several(case, figures)] if len(figures) > 1 else [*problems_of(case, figures[0])]
    problems += found
    return None if found else figures[0]


def date_figure(case: Comparison, problems: list[Problem]) -> Figure | None:
    """The figure that states the fact's date, as far as the quote states it."""
    figures = _chosen(case, problems)
    if figures is None:
        return None
    dates = [figure for figure in figures if date_of(figure)]
    dates = [figure for figure in dates if not figure.soft] or dates
    if not dates:
        if case.fact.inferred is None or case.fact.figure:
            hint = "Quote the words that state the date, or say under `inferred:` how it is known."
            message = f"the quote states no date; the date is {case.fact.date}."
            problems.append(case.problem("quote-date", "quote", message, hint))
        return None
    return _only(case, dates, _date_problems, problems)


def date_of(figure: Figure) -> Date | None:
    """The date that a figure states; four digits alone are a year."""
    if isinstance(figure.value, Date):
        return figure.value
    year = figure.value
    if year is None or figure.units or figure.qualifiers or not re.fullmatch(r"\d{4}", figure.text):
        return None
    return stated(int(year))


def repeats(figure: Figure, case: Comparison) -> bool:
    """Whether a figure of a further quote says the same as the fact."""
    if case.fact.date is not None:
        given = date_of(figure)
        return given is not None and (within(given, case.fact.date) or compatible(given, case.fact.date))
    return bool(_of_unit(case, [figure])) and not [*_number_problems(case, figure)]


def _chosen(case: Comparison, problems: list[Problem]) -> list[Figure] | None:
    """The figures of the quote; of those the one that `figure:` picks. None if it picks none."""
    figures = case.page.inside(case.span)
    if case.fact.figure is None:
        return figures
    words = quoted(case.fact.figure)
    places = [
        TextSpan(case.span.start + at, case.span.start + at + len(words)) for at in occurrences(words, case.words)
    ]
    picked = [figure for figure in figures if any(_stands(figure, place) for place in places)]
    if len(picked) == 1:
        return picked
    cut = [figure for figure in figures if figure.text == case.fact.figure and _is_cut(case, figure)]
    if picked:
        problems.append(_several(case, picked))
    elif cut:
        problems.append(_cut_problem(case, cut[0]))
    else:
        hint = f"Write one of the quote's figures as it stands there:{_list(figures)}."
        problems.append(case.problem("figure-absent", "figure", f"the quote has no figure “{case.fact.figure}”.", hint))
    return None


def _stands(figure: Figure, place: TextSpan) -> bool:
    """Whether the figure is what stands there, perhaps with more words or fewer; 1所 is not a part of 11所."""
    return (
        place.start < figure.end and figure.start < place.end and not _splits(figure.text, place.start - figure.start)
    )


def _splits(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isdigit() and text[at].isdigit()


def _of_unit(case: Comparison, figures: list[Figure]) -> list[Figure]:
    """The figures in the fact's unit; a soft one (“a”, “the first”) only where the quotation has no other."""
    numbers = [figure for figure in figures if not isinstance(figure.value, Date)]
    years = (number for figure in figures if (number := figure.counted) is not figure)  # 1800 newly signed projects
    found = [figure for figure in numbers if measured(figure, case) or _is_age(figure, case)]
    found = [figure for figure in found if case.fact.qualifier in figure.qualifiers and figure.ordinal] or found
    loose = (*(figure for figure in numbers if not figure.units), *years)
    found = found or [figure for figure in loose if _followed(figure, case)]
    return [figure for figure in found if not figure.soft] or found


def measured(figure: Figure, case: Comparison) -> bool:
    """Whether a figure counts or measures in the fact's unit; one in five homes is a share, and counts no homes."""
    units, unit = case.page.vocabulary.units, case.fact.unit
    own = _unit(case.fact, case.page.vocabulary)
    if figure.share and own is not None and own.measures in (RATIO, unit):
        return own.measures == RATIO
    if unit is None or unit in figure.units:
        return unit is not None or figure.ordinal or not units.keys() & set(figure.units)
    return own is not None and any(units[other].measures == own.measures for other in figure.units if other in units)


def _is_age(figure: Figure, case: Comparison) -> bool:
    """Whether a number stands behind the name of somebody as an age does: Ada Finch, 54, has fished."""
    own, text = _unit(case.fact, case.page.vocabulary), case.page.text
    if own is None or own.measures != "age" or figure.units or not re.fullmatch(r"[1-9]\d?|1[01]\d", figure.text):
        return False
    before, behind = _NAMED.search(text[: figure.start]), text[figure.end : figure.end + 1]
    return before is not None and behind in (")" if before[2] else ",.")


_NAMED = re.compile(r"\b[A-Z][\w’'-]+(?:(,)\s|\s(\())$")


def _unit(fact: Fact, vocabulary: Vocabulary) -> Unit | StockUnit | None:
    """The fact's unit, of the story or, while nothing of the story names it yet, of the stock."""
    return vocabulary.units.get(fact.unit or "") or stock().get(fact.unit or "")


_PARTITIVE = re.compile(r"\sof\s(?:(?:all|the|its|their|his|her|our|these|those)\s){0,2}")


def _followed(figure: Figure, case: Comparison) -> bool:
    """Whether the unit's word comes later, before any other figure: four local companies."""
    end = min([case.span.end, *(other.start for other in case.page.inside(case.span) if other.start >= figure.end)])
    whole = next((other for other in case.page.inside(case.span) if other.start >= figure.end), None)
    if whole is not None and _PARTITIVE.fullmatch(case.page.text[figure.end : whole.start]) and measured(whole, case):
        return True  # 120 of its 400 jobs
    spellings = (words for words, ids in case.page.lexicon.units.items() if case.fact.unit in ids)
    return re.search(rf"(?<!\w){any_of(spellings)}(?!\w)", case.page.text[figure.end : end].lower()) is not None


def _number_problems(case: Comparison, figure: Figure) -> Iterator[Problem]:
    value, due = in_unit(figure, case.fact, case.page.vocabulary), case.fact.value
    if _is_cut(case, figure):
        yield _cut_problem(case, figure)
        return
    if figure.why:
        yield from not_understood(figure, case)
        return
    if figure.end_of and not any(pattern("an end").search(words) for words in case.fact.label.values()):
        message = f"“{figure.text}” is an end of a range, and the fact says so nowhere."
        hint = "Write both ends, `between: [low, high]`, or quote a passage that states one number."
        yield case.problem("quote-unclear", "value", message, hint)
    elif value is None:
        hint = "Quote a passage that states one number with one qualifier."
        yield case.problem("quote-unclear", "quote", f"“{figure.text}” tells no number that can be compared.", hint)
    elif value != due:
        yield _value_problem(figure, value, case)
    elif due is not None and not _written_alike(figure, due):
        message = f"the quote says “{figure.text}”, the value is {due}: a last zero says how exact a number is."
        yield case.problem("quote-value", "value", message, "Write the value with the decimal places of the quote.")
    if value is not None and not _qualified_alike(figure, case):
        yield _qualifier_problem(figure, case)
    if value is not None and _change(figure) != case.fact.change:
        yield change_problem(figure, case)


_DECIMALS = re.compile(r"\d[\d,]*\.(\d+)")


def _written_alike(figure: Figure, due: Decimal) -> bool:
    """Whether they have as many decimal places, where only zeros can differ: 2.0 is not 2."""
    found = _DECIMALS.search(figure.text)
    if found and Decimal(found[0].replace(",", "")) != figure.value:
        return True  # 1.20亿 is scaled, and a number in another unit is calculated
    digits = f"{due:f}".partition(".")[2]
    written = found[1] if found else ""
    return len(written) == len(digits) or not max(written, digits, key=len).endswith("0")


def not_understood(figure: Figure, case: Comparison) -> Iterator[Problem]:
    """A problem for each word in no list, with the line that would declare it, and for words that contradict it."""
    reader = case.page.vocabulary.reader(case.page.lang)
    unknown = [word for word in figure.why if reader is None or not reader.knows(word)]
    if not unknown or figure.value is None:
        words = " and ".join(f"“{word}”" for word in figure.why if word not in unknown) or "too many digits"
        hint = "Quote a passage that states one number with one qualifier."
        message = f"“{figure.text}” tells no number that can be compared: {words}."
        yield case.problem("quote-unclear", "quote", message, hint)
        return
    for word in unknown:
        lang = next((name for name in _LEXICONS if case.page.lang.startswith(name[:2])), case.page.lang)
        message = f"“{word}” beside “{figure.text}” is in no list, so what it says of the figure is not known."
        hint = (
            f"If it leaves the figure as it is, add it to data/lexicon.yaml: {lang}: {{plain: [{word}]}}. "
            f"If it bounds it, quote another passage, or add it under before: with its op."
        )
        yield case.problem("not-understood", "quote", message, hint)


_LEXICONS = ("zh-Hans", "en")


def _change(figure: Figure) -> str | None:
    """The direction in which the number says by how much; cut *to* six says where it came to."""
    return None if figure.level else figure.change


def change_problem(figure: Figure, case: Comparison) -> Problem:
    said, given = _change(figure), case.fact.change
    if said and given:
        message, hint = f"the quote says a {said}, the fact a {given}.", f"Write `change: {said}`."
    elif said:
        message = f"the quote says by how much (“{figure.text}” is a {said}), the fact how many there are."
        hint = f"Write `change: {said}`."
    else:
        message = f"the quote does not say that “{figure.text}” is a {given}."
        hint = "Quote the words that say so, or delete `change:`."
    return case.problem("quote-change", "change" if given else "value", message, hint)


def _value_problem(figure: Figure, value: Fraction, case: Comparison) -> Problem:
    unit, said, due = case.fact.unit, in_digits(value), in_digits(case.fact.value)
    if unit is None or not figure.units or unit in figure.units:
        message = f"the quote says {said}, the value is {due}."
        return case.problem("quote-value", "value", message, f"Mend the value, or quote the sentence that says {due}.")
    message = f"the quote says “{figure.text}”, which is {said} in the unit {unit}; the value is {due}."
    able = f"{said}, or " if in_decimal(value) is not None else ""
    return case.problem("quote-value", "value", message, f"Write {able}the unit that the quote has.")


def in_unit(figure: Figure, fact: Fact, vocabulary: Vocabulary) -> Fraction | None:
    """A figure's number in the fact's unit; None where it is none, or measures something else."""
    own = _unit(fact, vocabulary)
    if not isinstance(figure.value, Decimal):
        return None
    number = Fraction(figure.value)
    if figure.share and own is not None and own.measures == RATIO:
        return number / own.size
    if own is None or not figure.units or fact.unit in figure.units:
        return number
    known = (vocabulary.units[name] for name in figure.units if name in vocabulary.units)
    other = next((one for one in known if one.measures == own.measures), None)
    return number * other.size / own.size if other else None


def _qualified_alike(figure: Figure, case: Comparison) -> bool:
    qualifiers = case.page.vocabulary.qualifiers
    said = qualifiers[case.fact.qualifier].op if case.fact.qualifier else "="
    if figure.bound not in (None, said):
        return said == "=" and (_is_limit(figure, case) or (figure.margin and case.fact.margin is not None))
    exactly = {name for name, one in qualifiers.items() if one.op == "=" and not one.ordinal}
    if figure.margin and figure.bound == said:
        return True
    if case.fact.qualifier is None or case.fact.qualifier in exactly:
        return not figure.qualifiers or not exactly.isdisjoint(figure.qualifiers)
    return case.fact.qualifier in figure.qualifiers


def _is_limit(figure: Figure, case: Comparison) -> bool:
    """Whether the number is a ceiling or floor itself, and the fact's label calls it so: 上限8.2亿."""
    reader = case.page.vocabulary.reader(case.page.lang)
    if reader is None or not any(word in figure.text.lower() for word in reader.lexicon.tables["limits"]):
        return False
    labels = " ".join(case.fact.label.values()).lower()
    return any(word in labels for word in reader.lexicon.tables["limits"])


def _qualifier_problem(figure: Figure, case: Comparison) -> Problem:
    said = f"the fact's qualifier is {case.fact.qualifier}" if case.fact.qualifier else "the fact has no qualifier"
    if figure.bound not in (None, "=") and not figure.qualifier:
        message = f"the quote says “{figure.text}”, {said}."
        hint = f"Write a qualifier whose op is {figure.bound}, and add it to data/qualifiers.yaml."
    elif figure.qualifier:
        message, hint = f"the quote says “{figure.text}”, {said}.", f"Write `qualifier: {figure.qualifier}`."
    else:
        message, hint = f"the quote says “{figure.text}” and no more, {said}.", "Delete the qualifier."
    return case.problem("quote-qualifier", "qualifier", message, hint)


def _date_problems(case: Comparison, figure: Figure) -> Iterator[Problem]:
    given, due = date_of(figure), case.fact.date
    if _is_cut(case, figure):
        yield _cut_problem(case, figure)
        return
    about = all(says("circa", word) for word in figure.why)
    if figure.why and not (about and due and due.about):
        message = f"“{figure.why[0]}” beside “{figure.text}” says another date, or no one day."
        hint = (
            f"Write `date: {given}~`, which is about then." if about else "Quote the words that state the date itself."
        )
        yield case.problem("quote-unclear", "date" if about else "quote", message, hint)
        return
    if given is None or due is None:
        return
    if case.fact.inferred is None and not _opens_alike(figure, due):
        hint = f"Write {given}/.. for what goes on since, ../{given} for what ended then, or say it under `inferred:`."
        message = f"the quote says “{figure.opening} {given}”, the date is {due}."
        yield case.problem("date-opening", "date", message, hint)
        return
    if within(given, due):
        return
    if not compatible(given, due):
        hint = f"Mend the date, or quote the words that say {due}."
        yield case.problem("quote-date", "date", f"the quote says {given}, the date is {due}.", hint)
    elif case.fact.inferred is None and not _of_the_day(case, due):
        message = f"the quote says no more than {given}, the date is {due}."
        hint = "Write the date as far as the source states it, or say under `inferred:` how the rest is known."
        yield case.problem("date-inferred", "date", message, hint)


def _opens_alike(figure: Figure, due: Date) -> bool:
    """Whether since 2018 is a date that goes on; a span with both ends begins and ends."""
    if not figure.opening or (due.first and due.last and "/" in due.text):
        return True
    return due.since if figure.opening == "since" else due.before


def _of_the_day(case: Comparison, due: Date) -> bool:
    """Whether a report of the day's news means the day on which it was published: its dateline has month and year."""
    return due.precision == "day" and case.published is not None and due.text == case.published.text


def _is_cut(case: Comparison, figure: Figure) -> bool:
    return figure.start < case.span.start or figure.end > case.span.end


def _cut_problem(case: Comparison, figure: Figure) -> Problem:
    hint = f"Quote the figure whole: {figure.text}."
    return case.problem("quote-cut", "quote", f"the quote cuts “{figure.text}” apart.", hint)


def _no_figure(case: Comparison, figures: Iterable[Figure]) -> Problem:
    others = [figure for figure in figures if not figure.soft]
    message = f"the quote states no number of the unit {case.fact.unit}{'; it has' if others else ''}{_list(others)}."
    hint = "Quote the words that state it, mend the unit, or add the spelling to its `reads:` in data/units.yaml."
    return case.problem("quote-unit", "unit" if others else "quote", message, hint)


def _several(case: Comparison, figures: Sequence[Figure]) -> Problem:
    message = f"the quote has more than one figure that it could be:{_list(figures)}."
    hint = "Quote less, or write under `figure:` which of them it is."
    if [figure.end_of for figure in figures] == ["low", "high"]:
        low, high = (in_digits(figure.value) for figure in figures if isinstance(figure.value, Decimal))
        hint = f"They are the ends of a range: write `between: [{low}, {high}]` in place of `value:`, in its unit."
    return case.problem("figure-choice", "quote", message, hint)


def _list(figures: Iterable[Figure]) -> str:
    texts = [f"“{figure.text}”" for figure in figures]
    return " " + ", ".join(texts) if texts else ""
