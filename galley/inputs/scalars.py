"""What an unquoted YAML value means here: a number, true or false, or the words as they are written.

YAML would read several of them as something else than an editor means (`no` as false, 12:30:45 as 45045). Those are
refused, with the way to write them.
"""

from __future__ import annotations

import re
from decimal import Decimal

from galley.errors import Place, Problem

LONGEST_NUMBER = 24  # digits; derivations are computed exactly within Python's 28

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
SUSPECT = re.compile(r"[-+.~0-9nNyYtToOfFiI]|$")  # all that is not simply words begins so
_SWITCH = re.compile(r"(?i:yes|no|on|off|true|false)")
_EMPTY = re.compile(r"~|(?i:null)|")
_TIME = re.compile(r"[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?")
_ODD = re.compile(
    r"[-+]?[0-9_]*\.?[0-9_]+(?:[eE][-+]?[0-9]{1,9})|[-+]?\.?(?i:inf|nan)"
    r"|[-+]?0(?:[xX][0-9a-fA-F_]+|[oO][0-7_]+|[bB][01_]+)"  # 0b2 is none: the digest of a text may begin so
    r"|[-+]?[0-9][0-9_]*\.?[0-9_]*|[-+]?\.[0-9_]+"
)

Scalar = str | Decimal | bool


def plain(text: str, place: Place, problems: list[Problem]) -> Scalar:
    """The value of an unquoted scalar. One that is refused adds a problem and stands in as its text."""
    if NUMBER.fullmatch(text):
        return _number(text, place, problems)
    if text == "true" or text == "false":
        return text == "true"
    if _SWITCH.fullmatch(text):
        hint = f'Write "{text}" in quotes if it is a word, true or false if it is a choice.'
        problems.append(Problem("yes-or-no", place, f"{text} without quotes may be read as true or false.", hint))
    elif _TIME.fullmatch(text):
        hint = f'Write it in quotes: "{text}".'
        problems.append(Problem("time-of-day", place, f"{text} without quotes may be read as seconds.", hint))
    elif _ODD.fullmatch(text):
        hint = f'Write {_in_digits(text)}, or "{text}" in quotes if it is no number.'
        problems.append(Problem("odd-number", place, f"{text} is a number only to some programs.", hint))
    return text


def is_empty(text: str) -> bool:
    """Whether an unquoted scalar says that there is no value."""
    return _EMPTY.fullmatch(text) is not None


def _number(text: str, place: Place, problems: list[Problem]) -> Scalar:
    if len(text) <= LONGEST_NUMBER:
        return Decimal(text)
    hint = f"Write it with at most {LONGEST_NUMBER} characters, or in quotes if it is no number."
    problems.append(Problem("long-number", place, "This number is longer than can be computed exactly.", hint))
    return text


def _in_digits(text: str) -> str:
    """The number meant, as it is to be written; `1000000` for `1e6`."""
    try:
        number = Decimal(text.replace("_", ""))
    except ArithmeticError:
        return "it in decimal digits"
    if not number.is_finite() or abs(number.adjusted()) > LONGEST_NUMBER:
        return "it in decimal digits"
    return f"{number:f}"
