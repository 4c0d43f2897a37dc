"""A drawing that does not show its facts is refused by the build, whatever it was that drew it wrong."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from galley.build import build_site
from galley.charts import boxes, canvas, describe, drawing, worker
from galley.charts.claims import (
    Beside,
    Claim,
    Count,
    Figures,
    Joined,
    Leader,
    Look,
    Numbers,
    OneRuler,
    OneScale,
    Order,
    Span,
    Strokes,
    untrue,
)
from galley.charts.fit import Fitter
from galley.charts.forms import is_drawn, isotype, lollipop, share, status, strip, timeline, track, units
from galley.charts.readback import Along, Box, Picture, Words, read_back
from galley.charts.render import WIDTHS, Width, _pen, draw
from galley.charts.voice import VoicedChart, table
from galley.editions.figures import in_full
from galley.errors import StoryError
from galley.marks import plain
from galley.pages import kept
from galley.store import NOTHING_KEPT, Store
from galley.story.load import Story, load_story
from galley.story.voice import Voice, voice_of

Patch = pytest.MonkeyPatch
BOXES = boxes.boxes_of


@pytest.fixture(scope="module")
def story(loaded: Callable[[str], Story]) -> Story:
    return loaded("")


@pytest.fixture
def here(monkeypatch: Patch) -> None:
    """Drawings are made in this process, where a fault can be planted."""
    monkeypatch.setattr(worker, "ask", lambda task, order: lambda: getattr(drawing, task)(order))


def refused(story: Story, name: str, width: Width = "medium", store: Store = NOTHING_KEPT) -> str:
    """What the build says of the chart, at its entry."""
    with pytest.raises(StoryError) as raised:
        draw(voice_of(story, "en"), story.charts[name], width, store)
    problems = raised.value.problems
    assert {(problem.rule, problem.place) for problem in problems} == {("drawing-untrue", story.place("chart", name))}
    return "\n".join(problem.message for problem in problems)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_drawing_of_the_story_is_proven(story: Story, width: Width) -> None:
    for chart in story.charts.values():
        if is_drawn(chart):
            draw(voice_of(story, "en"), chart, width, NOTHING_KEPT)


def scaled(by: float, field: str, of: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    def lie(*args: Any) -> dict[str, Any]:
        row = of(*args)
        return {**row, field: row[field] * by}

    return lie


def tracks_are_longer(patch: Patch) -> None:
    patch.setattr(track, "_measured", scaled(1.2, "hour", track._measured))


def one_track_is_longer(patch: Patch) -> None:
    true = track._measured
    lie = scaled(1.2, "hour", true)
    patch.setattr(track, "_measured", lambda lane, *rest: (lie if lane.row.tone == "after" else true)(lane, *rest))


def a_diamond_is_moved(patch: Patch) -> None:
    patch.setattr(track, "DIAMOND", "M13.5,0L20,-6.5L26.5,0L20,6.5Z")


def a_fifth_of_the_rows_is_missing(patch: Patch) -> None:
    lines = units._lines
    patch.setattr(units, "_lines", lambda *args: [row for n, row in enumerate(lines(*args)) if n % 5])


def the_axis_is_cut_at_100(patch: Patch) -> None:
    patch.setattr(lollipop, "measure", lambda domain, pixels: canvas.measure((100, domain[1]), pixels))
    patch.setattr(lollipop, "rule", lambda rows, *a, **k: canvas.rule([{**r, "zero": 100} for r in rows], *a, **k))


def the_axis_is_no_line(patch: Patch) -> None:
    def bent(domain: tuple[float, float], pixels: tuple[float, float]) -> Any:
        scale = canvas.measure(domain, pixels)
        scale.type = "sqrt"
        return scale

    patch.setattr(lollipop, "measure", bent)


def the_share_is_larger(patch: Patch) -> None:
    patch.setattr(share, "measure", lambda domain, pixels: canvas.measure((0, 0.8), pixels))


def three_marks_are_too_many(patch: Patch) -> None:
    bunch = isotype._bunch

    def lie(of: isotype.Bunch, *rest: Any) -> Any:
        kinds = tuple((fact, count + 3, shape) for fact, count, shape in of.kinds)
        return bunch(replace(of, kinds=kinds), *rest)

    patch.setattr(isotype, "_bunch", lie)


def one_more_box_is_named(patch: Patch) -> None:
    patch.setattr(boxes, "boxes_of", lambda *asked: replace(own := BOXES(*asked), names=own.names + 1))


def one_box_is_left_out(patch: Patch) -> None:
    patch.setattr(boxes, "boxes_of", lambda *asked: replace(own := BOXES(*asked), words=own.words[:-1]))


def time_runs_slower(patch: Patch) -> None:
    at = timeline.Time.at

    def lie(time: timeline.Time, day: date) -> float:
        return at(time, day) * (1 if (day.month, day.day) == (1, 1) else 0.7)  # the years stay where they are

    patch.setattr(timeline.Time, "at", lie)


def the_years_are_misnumbered(patch: Patch) -> None:
    scale = VoicedChart.scale
    patch.setattr(VoicedChart, "scale", lambda copy, number, *rest, **how: scale(copy, number + 1, *rest, **how))


def every_end_is_exact(patch: Patch) -> None:
    patch.setattr(VoicedChart, "end", lambda copy, fact: "exact")


def the_figures_are_exchanged(patch: Patch) -> None:
    figures = track._figures

    def lie(lanes: list[track.Lane], *rest: Any) -> Any:
        words = [lane.row.amount.words for lane in reversed(lanes)]
        return figures(
            [
                replace(lane, row=replace(lane.row, amount=replace(lane.row.amount, words=said)))
                for lane, said in zip(lanes, words, strict=True)
            ],
            *rest,
        )

    patch.setattr(track, "_figures", lie)


def a_reading_stands_at_another_track(patch: Patch) -> None:
    readings = track._readings
    patch.setattr(
        track,
        "_readings",
        lambda lanes, *rest: readings(
            [replace(lane, y=other.y) for lane, other in zip(lanes, reversed(lanes), strict=True)], *rest
        ),
    )


def labels_are_exchanged(patch: Patch) -> None:
    lines = Fitter.lines
    words = {"Done across provinces": "Shenzhen’s, on self-service in Ganzhou"}
    words |= {there: here for here, there in words.items()}
    patch.setattr(
        Fitter,
        "lines",
        lambda fitter, label, *rest: lines(fitter, replace(label, words=words.get(label.words, label.words)), *rest),
    )


def an_event_is_missing(patch: Patch) -> None:
    sides = timeline._sides
    patch.setattr(timeline, "_sides", lambda all_, width: sides(replace(all_, events=all_.events[1:]), width))


def all_stations_are_new(patch: Patch) -> None:
    stations = strip._waypoints
    patch.setattr(strip, "_waypoints", lambda m: [(replace(s, existing=False), tone) for s, tone in stations(m)])


def two_stations_change_places(patch: Patch) -> None:
    stations = strip._waypoints
    patch.setattr(strip, "_waypoints", lambda m: [(found := stations(m))[1], found[0], *found[2:]])


def what_is_planned_is_drawn_solid(patch: Patch) -> None:
    patch.setattr(status, "rule", lambda rows, **style: canvas.rule(rows, **{**style, "strokeDash": [1, 0]}))


PLANTED = [
    (tracks_are_longer, "rail-times", r"rail\.passenger\.hours\.before is drawn at .* px, and lies at"),
    (one_track_is_longer, "rail-times", r"edge rail\.passenger\.hours\.after is drawn at"),
    (a_diamond_is_moved, "rail-times", r"reading rail\.fastest\.\w+ is drawn at"),
    (a_fifth_of_the_rows_is_missing, "santong-trains", r"unit port\.santong\.trains is drawn \d+ times"),
    (the_axis_is_cut_at_100, "service-items", r"bar services\.\S+ is drawn at"),
    (the_axis_is_no_line, "service-items", r"services\.\S+ is drawn at"),
    (the_share_is_larger, "projects-share", r"bar invest\.projects\.gba-share is drawn at"),
    (three_marks_are_too_many, "hospitals-schools", r"mark health\.tertiary-hospitals is drawn 11 times, .* counts 8"),
    (one_more_box_is_named, "hospitals-schools", r"box 2 services\.cities is full, and should not be"),
    (one_box_is_left_out, "hospitals-schools", r"box 5 services\.cities is not drawn"),
    (time_runs_slower, "policy-timeline", r"px, and lies at"),
    (the_years_are_misnumbered, "policy-timeline", r"year 2018 says “2019”"),
    (every_end_is_exact, "rail-times", r"stop rail\.passenger\.hours\.before is drawn, and claims nothing"),
    (the_figures_are_exchanged, "rail-times", r"figure rail\.passenger\.hours\.\w+ says “.*”, and should say"),
    (a_reading_stands_at_another_track, "rail-times", r"reading rail\.fastest\.\w+ stands at edge"),
    (labels_are_exchanged, "service-items", r"label services\.\S+ says “Shenzhen’s"),
    (an_event_is_missing, "policy-timeline", r"aid\.xunwu\.since is not drawn"),
    (all_stations_are_new, "stations", r"waypoint \d+ is full, and should not be"),
    (two_stations_change_places, "stations", r"name 0 says “.*”, and should say"),
    (what_is_planned_is_drawn_solid, "roads", r"row \d is dashed, and should not be"),
]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(("plant", "chart", "told"), PLANTED, ids=[plant.__name__ for plant, _, _ in PLANTED])
def test_a_planted_fault_is_refused(
    story: Story, monkeypatch: Patch, plant: Callable[[Patch], None], chart: str, told: str
) -> None:
    plant(monkeypatch)
    assert re.search(told, refused(story, chart))


@pytest.mark.usefixtures("here")
def test_a_kept_drawing_that_somebody_changed_is_refused_although_it_is_whole(story: Story, tmp_path: Path) -> None:
    store = Store(tmp_path)
    true = draw(voice_of(story, "en"), story.charts["service-items"], "medium", store)
    key = next(f"{path.parent.name}{path.name}" for path in tmp_path.rglob("*") if path.is_file())
    assert store.get(key) == true.encode()

    bar = re.search(r"M([\d.]+),([\d.]+)h([\d.]+)", true[true.index("data-mark") :])
    assert bar
    store.put(key, true.replace(bar[0], f"M{bar[1]},{bar[2]}h{float(bar[3]) * 0.8:g}").encode())
    assert "bar services.interprovincial.items is drawn at" in refused(story, "service-items", store=store)


def test_a_drawing_without_the_keys_of_its_marks_proves_nothing_and_is_refused(story: Story) -> None:
    pen = _pen(voice_of(story, "en"), story.charts["service-items"], NOTHING_KEPT)
    bare = re.sub(r' data-mark="[^"]*"', "", drawing.svg(pen.order("medium")))
    assert untrue(read_back(bare), pen.claims)[0].endswith("is not drawn")


def altered(picture: Picture, mark: str, lie: Callable[[Box], Box] | None) -> Picture:
    """The picture with each shape of a mark put elsewhere; without the mark, where `lie` is None."""
    shapes = {key: found for key, found in picture.shapes.items() if key != mark}
    if lie:
        shapes[mark] = tuple(replace(shape, box=lie(shape.box)) for shape in picture.shapes[mark])
    boxes = {key: found for key, found in picture.boxes.items() if key != mark}
    boxes |= {mark: tuple(shape.box for shape in shapes[mark])} if lie else {}
    return replace(picture, shapes=shapes, boxes=boxes)


def _told(lie: Callable[[Box, Along], Box], along: Along, box: Box) -> Box:
    return lie(box, along)


LIES: dict[str, Callable[[Box, Along], Box] | None] = {
    "taken away": None,
    "moved": lambda b, along: (
        Box(b.left + 6, b.top, b.right + 6, b.bottom)
        if along == "right"
        else Box(b.left, b.top + 6, b.right, b.bottom + 6)
    ),
    "longer": lambda b, along: (
        Box(b.left, b.top, b.right + 6, b.bottom) if along == "right" else Box(b.left, b.top, b.right, b.bottom + 6)
    ),
}


def rulers(claims: Iterable[Claim]) -> Iterator[OneRuler]:
    """Every ruler that marks are laid on, those of panels too."""
    for claim in claims:
        if isinstance(claim, OneRuler):
            yield claim
        elif isinstance(claim, OneScale):
            yield from (OneRuler(claim.along, spans) for _, spans in claim.panels)


@pytest.mark.parametrize("name", ["", "harbour", "grid"])
def test_no_mark_on_a_scale_can_be_taken_away_moved_or_made_longer(loaded: Callable[[str], Story], name: str) -> None:
    story = loaded(name)
    unseen = []
    for chart in (chart for chart in story.charts.values() if is_drawn(chart) or chart.id in ("courses", "users")):
        pen = _pen(voice_of(story, "en"), chart, NOTHING_KEPT)
        picture = read_back(drawing.svg(pen.order("medium")))
        assert untrue(picture, pen.claims) == []
        for ruler in rulers(pen.claims):
            for mark in (span.mark for span in ruler.spans if span.mark in picture.shapes):
                for how, lie in LIES.items():
                    told = partial(_told, lie, ruler.along) if lie else None
                    if not untrue(altered(picture, mark, told), pen.claims):
                        unseen.append((chart.id, mark, how))
    assert unseen == []


def test_the_line_of_a_state_lies_nearer_to_its_own_word_than_to_another_row_s(loaded: Callable[[str], Story]) -> None:
    pen = _pen(voice_of(loaded(""), "en"), loaded("").charts["roads"], NOTHING_KEPT)
    picture = read_back(drawing.svg(pen.order("medium")))
    assert untrue(picture, pen.claims) == []
    down = 0.6 * (picture.boxes["row 1"][0].top - picture.boxes["row 0"][0].top)
    lowered = altered(picture, "row 1", lambda box: replace(box, top=box.top + down, bottom=box.bottom + down))
    assert {*untrue(lowered, pen.claims)} == {"row 1 stands at state 2, and belongs to state 1"}


def reworded(picture: Picture, told: Mapping[Words, Words]) -> Picture:
    """The picture with other texts in the place of some."""
    words = tuple(told.get(word, word) for word in picture.words)
    written = {mark: tuple(told.get(word, word) for word in found) for mark, found in picture.written.items()}
    return replace(picture, words=words, written=written)


def exchanged(picture: Picture, one: Words, other: Words) -> Picture:
    """The picture with two of its texts in each other's place."""
    pairs = ((one, other), (other, one))
    return reworded(picture, {it: replace(it, words=of.words, facts=of.facts) for it, of in pairs})


