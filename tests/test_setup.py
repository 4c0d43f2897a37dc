"""The two commands of the README work on a bare machine, and install exactly what is pinned."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt")
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; .*)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.M)


def pins(lock: str) -> list[tuple[str, str]]:
    return [(name, version) for name, version, _ in PIN.findall((ROOT / lock).read_text())]


def wanted() -> dict[str, list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {LOCKS[0]: project["project"]["dependencies"], LOCKS[1]: project["dependency-groups"]["dev"]}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pins_with_hashes_and_nothing_else(lock: str) -> None:
    rest = PIN.sub("", (ROOT / lock).read_text())
    assert [line for line in rest.splitlines() if not re.fullmatch(r"    # .*", line)] == []
    assert "://" not in (ROOT / lock).read_text()


@pytest.mark.parametrize("lock", LOCKS)
def test_all_that_the_project_asks_for_is_locked(lock: str) -> None:
    asked = {re.split(r"[=<>\[]", name)[0] for name in wanted()[lock]}
    assert asked - {name for name, _ in pins(lock)} == set()


def test_every_package_that_is_asked_for_is_in_the_table_of_what_would_take_its_place() -> None:
    rows = re.findall(r"^\| (`.*?) \|", (ROOT / "docs/decisions.md").read_text(), re.M)
    told = set(re.findall(r"`([a-z0-9-]+)`", " ".join(rows)))
    asked = {re.split(r"[=<>\[]", name)[0] for names in wanted().values() for name in names}
    assert {name for name in asked - told if not re.match(r"types-|.*-stubs", name)} == set()


def test_the_tests_run_on_what_the_site_is_built_with() -> None:
    assert set(pins(LOCKS[0])) - set(pins(LOCKS[1])) == set()


# A Python that has a pip: that of these tests, or the machine's where its pip serves the environment from outside.
MACHINE = Path(sys.base_prefix, "bin", f"python{sys.version_info.major}.{sys.version_info.minor}")
PYTHON = sys.executable if find_spec("pip") else str(MACHINE)


def audited(tmp_path: Path, *answer: str) -> subprocess.CompletedProcess[str]:
    """Runs `make audit` with a stand-in for the auditor, which says what it was asked and then carries out `answer`."""
    (tmp_path / "uvx").write_text("\n".join(["#!/bin/sh", 'echo "$@"', *answer]))
    (tmp_path / "uvx").chmod(0o755)
    make = ["make", "--no-print-directory", "--old-file=.venv/.dev", "audit", f"BIN={tmp_path}"]
    return subprocess.run(make, cwd=ROOT, capture_output=True, text=True)


def test_all_that_is_pinned_is_audited_and_what_could_not_be_asked_about_is_no_pass(tmp_path: Path) -> None:
    ran = audited(tmp_path)
    assert ran.returncode == 0
    assert {"--strict", "--require-hashes"} < set(ran.stdout.split())
    assert ran.stdout.split()[-2:] == ["-r", "requirements-dev.txt"]  # which holds all of requirements.txt


def test_a_weakness_fails_the_audit_and_says_what_to_do(tmp_path: Path) -> None:
    ran = audited(tmp_path, "echo jinja2 3.1.6 PYSEC-1 3.1.7", "exit 1")
    assert ran.returncode != 0
    assert "jinja2" in ran.stdout
    assert "make lock test" in ran.stderr


def venv(tmp_path: Path, before: str = "") -> subprocess.CompletedProcess[str]:
    """Runs tools/venv.py for a lock of nothing, with the machine's Python as `before` makes it."""
    (tmp_path / "lock.txt").touch()
    run = f"sys.argv[1:] = ['env', 'lock.txt']; runpy.run_path({str(ROOT / 'tools/venv.py')!r}, run_name='__main__')"
    script = f"import os, runpy, sys\nimport importlib.util as util\n{before}\n{run}"
    return subprocess.run([PYTHON, "-c", script], cwd=tmp_path, capture_output=True, text=True)


