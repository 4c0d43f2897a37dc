"""A stranger checks a published site with nothing but the site: what was changed in it, or in its sources, is told."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import jsonschema
import pytest

from build import main
from galley.build import Build
from galley.evidence.derivations import DERIVATIONS
from galley.story.schema import schemas
from galley.verify.check import faults, unread
from galley.verify.published import site_at
from galley.verify.record import PATH
from galley.verify.recount import OF_TWO, miscounted

HARBOUR = Path(__file__).resolve().parent / "stories/harbour"
SOURCES = HARBOUR / "data/sources"

Spoil = Callable[[Path], None]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, built: Callable[[str], Build]) -> Path:
    """The second story, as it stands on a server."""
    return laid(built("harbour"), tmp_path_factory.mktemp("site"))


def laid(proof: Build, site: Path) -> Path:
    for path, content in proof.files.items():
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
        (changed(FACTS, '"as_of": "2024-06"', '"as_of": "2014-06"'), "not what the facts of pt say"),
        (changed(PATH, '"size": 60.0', '"size": 6.0'), "hour is 6.0 time, and by the stock 60"),
        (changed(PATH, '"words": {}', '"words": {"plain": ["more than"]}'), "a word that changes nothing"),
        (changed(PATH, '"facts/town.people/index.html"', '"facts/town.folk/index.html"'), "does not name it"),
        (changed(PATH, '"quote-cited"', '"quote-found"'), "ferry.timetable: it is cited, and was checked by"),
        (changed(PATH, '"text": "harbour-report.txt"', '"text": ""'), "found in harbour-report, of which no text is"),
        (changed(PATH, '"terms": [', '"terms": ["nearly 3 hours",'), "“nearly 3 hours” is said to be a name"),
    ],
)
def test_whatever_was_changed_on_the_site_is_told(spoil: Spoil, told: str, published: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(published, site)
    spoil(site)

    found = list(faults(site_at(str(site)), SOURCES))

    assert any(told in fault for fault in found), found


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("index.html", "It carried <a", "It carried less than <a"),
        ("index.html", "<h1>High Water</h1>", "<h1>High Water, 99 boats lost</h1>"),
        ("index.html", 'href="facts/ferry.passengers/index.html"', 'href="https://example.com/"'),
        ("index.html", "</body>", "<script>document.title = 7</script></body>"),
        ("index.html", "h438.5", "h200"),
        ("facts/index.html", "Boats under motor", "Boats under sail"),
        ("data/charts/sailings.csv", "14 sailings,14", "14 sailings,24"),
        ("charts/sailings/sailings.vl.json", "14", "24"),
        ("feature.txt", "High Water", "High Water: 9,000 drowned"),
        ("data/facts.json", "People in Saltmere", "Cows in Saltmere"),
    ],
)
def test_a_file_that_is_not_the_one_that_was_published_is_told(
    path: str, old: str, new: str, published: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(published, site)
    changed(path, old, new)(site)
    assert f"{path}: it is not the file that was published" in set(faults(site_at(str(site))))


def test_pictures_that_are_exchanged_and_files_that_are_added_are_told(published: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(published, site)
    shutil.copyfile(site / "pt/card-wide.png", site / "card-wide.png")
    (site / "extra.html").write_text("<p>9,000 people", "utf-8")
    (site / "index.html.gz").write_bytes(b"")  # a host's own
    (site / "_headers").write_text("", "utf-8")
    assert set(faults(site_at(str(site)))) == {
        "card-wide.png: it is not the file that was published",
        "extra.html: it stands on the site, and the record does not name it",
    }


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


@pytest.mark.parametrize("name", ["", "bulletin", "grid"])
def test_what_is_published_of_every_story_holds(name: str, built: Callable[[str], Build], tmp_path: Path) -> None:
    assert list(faults(site_at(str(laid(built(name), tmp_path))))) == []


def test_a_site_is_read_from_its_address_too(published: Path) -> None:
    handler = partial(SimpleHTTPRequestHandler, directory=str(published))
    handler.log_message = lambda *_: None  # type: ignore[attr-defined]
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        found = list(faults(site_at(f"http://127.0.0.1:{server.server_port}/")))
        server.shutdown()
    assert found == []


def spoiled(path: str, change: Callable[[dict[str, Any]], object]) -> Spoil:
    def spoil(site: Path) -> None:
        told = json.loads((site / path).read_text("utf-8"))
        change(told)
        (site / path).write_text(json.dumps(told), "utf-8")

    return spoil


def placed(path: str, make: Callable[[Path], object]) -> Spoil:
    def spoil(site: Path) -> None:
        (site / path).unlink()
        make(site / path)

    return spoil


def elsewhere(told: dict[str, Any]) -> None:
    told["figures"][0]["paths"] = {"/etc/passwd": 1, "../site/index.html": 1, "a\0b": 1, "\ud800": 1}


def larger(file: Path) -> None:
    with file.open("wb") as stream:
        stream.truncate(3 << 30)


@pytest.mark.parametrize(
    "spoil",
    [
        placed("index.html", os.mkfifo),
        placed("index.html", lambda path: path.symlink_to("/dev/zero")),
        placed("index.html", lambda path: path.symlink_to("/etc/passwd")),
        placed("index.html", larger),
        placed("index.html", lambda path: path.write_text('<a data-fact="x">' * 60_000)),
        placed("index.html", lambda path: path.write_text("<" * 500_000)),
        placed(FACT, lambda path: path.write_text("<svg " * 100_000)),
        placed(FACT, lambda path: path.write_bytes(b"\xff")),
        placed(PATH, lambda path: path.write_text("[" * 200_000)),
        placed(FACTS, lambda path: path.write_text('{"facts": ' + "[" * 200_000)),
        placed(FACTS, os.mkfifo),
        changed(FACTS, '"value": 240000', '"value": 1e999999999'),
        changed(FACTS, '"value": 46', '"value": "1e999999999"'),  # which is calculated
        changed(PATH, '"size": 60.0', '"size": 1e999999999'),
        changed(PATH, '"size": 60.0', '"size": "1/0"'),
        spoiled(PATH, elsewhere),
        spoiled(PATH, lambda told: told["figures"][0].update(words="九" * 300_000)),
        spoiled(FACTS, lambda told: told["facts"][0].update(quote="nearly 7 hours, " * 30_000)),
        spoiled(FACTS, lambda told: told["facts"][0].update(derived_from={"sum": ["harbour.boats"] * 100_000})),
    ],
)
def test_a_site_that_means_harm_is_told_and_not_waited_for(
    spoil: Spoil, published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    shutil.copytree(published, site)
    spoil(site)
    began = time.process_time()
    assert main(["verify", str(site)]) in (1, 2)
    assert time.process_time() - began < 10
    told = capsys.readouterr()
    assert (told.out + told.err).strip().replace("\n", "").isprintable()


def unfold(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    with suppress(OSError):
        while True:
            handler.wfile.write(b"9" * 1_000_000)


def drip(handler: BaseHTTPRequestHandler) -> None:
    with suppress(OSError):
        while True:
            handler.wfile.write(b"H")
            time.sleep(0.05)


def lead_away(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(302)
    handler.send_header("Location", "http://localhost:9/data/proof.json")
    handler.end_headers()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (unfold, "larger than 16 MB"),
        (drip, "did not come in time"),
        (lead_away, "leads to http://localhost:9/"),
        (lambda handler: handler.wfile.write(b"\x1f\x8b no HTTP\r\n\r\n"), "no HTTP"),
    ],
)
def test_a_server_that_means_harm_is_left_in_time(
    answer: Callable[[BaseHTTPRequestHandler], None],
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if answer is drip:
        monkeypatch.setattr("galley.verify.published.PATIENCE", 0.5)
    harmful = type("Harmful", (BaseHTTPRequestHandler,), {"do_GET": answer, "log_message": lambda *_: None})
    with ThreadingHTTPServer(("127.0.0.1", 0), harmful) as server:
        server.block_on_close = False
        Thread(target=server.serve_forever, daemon=True).start()
        assert main(["verify", f"http://127.0.0.1:{server.server_port}"]) == 2
        server.shutdown()
    assert told in capsys.readouterr().err


def test_a_story_names_its_measures_and_base_units_as_it_likes(published: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(published, site)
    assert {"minute", "hour"} <= json.loads((site / PATH).read_text("utf-8"))["units"].keys()

    def rescale(told: dict[str, Any]) -> None:
        for unit in told["units"].values():
            if unit["measures"] == "time":
                unit.update(measures="spell", size=unit["size"] * 4)

    spoiled(PATH, rescale)(site)
    assert list(faults(site_at(str(site)))) == []


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
    files = (HARBOUR.parents[2] / f"galley/verify/{name}.py" for name in ("check", "published", "recount"))
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    imported = {line.split()[1] for line in lines if line.startswith("from galley")}
    assert imported == {
        *("galley.dates", "galley.folder", "galley.numbers.exact"),
        *("galley.verify.recount", "galley.verify.published"),
        *("galley.numbers.reading", "galley.numbers.reading.lexicon", "galley.numbers.reading.stock"),
    }


def test_every_calculation_that_is_published_is_done_again() -> None:
    assert {*OF_TWO, "sum", "days", "rows"} == {*DERIVATIONS}
    facts = {"amount": {"value": 3, "unit": "x"}, "rate": {"value": 7, "unit": "x"}}
    whole = {"derived_from": {"exchange": ["amount", "rate"]}, "value": 21, "unit": "x", "op": "as stated"}
    assert miscounted(whole, facts, lambda unit: ("money", Fraction(1))) is None
    assert miscounted(whole | {"value": 22}, facts, lambda unit: ("money", Fraction(1)))