def displaced(picture: Picture, one: Words, other: Words) -> Picture:
    """The picture with two of its texts, each with its key, in each other's place."""
    moved = {(one.mark, one.box): other.box, (other.mark, other.box): one.box}
    boxes = {mark: tuple(moved.get((mark, box), box) for box in found) for mark, found in picture.boxes.items()}
    told = {one: replace(one, box=other.box), other: replace(other, box=one.box)}
    return replace(reworded(picture, told), boxes=boxes)


def role(word: Words) -> str:
    """What words are in their drawing: a label, a tick, a part of a share; a figure where they have no key."""
    first = word.mark.partition(" ")[0]
    return {"rest": "part", "total": "figure", "": "figure"}.get(first, first)


def pictures(story: Story) -> Iterator[tuple[str, Picture, Sequence[Claim]]]:
    """Each drawing of a story's first edition, read back, and what it claims."""
    edition = next(iter(story.editions.values()))
    for chart in (chart for chart in story.charts.values() if is_drawn(chart)):
        pen = _pen(Voice(story, edition), chart, NOTHING_KEPT)
        yield chart.id, read_back(drawing.svg(pen.order("medium"))), pen.claims


@pytest.mark.parametrize("name", ["harbour", "grid", "bulletin"])
def test_no_two_words_of_one_role_can_stand_in_each_other_s_place(loaded: Callable[[str], Story], name: str) -> None:
    unseen = []
    for chart, picture, claims in pictures(loaded(name)):
        for one, other in combinations(picture.words, 2):
            alike = role(one) == role(other) and plain(one.words) != plain(other.words)
            if alike and not untrue(displaced(picture, one, other), claims):
                unseen.append((chart, one.mark, other.mark))
    assert unseen == []


