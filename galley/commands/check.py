"""All that a build proves, with no file made that only readers get: no picture, and no page without its marks."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date

from galley.commands.command import Command, addresses, cache_of
from galley.commands.once import Done, unless_done
from galley.commands.terminal import Steps, tell_warnings


def run(options: Namespace) -> int:
    given = addresses(options)

    def work(steps: Steps) -> Done:
        from galley.build import build_site

        proof = build_site(options.story, cache_of(options), steps, given)
        warnings = list(proof.warnings)
        if options.base:
            from galley.report import silent_changes

            warnings += silent_changes(proof.story, options.story, options.base, date.today())
        tell_warnings(warnings, options)
        hold = f"{len(proof.story.facts)} facts hold, on {len(proof.pages)} pages and files"
        return Done(hold, "", not (warnings or options.base))  # another revision is no file of the story

    return unless_done(work, options, None, given)


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--base", metavar="REV", help="also refuse a changed value that gives no reason, since REV")


COMMAND = Command(name="check", says="all but writing", run=run, add_options=add_options, diagnosed=True)
