"""Invents a story of any length: a section a page, each with prose, facts read back from their source, and charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from textwrap import dedent

from galley.story.pins import pin

PINNED = date(2024, 5, 1)
"""When the texts of the invented sources were taken."""

THINGS = ("boats", "houses", "lamps", "bridges")
"""What every town of the story counts, each once."""

EACH = 10
"""What a mark stands for, where things are drawn one by one."""

SYLLABLES = ("ba", "co", "du", "fe", "gi", "ho", "ju", "ka", "lo", "mi")

FIXED = {
    "data/qualifiers.yaml": "{}\n",
    "data/terms.yaml": "{}\n",
    "data/units.yaml": "".join(
        f"{thing[:-1]}: {{measures: {thing}, group: true, forms: {{en: {{one: {thing[:-1]}, other: {thing}}}}}}}\n"
        for thing in THINGS
    ),
    "content/strings.yaml": """\
        figure.plain: {en: "{n} {u}"}
        column.what: {en: What}
        column.figure: {en: As printed}
        column.number: {en: Number}
        column.unit: {en: Unit}
        column.qualifier: {en: Qualifier}
        column.as-of: {en: As of}
        column.status: {en: Status}
        column.source: {en: Source}
        status.checked: {en: Machine-checked}
        """,
    "templates/base.html": """\
        <!doctype html>
        <html lang="{{ edition.lang }}">
        <head><meta charset="utf-8"><title>{% block title %}{{ site.title|say }}{% endblock %}</title></head>
        <body>{% block main %}{% endblock %}</body>
        </html>
        """,
    "templates/passages.html": """\
        <h2>{{ section.title }}</h2>
        {% for passage in section.passages %}
        {% if passage.chart %}
        {% for svg in drawings[passage.chart].drawn.values() %}{{ svg }}{% endfor %}
        {% else %}
        {{ passage.html }}
        {% endif %}
        {% endfor %}
        """,
    "templates/section.html": """\
        {% extends "base.html" %}
        {% block title %}{{ section.title }}{% endblock %}
        {% block main %}{% include "passages.html" %}{% endblock %}
        """,
}
FEATURE = """\
    {% extends "base.html" %}
    {% block main %}<h1>{{ site.headline|say }}</h1>
    {% for section in sections %}
    BODY
    {% endfor %}{% endblock %}
    """
OF_FACTS = {
    "templates/feature.html": """\
        {% extends "base.html" %}
        {% block main %}{% for section in sections %}{% include "passages.html" %}{% endfor %}{% endblock %}
        """,
    "templates/fact.html": """\
        {% extends "base.html" %}
        {% block main %}<h1>{{ note.figure }}</h1><p>{{ note.label }}</p>
        <p><q lang="en">{{ note.quotation.before }}{{ note.quotation.words }}{{ note.quotation.after }}</q></p>
        {% for number, row in rows %}<p lang="en">{% for run in row %}{{ run.cells|join }}{% endfor %}</p>{% endfor %}
        <ul>{% for use in uses %}<li>{{ use.before }}{{ use.words|refer(note.id) }}{{ use.after }}</li>{% endfor %}</ul>
        {% endblock %}
        """,
    "templates/ledger.html": """\
        {% extends "base.html" %}
        {% block main %}{% for group in groups %}{% for entry in group.entries %}
        <p id="{{ entry.note.id }}">{{ entry.note.figure }} {{ entry.address|ident }}</p>
        {% endfor %}{% endfor %}{% endblock %}
        """,
    "templates/source.html": """\
        {% extends "base.html" %}
        {% block main %}{% for leaf in leaves %}{% for row in leaf.rows %}
        <p lang="en">{% for run in row %}{{ run.cells|join }}{% endfor %}</p>
        {% endfor %}{% endfor %}{% endblock %}
        """,
}
WHOLE = '{% include "passages.html" %}'
LISTED = """<p><a href="{{ link('section', section.id) }}">{{ section.title }}</a></p>"""


def invent(root: Path, pages: int, charts: int = 2) -> None:
    """Writes a story of `pages` sections into `root`; one page holds all that it says, more get a page a section."""
    names = town_names(pages)
    files = {**FIXED, "templates/feature.html": FEATURE.replace("BODY", LISTED if pages > 1 else WHOLE)}
    if pages == 1:
        del files["templates/section.html"]
    files["content/story.yaml"] = _story(names)
    if charts:
        files["content/charts.yaml"] = "".join(_charts(names, charts))
    files["data/sources.yaml"] = "".join(_source(name) for name in names)
    for number, name in enumerate(names):
        files[f"content/en/{name}.md"] = _prose(name, charts)
        files[f"data/facts/{name}.yaml"] = "".join(_facts(name, number, name))
        files[f"data/sources/{name}.txt"] = " ".join(_sentence(name, number, thing) for thing in THINGS) + "\n"
    _write(root, files)


def _write(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(dedent(text), encoding="utf-8")
    pin(root, [], PINNED)


def invent_facts(root: Path, facts: int) -> None:
    """Writes a story of one section and one source that says `facts` facts, each with a page of its own."""
    towns = town_names(facts // len(THINGS))
    counts = [(name, number, thing) for number, name in enumerate(towns) for thing in THINGS]
    files = {
        **FIXED,
        **OF_FACTS,
        "content/story.yaml": _story(["counts"]),
        "content/en/counts.md": "---\ntitle: Counts\n---\n" + "".join(f"{_told(name)}\n\n" for name in towns),
        "data/sources.yaml": _source("counts"),
        "data/facts/counts.yaml": "".join("".join(_facts(name, number, "counts")) for number, name in enumerate(towns)),
        "data/sources/counts.txt": "".join(f"{_sentence(*count)}\n" for count in counts),
    }
    _write(root, files)


def town_names(count: int) -> list[str]:
    """Names without a figure in them."""
    return ["".join(parts) for parts, _ in zip(product(SYLLABLES, repeat=4), range(count), strict=False)]


def value(number: int, thing: str) -> int:
    """A multiple of what a mark of a chart stands for."""
    return EACH * (12 + (7 * number + 31 * THINGS.index(thing)) % 70)


def _sentence(name: str, number: int, thing: str) -> str:
    return f"{name.title()} counted {value(number, thing)} {thing} in all."


def _story(names: list[str]) -> str:
    fixed = """\
        id: invented
        title: {en: The towns}
        headline: {en: All the towns}
        description: {en: What the towns counted}
        lead: {en: What the towns counted.}
        publisher: {en: The Counter}
        published: 2024-05-01
        editions:
          en: {lang: en, path: "", name: English, numbers: en}
        """
    return dedent(fixed) + f"sections: [{', '.join(names)}]\n"


def _source(name: str) -> str:
    title = f"title: {{en: Counts of {name.title()}}}, publisher: {{en: Town hall}}"
    return f"{name}: {{{title}, lang: en, date: 2024, text: {name}.txt}}\n"


def _facts(name: str, number: int, source: str) -> Iterator[str]:
    for thing in THINGS:
        yield dedent(f"""\
            {name}.{thing}:
              label: {{en: {thing.title()} of {name.title()}}}
              value: {value(number, thing)}
              unit: {thing[:-1]}
              as_of: 2024
              source: {source}
              quote: {_sentence(name, number, thing).rstrip(".")}
            """)


def _told(name: str) -> str:
    return " ".join(f"Then they walked on, and there were {{{{{name}.{thing}}}}}." for thing in THINGS)


def _prose(name: str, charts: int) -> str:
    drawn = "".join(f"{{{{chart {name}-{number}}}}}\n\n" for number in range(charts))
    return f"---\ntitle: {name.title()}\n---\nThe town of {name.title()} counts what it has. {_told(name)}\n\n{drawn}"


def _charts(names: list[str], charts: int) -> Iterator[str]:
    """Lollipops and counted marks by turns."""
    for name in names:
        for number in range(charts):
            yield dedent(f"""\
                {name}-{number}:
                  title: {{en: What {name.title()} counted}}
                  subtitle: {{en: Counts of the town hall}}
                """) + (_units(name, THINGS[number // 2 % 4]) if number % 2 else _lollipops(name))


def _lollipops(name: str) -> str:
    """All but the first thing, so that its fact is drawn by one chart of a page with eight."""
    rows = "".join(f"  - {{fact: {name}.{thing}, label: {{en: {thing.title()}}}}}\n" for thing in THINGS[1:])
    return f"  form: lollipop\n{_alt(name, THINGS[1:])}  rows:\n{rows}"


def _units(name: str, thing: str) -> str:
    key = "  key: [{glyph: unit, label: {en: '{{=ten}} of them'}}]\n"
    return f"  form: units\n{_alt(name, [thing])}  fact: {name}.{thing}\n  each: {EACH}\n{key}"


def _alt(name: str, things: Sequence[str]) -> str:
    said = ", ".join(f"{{{{{name}.{thing}}}}}" for thing in things)
    return f"  alt: {{en: 'The town hall counted {said}.'}}\n"
