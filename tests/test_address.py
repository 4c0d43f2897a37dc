"""A site may be built for another address than its story names: a fork's, a preview's, a code host's."""

from __future__ import annotations

import re
import struct
import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from lxml import etree, html

from build import main
from galley.address import OWN_FOLDERS, edition_path, link_address, site_address
from galley.build import Build, build_site
from galley.new import begin
from galley.pages.kinds import KINDS

FORK = "https://someone.example.net:8443/fork"
FORM = "https://someone.example.net/errors/new?template=figure.yml"


@pytest.mark.parametrize(
    "address",
    [
        *("", "example.org", "//example.org/", "ftp://example.org/", "https://", "https:///southbound"),
        *("https://example.org/?page=1", "https://example.org/#top", "https://me:secret@example.org/"),
        *(
            "https://example.org/two words",
            "https://example.org/\n",
            "https://example.org/<b>",
            "https://example.org:x/",
        ),
    ],
)
def test_what_is_no_address_of_a_site_is_refused_with_what_to_write(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("build", "check"):
        assert main([command, "--story", str(tmp_path), "--url", address]) == 2
        told = capsys.readouterr().err
        assert f"--url: “{address}” is not the address of a site" in told
        assert "https://example.org/folder" in told


@pytest.mark.parametrize("address", ["https://example.org", "http://127.0.0.1:8080", "https://a.example.org/b/c-d.e"])
def test_an_address_is_the_same_with_a_slash_at_its_end_and_without(address: str) -> None:
    assert site_address(address) == site_address(f"{address}/") == address


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """A story of three editions as it is published elsewhere."""
    story = tmp_path_factory.mktemp("elsewhere") / "story"
    begin(story, ["zh-Hans", "zh-Hant-HK", "en"], date(2025, 3, 4), in_git=False)
    return build_site(story, None, addresses={"url": FORK, "report": FORM}).files


@pytest.fixture(scope="module")
def fork(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: text.decode() for path, text in files.items() if path.endswith((".html", ".xml", ".txt", ".json"))}


def test_every_page_says_where_it_stands_and_so_does_what_it_shares(fork: dict[str, str]) -> None:
    pages = {path: html.document_fromstring(text) for path, text in fork.items() if path.endswith("index.html")}
    assert len(pages) > 20
    for path, page in pages.items():
        here = f"{FORK}/{path.removesuffix('index.html')}"
        if "/embed/" not in f"/{path}":
            assert page.xpath("//link[@rel='canonical']/@href") == [here]
            assert page.xpath("//meta[@property='og:url']/@content") == [here]
            (image,) = page.xpath("//meta[@property='og:image']/@content")
            assert image.startswith(f"{FORK}/")
            inside = path.removeprefix("zh-hant-hk/").removeprefix("en/").removesuffix("index.html")
            others = [f"{FORK}/{edition}{inside}" for edition in ("", "zh-hant-hk/", "en/")]
            assert page.xpath("//link[@rel='alternate']/@href[../@hreflang]") == [*others, others[0]]


def test_every_page_leads_to_where_errors_are_reported_and_a_fact_does_beside_its_figure(fork: dict[str, str]) -> None:
    pages = {path: text for path, text in fork.items() if path.endswith("index.html") and "embed/" not in path}
    assert {path for path, text in pages.items() if f'href="{FORM}"' not in text} == set()
    assert {text.count(f'href="{FORM}"') for path, text in pages.items() if "facts/library.loans." in path} == {2}


def test_no_page_leads_to_a_form_that_nobody_named(built: Callable[[str], Build]) -> None:
    english = [text for path, text in built("").pages.items() if path.startswith("en/") and path.endswith(".html")]
    assert len(english) > 100
    assert [text for text in english if ">Report an error</a>" in text] == []


def test_a_form_that_is_no_address_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--report", "javascript:alert"]) == 2
    assert "--report: “javascript:alert” is not the address of a page" in capsys.readouterr().err


def test_the_picture_of_a_shared_page_is_as_large_as_it_says(files: Mapping[str, bytes], fork: dict[str, str]) -> None:
    sized = dict[str, int]()
    for path, text in fork.items():
        if path.endswith("index.html") and "/embed/" not in f"/{path}":
            page = html.document_fromstring(text)
            said = [
                page.xpath(f"string(//meta[@property='og:image{what}']/@content)") for what in ("", ":width", ":height")
            ]
            sides = struct.unpack(">II", files[said[0].removeprefix(f"{FORK}/")][16:24])
            assert tuple(map(str, sides)) == (said[1], said[2]), path
            sized[said[0]] = sides[0]
    assert len(set(sized.values())) > 2  # cards, tickets, charts


def test_sitemap_robots_and_feeds_name_it_everywhere(fork: dict[str, str]) -> None:
    places = etree.fromstring(fork["sitemap.xml"].encode()).xpath("//*[local-name()='loc']/text()")
    assert f"{FORK}/en/" in places
    assert [place for place in places if not place.startswith(f"{FORK}/")] == []
    assert f"Sitemap: {FORK}/sitemap.xml\n" in fork["robots.txt"]
    for path in ("feed.xml", "en/feed.xml"):
        links = etree.fromstring(fork[path].encode()).xpath("//*[local-name()='link']/@href")
        assert links
        assert [link for link in links if not link.startswith(f"{FORK}/")] == []


def test_structured_data_and_the_page_for_what_is_lost_name_it_too(fork: dict[str, str]) -> None:
    for path in ("index.html", "en/index.html"):
        (ld,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', fork[path], re.DOTALL)
        assert f'"url": "{FORK}/' in ld or f'"url":"{FORK}/' in ld
    assert f'href="{FORK}/assets/' in fork["404.html"]


def test_it_stands_in_for_the_address_of_the_story(root: Path, built: Callable[[str], Build]) -> None:
    harbour = root / "tests/stories/harbour"
    assert b"https://harbour.example.org" in built("harbour").files["sitemap.xml"]
    for path, content in build_site(harbour, None, addresses={"url": FORK}).files.items():
        assert b"https://harbour.example.org" not in content, f"{path} has the story's own address"


def test_the_site_is_built_anew_for_another_address(
    story_copy: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    story, idle = story_copy("tiny"), "nothing has changed"
    for options, is_idle in [([], False), (["--url", FORK], False), (["--url", f"{FORK}/"], True), ([], False)]:
        assert main(["build", "--story", str(story), *options]) == 0
        assert (idle in capsys.readouterr().err) == is_idle, options
        assert (FORK in (story / "site/sitemap.xml").read_text()) == bool(options)


def test_make_passes_it_on_and_leaves_it_out_where_none_is_given(root: Path) -> None:
    for target in ("site", "publishable"):
        for given, passed in ({"URL": FORK}, f'--url "{FORK}"'), ({"URL": ""}, ""):
            make, env = ["make", "--dry-run", "--old-file=.venv/.runtime", target], {"PATH": "/usr/bin:/bin", **given}
            told = subprocess.run(make, cwd=root, env=env, capture_output=True, text=True).stdout
            assert told.rstrip().endswith(passed or ("build.py" if target == "site" else "--compress")), told


def test_no_edition_can_stand_in_a_folder_of_the_site_s_own(root: Path) -> None:
    golden = root / "tests/stories/harbour/golden"
    editions = {*(path.name for path in golden.iterdir() if (path / "feed.xml").exists())}
    built = {path.name for path in golden.iterdir() if path.is_dir()} - editions
    places = {kind.place.partition("/")[0] for kind in KINDS.values() if "/" in kind.place.removeprefix("{}/")}
    assert (built | places) - OWN_FOLDERS == set()
    for folder in OWN_FOLDERS:
        with pytest.raises(ValueError, match="of the site's own"):
            edition_path(f"en/{folder}/")


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//host/x", "https://", "ftp://a", "https://u@a/", "https://a b/", ""],
)
def test_only_the_address_of_a_page_is_one(address: str) -> None:
    with pytest.raises(ValueError, match="is not the address of a page"):
        link_address(address)
    assert link_address("https://例え.example/新闻?a=1#b") == "https://例え.example/新闻?a=1#b"
