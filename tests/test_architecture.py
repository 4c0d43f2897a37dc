"""The engine is laid out as it says: rooms in one direction, light where it can be, and ignorant of any one story."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import sysconfig
import tokenize
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# The order in which a story passes through. A room imports only from rooms above it; the forms of charts have rooms of
# their own, since a chart is loaded long before it can be drawn: what there is to draw is known before the story is.
ROOMS = [
    "errors",
    "folder",
    "address",
    "dates",
    "marks",
    "markup",
    "styles",
    "guess",
    "languages",
    "store",
    "stamp",
    "clean",
    "walk",
    "model",
    "series",
    "verify.record",
    "theme",
    "fonts",
    "inputs",
    "numbers",
    "evidence",
    "charts.model",
    "charts.fit",
    "charts.readback",
    "charts.claims",
    "charts.canvas",
    "charts.scales",
    "charts.labels",
    "charts.form",
    "charts.checks",
    "charts.series",
    "charts.grammar",
    "charts.boxes",
    "charts.tracks",
    "charts.forms",
    "story",
    "manuscript",
    "editions",
    "charts",
    "exports",
    "pages",
    "proof",
    "build",
    "verify",
    "diagnostics",
    "compressed",
    "new",
    "publish",
    "report",
    "preview",
    "commands",
]

HEAVY = {
    "PIL",
    "altair",
    "fontTools",
    "lxml",
    "numpy",
    "pandas",
    "starlette",
    "uharfbuzz",
    "uvicorn",
    "vl_convert",
    "watchfiles",
}
LIGHT = ["galley.story.load", "galley.publish", "galley.diagnostics", "galley.build", "galley.commands.main"]

HAN = re.compile("[\u3400-\u9fff]")
ESCAPED_HAN = re.compile(r"(?<!-)\\u(?:3[4-9a-f]|[4-9][0-9a-f])[0-9a-f]{2}(?!-)", re.IGNORECASE)  # no end of a range
KNOWS_HAN = {
    "galley.numbers.glyphs",
    "galley.numbers.numerals",
    *(
        f"galley.numbers.reading.{name}"
        for name in (
            "chinese",
            "chinese_around",
            "chinese_names",
            "chinese_values",
            "codes",
            "han",
            "occasions",
            "retracting",
            "turning",
            "adjoining",
        )
    ),
}
MACHINES = re.compile(
    r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/|\b(?:pypi|pythonhosted|npmjs|debian|anaconda)\.(?:org|com|net)\b"
)


@cache
def sources() -> dict[str, str]:
    """Every module of the engine by its name."""
    paths = sorted((ROOT / "galley").rglob("*.py"))
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in paths]
    return {name: path.read_text() for name, path in zip(names, paths, strict=True)}


@cache
def modules() -> dict[str, ast.Module]:
    return {name: ast.parse(source) for name, source in sources().items()}


def imports(tree: ast.AST) -> Iterator[str]:
    """The modules that are imported anywhere in `tree`, in functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in modules() else str(node.module) for name in whole)


def room(module: str) -> str:
    inside = module.removeprefix("galley.")
    parts = inside.split(".")
    longest = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((name for name in longest if name in ROOMS), parts[0])


def own_imports() -> Iterator[tuple[str, str]]:
    for name, tree in modules().items():
        for imported in imports(tree):
            if imported.startswith("galley.") and imported != name:
                yield name, imported


def test_every_room_has_its_place() -> None:
    assert {room(name) for name in modules()} - {"galley"} - set(ROOMS) == set()


def test_the_map_shows_every_room() -> None:
    """A room inside another is shown by that, or by what it is for."""
    shown = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    assert [name for name in ROOMS if f"`{name}`" not in shown and "." not in name] == []


def test_what_the_map_names_is_there() -> None:
    shown = re.findall(r"`([\w/.]+\.py|[\w/]+/)`", (ROOT / "docs/architecture.md").read_text(encoding="utf-8"))
    assert [name for name in shown if not ((ROOT / name).exists() or (ROOT / "galley" / name).exists())] == []


