"""The feature: the whole story on one page."""

from __future__ import annotations

from markupsafe import Markup

from galley.editions.prose import to_html
from galley.editions.saying import say
from galley.exports.structured import article_ld
from galley.manuscript.views import first_stored, xray
from galley.model import Edition
from galley.pages.hero import head
from galley.pages.kind import Given, Materials, PageKind
from galley.story.voice import Voice


def _given(materials: Materials, edition: Edition, name: str) -> Given:
    story = materials.story
    stored = first_stored(story)
    first, _, rest = to_html(say(Voice(story, edition), story.site.lead)).partition("</p>")
    return {
        "head": head(Voice(story, edition)),
        "lead": (Markup(first.replace("<p>", '<p class="lead">', 1) + "</p>"), Markup(rest)),
        "ld": Markup(article_ld(Voice(story, edition))),
        "sections": materials.sections_of(edition),
        "drawings": materials.drawings_of(edition),
        "xray": xray(story, stored) if stored else None,
        "opening": materials.drawings_of(edition).get(story.site.opening or ""),
    }


KIND = PageKind(name="feature", place="index.html", told="feature", given=_given, tells=True, noted=True, menu=1)