def test_a_python_that_is_too_old_is_told_by_name(tmp_path: Path) -> None:
    ran = venv(tmp_path, "sys.version_info = (3, 9, 2)")
    assert ran.returncode == 1
    assert "this needs 3.11 or later" in ran.stderr
    assert "make PYTHON=" in ran.stderr


def test_a_machine_without_python_is_told_what_to_install() -> None:
    make = ["make", "--no-print-directory", "--always-make", ".venv/.runtime", "PYTHON=python-of-nobody"]
    ran = subprocess.run(make, cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode != 0
    assert ran.stderr.startswith("There is no python-of-nobody here. Install Python 3.11 or later")


LACKS = """
find = util.find_spec
util.find_spec = lambda name: None if name in {missing} else find(name)
os.geteuid = lambda: 1000
"""


def test_a_python_without_pip_names_the_package_that_brings_it(tmp_path: Path) -> None:
    ran = venv(tmp_path, LACKS.format(missing=["ensurepip", "pip"]))
    assert ran.returncode == 1
    assert "apt-get install python3-venv" in ran.stderr


@pytest.mark.parametrize("missing", [[], ["ensurepip"]], ids=["as it is", "without ensurepip"])
def test_an_environment_is_made_and_serves_a_second_lock(missing: list[str], tmp_path: Path) -> None:
    for _ in range(2):
        ran = venv(tmp_path, LACKS.format(missing=missing))
        assert ran.returncode == 0, ran.stderr
    of_its_own = subprocess.run([tmp_path / "env/bin/python", "-c", "import pip"], capture_output=True).returncode == 0
    assert of_its_own == (not missing and find_spec("ensurepip") is not None)


def test_an_environment_without_pip_is_gone_so_that_the_printed_remedy_works(tmp_path: Path) -> None:
    ran = venv(tmp_path, LACKS.format(missing=["ensurepip", "pip"]))
    assert "python3-venv" in ran.stderr
    assert not (tmp_path / "env").exists()
    subprocess.run([PYTHON, "-m", "venv", "--without-pip", tmp_path / "env"], check=True)  # as an older version left it
    ran = venv(tmp_path)  # after python3-venv was installed
    assert ran.returncode == 0, ran.stderr


def test_pip_s_own_settings_and_a_home_that_cannot_be_written_are_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("HOME", "/proc")
    ran = venv(tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == ""


def test_what_cannot_be_installed_is_told_in_a_sentence_with_a_remedy(tmp_path: Path) -> None:
    lock = "no-such-package-of-anybody==1 --hash=sha256:" + "0" * 64
    ran = venv(tmp_path, f"open('lock.txt', 'w').write({lock!r})\nos.environ['PIP_NO_INDEX'] = '1'")
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert "Traceback" not in ran.stderr
    assert len(ran.stderr.splitlines()) == 3
    assert "No matching distribution found for no-such-package-of-anybody==1" in ran.stderr


def test_on_windows_it_says_where_it_runs_before_an_import_fails(tmp_path: Path) -> None:
    ran = venv(tmp_path, "import pathlib, shutil, subprocess\nos.name = 'nt'")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "wsl --install" in ran.stderr
    script = f"import os, runpy; os.name = 'nt'; runpy.run_path({str(ROOT / 'build.py')!r}, run_name='__main__')"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "wsl --install" in ran.stderr


def test_a_broken_environment_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "env/bin").mkdir(parents=True)
    (tmp_path / "env/bin/python").symlink_to("/nowhere/python3")
    ran = venv(tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert subprocess.run([tmp_path / "env/bin/python", "-c", ""]).returncode == 0


def test_the_targets_that_the_readme_names_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    named = set(re.findall(r"\bmake ([a-z]+)", (ROOT / "README.md").read_text()))
    assert {"site", "test"} <= named <= targets
