"""What every template may say and ask for. One that names what it was not given fails; nothing prints as blank."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
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
from galley.editions.voice import Voice
from galley.errors import Place, Problem, StoryError
from galley.exports.addresses import address as absolute
from galley.exports.headers import POLICY
from galley.inputs.files import text_of
from galley.marks import mark
from galley.model import Edition
from galley.pages.addresses import address, relative
from galley.pages.kinds import KINDS
from galley.store import Store, key_of
from galley.story.load import Story
from galley.theme import layers


@dataclass(frozen=True, slots=True)
class Page:
    """One page: what it is, in which edition, of which fact, source or chart, and the path at which it stands."""

    kind: str
    edition: Edition
    name: str = ""

    @property
    def path(self) -> str:
        return address(self.edition, self.kind, self.name)


@dataclass(frozen=True)
class Templates:
    """The story's templates and all that they share."""

    story: Story
    made: frozenset[str]
    assets: Mapping[str, bool]  # plain name → whether it is there; its path waits for its content to be known
    jinja: Environment
    problems: list[Problem] = field(default_factory=list)

    def render(self, page: Page, template: str, **given: Any) -> str:
        """Marked HTML for a page. Raises StoryError for whatever goes wrong in the template, at its line."""
        try:
            html = self.jinja.get_template(f"{template}.html").render(self._shared(page) | given)
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
        return self._address(page, address(edition or page.edition, kind, name)) if kind in self.made else ""

    def _address(self, page: Page, there: str) -> str:
        """The page that stands in for a lost one is shown at any depth, so it needs the whole address."""
        base = self.story.site.url
        return f"{base}/{there}" if base and KINDS[page.kind].anywhere else relative(page.path, there)

    def _counterpart(self, page: Page, edition: Edition) -> str:
        """The page in another edition; as search engines ask for it, whole, if it is known where the site stands."""
        return absolute(self.story.site, replace(page, edition=edition).path.removesuffix("index.html"), page.path)

    def _shared(self, page: Page) -> dict[str, Any]:
        def words(key: str, **filled: str) -> str:
            return self._words(page.edition, key, filled)

        return {
            "voice": Voice(self.story, page.edition),
            "site": self.story.site,
            "edition": page.edition,
            "editions": tuple(self.story.editions.values()),
            "page": page,
            "t": words,
            "link": lambda kind, name="", edition=None: self.link(page, kind, name, edition),
            "file": lambda path: self._address(page, path),
            "asset": lambda name: self._asset(page, name),
            "absolute": lambda path: absolute(self.story.site, path.removesuffix("index.html")),
            "counterpart": lambda other: self._counterpart(page, other),
            "menu": self._menu(),
            "section_of": lambda kind: KINDS[kind].under or kind,
            "other_title": self._other_title(page.edition),
            "policy": POLICY,
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
        title = say(self.story, edition, self.story.site.title)
        for other in self.story.editions.values():
            if other.script is None and (said := say(self.story, other, self.story.site.title)) != title:
                return (other.lang, said) if not edition.script or edition.script[0] != other.id else None
        return None

    def _words(self, edition: Edition, key: str, filled: Mapping[str, str]) -> str:
        text = self.story.strings.get(key)
        if text is None:
            self.problems.append(_wordless(key))
            return ""
        said = say(self.story, edition, text)
        for name, words in filled.items():
            said = said.replace("{" + name + "}", words)
        return said


def templates(story: Story, made: frozenset[str], assets: Mapping[str, bool], store: Store) -> Templates:
    """Sets Jinja up for the templates of a story."""
    folders = layers(story.root, story.site.theme, "templates")
    for path in sorted(folders[0].glob("*.html")):
        legible(path, f"templates/{path.name}")
    return Templates(story, made, assets, _jinja(folders, store))


def legible(path: Path, name: str) -> str:
    """The text of a template or an asset. Raises StoryError where it is none."""
    problems: list[Problem] = []
    text = text_of(path.read_bytes(), name, problems)
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
    jinja.filters |= {name: _spoken(name) for name in ("say", "counted", "day", "figure", "titled")}
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
        words: str = getattr(context["voice"], name)(*of)
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
