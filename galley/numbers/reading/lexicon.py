"""The words that govern a figure, as they are shipped, and those that a story adds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Literal, get_args

from opencc import OpenCC

from galley.languages import family
from galley.model import Change
from galley.numbers.reading.shipped import shipped

Language = Literal["zh", "en"]
Roles = Mapping[str, str]
"""What a word may be (bound, not, rise, link, plain …), each with its detail: the op of a bound."""

SIMPLE = (
    "exact", "emphasis", "unclear", "not", "minus", "rise", "fall", "above", "below", "to", "mode", "link", "plain"
)  # fmt: skip
"""Lists of the lexicon that say what a word is, with no detail."""

GOVERNING = frozenset({"bound", "not", "unclear"})
"""Roles of words that may not stand unread in a figure's clause."""

_WEIGHTY = GOVERNING | {"minus", "rise", "fall", "above", "below"}


@dataclass(frozen=True)
class Lexicon:
    """The words of one language, ready for reading."""

    language: Language
    roles: Mapping[str, Roles]
    after: Mapping[str, str]  # words after a figure → their op; "?" where they make it unclear
    tables: Mapping[str, Any]  # double, halves, times, vague, inside, labels
    names: frozenset[str]
    longest: int
    longest_after: int
    governing: re.Pattern[str]

    @cached_property
    def directions(self) -> tuple[str, ...]:
        """Words that say a rise or a fall."""
        return tuple(word for word, roles in self.roles.items() if {"rise", "fall"} & roles.keys())

    @cached_property
    def light(self) -> frozenset[str]:
        """Letters that stand between a word and a number and are part of neither: 把, 在, 了."""
        return frozenset(self.tables.get("light", ()))

    @cached_property
    def closing(self) -> frozenset[str]:
        """Letters that end what stands before a number: 队, 率, 中."""
        return frozenset(self.tables.get("closing", ()))

    @cached_property
    def foreign(self) -> re.Pattern[str]:
        """A foreign name at the end of a text: three and more letters that spell such names and weigh nothing."""
        letters = {*self.tables["foreign"]} - self.weighty
        return re.compile(f"[{''.join(sorted(letters))}]{{3,}}$")

    @cached_property
    def weighty(self) -> frozenset[str]:
        """Every letter of the words that bound, deny, doubt or direct a figure."""
        return frozenset("".join(word for word, roles in self.roles.items() if not _WEIGHTY.isdisjoint(roles)))

    @cached_property
    def heavy(self) -> re.Pattern[str]:
        """Every hedge and negation, those too that are common elsewhere."""
        return _governing(self.language, self.roles, frozenset())

    @property
    def vague(self) -> frozenset[str]:
        """Words that count without telling how many, or stand within a number: 几, 余, dozens."""
        within = (word for words in self.tables.get("inside", {}).values() for word in words)
        return frozenset({*self.tables["vague"], *within})


@dataclass(frozen=True)
class Additions:
    """What a story adds in one language: words by list, spellings of units, terms. {n} is where the number stands."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counted: frozenset[str] = frozenset()
    terms: tuple[str, ...] = ()


def languages() -> tuple[Language, ...]:
    return get_args(Language)


def language(tag: str) -> Language | None:
    """The lexicon's language for a tag such as zh-Hant-HK; None where none is shipped."""
    return next((one for one in languages() if one == family(tag)), None)


@dataclass(frozen=True)
class Pattern:
    """A pattern in simplified characters, which finds words in either script."""

    simple: re.Pattern[str]

    @property
    def pattern(self) -> str:
        """As it is written, for a longer one."""
        return self.simple.pattern

    def search(self, text: str) -> re.Match[str] | None:
        return self.simple.search(simplified(text))

    def match(self, text: str) -> re.Match[str] | None:
        return self.simple.match(simplified(text))

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self.simple.fullmatch(simplified(text))


@cache
def pattern(name: str) -> Pattern:
    """What the languages write around times, tables and counts, as the lexicon has it under `patterns:`, in one."""
    tables = (shipped(of)["patterns"] for of in languages())
    either = "|".join(f"(?:{table[name]})" for table in tables if name in table)
    return Pattern(re.compile(either, re.IGNORECASE))


