"""A published site as a stranger has it: its record, its facts, and what its figures read as.

The site may be anybody's, so nothing that it holds or answers is waited for without end, or read without a bound.
"""

from __future__ import annotations

import html
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from galley.dates import compatible, parse
from galley.folder import LARGEST, plain_bytes
from galley.numbers.exact import in_decimal
from galley.numbers.reading import Additions, Quantity, Reader, reader
from galley.numbers.reading.lexicon import simplified
from galley.numbers.reading.stock import stock
from galley.verify.recount import exact

Fetch = Callable[[str], bytes]
"""What stands at a path of the site. Raises OSError where nothing does."""

PATIENCE, WHOLE = 30.0, 1200.0
"""Seconds in which a file must have come from an address, and in which all that is asked for must."""

RECORD = "data/proof.json"
BOUNDS = {
    "as stated": "=", "just under": "<~", "about": "~", "above": ">", "about or above": ">~", "at least": ">=",
    "less than": "<", "at most": "<=", "higher or lower by": "±",
}  # fmt: skip
"""The words of facts.json for how a number stands to the truth."""


@dataclass(frozen=True)
class PublishedSite:
    """A published site: its record, its facts by edition, and whatever else is asked for."""

    content: Fetch
    listed: Callable[[], Iterable[str]]

    def fetch(self, path: str) -> str:
        """The text at a path. Raises OSError where there is none, ValueError where it is no text."""
        return _text(path, self.content(path))

    @cached_property
    def record(self) -> Mapping[str, Any]:
        return self._json(RECORD)

    @cached_property
    def facts(self) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
        """By edition and id."""
        told = {name: self._json(one["facts"], Decimal)["facts"] for name, one in self.record["editions"].items()}
        return {edition: {fact["id"]: fact for fact in facts} for edition, facts in told.items()}

    def _json(self, path: str, whole: Callable[[str], Any] = int) -> Mapping[str, Any]:
        try:
            told: Mapping[str, Any] = json.loads(self.fetch(path), parse_float=Decimal, parse_int=whole)
        except RecursionError:
            raise ValueError(f"{path} is nested too deeply") from None
        return told

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

    @cached_property
    def _scales(self) -> Mapping[str, tuple[str, Fraction]]:
        """What the stock calls a measure → what the story calls it, and how large the stock's base unit is there."""
        own = {name: one for name, one in self.record["units"].items() if name in stock()}
        return {
            stock()[name].measures: (one["measures"], exact(one["size"]) / stock()[name].size)
            for name, one in own.items()
        }

    def size(self, unit: str) -> tuple[str, Fraction]:
        """What a unit of the story, or of the reader's stock, measures, and its size in the story's base unit of it."""
        if own := self.record["units"].get(unit):
            return own["measures"], exact(own["size"])
        measures, scale = self._scales.get(stock()[unit].measures, (stock()[unit].measures, Fraction(1)))
        return measures, stock()[unit].size * scale


def site_at(place: str) -> PublishedSite:
    """The site in a folder, or at an address."""
    if not re.match(r"https?://", place):
        home = Path(place)
        files = sorted(path.relative_to(home).as_posix() for path in home.rglob("*") if not path.is_dir())
        return PublishedSite(lambda path: plain_bytes(_inside(home, path)), lambda: files)
    until = time.monotonic() + WHOLE

    def content(path: str) -> bytes:
        address = f"{place.rstrip('/')}/{quote(_plain_path(path))}"
        return _within(min(PATIENCE, until - time.monotonic()), lambda: _asked(address))

    def mapped() -> Iterator[str]:
        """The pages of the map, whose addresses all begin with that of the site, wherever it stands now."""
        found = sorted(map(html.unescape, re.findall(r"<loc>([^<]+)</loc>", site.fetch("sitemap.xml"))), key=len)
        yield from (f"{one.removeprefix(found[0])}index.html" for one in found if one.endswith("/"))

    site = PublishedSite(content, mapped)
    return site


_ODD_PATH = re.compile(r"^/|(^|/)\.\.?(/|$)|[\x00-\x1f\x7f\\\ud800-\udfff]")
"""What leads out of a site, or is no path at all."""


def _plain_path(path: str) -> str:
    if _ODD_PATH.search(path):
        raise OSError(f"{path!r} is no path of a site")
    return path


def _inside(home: Path, path: str) -> Path:
    file = (home / _plain_path(path)).resolve()
    if not file.is_relative_to(home.resolve()):
        raise OSError(f"{path!r} leads out of the site")
    return file


def _text(path: str, content: bytes) -> str:
    if len(content) > LARGEST:
        raise OSError(f"{path} is larger than {LARGEST >> 20} MB")
    return content.decode("utf-8-sig")


