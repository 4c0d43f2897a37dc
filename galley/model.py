"""What a story is made of, once its YAML has been read: frozen, strictly typed, complete."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import Annotated, Any, Literal

from opencc import CONFIGS
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)

from galley.address import LONGEST, edition_path, link_address, site_address
from galley.dates import Date
from galley.walk import NameOf

LONGEST_LABEL = 400
"""Characters; three lines of a page, and more than any heading has."""


class Model(BaseModel):
    """Immutable; refuses keys it does not know and values of another type."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


def _fraction(value: Any) -> Any:
    if isinstance(value, Decimal) or (isinstance(value, str) and re.fullmatch(r"[1-9]\d{0,11}/[1-9]\d{0,11}", value)):
        return Fraction(value)
    return value


def _conversion(name: str) -> str:
    if f"{name}.json" not in CONFIGS:
        known = ", ".join(sorted(known.removesuffix(".json") for known in CONFIGS))
        raise ValueError(f"OpenCC has no configuration “{name}”; write one of {known}")
    return name


def _short(text: Mapping[str, str]) -> Mapping[str, str]:
    if any(len(words) > LONGEST_LABEL for words in text.values()):
        raise ValueError(f"it is longer than {LONGEST_LABEL} characters; shorten it, and tell the rest in the text")
    return text


def _day(value: Date) -> Date:
    if value.precision != "day" or value.first != value.last:
        raise ValueError(f"“{value}” is not a day; write it whole, as in 2022-11-28")
    return value


def _range(value: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
    if value[0] >= value[1]:
        raise ValueError(f"{value[0]:f} is not below {value[1]:f}; write the low end first")
    return value


def _digest(value: str) -> str:
    if len(value) != 64 or set(value) - set("0123456789abcdef"):
        raise ValueError(f"“{value}” is no SHA-256 in 64 small digits; run: python build.py pin")
    return value


FactName = Annotated[str, NameOf("fact")]
UnitName = Annotated[str, NameOf("unit")]
QualifierName = Annotated[str, NameOf("qualifier")]
SeriesName = Annotated[str, NameOf("series")]
SourceName = Annotated[str, NameOf("source")]
ChartName = Annotated[str, NameOf("chart")]
TableName = Annotated[str, NameOf("table")]
Text = Annotated[Mapping[str, str], AfterValidator(MappingProxyType), Field(min_length=1)]
"""Words by edition id, with `{{mentions}}` in them. An edition made from another by script needs no key of its own."""
Label = Annotated[Text, AfterValidator(_short)]
"""Words that stand in a heading, a table or a key."""
Forms = Mapping[str, str]
"""The plural forms of a word by CLDR category; `other` is always there."""
Whole = Annotated[int, BeforeValidator(_whole)]
Positive = Annotated[int, Field(gt=0), BeforeValidator(_whole)]
Size = Annotated[
    Fraction,
    BeforeValidator(_fraction),
    Field(gt=0),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^[1-9][0-9]*/[1-9][0-9]*$"}]}),
]
"""A number above zero, or a fraction of whole numbers, 1/60, where its digits would have no end."""
Address = Annotated[str, AfterValidator(site_address)]
Link = Annotated[str, AfterValidator(link_address)]
Folder = Annotated[str, AfterValidator(edition_path)]
Conversion = Annotated[str, AfterValidator(_conversion)]
Range = Annotated[tuple[Decimal, Decimal], AfterValidator(_range)]
"""What lies between two numbers, both of them included, in one unit. It has no one length: it is said, never drawn."""
Day = Annotated[Date, AfterValidator(_day)]
"""A date of the site's own, to the day: feeds and search engines ask for it."""
Digest = Annotated[str, AfterValidator(_digest)]
_ID = r"[a-z0-9]+([.-][a-z0-9]+)*"
Id = Annotated[str, Field(pattern=f"^{_ID}$", max_length=LONGEST)]
Op = Literal["=", "<~", "~", ">", ">~", ">=", "<", "<=", "±"]
OPS: Mapping[str, str] = {
    "=": "as stated",
    "<~": "just under",
    "~": "about",
    ">": "above",
    ">~": "about or above",
    ">=": "at least",  # or the list goes on
    "<": "less than",
    "<=": "at most",
    "±": "higher or lower by",  # a margin, by which another number may be so
}
"""How a number stands to the truth, in words: a spreadsheet would take a cell that begins with = for a formula."""
Change = Literal["rise", "fall", "above", "below"]
"""rise, fall: how much something has risen or fallen · above, below: how far it lies from another thing"""


class Edition(Model):
    """One language and script in which the whole site is published, at its own path."""

    id: str
    lang: str
    path: Folder = ""
    name: str
    locale: str | None = None  # CLDR locale for dates, plurals and separators; `lang` where it is not given
    numbers: str  # a number system of numerals.SYSTEMS, or one of data/numbers.yaml: how large numbers are said
    script: tuple[str, Conversion] | None = None  # (edition it is made from, OpenCC configuration)
    first: tuple[str, ...] = ()  # sections that it tells before the others, which follow in the order of the site
    serif: str | None = None  # family of assets/fonts that its display type is cut from

    @property
    def origin(self) -> str:
        """The edition in whose script its words are written: itself, or the one that it is made from."""
        return self.script[0] if self.script else self.id

    def author_of(self, words: Mapping[str, object]) -> str | None:
        """Which edition's words it has, of those that there are: its own, its origin's, or none."""
        return next((author for author in (self.id, self.origin) if author in words), None)


class Unit(Model):
    """A unit of count or measure: how each edition writes and reads it, and what it may be compared with."""

    id: str
    measures: str  # what it measures: time, money, ratio, or the thing counted; unlike ones are never compared
    size: Size = Fraction(1)  # in the base unit of what it measures: hour is 60 of minute, second 1/60
    group: bool = False  # whether large numbers take 万/亿, million/billion
    within: UnitName | None = None  # the larger unit that it is said with: minute within hour, 5 小时 32 分
    forms: Mapping[str, str | Forms]
    attributive: Mapping[str, str] = Field(default_factory=dict)  # English 24-hour
    reads: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)  # further spellings found in sources
    numerals: Mapping[str, Literal["han", "arabic"]] = Field(default_factory=dict)
    as_: Mapping[str, UnitName] = Field(default_factory=dict, alias="as")  # the unit another edition uses
    covers: tuple[UnitName, ...] = ()  # units of things of which each is one of these too: a college, a school


