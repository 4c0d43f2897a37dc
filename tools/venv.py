"""Makes the virtual environment and installs what a lock file pins into it, with nothing but the system's Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib import invalidate_caches
from importlib.util import find_spec
from pathlib import Path

OLDEST = (3, 11)
NO_PIP = """\
This Python ({python}) can neither make a virtual environment with pip in it nor reach a pip of its own.
Debian and Ubuntu keep that in a package of its own:  sudo apt-get install python3-venv
or name another Python:  make PYTHON=/path/to/python3
"""
TOO_OLD = """\
Python {found} is too old; this needs {least} or later.
Name a newer one:  make PYTHON=python3.12
"""


def main(venv: Path, lock: Path) -> int:
    if sys.version_info < OLDEST:
        return say(TOO_OLD.format(found=sys.version.split()[0], least=".".join(map(str, OLDEST))))
    if not runs(venv, f"import sys; sys.exit(sys.version_info < {OLDEST})"):
        make(venv)
    pip = pip_for(venv)
    if not pip:
        return say(NO_PIP.format(python=sys.executable))
    print(f"Installing what {lock} pins into {venv} …", flush=True)
    options = ["--disable-pip-version-check", "--no-input", "--quiet", "--require-hashes", "--only-binary=:all:"]
    return subprocess.call([*pip, "install", *options, "-r", str(lock)])


def runs(venv: Path, script: str) -> bool:
    try:
        return subprocess.run([venv / "bin/python", "-c", script], stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def make(venv: Path) -> None:
    """Makes `venv`, without a pip of its own where this Python has none to give: Debian's, before its python3-venv."""
    if not find_spec("ensurepip") and not find_spec("pip"):
        install_ensurepip()
    bare = [] if find_spec("ensurepip") else ["--without-pip"]
    subprocess.run([sys.executable, "-m", "venv", "--clear", *bare, venv], check=True)


def pip_for(venv: Path) -> list[str]:
    """The pip that installs into `venv`: its own, else the system's from outside; empty where there is none."""
    inside = str(venv / "bin/python")
    if runs(venv, "import pip"):
        return [inside, "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", inside] if find_spec("pip") else []


def install_ensurepip() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Debian's python3-venv …", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in ("update", "install -y --no-install-recommends python3-venv"):
            subprocess.run(["apt-get", *command.split()], env=environment, stdout=subprocess.DEVNULL)
        invalidate_caches()


def say(words: str) -> int:
    print(words, end="", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