def test_a_room_imports_only_from_those_above_it() -> None:
    height = {name: number for number, name in enumerate(ROOMS)}
    wrong = [
        f"{name} imports {imported}"
        for name, imported in own_imports()
        if height.get(room(name), 0) < height.get(room(imported), 0)
    ]
    assert wrong == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for name, imported in own_imports():
        graph.setdefault(name, set()).add(imported)
    list(TopologicalSorter(graph).static_order())


def test_nothing_outside_the_engine_is_imported_by_it() -> None:
    outside = {"build", "tests", "tools", "bench"}
    assert [name for name, tree in modules().items() if outside & {top.split(".")[0] for top in imports(tree)}] == []


@pytest.mark.parametrize("module", LIGHT)
def test_what_every_command_needs_loads_without_the_heavy_libraries(module: str) -> None:
    script = f"import sys, {module}; print(*sorted({HEAVY!r} & sys.modules.keys()))"
    loaded = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []


def test_each_module_opens_with_a_sentence_that_says_what_it_is_for() -> None:
    documented = {name: (ast.get_docstring(tree) or "").partition("\n")[0] for name, tree in modules().items()}
    empty = {name for name, tree in modules().items() if not tree.body}
    wordless = [name for name, words in documented.items() if not re.fullmatch(r"[A-Z0-9].+[.…]", words)]
    assert set(wordless) - empty == set()


def test_the_name_of_a_class_has_one_meaning() -> None:
    homes: dict[str, list[str]] = {}
    for name, tree in modules().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(name)
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}


def is_told(node: ast.AST) -> bool:
    """Whether the node explains a key to editors, as the handbooks do, in both languages."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Told"


def strings(words: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """The strings with `words` that a module uses, as they are written: not examples in documentation or comments."""
    for name, tree in modules().items():
        documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        documentation |= {id(said) for node in ast.walk(tree) if is_told(node) for said in ast.walk(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
                written = words.search(node.value) and ast.get_source_segment(sources()[name], node)
                if written and words.search(written):
                    yield name, f"{name}:{node.lineno}: {written}"


def test_the_engine_speaks_no_chinese_but_numerals() -> None:
    assert [line for name, line in strings(HAN) if name not in KNOWS_HAN] == []
    assert {name: found for name, source in sources().items() if (found := ESCAPED_HAN.findall(source))} == {}


def ids(story: Path) -> set[str]:
    """The ids of a story's facts, charts, terms and sources."""
    kinds = ("data/facts/*.yaml", "content/charts.yaml", "data/terms.yaml", "data/sources.yaml")
    files = [path for kind in kinds for path in story.glob(kind)]
    return {name for path in files for name in re.findall(r"^([a-z0-9.-]+):", path.read_text(), re.M)}


def test_the_engine_knows_no_word_of_this_story() -> None:
    compound = sorted(name for name in ids(ROOT) if re.search("[.-]", name))
    words = "|".join(map(re.escape, compound))
    assert [line for _, line in strings(re.compile(rf"(?<![\w.-])(?:{words})(?![\w.-])", re.I))] == []


GENERAL = {"hospital", "joint", "meeting", "money", "water"}
"""Words of this story that are no less those of others: money is a measure, a hospital a shape of any isotype."""


@cache
def topics() -> set[str]:
    """What this story is about: words that three of its ids share, and that Python's own library does not use."""
    counted = Counter(word for name in ids(ROOT) for word in words_of(name))
    library = Path(sysconfig.get_path("stdlib")).glob("*.py")
    python = Counter(word for path in library for word in words_of(path.read_text(errors="ignore")))
    return {word for word, ids_with in counted.items() if ids_with >= 3 and python[word] <= 3} - GENERAL


def words_of(text: str) -> list[str]:
    return [word.removesuffix("s") for word in re.findall("[a-z]{3,}", text.lower())]


