"""Renders, proves and publishes; nothing, where nothing has changed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sized
from pathlib import Path

from galley.commands.command import Command, addresses, cache_of
from galley.commands.once import Done, unless_done
from galley.commands.terminal import Steps, number, tell_warnings


def run(options: Namespace) -> int:
    given = addresses(options)

    def work(steps: Steps) -> Done:
        from galley.build import build_site
        from galley.publish import publish
        from galley.story.schema import write_names

        proof = build_site(options.story, cache_of(options), steps, given)
        write_names(proof.story, cache_of(options))
        tell_warnings(proof.warnings, options)
        files = _compressed(proof.files, options, steps) if options.compress else proof.files
        steps("publish")
        changes, story = publish(files, _site(options)), proof.story
        return Done(
            f"{number(story.facts, 'fact')}, {number(story.charts, 'chart')}, {number(story.editions, 'edition')}",
            f"{number(changes.written, 'file')} written, {len(changes.removed)} removed, "
            f"{len(changes.unchanged)} unchanged{_distrusted(proof.distrusted)}",
            not proof.warnings,
            changes.standing,
        )

    return unless_done(work, options, _site(options), options.compress, given)


def _distrusted(pages: Sized) -> str:
    """Of kept pages whose marks did not read as the facts do, which a cache from elsewhere may hold."""
    return f"; {number(pages, 'kept page')} did not hold, made anew" if len(pages) else ""


def _compressed(files: Mapping[str, bytes], options: Namespace, steps: Steps) -> Mapping[str, bytes]:
    from galley.compressed import compressed
    from galley.store import Store

    steps("compress")
    return {**files, **compressed(files, Store(cache_of(options)))}


def _site(options: Namespace) -> Path:
    site: Path = options.site or options.story / "site"
    return site


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--site", type=Path, metavar="DIR", help="where it is published (default: STORY/site)")
    parser.add_argument("--compress", action="store_true", help="put .br and .gz beside each text file, for servers")


COMMAND = Command(
    name="build",
    says="render, prove and publish to site/; done when no command is named",
    run=run,
    add_options=add_options,
    diagnosed=True,
)
