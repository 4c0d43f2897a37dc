"""The command line: build, check, serve, explain, diff, new and more. `python build.py --help` says all."""

from __future__ import annotations

import os
import signal
import sys

if os.name == "nt":
    sys.exit("This runs on Linux and macOS; on Windows, in its Linux: run  wsl --install  and work in there.")
if __name__ == "__main__":  # Ctrl-C ends what is only being loaded, without a word
    signal.signal(signal.SIGINT, lambda number, frame: os._exit(130))

import argparse
import gc
import re
import shlex
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import FrameType
from typing import NoReturn

from galley import __version__
from galley.address import link_address, site_address
from galley.errors import Problem, PublishError, StoryError, UsageError
from galley.stamp import Moment, made_of, recall, remember

INTERRUPTED = 130
HERE = Path(__file__).resolve().parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Carries out one command; returns 0 when all is well, 1 when the story has problems, 2 for wrong usage.

    130 when it was interrupted, also where a library has caught that and gone on.
    """
    options = understood(sys.argv[1:] if arguments is None else arguments)
    with interruptible() as interrupts:
        code = _carried_out(options, interrupts)
    return INTERRUPTED if interrupts else code


@contextmanager
def interruptible() -> Iterator[list[int]]:
    """Has Ctrl-C raise KeyboardInterrupt, and keeps a list of how often it was pressed."""
    interrupts: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        interrupts.append(number)
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield interrupts
        return
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield interrupts
    finally:
        signal.signal(signal.SIGINT, before)


def _carried_out(options: argparse.Namespace, interrupts: Sequence[int]) -> int:
    try:
        if options.command != "new" and not options.story.is_dir():
            raise UsageError(f"there is no folder {options.story}; name that of a story.")
        return int(options.run(options))
    except StoryError as error:
        _tell(error.problems, options)
        print(_count(error.problems), file=sys.stderr)
        return error.exit_code
    except (PublishError, UsageError) as error:
        print(_harmless(f"build.py: {error}"), file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        return 0
    except OSError as error:  # a file that went away meanwhile, or that this user may not read or write
        what = ": ".join(str(part) for part in (error.filename, error.strerror) if part)
        print(f"build.py: {what}. Mend that and run it again.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:
        if interrupts:  # what else goes wrong then, in the middle of an import, is told to nobody
            return INTERRUPTED
        raise


def understood(arguments: Sequence[str]) -> argparse.Namespace:
    """The command and its options, in whatever order they were given."""
    known = parser()
    return known.parse_args(_command_first(list(arguments), known))


def _command_first(arguments: list[str], known: _Parser) -> list[str]:
    """`build` is meant where no command is named; a word that is none is left where it is refused as one.

    The value of an option is a word of its own, which may be that of a command: `--story check`.
    """
    valued = {option for command in known.commands.values() for option in command.valued}
    words = [at for at, word in enumerate(arguments) if at == 0 or arguments[at - 1] not in valued]
    named = [at for at in words if arguments[at] in known.commands]
    for at in named or [at for at in words if not arguments[at].startswith("-")]:
        return [arguments[at], *arguments[:at], *arguments[at + 1 :]]
    asked = [word for word in arguments if word in ("-h", "--help", "--version")]
    return asked or ["build", *arguments]


class _Parser(argparse.ArgumentParser):
    """Names the word that was probably meant, where one is misspelt."""

    commands: Mapping[str, _Parser]  # of the first of them alone

    @property
    def valued(self) -> Iterator[str]:
        """Options that a value follows."""
        return (option for option, action in self._option_string_actions.items() if action.nargs != 0)

    def error(self, message: str) -> NoReturn:
        from galley.guess import near

        found = re.search(r"invalid choice: '(.+)' \(choose from (.+)\)", message)
        meant = near(found[1], re.findall(r"'([^']+)'", found[2])) if found else None
        super().error(message.replace(" (choose", f". Did you mean {meant}? (choose") if meant else message)


def parser() -> _Parser:
    """The commands and their options."""
    everywhere = _Parser(add_help=False)
    everywhere.add_argument(
        "--story", type=Path, default=HERE, metavar="DIR", help="the story (default: where build.py is)"
    )
    diagnosed = _Parser(add_help=False, parents=[everywhere])
    diagnosed.add_argument("--format", default="text", choices=["text", "json", "github"], help="how problems are told")
    diagnosed.add_argument("--strict", action="store_true", help="treat warnings as errors")
    diagnosed.add_argument("--url", metavar="ADDRESS", help="where the site will stand (default: url of the story)")
    diagnosed.add_argument(
        "--report", metavar="ADDRESS", help="where readers report errors (default: report of the story)"
    )

    top = _Parser(
        prog="build.py", description="Builds the site from its facts, and proves that every printed figure holds."
    )
    top.add_argument("--version", action="version", version=f"galley {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    top.commands = commands.choices

    def command(
        name: str, run: Callable[[argparse.Namespace], int], says: str, options: _Parser = everywhere
    ) -> _Parser:
        added = commands.add_parser(name, help=says, description=says, parents=[options], allow_abbrev=False)
        added.set_defaults(run=run)
        return added

    built = command("build", build, "render, prove and publish to site/; done when no command is named", diagnosed)
    built.add_argument("--site", type=Path, metavar="DIR", help="where it is published (default: STORY/site)")
    built.add_argument("--compress", action="store_true", help="put .br and .gz beside each text file, for servers")
    checked = command("check", check, "everything but writing", diagnosed)
    checked.add_argument("--base", metavar="REV", help="also refuse a changed value that gives no reason, since REV")
    served = command("serve", serve, "preview on 127.0.0.1, with reload on save")
    served.add_argument("--port", type=int, default=8000, help="0 for any free one (default: 8000)")
    explained = command("explain", explain, "a fact: its evidence and where it is printed; a source: its figures")
    explained.add_argument("name", help="the id of a fact or a source")
    explained.add_argument("--draft", action="store_true", help="a source: YAML stubs for figures that no fact covers")
    explained.add_argument("--format", default="text", choices=["text", "json"])
    differed = command("diff", diff, "what the working tree changes on the printed page, against a revision")
    differed.add_argument("rev", nargs="?", default="HEAD", help="of git (default: HEAD)")
    differed.add_argument("--format", default="text", choices=["text", "markdown", "json"])
    differed.add_argument("--pictures", type=Path, metavar="DIR", help="write changed charts there, before and after")
    differed.add_argument("--pictures-at", metavar="URL", help="where readers will find DIR (default: as it is named)")
    declared = command("translated", translated, "declare a translation up to date again")
    declared.add_argument("edition")
    declared.add_argument("section", nargs="?", help="only this section")
    begun = command(
        "new",
        new,
        "begin a story of your own: a small one that builds at once",
        _Parser(add_help=False),
    )
    begun.add_argument("folder", type=Path, metavar="DIR", help="where it will stand; a folder that is not there yet")
    begun.add_argument(
        "--lang", action="append", metavar="LANG", help="its language, and again for each other (default: en)"
    )
    begun.add_argument("--no-git", action="store_true", help="write no repository: the story stands beside the engine")
    pinned = command("pin", pin, "pin stored texts of sources as they are now, and the day they were taken")
    pinned.add_argument("source", nargs="*", help="only these; all that are new or have changed where none is named")
    pinned.add_argument("--taken", metavar="DAY", help="when they were read at their source (default: today)")
    verified = command("verify", verify, "check a published site, without its story")
    verified.add_argument("site", metavar="FOLDER|ADDRESS", help="where it is published")
    verified.add_argument(
        "--sources", type=Path, metavar="DIR", help="stored texts, to be compared with their pins too"
    )
    schemed = command("schema", schema, "JSON Schema of the YAML files")
    schemed.add_argument("kind", nargs="?", help="facts, units, …; all of them where none is named")
    return top


def build(options: argparse.Namespace) -> int:
    """Renders, proves and publishes; nothing, where nothing has changed."""
    addresses = _addresses(options)

    def work(steps: Steps) -> Done:
        from galley.build import build_site
        from galley.publish import publish
        from galley.story.schema import write_names

        proof = build_site(options.story, _cache(options), steps, addresses)
        write_names(proof.story, _cache(options))
        _tell_warnings(proof.warnings, options)
        files = _compressed(proof.files, options, steps) if options.compress else proof.files
        steps("publish")
        changes, story = publish(files, _site(options)), proof.story
        return Done(
            f"{_number(story.facts, 'fact')}, {_number(story.charts, 'chart')}, {_number(story.editions, 'edition')}",
            f"{_number(changes.written, 'file')} written, {len(changes.removed)} removed, "
            f"{len(changes.unchanged)} unchanged{_distrusted(proof.distrusted)}",
            not proof.warnings,
            changes.standing,
        )

    return _unless_done(work, options, _site(options), options.compress, addresses)


def _distrusted(pages: Sized) -> str:
    """Of kept pages whose marks did not read as the facts do, which a cache from elsewhere may hold."""
    return f"; {_number(pages, 'kept page')} did not hold, made anew" if len(pages) else ""


def _compressed(files: Mapping[str, bytes], options: argparse.Namespace, steps: Steps) -> Mapping[str, bytes]:
    from galley.compressed import compressed
    from galley.store import Store

    steps("compress")
    return {**files, **compressed(files, Store(_cache(options)))}


def check(options: argparse.Namespace) -> int:
    """Everything but writing."""
    addresses = _addresses(options)

    def work(steps: Steps) -> Done:
        from galley.build import build_site

        proof = build_site(options.story, _cache(options), steps, addresses)
        warnings = list(proof.warnings)
        if options.base:
            from galley.report import silent_changes

            warnings += silent_changes(proof.story, options.story, options.base, date.today())
        _tell_warnings(warnings, options)
        hold = f"{len(proof.story.facts)} facts hold, on {len(proof.pages)} pages and files"
        return Done(hold, "", not (warnings or options.base))  # another revision is no file of the story

    return _unless_done(work, options, None, addresses)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a command: what it is about, what it did, and whether doing it again would tell nothing more.

    `files`: how those of the site stood when it was published.
    """

    of: str
    did: str
    settled: bool
    files: Mapping[str, Moment] = field(default_factory=dict)