def doubled(picture: Picture, mark: str) -> Picture:
    """The picture with a stroke of a mark drawn a second time."""
    shapes, boxes = picture.shapes[mark], picture.boxes[mark]
    return replace(
        picture,
        shapes={**picture.shapes, mark: (*shapes, shapes[-1])},
        boxes={**picture.boxes, mark: (*boxes, boxes[-1])},
    )


@pytest.mark.parametrize("name", ["harbour", "grid", "bulletin"])
def test_no_two_texts_can_be_exchanged_and_no_mark_doubled(loaded: Callable[[str], Story], name: str) -> None:
    unseen = []
    for chart, picture, claims in pictures(loaded(name)):
        assert untrue(picture, claims) == []
        for one, other in combinations(picture.words, 2):
            if plain(one.words) != plain(other.words) and not untrue(exchanged(picture, one, other), claims):
                unseen.append((chart, plain(one.words), plain(other.words)))
        unseen += [(chart, mark, "") for mark in picture.shapes if not untrue(doubled(picture, mark), claims)]
    assert unseen == []


def painted(*marks: str) -> str:
    size = 'width="200" height="100"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><g fill="var(--ink)">{"".join(marks)}</g></svg>'


def bar(key: str, x: float, y: float, length: float) -> str:
    return f'<path data-mark="{key}" d="M{x},{y}h{length}v10h-{length}Z"/>'


