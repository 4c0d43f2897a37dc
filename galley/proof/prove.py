"""Proof on the rendered site: every figure on it is vouched for, and says what its fact says.

Works on the marked output (`marks`), before the marks are turned into links. What it cannot see — whether a number is
about what the sentence says, whether a source is right — the method page says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from galley.charts.ground import drawn_facts
from galley.clean import Clean
from galley.errors import Place, Problem
from galley.inputs import unseen
from galley.inputs.unseen import HIDDEN, referred
from galley.marks import PRIVATE, plain, sayings, unmarked
from galley.markup import MARKUP, parsed
from galley.numbers.reading.lexicon import simplified
from galley.numbers.storyreader import Vocabulary, numeric, read_typed
from galley.pages.addresses import edition_of, tells
from galley.pages.kept import MarkedPage
from galley.proof.astray import astray, basis
from galley.proof.carriers import SCRIPT, STYLESHEET, Piece, pieces
from galley.proof.differences import Finding
from galley.proof.doubts import Doubts
from galley.proof.links import Pointers, check_links, pointers
from galley.proof.readback import Readback
from galley.proof.stylesheets import altering, unread
from galley.proof.vouchers import quantities
from galley.proof.whence import typed_at
from galley.store import Store, digest
from galley.story.load import Story
from galley.story.voice import Voice
from galley.walk import reached


def prove(
    story: Story,
    texts: Mapping[str, str],
    files: Collection[str],
    pages: Mapping[str, MarkedPage],
    store: Store,
    doubts: Doubts,
) -> Iterator[Problem]:
    """Every problem of the marked `texts` (by path) of a site that holds `files`; empty if it holds.

    What was found on one of its `pages` is kept with it for as long as neither it nor the vocabulary changes; words in
    which nothing was found are kept in `store` by themselves, since most of a page that is made anew was on the last.
    `doubts` knows the marks that stand on kept pages: they were read when these were taken from the store.
    """
    problems: list[Problem] = []
    pointed: dict[str, Pointers] = {}
    held: set[Piece] = set()
    clean, vocabulary = story.clean, story.clean.basis
    back = Readback(story, clean)
    for path, text in texts.items():
        if path not in pages:
            problems += clean.findings(("text", path, text), partial(_unvouched, story, path, text, clean, held))
            problems += [back.placed(path, one) for one in _read_back(back, path, text)]
            continue
        page = pages[path]
        problems += page.derive("unvouched", partial(list, _unvouched(story, path, text, clean, held)), vocabulary)
        read = page.derive("readback", partial(_read_back, back, path, text), digest(back.basis(text)) + vocabulary)
        problems += [back.placed(path, one) for one in read]
        placed = basis(Voice(story, edition_of(story, path))), page.given, page.answers
        problems += page.derive("astray", partial(_astray, story, path, text), placed)
        pointed[path] = page.derive("pointers", partial(_pointers, text))
    clean.keep(store)
    story.vocabulary.keep(store)
    yield from _once([_placed(story, one) for one in problems])
    yield from check_links(pointed, files, story.site.url)
    yield from doubts.of(texts)
    yield from _unprinted(story, texts)


def _once(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Reports a misread figure once, though several pages print its sentence, and editions made from each other."""
    told = {_as_told(one): one for one in reversed(problems)}
    yield from reversed(told.values())


def _placed(story: Story, problem: Problem) -> Problem:
    """A figure that a page prints and nothing vouches for, at the text that it was typed in."""
    if problem.rule != "figure-unvouched" or problem.place.path.endswith((STYLESHEET, SCRIPT)):
        return problem
    voice = Voice(story, edition_of(story, problem.place.path))
    place = typed_at(voice, problem.message.partition("“")[2].partition("”")[0], problem.quote)
    return replace(problem, place=place) if place else problem


def _as_told(problem: Problem) -> tuple[str, Place | None, str]:
    """What is said of it, in one script and in small letters, and where; misread on a page alone, wherever that is."""
    misread, message = problem.rule == "printed-otherwise", simplified(problem.message).lower()
    if not problem.place.line:
        return message, None if misread else problem.place, "" if misread else problem.quote
    return _SAID.sub("", message, count=1) if misread else message, problem.place, ""


_SAID = re.compile("“[^”]*”")
"""The words of a figure, which its page prints in more than one way: 11 years, eleven years."""


def _read_back(back: Readback, path: str, text: str) -> list[Finding]:
    lang = edition_of(back.story, path).lang
    return back.findings(parsed(text), lang) if path.endswith(MARKUP) else []


def _astray(story: Story, path: str, text: str) -> list[Problem]:
    return [*astray(story, path, parsed(text))]


def _pointers(text: str) -> Pointers:
    return pointers(parsed(text))