def _unless_done(
    work: Callable[[Steps], Done], options: argparse.Namespace, site: Path | None = None, *choices: object
) -> int:
    """Does the work, unless what it is made of, and what came of it, is as it was when it was last done."""
    steps, cache, command = Steps(), _cache(options), str(options.command)
    made = made_of(options.story, command, site, *choices)
    known = None if getattr(options, "base", None) else recall(cache, command, made, site)
    if known is not None:
        _tell_warnings((), options)
        steps.end(f"{known}: nothing has changed")
        return 0
    from galley.charts import worker

    if (options.story / "content/charts.yaml").exists():
        worker.start()  # while the story is being read
    gc.disable()  # a story is many small things that last: to look for rubbish among them takes a tenth longer
    try:
        done = work(steps)
    finally:
        gc.enable()
    if made and done.settled and made == made_of(options.story, command, site, *choices):
        remember(cache, command, made, done.of, done.files)
    steps.end(": ".join(filter(None, (done.of, done.did))))
    return 0


def serve(options: argparse.Namespace) -> int:
    """Previews the site until Ctrl-C."""
    from galley.preview.server import serve as run

    return run(options.story, _cache(options), options.port)


def explain(options: argparse.Namespace) -> int:
    """Tells all about a fact or a source."""
    from galley.report import draft, explain_name

    if options.draft:
        print(_harmless(draft(options.story, options.name)))
    else:
        told = explain_name(options.story, _cache(options), options.name, options.format)
        print(_harmless(told, options.format))
    return 0


