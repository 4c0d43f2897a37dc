"""An edition's voice: all that templates have said in its words, each marked with what vouches for it."""

from __future__ import annotations

from dataclasses import dataclass

from galley.dates import Date
from galley.editions import figures, saying
from galley.editions.days import date_words
from galley.marks import mark
from galley.model import Edition, Text
from galley.story.load import Story


@dataclass(frozen=True, slots=True)
class Voice:
    """A story as one edition says it."""

    story: Story
    edition: Edition

    def say(self, text: Text | str) -> str:
        """A text, with every mention in it printed."""
        return saying.say(self.story, self.edition, text)

    def figure(self, fact: str, *variants: str) -> str:
        """A fact."""
        return figures.printed(self.story, self.edition, fact, variants)

    def amount(self, fact: str, unit: str = "") -> str:
        """How large a fact is, for drawing: in `unit`, or in the base unit of what it measures; a date in years."""
        return str(figures.amount(self.story, fact, unit or None))

    def day(self, when: Date, *variants: str) -> str:
        """A date of the site's own."""
        return mark("date", str(when), date_words(self.story, self.edition, when, variants))

    def counted(self, n: int, name: str) -> str:
        """A count of the engine's own."""
        return figures.counted(self.story, self.edition, n, name)

    def titled(self, text: Text, source: str) -> str:
        """What a source calls itself."""
        return mark("quote", source, self.say(text))
