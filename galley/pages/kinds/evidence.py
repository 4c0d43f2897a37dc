"""Where the numbers come from: the evidence of every figure that an edition prints, numbered as they first appear.

A script fetches this page and shows its parts at the figures; printed, it is their appendix.
"""

from __future__ import annotations

from galley.pages.kind import Given, Materials, PageKind
from galley.pages.notes import note_of
from galley.story.voice import Voice


def _given(materials: Materials, voice: Voice, name: str) -> Given:
    return {"notes": tuple(note_of(voice, fact) for fact in materials.notes_of(voice))}


KIND = PageKind(
    name="evidence",
    place="evidence/index.html",
    counted_as="evidence",
    given=_given,
    notes=True,
    under="ledger",
    listed=False,
)