def diff(options: argparse.Namespace) -> int:
    """Tells what the working tree changes on the printed page."""
    from galley.report import diff as compare

    told = compare(options.story, _cache(options), options.rev, options.format, options.pictures, options.pictures_at)
    print(_harmless(told, options.format))
    return 0


def translated(options: argparse.Namespace) -> int:
    """Declares a translation up to date."""
    from galley.editions.translations import declare
    from galley.story.load import load_story

    declare(load_story(options.story), options.edition, options.section)
    return 0


def pin(options: argparse.Namespace) -> int:
    """Pins stored texts."""
    from datetime import date

    from galley.story.pins import pin as write

    try:
        day = date.fromisoformat(options.taken) if options.taken else date.today()
    except ValueError:
        raise UsageError(f"--taken: “{options.taken}” is not a day; write it as in 2024-05-01.") from None
    pinned = write(options.story, options.source, day)
    print(f"pinned {', '.join(pinned)}" if pinned else "every stored text is as it was pinned", file=sys.stderr)
    return 0


def verify(options: argparse.Namespace) -> int:
    """Checks a published site; a line a fault."""
    from galley.verify.check import faults, unread
    from galley.verify.published import RECORD, site_at

    site = site_at(options.site)
    try:
        site.fetch(RECORD)
    except (OSError, ValueError) as error:
        raise UsageError(f"{options.site} holds no record of a proof that can be read: {error!r}.") from None
    found: list[str] = []
    doubtful: list[str] = []
    try:
        found += faults(site, options.sources)
        doubtful += unread(site)
        figures, facts = site.record["figures"], next(iter(site.facts.values()))
    except (OSError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, StopIteration) as error:
        found.append(f"{RECORD}: the record, or a file that it names, is not what it should be: {error!r}")
        figures, facts = [], {}
    for line in (*found, *(f"note: {one}" for one in doubtful)):
        print(_harmless("".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)))
    told = f"{_number(found, 'fault')}, {_number(doubtful, 'quotation')} not understood"
    summary = f"{_number(figures, 'printed figure')} of {_number(facts, 'fact')}: {told}"
    print(summary, file=sys.stderr)
    return 1 if found else 0


