"""What is asked of the words of each edition, once the story holds: a check yields its problems."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from galley.editions.figures import VARIANT_RULES
from galley.editions.misreadings import misreadings
from galley.editions.saying import fill
from galley.editions.script import converted, exceptions
from galley.editions.translations import parity, stale
from galley.errors import Problem, StoryError
from galley.inputs.mentions import scan
from galley.numbers.reading.han import NUMERAL, numeral
from galley.numbers.reading.lexicon import simplified
from galley.numbers.reading.shipped import shipped
from galley.story.load import Story
from galley.story.passages import Passage, front_matter_of, passage_of, passages_of
from galley.story.voice import Voice, voices

_RUN = re.compile(rf"[0-9]+|[{NUMERAL}]+")


def refusals(story: Story) -> Iterator[Problem]:
    """Every mention that some edition cannot print, at the mention or at the unit that lacks a form."""
    for voice in voices(story):
        yield from _refused(voice)


def _refused(voice: Voice) -> Iterator[Problem]:
    for passage in _authored(voice):
        for mention in scan(passage.words):
            try:
                fill(voice, passage.words[mention.start : mention.end])
            except StoryError as error:
                at = passage.place(mention.start, mention.end)
                yield from (replace(p, place=at) if p.rule in VARIANT_RULES else p for p in error.problems)


def _authored(voice: Voice) -> Iterator[Passage]:
    """All passages that make up an edition, as their author wrote them."""
    story, edition = voice.story, voice.edition
    for wording in story.wordings:
        author = edition.author_of(wording.text)
        if author:
            yield passage_of(wording, author, story.documents)
    for section in story.sections[edition.id]:
        yield from passages_of(section, story.documents)


def unused_exceptions(story: Story) -> Iterator[Problem]:
    """A warning for each exception that no text of the story calls upon any more."""
    for voice in voices(story):
        if voice.edition.script:
            yield from _unused(voice)


def _unused(voice: Voice) -> Iterator[Problem]:
    document = exceptions(voice.story.root, voice.edition.id)
    if document is None:
        return
    used = {name for words in _converted_words(voice) for name in converted(voice, words).used}
    for name in document.data:
        if name not in used:
            yield Problem(
                "exception-unused",
                document.key(name),
                f"{name}: no text of the story needs this exception.",
                "Delete the line.",
                level="warning",
            )


def turned_figures(story: Story) -> Iterator[Problem]:
    """Every exception that makes another number, unit or bound of what is written: 亿元: 萬元, 近: 逾."""
    for voice in filter(lambda one: one.edition.script, voices(story)):
        document = exceptions(story.root, voice.edition.id)
        if document is None:
            continue
        for name in document.data:
            wording = converted(voice, name).words
            if _is_turned(voice, name, wording):
                message = f"{name}: where a figure stands, “{wording}” says another."
                hint = "Delete the line: an edition made by script prints the figures of the one that it is made from."
                yield Problem("exception-figure", document.key(name), message, hint)


def _is_turned(voice: Voice, name: str, wording: str) -> bool:
    """Whether a figure that holds the words, or stands beside them, is read as another with the wording for them."""
    story, edition = voice.story, voice.edition
    if set(name) <= set(NUMERAL):
        return set(simplified(wording)) - set(NUMERAL) != set() or numeral(simplified(wording)) != numeral(name)
    ours, theirs = story.vocabulary.reader(edition.origin), story.vocabulary.reader(edition.id)
    if ours is None or theirs is None:
        return False
    if _is_opposite(name, simplified(wording)) or _is_other_unit(voice, name, wording):
        return True
    is_name = (0, len(name)) in ours.names(name)  # 三明治: 三文治
    if not is_name and _numerals(name) != _numerals(simplified(wording)):
        return True  # 三月: 五月, which is no figure by itself
    for frame in ("{}", "37{}", "{}37"):
        pairs = zip(ours.read(frame.format(name)), theirs.read(frame.format(wording)), strict=False)
        for one, other in pairs:
            apart = bool(one.units) and bool(other.units) and not {*one.units} & {*other.units}
            turned = bool(one.change) and bool(other.change) and one.change != other.change
            if apart or turned or (one.value, one.bound, one.date) != (other.value, other.bound, other.date):
                return True
    return False


def _is_opposite(words: str, wording: str) -> bool:
    """Whether the words say the opposite in a letter: 后一年, 前一年."""
    differing = [{one, other} for one, other in zip(words, wording, strict=False) if one != other]
    return len(words) == len(wording) and any(set(pair) in differing for pair in shipped("zh")["opposites"])


def _is_other_unit(voice: Voice, name: str, wording: str) -> bool:
    """Whether the words are a form of a unit, and the wording is none: units have their own words in each edition."""
    story, edition = voice.story, voice.edition
    for unit in story.units.values():
        forms, own = unit.forms.get(edition.origin), unit.forms.get(edition.id)
        if forms == name and own != wording:
            spelled = (*unit.reads.get(edition.origin, ()), *unit.reads.get(edition.id, ()), name)
            return simplified(wording) not in spelled
    return False


def _numerals(words: str) -> list[object]:
    """The numbers that are written in words, in digits or numerals, in order."""
    return [int(run) if run.isdecimal() else numeral(run) or run for run in _RUN.findall(words)]


def _converted_words(voice: Voice) -> Iterator[str]:
    """All words that are converted for an edition."""
    story, edition = voice.story, voice.edition
    for wording in story.wordings:
        if edition.id not in wording.text:
            yield wording.text.get(edition.origin, "")
    for section in story.sections[edition.id]:
        if section.edition != edition.id:
            yield from (section.body, *(words for _, words in front_matter_of(section)))


OF_EDITIONS: tuple[Callable[[Story], Iterator[Problem]], ...] = (
    misreadings,
    refusals,
    parity,
    stale,
    turned_figures,
    unused_exceptions,
)
