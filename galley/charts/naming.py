"""What a chart's words call its rows and its signs: two things by one name, or a sign by the bound of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from galley.charts.forms.table import TableChart
from galley.charts.ground import ChartGround
from galley.charts.model import Chart, Glyph
from galley.errors import Problem
from galley.inputs.mentions import blanked, scan
from galley.model import Hero, Op
from galley.numbers.reading import shipped_reader
from galley.numbers.reading.lexicon import pattern
from galley.numbers.storyreader import read_all
from galley.story.load import Story
from galley.walk import Keys, leaves

_MEANS: Mapping[Glyph, frozenset[Op]] = {
    "feather": frozenset({"<~"}),
    "stop": frozenset({"="}),
    "open": frozenset({">", ">~", ">="}),
    "capped": frozenset({"<", "<="}),
}
"""The signs that tell how exact a number is, and what each means."""


def missaid_signs(ground: ChartGround, chart: Chart) -> Iterator[Problem]:
    """Lines of the key that explain a sign twice, or by words that mean another: a feather as “more than”."""
    seen: set[Glyph] = set()
    for at, entry in enumerate(chart.key):
        if entry.glyph in seen:
            message = f"{ground.name}: the key explains “{entry.glyph}” a second time."
            yield Problem("key-twice", ground.place("key", at, "glyph"), message, "Say what it means once.")
        seen.add(entry.glyph)
        for edition, words in entry.label.items() if entry.glyph in _MEANS else ():
            said = bounds(ground, edition, words)
            if said and not said <= _MEANS[entry.glyph]:
                meant = " and ".join(sorted(said))
                message = f"{ground.name}: the key explains “{entry.glyph}” by words that mean {meant}."
                hint = f"It stands for {' or '.join(sorted(_MEANS[entry.glyph]))}: say that, or name another sign."
                yield Problem("key-missaid", ground.place("key", at, "label", edition), message, hint, words)


def bounds(ground: ChartGround, edition: str, words: str) -> set[str]:
    """What words say of a number that would stand behind them; nothing where they say nothing of it."""
    story, lang = ground.story, ground.story.editions[edition].lang
    text = f"{blanked(words, ' ').strip()}{'' if lang.startswith('zh') else ' '}37"
    reader = shipped_reader(lang)
    read = [one for one in (reader.read(text) if reader else ()) if one.value == 37]
    found: set[str] = {one.bound for one in read if one.bound != "="}
    figures = [figure for figure in read_all(text, lang, story.vocabulary) if figure.value == 37]
    found |= {story.qualifiers[name].op for figure in figures for name in figure.qualifiers}
    exactly = {word for word, roles in reader.lexicon.roles.items() if "exact" in roles} if reader else set[str]()
    said = {word.strip(".,:;").lower() for word in text.split() if len(word) > 4}
    exact = any(word.startswith(one) for one in said for word in exactly)
    return found or ({"="} if exact else set())


def called_alike(ground: ChartGround, entry: Chart | Hero) -> Iterator[Problem]:
    """Rows, points, tracks or columns beside each other that an edition calls by one name: none can tell them apart."""
    called: dict[tuple[Keys, str, str], Keys] = {}
    for leaf in leaves(entry):
        for edition, words in leaf.value.items() if _is_name(leaf.keys) and isinstance(leaf.value, Mapping) else ():
            first = called.setdefault((leaf.keys[:-2], edition, words.strip().lower()), leaf.keys)
            if first != leaf.keys and words.strip():
                message = f"{ground.name}: “{words}” is the name of another too."
                yield Problem("chart-called-alike", ground.place(*leaf.keys, edition), message, _APART, words)


def rows_called_alike(story: Story) -> Iterator[Problem]:
    """Things of a series, or kinds of its numbers, that an edition calls by one name."""
    for series in story.series.values():
        for kind, named in (("series", series.series), ("measures", series.measures)):
            called: dict[tuple[str, str], str] = {}
            for name, one in named.items():
                for edition, words in one.label.items():
                    if called.setdefault((edition, words.strip().lower()), name) != name:
                        message = f"{series.id}: “{words}” is the name of another too."
                        place = story.place("series", series.id, kind, name, "label", edition)
                        yield Problem("chart-called-alike", place, message, _APART, words)


_APART = "Call each by a name of its own, so that readers can tell them apart."


def _is_name(keys: Keys) -> bool:
    """Whether a text is what one of several is called: a label, the head of a column, the first cell of a row."""
    match keys:
        case (*above, int(), str() as name):
            return name in ("label", "head") and "key" not in above
        case ("rows", int(), 0) | ("before" | "after",):
            return True
    return False


def exchanged_sides(ground: ChartGround, chart: Chart) -> Iterator[Problem]:
    """What stands for the time before and is called “now”, or for what came after and is called “before”.

    Marks stand for what came after only beside others that stand for the time before: they have that tone unasked.
    """
    tones = {leaf.keys[:-1]: leaf.value for leaf in leaves(chart) if leaf.keys[-1:] == ("tone",)}
    tones = tones if "before" in tones.values() else {}
    for leaf in leaves(chart):
        match leaf.keys:
            case ("before" | "after" as side,):
                pass
            case (*above, "label"):
                side = tones.get(tuple(above), "")
            case _:
                continue
        other = {"before": "after", "after": "before"}.get(side)
        for edition, words in leaf.value.items() if other and isinstance(leaf.value, Mapping) else ():
            told = blanked(words, " ").strip()
            if pattern(other).search(told) and not pattern(side).search(told):
                message = f"{ground.name}: “{words}” is what stands for the time {side}."
                hint = "Exchange the two, or mend tone:."
                yield Problem("chart-sides", ground.place(*leaf.keys, edition), message, hint, words)


def mistimed_heads(ground: ChartGround, chart: Chart) -> Iterator[Problem]:
    """Heads of columns that give the time of one fact, over figures of another time."""
    if not isinstance(chart, TableChart):
        return
    for across, column in enumerate(chart.columns):
        cells = [cells[across] for cells in chart.rows if across < len(cells)]
        times = {str(time) for cell in cells if isinstance(cell, str) and (time := ground.time(cell))}
        for edition, words in column.head.items():
            told = {str(ground.time(one.name)) for one in scan(words) if "as_of" in one.variants}
            if told and times - told:
                message = f"{ground.name}: {words} stands over figures of {' and '.join(sorted(times - told))}."
                hint = "Name a fact of their own time, or set each figure under the head of its time."
                yield Problem("table-head-time", ground.place("columns", across, "head", edition), message, hint, words)