def schema(options: argparse.Namespace) -> int:
    """Prints JSON Schema of one kind of YAML file, or of all."""
    from galley.guess import closest
    from galley.story.schema import as_text, schemas

    known = schemas()
    if options.kind and options.kind not in known:
        hint = closest(options.kind, known, f"Choose from {', '.join(known)}.")
        raise UsageError(f"there is no kind “{options.kind}”. {hint}")
    print(as_text(known[options.kind] if options.kind else known), end="")
    return 0


def new(options: argparse.Namespace) -> int:
    """Begins a story."""
    from galley.new import begin

    written = begin(options.folder, options.lang or ["en"], date.today(), not options.no_git)
    place = shlex.quote(str(options.folder))
    print(_harmless(f"{_number(written, 'file')} in {place}. Build it: python build.py --story {place}"))
    return 0


class Steps:
    """Progress on a terminal: the step under way, and at the end one line with what came of it."""

    def __init__(self) -> None:
        self.began = time.perf_counter()
        self.shown = sys.stderr.isatty()

    def __call__(self, step: str) -> None:
        if self.shown:
            print(f"\r\033[K{step} …", end="", file=sys.stderr, flush=True)

    def end(self, summary: str) -> None:
        clear = "\r\033[K" if self.shown else ""
        print(f"{clear}{summary} · {time.perf_counter() - self.began:.2f} s", file=sys.stderr)


def _harmless(text: str, style: str = "text") -> str:
    from galley.diagnostics import harmless

    return harmless(text, style)


def _tell(problems: Sequence[Problem], options: argparse.Namespace) -> None:
    from galley.diagnostics import FORMATS, write

    style = getattr(options, "format", "text")
    print(write(problems, style if style in FORMATS else "text"), file=sys.stderr)


def _tell_warnings(warnings: Sequence[Problem], options: argparse.Namespace) -> None:
    if any(warning.level == "error" for warning in warnings) or (options.strict and warnings):
        raise StoryError(replace(warning, level="error") if options.strict else warning for warning in warnings)
    if warnings or options.format == "json":
        _tell(warnings, options)


def _count(problems: Sequence[Problem]) -> str:
    return f"{_number([one for one in problems if one.level == 'error'], 'problem')}; nothing was published"


def _number(things: Sized, name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"


def _addresses(options: argparse.Namespace) -> dict[str, str]:
    """Where the site will stand and where readers report errors, as far as the command says it."""
    found = dict[str, str]()
    for name, checked in (("url", site_address), ("report", link_address)):
        try:
            if (given := getattr(options, name)) is not None:
                found[name] = checked(given)
        except ValueError as error:
            raise UsageError(f"--{name}: {error}.") from None
    return found


def _site(options: argparse.Namespace) -> Path:
    site: Path = options.site or options.story / "site"
    return site


def _cache(options: argparse.Namespace) -> Path:
    story: Path = options.story
    return story / ".cache"


if __name__ == "__main__":
    sys.exit(main())