def dot(key: str, x: float, y: float) -> str:
    return f'<circle data-mark="{key}" cx="{x}" cy="{y}" r="3"/>'


def faults(svg: str, *claims: Any) -> list[str]:
    return untrue(read_back(svg), claims)


def test_a_bar_that_falls_below_nought_is_as_long_as_one_that_rises() -> None:
    drawn = painted(bar("bar a", 100, 10, 60), bar("bar b", 70, 40, 30))
    assert faults(drawn, OneRuler("right", (Span("bar a", 0, 6), Span("bar b", 0, -3)))) == []
    assert faults(drawn, OneRuler("right", (Span("bar a", 0, 6), Span("bar b", 0, 3)))) != []


def test_a_column_grows_upwards() -> None:
    drawn = painted(bar("bar a", 10, 30, 20), bar("bar b", 40, 80, 20))
    low = drawn.replace("v10", "v60", 1)
    assert faults(low, OneRuler("up", (Span("bar a", 0, 60), Span("bar b", 0, 10)))) == []
    assert faults(low, OneRuler("up", (Span("bar a", 0, 60), Span("bar b", 0, 20)))) != []


def test_a_scale_may_be_one_of_powers_if_it_says_so() -> None:
    drawn = painted(dot("dot a", 10, 50), dot("dot b", 60, 50), dot("dot c", 110, 50))
    spans = tuple(Span(f"dot {name}", value, value) for name, value in (("a", 1), ("b", 10), ("c", 100)))
    assert faults(drawn, OneRuler("right", spans, log=True)) == []
    assert faults(drawn, OneRuler("right", spans)) != []


