"""A number system of the story's own says what CLDR says of its language: scales, signs, months and number words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel import Locale, UnknownLocaleError

from galley.errors import Problem
from galley.guess import one_of
from galley.languages import family
from galley.numbers import cldr
from galley.numbers.numerals import System
from galley.numbers.reading.shipped import shipped
from galley.story.draft import Draft


def system_rules(draft: Draft) -> Iterator[Problem]:
    """What each system of data/numbers.yaml says otherwise than the language of an edition that counts by it."""
    told = set[tuple[str, str]]()
    for edition in draft.editions.found.values():
        system = draft.numbers.found.get(edition.numbers)
        if system is None or (system.id, edition.lang) in told:
            continue
        told.add((system.id, edition.lang))
        try:
            locale = Locale.parse(edition.locale or edition.lang, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
        for keys, message, hint in _differs(system, edition.lang, locale):
            yield Problem("numbers-otherwise", draft.numbers.place(system.id, *keys), f"{system.id}: {message}", hint)


_PARTS = {"y": "y", "m": "M", "month": "M", "d": "d"}
_SAID = {"y": "year", "M": "month", "d": "day"}
Said = tuple[tuple[str | int, ...], str, str]


def _differs(system: System, lang: str, locale: Locale) -> Iterator[Said]:
    decimal = str(locale.number_symbols["latn"]["decimal"])
    if system.decimal != decimal:
        yield ("decimal",), f"the decimal sign is “{decimal}” in {lang}.", f'Write decimal: "{decimal}".'
    yield from _scales(system, lang, locale)
    names = cldr.months(locale)
    for at, name in enumerate(system.months):
        if names.get(name.lower().rstrip(".")) != at % 12 + 1:
            due = [one for one, number in names.items() if number == at % 12 + 1]
            yield ("months", at), f"month {at % 12 + 1} is not called “{name}” in {lang}.", one_of(due)
    yield from _words(system, lang)
    calendar = "".join(re.findall("[yMd]", re.sub("'[^']*'|([yMd])\\1*", r"\1", locale.date_formats["long"].pattern)))
    for at, pattern in enumerate(system.dates):
        order = "".join(_PARTS[name] for name in re.findall(r"\{(\w+)\}", pattern) if name in _PARTS)
        if at == 0 and len(order) == 3 and order != calendar and not (lang[:2] == "en" and order == "dMy"):
            said = ", ".join(_SAID[part] for part in calendar)
            yield (
                ("dates", at),
                f"“{pattern}” is not in the order of {lang}: {said}.",
                "Write the day that is printed so.",
            )
        if any(character.isdecimal() for character in pattern):
            yield ("dates", at), f"“{pattern}” would read a digit into every date.", "Write {y}, {m} or {month}, {d}."


def _scales(system: System, lang: str, locale: Locale) -> Iterator[Said]:
    known = cldr.scales(locale)
    for at, scale in enumerate(system.scales):
        for word in (*scale.forms.values(), *scale.reads):
            if known.get(word.lower()) != scale.size:
                said = known.get(word.lower())
                message = f"“{word}” is {f'{said:f}' if said else 'no scale word that CLDR has'} in {lang}."
                yield ("scales", at), message, "Mend its size or its forms, or leave the scale out."


def _words(system: System, lang: str) -> Iterator[Said]:
    listed = shipped("counting").get(family(lang))
    if system.words and listed is None:
        yield ("words",), f"nothing tells whether these are the number words of {lang}.", "Leave words: out."
    for at, word in enumerate(system.words if listed else ()):
        if listed and at < len(listed) and word.lower() not in listed[at].split("/"):
            yield ("words", at), f"{at} is not “{word}” in {lang}.", f"Write {listed[at].replace('/', ' or ')}."
