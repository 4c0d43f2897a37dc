"""Structured data for search engines: the feature as a NewsArticle, each chart as a Dataset (schema.org JSON-LD)."""

from __future__ import annotations

from babel.core import get_global

from galley.charts.model import Chart
from galley.charts.voice import alternative
from galley.dates import Date
from galley.editions.corrections import corrections, updated
from galley.editions.saying import say
from galley.exports.addresses import chart_path, link
from galley.exports.jsontext import Json, bare, in_script, to_json
from galley.exports.sentences import sentences
from galley.marks import mark
from galley.model import Edition, Source
from galley.story.load import Story
from galley.story.voice import Voice

CONTEXT = "https://schema.org"


def article_ld(voice: Voice) -> str:
    """The feature, its sources and its corrections; for <script type="application/ld+json"> of its page."""
    story, edition = voice.story, voice.edition
    site, home = story.site, edition.path
    others = [other for other in story.editions.values() if other.id != edition.id]
    return _script(
        {
            "@context": CONTEXT,
            "@type": "NewsArticle",
            "headline": say(voice, site.headline),
            "description": say(voice, site.description),
            "inLanguage": edition.lang,
            "datePublished": _date(site.published),
            "dateModified": _date(updated(story)),
            "url": link(site, home, home),
            "image": [link(site, f"{home}card-{shape}.png", home) for shape in ("wide", "square")],
            "author": {**_publisher(say(voice, site.publisher)), "url": link(site, home, home)},
            "publisher": _publisher(say(voice, site.publisher)),
            "isAccessibleForFree": True,
            "license": _licence(story),
            "isBasedOn": [_source(voice, source) for source in story.sources.values()],
            "hasPart": [_part(voice, chart) for chart in story.shown.values()],
            "correction": _corrections(voice),
            "workTranslation": [
                {"@type": "NewsArticle", "inLanguage": other.lang, "url": link(site, other.path, home)}
                for other in others
            ],
        }
    )


def dataset_ld(voice: Voice, chart: Chart) -> str:
    """A chart's data and where to download it; for the chart's page."""
    story, edition = voice.story, voice.edition
    site, here = story.site, chart_path(edition, chart.id)
    table = f"{edition.path}data/charts/{chart.id}.csv"
    return _script(
        {
            "@context": CONTEXT,
            "@type": "Dataset",
            "name": say(voice, chart.title),
            "description": sentences(say(voice, chart.subtitle), alternative(voice, chart)),
            "inLanguage": edition.lang,
            "url": link(site, here, here),
            "creator": _publisher(say(voice, site.publisher)),
            "isPartOf": {"@type": "NewsArticle", "url": link(site, edition.path, here)},
            "isAccessibleForFree": True,
            "license": _licence(story),
            "dateModified": _date(updated(story)),
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": link(site, table, here)}
            ],
        },
        _trail(voice, chart),
    )


def _trail(voice: Voice, chart: Chart) -> dict[str, Json]:
    """The way to the page of a chart, as search engines print it; its last step is the page itself."""
    site, here = voice.story.site, chart_path(voice.edition, chart.id)
    steps = [(say(voice, site.headline), voice.edition.path), (say(voice, chart.title), here)]
    items: list[Json] = [
        {
            "@type": "ListItem",
            "position": bare("id", "position", str(place)),
            "name": name,
            "item": link(site, path, here),
        }
        for place, (name, path) in enumerate(steps, start=1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def _script(*things: dict[str, Json]) -> str:
    said: list[Json] = [{name: value for name, value in thing.items() if value not in (None, [])} for thing in things]
    return in_script(to_json(said[0] if len(said) == 1 else said))


def _licence(story: Story) -> Json:
    return mark("id", "licence", story.site.licence.url) if story.site.licence else None


def _date(when: Date) -> Json:
    return mark("date", "structured", when.day.isoformat())


def _publisher(name: str) -> dict[str, Json]:
    return {"@type": "Organization", "name": name}


def _source(voice: Voice, source: Source) -> Json:
    return {
        "@type": "CreativeWork",
        "name": mark("quote", source.id, say(voice, source.title)),
        "publisher": _publisher(mark("quote", source.id, say(voice, source.publisher))),
        "inLanguage": source.lang,
        **({"url": mark("id", source.id, source.url)} if source.url else {}),
    }


def _part(voice: Voice, chart: Chart) -> Json:
    url = link(voice.story.site, chart_path(voice.edition, chart.id), voice.edition.path)
    return {"@type": "Dataset", "name": say(voice, chart.title), "url": url}


def _corrections(voice: Voice) -> list[Json]:
    return [
        {
            "@type": "CorrectionComment",
            "text": f"{made.label}: {made.before} → {made.after}. {made.reason}",
            "datePublished": _date(made.changed),
        }
        for made in corrections(voice)
    ]


def network_locale(edition: Edition) -> str:
    """Language and land as social networks name them, the likeliest land where the edition names none: zh_CN, en_GB."""
    language, *rest = (edition.locale or edition.lang).split("-")
    known = get_global("likely_subtags")
    likely = known.get("_".join([language, *rest])) or known.get(language, "")
    land = next((part for part in (*rest, *likely.split("_")[1:]) if len(part) == 2), "")
    return f"{language}_{land}" if land else language
