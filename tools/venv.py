"""Makes the virtual environment and installs what a lock file pins into it, with nothing but the system's Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
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
    pip = [str(venv / "bin/python"), "-m", "pip"] if usable(venv) else make(venv)
    if not pip:
        return say(NO_PIP.format(python=sys.executable))
    print(f"Installing what {lock} pins into {venv} …", flush=True)
    options = ["--disable-pip-version-check", "--no-input", "--quiet", "--require-hashes", "--only-binary=:all:"]
    return subprocess.call([*pip, "install", *options, "-r", str(lock)])


def usable(venv: Path) -> bool:
    """Whether `venv` runs, is new enough and has a pip of its own."""
    script = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    try:
        return subprocess.run([venv / "bin/python", "-c", script], stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def make(venv: Path) -> list[str]:
    """Makes `venv` and returns the command of a pip that installs into it, or nothing if this machine has no pip.

    Debian's Python lacks ensurepip until its python3-venv is there. Then the system's pip can serve the environment
    from outside, and where there is none, root may install the package.
    """
    if not find_spec("ensurepip") and not find_spec("pip"):
        install_ensurepip()
    if find_spec("ensurepip"):
        subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True)
        return [str(venv / "bin/python"), "-m", "pip"]
    if find_spec("pip"):
        subprocess.run([sys.executable, "-m", "venv", "--clear", "--without-pip", venv], check=True)
        return [sys.executable, "-m", "pip", "--python", str(venv / "bin/python")]
    return []


def install_ensurepip() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Debian's python3-venv …", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in ("update", "install -y --no-install-recommends python3-venv"):
            subprocess.run(["apt-get", *command.split()], env=environment, stdout=subprocess.DEVNULL)


def say(words: str) -> int:
    print(words, end="", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
