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
HOST_ONLY = re.compile(r'gh auth setup-git$|gh pr comment "\$NUMBER" ')


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


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_job_that_may_write_runs_nothing_of_the_change(path: Path) -> None:
    assert list(risks(path.read_text())) == []


BASE = "${{ github.event.pull_request.base.sha }}"
OURS = "github.event.pull_request.head.repo.full_name == github.repository"
ASIDE = "${{ runner.temp }}/"
PLAIN = re.compile(r'make [a-z]+( (PICTURES(_IN)?|PROPOSED)="\$[^"]+")*')
"""A command of what was checked out, by which make is given nothing that it would run."""


def risks(text: str) -> Iterator[str]:
    """Ways by which a job that may write could come to run what a change brings along."""
    workflow = yaml.safe_load(text)
    triggers = workflow[True]  # so YAML reads the key `on`
    yield from {"pull_request_target", "workflow_run"} & set(triggers)
    for name, job in workflow["jobs"].items():
        if "write" not in job["permissions"].values():
            continue
        if "pull_request" in triggers and job.get("if") != OURS:
            yield f"{name} runs for a fork"
        for step in job["steps"]:
            action, given = step.get("uses", "").partition("@")[0], step.get("with", {})
            if action.endswith("/checkout") and "pull_request" in triggers and given.get("ref") != BASE:
                yield f"{name} checks out the change"
            if action.endswith("/download-artifact") and not given.get("path", "").startswith(ASIDE):
                yield f"{name} unpacks files of the change over those it runs"
            if action.startswith(("./", "actions/cache", "actions/setup-")):
                yield f"{name} uses {action}"
            if (run := step.get("run")) and not (HOST_ONLY.match(run) or PLAIN.fullmatch(run)):
                yield f"{name} runs {run}"


@pytest.mark.parametrize(
    ("words", "instead", "risk"),
    [
        (f"ref: {BASE}", "ref: ${{ github.event.pull_request.head.sha }}", "checks out the change"),
        (f"ref: {BASE}", "fetch-depth: 1", "checks out the change"),
        (f"path: {ASIDE}diff\n", "path: diff\n", "over those it runs"),
        (f"path: {ASIDE}diff\n", "merge-multiple: true\n", "over those it runs"),
        ("- run: gh auth setup-git", "- uses: actions/cache@v4", "uses actions/cache"),
        ("- run: gh auth setup-git", "- uses: ./action", "uses ./action"),
        (
            "make pictures PICTURES=",
            'make pictures PYTHON="$RUNNER_TEMP/diff/x" PICTURES=',
            "runs make pictures PYTHON",
        ),
        ("make pictures PICTURES=", 'make -C "$RUNNER_TEMP/diff" pictures PICTURES=', "runs make -C"),
        ("make pictures PICTURES=", 'sh "$RUNNER_TEMP/diff/x" PICTURES=', "runs sh"),
        ("  pull_request:\n", "  pull_request_target:\n", "pull_request_target"),
        (f"if: {OURS}", "if: always()", "runs for a fork"),
    ],
)
def test_what_would_let_a_change_run_with_rights_is_found(words: str, instead: str, risk: str) -> None:
    text = (ROOT / ".github/workflows/check.yml").read_text()
    assert words in text
    assert risk in "; ".join(risks(text.replace(words, instead)))


def test_no_known_weakness_is_found_in_the_workflows() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    options = ["--offline", "--no-progress", "--no-config", "--persona=auditor", "--strict-collection"]
    found = subprocess.run([zizmor, *options, ROOT / ".github"], capture_output=True, text=True)
    assert found.returncode == 0, found.stdout


def test_the_run_of_the_repository_s_own_checks_is_make_test() -> None:
    lines = (ROOT / ".ci/run").read_text().splitlines()
    assert lines == ["#!/usr/bin/env bash", "set -eu", "exec make test"]
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
