"""A reader never meets a torn or missing site, and nobody's own files are replaced; with real files and processes."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from galley import publish as publishing
from galley.errors import PublishError
from galley.publish import MARKER, Publication, publish

ROOT = Path(__file__).resolve().parent.parent
PAGES = [f"facts/number-{page}/index.html" for page in range(40)]


def edition(number: int, pages: int = len(PAGES)) -> dict[str, bytes]:
    """A whole small site, every file of which names its number at both ends; one file is in no other."""
    words = b"%d %s %d" % (number, b"words " * 500, number)
    return {"index.html": words, **dict.fromkeys(PAGES[:pages], words), f"only/{number}.html": words}


def read(site: Path) -> dict[str, bytes]:
    files = (path for path in site.rglob("*") if path.is_file() and path.name not in (MARKER, ".gitkeep"))
    return {str(path.relative_to(site)): path.read_bytes() for path in files}


def workshop(site: Path) -> list[str]:
    return sorted(path.name for path in site.with_name(f".{site.name}.galley").iterdir())


def python(script: str, *arguments: object, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """A process that runs `script` with this module's names at hand."""
    setup = "import json, os, signal, sys\nfrom pathlib import Path\nfrom tests.test_publish import *\n"
    command = [*before, sys.executable, "-c", setup + textwrap.dedent(script), *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def answer(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


# What must never be replaced


def test_a_folder_that_no_build_made_is_left_alone(site: Path) -> None:
    site.mkdir()
    (site / "thesis.txt").write_text("ten years of work")
    with pytest.raises(PublishError, match=r"holds files that no build has made.*\n.*--site"):
        publish(edition(1), site)
    assert read(site) == {"thesis.txt": b"ten years of work"}
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_marker_with_other_words_is_no_marker(site: Path) -> None:
    site.mkdir()
    (site / MARKER).write_text("mine")
    with pytest.raises(PublishError, match="no build has made"):
        publish(edition(1), site)


def test_a_file_in_the_site_s_place_is_left_alone(site: Path) -> None:
    site.write_text("a file")
    with pytest.raises(PublishError, match="is not a folder"):
        publish(edition(1), site)
    assert site.read_text() == "a file"


@pytest.mark.parametrize("where", ["", "lock"])
@pytest.mark.parametrize("kind", ["pipe", "link", "other"])
def test_what_stands_where_the_lock_does_is_refused_and_not_waited_for(where: str, kind: str, site: Path) -> None:
    place = site.with_name(".site.galley") / where
    place.parent.mkdir(exist_ok=True)
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "link":
        place.symlink_to(site.parent / "elsewhere")
    elif where:
        place.mkdir()
    else:
        place.write_text("a file")
    with pytest.raises(PublishError, match=r"\.site\.galley.* is in the way.*\n.*Delete it"):
        publish(edition(1), site)
    assert not (site.parent / "elsewhere").exists()
    assert not site.exists()


@pytest.mark.parametrize(
    "path",
    ["../out.html", "/etc/out.html", "a//b", "./a", "a/..", "", "a/", "x\0y", ".galley", ".gitkeep", ".galley/x"],
)
def test_a_path_that_leads_elsewhere_is_refused(site: Path, path: str) -> None:
    with pytest.raises(PublishError, match="cannot be a file of the site"):
        publish({"index.html": b"", path: b""}, site)
    assert list(site.parent.iterdir()) == []


def test_a_file_that_must_be_a_folder_too_is_refused(site: Path) -> None:
    with pytest.raises(PublishError, match="“facts” cannot be a file"):
        publish({"facts": b"", "facts/index.html": b""}, site)


def test_a_mount_point_is_refused() -> None:
    with pytest.raises(PublishError, match=r"mount point.*\n.*--site /proc/public"):
        publish(edition(1), Path("/proc"))


# What cannot be written


def may_mount() -> bool:
    return os.geteuid() == 0 and subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode == 0


def test_a_folder_bound_from_the_same_disk_is_refused(tmp_path: Path) -> None:
    """Only the kernel knows such a mount; where this machine lets no test mount, its answer is given by hand."""
    site, other = tmp_path / "site", tmp_path / "other"
    publish(edition(1), site)
    publish(edition(1), other)
    if may_mount():
        mount = ("unshare", "--mount", "sh", "-c", 'mount --bind "$0" "$1"; shift; exec "$@"', str(other), str(site))
        said = answer(python(REPORT.format(2), site, before=mount))
    else:
        said = str(publishing._explained(OSError(16, "Device or resource busy"), site))
    assert "mount point" in said
    assert read(site) == read(other) == edition(1)


REPORT = """
try:
    publish(edition({0}), Path(sys.argv[1]))
except PublishError as error:
    print(error)
"""

FULL = """
import resource
site = Path(sys.argv[1]) / "site"
publish(edition(1), site)
if sys.argv[2] == "limit":
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    publish({**edition(2), "film.mp4": bytes(1_000_000)}, site)
except PublishError as error:
    said = str(error)
corrected = {**edition(1), "index.html": b"1 corrected 1"}
kept = read(site) == edition(1), workshop(site)
changes = publish(corrected, site)
print(json.dumps([said, *kept, read(site) == corrected, len(changes.written)]))
"""


def test_a_full_disk_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    """On a disk that holds one site, not two. A correction fits: unchanged files are not written again."""
    if may_mount():
        mount = ("unshare", "--mount", "sh", "-c", 'mount -t tmpfs -o size=320k none "$0" && exec "$@"', str(tmp_path))
        process = python(FULL, tmp_path, "disk", before=mount)
    else:
        process = python(FULL, tmp_path, "limit")
    said, kept, left, corrected, written = json.loads(answer(process))
    assert "The disk is full" in said
    assert "Free some space" in said
    assert (kept, left, corrected, written) == (True, ["lock"], True, 1)


def test_a_place_where_one_may_not_write_gives_the_remedy() -> None:
    script = """
    if os.geteuid() == 0:
        os.setuid(65534)
    """
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        publish(edition(1), site)
        shutil.rmtree(site.with_name(".site.galley"))
        Path(folder).chmod(0o555)
        said = answer(python(textwrap.dedent(script) + REPORT.format(2), site))
        Path(folder).chmod(0o755)
        assert "may not be replaced" in said
        assert f"write to {folder}" in said
        assert read(site) == edition(1)


# All or nothing

UNFLUSHED = """
publishing._flush = lambda folder: None  # only a loss of power undoes what the kernel has; a kill does not
"""

CHANGES = {"open", "os.mkdir", "os.chmod", "os.link", "os.rename", "os.remove", "os.rmdir", "ctypes.dlsym"}
"""What Python says before it changes the disk, and before it calls the exchange of two folders."""

KILLED_BEFORE_EACH_CHANGE = """
def killed(moment, site):
    if child := os.fork():
        return os.waitpid(child, 0)[1] == signal.SIGKILL
    left = iter(range(moment, -1, -1))
    sys.addaudithook(lambda event, _: event in CHANGES and not next(left) and os.kill(os.getpid(), signal.SIGKILL))
    publish(edition(1, 2), site)
    os._exit(0)

site, seen = Path(sys.argv[1]), []
publish(edition(0, 2), site)
while killed(len(seen), site):
    seen.append([number for number in (0, 1) if read(site) == edition(number, 2)])
    try:
        publish({"x" * 300: b""}, site)  # a next build that fails
    except PublishError:
        assert read(site) in (edition(0, 2), edition(1, 2)), len(seen)
    publish(edition(0, 2), site)
    assert (read(site), workshop(site)) == (edition(0, 2), ["lock"]), len(seen)
print(json.dumps(seen))
"""
"""Which of two editions is whole after a build of the second was killed: before its first change, its second, …"""


def test_a_build_killed_at_any_moment_leaves_one_whole_site(site: Path) -> None:
    seen = json.loads(answer(python(UNFLUSHED + KILLED_BEFORE_EACH_CHANGE, site)))
    assert seen == sorted(seen)
    assert {tuple(whole) for whole in seen} == {(0,), (1,)}


def test_without_an_exchange_the_next_build_brings_back_what_a_killed_one_moved(site: Path) -> None:
    script = UNFLUSHED + "publishing.exchange = lambda one, other: False\n" + KILLED_BEFORE_EACH_CHANGE
    seen = json.loads(answer(python(script, site)))
    assert [whole for whole in seen if len(whole) != 1] == [[]]  # between the two renames there is no site
    assert [0] in seen
    assert [1] in seen


def test_a_site_that_was_moved_away_comes_back_even_if_the_next_build_fails(site: Path) -> None:
    publish(edition(1), site)
    site.rename(site.with_name(".site.galley") / "previous")
    with pytest.raises(PublishError):
        publish({"x" * 300: b""}, site)
    assert read(site) == edition(1)


def test_where_no_exchange_is_known_two_renames_do(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "exchange", lambda one, other: False)
    for number in range(3):
        publish(edition(number), site)
        assert read(site) == edition(number)
    assert workshop(site) == ["lock"]


READ_ON = """
page = Path(sys.argv[1]) / "facts/number-7/index.html"
seen = set()
print("ready", flush=True)
while len(seen) < 20:
    words = page.read_bytes().split()
    assert len(words) == 502 and words[0] == words[-1], words
    seen.add(words[0])
"""


def test_a_reader_beside_it_never_finds_a_torn_or_missing_page(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_flush", lambda folder: None)
    publish(edition(0), site)
    reader = python(READ_ON, site)
    assert reader.stdout is not None
    assert reader.stdout.readline() == "ready\n"
    numbers = count(1)
    while reader.poll() is None:
        publish(edition(next(numbers)), site)
    answer(reader)


def test_a_second_build_waits_for_the_first_and_says_so(site: Path) -> None:
    publish(edition(1), site)
    with (site.with_name(".site.galley") / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = python("publish(edition(2), Path(sys.argv[1]))", site)
        assert second.stderr is not None
        assert second.stderr.readline() == f"Another build is publishing to {site}; waiting for it to end.\n"
        assert read(site) == edition(1)
    answer(second)
    assert read(site) == edition(2)


def test_two_builds_at_once_end_in_one_whole_site(site: Path) -> None:
    script = f"""{UNFLUSHED}
for number in range(int(sys.argv[2]), int(sys.argv[2]) + 15):
    publish(edition(number), Path(sys.argv[1]))
"""
    for process in [python(script, site, first) for first in (100, 200)]:
        answer(process)
    assert read(site) in (edition(114), edition(214))
    assert workshop(site) == ["lock"]


# What an editor and a host see


def test_the_changes_are_told_and_stale_files_go(site: Path) -> None:
    publish({"a.html": b"a", "b/c.html": b"c", "b/d.html": b"d"}, site)
    changes = publish({"a.html": b"a", "b/c.html": b"C", "e.html": b"e"}, site)
    assert changes == Publication(written=("b/c.html", "e.html"), removed=("b/d.html",), unchanged=("a.html",))
    assert read(site) == {"a.html": b"a", "b/c.html": b"C", "e.html": b"e"}


def test_a_file_becomes_a_folder_and_a_folder_a_file(site: Path) -> None:
    publish({"a": b"1", "b/c": b"2"}, site)
    assert publish({"a/c": b"1", "b": b"2"}, site) == Publication(("a/c", "b"), ("a", "b/c"), ())
    assert read(site) == {"a/c": b"1", "b": b"2"}


def test_when_nothing_changed_nothing_is_touched(site: Path) -> None:
    publish(edition(1), site)
    before = {path: (path.lstat().st_ino, path.lstat().st_mtime_ns) for path in [site, *site.rglob("*")]}
    assert publish(edition(1), site) == Publication((), (), tuple(sorted(edition(1))))
    assert {path: (path.lstat().st_ino, path.lstat().st_mtime_ns) for path in [site, *site.rglob("*")]} == before


def test_an_unchanged_file_keeps_its_time_beside_one_that_changed(site: Path) -> None:
    publish(edition(1), site)
    os.utime(site / PAGES[0], (1_000_000_000, 1_000_000_000))
    publish({**edition(1), "index.html": b"new"}, site)
    assert (site / PAGES[0]).stat().st_mtime == 1_000_000_000


def test_what_was_edited_or_put_into_the_site_by_hand_is_replaced(site: Path, tmp_path: Path) -> None:
    publish(edition(1), site)
    (site / "index.html").write_bytes(b"1 vandal")
    (site / "stray").symlink_to(tmp_path)
    assert publish(edition(1), site).removed == ("stray",)
    assert read(site) == edition(1)
    assert tmp_path.is_dir()


def test_the_repository_s_placeholder_stays(site: Path) -> None:
    site.mkdir()
    (site / ".gitkeep").touch()
    for number in (1, 2):
        publish(edition(number), site)
        assert (site / ".gitkeep").is_file()


def test_a_linked_site_stays_linked(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "site").symlink_to("disk/public")
    for number in (1, 2):
        publish(edition(number), tmp_path / "site")
        assert read(tmp_path / "disk/public") == edition(number)
    assert (tmp_path / "site").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["disk", "site"]


def test_a_site_is_made_where_its_folder_is_not_there_yet(tmp_path: Path) -> None:
    publish(edition(1), tmp_path / "new/folder/site")
    assert read(tmp_path / "new/folder/site") == edition(1)


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_a_host_can_read_the_site_whatever_the_umask(site: Path) -> None:
    publish(edition(1), site)
    publish({**edition(1), "new/page.html": b"new"}, site)
    for path in [site, *site.rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path