class Qualifier(Model):
    """How exact a number is said to be. The first pattern of an edition prints; every pattern reads."""

    id: str
    op: Op
    forms: Mapping[str, tuple[str, ...]]  # {n} number, {u} unit
    ordinal: bool = False
    label: Label  # the word for it in a key or a table


class Term(Model):
    """A name that holds a number, or words that look like a figure and are none."""

    id: str
    text: Mapping[str, tuple[str, ...]]  # by edition or source language: the spellings
    note: Text | None = None  # what it means, printed on the method page


Spellings = tuple[Annotated[str, Field(min_length=1, max_length=LONGEST)], ...]


class OwnWords(Model):
    """Words of one language that a story adds to the shipped lexicon, by which its sources and pages are read."""

    id: str  # the language: zh-Hans, en
    plain: Spellings = ()  # leave the figure beside them as it is: 务工
    before: Mapping[Op, Spellings] = Field(default_factory=dict)  # bounds before the number: {">": [狂超]}
    unclear: Spellings = ()  # make a figure no evidence
    rise: Spellings = ()
    fall: Spellings = ()
    numbers: Mapping[str, Size] = Field(default_factory=dict)  # {metade: 1/2}, in a language without a lexicon


class SheetForm(Model):
    """How a stored table is to be read: a CSV file as its publisher shows it, whose first column names the rows."""

    header: Positive = 1  # rows that make the head
    notes: Mapping[str, Text] = Field(default_factory=dict)  # marks after a number: *, and what each means
    sums: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)  # columns that are the sum of others, row by row
    rounded: bool = False  # whether its numbers are rounded, so that parts may miss their sum by that


class Source(Model):
    """Where facts come from. Without `text` its quotations are cited, not machine-checked."""

    id: str
    title: Label
    publisher: Label
    lang: str
    date: Date
    url: Link | None = None
    text: str | None = None  # a file of data/sources/
    excerpt: bool = False  # whether that file holds a few of its sentences and not the whole
    sheet: SheetForm | None = None  # where that file is a table, whose cells are quoted by their names
    sha256: Digest | None = None  # of that file; `build.py pin` writes it
    taken: Day | None = None  # when the text was read at its source
    note: Text | None = None


Thin = Literal["once", "converted"]
"""once: seen in one place only · converted: seen only in copies turned from one script into another by a machine"""


