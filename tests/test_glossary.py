"""The English edition calls places, institutions and programmes by the names that the glossary gives them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from galley.editions.saying import say
from galley.inputs.yamlfile import read
from galley.marks import plain
from galley.model import Section, Text
from galley.story.load import Story
from galley.story.passages import front_matter_of
from galley.story.voice import voice_of

ENGLISH, CHINESE = "en", "zh-Hans"


@pytest.fixture(scope="module")
def story(loaded: Callable[[str], Story]) -> Story:
    return loaded("")


@pytest.fixture(scope="module")
def glossary(root: Path) -> Mapping[str, str]:
    document = read(root, "content/glossary.yaml", [])
    return document.data if document else {}


def level(words: str) -> str:
    """Words without what a sentence may change in a name: capitals, plurals, hyphens and quotation marks."""
    return re.sub(r"s\b", "", re.sub(r"[\s“”-]+", " ", words.lower())).strip()


def misnamed(glossary: Mapping[str, str], chinese: str, english: str) -> list[str]:
    """Names in the Chinese that the English does not have; of names within one another only the longest counts."""
    names = re.compile("|".join(map(re.escape, sorted(glossary, key=len, reverse=True))))
    return [name for name in dict.fromkeys(names.findall(chinese)) if level(glossary[name]) not in level(english)]


def told(story: Story, edition: str, section: Section) -> str:
    """All that a section says in an edition, as it is printed."""
    words = "\n".join([*(words for _, words in front_matter_of(section)), section.body])
    return plain(say(voice_of(story, edition), words))


def quoted(story: Story, name: str, text: Text) -> tuple[str, str]:
    """The Chinese and the English of a fact's words. A rendering answers to the quotation."""
    chinese = text[CHINESE] if CHINESE in text else story.facts[name].quote or ""
    return plain(say(voice_of(story, CHINESE), chinese)), plain(say(voice_of(story, ENGLISH), text))


def facts_words(story: Story) -> Iterator[tuple[str, str, str]]:
    """Every text of the facts in both languages, with its name."""
    for wording in story.wordings:
        if wording.kind == "fact" and ENGLISH in wording.text:
            yield wording.title, *quoted(story, wording.name, wording.text)


@pytest.mark.parametrize(
    ("chinese", "english", "expected"),
    [
        ("深圳对口支援寻乌", "Shenzhen gives paired cooperation to Xunwu", ["对口支援"]),
        ("深圳对口支援寻乌", "Paired assistance, from Shenzhen", ["寻乌"]),
        ("江西的桥头堡", "the bay area", ["江西", "桥头堡"]),
        ("粤港澳大湾区", "the bay area", ["粤港澳大湾区"]),
        ("两个国家区域医疗中心", "two National Regional Medical Centres", []),
        ("大湾区项目", "bay-area projects", []),
        ("“三同”班列", "a “three-sames” train", []),
    ],
)
def test_a_name_that_the_english_gives_otherwise_is_told(
    glossary: Mapping[str, str], chinese: str, english: str, expected: list[str]
) -> None:
    assert misnamed(glossary, chinese, english) == expected


def test_no_two_relations_share_an_english_name(glossary: Mapping[str, str]) -> None:
    names = [level(english) for english in glossary.values()]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_every_section_uses_the_glossary_s_names(story: Story, glossary: Mapping[str, str]) -> None:
    pairs = zip(story.sections[CHINESE], story.sections[ENGLISH], strict=True)
    found = {
        chinese.id: misnamed(glossary, told(story, CHINESE, chinese), told(story, ENGLISH, english))
        for chinese, english in pairs
    }
    assert {section: names for section, names in found.items() if names} == {}


def test_every_fact_uses_the_glossary_s_names(story: Story, glossary: Mapping[str, str]) -> None:
    found = {title: misnamed(glossary, chinese, english) for title, chinese, english in facts_words(story)}
    assert len(found) > len(story.facts)
    assert {title: names for title, names in found.items() if names} == {}