def test_the_mark_that_lies_is_named_and_not_those_that_it_is_compared_with() -> None:
    drawn = painted(*(bar(f"bar {n}", 0, 12 * n, 10 * n) for n in range(1, 5)), bar("bar 5", 0, 70, 80))
    found = faults(drawn, OneRuler("right", tuple(Span(f"bar {n}", 0, n) for n in range(1, 6))))
    assert found == ["bar 5 is drawn at 80.0 px, and lies at 50.0"]


def test_a_mark_outside_the_picture_is_refused() -> None:
    drawn = painted(dot("dot a", 10, 50), dot("dot b", 250, 50))
    assert "dot b is drawn outside the picture" in faults(drawn, Order(("dot a", "dot b")))


def test_a_mark_that_claims_nothing_is_refused() -> None:
    drawn = painted(dot("dot a", 10, 50), dot("dot b", 50, 50))
    assert faults(drawn, Order(("dot a",))) == ["dot b is drawn, and claims nothing"]


def test_bars_in_another_order_are_refused() -> None:
    drawn = painted(bar("bar a", 0, 40, 20), bar("bar b", 0, 10, 30))
    assert faults(drawn, Order(("bar a", "bar b"), "down")) == ["bar b does not come after bar a"]


def test_the_pieces_of_a_line_join_their_points_and_no_others() -> None:
    dots = [dot("dot a", 10, 50), dot("dot b", 60, 20), dot("dot c", 110, 70)]
    whole = '<path data-mark="line" d="M10,50L60,20L110,70"/>'
    apart = '<path data-mark="line" d="M10,50L60,20"/>'
    assert faults(painted(*dots, whole), Joined("line", (("dot a", "dot b", "dot c"),))) == []
    assert faults(painted(*dots, whole), Joined("line", (("dot a", "dot b"),))) != []
    assert faults(painted(*dots, apart), Joined("line", (("dot a", "dot b"),))) == [
        "dot c is drawn, and claims nothing"
    ]
    assert faults(painted(*dots[:2], apart.replace("L60,20", "L60,25")), Joined("line", (("dot a", "dot b"),))) != []


