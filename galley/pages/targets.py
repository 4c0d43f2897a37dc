"""Evidence without script: a printed figure is its own target, so that its line stays in sight while its card shows."""

from __future__ import annotations

import re
from itertools import count

EVIDENCE = '<section class="evidence"'
_FIGURE = re.compile(r'(<a class="fig[^"]*" )href="#[^"]*"(?= data-n=)')


def self_targeting(html: str) -> str:
    """A page in which each figure whose card is on it has an address of its own, and links to that.

    Figures inside the cards go on leading to other cards. No fact's id has an underscore, so none is taken twice.
    """
    page, evidence, cards = html.partition(EVIDENCE)
    numbers = count(1)

    def targeted(found: re.Match[str]) -> str:
        name = f"n_{next(numbers)}"
        return f'{found[1]}id="{name}" href="#{name}"'

    return _FIGURE.sub(targeted, page) + evidence + cards if evidence else html


def evidence_css(cards: int) -> str:
    """The rules by which a targeted figure shows its card, for as many cards as the fullest page has."""
    shown = (f':root:not(.js):has([data-n="{n}"]:target) .ev:nth-of-type({n})' for n in range(1, cards + 1))
    return f"{','.join(shown)}{{display:block}}" if cards else ""
