"""Whether every text is there in every edition, and every mention in it names something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from galley.errors import Place, Problem
from galley.inputs.mentions import Mention, faults, scan
from galley.inputs.unseen import referred
from galley.model import Fact, Source
from galley.story.checks.references import unknown_edition
from galley.story.draft import Draft
from galley.story.passages import Passage, Wording
from galley.story.validation import misplaced

KEYS = frozenset((*Fact.model_fields, *Source.model_fields))
DRAFTED = "todo."
_TODO = re.compile(r"\bTODO\b")
_LINE = re.compile(r"[^\n]*")
_FILLED = re.compile(r"\{\w+\}")


def _filled(text: Wording) -> str:
    """What words of the interface hold in braces in the other editions, and must hold in each."""
    filled = dict.fromkeys(one for words in text.text.values() for one in _FILLED.findall(words))
    return f", with {' and '.join(filled)} in it" if filled and text.kind == "string" else ""


def translations(draft: Draft) -> Iterator[Problem]:
    """Texts that an edition lacks, and texts in no edition."""
    if not draft.editions.complete:
        return
    editions = set(draft.editions.found)
    for text in draft.wordings:
        document, start = draft.documents[text.kind, text.name]
        language = _source_language(draft, text)
        known = editions if language is None else editions | {language or key for key in text.text}
        for edition in draft.authored if language != "" else ():  # an unknown one may need no words of ours
            if edition not in text.text and not _is_original(text, edition, language):
                message, hint = f"{text.title} has no words in {edition}.", f"Write {edition}: below it{_filled(text)}."
                yield Problem("text-missing", document.key(*start, *text.keys), message, hint)
        for edition in text.text:
            if edition not in known:
                place = document.key(*start, *text.keys, edition)
                inside = edition in KEYS and text.keys
                yield (
                    misplaced(place, f"{text.title}.{edition}", str(text.keys[-1]))
                    if inside
                    else unknown_edition(place, text.title, edition, known)
                )


def _source_language(draft: Draft, text: Wording) -> str | None:
    """The language of the source that a fact's own words are taken from; empty where the source is unknown."""
    if text.kind != "fact" or text.field not in {"words", "items", "rendering"}:
        return None
    fact = draft.facts.found[text.name]
    source = draft.sources.found.get(fact.source or "")
    return source.lang if source else ""


def _is_original(text: Wording, edition: str, language: str | None) -> bool:
    """Whether the edition needs no rendering of the quote, being in its language."""
    return text.field == "rendering" and edition == language


def mentioned(draft: Draft) -> Iterator[Problem]:
    """Mentions that are broken, or name what is not there, or a chart that is there already."""
    opening = draft.site.opening if draft.site else None
    drawn = {(edition, opening) for edition in draft.editions.found}
    if draft.home and opening:
        yield from _drawable(draft, opening, draft.home.place("opening"), "opening")
    for passage in draft.passages:
        yield from faults(passage.words, passage.place)
        for mention in scan(passage.words):
            if mention.name:
                yield from _unknown(draft, passage, mention)
            if mention.kind == "chart" and passage.body:
                if (passage.edition, mention.name) in drawn:
                    yield _again(passage, mention)
                drawn.add((passage.edition, mention.name))


def unwritten(draft: Draft) -> Iterator[Problem]:
    """What a draft leaves to its editor, and nobody may publish: the name of a fact, and words only a person knows."""
    for name in draft.facts.found:
        if name.startswith(DRAFTED):
            hint = "Give it an id of its own, such as port.calls."
            yield Problem("todo", draft.facts.key(name), f"{name} still has the name of its draft.", hint)
    for passage in draft.passages:
        if found := _TODO.search(passage.words):
            message, hint = f"{passage.title} has no words yet.", "Write them in place of TODO."
            yield Problem("todo", passage.place(found.start(), found.end()), message, hint)


def hidden(draft: Draft) -> Iterator[Problem]:
    """References to characters that nobody sees, which Markdown would hand on to the page."""
    for passage in draft.passages:
        for at, reference in referred(passage.words):
            message = f"{passage.title}: {reference} stands for a character that nobody sees."
            place = passage.place(at, at + len(reference))
            yield Problem("hidden-reference", place, message, "Write the character itself, or leave it out.")


def _again(passage: Passage, mention: Mention) -> Problem:
    hint = f"Take one of the two out; words may lead to the other: [words](#chart-{mention.name})."
    message = f"{passage.title}: the chart {mention.name} stands in {passage.edition} a second time."
    return Problem("chart-twice", passage.place(mention.start, mention.end), message, hint)


def _unknown(draft: Draft, passage: Passage, mention: Mention) -> Iterator[Problem]:
    quote = passage.words[mention.start : mention.end]
    if passage.claim:
        place = passage.place(mention.start, mention.end)
        hint = "Write its words, which stand in the quote as they are."
        yield Problem("mention-in-claim", place, f"{passage.title} is printed inside its mark.", hint, quote)
    elif mention.kind == "fact" and draft.facts.lacks(mention.name):
        place = passage.place(mention.start, mention.end)
        message, hint = f"{passage.title}: there is no fact “{mention.name}”.", draft.facts.unknown(mention.name)
        yield Problem("unknown-mention", place, message, hint, quote)
    elif mention.kind == "fact" and passage.large and (thin := _thin(draft, mention.name)):
        place = passage.place(mention.start, mention.end)
        message = f"{passage.title} rests on {thin}, which is thin."
        hint = "Print it in the text, where its evidence says so; let the title rest on what is better known."
        yield Problem("thin-ground", place, message, hint, quote)
    elif mention.kind == "chart":
        yield from _chart(draft, passage, mention)


def _thin(draft: Draft, name: str, seen: tuple[str, ...] = ()) -> str | None:
    """The fact with little behind it that `name` is, or is calculated from."""
    fact = draft.facts.found.get(name)
    if fact is None or name in seen:
        return None
    return name if fact.thin else next(filter(None, (_thin(draft, part, (*seen, name)) for part in fact.parts)), None)


def _chart(draft: Draft, passage: Passage, mention: Mention) -> Iterator[Problem]:
    place = passage.place(mention.start, mention.end)
    if not passage.body:
        hint = "Move it to a section, on a line of its own."
        yield Problem("chart-in-text", place, f"{passage.title} cannot hold a chart.", hint)
    elif found := list(_drawable(draft, mention.name, place, passage.title)):
        yield from found
    elif _line_around(passage.words, mention.start).strip() != passage.words[mention.start : mention.end]:
        message, hint = f"{mention.name}: the chart shares its line with words.", "Put it on a line of its own."
        yield Problem("chart-in-line", place, message, hint, _line_around(passage.words, mention.start).strip())


def _drawable(draft: Draft, name: str, place: Place, user: str) -> Iterator[Problem]:
    """What keeps a chart that is named from being shown."""
    if draft.charts.lacks(name):
        yield Problem("unknown-chart", place, f"{user}: there is no chart “{name}”.", draft.charts.unknown(name))
    elif (chart := draft.charts.found.get(name)) and chart.withdrawn:
        message, hint = f"{name}: the chart has been withdrawn.", f"Show {chart.withdrawn.see}, or no chart."
        yield Problem("chart-withdrawn", place, message, hint)


def _line_around(text: str, offset: int) -> str:
    start = text.rfind("\n", 0, offset) + 1
    found = _LINE.match(text, start)
    return found[0] if found else ""
