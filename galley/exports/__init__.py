"""What a published site offers beside its pages: downloads, feeds, structured data, cards, icons and host settings.

Text is marked (`galley.marks`), so that proof can check downloads too; whoever writes it strips the marks.
"""

from __future__ import annotations

from collections.abc import Iterable

from galley.exports.cardart import LAYOUTS
from galley.exports.cards import card, card_png, card_proof, typefaces
from galley.exports.datapackage import datapackage, facts_schema
from galley.exports.facts import chart_csv, facts_csv, facts_json, series_csv, table_csv
from galley.exports.feeds import feed, robots, sitemap
from galley.exports.headers import headers
from galley.exports.plaintext import feature_text
from galley.exports.sheetcard import sheet_card, sheet_card_png
from galley.exports.webapp import ICON_SIZES, favicon, icon_png, manifest
from galley.store import Store
from galley.story.load import Story
from galley.story.voice import Voice, voices


def edition_files(voice: Voice) -> dict[str, str]:
    """Every text file of an edition that is no page, marked, by its path in the site."""
    story, edition = voice.story, voice.edition
    data = {
        "facts.csv": facts_csv(voice),
        "facts.json": facts_json(voice),
        "facts.schema.json": facts_schema(voice),
        "datapackage.json": datapackage(voice),
        **{f"charts/{chart.id}.csv": chart_csv(voice, chart) for chart in story.charts.values()},
        **{f"series/{name}.csv": series_csv(voice, series) for name, series in story.series.items()},
        **{f"tables/{name}.csv": table_csv(source) for name, source in story.tables.items()},
    }
    return {
        **{f"{edition.path}data/{name}": text for name, text in data.items()},
        f"{edition.path}feed.xml": feed(voice),
        f"{edition.path}feature.txt": feature_text(voice),
        f"{edition.path}manifest.webmanifest": manifest(voice),
    }


def site_files(story: Story, paths: Iterable[str], immutable: Iterable[str] = ()) -> dict[str, str]:
    """Text files of the whole site. `paths`: every page, relative to its edition ("", "facts/"); `immutable`: files
    and folders (`assets/*`) whose names change with their content."""
    return {
        "sitemap.xml": sitemap(story, paths),
        "robots.txt": robots(story),
        "favicon.svg": favicon(story),
        "_headers": headers([edition.path for edition in story.editions.values()], immutable),
    }


def pictures(story: Story, store: Store) -> dict[str, bytes]:
    """The cards of every edition, `card-wide.png` and `card-square.png`, and the icons.

    The square one shows the stored text seen through, where there is one, and else the head of the feature.
    """
    proof, icon = card_proof(story), favicon(story)
    files = {f"icon-{size}.png": icon_png(icon, size, store) for size in ICON_SIZES}
    for voice in voices(story):
        edition = voice.edition
        drawn, faces = card(voice), typefaces(story.root, edition.lang, edition.serif)
        for shape in LAYOUTS:
            files[f"{edition.path}card-{shape}.png"] = card_png(drawn, faces, shape, store, proof)
        if seen := sheet_card(voice):
            files[f"{edition.path}card-square.png"] = sheet_card_png(seen, faces, store)
    return files