class Statement(Model):
    """What is said of a thing, in one way: a number, a range, a date or words."""

    value: Decimal | None = None
    between: Range | None = None  # the low and the high end of a range
    date: Date | None = None
    words: Text | None = None  # a claim; in the source's language they stand verbatim in the quote
    unit: UnitName | None = None
    qualifier: QualifierName | None = None
    change: Change | None = None  # the number says by how much, in which direction, and not how many there are

    @property
    def content(self) -> str:
        """The key under which it stands; empty where nothing is said."""
        return self._first_of(STATED)

    def _first_of(self, keys: Iterable[str]) -> str:
        return next((key for key in keys if getattr(self, key) is not None), "")


STATED = ("value", "between", "date", "words")


class Superseded(Statement):
    """A value that was printed once and is no longer right."""

    changed: Day  # of the correction
    reason: Text

    @model_validator(mode="after")
    def _says_what_stood(self) -> Superseded:
        if not self.content:
            raise ValueError("it does not say what stood there; write value, between, date or words")
        return self


class Rewording(Model):
    """A statement of the feature that has been mended, where no fact says anything else than it did."""

    section: str  # in which it stood
    said: Text
    says: Text
    reason: Text
    changed: Day  # of the correction


def _page(value: str) -> str:
    if not re.fullmatch(f"(facts|source|series)/{_ID}", value) or len(value.partition("/")[2]) > LONGEST:
        raise ValueError(f"“{value}” is no page of a fact, a source or a series; write it as in facts/trip.length")
    return value


class Withdrawal(Model):
    """Pages that were published and have no fact, source or series any more: their addresses still answer."""

    pages: Annotated[tuple[Annotated[str, AfterValidator(_page)], ...], Field(min_length=1)]  # facts/trip.length
    section: str  # of the feature, which tells of the matter now
    reason: Text
    on: Day


class Cell(Model):
    """A cell of a stored table by the names of its row and column; a head of several rows is joined by “ / ”."""

    row: str
    column: str

    @property
    def address(self) -> str:
        """Both names, as a reader is told where it stands."""
        return f"{self.row}, {self.column}"


class Operands(Enum):
    """What a calculation is made from."""

    FACTS = "facts"
    TABLE = "table"


FACTS, TABLE = Operands.FACTS, Operands.TABLE


class Fact(Statement):
    """One thing the story states, in one way: value, range, date, words, items or a derivation; and its evidence."""

    id: Id
    label: Label
    items: tuple[Text, ...] | None = None  # things named; in the source's language verbatim in the quote
    sum: Annotated[tuple[FactName, ...] | None, FACTS] = None
    ratio: Annotated[tuple[FactName, FactName] | None, FACTS] = None  # first divided by second, which measures the same
    per: Annotated[tuple[FactName, FactName] | None, FACTS] = None  # first for each of the second: yuan a person
    exchange: Annotated[tuple[FactName, FactName] | None, FACTS] = (
        None  # first at the rate of the second: another currency
    )
    difference: Annotated[tuple[FactName, FactName] | None, FACTS] = None  # first less second
    growth: Annotated[tuple[FactName, FactName] | None, FACTS] = None  # of the first over the second
    index: Annotated[tuple[FactName, FactName] | None, FACTS] = None  # first where the second is 100
    days: Annotated[tuple[FactName, FactName] | None, FACTS] = None  # from the second's day to the first's
    rows: Annotated[TableName | None, TABLE] = None  # a table of data/tables: the number of its rows
    round: Decimal | None = None  # a derived value is rounded to a multiple of this
    counts_as: UnitName | None = None  # the unit under which unlike units are summed
    margin: FactName | None = None  # by how much it may be higher or lower, as its source says
    among: FactName | None = None  # of a place in an order: of how many
    as_of: Date | None = None  # what time the figure is of
    inferred: Text | None = None  # what of it the source does not say, and how we know
    source: SourceName | None = None  # none for a derived fact only
    quote: str | None = None
    cell: Cell | None = None  # of the table that the source stores, in place of a quote
    at: Annotated[str | None, Field(max_length=LONGEST_LABEL)] = None  # page, section or minute of one not stored
    figure: str | None = None  # which figure of the quote, as it stands there: 11所
    also: tuple[str, ...] = ()  # further quotes of the same source that repeat the figure
    rendering: Text | None = None  # our translation of the quote, by edition
    caveat: Text | None = None  # what the figure does not say
    thin: Thin | None = None  # how little stands behind it; no title, lead or head of the feature rests on it
    readings: tuple[FactName, ...] = ()  # what other sources say: facts of their own
    history: tuple[Superseded, ...] = ()
    formerly: tuple[Id, ...] = ()  # ids that it had before, so that links to its page still lead to it

    @property
    def content(self) -> str:
        """The key under which it says what it states; empty where it states nothing."""
        return self._first_of(CONTENTS)

    @property
    def calculation(self) -> str | None:
        """The key under which it says what it is calculated from; None where a source states it."""
        return self._first_of(CALCULATIONS) or None

    @property
    def derived(self) -> bool:
        """Whether it is our own calculation."""
        return self.calculation is not None

    @property
    def parts(self) -> tuple[str, ...]:
        """The facts that it is calculated from."""
        key = self.calculation
        operands: tuple[str, ...] = getattr(self, key) if key and CALCULATIONS[key] is FACTS else ()
        return operands


