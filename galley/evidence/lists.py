"""Whether the things that a fact names are all that its sentence lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from galley.errors import Problem
from galley.evidence.agreement import Comparison
from galley.evidence.quotes import TextSpan
from galley.numbers.amounts import any_of

NEAR = 60
"""Characters before and after a thing in which another of its list is looked for."""


def list_problems(case: Comparison, items: Sequence[TextSpan]) -> Iterator[Problem]:
    """What is wrong with an exact count of things: the source leaves its list open, or names more than the fact."""
    qualifiers, count = case.page.vocabulary.qualifiers, len(case.fact.items or ())
    if case.fact.qualifier and qualifiers[case.fact.qualifier].op == ">=":
        return
    if _is_open(case, items):
        hint = "Write a qualifier whose op is >=, since the list goes on."
        message = f"the source leaves its list open, the fact counts exactly {count}."
        yield case.problem("list-open", "items", message, hint)
    elif case.fact.inferred is None and (more := next(_unnamed(case, sorted(items)), None)):
        hint = "Name it too, write a qualifier whose op is >=, or say under `inferred:` why it is none of them."
        yield case.problem("list-longer", "items", f"the source also lists “{more}”, the fact counts {count}.", hint)


def _is_open(case: Comparison, items: Sequence[TextSpan]) -> bool:
    """Whether words such as “and others” follow a thing."""
    qualifiers, around = case.page.vocabulary.qualifiers, case.page.lexicon.around.items()
    opens = tuple(after for (_, _, after), ids in around if after and any(qualifiers[name].op == ">=" for name in ids))
    rest = [case.page.text[item.end : item.end + 40].lstrip(" ,，") for item in items]
    return bool(opens) and any(words.startswith(opens) for words in rest)


def _unnamed(case: Comparison, items: Sequence[TextSpan]) -> Iterator[str]:
    """What stands in a list beside, or between, the things named."""
    if not items:
        return
    text, join = case.page.text, _joint(case)
    capital = "(?=[A-Z])" if all(text[item.start].isupper() for item in items) else ""
    gaps = [text[one.end : other.start] for one, other in pairwise(items)]
    closed = bool(gaps) and re.search(join, gaps[-1]) is not None  # “a, b and c” ends the list
    after = "" if closed else text[items[-1].end : items[-1].end + NEAR]
    before = text[max(items[0].start - NEAR, 0) : items[0].start]
    plain = "(?!(?:in|on|at|by|since|until|of|from)\\b)"
    patterns = (
        (rf"\s*(?:、|{join})\s*([^\s,，。、]+)", after),
        (rf",\s+(?:{join}\s*)?{capital or '(?!)'}([\w ]+)", after),
        (rf",\s+((?:[\w-]+\s+){{0,3}}[\w-]+),?\s+{join}", after),
        (rf".*?([^\s,，。、]+)\s*(?:、|{join})\s*$", before),
        (rf"(?:.*[^\w ])?\s*{plain}(?:[a-z]+ )*{capital or '(?!)'}([A-Z][\w ]*), $", before),
    )
    yield from (found[1].strip() for pattern, words in patterns if (found := re.match(pattern, words, re.DOTALL)))
    for gap in gaps:
        if found := re.fullmatch(rf"\s*(?:[、,]|{join})\s*{capital}(.*?\w.*?)\s*(?:[、,]|{join})\s*", gap, re.DOTALL):
            yield found[1].strip()


def _joint(case: Comparison) -> str:
    """A pattern of the words by which the language joins the last thing of a list to the others."""
    reader = case.page.vocabulary.reader(case.page.lang)
    words = reader.lexicon.tables["joins"] if reader else (case.page.lexicon.system.link,)
    spoken = case.page.lexicon.system.spaced
    found = any_of(word for word in words if word)
    return rf"(?:\b{found}\b)" if spoken else found
