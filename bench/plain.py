"""The same site as a plain script makes it, for comparison: PyYAML, Altair's fluent interface, vl-convert and Jinja.

It reads the same files, draws the same charts at the same widths and writes the same pages; it checks nothing.
Run as `python -m bench.plain STORY SITE`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import altair as alt
import jinja2
import markdown
import vl_convert
import yaml

WIDTHS = (284, 560, 1000)
PAGE = jinja2.Template(
    '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{{ title }}</title></head>\n'
    "<body>{{ body }}</body>\n</html>\n"
)
FIGURE = re.compile(r"\{\{([^}|]+)\}\}")
CHART = re.compile(r"\{\{chart ([^}]+)\}\}")

Facts = dict[str, dict[str, Any]]


def main(story: Path, site: Path) -> None:
    facts: Facts = {}
    for path in sorted((story / "data/facts").glob("*.yaml")):
        facts |= yaml.safe_load(path.read_text(encoding="utf-8"))
    charts = yaml.safe_load((story / "content/charts.yaml").read_text(encoding="utf-8"))
    for path in sorted((story / "content/en").glob("*.md")):
        page = site / path.stem / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(written(path, facts, charts), encoding="utf-8")


def written(path: Path, facts: Facts, charts: dict[str, Any]) -> str:
    """A section as a page."""
    _, matter, text = path.read_text(encoding="utf-8").split("---\n", 2)
    text = FIGURE.sub(lambda found: figure(facts[found[1]]) if found[1] in facts else found[0], text)
    body = markdown.markdown(text)
    body = CHART.sub(lambda found: "".join(drawn(charts[found[1]], facts, width) for width in WIDTHS), body)
    page: str = PAGE.render(title=yaml.safe_load(matter)["title"], body=body)
    return page


def figure(fact: dict[str, Any]) -> str:
    return f"{fact['value']:,} {fact['unit']}s"


def drawn(chart: dict[str, Any], facts: Facts, width: int) -> str:
    forms = {"lollipop": lollipops, "units": units}
    svg: str = vl_convert.vegalite_to_svg(forms[chart["form"]](chart, facts, width).to_json())
    return svg


def lollipops(chart: dict[str, Any], facts: Facts, width: int) -> alt.LayerChart:
    rows = [{"what": row["label"]["en"], "value": facts[row["fact"]]["value"]} for row in chart["rows"]]
    base = alt.Chart(alt.InlineData(values=rows)).encode(y=alt.Y("what:N", title=None), x=alt.X("value:Q", title=None))
    stems = base.mark_rule(strokeWidth=2)
    heads = base.mark_point(filled=True, size=120)
    return layered(stems + heads + base.mark_text(dx=12, align="left").encode(text="value:Q"), chart, width)


def units(chart: dict[str, Any], facts: Facts, width: int) -> alt.LayerChart:
    marks = facts[chart["fact"]]["value"] // chart["each"]
    rows = [{"column": mark % 20, "row": mark // 20} for mark in range(marks)]
    base = alt.Chart(alt.InlineData(values=rows)).mark_square(size=60)
    grid = base.encode(x=alt.X("column:O", axis=None), y=alt.Y("row:O", axis=None))
    return layered(alt.layer(grid), chart, width)


def layered(drawing: Any, chart: dict[str, Any], width: int) -> alt.LayerChart:
    made: alt.LayerChart = drawing.properties(width=width, title=chart["title"]["en"]).configure_view(stroke=None)
    return made


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
