"""What a printed figure says that its fact does not: what is told of it, and what mends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from galley.evidence.exactness import SAID
from galley.languages import family
from galley.model import Op

Way = Literal["rise", "fall"]
Cause = Literal["form", "bound", "unlisted", "unlisted-bound", "unlisted-change", "governs", "unborne", "planned"]
"""form: it reads otherwise, by itself or by the words beside it · bound: so does how exact it is · unlisted: a word is
in no list of the language, -bound: one that stands where a bound does, -change: where a rise or a fall is told ·
governs: a bound stands before a word that may be what it bounds · unborne: its source has no such words ·
planned: it is told as done"""

MEND_WORDS = "Mend the words beside it, or the form of its unit or qualifier: readers take it so."
SAY_NO_MORE = "Say no more of it than its source does; what we know besides, say in the fact's label or caveat."


SAY_PLANNED = "Say in its sentence too that it is planned, promised or expected, or who says so."


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that says something else than its fact. `what` follows its words; `word` is the one that does so."""

    what: str
    cause: Cause = "form"
    word: str = ""
    due: Op | Way = "="  # what the fact says where the word stands

    @property
    def of_bound(self) -> bool:
        """Whether it says how exact the figure is, and not what it measures."""
        return self.cause in ("bound", "unlisted-bound")

    def remedy(self, lang: str) -> str:
        """What an editor of an edition in that language may do."""
        own = lang if family(lang) != "zh" else "en" if self.word.isascii() else "zh-Hans"
        match self.cause:
            case "unlisted":
                return (
                    f"If it leaves the figure as it is, add it to data/lexicon.yaml: {own}: {{plain: [{self.word}]}}; "
                    "if it bounds it, say so by the fact's qualifier, or write other words."
                )
            case "unlisted-bound":
                bounds, due = self.due != "=", self.due if self.due != "=" else ">"
                says = f'{own}: {{before: {{"{due}": [{self.word}]}}}}'
                return f"Write in data/lexicon.yaml what it says: {says}{'' if bounds else ', or another op'}."
            case "unlisted-change":
                says = f"{own}: {{{self.due}: [{self.word}]}}"
                return f"If it says that the figure is by how much, write so in data/lexicon.yaml: {says}."
            case "governs":
                says = f"{own}: {{plain: [{self.word}]}}"
                return f"{MEND_WORDS} If “{self.word}” is said of something else, add to data/lexicon.yaml: {says}."
            case "unborne":
                return SAY_NO_MORE
            case "planned":
                return SAY_PLANNED
            case _:
                return MEND_WORDS


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference of a fact's printed words, in the line `around`, which is in the language `lang`."""

    lang: str
    name: str
    words: str
    difference: Difference
    around: str
    table: str = ""  # unit or qualifier, whose form says so by itself


def bounded(read: str, due: Op) -> Difference:
    """How exact the figure reads, where its fact is more or less so."""
    return Difference(f"reads as “{SAID.get(read, read)}”, where the fact says “{SAID[due]}”", "bound")


def beside(word: str) -> Difference:
    """A word at the figure that makes another of it."""
    return Difference(f"stands beside “{word}”, which makes it say something else", word=word)


def unlisted(how: str, word: str, cause: Cause = "unlisted", due: Op | Way = "=") -> Difference:
    """A word at the figure, or in it, of which nobody has said whether it changes it; `due`: what the fact says."""
    what = f"{how} “{word}”, which is in no list, so what it says of the figure is not known"
    return Difference(what, cause, word, due)


def unborne(what: str, word: str = "") -> Difference:
    """What is said of the figure, and by nobody else."""
    return Difference(f"{what}, which neither its quotation nor its label says", "unborne", word)
