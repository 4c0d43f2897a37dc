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
WINDOWS = """\
This runs on Linux and macOS. On Windows, use the Linux in it: run  wsl --install  in a terminal, open Ubuntu, and
work there, in a folder of its own such as ~/site.
"""
NO_PIP = """\
This Python ({python}) can neither make a virtual environment with pip in it nor reach a pip of its own.
Debian and Ubuntu keep that in a package of its own:  sudo apt-get install python3-venv
or name another Python:  make PYTHON=/path/to/python3
"""
TOO_OLD = """\
Python {found} is too old; this needs {least} or later.
Name a newer one:  make PYTHON=python3.12
"""
NOT_MADE = """\
{venv} could not be made: {why}
Mend that and run it again.
"""
NOT_INSTALLED = """\
What {lock} pins could not be installed: {why}
{remedy}
"""
NETWORK = "The first run needs a network, or a mirror named in pip's own settings. Run it again; what is there is kept."
REMEDIES = {
    "Retrying (": NETWORK,
    "No matching distribution": "No wheel fits this machine and Python {python}; name another:  make PYTHON=python3.12",
    "do not match the hashes": "A file is not the one that was pinned, so nothing was installed. Try again later.",
    "No space left": "Free some space and run it again: all of it takes a gigabyte.",
    "": NETWORK,
}
"""What pip says → what mends it."""


def main(venv: Path, lock: Path) -> int:
    if sys.version_info < OLDEST:
        return say(TOO_OLD.format(found=sys.version.split()[0], least=".".join(map(str, OLDEST))))
    if not runs(venv, f"import sys; sys.exit(sys.version_info < {OLDEST})") or not pip_for(venv):
        try:
            make(venv)
        except (OSError, subprocess.CalledProcessError) as error:
            return say(NOT_MADE.format(venv=venv, why=why(getattr(error, "stderr", None) or str(error))))
    pip = pip_for(venv)
    if not pip:
        shutil.rmtree(venv, ignore_errors=True)  # a Python that has learned it meanwhile makes a whole one
        return say(NO_PIP.format(python=sys.executable))
    return install(pip, venv, lock)


def install(pip: list[str], venv: Path, lock: Path) -> int:
    """Installs; a person at a terminal sees how far it is, and what reads standard output sees nothing.

    Python compiles what it imports when it first does: all of it would take as long as the rest of the installation.
    """
    print(f"Installing what {lock} pins into {venv} …", file=sys.stderr, flush=True)
    options = ["--disable-pip-version-check", "--no-input", "--no-user", "--no-compile"]
    options += ["--require-hashes", "--only-binary=:all:", *([] if sys.stderr.isatty() else ["--quiet"])]
    done = subprocess.run(
        [*pip, "install", *options, "-r", str(lock)], stdout=sys.stderr, stderr=subprocess.PIPE, text=True
    )
    if not done.returncode:
        return 0
    remedy = next(remedy for words, remedy in REMEDIES.items() if words in done.stderr)
    python = ".".join(map(str, sys.version_info[:2]))
    return say(NOT_INSTALLED.format(lock=lock, why=why(done.stderr), remedy=remedy.format(python=python)))


def why(told: str) -> str:
    """The one line of what a program told that says what is wrong."""
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR:").strip() for line in lines if line.startswith("ERROR:")]
    return (errors or lines or ["it does not say why"])[-1]


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
    command = [sys.executable, "-m", "venv", "--clear", *bare, str(venv)]
    subprocess.run(command, check=True, stdout=sys.stderr, stderr=subprocess.PIPE, text=True)


def pip_for(venv: Path) -> list[str]:
    """The pip that installs into `venv`: its own, else the system's from outside; empty where there is none."""
    inside = str(venv / "bin/python")
    if runs(venv, "import pip"):
        return [inside, "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", inside] if find_spec("pip") else []


def install_ensurepip() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Debian's python3-venv …", file=sys.stderr, flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in ("update", "install -y --no-install-recommends python3-venv"):
            subprocess.run(
                ["apt-get", *command.split()], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        invalidate_caches()


def say(words: str) -> int:
    print(words, end="", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(say(WINDOWS) if os.name == "nt" else main(Path(sys.argv[1]), Path(sys.argv[2])))