def test_the_engine_is_about_nothing_that_this_story_is_about() -> None:
    """In code, comments, examples, templates and stylesheet alike; what readers' sentences say is for the lexicon."""
    assert {"rail", "station", "train"} <= topics()
    files = [path for path in committed() if path.is_relative_to(ROOT / "galley") and path.parent.name != "reading"]
    files = [path for path in files if path.suffix in (".py", ".html", ".css", ".js", ".yaml")]
    lines = ((path, *line) for path in files for line in enumerate(path.read_text().splitlines(), 1))
    found = [
        f"{path.relative_to(ROOT)}:{at}: {line.strip()}" for path, at, line in lines if topics() & {*words_of(line)}
    ]
    assert found == []


def test_no_problem_is_silenced_with_a_bare_except_or_an_assertion() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assert) or (isinstance(node, ast.ExceptHandler) and node.type is None)
    ]
    assert found == []


GIVES_PROBLEMS = ("Iterator[Problem]", "Iterator[tuple[str, Problem]]", "Problem", "Problem | None")


def test_what_checks_yields_problems_and_what_makes_something_adds_them_to_a_list() -> None:
    """As errors.py says: what returns them in another form than a check does is a third way."""
    found = []
    for name, tree in modules().items():
        for node in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            gives = ast.unparse(node.returns) if node.returns else ""
            private = node.name.startswith("_") or name == "galley.errors"
            if "Problem]" in gives and gives not in GIVES_PROBLEMS and not private:
                found.append(f"{name}.{node.name} returns {gives}")
    assert found == []


def voices_apart(tree: ast.AST) -> Iterator[str]:
    """Where a story and an edition are taken, or kept, beside each other: by functions, records, types of functions."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                taken = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                kinds = [one.annotation for one in taken if one.annotation]
            case ast.ClassDef():
                kinds = [one.annotation for one in node.body if isinstance(one, ast.AnnAssign)]
            case ast.List():
                kinds = node.elts
            case _:
                continue
        if {"Story", "Edition"} <= {
            word for kind in kinds for word in re.findall(r"^\W*(\w+)\b(?!\[)", ast.unparse(kind))
        }:
            yield getattr(node, "name", ast.unparse(node))


def test_what_says_something_in_an_edition_takes_a_voice() -> None:
    found = [f"{name}.{apart}" for name, tree in modules().items() for apart in voices_apart(tree)]
    assert found == ["galley.story.voice.Voice"]


@pytest.mark.parametrize(
    "apart",
    [
        "def say(story: Story, edition: Edition, text: Text) -> str: ...",
        "def say(edition: Edition, words: str, of: Story) -> str: ...",
        "def say(story: Story, *, edition: Edition | None = None) -> str: ...",
        "async def say(story: 'Story', edition: 'Edition') -> str: ...",
        "class Words:\n    def say(self, story: Story, edition: Edition) -> str: ...",
        "class Words:\n    story: Story\n    edition: Edition",
        "SAID: Mapping[str, Callable[[Story, Edition], str]] = {}",
    ],
)
def test_a_story_beside_an_edition_is_found(apart: str) -> None:
    assert len([*voices_apart(ast.parse(apart))]) == 1


CHANCE = re.compile(r"\b(?:datetime\.now|date\.today|time\.time|time\.time_ns|uuid[14]|random)\b|\bsys\.exit\b")


CLOCKED = ("preview", "commands")
"""What an editor waits for, and what asks for the day; neither writes a page."""


def test_no_clock_and_no_chance_gets_into_a_page() -> None:
    found = []
    for name, source in sources().items():
        code = tokenize.generate_tokens(io.StringIO(source).readline)
        words = "".join(token.string for token in code if token.type in (tokenize.NAME, tokenize.OP))
        found += [f"{name}: {match}" for match in CHANCE.findall(words) if room(name) not in CLOCKED]
    assert found == []


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_committed_file_depends_on_one_machine() -> None:
    found = []
    for path in committed():
        if path == Path(__file__) or path.suffix in (".woff2", ".ttf", ".otf", ".png", ".jpg"):
            continue
        text = path.read_bytes().decode(errors="replace")
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in MACHINES.finditer(text)]
    assert found == []