def _unvouched(story: Story, path: str, text: str, clean: Clean, held: set[Piece]) -> Iterator[Problem]:
    """Figures of a text that nothing vouches for. `held`: words in which none was found, which most pages share."""
    lang = edition_of(story, path).lang
    yield from _hidden(path, unmarked(text, " ").removeprefix("\ufeff").replace("\r\n", "\n"))
    for piece in pieces(path, text, lang):
        if piece not in held:
            found = clean.findings(("piece", *piece), partial(_orphans, path, *piece, story.vocabulary))
            if not found:
                held.add(piece)
            yield from found


_IN_PAGES = "Print it through a fact, its time with |as_of, or name it in data/terms.yaml if it is part of a name."
_IN_FILES = "Take it out of this file, and let a template print it through a fact."

_IN_STYLES = "Write each declaration as property: value; and close every bracket, comment and quotation mark."


_INSTEAD = (
    "Take it out; what is hidden, moved or drawn needs a class that no figure has, and words belong in a template."
)


def _orphans(path: str, lang: str, words: str, vocabulary: Vocabulary) -> Iterator[Problem]:
    if (what := altering(words)) is not None:
        message = f"{what}, so that readers may see another figure than is proven."
        yield Problem("figure-altered", Place(path), message, _INSTEAD)
        return
    bare = unmarked(words)
    figures = (figure.text for figure in read_typed(bare, lang, vocabulary))
    found = (*figures, *(glyph for _, glyph in numeric(bare, lang, vocabulary))) if bare.strip() else ()
    for text in (*found, *quantities(lang, words, vocabulary)):
        at = max(bare.find(text), 0)
        yield Problem(
            "figure-unvouched",
            Place(path),
            f"the rendered page prints “{text}”, which no fact, date, term or scale vouches for.",
            _IN_FILES if path.endswith((STYLESHEET, SCRIPT)) else _IN_PAGES,
            quote=" ".join(plain(bare[max(0, at - 24) : at + 24]).replace("\x00", "…").split()),
        )


_LASTING = re.compile(r"\.[0-9a-f]{8}\.")
"""The part of an asset's name that changes with its content; a problem names the file without it, as an editor does."""


def prove_assets(story: Story, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Every figure that a stylesheet or a script would print, in whatever edition."""
    langs = dict.fromkeys(edition.lang for edition in story.editions.values())
    for path, content in files.items():
        if path.endswith((STYLESHEET, SCRIPT)):
            read = partial(_of_asset, story, _LASTING.sub(".", path), content.decode(), langs)
            yield from story.clean.findings(("asset", path, content, *langs), read)


def _of_asset(story: Story, path: str, text: str, langs: Iterable[str]) -> Iterator[Problem]:
    for words in unread(text) if path.endswith(STYLESHEET) else ():
        message = f"“{words}” is no CSS, so that browsers may read it otherwise than it is proven here."
        yield Problem("stylesheet-broken", Place(path), message, _IN_STYLES, words)
    said = sorted({words for _, words in pieces(path, text, "")})
    found = (one for lang in langs for words in said for one in _orphans(path, lang, words, story.vocabulary))
    yield from {(one.rule, one.message, one.quote): one for one in found}.values()  # once for all editions


def _hidden(path: str, words: str) -> Iterator[Problem]:
    """Characters that nobody sees, among them those that marks are made of; a template can write them too."""
    found = [unseen.name(one[0]) for one in (HIDDEN.search(words), PRIVATE.search(words)) if one]
    found += [reference for _, reference in referred(words)] if path.endswith(MARKUP) else []
    for character in dict.fromkeys(found):
        message = f"the page holds {character}, which nobody sees."
        yield Problem("hidden-on-page", Place(path), message, "Take it out of the template, or of the text.")


def _unprinted(story: Story, pages: Mapping[str, str]) -> Iterator[Problem]:
    """Warns of each fact that no page prints, no chart draws and no printed calculation uses."""
    printed = {
        name
        for path, text in pages.items()
        if path.endswith(".html") and tells(edition_of(story, path), path)
        for kind, name, _ in sayings(text)
        if kind == "fact"
    }
    printed.update(name for one in story.charts.values() if not one.withdrawn for name in drawn_facts(story, one))
    printed = {*reached(printed & story.facts.keys(), lambda name: story.facts[name].parts)}
    lines = {name for name, point in story.points.items() if point.line}  # a series is printed as a whole
    for name in sorted(story.facts.keys() - printed - lines):
        yield Problem(
            "fact-unprinted",
            story.place("fact", name),
            f"{name}: no sentence, note or chart of the feature prints this fact.",
            f"Write {{{{{name}}}}} where it belongs, or delete the fact.",
            level="warning",
        )
