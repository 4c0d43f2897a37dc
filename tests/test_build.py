"""The command line, as an editor and a machine call it."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from galley.commands import parser
from galley.commands.parser import understood

FACTS = "data/facts/tower.yaml"

COMMANDS = {command.name: command for command in parser.COMMANDS}


@pytest.fixture
def call(root: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Calls build.py as a process of its own."""

    def run(
        *arguments: str | Path, env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(root / "build.py"), *map(str, arguments)]
        environment = {**os.environ, **(env or {})}
        return subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment, cwd=cwd)

    return run


Call = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def story(story_copy: Callable[..., Path]) -> Path:
    return story_copy("tiny")


def spoil(story: Path, old: str = "value: 4", new: str = "value: 5") -> None:
    path = story / FACTS
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["bild"], "invalid choice: 'bild'. Did you mean build? (choose from"),
        (["chek"], "invalid choice: 'chek'. Did you mean check? (choose from"),
        (["zzzz"], "invalid choice: 'zzzz' (choose from"),
        (["--strict", "bild", "--site", "check"], "invalid choice: 'bild'. Did you mean build? (choose from"),
        (["check", "--format", "yaml"], "invalid choice: 'yaml'"),
        (["check", "--site", "elsewhere"], "unrecognized arguments: --site"),
        (["explain", "tower.hight"], "Did you mean tower.height?"),
        (["translated", "fr"], "there are: en"),
        (["explain", "tower.height", "--draft"], "Draft its source: explain log --draft"),
        (["schema", "facs"], "Did you mean facts?"),
        (["schema", "zzz"], "Choose from story, "),
        (["diff"], "is in no git repository"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_right(
    call: Call, story: Path, arguments: list[str], says: str
) -> None:
    ended = call(*arguments, *([] if "bild" in arguments else ["--story", story]))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert says in ended.stderr, ended.stderr


def test_a_story_that_is_not_there_is_named_once(call: Call, tmp_path: Path) -> None:
    ended = call("check", "--story", tmp_path / "stroy")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == f"build.py: there is no folder {tmp_path / 'stroy'}; name that of a story.\n"


def test_what_cannot_be_read_is_a_problem_like_any_other(call: Call, story: Path) -> None:
    (story / "templates/feature.html").write_text('{% include "parts.html" %}', encoding="utf-8")
    (story / "templates/parts.html").mkdir()
    ended = call("build", "--story", story)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "templates/parts.html cannot be read: it is no file. [unreadable-file]" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_what_cannot_be_written_is_named(call: Call, story: Path) -> None:
    (story / "content/translations.lock").symlink_to("nowhere/translations.lock")
    ended = call("translated", "en", "--story", story)
    said = f"build.py: {story}/content/translations.lock: No such file or directory. Mend that and run it again.\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", said)


def test_no_line_of_text_is_a_command_to_a_runner(call: Call, story: Path) -> None:
    log = story / "data/sources/log.txt"
    log.write_text(log.read_text("utf-8").replace("先后有4人看守", "##[error]先后有4人看守"), "utf-8")
    spoil(story, "quote: 先后有4人看守", 'quote: "::error::先后有5人看守"')
    said = [call("check", "--story", story).stderr, call("explain", "keepers.count", "--story", story).stdout]
    said.append(call("build", "--story", story, "--url", "x\n::error::").stderr)
    lines = [line for text in said for line in text.splitlines()]
    assert any("error" in line for line in lines)
    assert [line for line in lines if line.lstrip().startswith("::") or "##[" in line] == []


PRESSED = """
import runpy, signal, sys
build, moment, sys.argv = sys.argv[1], sys.argv[2], sys.argv[1:2] + sys.argv[3:]

def press(event, arguments):
    if (event, arguments[:1]) == ("import", (moment,)):
        signal.raise_signal(signal.SIGINT)

def step(self, name):
    if name == moment:
        signal.raise_signal(signal.SIGINT)

if moment in ("read", "render", "prove", "publish"):
    from galley.commands.terminal import Steps
    Steps.__call__ = step
else:
    sys.addaudithook(press)
runpy.run_path(build, run_name="__main__")
"""
"""Runs build.py with Ctrl-C pressed as a module is being imported, or as a step of the build begins."""


@pytest.mark.parametrize(
    "moment",
    ["argparse", "galley.commands.parser", "lxml.etree", "pydantic_core", "read", "render", "prove", "publish"],
)
def test_ctrl_c_is_130_whenever_it_comes_and_says_nothing_of_the_program(moment: str, root: Path, story: Path) -> None:
    command = [sys.executable, "-c", PRESSED, str(root / "build.py"), moment, "--story", str(story)]
    ended = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")
    assert not (story / "site").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
def test_a_disk_that_is_full_is_told_in_words(root: Path) -> None:
    command = [sys.executable, str(root / "build.py"), "schema"]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert (ended.returncode, ended.stderr) == (1, "build.py: No space left on device. Mend that and run it again.\n")


@pytest.mark.parametrize("command", [name for name, command in COMMANDS.items() if command.of_story])
def test_a_command_stands_before_or_after_a_story_that_is_called_like_one(command: str) -> None:
    of = {"explain": ["check"], "translated": ["build", "diff"], "schema": ["check"], "verify": ["site"]}.get(
        command, []
    )
    for folder in COMMANDS:
        story = ["--story", folder, *(["--site", "diff"] if command == "build" else [])]
        for given in ([*story, command, *of], [command, *story, *of], [command, *of, *story]):
            options = understood(given)
            assert (options.command, options.story) == (command, Path(folder)), given
            assert command != "build" or options.site == Path("diff"), given


