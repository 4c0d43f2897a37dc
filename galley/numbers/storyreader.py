"""All figures in a text: numbers with their units and qualifiers, and dates, by the story's own words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal
from unicodedata import normalize

from galley.dates import Date, stated
from galley.model import Change
from galley.numbers.amounts import Number, read_number
from galley.numbers.folding import Folded, fold
from galley.numbers.glyphs import glyphs
from galley.numbers.reading import Quantity
from galley.numbers.reading.codes import codes
from galley.numbers.reading.han import COUNTERS, THROUGH
from galley.numbers.reading.quantity import Bound, Level, Opening
from galley.numbers.reading.worded import worded
from galley.numbers.vocabulary import BARE_YEAR, Affixes, StoryLexicon, Vocabulary, key

__all__ = ["Figure", "Named", "Vocabulary", "named", "numeric", "read_all", "read_figures", "read_source", "read_typed"]

MASK = "\x00"
YEAR = re.compile(r"\d{4}")
_DASHES = ("-", "–", "—", "——", "~", "～")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or a date in a text, from `start` to `end`, with what stands by it.

    `value` is None for what names no number (几十) or is qualified twice (近60余个). Spellings are shared, 个 by
    projects and cities: `units` and `qualifiers` are all that it may mean, `unit` and `qualifier` the first of them.
    """

    start: int
    end: int
    text: str
    value: Decimal | Date | None
    units: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()
    soft: bool = False  # a bare one, a first, a half: it may be a fact's evidence, and needs no fact
    bound: Bound | None = None  # by the reader that fails closed; the qualifiers tell where another read it
    change: Change | None = None
    level: Level = ""  # cut *to* six: the number says where it came to, and not by how much
    opening: Opening = ""  # since 2018
    margin: bool = False  # 52% ± 3 points: nothing but the margin behind it makes it about
    ordinal: bool = False  # a place in an order
    share: bool = False  # said as a fraction of things: one in five homes is no number of homes
    end_of: Literal["", "low", "high"] = ""  # which end of a range it is
    high: Decimal | None = None  # the high end of a range that is taken as one
    why: tuple[str, ...] = ()  # words that were not understood; with any, it is no evidence

    @property
    def unit(self) -> str | None:
        return self.units[0] if self.units else None

    @property
    def qualifier(self) -> str | None:
        return self.qualifiers[0] if self.qualifiers else None

    @property
    def counted(self) -> Figure:
        """The figure as a number, where it was taken for a year only since no unit stands by it: 1800 projects."""
        is_year = isinstance(self.value, Date) and self.text.isdecimal()
        return replace(self, value=Decimal(self.text)) if is_year else self


@dataclass(frozen=True, slots=True)
class Named:
    """A term in a text: a name that holds a number, or words that look like a figure and are none."""

    start: int
    end: int
    text: str
    term: str


def read_figures(text: str, lang: str, vocabulary: Vocabulary) -> tuple[Figure, ...]:
    """Every figure in `text`, in order, with offsets in `text`. Terms are passed over."""
    return tuple(figure for figure in read_all(text, lang, vocabulary) if not figure.soft)


def read_typed(text: str, lang: str, vocabulary: Vocabulary) -> tuple[Figure, ...]:
    """As `read_figures`, with what is said in words alone: half of the boats, twice, dozens, 数百."""
    text = text if text.isascii() else _STYLED.sub(lambda found: normalize("NFKC", found[0]), text)
    figures, reader = read_figures(text, lang, vocabulary), vocabulary.reader(lang)
    if reader is None:
        return figures
    said = [_figure(seen, vocabulary) for seen in worded(reader, text)]
    numbered = [*codes(reader, text)] if figures or said else []
    names = [*reader.names(text), *numbered] if figures else []  # 一成不变 is no tenth, 第三， no third of anything
    figures = tuple(one for one in figures if not _within(names, _bare(one), one.end))
    more = (
        one
        for one in said
        if not _within(numbered, _bare(one), one.end)
        and not any(one.start < known.end and known.start < one.end for known in figures)
    )
    return tuple(sorted((*figures, *more), key=lambda one: one.start))


_STYLED = re.compile("[\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d6a3]")
"""Letters of the alphabet in another width or face, each for one: they spell numbers too."""


