"""A stated joint share of several, against the list of theirs beside it (`前五家共占76%，分别为…`).

The joint figure stands at one end of a run of figures of one metric and period in one sentence. Words that
count or add announce it; where their number is the list's, the list is complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from claims.model import Claim
from rules.collection import Collection
from rules.facts import FactBook
from rules.facts import core as core_of
from rules.identities import Identity
from rules.knowledge import knowledge
from rules.model import Finding
from rules.outcome import Grade, agrees, reading
from rules.slips import SlipKind, written_like
from rules.sums import Sum, adds_up, examine, exceeds, suspect
from rules.verdicts import Suspicion, finding_of

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_FEWEST = 2
_AND = "、"
"""Between the names of those who hold together."""


@cache
def _cue() -> re.Pattern[str]:
    words = "|".join(map(re.escape, knowledge().sum_cues))
    return re.compile(rf"(?:{words})\s*(?P<count>\d+|[一二两三四五六七八九十])?")


def stated_sum(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """A joint share and the list that makes it."""
    book = collection.once(FactBook)
    for claims in book.sentences():
        for run in _runs(claims):
            if len(run) <= _FEWEST:
                continue
            either = ((run[0], run[1:]), (run[-1], run[:-1]))
            joint = [(whole, parts) for whole, parts in either if _is_joint(whole, parts)]
            fitting = [(whole, parts) for whole, parts in either if adds_up(Sum(parts, whole))]
            for whole, parts in joint or fitting or either:
                count = len(parts) if joint else _announced(book, whole)
                if count is None or not (joint or _added_behind(book, whole, parts)):
                    continue
                terms = Sum(parts, whole)
                checked = examine(identity, terms)
                full = count == len(parts) or (whole is run[-1] and _overfull(book, terms))
                if checked.outcome.agrees or full:
                    if checked.outcome.grade is Grade.CONTRADICTION:
                        checked = replace(checked, suspicion=_suspect(book, terms, joint=bool(joint)))
                    yield finding_of(collection, checked)
                    break


def _added_behind(book: FactBook, whole: Claim, parts: tuple[Claim, ...]) -> bool:
    """Whether, of a joint share behind its list, the words that add up stand behind the list, too.

    `份额13%，前两名为甲（15%）与乙（14%）` adds nothing up.
    """
    if whole.span.start < parts[-1].span.end:
        return True
    folded = book.collection.document[whole.document].folded
    return _cue().search(folded, parts[-1].span.end, whole.span.start) is not None


def _suspect(book: FactBook, terms: Sum, *, joint: bool) -> Suspicion:
    """The figure that is likeliest wrong: a joint stake is added up, so rather that than a digit of one."""
    found = suspect(book, terms)
    whole, middle = terms.whole, terms.careful(terms.members[0]).middle
    chance = found.slip is None or found.slip.kind is SlipKind.DIGIT
    if not joint or not chance or whole is None or middle is None:
        return found
    figure = reading(whole)
    return Suspicion(whole, written_like(whole.text, figure.value, middle, figure.ulp))


def _is_joint(whole: Claim, parts: tuple[Claim, ...]) -> bool:
    """Whether a stake is that of those together, and of nobody else, whose stakes are told one by one."""
    holders = [part.dimensions.get("holder", "") for part in parts]
    return all(holders) and whole.dimensions.get("holder", "").split(_AND) == holders


def _overfull(book: FactBook, terms: Sum) -> bool:
    """Whether one holder's stakes make more than what 合计 says of them together."""
    whole, parts = terms.whole, terms.parts
    if whole is None or whole.metric != "shareholding" or not exceeds(terms):
        return False
    if len({member.dimensions.get("holder") for member in terms.members}) > 1:
        return False
    folded = book.collection.document[whole.document].folded
    between = folded[parts[-1].span.end : whole.span.start]
    listed = folded[parts[0].span.start : whole.span.start]
    if "合计" not in between or any(cue in listed for cue in ("其中", "含", "包括")):
        return False
    return not any(agrees(whole, core_of(part)) for part in parts)


def _runs(claims: tuple[Claim, ...]) -> Iterator[tuple[Claim, ...]]:
    """Stretches of percentages of one metric and period that follow one another."""
    run: list[Claim] = []
    for claim in claims:
        if claim.unit != "percent" or claim.hard is None:
            if claim.unit in ("percent", "rank") or (run and claim.value == str(len(run))):
                continue  # 三名股东 of three
            yield tuple(run)
            run = []
        elif run and _alike(claim, run[0]):
            run.append(claim)
        else:
            yield tuple(run)
            run = [claim]
    yield tuple(run)


def _alike(a: Claim, b: Claim) -> bool:
    return (a.metric, a.measure, a.period) == (b.metric, b.measure, b.period)


def _announced(book: FactBook, whole: Claim) -> int | None:
    """How many members the words before a joint figure announce; 0 for `合计` alone, None without any."""
    folded = book.collection.document[whole.document].folded
    start = max(book.place(whole).sentence, whole.span.start - 40)
    found = list(_cue().finditer(folded, start, whole.span.start))
    if not found:
        return None
    count = next((cue["count"] for cue in reversed(found) if cue["count"]), None)
    return 0 if count is None else int(count) if count.isdigit() else _DIGITS[count]
