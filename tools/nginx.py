"""Finds the nginx that the tests serve the site with, or unpacks Debian's; run as a program, it says which."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UNPACKED = ROOT / ".cache/nginx"
PACKAGES = ("nginx", "libnginx-mod-http-brotli-static")
BROTLI = "ngx_http_brotli_static_module.so"
NONE = """\
No nginx was found and none could be had; the tests of docs/nginx.conf need one.
Install your system's nginx, or name one:  make test NGINX=/path/to/nginx
"""


def find() -> str | None:
    """$NGINX, and no other where it is set; else the system's, or the one that was unpacked here."""
    named = os.environ.get("NGINX")
    places = (
        [named] if named else ["nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx", str(UNPACKED / "usr/sbin/nginx")]
    )
    return next(filter(None, map(shutil.which, places)), None)


def brotli(nginx: str) -> Path | None:
    """The module that sends .br files, where this nginx has it."""
    told = subprocess.run([nginx, "-V"], capture_output=True, text=True).stderr
    folders = [Path(folder) for folder in re.findall(r"--modules-path=(\S+)", told)]
    if Path(nginx).is_relative_to(UNPACKED):
        folders = [UNPACKED / folder.relative_to("/") for folder in folders]
    return next((folder / BROTLI for folder in folders if (folder / BROTLI).is_file()), None)


def bring() -> None:
    """Unpacks Debian's packages beside the caches: nothing is installed, so no server starts on this machine."""
    print(f"Unpacking Debian's {' and '.join(PACKAGES)} …", file=sys.stderr, flush=True)
    if os.geteuid() == 0:
        subprocess.run(["apt-get", "-qq", "update"], stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["apt-get", "-qq", "download", *PACKAGES], cwd=folder, capture_output=True)
        for package in sorted(Path(folder).glob("*.deb")):
            UNPACKED.mkdir(parents=True, exist_ok=True)
            subprocess.run(["dpkg-deb", "--extract", package, UNPACKED], check=True)


def main() -> int:
    if not find() and "NGINX" not in os.environ and shutil.which("apt-get"):
        bring()
    found = find()
    print(found or NONE, end="\n" if found else "", file=sys.stdout if found else sys.stderr)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
