"""What the mark around words may vouch for: a mark is believed as far as the story bears it out, and no further.

Marks are characters, and whoever writes a template can write characters. So nothing is believed for being marked: a
fact's figure is read again, an own count must stand in a text, a quotation in its source, a date among the story's
dates; and what is marked as a mere identifier or scale may be no quantity.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from galley.dates import Date
from galley.editions.corrections import corrections
from galley.editions.figures import count_of, counted
from galley.editions.saying import say
from galley.editions.script import in_script, worded
from galley.inputs.mentions import COUNTS, scan
from galley.marks import Marked, marked, plain
from galley.model import Fact
from galley.numbers.folding import fold
from galley.numbers.storyreader import Vocabulary, read_all
from galley.story.load import Story
from galley.story.memo import memoised
from galley.story.voice import Voice, voices
from galley.walk import leaves

_NAME = re.compile(r"(?:\.{1,2}/)*[A-Za-z][\w-]*[./:]\S*|(\d+)x\1")
"""An identifier, an address, a setting of CSS or the size of an icon: trip.length, ../facts/, width:100%, 192x192."""

_YEAR = re.compile(r"\d{4}")


def believed(voice: Voice, kind: str, name: str, words: str) -> bool:
    """Whether the story bears out a mark of a known kind; of a fact's figure, only that there is such a fact."""
    return _BELIEVED[kind](voice, name, words)


def quantities(lang: str, words: str, vocabulary: Vocabulary) -> Iterator[str]:
    """What reads as a quantity in marked words and holds a number that no fact vouches for: 53 boats, 53 an id."""
    if not any(map(_is_bare, marked(words))):
        return
    opened, stretches = "", []
    end = 0
    for found in marked(words):
        opened += words[end : found.start]
        if _is_bare(found):
            stretches.append((len(opened), len(opened) + len(found.words)))
            opened += found.words
        else:
            opened += "\x00"
        end = found.end
    opened += words[end:]
    for figure in read_all(opened, lang, vocabulary):
        ordinal = any(vocabulary.qualifiers[one].ordinal for one in figure.qualifiers)
        if (
            figure.units
            and not ordinal
            and any(start < figure.end and figure.start < stop for start, stop in stretches)
        ):
            yield figure.text


def _is_bare(mark: Marked) -> bool:
    """A chart's scale says its unit, and is proven with the drawing; an identifier with letters is read by itself."""
    if mark.kind == "scale":
        return mark.name == "scale"
    return mark.kind == "id" and not _NAME.fullmatch(mark.words)


def _known_fact(voice: Voice, name: str, words: str) -> bool:
    return name in voice.story.facts


def _own(voice: Voice, name: str, words: str) -> bool:
    if name != "author":
        return any(made.fact == name and words == plain(made.before) for made in corrections(voice))
    return any(words in own_counts(other) for other in voices(voice.story))  # a page quotes the others


@memoised
def own_counts(voice: Voice) -> frozenset[str]:
    """What the authors of an edition have counted themselves, as it says it."""
    return frozenset(mention.name for text in _said(voice) for mention in scan(text) if mention.kind == "own")


def _said(voice: Voice) -> Iterator[str]:
    """Every text of an edition, its mentions still unfilled."""
    story, edition = voice.story, voice.edition
    for one in story.wordings:
        if edition.author_of(one.text):
            yield worded(voice, one.text)
    for section in story.sections[edition.id]:
        for words in (section.title, section.sign, section.standfirst, section.body):
            yield in_script(voice, section, words) if words else ""


def quoted(voice: Voice, name: str, words: str, *, marked: bool) -> bool:
    """Whether words that are set as a fact's quotation stand in its source, `marked` ones in what it quotes.

    What it quotes of a table is read with it; there a cell is marked, which stands somewhere in the stored text.
    """
    fact = voice.story.facts[name]
    if not marked or fact.quote is None:
        return _quoted(voice, name, words)
    return any(_spaceless(words.strip("…")) in _spaceless(text) for text in _quotations(fact))


def _quoted(voice: Voice, name: str, words: str) -> bool:
    """Words of a source, of its title or publisher, or a thing that a fact names; a character of the manuscript."""
    story = voice.story
    if name == "cell":
        return len(words) == 1
    if source := story.sources.get(name):
        titles = (plain(say(voice, text)) for text in (source.title, source.publisher))
        return any(words in title for title in titles) or _spaceless(words) in _of_source(story, source.id)
    fact = story.facts.get(name)
    if fact is None:
        return False
    bare = _spaceless(words.strip("…"))
    quotes = _quotations(fact)
    items = (plain(say(voice, item)) for item in (*(fact.items or ()), *([fact.words] if fact.words else ())))
    return any(bare in _spaceless(text) for text in quotes) or bare in _stored(story, fact.source) or words in items


