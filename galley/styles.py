"""Stylesheets by the grammar of CSS: what holds where, and the text that is published.

What the grammar calls an error is part of the rule that it stands in, so that whoever reads a stylesheet meets it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tinycss2 import parse_blocks_contents, parse_component_value_list, parse_stylesheet, serialize_identifier
from tinycss2.ast import (
    AtRule,
    CurlyBracketsBlock,
    Declaration,
    FunctionBlock,
    IdentToken,
    LiteralToken,
    Node,
    ParenthesesBlock,
    ParseError,
    QualifiedRule,
    SquareBracketsBlock,
    StringToken,
    URLToken,
)

Tokens = Sequence[Node]

DEEPEST = 50
"""Blocks within blocks that are read: more are an error, since nobody writes them and Python could not walk them."""

_SPACE = frozenset({"whitespace", "comment"})
_SURROGATE = re.compile(r"(?<!\\)\\0{0,2}d[89a-f][0-9a-f]{2}(?![0-9a-f])[ \t\n]?", re.IGNORECASE)
"""An escape of half a character, for which CSS puts U+FFFD; tinycss2 keeps it, and no file can hold it."""
_COMBINATORS = frozenset({">", "+", "~", "||"})
_TIGHT = frozenset("{};")
_APART = "/**/"  # a comment, which parts what stands on its sides


@dataclass(frozen=True, slots=True)
class Declared:
    """A property, in small letters and its escapes read, and the value that it is given."""

    name: str
    value: Tokens


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule says by itself; a rule within another stands behind it.

    `at`: what kind of at-rule it is, as media; empty for one with a selector.
    `prelude`: its selector or condition; `around`: those of the rules around it, from the outermost.
    `selectors`: the selectors among them, its own last.
    """

    at: str
    prelude: Tokens
    around: tuple[Tokens, ...]
    selectors: tuple[Tokens, ...]
    declared: tuple[Declared, ...]
    errors: tuple[ParseError, ...]

    @property
    def names(self) -> frozenset[str]:
        """All elements, classes and attributes by which it, or a rule around it, says where it holds."""
        tokens = (token for prelude in (*self.around, self.prelude) for token in every(prelude))
        return frozenset(token.value.lower() for token in tokens if isinstance(token, IdentToken))


@lru_cache(maxsize=4)
def tokens(css: str) -> Tokens:
    """The tokens of a stylesheet, comments among them; what is in brackets is one token. One that no browser could
    use is one error, which is an error too when it is written.
    """
    try:
        found = parse_component_value_list(_SURROGATE.sub("\ufffd", css))
    except ValueError:  # a number of thousands of digits
        found = []
    return found if found and _depth(found) <= DEEPEST else [ParseError(1, 1, "bad-string", "")] if css.strip() else []


@lru_cache(maxsize=4)
def rules(css: str) -> tuple[Rule, ...]:
    """The rules of a stylesheet, those within others too, in their order."""
    return tuple(_rules("", (), (), (), parse_stylesheet(tokens(css), skip_comments=True, skip_whitespace=True)))


def declarations(css: str) -> tuple[Rule, ...]:
    """What the attribute `style` of an element says, as a rule without a selector."""
    return tuple(_rules("", (), (), (), _contents(tokens(css))))


def _contents(inside: Tokens) -> Iterable[Node]:
    return parse_blocks_contents(inside, skip_comments=True, skip_whitespace=True)


def _rules(
    at: str, prelude: Tokens, around: tuple[Tokens, ...], selectors: tuple[Tokens, ...], inside: Iterable[Node]
) -> Iterator[Rule]:
    """A rule, and behind it those within it."""
    selectors = selectors if at or not prelude else (*selectors, prelude)
    declared, errors, within = [], [token for token in every(prelude) if isinstance(token, ParseError)], []
    for node in inside:
        if isinstance(node, Declaration):
            name = node.name if node.name.startswith("--") else node.lower_name
            declared.append(Declared(name, node.value))
            errors += [token for token in every(node.value) if isinstance(token, ParseError)]
        elif isinstance(node, ParseError):
            errors.append(node)
        else:
            within.append(node)
    yield Rule(at, prelude, around, selectors, tuple(declared), tuple(errors))
    for node in within:
        kind = node.lower_at_keyword if isinstance(node, AtRule) else ""
        if isinstance(node, AtRule | QualifiedRule):
            outer = (*around, prelude) if prelude else around
            # what stands in a list of frames is about no element, though each frame has a name as a selector has
            inner = "frame" if at.endswith("keyframes") and not kind else kind
            yield from _rules(inner, node.prelude, outer, selectors, _contents(node.content or ()))


