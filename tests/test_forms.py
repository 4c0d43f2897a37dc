"""Every form of chart has all that a surface asks of it, and every surface knows every form."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest

from galley.charts import forms
from galley.charts.form import Form
from galley.charts.forms import FORMS, listed
from galley.charts.model import Told
from galley.charts.readback import read_back
from galley.charts.render import draw
from galley.charts.voice import claimed
from galley.exports.charts import chart_svg
from galley.marks import plain
from galley.store import NOTHING_KEPT
from galley.story.load import Story, load_story
from galley.story.schema import schemas
from galley.story.voice import Voice, voice_of
from galley.walk import names_in

FORM = pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
FOLDER = Path(forms.__file__).parent
STORIES = ("", "harbour", "grid")


def test_a_file_has_the_name_of_its_form() -> None:
    written = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    assert written == set(FORMS)


@FORM
def test_a_form_is_all_in_the_file_of_its_name(form: Form[Any, Any]) -> None:
    own = [form.entry, form.plot.data, form.plot.draw, form.plot.claims]
    assert {part.__module__ for part in own} == {f"galley.charts.forms.{form.name}"}


@FORM
def test_every_key_of_a_form_is_told(form: Form[Any, Any]) -> None:
    common = set(form.entry.__base__.model_fields)  # type: ignore[union-attr]
    untold = {
        key
        for key, field in form.entry.model_fields.items()
        if key not in common and not any(isinstance(words, Told) for words in field.metadata)
    }
    assert untold == set()


@FORM
def test_an_editor_s_program_knows_the_form(form: Form[Any, Any]) -> None:
    assert form.name in schemas()["charts"]["additionalProperties"]["discriminator"]["mapping"]


@FORM
def test_the_form_is_in_use_where_it_is_copied_from(form: Form[Any, Any], loaded: Callable[[str], Story]) -> None:
    stories = map(loaded, STORIES)
    charts = [chart for story in stories for chart in story.charts.values() if chart.form == form.name]
    assert charts
    assert {entry.glyph for chart in charts for entry in chart.key} <= form.glyphs


@FORM
def test_every_fact_that_a_form_draws_is_claimed_by_a_mark_or_printed(
    form: Form[Any, Any], loaded: Callable[[str], Story]
) -> None:
    if form.typeset:
        return  # the page prints its figures
    for story in map(loaded, STORIES):
        for chart in story.charts.values():
            if chart.form == form.name:
                edition = story.editions["en"]
                marks = frozenset[str]().union(*(claim.marks for claim in claimed(Voice(story, edition), chart)))
                keys = {mark.partition(" ")[2] for mark in marks}
                printed = read_back(draw(Voice(story, edition), chart, "wide", NOTHING_KEPT)).words
                said = frozenset[str]().union(*(words.facts for words in printed))
                sources = getattr(chart, "facts", ())  # of the rows of a table, which are claimed by number
                assert {fact for _, fact in names_in(chart, "fact")} - keys - said - {*sources} == set()


@FORM
def test_the_glyphs_of_its_key_can_be_drawn(form: Form[Any, Any], root: Path) -> None:
    parts = (root / "galley/theme/templates/parts.html").read_text(encoding="utf-8")
    tests = re.findall(r"if name (?:==|in) ([^%]+)%", parts)
    assert form.glyphs <= {*re.findall(r'"([a-z-]+)"', " ".join(tests)), "unit"}


@pytest.mark.parametrize(("language", "path"), [("en", "docs/handbook.en.md"), ("zh", "docs/handbook.zh.md")])
def test_the_handbooks_list_every_form(root: Path, language: Literal["en", "zh"], path: str) -> None:
    written = " ".join((root / path).read_text(encoding="utf-8").split())
    assert [line for line in listed(language) if line not in written] == []


PICTURES = {chart: f"docs/forms/{form}.svg" for chart, form in {
    "mix": "line", "bills": "columns", "use": "bars", "waits": "dumbbell", "miners": "ladder", "fund": "steps",
    "panels": "multiples", "parks": "scatter",
}.items()}  # fmt: skip
"""What the handbooks show of the forms for series, from tests/stories/grid; `python -m tests.test_forms` draws them."""


def pictures(root: Path) -> Iterator[tuple[Path, str]]:
    story = load_story(root / "tests/stories/grid")
    for chart, path in PICTURES.items():
        yield (
            root / path,
            plain(chart_svg(voice_of(story, "en"), story.charts[chart], NOTHING_KEPT)) + "\n",
        )


def test_the_line_at_zero_strikes_through_no_name_above_its_bar(loaded: Callable[[str], Story]) -> None:
    """On a phone a bar that falls begins right of where its name does; beside the bars one line is whole."""
    story = loaded("grid")

    def zeros(size: Literal["narrow", "wide"]) -> list[str]:
        drawn = draw(voice_of(story, "en"), story.charts["use"], size, NOTHING_KEPT)
        found = re.search(r'<path stroke="var\(--ink\)" data-mark="zero" d="([^"]+)"/>', drawn)
        assert found is not None
        return re.findall(r"v(\d+)", found[1])

    assert zeros("narrow") == ["22"] * 4
    assert len(zeros("wide")) == 1


def words(svg: str) -> list[str]:
    return re.findall(r"<(?:text|tspan)[^>]*>([^<]+)<", svg)


def test_the_pictures_in_the_handbooks_say_what_the_forms_draw(root: Path) -> None:
    for path, drawn in pictures(root):
        assert words(path.read_text(encoding="utf-8")) == words(drawn), "python -m tests.test_forms draws them anew"


def test_to_know_the_forms_is_not_to_draw() -> None:
    script = "import sys, galley.charts.forms; print({'altair', 'pandas', 'vl_convert'} & sys.modules.keys())"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout == "set()\n"


if __name__ == "__main__":
    for path, drawn in pictures(Path(__file__).resolve().parent.parent):
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
