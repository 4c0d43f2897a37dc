"""The command line: build, check, serve, explain, diff, new and more. `python build.py --help` says all."""

from __future__ import annotations

import os
import signal
import sys

if os.name == "nt":
    sys.exit("This runs on Linux and macOS; on Windows, in its Linux: run  wsl --install  and work in there.")
if __name__ == "__main__":  # Ctrl-C ends what is only being loaded, without a word
    signal.signal(signal.SIGINT, lambda number, frame: os._exit(130))

from galley.commands.main import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