@pytest.mark.parametrize(
    "given", [["new", "check"], ["--lang", "en", "new", "check"], ["new", "--lang", "en", "check"]]
)
def test_a_new_story_may_be_called_like_a_command(given: list[str]) -> None:
    options = understood(given)
    assert (options.command, options.folder) == ("new", Path("check"))


def test_a_story_that_is_called_like_a_command_is_built_where_none_is_named(
    call: Call, story: Path, tmp_path: Path
) -> None:
    story.rename(tmp_path / "serve")
    ended = call("--story", "serve", "--site", "check", cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "check/index.html").is_file()
    assert "facts hold" in call("--format", "text", "--story", "serve", "--strict", "check", cwd=tmp_path).stderr


def test_every_option_that_takes_a_value_may_have_the_name_of_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    seen = set[str]()
    for command in COMMANDS:
        with pytest.raises(SystemExit):
            understood([command, "--help"])
        named = ["x"] if command in ("csv", "explain", "translated", "new", "verify") else []
        for option in set(re.findall(r"(--[a-z-]+) [A-Z]", capsys.readouterr().out)) - {"--port"}:  # that is a number
            options = understood([option, "serve", command, *named])
            assert options.command == command
            assert getattr(options, option[2:].replace("-", "_")) in ("serve", Path("serve"), ["serve"])
            seen.add(option)
    assert len(seen) > 8


def test_a_story_with_a_problem_ends_with_1_and_leaves_the_site_as_it_was(call: Call, story: Path) -> None:
    assert call("build", "--story", story).returncode == 0
    before = {path: path.read_bytes() for path in (story / "site").rglob("*") if path.is_file()}
    spoil(story)
    ended = call("build", "--story", story)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert f"{FACTS}:20:10: keepers.count: the quote says 4, the value is 5. [quote-value]" in ended.stderr
    assert ended.stderr.splitlines()[-1] == "1 problem; nothing was published"
    assert {path: path.read_bytes() for path in (story / "site").rglob("*") if path.is_file()} == before


def test_all_problems_are_told_at_once(call: Call, story: Path) -> None:
    spoil(story)
    spoil(story, "unit: metre", "unit: meter")
    said = call("check", "--story", story).stderr
    assert "[quote-value]" in said
    assert "did you mean metre" in said.lower()


def test_check_says_what_build_would_say_and_writes_nothing(call: Call, story: Path) -> None:
    assert call("check", "--story", story).returncode == 0
    assert not (story / "site").exists()
    spoil(story)
    assert call("check", "--story", story).stderr == call("build", "--story", story).stderr


def test_a_program_reads_the_problems_as_json(call: Call, story: Path) -> None:
    spoil(story)
    said = call("check", "--story", story, "--format", "json").stderr
    (problem,) = json.loads(said[: said.rindex("]") + 1])
    assert (problem["rule"], problem["path"], problem["line"], problem["level"]) == ("quote-value", FACTS, 20, "error")


def test_a_code_host_shows_the_problem_at_its_line(call: Call, story: Path) -> None:
    spoil(story)
    said = call("check", "--story", story, "--format", "github").stderr
    assert said.startswith(f"::error file={FACTS},line=20,col=10,title=quote-value::keepers.count: the quote says 4")


def test_warnings_are_errors_with_strict(call: Call, story: Path) -> None:
    for name in ("zh-Hans", "en"):
        path = story / f"content/{name}/light.md"
        path.write_text(
            path.read_text(encoding="utf-8").replace("{{keepers.count}}", "{{tower.lit}}"), encoding="utf-8"
        )
    relaxed, strict = call("check", "--story", story), call("check", "--strict", "--story", story)
    assert (relaxed.returncode, strict.returncode) == (0, 1)
    assert "warning: keepers.count" in relaxed.stderr
    assert "[fact-unprinted]" in strict.stderr


def test_without_a_command_it_builds_and_sums_up_in_one_line(call: Call, story: Path, tmp_path: Path) -> None:
    ended = call("--story", story, "--site", tmp_path / "elsewhere")
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "elsewhere/index.html").is_file()
    (line,) = ended.stderr.splitlines()
    assert line.startswith("3 facts, ")


def test_a_site_that_no_build_has_made_is_left_alone(call: Call, story: Path) -> None:
    (story / "site").mkdir()
    (story / "site/thesis.doc").write_text("years of work", encoding="utf-8")
    ended = call("build", "--story", story)
    assert ended.returncode == 1
    assert "thesis.doc" in ended.stderr or "site" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert [path.name for path in (story / "site").iterdir()] == ["thesis.doc"]


def test_a_terminal_is_shown_the_steps(root: Path, story: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, str(root / "build.py"), "check", "--story", str(story)]
    with subprocess.Popen(command, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
        process.wait(60)
    os.close(ours)
    assert b"read \xe2\x80\xa6" in shown
    assert b"prove \xe2\x80\xa6" in shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux says that the other end has closed
        return b""


def test_help_and_version_are_there(call: Call) -> None:
    assert "explain" in call("--help").stdout
    assert call("--version").stdout.startswith("galley ")


def test_schema_is_data_on_standard_output(call: Call) -> None:
    ended = call("schema", "facts")
    assert ended.returncode == 0
    assert json.loads(ended.stdout)["$schema"].startswith("https://json-schema.org/")