def test_marks_of_several_sizes_do_not_count_the_same() -> None:
    drawn = painted(dot("dot a", 10, 50), dot("dot a", 50, 50).replace('r="3"', 'r="6"'))
    assert faults(drawn, Count("dot a", 2)) == ["dot a is drawn in several sizes"]


def test_bars_of_several_thicknesses_or_of_none_are_refused() -> None:
    drawn = painted(bar("bar a", 0, 10, 60), bar("bar b", 0, 40, 30).replace("v10", "v20"))
    found = faults(drawn, OneRuler("right", (Span("bar a", 0, 6), Span("bar b", 0, 3))))
    assert found == ["bar b is 10.0 px thicker than bar a"]
    thin = painted(bar("bar a", 0, 10, 60).replace("v10", "v0.5"))
    assert faults(thin, OneRuler("right", (Span("bar a", 0, 6),))) == ["bar a is 0.5 px thin"]


def test_a_look_that_means_something_is_read() -> None:
    drawn = painted('<path data-mark="row 0" stroke-dasharray="5,4" d="M0,10h50"/>')
    assert faults(drawn, Look(("row 0",), dashed=True)) == []
    assert faults(drawn, Look(("row 0",), dashed=False)) == ["row 0 is dashed, and should not be"]


def test_words_that_stand_at_another_mark_are_refused() -> None:
    text = '<text data-mark="label a" x="2" y="52" font-size="13">Low</text>'
    drawn = painted(bar("bar a", 30, 10, 60), bar("bar b", 30, 42, 30), text)
    marks = ("bar a", "bar b")
    assert "label a stands at bar b, and belongs to bar a" in faults(
        drawn, Order(marks, "down"), Beside("label a", "bar a", marks, "Low")
    )
    assert faults(drawn, Order(marks, "down"), Beside("label a", "bar b", marks, "High")) == [
        "label a says “Low”, and should say “High”"
    ]


def test_a_mark_that_is_drawn_twice_is_refused_unless_it_is_counted() -> None:
    twice = painted(bar("bar a", 30, 10, 60), bar("bar a", 30, 40, 60))
    assert faults(twice, Order(("bar a",))) == ["bar a is drawn 2 times"]
    assert faults(twice, Strokes(("bar a",), (2,))) == []
    assert faults(twice, Strokes(("bar a",), (3,))) == ["bar a is drawn in 2 strokes, and has 3"]


def test_words_that_no_claim_names_and_no_figure_vouches_for_are_refused() -> None:
    year = '<text x="30" y="90" font-size="13">2019</text>'
    drawn = painted(bar("bar a", 30, 10, 60), year)
    assert faults(drawn, Order(("bar a",))) == ["“2019” is written, and claims nothing"]


def test_words_of_an_axis_stand_in_line_with_their_tick() -> None:
    ticks = [f'<path data-mark="tick {n}" d="M{x},80v5"/>' for n, x in ((1, 20), (2, 80), (3, 140), (4, 200))]
    words = [
        f'<text data-mark="scale tick {n}" text-anchor="middle" x="{x}" y="95" font-size="13">{said}</text>'
        for n, x, said in ((1, 20, "2001"), (3, 140, "’03"))
    ]
    ruler = OneRuler("right", (), ticks=tuple(Span(f"tick {n}", n, n) for n in range(1, 9)))
    years = Numbers("right", tuple((f"tick {n}", (f"200{n}", f"’0{n}")) for n in range(1, 9)))
    drawn = painted(*ticks, *words)
    assert faults(drawn, ruler, years) == []
    assert faults(painted(*ticks), ruler, years) == ["nothing says what tick 1 is of"]
    moved = drawn.replace('x="140"', 'x="80"')
    assert faults(moved, ruler, years) == ["scale tick 3 does not stand in line with it"]
    wrong = drawn.replace("’03", "’02")
    assert faults(wrong, ruler, years) == ["scale tick 3 says “’02”, and should say “2003”"]
    bent = drawn.replace("M80,80", "M90,80")
    assert faults(bent, ruler, years) == ["tick 2 is drawn at 90.0 px, and lies at 80.0"]


