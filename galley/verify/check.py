"""Checks a published site, as a stranger would: nothing of the story is read, of the engine only reader and numbers.

For each printed figure: the page still says what the record says that it says; the words, read by the independent
reader, are the fact of `data/facts.json`; its quotation stands in the excerpts that the site publishes, and says the
same. With the stored texts at hand also that each is the pinned one, and holds the quotation.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from galley.numbers.exact import in_digits
from galley.numbers.reading import Quantity, shipped_reader
from galley.numbers.reading.stock import stock
from galley.verify.published import RECORD, PublishedSite, agrees, is_bare, read
from galley.verify.recount import exact, miscounted

_OPENED = re.compile(r"<([A-Za-z][\w-]*+)([^<>]*+)>")
_NAMED = re.compile(r"\bdata-fact\s*+=\s*+[\"']?([\w.-]++)")
_INNER = re.compile(r"</?span\b[^<>]*+>|<wbr>")
_ATTRIBUTE = re.compile(r"=\"([^\"]*)\"")
_TAG = re.compile(r"<[^<>]*+>")
_SILENT = re.compile(r"<(script|style|svg|b)\b")
LONGEST = 4000
"""Letters that printed words, with their markup, or a quotation may have: a page that has more is no reader's."""


def _figures(text: str) -> Iterator[tuple[str, str]]:
    """The facts that a page prints, each with the markup of its words."""
    for tag in _OPENED.finditer(text):
        if named := _NAMED.search(tag[2]):
            end = text.find(f"</{tag[1]}>", tag.end(), tag.end() + LONGEST)
            yield named[1], text[tag.end() : end if end >= 0 else tag.end() + LONGEST]


def _spoken(text: str) -> str:
    """A page without its drawings, scripts and numbers of rows."""
    parts, at, unclosed = [], 0, set[str]()
    for opened in _SILENT.finditer(text):
        end = -1 if opened[1] in unclosed else text.find(f"</{opened[1]}>", opened.end())
        if end < 0:
            unclosed.add(opened[1])
        elif opened.start() >= at:
            parts.append(text[at : opened.start()])
            at = end + len(opened[1]) + 3
    return "".join(parts) + text[at:]


@lru_cache(maxsize=64)
def _excerpt(site: PublishedSite, path: str) -> str:
    """The words of a page that shows excerpts, without white space; drawings and numbers of rows left out."""
    return _spaceless(_TAG.sub("", _spoken(site.fetch(path))))


def faults(site: PublishedSite, sources: Path | None = None) -> Iterator[str]:
    """A line for everything that does not hold."""
    yield from _pages(site)
    yield from _files(site)
    yield from _unlisted(site)
    yield from _odd_words(site)
    for figure in site.record["figures"]:
        fact = site.facts[figure["edition"]].get(figure["fact"])
        if fact is None:
            yield f"{next(iter(figure['paths']))}: {figure['fact']} is printed, and facts.json has no such fact"
        elif fault := _said(site, figure, fact):
            yield f"{next(iter(figure['paths']))}: {figure['fact']}: “{figure['words']}” {fault}"
    first = next(iter(site.facts))
    for fact in site.facts[first].values():
        yield from (f"{fact['id']}: {fault}" for fault in _evidence(site, first, fact))
        yield from (f"{fact['id']}: {fault}" for fault in _apart(site, fact))
    yield from _claimed(site)
    if sources:
        yield from _stored(site, sources, first)


def _pages(site: PublishedSite) -> Iterator[str]:
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
        printed = {(fact, _plain(_INNER.sub("", words))) for fact, words in _figures(text)}
        for fact, words in sorted(printed - figures.keys()):
            yield f"{path}: “{words}” is printed as {fact}, of which the record knows nothing"
        whole = _plain(_TAG.sub("", text) + "\x00".join(_ATTRIBUTE.findall(text)))
        for (fact, words), often in sorted(figures.items()):
            if whole.count(words) < often:
                yield f"{path}: {fact}: the record says “{words}”, which does not stand there as often as it should"


def _plain(text: str) -> str:
    """Words as a reader sees them, without white space: pages keep a figure on one line by spaces of their own."""
    return "".join(html.unescape(text).split())