def numeric(text: str, lang: str, vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    """Each character that is a number by itself and stands in no term, 佰 but not in 孙佰先, with its offset."""
    found = [*glyphs(text)]
    terms = [(one.start, one.end) for one in named(text, lang, vocabulary)] if found else []
    yield from ((at, glyph) for at, glyph in found if not _within(terms, at, at + 1))


def _within(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(begin <= start and end <= stop for begin, stop in spans)


def _bare(figure: Figure) -> int:
    """Where a figure begins, without its article: a million-dollar question."""
    article = _ARTICLE.match(figure.text)
    return figure.start + (article.end() if article else 0)


_ARTICLE = re.compile(r"(?:an?|some|one)\s", re.IGNORECASE)


def read_all(text: str, lang: str, vocabulary: Vocabulary) -> tuple[Figure, ...]:
    """As `read_figures`, with those that no fact needs to vouch for: a bare one, a first, a half."""
    read: tuple[Figure, ...] | None = vocabulary.memo.get((lang, text))
    if read is None:
        read = vocabulary.memo[lang, text] = _read(text, vocabulary.lexicon(lang))
    return read


def read_source(text: str, lang: str, vocabulary: Vocabulary) -> tuple[Figure, ...]:
    """Every figure of a source, by the reader that fails closed; without a lexicon, by the story's own words."""
    reader = vocabulary.reader(lang)
    if reader is None:
        return read_all(text, lang, vocabulary)
    stops = [(stop.start(), stop[0]) for stop in _STOP.finditer(text)]
    told = (seen for seen in reader.read(text) if seen.kind not in ("name", "period"))
    figures = [
        replace(_figure(_asked(one, stops), vocabulary), end_of=end) for seen in told for end, one in _ends(seen)
    ]
    return tuple(_compared(figures, text)) if figures else ()


_THAN = re.compile(r"[,;]?\s\(?(?:up|down|compared\s(?:with|to)|against|rather\sthan|instead\sof)(?:\sfrom)?\s")
_NO_NOUN = re.compile(
    r"\s?(?:[.,;)]|$)|\s(?:in|on|a\s(?:year|month|week|decade)|the\s(?:year|month|week|quarter)|last|before|previously)\b"
)


def _compared(figures: Sequence[Figure], text: str) -> Iterator[Figure]:
    """The figures; one that another is compared with is in its unit where it says none: 41 boats, down from 63."""
    yield figures[0]
    for one, other in pairwise(figures):
        plain = isinstance(one.value, Decimal) and one.value == _digits(one.text)  # no million, which 63 may count too
        bare = isinstance(other.value, Decimal) and not other.units and not other.share
        follows = _THAN.fullmatch(text, one.end, other.start) and _NO_NOUN.match(text, other.end)
        yield replace(other, units=one.units) if one.units and plain and bare and follows else other


def _digits(words: str) -> Decimal | None:
    found = re.search(r"\d[\d,]*(?:\.\d+)?", words)
    return Decimal(found[0].replace(",", "")) if found else None


_STOP = re.compile(r"[!?。！？\n]|\.(?!\d)")


def _asked(seen: Quantity, stops: Sequence[tuple[int, str]]) -> Quantity:
    """The figure, as no evidence if its sentence is a question. `stops`: where the sentences end, and by which sign."""
    at = bisect_left(stops, (seen.end, ""))
    sign = stops[at][1] if at < len(stops) else ""
    return replace(seen, why=(*seen.why, sign)) if sign in ("?", "？") else seen


_JOINT = re.compile(rf"\s?(?:[-–—~{THROUGH}]+|\b(?:to|and)\b)\s?")


_JOINT_WORD = re.compile(r"\s(?:to|and)\s")  # before a hyphen, which may be that of thirty-five


def _ends(seen: Quantity) -> Iterator[tuple[Literal["", "low", "high"], Quantity]]:
    """Both ends of a range, which state a number each."""
    joint = (_JOINT_WORD.search(seen.text) or _JOINT.search(seen.text, 1)) if seen.kind == "range" else None
    if joint is None:
        yield "", seen
        return
    low, high = seen.text[: joint.start()], seen.text[joint.end() :]
    yield "low", replace(seen, kind="number", bound="=", end=seen.start + joint.start(), text=low)
    yield "high", replace(seen, kind="number", bound="=", start=seen.start + joint.end(), text=high, value=seen.high)


def _figure(seen: Quantity, vocabulary: Vocabulary) -> Figure:
    """A quantity, in the story's units and qualifiers."""
    known = tuple(unit for unit in seen.units if unit in vocabulary.units)
    ordinal = seen.kind == "ordinal"
    uncounted = ordinal or seen.kind in ("vague", "range", "clock")
    meant = tuple(one.id for one in vocabulary.qualifiers.values() if one.ordinal == ordinal and one.op == seen.bound)
    return Figure(
        seen.start, seen.end, seen.text,
        value=None if uncounted and not (ordinal and meant) else seen.date or seen.value,
        units=known or seen.units,
        qualifiers=_likeliest(meant, seen.text, vocabulary) if ordinal or seen.bound != "=" else (),
        soft=_is_soft(seen),
        bound=seen.bound, change=seen.change, level=seen.level, opening=seen.opening, margin=seen.margin,
        ordinal=ordinal, share=seen.kind == "fraction", why=(*seen.why, *seen.nearby),
    )  # fmt: skip


def _is_soft(seen: Quantity) -> bool:
    """Whether it needs no fact: a bare one, an order in words, a half."""
    in_words = seen.kind == "ordinal" and not re.search(r"\d", seen.text)
    half = seen.kind == "fraction" and seen.value == Decimal("0.5") and not seen.unit
    return seen.kind == "soft" or in_words or half


def _likeliest(qualifiers: tuple[str, ...], text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The qualifiers that have a form whose words are in the text, 余 of 60余个; all of them, where none has."""

    def stands(name: str) -> bool:
        forms = (form for words in vocabulary.qualifiers[name].forms.values() for form in words)
        return any(all(word in text for word in re.split(r"\s*\{[nu]\}\s*", form)) for form in forms)

    return tuple(filter(stands, qualifiers)) or qualifiers


def _read(text: str, lexicon: StoryLexicon) -> tuple[Figure, ...]:
    folded = fold(text)
    masked = lexicon.terms.sub(lambda found: MASK * len(found[0]), folded.text)
    seen = _joined(list(_seen(masked, lexicon)), masked, lexicon)
    return tuple(_placed(_dated(one, lexicon), folded) for one in seen if one.counts != "not")


def named(text: str, lang: str, vocabulary: Vocabulary) -> tuple[Named, ...]:
    """Every term in `text`, in order."""
    lexicon, folded = vocabulary.lexicon(lang), fold(text)
    return tuple(
        Named(*folded.back(found.start(), found.end()), found[0], lexicon.term_of[key(found[0])])
        for found in lexicon.terms.finditer(folded.text)
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """A figure where it was met, how much it counts, and the words of its number."""

    figure: Figure
    counts: Literal["always", "softly", "not"] = "always"
    number: str = ""


def _dated(one: _Seen, lexicon: StoryLexicon) -> _Seen:
    """Four digits with nothing to count are a year, where the language writes one so."""
    figure = one.figure
    if BARE_YEAR not in lexicon.system.dates or figure.units or figure.qualifiers or not YEAR.fullmatch(figure.text):
        return one
    return replace(one, figure=replace(figure, value=stated(int(figure.text))))


def _placed(one: _Seen, folded: Folded) -> Figure:
    if folded.offsets is None and one.counts == "always":
        return one.figure
    start, end = folded.back(one.figure.start, one.figure.end)
    return replace(one.figure, start=start, end=end, soft=one.counts == "softly")


def _seen(text: str, lexicon: StoryLexicon) -> Iterator[_Seen]:
    floor = 0
    for found in lexicon.figures.finditer(text):
        one = _quantity(found, floor, lexicon) if found["n"] else _date(found, lexicon)
        yield one
        floor = one.figure.end


def _date(found: re.Match[str], lexicon: StoryLexicon) -> _Seen:
    parts = {name.rstrip("0123456789"): words for name, words in found.groupdict().items() if words}
    year, month, day = (_whole(parts.get(name), lexicon) for name in ("y", "m", "d"))
    if "month" in parts:
        month = lexicon.months[key(parts["month"])]
    vague = year is None and day is None and not re.search(r"\d", found[0])
    figure = Figure(found.start(), found.end(), found[0], stated(year, month, day))
    return _Seen(figure, "softly" if vague else "always")


def _whole(words: str | None, lexicon: StoryLexicon) -> int | None:
    value = read_number(words, lexicon.system).value if words else None
    return None if value is None else int(value)


def _quantity(found: re.Match[str], floor: int, lexicon: StoryLexicon) -> _Seen:
    number = read_number(found["n"], lexicon.system)
    start, before, head = _before(found.string, floor, found.start("n"), lexicon)
    unit, units, end = _unit(found, head, number, lexicon)
    start = start if unit or not head else found.start("n")
    around = (before, key(found["i"] or ""), key(found["s"] or "") if unit else "")
    end = max(end, found.end("i"), found.end("s") if unit else 0)
    qualifiers = _qualifiers(number, around, lexicon)
    value = number.value if qualifiers or not any(around) else None
    figure = Figure(start, end, found.string[start:end], value, units, qualifiers)
    counts = _counts(number, found["n"], unit, units, lexicon) if not any(around) else "always"
    if counts == "not" and found.string[found.end("n") :][:1] in COUNTERS and 1 < (number.value or 0) < 100:
        counts = "always"
    return _Seen(figure, counts, found["n"])


def _before(text: str, floor: int, at: int, lexicon: StoryLexicon) -> tuple[int, str, str]:
    """Where the figure begins, the words of a qualifier before the number, and what a unit has there (时速)."""
    start, qualifier, head = at, "", ""
    while word := _standing_before(text, floor, start, lexicon):
        if word in lexicon.heads and not head:
            head = word
        elif word not in lexicon.heads and not qualifier:
            qualifier = word
        else:
            break
        start = len(text[:start].rstrip()) - len(word)
    return start, qualifier, head


def _standing_before(text: str, floor: int, at: int, lexicon: StoryLexicon) -> str:
    words = text[max(floor, at - 40) : at].rstrip().lower()
    if not words.endswith(lexicon.before):
        return ""
    return next((word for word in lexicon.before if words.endswith(word) and _begins(word, words)), "")


def _begins(word: str, words: str) -> bool:
    """Whether `word` at the end of `words` is a word of its own there, as far as Latin letters tell."""
    return not (word[0].isascii() and word[0].isalpha() and words[: -len(word)][-1:].isalpha())


def _unit(found: re.Match[str], head: str, number: Number, lexicon: StoryLexicon) -> tuple[str, tuple[str, ...], int]:
    """The unit as it is spelled, the units that it may mean, and where it ends."""
    spelling = key(found["u"] or "")
    if spelling and (head, spelling) in lexicon.framed:
        return head + spelling, lexicon.framed[head, spelling], found.end("u")
    if (head, "") in lexicon.framed:
        return head, lexicon.framed[head, ""], found.end("n")
    if spelling in lexicon.units:
        return spelling, lexicon.units[spelling], found.end("u")
    return "", _sixtieths(lexicon) if number.kind == "clock" else (), found.end("n")


def _sixtieths(lexicon: StoryLexicon) -> tuple[str, ...]:
    """The unit that 5:32 counts."""
    return tuple(unit for unit, (_, makes) in lexicon.parts.items() if makes == 60)[:1]


def _qualifiers(number: Number, around: Affixes, lexicon: StoryLexicon) -> tuple[str, ...]:
    if any(around):
        return lexicon.around.get(around, ())
    if number.ordinal:
        return lexicon.ordinals
    return lexicon.roughly if number.kind == "magnitude" else ()


def _counts(
    number: Number, words: str, unit: str, units: tuple[str, ...], lexicon: StoryLexicon
) -> Literal["always", "softly", "not"]:
    """Digits always count. Words do with a unit, in a language of words also without.

    Softly: a bare one with what is only counted (一个), words of an order (首批), a half, a lone 千, and the short form
    of a unit (十分).
    """
    said = lexicon.system.out_of
    if number.kind in ("digits", "clock") or (said and said in words):
        return "always"
    if not units and not lexicon.system.spaced:
        return "not"
    if number.ordinal or number.kind == "fraction" or (number.kind == "magnitude" and len(words) == 1):
        return "softly"
    if number.value == 1 and lexicon.counted.issuperset(units):
        return "softly"
    return "softly" if unit in lexicon.short and not lexicon.system.spaced else "always"


def _joined(seen: list[_Seen], text: str, lexicon: StoryLexicon) -> list[_Seen]:
    """Two figures that are one (5小时32分) made one; the first of a range given the unit of the second (5至8个)."""
    joined: list[_Seen] = []
    for one in seen:
        before = joined[-1] if joined else None
        between = text[before.figure.end : one.figure.start].strip().lower() if before else ""
        if before and between in ("", lexicon.system.conjunction) and _is_part(before.figure, one.figure, lexicon):
            joined[-1] = _compound(before, one, text, lexicon)
            continue
        if before and between in (*_DASHES, *lexicon.system.through) and not before.figure.units and one.figure.units:
            joined[-1] = _ranged(before, one, lexicon)
        joined.append(one)
    return joined


def _is_part(larger: Figure, smaller: Figure, lexicon: StoryLexicon) -> bool:
    return any(lexicon.parts[unit][0] in larger.units for unit in smaller.units if unit in lexicon.parts)


def _compound(larger: _Seen, smaller: _Seen, text: str, lexicon: StoryLexicon) -> _Seen:
    first, second = larger.figure, smaller.figure
    units = tuple(unit for unit in second.units if unit in lexicon.parts and lexicon.parts[unit][0] in first.units)
    value = None
    if isinstance(first.value, Decimal) and isinstance(second.value, Decimal):
        value = first.value * lexicon.parts[units[0]][1] + second.value
    if first.qualifiers and second.qualifiers:
        value = None
    figure = Figure(
        first.start, second.end, text[first.start : second.end], value, units, first.qualifiers or second.qualifiers
    )
    return _Seen(figure, "always")


def _ranged(low: _Seen, high: _Seen, lexicon: StoryLexicon) -> _Seen:
    """The low end of a range. In 3–5亿元 nothing says whether the scale is meant for it too."""
    scaled = any(word in high.number.lower() and word not in low.number.lower() for word in lexicon.system.multipliers)
    value = None if scaled else low.figure.value
    return replace(low, figure=replace(low.figure, value=value, units=high.figure.units), counts=high.counts)
