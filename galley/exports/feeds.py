"""What tells feed readers and search engines of the site: feed.xml, sitemap.xml and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from lxml import etree
from lxml.builder import ElementMaker

from galley.dates import Date
from galley.editions.corrections import Correction, corrections, updated
from galley.editions.prose import to_html
from galley.editions.saying import say
from galley.exports.addresses import address, fact_path, link, urn
from galley.marks import mark
from galley.story.load import Story
from galley.story.voice import Voice, voices

_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_atom = ElementMaker(namespace=_ATOM, nsmap={None: _ATOM})
_map = ElementMaker(namespace=_SITEMAP, nsmap={None: _SITEMAP, "xhtml": _XHTML})
_xhtml = ElementMaker(namespace=_XHTML, nsmap={"xhtml": _XHTML})


def feed(voice: Voice) -> str:
    """An Atom feed of the edition: the feature, and every correction, the newest first."""
    story, edition = voice.story, voice.edition
    site, here = story.site, f"{edition.path}feed.xml"
    entries = [*(_correction(voice, made) for made in corrections(voice)), _feature(voice)]
    return _written(
        _atom.feed(
            {_LANG: edition.lang},
            _atom.title(say(voice, site.title)),
            _atom.subtitle(say(voice, site.description)),
            _atom.id(urn(site, edition.id)),
            _atom.updated(_moment(updated(story))),
            _atom.author(_atom.name(say(voice, site.publisher))),
            _atom.link(rel="self", type="application/atom+xml", href=link(site, here, here)),
            _atom.link(rel="alternate", type="text/html", hreflang=edition.lang, href=link(site, edition.path, here)),
            *entries,
        )
    )


def _feature(voice: Voice) -> etree._Element:
    edition = voice.edition
    site = voice.story.site
    return _atom.entry(
        _atom.title(say(voice, site.headline)),
        _atom.id(urn(site, edition.id, "feature")),
        _atom.published(_moment(site.published)),
        _atom.updated(_moment(site.modified)),  # each correction is an entry of its own
        _atom.link(rel="alternate", href=link(site, edition.path, f"{edition.path}feed.xml")),
        _atom.summary(say(voice, site.description)),
        _atom.content({"type": "html"}, to_html(say(voice, site.lead))),
    )


def _correction(voice: Voice, made: Correction) -> etree._Element:
    story, edition = voice.story, voice.edition
    page = fact_path(voice, made.fact) if made.fact else f"{edition.path}#{made.section}"
    title = f"{made.label}: {made.before} → {made.after}"
    evidence = _evidence(voice, made.fact) if made.fact else ()
    return _atom.entry(
        _atom.title(title),
        _atom.id(urn(story.site, edition.id, "corrections", made.name, str(made.changed), str(made.order))),
        _atom.updated(_moment(made.changed)),
        _atom.link(rel="alternate", href=link(story.site, page, f"{edition.path}feed.xml")),
        _atom.summary(made.reason),
        _atom.content({"type": "html"}, _paragraphs(title, made.reason, *evidence)),
    )


def _evidence(voice: Voice, fact_id: str) -> Iterator[str]:
    """The sentence that the fact now stands on, and whose it is."""
    fact = voice.story.facts[fact_id]
    if fact.quote and fact.source:
        title = say(voice, voice.story.sources[fact.source].title)
        yield f"{mark('quote', fact.source, fact.quote)} — {mark('quote', fact.source, title)}"


def _paragraphs(*texts: str) -> str:
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in texts)


def _moment(when: Date) -> str:
    """A feed knows moments only: midnight of the first day, in UTC."""
    return mark("date", "feed", f"{when.day.isoformat()}T00:00:00Z")


def sitemap(story: Story, paths: Iterable[str]) -> str:
    """Every page of `paths` (relative to an edition: "", "facts/") in every edition, each naming its counterparts.

    Without an address of the site the links are relative, which search engines do not take: robots.txt then
    does not announce it.
    """
    root = _map.urlset(*(_page(voice, path) for path in paths for voice in voices(story)))
    return _written(root)


def _page(voice: Voice, path: str) -> etree._Element:
    story = voice.story
    return _map.url(
        _map.loc(link(story.site, voice.edition.path + path)),
        _map.lastmod(mark("date", "sitemap", updated(story).day.isoformat())),
        *(
            _xhtml.link(rel="alternate", hreflang=lang, href=link(story.site, other + path))
            for lang, other in _alternates(story)
        ),
    )


def _alternates(story: Story) -> Iterator[tuple[str, str]]:
    """(language, path) of every edition, and of the one for everyone else."""
    yield from ((edition.lang, edition.path) for edition in story.editions.values())
    yield "x-default", next(iter(story.editions.values())).path


def robots(story: Story) -> str:
    """Everyone may read everything."""
    where = f"Sitemap: {address(story.site, 'sitemap.xml')}\n" if story.site.url else ""
    return f"User-agent: *\nAllow: /\n{where}"


def _written(root: etree._Element) -> str:
    text = etree.tostring(root, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}'
