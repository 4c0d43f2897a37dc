"""Units of the engine's stock, which a story may name with nothing declared; its own go before them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_name
from babel.units import UnknownUnitError, format_unit

from galley.guess import closest, one_of
from galley.inputs.yamlfile import Document
from galley.languages import family
from galley.model import Edition, Forms, Unit
from galley.numbers.reading.stock import StockUnit, stock
from galley.numbers.vocabulary import converter
from galley.story.entries import Entries
from galley.story.themed import nearest

SMALL = frozenset({"time", "ratio", "points", "multiple", "temperature", "discount", "age", "rank", "score", "angle"})
"""What is measured in these is hardly ever so much that its number takes 万 or million."""
WITHIN = {"minute": "hour", "second": "minute"}
_FILE = Document("galley/numbers/reading/units.yaml", {}, (0, 0, None), "")


def with_stock(own: Entries[Unit], editions: Iterable[Edition]) -> Entries[Unit]:
    """The story's units, and every stock unit that its editions have words for and that it does not define."""
    authored = [edition for edition in editions if not edition.script]
    known = replace(own, found=dict(own.found), written=dict(own.written))
    for name, shipped in stock().items():
        forms = {edition.id: form for edition in authored if (form := _form(shipped, edition))}
        if name not in own.written and len(forms) == len(authored):
            known.found[name] = _unit(shipped, forms)
            known.written[name] = _FILE, (name,)
    return known


def unit_meant(name: str, known: Iterable[str]) -> str:
    """A hint for an unknown unit: the one of the stock that is written so, or the nearest id.

    One of the stock is unknown where CLDR has no word of it for an edition: the hint has an entry to fill in.
    """
    if shipped := stock().get(name):
        entry = f"{{measures: {shipped.measures}, size: {_size(shipped)}, forms: {{edition: its word, …}}}}"
        return f"The stock has no word of it for every edition. Write in data/units.yaml: {name}: {entry}."
    words = {name, f"{name}s", name.upper()}  # cny is written CNY
    spelt = next((unit.id for unit in stock().values() if words & {*unit.names("en"), *unit.names("zh")}), None)
    own = list(known)
    likely = f"Did you mean {spelt}?" if spelt else closest(name, [*own, *stock()], one_of(own))
    return f"{likely} A new one goes into data/units.yaml."


def _size(shipped: StockUnit) -> str:
    exact = shipped.size.denominator in (1, 60)
    return str(shipped.size) if exact else f"{float(shipped.size):g}"


def only_used(known: Entries[Unit], own: Entries[Unit], named: Iterable[str]) -> Entries[Unit]:
    """The story's units, and those of the stock that something names, with those that they are said in or within."""
    kept = dict(own.found)
    said_in = (other for unit in kept.values() for other in (*unit.as_.values(), unit.within))
    wanted = [name for name in (*named, *said_in) if name in known.found]
    while wanted:
        name = wanted.pop()
        if name not in kept:
            kept[name] = known.found[name]
            also = (*kept[name].as_.values(), *kept[name].covers, kept[name].within)
            wanted += [other for other in also if other and other in known.found]
    return replace(own, found=kept, written={**own.written, **{name: known.written[name] for name in kept}})


def _unit(shipped: StockUnit, forms: Mapping[str, str | Forms]) -> Unit:
    english = shipped.forms["en"]
    one = english if isinstance(english, str) else english["one"]
    return Unit(
        id=shipped.id,
        measures=shipped.measures,
        size=shipped.size,
        group=shipped.measures not in SMALL,
        within=WITHIN.get(shipped.id),
        forms=forms,
        attributive={edition: one for edition in forms if family(edition) == "en"},
        reads={"zh-Hans": tuple(shipped.names("zh")), "en": tuple(shipped.names("en"))},
        numerals={"zh-Hans": "han"} if shipped.id == "tenths" else {},
        covers=(),
        **{"as": {edition: "percent" for edition in forms if family(edition) != "zh"}}
        if shipped.id in ("tenths", "discount")
        else {},
    )


def _form(shipped: StockUnit, edition: Edition) -> str | Forms | None:
    """Its word in an edition: its own in Chinese and English, CLDR's in other languages."""
    if family(edition.lang) == "en":
        form: str | Forms = shipped.forms["en"]
        return form
    if family(edition.lang) == "zh":
        return nearest({"zh-Hans": shipped.forms["zh-Hans"]}, edition, lambda word, script: converter(script)(word))
    return _from_cldr(shipped, edition)


def _from_cldr(shipped: StockUnit, edition: Edition) -> Forms | None:
    """The plural forms, taken from whole numbers of each category; None where CLDR has no word."""
    if shipped.cldr is None:
        return None
    try:
        locale = Locale.parse(edition.locale or edition.lang, sep="-")
        said = {n: _words_of(shipped.cldr, n, locale) for n in _EACH_CATEGORY}
    except (ValueError, UnknownLocaleError, UnknownUnitError):
        return None
    forms = {locale.plural_form(n): re.sub(r"^\D*?[\d.,\s]+", "", words).strip() for n, words in reversed(said.items())}
    return forms if all(forms.values()) and "other" in forms else None


def _words_of(cldr: str, n: int, locale: Locale) -> str:
    """So many of a unit, or of a currency, in words; nothing where its code stands for its name."""
    if "-" in cldr:
        return format_unit(n, cldr, "long", locale=locale)
    name = get_currency_name(cldr, n, locale)
    return "" if name == cldr else f"{n} {name}"


_EACH_CATEGORY = (0, 1, 2, 3, 6, 11, 100, 1000000)
