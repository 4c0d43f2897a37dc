"""What runs on the code host is what runs here: make targets, by pinned actions, with no needless right."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
HOST_ONLY = re.compile(r'gh pr comment "\$NUMBER" |cat "\$RUNNER_TEMP/diff\.md" >>"\$GITHUB_STEP_SUMMARY"$')


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in yaml.safe_load(path.read_text())["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_to_a_commit_and_says_its_version(path: Path) -> None:
    used = re.findall(r"uses: (.*)", path.read_text())
    assert used
    assert [line for line in used if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_command_is_a_make_target(path: Path) -> None:
    commands = [step["run"] for step in steps(path) if "run" in step and not HOST_ONLY.match(step["run"])]
    named = [re.fullmatch(r"make (?:--silent )?([a-z]+)\b.*", command) for command in commands]
    assert [command for command, name in zip(commands, named, strict=True) if not name or name[1] not in TARGETS] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_no_rights_but_those_that_a_job_names(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text())
    assert workflow["permissions"] == {}
    assert all("timeout-minutes" in job and "permissions" in job for job in workflow["jobs"].values())


def test_a_job_that_may_write_runs_nothing_of_the_repository() -> None:
    for path in WORKFLOWS:
        for job in yaml.safe_load(path.read_text())["jobs"].values():
            if "write" in job["permissions"].values():
                assert not [step for step in job["steps"] if "checkout" in step.get("uses", "")]
                assert not [step for step in job["steps"] if step.get("run", "").startswith("make")]


def test_no_known_weakness_is_found_in_the_workflows() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    options = ["--offline", "--no-progress", "--no-config", "--persona=auditor", "--strict-collection"]
    found = subprocess.run([zizmor, *options, ROOT / ".github"], capture_output=True, text=True)
    assert found.returncode == 0, found.stdout


def test_the_run_of_the_repository_s_own_checks_is_make_test() -> None:
    lines = (ROOT / ".ci/run").read_text().splitlines()
    assert lines == ["#!/usr/bin/env bash", "set -eu", "exec make test"]
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