class _SameHost(HTTPRedirectHandler):
    """Follows no redirect to another host: what is checked must be what was named."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if urlsplit(newurl).hostname != urlsplit(req.full_url).hostname:
            fp.close()
            raise OSError(f"it leads to {newurl}; check that address, if it is the site's")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _asked(address: str) -> bytes:
    """What is answered there: a byte more than `LARGEST` at most. Raises OSError where nothing is."""
    try:
        with build_opener(_SameHost).open(address, timeout=PATIENCE) as answer:
            content: bytes = answer.read(LARGEST + 1)
            return content
    except HTTPException as error:
        raise OSError(f"{address} answers with what is no HTTP: {error!r}") from None


def _within(seconds: float, work: Callable[[], bytes]) -> bytes:
    """What the work gives, if it gives it in time: a server that says a letter now and then is left to itself."""
    answers: SimpleQueue[bytes | Exception] = SimpleQueue()

    def run() -> None:
        try:
            answers.put(work())
        except Exception as error:
            answers.put(error)

    Thread(target=run, daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0))
    except Empty:
        raise TimeoutError("it did not come in time") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def is_bare(site: PublishedSite, words: str, fact: Mapping[str, Any]) -> bool:
    """Whether a number alone is the fact's, in its own unit or, as an edition may say it, in another of the measure."""
    try:
        number = exact(words.replace(",", ""))
        values = [exact(fact[key]) for key in ("value", "low", "high") if fact.get(key) is not None]
    except (ArithmeticError, ValueError):
        return False
    measures, size = site.size(fact["unit"]) if fact["unit"] else ("", Fraction(1))
    sizes = {site.size(unit)[1] for unit in site.record["units"] if site.size(unit)[0] == measures} | {size}
    return any(number * other == value * size for other in sizes for value in values)


def read(site: PublishedSite, known: Reader, words: str) -> Iterator[Quantity]:
    """The quantities of some words; hours with minutes behind them are one."""
    timed: list[Quantity] = []
    for one in known.read(words):
        if timed and not _goes_on(site, timed[-1], one, words):
            yield _joined(site, timed)
            timed = []
        timed.append(one)
    if timed:
        yield _joined(site, timed)


def _goes_on(site: PublishedSite, one: Quantity, other: Quantity, words: str) -> bool:
    """Whether `other` is the smaller part of the same amount: 5小时 32分, 5 hours and 32 minutes."""
    if words[one.end : other.start].strip() not in ("", "and") or not (one.units and other.units):
        return False
    (measures, size), (kind, less) = site.size(one.units[0]), site.size(other.units[0])
    return measures == kind and size > less


def _joined(site: PublishedSite, parts: list[Quantity]) -> Quantity:
    last, own = parts[-1], {part.text for part in parts}
    if len(parts) == 1 or any(part.value is None for part in parts):
        return last
    whole = sum((site.size(part.units[0])[1] * Fraction(part.value or 0) for part in parts), Fraction(0))
    unknown = tuple(word for part in parts for word in part.why if word not in own)
    value = in_decimal(whole / site.size(last.units[0])[1])
    return replace(parts[0], value=value, units=last.units, why=unknown)


def agrees(site: PublishedSite, read: Quantity, fact: Mapping[str, Any], printed: bool = False) -> bool:
    """Whether a quantity that was read is the fact: date, or number with unit and bound."""
    if read.why:
        return False
    if fact["kind"] == "date":
        return read.date is not None and compatible(read.date, parse(str(fact["value"])))
    if read.value is None:
        return False
    if fact["kind"] == "range":
        return _is_range(site, read, fact)
    if fact["value"] is None:
        return False
    value, number = Decimal(str(fact["value"])), read.value
    if read.bound == "between" and not printed:  # a range is two facts of one quotation, an end each
        number = read.high if read.high == value else number
    elif read.bound != BOUNDS[fact["op"]] and not _is_wide(read, fact) and (printed or not _is_limit(site, read, fact)):
        return False
    if printed and fact["change"] and read.change not in (None, fact["change"]):
        return False
    if read.kind == "fraction" and fact["unit"] and site.size(fact["unit"])[0] == "ratio":
        return Fraction(number) == exact(value) * site.size(fact["unit"])[1]  # one in five is 20 per cent
    if not read.units or read.kind == "ordinal":
        return number == value  # the unit stands elsewhere, or is a thing that is only counted
    return any(_same(site, number, unit, value, fact["unit"]) for unit in read.units)


def _is_range(site: PublishedSite, read: Quantity, fact: Mapping[str, Any]) -> bool:
    """Whether both ends of a range are the fact's."""
    low, high = (Decimal(str(fact[end])) for end in ("low", "high"))
    if read.value is None or read.high is None or not read.units:
        return (read.value, read.high) == (low, high)
    ends = ((read.value, low), (read.high, high))
    return any(all(_same(site, said, unit, end, fact["unit"]) for said, end in ends) for unit in read.units)


def _is_wide(read: Quantity, fact: Mapping[str, Any]) -> bool:
    """Whether it reads as about only since the fact's margin follows: 52% ± 3 points."""
    return read.margin and fact.get("margin") is not None and fact["op"] in ("as stated", "about")


def _is_limit(site: PublishedSite, read: Quantity, fact: Mapping[str, Any]) -> bool:
    """Whether the number is a ceiling or floor itself, and the fact's label calls it so: 上限8.2亿."""
    labels = " ".join(facts[fact["id"]]["label"] for facts in site.facts.values()).lower()
    known = [site.reads(one["lang"]) for one in site.record["editions"].values()]
    limits = {word for reader in known if reader for word in reader.lexicon.tables["limits"]}
    said = [any(word in text for word in limits) for text in (simplified(read.text.lower()), labels)]
    return fact["op"] == "as stated" and all(said)


def _same(site: PublishedSite, number: Decimal, unit: str, value: Decimal, own: str | None) -> bool:
    if own is None or unit == own:
        return number == value
    (measures, size), (kind, whole) = site.size(unit), site.size(own)
    if measures != kind:
        return number == value and unit not in stock()
    return Fraction(number) * size == exact(value) * whole
