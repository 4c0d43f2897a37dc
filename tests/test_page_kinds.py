"""Every kind of page has all that a surface asks of it, and every surface knows every kind."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from pydantic import BaseModel

from bench import invented
from galley.exports.addresses import chart_path, fact_path
from galley.pages import kinds
from galley.pages.addresses import address, kind_of, made
from galley.pages.kind import PageKind
from galley.pages.kinds import KINDS
from galley.pages.kinds.gone import withdrawn
from galley.pages.renderer import PageRenderer, renderer_of
from galley.proof.doubts import Doubts
from galley.store import Store
from galley.story.load import Story
from galley.story.voice import Voice, voices
from tests.browser import sights

KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
IN_MENUS = pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.menu], ids=lambda kind: kind.name)
FOLDER = Path(kinds.__file__).parent


@pytest.fixture(scope="module")
def story(loaded: Callable[[str], Story]) -> Story:
    return loaded("")


def test_a_file_has_the_name_of_its_kind() -> None:
    assert {path.stem for path in FOLDER.glob("*.py")} - {"__init__"} == {kind.name for kind in KINDS.values()}


@KIND
def test_a_kind_is_all_in_the_file_of_its_name(kind: PageKind) -> None:
    assert inspect.getsourcefile(kind.given) == str(FOLDER / f"{kind.name}.py")


@pytest.fixture(scope="module")
def harbour(root: Path, loaded: Callable[[str], Story]) -> PageRenderer:
    story = loaded("harbour")
    return renderer_of(story, Store(root / ".cache"), Doubts(story).holds)


@KIND
def test_a_page_is_known_by_its_path(kind: PageKind, story: Story) -> None:
    name = "some.name" if "{}" in kind.place else ""
    for edition in story.editions.values():
        assert kind_of(edition, address(edition, kind.name, name)) == (kind.name, name)


@KIND
def test_a_kind_has_a_template_to_copy(kind: PageKind, story: Story) -> None:
    assert kind.name in made(story) or f"templates/{kind.name}.html" in invented.FIXED


@KIND
def test_a_kind_stands_in_the_menu_or_under_one_that_does(kind: PageKind) -> None:
    assert not kind.under or KINDS[kind.under].menu


def test_no_two_kinds_have_one_place_in_the_menu() -> None:
    taken = Counter(kind.menu for kind in KINDS.values() if kind.menu)
    assert [place for place, times in taken.items() if times > 1] == []


@IN_MENUS
@pytest.mark.parametrize("words", ["nav", "missing"])
def test_what_stands_in_the_menu_has_its_words(kind: PageKind, words: str, story: Story) -> None:
    assert f"{words}.{kind.name}" in story.strings


def test_files_and_feeds_lead_to_where_the_pages_stand(story: Story) -> None:
    for edition in story.editions.values():
        assert f"{fact_path(Voice(story, edition), 'x')}index.html" == address(edition, "fact", "x")
        assert f"{chart_path(edition, 'x')}index.html" == address(edition, "chart", "x")


def test_browsers_look_at_every_kind_that_the_story_has(story: Story) -> None:
    first = next(iter(story.editions.values()))
    seen = {
        kind_of(first, f"{path}index.html" if path.endswith("/") or not path else path)[0]
        for path in sights.KINDS.values()
    }
    assert seen == made(story) - {"gone"}
    assert sights.KINDS["gone"].removesuffix("/index.html") in withdrawn(story)


def test_pages_that_can_be_withdrawn_stand_where_those_of_facts_sources_and_series_do(story: Story) -> None:
    edition = next(iter(story.editions.values()))
    for page in ("facts/some.name", "source/some.name", "series/some.name"):
        [kind] = (kind for kind in ("fact", "source", "series") if page.startswith(KINDS[kind].place.partition("{")[0]))
        assert address(edition, "gone", page) == address(edition, kind, "some.name")


def parts(value: object) -> Iterator[object]:
    """A thing that a template is given, and everything in it."""
    yield value
    if isinstance(value, Mapping):
        inner = [*value.keys(), *value.values()]
    elif isinstance(value, (list, tuple, frozenset)):
        inner = [*value]
    elif is_dataclass(value):
        inner = [getattr(value, field.name) for field in fields(value)]
    else:
        inner = [*dict(value).values()] if isinstance(value, BaseModel) else []
    for one in inner:
        yield from parts(one)


@KIND
def test_what_a_template_is_given_says_all_of_itself(kind: PageKind, harbour: PageRenderer) -> None:
    """A page is kept by what the `repr` of these things says: what that leaves out could change unseen."""
    voice = next(voices(harbour.story))
    for name in kind.names(harbour, voice):
        for value in parts(kind.given(harbour, voice, name)):
            assert type(value).__repr__ is not object.__repr__, type(value)
            assert not callable(value), value
            hidden = [field.name for field in fields(value) if not field.repr] if is_dataclass(value) else []
            assert hidden == [], type(value)