def beginning(css: str, node: Node) -> str:
    """How a part of a stylesheet begins, in one line."""
    line = [*css.splitlines(), ""][node.source_line - 1]
    return " ".join(line[node.source_column - 1 :][:40].split())


def every(found: Tokens) -> Iterator[Node]:
    """Every token, those within brackets and functions too; of an address only itself."""
    for token in found:
        yield token
        yield from every(_within(token)) if address(token) is None else ()


def _within(token: Node) -> Tokens:
    if isinstance(token, FunctionBlock):
        return token.arguments
    return token.content if isinstance(token, ParenthesesBlock | SquareBracketsBlock | CurlyBracketsBlock) else ()


def _depth(found: Tokens) -> int:
    """How deep brackets stand within brackets; counted up to one more than is read."""
    deep, here = 0, list(found)
    while here and deep <= DEEPEST:
        here = [token for outer in here for token in _within(outer)]
        deep += bool(here)
    return deep


def significant(found: Tokens) -> list[Node]:
    """The tokens but for white space and comments."""
    return [token for token in found if token.type not in _SPACE]


def sign(token: Node | None) -> str:
    """The characters of a token that is neither word nor number nor bracket, as ; or >; empty of any other."""
    return token.value if isinstance(token, LiteralToken) else ""


def address(token: Node) -> str | None:
    """The address that a token names, with quotation marks or without; None if it names none."""
    if isinstance(token, URLToken):
        return token.value
    if isinstance(token, FunctionBlock) and token.lower_name in ("url", "src"):
        return "".join(one.value for one in token.arguments if isinstance(one, StringToken))
    return None


def variables(found: Tokens) -> Iterator[str]:
    """The custom properties whose values are taken over by var()."""
    for token in every(found):
        if isinstance(token, FunctionBlock) and token.lower_name == "var":
            yield from (one.value for one in significant(token.arguments)[:1] if isinstance(one, IdentToken))


def parted(found: Tokens, by: str) -> Iterator[list[Node]]:
    """What stands between literal tokens: the selectors of a list, the declarations of a block."""
    part: list[Node] = []
    for token in found:
        if sign(token) == by:
            yield part
            part = []
        else:
            part.append(token)
    yield part


def subjects(prelude: Tokens) -> Iterator[str]:
    """The element, as p, or the class, as .note, that each selector of a list is about, if it names one.

    A selector that ends with :is() or :where() alone is about all that these name.
    """
    for last in compounds(prelude):
        yield from _subject(last)


def compounds(prelude: Tokens) -> Iterator[list[Node]]:
    """The end of each selector of a list, behind its last combinator: what it says of the element that it is about."""
    for selector in parted(prelude, ","):
        found: list[list[Node]] = [[]]
        for token in selector:
            if token.type in _SPACE or sign(token) in _COMBINATORS:
                found.append([])
            else:
                found[-1].append(token)
        yield next((one for one in reversed(found) if one), [])


def _subject(compound: list[Node]) -> Iterator[str]:
    """What a compound selector is about: by its last class, else by its element."""
    match compound:
        case [colon, FunctionBlock(lower_name="is" | "where") as either] if sign(colon) == ":":
            yield from subjects(either.arguments)
            return
    names = [
        f".{token.value}" if sign(before) == "." else token.value
        for before, token in zip([None, *compound], compound, strict=False)
        if isinstance(token, IdentToken) and sign(before) != ":"
    ]
    yield from ([name for name in names if name[0] == "."] or names)[-1:]


def written(found: Tokens) -> str:
    """The text of tokens as short as it can be and say the same: without comments and needless white space."""
    out = [""]
    for piece in _pieces(found):
        if piece in (" ", _APART) and out[-1] in ("", " ", _APART, *_TIGHT):
            continue
        if out[-1] == _APART and piece == " ":
            out.pop()
        while piece in _TIGHT and out[-1] in (" ", _APART):
            out.pop()
        out.append(piece)
    return "".join(out).strip()


def _pieces(found: Tokens) -> Iterator[str]:
    for token in found:
        if token.type == "whitespace":
            yield " "
        elif token.type == "comment":
            yield _APART
        elif isinstance(token, CurlyBracketsBlock | ParenthesesBlock | SquareBracketsBlock | FunctionBlock):
            opened, closed = ("(", ")") if isinstance(token, FunctionBlock) else (token.type[0], token.type[1])
            yield serialize_identifier(token.name) + opened if isinstance(token, FunctionBlock) else opened
            yield from _pieces(_within(token))
            yield closed
        else:
            yield token.serialize()
