"""Checks a published site, as a stranger would: nothing of the story is read, and of the engine only the reader.

For each printed figure: the page still says what the record says that it says; the words, read by the independent
reader, are the fact of `data/facts.json`; its quotation stands in the excerpts that the site publishes, and says the
same. With the stored texts at hand also that each is the pinned one, and holds the quotation.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from galley.dates import compatible, parse
from galley.numbers.reading import Additions, Quantity, Reader, reader
from galley.numbers.reading.lexicon import simplified
from galley.numbers.reading.stock import stock

Fetch = Callable[[str], str]
"""The text at a path of the site. Raises OSError where there is none."""

BOUNDS = {
    "as stated": "=", "just under": "<~", "about": "~", "above": ">", "about or above": ">~", "at least": ">=",
    "less than": "<", "at most": "<=",
}  # fmt: skip
"""The words of facts.json for how a number stands to the truth."""

_FIGURE = re.compile(r"<(a|span|tspan)\b[^>]*\bdata-fact=\"([^\"]+)\"[^>]*>(.*?)</\1>", re.DOTALL)
_ORDINALS = (("first", "第一"), ("second", "第二"), ("third", "第三"), ("fourth", "第四"), ("fifth", "第五"))
_ORDINAL = re.compile(r"第(\d+)|(\d+)(?:st|nd|rd|th)\b|first|second|third|fourth|fifth|第[一二三四五]", re.IGNORECASE)
"""The independent reader takes ordinals for names, since they count nothing."""

_INNER = re.compile(r"</?span\b[^>]*>|<wbr>")
_ATTRIBUTE = re.compile(r"=\"([^\"]*)\"")
_TAG = re.compile(r"<[^>]*>")
_SILENT = re.compile(r"<(script|style|svg|b)\b.*?</\1>", re.DOTALL)


@dataclass(frozen=True)
class Site:
    """A published site: its record, its facts by edition, and whatever else is asked for."""

    fetch: Fetch

    @cached_property
    def record(self) -> Mapping[str, Any]:
        return json.loads(self.fetch("data/proof.json"), parse_float=Decimal)  # type: ignore[no-any-return]

    @cached_property
    def facts(self) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
        """By edition and id."""
        told = {
            name: json.loads(self.fetch(one["facts"]), parse_float=Decimal, parse_int=Decimal)["facts"]
            for name, one in self.record["editions"].items()
        }
        return {edition: {fact["id"]: fact for fact in facts} for edition, facts in told.items()}

    @cached_property
    def _readers(self) -> dict[str, Reader | None]:
        return {}

    def reads(self, lang: str) -> Reader | None:
        """The independent reader of a language, with the words that the record says the story has added."""
        if lang not in self._readers:
            self._readers[lang] = self._reader(lang)
        return self._readers[lang]

    def _reader(self, lang: str) -> Reader | None:
        told = self.record["reading"].get(lang, {})
        words = {name: tuple(these) for name, these in told.get("words", {}).items()}
        units = {spelling: tuple(ids) for spelling, ids in told.get("units", {}).items()}
        counted, terms = frozenset(told.get("counted", ())), tuple(told.get("terms", ()))
        return reader(lang, Additions(words=words, units=units, counted=counted, terms=terms))

    def size(self, unit: str) -> tuple[str, Decimal]:
        """What a unit of the story, or of the reader's stock, measures, and its size in the base unit of that."""
        if own := self.record["units"].get(unit):
            return own["measures"], Decimal(own["size"])
        return stock()[unit].measures, stock()[unit].size


def site_at(place: str) -> Site:
    """The site in a folder, or at an address."""
    if not re.match(r"https?://", place):
        return Site(lambda path: (Path(place) / path).read_text("utf-8-sig"))

    def fetch(path: str) -> str:
        with urlopen(f"{place.rstrip('/')}/{path}", timeout=30) as answer:
            text: str = answer.read().decode("utf-8-sig")
            return text

    return Site(fetch)


@lru_cache(maxsize=64)
def _excerpt(fetch: Fetch, path: str) -> str:
    """The words of a page that shows excerpts, without white space; drawings and numbers of rows left out."""
    return _spaceless(_TAG.sub("", _SILENT.sub("", fetch(path))))


def faults(site: Site, sources: Path | None = None) -> Iterator[str]:
    """A line for everything that does not hold."""
    yield from _pages(site)
    for figure in site.record["figures"]:
        fact = site.facts[figure["edition"]].get(figure["fact"])
        if fact is None:
            yield f"{next(iter(figure['paths']))}: {figure['fact']} is printed, and facts.json has no such fact"
        elif fault := _said(site, figure, fact):
            yield f"{next(iter(figure['paths']))}: {figure['fact']}: “{figure['words']}” {fault}"
    first = next(iter(site.facts))
    for fact in site.facts[first].values():
        yield from (f"{fact['id']}: {fault}" for fault in _evidence(site, first, fact))
    if sources:
        yield from _stored(site, sources, first)