CALCULATIONS: Mapping[str, Operands] = {
    key: of for key, field in Fact.model_fields.items() for of in field.metadata if isinstance(of, Operands)
}
"""The keys of a fact that is our own calculation, and what each names; `evidence.derivations` says how each is made."""
CONTENTS = (*STATED, "items", *CALCULATIONS)
"""The keys under which a fact may state something; it has one of them."""

COMPANIONS = ("margin", "among")
"""The keys under which a fact names another that is printed with it: 52% ± 3 points, third of 14 cities."""


Status = Literal["checked", "cited", "inferred", "derived"]
"""checked: found in the stored source and read back · cited: quoted from a source that is not stored ·
inferred: checked, but part of it is our inference · derived: our own calculation"""


Theme = Literal["plain"]
"""A look that comes with the engine (`galley/theme`)."""


class Section(Model):
    """A section of the feature in one edition, as its Markdown file has it."""

    id: str
    edition: str
    path: str  # of its file, relative to the story
    line: int  # of the first line of `body` in its file
    title: str
    sign: str | None = None
    standfirst: str | None = None
    body: str
    formerly: tuple[str, ...] = ()  # ids of sections that it took over, so that links to them still lead somewhere
    differs: Text | None = None  # why it cites other facts than its counterpart, where it must


class HeroTrack(Model):
    """A duration drawn to scale at the head of the feature, and other sources' readings of it as diamonds."""

    fact: FactName
    tone: Literal["before", "after"]
    label: Text  # under its figure: to the coast, before the opening
    also: tuple[FactName, ...] = ()


class Hero(Model):
    """The head of the feature: tracks side by side on one scale from zero."""

    unit: UnitName  # of the scale
    notches: Positive = 6  # a unit
    start: Text  # the place at zero
    end: Text  # the place where each track ends
    also: Text | None = None  # what a diamond is
    caption: Text
    tracks: Annotated[tuple[HeroTrack, ...], Field(min_length=1)]


class Licence(Model):
    """Under what others may use the words and the data of a story."""

    name: str  # CC BY 4.0
    url: Link


class Site(Model):
    """What the feature calls itself, and the order in which it is told."""

    id: Id
    title: Label  # of the site: browser tabs, feeds, cards
    headline: Label  # of the feature, at its head
    description: Text  # for search results and shared links
    lead: Text  # under the headline, Markdown; its first paragraph is set large
    publisher: Label
    url: Address | None = None  # where it will stand, for canonical links; without it all links are relative
    report: Link | None = None  # where readers report errors
    licence: Licence | None = None  # of its words and data; what is quoted is its sources' own
    theme: Theme | None = None  # whose templates, assets and words it uses where it has none of its own
    published: Day
    updated: Day | None = None
    sections: tuple[str, ...]
    hero: Hero | None = None
    corrections: tuple[Rewording, ...] = ()  # of what it said in words; a fact tells its own in its history
    withdrawn: tuple[Withdrawal, ...] = ()  # pages of what is told no more; charts say it where they are written
    opening: ChartName | None = None  # a chart that stands at the head of the feature, under the headline
    editions: Mapping[str, Edition]  # the first is the one the others are translated from

    @model_validator(mode="after")
    def _is_updated_later(self) -> Site:
        if self.updated and self.updated.day < self.published.day:
            raise ValueError(f"it is updated before it is published, on {self.published}; write the later day there")
        return self

    @property
    def modified(self) -> Date:
        """When the feature was last changed."""
        return self.updated or self.published