def test_a_figure_that_nobody_printed_is_missed() -> None:
    drawn = painted(bar("bar a", 30, 10, 60))
    assert faults(drawn, Figures((("a", "bar a"),))) == ["the figure of a is not beside bar a"]


def test_a_leader_joins_its_mark_and_its_words() -> None:
    text = '<text data-mark="head a" x="80" y="55" font-size="13">\ue000fact:a\ue0012021\ue002</text>'
    led = '<path data-mark="leader a" transform="translate(0,50)" d="M15,0L77,0"/>'
    claim = Leader("leader a", "dot a", "head a", "a")
    assert faults(painted(dot("dot a", 10, 50), led, text), claim) == []
    astray = led.replace("L77,0", "L77,-40")
    assert faults(painted(dot("dot a", 10, 50), astray, text), claim) == ["leader a does not lead to the words of a"]


def test_a_kept_page_whose_drawing_somebody_changed_is_made_anew(root: Path, tmp_path: Path) -> None:
    true = build_site(root / "tests/stories/harbour", tmp_path)
    shelf, key = Store(tmp_path), kept._key("charts/sailings/index.html")
    forged = pickle.loads(shelf.get(key) or b"")
    forged.html = re.sub(r'(data-mark="dot \S+") cx="[\d.]+"', r'\1 cx="30"', forged.html)
    shelf.put(key, pickle.dumps(forged))

    again = build_site(root / "tests/stories/harbour", tmp_path)
    assert again.distrusted == ("charts/sailings/index.html",)
    assert again.files == true.files


def rows_are_exchanged(patch: Patch) -> None:
    figures = VoicedChart.figures

    def lie(copy: VoicedChart, drawn: Any) -> Any:
        pairs = list(drawn)
        return figures(copy, [(words, fact) for (words, _), (_, fact) in zip(pairs, reversed(pairs), strict=True)])

    patch.setattr(VoicedChart, "figures", lie)


def a_cell_is_of_another_fact(patch: Patch) -> None:
    patch.setattr(describe, "in_full", lambda voice, fact: in_full(voice, "ferry.sailings.summer"))


@pytest.mark.parametrize("plant", [rows_are_exchanged, a_cell_is_of_another_fact])
def test_a_table_whose_rows_are_exchanged_is_refused(
    root: Path, monkeypatch: Patch, plant: Callable[[Patch], None]
) -> None:
    harbour = load_story(root / "tests/stories/harbour")
    plant(monkeypatch)
    with pytest.raises(StoryError, match=r"its table in en, (“Winter”|“Summer”|the row “Winter”)") as raised:
        table(voice_of(harbour, "en"), harbour.charts["sailings"])
    assert {problem.rule for problem in raised.value.problems} == {"drawing-untrue"}


