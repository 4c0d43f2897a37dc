"""Numbers that a template calls a count, an identifier or a scale though it holds them itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import jinja2
from jinja2 import nodes

from galley.errors import Place, Problem

VOUCHES = frozenset({"counted", "ident", "scale", "refer"})
"""Filters by whose mark a number is believed: it must come from what the page is given."""


def typed_counts(root: Path) -> Iterator[Problem]:
    """Every such number in the story's own templates; one that is only counted down or looked up is none."""
    for path in sorted((root / "templates").glob("*.html")):
        if not path.is_file():
            continue  # told of where the template is used
        try:
            tree = jinja2.Environment().parse(path.read_text("utf-8"))
        except (jinja2.TemplateSyntaxError, UnicodeDecodeError):
            continue  # told of where the template is used
        assigned: set[str] = set()
        for target, made in _set(tree):  # in the order of the template: what is set to a set number is one as well
            if any(_is_typed(of, assigned) for of in made):
                assigned |= {one.name for one in (target, *target.find_all(_NAMES)) if isinstance(one, _NAMES)}
        for one in tree.find_all(nodes.Filter):
            if one.name in VOUCHES and one.node is not None and _is_typed(one.node, assigned):
                message = f"{path.name}: |{one.name} vouches for a number that the template holds itself."
                hint = "Count what the page is given, as in entries|length, or print a fact: {{ 'its.id'|figure }}."
                yield Problem("count-typed", Place(f"templates/{path.name}", one.lineno), message, hint)


_NAMES = (nodes.Name, nodes.NSRef)


def _set(tree: nodes.Template) -> Iterator[tuple[nodes.Node, Sequence[nodes.Node]]]:
    """What each variable, or several at once, are made of."""
    macros = {one.name: one for one in tree.find_all(nodes.Macro)}
    for one in tree.find_all((nodes.Assign, nodes.AssignBlock, nodes.For, nodes.With, nodes.Macro, nodes.Call)):
        match one:
            case nodes.Assign():
                yield one.target, [one.node]
            case nodes.AssignBlock():
                yield one.target, one.body
            case nodes.For():
                yield one.target, [one.iter]
            case nodes.With():
                yield from ((target, [value]) for target, value in zip(one.targets, one.values, strict=True))
            case nodes.Macro():  # the last of its arguments have what they are where nothing is handed over
                last = one.args[len(one.args) - len(one.defaults) :]
                yield from ((argument, [value]) for argument, value in zip(last, one.defaults, strict=True))
            case nodes.Call(node=nodes.Name(name=called)) if called in macros:
                named = {argument.name: argument for argument in macros[called].args}
                yield from ((argument, [value]) for argument, value in zip(named.values(), one.args, strict=False))
                yield from ((named[each.key], [each.value]) for each in one.kwargs if each.key in named)


def _is_typed(node: nodes.Node, assigned: Collection[str]) -> bool:
    """Whether a number, or a text with digits, is in an expression; what picks an entry of something is not."""
    if isinstance(node, nodes.Const):
        return _has_digits(node.value)
    if isinstance(node, nodes.TemplateData):
        return _has_digits(node.data)
    if isinstance(node, nodes.Getitem):
        return _is_typed(node.node, assigned)
    if isinstance(node, nodes.Name):
        return node.name in assigned
    return any(_is_typed(child, assigned) for child in node.iter_child_nodes())


def _has_digits(value: object) -> bool:
    return not isinstance(value, bool) and any(one.isdigit() for one in str(value))