def _quotations(fact: Fact) -> tuple[str, ...]:
    return fact.quote or "", *fact.also, fact.figure or "", fact.cell.address if fact.cell else ""


@memoised
def _of_source(story: Story, source: str) -> str:
    """All that is known of what a source says, without white space: its stored text, and what facts quote of it."""
    quotes = (one.quote or "" for one in story.facts.values() if one.source == source)
    return "\n".join(map(_spaceless, (story.texts.get(source, ""), *quotes)))


@memoised
def _stored(story: Story, source: str | None) -> str:
    """The stored text of a source without its white space."""
    return _spaceless(story.texts.get(source or "", ""))


def _spaceless(words: str) -> str:
    return "".join(fold(words).text.split())


def _dated(voice: Voice, name: str, words: str) -> bool:
    """Whether every year in the words is one of the story's dates, and they hold no number beside dates."""
    return set(_YEAR.findall(words)) <= _years(voice.story)


@memoised
def _years(story: Story) -> frozenset[str]:
    """Every year in which something of the story is dated."""
    entries = (story.facts, story.sources, story.charts, story.series)
    told = chain([story.site], *(group.values() for group in entries))
    dates = (str(leaf.value) for model in told for leaf in leaves(model) if isinstance(leaf.value, Date))
    return frozenset(year for date in dates for year in _YEAR.findall(date))


def _counted(voice: Voice, name: str, words: str) -> bool:
    """Whether as many things of that name are there to be counted."""
    story = voice.story
    if name in COUNTS:
        return words == plain(counted(voice, count_of(story, name), name))
    known = _countable(voice).get(name.partition(".")[0], ())
    digits = re.sub(r"\D", "", words)
    likely = [int(digits)] if 0 < len(digits) < 12 and int(digits) in known else []  # spares printing all that may be
    return any(words == plain(counted(other, n, name)) for n in chain(likely, known) for other in voices(story))


@memoised
def _countable(voice: Voice) -> Mapping[str, range | frozenset[int]]:
    """By what is counted on pages, how many of it there may be; of parts, no more than of the whole."""
    story = voice.story
    lines = Counter(point.series for name, point in story.points.items() if point.line)
    facts = len(story.facts) - lines.total()
    letters = max((len("".join(text.split())) for text in story.texts.values()), default=0)
    corrected = len(corrections(voice))
    withdrawn = sum(chart.withdrawn is not None for chart in story.charts.values())
    mentions = sum(words.count("{{") for words in _said(voice))
    pictures = 1 + len(story.charts) + len(story.site.sections)  # the head, charts, and the stamps of sections
    parts = {name: range(facts + 1) for name in ("checked", "inferred", "cited", "unprinted")}
    return {
        **parts,
        "group": range(len(story.facts) + 1),  # of the ledger, or all rows of series
        "sheet": range(len(story.facts) + 1),  # on which rows of a series are quoted like other facts
        "facts": frozenset({facts, len(story.facts)}),
        "corrections": frozenset({corrected, corrected + withdrawn}),
        "charts": range(len(story.charts) + 1),
        "uses": range(mentions + 2 * pictures + len(story.editions)),
        "series": frozenset(lines.values()),
        "characters": range(letters + 1),
        "quoted": range(letters + 1),
        "ink": range(letters + 1),
    }


def _named(voice: Voice, name: str, words: str) -> bool:
    return name in voice.story.terms and any(words in spellings for spellings in voice.story.terms[name].text.values())


def _bare(voice: Voice, name: str, words: str) -> bool:
    """Whether it is no quantity by itself."""
    story = voice.story
    named = (story.facts, story.charts, story.sources, story.vocabulary.units, story.vocabulary.qualifiers)
    if any(words in names for names in named) or _NAME.fullmatch(words):
        return True
    langs = {other.lang for other in story.editions.values()}
    read = [figure for lang in langs for figure in read_all(words, lang, story.vocabulary)]
    return not any(figure.units or figure.qualifiers for figure in read)


def _scaled(voice: Voice, name: str, words: str) -> bool:
    return name in voice.story.charts or _bare(voice, name, words)


_BELIEVED: Mapping[str, Callable[[Voice, str, str], bool]] = {
    "fact": _known_fact,
    "number": _known_fact,
    "own": _own,
    "quote": _quoted,
    "date": _dated,
    "count": _counted,
    "term": _named,
    "id": _bare,
    "scale": _scaled,
}