def _pages(site: Site) -> Iterator[str]:
    """What pages print otherwise than the record says."""
    due: dict[str, dict[tuple[str, str], int]] = {}
    for figure in site.record["figures"]:
        for path, often in figure["paths"].items():
            due.setdefault(path, {})[figure["fact"], _plain(figure["words"])] = int(often)
    for path, figures in due.items():
        try:
            text = site.fetch(path)
        except (OSError, UnicodeDecodeError) as error:
            yield f"{path}: it cannot be read: {error}"
            continue
        printed = {(found[2], _plain(_INNER.sub("", found[3]))) for found in _FIGURE.finditer(text)}
        for fact, words in sorted(printed - figures.keys()):
            yield f"{path}: “{words}” is printed as {fact}, of which the record knows nothing"
        whole = _plain(_TAG.sub("", text) + "\x00".join(_ATTRIBUTE.findall(text)))
        for (fact, words), often in sorted(figures.items()):
            if whole.count(words) < often:
                yield f"{path}: {fact}: the record says “{words}”, which does not stand there as often as it should"


def _plain(text: str) -> str:
    """Words as a reader sees them, without white space: pages keep a figure on one line by spaces of their own."""
    return "".join(html.unescape(text).split())


def _said(site: Site, figure: Mapping[str, Any], fact: Mapping[str, Any]) -> str | None:
    """What is wrong with printed words, read afresh; None where they are the fact, or where no reader knows them."""
    words, lang = figure["words"], site.record["editions"][figure["edition"]]["lang"]
    told = {str(facts.get(fact["id"], fact)["value"]).casefold() for facts in site.facts.values()}
    if words.casefold() in told:
        return None
    if fact["kind"] == "words":
        return f"is not “{fact['value']}”"
    if figure["bare"]:
        return None if _is_bare(site, words, fact) else f"is not {fact['value']}"
    if words.isdecimal() and fact["op"] == "as stated" and _is_bare(site, words, fact):
        return None
    for one in dict.fromkeys((lang, *(other["lang"] for other in site.record["editions"].values()))):
        known = site.reads(one)
        if known is None or any(_agrees(site, read, fact, printed=True) for read in _read(site, known, words)):
            return None
    return f"does not read as {fact['op']} {fact['value']} {fact['unit'] or ''}".rstrip()


def _is_bare(site: Site, words: str, fact: Mapping[str, Any]) -> bool:
    """Whether a number alone is the fact's, in its own unit or, as an edition may say it, in another of the measure."""
    try:
        number, value = Decimal(words.replace(",", "")), Decimal(str(fact["value"]))
    except ArithmeticError:
        return False
    measures, size = site.size(fact["unit"]) if fact["unit"] else ("", Decimal(1))
    sizes = {site.size(unit)[1] for unit in site.record["units"] if site.size(unit)[0] == measures} | {size}
    return any(number * other == value * size for other in sizes)


def _read(site: Site, known: Reader, words: str) -> Iterator[Quantity]:
    """The quantities of some words; hours with minutes behind them are one, and an ordinal is its number."""
    timed: list[Quantity] = []
    for one in known.read(words):
        if timed and not _goes_on(site, timed[-1], one, words):
            yield _joined(site, timed)
            timed = []
        timed.append(one)
    if timed:
        yield _joined(site, timed)
    if ordinal := _ORDINAL.search(words):
        number = next((at for at, names in enumerate(_ORDINALS, 1) if ordinal[0].lower() in names), 0)
        yield Quantity(0, 0, words, "ordinal", Decimal(ordinal[1] or ordinal[2] or number))


def _goes_on(site: Site, one: Quantity, other: Quantity, words: str) -> bool:
    """Whether `other` is the smaller part of the same amount: 5小时 32分, 5 hours and 32 minutes."""
    if words[one.end : other.start].strip() not in ("", "and") or not (one.units and other.units):
        return False
    (measures, size), (kind, less) = site.size(one.units[0]), site.size(other.units[0])
    return measures == kind and size > less


def _joined(site: Site, parts: list[Quantity]) -> Quantity:
    last, own = parts[-1], {part.text for part in parts}
    if len(parts) == 1 or any(part.value is None for part in parts):
        return last
    whole = sum((site.size(part.units[0])[1] * (part.value or 0) for part in parts), Decimal(0))
    unknown = tuple(word for part in parts for word in part.why if word not in own)
    return replace(parts[0], value=whole / site.size(last.units[0])[1], units=last.units, why=unknown)


