"""What every template may say and ask for. One that names what it was not given fails; nothing prints as blank."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.runtime import Context

from galley.editions.saying import say
from galley.errors import Place, Problem, StoryError
from galley.exports.addresses import address as absolute
from galley.exports.headers import POLICY
from galley.exports.structured import network_locale
from galley.folder import plain_bytes
from galley.inputs.files import text_of
from galley.marks import mark
from galley.model import Edition
from galley.pages.addresses import address, relative
from galley.pages.filters import FILTERS
from galley.pages.kept import Asked, Digests, Page, Questions, Watched, parts_of, together
from galley.pages.kinds import KINDS
from galley.store import Store, key_of
from galley.story.lines import lines
from galley.story.load import Story
from galley.story.voice import Voice
from galley.theme import layers


@dataclass(frozen=True)
class Templates:
    """The story's templates and all that they share."""

    story: Story
    made: frozenset[str]
    assets: Mapping[str, bool]  # plain name → whether it is there; its path waits for its content to be known
    jinja: Environment
    questions: Questions
    problems: list[Problem] = field(default_factory=list)
    digests: Digests = field(default_factory=Digests)
    alike: dict[str, dict[str, object]] = field(default_factory=dict)  # by edition: what all of its pages are given
    answered: dict[str, dict[bytes, bytes]] = field(default_factory=dict)  # by edition: what all its pages are told

    def render(self, page: Page, template: str, asked: Asked) -> str:
        """Marked HTML for a page. Raises StoryError for whatever goes wrong in the template, at its line."""
        try:
            html = self.jinja.get_template(f"{template}.html").render(self._context(page, asked))
        except StoryError:
            raise
        except TemplateSyntaxError as error:
            raise StoryError([_broken(error.name or template, error.lineno, str(error.message))]) from error
        except TemplateError as error:
            raise StoryError([_broken(*_where(error, template), str(error))]) from error
        except Exception as error:  # a template may calculate, and call what it is given with what it likes
            raise StoryError([_broken(*_where(error, template), f"{type(error).__name__}: {error}")]) from error
        if not (html.strip() or self.problems):
            raise StoryError([_broken(f"{template}.html", 0, "it prints nothing")])
        return html

    def link(self, page: Page, kind: str, name: str = "", edition: Edition | None = None) -> str:
        """The address of another page as `page` writes it; empty where the story makes no such page."""
        if kind == "fact" and name in lines(self.story):
            there = address(edition or page.edition, "series", self.story.points[name].series)
            return self._address(page, f"{there}#{name}")
        return self._address(page, address(edition or page.edition, kind, name)) if kind in self.made else ""

    def _address(self, page: Page, there: str) -> str:
        """The page that stands in for a lost one is shown at any depth, so it needs the whole address."""
        base = self.story.site.url
        return f"{base}/{there}" if base and KINDS[page.kind].anywhere else relative(page.path, there)

    def _counterpart(self, page: Page, edition: Edition) -> str:
        """The page in another edition; as search engines ask for it, whole, if it is known where the site stands."""
        return absolute(self.story.site, replace(page, edition=edition).path.removesuffix("index.html"), page.path)

    def answers_to(self, edition: Edition, asked: Sequence[bytes]) -> bytes:
        """One digest of all that templates would be told now. Raises whatever keeps them from being told."""
        known = self.answered.setdefault(edition.id, {})
        for key in asked:
            if key not in known:
                known[key] = self.digests.of(self._answer(edition, *parts_of(self.questions.known[key])))
        return together(known[key] for key in asked)

    def _answer(self, edition: Edition, what: str, *of: Any) -> object:
        match what:
            case "site":
                return getattr(self.story.site, *of)
            case "t":
                return say(Voice(self.story, edition), self.story.strings[of[0]])
            case _:
                return FILTERS[what](Voice(self.story, edition), *of)

    def shared(self, page: Page) -> dict[str, object]:
        """What every template is given."""
        if page.edition.id not in self.alike:
            self.alike[page.edition.id] = {
                "edition": page.edition,
                "editions": tuple(self.story.editions.values()),
                "menu": self._menu(),
                "other_title": self._other_title(page.edition),
                "policy": POLICY,
            }
        return self.alike[page.edition.id] | {"page": page, "noted": KINDS[page.kind].noted}

    def _context(self, page: Page, asked: Asked) -> dict[str, Any]:
        """What a template is given, and all that it may ask for."""

        def words(key: str, **filled: str) -> str:
            return self._words(page.edition, asked, key, filled)

        return asked.given | {
            "asked": asked,
            "voice": Voice(self.story, page.edition),
            "site": Watched(self.story.site, "site", asked),
            "t": words,
            "link": lambda kind, name="", edition=None: self.link(page, kind, name, edition),
            "file": lambda path: self._address(page, path),
            "asset": lambda name: self._asset(page, name),
            "absolute": lambda path: absolute(self.story.site, path.removesuffix("index.html")),
            "network_locale": network_locale,
            "counterpart": lambda other: self._counterpart(page, other),
            "section_of": lambda kind: KINDS[kind].under or kind,
        }

    def _asset(self, page: Page, name: str) -> str:
        if not self.assets[name]:
            self.problems.append(_assetless(name))
        return self._address(page, f"assets/{name}")

    def _menu(self) -> tuple[tuple[str, str], ...]:
        """The pages that every page leads to: (kind, name)."""
        kinds = sorted((KINDS[kind] for kind in self.made if KINDS[kind].menu), key=lambda kind: kind.menu)
        return tuple((kind.name, name) for kind in kinds if (name := kind.opens(self.story)) is not None)

    def _other_title(self, edition: Edition) -> tuple[str, str] | None:
        """The site's title in the first edition that has another."""
        title = say(Voice(self.story, edition), self.story.site.title)
        for other in self.story.editions.values():
            if other.script is None and (said := say(Voice(self.story, other), self.story.site.title)) != title:
                return (other.lang, said) if edition.origin != other.id else None
        return None

    def _words(self, edition: Edition, asked: Asked, key: str, filled: Mapping[str, str]) -> str:
        text = self.story.strings.get(key)
        if text is None:
            self.problems.append(_wordless(key))
            return ""
        said = say(Voice(self.story, edition), text)
        asked.answered(("t", key), said)
        for name, words in filled.items():
            said = said.replace("{" + name + "}", words)
        return said


