"""The feature: the whole story on one page."""

from __future__ import annotations

from markupsafe import Markup

from galley.editions.prose import to_html
from galley.editions.saying import say
from galley.exports.structured import article_ld
from galley.manuscript.views import first_stored, xray
from galley.pages.hero import head
from galley.pages.kind import Given, Materials, PageKind
from galley.story.voice import Voice


def _given(materials: Materials, voice: Voice, name: str) -> Given:
    story = voice.story
    stored = first_stored(story)
    first, _, rest = to_html(say(voice, story.site.lead)).partition("</p>")
    return {
        "head": head(voice),
        "lead": (Markup(first.replace("<p>", '<p class="lead">', 1) + "</p>"), Markup(rest)),
        "ld": Markup(article_ld(voice)),
        "sections": materials.sections_of(voice),
        "drawings": materials.drawings_of(voice),
        "xray": xray(story, stored) if stored else None,
        "opening": materials.drawings_of(voice).get(story.site.opening or ""),
    }


KIND = PageKind(name="feature", place="index.html", counted_as="feature", given=_given, tells=True, noted=True, menu=1)
