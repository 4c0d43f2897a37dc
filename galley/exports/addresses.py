"""Addresses in what leaves the site: absolute where the story says where it stands, relative to the file otherwise."""

from __future__ import annotations

import posixpath
import uuid

from galley.marks import mark
from galley.model import Edition, Site
from galley.story.lines import lines
from galley.story.voice import Voice


def address(site: Site, path: str, at: str = "") -> str:
    """The address of `path` of the site as the file at `at` writes it; "" is the front page."""
    if site.url:
        return f"{site.url}/{path}"
    folder, hash_, fragment = path.partition("#")
    relative = posixpath.relpath(f"/{folder}", f"/{posixpath.dirname(at)}")
    return (f"{relative}/" if folder.endswith("/") or not folder else relative) + hash_ + fragment


def link(site: Site, path: str, at: str = "") -> str:
    """The same, marked: digits in an address state nothing."""
    return mark("id", "address", address(site, path, at))


def fact_path(voice: Voice, fact_id: str) -> str:
    """The folder of a fact's page, or its place on the page of its series."""
    story, edition = voice.story, voice.edition
    if fact_id in lines(story):
        return f"{series_path(edition, story.points[fact_id].series)}#{fact_id}"
    return f"{edition.path}facts/{fact_id}/"


def series_path(edition: Edition, series: str) -> str:
    """The folder of the page of a series."""
    return f"{edition.path}series/{series}/"


def chart_path(edition: Edition, chart_id: str) -> str:
    """The folder of a chart's page."""
    return f"{edition.path}charts/{chart_id}/"


def urn(site: Site, *parts: str) -> str:
    """A name that stays the same wherever the site stands: a UUID made of the story's id and `parts`."""
    return mark("id", "urn", uuid.uuid5(uuid.NAMESPACE_URL, "/".join(("galley", site.id, *parts))).urn)
