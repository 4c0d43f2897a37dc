"""A stranger checks a published site with nothing but the site: what was changed in it, or in its sources, is told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import jsonschema
import pytest

from build import main
from galley.evidence.derivations import DERIVATIONS
from galley.press import Proof
from galley.published import site_at
from galley.record import PATH
from galley.recount import OF_TWO, miscounted
from galley.story.schema import schemas
from galley.verify import faults, unread

HARBOUR = Path(__file__).resolve().parent / "stories/harbour"
SOURCES = HARBOUR / "data/sources"

Spoil = Callable[[Path], None]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, built: Callable[[str], Proof]) -> Path:
    """The second story, as it stands on a server."""
    site = tmp_path_factory.mktemp("site")
    for path, content in built("harbour").files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)
    return site


def changed(path: str, old: str, new: str) -> Spoil:
    def spoil(site: Path) -> None:
        text = (site / path).read_text("utf-8")
        assert old in text
        (site / path).write_text(text.replace(old, new), "utf-8")

    return spoil


FACTS, FACT = "data/facts.json", "facts/ferry.passengers/index.html"


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            changed("index.html", "more than 240,000 passengers", "more than 340,000 passengers"),
            "the record says “more",
        ),
        (changed("index.html", "more than 240,000 passengers", "240,000 passengers"), "the record says “more"),
        (changed("feature.txt", "37", "38"), "the record says “37"),
        (
            changed("index.html", ">more than 240,000\u00a0passengers<", ">more than 340,000\u00a0passengers<"),
            "knows nothing",
        ),
        (changed(FACTS, '"value": 240000', '"value": 340000'), "does not read as above 340000 passenger"),
        (changed(FACTS, '"op": "about"', '"op": "above"'), "does not read as above 6.4 metre"),
        (changed(FACTS, '"unit": "hour"', '"unit": "minute"'), "does not read as just under 3 minute"),
        (changed(FACTS, '"value": "2023-05-04"', '"value": "2023-06-04"'), "does not read as as stated 2023-06-04"),
        (changed(FACTS, "carried more than 240,000", "carried more than 340,000"), "stands in no page"),
        (changed(FACTS, '"id": "town.people"', '"id": "town.folk"'), "facts.json has no such fact"),
        (changed(PATH, '"words": "50 minutes"', '"words": "15 minutes"'), "the record says “15minutes”"),
        (lambda site: (site / FACT).unlink(), "it cannot be read"),
        (changed(FACTS, '"value": 46', '"value": 56'), "comes to 46, and not to 56"),
        (changed(FACTS, '"quote": "a town of 3,200 people"', '"quote": null'), "neither quotes a source nor is"),
        (changed("pt/data/facts.json", '"value": 37', '"value": 38'), "not what the facts of pt say"),
        (changed(FACTS, '"status": "checked"', '"status": "inferred"'), "not what the facts of pt say"),
        (changed(PATH, '"size": 60.0', '"size": 6.0'), "hour is 6.0 time, and by the stock 60"),
        (changed(PATH, '"words": {}', '"words": {"plain": ["more than"]}'), "a word that changes nothing"),
        (changed(PATH, '"facts/town.people/index.html"', '"facts/town.folk/index.html"'), "does not name it"),
    ],
)
def test_whatever_was_changed_on_the_site_is_told(spoil: Spoil, told: str, published: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(published, site)
    spoil(site)

    found = list(faults(site_at(str(site)), SOURCES))

    assert any(told in fault for fault in found), found


def test_a_number_changed_everywhere_on_the_site_is_told_by_the_stored_text(published: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(published, site)
    for path in (path for path in site.rglob("*") if path.suffix in (".html", ".json", ".csv", ".txt", ".svg")):
        text = path.read_text("utf-8").replace("240,000", "340,000").replace("240000", "340000")
        path.write_text(text.replace("240.000", "340.000"), "utf-8")

    assert "harbour-report" in "".join(faults(site_at(str(site)), SOURCES))


def test_a_stored_text_that_is_not_the_pinned_one_is_told(published: Path, tmp_path: Path) -> None:
    (tmp_path / "harbour-report.txt").write_text((SOURCES / "harbour-report.txt").read_text("utf-8") + "x", "utf-8")

    found = list(faults(site_at(str(published)), tmp_path))

    assert found == ["harbour-report: harbour-report.txt is not the text that was pinned on 2025-01-20"]


def test_a_site_that_holds_has_no_fault(published: Path) -> None:
    site = site_at(str(published))
    assert list(faults(site, SOURCES)) == []
    assert all("is not understood" in one for one in unread(site))


def test_a_site_is_read_from_its_address_too(published: Path) -> None:
    handler = partial(SimpleHTTPRequestHandler, directory=str(published))
    handler.log_message = lambda *_: None  # type: ignore[attr-defined]
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        found = list(faults(site_at(f"http://127.0.0.1:{server.server_port}/")))
        server.shutdown()
    assert found == []


def test_the_command_says_how_many_and_ends_as_it_found(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(published), "--sources", str(SOURCES)]) == 0
    assert "0 faults" in capsys.readouterr().err
    assert main(["verify", str(published), "--sources", str(published)]) == 1
    assert "harbour-report.txt cannot be read" in capsys.readouterr().out
    assert main(["verify", str(published / "facts")]) == 2


def test_the_record_is_as_its_schema_says(published: Path) -> None:
    record = json.loads((published / PATH).read_text("utf-8"))
    jsonschema.validate(record, schemas()["proof"])
    printed = {(figure["fact"], path) for figure in record["figures"] for path in figure["paths"]}
    assert ("ferry.passengers", "index.html") in printed
    assert ("ferry.passengers", "pt/index.html") in printed
    by_fact = {figure["fact"]: figure["checked"] for figure in record["figures"]}
    assert by_fact["harbour.boats"] == ["printed-read", "calculated"]
    assert by_fact["ferry.timetable"] == ["printed-read", "quote-cited"]


def test_the_check_reads_nothing_of_the_engine_but_the_reader() -> None:
    files = (HARBOUR.parents[2] / f"galley/{name}.py" for name in ("verify", "published", "recount"))
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    imported = {line.split()[1] for line in lines if line.startswith("from galley")}
    assert imported == {
        "galley.dates",
        *("galley.recount", "galley.published"),
        *("galley.numbers.reading", "galley.numbers.reading.lexicon", "galley.numbers.reading.stock"),
    }


def test_every_calculation_that_is_published_is_done_again() -> None:
    assert {*OF_TWO, "sum", "days", "rows"} == {*DERIVATIONS}
    facts = {"amount": {"value": 3, "unit": "x"}, "rate": {"value": 7, "unit": "x"}}
    whole = {"derived_from": {"exchange": ["amount", "rate"]}, "value": 21, "unit": "x", "op": "as stated"}
    assert miscounted(whole, facts, lambda unit: ("money", Decimal(1))) is None
    assert miscounted(whole | {"value": 22}, facts, lambda unit: ("money", Decimal(1)))