@pytest.mark.parametrize(
    "how", ['<path data-mark="bar a" transform="scale(1.2,1)" d="M0,0h9"/>', '<use href="#x"/>', "<image/>"]
)
def test_what_cannot_be_read_back_is_refused(how: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{how}</svg>'
    assert read_back(svg).unread


def put(old: str, new: str) -> Callable[[str], str]:
    """Writes something else into a drawing, once."""

    def lie(svg: str) -> str:
        assert old in svg, old
        return svg.replace(old, new, 1)

    return lie


DOT, LINE = 'data-mark="dot ferry.sailings.summer"', 'data-mark="bar ferry.sailings.summer"'


@pytest.mark.parametrize(
    ("lie", "told"),
    [
        (put(f"{DOT} ", f'{DOT} opacity="0" '), "dot ferry.sailings.summer cannot be seen"),
        (put(f'<circle fill="var(--after)" {DOT}', f'<circle fill="none" {DOT}'), "cannot be seen"),
        (put('<g stroke-width="3">', '<g stroke-width="0">'), "bar ferry.sailings.summer cannot be seen"),
        (put('<g stroke-width="3">', '<g stroke-width="3" stroke-dasharray="0,400">'), "cannot be seen"),
        (put('<text x="530"', '<text fill="var(--paper)" x="530"'), "“14” cannot be seen"),
        (put('<text x="530"', '<text font-size="1" x="530"'), "“14” cannot be seen"),
        (put('<text x="530"', '<text dx="90" x="530"'), "it is drawn by dx"),
        (put("<g fill", '<g clip-path="url(#c)" fill'), "it is drawn by clip-path"),
        (put("<g fill", '<g transform="scale(1.2,1)" fill'), "it is drawn by scale(1.2,1)"),
        (put(f"{LINE} ", f'{LINE} style="transform:scaleX(2)" '), "it is drawn by style"),
        (put('viewBox="0 0 560 88"', 'viewBox="0 0 280 88"'), "it is drawn by viewBox"),
        (put("M75.5,22h438.5", "M75.5,22Q300,0 514,22"), "it is drawn by a curve"),
        (
            lambda svg: svg.replace("--after", "--x").replace("--before", "--after").replace("--x", "--before"),
            "painted",
        ),
        (put(f'fill="var(--after)" {DOT}', f'fill="var(--before)" {DOT}'), "dot ferry.sailings.summer is painted"),
        (put('data-mark="zero" d="M75.5', 'data-mark="zero" d="M95.5'), "zero is drawn at 95.5 px"),
        (put("</svg>", '<path fill="var(--after)" d="M514,20h40v4h-40Z"/></svg>'), "would be read as a mark"),
        (put("</svg>", '<path stroke="var(--ink)" stroke-width="3" d="M514,22h40"/></svg>'), "would be read as a mark"),
        (put("</svg>", '<path fill="var(--paper)" d="M300,5h250v30h-250Z"/></svg>'), "is covered by a shape"),
        (put("</svg>", '<svg><path fill="var(--after)" d="M0,0h9"/></svg></svg>'), "it is drawn by svg in svg"),
        (put("<circle", '<circle class="hidden"'), "it is drawn by class"),
        (put('r="6.21"', 'r="0"'), "dot ferry.sailings.summer cannot be seen"),
        (put('<text x="530"', '<text letter-spacing="-9" x="530"'), "it is drawn by letter-spacing"),
        (put("<g fill", '<g data-mark="dot ferry.sailings.winter" fill'), "dot ferry.sailings.winter"),
        (put("\ue002</text>", "\ue002,000</text>"), "says more than the figure of ferry.sailings.summer"),
        (put("</svg>", '<animateTransform attributeName="transform"/></svg>'), "it is drawn by animateTransform"),
    ],
)
def test_nothing_hides_stretches_covers_or_repaints_what_is_drawn(
    loaded: Callable[[str], Story], lie: Callable[[str], str], told: str
) -> None:
    pen = _pen(voice_of(loaded("harbour"), "en"), loaded("harbour").charts["sailings"], NOTHING_KEPT)
    svg = drawn_once(pen.order("medium"))
    assert untrue(read_back(svg), pen.claims) == []
    assert told in "\n".join(untrue(read_back(lie(svg)), pen.claims))


drawn_once = lru_cache(drawing.svg)


def test_the_veil_over_what_is_nearly_reached_lies_at_its_end(loaded: Callable[[str], Story]) -> None:
    pen = _pen(voice_of(loaded("grid"), "en"), loaded("grid").charts["fund"], NOTHING_KEPT)
    svg = drawing.svg(pen.order("medium"))
    veil = re.search(r'<path [^>]*data-mark="veil fund.paid"/>', svg)
    assert veil
    assert untrue(read_back(svg.replace(veil[0], "")), pen.claims) == ["veil fund.paid is not drawn"]
    beneath = svg.replace(veil[0], "").replace('<g fill="none">', f'<g fill="none">{veil[0]}', 1)
    assert "veil fund.paid does not lie at the end of bar fund.paid" in untrue(read_back(beneath), pen.claims)
    full = svg.replace(veil[0], re.sub(r"url[^)]*[)]", "var(--after)", veil[0]))
    assert "veil fund.paid does not lie at the end of bar fund.paid" in untrue(read_back(full), pen.claims)