def lexicon(of: Language, words: Mapping[str, Iterable[str]], terms: Iterable[str] = ()) -> Lexicon:
    """The shipped words and those that are added, in one."""
    lists = shipped(of)
    roles = {**_shipped_roles(of)}
    for word, role, detail in _added(of, words):
        roles[word] = {role: detail, **roles.get(word, {})}
    after = {folded(of, word): op for op, told in lists["after"].items() for word in told}
    return Lexicon(
        language=of,
        roles=roles,
        after=after,
        tables=lists,
        names=_shipped_names(of) | {folded(of, name) for name in terms},
        longest=max(map(_length(of), roles)),
        longest_after=max(map(len, after)),
        governing=_governing(of, roles, frozenset(lists["loose"])),
    )


@cache
def _shipped_roles(of: Language) -> Mapping[str, Roles]:
    roles: dict[str, dict[str, str]] = {}
    for word, role, detail in _told(of, shipped(of)):
        roles.setdefault(word, {}).setdefault(role, detail)
    return roles


@cache
def _shipped_names(of: Language) -> frozenset[str]:
    return frozenset(folded(of, name) for name in shipped(of)["names"])


def weighs(word: str) -> bool:
    """Whether an English word bounds, denies, doubts or directs a figure: over, up."""
    return bool(_WEIGHTY & shipped_lexicon("en").roles.get(word, {}).keys())


@cache
def shipped_lexicon(of: Language) -> Lexicon:
    """The shipped words alone."""
    return lexicon(of, {})


def _length(of: Language) -> Any:
    return len if of == "zh" else lambda words: words.count(" ") + 1


def _told(of: Language, lists: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(word, role, detail) of all that is shipped."""
    for op, words in lists["before"].items():
        yield from ((folded(of, word), "bound", op) for word in words)
    for name in SIMPLE:
        yield from ((folded(of, word), name, "") for word in lists.get(name, ()))
    yield from ((folded(of, word), "unclear", "relates") for word in lists["relates"])
    yield from ((word, "rise", "raised") for word in lists.get("raised", ()))
    if of == "zh":
        yield from _reaching(lists)
        yield from ((word, "plain", "") for name in ("light", "closing") for word in lists[name])


def _reaching(lists: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """A direction and the word that leads to a level, in one: 降至, 增加到."""
    for change in ("rise", "fall"):
        for word in lists[change]:
            yield from ((folded("zh", word + to), change, "to") for to in lists["to"])


def _added(of: Language, words: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str, str]]:
    for name, told in words.items():
        op = name.removeprefix("before ")
        yield from ((folded(of, word), *(("bound", op) if op != name else (name, ""))) for word in told)


def _governing(of: Language, roles: Mapping[str, Roles], loose: frozenset[str]) -> re.Pattern[str]:
    """A pattern of every hedge and negation; not of those so common elsewhere that nothing follows from them."""
    words = (word for word, one in roles.items() if not GOVERNING.isdisjoint(one) and word not in loose)
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    pattern = "|".join(map(re.escape, longest_first))
    return re.compile(pattern if of == "zh" else rf"(?<![\w-])(?:{pattern})(?![\w-])")


def changes(roles: Roles) -> Change | None:
    """The direction that a word gives, if any."""
    return next((change for change in get_args(Change) if change in roles), None)


def folded(of: Language, words: object) -> str:
    """`words` as they are looked up: Chinese letter by letter in simplified characters, English in small letters."""
    text = str(words)
    return simplified(text) if of == "zh" else text.lower()


def simplified(text: str) -> str:
    """Letter by letter, so that every character keeps its place."""
    return text.translate(_LETTERS)


class _Letters(dict[int, str]):
    """A table for str.translate that learns each character when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _simple(chr(code)) if code > 0x2E7F else chr(code)
        return self[code]


_LETTERS = _Letters()


@cache
def _simple(character: str) -> str:
    turned: str = _converter().convert(character)
    return turned if len(turned) == 1 else character


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
