"""Tells whether a commit holds just what a change held whose tests have passed, so that they need not run again.

    python tools/tested.py COMMIT        prints tested=true or tested=false, as steps of a workflow hand it on

A merge makes a new commit; where nothing else was merged meanwhile, its files are those that the change was tested
with. Whatever cannot be found out is not tested. Asks the code host through its own program, gh.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

CHECKS = "Test on "
"""What the names of the runs begin with that must all have passed."""


def main(commit: str) -> int:
    try:
        known = tested(commit)
    except (OSError, subprocess.CalledProcessError, ValueError, KeyError, TypeError) as error:
        print(
            f"It cannot be told whether {commit} was tested ({type(error).__name__}), so it will be.", file=sys.stderr
        )
        known = False
    print(f"tested={'true' if known else 'false'}")
    return 0


def tested(commit: str) -> bool:
    tree = asked(f"git/commits/{commit}")["tree"]["sha"]
    changes = [change["head"]["sha"] for change in asked(f"commits/{commit}/pulls") if change["merged_at"]]
    return any(asked(f"git/commits/{head}")["tree"]["sha"] == tree and passed(head) for head in changes)


def passed(head: str) -> bool:
    runs = [run for run in asked(f"commits/{head}/check-runs")["check_runs"] if run["name"].startswith(CHECKS)]
    return bool(runs) and all(run["conclusion"] == "success" for run in runs)


def asked(path: str) -> Any:
    """What the code host answers of this repository."""
    command = ["gh", "api", f"repos/{{owner}}/{{repo}}/{path}"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