def templates(
    story: Story, made: frozenset[str], assets: Mapping[str, bool], questions: Questions, store: Store
) -> Templates:
    """Sets Jinja up for the templates of a story."""
    written(story)
    folders = layers(story.root, story.site.theme, "templates")
    return Templates(story, made, assets, _jinja(folders, store), questions)


def written(story: Story) -> dict[str, str]:
    """The templates of the story and of its theme, by their paths."""
    folders = layers(story.root, story.site.theme, "templates")
    paths = [path for folder in folders for path in sorted(folder.glob("[!.]*.html"))]
    return {str(path): legible(path, f"templates/{path.name}") for path in paths}


def legible(path: Path, name: str) -> str:
    """The text of a template or an asset. Raises StoryError where it is none."""
    problems: list[Problem] = []
    text = text_of(plain_bytes(path), name, problems)
    if text is None:
        raise StoryError(problems)
    return text


class _Compiled(BytecodeCache):
    """Compiled templates, kept from one build to the next."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return key_of(name, filename)  # Jinja's own cannot name a folder whose name is no UTF-8

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self.store.get(self._key(bucket)):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.store.put(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return key_of("template", bucket.key, bucket.checksum, jinja2.__version__, sys.version)


class _Watching(Context):
    """Notes which of the things that it was given a template looks at."""

    def resolve_or_missing(self, key: str) -> Any:
        value = super().resolve_or_missing(key)
        asked: Asked = self.parent["asked"]
        if key in asked.given and value is asked.given[key]:  # and not a variable of the template's own
            asked.looked(key)
        return value


@cache
def _jinja(folders: tuple[Path, ...], store: Store) -> Environment:
    """Compiled once for all builds of a process; a template that is saved anew is compiled anew."""
    jinja = Environment(
        loader=ChoiceLoader([FileSystemLoader(folders), PrefixLoader({"theme": FileSystemLoader(folders[-1])})]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_Compiled(store),
    )
    jinja.context_class = _Watching
    jinja.filters |= {name: _spoken(name) for name in FILTERS}
    jinja.filters |= {
        "ident": lambda words: mark("id", "place", str(words)),  # an address, or a number that only names a place
        "scale": lambda words: mark("scale", "scale", str(words)),
        "refer": lambda words, fact: mark("fact", fact, words),  # a figure as it was printed elsewhere
    }
    return jinja


def _spoken(name: str) -> Callable[..., str]:
    """A filter that has the page's voice say something."""

    @pass_context
    def said(context: Context, *of: Any) -> str:
        words = FILTERS[name](context["voice"], *of)
        context["asked"].answered((name, *of), words)
        return words

    return said


def _where(error: BaseException, kind: str) -> tuple[str, int]:
    """The template and line in which an error arose."""
    trace, found = error.__traceback__, (f"{kind}.html", 0)
    while trace:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.suffix == ".html":
            found = path.name, trace.tb_lineno
        trace = trace.tb_next
    return found


def _broken(name: str, line: int, said: str) -> Problem:
    return Problem(
        "template-broken",
        Place(f"templates/{Path(name).name}", line),
        f"{Path(name).name}: {said.rstrip('.')}.",
        "Mend the template; what a page is given stands in galley/pages/kinds, in the file of its kind.",
    )


def _wordless(key: str) -> Problem:
    return Problem(
        "string-missing",
        Place("content/strings.yaml"),
        f"{key}: a template prints these words, which are not there.",
        "Add the key, with its words in every edition that is not made by script.",
    )


def _assetless(name: str) -> Problem:
    return Problem(
        "missing-file",
        Place(f"assets/{name}"),
        "A template asks for this file, which is not there.",
        "Put it back, or take it out of the templates.",
    )