def _agrees(site: Site, read: Quantity, fact: Mapping[str, Any], printed: bool = False) -> bool:
    """Whether a quantity that was read is the fact: date, or number with unit and bound."""
    if read.why:
        return False
    if fact["kind"] == "date":
        return read.date is not None and compatible(read.date, parse(str(fact["value"])))
    if read.value is None or fact["value"] is None:
        return False
    value, number = Decimal(str(fact["value"])), read.value
    if read.bound == "between" and not printed:  # a range is two facts of one quotation, an end each
        number = read.high if read.high == value else number
    elif read.bound != BOUNDS[fact["op"]] and (printed or not _is_limit(site, read, fact)):
        return False
    if printed and fact["change"] and read.change not in (None, fact["change"]):
        return False
    if not read.units or read.kind == "ordinal":
        return number == value  # the unit stands elsewhere, or is a thing that is only counted
    return any(_same(site, number, unit, value, fact["unit"]) for unit in read.units)


def _is_limit(site: Site, read: Quantity, fact: Mapping[str, Any]) -> bool:
    """Whether the number is a ceiling or floor itself, and the fact's label calls it so: 上限8.2亿."""
    labels = " ".join(facts[fact["id"]]["label"] for facts in site.facts.values()).lower()
    known = [site.reads(one["lang"]) for one in site.record["editions"].values()]
    limits = {word for reader in known if reader for word in reader.lexicon.tables["limits"]}
    said = [any(word in text for word in limits) for text in (simplified(read.text.lower()), labels)]
    return fact["op"] == "as stated" and all(said)


def _same(site: Site, number: Decimal, unit: str, value: Decimal, own: str | None) -> bool:
    if own is None or unit == own:
        return number == value
    (measures, size), (kind, whole) = site.size(unit), site.size(own)
    return number * size == value * whole if measures == kind else number == value and unit not in stock()


def _evidence(site: Site, edition: str, fact: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a quotation: it does not stand in what is published, or says something else."""
    source, quote = fact["source"], fact["quote"]
    if not source or not quote:
        return
    told = site.record["sources"].get(source)
    if told is None:
        yield f"it quotes {source}, of which the record knows nothing"
        return
    if not any(_spaceless(quote) in page for page in _excerpts(site, edition, fact)):
        yield f"“{quote}” stands in no page that the site publishes"
    found = list(_quoted(site, fact))
    if found and not any(read.why or _agrees(site, read, fact) for read in found):
        yield f"“{quote}” does not read as {fact['op']} {fact['value']} {fact['unit'] or ''}".rstrip()


def unread(site: Site) -> Iterator[str]:
    """A line for every quotation that the independent reader does not understand: it neither confirms nor doubts it."""
    for fact in next(iter(site.facts.values())).values():
        found = list(_quoted(site, fact))
        words = dict.fromkeys(word for read in found for word in read.why)
        if words and not any(_agrees(site, read, fact) for read in found):
            yield f"{fact['id']}: “{fact['quote']}” is not understood, for want of {', '.join(words)}"


def _quoted(site: Site, fact: Mapping[str, Any]) -> Iterator[Quantity]:
    """What the independent reader reads in a fact's quotation, where that states a number or a date."""
    told = site.record["sources"].get(fact["source"] or "")
    known = site.reads(told["lang"]) if told and fact["quote"] else None
    if known and fact["kind"] in ("number", "date") and fact["status"] != "inferred":
        yield from _read(site, known, fact["quote"])


def _excerpts(site: Site, edition: str, fact: Mapping[str, Any]) -> Iterator[str]:
    """The words of the page of the source, and of the fact's own."""
    home = site.record["editions"][edition]["path"]
    for path in (f"{home}source/{fact['source']}/index.html", f"{home}facts/{fact['id']}/index.html"):
        try:
            yield _excerpt(site.fetch, path)
        except OSError:
            continue


def _spaceless(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", html.unescape(text)).split())


def _stored(site: Site, folder: Path, edition: str) -> Iterator[str]:
    """What is wrong with the stored texts themselves."""
    texts: dict[str, str] = {}
    for name, source in site.record["sources"].items():
        if source.get("text"):
            try:
                texts[name] = (folder / source["text"]).read_text("utf-8-sig")
            except OSError as error:
                yield f"{name}: {source['text']} cannot be read: {error.strerror}"
                continue
            if hashlib.sha256(texts[name].encode()).hexdigest() != source.get("sha256"):
                yield f"{name}: {source['text']} is not the text that was pinned on {source.get('taken')}"
    for fact in site.facts[edition].values():
        text = texts.get(fact["source"] or "")
        if text is not None and fact["quote"] and _spaceless(fact["quote"]) not in _spaceless(text):
            yield f"{fact['id']}: “{fact['quote']}” is not in {fact['source']}"
