"""A wrong story of each kind is met as it must be; `make mutants` builds all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutations.judge import judged, mutations
from tests.mutations.kinds import KINDS

RIGHT = [name for name, kind in KINDS.items() if kind.expected == "held"]
MET = (
    *("css-content", "script-string", "structured-data", "attribute", "page-within", "typed-in-template"),
    *(
        "filter-vouches",
        "plan-made-fact",
        "mark-in-yaml",
        "mark-in-markdown",
        "mark-in-look",
        "unseen-escape",
        "unseen-entity",
    ),
    *("text-changed", "pin-wrong", "pin-of-nothing", "bound-reversed", "bound-lost", "sign-lost", "value-changed"),
    *("hedge-beside", "figures-glued", "unit-beside", "unit-form-of-another", "published-label", "published-source"),
    "template-exchanges",
)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("name", [*RIGHT, *MET])
def test_a_story_of_the_kind_is_met_as_it_must_be(name: str, cache: Path) -> None:
    first = next(mutations(KINDS[name], ["harbour"]))
    verdict = judged(KINDS[name], first, cache)
    assert verdict.holds(KINDS[name].expected), (verdict.says, verdict.told)


def test_there_are_sixty_kinds() -> None:
    assert sum(kind.expected in ("refused", "told") for kind in KINDS.values()) >= 60