def _files(site: PublishedSite) -> Iterator[str]:
    """Files that are not those that were published: pictures, tables, drawings, scripts and stylesheets among them."""
    for path, due in site.record["files"].items():
        try:
            if hashlib.sha256(site.content(path)).hexdigest() != due:
                yield f"{path}: it is not the file that was published"
        except OSError as error:
            yield f"{path}: it cannot be read: {error}"


def _unlisted(site: PublishedSite) -> Iterator[str]:
    """Files that stand on the site, and of which the record knows nothing; a host's own, and compressed ones, apart."""
    known = {*site.record["files"], RECORD}
    try:
        strays = [
            path for path in site.listed() if _UNSQUEEZED.sub("", path) not in known and not _OF_HOST.search(path)
        ]
    except OSError as error:
        strays = []
        yield f"the site's pages cannot be listed: {error}"
    yield from (f"{path}: it stands on the site, and the record does not name it" for path in strays)


_UNSQUEEZED = re.compile(r"\.(?:br|gz)$")
_OF_HOST = re.compile(r"(?:^|/)[_.][^/]*$")


def _claimed(site: PublishedSite) -> Iterator[str]:
    """Figures that were checked otherwise than their status says, in a text that has no pin, or as names."""
    terms = {_spaceless(term) for told in site.record["reading"].values() for term in told["terms"]}
    pinned = {name for name, one in site.record["sources"].items() if one.get("sha256") and one.get("text")}
    for figure in site.record["figures"]:
        fact = site.facts[figure["edition"]].get(figure["fact"])
        if fact is None:
            continue
        due, checked = _CHECKS.get(fact["status"]), set(figure["checked"])
        if fact["kind"] != "words" and _spaceless(figure["words"]) in terms:
            yield f"data/proof.json: “{figure['words']}” is said to be a name"
        if due not in checked:
            yield f"{fact['id']}: it is {fact['status']}, and was checked by {', '.join(sorted(checked))}"
        elif "quote-found" in checked and fact["source"] not in pinned:
            yield f"{fact['id']}: its quotation is said to be found in {fact['source']}, of which no text is pinned"


_CHECKS = {"checked": "quote-found", "cited": "quote-cited", "derived": "calculated", "inferred": "inferred"}
"""What a fact of each status was checked by."""


def _odd_words(site: PublishedSite) -> Iterator[str]:
    """Units and words of the record that the reader already has, and that mean something else there."""
    scales: dict[str, tuple[str, Fraction]] = {}  # a story names its measures and their base units as it likes
    for name, unit in site.record["units"].items():
        if known := stock().get(name):
            scale = known.measures, exact(unit["size"]) / known.size
            if scales.setdefault(unit["measures"], scale) != scale:
                due = in_digits(known.size)
                yield f"data/proof.json: {name} is {unit['size']} {unit['measures']}, and by the stock {due}"
    for lang, told in site.record["reading"].items():
        if plain := shipped_reader(lang):
            roles, added = plain.lexicon.roles, [word for words in told["words"].values() for word in words]
            odd = [word for word in added if _BOUNDS & roles.get(word, {}).keys()]
            odd += [term for term in told["terms"] if not re.search(r"[^\W\d]", term)]
            yield from (f"data/proof.json: “{word}” is said to be a word that changes nothing" for word in odd)


_BOUNDS = {"bound", "not", "minus", "rise", "fall"}
"""What shipped words may do to a figure, and no story may undo."""


def _apart(site: PublishedSite, fact: Mapping[str, Any]) -> Iterator[str]:
    """What another edition's facts.json says otherwise of a fact."""
    same = ["op", "unit", "margin", "among", "change", "as_of", "source", "status", *_EXACT.get(fact["kind"], ())]
    for edition, facts in site.facts.items():
        other = facts.get(fact["id"])
        if other is None or any(other.get(key) != fact.get(key) for key in same):
            yield f"it is not what the facts of {edition} say"


_EXACT = {"number": ("value",), "date": ("value",), "range": ("low", "high")}
"""What is the same in every language; words are not."""


def _said(site: PublishedSite, figure: Mapping[str, Any], fact: Mapping[str, Any]) -> str | None:
    """What is wrong with printed words, read afresh; None where they are the fact, or where no reader knows them."""
    words, lang = figure["words"], site.record["editions"][figure["edition"]]["lang"]
    if len(words) > LONGEST:
        return "is longer than anybody reads"
    told = {str(facts.get(fact["id"], fact)["value"]).casefold() for facts in site.facts.values()}
    if words.casefold() in told and (fact["kind"] != "number" or fact["op"] == "as stated"):
        return None
    if fact["kind"] == "words":
        return f"is not “{fact['value']}”"
    if figure["bare"]:
        return None if is_bare(site, words, fact) else f"is not {fact['value']}"
    if words.isdecimal() and fact["kind"] != "range" and fact["op"] == "as stated" and is_bare(site, words, fact):
        return None
    for one in dict.fromkeys((lang, *(other["lang"] for other in site.record["editions"].values()))):
        known = site.reads(one)
        if known is None or any(agrees(site, read, fact, printed=True) for read in read(site, known, words)):
            return None
    return f"does not read as {fact['op']} {fact['value']} {fact['unit'] or ''}".rstrip()


def _evidence(site: PublishedSite, edition: str, fact: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a quotation: it does not stand in what is published, or says something else."""
    source, quote = fact["source"], fact["quote"]
    if fact["derived_from"]:
        if fault := miscounted(fact, site.facts[edition], site.size):
            yield fault
        return
    if not source or not quote:
        if not source or any(_excerpts(site, edition, fact, own=True)):
            yield "it neither quotes a source nor is calculated"
        return
    told = site.record["sources"].get(source)
    if told is None or len(quote) > LONGEST:
        yield f"it quotes {source}, of which the record knows nothing" if told is None else "it quotes a whole book"
        return
    if not any(_spaceless(quote) in page for page in _excerpts(site, edition, fact)):
        yield f"“{quote}” stands in no page that the site publishes"
    found = list(_quoted(site, fact))
    if found and not any(read.why or agrees(site, read, fact) or _is_scaled(read, fact) for read in found):
        yield f"“{quote}” does not read as {fact['op']} {fact['value']} {fact['unit'] or ''}".rstrip()


def _is_scaled(read: Quantity, fact: Mapping[str, Any]) -> bool:
    """Whether the number of a cell is the fact's but for a power of ten, which the head of its table says."""
    if not fact.get("cell") or fact["value"] is None or not read.value:
        return False
    times = Decimal(str(fact["value"])) / read.value
    return times > 0 and times.normalize().as_tuple().digits == (1,)


def unread(site: PublishedSite) -> Iterator[str]:
    """A line for every quotation that the independent reader does not understand: it neither confirms nor doubts it."""
    for fact in next(iter(site.facts.values())).values():
        found = list(_quoted(site, fact))
        words = dict.fromkeys(word for read in found for word in read.why)
        if words and not any(agrees(site, read, fact) for read in found):
            yield f"{fact['id']}: “{fact['quote']}” is not understood, for want of {', '.join(words)}"


def _quoted(site: PublishedSite, fact: Mapping[str, Any]) -> Iterator[Quantity]:
    """What the independent reader reads in a fact's quotation, where that states a number or a date."""
    told = site.record["sources"].get(fact["source"] or "")
    known = site.reads(told["lang"]) if told and fact["quote"] and len(fact["quote"]) <= LONGEST else None
    if known and fact["kind"] in ("number", "range", "date") and fact["status"] != "inferred":
        yield from read(site, known, fact["quote"])


def _excerpts(site: PublishedSite, edition: str, fact: Mapping[str, Any], own: bool = False) -> Iterator[str]:
    """The words of the fact's own page, and of those of its series and of its source; a line of a series has no own."""
    home = site.record["editions"][edition]["path"]
    series = _SERIES.search(str(fact["permalink"]))
    others = [f"source/{fact['source']}/", *([series[0]] if series else [])]
    for path in (f"facts/{fact['id']}/", *([] if own else others)):
        try:
            yield _excerpt(site, f"{home}{path}index.html")
        except OSError:
            continue


_SERIES = re.compile(r"\bseries/[a-z0-9-]+/(?=#)")


def _spaceless(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", html.unescape(text)).split())


def _stored(site: PublishedSite, folder: Path, edition: str) -> Iterator[str]:
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
